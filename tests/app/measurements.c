/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measurements that come into the window: from files, and from llama-bench run by it. The speeds
 * are those that tests/support/llama-bench writes. */

#include <signal.h>

#include "app/application.h"
#include "app/bench-window.h"
#include "app/imported-window.h"
#include "app/intake.h"
#include "app/machine-choice.h"
#include "app/measure-window.h"
#include "app/notice-bar.h"
#include "engine/intake/user-measurements.h"
#include "look.h"
#include "rig-test.h"

static RigSession *session;
static RigWindow *window;
static char *folder, *pids;

static void
setup (void)
{
  g_autofree char *support = rig_test_path ("support");
  g_autofree char *path = g_strconcat (support, ":", g_getenv ("PATH"), NULL);

  folder = g_dir_make_tmp ("rigwise-bench-XXXXXX", NULL);
  pids = g_build_filename (folder, "pids", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("PATH", path, TRUE);
  g_setenv ("RIGWISE_FAKE_PIDS", pids, TRUE);
  ck_assert (g_str_has_prefix (g_get_user_data_dir (), folder));

  ck_assert (gtk_init_check ());
  adw_init ();
  rig_application_register_resources ();
  session = rig_session_new (rig_catalog_new (), NULL);
  window = RIG_WINDOW (rig_window_new (NULL, session));
  rig_look_present (window, 1280, 900);
}

static void
teardown (void)
{
  gtk_window_destroy (GTK_WINDOW (window));
  window = NULL;
  rig_intake_wait ();
  g_clear_object (&session);
  rig_look_remove_folder (folder);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&pids, g_free);
}

/* Lets the script write a file, as if run elsewhere on that GPU ("" for none); returns its path. */
static char *
write_file (const char *name, const char *gpu)
{
  const char *const arguments[] = { "llama-bench", "-m", "/m/x.gguf", "-p", "512", "-n", "128",
                                    "-d", "0,4096", "-r", "2", "-o", "jsonl", NULL };
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *output = NULL, *log = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("RIGWISE_FAKE_BENCH", "well", TRUE);
  g_setenv ("RIGWISE_FAKE_GPU", gpu, TRUE);
  ck_assert_msg (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               &output, &log, NULL, &error), "%s",
                 error != NULL ? error->message : "");
  ck_assert (g_file_set_contents (path, output, -1, NULL));
  return path;
}

static void
import (const char *first, const char *second)
{
  const char *const paths[] = { first, second, NULL };

  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-files", "^as", paths);
}

static guint
count_kept (void)
{
  return rig_catalog_get_speed_records (rig_session_get_catalog (session))->len;
}

static GtkWidget *
wait_for_bench (void)
{
  return rig_look_wait_for_window (RIG_TYPE_BENCH_WINDOW);
}

static void
settle (void)
{
  rig_look_settle (window);
}

static void
click (GtkWidget *top, const char *label)
{
  rig_look_click (top, label);
  settle ();
}

static const RigSpeedRecord *
find_kept (RigSpeedKind kind, double depth)
{
  const GPtrArray *records = rig_catalog_get_speed_records (rig_session_get_catalog (session));

  for (guint i = 0; i < records->len; i++)
    {
      const RigSpeedRecord *record = g_ptr_array_index (records, i);

      if (record->kind == kind && record->depth == depth)
        return record;
    }
  return NULL;
}

/* A machine that the words leave no doubt about: shown, kept, undone. */
START_TEST (test_recognised)
{
  g_autofree char *path = write_file ("rtx.jsonl", "NVIDIA GeForce RTX 3090");
  GtkWidget *dialog;

  import (path, NULL);
  dialog = wait_for_bench ();
  ck_assert (rig_look_says (dialog, "rtx.jsonl"));
  ck_assert (rig_look_says (dialog, "GeForce RTX 3090"));
  ck_assert (rig_look_says (dialog, "Llama 3.1 8B · Q4_K_M · llama.cpp CUDA"));
  ck_assert (rig_look_says (dialog, "Writes, 128 tokens after 4k"));
  ck_assert (rig_look_says (dialog, "135\u00a0±\u00a01.2 tokens/s"));
  ck_assert (rig_look_says (dialog, "the predicted interval"));
  ck_assert_uint_eq (count_kept (), 0);

  click (dialog, "_Keep");
  ck_assert_ptr_null (rig_look_find_window (RIG_TYPE_BENCH_WINDOW));
  ck_assert_uint_eq (count_kept (), 4);
  rig_assert_close (find_kept (RIG_SPEED_DECODE, 4096)->tokens_per_s.value, 127.25, 1e-9);
  ck_assert_str_eq (find_kept (RIG_SPEED_DECODE, 0)->machine, "rtx-3090");
  ck_assert_str_eq (find_kept (RIG_SPEED_DECODE, 0)->tokens_per_s.source, "rtx.jsonl");
  ck_assert (rig_look_says (GTK_WIDGET (window), "4 measurements of GeForce RTX 3090"));

  click (GTK_WIDGET (window), "_Undo");
  ck_assert_uint_eq (count_kept (), 0);
}
END_TEST

static gboolean
is_button (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static guint
count_buttons (const char *label)
{
  g_autoptr (GPtrArray) found = rig_look_find_all (GTK_WIDGET (window), is_button, label);

  return found->len;
}

/* Kept once more, the same test is replaced; undone, it is what it was. */
START_TEST (test_undo_of_replaced)
{
  g_autofree char *path = write_file ("rtx.jsonl", "NVIDIA GeForce RTX 3090");
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *faster = NULL;

  import (path, NULL);
  click (wait_for_bench (), "_Keep");
  ck_assert (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, "\"avg_ts\": 135.25", -1);
  ck_assert_uint_eq (g_strv_length (parts), 2);
  faster = g_strjoinv ("\"avg_ts\": 140.5", parts);
  ck_assert (g_file_set_contents (path, faster, -1, NULL));
  import (path, NULL);
  click (wait_for_bench (), "_Keep");
  ck_assert_uint_eq (count_kept (), 4);
  rig_assert_close (find_kept (RIG_SPEED_DECODE, 0)->tokens_per_s.value, 140.5, 1e-9);
  /* The words of the first time give way to those of the second. */
  while (count_buttons ("_Undo") != 1)
    g_main_context_iteration (NULL, TRUE);
  click (GTK_WIDGET (window), "_Undo");
  ck_assert_uint_eq (count_kept (), 4);
  rig_assert_close (find_kept (RIG_SPEED_DECODE, 0)->tokens_per_s.value, 135.25, 1e-9);
}
END_TEST

/* Nothing says which machine it was: it has to be said before anything is kept. */
START_TEST (test_asked)
{
  g_autofree char *path = write_file ("unknown.jsonl", "");
  GtkWidget *dialog, *choice, *keep;

  import (path, NULL);
  dialog = wait_for_bench ();
  keep = rig_look_get_button (dialog, "_Keep");
  choice = rig_look_get (dialog, RIG_TYPE_MACHINE_CHOICE);
  ck_assert (!gtk_widget_is_sensitive (keep));
  ck_assert_ptr_nonnull (gtk_widget_get_tooltip_text (keep));
  ck_assert (rig_look_says (dialog, "Say which machine it was"));
  ck_assert (!rig_look_says (dialog, "the predicted interval"));

  g_signal_emit_by_name (choice, "picked", "rtx-3090");
  settle ();
  ck_assert (gtk_widget_is_sensitive (keep));
  ck_assert (rig_look_says (dialog, "the predicted interval"));
  ck_assert (!rig_look_says (dialog, "Say which machine it was"));

  /* Another machine runs other programs, and is predicted otherwise. */
  g_signal_emit_by_name (choice, "picked", "mac-studio-m3-ultra-96");
  settle ();
  ck_assert (!gtk_widget_is_sensitive (keep));
  ck_assert (rig_look_says (dialog, "Not Used"));
  g_signal_emit_by_name (choice, "picked", "rtx-3090");
  settle ();
  click (dialog, "_Keep");
  ck_assert_uint_eq (count_kept (), 4);
}
END_TEST

/* One after the other, and what is cancelled is not kept. */
START_TEST (test_several)
{
  g_autofree char *first = write_file ("first.jsonl", "NVIDIA GeForce RTX 3090");
  g_autofree char *second = write_file ("second.jsonl", "NVIDIA GeForce RTX 4090");
  GtkWidget *dialog;

  import (first, second);
  dialog = wait_for_bench ();
  ck_assert (rig_look_says (dialog, "first.jsonl"));
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
  ck_assert_uint_eq (count_kept (), 0);
  dialog = wait_for_bench ();
  ck_assert (rig_look_says (dialog, "second.jsonl"));
  click (dialog, "_Keep");
  ck_assert_ptr_null (rig_look_find_window (RIG_TYPE_BENCH_WINDOW));
  ck_assert_uint_eq (count_kept (), 4);
  ck_assert_str_eq (find_kept (RIG_SPEED_DECODE, 0)->machine, "rtx-4090");
}
END_TEST

/* All five formats, as a real llama-bench wrote them for models that nobody knows. */
START_TEST (test_format)
{
  static const char *const names[] = { "sample.json", "sample.jsonl", "sample.csv", "sample.md",
                                       "sample.sql" };
  g_autofree char *path = g_build_filename (RIG_TEST_SRCDIR, "oracles", "llama-bench", names[_i],
                                            NULL);
  GtkWidget *dialog;

  import (path, NULL);
  dialog = wait_for_bench ();
  ck_assert (rig_look_says (dialog, names[_i]));
  ck_assert (rig_look_says (dialog, "Not Used"));
  ck_assert (rig_look_says (dialog, "None of these measurements can be used."));
  ck_assert (!gtk_widget_is_sensitive (rig_look_get_button (dialog, "_Keep")));
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
}
END_TEST

/* What is neither is said with the file's name and the place; nothing is asked. */
START_TEST (test_broken)
{
  static const char *const texts[] = { "[ { \"build_commit\": ", "just some words\n",
                                       "{ \"build_commit\": 1 }\n" };
  g_autofree char *path = g_build_filename (folder, "broken.txt", NULL);
  GtkWidget *bar;

  ck_assert (g_file_set_contents (path, texts[_i], -1, NULL));
  import (path, NULL);
  while (!rig_look_says (GTK_WIDGET (window), "broken.txt")
         || rig_look_says (GTK_WIDGET (window), "Reading broken"))
    g_main_context_iteration (NULL, TRUE);
  settle ();
  bar = rig_look_get (GTK_WIDGET (window), RIG_TYPE_NOTICE_BAR);
  ck_assert (rig_look_says (bar, "broken.txt"));
  ck_assert_ptr_null (rig_look_find_window (RIG_TYPE_BENCH_WINDOW));
}
END_TEST

/* However much there is, the window does not stop to show it. */
START_TEST (test_many)
{
  g_autofree char *path = write_file ("rtx.jsonl", "NVIDIA GeForce RTX 3090");
  g_autofree char *text = NULL;
  g_autoptr (GString) many = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  GtkWidget *dialog;

  ck_assert (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; i <= 5000; i++)
    {
      g_autoptr (GString) line = g_string_new (lines[1]);
      g_autofree char *depth = g_strdup_printf ("\"n_depth\": %u", i);

      ck_assert_uint_eq (g_string_replace (line, "\"n_depth\": 0", depth, 0), 1);
      g_string_append_printf (many, "%s\n", line->str);
    }
  ck_assert (g_file_set_contents (path, many->str, -1, NULL));
  import (path, NULL);
  dialog = wait_for_bench ();
  ck_assert (rig_look_says (dialog, "and 4900 more"));
  ck_assert (rig_look_says (dialog, "5000 measurements can be kept"));
  click (dialog, "_Keep");
  ck_assert_uint_eq (count_kept (), 5000);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.imported-models", NULL);
  dialog = rig_look_wait_for_window (RIG_TYPE_IMPORTED_WINDOW);
  settle ();
  click (dialog, "user-trash-symbolic");
  ck_assert_uint_eq (count_kept (), 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}
END_TEST

/* Pasted as people post it. */
START_TEST (test_pasted)
{
  static const char text[]
    = "| model | size | params | backend | ngl | test | t/s |\n"
      "| --- | ---: | ---: | --- | --: | ---: | ---: |\n"
      "| llama 8B Q4_K - Medium | 4.58 GiB | 8.03 B | CUDA | 99 | tg128 | 135.25 ± 1.25 |\n"
      "\nbuild: 0123abc (9999)\n";
  GtkWidget *dialog;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), text);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.paste", NULL);
  dialog = wait_for_bench ();
  ck_assert (rig_look_says (dialog, "clipboard"));
  ck_assert (rig_look_says (dialog, "The output does not say which machine it was."));
  ck_assert (rig_look_says (dialog, "Writes, 128 tokens"));
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
}
END_TEST

/* A scenario is known by what is in it, wherever it is dropped. */
START_TEST (test_scenario_among_them)
{
  g_autofree char *bench = write_file ("rtx.json", "NVIDIA GeForce RTX 3090");
  g_autofree char *scenario = g_build_filename (folder, "scenario.json", NULL);

  ck_assert (g_file_set_contents (scenario,
                                  "{ \"rigwise-scenario\": 1, \"set\": { \"context\": 8192 } }",
                                  -1, NULL));
  import (scenario, bench);
  gtk_window_close (GTK_WINDOW (wait_for_bench ()));
  settle ();
  ck_assert_msg (rig_session_get_shown_number (session, RIG_KEY_CONTEXT) == 8192, "%s",
                 rig_look_says (GTK_WIDGET (window), "scenario.json") ? "an error" : "not opened");
}
END_TEST

START_TEST (test_show)
{
  g_autofree char *path = write_file ("rtx.jsonl", "NVIDIA GeForce RTX 3090");
  const RigScenario *scenario;

  rig_window_show_page (window, RIG_PAGE_COST);
  import (path, NULL);
  click (wait_for_bench (), "_Keep");
  click (GTK_WIDGET (window), "_Show");
  scenario = rig_session_get_scenario (session);
  ck_assert_int_eq (rig_window_get_page (window), RIG_PAGE_SPEED);
  ck_assert_str_eq (rig_scenario_get_text (scenario, RIG_KEY_MODEL), "llama-3.1-8b");
  ck_assert (g_ptr_array_find_with_equal_func ((GPtrArray *) rig_scenario_get_machines (scenario),
                                               "rtx-3090", g_str_equal, NULL));
  /* One step back. */
  rig_session_undo (session);
  ck_assert (!rig_session_is_edited (session));
}
END_TEST

START_TEST (test_imported_window)
{
  g_autofree char *path = write_file ("rtx.jsonl", "NVIDIA GeForce RTX 3090");
  GtkWidget *dialog;

  import (path, NULL);
  click (wait_for_bench (), "_Keep");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.imported-models", NULL);
  dialog = rig_look_wait_for_window (RIG_TYPE_IMPORTED_WINDOW);
  settle ();
  ck_assert (rig_look_says (dialog, "Llama 3.1 8B on GeForce RTX 3090"));
  ck_assert (rig_look_says (dialog, "Q4_K_M · llama.cpp CUDA · 2026-11-22 · rtx.jsonl"));

  /* The set's own button comes first, then those of its tests. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (rig_look_get (dialog, ADW_TYPE_EXPANDER_ROW)),
                                 TRUE);
  settle ();
  ck_assert (rig_look_says (dialog, "Writes, 128 tokens after 4k"));
  click (dialog, "user-trash-symbolic");
  ck_assert_uint_eq (count_kept (), 0);
  ck_assert (rig_look_says (dialog, "Nothing Imported"));
  ck_assert (rig_look_says (dialog, "4 measurements were removed"));
  click (dialog, "_Undo");
  ck_assert_uint_eq (count_kept (), 4);
  ck_assert (rig_look_says (dialog, "Llama 3.1 8B on GeForce RTX 3090"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}
END_TEST

static GtkWidget *
open_measure (const char *how, const char *file)
{
  GtkWidget *dialog;

  g_setenv ("RIGWISE_FAKE_BENCH", how, TRUE);
  g_setenv ("RIGWISE_FAKE_GPU", "NVIDIA GeForce RTX 3090", TRUE);
  if (file != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.measure-file", "s", file);
  else
    gtk_widget_activate_action (GTK_WIDGET (window), "win.measure", NULL);
  dialog = rig_look_wait_for_window (RIG_TYPE_MEASURE_WINDOW);
  settle ();
  return dialog;
}

/* Opened with a model that is looked into by now. */
static GtkWidget *
open_ready (const char *how)
{
  g_autofree char *path = rig_look_unpack (folder, "llama-3.1-8b.Q4_K_M.gguf");
  GtkWidget *dialog = open_measure (how, path);

  while (!gtk_widget_is_sensitive (rig_look_get_button (dialog, "_Measure")))
    g_main_context_iteration (NULL, TRUE);
  settle ();
  return dialog;
}

static void
wait_until_says (GtkWidget *top, const char *text)
{
  while (!rig_look_says (top, text))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

START_TEST (test_measure)
{
  GtkWidget *dialog = open_ready ("well");

  ck_assert (rig_look_says (dialog, "llama-3.1-8b.Q4_K_M.gguf"));
  ck_assert (!rig_look_says (dialog, "Takes "));
  g_signal_emit_by_name (rig_look_get (dialog, RIG_TYPE_MACHINE_CHOICE), "picked", "rtx-3090");
  settle ();
  ck_assert (rig_look_says (dialog, "Takes "));
  click (dialog, "_Measure");
  dialog = wait_for_bench ();
  ck_assert_ptr_null (rig_look_find_window (RIG_TYPE_MEASURE_WINDOW));
  ck_assert (rig_look_says (dialog, "llama-bench with llama-3.1-8b.Q4_K_M.gguf"));
  /* The scenario's context of 32k. */
  ck_assert (rig_look_says (dialog, "Writes, 128 tokens after 32k"));
  click (dialog, "_Keep");
  ck_assert_uint_eq (count_kept (), 4);
  ck_assert_ptr_nonnull (find_kept (RIG_SPEED_PREFILL, 32768));
}
END_TEST

START_TEST (test_measure_missing)
{
  GtkWidget *dialog;

  g_setenv ("PATH", folder, TRUE);
  dialog = open_measure ("well", NULL);
  ck_assert (rig_look_says (dialog, "llama-bench Is Not Installed"));
  ck_assert (rig_look_says (dialog, "llama.cpp"));
  click (dialog, "_Look Again");
  ck_assert (rig_look_says (dialog, "llama-bench Is Not Installed"));
  click (dialog, "_Close");
  ck_assert_ptr_null (rig_look_find_window (RIG_TYPE_MEASURE_WINDOW));
}
END_TEST

START_TEST (test_measure_bad_file)
{
  g_autofree char *path = rig_look_unpack (folder, "bad-magic.gguf");
  GtkWidget *dialog = open_measure ("well", path);

  wait_until_says (dialog, "bad-magic.gguf:");
  ck_assert (!gtk_widget_is_sensitive (rig_look_get_button (dialog, "_Measure")));
  gtk_window_close (GTK_WINDOW (dialog));
}
END_TEST

START_TEST (test_measure_failing)
{
  GtkWidget *dialog = open_ready ("failing");

  click (dialog, "_Measure");
  wait_until_says (dialog, "exit status 3");
  ck_assert (rig_look_says (dialog, "something broke"));
  click (dialog, "Copy _Log");
  ck_assert (rig_look_says (dialog, "The log was copied"));
  click (dialog, "_Change and Try Again");
  g_setenv ("RIGWISE_FAKE_BENCH", "well", TRUE);
  click (dialog, "_Measure");
  gtk_window_close (GTK_WINDOW (wait_for_bench ()));
  settle ();
  ck_assert_uint_eq (count_kept (), 0);
}
END_TEST

/* What was measured before it failed can be used. */
START_TEST (test_measure_partly)
{
  GtkWidget *dialog = open_ready ("partly");

  click (dialog, "_Measure");
  wait_until_says (dialog, "not enough memory");
  click (dialog, "_Use the 3 Finished Tests");
  click (wait_for_bench (), "_Keep");
  ck_assert_uint_eq (count_kept (), 3);
}
END_TEST

/* No JSON at all: said as any other file that is none. */
START_TEST (test_measure_garbage)
{
  GtkWidget *dialog = open_ready ("garbage");

  click (dialog, "_Measure");
  wait_until_says (GTK_WIDGET (window), "llama-bench with llama-3.1-8b.Q4_K_M.gguf");
  ck_assert_ptr_null (rig_look_find_window (RIG_TYPE_BENCH_WINDOW));
}
END_TEST

static void
expect_none_left (void)
{
  g_autofree char *text = NULL;
  int first, second;

  ck_assert (g_file_get_contents (pids, &text, NULL, NULL));
  ck_assert_int_eq (sscanf (text, "%d %d", &first, &second), 2);
  /* The script itself is ours to wait for, and so gone for good; it takes along what it started. */
  while (kill (first, 0) == 0)
    g_main_context_iteration (NULL, TRUE);
}

START_TEST (test_measure_cancel)
{
  GtkWidget *dialog = open_ready ("slow");

  click (dialog, "_Measure");
  wait_until_says (dialog, "Test 1 of 4");
  click (dialog, "_Cancel");
  wait_until_says (dialog, "Measuring was cancelled");
  ck_assert (gtk_widget_is_sensitive (rig_look_get_button (dialog, "_Measure")));
  expect_none_left ();
  gtk_window_close (GTK_WINDOW (dialog));
}
END_TEST

START_TEST (test_measure_close)
{
  GtkWidget *dialog = open_ready ("slow");

  click (dialog, "_Measure");
  wait_until_says (dialog, "Test 1 of 4");
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
  ck_assert_ptr_null (rig_look_find_window (RIG_TYPE_MEASURE_WINDOW));
  expect_none_left ();
}
END_TEST

static TCase *
add_case (Suite *suite, const char *name)
{
  TCase *tcase = tcase_create (name);

  tcase_add_checked_fixture (tcase, setup, teardown);
  suite_add_tcase (suite, tcase);
  return tcase;
}

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("measurements");
  TCase *tcase = add_case (suite, "import");

  tcase_add_test (tcase, test_recognised);
  tcase_add_test (tcase, test_undo_of_replaced);
  tcase_add_test (tcase, test_asked);
  tcase_add_test (tcase, test_several);
  tcase_add_test (tcase, test_show);
  tcase_add_test (tcase, test_imported_window);

  tcase = add_case (suite, "files");
  tcase_add_loop_test (tcase, test_format, 0, 5);
  tcase_add_loop_test (tcase, test_broken, 0, 3);
  tcase_add_test (tcase, test_scenario_among_them);
  tcase_add_test (tcase, test_pasted);
  tcase_add_test (tcase, test_many);

  tcase = add_case (suite, "measure");
  tcase_add_test (tcase, test_measure);
  tcase_add_test (tcase, test_measure_missing);
  tcase_add_test (tcase, test_measure_bad_file);
  tcase_add_test (tcase, test_measure_failing);
  tcase_add_test (tcase, test_measure_partly);
  tcase_add_test (tcase, test_measure_garbage);
  tcase_add_test (tcase, test_measure_cancel);
  tcase_add_test (tcase, test_measure_close);

  return suite;
}

RIG_TEST_MAIN (make_suite)
