/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run.h"

#include <sys/wait.h>

#include "rig-test.h"

/* The environment of the program: of the tests, without what is the user's own. */
static char **
new_environment (const char *const *changes)
{
  g_autofree char *empty = g_build_filename (g_get_tmp_dir (), "rigwise-no-such-home", NULL);
  g_autofree char *sanitizer = g_strconcat (g_getenv ("LSAN_OPTIONS") != NULL
                                              ? g_getenv ("LSAN_OPTIONS") : "",
                                            ":print_suppressions=0", NULL);
  char **environment = g_get_environ ();

  environment = g_environ_setenv (environment, "XDG_DATA_HOME", empty, TRUE);
  environment = g_environ_setenv (environment, "LC_ALL", "C.UTF-8", TRUE);
  environment = g_environ_unsetenv (environment, "LANGUAGE");
  environment = g_environ_unsetenv (environment, "COLUMNS");
  /* Standard error is for messages of the program, not for those of the leak sanitizer. */
  environment = g_environ_setenv (environment, "LSAN_OPTIONS", sanitizer, TRUE);
  for (; changes != NULL && *changes != NULL; changes++)
    {
      g_auto (GStrv) parts = g_strsplit (*changes, "=", 2);

      environment = g_environ_setenv (environment, parts[0], parts[1], TRUE);
    }
  return environment;
}

CliRun *
cli_run_program (const char *program, const char *command_line, const char *const *changes)
{
  g_autofree char *quoted = g_shell_quote (program);
  g_autofree char *line = g_strjoin (" ", quoted, command_line, NULL);
  g_auto (GStrv) environment = new_environment (changes);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  CliRun *run = g_new0 (CliRun, 1);
  int status = 0;

  ck_assert_msg (g_shell_parse_argv (line, NULL, &argv, &error), "%s: %s", line,
                 error != NULL ? error->message : "");
  ck_assert_msg (g_spawn_sync (NULL, argv, environment, G_SPAWN_SEARCH_PATH, NULL, NULL, &run->out,
                               &run->err, &status, &error),
                 "%s: %s", program, error != NULL ? error->message : "");
  ck_assert_msg (WIFEXITED (status), "%s: ended by signal %d", command_line, WTERMSIG (status));
  run->status = WEXITSTATUS (status);
  return run;
}

CliRun *
cli_run_env (const char *command_line, const char *const *environment)
{
  return cli_run_program (RIG_TEST_CLI, command_line, environment);
}

CliRun *
cli_run (const char *command_line)
{
  return cli_run_env (command_line, NULL);
}

void
cli_run_free (CliRun *self)
{
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

void
cli_assert_quiet (const CliRun *run, const char *command_line)
{
  ck_assert_msg (run->status == 0, "%s: exit status %d, %s", command_line, run->status, run->err);
  ck_assert_msg (*run->err == '\0', "%s: wrote \"%s\" to standard error", command_line, run->err);
}

JsonNode *
cli_run_json (const char *command_line)
{
  g_autofree char *line = g_strconcat (command_line, " --format json", NULL);
  g_autoptr (CliRun) run = cli_run (line);
  g_autoptr (GError) error = NULL;
  JsonNode *root;

  cli_assert_quiet (run, line);
  root = json_from_string (run->out, &error);
  ck_assert_msg (root != NULL, "%s: %s", line, error != NULL ? error->message : "");
  return root;
}

char *
cli_new_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("rigwise-cli-XXXXXX", &error);

  ck_assert_msg (folder != NULL, "%s", error != NULL ? error->message : "");
  return folder;
}
