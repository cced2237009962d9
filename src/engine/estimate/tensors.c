/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/tensors.h"
#include "engine/estimate/architecture.h"

#include <string.h>

/* A width that a layer may have. Zero: this layer has no tensor of that width. */
typedef enum
{
  W_NONE,
  W_ONE,
  W_HIDDEN,
  W_Q,          /* query heads x size, twice that where the gate is in the same matrix */
  W_K,
  W_V,          /* zero where keys serve as values too */
  W_QKV,        /* one matrix for all three */
  W_GATE,       /* attention's output gate */
  W_O,          /* what the attention's output matrix reads */
  W_Q_BIAS,
  W_K_BIAS,
  W_V_BIAS,
  W_O_BIAS,
  W_Q_NORM,
  W_K_NORM,
  W_SINKS,
  W_Q_LORA,
  W_MLA_Q,
  W_KV_LORA,
  W_KV_A,       /* latent and rotated part */
  W_NOPE,
  W_MLA_V,
  W_HEADS,
  W_LATENT_KV,  /* DeepSeek V4 */
  W_O_GROUP,
  W_O_LORA,
  W_O_LORA_ALL,
  W_O_GROUPS,
  W_COMPRESSED,
  W_COMPRESS_RATIO,
  W_COMPRESS_NORM,
  W_INDEX_COMPRESSED,
  W_INDEX_RATIO,
  W_INDEX_NORM,
  W_INDEX_Q,
  W_INDEX_K,
  W_INDEX_HEADS,
  W_HYPER,      /* DeepSeek V4's hyper-connections: several residual streams */
  W_HYPER_MIX,
  W_HYPER_SCALE,
  W_LINEAR_QKV,
  W_LINEAR_V,
  W_LINEAR_HEADS,
  W_LINEAR_HEAD_DIM,
  W_SSM_IN,
  W_SSM_CONV,
  W_SSM_INNER,
  W_SSM_HEADS,
  W_CONV_KERNEL,
  W_FFN,
  W_FFN_GATE,   /* zero where the feed-forward block has no gate */
  W_EXPERTS,
  W_EXPERT_IN,  /* hidden size, or the width the experts are projected to */
  W_EXPERT_FFN,
  W_EXPERT_FFN_GATE,
  W_EXPERT_FFN_UP,
  W_EXPERT_FFN_PAIR, /* gate and up in one matrix */
  W_EXPERT_BIAS,
  W_EXPERT_FFN_BIAS,
  W_EXPERT_DOWN_BIAS,
  W_ROUTER_BIAS,
  W_ROUTER_SCALE,
  W_EXPERT_SCALE,
  W_EXPERT_LATENT,
  W_SHARED_FFN,
  W_SHARED_FFN_GATE,
  W_SHARED_GATE,
  W_PRE_FFN_NORM,
  W_POST_ATTENTION_NORM, /* before the residual sum, beside the norm before the feed-forward */
  W_POST_FFN_NORM,
  W_PARALLEL_NORM, /* Gemma 4: norms around the dense and the expert half */
  W_LAYER_EMBEDDING,
  W_LAYER_EMBEDDING_NORM,
  W_LAYER_SCALE,
  N_WIDTHS,
} Width;

typedef struct
{
  const char *name;
  RigTensorRole role;
  Width columns, rows, matrices;
} Row;

/* Every tensor that a layer of any architecture may have, in the order of their names where the
 * quantiser counts them. */
static const Row layer_rows[] = {
  { "attn_norm.weight", RIG_TENSOR_PLAIN, W_HIDDEN, W_ONE, W_ONE },
  { "attn_q.weight", RIG_TENSOR_ATTENTION_Q, W_HIDDEN, W_Q, W_ONE },
  { "attn_k.weight", RIG_TENSOR_ATTENTION_K, W_HIDDEN, W_K, W_ONE },
  { "attn_v.weight", RIG_TENSOR_ATTENTION_V, W_HIDDEN, W_V, W_ONE },
  { "attn_qkv.weight", RIG_TENSOR_ATTENTION_V, W_HIDDEN, W_QKV, W_ONE },
  { "attn_output.weight", RIG_TENSOR_ATTENTION_OUTPUT, W_O, W_HIDDEN, W_ONE },
  { "attn_q.bias", RIG_TENSOR_PLAIN, W_Q_BIAS, W_ONE, W_ONE },
  { "attn_k.bias", RIG_TENSOR_PLAIN, W_K_BIAS, W_ONE, W_ONE },
  { "attn_v.bias", RIG_TENSOR_PLAIN, W_V_BIAS, W_ONE, W_ONE },
  { "attn_output.bias", RIG_TENSOR_PLAIN, W_O_BIAS, W_ONE, W_ONE },
  { "attn_q_norm.weight", RIG_TENSOR_PLAIN, W_Q_NORM, W_ONE, W_ONE },
  { "attn_k_norm.weight", RIG_TENSOR_PLAIN, W_K_NORM, W_ONE, W_ONE },
  { "attn_sinks.weight", RIG_TENSOR_PLAIN, W_SINKS, W_ONE, W_ONE },
  { "attn_gate.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_GATE, W_ONE },

  /* Latent attention. */
  { "attn_q_a.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_Q_LORA, W_ONE },
  { "attn_q_a_norm.weight", RIG_TENSOR_PLAIN, W_Q_LORA, W_ONE, W_ONE },
  { "attn_q_b.weight", RIG_TENSOR_OTHER, W_Q_LORA, W_MLA_Q, W_ONE },
  { "attn_kv_a_mqa.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_KV_A, W_ONE },
  { "attn_kv_a_norm.weight", RIG_TENSOR_PLAIN, W_KV_LORA, W_ONE, W_ONE },
  { "attn_k_b.weight", RIG_TENSOR_OTHER, W_NOPE, W_KV_LORA, W_HEADS },
  { "attn_v_b.weight", RIG_TENSOR_OTHER, W_KV_LORA, W_MLA_V, W_HEADS },
  { "attn_kv.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_LATENT_KV, W_ONE },
  { "attn_kv_norm.weight", RIG_TENSOR_PLAIN, W_LATENT_KV, W_ONE, W_ONE },
  { "attn_output_a.weight", RIG_TENSOR_OTHER, W_O_GROUP, W_O_LORA, W_O_GROUPS },
  { "attn_output_b.weight", RIG_TENSOR_OTHER, W_O_LORA_ALL, W_HIDDEN, W_ONE },
  { "attn_compressor_kv.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_COMPRESSED, W_ONE },
  { "attn_compressor_gate.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_COMPRESSED, W_ONE },
  { "attn_compressor_ape.weight", RIG_TENSOR_OTHER, W_COMPRESSED, W_COMPRESS_RATIO, W_ONE },
  { "attn_compressor_norm.weight", RIG_TENSOR_PLAIN, W_COMPRESS_NORM, W_ONE, W_ONE },

  /* The small attention that picks what the large one reads. */
  { "indexer.attn_q_b.weight", RIG_TENSOR_OTHER, W_Q_LORA, W_INDEX_Q, W_ONE },
  { "indexer.attn_k.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_INDEX_K, W_ONE },
  { "indexer.k_norm.weight", RIG_TENSOR_PLAIN, W_INDEX_K, W_ONE, W_ONE },
  { "indexer.k_norm.bias", RIG_TENSOR_PLAIN, W_INDEX_K, W_ONE, W_ONE },
  { "indexer.proj.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_INDEX_HEADS, W_ONE },
  { "indexer_compressor_kv.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_INDEX_COMPRESSED, W_ONE },
  { "indexer_compressor_gate.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_INDEX_COMPRESSED, W_ONE },
  { "indexer_compressor_ape.weight", RIG_TENSOR_OTHER, W_INDEX_COMPRESSED, W_INDEX_RATIO, W_ONE },
  { "indexer_compressor_norm.weight", RIG_TENSOR_PLAIN, W_INDEX_NORM, W_ONE, W_ONE },

  { "hc_attn_fn.weight", RIG_TENSOR_OTHER, W_HYPER, W_HYPER_MIX, W_ONE },
  { "hc_attn_base.weight", RIG_TENSOR_PLAIN, W_HYPER_MIX, W_ONE, W_ONE },
  { "hc_attn_scale.weight", RIG_TENSOR_PLAIN, W_HYPER_SCALE, W_ONE, W_ONE },
  { "hc_ffn_fn.weight", RIG_TENSOR_OTHER, W_HYPER, W_HYPER_MIX, W_ONE },
  { "hc_ffn_base.weight", RIG_TENSOR_PLAIN, W_HYPER_MIX, W_ONE, W_ONE },
  { "hc_ffn_scale.weight", RIG_TENSOR_PLAIN, W_HYPER_SCALE, W_ONE, W_ONE },

  /* Gated delta net. */
  { "attn_qkv.weight", RIG_TENSOR_ATTENTION_V, W_HIDDEN, W_LINEAR_QKV, W_ONE },
  { "attn_gate.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_LINEAR_V, W_ONE },
  { "ssm_conv1d.weight", RIG_TENSOR_PLAIN, W_CONV_KERNEL, W_LINEAR_QKV, W_ONE },
  { "ssm_dt.bias", RIG_TENSOR_PLAIN, W_LINEAR_HEADS, W_ONE, W_ONE },
  { "ssm_a", RIG_TENSOR_PLAIN, W_LINEAR_HEADS, W_ONE, W_ONE },
  { "ssm_beta.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_LINEAR_HEADS, W_ONE },
  { "ssm_alpha.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_LINEAR_HEADS, W_ONE },
  { "ssm_norm.weight", RIG_TENSOR_PLAIN, W_LINEAR_HEAD_DIM, W_ONE, W_ONE },
  { "ssm_out.weight", RIG_TENSOR_OTHER, W_LINEAR_V, W_HIDDEN, W_ONE },

  /* Mamba-2. */
  { "ssm_in.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_SSM_IN, W_ONE },
  { "ssm_conv1d.weight", RIG_TENSOR_PLAIN, W_CONV_KERNEL, W_SSM_CONV, W_ONE },
  { "ssm_conv1d.bias", RIG_TENSOR_PLAIN, W_SSM_CONV, W_ONE, W_ONE },
  { "ssm_dt.bias", RIG_TENSOR_PLAIN, W_SSM_HEADS, W_ONE, W_ONE },
  { "ssm_a", RIG_TENSOR_PLAIN, W_ONE, W_SSM_HEADS, W_ONE },
  { "ssm_d", RIG_TENSOR_PLAIN, W_ONE, W_SSM_HEADS, W_ONE },
  { "ssm_norm.weight", RIG_TENSOR_PLAIN, W_SSM_INNER, W_ONE, W_ONE },
  { "ssm_out.weight", RIG_TENSOR_OTHER, W_SSM_INNER, W_HIDDEN, W_ONE },

  { "post_attention_norm.weight", RIG_TENSOR_PLAIN, W_POST_ATTENTION_NORM, W_ONE, W_ONE },
  { "ffn_norm.weight", RIG_TENSOR_PLAIN, W_PRE_FFN_NORM, W_ONE, W_ONE },

  { "ffn_gate.weight", RIG_TENSOR_FFN_GATE, W_HIDDEN, W_FFN_GATE, W_ONE },
  { "ffn_up.weight", RIG_TENSOR_FFN_UP, W_HIDDEN, W_FFN, W_ONE },
  { "ffn_down.weight", RIG_TENSOR_FFN_DOWN, W_FFN, W_HIDDEN, W_ONE },

  /* Mixture of experts. */
  { "ffn_gate_inp.weight", RIG_TENSOR_ROUTER, W_HIDDEN, W_EXPERTS, W_ONE },
  { "ffn_gate_inp.bias", RIG_TENSOR_PLAIN, W_EXPERT_BIAS, W_ONE, W_ONE },
  { "ffn_gate_inp.scale", RIG_TENSOR_PLAIN, W_ROUTER_SCALE, W_ONE, W_ONE },
  { "exp_probs_b.bias", RIG_TENSOR_PLAIN, W_ROUTER_BIAS, W_ONE, W_ONE },
  { "ffn_latent_down.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_EXPERT_LATENT, W_ONE },
  { "ffn_latent_up.weight", RIG_TENSOR_OTHER, W_EXPERT_LATENT, W_HIDDEN, W_ONE },
  { "ffn_gate_exps.weight", RIG_TENSOR_FFN_GATE, W_EXPERT_IN, W_EXPERT_FFN_GATE, W_EXPERTS },
  { "ffn_up_exps.weight", RIG_TENSOR_FFN_UP, W_EXPERT_IN, W_EXPERT_FFN_UP, W_EXPERTS },
  { "ffn_gate_up_exps.weight", RIG_TENSOR_FFN_GATE, W_EXPERT_IN, W_EXPERT_FFN_PAIR, W_EXPERTS },
  { "ffn_down_exps.weight", RIG_TENSOR_FFN_DOWN, W_EXPERT_FFN, W_EXPERT_IN, W_EXPERTS },
  { "ffn_gate_exps.bias", RIG_TENSOR_PLAIN, W_EXPERT_FFN_BIAS, W_EXPERTS, W_ONE },
  { "ffn_up_exps.bias", RIG_TENSOR_PLAIN, W_EXPERT_FFN_BIAS, W_EXPERTS, W_ONE },
  { "ffn_down_exps.bias", RIG_TENSOR_PLAIN, W_EXPERT_DOWN_BIAS, W_EXPERTS, W_ONE },
  { "ffn_down_exps.scale", RIG_TENSOR_PLAIN, W_EXPERT_SCALE, W_ONE, W_ONE },
  { "ffn_gate_inp_shexp.weight", RIG_TENSOR_PLAIN, W_SHARED_GATE, W_ONE, W_ONE },
  { "ffn_gate_shexp.weight", RIG_TENSOR_FFN_GATE, W_HIDDEN, W_SHARED_FFN_GATE, W_ONE },
  { "ffn_up_shexp.weight", RIG_TENSOR_FFN_UP, W_HIDDEN, W_SHARED_FFN, W_ONE },
  { "ffn_down_shexp.weight", RIG_TENSOR_FFN_DOWN, W_SHARED_FFN, W_HIDDEN, W_ONE },

  { "post_ffw_norm.weight", RIG_TENSOR_PLAIN, W_POST_FFN_NORM, W_ONE, W_ONE },
  { "pre_ffw_norm_2.weight", RIG_TENSOR_PLAIN, W_PARALLEL_NORM, W_ONE, W_ONE },
  { "post_ffw_norm_1.weight", RIG_TENSOR_PLAIN, W_PARALLEL_NORM, W_ONE, W_ONE },
  { "post_ffw_norm_2.weight", RIG_TENSOR_PLAIN, W_PARALLEL_NORM, W_ONE, W_ONE },
  { "inp_gate.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_LAYER_EMBEDDING, W_ONE },
  { "proj.weight", RIG_TENSOR_OTHER, W_LAYER_EMBEDDING, W_HIDDEN, W_ONE },
  { "post_norm.weight", RIG_TENSOR_PLAIN, W_LAYER_EMBEDDING_NORM, W_ONE, W_ONE },
  { "layer_output_scale.weight", RIG_TENSOR_PLAIN, W_LAYER_SCALE, W_ONE, W_ONE },
};

typedef struct
{
  const RigModel *model;
  guint traits;
  RigLayerShape shape;
  guint layer;
  guint64 widths[N_WIDTHS];
} Layer;

/* DeepSeek V4 carries this many residual streams; each block mixes them in and out. */
#define HYPER_STREAMS 4

/* What sets an architecture's tensors apart from plain attention and a gated feed-forward block. */
enum
{
  NORM_QK = 1 << 0,            /* norms of queries and keys, one for all heads */
  NORM_QK_WHOLE = 1 << 1,      /* the same over all heads together */
  BIAS_QKV = 1 << 2,
  BIAS_ATTENTION_OUTPUT = 1 << 3,
  SINKS = 1 << 4,
  SINKS_SLIDING = 1 << 5,      /* in sliding layers alone */
  GATE_PER_HEAD = 1 << 6,
  GATE_IN_QUERY = 1 << 7,      /* the second half of the query matrix */
  ROUTER_BIAS = 1 << 8,        /* corrects the experts' probabilities */
  UNGATED_FFN = 1 << 9,        /* squared ReLU */
  GATED_SHARED_EXPERT = 1 << 10,
  EXPERT_BIASES = 1 << 11,
  PAIRED_EXPERTS = 1 << 12,    /* gate and up in one matrix, beside a dense block */
  ONE_BLOCK = 1 << 13,         /* a layer is a mixer or a feed-forward block, never both */
  NORMS_AROUND = 1 << 14,      /* before and after each block */
  NORM_AFTER_ATTENTION = 1 << 15, /* the norm before the feed-forward goes by that name */
  LAYER_SCALE = 1 << 16,
  HYPER_CONNECTIONS = 1 << 17,
};

static const guint traits[RIG_ARCHITECTURE_UNKNOWN] = {
  [RIG_ARCHITECTURE_QWEN3MOE] = NORM_QK,
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
};

/* The table's row, and what differs inside a family without a key of its own in the catalogue. */
static guint
traits_of (const RigModel *model, RigArchitecture architecture)
{
  guint own = traits[architecture];

  if (model->qkv_bias)
    own |= BIAS_QKV;
  /* Qwen 3 took norms of queries and keys in place of Qwen 2.5's biases. */
  if (architecture == RIG_ARCHITECTURE_LLAMA && !model->qkv_bias && model->family != NULL &&
      strcmp (model->family, "Qwen") == 0)
    own |= NORM_QK;
  /* GLM-4.5 (160 experts) has norms of queries and keys, GLM-4.5-Air (128) has not. */
  if (architecture == RIG_ARCHITECTURE_GLM4MOE && model->moe.n_experts > 128)
    own |= NORM_QK;
  /* Mistral Small 4 routes by a plain softmax; all others of its kind have dense layers first. */
  if (architecture == RIG_ARCHITECTURE_DEEPSEEK2 && model->moe.dense_lead_layers == 0)
    own &= ~(guint) ROUTER_BIAS;
  return own;
}

static void
set_attention_extras (Layer *self)
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
  if (self->traits & GATE_IN_QUERY)
    w[W_Q] *= 2;
}

/* The last layers of Gemma 4 E reuse an earlier layer's keys and values. */
static gboolean
borrows_cache (const Layer *self)
{
  const RigModel *model = self->model;

  return model->kv_shared_layers > 0 &&
         self->layer + model->kv_shared_layers >= model->n_layers;
}

static void
set_attention (Layer *self)
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
set_indexer (Layer *self)
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
set_latent_attention (Layer *self)
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
set_compressed_attention (Layer *self)
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
set_linear (Layer *self)
{
  const RigModel *model = self->model;
  guint64 *w = self->widths;

  w[W_LINEAR_V] = (guint64) model->linear.n_v_heads * model->linear.v_head_dim;
  w[W_LINEAR_QKV] = 2ull * model->linear.n_k_heads * model->linear.k_head_dim + w[W_LINEAR_V];
  w[W_LINEAR_HEADS] = model->linear.n_v_heads;
  w[W_LINEAR_HEAD_DIM] = model->linear.v_head_dim;
  w[W_CONV_KERNEL] = model->linear.conv_kernel;
}

static void
set_mamba (Layer *self)
{
  const RigModel *model = self->model;
  guint64 *w = self->widths;

  w[W_SSM_INNER] = (guint64) model->ssm.n_heads * model->ssm.head_dim;
  w[W_SSM_CONV] = w[W_SSM_INNER] + 2ull * model->ssm.n_groups * model->ssm.state_size;
  w[W_SSM_IN] = w[W_SSM_INNER] + w[W_SSM_CONV] + model->ssm.n_heads;
  w[W_SSM_HEADS] = model->ssm.n_heads;
  w[W_CONV_KERNEL] = model->ssm.conv_kernel;
}

static void
set_mixer (Layer *self)
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
set_experts (Layer *self)
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
set_dense_ffn (Layer *self)
{
  const RigModel *model = self->model;
  guint64 *w = self->widths;
  guint64 width = model->intermediate_size;

  /* Gemma 4 E2B, not E4B, doubles the layers that have no cache of their own. */
  if (borrows_cache (self) && model->hidden_size < 2048)
    width *= 2;
  w[W_FFN] = width;
  w[W_FFN_GATE] = self->traits & UNGATED_FFN ? 0 : width;
}

static void
set_ffn (Layer *self)
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
set_norms (Layer *self)
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

/* One matrix or one vector per expert; the router alone has experts as rows and is read in full. */
static gboolean
is_routed (const Row *row)
{
  return row->matrices == W_EXPERTS || (row->rows == W_EXPERTS && row->columns != W_HIDDEN);
}

static void
visit_layer (Layer *self, RigTensorFunc func, gpointer data)
{
  guint64 *w = self->widths;
  guint i;

  memset (w, 0, sizeof self->widths);
  w[W_ONE] = 1;
  w[W_HIDDEN] = self->model->hidden_size;
  rig_layer_shape_init (&self->shape, self->model, self->layer);
  set_mixer (self);
  set_ffn (self);
  set_norms (self);

  for (i = 0; i < G_N_ELEMENTS (layer_rows); i++)
    {
      const Row *row = &layer_rows[i];
      RigTensor tensor = { row->name, (int) self->layer, row->role, w[row->columns], w[row->rows],
                           (guint) w[row->matrices], is_routed (row) };

      if (tensor.columns > 0 && tensor.rows > 0 && tensor.matrices > 0)
        func (&tensor, data);
    }
}

static void
visit (RigTensorFunc func, gpointer data, const char *name, RigTensorRole role, guint64 columns,
       guint64 rows)
{
  RigTensor tensor = { name, -1, role, columns, rows, 1, FALSE };

  if (columns > 0 && rows > 0)
    func (&tensor, data);
}

/* The input side comes first, as in the quantiser's order; so does the output matrix. */
static void
visit_ends (const RigModel *model, guint own, RigTensorFunc func, gpointer data)
{
  guint64 hidden = model->hidden_size;
  guint64 extra = (guint64) model->per_layer_embedding * model->n_layers;

  if (!model->tied_embeddings)
    visit (func, data, "output.weight", RIG_TENSOR_OUTPUT, hidden, model->vocab_size);
  visit (func, data, "output_norm.weight", RIG_TENSOR_PLAIN, hidden, 1);
  visit (func, data, "per_layer_model_proj.weight", RIG_TENSOR_KEPT, hidden, extra);
  visit (func, data, "per_layer_proj_norm.weight", RIG_TENSOR_PLAIN, model->per_layer_embedding,
         1);
  visit (func, data, "per_layer_token_embd.weight", RIG_TENSOR_LAYER_EMBEDDING, extra,
         model->vocab_size);
  if (own & HYPER_CONNECTIONS)
    {
      visit (func, data, "output_hc_fn.weight", RIG_TENSOR_OTHER, HYPER_STREAMS * hidden,
             HYPER_STREAMS);
      visit (func, data, "output_hc_base.weight", RIG_TENSOR_PLAIN, HYPER_STREAMS, 1);
      visit (func, data, "output_hc_scale.weight", RIG_TENSOR_PLAIN, 1, 1);
    }
  if (own & LAYER_SCALE)
    visit (func, data, "rope_freqs.weight", RIG_TENSOR_PLAIN, model->global_head_dim / 2, 1);
  visit (func, data, "token_embd.weight", RIG_TENSOR_TOKEN_EMBEDDING, hidden, model->vocab_size);
}

gboolean
rig_tensors_foreach (const RigModel *model, RigTensorFunc func, gpointer data)
{
  RigArchitecture architecture = rig_architecture_from_name (model->architecture);
  Layer layer = { .model = model };

  if (architecture == RIG_ARCHITECTURE_UNKNOWN || model->layers == NULL || model->n_layers == 0)
    return FALSE;

  layer.traits = traits_of (model, architecture);
  visit_ends (model, layer.traits, func, data);
  for (layer.layer = 0; layer.layer < model->n_layers; layer.layer++)
    visit_layer (&layer, func, data);
  return TRUE;
}
