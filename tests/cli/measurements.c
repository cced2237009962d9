/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of what llama-bench measured into the user's catalogue, into the speeds that are shown,
 * and out again. */

#include "rig-test.h"
#include "run.h"

#include <string.h>

#define SET "rtx-3090_llama-3.1-8b_q4-k-m_cuda"
#define RESULT \
  "\"build_commit\": \"6d4f4a1\", \"build_number\": 7000, \"cpu_info\": \"a processor\"," \
  " \"backends\": \"CUDA\", \"model_filename\": \"Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf\"," \
  " \"model_type\": \"llama 8B Q4_K - Medium\", \"model_size\": 4912898304," \
  " \"model_n_params\": 8030261248, \"n_ubatch\": 512, \"type_k\": \"f16\", \"type_v\": \"f16\"," \
  " \"n_gpu_layers\": 99, \"flash_attn\": 1, \"test_time\": \"2026-11-01T10:00:00Z\","

static char *home, *file;
static char *environment[2];

static void
write_file (const char *gpu, const char *tests)
{
  g_autoptr (GString) text = g_string_new (tests);

  g_string_replace (text, "{", "{ " RESULT " \"gpu_info\": \"GPU\", ", 0);
  g_string_replace (text, "\"GPU\"", gpu, 0);
  ck_assert (g_file_set_contents (file, text->str, -1, NULL));
}

#define GPU_3090 "\"NVIDIA GeForce RTX 3090\""
#define TESTS \
  "[ { \"n_prompt\": 512, \"n_gen\": 0, \"n_depth\": 0, \"avg_ts\": 4000, \"stddev_ts\": 20 }," \
  "  { \"n_prompt\": 0, \"n_gen\": 128, \"n_depth\": 0, \"avg_ts\": 120, \"stddev_ts\": 0.5 }," \
  "  { \"n_prompt\": 0, \"n_gen\": 128, \"n_depth\": 8128, \"avg_ts\": 95, \"stddev_ts\": 0.5 }," \
  "  { \"n_prompt\": 64, \"n_gen\": 16, \"n_depth\": 0, \"avg_ts\": 300, \"stddev_ts\": 1 } ]"

static void
set_up (void)
{
  home = cli_new_folder ();
  file = g_build_filename (home, "bench.json", NULL);
  environment[0] = g_strconcat ("XDG_DATA_HOME=", home, NULL);
  write_file (GPU_3090, TESTS);
}

static void
tear_down (void)
{
  rig_test_remove_tree (home);
  g_free (environment[0]);
  g_free (file);
  g_free (home);
}

static CliRun *
run (const char *line)
{
  return cli_run_env (line, (const char *const *) environment);
}

static CliRun *
run_import (const char *rest)
{
  g_autofree char *line = g_strdup_printf ("import '%s' %s", file, rest);

  return run (line);
}

static JsonNode *
parse (const CliRun *done)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = json_from_string (done->out, &error);

  ck_assert_msg (done->status == 0 && root != NULL, "%d %s", done->status, done->err);
  return root;
}

static guint
count_kept (void)
{
  g_autoptr (CliRun) list = run ("measurements --format json");
  g_autoptr (JsonNode) root = parse (list);

  return json_array_get_length (json_node_get_array (root));
}

START_TEST (measured_beside_predicted)
{
  g_autoptr (CliRun) done = run_import ("--format json");
  g_autoptr (JsonNode) root = parse (done);
  JsonObject *object = json_node_get_object (root);
  JsonArray *results = json_object_get_array_member (object, "results");
  JsonObject *second = json_array_get_object_element (results, 1);
  JsonObject *last = json_array_get_object_element (results, 3);
  JsonObject *predicted = json_object_get_object_member (second, "predicted_tokens_per_s");

  ck_assert_str_eq (json_object_get_string_member (object, "machine"), "rtx-3090");
  ck_assert_int_eq (json_object_get_int_member (object, "kept"), 3);
  ck_assert_uint_eq (json_array_get_length (results), 4);
  ck_assert_str_eq (json_object_get_string_member (second, "model"), "llama-3.1-8b");
  ck_assert_str_eq (json_object_get_string_member (second, "stack"), "cuda");
  ck_assert_str_eq (json_object_get_string_member (second, "kind"), "decode");
  ck_assert_str_eq (json_object_get_string_member (predicted, "basis"), "predicted");
  ck_assert (json_object_get_null_member (second, "skipped"));
  ck_assert (!json_object_get_boolean_member (last, "kept"));
  ck_assert_ptr_nonnull (
    strstr (json_object_get_string_member (last, "skipped"), "reads and writes"));
}
END_TEST

/* A chat with 8,192 tokens behind it is the test that wrote 128 behind 8,128. */
START_TEST (speeds_are_measured_then)
{
  static const char line[] = "speed --machines rtx-3090,rtx-4090 --set model=llama-3.1-8b "
                             "--set quant=Q4_K_M --set context=8192 --set prompt-tokens=512 "
                             "--format json";
  g_autoptr (CliRun) imported = run_import ("");
  g_autoptr (CliRun) done = run (line);
  g_autoptr (JsonNode) root = parse (done);
  JsonArray *machines
    = json_object_get_array_member (json_node_get_object (root), "machines");
  JsonObject *own = json_array_get_object_element (machines, 0);
  JsonObject *other = json_array_get_object_element (machines, 1);
  JsonObject *decode = json_object_get_object_member (own, "decode_tokens_per_s");
  JsonObject *prefill = json_object_get_object_member (own, "prefill_tokens_per_s");

  ck_assert_int_eq (imported->status, 0);
  ck_assert_str_eq (json_object_get_string_member (decode, "basis"), "measured");
  ck_assert_double_eq (json_object_get_double_member (decode, "value"), 95);
  ck_assert_str_eq (json_object_get_string_member (prefill, "basis"), "measured");
  ck_assert_double_eq (json_object_get_double_member (prefill, "value"), 4000);
  ck_assert_str_eq (json_object_get_string_member (own, "decode_own"), "measured");
  ck_assert (json_object_get_null_member (other, "decode_own"));
  decode = json_object_get_object_member (other, "decode_tokens_per_s");
  ck_assert_str_eq (json_object_get_string_member (decode, "basis"), "predicted");
}
END_TEST

/* Predictions that are judged by measurements must not have seen any. */
START_TEST (validation_never_sees_them)
{
  g_autofree char *table = rig_test_path ("oracles/speed-calibration.csv");
  g_autofree char *line = g_strdup_printf ("validate '%s' --per-row --format csv", table);
  g_autoptr (CliRun) before = run (line);
  g_autoptr (CliRun) imported = run_import ("");
  g_autoptr (CliRun) after = run (line);

  ck_assert_int_eq (before->status, 0);
  ck_assert_uint_eq (count_kept (), 3);
  ck_assert_str_eq (before->out, after->out);
}
END_TEST

START_TEST (listed_and_removed)
{
  g_autoptr (CliRun) first = run_import (""), again = run_import ("");
  g_autoptr (CliRun) text = run ("measurements"), csv = run ("measurements --format csv");
  g_autoptr (CliRun) markdown = run ("measurements --format markdown");
  g_autoptr (CliRun) one = NULL, mistyped = NULL, all = NULL, none = NULL;

  ck_assert_int_eq (again->status, 0);
  ck_assert_uint_eq (count_kept (), 3);
  ck_assert_ptr_nonnull (strstr (text->out, "bench.json"));
  ck_assert_ptr_nonnull (strstr (csv->out, SET "_tg128-d8128"));
  ck_assert_ptr_nonnull (strstr (markdown->out, "| tg128 @ d8128 |"));
  one = run ("remove " SET "_pp512");
  ck_assert_int_eq (one->status, 0);
  ck_assert_uint_eq (count_kept (), 2);
  mistyped = run ("remove " SET "_tg129");
  ck_assert_int_eq (mistyped->status, 2);
  ck_assert_ptr_nonnull (strstr (mistyped->err, "did you mean “" SET "_tg128”?"));
  all = run ("remove " SET);
  ck_assert_int_eq (all->status, 0);
  ck_assert_uint_eq (count_kept (), 0);
  none = run ("measurements");
  ck_assert_ptr_nonnull (strstr (none->out, "There are no measurements"));
  ck_assert (g_file_test (file, G_FILE_TEST_EXISTS));
}
END_TEST

/* Several machines have a GB10: the user is asked, and nothing is kept before. */
START_TEST (the_machine_has_to_be_named)
{
  g_autoptr (CliRun) asked = NULL, mistyped = NULL, named = NULL;

  write_file ("\"NVIDIA GB10\"", TESTS);
  asked = run_import ("");
  ck_assert_int_eq (asked->status, 2);
  ck_assert_str_eq (asked->out, "");
  ck_assert_ptr_nonnull (strstr (asked->err, "dgx-spark-128, dgx-spark-64"));
  ck_assert_ptr_nonnull (strstr (asked->err, "--machine"));
  mistyped = run_import ("--machine dgx-spark-126");
  ck_assert_int_eq (mistyped->status, 2);
  ck_assert_ptr_nonnull (strstr (mistyped->err, "did you mean “dgx-spark-128”?"));
  ck_assert_uint_eq (count_kept (), 0);
  /* Both are far above what its memory delivers: only the prompt is left. */
  named = run_import ("--machine dgx-spark-128");
  ck_assert_int_eq (named->status, 0);
  ck_assert_ptr_nonnull (strstr (named->out, "faster than"));
  ck_assert_uint_eq (count_kept (), 1);
}
END_TEST

START_TEST (another_machine_is_warned_of)
{
  g_autoptr (CliRun) done = run_import ("--machine rtx-4090");

  ck_assert_int_eq (done->status, 0);
  ck_assert_ptr_nonnull (strstr (done->err, "rtx-3090"));
  ck_assert_ptr_nonnull (strstr (done->err, "warning"));
}
END_TEST

/* Nothing is imported by halves. */
START_TEST (bad_files)
{
  g_autofree char *content = NULL;
  g_autoptr (CliRun) cut = NULL, unusable = NULL, named = NULL;
  gsize length;

  ck_assert (g_file_get_contents (file, &content, &length, NULL));
  ck_assert (g_file_set_contents (file, content, (gssize) length - 20, NULL));
  cut = run_import ("");
  ck_assert_int_eq (cut->status, 65);
  ck_assert_ptr_nonnull (strstr (cut->err, file));
  write_file (GPU_3090, "[ { \"n_prompt\": 0, \"n_gen\": 128, \"avg_ts\": 9999 } ]");
  unusable = run_import ("");
  ck_assert_int_eq (unusable->status, 65);
  ck_assert_ptr_nonnull (strstr (unusable->err, "faster than the machine’s memory"));
  write_file (GPU_3090, TESTS);
  named = run_import ("--name Mine");
  ck_assert_int_eq (named->status, 2);
  ck_assert_uint_eq (count_kept (), 0);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("measurements");
  TCase *tcase = tcase_create ("measurements");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_set_timeout (tcase, 120);
  tcase_add_test (tcase, measured_beside_predicted);
  tcase_add_test (tcase, speeds_are_measured_then);
  tcase_add_test (tcase, validation_never_sees_them);
  tcase_add_test (tcase, listed_and_removed);
  tcase_add_test (tcase, the_machine_has_to_be_named);
  tcase_add_test (tcase, another_machine_is_warned_of);
  tcase_add_test (tcase, bad_files);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
