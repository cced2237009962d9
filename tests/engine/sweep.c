/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/sweep.h"

#include "engine/answer/fit-limits.h"

#include "rig-test.h"

#define TRAINED 131072 /* tokens, of Llama 3.3 70B */

static RigCatalog *catalog;
static RigEvaluator *evaluator;
static RigScenario *scenario;

static void
set (const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;
  ck_assert_msg (rig_scenario_set_from_string (scenario, catalog, name, value, &error), "%s",
                 error != NULL ? error->message : "");
}

static void
set_up (void)
{
  catalog = rig_catalog_new ();
  evaluator = rig_evaluator_new (catalog);
  scenario = rig_scenario_new ();
  set ("as-of", "2026-11-22");
  set ("machines", "dgx-spark-128,mac-studio-m3-ultra-512,dual-rtx-3090,rtx-5090");
}

static void
tear_down (void)
{
  rig_scenario_free (scenario);
  rig_evaluator_free (evaluator);
  rig_catalog_free (catalog);
}

static const RigSweepStep *
get_step (const GArray *steps, guint i)
{
  return &g_array_index (steps, RigSweepStep, i);
}

/* Where context stops fitting is what the search for the longest context finds by itself. */
START_TEST (fit_ends_at_the_longest_context)
{
  const GPtrArray *ids = rig_scenario_get_machines (scenario);
  guint crossed = 0;
  g_autoptr (GArray) steps = NULL;
  set ("model", "llama-3.3-70b");
  set ("quant", "q4_k_m");
  steps = rig_sweep_new (evaluator, scenario, RIG_KEY_CONTEXT);
  for (guint m = 0; m < ids->len; m++)
    {
      const RigMachine *machine
        = rig_catalog_find_machine (catalog, g_ptr_array_index (ids, m));
      RigFitCase fit_case;
      guint longest;
      rig_evaluator_prepare_fit (evaluator, scenario, rig_evaluator_get_model (evaluator, scenario),
                                 rig_evaluator_get_quant (evaluator, scenario), machine,
                                 &fit_case);
      longest = rig_fit_case_get_largest_context (&fit_case);
      for (guint i = 0; i < steps->len; i++)
        {
          const RigSweepStep *step = get_step (steps, i);
          if (step->value > TRAINED)
            break; /* the search does not go beyond what the model was trained for */
          /* Beyond the longest by default it may be tight, where a setting makes room. */
          if (step->value <= longest)
            ck_assert_msg (step->machines[m].fit >= RIG_FIT_TIGHT, "%s at %g", machine->id,
                           step->value);
          else
            ck_assert_msg (step->machines[m].fit <= RIG_FIT_TIGHT, "%s at %g", machine->id,
                           step->value);
          crossed += i > 0 && step->machines[m].fit != get_step (steps, i - 1)->machines[m].fit;
        }
    }
  ck_assert_uint_gt (crossed, 0);
}
END_TEST

/* A Spark of 128 GB and a Mac of 512 GB: the first multiples of 8 GB above are too much. */
START_TEST (needs_turn_where_the_memory_ends)
{
  g_autoptr (GArray) steps = rig_sweep_new (evaluator, scenario, RIG_KEY_NEED_MEMORY);
  ck_assert_uint_eq (steps->len, 1024 / 8 + 1);
  for (guint i = 0; i < steps->len; i++)
    {
      const RigSweepStep *step = get_step (steps, i);
      ck_assert_double_eq (step->value, 8.0 * i);
      ck_assert_int_eq (step->machines[0].meets,
                        step->value <= 128 ? RIG_TRUTH_YES : RIG_TRUTH_NO);
      ck_assert_int_eq (step->machines[1].meets,
                        step->value <= 512 ? RIG_TRUTH_YES : RIG_TRUTH_NO);
      ck_assert_int_eq (step->best < 0, step->value > 512);
      if (i > 0)
        ck_assert_double_eq (step->machines[0].score.low,
                             get_step (steps, 0)->machines[0].score.low);
    }
}
END_TEST

/* What fits and who wins, whatever money says. */
static void
assert_same_choice (const RigSweepStep *a, const RigSweepStep *b)
{
  ck_assert_int_eq (a->verdict, b->verdict);
  ck_assert_int_eq (a->best, b->best);
  for (guint m = 0; m < 4; m++)
    ck_assert_int_eq (a->machines[m].fit, b->machines[m].fit);
}

/* More spend never lengthens payback, and never changes what fits or who wins. */
START_TEST (spend_shortens_payback)
{
  g_autoptr (GArray) steps = rig_sweep_new (evaluator, scenario, RIG_KEY_API_SPEND);
  for (guint i = 1; i < steps->len; i++)
    {
      const RigSweepStep *step = get_step (steps, i), *before = get_step (steps, i - 1);
      ck_assert_double_gt (step->value, before->value);
      assert_same_choice (step, before);
      for (guint m = 0; m < 4; m++)
        if (!isnan (step->machines[m].payback_months))
          ck_assert_double_le (step->machines[m].payback_months,
                               before->machines[m].payback_months * (1 + 1e-12));
    }
}
END_TEST

/* At the scenario's own value the sweep says what the scenario says, and leaves it as it was. */
START_TEST (own_value_is_own_answer)
{
  static const RigKey keys[] = { RIG_KEY_CONTEXT, RIG_KEY_CHATS, RIG_KEY_WEIGHT_SPEED,
                                 RIG_KEY_HORIZON, RIG_KEY_FLASH_ATTENTION };
  g_autoptr (RigScenario) before = rig_scenario_copy (scenario);
  RigAnswer answer;
  RigDecision decision;
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  rig_decision_init (&decision, evaluator, scenario, &answer);
  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    {
      g_autoptr (GArray) steps = rig_sweep_new (evaluator, scenario, keys[k]);
      guint found = 0;
      ck_assert (rig_scenario_equal (scenario, before));
      for (guint i = 0; i < steps->len; i++)
        {
          const RigSweepStep *step = get_step (steps, i);
          if (step->value != rig_scenario_get_number (scenario, keys[k]))
            continue;
          found++;
          ck_assert_int_eq (step->verdict, decision.verdict);
          ck_assert_int_eq (step->best, (int) decision.choices[0].machine);
          for (guint m = 0; m < answer.n_machines; m++)
            {
              ck_assert_int_eq (step->machines[m].fit, answer.machines[m].fit.verdict);
              ck_assert_double_eq (step->machines[m].decode_tokens_per_s,
                                   answer.machines[m].decode.tokens_per_s.value);
            }
        }
      ck_assert_uint_eq (found, 1);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("sweep");
  TCase *tcase = tcase_create ("sweep");
  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_set_timeout (tcase, 60);
  tcase_add_test (tcase, fit_ends_at_the_longest_context);
  tcase_add_test (tcase, needs_turn_where_the_memory_ends);
  tcase_add_test (tcase, spend_shortens_payback);
  tcase_add_test (tcase, own_value_is_own_answer);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
