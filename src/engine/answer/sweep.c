/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/sweep.h"

static void
fill_step (RigSweepStep *step, const RigAnswer *answer, const RigDecision *decision)
{
  step->verdict = decision->verdict;
  step->best = decision->verdict == RIG_VERDICT_NONE ? -1 : (int) decision->choices[0].machine;
  rig_course_init_from_answer (&step->course, answer);
  for (guint i = 0; i < decision->n_choices; i++)
    {
      const RigChoice *choice = &decision->choices[i];
      const RigMachineAnswer *machine = &answer->machines[choice->machine];
      gboolean knows_money = machine->money_unknown == NULL;

      step->machines[choice->machine] = (RigSweepMachine){
        .fit = machine->fit.verdict,
        .meets = choice->meets,
        .score = choice->score,
        .decode_tokens_per_s = machine->decode.tokens_per_s.value,
        .prefill_tokens_per_s = machine->prefill.tokens_per_s.value,
        .payback_months = knows_money ? machine->money.payback_months : NAN,
        .npv_usd = knows_money ? machine->money.npv_usd : NAN,
        .never = knows_money && machine->money.never,
      };
    }
}

GArray *
rig_sweep_new (RigEvaluator *evaluator, const RigScenario *scenario, RigKey key)
{
  g_autoptr (RigScenario) varied = rig_scenario_copy (scenario);
  double values[RIG_MAX_STEPS];
  guint n = rig_key_list_steps (key, values);
  GArray *steps = g_array_sized_new (FALSE, TRUE, sizeof (RigSweepStep), n);

  for (guint i = 0; i < n; i++)
    {
      RigSweepStep step = { .value = values[i] };
      RigAnswer answer;
      RigDecision decision;

      rig_scenario_set_number (varied, key, values[i]);
      rig_evaluator_evaluate (evaluator, varied, &answer);
      rig_decision_init (&decision, evaluator, varied, &answer);
      fill_step (&step, &answer, &decision);
      g_array_append_val (steps, step);
    }
  return steps;
}

gboolean
rig_sweep_step_is_same_answer (const RigSweepStep *a, const RigSweepStep *b, guint n_machines)
{
  if (a->verdict != b->verdict || a->best != b->best || a->course.cheapest != b->course.cheapest
      || a->course.pays != b->course.pays)
    return FALSE;
  for (guint i = 0; i < n_machines; i++)
    if (a->machines[i].fit != b->machines[i].fit)
      return FALSE;
  return TRUE;
}
