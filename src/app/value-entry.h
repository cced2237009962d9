/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/control-card.h"

G_BEGIN_DECLS

#define RIG_TYPE_VALUE_ENTRY (rig_value_entry_get_type ())
G_DECLARE_FINAL_TYPE (RigValueEntry, rig_value_entry, RIG, VALUE_ENTRY, GtkWidget)

GtkWidget *rig_value_entry_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rig_value_entry_set_label (RigValueEntry *self,
                                      const char    *label);
void       rig_value_entry_set_values (RigValueEntry *self,
                                       const char    *shown,
                                       const char    *editable);

G_END_DECLS
