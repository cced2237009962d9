/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What llama-bench wrote (oracles/llama-bench), in each of its formats, and what else may be put in
 * its place. */

#include "engine/intake/bench.h"

#include "rig-test.h"

#include <math.h>
#include <string.h>

/* By eye from the files: the first and the last of eight results in each. */
static const struct
{
  const char *file;
  RigBenchFormat format;
  double first_ts, first_stddev, last_ts, last_stddev;
  const char *first_date; /* NULL: Markdown has none */
} samples[] = {
  { "sample.json", RIG_BENCH_JSON, 33.144780, 0.386984, NAN, NAN, "2026-11-22T16:34:45Z" },
  { "sample.jsonl", RIG_BENCH_JSONL, 37.959604, 0.014658, NAN, NAN, "2026-11-22T16:37:13Z" },
  { "sample.csv", RIG_BENCH_CSV, 48.058909, 21.849440, NAN, NAN, "2026-11-22T16:40:00Z" },
  { "sample.md", RIG_BENCH_MARKDOWN, 52.13, 24.20, NAN, NAN, NULL },
  { "sample.sql", RIG_BENCH_SQL, 32.738697, 1.287278, 0.875047, 0.001192,
    "2026-11-22T16:42:51Z" },
};

static char *
load (const char *name)
{
  g_autofree char *file = g_build_filename ("oracles", "llama-bench", name, NULL);
  g_autofree char *path = rig_test_path (file);
  g_autoptr (GError) error = NULL;
  char *text = rig_text_file_load (path, &error);

  ck_assert_msg (text != NULL, "%s", error != NULL ? error->message : "");
  return text;
}

static RigBench *
parse (char *text)
{
  g_autoptr (GError) error = NULL;
  RigBench *bench = rig_bench_new ("b", text, &error);

  ck_assert_msg (bench != NULL, "%s", error != NULL ? error->message : "");
  return bench;
}

static void
assert_test (const RigBench *bench, guint i, double prompt, double generated, double depth)
{
  const RigBenchResult *result = g_ptr_array_index (bench->results, i);

  ck_assert_double_eq (result->numbers[RIG_BENCH_N_PROMPT], prompt);
  ck_assert_double_eq (result->numbers[RIG_BENCH_N_GEN], generated);
  ck_assert_double_eq (result->numbers[RIG_BENCH_N_DEPTH], depth);
}

START_TEST (all_formats)
{
  g_autoptr (RigBench) bench = parse (load (samples[_i].file));
  gboolean markdown = samples[_i].format == RIG_BENCH_MARKDOWN;
  const RigBenchResult *first = g_ptr_array_index (bench->results, 0), *last;

  ck_assert_uint_eq (bench->format, samples[_i].format);
  ck_assert_uint_eq (bench->results->len, 8);
  for (guint i = 0; i < 8; i += 4)
    {
      assert_test (bench, i, 64, 0, 0);
      assert_test (bench, i + 1, 0, 16, 0);
      assert_test (bench, i + 2, 64, 0, 128);
      assert_test (bench, i + 3, 0, 16, 128);
    }
  last = g_ptr_array_index (bench->results, 7);
  rig_assert_close (first->numbers[RIG_BENCH_AVG_TS], samples[_i].first_ts, 1e-12);
  rig_assert_close (first->numbers[RIG_BENCH_STDDEV_TS], samples[_i].first_stddev, 1e-12);
  if (!isnan (samples[_i].last_ts))
    rig_assert_close (last->numbers[RIG_BENCH_AVG_TS], samples[_i].last_ts, 1e-12);
  ck_assert_double_eq (first->numbers[RIG_BENCH_BUILD], 11669);
  ck_assert_str_eq (first->words[RIG_BENCH_COMMIT], "Debian");
  ck_assert_str_eq (first->words[RIG_BENCH_MODEL_TYPE], "llama ?B Q4_0");
  ck_assert_str_eq (last->words[RIG_BENCH_MODEL_TYPE], "llama ?B Q4_K - Medium");
  ck_assert_str_eq (first->words[RIG_BENCH_BACKEND], "Vulkan");
  ck_assert_ptr_null (first->words[RIG_BENCH_GPU]);
  rig_assert_close (first->numbers[RIG_BENCH_MODEL_SIZE], 257849344, markdown ? 1e-4 : 0);
  rig_assert_close (last->numbers[RIG_BENCH_N_PARAMS], 1516930048, markdown ? 1e-2 : 0);
  ck_assert_pstr_eq (first->words[RIG_BENCH_DATE], samples[_i].first_date);
  ck_assert_pstr_eq (first->words[RIG_BENCH_MODEL_FILE],
                     markdown ? NULL : "models/bench-0.5b.Q4_0.gguf");
  ck_assert (isnan (first->numbers[RIG_BENCH_N_UBATCH]) == markdown);
  if (!markdown)
    ck_assert_double_eq (first->numbers[RIG_BENCH_FLASH_ATTN], -1);
}
END_TEST

/* Cut anywhere, a file gives an error, or whole results from its beginning: none by halves. */
START_TEST (truncated)
{
  g_autofree char *whole = load (samples[_i].file);
  gsize length = strlen (whole);

  for (gsize cut = 0; cut < length; cut += 17)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RigBench) bench = rig_bench_new ("b", g_strndup (whole, cut), &error);

      if (bench == NULL)
        {
          ck_assert (error->domain == RIG_TEXT_ERROR);
          ck_assert (g_str_has_prefix (error->message, "b: "));
          continue;
        }
      /* JSON has a closing bracket, without which nothing counts. */
      ck_assert (samples[_i].format != RIG_BENCH_JSON || cut + 2 > length);
      for (guint i = 0; i < bench->results->len; i++)
        assert_test (bench, i, i % 2 == 0 ? 64 : 0, i % 2 == 0 ? 0 : 16, i % 4 < 2 ? 0 : 128);
    }
}
END_TEST

/* Lines of real logs before a table, from several programs; the table itself names no GPU. */
static const struct
{
  const char *log, *gpu;
} logs[] = {
  { "ggml_cuda_init: found 1 CUDA devices:\n"
    "  Device 0: NVIDIA GeForce RTX 3090, compute capability 8.6, VMM: yes\n",
    "NVIDIA GeForce RTX 3090" },
  { "ggml_cuda_init: found 2 CUDA devices (Total VRAM: 48505 MiB):\n"
    "  Device 0: NVIDIA GeForce RTX 3090, compute capability 8.6, VMM: yes\n"
    "  Device 1: NVIDIA GeForce RTX 3090, compute capability 8.6, VMM: yes\r\n",
    "NVIDIA GeForce RTX 3090, NVIDIA GeForce RTX 3090" },
  { "ggml_cuda_init: found 1 ROCm devices:\n"
    "  Device 0: AMD Radeon Graphics, gfx1151 (0x1151), VMM: no, Wave Size: 32\n",
    "AMD Radeon Graphics (gfx1151)" },
  { "ggml_vulkan: Found 1 Vulkan devices:\n"
    "ggml_vulkan: 0 = AMD Radeon Graphics (RADV GFX1151) (radv) | uma: 1 | fp16: 1 | bf16: 0\n",
    "AMD Radeon Graphics (RADV GFX1151) (radv)" },
  { "ggml_metal_device_init: GPU name:   Apple M3 Ultra\n"
    "ggml_metal_device_init: GPU family: MTLGPUFamilyApple9  (1009)\n",
    "Apple M3 Ultra" },
  /* Two runs of the program in one file. */
  { "ggml_cuda_init: found 1 CUDA devices:\n  Device 0: Tesla P40, compute capability 6.1\n"
    "ggml_cuda_init: found 1 CUDA devices:\n  Device 0: NVIDIA L40S, compute capability 8.9\n",
    "NVIDIA L40S" },
  { "Device 0:\n  Device , : \nggml_vulkan:  = \nggml_metal: GPU name: \nDevice 1: x\n", NULL },
};

START_TEST (log_names_the_gpu)
{
  g_autofree char *table = load ("sample.md");
  g_autoptr (GError) error = NULL;
  g_autoptr (RigBench) bench
    = rig_bench_new ("b", g_strconcat (logs[_i].log, table, NULL), &error);
  const RigBenchResult *first;

  ck_assert_msg (bench != NULL, "%s", error != NULL ? error->message : "");
  first = g_ptr_array_index (bench->results, 0);
  ck_assert_pstr_eq (first->words[RIG_BENCH_GPU], logs[_i].gpu);
}
END_TEST

/* What takes the place of something in a sample, and what is said then. */
static const struct
{
  const char *file, *from, *to, *says;
} changes[] = {
  { "sample.json", "\"avg_ts\": 33.144780", "\"avg_ts\": -1", "b: result 1: avg_ts" },
  { "sample.json", "\"avg_ts\": 33.144780", "\"avg_ts\": \"nan\"", "b: result 1: avg_ts" },
  { "sample.json", "\"avg_ts\": 33.144780", "\"avg_ts\": 1e30", "b: result 1: avg_ts" },
  { "sample.json", "\"avg_ts\": 33.144780", "\"avg_ts\": [1]",
    "b: result 1: expected a value of “avg_ts”" },
  { "sample.json", "\"avg_ts\": 33.144780", "\"avg_ts\": true", "b: result 1: avg_ts" },
  /* Two outputs in one file: none of them is forgotten silently. */
  { "sample.json", "\n]", "\n]\n[ {} ]", "b: line 371: expected the end behind the first" },
  { "sample.jsonl", "}\n{", "} {", "b: line 1: expected a whole JSON object in one line" },
  { "sample.json", "\"n_prompt\": 64", "\"n_prompt\": 0",
    "b: result 1: expected a test of at least one token" },
  { "sample.json", "\"n_prompt\": 64", "\"n_prompt\": 6.5", "b: result 1: n_prompt" },
  { "sample.json", "\"build_number\": 11669", "\"build_number\": 11670",
    "b: result 2: expected results of one build" },
  { "sample.json", "llama ?B Q4_0", "llama\\u001b[1m", "b: result 1: model_type" },
  { "sample.json", "\"n_batch\": 2048", "\"n_batch\": }", "b: line " },
  { "sample.jsonl", "\"build_commit\": \"Debian\"", "\"build_commit\": \"abc\"",
    "b: line 2: expected results of one build" },
  { "sample.jsonl", "\"n_gen\": 16, ", "", "b: line 2: expected a value of “n_gen”" },
  { "sample.csv", "\"64\",\"0\",\"0\"", "\"64\",\"0\"", "b: line 2: expected 42 fields" },
  { "sample.csv", "\"48.058909\"", "\"-48\"", "b: line 2: avg_ts" },
  { "sample.csv", "n_prompt", "n_quack", "b: line 2: expected a value of “n_prompt”" },
  { "sample.md", "pp64", "qq64", "b: line 3: column “test”" },
  { "sample.md", "52.13 ± 24.20", "1e30 ± 1", "b: line 3: avg_ts" },
  { "sample.md", "52.13 ± 24.20", "-52.13 ± 1", "b: line 3: avg_ts" },
  { "sample.md", "52.13 ± 24.20", "52.13", "b: line 3: column “t/s”" },
  { "sample.md", "245.90 MiB", "245.90 miles", "b: line 3: column “size”" },
  { "sample.md", "24.20 |", "24.20", "b: line 3: expected a bar" },
  { "sample.md", "(11669)", "(116", "b: line 3: expected the table to end with" },
  { "sample.sql", "'32.738697'", "'1e30'", "b: line 46: avg_ts" },
  { "sample.sql", "'32.738697', ", "", "b: line 46: expected 42 values, found 41" },
  { "sample.sql", "INSERT INTO", "DROP TABLE", "b: line 46: expected “INSERT INTO”" },
};

START_TEST (changed)
{
  g_autofree char *whole = load (changes[_i].file);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = g_strsplit (whole, changes[_i].from, 2);

  ck_assert_ptr_nonnull (parts[1]);
  ck_assert_ptr_null (rig_bench_new ("b", g_strjoinv (changes[_i].to, parts), &error));
  ck_assert (error->domain == RIG_TEXT_ERROR);
  ck_assert_msg (strstr (error->message, changes[_i].says) == error->message, "%s",
                 error->message);
}
END_TEST

/* As llama.cpp wrote them until November 2024: flags for names of backends, a slash between GPUs,
 * and until March 2024 a space in the test. */
static const struct
{
  const char *flags, *gpu, *backend, *gpus;
} old_results[] = {
  { "\"cuda\": true, \"metal\": false, \"blas\": true", "NVIDIA A/NVIDIA A", "CUDA",
    "NVIDIA A, NVIDIA A" },
  { "\"cuda\": false, \"metal\": true, \"blas\": true", "Apple M2", "Metal", "Apple M2" },
  { "\"cuda\": true, \"blas\": true", "AMD Radeon RX 7900 XTX", "ROCm",
    "AMD Radeon RX 7900 XTX" },
  { "\"cuda\": false, \"blas\": true", "AMD Radeon RX 5500/5500M", "BLAS",
    "AMD Radeon RX 5500/5500M" },
  { "\"cuda\": false, \"blas\": false", "", NULL, NULL },
  { "\"cuda\": true, \"backends\": \"Vulkan\"", "A/A/B", "Vulkan", "A/A/B" },
};

START_TEST (old_builds)
{
  g_autoptr (RigBench) bench = parse (g_strdup_printf (
    "[{\"build_number\": 2824, %s, \"gpu_info\": \"%s\", \"model_type\": \"llama 8B Q4_0\", "
    "\"model_size\": 4, \"model_n_params\": 8, \"n_prompt\": 512, \"n_gen\": 0, "
    "\"no_kv_offload\": false, \"avg_ts\": 7}]", old_results[_i].flags, old_results[_i].gpu));
  const RigBenchResult *result = g_ptr_array_index (bench->results, 0);

  ck_assert_pstr_eq (result->words[RIG_BENCH_BACKEND], old_results[_i].backend);
  ck_assert_pstr_eq (result->words[RIG_BENCH_GPU], old_results[_i].gpus);
  ck_assert_double_eq (result->numbers[RIG_BENCH_NO_KV_OFFLOAD], 0);
}
END_TEST

START_TEST (old_tables)
{
  g_autoptr (RigBench) bench = parse (g_strdup (
    "| model | size | params | backend | ngl | test | t/s |\n| --- | --- | --- | --- | --- | --- |"
    " --- |\n| llama 7B mostly Q4_0 | 3.56 GiB | 6.74 B | CUDA | 99 | pp 512 | 2400.5 ± 5.1 |\n"
    "| llama 7B mostly Q4_0 | 3.56 GiB | 6.74 B | CUDA | 99 | tg 128 | 130.2 ± 0.1 |\n"));

  ck_assert_uint_eq (bench->results->len, 2);
  assert_test (bench, 0, 512, 0, 0);
  assert_test (bench, 1, 0, 128, 0);
}
END_TEST

START_TEST (something_else)
{
  static const char *const texts[]
    = { "", "hello\n", "[]", "[[[[[[", "{", "|", "| a | b |\n", "| model |\n", "build_commit\n",
        "CREATE TABLE x", "INSERT INTO", "INSERT INTO t (a) VALUES ('", "[1]", "GGUF" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      ck_assert_msg (rig_bench_new ("b", g_strdup (texts[i]), &error) == NULL, "%s", texts[i]);
      ck_assert_msg (g_str_has_prefix (error->message, "b: "), "%s", error->message);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("bench");
  TCase *tcase = tcase_create ("bench");

  tcase_add_loop_test (tcase, all_formats, 0, G_N_ELEMENTS (samples));
  tcase_add_loop_test (tcase, truncated, 0, G_N_ELEMENTS (samples));
  tcase_add_loop_test (tcase, log_names_the_gpu, 0, G_N_ELEMENTS (logs));
  tcase_add_loop_test (tcase, changed, 0, G_N_ELEMENTS (changes));
  tcase_add_loop_test (tcase, old_builds, 0, G_N_ELEMENTS (old_results));
  tcase_add_test (tcase, old_tables);
  tcase_add_test (tcase, something_else);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
