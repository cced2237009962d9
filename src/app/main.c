/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "app/application.h"

int
main (int argc, char *argv[])
{
  /* Set by meson devenv, to see translations without installing them. */
  const char *localedir = g_getenv ("RIGWISE_LOCALEDIR");
  g_autoptr (RigApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (RIG_GETTEXT_DOMAIN, localedir != NULL ? localedir : RIG_LOCALEDIR);
  bind_textdomain_codeset (RIG_GETTEXT_DOMAIN, "UTF-8");
  textdomain (RIG_GETTEXT_DOMAIN);
  g_set_application_name ("Rigwise");

  application = rig_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
