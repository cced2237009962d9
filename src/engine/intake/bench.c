/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/bench.h"

#include "engine/intake/bench-private.h"
#include "engine/intake/gguf-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_RESULTS 100000 /* no run of the program takes as many days */

/* Far above anything that exists, far below what would make sums overflow. */
static const struct
{
  const char *name;
  double min, max;
  gboolean whole;
  gboolean needed; /* by every format */
} numbers[RIG_N_BENCH_NUMBERS] = {
  [RIG_BENCH_BUILD] = { "build_number", 0, 1e9, TRUE, FALSE },
  [RIG_BENCH_MODEL_SIZE] = { "model_size", 1, 1e15, TRUE, TRUE },
  [RIG_BENCH_N_PARAMS] = { "model_n_params", 1, 1e15, TRUE, TRUE },
  [RIG_BENCH_N_THREADS] = { "n_threads", 0, 1e6, TRUE, FALSE },
  [RIG_BENCH_N_BATCH] = { "n_batch", 1, 1e9, TRUE, FALSE },
  [RIG_BENCH_N_UBATCH] = { "n_ubatch", 1, 1e9, TRUE, FALSE },
  [RIG_BENCH_N_GPU_LAYERS] = { "n_gpu_layers", -1e6, 1e6, TRUE, FALSE },
  [RIG_BENCH_N_CPU_MOE] = { "n_cpu_moe", 0, 1e6, TRUE, FALSE },
  [RIG_BENCH_NO_KV_OFFLOAD] = { "no_kv_offload", 0, 1, TRUE, FALSE },
  [RIG_BENCH_FLASH_ATTN] = { "flash_attn", -1, 1, TRUE, FALSE },
  [RIG_BENCH_N_PROMPT] = { "n_prompt", 0, 1e9, TRUE, TRUE },
  [RIG_BENCH_N_GEN] = { "n_gen", 0, 1e9, TRUE, TRUE },
  [RIG_BENCH_N_DEPTH] = { "n_depth", 0, 1e9, TRUE, FALSE },
  [RIG_BENCH_AVG_TS] = { "avg_ts", 1e-6, 1e8, FALSE, TRUE },
  [RIG_BENCH_STDDEV_TS] = { "stddev_ts", 0, 1e8, FALSE, FALSE },
};

static const char *const words[RIG_N_BENCH_WORDS] = {
  [RIG_BENCH_COMMIT] = "build_commit",
  [RIG_BENCH_CPU] = "cpu_info",
  [RIG_BENCH_GPU] = "gpu_info",
  [RIG_BENCH_BACKEND] = "backends",
  [RIG_BENCH_MODEL_FILE] = "model_filename",
  [RIG_BENCH_MODEL_TYPE] = "model_type",
  [RIG_BENCH_TYPE_K] = "type_k",
  [RIG_BENCH_TYPE_V] = "type_v",
  [RIG_BENCH_OVERRIDES] = "tensor_buft_overrides",
  [RIG_BENCH_SPLIT] = "split_mode",
  [RIG_BENCH_DEVICES] = "devices",
  [RIG_BENCH_DATE] = "test_time",
};

static const struct
{
  gboolean (*read) (RigBenchPlace *place, char *text, GError **error);
  const char *unit;
} formats[] = {
  [RIG_BENCH_JSON] = { rig_bench_read_json, N_("result") },
  [RIG_BENCH_JSONL] = { rig_bench_read_json_lines, N_("line") },
  [RIG_BENCH_CSV] = { rig_bench_read_csv, N_("line") },
  [RIG_BENCH_MARKDOWN] = { rig_bench_read_markdown, N_("line") },
  [RIG_BENCH_SQL] = { rig_bench_read_sql, N_("line") },
};

gboolean
rig_bench_fail (const RigBenchPlace *place, GError **error, const char *format, ...)
{
  g_autofree char *expectation = NULL;
  va_list arguments;

  va_start (arguments, format);
  expectation = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_SHAPE, "%s: %s %u: %s", place->file,
               _(place->unit), place->number, expectation);
  return FALSE;
}

static void
free_result_cb (gpointer data)
{
  RigBenchResult *result = data;

  for (guint i = 0; i < RIG_N_BENCH_WORDS; i++)
    g_free (result->words[i]);
  g_free (result);
}

/* JSON writes flags so, where the other formats have digits. No other number is "true". */
static const char *
flag_to_digit (guint i, const char *text)
{
  if (numbers[i].max > 1)
    return text;
  return g_str_equal (text, "true") ? "1" : g_str_equal (text, "false") ? "0" : text;
}

static gboolean
read_number (const RigBenchPlace *place, RigBenchResult *result, guint i, const char *text,
             GError **error)
{
  g_autofree char *shown = NULL;
  char *end = NULL;
  double value;

  result->numbers[i] = (double) NAN;
  if (text == NULL && !numbers[i].needed)
    return TRUE;
  if (text == NULL)
    return rig_bench_fail (place, error, _("expected a value of “%s”"), numbers[i].name);
  text = flag_to_digit (i, text);
  value = g_ascii_strtod (text, &end);
  /* Written so that NaN fails. */
  if (*text != '\0' && strspn (text, "+-.0123456789eE") == strlen (text) && *end == '\0'
      && value >= numbers[i].min && value <= numbers[i].max
      && (!numbers[i].whole || value == floor (value)))
    {
      result->numbers[i] = value;
      return TRUE;
    }
  shown = rig_text_quote (text);
  return rig_bench_fail (place, error,
                         numbers[i].whole
                           ? _("%1$s: expected a whole number from %2$g to %3$g, found “%4$s”")
                           : _("%1$s: expected a number from %2$g to %3$g, found “%4$s”"),
                         numbers[i].name, numbers[i].min, numbers[i].max, shown);
}

static gboolean
read_word (const RigBenchPlace *place, RigBenchResult *result, guint i, const char *text,
           GError **error)
{
  if (text != NULL && !rig_gguf_text_is_plain (text, strlen (text)))
    return rig_bench_fail (place, error, _("%s: expected text without control characters"),
                           words[i]);
  if (i == RIG_BENCH_MODEL_TYPE && (text == NULL || *text == '\0'))
    return rig_bench_fail (place, error, _("expected a value of “%s”"), words[i]);
  result->words[i] = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  return TRUE;
}

/* Builds before November 2024 (4000) have a flag for each kind of backend instead of its name. */
static void
find_old_backend (RigBenchResult *result, GHashTable *fields)
{
  static const struct
  {
    const char *flag, *backend;
  } flags[] = {
    { "cuda", "CUDA" }, { "vulkan", "Vulkan" }, { "metal", "Metal" }, { "sycl", "SYCL" },
    { "kompute", "Kompute" }, { "opencl", "OpenCL" }, { "blas", "BLAS" },
  };
  const char *gpu = result->words[RIG_BENCH_GPU];

  for (guint i = 0; result->words[RIG_BENCH_BACKEND] == NULL && i < G_N_ELEMENTS (flags); i++)
    {
      const char *flag = g_hash_table_lookup (fields, flags[i].flag);

      if (g_strcmp0 (flag, "1") == 0 || g_strcmp0 (flag, "true") == 0)
        result->words[RIG_BENCH_BACKEND] = g_strdup (flags[i].backend);
    }
  /* AMD's is built out of the same sources, under the same flag. */
  if (g_strcmp0 (result->words[RIG_BENCH_BACKEND], "CUDA") == 0 && gpu != NULL
      && (strstr (gpu, "AMD") != NULL || strstr (gpu, "Radeon") != NULL))
    {
      g_free (result->words[RIG_BENCH_BACKEND]);
      result->words[RIG_BENCH_BACKEND] = g_strdup ("ROCm");
    }
}

/* Builds of that time put a slash between GPUs, now it is a comma. Only where all are alike, as
 * names have slashes too. */
static void
split_old_gpus (char **gpus)
{
  g_auto (GStrv) parts = *gpus != NULL ? g_strsplit (*gpus, "/", -1) : NULL;

  if (parts == NULL || parts[0] == NULL || parts[1] == NULL)
    return;
  for (guint i = 1; parts[i] != NULL; i++)
    if (!g_str_equal (parts[i], parts[0]))
      return;
  g_free (*gpus);
  *gpus = g_strjoinv (", ", parts);
}

/* One run is of one build: what two wrote was put together by somebody, and may mean two things. */
static gboolean
check_build (const RigBenchPlace *place, const RigBenchResult *result, GError **error)
{
  const RigBenchResult *first = place->bench->results->len > 0
                                  ? g_ptr_array_index (place->bench->results, 0)
                                  : result;
  double build = result->numbers[RIG_BENCH_BUILD], expected = first->numbers[RIG_BENCH_BUILD];

  if (g_strcmp0 (first->words[RIG_BENCH_COMMIT], result->words[RIG_BENCH_COMMIT]) == 0
      && (build == expected || (isnan (build) && isnan (expected))))
    return TRUE;
  return rig_bench_fail (place, error,
                         _("expected results of one build, found another than the first one's"));
}

gboolean
rig_bench_take (const RigBenchPlace *place, GHashTable *fields, GError **error)
{
  RigBenchResult *result = g_new0 (RigBenchResult, 1);
  gboolean valid = TRUE;

  for (guint i = 0; valid && i < RIG_N_BENCH_NUMBERS; i++)
    valid = read_number (place, result, i, g_hash_table_lookup (fields, numbers[i].name), error);
  for (guint i = 0; valid && i < RIG_N_BENCH_WORDS; i++)
    valid = read_word (place, result, i, g_hash_table_lookup (fields, words[i]), error);
  find_old_backend (result, fields);
  split_old_gpus (&result->words[RIG_BENCH_GPU]);
  if (valid && result->numbers[RIG_BENCH_N_PROMPT] + result->numbers[RIG_BENCH_N_GEN] < 1)
    valid = rig_bench_fail (place, error, _("expected a test of at least one token"));
  if (valid && place->bench->results->len >= MAX_RESULTS)
    valid = rig_bench_fail (place, error, _("expected at most %d results"), MAX_RESULTS);
  valid = valid && check_build (place, result, error);
  if (valid)
    g_ptr_array_add (place->bench->results, result);
  else
    free_result_cb (result);
  return valid;
}

/* FALSE: none that we know. */
static gboolean
recognise (const char *text, RigBenchFormat *format)
{
  const char *start = text + strspn (text, " \t\r\n");
  gsize first_line = strcspn (start, "\n");

  if (*start == '[')
    *format = RIG_BENCH_JSON;
  else if (*start == '{')
    *format = RIG_BENCH_JSONL;
  else if (g_ascii_strncasecmp (start, "CREATE TABLE", strlen ("CREATE TABLE")) == 0
           || g_ascii_strncasecmp (start, "INSERT INTO", strlen ("INSERT INTO")) == 0)
    *format = RIG_BENCH_SQL;
  else if (g_strstr_len (start, (gssize) first_line, "build_commit") != NULL)
    *format = RIG_BENCH_CSV;
  /* In front of the table stands what drivers had to say. */
  else if (*start == '|' || strstr (start, "\n|") != NULL)
    *format = RIG_BENCH_MARKDOWN;
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_results (RigBench *self, const char *file, char *text, GError **error)
{
  RigBenchPlace place = { .bench = self, .file = file, .unit = N_("line"), .number = 1 };

  if (!recognise (text, &self->format))
    return rig_bench_fail (&place, error,
                           _("expected what llama-bench writes as JSON, CSV, Markdown or SQL"));
  place.unit = formats[self->format].unit;
  if (!formats[self->format].read (&place, text, error))
    return FALSE;
  if (self->results->len == 0)
    return rig_bench_fail (&place, error, _("expected a result, found none"));
  return TRUE;
}

RigBench *
rig_bench_new (const char *file, char *text, GError **error)
{
  g_autofree char *owned = text;
  g_autoptr (RigBench) self = g_new0 (RigBench, 1);

  self->results = g_ptr_array_new_with_free_func (free_result_cb);
  return read_results (self, file, owned, error) ? g_steal_pointer (&self) : NULL;
}

RigBench *
rig_bench_new_from_file (const char *path, GError **error)
{
  g_autofree char *file = rig_text_get_shown_name (path);
  char *text = rig_text_file_load (path, error);

  return text != NULL ? rig_bench_new (file, text, error) : NULL;
}

void
rig_bench_free (RigBench *self)
{
  g_ptr_array_unref (self->results);
  g_free (self);
}
