/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/store.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/** $XDG_CONFIG_HOME/rigwise/scenario.json */
char *
rig_store_get_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "rigwise", "scenario.json", NULL);
}

/**
 * rig_store_load:
 * @problem: (out): what to tell the user where the file is there and cannot be used; it is then
 *   moved aside, so that nothing is lost and the next run starts clean
 *
 * Returns: (nullable): the scenario of the last run; NULL where there is none
 */
RigScenario *
rig_store_load (const RigCatalog *catalog, const char *path, char **problem)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  RigScenario *scenario;

  *problem = NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;

  scenario = rig_scenario_load (catalog, path, &error);
  if (scenario != NULL)
    return scenario;

  aside = g_strconcat (path, ".broken", NULL);
  if (g_rename (path, aside) == 0)
    /* Translators: first the reason, then the file's new name. */
    *problem = g_strdup_printf (_("The last scenario could not be restored: %s. "
                                  "It was kept as %s."),
                                error->message, aside);
  else
    *problem = g_strdup_printf (_("The last scenario could not be restored: %s."), error->message);

  return NULL;
}

/** Losing it is not worth interrupting anybody: a failure is only logged. */
void
rig_store_save (const RigScenario *scenario, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_info ("The folder %s cannot be made", folder);
  else if (!rig_scenario_save (scenario, path, &error))
    g_info ("The scenario was not kept: %s", error->message);
}
