/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"
#include "engine/answer/option.h"

G_BEGIN_DECLS

/**
 * rig_option_init_from_machine:
 *
 * A machine as the catalogue knows it: interfaces, systems, programs, memory, price, dates. Of a
 * program that runs with reservations it is not known whether that will do. Noise is unknown, as
 * the catalogue has no figure with a limit to go with it. A claimed machine is never on sale.
 */
void rig_option_init_from_machine (RigOption              *self,
                                   const RigMachine       *machine);
/**
 * rig_option_init_from_answer:
 *
 * And as the scenario makes it: whether the model fits, both speeds, the watts, and whether it is
 * worth more than the API over the horizon. RIG_TRAIT_MODELS_AT_ONCE stays unknown: that needs an
 * evaluator (rig_evaluator_fit_together()).
 */
void rig_option_init_from_answer  (RigOption              *self,
                                   const RigMachineAnswer *answer);
/** The second half of it: for an option of the same machine, under another scenario. */
void rig_option_take_answer       (RigOption              *self,
                                   const RigMachineAnswer *answer);

G_END_DECLS
