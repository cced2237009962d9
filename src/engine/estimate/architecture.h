/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/model.h"

G_BEGIN_DECLS

/* The families of tensor lists, named as in the catalogue's "architecture". */
typedef enum
{
  RIG_ARCHITECTURE_LLAMA, /* Llama 1-3, Qwen 2.5, Qwen 3, Mistral, Phi: dense attention */
  RIG_ARCHITECTURE_LLAMA4,
  RIG_ARCHITECTURE_QWEN3MOE,
  RIG_ARCHITECTURE_QWEN3NEXT, /* as below, but for one matrix in place of two small ones */
  RIG_ARCHITECTURE_QWEN35, /* Qwen 3.5 and 3.6: gated delta net and attention */
  RIG_ARCHITECTURE_GPTOSS,
  RIG_ARCHITECTURE_GEMMA2,
  RIG_ARCHITECTURE_GEMMA3,
  RIG_ARCHITECTURE_GEMMA4,
  RIG_ARCHITECTURE_MIXTRAL,
  RIG_ARCHITECTURE_DEEPSEEK2, /* latent attention: DeepSeek V2-V3.2, Kimi K2, GLM-5 */
  RIG_ARCHITECTURE_DSV4,
  RIG_ARCHITECTURE_GLM4MOE,
  RIG_ARCHITECTURE_MINIMAX2,
  RIG_ARCHITECTURE_MIMO2,
  RIG_ARCHITECTURE_NEMOTRONH,
  RIG_ARCHITECTURE_GRANITEHYBRID,
  RIG_ARCHITECTURE_LAGUNA,
  RIG_ARCHITECTURE_MUSE, /* Muse Glimmer: gated attention, norms around the blocks */
  RIG_ARCHITECTURE_UNKNOWN,
} RigArchitecture;

RigArchitecture rig_architecture_from_name (const char *name);

/**
 * RigLayerShape:
 *
 * The attention of one layer: heads and widths in elements, zero where the layer has none. Latent
 * attention has @latent_width in place of keys and values.
 */
typedef struct
{
  guint n_heads, n_kv_heads;
  guint head_dim, value_dim;  /* of one head */
  guint key_width, value_width; /* of all KV heads */
  guint latent_width;
} RigLayerShape;

/** The shape of the model's layers of one kind, where all of them are alike. */
void rig_layer_shape_init (RigLayerShape  *shape,
                           const RigModel *model,
                           guint8          kind);
/** The shape of layer @layer. */
void rig_layer_shape_init_at (RigLayerShape  *shape,
                              const RigModel *model,
                              guint           layer);

/** The width of layer @layer's dense feed-forward block, were it one. */
guint rig_layer_get_ffn_width (const RigModel *model,
                               guint           layer);

static inline gboolean
rig_layer_kind_attends (guint8 kind)
{
  return kind == RIG_LAYER_FULL || kind == RIG_LAYER_SLIDING || kind == RIG_LAYER_COMPRESSED ||
         kind == RIG_LAYER_HEAVY || kind == RIG_LAYER_WINDOW || kind == RIG_LAYER_BOTH;
}

/** Whether the feed-forward block of layer @layer is a mixture of experts. */
gboolean rig_layer_has_experts (const RigModel *model,
                                guint           layer);

/** Whether layer @layer has the small attention that picks what the large one reads. */
gboolean rig_layer_has_indexer (const RigModel *model,
                                guint           layer);

G_END_DECLS
