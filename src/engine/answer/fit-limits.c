/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/fit-limits.h"

#include <glib/gi18n.h>
#include <string.h>

#include "engine/answer/custom-model.h"
#include "engine/answer/machine-answer.h"
#include "engine/scenario/quantity.h"

#define LEAST_PARAMS 5e8 /* what the size slider begins with */
#define MOST_PARAMS 1e13
#define PARAMS_STEP 0.01

const RigModel *
rig_evaluator_find_largest_model (RigEvaluator *self, const RigScenario *scenario,
                                  const RigQuant *quant, const RigMachine *machine, RigFit *fit)
{
  const GPtrArray *models = rig_catalog_get_models (rig_evaluator_get_catalog (self));
  const RigModel *best = NULL;

  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);
      RigMemory memory;
      RigFit tried;

      if (best != NULL && !(model->total_params.value > best->total_params.value))
        continue;
      rig_evaluator_fit (self, scenario, model, quant, machine, &memory, &tried);
      if (!(tried.room_bytes >= 0.0))
        continue;
      best = model;
      if (fit != NULL)
        *fit = tried;
    }
  return best;
}

/* No less is needed than the weights, however they are dealt out. */
static double
get_most_room (const RigFitSpace *space, const RigWeights *weights)
{
  return space->total_bytes * space->usable_share
         - MIN (weights->device_bytes, weights->total_bytes);
}

/* Room that a dense model of this size leaves, or less than none; NaN where it cannot be told.
 * Where the weights alone are too large nothing else is computed: the buffers of a model of many
 * layers take most of the time. */
static double
get_room_of_size (const RigCatalog *catalog, const RigQuant *quant, const RigFitCase *asked,
                  double params)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  g_autoptr (RigModelLayers) layers = NULL;
  RigFitCase state = *asked;
  RigCustomModel custom;
  RigMemoryShape shape;
  RigWeights weights;
  RigMemory memory;
  RigFit fit;

  rig_custom_model_init (&custom, catalog, params, 1.0);
  rig_weights_init (&weights, &custom.model, quant, (const RigTensorType *const *) types->pdata,
                    types->len);
  if (get_most_room (&state.space, &weights) < 0.0)
    return -1.0;
  rig_memory_shape_init (&shape, &custom.model);
  state.shape = &shape;
  state.weights = &weights;
  if (asked->space.n_devices > 1)
    state.layers = layers = rig_model_layers_new (&custom.model, quant,
                                                  (const RigTensorType *const *) types->pdata,
                                                  types->len, RIG_IMATRIX_AUTO);
  rig_fit_case_evaluate (&state, &memory, &fit);
  return fit.room_bytes;
}

double
rig_evaluator_find_largest_size (RigEvaluator *self, const RigScenario *scenario,
                                 const RigQuant *quant, const RigMachine *machine)
{
  const RigCatalog *catalog = rig_evaluator_get_catalog (self);
  double low = log (LEAST_PARAMS), high = log (MOST_PARAMS), room;
  RigFitCase asked;

  rig_evaluator_prepare_fit (self, scenario, rig_evaluator_get_model (self, scenario), quant,
                             machine, &asked);
  room = get_room_of_size (catalog, quant, &asked, LEAST_PARAMS);
  if (isnan (room))
    return NAN;
  if (room < 0.0)
    return 0.0;
  while (high - low > PARAMS_STEP)
    {
      double middle = (low + high) / 2.0;

      if (get_room_of_size (catalog, quant, &asked, exp (middle)) >= 0.0)
        low = middle;
      else
        high = middle;
    }
  return exp (low);
}

gboolean
rig_loaded_model_parse (RigLoadedModel *load, const RigCatalog *catalog, const char *text,
                        GError **error)
{
  static const RigQuantity context = { "context", RIG_TYPE_INTEGER, RIG_UNIT_TOKENS, 256, 1 << 27 };
  g_auto (GStrv) parts = g_strsplit (text, ":", 3);
  guint n = g_strv_length (parts);
  double tokens = 0;

  memset (load, 0, sizeof *load);
  load->model = n > 0 ? rig_catalog_find_model (catalog, g_strstrip (parts[0])) : NULL;
  if (load->model == NULL)
    {
      g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
                   _("the catalogue has no model “%s”"), n > 0 ? parts[0] : "");
      return FALSE;
    }
  if (n > 1 && *g_strstrip (parts[1]) != '\0')
    {
      load->quant = rig_catalog_find_quant (catalog, parts[1]);
      if (load->quant == NULL)
        {
          g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
                       _("the catalogue has no quantisation “%s”"), parts[1]);
          return FALSE;
        }
    }
  if (n > 2 && !rig_quantity_parse (&context, catalog, parts[2], &tokens, error))
    return FALSE;
  load->context = (guint) tokens;
  return TRUE;
}

static void
add_place (RigMemoryPlace *sum, const RigMemoryPlace *place)
{
  sum->weights_bytes += place->weights_bytes;
  sum->context_bytes += place->context_bytes;
  sum->compute_bytes += place->compute_bytes;
}

static void
add_devices (RigDevices *sum, const RigFitCase *state, const RigMemory *memory)
{
  RigDevices devices;

  rig_fit_case_get_devices (state, memory, &devices);
  sum->n = devices.n;
  for (guint i = 0; i < devices.n; i++)
    add_place (&sum->places[i], &devices.places[i]);
}

void
rig_evaluator_fit_together (RigEvaluator *self, const RigScenario *scenario,
                            const RigLoadedModel *loads, guint n_loads, const RigMachine *machine,
                            RigFit *fit)
{
  RigMemory sum = { 0 };
  RigFitSpace space;
  RigDevices devices = { 0 };
  double runtime = 0.0;

  for (guint i = 0; i < n_loads; i++)
    {
      const RigQuant *quant
        = loads[i].quant != NULL ? loads[i].quant : rig_evaluator_get_quant (self, scenario);
      RigFitCase state;
      RigMemory memory;
      RigFit alone;

      rig_evaluator_prepare_fit (self, scenario, loads[i].model, quant, machine, &state);
      if (loads[i].context > 0)
        state.use.context = loads[i].context;
      rig_fit_case_evaluate (&state, &memory, &alone);
      add_place (&sum.device, &memory.device);
      add_place (&sum.host, &memory.host);
      sum.total_bytes += memory.total_bytes;
      runtime += state.space.runtime_bytes;
      add_devices (&devices, &state, &memory);
    }
  rig_machine_answer_get_space (scenario, rig_evaluator_get_catalog (self), machine,
                                rig_evaluator_get_quant (self, scenario)->format, &space);
  space.runtime_bytes = runtime;
  rig_fit_init (fit, &sum, &devices, &space);
}
