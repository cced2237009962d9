/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/layer-widths.h"

#include <string.h>

static const guint traits[RIG_ARCHITECTURE_UNKNOWN] = {
  [RIG_ARCHITECTURE_QWEN3MOE] = NORM_QK,
  [RIG_ARCHITECTURE_QWEN3NEXT] = NORM_QK | GATE_IN_QUERY | GATED_SHARED_EXPERT |
                                 NORM_AFTER_ATTENTION | BETA_ALPHA,
  [RIG_ARCHITECTURE_QWEN35] = NORM_QK | GATE_IN_QUERY | GATED_SHARED_EXPERT | NORM_AFTER_ATTENTION,
  [RIG_ARCHITECTURE_GPTOSS] = BIAS_QKV | BIAS_ATTENTION_OUTPUT | SINKS | EXPERT_BIASES |
                              NORM_AFTER_ATTENTION,
  [RIG_ARCHITECTURE_GEMMA2] = NORMS_AROUND,
  [RIG_ARCHITECTURE_GEMMA3] = NORM_QK | NORMS_AROUND,
  [RIG_ARCHITECTURE_GEMMA4] = NORM_QK | NORMS_AROUND | PAIRED_EXPERTS | LAYER_SCALE,
  [RIG_ARCHITECTURE_DEEPSEEK2] = ROUTER_BIAS,
  [RIG_ARCHITECTURE_DSV4] = ROUTER_BIAS | HYPER_CONNECTIONS,
  [RIG_ARCHITECTURE_GLM4MOE] = BIAS_QKV | ROUTER_BIAS | NORM_AFTER_ATTENTION,
  [RIG_ARCHITECTURE_MINIMAX2] = NORM_QK_WHOLE | ROUTER_BIAS,
  [RIG_ARCHITECTURE_MIMO2] = SINKS_SLIDING | ROUTER_BIAS,
  [RIG_ARCHITECTURE_NEMOTRONH] = ROUTER_BIAS | UNGATED_FFN | ONE_BLOCK,
  [RIG_ARCHITECTURE_LAGUNA] = NORM_QK | GATE_PER_HEAD | ROUTER_BIAS,
  [RIG_ARCHITECTURE_MUSE] = NORM_QK | NORMS_AROUND | GATE_WHOLE,
};

/* The table's row, and what differs inside a family without a key of its own in the catalogue. */
static guint
traits_of (const RigModel *model, RigArchitecture architecture)
{
  guint own = traits[architecture];

  if (model->qkv_bias)
    own |= BIAS_QKV;
  if (model->qk_norm != RIG_QK_NORM_USUAL)
    own &= ~(guint) (NORM_QK | NORM_QK_WHOLE);
  if (model->qk_norm == RIG_QK_NORM_HEAD)
    own |= NORM_QK;
  else if (model->qk_norm == RIG_QK_NORM_WHOLE)
    own |= NORM_QK_WHOLE;
  /* Mistral Small 4 routes by a plain softmax; all others of its kind have dense layers first. */
  if (architecture == RIG_ARCHITECTURE_DEEPSEEK2 && model->moe.dense_lead_layers == 0)
    own &= ~(guint) ROUTER_BIAS;
  return own;
}

static void
set_attention_extras (LayerWidths *self)
{
  const RigLayerShape *shape = &self->shape;
  guint64 *w = self->widths;
  gboolean sliding = self->model->layers[self->layer] == RIG_LAYER_SLIDING;

  if (self->traits & BIAS_QKV)
    {
      w[W_Q_BIAS] = w[W_Q];
      w[W_K_BIAS] = shape->key_width;
      w[W_V_BIAS] = shape->value_width;
    }
  if (self->traits & BIAS_ATTENTION_OUTPUT)
    w[W_O_BIAS] = self->model->hidden_size;
  if (self->traits & NORM_QK)
    w[W_Q_NORM] = w[W_K_NORM] = shape->head_dim;
  if (self->traits & NORM_QK_WHOLE)
    {
      w[W_Q_NORM] = w[W_Q];
      w[W_K_NORM] = shape->key_width;
    }
  if ((self->traits & SINKS) || (sliding && (self->traits & SINKS_SLIDING)))
    w[W_SINKS] = shape->n_heads;
  if (self->traits & GATE_PER_HEAD)
    w[W_GATE] = shape->n_heads;
  if (self->traits & GATE_WHOLE)
    w[W_GATE] = w[W_Q];
  if (self->traits & GATE_IN_QUERY)
    w[W_Q] *= 2;
}

/* The last layers of Gemma 4 E reuse an earlier layer's keys and values. */
static gboolean
borrows_cache (const LayerWidths *self)
{
  const RigModel *model = self->model;

  return model->kv_shared_layers > 0 &&
         self->layer + model->kv_shared_layers >= model->n_layers;
}

static void
set_attention (LayerWidths *self)
{
  const RigModel *model = self->model;
  const RigLayerShape *shape = &self->shape;
  guint64 *w = self->widths;
  guint64 q = (guint64) shape->n_heads * shape->head_dim;

  w[W_O] = (guint64) shape->n_heads * shape->value_dim;
  if (model->fused_qkv)
    {
      w[W_QKV] = q + shape->key_width + shape->value_width;
      return;
    }
  w[W_Q] = q;
  w[W_K] = shape->key_width;
  w[W_V] = shape->value_width;
  if (model->k_eq_v_on_full_layers && model->layers[self->layer] == RIG_LAYER_FULL)
    w[W_V] = 0;
  set_attention_extras (self);
  if (borrows_cache (self))
    w[W_K] = w[W_V] = w[W_K_NORM] = 0;
}

static void
set_indexer (LayerWidths *self)
{
  const RigModel *model = self->model;
  guint64 *w = self->widths;

  if (!rig_layer_has_indexer (model, self->layer))
    return;
  w[W_INDEX_Q] = (guint64) model->indexer.n_heads * model->indexer.head_dim;
  w[W_INDEX_K] = model->indexer.head_dim;
  w[W_INDEX_HEADS] = model->indexer.n_heads;
}

static void
set_latent_attention (LayerWidths *self)
{
  const RigModel *model = self->model;
  guint64 *w = self->widths;
  guint64 heads = model->n_heads;

  w[W_HEADS] = heads;
  w[W_Q_LORA] = model->mla.q_lora_rank;
  w[W_MLA_Q] = heads * (model->mla.qk_nope_head_dim + model->mla.qk_rope_head_dim);
  if (w[W_Q_LORA] == 0) /* the small ones have plain queries */
    w[W_Q] = w[W_MLA_Q];
  w[W_KV_LORA] = model->mla.kv_lora_rank;
  w[W_KV_A] = model->mla.kv_lora_rank + model->mla.qk_rope_head_dim;
  w[W_NOPE] = model->mla.qk_nope_head_dim;
  w[W_MLA_V] = model->mla.v_head_dim;
  w[W_O] = heads * model->mla.v_head_dim;
  set_indexer (self);
}

static void
set_compressed_attention (LayerWidths *self)
{
  const RigModel *model = self->model;
  guint64 *w = self->widths;
  guint64 latent = model->mla.kv_latent;
  guint64 inner = (guint64) model->n_heads * latent;
  guint8 kind = model->layers[self->layer];

  w[W_Q_LORA] = model->mla.q_lora_rank;
  w[W_MLA_Q] = inner;
  w[W_LATENT_KV] = latent;
  w[W_SINKS] = model->n_heads;
  w[W_O_GROUPS] = MAX (model->mla.o_groups, 1);
  w[W_O_GROUP] = inner / w[W_O_GROUPS];
  w[W_O_LORA] = model->mla.o_lora_rank;
  w[W_O_LORA_ALL] = w[W_O_GROUPS] * w[W_O_LORA];
  w[W_HYPER] = (guint64) HYPER_STREAMS * model->hidden_size;
  w[W_HYPER_MIX] = (HYPER_STREAMS + 2) * HYPER_STREAMS;
  w[W_HYPER_SCALE] = 3;
  if (kind == RIG_LAYER_COMPRESSED) /* 4:1 by two overlapping windows, hence twice the width */
    {
      w[W_COMPRESSED] = 2 * latent;
      w[W_COMPRESS_RATIO] = 4;
      w[W_COMPRESS_NORM] = latent;
      set_indexer (self);
      w[W_INDEX_NORM] = w[W_INDEX_K];
      w[W_INDEX_COMPRESSED] = 2 * w[W_INDEX_K];
      w[W_INDEX_RATIO] = 4;
      w[W_INDEX_K] = 0;
    }
  else if (kind == RIG_LAYER_HEAVY)
    {
      w[W_COMPRESSED] = latent;
      w[W_COMPRESS_RATIO] = 128;
      w[W_COMPRESS_NORM] = latent;
    }
}

static void
set_linear (LayerWidths *self)
{
  const RigModel *model = self->model;
  guint64 *w = self->widths;

  w[W_LINEAR_V] = (guint64) model->linear.n_v_heads * model->linear.v_head_dim;
  w[W_LINEAR_QKV] = 2ull * model->linear.n_k_heads * model->linear.k_head_dim + w[W_LINEAR_V];
  w[W_LINEAR_HEADS] = model->linear.n_v_heads;
  if (self->traits & BETA_ALPHA)
    w[W_LINEAR_BETA_ALPHA] = 2 * w[W_LINEAR_HEADS];
  else
    w[W_LINEAR_BETA] = w[W_LINEAR_HEADS];
  w[W_LINEAR_HEAD_DIM] = model->linear.v_head_dim;
  w[W_CONV_KERNEL] = model->linear.conv_kernel;
}

static void
set_mamba (LayerWidths *self)
{
  const RigModel *model = self->model;
  guint64 *w = self->widths;

  w[W_SSM_INNER] = (guint64) model->ssm.n_heads * model->ssm.head_dim;
  w[W_SSM_GROUPS] = MAX (model->ssm.n_groups, 1);
  w[W_SSM_GROUP] = w[W_SSM_INNER] / w[W_SSM_GROUPS];
  w[W_SSM_CONV] = w[W_SSM_INNER] + 2ull * model->ssm.n_groups * model->ssm.state_size;
  w[W_SSM_IN] = w[W_SSM_INNER] + w[W_SSM_CONV] + model->ssm.n_heads;
  w[W_SSM_HEADS] = model->ssm.n_heads;
  w[W_CONV_KERNEL] = model->ssm.conv_kernel;
}

static void
set_mixer (LayerWidths *self)
{
  switch (self->model->layers[self->layer])
    {
    case RIG_LAYER_LINEAR:
      set_linear (self);
      break;
    case RIG_LAYER_MAMBA:
      set_mamba (self);
      break;
    case RIG_LAYER_FFN:
      break;
    default:
      if (self->traits & HYPER_CONNECTIONS)
        set_compressed_attention (self);
      else if (self->model->mla.present)
        set_latent_attention (self);
      else
        set_attention (self);
      break;
    }
}

static void
set_experts (LayerWidths *self)
{
  const RigModel *model = self->model;
  guint64 *w = self->widths;
  guint64 ffn = model->moe.expert_ffn, shared = model->moe.shared_expert_ffn;

  w[W_EXPERTS] = model->moe.n_experts;
  w[W_EXPERT_LATENT] = model->moe.latent_size;
  w[W_EXPERT_IN] = model->moe.latent_size > 0 ? model->moe.latent_size : model->hidden_size;
  w[W_EXPERT_FFN] = w[W_EXPERT_FFN_GATE] = w[W_EXPERT_FFN_UP] = ffn;
  w[W_SHARED_FFN] = w[W_SHARED_FFN_GATE] = shared;
  if ((self->traits & ROUTER_BIAS) && self->layer >= model->moe.hash_routed_layers)
    w[W_ROUTER_BIAS] = w[W_EXPERTS];
  if (self->traits & UNGATED_FFN)
    w[W_EXPERT_FFN_GATE] = w[W_SHARED_FFN_GATE] = 0;
  if ((self->traits & GATED_SHARED_EXPERT) && shared > 0)
    w[W_SHARED_GATE] = model->hidden_size;
  if (self->traits & EXPERT_BIASES)
    {
      w[W_EXPERT_BIAS] = w[W_EXPERTS];
      w[W_EXPERT_FFN_BIAS] = ffn;
      w[W_EXPERT_DOWN_BIAS] = model->hidden_size;
    }
  if (self->traits & PAIRED_EXPERTS)
    {
      w[W_EXPERT_FFN_UP] = w[W_EXPERT_FFN_GATE] = 0;
      w[W_EXPERT_FFN_PAIR] = 2 * ffn;
      w[W_ROUTER_SCALE] = model->hidden_size;
      w[W_EXPERT_SCALE] = w[W_EXPERTS];
      w[W_PARALLEL_NORM] = model->hidden_size;
    }
}

static void
set_dense_ffn (LayerWidths *self)
{
  const RigModel *model = self->model;
  guint64 *w = self->widths;
  guint64 width = rig_layer_get_ffn_width (model, self->layer);

  w[W_FFN] = w[W_FFN_UP] = w[W_FFN_GATE] = width;
  if (self->traits & UNGATED_FFN)
    w[W_FFN_GATE] = 0;
  /* Phi 3 and 4, the ones with fused queries, keys and values, fuse these as well. */
  if (model->fused_qkv && w[W_FFN_GATE] > 0)
    {
      w[W_FFN_UP] = 2 * width;
      w[W_FFN_GATE] = 0;
    }
}

static void
set_ffn (LayerWidths *self)
{
  gboolean experts = rig_layer_has_experts (self->model, self->layer);

  if ((self->traits & ONE_BLOCK) && self->model->layers[self->layer] != RIG_LAYER_FFN)
    return;
  if (experts)
    set_experts (self);
  if (!experts || (self->traits & PAIRED_EXPERTS))
    set_dense_ffn (self);
}

static void
set_norms (LayerWidths *self)
{
  guint64 *w = self->widths;
  guint64 hidden = self->model->hidden_size;

  if (self->traits & (NORMS_AROUND | NORM_AFTER_ATTENTION))
    w[W_POST_ATTENTION_NORM] = hidden;
  if (!(self->traits & (ONE_BLOCK | NORM_AFTER_ATTENTION)))
    w[W_PRE_FFN_NORM] = hidden;
  if (self->traits & NORMS_AROUND)
    w[W_POST_FFN_NORM] = hidden;
  if (self->traits & LAYER_SCALE)
    w[W_LAYER_SCALE] = 1;
  w[W_LAYER_EMBEDDING] = self->model->per_layer_embedding;
  w[W_LAYER_EMBEDDING_NORM] = self->model->per_layer_embedding > 0 ? hidden : 0;
}

void
rig_layer_widths_init (LayerWidths *self, const RigModel *model, RigArchitecture architecture)
{
  self->model = model;
  self->traits = traits_of (model, architecture);
}

void
rig_layer_widths_set (LayerWidths *self, guint layer)
{
  guint64 *w = self->widths;

  memset (w, 0, sizeof self->widths);
  w[W_ONE] = 1;
  w[W_HIDDEN] = self->model->hidden_size;
  self->layer = layer;
  rig_layer_shape_init_at (&self->shape, self->model, layer);
  set_mixer (self);
  set_ffn (self);
  set_norms (self);
}
