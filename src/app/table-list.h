/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/table-filters.h"

G_BEGIN_DECLS

#define RIG_TYPE_TABLE_LIST (rig_table_list_get_type ())
G_DECLARE_FINAL_TYPE (RigTableList, rig_table_list, RIG, TABLE_LIST, AdwBin)

GtkWidget *rig_table_list_new (RigTableFilters *filters) G_GNUC_WARN_UNUSED_RESULT;
void       rig_table_list_set_table (RigTableList   *self,
                                     const RigTable *table);
void       rig_table_list_search (RigTableList *self,
                                  const char   *text);
void       rig_table_list_filter (RigTableList *self);
void       rig_table_list_sort (RigTableList *self,
                                int           column,
                                gboolean      descending);
int        rig_table_list_get_sort (RigTableList *self,
                                    gboolean     *descending);
guint      rig_table_list_get_n_shown (RigTableList *self);

G_END_DECLS
