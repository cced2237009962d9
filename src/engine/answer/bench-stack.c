/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/bench-recognise.h"

#include <glib/gi18n.h>
#include <string.h>

/* What llama.cpp calls a backend, and we the interface. */
static const struct
{
  const char *backend, *api;
} apis[] = {
  { "CUDA", "CUDA" }, { "ROCm", "ROCm" },   { "HIP", "ROCm" }, { "Metal", "Metal" },
  { "MTL", "Metal" }, { "Vulkan", "Vulkan" }, { "SYCL", "SYCL" },
};

static const char *
get_api (const char *backend)
{
  for (guint i = 0; i < G_N_ELEMENTS (apis); i++)
    if (g_ascii_strcasecmp (backend, apis[i].backend) == 0)
      return apis[i].api;
  return NULL;
}

/* "Metal,BLAS": the CPU's library stands beside every GPU and says nothing. */
static const char *
find_api (const char *backends, const char **api)
{
  g_auto (GStrv) names = g_strsplit (backends, ",", -1);
  gboolean cpu = FALSE;

  *api = NULL;
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);

      if (g_ascii_strcasecmp (name, "RPC") == 0)
        return N_("with RPC: nobody can tell which computers took part");
      if (*api != NULL && get_api (name) != NULL)
        return N_("several kinds of GPU at once");
      if (get_api (name) != NULL)
        *api = get_api (name);
      cpu = cpu || g_ascii_strcasecmp (name, "BLAS") == 0 || g_ascii_strcasecmp (name, "CPU") == 0;
    }
  if (*api != NULL)
    return NULL;
  return cpu ? N_("computed on the CPU") : N_("a backend that Rigwise does not know");
}

/* A negative number is as many layers as fit; an output without one had nothing to say. */
static const char *
check_offload (const RigBenchResult *result, const RigModel *model)
{
  double layers = result->numbers[RIG_BENCH_N_GPU_LAYERS];
  const char *overrides = result->words[RIG_BENCH_OVERRIDES];

  if (layers == 0)
    return N_("computed on the CPU");
  if ((layers > 0 && model != NULL && layers < model->n_layers)
      || result->numbers[RIG_BENCH_N_CPU_MOE] > 0
      || (overrides != NULL && !g_str_equal (overrides, "none")))
    return N_("computed in part on the CPU");
  if (result->numbers[RIG_BENCH_NO_KV_OFFLOAD] > 0)
    return N_("with the KV cache on the CPU’s side");
  return NULL;
}

const char *
rig_bench_find_stack (const RigBenchResult *result, const RigMachine *machine,
                      const RigModel *model, const RigQuant *quant, RigStack *stack)
{
  const char *backends = result->words[RIG_BENCH_BACKEND], *api = NULL, *skipped;
  guint available;

  *stack = RIG_STACK_NONE;
  if (backends == NULL)
    return N_("without the name of a backend");
  skipped = find_api (backends, &api);
  if (skipped == NULL)
    skipped = check_offload (result, model);
  if (skipped != NULL || machine == NULL)
    return skipped;
  available = rig_stack_get_available (machine, quant != NULL ? quant->format : RIG_FORMAT_GGUF);
  for (guint i = 0; i < RIG_N_STACKS; i++)
    if ((available & (1u << i)) != 0 && g_str_equal (rig_stack_get_api (i), api))
      {
        *stack = i;
        return NULL;
      }
  return N_("this backend does not run on that machine");
}
