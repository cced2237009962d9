/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as the output of llama-bench: what is read must be what bench.h promises, and what is
 * refused must have a message that can be shown. What is read is then recognised, whatever it says:
 * nothing that counts may be faster than the machine can be. */

#include "engine/answer/bench-import.h"
#include "fuzz.h"

#include <math.h>

#define MAX_RECOGNISED 100 /* results: more of them only take longer */

static RigCatalog *catalog;

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  if (catalog == NULL)
    catalog = rig_catalog_new ();
  return 0;
}

static void
check_shown (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
}

static void
check_result (const RigBenchResult *result)
{
  const double *numbers = result->numbers;

  for (guint i = 0; i < RIG_N_BENCH_NUMBERS; i++)
    g_assert_false (isinf (numbers[i]));
  for (guint i = 0; i < RIG_N_BENCH_WORDS; i++)
    if (result->words[i] != NULL)
      check_shown (result->words[i]);
  g_assert_nonnull (result->words[RIG_BENCH_MODEL_TYPE]);
  g_assert_true (numbers[RIG_BENCH_AVG_TS] > 0);
  g_assert_true (numbers[RIG_BENCH_N_PROMPT] + numbers[RIG_BENCH_N_GEN] >= 1);
}

static void
check_row (const RigBenchRow *row)
{
  g_assert_true (row->measured.low > 0 && row->measured.low <= row->measured.value
                 && row->measured.value <= row->measured.high);
  if (row->skipped != NULL)
    return;
  g_assert_true (row->model != NULL && row->quant != NULL && row->stack != RIG_STACK_NONE);
  g_assert_true (row->predicted.low > 0 && row->predicted.low <= row->predicted.value
                 && row->predicted.value <= row->predicted.high);
}

static void
check_recognised (char *text)
{
  static const char *const machines[] = { "rtx-3090", "mac-studio-m3-ultra-512", "rx-7900-xtx" };
  g_autoptr (RigBenchImport) import
    = rig_bench_import_new_from_text (catalog, "f", text, NULL);

  g_assert_nonnull (import);
  g_assert_true (import->machine == NULL || import->candidates->len == 1);
  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    {
      rig_bench_import_set_machine (import, rig_catalog_find_machine (catalog, machines[i]));
      for (guint j = 0; j < import->rows->len; j++)
        check_row (&g_array_index (import->rows, RigBenchRow, j));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  char *text = g_strndup ((const char *) data, size);
  g_autofree char *again = g_strdup (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (RigBench) bench = NULL;

  if (!rig_text_check ("f", (const char *) data, size, &error))
    {
      g_free (text);
      check_shown (error->message);
      return 0;
    }
  bench = rig_bench_new ("f", text, &error);
  g_assert_true ((bench == NULL) == (error != NULL));
  if (bench == NULL)
    check_shown (error->message);
  for (guint i = 0; bench != NULL && i < bench->results->len; i++)
    check_result (g_ptr_array_index (bench->results, i));
  if (bench != NULL && bench->results->len <= MAX_RECOGNISED)
    check_recognised (g_steal_pointer (&again));
  return 0;
}
