/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

G_BEGIN_DECLS

#define RIG_TYPE_MACHINE_POPOVER (rig_machine_popover_get_type ())
G_DECLARE_FINAL_TYPE (RigMachinePopover, rig_machine_popover, RIG, MACHINE_POPOVER, GtkPopover)

GtkWidget *rig_machine_popover_new (RigSession *session,
                                    const char *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
