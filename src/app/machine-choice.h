/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "engine/catalog/catalog.h"

G_BEGIN_DECLS

#define RIG_TYPE_MACHINE_CHOICE (rig_machine_choice_get_type ())
G_DECLARE_FINAL_TYPE (RigMachineChoice, rig_machine_choice, RIG, MACHINE_CHOICE, AdwBin)

void rig_machine_choice_fill (RigMachineChoice *self,
                              const RigCatalog *catalog,
                              const GPtrArray  *candidates,
                              const char       *nobody);
void rig_machine_choice_select (RigMachineChoice *self,
                                const RigMachine *machine);

G_END_DECLS
