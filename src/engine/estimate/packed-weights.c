/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/packed-weights.h"

#include <string.h>

#define KEPT_BITS 16.0

/* mlx-lm packs routers in 8 bits, with a scale and a bias for every 64 weights. These two are of
 * the type of what was packed: 16 bits, or 32 where the router itself is published in 32. */
#define ROUTER_BITS 8.5
#define WIDE_ROUTER_BITS 9.0

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return name != NULL && g_strv_contains (names, name);
}

/* Bits of a router in MLX. Where a bias per expert corrects the scores, the router is no layer of
 * its own that mlx-lm would find, but a bare matrix. */
static double
router_bits (const RigModel *model, double bits)
{
  static const char *const bare[] = { "deepseek2", "dsv4",   "glm4moe",  "glm_moe_dsa",
                                      "mimo2",     "bailing", "nemotronh", NULL };

  if (is_one_of (model->architecture, bare))
    return KEPT_BITS;
  if (g_strcmp0 (model->architecture, "minimax2") == 0)
    return MAX (bits, WIDE_ROUTER_BITS);
  return MAX (bits, ROUTER_BITS);
}

/* The few vectors that everybody keeps in 32 bits. */
static double
plain_bits (const RigTensor *tensor)
{
  static const char *const wide[] = { "exp_probs_b.bias", "ssm_a", NULL };

  return is_one_of (tensor->name, wide) ? 2.0 * KEPT_BITS : KEPT_BITS;
}

/* The mixed recipes of mlx-lm (convert.py) give more bits to the last matrix, and to values and
 * feed-forward outputs in the first and last eighth of the layers and every third between. */
static gboolean
gets_high_bits (const RigModel *model, const RigTensor *tensor)
{
  static const char *const latent_values[] = { "attn_k_b.weight", "attn_v_b.weight", NULL };
  int layer = tensor->layer, eighth = (int) model->n_layers / 8;
  gboolean values = tensor->role == RIG_TENSOR_ATTENTION_V ||
                    is_one_of (tensor->name, latent_values);

  if (tensor->role == RIG_TENSOR_OUTPUT)
    return TRUE;
  if (layer < 0 || !(values || tensor->role == RIG_TENSOR_FFN_DOWN))
    return FALSE;
  /* A delta net's queries, keys and values in one go by another name. */
  if (values && model->layers[layer] == RIG_LAYER_LINEAR)
    return FALSE;
  return layer < eighth || layer >= (int) (7 * model->n_layers / 8) || (layer - eighth) % 3 == 2;
}

static double
matrix_bits (const RigModel *model, const RigQuant *quant, const RigTensor *tensor)
{
  if (quant->packs_experts_alone && model->moe.present && !tensor->routed)
    return rig_figure_is_known (&quant->rest_bits_per_weight) ? quant->rest_bits_per_weight.value
                                                              : KEPT_BITS;
  if (rig_figure_is_known (&quant->high_bits_per_weight) && gets_high_bits (model, tensor))
    return quant->high_bits_per_weight.value;
  return quant->bits_per_weight.value;
}

static double
tensor_bits (const RigModel *model, const RigQuant *quant, const RigTensor *tensor)
{
  gboolean mlx = quant->format == RIG_FORMAT_MLX;

  switch (tensor->role)
    {
    case RIG_TENSOR_PLAIN:
      return plain_bits (tensor);
    case RIG_TENSOR_KEPT:
    case RIG_TENSOR_INPUT:
      return KEPT_BITS;
    case RIG_TENSOR_ROUTER:
      return mlx ? router_bits (model, quant->bits_per_weight.value) : KEPT_BITS;
    case RIG_TENSOR_TOKEN_EMBEDDING:
    case RIG_TENSOR_LAYER_EMBEDDING:
    case RIG_TENSOR_OUTPUT:
      /* mlx-lm packs the first and the last matrix too; checkpoints for vLLM leave them alone. */
      if (!mlx)
        return KEPT_BITS;
      break;
    case RIG_TENSOR_OTHER:
    case RIG_TENSOR_ATTENTION_Q:
    case RIG_TENSOR_ATTENTION_K:
    case RIG_TENSOR_ATTENTION_V:
    case RIG_TENSOR_ATTENTION_OUTPUT:
    case RIG_TENSOR_FFN_GATE:
    case RIG_TENSOR_FFN_UP:
    case RIG_TENSOR_FFN_DOWN:
    case RIG_N_TENSOR_ROLES:
    default:
      break;
    }
  /* A group of weights never crosses a row. */
  if (quant->group_size > 0 && tensor->columns % quant->group_size != 0)
    return KEPT_BITS;
  return matrix_bits (model, quant, tensor);
}

double
rig_packed_weights_get_bytes (const RigModel *model, const RigQuant *quant,
                              const RigTensor *tensor)
{
  double columns = (double) tensor->columns * tensor->matrices;
  double bits = tensor_bits (model, quant, tensor);
  double bytes = columns * (double) tensor->rows * bits / 8.0;

  /* GPTQ says of every column to which group it belongs. */
  if (bits < KEPT_BITS)
    bytes += columns * quant->column_bytes;
  return bytes;
}
