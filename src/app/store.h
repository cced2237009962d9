/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/scenario/scenario.h"

G_BEGIN_DECLS

/* The scenario of the last run, kept in a file of the user's configuration. */

char        *rig_store_get_path (void) G_GNUC_WARN_UNUSED_RESULT;
RigScenario *rig_store_load (const RigCatalog *catalog,
                             const char       *path,
                             char            **problem) G_GNUC_WARN_UNUSED_RESULT;
void         rig_store_save (const RigScenario *scenario,
                             const char        *path);

G_END_DECLS
