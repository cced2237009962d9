/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "cli/program.h"

#include <libintl.h>
#include <locale.h>

#include <glib/gi18n.h>

#include "cli/output.h"

void
rig_program_init (void)
{
  /* Tests, and programs that were moved, find their messages by this variable. */
  const char *localedir = g_getenv ("RIGWISE_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (RIG_GETTEXT_DOMAIN, localedir != NULL ? localedir : RIG_LOCALEDIR);
  bind_textdomain_codeset (RIG_GETTEXT_DOMAIN, "UTF-8");
  textdomain (RIG_GETTEXT_DOMAIN);
}

/* Help and version are plain text whatever the format, and need nothing loaded. */
static gboolean
write_information (const RigOptions *options, const RigCommand *command, GError **error)
{
  RigOptions plain = { .output = options->output, .format = RIG_OUTPUT_TEXT };
  g_autoptr (GString) out = g_string_new (NULL);

  if (options->help)
    {
      g_autofree char *help = rig_command_line_get_help (command);

      g_string_append (out, help);
    }
  else
    g_string_append (out, "rigwise " RIG_VERSION "\n");
  return rig_output_write (&plain, out, error);
}

/*
 * What scripts read is the same in every language. Characters stay those of the user's locale,
 * because file names and messages need them; the C locale also makes gettext ignore LANGUAGE.
 */
static void
set_output_locale (const RigOptions *options)
{
  static const int categories[] = { LC_MESSAGES, LC_NUMERIC, LC_MONETARY, LC_TIME, LC_COLLATE };

  if (options->format == RIG_OUTPUT_TEXT)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    setlocale (categories[i], "C");
}

static gboolean
run_command (RigCli *cli, const RigCommand *command, RigCommandFunc render, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean paints = command->run == rig_command_render && render != NULL;

  if (!rig_cli_load (cli, paints ? RIG_LOAD_ANSWER : command->load, error))
    return FALSE;
  set_output_locale (cli->options);
  if (!(paints ? render : command->run) (cli, out, error))
    return FALSE;
  /* The command "render" has written its file itself. */
  return command->run == rig_command_render || rig_output_write (cli->options, out, error);
}

static int
report_error (const GError *error)
{
  RigExit status = rig_exit_from_error (error);

  rig_cli_warn ("%s", error->message);
  if (status == RIG_EXIT_USAGE)
    rig_cli_warn (_("try “rigwise-cli --help”"));
  return status;
}

int
rig_program_run (char **argv, RigCommandFunc render)
{
  g_autoptr (RigOptions) options = rig_options_new ();
  g_autoptr (GError) error = NULL;
  const RigCommand *command = NULL;
  RigCli cli = { .options = options, .argv = argv };
  gboolean done;

  if (!rig_command_line_parse (argv, options, &command, &error))
    return report_error (error);
  if (options->help || options->version)
    done = write_information (options, command, &error);
  else
    done = run_command (&cli, command, render, &error);
  rig_cli_clear (&cli);
  if (!done)
    return report_error (error);
  return cli.says_no ? RIG_EXIT_NO : RIG_EXIT_DONE;
}
