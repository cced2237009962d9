/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RIG_TYPE_PICKER (rig_picker_get_type ())
G_DECLARE_FINAL_TYPE (RigPicker, rig_picker, RIG, PICKER, GtkPopover)

GtkWidget *rig_picker_new (void);
void       rig_picker_clear (RigPicker *self);
void       rig_picker_add (RigPicker  *self,
                           const char *id,
                           const char *title,
                           const char *subtitle);
void       rig_picker_select (RigPicker  *self,
                              const char *id);

G_END_DECLS
