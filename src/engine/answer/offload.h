/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"

G_BEGIN_DECLS

/**
 * rig_offload_init:
 * @fit_case: with everything on the GPU, where it does not fit
 * @memory: of it
 * @machine: whose machine, fit and run are there
 *
 * llama.cpp puts as many whole layers on the GPU as there is room for and leaves the rest, with
 * their cache, to the processor: t = t_gpu * share + t_cpu * (1 - share). A first rule
 * (docs/method-speed.md, "Without a GPU"); the scenario's host-memory and host-bandwidth say what
 * stands beside the card.
 */
void rig_offload_init (RigOffload             *self,
                       const RigScenario      *scenario,
                       const RigFitCase       *fit_case,
                       const RigMemory        *memory,
                       const RigMachineAnswer *machine);

G_END_DECLS
