/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is found to change the answer, against evaluations in full of every value. */

#include "engine/answer/flips.h"

#include "engine/answer/sweep.h"
#include "engine/estimate/money-random.h"

#include "rig-test.h"

#define WORLDS 4

static RigCatalog *catalog;
static RigEvaluator *evaluator;
static RigRandom luck;

static void
set_up (void)
{
  catalog = rig_catalog_new ();
  evaluator = rig_evaluator_new (catalog);
}

static void
tear_down (void)
{
  rig_evaluator_free (evaluator);
  rig_catalog_free (catalog);
}

static guint
pick (guint n)
{
  return (guint) (rig_random_next (&luck) % n);
}

static void
set (RigScenario *scenario, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;
  ck_assert_msg (rig_scenario_set_from_string (scenario, catalog, name, value, &error), "%s",
                 error != NULL ? error->message : "");
}

static RigScenario *
any_scenario (void)
{
  static const char *const models[] = { "llama-3.3-70b", "gpt-oss-120b", "qwen3.6-27b", "custom" };
  static const char *const stacks[] = { "auto", "auto", "cpu" };
  RigScenario *scenario = rig_scenario_new ();
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  const char *ids[5] = { NULL };
  guint n = 2 + pick (3);
  for (guint found = 0; found < n;)
    {
      const RigMachine *machine = g_ptr_array_index (machines, pick (machines->len));
      if (!g_strv_contains (ids, machine->id))
        ids[found++] = machine->id;
    }
  ck_assert (rig_scenario_set_machines (scenario, ids));
  set (scenario, "as-of", "2026-11-22");
  set (scenario, "model", models[pick (G_N_ELEMENTS (models))]);
  set (scenario, "stack", stacks[pick (G_N_ELEMENTS (stacks))]);
  for (RigKey key = RIG_KEY_WEIGHT_PRICE; key <= RIG_KEY_WEIGHT_PORTABILITY; key++)
    rig_scenario_set_number (scenario, key, pick (6));
  rig_scenario_set_number (scenario, RIG_KEY_NEED_MEMORY, pick (2) ? 8 * pick (20) : 0);
  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 2048 << pick (7));
  return scenario;
}

/* The nearest step on a side of @value with another answer than @now; NaN: none. */
static double
scan (const GArray *steps, const RigSweepStep *now, guint n_machines, double value, gboolean above)
{
  double nearest = NAN;
  for (guint i = 0; i < steps->len; i++)
    {
      const RigSweepStep *step = &g_array_index (steps, RigSweepStep, i);
      if (above ? step->value <= value : step->value >= value)
        continue;
      if (rig_sweep_step_is_same_answer (step, now, n_machines))
        continue;
      if (!above || isnan (nearest))
        nearest = step->value;
    }
  return nearest;
}

static void
assert_same (double found, double expected, const char *name)
{
  ck_assert_msg (found == expected || (isnan (found) && isnan (expected)),
                 "%s: %g was found, %g is nearest", name, found, expected);
}

/* The answer as it stands, in the shape of a step. */
static void
fill_now (const RigScenario *scenario, RigAnswer *answer, RigSweepStep *now)
{
  RigDecision decision;
  rig_evaluator_evaluate (evaluator, scenario, answer);
  rig_decision_init (&decision, evaluator, scenario, answer);
  now->verdict = decision.verdict;
  now->best = decision.verdict == RIG_VERDICT_NONE ? -1 : (int) decision.choices[0].machine;
  for (guint i = 0; i < answer->n_machines; i++)
    now->machines[i].fit = answer->machines[i].fit.verdict;
  rig_course_init_from_answer (&now->course, answer);
}

/* Every number of a scenario, money and all others that are said not to matter among them. */
START_TEST (none_nearer_is_missed)
{
  guint found = 0;
  rig_random_init (&luck, 21 + (guint64) _i);
  for (guint w = 0; w < WORLDS; w++)
    {
      g_autoptr (RigScenario) scenario = any_scenario ();
      g_autoptr (RigScenario) before = rig_scenario_copy (scenario);
      RigFlip flips[RIG_MAX_FLIPS];
      RigAnswer answer;
      RigSweepStep now;
      guint n = rig_flips_find (evaluator, scenario, flips);
      ck_assert (rig_scenario_equal (scenario, before));
      fill_now (scenario, &answer, &now);
      for (guint i = 0; i < n && flips[i].key != RIG_N_KEYS; i++)
        {
          g_autoptr (GArray) steps = rig_sweep_new (evaluator, scenario, flips[i].key);
          const char *name = rig_key_get_info (flips[i].key)->name;
          double value = rig_scenario_get_number (scenario, flips[i].key);
          ck_assert_double_eq (flips[i].value, value);
          assert_same (flips[i].below.value, scan (steps, &now, answer.n_machines, value, FALSE),
                       name);
          assert_same (flips[i].above.value, scan (steps, &now, answer.n_machines, value, TRUE),
                       name);
          found += !isnan (flips[i].below.value) + !isnan (flips[i].above.value);
        }
    }
  ck_assert_uint_gt (found, 0);
}
END_TEST

/* At the price that was found the answer is the one that was told; at those between it and today's
 * price, which the grid of two digits has, it is still today's. */
START_TEST (prices_are_exact)
{
  guint found = 0;
  rig_random_init (&luck, 31);
  for (guint w = 0; w < 40; w++)
    {
      g_autoptr (RigScenario) scenario = any_scenario ();
      RigFlip flips[RIG_MAX_FLIPS];
      RigAnswer answer;
      RigSweepStep now, then = { 0 };
      guint n = rig_flips_find (evaluator, scenario, flips);
      fill_now (scenario, &answer, &now);
      for (guint i = n - answer.n_machines; i < n; i++)
        {
          const RigFlip *flip = &flips[i];
          const char *id = answer.machines[flip->machine].machine->id;
          RigAnswer other;
          double grid = pow (10, floor (log10 (flip->above.value)) - 1);
          ck_assert_uint_eq (flip->key, RIG_N_KEYS);
          if (isnan (flip->above.value))
            continue;
          rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, id, flip->above.value);
          fill_now (scenario, &other, &then);
          ck_assert (!rig_sweep_step_is_same_answer (&now, &then, answer.n_machines));
          ck_assert_int_eq (then.best, flip->above.best);
          ck_assert_int_eq (then.verdict, flip->above.verdict);
          for (double price = flip->above.value - grid; price > flip->value; price -= grid)
            {
              rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, id, price);
              fill_now (scenario, &other, &then);
              /* Below a power of ten the grid is finer; what lies on the coarse one is on it. */
              ck_assert_msg (rig_sweep_step_is_same_answer (&now, &then, answer.n_machines),
                             "%s: $%g", id, price);
            }
          rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, id, NAN);
          found++;
        }
    }
  ck_assert_uint_gt (found, 5);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("flips");
  TCase *tcase = tcase_create ("flips");
  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_set_timeout (tcase, 100);
  tcase_add_loop_test (tcase, none_nearer_is_missed, 0, 3);
  tcase_add_test (tcase, prices_are_exact);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
