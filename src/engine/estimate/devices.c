/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/devices.h"
#include "engine/estimate/memory-layout.h"

#include <string.h>

/* Micro-batches that GPUs in a row work on at once. */
#define COPIES 4.0

/* Embeddings among the inputs of a graph on one GPU, and on the host of several. */
#define INPUT_ROWS 4.0
#define HOST_ROWS 10.0

/* A later GPU is handed the residual in place of the embeddings: so much less than the first has.
 * Beside the logits are the copies of that residual, and what the end of the graph makes of it. */
#define LATER_ROWS 5.0
#define LOGITS_ROWS 9.0

RigModelLayers *
rig_model_layers_new (const RigModel *model, const RigQuant *quant,
                      const RigTensorType *const *types, guint n_types, RigImatrix imatrix)
{
  RigModelLayers *self = g_new0 (RigModelLayers, 1);
  g_autofree double *bytes = g_new0 (double, (gsize) model->n_layers + 1);
  RigWeights weights;
  guint i;

  self->n = model->layers != NULL ? model->n_layers : 0;
  self->upto = g_new0 (RigLayersUpTo, (gsize) self->n + 1);
  rig_weights_init_by_layer (&weights, model, quant, types, n_types, imatrix, bytes);
  for (i = 0; i < self->n; i++)
    {
      self->upto[i + 1] = self->upto[i];
      self->upto[i + 1].weights_bytes += bytes[i];
      rig_layer_sums_add (&self->upto[i + 1].kept, model, i);
    }
  self->outside_bytes = bytes[model->n_layers];
  return self;
}

void
rig_model_layers_free (RigModelLayers *self)
{
  g_free (self->upto);
  g_free (self);
}

/* The first layer that is not on the GPUs up to @device: a layer goes to the first GPU whose share,
 * with those before it, exceeds the layer's place among the layers and the output matrix. */
static guint
find_end (const RigSplit *split, guint n_layers, guint device, double *shares)
{
  *shares += split->shares != NULL ? split->shares[device] : 1.0 / split->n;
  if (device + 1 == split->n)
    return n_layers;
  return MIN ((guint) ceil (*shares * (n_layers + 1.0) - 1e-6), n_layers);
}

static double
get_weights (const RigModelLayers *layers, guint first, guint end)
{
  return layers->upto[end].weights_bytes - layers->upto[first].weights_bytes;
}

static double
get_context (const RigMemoryLayout *layout, const RigModelLayers *layers, guint first, guint end)
{
  RigLayerSums kept = layers->upto[end].kept;

  rig_layer_sums_subtract (&kept, &layers->upto[first].kept);
  return rig_memory_layout_get_kv_bytes (layout, &kept) +
         rig_memory_layout_get_state_bytes (layout, &kept);
}

/* What a graph that is cut where the GPU changes takes on each. */
static void
set_compute (RigDevices *devices, const RigMemoryLayout *layout)
{
  double row = rig_memory_layout_get_row_bytes (layout);
  double inputs = rig_memory_layout_get_input_bytes (layout);
  double others = inputs - INPUT_ROWS * row;
  double first = rig_memory_layout_get_peak_bytes (layout, 0) + (COPIES - 1.0) * inputs;
  double logits = rig_memory_layout_get_logits_bytes (layout);
  guint last = devices->n - 1, i;

  devices->places[0].compute_bytes = first;
  for (i = 1; i <= last; i++)
    devices->places[i].compute_bytes = first - LATER_ROWS * row;
  devices->places[last].compute_bytes = MAX (devices->places[last].compute_bytes,
                                             logits + LOGITS_ROWS * row + COPIES * others);
  /* The host keeps its own inputs; the output buffer beside them stays what it is. */
  devices->host_compute_bytes += HOST_ROWS * row + COPIES * others - inputs;
}

static void
deal_layers (RigDevices *devices, const RigMemoryLayout *layout, const RigModelLayers *layers,
             const RigSplit *split)
{
  double shares = 0.0;
  guint first = 0, i;

  for (i = 0; i < devices->n; i++)
    {
      guint end = find_end (split, layers->n, i, &shares);

      devices->places[i].weights_bytes = get_weights (layers, first, end);
      if (!layout->use->kv_on_host)
        devices->places[i].context_bytes = get_context (layout, layers, first, end);
      first = end;
    }
  devices->places[devices->n - 1].weights_bytes += layers->outside_bytes;
  /* Only a cache on the GPUs lets them work at once. */
  if (!layout->use->kv_on_host)
    set_compute (devices, layout);
}

void
rig_devices_init (RigDevices *devices, const RigMemory *memory, const RigMemoryShape *shape,
                  const RigModelLayers *layers, const RigMemoryUse *use, const RigSplit *split)
{
  RigMemoryLayout layout;
  guint i;

  devices->n = CLAMP (split->n, 1, RIG_MAX_DEVICES);
  devices->host_compute_bytes = memory->host.compute_bytes;
  for (i = 0; i < devices->n; i++)
    {
      double share = split->shares != NULL ? split->shares[i] : 1.0 / devices->n;

      devices->places[i] = (RigMemoryPlace){ memory->device.weights_bytes * share,
                                             memory->device.context_bytes * share,
                                             memory->device.compute_bytes };
    }
  if (split->tensors || devices->n == 1 || memory->unknown != NULL)
    return;
  rig_memory_layout_init (&layout, shape, use);
  deal_layers (devices, &layout, layers, split);
}
