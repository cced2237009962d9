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
  self->ubatch = MIN (use->ubatch, sequence * self->streams);
  rig_memory_layout_set_cells (self, sequence, sliding_cells (self, sequence));
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

/* Keys are rotated before they are quantised, unless no head divides well. */
static gboolean
rotates (const RigMemoryLayout *self)
{
  return self->profile->rotates_keys &&
         (self->use->kv_k->block_elems > 1 || self->use->kv_v->block_elems > 1);
}

static double
rotation_bytes (const RigMemoryLayout *self, guint head_dim)
{
  double width = rig_graph_get_rotation (head_dim);

  return rotates (self) ? width * width * F32_BYTES : 0.0;
}

double
rig_memory_layout_get_input_bytes (const RigMemoryLayout *self)
{
  double bytes =
      4.0 * rig_memory_layout_get_row_bytes (self) + rig_memory_layout_get_mask_bytes (self);

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

double
rig_memory_layout_get_peak_bytes (const RigMemoryLayout *self, guint flags)
{
  const RigGraphPeaks *graph;
  RigExtent settings;
  double most = 0.0;
  guint i;

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
  return most;
}

double
rig_memory_layout_get_graph_bytes (const RigMemoryLayout *self, guint flags)
{
  double most = rig_memory_layout_get_peak_bytes (self, flags);
  double logits = rig_memory_layout_get_logits_bytes (self);
  double extra = 0.0;

  /* The host has one more embedding, that of a picture. */
  if (flags & RIG_GRAPH_ON_HOST)
    extra = rig_memory_layout_get_row_bytes (self);
  /* The mask's place is free again when the logits are computed. */
  if (rig_memory_layout_get_mask_bytes (self) < logits)
    most = MAX (most, rig_memory_layout_get_input_bytes (self) + extra + logits);
  return most;
}
