/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as the output of llama-bench: what is read must be what bench.h promises, and what is
 * refused must have a message that can be shown. */

#include "engine/intake/bench.h"
#include "fuzz.h"

#include <math.h>

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
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

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  char *text = g_strndup ((const char *) data, size);
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
  return 0;
}
