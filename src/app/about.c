/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/about.h"

#include <glib/gi18n.h>
#include <locale.h>

static const char *const developers[] = { "The Rigwise authors", NULL };

/** What somebody who looks for a bug would ask for first; never translated. */
char *
rig_about_make_debug_info (GtkWindow *window)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GString *info = g_string_new (NULL);
  GskRenderer *renderer = NULL;

  if (window != NULL)
    renderer = gtk_native_get_renderer (GTK_NATIVE (window));

  g_string_append_printf (info, "Rigwise %s (%s)\n", RIG_VERSION, RIG_APP_ID);
  g_string_append_printf (info, "GLib %u.%u.%u, built with %d.%d.%d\n", glib_major_version,
                          glib_minor_version, glib_micro_version, GLIB_MAJOR_VERSION,
                          GLIB_MINOR_VERSION, GLIB_MICRO_VERSION);
  g_string_append_printf (info, "GTK %u.%u.%u, built with %d.%d.%d\n", gtk_get_major_version (),
                          gtk_get_minor_version (), gtk_get_micro_version (), GTK_MAJOR_VERSION,
                          GTK_MINOR_VERSION, GTK_MICRO_VERSION);
  g_string_append_printf (info, "libadwaita %u.%u.%u, built with %d.%d.%d\n",
                          adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version (), ADW_MAJOR_VERSION, ADW_MINOR_VERSION,
                          ADW_MICRO_VERSION);
  if (renderer != NULL)
    g_string_append_printf (info, "Renderer %s\n", G_OBJECT_TYPE_NAME (renderer));
  g_string_append_printf (info, "Display %s\n",
                          G_OBJECT_TYPE_NAME (gdk_display_get_default ()));
  g_string_append_printf (info, "Dark %d, high contrast %d\n", adw_style_manager_get_dark (style),
                          adw_style_manager_get_high_contrast (style));
  g_string_append_printf (info, "Locale %s\n", setlocale (LC_ALL, NULL));

  return g_string_free (info, FALSE);
}

void
rig_about_show (GtkWindow *parent)
{
  g_autofree char *debug_info = rig_about_make_debug_info (parent);

  adw_show_about_window (parent,
                         "application-name", "Rigwise",
                         "application-icon", RIG_APP_ID,
                         "version", RIG_VERSION,
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "developers", developers,
                         "developer-name", _("The Rigwise authors"),
                         "comments", _("Which machine to buy for running AI models locally, and "
                                       "what would change the answer."),
                         /* Translators: your name, and how to reach you; one translator a line. */
                         "translator-credits", _("translator-credits"),
                         "debug-info", debug_info,
                         "debug-info-filename", "rigwise-debug-info.txt",
                         NULL);
}
