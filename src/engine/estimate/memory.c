/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/memory.h"

#include <glib/gi18n.h>
#include <string.h>

#define F32_BYTES 4.0

/* The numbers of one evaluation. */
typedef struct
{
  const RigMemoryShape *shape;
  const RigMemoryUse *use;
  const RigMemoryProfile *profile;
  double sequences, ubatch;
  double streams;            /* pools of cells */
  double cells[RIG_N_CELLS]; /* of one stream */
  gboolean without_indexer;
} Layout;

static double
pad (double n, double multiple)
{
  return ceil (n / multiple) * multiple;
}

/* A row of @width elements; types with blocks need whole blocks. */
static double
row_bytes (const RigTensorType *type, double width)
{
  return ceil (width / type->block_elems) * type->block_bytes;
}

/* One sequence's pool may be all sequences' pool: their windows then lie side by side. */
static double
sliding_cells (const Layout *self, double sequence)
{
  double window = self->shape->model->sliding_window;

  if (self->use->swa_full || window == 0)
    return sequence;
  if (self->streams < self->sequences)
    window *= self->sequences;
  return MIN (sequence, pad (window + self->ubatch, self->profile->cell_padding));
}

static void
set_cells (Layout *self, double full, double sliding)
{
  self->cells[RIG_CELLS_FULL] = full;
  self->cells[RIG_CELLS_SLIDING] = sliding;
  self->cells[RIG_CELLS_FOURTH] = full / 4.0;
  self->cells[RIG_CELLS_HEAVY] = full / 128.0;
}

static void
layout_init (Layout *self, const RigMemoryShape *shape, const RigMemoryUse *use)
{
  double sequence;

  memset (self, 0, sizeof *self);
  self->shape = shape;
  self->use = use;
  self->profile = use->profile != NULL ? use->profile : &rig_memory_profile_2026;
  self->sequences = MAX (use->sequences, 1);
  self->streams = use->kv_unified || self->profile->unified_default ? 1.0 : self->sequences;
  sequence = pad (use->context / self->streams, self->profile->stream_padding);
  self->ubatch = MIN (use->ubatch, sequence * self->streams);
  set_cells (self, sequence, sliding_cells (self, sequence));
}

static double
kv_bytes (const Layout *self, const RigLayerSums *sums)
{
  double bytes = 0.0;
  guint i;

  for (i = 0; i < RIG_N_CELLS; i++)
    {
      double values = sums->values[i];

      if (sums->n_caches[i] == 0)
        continue;
      /* Values that flash attention does not read are stored transposed, in rows of one width. */
      if (!self->use->flash_attention && values > 0.0)
        values = (double) sums->n_caches[i] * self->shape->value_width;
      bytes += self->cells[i] *
               (row_bytes (self->use->kv_k, sums->keys[i]) + row_bytes (self->use->kv_v, values));
      if (!self->without_indexer)
        bytes += self->cells[i] * row_bytes (self->use->kv_k, sums->indexer_keys[i]);
    }
  return self->streams * bytes;
}

static double
state_bytes (const Layout *self, const RigLayerSums *sums)
{
  return self->sequences * F32_BYTES * sums->state;
}

static double
mask_bytes (const Layout *self)
{
  const gboolean *attends = self->shape->attends;
  double cells = (attends[RIG_CELLS_FULL] ? self->cells[RIG_CELLS_FULL] : 0.0) +
                 (attends[RIG_CELLS_SLIDING] ? self->cells[RIG_CELLS_SLIDING] : 0.0);

  return cells * self->ubatch * (self->use->flash_attention ? 2.0 : F32_BYTES);
}

/* Keys are rotated before they are quantised, unless no head divides well. */
static gboolean
rotates (const Layout *self)
{
  return self->profile->rotates_keys &&
         (self->use->kv_k->block_elems > 1 || self->use->kv_v->block_elems > 1);
}

static double
rotation_bytes (const Layout *self, guint head_dim)
{
  double width = rig_graph_get_rotation (head_dim);

  return rotates (self) ? width * width * F32_BYTES : 0.0;
}

static double
input_bytes (const Layout *self)
{
  double bytes = 4.0 * self->shape->hidden * self->ubatch * F32_BYTES + mask_bytes (self);

  bytes += rotation_bytes (self, self->shape->full_head_dim);
  bytes += rotation_bytes (self, self->shape->sliding_head_dim);
  if (!self->use->flash_attention)
    bytes += 8.0 * self->shape->value_width * self->ubatch *
             ((self->shape->attends[RIG_CELLS_FULL] ? 1.0 : 0.0) +
              (self->shape->attends[RIG_CELLS_SLIDING] ? 1.0 : 0.0));
  return bytes;
}

/* What one of each growth takes, in bytes. */
static void
init_settings (const Layout *self, RigExtent *settings)
{
  double mask = self->use->flash_attention ? 2.0 : F32_BYTES;
  double full = self->cells[RIG_CELLS_FULL] * self->ubatch;
  double sliding = self->cells[RIG_CELLS_SLIDING] * self->ubatch;

  settings->of[RIG_GROWS_TOKENS] = self->ubatch * F32_BYTES;
  settings->of[RIG_GROWS_SCORES] = full * F32_BYTES;
  settings->of[RIG_GROWS_SLIDING] = sliding * F32_BYTES;
  settings->of[RIG_GROWS_MASK] = full * mask;
  settings->of[RIG_GROWS_SLIDING_MASK] = sliding * mask;
  settings->of[RIG_GROWS_SEQUENCES] = self->sequences * F32_BYTES;
  settings->of[RIG_GROWS_CELLS] = self->cells[RIG_CELLS_FULL] * self->streams * 2.0;
  settings->of[RIG_GROWS_BYTES] = 1.0;
}

/* The whole graph in one buffer, of the device or of the host. */
static double
graph_bytes (const Layout *self, guint flags)
{
  const RigGraphPeaks *graph;
  double logits = self->shape->vocab * self->ubatch * F32_BYTES, most = 0.0;
  double extra = 0.0;
  RigExtent settings;
  guint i;

  /* The host has one more embedding, that of a picture. */
  if (flags & RIG_GRAPH_ON_HOST)
    extra = self->shape->hidden * self->ubatch * F32_BYTES;
  if (self->use->flash_attention)
    flags |= RIG_GRAPH_FLASH_ATTENTION;
  if (rotates (self))
    flags |= RIG_GRAPH_ROTATED;
  if (self->cells[RIG_CELLS_FULL] * self->streams >= RIG_GRAPH_LONG_FROM * self->ubatch)
    flags |= RIG_GRAPH_LONG;
  graph = &self->shape->graphs[flags];
  init_settings (self, &settings);
  for (i = 0; i < graph->n_peaks; i++)
    most = MAX (most, rig_extent_measure (&graph->peaks[i], &settings));
  /* The mask's place is free again when the logits are computed. */
  if (mask_bytes (self) < logits)
    most = MAX (most, input_bytes (self) + extra + logits);
  return most;
}

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
move_cache_to_host (RigMemory *memory, const Layout *layout)
{
  memory->host.context_bytes = memory->device.context_bytes;
  memory->device.context_bytes = 0.0;
  memory->device.compute_bytes -= mask_bytes (layout);
}

static void
place_on_device (RigMemory *memory, const Layout *layout, const RigWeights *weights)
{
  memory->device.weights_bytes = weights->device_bytes;
  memory->host.weights_bytes = weights->host_bytes;
  memory->device.context_bytes = memory->kv_bytes + memory->state_bytes;
  memory->host.context_bytes = 0.0;
  memory->device.compute_bytes = graph_bytes (layout, 0);
  memory->host.compute_bytes = input_bytes (layout);
  if (layout->use->kv_on_host)
    move_cache_to_host (memory, layout);
}

/* Everything once: a tied output matrix is the embedding itself. */
static void
place_on_host (RigMemory *memory, const Layout *layout, const RigWeights *weights)
{
  memset (&memory->device, 0, sizeof memory->device);
  memory->host.weights_bytes = weights->total_bytes;
  memory->host.context_bytes = memory->kv_bytes + memory->state_bytes;
  memory->host.compute_bytes = graph_bytes (layout, RIG_GRAPH_ON_HOST);
}

void
rig_memory_init (RigMemory *memory, const RigMemoryShape *shape, const RigWeights *weights,
                 const RigMemoryUse *use)
{
  Layout layout;

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

  layout_init (&layout, shape, use);

  memory->unknown = NULL;
  memory->kv_bytes = kv_bytes (&layout, &shape->all);
  memory->state_bytes = state_bytes (&layout, &shape->all);
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
  Layout layout;

  if (shape->all.n_layers == 0)
    return NAN;
  layout_init (&layout, shape, use);
  layout.sequences = layout.streams = 1.0;
  layout.without_indexer = TRUE;
  set_cells (&layout, context, window > 0 ? MIN (context, window) : context);
  /* States are read and written back. */
  return kv_bytes (&layout, &shape->all) + 2.0 * state_bytes (&layout, &shape->all);
}
