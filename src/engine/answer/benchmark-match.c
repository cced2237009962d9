/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/benchmark-match.h"

#include <string.h>

guint
rig_quant_name_get_bits (const char *quant)
{
  const char *digits = quant != NULL ? strpbrk (quant, "123456789") : NULL;

  return digits != NULL ? (guint) g_ascii_strtoull (digits, NULL, 10) : 0;
}

static gboolean
mentions (const char *text, const char *word)
{
  return text != NULL && strstr (text, word) != NULL;
}

/* Whether an engine as published is the program that the prediction is for. */
static gboolean
is_engine (const char *engine, RigStack stack)
{
  gboolean vulkan = g_str_equal (rig_stack_get_api (stack), "Vulkan");

  if (stack == RIG_STACK_MLX)
    return mentions (engine, "MLX");
  if (strstr (rig_stack_get_name (stack), "vLLM") != NULL)
    return mentions (engine, "vLLM");
  return (mentions (engine, "llama.cpp") || mentions (engine, "Ollama"))
         && (vulkan || !mentions (engine, "Vulkan"));
}

RigMatch
rig_benchmark_match (const RigBenchmark *benchmark, const RigModel *model, const RigQuant *quant,
                     RigStack stack)
{
  guint bits;

  if (g_strcmp0 (benchmark->model_id, model->id) != 0 || mentions (benchmark->quant, "MTP"))
    return RIG_MATCH_NONE;
  if (g_strcmp0 (benchmark->quant, quant->id) == 0)
    return stack < RIG_N_STACKS && is_engine (benchmark->engine, stack) ? RIG_MATCH_SAME
                                                                       : RIG_MATCH_SIMILAR;
  bits = rig_quant_name_get_bits (benchmark->quant);
  return bits > 0 && bits == rig_quant_name_get_bits (quant->id) ? RIG_MATCH_SIMILAR
                                                                 : RIG_MATCH_NONE;
}
