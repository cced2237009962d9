/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/memory-layout.h"

#include <string.h>

#define F32_BYTES 4.0

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
sliding_cells (const RigMemoryLayout *self, double sequence)
{
  double window = self->shape->model->sliding_window;

  if (self->use->swa_full || window == 0)
    return sequence;
  if (self->streams < self->sequences)
    window *= self->sequences;
  return MIN (sequence, pad (window + self->ubatch, self->profile->cell_padding));
}

void
rig_memory_layout_set_cells (RigMemoryLayout *self, double full, double sliding)
{
  self->cells[RIG_CELLS_FULL] = full;
  self->cells[RIG_CELLS_SLIDING] = sliding;
  self->cells[RIG_CELLS_FOURTH] = full / 4.0;
  self->cells[RIG_CELLS_HEAVY] = full / 128.0;
}

void
rig_memory_layout_init (RigMemoryLayout *self, const RigMemoryShape *shape, const RigMemoryUse *use)
{
  double sequence;

  memset (self, 0, sizeof *self);
  self->shape = shape;
  self->use = use;
  self->profile = use->profile != NULL ? use->profile : &rig_memory_profile_2026;
  self->sequences = MAX (use->sequences, 1);
  self->streams = use->kv_unified || self->profile->unified_default ? 1.0 : self->sequences;
  sequence = pad (use->context / self->streams, self->profile->stream_padding);
  /* A micro-batch is cut to the context before that is rounded up. */
  self->ubatch = MIN (use->ubatch, MAX (use->context, 1));
  rig_memory_layout_set_cells (self, sequence, sliding_cells (self, sequence));
  self->cells[RIG_CELLS_FOURTH] = pad (sequence / 4.0, self->profile->cell_padding);
  self->cells[RIG_CELLS_HEAVY] = pad (sequence / 128.0, self->profile->cell_padding);
}

double
rig_memory_layout_get_kv_bytes (const RigMemoryLayout *self, const RigLayerSums *sums)
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

double
rig_memory_layout_get_state_bytes (const RigMemoryLayout *self, const RigLayerSums *sums)
{
  return self->sequences * F32_BYTES * sums->state;
}

double
rig_memory_layout_get_mask_bytes (const RigMemoryLayout *self)
{
  const gboolean *attends = self->shape->attends;
  double cells = (attends[RIG_CELLS_FULL] ? self->cells[RIG_CELLS_FULL] : 0.0) +
                 (attends[RIG_CELLS_SLIDING] ? self->cells[RIG_CELLS_SLIDING] : 0.0);

  return cells * self->ubatch * (self->use->flash_attention ? 2.0 : F32_BYTES);
}

/* Keys and values are each rotated before they are quantised, unless no head divides well. */
static gboolean
rotates (const RigMemoryLayout *self, const RigTensorType *type)
{
  return self->profile->rotates_keys && type->block_elems > 1;
}

/* The squares that rotate keys and values of one kind of cache. */
static double
rotation_bytes (const RigMemoryLayout *self, guint head_dim)
{
  double width = rig_graph_get_rotation (head_dim);
  double bytes = 0.0;

  if (width > 0.0 && rotates (self, self->use->kv_k))
    bytes += width * width * F32_BYTES;
  if (width > 0.0 && rotates (self, self->use->kv_v))
    bytes += RIG_GRAPH_LEAST_ROTATION * RIG_GRAPH_LEAST_ROTATION * F32_BYTES;
  return bytes;
}

/* An indexer has a mask of its own, of 16 bits, and rotates its keys. */
static double
indexer_bytes (const RigMemoryLayout *self)
{
  if (self->shape->n_indexers == 0)
    return 0.0;
  return 2.0 * self->cells[RIG_CELLS_FULL] * self->ubatch + RIG_GRAPH_INDEXER_BYTES;
}

static double
picked_bytes (const RigMemoryLayout *self)
{
  return MIN (self->shape->model->indexer.top_k, self->cells[RIG_CELLS_FULL]) * self->ubatch *
         F32_BYTES;
}

double
rig_memory_layout_get_input_bytes (const RigMemoryLayout *self)
{
  double width = 4.0 * self->shape->hidden + self->shape->host_inputs;
  double bytes = width * self->ubatch * F32_BYTES + rig_memory_layout_get_mask_bytes (self);

  bytes += indexer_bytes (self);
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
init_settings (const RigMemoryLayout *self, RigExtent *settings)
{
  double mask = self->use->flash_attention ? 2.0 : F32_BYTES;
  double full = self->cells[RIG_CELLS_FULL] * self->ubatch;
  double sliding = self->cells[RIG_CELLS_SLIDING] * self->ubatch;

  settings->of[RIG_GROWS_TOKENS] = self->ubatch * F32_BYTES;
  settings->of[RIG_GROWS_SCORES] = full * F32_BYTES;
  settings->of[RIG_GROWS_SLIDING] = sliding * F32_BYTES;
  settings->of[RIG_GROWS_MASK] = full * mask;
  settings->of[RIG_GROWS_SLIDING_MASK] = sliding * mask;
  settings->of[RIG_GROWS_PICKED] = picked_bytes (self);
  settings->of[RIG_GROWS_SEQUENCES] = self->sequences * F32_BYTES;
  settings->of[RIG_GROWS_CELLS] = self->cells[RIG_CELLS_FULL] * self->streams * 2.0;
  settings->of[RIG_GROWS_BYTES] = 1.0;
}

double
rig_memory_layout_get_row_bytes (const RigMemoryLayout *self)
{
  return self->shape->hidden * self->ubatch * F32_BYTES;
}

double
rig_memory_layout_get_logits_bytes (const RigMemoryLayout *self)
{
  return self->shape->vocab * self->ubatch * F32_BYTES;
}

/* Latents that lie transposed grow with the cells alone, not with the tokens of a micro-batch; so
 * it matters how many cells there are for each. */
static double
graph_cells (const RigMemoryLayout *self)
{
  double cells = self->cells[RIG_CELLS_FULL];

  if (self->use->flash_attention || !self->shape->model->mla.present)
    return cells;
  return cells * self->streams * RIG_GRAPH_UBATCH / self->ubatch;
}

double
rig_memory_layout_get_peak_bytes (const RigMemoryLayout *self, guint flags)
{
  const RigGraphPeaks *graph;
  RigExtent settings;
  double most = 0.0;
  guint i;

  if (self->use->flash_attention)
    flags |= RIG_GRAPH_FLASH_ATTENTION;
  if (rotates (self, self->use->kv_k))
    flags |= RIG_GRAPH_ROTATED_KEYS;
  if (rotates (self, self->use->kv_v))
    flags |= RIG_GRAPH_ROTATED_VALUES;
  flags |= rig_graph_get_length (graph_cells (self)) << RIG_GRAPH_LENGTH_SHIFT;
  graph = &self->shape->graphs[flags];
  init_settings (self, &settings);
  for (i = 0; i < graph->n_peaks; i++)
    most = MAX (most, rig_extent_measure (&graph->peaks[i], &settings));
  return most;
}

/* Where the logits end, @before of them: the inputs, whose place is free again by then, but for
 * something small behind them; a hole as large as the logits takes them in. Masks leave such a
 * hole, and the zeros of indexers. */
static double
logits_end (const RigMemoryLayout *self, double before, double zeros)
{
  double logits = rig_memory_layout_get_logits_bytes (self);

  if (self->shape->logits_reuse)
    return 2.0 * self->shape->hidden * self->ubatch * F32_BYTES + logits;
  if (rig_memory_layout_get_mask_bytes (self) >= logits || zeros >= logits)
    return 0.0;
  return before + zeros + logits;
}

double
rig_memory_layout_get_graph_bytes (const RigMemoryLayout *self, guint flags)
{
  const RigMemoryShape *shape = self->shape;
  double most = rig_memory_layout_get_peak_bytes (self, flags);
  double width = shape->device_inputs - shape->host_inputs;
  gboolean on_host = (flags & RIG_GRAPH_ON_HOST) != 0;

  /* The host has one more embedding, that of a picture. */
  if (on_host)
    width += shape->hidden;
  if (shape->logits_on_host && !on_host)
    return most;
  return MAX (most, logits_end (self,
                                rig_memory_layout_get_input_bytes (self) +
                                  width * self->ubatch * F32_BYTES,
                                shape->n_indexers * picked_bytes (self)));
}

double
rig_memory_layout_get_host_bytes (const RigMemoryLayout *self)
{
  double inputs = rig_memory_layout_get_input_bytes (self);

  if (!self->shape->logits_on_host)
    return inputs;
  return MAX (inputs, 2.0 * rig_memory_layout_get_row_bytes (self) +
                        rig_memory_layout_get_logits_bytes (self));
}
