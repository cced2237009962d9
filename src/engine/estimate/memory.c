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

/* Keys are rotated before they are quantised, by a matrix as wide as the largest power of two that
 * divides a head, if that is 64 or more. */
static double
rotation_bytes (const Layout *self, guint head_dim)
{
  guint width = head_dim & -head_dim;

  if (!self->profile->rotates_keys)
    return 0.0;
  if (self->use->kv_k->block_elems == 1 && self->use->kv_v->block_elems == 1)
    return 0.0;
  return width >= 64 ? (double) width * width * F32_BYTES : 0.0;
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

static double
feed_forward_bytes (const Layout *self)
{
  double width = MAX ((double) self->shape->ffn_width, self->shape->expert_width);

  return 3.0 * width * self->ubatch * F32_BYTES;
}

/* Without flash attention, how often the queries lie beside their scores: once, once more where
 * they are wider than the model, and once more where the gate comes out of the same matrix; once
 * less where keys are rotated, as the rotated copy has a place already. */
static double
query_copies (const Layout *self)
{
  const RigModel *model = self->shape->model;
  double copies = 1.0;

  if (model->fused_qkv)
    return 0.0;
  if (self->shape->query_width > self->shape->hidden)
    copies += 1.0;
  if (model->linear.present)
    copies += 1.0;
  if (rotation_bytes (self, self->shape->full_head_dim) > 0.0)
    copies -= 1.0;
  return copies;
}

static double
attention_bytes (const Layout *self)
{
  const RigModel *model = self->shape->model;
  double scores = 0.0, width = 0.0;

  if (!self->use->flash_attention)
    scores = self->shape->heads * self->cells[RIG_CELLS_FULL];
  if (model->mla.present)
    width = scores + (double) model->n_heads * (2.0 * model->mla.kv_lora_rank +
                                                3.0 * model->mla.qk_rope_head_dim +
                                                model->mla.qk_nope_head_dim);
  else if (scores > 0.0)
    width = scores + query_copies (self) * self->shape->query_width;
  return width * self->ubatch * F32_BYTES;
}

static double
device_compute_bytes (const Layout *self)
{
  double logits = (double) self->shape->vocab * self->ubatch * F32_BYTES;
  double most = MAX (feed_forward_bytes (self), attention_bytes (self));

  /* The mask's place is free again when the logits are computed. */
  if (mask_bytes (self) < logits)
    most = MAX (most, logits);
  return input_bytes (self) + most;
}

static void
set_unknown (RigMemory *memory, const char *why)
{
  memset (memory, 0, sizeof *memory);
  memory->unknown = why;
  memory->weights_bytes = memory->kv_bytes = memory->state_bytes = NAN;
  memory->compute_bytes = memory->total_bytes = NAN;
  memory->device.weights_bytes = memory->host.weights_bytes = NAN;
  memory->device.context_bytes = memory->host.context_bytes = NAN;
  memory->device.compute_bytes = memory->host.compute_bytes = NAN;
}

void
rig_memory_init (RigMemory *memory, const RigMemoryShape *shape, const RigWeights *weights,
                 const RigMemoryUse *use)
{
  Layout layout;
  double output;

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
  output = shape->vocab * layout.sequences * F32_BYTES;

  memory->unknown = NULL;
  memory->kv_bytes = kv_bytes (&layout, &shape->all);
  memory->state_bytes = state_bytes (&layout, &shape->all);
  memory->device.weights_bytes = weights->device_bytes;
  memory->host.weights_bytes = weights->host_bytes;
  memory->device.context_bytes = memory->kv_bytes + memory->state_bytes;
  memory->host.context_bytes = 0.0;
  memory->device.compute_bytes = device_compute_bytes (&layout);
  memory->host.compute_bytes = input_bytes (&layout) + output;

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
