/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every exit status, and what is said on the way: the place, and what was expected there. */

#include "rig-test.h"
#include "run.h"

#include <glib/gstdio.h>

static char *folder; /* of this program's own files */

/* Files that a command line below names: relative to the folder, which is the working directory. */
static const struct
{
  const char *name, *content;
} files[] = {
  { "bad-syntax.json", "{ \"rigwise-scenario\": 1,\n  \"context\": }\n" },
  { "empty.json", "" },
  { "not-a-scenario.json", "[1, 2, 3]\n" },
  { "no-such-record.json", "{ \"machinery\": [] }\n" },
  { "bad-figure.json",
    "{ \"machines\": [ { \"id\": \"dgx-spark-128\", \"memory_gb\": \"a lot\" } ] }\n" },
  { "mystery.json",
    "{ \"machines\": [ { \"id\": \"mystery\", \"name\": \"Mystery\", \"memory_gb\":"
    " { \"value\": 64, \"unit\": \"GB\", \"basis\": \"estimated\" } } ] }\n" },
};

static const struct
{
  const char *command_line;
  int status;
  const char *says[4]; /* all of it on standard error; nothing on standard output */
} errors[] = {
  { "", 2, { "a command is expected", "--help" } },
  { "memroy", 2, { "no command “memroy”", "did you mean “memory”?" } },
  { "ponder", 2, { "no command “ponder”" } },
  { "sweep", 2, { "“sweep” expects KEY" } },
  { "sweep contxt", 2, { "contxt", "did you mean “context”?" } },
  { "sweep need-software", 2, { "need-software", "number" } },
  { "memory --gguf", 2, { "--gguf" } },
  { "memory --gguf no-such-file.gguf", 66, { "no-such-file.gguf" } },
  { "memory --gguf .", 66, { "." } },
  { "memory --gguf bad-syntax.json", 65, { "bad-syntax.json", "GGUF" } },
  { "import", 2, { "FILE" } },
  { "import no-such-file.gguf", 66, { "no-such-file.gguf" } },
  { "import bad-syntax.json", 65, { "bad-syntax.json", "line 1" } },
  { "import bad-syntax.json --name ", 2, { "--name" } },
  { "import -", 65, { "standard input", "line 1", "llama-bench" } },
  { "import bad-syntax.json --machine", 2, { "--machine" } },
  { "rename llama-3.1-8b Mine", 2, { "llama-3.1-8b", "models.json", "imported" } },
  { "rename no-such-model Mine", 2, { "no-such-model" } },
  { "rename ../models Mine", 2, { "../models" } },
  { "remove llama-3.1-8b", 2, { "llama-3.1-8b", "models.json", "imported" } },
  { "remove no-such-model", 2, { "no-such-model" } },
  { "validate", 2, { "FILE" } },
  { "validate no-such-file.csv", 66, { "no-such-file.csv" } },
  { "validate .", 66, { "regular file" } },
  { "validate empty.json", 65, { "empty.json", "names of columns" } },
  { "validate empty.json --per-row", 2, { "--per-row", "csv" } },
  { "--frobnicate memory", 2, { "--frobnicate" } },
  { "memory extra", 2, { "“memory” does not expect “extra”" } },
  { "show", 2, { "“show” expects ID" } },
  { "show one two", 2, { "does not expect “two”" } },
  { "show no-such-thing-at-all", 2, { "no record “no-such-thing-at-all”" } },
  { "show dgx-spark-129", 2, { "did you mean “dgx-spark-128”?" } },
  { "show model:dgx-spark-128", 2, { "no record “dgx-spark-128”" } },
  { "speed --size 10x10", 2, { "--size" } },
  { "memory --format xml", 2, { "--format", "text, json, csv or markdown", "“xml”" } },
  { "memory --output ''", 2, { "--output", "the name of a file" } },
  { "memory --set context", 2, { "--set", "KEY=VALUE", "“context”" } },
  { "memory --set =5", 2, { "--set", "KEY=VALUE", "“=5”" } },
  { "memory --set contex=5", 2, { "“contex”", "did you mean “context”?" } },
  { "memory --set context=long", 2, { "context", "“long”", "a number of tokens" } },
  { "memory --set context=1", 2, { "context", "256", "16777216" } },
  { "memory --set model=no-such-model", 2, { "model", "“no-such-model”" } },
  { "memory --set need-laptop=perhaps", 2, { "need-laptop", "yes or no" } },
  { "memory --machines dgx-spark-128", 2, { "machines", "2 to 6" } },
  { "memory --machines dgx-spark-128,nonsense", 2, { "machines", "“nonsense”" } },
  { "memory --fits nonsense", 2, { "no machine “nonsense”" } },
  { "machines --set contex=5", 2, { "“contex”" } },
  { "memory --scenario no-such-file.json", 66, { "no-such-file.json" } },
  { "memory --scenario .", 66, { "." } },
  { "memory --scenario bad-syntax.json", 65, { "bad-syntax.json", "2:" } },
  { "memory --scenario empty.json", 65, { "empty.json" } },
  { "memory --scenario not-a-scenario.json", 65, { "not-a-scenario.json" } },
  { "machines --catalog no-such-file.json", 66, { "no-such-file.json" } },
  { "machines --catalog bad-syntax.json", 65, { "bad-syntax.json", "line 2" } },
  { "machines --catalog no-such-record.json", 65, { "no-such-record.json", "machinery" } },
  { "machines --catalog bad-figure.json", 65, { "bad-figure.json", "memory_gb" } },
  { "machines --output no-such-folder/file.txt", 73, { "no-such-folder/file.txt", "created" } },
  { "machines --output .", 73, { ".", "created" } },
  { "machines --output /dev/full", 74, { "/dev/full", "written" } },
  { "complete nothing", 2, { "“nothing”", "commands, keys" } },
  /* Its memory is known, but not how much of it a GPU may use. */
  { "memory --catalog mystery.json --fits mystery", 65, { "Mystery is not known" } },
};

static void
check_error (const CliRun *run, const char *command_line, int status, const char *const *says)
{
  ck_assert_msg (run->status == status, "“%s”: exit status %d instead of %d, and: %s",
                 command_line, run->status, status, run->err);
  ck_assert_msg (*run->out == '\0', "“%s”: wrote to standard output", command_line);
  ck_assert_msg (g_str_has_prefix (run->err, "rigwise-cli: "), "“%s”: says %s", command_line,
                 run->err);
  for (; *says != NULL; says++)
    ck_assert_msg (strstr (run->err, *says) != NULL, "“%s”: does not say “%s” but: %s",
                   command_line, *says, run->err);
}

START_TEST (test_errors)
{
  g_autoptr (CliRun) run = cli_run (errors[_i].command_line);

  check_error (run, errors[_i].command_line, errors[_i].status, errors[_i].says);
}
END_TEST

/* Names of files may be anything; messages and the program survive it. */
START_TEST (test_strange_names)
{
  static const char *const says[] = { NULL };
  g_autoptr (CliRun) missing = cli_run ("memory --scenario '\xff\xfe %s%n.json'");
  g_autoptr (CliRun) word = cli_run ("show '%s%n%d'");

  check_error (missing, "a name that is not UTF-8", 66, says);
  check_error (word, "a name full of formats", 2, says);
}
END_TEST

/* What was there before stays if the new content cannot be made. */
START_TEST (test_output_untouched)
{
  g_autofree char *content = NULL;
  g_autoptr (CliRun) run = NULL;

  ck_assert (g_file_set_contents ("kept.txt", "before", -1, NULL));
  run = cli_run ("show nothing-of-this-name --output kept.txt");
  ck_assert_int_eq (run->status, 2);
  ck_assert (g_file_get_contents ("kept.txt", &content, NULL, NULL));
  ck_assert_str_eq (content, "before");
}
END_TEST

START_TEST (test_output)
{
  g_autoptr (CliRun) shown = cli_run ("memory");
  g_autoptr (CliRun) written = cli_run ("memory --output memory.txt");
  g_autoptr (CliRun) help = cli_run ("--help --output help.txt");
  g_autofree char *content = NULL;
  g_autofree char *help_content = NULL;

  cli_assert_quiet (written, "memory --output");
  ck_assert_str_eq (written->out, "");
  ck_assert (g_file_get_contents ("memory.txt", &content, NULL, NULL));
  ck_assert_str_eq (content, shown->out);
  cli_assert_quiet (help, "--help --output");
  ck_assert (g_file_get_contents ("help.txt", &help_content, NULL, NULL));
  ck_assert_ptr_nonnull (strstr (help_content, "Commands:"));
}
END_TEST

/* A link stays a link, and a device stays a device. */
START_TEST (test_output_special)
{
  g_autoptr (CliRun) run = NULL;
  g_autoptr (CliRun) device = cli_run ("memory --output /dev/null");
  g_autofree char *content = NULL;
  GStatBuf status;

  ck_assert (g_file_set_contents ("target.txt", "before", -1, NULL));
  ck_assert_int_eq (symlink ("target.txt", "link.txt"), 0);
  run = cli_run ("memory --format json --output link.txt");
  cli_assert_quiet (run, "memory --output link.txt");
  ck_assert (g_file_test ("link.txt", G_FILE_TEST_IS_SYMLINK));
  ck_assert (g_file_get_contents ("target.txt", &content, NULL, NULL));
  ck_assert_int_eq (content[0], '{');
  cli_assert_quiet (device, "memory --output /dev/null");
  ck_assert_int_eq (g_stat ("/dev/null", &status), 0);
  ck_assert (!S_ISREG (status.st_mode));
}
END_TEST

START_TEST (test_standard_output_full)
{
  g_autofree char *line
    = g_strdup_printf ("-c '\"%s\" machines > /dev/full'", RIG_TEST_CLI);
  g_autoptr (CliRun) run = cli_run_program ("/bin/sh", line, NULL);

  ck_assert_int_eq (run->status, 74);
  ck_assert_ptr_nonnull (strstr (run->err, "standard output cannot be written"));
}
END_TEST

/* A yes/no question is answered by the exit status too. */
START_TEST (test_answer_no)
{
  g_autoptr (CliRun) no = cli_run ("memory --set model=llama-3.3-70b --fits rtx-4060-ti-16");
  g_autoptr (CliRun) yes = cli_run ("memory --set model=llama-3.3-70b --fits dgx-spark-128");

  ck_assert_int_eq (no->status, 1);
  ck_assert_str_eq (no->err, "");
  ck_assert_ptr_nonnull (strstr (no->out, "4060"));
  ck_assert_int_eq (yes->status, 0);
}
END_TEST

/* The user's own folder is read; what is wrong there is a warning, and the rest still counts. */
START_TEST (test_user_catalog)
{
  g_autofree char *home = g_build_filename (folder, "home", NULL);
  g_autofree char *variable = g_strconcat ("XDG_DATA_HOME=", home, NULL);
  const char *const environment[] = { variable, NULL };
  g_autofree char *records = g_build_filename (home, "rigwise", "catalog", NULL);
  g_autofree char *good = g_build_filename (records, "good.json", NULL);
  g_autofree char *bad = g_build_filename (records, "bad.json", NULL);
  g_autoptr (CliRun) run = NULL;

  ck_assert_int_eq (g_mkdir_with_parents (records, 0700), 0);
  ck_assert (g_file_set_contents (
    good,
    "{ \"machines\": [ { \"id\": \"dgx-spark-128\", \"status\": \"as the test says\" } ] }", -1,
    NULL));
  ck_assert (g_file_set_contents (bad, "{", -1, NULL));
  run = cli_run_env ("show dgx-spark-128", environment);
  ck_assert_int_eq (run->status, 0);
  ck_assert_ptr_nonnull (strstr (run->out, "as the test says"));
  ck_assert (g_str_has_prefix (run->err, "rigwise-cli: warning: "));
  ck_assert_ptr_nonnull (strstr (run->err, "bad.json"));
}
END_TEST

/* Options stand on both sides of the command; the last of a kind counts; "--" ends them. */
START_TEST (test_order)
{
  g_autoptr (CliRun) before = cli_run ("--set context=64k --format json memory");
  g_autoptr (CliRun) behind = cli_run ("memory --format csv --set context=4k --set context=64k "
                                       "--format=json");
  g_autoptr (CliRun) dashes = cli_run ("show -- --set");

  cli_assert_quiet (before, "options in front");
  cli_assert_quiet (behind, "options behind");
  ck_assert_str_eq (before->out, behind->out);
  ck_assert_int_eq (dashes->status, 2);
  ck_assert_ptr_nonnull (strstr (dashes->err, "no record “--set”"));
}
END_TEST

START_TEST (test_version)
{
  g_autoptr (CliRun) run = cli_run ("--version");
  g_autoptr (CliRun) with_command = cli_run ("show --version");

  cli_assert_quiet (run, "--version");
  ck_assert_str_eq (run->out, "rigwise " RIG_TEST_VERSION "\n");
  ck_assert_str_eq (with_command->out, run->out);
}
END_TEST

static void
set_up (void)
{
  folder = cli_new_folder ();
  ck_assert_int_eq (g_chdir (folder), 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    ck_assert (g_file_set_contents (files[i].name, files[i].content, -1, NULL));
}

static void
tear_down (void)
{
  g_autofree char *line = g_strdup_printf ("-c 'rm -rf \"%s\"'", folder);
  g_autoptr (CliRun) run = NULL;

  ck_assert_int_eq (g_chdir ("/"), 0);
  run = cli_run_program ("/bin/sh", line, NULL);
  ck_assert_int_eq (run->status, 0);
  g_free (folder);
}

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("errors");
  TCase *tcase = tcase_create ("exit status");

  tcase_add_unchecked_fixture (tcase, set_up, tear_down);
  tcase_add_loop_test (tcase, test_errors, 0, G_N_ELEMENTS (errors));
  tcase_add_test (tcase, test_strange_names);
  tcase_add_test (tcase, test_output_untouched);
  tcase_add_test (tcase, test_output);
  tcase_add_test (tcase, test_output_special);
  tcase_add_test (tcase, test_standard_output_full);
  tcase_add_test (tcase, test_answer_no);
  tcase_add_test (tcase, test_user_catalog);
  tcase_add_test (tcase, test_order);
  tcase_add_test (tcase, test_version);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
