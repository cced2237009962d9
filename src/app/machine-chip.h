/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define RIG_TYPE_MACHINE_CHIP (rig_machine_chip_get_type ())
G_DECLARE_FINAL_TYPE (RigMachineChip, rig_machine_chip, RIG, MACHINE_CHIP, AdwBin)

GtkWidget *rig_machine_chip_new (RigSession *session,
                                 const char *id,
                                 guint       slot) G_GNUC_WARN_UNUSED_RESULT;
void       rig_machine_chip_update (RigMachineChip *self);

G_END_DECLS
