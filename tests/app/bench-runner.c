/* SPDX-License-Identifier: GPL-3.0-or-later */

/* llama-bench as a process: what it says, how it fails, and that nothing of it is left. */

#include "app/bench-runner.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>

#include "app/bench-progress.h"
#include "rig-test.h"

static char *folder, *pids;
static RigBenchRunner *bench;
static guint n_finished;

static const RigBenchPlan plan = { .path = "/models/some model.gguf", .prompt = 512, .answer = 128,
                                   .depths = { 0, 4096 }, .n_depths = 2, .repetitions = 3 };

static void
finished_cb (void)
{
  n_finished++;
}

static void
setup (void)
{
  static char *usual;
  g_autofree char *support = rig_test_path ("support");
  g_autofree char *path = NULL;

  if (usual == NULL)
    usual = g_strdup (g_getenv ("PATH"));
  path = g_strconcat (support, ":", usual, NULL);

  folder = g_dir_make_tmp ("rigwise-bench-XXXXXX", NULL);
  pids = g_build_filename (folder, "pids", NULL);
  g_setenv ("PATH", path, TRUE);
  g_setenv ("RIGWISE_FAKE_PIDS", pids, TRUE);
  bench = rig_bench_runner_new ();
  n_finished = 0;
  g_signal_connect (bench, "finished", G_CALLBACK (finished_cb), NULL);
}

static void
teardown (void)
{
  ck_assert (!rig_bench_runner_is_running (bench));
  g_clear_object (&bench);
  g_unlink (pids);
  g_rmdir (folder);
  g_clear_pointer (&pids, g_free);
  g_clear_pointer (&folder, g_free);
}

static void
start (const char *how)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("RIGWISE_FAKE_BENCH", how, TRUE);
  ck_assert_msg (rig_bench_runner_start (bench, &plan, &error), "%s",
                 error != NULL ? error->message : "");
}

static void
wait_until_finished (void)
{
  while (n_finished == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ck_assert_uint_eq (n_finished, 1);
}

static void
run (const char *how)
{
  start (how);
  wait_until_finished ();
}

START_TEST (test_well)
{
  const RigBenchProgress *progress = rig_bench_runner_get_progress (bench);
  const char *output;

  ck_assert_uint_eq (rig_bench_plan_count_tests (&plan), 4);
  run ("well");
  ck_assert_ptr_null (rig_bench_runner_get_error (bench));
  ck_assert_uint_eq (progress->n_tests, 4);
  ck_assert_uint_eq (progress->n_done, 4);
  ck_assert_uint_eq (progress->test, 4);
  ck_assert_int_eq (progress->step, RIG_BENCH_STEP_ANSWER);
  ck_assert_uint_eq (progress->run, 3);
  ck_assert_uint_eq (progress->n_runs, 3);
  output = rig_bench_runner_get_output (bench);
  ck_assert_ptr_nonnull (strstr (output, "\"model_filename\": \"/models/some model.gguf\""));
  ck_assert_ptr_nonnull (strstr (output, "\"n_prompt\": 0, \"n_gen\": 128, \"n_depth\": 4096"));
  ck_assert_ptr_null (strstr (output, "starting"));
  ck_assert_ptr_nonnull (strstr (rig_bench_runner_get_log (bench), "benchmark 4/4: starting"));
}
END_TEST

static const struct
{
  const char *how;
  RigBenchRunnerError code;
  const char *words; /* of the message */
} failures[] = {
  { "old", RIG_BENCH_RUNNER_ERROR_OPTIONS, "option" },
  { "memory", RIG_BENCH_RUNNER_ERROR_MEMORY, "some model.gguf" },
  { "partly", RIG_BENCH_RUNNER_ERROR_MEMORY, "memory" },
  { "unloadable", RIG_BENCH_RUNNER_ERROR_MODEL, "some model.gguf" },
  { "failing", RIG_BENCH_RUNNER_ERROR_STATUS, "status 3" },
  { "aborting", RIG_BENCH_RUNNER_ERROR_SIGNAL, "(6)" },
  { "killed", RIG_BENCH_RUNNER_ERROR_SIGNAL, "memory" },
  { "silent", RIG_BENCH_RUNNER_ERROR_NO_RESULT, "without a result" },
  { "flood", RIG_BENCH_RUNNER_ERROR_TOO_MUCH, "more" },
};

START_TEST (test_failure)
{
  const GError *error;

  run (failures[_i].how);
  error = rig_bench_runner_get_error (bench);
  ck_assert_msg (error != NULL, "%s: no error", failures[_i].how);
  ck_assert_msg (error->domain == RIG_BENCH_RUNNER_ERROR
                 && error->code == (int) failures[_i].code,
                 "%s: code %d, “%s”", failures[_i].how, error->code, error->message);
  ck_assert_msg (strstr (error->message, failures[_i].words) != NULL, "%s: “%s”",
                 failures[_i].how, error->message);
}
END_TEST

/* What was measured before it failed is not lost. */
START_TEST (test_partly)
{
  run ("partly");
  ck_assert_uint_eq (rig_bench_runner_get_progress (bench)->n_done, 3);
  ck_assert_ptr_nonnull (strstr (rig_bench_runner_get_output (bench), "\"n_depth\": 4096"));
}
END_TEST

/* Megabytes on a line, many lines, bytes that are no text: all goes by, and the results count. */
START_TEST (test_noisy)
{
  run ("noisy");
  ck_assert_ptr_null (rig_bench_runner_get_error (bench));
  ck_assert_uint_eq (rig_bench_runner_get_progress (bench)->n_done, 4);
  ck_assert_ptr_null (strstr (rig_bench_runner_get_output (bench), "xxx"));
  ck_assert_uint_le (strlen (rig_bench_runner_get_log (bench)), 300 << 10);
  ck_assert (g_utf8_validate (rig_bench_runner_get_log (bench), -1, NULL));
}
END_TEST

/* Whether one of the processes that the script wrote down is still there. */
static gboolean
is_any_left (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) list = NULL;

  ck_assert (g_file_get_contents (pids, &text, NULL, NULL));
  list = g_strsplit_set (g_strchomp (text), " ", -1);
  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%s/stat", list[i]);
      g_autofree char *stat = NULL;

      /* Killed, it may wait for a parent that asks for its status. */
      if (kill (atoi (list[i]), 0) == 0
          && (!g_file_get_contents (path, &stat, NULL, NULL) || strstr (stat, ") Z") == NULL))
        return TRUE;
    }
  return FALSE;
}

static void
wait_until_running (void)
{
  while (rig_bench_runner_get_progress (bench)->test == 0)
    g_main_context_iteration (NULL, TRUE);
  ck_assert (is_any_left ());
}

/* The kernel ends a process in its own time. */
static void
expect_none_left (void)
{
  for (guint i = 0; i < 500 && is_any_left (); i++)
    g_usleep (G_USEC_PER_SEC / 100);
  ck_assert (!is_any_left ());
}

START_TEST (test_cancel)
{
  static const char *const ways[] = { "slow", "stubborn" };

  start (ways[_i]);
  wait_until_running ();
  rig_bench_runner_cancel (bench);
  rig_bench_runner_cancel (bench);
  wait_until_finished ();
  ck_assert (g_error_matches (rig_bench_runner_get_error (bench), RIG_BENCH_RUNNER_ERROR,
                              RIG_BENCH_RUNNER_ERROR_CANCELLED));
  expect_none_left ();
}
END_TEST

/* At the end of the program there is nobody who would wait. */
START_TEST (test_end_all)
{
  start ("stubborn");
  wait_until_running ();
  rig_bench_runner_end_all ();
  expect_none_left ();
  wait_until_finished ();
}
END_TEST

/* What it leaves behind neither lives on nor keeps us waiting. */
START_TEST (test_orphan)
{
  run ("orphan");
  ck_assert_ptr_null (rig_bench_runner_get_error (bench));
  expect_none_left ();
}
END_TEST

START_TEST (test_missing)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = NULL;

  g_setenv ("PATH", folder, TRUE);
  program = rig_bench_runner_find_program ();
  ck_assert_ptr_null (program);
  ck_assert (!rig_bench_runner_start (bench, &plan, &error));
  ck_assert (g_error_matches (error, RIG_BENCH_RUNNER_ERROR, RIG_BENCH_RUNNER_ERROR_MISSING));
}
END_TEST

/* On the PATH, but no program of this machine. */
START_TEST (test_unstartable)
{
  g_autofree char *path = g_build_filename (folder, "llama-bench", NULL);
  g_autoptr (GError) error = NULL;
  const char *preloaded = g_getenv ("LD_PRELOAD");

  /* Valgrind gives up where a program cannot be executed. */
  if (preloaded != NULL && strstr (preloaded, "valgrind") != NULL)
    return;
  ck_assert (g_file_set_contents (path, "#!/no/such/shell\n", -1, NULL));
  ck_assert_int_eq (g_chmod (path, 0755), 0);
  g_setenv ("PATH", folder, TRUE);
  ck_assert (!rig_bench_runner_start (bench, &plan, &error));
  ck_assert (g_error_matches (error, RIG_BENCH_RUNNER_ERROR, RIG_BENCH_RUNNER_ERROR_START));
  ck_assert_ptr_nonnull (strstr (error->message, path));
  g_unlink (path);
}
END_TEST

static const struct
{
  const char *line;
  gboolean taken;
  RigBenchProgress progress;
} lines[] = {
  { "llama-bench: benchmark 1/4: starting", TRUE, { 4, 0, 1, RIG_BENCH_STEP_LOAD, 0, 0 } },
  { "llama-bench: benchmark 1/4: warmup prompt run", TRUE,
    { 4, 0, 1, RIG_BENCH_STEP_WARM_UP, 0, 0 } },
  { "llama-bench: benchmark 12/16: depth run 2/3", TRUE,
    { 16, 0, 12, RIG_BENCH_STEP_DEPTH, 2, 3 } },
  { "llama-bench: benchmark 2/4: generation run 1/3", TRUE,
    { 4, 0, 2, RIG_BENCH_STEP_ANSWER, 1, 3 } },
  { "llama-bench: benchmark 2/4: prompt run 9/3", TRUE,
    { 4, 0, 2, RIG_BENCH_STEP_PROMPT, 0, 0 } },
  { "llama-bench: benchmark 5/4: starting", FALSE, { 0 } },
  { "llama-bench: benchmark 0/4: starting", FALSE, { 0 } },
  { "llama-bench: benchmark 1/4: something new", FALSE, { 0 } },
  { "llama-bench: benchmark 1/4", FALSE, { 0 } },
  { "ggml_cuda_init: found 1 CUDA devices:", FALSE, { 0 } },
  { "", FALSE, { 0 } },
};

START_TEST (test_progress_line)
{
  RigBenchProgress progress = { 0 };

  ck_assert_msg (rig_bench_progress_read (&progress, lines[_i].line) == lines[_i].taken, "%s",
                 lines[_i].line);
  ck_assert_mem_eq (&progress, &lines[_i].progress, sizeof progress);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("bench-runner");
  TCase *tcase = tcase_create ("bench-runner");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_well);
  tcase_add_loop_test (tcase, test_failure, 0, G_N_ELEMENTS (failures));
  tcase_add_test (tcase, test_partly);
  tcase_add_test (tcase, test_noisy);
  tcase_add_loop_test (tcase, test_cancel, 0, 2);
  tcase_add_test (tcase, test_end_all);
  tcase_add_test (tcase, test_orphan);
  tcase_add_test (tcase, test_missing);
  tcase_add_test (tcase, test_unstartable);
  tcase_add_loop_test (tcase, test_progress_line, 0, G_N_ELEMENTS (lines));
  suite_add_tcase (suite, tcase);

  return suite;
}

RIG_TEST_MAIN (make_suite)
