/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/graph-private.h"

#define take rig_graph_take
#define take_row rig_graph_take_row
#define give rig_graph_give
#define turn rig_graph_turn

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

/* Rotated queries, keys and values are tensors of their own. */
static guint
rotate (RigGraph *self, guint id, double width)
{
  return self->flags & RIG_GRAPH_ROTATED ? turn (self, id, width) : id;
}

/* Keys and values go into the cache at once. */
static void
run_keys_and_values (RigGraph *self, guint in)
{
  guint values = rotate (self, take_row (self, self->shape.value_width), self->shape.value_width);
  double key_width = self->shape.key_width;
  guint keys = add_positions (self, take_row (self, key_width), key_width);

  keys = rotate (self, keys, key_width);
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
  query = rotate (self, take_row (self, query_width), query_width);
  keys = rotate (self, take_row (self, key_width), key_width);
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
      query = rotate (self, query, query_width);
      run_keys_and_values (self, in);
    }
  out = rotate (self, run_scores (self, query, out_width), out_width);
  if (gated)
    give (self, turn (self, gate, out_width));
  return turn (self, out, self->model->hidden_size);
}

/* Queries are brought into the latents' width, where there is one key for all heads. */
static guint
run_latent_query (RigGraph *self, guint in)
{
  const RigModel *model = self->model;
  double heads = model->n_heads, rope = model->mla.qk_rope_head_dim;
  double latent = model->mla.kv_lora_rank;
  double plain = heads * (model->mla.qk_nope_head_dim + rope);
  guint query, absorbed, rotated, both;

  if (model->mla.q_lora_rank > 0)
    query = turn (self, take_row (self, model->mla.q_lora_rank), plain);
  else
    query = take_row (self, plain);
  absorbed = take_row (self, heads * latent);
  rotated = take_row (self, heads * rope);
  give (self, query);
  both = take_row (self, heads * (latent + rope));
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

  give (self, in);
  normed = take_row (self, latent);
  rotated = take_row (self, rope);
  give (self, keys);
  both = take_row (self, latent + rope);
  give (self, rotated);
  give (self, both);
  give (self, normed);
}

guint
rig_graph_run_latent_attention (RigGraph *self, guint in)
{
  const RigModel *model = self->model;
  double out_width = (double) model->n_heads * model->mla.v_head_dim;
  double latent = (double) model->n_heads * model->mla.kv_lora_rank;
  guint query = run_latent_query (self, in), values, out;

  run_latent_keys (self, in);
  if (self->flags & RIG_GRAPH_FLASH_ATTENTION)
    {
      out = turn (self, query, latent);
      rig_graph_give_masks (self);
    }
  else
    {
      guint scores;

      /* The latents once more, the other way round. */
      values = take (self, RIG_GROWS_CELLS, model->mla.kv_lora_rank);
      scores = take_scores (self);
      give (self, query);
      rig_graph_give_masks (self);
      out = turn (self, scores, latent);
      give (self, values);
    }
  out = turn (self, turn (self, out, out_width), out_width);
  return turn (self, out, model->hidden_size);
}
