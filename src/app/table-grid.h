/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "report/table.h"

G_BEGIN_DECLS

#define RIG_TYPE_TABLE_GRID (rig_table_grid_get_type ())
G_DECLARE_FINAL_TYPE (RigTableGrid, rig_table_grid, RIG, TABLE_GRID, AdwBin)

GtkWidget *rig_table_grid_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rig_table_grid_set_table (RigTableGrid   *self,
                                     const RigTable *table);

G_END_DECLS
