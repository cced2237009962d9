/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/speed.h"

#include "engine/estimate/architecture.h"

#include <string.h>

#define FLOP_PER_MULTIPLY_ADD 2.0
#define COMPRESSED_RATIO 4.0 /* DeepSeek V4: tokens per key of compressed and of heavy layers */
#define HEAVY_RATIO 128.0

static void
add_span (RigSpeedWork *work, double window, double decode_flop, double prefill_flop)
{
  guint i;

  for (i = 0; i < work->n_spans; i++)
    if (work->spans[i].window == window)
      break;
  g_return_if_fail (i < RIG_MAX_ATTENTION_SPANS);
  if (i == work->n_spans)
    work->spans[work->n_spans++] = (RigAttentionSpan){ .window = window };
  work->spans[i].flop[RIG_SPEED_DECODE] += decode_flop;
  work->spans[i].flop[RIG_SPEED_PREFILL] += prefill_flop;
}

/* Latent attention compares with the compressed keys while decoding, and with unpacked ones while
 * reading a prompt, where that is less work. */
static void
add_latent_layer (RigSpeedWork *work, const RigModel *model, const RigLayerShape *shape,
                  double window)
{
  double lora = model->mla.kv_lora_rank, rope = model->mla.qk_rope_head_dim;
  double unpacked = model->mla.qk_nope_head_dim + rope + model->mla.v_head_dim;

  add_span (work, window, FLOP_PER_MULTIPLY_ADD * shape->n_heads * (2 * lora + rope),
            FLOP_PER_MULTIPLY_ADD * shape->n_heads * unpacked);
}

/* DeepSeek V4: every layer sees the last tokens; some see one key for several older ones too, and
 * the lightly compressed pick the best of those with an indexer. */
static void
add_window_layer (RigSpeedWork *work, const RigModel *model, const RigLayerShape *shape,
                  RigLayerKind kind)
{
  double flop = FLOP_PER_MULTIPLY_ADD * shape->n_heads * 2 * shape->latent_width;
  double indexer
    = FLOP_PER_MULTIPLY_ADD * model->indexer.n_heads * (double) model->indexer.head_dim;
  double picked = COMPRESSED_RATIO * model->indexer.top_k;

  add_span (work, model->sliding_window, flop, flop);
  if (kind == RIG_LAYER_HEAVY)
    add_span (work, INFINITY, flop / HEAVY_RATIO, flop / HEAVY_RATIO);
  if (kind != RIG_LAYER_COMPRESSED)
    return;
  add_span (work, INFINITY, indexer / COMPRESSED_RATIO, indexer / COMPRESSED_RATIO);
  add_span (work, picked > 0 ? picked : INFINITY, flop / COMPRESSED_RATIO,
            flop / COMPRESSED_RATIO);
}

static void
add_layer (RigSpeedWork *work, const RigModel *model, guint layer)
{
  RigLayerKind kind = model->layers[layer];
  RigLayerShape shape;
  double window = INFINITY, flop;

  if (kind == RIG_LAYER_LINEAR || kind == RIG_LAYER_MAMBA || kind == RIG_LAYER_BOTH)
    work->recurrent = TRUE;
  if (kind == RIG_LAYER_LINEAR)
    work->delta_net = TRUE;
  /* The fit counts no attention for layers with a state: their cost is in its other terms. */
  if (!rig_layer_kind_attends (kind))
    return;
  rig_layer_shape_init_at (&shape, model, layer);
  if (kind == RIG_LAYER_SLIDING && model->sliding_window > 0)
    window = model->sliding_window;
  flop = FLOP_PER_MULTIPLY_ADD * shape.n_heads * ((double) shape.head_dim + shape.value_dim);
  if (kind == RIG_LAYER_COMPRESSED || kind == RIG_LAYER_HEAVY || kind == RIG_LAYER_WINDOW)
    add_window_layer (work, model, &shape, kind);
  else if (model->mla.present && !model->mla.unabsorbed)
    add_latent_layer (work, model, &shape, window);
  else
    add_span (work, window, flop, flop);
}

/* Nemotron-H has its feed-forward blocks as layers of their own. */
static gboolean
has_experts (const RigModel *model, guint layer)
{
  gboolean own_layers = memchr (model->layers, RIG_LAYER_FFN, model->n_layers) != NULL;
  return rig_layer_has_experts (model, layer)
         && (!own_layers || model->layers[layer] == RIG_LAYER_FFN);
}

static double
get_expert_flop (const RigModel *model, guint n_moe_layers)
{
  /* Gate, up and down; Nemotron-H has no gate. Its larger ones work on a narrower state. */
  double matrices = g_strcmp0 (model->architecture, "nemotronh") == 0 ? 2 : 3;
  double width = model->moe.latent_size > 0 ? model->moe.latent_size : model->hidden_size;

  return FLOP_PER_MULTIPLY_ADD * n_moe_layers * model->moe.n_active * matrices * width
         * model->moe.expert_ffn;
}

/* The traffic of the cache is straight in the context, with one bend at the sliding window: kept
 * as such for the points of a curve. */
static void
init_kv (RigSpeedWork *work, const RigMemoryShape *shape)
{
  const RigModel *model = work->model;
  double window = model->sliding_window, far = window + 1048576;
  double at_zero, at_window;

  at_zero = at_window = rig_memory_get_bytes_read_at (shape, &work->use, 0);
  if (window > 0)
    {
      at_window = rig_memory_get_bytes_read_at (shape, &work->use, window);
      work->kv_slope_below = (at_window - at_zero) / window;
    }
  work->kv_slope_above
    = (rig_memory_get_bytes_read_at (shape, &work->use, far) - at_window) / (far - window);
  /* Without context there is only the state, which is counted as read and written. */
  work->kv_base_bytes = at_zero;
}

gboolean
rig_speed_work_init_with_shape (RigSpeedWork *work, const RigMemoryShape *shape,
                                const RigQuant *quant, const RigWeights *weights,
                                const RigMemoryUse *use, const RigSpeedConstants *constants)
{
  const RigModel *model = shape->model;
  double active = model->active_params.value;
  double output = (double) model->hidden_size * model->vocab_size;

  *work = (RigSpeedWork){
    .weights_bytes = weights->bytes_per_token,
    .expert_bytes = weights->expert_bytes_per_token,
    .active_params = active,
    /* Only the last token of a prompt needs the output matrix. */
    .flop_per_prompt_token = FLOP_PER_MULTIPLY_ADD * MAX (0, active - output),
    .n_layers = model->n_layers,
    .hidden = model->hidden_size,
    .model_seen = rig_speed_constants_has_seen_model (constants, model->id),
    .speed_class = quant->speed_class,
    .model = model,
    .use = *use,
  };
  if (weights->unknown != NULL || !rig_figure_is_known (&model->active_params)
      || !(weights->bytes_per_token > 0) || model->layers == NULL)
    return FALSE;
  for (guint i = 0; i < model->n_layers; i++)
    {
      add_layer (work, model, i);
      if (has_experts (model, i))
        work->n_moe_layers++;
    }
  work->moe = work->n_moe_layers > 0;
  if (work->moe)
    {
      work->n_experts = model->moe.n_experts;
      work->n_active = model->moe.n_active;
      work->expert_flop_per_prompt_token
        = MIN (get_expert_flop (model, work->n_moe_layers), work->flop_per_prompt_token);
    }
  init_kv (work, shape);
  return TRUE;
}

gboolean
rig_speed_work_init (RigSpeedWork *work, const RigModel *model, const RigQuant *quant,
                     const RigWeights *weights, const RigMemoryUse *use,
                     const RigSpeedConstants *constants)
{
  RigMemoryShape shape;

  rig_memory_shape_init_caches (&shape, model);
  return rig_speed_work_init_with_shape (work, &shape, quant, weights, use, constants);
}

double
rig_speed_work_get_decode_attention_flop (const RigSpeedWork *work, double seen)
{
  double flop = 0;

  for (guint i = 0; i < work->n_spans; i++)
    flop += work->spans[i].flop[RIG_SPEED_DECODE] * MIN (seen, work->spans[i].window);
  return flop;
}

/* The mean of min (position, window) over the positions of a prompt. */
static double
get_mean_seen (double window, double n_tokens, double depth)
{
  double end = depth + n_tokens;
  double growing = CLAMP (window, depth, end);

  if (n_tokens <= 0)
    return MIN (depth, window);
  /* isinf: zero times infinity would be no number. */
  if (isinf (window) || window >= end)
    return depth + n_tokens / 2;
  return ((growing * growing - depth * depth) / 2 + (end - growing) * window) / n_tokens;
}

double
rig_speed_work_get_prefill_attention_flop (const RigSpeedWork *work, double n_tokens, double depth)
{
  double flop = 0;

  for (guint i = 0; i < work->n_spans; i++)
    flop += work->spans[i].flop[RIG_SPEED_PREFILL]
            * get_mean_seen (work->spans[i].window, n_tokens, depth);
  return flop;
}

double
rig_speed_work_get_kv_bytes (const RigSpeedWork *work, double context)
{
  double below = MIN (context, work->model->sliding_window);

  return work->kv_base_bytes + below * work->kv_slope_below
         + (context - below) * work->kv_slope_above;
}
