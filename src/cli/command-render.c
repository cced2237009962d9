/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "cli/command.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n.h>

#define RENDERER "rigwise-render"

/*
 * Painting needs Cairo and Pango, whose loading takes longer than any other command. So the
 * program that paints is another one: beside this one in the build tree, in libexec when
 * installed.
 */
static char *
find_renderer (GError **error)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *installed = g_build_filename (RIG_LIBEXECDIR, RENDERER, NULL);

  if (self != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (self);
      g_autofree char *beside = g_build_filename (folder, RENDERER, NULL);

      if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&beside);
    }
  if (g_file_test (installed, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&installed);
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_NO_INPUT,
               _("%s: the program that paints pictures is not installed; expected it there or "
                 "beside rigwise-cli"),
               installed);
  return NULL;
}

/* Replaces this program: the other one reads the same command line and says what is wrong in it. */
gboolean
rig_command_render (RigCli *cli, GString *out, GError **error)
{
  g_autofree char *renderer = find_renderer (error);

  if (renderer == NULL)
    return FALSE;
  execv (renderer, cli->argv);
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_NO_INPUT, _("%1$s: cannot be started: %2$s"),
               renderer, g_strerror (errno));
  return FALSE;
}
