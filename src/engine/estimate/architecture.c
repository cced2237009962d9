/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/architecture.h"

#include <string.h>

static const char *const names[RIG_ARCHITECTURE_UNKNOWN] = {
  [RIG_ARCHITECTURE_LLAMA] = "llama",
  [RIG_ARCHITECTURE_LLAMA4] = "llama4",
  [RIG_ARCHITECTURE_QWEN3MOE] = "qwen3moe",
  [RIG_ARCHITECTURE_QWEN3NEXT] = "qwen3next",
  [RIG_ARCHITECTURE_QWEN35] = "qwen35",
  [RIG_ARCHITECTURE_GPTOSS] = "gptoss",
  [RIG_ARCHITECTURE_GEMMA2] = "gemma2",
  [RIG_ARCHITECTURE_GEMMA3] = "gemma3",
  [RIG_ARCHITECTURE_GEMMA4] = "gemma4",
  [RIG_ARCHITECTURE_MIXTRAL] = "mixtral",
  [RIG_ARCHITECTURE_DEEPSEEK2] = "deepseek2",
  [RIG_ARCHITECTURE_DSV4] = "dsv4",
  [RIG_ARCHITECTURE_GLM4MOE] = "glm4moe",
  [RIG_ARCHITECTURE_MINIMAX2] = "minimax2",
  [RIG_ARCHITECTURE_MIMO2] = "mimo2",
  [RIG_ARCHITECTURE_NEMOTRONH] = "nemotronh",
  [RIG_ARCHITECTURE_GRANITEHYBRID] = "granitehybrid",
  [RIG_ARCHITECTURE_LAGUNA] = "laguna",
  [RIG_ARCHITECTURE_MUSE] = "muse",
};

RigArchitecture
rig_architecture_from_name (const char *name)
{
  guint i;

  if (name == NULL)
    return RIG_ARCHITECTURE_UNKNOWN;
  for (i = 0; i < RIG_ARCHITECTURE_UNKNOWN; i++)
    if (strcmp (name, names[i]) == 0)
      break;
  return i;
}

static guint
either (guint special, guint general)
{
  return special > 0 ? special : general;
}

static void
set_widths (RigLayerShape *shape, const RigModel *model)
{
  if (model->mla.present && !model->mla.unabsorbed)
    shape->latent_width = either (model->mla.kv_latent,
                                  model->mla.kv_lora_rank + model->mla.qk_rope_head_dim);
  else
    {
      shape->key_width = shape->n_kv_heads * shape->head_dim;
      shape->value_width = shape->n_kv_heads * shape->value_dim;
    }
}

void
rig_layer_shape_init (RigLayerShape *shape, const RigModel *model, guint8 kind)
{
  memset (shape, 0, sizeof *shape);
  if (!rig_layer_kind_attends (kind))
    return;

  shape->n_heads = model->n_heads;
  shape->n_kv_heads = model->n_kv_heads;
  shape->head_dim = model->head_dim;
  if (kind == RIG_LAYER_SLIDING)
    {
      shape->n_heads = either (model->swa_n_heads, model->n_heads);
      shape->n_kv_heads = either (model->swa_n_kv_heads, model->n_kv_heads);
      shape->head_dim = either (model->swa_head_dim, model->head_dim);
    }
  else if (kind == RIG_LAYER_FULL || kind == RIG_LAYER_BOTH)
    {
      shape->n_kv_heads = either (model->global_n_kv_heads, model->n_kv_heads);
      shape->head_dim = either (model->global_head_dim, model->head_dim);
    }
  /* A layer whose heads have their own size keeps keys and values of that size. */
  shape->value_dim = shape->head_dim == model->head_dim
                         ? either (model->value_head_dim, model->head_dim)
                         : shape->head_dim;

  if (model->mla.unabsorbed)
    {
      shape->head_dim = model->mla.qk_nope_head_dim + model->mla.qk_rope_head_dim;
      shape->value_dim = model->mla.v_head_dim;
    }
  set_widths (shape, model);
}

void
rig_layer_shape_init_at (RigLayerShape *shape, const RigModel *model, guint layer)
{
  rig_layer_shape_init (shape, model, model->layers[layer]);
  if (!rig_layer_kind_attends (model->layers[layer]))
    return;
  if (model->n_heads_by_layer.n > 0)
    shape->n_heads = model->n_heads_by_layer.of[layer];
  if (model->n_kv_heads_by_layer.n > 0)
    shape->n_kv_heads = model->n_kv_heads_by_layer.of[layer];
  set_widths (shape, model);
}

guint
rig_layer_get_ffn_width (const RigModel *model, guint layer)
{
  return model->ffn_by_layer.n > 0 ? model->ffn_by_layer.of[layer] : model->intermediate_size;
}

gboolean
rig_layer_has_experts (const RigModel *model, guint layer)
{
  guint step = MAX (model->moe.layer_step, 1);

  if (!model->moe.present || model->moe.n_experts == 0)
    return FALSE;
  if (layer < model->moe.dense_lead_layers)
    return FALSE;
  /* Llama 4 Maverick: the last of every group of layers. */
  return layer % step == step - 1;
}

gboolean
rig_layer_has_indexer (const RigModel *model, guint layer)
{
  guint8 kind = model->layers[layer];

  if (!model->indexer.present)
    return FALSE;
  if (kind != RIG_LAYER_FULL)
    return kind == RIG_LAYER_COMPRESSED;
  /* GLM-5.2 shares one among four layers: llama.cpp, src/models/glm-dsa.cpp. */
  return model->indexer.n_layers == 0 || model->indexer.n_layers >= model->n_layers ||
         layer < 2 || layer % 4 == 2;
}
