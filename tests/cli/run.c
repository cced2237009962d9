/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run.h"

#include <gio/gio.h>

#include "rig-test.h"

static void
set_environment (GSubprocessLauncher *launcher, const char *const *environment)
{
  g_autofree char *empty = g_build_filename (g_get_tmp_dir (), "rigwise-no-such-home", NULL);

  /* Neither the user's records nor the size of a terminal may change what is tested. */
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", empty, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "LANGUAGE");
  g_subprocess_launcher_unsetenv (launcher, "COLUMNS");
  for (; environment != NULL && *environment != NULL; environment++)
    {
      g_auto (GStrv) parts = g_strsplit (*environment, "=", 2);

      g_subprocess_launcher_setenv (launcher, parts[0], parts[1], TRUE);
    }
}

/* Empty bytes have no data at all. */
static char *
to_string (GBytes *bytes)
{
  gsize length = g_bytes_get_size (bytes);

  return length > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), length) : g_strdup ("");
}

CliRun *
cli_run_program (const char *program, const char *command_line, const char *const *environment)
{
  g_autofree char *quoted = g_shell_quote (program);
  g_autofree char *line = g_strjoin (" ", quoted, command_line, NULL);
  g_autoptr (GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  CliRun *run = g_new0 (CliRun, 1);

  ck_assert_msg (g_shell_parse_argv (line, NULL, &argv, &error), "%s: %s", line,
                 error != NULL ? error->message : "");
  set_environment (launcher, environment);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  ck_assert_msg (process != NULL, "%s: %s", program, error != NULL ? error->message : "");
  ck_assert (g_subprocess_communicate (process, NULL, NULL, &out, &err, &error));
  ck_assert_msg (g_subprocess_get_if_exited (process), "%s: ended by signal %d", command_line,
                 g_subprocess_get_if_signaled (process) ? g_subprocess_get_term_sig (process) : 0);
  run->status = g_subprocess_get_exit_status (process);
  run->out_length = g_bytes_get_size (out);
  run->out = to_string (out);
  run->err = to_string (err);
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
