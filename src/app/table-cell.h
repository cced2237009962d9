/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/table.h"

G_BEGIN_DECLS

#define RIG_TYPE_TABLE_CELL (rig_table_cell_get_type ())
G_DECLARE_FINAL_TYPE (RigTableCell, rig_table_cell, RIG, TABLE_CELL, GtkWidget)

GtkWidget  *rig_table_cell_new (RigAlign align,
                                gboolean fixed) G_GNUC_WARN_UNUSED_RESULT;
void        rig_table_cell_set (RigTableCell  *self,
                                const RigCell *cell);
const char *rig_table_cell_get_note (RigTableCell *self);
const char *rig_table_cell_get_text (RigTableCell *self);

G_END_DECLS
