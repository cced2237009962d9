/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define RIG_TYPE_MACHINE_BAR (rig_machine_bar_get_type ())
G_DECLARE_FINAL_TYPE (RigMachineBar, rig_machine_bar, RIG, MACHINE_BAR, GtkBox)

void rig_machine_bar_set_session (RigMachineBar *self,
                                  RigSession    *session);

G_END_DECLS
