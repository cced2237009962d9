/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/architecture.h"

G_BEGIN_DECLS

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
  W_LINEAR_BETA,  /* zero where beta and alpha are one matrix */
  W_LINEAR_BETA_ALPHA,
  W_LINEAR_HEAD_DIM,
  W_SSM_IN,
  W_SSM_CONV,
  W_SSM_INNER,
  W_SSM_GROUP,  /* normalised together */
  W_SSM_GROUPS,
  W_SSM_HEADS,
  W_CONV_KERNEL,
  W_FFN,
  W_FFN_UP,     /* twice the width where it holds the gate too */
  W_FFN_GATE,   /* zero where the feed-forward block has no gate of its own */
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
  GATE_WHOLE = 1 << 18,        /* a gate for every element of the attention's output */
  BETA_ALPHA = 1 << 19,        /* the delta net's two small matrices are one */
};

/* DeepSeek V4 carries this many residual streams; each block mixes them in and out. */
#define HYPER_STREAMS 4

/* The widths of one layer's tensors. */
typedef struct
{
  const RigModel *model;
  guint traits;
  guint layer;
  RigLayerShape shape;
  guint64 widths[N_WIDTHS];
} LayerWidths;

/** Sets @model and @traits for rig_layer_widths_set(). */
void rig_layer_widths_init (LayerWidths    *self,
                            const RigModel *model,
                            RigArchitecture architecture);

/** Fills @widths for layer @layer. */
void rig_layer_widths_set (LayerWidths *self,
                           guint        layer);

G_END_DECLS
