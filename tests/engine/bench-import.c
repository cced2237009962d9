/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the output of llama-bench is about: machine, model, quantisation, program; what of it counts
 * and what does not; and how it is kept. The words are those of real outputs: llama.cpp's device
 * descriptions and llama_ftype_name(). */

#include "rig-test.h"

#include <math.h>
#include <string.h>

#include "engine/answer/bench-import.h"
#include "engine/intake/user-measurements.h"

#define LLAMA "Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf", "llama 8B Q4_K - Medium", 4912898304., \
              8030261248.
#define CODER "Qwen3-Coder-30B-A3B-Instruct-Q4_K_M.gguf", "qwen3moe 30B.A3B Q4_K - Medium", \
              18551369728., 30532122624.
#define GPT_OSS "gpt-oss-20b-mxfp4.gguf", "gpt-oss 20B MXFP4 MoE", 12104404992., 20914757184.

static RigCatalog *catalog;
static char *home;

/* Once for all tests: GLib asks for the folder only once. */
static void
make_home (void)
{
  home = g_dir_make_tmp ("rig-home-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
}

static void
set_up (void)
{
  catalog = rig_catalog_new ();
  g_mkdir_with_parents (home, 0700);
}

static void
tear_down (void)
{
  rig_catalog_free (catalog);
  rig_test_remove_tree (home);
}

static void
forget_home (void)
{
  rig_test_remove_tree (home);
  g_free (home);
}

/* One result; @more: further members, each behind a comma, which count where they stand twice. */
static char *
write_result (const char *gpu, const char *backends, const char *file, const char *type,
              double bytes, double params, const char *more)
{
  return g_strdup_printf (
    "{ \"build_commit\": \"6d4f4a1\", \"build_number\": 7000, \"cpu_info\": \"a processor\","
    " \"gpu_info\": \"%s\", \"backends\": \"%s\", \"model_filename\": \"models/%s\","
    " \"model_type\": \"%s\", \"model_size\": %.0f, \"model_n_params\": %.0f, \"n_batch\": 2048,"
    " \"n_ubatch\": 512, \"n_threads\": 8, \"type_k\": \"f16\", \"type_v\": \"f16\","
    " \"n_gpu_layers\": 99, \"flash_attn\": 1, \"n_prompt\": 0, \"n_gen\": 128, \"n_depth\": 0,"
    " \"test_time\": \"2026-11-01T10:00:00Z\", \"avg_ts\": 40, \"stddev_ts\": 0.5 %s }",
    gpu, backends, file, type, bytes, params, more);
}

static RigBenchImport *
import_text (char *text)
{
  g_autoptr (GError) error = NULL;
  RigBenchImport *import = rig_bench_import_new_from_text (catalog, "bench.json", text, &error);

  ck_assert_msg (import != NULL, "%s", error != NULL ? error->message : "");
  return import;
}

static RigBenchImport *
import_one (const char *gpu, const char *backends, const char *file, const char *type,
            double bytes, double params, const char *more)
{
  return import_text (write_result (gpu, backends, file, type, bytes, params, more));
}

static const RigBenchRow *
get_row (const RigBenchImport *import, guint i)
{
  ck_assert_uint_lt (i, import->rows->len);
  return &g_array_index (import->rows, RigBenchRow, i);
}

static char *
join_candidates (const RigBenchImport *import)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < import->candidates->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            ((const RigMachine *) g_ptr_array_index (import->candidates, i))->id);
  return g_string_free (ids, FALSE);
}

/* Device descriptions of CUDA, Metal, Vulkan (RADV, AMD's and Intel's drivers), ROCm and SYCL. */
static const struct
{
  const char *gpu, *cpu, *candidates;
} machines[] = {
  { "NVIDIA GeForce RTX 3090", "", "rtx-3090" },
  { "NVIDIA GeForce RTX 3090, NVIDIA GeForce RTX 3090", "", "dual-rtx-3090" },
  { "NVIDIA GeForce RTX 3090, NVIDIA GeForce RTX 4090", "", "" },
  { "NVIDIA GeForce RTX 3090 Ti", "", "" },
  { "NVIDIA GeForce RTX 4090", "", "rtx-4090" },
  { "NVIDIA GeForce RTX 4090, NVIDIA GeForce RTX 4090", "", "" },
  { "NVIDIA GeForce RTX 4090 Laptop GPU", "", "" },
  { "NVIDIA GeForce RTX 5060 Ti", "", "rtx-5060-ti-16" },
  { "NVIDIA RTX 6000 Ada Generation", "", "rtx-6000-ada" },
  { "NVIDIA RTX PRO 6000 Blackwell Workstation Edition", "", "rtx-pro-6000-blackwell" },
  { "NVIDIA A100-SXM4-80GB", "", "a100-80gb-sxm" },
  { "NVIDIA H100 80GB HBM3", "", "h100-80gb-sxm" },
  { "NVIDIA H100 PCIe", "", "h100-80gb-pcie" },
  { "NVIDIA L40S", "", "l40s" },
  { "NVIDIA GB10", "", "dgx-spark-128 dgx-spark-64 asus-ascent-gx10-128" },
  { "Orin", "", "jetson-agx-orin-64" },
  { "Apple M3 Ultra", "Accelerate, Apple M3 Ultra",
    "mac-studio-m3-ultra-96 mac-studio-m3-ultra-256 mac-studio-m3-ultra-512" },
  { "Apple M4 Pro", "Apple M4 Pro", "mac-mini-m4-pro-64" },
  { "Apple M3", "Apple M3", "" },
  /* "As the article describes it" is nobody's machine. */
  { "Apple M4 Ultra", "", "" },
  { "AMD Radeon RX 7900 XTX (RADV NAVI31)", "", "rx-7900-xtx" },
  { "AMD Radeon RX 7900 XT (RADV NAVI31)", "", "" },
  { "AMD Radeon RX 7900 XTX", "", "rx-7900-xtx" },
  { "AMD Radeon AI PRO R9700 (RADV GFX1201)", "", "radeon-ai-pro-r9700" },
  { "Radeon 8060S Graphics (RADV GFX1151)", "",
    "framework-desktop-128 gmktec-evo-x2-128 hp-z2-mini-g1a-128" },
  { "AMD Radeon(TM) 8060S Graphics", "AMD RYZEN AI MAX+ PRO 395 w/ Radeon 8060S",
    "hp-z2-mini-g1a-128" },
  { "AMD Radeon Graphics (RADV GFX1151)", "AMD RYZEN AI MAX+ 395 w/ Radeon 8060S",
    "framework-desktop-128 gmktec-evo-x2-128" },
  { "AMD Radeon Graphics (RADV GFX1150)", "", "" },
  { "Intel(R) Arc(tm) B580 Graphics (BMG G21)", "", "arc-b580" },
  { "Intel(R) Arc(TM) B580 Graphics", "", "arc-b580" },
  { "llvmpipe (LLVM 20.1.2, 256 bits)", "", "" },
  { "", "AMD RYZEN AI MAX+ 395 w/ Radeon 8060S", "" },
};

START_TEST (machines_by_their_words)
{
  g_autofree char *more = g_strdup_printf (", \"cpu_info\": \"%s\"", machines[_i].cpu);
  g_autoptr (RigBenchImport) import = import_one (machines[_i].gpu, "Vulkan", LLAMA, more);
  g_autofree char *ids = join_candidates (import);

  ck_assert_msg (g_str_equal (ids, machines[_i].candidates), "%s: %s", machines[_i].gpu, ids);
  ck_assert_int_eq (import->machine != NULL, import->candidates->len == 1);
}
END_TEST

/* File, type, bytes, parameters; the model, quantisation, and what @skipped says. Sizes are those
 * of published files. */
static const struct
{
  const char *file, *type;
  double bytes, params;
  const char *model, *quant, *says;
} models[] = {
  { LLAMA, "llama-3.1-8b", "Q4_K_M", NULL },
  { CODER, "qwen3-coder-30b-a3b", "Q4_K_M", NULL },
  { GPT_OSS, "gpt-oss-20b", "MXFP4_MOE", NULL },
  { "C:\\\\models\\\\Qwen3-30B-A3B-Q4_K_M.gguf", "qwen3moe 30B.A3B Q4_K - Medium", 18551369728.,
    30532122624., "qwen3-30b-a3b", "Q4_K_M", NULL },
  { "x.gguf", "llama 8B Q4_K - Medium", 4912898304., 8030261248., "llama-3.1-8b", "Q4_K_M", NULL },
  { "x.gguf", "llama 8B Q4_K - Medium (guessed)", 4912898304., 8030261248., "llama-3.1-8b",
    "Q4_K_M", NULL },
  /* Rounded, as Markdown has it. */
  { "x.gguf", "llama 8B Q4_K - Medium", 4.58 * 1073741824, 8.03e9, "llama-3.1-8b", "Q4_K_M", NULL },
  { "x.gguf", "llama 8B Q8_0", 8532934656., 8030261248., "llama-3.1-8b", "Q8_0", NULL },
  { "x.gguf", "llama 8B all F32", 32121044992., 8030261248., "llama-3.1-8b", "F32", NULL },
  /* Alike but for 0.005 %: the architecture tells. */
  { "x.gguf", "qwen2 32B Q4_K - Medium", 18.48 * 1073741824, 32.76e9, "qwen2.5-32b", "Q4_K_M",
    NULL },
  { "x.gguf", "qwen3 32B Q4_K - Medium", 18.40 * 1073741824, 32.76e9, "qwen3-32b", "Q4_K_M", NULL },
  /* Falcon's 7B is within 0.4 % of Mistral's. */
  { "falcon-7b.gguf", "falcon 7B Q4_0", 4.2e9, 7217189760., NULL, "Q4_0", "not a model" },
  { "x.gguf", "llama 7B Q4_0", 3825065984., 6738415616., "llama-2-7b", "Q4_0", NULL },
  /* A dynamic mix calls itself by its main type. */
  { "x.gguf", "llama 8B Q4_K - Medium", 5.6e9, 8030261248., "llama-3.1-8b", "Q4_K_M",
    "not as large" },
  { "x.gguf", "llama 8B Q9_Z", 4.9e9, 8030261248., "llama-3.1-8b", NULL, "a quantisation" },
  { "x.gguf", "llama ?B Q4_0", 257849344., 443073536., NULL, "Q4_0", "not a model" },
  { "x.gguf", "nonsense", 1., 1., NULL, NULL, "not a model" },
};

START_TEST (models_by_words_and_numbers)
{
  g_autoptr (RigBenchImport) import
    = import_one ("NVIDIA GeForce RTX 4090", "CUDA", models[_i].file, models[_i].type,
                  models[_i].bytes, models[_i].params,
                  ", \"avg_ts\": 0.5, \"stddev_ts\": 0");
  const RigBenchRow *row = get_row (import, 0);

  ck_assert_msg (g_strcmp0 (row->model != NULL ? row->model->id : NULL, models[_i].model) == 0,
                 "%s: %s", models[_i].type, row->model != NULL ? row->model->id : "none");
  ck_assert_msg (g_strcmp0 (row->quant != NULL ? row->quant->id : NULL, models[_i].quant) == 0,
                 "%s: %s", models[_i].type, row->quant != NULL ? row->quant->id : "none");
  if (models[_i].says == NULL)
    ck_assert_msg (row->skipped == NULL, "%s: %s", models[_i].type, row->skipped);
  else
    ck_assert_msg (row->skipped != NULL && strstr (row->skipped, models[_i].says) != NULL, "%s: %s",
                   models[_i].type, row->skipped);
}
END_TEST

/* Without a file's name, two models that are built alike: one stands for both, and that is said. */
START_TEST (twins_are_told)
{
  g_autoptr (RigBenchImport) import
    = import_one ("NVIDIA GeForce RTX 4090", "CUDA", "x.gguf", "qwen3moe 30B.A3B Q4_K - Medium",
                  18551369728., 30532122624., "");
  const RigBenchRow *row = get_row (import, 0);

  ck_assert_str_eq (row->model->id, "qwen3-30b-a3b");
  ck_assert_ptr_null (row->skipped);
  ck_assert_uint_eq (import->warnings->len, 1);
  ck_assert_ptr_nonnull (strstr (g_ptr_array_index (import->warnings, 0), "Qwen3-Coder"));
}
END_TEST

static const struct
{
  const char *backends, *more, *says;
  RigStack stack;
} programs[] = {
  { "CUDA", "", NULL, RIG_STACK_LLAMA_CUDA },
  { "Vulkan", "", NULL, RIG_STACK_VULKAN_NVIDIA },
  { "CUDA,BLAS", "", NULL, RIG_STACK_LLAMA_CUDA },
  { "CUDA", ", \"n_gpu_layers\": -1", NULL, RIG_STACK_LLAMA_CUDA },
  { "CUDA", ", \"n_gpu_layers\": 33", NULL, RIG_STACK_LLAMA_CUDA },
  { "CUDA", ", \"n_gpu_layers\": 31", "in part", RIG_STACK_NONE },
  { "CUDA", ", \"n_gpu_layers\": 0", "on the CPU", RIG_STACK_NONE },
  { "CUDA", ", \"n_cpu_moe\": 4", "in part", RIG_STACK_NONE },
  { "CUDA", ", \"tensor_buft_overrides\": \"exps=CPU\"", "in part", RIG_STACK_NONE },
  { "CUDA", ", \"no_kv_offload\": true", "KV cache", RIG_STACK_NONE },
  { "CUDA", ", \"type_k\": \"q9_9\"", "KV cache", RIG_STACK_LLAMA_CUDA },
  { "CUDA", ", \"n_prompt\": 512", "reads and writes", RIG_STACK_NONE },
  { "BLAS", "", "on the CPU", RIG_STACK_NONE },
  { "CUDA,RPC", "", "RPC", RIG_STACK_NONE },
  { "CUDA,Vulkan", "", "several kinds", RIG_STACK_NONE },
  { "MTL,BLAS", "", "does not run", RIG_STACK_NONE },
  { "ROCm", "", "does not run", RIG_STACK_NONE },
  { "CANN", "", "does not know", RIG_STACK_NONE },
};

START_TEST (programs_by_backends)
{
  g_autoptr (RigBenchImport) import
    = import_one ("NVIDIA GeForce RTX 4090", programs[_i].backends, LLAMA, programs[_i].more);
  const RigBenchRow *row = get_row (import, 0);

  ck_assert_int_eq (row->stack, programs[_i].stack);
  if (programs[_i].says == NULL)
    {
      ck_assert_msg (row->skipped == NULL, "%s", row->skipped);
      ck_assert_double_gt (row->predicted.value, 0);
      ck_assert_int_eq (row->predicted.basis, RIG_BASIS_PREDICTED);
    }
  else
    ck_assert_msg (row->skipped != NULL && strstr (row->skipped, programs[_i].says) != NULL,
                   "%s: %s", programs[_i].backends, row->skipped);
}
END_TEST

#define TWO "NVIDIA GeForce RTX 3090, NVIDIA GeForce RTX 3090"
static const struct
{
  const char *gpu, *more, *says;
} splits[] = {
  { TWO, ", \"split_mode\": \"layer\"", NULL },
  { TWO, ", \"devices\": \"auto\"", NULL },
  { TWO, ", \"split_mode\": \"row\"", "by layers" },
  { TWO, ", \"split_mode\": \"none\"", "by layers" },
  { TWO, ", \"devices\": \"CUDA0\"", "some of" },
  { "NVIDIA GeForce RTX 3090", ", \"split_mode\": \"none\", \"devices\": \"CUDA0\"", NULL },
};

START_TEST (several_gpus_share_by_layers)
{
  g_autoptr (RigBenchImport) import = import_one (splits[_i].gpu, "CUDA", LLAMA, splits[_i].more);
  const RigBenchRow *row = get_row (import, 0);

  if (splits[_i].says == NULL)
    ck_assert_msg (row->skipped == NULL, "%s", row->skipped);
  else
    ck_assert_msg (row->skipped != NULL && strstr (row->skipped, splits[_i].says) != NULL, "%s",
                   row->skipped);
}
END_TEST

/* An RTX 4090 moves 1,008 GB/s, and this file has 4.6 GB that every token needs: 218 a second. It
 * computes 660.6 TOPS in INT8, and a prompt's token takes 2 × 7.5e9: 44,000 a second. */
static const struct
{
  const char *more, *says;
} speeds[] = {
  { ", \"avg_ts\": 200", NULL },
  { ", \"avg_ts\": 200, \"stddev_ts\": 99", NULL },
  { ", \"avg_ts\": 200, \"stddev_ts\": 101", "too far apart" },
  { ", \"avg_ts\": 230", "memory can deliver" },
  { ", \"avg_ts\": 9e7", "memory can deliver" },
  { ", \"n_prompt\": 512, \"n_gen\": 0, \"avg_ts\": 40000", NULL },
  { ", \"n_prompt\": 512, \"n_gen\": 0, \"avg_ts\": 60000", "can compute" },
};

START_TEST (nothing_is_faster_than_it_can_be)
{
  g_autoptr (RigBenchImport) import
    = import_one ("NVIDIA GeForce RTX 4090", "CUDA", LLAMA, speeds[_i].more);
  const RigBenchRow *row = get_row (import, 0);

  if (speeds[_i].says == NULL)
    ck_assert_msg (row->skipped == NULL, "%s", row->skipped);
  else
    ck_assert_msg (row->skipped != NULL && strstr (row->skipped, speeds[_i].says) != NULL, "%s",
                   row->skipped);
}
END_TEST

/* What no test can have been stops the whole file, with the place. */
static const char *const absurd[] = {
  ", \"avg_ts\": -1",     ", \"avg_ts\": 0",          ", \"avg_ts\": 1e30",
  ", \"avg_ts\": \"nan\"", ", \"stddev_ts\": -2",     ", \"n_gen\": -5",
  ", \"model_size\": 0",  ", \"n_depth\": 0.5",       ", \"avg_ts\": \"1e400\"",
};

START_TEST (absurd_numbers_stop_the_file)
{
  g_autofree char *good = write_result ("NVIDIA GeForce RTX 4090", "CUDA", LLAMA, "");
  g_autofree char *bad = write_result ("NVIDIA GeForce RTX 4090", "CUDA", LLAMA, absurd[_i]);
  char *both = g_strdup_printf ("[ %s, %s ]", good, bad);
  g_autoptr (GError) error = NULL;
  g_autoptr (RigBenchImport) import
    = rig_bench_import_new_from_text (catalog, "bench.json", both, &error);

  ck_assert_ptr_null (import);
  ck_assert_ptr_nonnull (error);
  ck_assert_msg (strstr (error->message, "bench.json: result 2: ") != NULL, "%s", error->message);
}
END_TEST

/* The samples of all formats say the same of themselves; their model is nobody's. */
static const char *const samples[] = { "json", "jsonl", "csv", "md", "sql" };

START_TEST (samples_of_every_format)
{
  static const RigSpeedKind kinds[] = { RIG_SPEED_PREFILL, RIG_SPEED_DECODE };
  g_autofree char *name = g_strconcat ("oracles/llama-bench/sample.", samples[_i], NULL);
  g_autofree char *path = rig_test_path (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (RigBenchImport) import = rig_bench_import_new (catalog, path, NULL, &error);

  ck_assert_msg (import != NULL, "%s", error != NULL ? error->message : "");
  ck_assert_int_eq (rig_import_guess_kind (path), RIG_IMPORT_BENCH);
  ck_assert_ptr_null (import->machine);
  ck_assert_uint_eq (import->candidates->len, 0);
  ck_assert_uint_eq (import->rows->len, 8);
  rig_bench_import_set_machine (import,
                                rig_catalog_find_machine (catalog, "framework-desktop-128"));
  for (guint i = 0; i < 8; i++)
    {
      const RigBenchRow *row = get_row (import, i);

      ck_assert_int_eq (row->kind, kinds[i % 2]);
      ck_assert_double_eq (row->tokens, i % 2 == 0 ? 64 : 16);
      ck_assert_double_eq (row->depth, i % 4 < 2 ? 0 : 128);
      ck_assert_str_eq (row->quant->id, i < 4 ? "Q4_0" : "Q4_K_M");
      ck_assert_ptr_nonnull (strstr (row->skipped, "import its GGUF"));
    }
}
END_TEST

START_TEST (kinds_by_the_first_bytes)
{
  g_autofree char *path = g_build_filename (home, "file", NULL);

  ck_assert_int_eq (rig_import_guess_kind (path), RIG_IMPORT_MODEL);
  ck_assert_int_eq (rig_import_guess_kind (home), RIG_IMPORT_MODEL);
  ck_assert (g_file_set_contents (path, "GGUF\3\0\0\0", 8, NULL));
  ck_assert_int_eq (rig_import_guess_kind (path), RIG_IMPORT_MODEL);
  ck_assert (g_file_set_contents (path, "PK\3\4\0\0", 6, NULL));
  ck_assert_int_eq (rig_import_guess_kind (path), RIG_IMPORT_MODEL);
  ck_assert (g_file_set_contents (path, "", 0, NULL));
  ck_assert_int_eq (rig_import_guess_kind (path), RIG_IMPORT_MODEL);
  ck_assert (g_file_set_contents (path, "| model | size |\n", -1, NULL));
  ck_assert_int_eq (rig_import_guess_kind (path), RIG_IMPORT_BENCH);
}
END_TEST

/* Setting another machine begins anew. */
START_TEST (machines_can_be_changed)
{
  g_autoptr (RigBenchImport) import = import_one ("NVIDIA GeForce RTX 4090", "CUDA", LLAMA, "");
  double first = get_row (import, 0)->predicted.value;

  rig_bench_import_set_machine (import, rig_catalog_find_machine (catalog, "rx-7900-xtx"));
  ck_assert_ptr_nonnull (strstr (get_row (import, 0)->skipped, "does not run"));
  ck_assert (!rig_estimate_is_known (&get_row (import, 0)->predicted));
  ck_assert_uint_eq (rig_bench_import_count_usable (import), 0);
  rig_bench_import_set_machine (import, NULL);
  ck_assert_ptr_null (get_row (import, 0)->skipped);
  rig_bench_import_set_machine (import, rig_catalog_find_machine (catalog, "rtx-4090"));
  ck_assert_double_eq (get_row (import, 0)->predicted.value, first);
  ck_assert_uint_eq (rig_bench_import_count_usable (import), 1);
}
END_TEST

static RigCatalog *
load_kept (void)
{
  RigCatalog *kept = rig_catalog_new ();

  ck_assert (rig_catalog_overlay_user (kept));
  return kept;
}

static void
save (const char *more)
{
  g_autoptr (RigBenchImport) import = import_one ("NVIDIA GeForce RTX 4090", "CUDA", LLAMA, more);
  g_autoptr (GError) error = NULL;

  ck_assert_msg (rig_bench_import_save (import, &error), "%s",
                 error != NULL ? error->message : "");
}

#define SET "rtx-4090_llama-3.1-8b_q4-k-m_cuda"

START_TEST (kept_with_where_it_came_from)
{
  g_autoptr (RigCatalog) kept = NULL;
  const RigSpeedRecord *record;

  save (", \"n_depth\": 4096");
  kept = load_kept ();
  ck_assert_uint_eq (rig_catalog_get_speed_records (kept)->len, 1);
  record = g_ptr_array_index (rig_catalog_get_speed_records (kept), 0);
  ck_assert_str_eq (record->id, SET "_tg128-d4096");
  ck_assert_str_eq (record->machine, "rtx-4090");
  ck_assert_str_eq (record->model, "llama-3.1-8b");
  ck_assert_str_eq (record->quant, "Q4_K_M");
  ck_assert_str_eq (record->stack, "cuda");
  ck_assert_int_eq (record->kind, RIG_SPEED_DECODE);
  ck_assert_double_eq (record->tokens, 128);
  ck_assert_double_eq (record->depth, 4096);
  ck_assert_double_eq (record->tokens_per_s.value, 40);
  ck_assert_double_eq (record->tokens_per_s.low, 39.5);
  ck_assert_double_eq (record->tokens_per_s.high, 40.5);
  ck_assert_int_eq (record->tokens_per_s.basis, RIG_BASIS_MEASURED);
  ck_assert_str_eq (record->tokens_per_s.source, "bench.json");
  ck_assert_str_eq (record->tokens_per_s.date, "2026-11-01");
  ck_assert_double_eq (record->deviation, 0.5);
  ck_assert_str_eq (record->build, "b7000 (6d4f4a1)");
  ck_assert_str_eq (record->gpu, "NVIDIA GeForce RTX 4090");
  ck_assert_int_eq (record->flash_attention, RIG_FLASH_ON);
  ck_assert (rig_user_catalog_owns_speed_record (record));
}
END_TEST

/* Markdown leaves out what is by default, which has changed: off, then llama.cpp's choice.
 * It rounds, and names no machine. */
static const struct
{
  guint build;
  const char *cell;
  RigFlash flash;
} tables[] = {
  { 7000, "|", RIG_FLASH_OFF },
  { 11669, "|", RIG_FLASH_AUTO },
  { 7000, "| 1 |", RIG_FLASH_ON },
  { 11669, "| 0 |", RIG_FLASH_OFF },
};

START_TEST (tables_leave_out_the_default)
{
  gboolean has = strlen (tables[_i].cell) > 1;
  char *text = g_strdup_printf (
    "ggml_cuda_init: found 1 CUDA devices:\n"
    "| model | size | params | backend | ngl %s test | t/s |\n"
    "| --- | ---: | ---: | --- | --: %s ---: | ---: |\n"
    "| llama 8B Q4_K - Medium | 4.58 GiB | 8.03 B | CUDA | 99 %s tg128 @ d4096 |"
    " 60.12 ± 0.34 |\n"
    "\nbuild: 6d4f4a1 (%u)\n",
    has ? "| fa |" : "|", has ? "| -: |" : "|", tables[_i].cell, tables[_i].build);
  g_autoptr (RigBenchImport) import = import_text (text);
  g_autoptr (RigCatalog) kept = NULL;
  const RigSpeedRecord *record;

  ck_assert_ptr_null (import->machine);
  rig_bench_import_set_machine (import, rig_catalog_find_machine (catalog, "rtx-3090"));
  ck_assert_msg (get_row (import, 0)->skipped == NULL, "%s", get_row (import, 0)->skipped);
  ck_assert (rig_bench_import_save (import, NULL));
  kept = load_kept ();
  record = g_ptr_array_index (rig_catalog_get_speed_records (kept), 0);
  ck_assert_str_eq (record->model, "llama-3.1-8b");
  ck_assert_double_eq (record->tokens_per_s.value, 60.12);
  ck_assert_double_eq (record->depth, 4096);
  ck_assert_int_eq (record->flash_attention, tables[_i].flash);
  ck_assert_ptr_null (record->test_time);
  /* The day of the import stands in for that of the test. */
  ck_assert_ptr_nonnull (record->tokens_per_s.date);
}
END_TEST

/* The same test replaces what is kept, unless that is newer; another stands beside it. */
START_TEST (the_newer_test_stays)
{
  static const struct
  {
    const char *more;
    double value;
    guint n;
  } steps[] = {
    { ", \"avg_ts\": 40", 40, 1 },
    { ", \"avg_ts\": 40", 40, 1 },
    { ", \"avg_ts\": 44, \"test_time\": \"2026-11-02T10:00:00Z\"", 44, 1 },
    { ", \"avg_ts\": 38, \"test_time\": \"2026-10-30T10:00:00Z\"", 44, 1 },
    { ", \"type_k\": \"q8_0\", \"type_v\": \"q8_0\"", 44, 2 },
    { ", \"flash_attn\": 0", 44, 3 },
    { ", \"n_prompt\": 512, \"n_gen\": 0", 44, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (RigCatalog) kept = NULL;
      const GPtrArray *records;

      save (steps[i].more);
      kept = load_kept ();
      records = rig_catalog_get_speed_records (kept);
      ck_assert_uint_eq (records->len, steps[i].n);
      ck_assert_double_eq (
        ((const RigSpeedRecord *) g_ptr_array_index (records, 0))->tokens_per_s.value,
        steps[i].value);
    }
}
END_TEST

START_TEST (one_can_be_removed_or_all)
{
  g_autoptr (RigCatalog) one = NULL, none = NULL;
  g_autoptr (GError) error = NULL;

  save ("");
  save (", \"n_depth\": 4096");
  ck_assert (rig_user_catalog_has_speed_records (SET "_tg128"));
  ck_assert (rig_user_catalog_remove_speed_records (SET "_tg128", NULL));
  ck_assert (!rig_user_catalog_has_speed_records (SET "_tg128"));
  one = load_kept ();
  ck_assert_uint_eq (rig_catalog_get_speed_records (one)->len, 1);
  ck_assert (!rig_user_catalog_remove_speed_records (SET "_tg128", &error));
  ck_assert (g_error_matches (error, RIG_USER_CATALOG_ERROR, RIG_USER_CATALOG_ERROR_NOT_FOUND));
  ck_assert (rig_user_catalog_has_speed_records (SET));
  ck_assert (rig_user_catalog_remove_speed_records (SET, NULL));
  none = load_kept ();
  ck_assert_uint_eq (rig_catalog_get_speed_records (none)->len, 0);
  ck_assert (!rig_user_catalog_has_speed_records ("../../etc/passwd"));
  ck_assert (!rig_user_catalog_has_speed_records ("a_b_../x_d"));
}
END_TEST

/* A set that somebody broke is not written over, and can be removed as a whole. */
START_TEST (a_broken_set)
{
  g_autofree char *folder = rig_user_catalog_get_folder ();
  g_autofree char *path = g_build_filename (folder, "measurements-" SET ".json", NULL);
  g_autoptr (RigBenchImport) import = import_one ("NVIDIA GeForce RTX 4090", "CUDA", LLAMA, "");
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;

  ck_assert_int_eq (g_mkdir_with_parents (folder, 0700), 0);
  ck_assert (g_file_set_contents (path, "{ \"measurements\": [ { \"id\": 3 } ] }", -1, NULL));
  ck_assert (!rig_bench_import_save (import, &error));
  ck_assert (g_error_matches (error, RIG_USER_CATALOG_ERROR, RIG_USER_CATALOG_ERROR_READ));
  ck_assert_msg (strstr (error->message, "measurements[0].id") != NULL, "%s", error->message);
  ck_assert (g_file_get_contents (path, &content, NULL, NULL));
  ck_assert_ptr_nonnull (strstr (content, "3"));
  ck_assert (rig_user_catalog_remove_speed_records (SET, NULL));
  ck_assert (rig_bench_import_save (import, NULL));
}
END_TEST

/* Records that an editor got wrong are left out, and their place is named. */
static const struct
{
  const char *member, *place;
} mistakes[] = {
  { "\"tokens\": 0", "measurements[0].tokens" },
  { "\"depth\": -1", "measurements[0].depth" },
  { "\"tokens_per_s\": \"fast\"", "measurements[0].tokens_per_s" },
  { "\"tokens_per_s\": 1e30", "measurements[0].tokens_per_s" },
  { "\"kind\": \"reading\"", "measurements[0].kind" },
  { "\"speed\": 4", "measurements[0].speed" },
};

START_TEST (errors_have_a_path)
{
  g_autofree char *json = g_strdup_printf (
    "{ \"measurements\": [ { \"id\": \"a\", \"machine\": \"m\", \"model\": \"m\", \"quant\": \"q\","
    " \"stack\": \"cuda\", \"tokens\": 1, \"depth\": 0, \"tokens_per_s\": 4, %s } ] }",
    mistakes[_i].member);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  const GError *problem;

  ck_assert (!rig_catalog_overlay_json (catalog, "mine.json", root));
  problem = g_ptr_array_index (rig_catalog_get_problems (catalog), 0);
  ck_assert_msg (strstr (problem->message, mistakes[_i].place) != NULL, "%s", problem->message);
  ck_assert_uint_eq (rig_catalog_get_speed_records (catalog)->len, 0);
}
END_TEST

/* The sample that the schema is checked with. */
START_TEST (the_schemas_sample_is_read)
{
  g_autofree char *path = rig_test_path ("data/measurements.json");

  ck_assert (rig_catalog_overlay (catalog, path));
  ck_assert_uint_eq (rig_catalog_get_speed_records (catalog)->len, 3);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("bench-import");
  TCase *tcase = tcase_create ("bench-import");

  tcase_add_unchecked_fixture (tcase, make_home, forget_home);
  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_loop_test (tcase, machines_by_their_words, 0, G_N_ELEMENTS (machines));
  tcase_add_loop_test (tcase, models_by_words_and_numbers, 0, G_N_ELEMENTS (models));
  tcase_add_test (tcase, twins_are_told);
  tcase_add_loop_test (tcase, programs_by_backends, 0, G_N_ELEMENTS (programs));
  tcase_add_loop_test (tcase, several_gpus_share_by_layers, 0, G_N_ELEMENTS (splits));
  tcase_add_loop_test (tcase, nothing_is_faster_than_it_can_be, 0, G_N_ELEMENTS (speeds));
  tcase_add_loop_test (tcase, absurd_numbers_stop_the_file, 0, G_N_ELEMENTS (absurd));
  tcase_add_loop_test (tcase, samples_of_every_format, 0, G_N_ELEMENTS (samples));
  tcase_add_test (tcase, kinds_by_the_first_bytes);
  tcase_add_test (tcase, machines_can_be_changed);
  tcase_add_test (tcase, kept_with_where_it_came_from);
  tcase_add_loop_test (tcase, tables_leave_out_the_default, 0, G_N_ELEMENTS (tables));
  tcase_add_test (tcase, the_newer_test_stays);
  tcase_add_test (tcase, one_can_be_removed_or_all);
  tcase_add_test (tcase, a_broken_set);
  tcase_add_test (tcase, the_schemas_sample_is_read);
  tcase_add_loop_test (tcase, errors_have_a_path, 0, G_N_ELEMENTS (mistakes));
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
