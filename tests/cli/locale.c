/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text is in the user's language and numbers; what scripts read is the same everywhere. */

#include "rig-test.h"
#include "run.h"

#define GERMAN                                                                              \
  {                                                                                         \
    "LOCPATH=" RIG_TEST_LOCALES, "LC_ALL=de_DE.UTF-8", "RIGWISE_LOCALEDIR=" RIG_TEST_MESSAGES, \
      NULL                                                                                  \
  }

static const char *const commands[] = {
  "machines", "models",   "quants", "apis",   "show rtx-spark-128", "show article",
  "scenario", "specs",    "fit",    "memory", "speed",              "cost",
  "decide",   "flips",    "sweep chats", "situations",
  "search --set need-laptop=yes",
  "claims",
};

static const char *const formats[] = { "json", "csv", "markdown" };

static gboolean
has_german_locale (void)
{
  return g_file_test (RIG_TEST_LOCALES "/de_DE.UTF-8/LC_NUMERIC", G_FILE_TEST_EXISTS)
         || g_file_test (RIG_TEST_LOCALES "/de_DE.utf8/LC_NUMERIC", G_FILE_TEST_EXISTS);
}

START_TEST (test_machine_formats)
{
  static const char *const german[] = GERMAN;

  if (!has_german_locale ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *line = g_strjoin (" ", commands[_i], "--format", formats[i], NULL);
      g_autoptr (CliRun) here = cli_run (line);
      g_autoptr (CliRun) there = cli_run_env (line, german);

      cli_assert_quiet (here, line);
      cli_assert_quiet (there, line);
      ck_assert_msg (g_str_equal (here->out, there->out), "%s differs in German", line);
    }
}
END_TEST

START_TEST (test_german_text)
{
  static const char *const german[] = GERMAN;
  g_autoptr (CliRun) run = NULL;

  if (!has_german_locale ())
    return;
  run = cli_run_env ("show dgx-spark-128", german);
  cli_assert_quiet (run, "show");
  /* 1,000 TOPS, 29.71 TFLOPS: points for thousands, a comma for decimals. */
  ck_assert_ptr_nonnull (strstr (run->out, "1.000\u00a0TOPS"));
  ck_assert_ptr_nonnull (strstr (run->out, "29,71\u00a0TFLOPS"));
}
END_TEST

/* A terminal that can only show ASCII gets nothing else, and loses no word by it. */
START_TEST (test_ascii_terminal)
{
  static const char *const plain[] = { "LC_ALL=C", NULL };
  g_autoptr (CliRun) run = cli_run_env ("cost", plain);
  g_autoptr (CliRun) json = cli_run_env ("specs --format json", plain);
  g_autoptr (CliRun) utf8 = cli_run ("specs --format json");

  cli_assert_quiet (run, "cost");
  ck_assert (g_str_is_ascii (run->out));
  ck_assert_ptr_nonnull (strstr (run->out, "Price"));
  ck_assert_str_eq (json->out, utf8->out);
}
END_TEST

START_TEST (test_columns)
{
  static const char *const narrow[] = { "COLUMNS=60", NULL };
  static const char *const wide[] = { "COLUMNS=200", NULL };
  static const char *const nonsense[] = { "COLUMNS=many", NULL };
  g_autoptr (CliRun) standard = cli_run ("memory");
  g_autoptr (CliRun) in_60 = cli_run_env ("memory", narrow);
  g_autoptr (CliRun) in_200 = cli_run_env ("memory", wide);
  g_autoptr (CliRun) unread = cli_run_env ("memory", nonsense);

  ck_assert_str_ne (standard->out, in_60->out);
  ck_assert_str_ne (standard->out, in_200->out);
  ck_assert_str_eq (standard->out, unread->out);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("locale");
  TCase *tcase = tcase_create ("languages");

  tcase_add_loop_test (tcase, test_machine_formats, 0, G_N_ELEMENTS (commands));
  tcase_add_test (tcase, test_german_text);
  tcase_add_test (tcase, test_ascii_terminal);
  tcase_add_test (tcase, test_columns);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
