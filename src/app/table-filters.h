/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/table.h"

G_BEGIN_DECLS

#define RIG_TYPE_TABLE_FILTERS (rig_table_filters_get_type ())
G_DECLARE_FINAL_TYPE (RigTableFilters, rig_table_filters, RIG, TABLE_FILTERS, GtkBox)

void     rig_table_filters_set_table (RigTableFilters *self,
                                      const RigTable  *table);
gboolean rig_table_filters_match (RigTableFilters *self,
                                  const RigTable  *table,
                                  guint            row);
gboolean rig_table_filters_is_active (RigTableFilters *self);
gboolean rig_table_filters_is_live (RigTableFilters *self);
void     rig_table_filters_clear (RigTableFilters *self);

G_END_DECLS
