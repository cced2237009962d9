/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/table.h"

G_BEGIN_DECLS

#define RIG_TYPE_TABLE_CARD (rig_table_card_get_type ())
G_DECLARE_FINAL_TYPE (RigTableCard, rig_table_card, RIG, TABLE_CARD, GtkBox)

GtkWidget *rig_table_card_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rig_table_card_set_table (RigTableCard   *self,
                                     const RigTable *table);

G_END_DECLS
