/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bench-runner.h"
#include "engine/catalog/catalog.h"

G_BEGIN_DECLS

/**
 * rig_measure_time_estimate:
 *
 * How long llama-bench takes for @plan, by the predictions for @model on @machine: reading what
 * stands before each test, warming up, and each test as often as it is repeated. Loading the model
 * is no part of it.
 *
 * Returns: seconds; unknown where a speed is
 */
RigEstimate rig_measure_time_estimate (const RigCatalog   *catalog,
                                       const RigModel     *model,
                                       const RigQuant     *quant,
                                       const RigMachine   *machine,
                                       const RigBenchPlan *plan);

G_END_DECLS
