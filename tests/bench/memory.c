/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One evaluation of memory: one model, one scenario, from the shape that is kept with its weights.
 * The goal is a microsecond. */

#include "engine/answer/answer.h"

#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 31
#define REPEATS 20000

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Another context each time; the sum keeps the compiler from leaving anything out. */
static double
run (const RigMemoryShape *shape, const RigWeights *weights, RigMemoryUse use)
{
  double sum = 0.0;

  for (guint i = 0; i < REPEATS; i++)
    {
      RigMemory memory;

      use.context = 4096 + 512 * (i % 200);
      rig_memory_init (&memory, shape, weights, &use);
      sum += memory.total_bytes;
    }
  return sum;
}

static void
measure (const RigCatalog *catalog, RigEvaluator *evaluator, const RigScenario *scenario,
         const char *id)
{
  const RigModel *model = rig_catalog_find_model (catalog, id);
  const RigQuant *quant = rig_catalog_find_quant (catalog, "Q4_K_M");
  const RigTensorType *f16 = rig_catalog_find_tensor_type (catalog, "F16");
  RigMemoryUse use = { .sequences = 1, .ubatch = 512, .kv_k = f16, .kv_v = f16,
                       .flash_attention = TRUE };
  const RigMemoryShape *shape = rig_evaluator_get_shape (evaluator, scenario, model, quant);
  const RigWeights *weights = rig_evaluator_get_weights (evaluator, scenario, model, quant);
  double rounds[ROUNDS], sum = 0.0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      sum += run (shape, weights, use);
      rounds[i] = (double) (g_get_monotonic_time () - start) * 1e3 / REPEATS;
    }
  qsort (rounds, ROUNDS, sizeof rounds[0], compare_doubles);
  printf ("memory of %-28s %8.1f ns (median %.1f; mean %.1f GB)\n", id, rounds[0],
          rounds[ROUNDS / 2], sum / ROUNDS / REPEATS / 1e9);
}

/* The same on two GPUs, of which each has its own layers. */
static void
measure_two (RigEvaluator *evaluator, const RigScenario *scenario, const char *id)
{
  const RigCatalog *catalog = rig_evaluator_get_catalog (evaluator);
  RigFitCase fit_case;
  double sum = 0.0;
  gint64 start;

  rig_evaluator_prepare_fit (evaluator, scenario, rig_catalog_find_model (catalog, id),
                             rig_catalog_find_quant (catalog, "Q4_K_M"),
                             rig_catalog_find_machine (catalog, "dual-rtx-3090"), &fit_case);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < REPEATS; i++)
    {
      RigMemory memory;
      RigFit fit;

      fit_case.use.context = 4096 + 512 * (i % 200);
      rig_fit_case_evaluate (&fit_case, &memory, &fit);
      sum += fit.fullest_bytes;
    }
  printf ("fit of %-31s %8.1f ns on two GPUs (mean %.1f GB on the fullest)\n", id,
          (double) (g_get_monotonic_time () - start) * 1e3 / REPEATS, sum / REPEATS / 1e9);
}

/* A shape is made once per model; the page of models and machines makes about ninety. */
static void
measure_shape (const RigCatalog *catalog, const char *id)
{
  const RigModel *model = rig_catalog_find_model (catalog, id);
  double rounds[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      RigMemoryShape shape;

      rig_memory_shape_init (&shape, model);
      rounds[i] = (double) (g_get_monotonic_time () - start);
    }
  qsort (rounds, ROUNDS, sizeof rounds[0], compare_doubles);
  printf ("shape of  %-28s %8.1f us (median %.1f)\n", id, rounds[0], rounds[ROUNDS / 2]);
}

int
main (void)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (RigEvaluator) evaluator = rig_evaluator_new (catalog);
  g_autoptr (RigScenario) scenario = rig_scenario_new ();

  measure (catalog, evaluator, scenario, "qwen3-0.6b");
  measure (catalog, evaluator, scenario, "gemma-4-e2b");
  measure (catalog, evaluator, scenario, "llama-3.1-405b");
  measure (catalog, evaluator, scenario, "kimi-k2");
  measure (catalog, evaluator, scenario, "deepseek-v4-pro");
  measure_two (evaluator, scenario, "llama-3.1-405b");
  measure_two (evaluator, scenario, "qwen3.6-27b");
  measure_shape (catalog, "qwen3-0.6b");
  measure_shape (catalog, "llama-3.1-405b");
  measure_shape (catalog, "kimi-k2");
  measure_shape (catalog, "nemotron-3-nano-30b-a3b");
  return 0;
}
