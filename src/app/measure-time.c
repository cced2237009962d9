/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/measure-time.h"

#include "engine/answer/answer.h"

/* tokens at speed, times over: the fastest speed takes the shortest. */
static void
add_time (RigEstimate *seconds, double tokens, const RigEstimate *tokens_per_s, double times)
{
  seconds->value += times * tokens / tokens_per_s->value;
  seconds->low += times * tokens / tokens_per_s->high;
  seconds->high += times * tokens / tokens_per_s->low;
}

static gboolean
add_depth (RigEstimate *seconds, const RigSpeedRun *run, const RigBenchPlan *plan, double depth)
{
  double repetitions = plan->repetitions;
  double tests = (plan->prompt > 0) + (plan->answer > 0);
  RigSpeed before, prompt, answer;

  rig_speed_run_prefill (run, MAX (depth, 1), 0, &before);
  rig_speed_run_prefill (run, plan->prompt, depth, &prompt);
  rig_speed_run_decode (run, depth + plan->answer / 2.0, 1, &answer);
  if (!rig_estimate_is_known (&before.tokens_per_s) || !rig_estimate_is_known (&prompt.tokens_per_s)
      || !rig_estimate_is_known (&answer.tokens_per_s))
    return FALSE;

  add_time (seconds, depth, &before.tokens_per_s, tests * repetitions);
  /* Warming up reads the prompt once, and writes one token. */
  add_time (seconds, plan->prompt, &prompt.tokens_per_s, repetitions + 1);
  add_time (seconds, plan->answer, &answer.tokens_per_s, repetitions);
  return TRUE;
}

RigEstimate
rig_measure_time_estimate (const RigCatalog *catalog, const RigModel *model, const RigQuant *quant,
                           const RigMachine *machine, const RigBenchPlan *plan)
{
  g_autoptr (RigEvaluator) evaluator = rig_evaluator_new (catalog);
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  RigEstimate seconds = { .basis = RIG_BASIS_PREDICTED };
  RigSpeedRun run;

  if (!rig_evaluator_prepare_speed (evaluator, scenario, model, quant, machine, &run))
    return (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  for (guint i = 0; i < plan->n_depths; i++)
    if (!add_depth (&seconds, &run, plan, plan->depths[i]))
      return (RigEstimate) RIG_ESTIMATE_UNKNOWN;

  return seconds;
}
