/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/graph-private.h"

#define take rig_graph_take
#define take_row rig_graph_take_row
#define give rig_graph_give
#define turn rig_graph_turn

#define KEYS RIG_GRAPH_ROTATED_KEYS
#define VALUES RIG_GRAPH_ROTATED_VALUES

static guint
take_scores (RigGraph *self)
{
  return take (self, self->kind == RIG_LAYER_SLIDING ? RIG_GROWS_SLIDING : RIG_GROWS_SCORES,
               self->shape.n_heads);
}

/* With flash attention the scores are never seen. Without, they and their product with the values
 * are, and the product once more with its heads side by side. */
static guint
run_scores (RigGraph *self, guint query, double width)
{
  guint scores;

  if (self->flags & RIG_GRAPH_FLASH_ATTENTION)
    {
      guint out = turn (self, query, width);

      rig_graph_give_masks (self);
      return out;
    }
  scores = take_scores (self);
  give (self, query);
  rig_graph_give_masks (self);
  return turn (self, turn (self, scores, width), width);
}

/* Where positions are turned into angles the result is a tensor of its own. */
static guint
add_positions (RigGraph *self, guint id, double width)
{
  return turn (self, id, width);
}

/* Rotated queries, keys and values are tensors of their own. @what: KEYS or VALUES */
static guint
rotate (RigGraph *self, guint what, guint id, double width)
{
  return self->flags & what ? turn (self, id, width) : id;
}

/* Keys and values go into the cache at once. */
static void
run_keys_and_values (RigGraph *self, guint in)
{
  double value_width = self->shape.value_width;
  double key_width = self->shape.key_width;
  guint values = rotate (self, VALUES, take_row (self, value_width), value_width);
  guint keys = add_positions (self, take_row (self, key_width), key_width);

  keys = rotate (self, KEYS, keys, key_width);
  give (self, in);
  give (self, keys);
  give (self, values);
}

/* Queries, keys and values out of one matrix, of which the cache takes the last. */
static guint
run_fused (RigGraph *self, guint in, double query_width)
{
  double key_width = self->shape.key_width;
  guint all = take_row (self, query_width + key_width + self->shape.value_width), query, keys;

  give (self, in);
  query = rotate (self, KEYS, take_row (self, query_width), query_width);
  keys = rotate (self, KEYS, take_row (self, key_width), key_width);
  give (self, keys);
  give (self, all);
  return query;
}

guint
rig_graph_run_attention (RigGraph *self, guint in)
{
  const RigLayerShape *shape = &self->shape;
  double query_width = (double) shape->n_heads * shape->head_dim;
  double out_width = (double) shape->n_heads * shape->value_dim;
  gboolean gated = self->architecture == RIG_ARCHITECTURE_QWEN35;
  guint query, gate = 0, out;

  if (self->model->fused_qkv)
    query = run_fused (self, in, query_width);
  else
    {
      /* The gate comes out of the same matrix and waits for the scores. */
      gate = gated ? take_row (self, 2.0 * query_width) : 0;
      query = add_positions (self, take_row (self, query_width), query_width);
      query = rotate (self, KEYS, query, query_width);
      run_keys_and_values (self, in);
    }
  out = rotate (self, VALUES, run_scores (self, query, out_width), out_width);
  if (gated)
    give (self, turn (self, gate, out_width));
  return turn (self, out, self->model->hidden_size);
}

/* The small attention that picks what the large one reads: its queries come out of the same latent
 * as the large one's, its scores are one per cell. What it picks becomes a mask. */
static guint
run_indexer (RigGraph *self, guint in, guint query_latent)
{
  const RigModel *model = self->model;
  double width = (double) model->indexer.n_heads * model->indexer.head_dim;
  guint zeros = take (self, RIG_GROWS_PICKED, 1.0), query, weights, scores, picked, mask;

  query = turn (self, add_positions (self, take_row (self, width), width), width);
  give (self, query_latent);
  weights = take_row (self, model->indexer.n_heads);
  give (self, in);
  scores = take (self, RIG_GROWS_SCORES, 1.0);
  give (self, query);
  give (self, weights);
  picked = take (self, RIG_GROWS_PICKED, 1.0);
  give (self, scores);
  scores = take (self, RIG_GROWS_PICKED, 1.0);
  give (self, picked);
  mask = take (self, RIG_GROWS_MASK, 1.0);
  give (self, zeros);
  give (self, scores);
  zeros = take (self, RIG_GROWS_MASK, 1.0);
  give (self, mask);
  return zeros;
}

/* Queries are brought into the latents' width, where there is one key for all heads. What they are
 * made of stays in @latent. */
static guint
run_latent_query (RigGraph *self, guint *latent)
{
  const RigModel *model = self->model;
  double heads = model->n_heads, rope = model->mla.qk_rope_head_dim;
  double plain = heads * (model->mla.qk_nope_head_dim + rope);
  guint query, absorbed, rotated, both;

  *latent = take_row (self, model->mla.q_lora_rank);
  query = take_row (self, plain);
  if (!self->n_indexers)
    {
      give (self, *latent);
      *latent = 0;
    }
  absorbed = take_row (self, heads * model->mla.kv_lora_rank);
  rotated = take_row (self, heads * rope);
  give (self, query);
  both = take_row (self, heads * (model->mla.kv_lora_rank + rope));
  give (self, absorbed);
  give (self, rotated);
  return both;
}

static void
run_latent_keys (RigGraph *self, guint in)
{
  const RigModel *model = self->model;
  double rope = model->mla.qk_rope_head_dim, latent = model->mla.kv_lora_rank;
  guint keys = take_row (self, latent + rope), normed, rotated, both;

  /* An indexer reads @in later. */
  if (!self->n_indexers)
    give (self, in);
  normed = take_row (self, latent);
  rotated = take_row (self, rope);
  give (self, keys);
  both = take_row (self, latent + rope);
  give (self, rotated);
  give (self, both);
  give (self, normed);
}

static guint
run_latent_scores (RigGraph *self, guint in, guint query, guint query_latent)
{
  double width = (double) self->model->n_heads * self->model->mla.kv_lora_rank;
  guint values, scores, mask, out;

  if (self->flags & RIG_GRAPH_FLASH_ATTENTION)
    {
      mask = self->n_indexers ? run_indexer (self, in, query_latent) : 0;
      out = turn (self, query, width);
      rig_graph_give_masks (self);
      give (self, mask);
      return out;
    }
  /* The latents once more, the other way round. */
  values = take (self, RIG_GROWS_CELLS, self->model->mla.kv_lora_rank);
  scores = take_scores (self);
  give (self, query);
  mask = self->n_indexers ? run_indexer (self, in, query_latent) : 0;
  rig_graph_give_masks (self);
  give (self, mask);
  out = turn (self, scores, width);
  give (self, values);
  return out;
}

guint
rig_graph_run_latent_attention (RigGraph *self, guint in)
{
  const RigModel *model = self->model;
  double out_width = (double) model->n_heads * model->mla.v_head_dim;
  guint latent, query = run_latent_query (self, &latent), out;

  run_latent_keys (self, in);
  out = run_latent_scores (self, in, query, latent);
  out = turn (self, turn (self, out, out_width), out_width);
  return turn (self, out, model->hidden_size);
}
