/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A GGUF file's way into the user's catalogue, through it, and out again. */

#include "run.h"

#include "gguf-head.h"
#include "rig-test.h"

#include <glib/gstdio.h>
#include <unistd.h>

static JsonParser *parser;
static JsonObject *heads;
static char *home, *file;
static char *environment[2];

static void
set_up (void)
{
  parser = json_parser_new ();
  heads = head_load_all (parser);
  home = cli_new_folder ();
  file = g_build_filename (home, "Gemma_2B-F16.gguf", NULL);
  head_write (file, json_object_get_object_member (heads, "gemma-2b"), NULL);
  environment[0] = g_strconcat ("XDG_DATA_HOME=", home, NULL);
}

static void
tear_down (void)
{
  rig_test_remove_tree (home);
  g_free (environment[0]);
  g_free (file);
  g_free (home);
  g_object_unref (parser);
}

/* Runs "@command FILE @rest", where the file is the one that was written. */
static CliRun *
run_on_file (const char *command, const char *rest)
{
  g_autofree char *line = g_strdup_printf ("%s '%s' %s", command, file, rest);

  return cli_run_env (line, (const char *const *) environment);
}

static CliRun *
run (const char *line)
{
  return cli_run_env (line, (const char *const *) environment);
}

static JsonNode *
parse (const CliRun *done)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = json_from_string (done->out, &error);

  ck_assert_msg (done->status == 0 && root != NULL, "%d %s", done->status, done->err);
  return root;
}

static gint64
get_int (JsonNode *root, const char *key)
{
  return json_object_get_int_member (json_node_get_object (root), key);
}

static const char *
get_text (JsonNode *root, const char *key)
{
  return json_object_get_string_member (json_node_get_object (root), key);
}

/* 18 layers, one KV head of 256, keys and values of 16 bits; llama.cpp says 144 MiB for 8,192. */
#define KV_BYTES (144 * 1024 * 1024)

START_TEST (memory_of_a_file)
{
  g_autoptr (CliRun) done = run_on_file ("memory --gguf", "--set context=8k --format json");
  g_autoptr (CliRun) list = run ("models --imported --format json");
  g_autoptr (JsonNode) root = parse (done);

  ck_assert_int_eq (get_int (root, "kv_bytes"), KV_BYTES);
  ck_assert_str_eq (get_text (root, "model"), "gemma-2b");
  ck_assert_ptr_nonnull (strstr (done->err, "shorter than its tensors"));
  /* It was asked about, not imported. */
  ck_assert_str_eq (g_strstrip (list->out), "[]");
}
END_TEST

START_TEST (file_or_model)
{
  g_autoptr (CliRun) done = run_on_file ("memory --gguf", "--set model=llama-3.1-8b");

  ck_assert_int_eq (done->status, 2);
  ck_assert_str_eq (done->out, "");
  ck_assert_ptr_nonnull (strstr (done->err, "--gguf and --set model=llama-3.1-8b"));
}
END_TEST

/* Letters lose their accents, and nothing else of a name gets into an id. */
START_TEST (foreign_name)
{
  g_autoptr (CliRun) done = NULL;
  g_autoptr (JsonNode) root = NULL;

  g_free (file);
  file = g_build_filename (home, "Modèle Über 漢字.gguf", NULL);
  head_write (file, json_object_get_object_member (heads, "gemma-2b"), NULL);
  done = run_on_file ("import", "--format json");
  root = parse (done);
  ck_assert_str_eq (get_text (root, "id"), "modele-uber");
}
END_TEST

START_TEST (there_and_back)
{
  g_autoptr (CliRun) imported = run_on_file ("import", "--name 'My Gemma' --format json");
  g_autoptr (CliRun) memory = run ("memory --format json --set context=8k "
                                   "--set model=gemma-2b-f16 --set quant=F16");
  g_autoptr (CliRun) shown = run ("show gemma-2b-f16");
  g_autoptr (CliRun) fits = run ("fit --format csv --set quant=F16");
  g_autoptr (CliRun) again = run_on_file ("import", "--format json");
  g_autoptr (CliRun) renamed = run ("rename gemma-2b-f16 'Ours now'");
  g_autoptr (CliRun) list = run ("models --imported --format json");
  g_autoptr (CliRun) removed = run ("remove gemma-2b-f16");
  g_autoptr (CliRun) gone = run ("models --imported --format json");
  g_autoptr (CliRun) twice = run ("remove gemma-2b-f16");
  g_autoptr (JsonNode) first = parse (imported), answer = parse (memory), second = parse (again);

  ck_assert_str_eq (get_text (first, "id"), "gemma-2b-f16");
  ck_assert_str_eq (get_text (first, "name"), "My Gemma");
  ck_assert (!json_object_get_boolean_member (json_node_get_object (first), "updated"));
  ck_assert_int_eq (get_int (answer, "kv_bytes"), KV_BYTES);
  ck_assert_ptr_nonnull (strstr (shown->out, "read from"));
  ck_assert_ptr_nonnull (strstr (shown->out, file));
  ck_assert_ptr_nonnull (strstr (shown->out, "Quantisation of the file"));
  ck_assert_ptr_nonnull (strstr (fits->out, "gemma-2b-f16"));
  /* The same file keeps its id, and the name that the user gave it. */
  ck_assert_str_eq (get_text (second, "id"), "gemma-2b-f16");
  ck_assert_str_eq (get_text (second, "name"), "My Gemma");
  ck_assert (json_object_get_boolean_member (json_node_get_object (second), "updated"));
  cli_assert_quiet (renamed, "rename");
  ck_assert_ptr_nonnull (strstr (list->out, "Ours now"));
  cli_assert_quiet (removed, "remove");
  ck_assert_str_eq (g_strstrip (gone->out), "[]");
  ck_assert_int_eq (twice->status, 2);
  ck_assert (g_file_test (file, G_FILE_TEST_EXISTS));
}
END_TEST

/* Names that no record can have leave everything as it was. */
START_TEST (bad_names)
{
  g_autoptr (CliRun) blank = run_on_file ("import", "--name ' '");
  g_autoptr (CliRun) imported = run_on_file ("import", "");
  g_autoptr (CliRun) lines = run ("rename gemma-2b-f16 'two\nlines'");
  g_autoptr (CliRun) list = run ("models --imported --format json");

  ck_assert_int_eq (blank->status, 2);
  ck_assert_int_eq (imported->status, 0);
  ck_assert_int_eq (lines->status, 2);
  ck_assert_ptr_nonnull (strstr (lines->err, "200"));
  ck_assert_ptr_nonnull (strstr (list->out, "\"gemma-2b\""));
}
END_TEST

/* A record that somebody broke is a warning, is not written over, and can be removed. */
START_TEST (a_broken_record)
{
  g_autofree char *folder = g_build_filename (home, "rigwise", "catalog", NULL);
  g_autofree char *broken = g_build_filename (folder, "model-gemma-2b-f16.json", NULL);
  g_autoptr (CliRun) list = NULL, imported = NULL, renamed = NULL, removed = NULL;
  g_autoptr (JsonNode) root = NULL;

  ck_assert_int_eq (g_mkdir_with_parents (folder, 0700), 0);
  ck_assert (g_file_set_contents (broken, "{\"models\": [{\"id\"", -1, NULL));
  list = run ("models --imported --format json");
  imported = run_on_file ("import", "--format json");
  renamed = run ("rename gemma-2b-f16 Whole");
  removed = run ("remove gemma-2b-f16");
  root = parse (imported);
  ck_assert_int_eq (list->status, 0);
  ck_assert_ptr_nonnull (strstr (list->err, broken));
  ck_assert_str_eq (get_text (root, "id"), "gemma-2b-f16-2");
  ck_assert_int_eq (renamed->status, 65);
  ck_assert_ptr_nonnull (strstr (renamed->err, broken));
  ck_assert_int_eq (removed->status, 0);
  ck_assert (!g_file_test (broken, G_FILE_TEST_EXISTS));
}
END_TEST

/* Where no folder can be made: a file is in its place, which stops even root. */
START_TEST (a_catalogue_that_cannot_be_written)
{
  g_autofree char *in_the_way = g_build_filename (home, "rigwise", NULL);
  g_autofree char *content = NULL;
  g_autoptr (CliRun) imported = NULL;

  ck_assert (g_file_set_contents (in_the_way, "mine", -1, NULL));
  imported = run_on_file ("import", "");
  ck_assert_int_eq (imported->status, 73);
  ck_assert_ptr_nonnull (strstr (imported->err, in_the_way));
  ck_assert_str_eq (imported->out, "");
  ck_assert (g_file_get_contents (in_the_way, &content, NULL, NULL));
  ck_assert_str_eq (content, "mine");
}
END_TEST

/* A mix that no preset makes comes with a quantisation of its own, which is then exact. */
START_TEST (a_mix_of_its_own)
{
  g_autoptr (CliRun) imported = NULL, memory = NULL;
  g_autoptr (JsonNode) root = NULL, answer = NULL;
  JsonObject *head = json_object_get_object_member (heads, "gpt-oss-20b.native");

  head_write (file, head, NULL);
  imported = run_on_file ("import", "--format json");
  memory = run ("memory --format json --set model=gemma-2b-f16 --set quant=gemma-2b-f16-file");
  root = parse (imported);
  answer = parse (memory);
  ck_assert_str_eq (get_text (root, "quant"), "gemma-2b-f16-file");
  ck_assert_int_eq (get_int (answer, "weights_bytes"),
                    json_object_get_int_member (head, "tensor_bytes"));
}
END_TEST

/* One tensor of 2,048 by 256,000 elements in two bytes each: what is in the file, and what
 * llama-bench says of it. */
#define ELEMENTS G_GINT64_CONSTANT (524288000)

/* What llama-bench says of a file is about the model that was imported from it. */
START_TEST (measured_by_its_file)
{
  g_autofree char *bench = g_build_filename (home, "bench.jsonl", NULL);
  g_autofree char *line = g_strdup_printf ("import '%s' --machine rtx-4090 --format json", bench);
  g_autofree char *text = g_strdup_printf (
    "{ \"build_commit\": \"6d4f4a1\", \"build_number\": 7000, \"backends\": \"CUDA\","
    " \"model_filename\": \"/elsewhere/Gemma_2B-F16.gguf\", \"model_type\": \"gemma 2B F16\","
    " \"model_size\": %" G_GINT64_FORMAT ", \"model_n_params\": %" G_GINT64_FORMAT ","
    " \"n_gpu_layers\": 99, \"n_prompt\": 0, \"n_gen\": 128, \"avg_ts\": 200 }\n",
    2 * ELEMENTS, ELEMENTS);
  g_autoptr (CliRun) unknown = NULL, imported = NULL, measured = NULL, on_model = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *row;
  GStatBuf info;

  ck_assert (g_file_set_contents (bench, text, -1, NULL));
  ck_assert_int_eq (g_stat (file, &info), 0);
  ck_assert_int_eq (truncate (file, info.st_size + 2 * ELEMENTS), 0);
  unknown = run (line);
  ck_assert_int_eq (unknown->status, 65);
  ck_assert_ptr_nonnull (strstr (unknown->err, "import its GGUF file"));
  on_model = run_on_file ("import", "--machine rtx-4090");
  ck_assert_int_eq (on_model->status, 2);
  ck_assert_ptr_nonnull (strstr (on_model->err, "--machine"));
  imported = run_on_file ("import", "");
  ck_assert_int_eq (imported->status, 0);
  measured = run (line);
  root = parse (measured);
  row = json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (root), "results"), 0);
  ck_assert_str_eq (json_object_get_string_member (row, "model"), "gemma-2b-f16");
  ck_assert (json_object_get_boolean_member (row, "kept"));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("import");
  TCase *tcase = tcase_create ("import");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_set_timeout (tcase, 120);
  tcase_add_test (tcase, memory_of_a_file);
  tcase_add_test (tcase, file_or_model);
  tcase_add_test (tcase, foreign_name);
  tcase_add_test (tcase, there_and_back);
  tcase_add_test (tcase, bad_names);
  tcase_add_test (tcase, a_broken_record);
  tcase_add_test (tcase, a_catalogue_that_cannot_be_written);
  tcase_add_test (tcase, a_mix_of_its_own);
  tcase_add_test (tcase, measured_by_its_file);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
