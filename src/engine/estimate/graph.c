/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/graph-private.h"

#include <string.h>

/* Layers at both ends that are walked through; the others repeat them. */
#define FIRST_LAYERS 10
#define LAST_LAYERS 2

#define REFERENCE_SLIDING 1536.0

/* Cells from which a length goes, and with which it is decided what its holes are. */
static const struct
{
  double from, reference;
} lengths[RIG_N_GRAPH_LENGTHS] = {
  { 0.0, 4096.0 }, { 16384.0, 32768.0 }, { 49152.0, 65536.0 }, { 98304.0, 131072.0 },
};

guint
rig_graph_get_length (double cells)
{
  guint length = RIG_N_GRAPH_LENGTHS - 1;

  while (length > 0 && cells < lengths[length].from)
    length--;
  return length;
}

/* Where it is decided which hole is the smallest: a common micro-batch and context. */
static void
init_reference (RigExtent *reference, const RigModel *model, guint flags)
{
  double cells = lengths[flags >> RIG_GRAPH_LENGTH_SHIFT].reference;
  double full = cells * RIG_GRAPH_UBATCH;
  double sliding = REFERENCE_SLIDING * RIG_GRAPH_UBATCH;
  double picked = MIN (model->indexer.top_k, cells) * RIG_GRAPH_UBATCH;
  double mask = flags & RIG_GRAPH_FLASH_ATTENTION ? 2.0 : 4.0;

  *reference = (RigExtent){ .of = { [RIG_GROWS_TOKENS] = RIG_GRAPH_UBATCH * 4.0,
                                    [RIG_GROWS_SCORES] = full * 4.0,
                                    [RIG_GROWS_SLIDING] = sliding * 4.0,
                                    [RIG_GROWS_MASK] = full * mask,
                                    [RIG_GROWS_SLIDING_MASK] = sliding * mask,
                                    [RIG_GROWS_PICKED] = picked * 4.0,
                                    [RIG_GROWS_SEQUENCES] = 4.0,
                                    [RIG_GROWS_CELLS] = full / RIG_GRAPH_UBATCH * 2.0,
                                    [RIG_GROWS_BYTES] = 1.0 } };
}

guint
rig_graph_take (RigGraph *self, RigGrowth growth, double n)
{
  RigExtent extent = { 0 };

  extent.of[growth] = n;
  return rig_arena_take (self->arena, extent);
}

guint
rig_graph_take_state (RigGraph *self, double per_token, double per_sequence)
{
  RigExtent extent = { 0 };

  extent.of[RIG_GROWS_TOKENS] = per_token;
  extent.of[RIG_GROWS_SEQUENCES] = per_sequence;
  return rig_arena_take (self->arena, extent);
}

guint
rig_graph_take_row (RigGraph *self, double n)
{
  return rig_graph_take (self, RIG_GROWS_TOKENS, n);
}

void
rig_graph_give (RigGraph *self, guint id)
{
  rig_arena_give (self->arena, id);
}

guint
rig_graph_turn (RigGraph *self, guint id, double n)
{
  guint made = rig_graph_take_row (self, n);

  rig_arena_give (self->arena, id);
  return made;
}

guint
rig_graph_get_rotation (guint head_dim)
{
  guint width = head_dim & -head_dim;

  return width >= RIG_GRAPH_LEAST_ROTATION ? width : 0;
}

static gboolean
is_sliding (guint8 kind)
{
  return kind == RIG_LAYER_SLIDING || kind == RIG_LAYER_COMPRESSED || kind == RIG_LAYER_HEAVY ||
         kind == RIG_LAYER_WINDOW;
}

static void
take_mask (RigGraph *self, RigGraphMask *mask, const RigGraphInputs *inputs, gboolean sliding)
{
  guint rotation = rig_graph_get_rotation (sliding ? inputs->sliding_head_dim
                                                   : inputs->full_head_dim);
  guint i;

  for (i = 0; i < self->model->n_layers; i++)
    if (rig_layer_kind_attends (self->model->layers[i]) &&
        is_sliding (self->model->layers[i]) == sliding)
      mask->last_layer = i;
  /* Where each value goes in a transposed cache, in 64 bits. */
  if (!(self->flags & RIG_GRAPH_FLASH_ATTENTION))
    mask->ids[0] = rig_graph_take_row (self, 2.0 * inputs->value_width);
  mask->ids[1] = rig_graph_take (self, sliding ? RIG_GROWS_SLIDING_MASK : RIG_GROWS_MASK, 1.0);
  if ((self->flags & RIG_GRAPH_ROTATED_KEYS) && rotation > 0)
    mask->ids[2] = rig_graph_take (self, RIG_GROWS_BYTES, 4.0 * rotation * rotation);
  if ((self->flags & RIG_GRAPH_ROTATED_VALUES) && rotation > 0)
    mask->ids[3] = rig_graph_take (self, RIG_GROWS_BYTES,
                                   4.0 * RIG_GRAPH_LEAST_ROTATION * RIG_GRAPH_LEAST_ROTATION);
}

static void
give_mask (RigGraph *self, const RigGraphMask *mask)
{
  guint i;

  if (self->layer != mask->last_layer)
    return;
  for (i = 0; i < G_N_ELEMENTS (mask->ids); i++)
    rig_graph_give (self, mask->ids[i]);
}

void
rig_graph_give_masks (RigGraph *self)
{
  give_mask (self, is_sliding (self->kind) ? &self->sliding : &self->full);
}

/* The embedding comes a second time, mixed with what a picture would put in its place: that has its
 * room although no text reads it. On the host so has the picture's own embedding. */
static void
run_inputs (RigGraph *self, const RigGraphInputs *inputs)
{
  guint hidden = self->model->hidden_size;
  guint copy, twice;

  /* The zeros that each indexer's mask is made with have their room from the beginning; so has the
   * mask of its own, always of 16 bits, and the rotation of its keys. */
  rig_graph_take (self, RIG_GROWS_PICKED, inputs->n_indexers);
  if (inputs->n_indexers > 0)
    {
      rig_graph_take (self, RIG_GROWS_MASK,
                      self->flags & RIG_GRAPH_FLASH_ATTENTION ? 1.0 : 0.5);
      rig_graph_take (self, RIG_GROWS_BYTES, RIG_GRAPH_INDEXER_BYTES);
    }
  if (self->flags & RIG_GRAPH_ON_HOST)
    rig_graph_take_row (self, hidden);
  rig_graph_take_row (self, hidden);
  rig_graph_take_row (self, inputs->more);
  copy = rig_graph_take_row (self, hidden);
  self->residual = rig_graph_take_row (self, hidden);
  if (inputs->sliding)
    take_mask (self, &self->sliding, inputs, TRUE);
  if (inputs->full)
    take_mask (self, &self->full, inputs, FALSE);
  twice = rig_graph_take_row (self, hidden);
  /* Something small behind them stays, so that what follows does not grow into their place. */
  rig_graph_take (self, RIG_GROWS_BYTES, 1.0);
  rig_graph_give (self, copy);
  rig_graph_give (self, twice);
}

static guint
run_kind (RigGraph *self, guint in)
{
  switch (self->kind)
    {
    case RIG_LAYER_LINEAR:
      return rig_graph_run_delta_net (self, in);
    case RIG_LAYER_MAMBA:
      return rig_graph_run_state_space (self, in);
    case RIG_LAYER_BOTH:
      {
        /* Both read the same; the sum takes the place of one of them. */
        guint again = rig_graph_take_row (self, self->model->hidden_size);
        guint out = rig_graph_run_attention (self, in);
        guint other = rig_graph_run_state_space (self, again);

        rig_graph_give (self, out);
        return other;
      }
    default:
      return self->latent ? rig_graph_run_latent_attention (self, in)
                          : rig_graph_run_attention (self, in);
    }
}

/* Of the last layer's tokens those are picked whose logits are wanted: all, at worst. */
static guint
run_mixer (RigGraph *self, guint in)
{
  guint out = run_kind (self, in);

  if (self->layer + 1 < self->model->n_layers)
    return out;
  out = rig_graph_turn (self, out, self->model->hidden_size);
  self->residual = rig_graph_turn (self, self->residual, self->model->hidden_size);
  return out;
}

/* The sum takes the place of what is added to the residual. */
static void
run_block (RigGraph *self, guint (*run) (RigGraph *self, guint in))
{
  guint norm = rig_graph_take_row (self, self->model->hidden_size);
  guint out = run (self, norm);

  rig_graph_give (self, self->residual);
  self->residual = out;
}

static void
run_layer (RigGraph *self, guint layer)
{
  gboolean one_block = self->architecture == RIG_ARCHITECTURE_NEMOTRONH;

  self->layer = layer;
  self->kind = self->model->layers[layer];
  rig_layer_shape_init_at (&self->shape, self->model, layer);
  if (self->kind != RIG_LAYER_FFN)
    run_block (self, run_mixer);
  if (!one_block || self->kind == RIG_LAYER_FFN)
    run_block (self, rig_graph_run_feed_forward);
}

static void
keep_peaks (RigGraphPeaks *peaks, const RigArena *arena)
{
  memcpy (peaks->peaks, arena->peaks, sizeof peaks->peaks);
  peaks->n_peaks = arena->n_peaks;
}

void
rig_graph_peaks_init (RigGraphPeaks *peaks, const RigModel *model, const RigGraphInputs *inputs,
                      guint flags)
{
  RigExtent reference;
  RigArena arena;
  RigGraph self = { .arena = &arena, .model = model, .flags = flags };
  guint i;

  memset (peaks, 0, sizeof *peaks);
  if (model->layers == NULL)
    return;
  init_reference (&reference, model, flags);
  rig_arena_init (&arena, &reference);
  self.architecture = rig_architecture_from_name (model->architecture);
  self.n_indexers = inputs->n_indexers;
  self.ungated = inputs->ungated;
  self.latent = model->mla.present && !model->mla.unabsorbed;
  run_inputs (&self, inputs);
  for (i = 0; i < model->n_layers; i++)
    if (i < FIRST_LAYERS || i + LAST_LAYERS >= model->n_layers || i == self.full.last_layer ||
        i == self.sliding.last_layer)
      run_layer (&self, i);
  keep_peaks (peaks, &arena);
}
