/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"

G_BEGIN_DECLS

/**
 * rig_evaluator_find_largest_model:
 * @fit: (out) (optional): how it fits
 *
 * The model of the catalogue with the most parameters that fits by default at @quant, used as the
 * scenario says. NULL: none.
 */
const RigModel *rig_evaluator_find_largest_model (RigEvaluator      *self,
                                                  const RigScenario *scenario,
                                                  const RigQuant    *quant,
                                                  const RigMachine  *machine,
                                                  RigFit            *fit);
/**
 * rig_evaluator_find_largest_size:
 *
 * Parameters of the largest dense model that would fit in the same way, context and buffers
 * included, to within a hundredth. Its shape is interpolated between the catalogue's models, so it
 * is an estimate. NaN: unknown; 0: none of 0.5B or more.
 */
double          rig_evaluator_find_largest_size (RigEvaluator      *self,
                                                 const RigScenario *scenario,
                                                 const RigQuant    *quant,
                                                 const RigMachine  *machine);

#define RIG_MAX_LOADS 8

/* A model that is to be loaded beside others. */
typedef struct
{
  const RigModel *model;
  const RigQuant *quant;
  guint context; /* tokens; 0: as the scenario says */
} RigLoadedModel;

/**
 * rig_loaded_model_parse:
 * @text: "model:quant:context"; quantisation and context may be left out
 *
 * Errors: RIG_SCENARIO_ERROR_VALUE, naming what the catalogue does not have.
 */
gboolean rig_loaded_model_parse (RigLoadedModel   *load,
                                 const RigCatalog *catalog,
                                 const char       *text,
                                 GError          **error);
/**
 * rig_evaluator_fit_together:
 *
 * Several models at once, each in a program of its own with the runtime's part for itself. Every
 * other setting is the scenario's.
 */
void     rig_evaluator_fit_together (RigEvaluator         *self,
                                     const RigScenario    *scenario,
                                     const RigLoadedModel *loads,
                                     guint                 n_loads,
                                     const RigMachine     *machine,
                                     RigFit               *fit);

G_END_DECLS
