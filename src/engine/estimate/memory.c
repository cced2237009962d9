/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/memory.h"
#include "engine/estimate/architecture.h"

#include <string.h>

#define F32_BYTES 4.0

/* Rows of caches and masks are padded to this many tokens. */
#define CELL_PADDING 256

/* What the sums over layers need, gathered in one pass. */
typedef struct
{
  const RigModel *model;
  const RigMemoryUse *use;
  double sequences, ubatch;
  double full_cells, sliding_cells; /* of one sequence */
  gboolean without_indexer;
  gboolean has_full, has_sliding;
  double kv_bytes, state_bytes;
  guint max_value_width, max_heads;
  guint full_head_dim, sliding_head_dim;
  double query_width;   /* the widest of all layers */
} Layout;

static double
pad (double n, double multiple)
{
  return ceil (n / multiple) * multiple;
}

/* A row of @width elements; types with blocks need whole blocks. */
static double
row_bytes (const RigTensorType *type, guint width)
{
  return ceil ((double) width / type->block_elems) * type->block_bytes;
}

static double
sliding_cells (const Layout *self, double sequence)
{
  double window = self->model->sliding_window;

  if (self->use->swa_full || window == 0)
    return sequence;
  return MIN (sequence, pad (window + self->ubatch, CELL_PADDING));
}

static void
layout_init (Layout *self, const RigModel *model, const RigMemoryUse *use)
{
  double sequence;

  memset (self, 0, sizeof *self);
  self->model = model;
  self->use = use;
  self->sequences = MAX (use->sequences, 1);
  sequence = pad (use->context / self->sequences, CELL_PADDING);
  self->ubatch = MIN (use->ubatch, sequence * self->sequences);
  self->full_cells = sequence;
  self->sliding_cells = sliding_cells (self, sequence);
}

/* DeepSeek V4: the window, and what the layers keep of everything before it. */
static double
compressed_cells (const Layout *self, guint8 kind)
{
  double cells = self->sliding_cells;

  if (kind == RIG_LAYER_COMPRESSED)
    cells += self->full_cells / 4.0;
  else if (kind == RIG_LAYER_HEAVY)
    cells += self->full_cells / 128.0;
  return cells;
}

/* Keys of the small attention, of one layer and sequence. */
static double
indexer_bytes (const Layout *self, guint8 kind)
{
  double cells = kind == RIG_LAYER_COMPRESSED ? self->full_cells / 4.0 : self->full_cells;

  return cells * row_bytes (self->use->kv_k, self->model->indexer.head_dim);
}

/* Keys and values of one layer and sequence. */
static double
cache_bytes (const Layout *self, const RigLayerShape *shape, guint8 kind)
{
  double cells = kind == RIG_LAYER_SLIDING ? self->sliding_cells : self->full_cells;
  guint values;

  if (shape->latent_width > 0)
    {
      if (kind != RIG_LAYER_FULL)
        cells = compressed_cells (self, kind);
      return cells * row_bytes (self->use->kv_k, shape->latent_width);
    }
  /* Values that flash attention does not read are stored transposed, in rows of one width. */
  values = self->use->flash_attention ? shape->value_width : self->max_value_width;
  return cells * (row_bytes (self->use->kv_k, shape->key_width) +
                  row_bytes (self->use->kv_v, values));
}

static double
state_elements (const RigModel *model, guint8 kind)
{
  double conv, inner;

  if (kind == RIG_LAYER_LINEAR)
    {
      inner = (double) model->linear.n_v_heads * model->linear.v_head_dim;
      conv = inner + 2.0 * model->linear.n_k_heads * model->linear.k_head_dim;
      return (model->linear.conv_kernel - 1.0) * conv + inner * model->linear.k_head_dim;
    }
  if (kind == RIG_LAYER_MAMBA)
    {
      inner = (double) model->ssm.n_heads * model->ssm.head_dim;
      conv = inner + 2.0 * model->ssm.n_groups * model->ssm.state_size;
      return (model->ssm.conv_kernel - 1.0) * conv + inner * model->ssm.state_size;
    }
  return 0.0;
}

static void
note_widths (Layout *self, const RigLayerShape *shape, guint8 kind)
{
  double query = (double) shape->n_heads * shape->head_dim;

  if (kind == RIG_LAYER_FULL)
    self->full_head_dim = shape->head_dim;
  else if (kind == RIG_LAYER_SLIDING)
    self->sliding_head_dim = shape->head_dim;
  self->max_value_width = MAX (self->max_value_width, shape->value_width);
  self->max_heads = MAX (self->max_heads, shape->n_heads);
  self->query_width = MAX (self->query_width, query);
}

/* How many layers of one kind there are, and how many of them have a cache or keys of their own. */
typedef struct
{
  guint8 kind;
  guint n_layers, n_caches, n_indexers;
  RigLayerShape shape;
} KindCount;

static const char kinds[] = { RIG_LAYER_FULL,       RIG_LAYER_SLIDING, RIG_LAYER_LINEAR,
                              RIG_LAYER_MAMBA,      RIG_LAYER_FFN,     RIG_LAYER_COMPRESSED,
                              RIG_LAYER_HEAVY,      RIG_LAYER_WINDOW };

static void
count_layers (Layout *self, KindCount *count)
{
  const RigModel *model = self->model;
  guint n_own = model->n_layers - MIN (model->kv_shared_layers, model->n_layers);
  guint i;

  for (i = 0; i < model->n_layers; i++)
    {
      if (model->layers[i] != count->kind)
        continue;
      count->n_layers++;
      count->n_caches += i < n_own ? 1 : 0;
      count->n_indexers += rig_layer_has_indexer (model, i) ? 1 : 0;
    }
  if (count->n_layers == 0)
    return;
  rig_layer_shape_init (&count->shape, model, count->kind);
  note_widths (self, &count->shape, count->kind);
}

static void
add_kind (Layout *self, const KindCount *count)
{
  double states = count->n_layers * state_elements (self->model, count->kind);

  self->state_bytes += self->sequences * F32_BYTES * states;
  if (count->n_layers == 0 || !rig_layer_kind_attends (count->kind))
    return;
  self->has_full |= count->kind == RIG_LAYER_FULL;
  self->has_sliding |= count->kind != RIG_LAYER_FULL;
  self->kv_bytes +=
      self->sequences * count->n_caches * cache_bytes (self, &count->shape, count->kind);
  if (count->n_indexers > 0 && !self->without_indexer)
    self->kv_bytes += self->sequences * count->n_indexers * indexer_bytes (self, count->kind);
}

static void
sum_layers (Layout *self)
{
  KindCount counts[G_N_ELEMENTS (kinds)] = { 0 };
  guint i;

  /* Widths of all layers first: caches depend on the widest. */
  for (i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      counts[i].kind = (guint8) kinds[i];
      count_layers (self, &counts[i]);
    }
  for (i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_kind (self, &counts[i]);
}

static double
mask_bytes (const Layout *self)
{
  double cells = (self->has_full ? self->full_cells : 0.0) +
                 (self->has_sliding ? self->sliding_cells : 0.0);

  return cells * self->ubatch * (self->use->flash_attention ? 2.0 : F32_BYTES);
}

/* Keys are rotated before they are quantised, by a matrix as wide as the largest power of two that
 * divides a head, if that is 64 or more. */
static double
rotation_bytes (const Layout *self, guint head_dim)
{
  guint width = head_dim & -head_dim;

  if (self->use->kv_k->block_elems == 1 && self->use->kv_v->block_elems == 1)
    return 0.0;
  return width >= 64 ? (double) width * width * F32_BYTES : 0.0;
}

static double
input_bytes (const Layout *self)
{
  double bytes = 4.0 * self->model->hidden_size * self->ubatch * F32_BYTES + mask_bytes (self);

  bytes += rotation_bytes (self, self->full_head_dim);
  bytes += rotation_bytes (self, self->sliding_head_dim);
  if (!self->use->flash_attention)
    bytes += 8.0 * self->max_value_width * self->ubatch *
             ((self->has_full ? 1.0 : 0.0) + (self->has_sliding ? 1.0 : 0.0));
  return bytes;
}

static double
feed_forward_bytes (const Layout *self)
{
  const RigModel *model = self->model;
  double width = model->intermediate_size;

  if (model->moe.present)
    width = MAX (width, (double) model->moe.expert_ffn * model->moe.n_active);
  return 3.0 * width * self->ubatch * F32_BYTES;
}

/* Without flash attention, how often the queries lie beside their scores: once, once more where
 * they are wider than the model, and once more where the gate comes out of the same matrix; once
 * less where keys are rotated, as the rotated copy has a place already. */
static double
query_copies (const Layout *self)
{
  const RigModel *model = self->model;
  double copies = 1.0;

  if (model->fused_qkv)
    return 0.0;
  if (self->query_width > model->hidden_size)
    copies += 1.0;
  if (model->linear.present)
    copies += 1.0;
  if (rotation_bytes (self, self->full_head_dim) > 0.0)
    copies -= 1.0;
  return copies;
}

static double
attention_bytes (const Layout *self)
{
  const RigModel *model = self->model;
  double scores = self->use->flash_attention ? 0.0 : self->max_heads * self->full_cells;
  double width = 0.0;

  if (model->mla.present)
    width = scores + (double) model->n_heads * (2.0 * model->mla.kv_lora_rank +
                                                3.0 * model->mla.qk_rope_head_dim +
                                                model->mla.qk_nope_head_dim);
  else if (scores > 0.0)
    width = scores + query_copies (self) * self->query_width;
  return width * self->ubatch * F32_BYTES;
}

static double
device_compute_bytes (const Layout *self)
{
  double logits = (double) self->model->vocab_size * self->ubatch * F32_BYTES;
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
rig_memory_init (RigMemory *memory, const RigModel *model, const RigWeights *weights,
                 const RigMemoryUse *use)
{
  Layout layout;
  double output;

  if (weights->unknown != NULL)
    {
      set_unknown (memory, weights->unknown);
      return;
    }

  layout_init (&layout, model, use);
  sum_layers (&layout);
  output = model->vocab_size * layout.sequences * F32_BYTES;

  memory->unknown = NULL;
  memory->device.weights_bytes = weights->device_bytes;
  memory->host.weights_bytes = weights->host_bytes;
  memory->device.context_bytes = layout.kv_bytes + layout.state_bytes;
  memory->host.context_bytes = 0.0;
  memory->device.compute_bytes = device_compute_bytes (&layout);
  memory->host.compute_bytes = input_bytes (&layout) + output;

  memory->weights_bytes = memory->device.weights_bytes + memory->host.weights_bytes;
  memory->kv_bytes = layout.kv_bytes;
  memory->state_bytes = layout.state_bytes;
  memory->compute_bytes = memory->device.compute_bytes + memory->host.compute_bytes;
  memory->total_bytes = memory->weights_bytes + memory->kv_bytes + memory->state_bytes +
                        memory->compute_bytes;
}

double
rig_memory_get_bytes_read_at (const RigModel *model, const RigMemoryUse *use, double context)
{
  Layout layout;

  if (model->layers == NULL || model->n_layers == 0)
    return NAN;
  layout_init (&layout, model, use);
  layout.sequences = 1.0;
  layout.full_cells = context;
  layout.sliding_cells = model->sliding_window > 0 ? MIN (context, model->sliding_window) : context;
  layout.without_indexer = TRUE;
  sum_layers (&layout);
  /* States are read and written back. */
  return layout.kv_bytes + 2.0 * layout.state_bytes;
}
