/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/program.h"

#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cli/report-printer.h"
#include "draw/page.h"

/* The program behind "rigwise-cli render": the same command line, and Cairo and Pango. */

#define STANDARD_WIDTH 1200

static RigExit
exit_from_draw_error (const GError *error)
{
  if (!g_error_matches (error, RIG_DRAW_ERROR, RIG_DRAW_ERROR_WRITE))
    return RIG_EXIT_USAGE;
  return RIG_EXIT_NO_CREATE;
}

static gboolean
read_theme (const RigOptions *options, RigThemeKind *theme, GError **error)
{
  *theme = RIG_THEME_LIGHT;
  if (options->theme == NULL || rig_theme_find (options->theme, theme))
    return TRUE;
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
               _("--theme expects light, dark, high-contrast or high-contrast-dark, but got “%s”"),
               options->theme);
  return FALSE;
}

static gboolean
save_page (RigCli *cli, RigPage page, const char *path, GError **error)
{
  const RigOptions *options = cli->options;
  RigPageOptions picture = { .width = options->width > 0 ? options->width : STANDARD_WIDTH,
                             .height = options->height,
                             .scale = options->scale };
  g_autoptr (RigReport) report = NULL;
  g_autoptr (GError) problem = NULL;

  if (!read_theme (options, &picture.theme, error))
    return FALSE;
  report = rig_cli_new_report (cli, page);
  if (rig_page_save (report, &picture, path, &problem))
    return TRUE;
  g_set_error_literal (error, RIG_CLI_ERROR, (int) exit_from_draw_error (problem),
                       problem->message);
  return FALSE;
}

static gboolean
save_all (RigCli *cli, const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_NO_CREATE, _("%s: the folder cannot be created"),
                   folder);
      return FALSE;
    }
  for (guint page = 0; page < RIG_N_PAGES; page++)
    {
      g_autofree char *name = g_strconcat (rig_page_get_id (page), ".png", NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!save_page (cli, page, path, error))
        return FALSE;
    }
  return TRUE;
}

static void
set_page_error (const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint page = 0; page < RIG_N_PAGES; page++)
    g_string_append_printf (names, "%s, ", rig_page_get_id (page));
  /* Translators: the first is a list of words that ends in a comma, the second what was typed */
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
               _("“render” expects one of %1$sall, but got “%2$s”"), names->str, name);
}

static gboolean
render (RigCli *cli, GString *out, GError **error)
{
  const RigOptions *options = cli->options;
  const char *name = g_ptr_array_index (options->arguments, 0);
  RigPage page;

  if (options->output == NULL)
    {
      g_set_error_literal (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                           _("“render” expects --output FILE"));
      return FALSE;
    }
  if (options->format_given)
    {
      g_set_error_literal (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                           _("“render” goes by the ending of the file and takes no --format"));
      return FALSE;
    }
  if (g_str_equal (name, "all"))
    return save_all (cli, options->output, error);
  if (rig_page_find (name, &page))
    return save_page (cli, page, options->output, error);
  set_page_error (name, error);
  return FALSE;
}

int
main (int argc, char **argv)
{
  rig_program_init ();
  return rig_program_run (argv, render);
}
