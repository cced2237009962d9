/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/memory.h"
#include "engine/estimate/memory-layout.h"

#include <glib/gi18n.h>
#include <string.h>

#define F32_BYTES 4.0

static void
set_unknown (RigMemory *memory, const char *why)
{
  memset (memory, 0, sizeof *memory);
  memory->unknown = why;
  memory->weights_bytes = memory->kv_bytes = memory->state_bytes = NAN;
  memory->compute_bytes = memory->output_bytes = memory->total_bytes = NAN;
  memory->device.weights_bytes = memory->host.weights_bytes = NAN;
  memory->device.context_bytes = memory->host.context_bytes = NAN;
  memory->device.compute_bytes = memory->host.compute_bytes = NAN;
}

/* Attention goes where the cache lies, and its masks with it. */
static void
move_cache_to_host (RigMemory *memory, const RigMemoryLayout *layout)
{
  memory->host.context_bytes = memory->device.context_bytes;
  memory->device.context_bytes = 0.0;
  memory->device.compute_bytes -= rig_memory_layout_get_mask_bytes (layout);
}

static void
place_on_device (RigMemory *memory, const RigMemoryLayout *layout, const RigWeights *weights)
{
  memory->device.weights_bytes = weights->device_bytes;
  memory->host.weights_bytes = weights->host_bytes;
  memory->device.context_bytes = memory->kv_bytes + memory->state_bytes;
  memory->host.context_bytes = 0.0;
  memory->device.compute_bytes = rig_memory_layout_get_graph_bytes (layout, 0);
  memory->host.compute_bytes = rig_memory_layout_get_host_bytes (layout);
  if (layout->use->kv_on_host)
    move_cache_to_host (memory, layout);
}

/* Everything once: a tied output matrix is the embedding itself. */
static void
place_on_host (RigMemory *memory, const RigMemoryLayout *layout, const RigWeights *weights)
{
  memset (&memory->device, 0, sizeof memory->device);
  memory->host.weights_bytes = weights->total_bytes;
  memory->host.context_bytes = memory->kv_bytes + memory->state_bytes;
  memory->host.compute_bytes = rig_memory_layout_get_graph_bytes (layout, RIG_GRAPH_ON_HOST);
}

void
rig_memory_init (RigMemory *memory, const RigMemoryShape *shape, const RigWeights *weights,
                 const RigMemoryUse *use)
{
  RigMemoryLayout layout;

  if (weights->unknown != NULL)
    {
      set_unknown (memory, weights->unknown);
      return;
    }
  /* A file whose architecture nobody knows still says what its tensors take. */
  if (shape->all.n_layers == 0)
    {
      set_unknown (memory, N_("This model’s shape is not known, so neither is its cache"));
      memory->weights_bytes = weights->device_bytes + weights->host_bytes;
      memory->device.weights_bytes = weights->device_bytes;
      memory->host.weights_bytes = weights->host_bytes;
      return;
    }

  rig_memory_layout_init (&layout, shape, use);

  memory->unknown = NULL;
  memory->kv_bytes = rig_memory_layout_get_kv_bytes (&layout, &shape->all);
  memory->state_bytes = rig_memory_layout_get_state_bytes (&layout, &shape->all);
  if (use->device == RIG_MEMORY_DEVICE_NONE)
    place_on_host (memory, &layout, weights);
  else
    place_on_device (memory, &layout, weights);
  memory->output_bytes = shape->vocab * layout.sequences * F32_BYTES;
  memory->host.compute_bytes += memory->output_bytes;

  memory->weights_bytes = memory->device.weights_bytes + memory->host.weights_bytes;
  memory->compute_bytes = memory->device.compute_bytes + memory->host.compute_bytes;
  memory->total_bytes = memory->weights_bytes + memory->kv_bytes + memory->state_bytes +
                        memory->compute_bytes;
}

void
rig_memory_init_for_model (RigMemory *memory, const RigModel *model, const RigWeights *weights,
                           const RigMemoryUse *use)
{
  RigMemoryShape shape;

  rig_memory_shape_init (&shape, model);
  rig_memory_init (memory, &shape, weights, use);
}

double
rig_memory_get_bytes_read_at (const RigMemoryShape *shape, const RigMemoryUse *use,
                              double context)
{
  guint window = shape->model->sliding_window;
  RigMemoryLayout layout;

  if (shape->all.n_layers == 0)
    return NAN;
  rig_memory_layout_init (&layout, shape, use);
  layout.sequences = layout.streams = 1.0;
  layout.without_indexer = TRUE;
  rig_memory_layout_set_cells (&layout, context, window > 0 ? MIN (context, window) : context);
  /* States are read and written back. */
  return rig_memory_layout_get_kv_bytes (&layout, &shape->all) +
         2.0 * rig_memory_layout_get_state_bytes (&layout, &shape->all);
}
