/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"

G_BEGIN_DECLS

/* What a layer does with the tokens before it, one letter each in the file's "layers". */
typedef enum
{
  RIG_LAYER_FULL = 'f',       /* attention to everything (grouped, multi-query or latent) */
  RIG_LAYER_SLIDING = 's',    /* attention to the last window, or to the current chunk */
  RIG_LAYER_LINEAR = 'l',     /* gated delta net: a state of constant size */
  RIG_LAYER_MAMBA = 'm',      /* Mamba-2: a state of constant size */
  RIG_LAYER_FFN = 'e',        /* no mixer at all (Nemotron-H's feed-forward blocks) */
  RIG_LAYER_COMPRESSED = 'c', /* DeepSeek V4: window plus keys compressed 4:1, with an indexer */
  RIG_LAYER_HEAVY = 'h',      /* DeepSeek V4: window plus keys compressed 128:1 */
  RIG_LAYER_WINDOW = 'w',     /* DeepSeek V4: the window alone */
  RIG_LAYER_BOTH = 'b',       /* full attention beside a state-space mixer (Falcon-H1) */
} RigLayerKind;

/* Norms of queries and keys before they meet. */
typedef enum
{
  RIG_QK_NORM_USUAL, /* not said: as the architecture's models usually have them */
  RIG_QK_NORM_NONE,
  RIG_QK_NORM_HEAD,  /* one as wide as a head, for all heads */
  RIG_QK_NORM_WHOLE, /* as wide as all heads together */
} RigQkNorm;

/* A count that is not the same in all layers. @n: 0 where it is, else the model's n_layers. */
typedef struct
{
  guint n;
  const guint *of;
} RigLayerCounts;

/* One tensor of a file that a model was read from, in the order in which the quantiser meets it. */
typedef struct
{
  const char *name;      /* whole: "blk.0.attn_q.weight" */
  const char *type;      /* name of a RigTensorType, or another program's number: "137" */
  guint64 columns, rows; /* columns are contiguous in memory */
  guint matrices;        /* experts or heads; 1 for a plain matrix */
  double bytes;          /* as said for a type that has no blocks here; NaN: nobody knows */
} RigFileTensor;

/**
 * RigModel:
 *
 * One model's shape: everything that its size, its caches and its work per token follow from.
 * Counts are of elements, heads, layers; zero where a feature is absent, never for "unknown".
 * Only a model whose shape nobody published has @n_layers 0: @note says what is known of it.
 */
typedef struct
{
  const char *id, *name, *vendor, *family; /* family: "Qwen", "Llama", for filters */
  const char *official_size, *native_dtype, *modalities;
  const char *architecture; /* which list of tensors: "llama", "qwen35", "gemma4" … */
  const char *gguf_architecture; /* the name in GGUF files, where known: "qwen35moe", "falcon-h1" */
  RigFigure release, licence;              /* texts */
  RigFigure total_params, active_params, published_params; /* parameters */
  RigFigure config;         /* provenance of the shape below; value unused */
  const char *same_shape_as; /* id of the model whose shape stands in; NULL: its own */
  gboolean hypothetical;    /* made by the size sliders, not a model that exists */

  guint n_layers, hidden_size, n_heads, n_kv_heads, head_dim, value_head_dim;
  guint intermediate_size;  /* feed-forward width of dense layers */
  guint vocab_size;
  guint64 max_context;
  const char *max_context_note;
  gboolean fused_qkv, qkv_bias, tied_embeddings;
  gboolean encoder;         /* looks at its whole input at once and keeps no cache (BERT) */
  guint qk_norm;            /* RigQkNorm */
  const char *attention;    /* "GQA", "MLA", in words of the field */
  const char *attention_note;
  guint8 *layers;           /* n_layers of RigLayerKind */
  /* Layer by layer, where not all of a kind are alike; no KV heads: that layer does not attend. */
  RigLayerCounts n_heads_by_layer, n_kv_heads_by_layer, ffn_by_layer;

  guint sliding_window;     /* tokens */
  guint swa_n_heads, swa_n_kv_heads, swa_head_dim;   /* sliding layers, where they differ; else 0 */
  guint global_head_dim, global_n_kv_heads;          /* full layers, where they differ; else 0 */
  gboolean k_eq_v_on_full_layers;
  guint per_layer_embedding;                         /* Gemma 4 E: width per layer */
  guint kv_shared_layers;   /* the last n layers reuse an earlier layer's cache */

  struct
  {
    gboolean present;
    guint q_lora_rank, kv_lora_rank, qk_nope_head_dim, qk_rope_head_dim, v_head_dim;
    guint kv_latent, o_groups, o_lora_rank;          /* DeepSeek V4 */
    gboolean unabsorbed;    /* the cache has whole keys and values, not latents (MiniCPM3) */
  } mla;
  struct
  {
    gboolean present;
    const char *type;
    guint n_heads, head_dim, top_k, n_layers;
  } indexer;                /* sparse attention's own small keys */
  struct
  {
    gboolean present;
    guint n_experts, n_active, expert_ffn, shared_expert_ffn;
    guint dense_lead_layers, layer_step, latent_size, hash_routed_layers;
  } moe;
  struct
  {
    gboolean present;
    const char *type, *state_dtype;
    guint n_k_heads, n_v_heads, k_head_dim, v_head_dim, conv_kernel;
  } linear;                 /* type "gated_deltanet", "kda" … */
  struct
  {
    gboolean present;
    const char *type, *state_dtype;
    guint n_heads, head_dim, n_groups, state_size, conv_kernel;
  } ssm; /* type "mamba2"; without groups: "mamba1", "rwkv6", "rwkv7"; no state: "shortconv" */
  struct
  {
    int native;             /* 1 yes, 0 no, -1 unknown */
    guint n_layers;
    guint64 extra_params;
    const char *note;
  } mtp;

  struct
  {
    gboolean present;
    const char *path;       /* of the file, or the first of a set */
    guint64 bytes;          /* of all files, as they are on disk */
    guint shards;
    const char *quant;      /* id of the quantisation that the file is in */
    const char *read_on;    /* date */
    const char **warnings;  /* what reading it had to say */
  } file;                   /* the file that this record was read from */
  RigFileTensor *tensors;   /* of @file; with them weights need no list by architecture */
  guint n_tensors;

  const char **unverified;  /* keys of the shape that nobody read again */
  const char **sources;
  const char *note;
  const char *origin;
} RigModel;

G_END_DECLS
