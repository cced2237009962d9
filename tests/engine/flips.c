/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is found to change the answer, against evaluations in full of every value. */

#include "engine/answer/flips.h"

#include "engine/answer/sweep.h"
#include "engine/estimate/money-random.h"

#include "rig-test.h"

#define WORLDS 2

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

/* Use and money of all kinds, often none. */
static void
set_money (RigScenario *scenario)
{
  static const char *const apis[] = { "anthropic/claude-sonnet-4-6", "none" };
  static const struct
  {
    RigKey key;
    double value;
  } some[] = {
    { RIG_KEY_USE_GROWTH, 0.2 },   { RIG_KEY_API_DRIFT, -0.3 }, { RIG_KEY_TAX_RATE, 0.3 },
    { RIG_KEY_LOAN_SHARE, 0.6 },   { RIG_KEY_TOKENS_OUT, 3e7 }, { RIG_KEY_HOURS_AVAILABLE, 60 },
    { RIG_KEY_UPKEEP_HOURS, 1 },   { RIG_KEY_HORIZON, 24 },     { RIG_KEY_RESALE_LATER, 0.5 },
    { RIG_KEY_PLANNED_SPEND, 2e3 },
  };
  rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, 50 * (1 + pick (40)));
  set (scenario, "api", apis[pick (4) == 0]);
  set (scenario, "country", pick (2) ? "US" : "");
  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    if (pick (4) == 0)
      rig_scenario_set_number (scenario, some[i].key, some[i].value);
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
  set_money (scenario);
  return scenario;
}

/* Another answer, or another cheapest course. */
static gboolean
differs (const RigSweepStep *a, const RigSweepStep *b, guint n_machines, gboolean course)
{
  return course ? a->course.cheapest != b->course.cheapest
                : !rig_sweep_step_is_same_answer (a, b, n_machines);
}

/* The nearest step on a side of @value with another answer than @now; NULL: none. */
static const RigSweepStep *
scan (const GArray *steps, const RigSweepStep *now, guint n_machines, double value, gboolean above,
      gboolean course)
{
  const RigSweepStep *nearest = NULL;
  for (guint i = 0; i < steps->len; i++)
    {
      const RigSweepStep *step = &g_array_index (steps, RigSweepStep, i);
      if (above ? step->value <= value : step->value >= value)
        continue;
      if (differs (step, now, n_machines, course) && (!above || nearest == NULL))
        nearest = step;
    }
  return nearest;
}

/* Where it is and what it says. */
static void
assert_same (const RigFlipSide *found, const RigSweepStep *expected, const RigSweepStep *now,
             const char *name)
{
  RigFlipChanges changes = 0;
  guint fits = 0;
  if (expected == NULL)
    {
      ck_assert_msg (isnan (found->value), "%s: %g was found, none is there", name, found->value);
      return;
    }
  ck_assert_msg (found->value == expected->value, "%s: %g was found, %g is nearest", name,
                 found->value, expected->value);
  for (guint i = 0; i < RIG_MAX_COMPARED; i++)
    fits |= (expected->machines[i].fit != now->machines[i].fit) << i;
  changes |= expected->best != now->best ? RIG_FLIP_BEST : 0;
  changes |= expected->verdict != now->verdict ? RIG_FLIP_VERDICT : 0;
  changes |= fits != 0 ? RIG_FLIP_FITS : 0;
  changes |= expected->course.cheapest != now->course.cheapest ? RIG_FLIP_CHEAPEST : 0;
  changes |= expected->course.pays != now->course.pays ? RIG_FLIP_PAYS : 0;
  ck_assert_int_eq (found->best, expected->best);
  ck_assert_int_eq (found->verdict, expected->verdict);
  ck_assert_int_eq (found->cheapest, expected->course.cheapest);
  ck_assert_uint_eq (found->pays, expected->course.pays ^ now->course.pays);
  ck_assert_uint_eq (found->fits, fits);
  ck_assert_uint_eq (found->changes, changes);
}

/* Of use and money also the nearest other course, unless that is the nearest of all. */
static void
assert_course (const RigFlip *flip, const RigFlipSide *nearest, const RigFlipSide *course,
               const RigSweepStep *expected, const RigSweepStep *now, const char *name)
{
  RigKeyGroup group = rig_key_get_info (flip->key)->group;
  if (nearest->changes & RIG_FLIP_CHEAPEST
      || (group != RIG_GROUP_USE && group != RIG_GROUP_MONEY))
    expected = NULL;
  assert_same (course, expected, now, name);
}

/* The answer as it stands, in the shape of a step. */
static void
fill_now (const RigScenario *scenario, RigAnswer *answer, RigSweepStep *now)
{
  RigDecision decision;
  *now = (RigSweepStep){ 0 };
  rig_evaluator_evaluate (evaluator, scenario, answer);
  rig_decision_init (&decision, evaluator, scenario, answer);
  now->verdict = decision.verdict;
  now->best = decision.verdict == RIG_VERDICT_NONE ? -1 : (int) decision.choices[0].machine;
  for (guint i = 0; i < answer->n_machines; i++)
    now->machines[i].fit = answer->machines[i].fit.verdict;
  rig_course_init_from_answer (&now->course, answer);
}

/* Every number of a scenario, those that are said not to matter among them. */
START_TEST (none_nearer_is_missed)
{
  guint found = 0;
  rig_random_init (&luck, 21 + (guint64) _i);
  for (guint w = 0; w < WORLDS; w++)
    {
      g_autoptr (RigScenario) scenario = any_scenario ();
      g_autoptr (RigScenario) before = NULL;
      RigFlip flips[RIG_MAX_FLIPS];
      RigAnswer answer;
      RigSweepStep now;
      guint n;
      /* A need of money makes choices of it. */
      rig_scenario_set_number (scenario, RIG_KEY_NEED_CHEAPER_THAN_API, w == 1);
      before = rig_scenario_copy (scenario);
      n = rig_flips_find (evaluator, scenario, flips);
      ck_assert (rig_scenario_equal (scenario, before));
      fill_now (scenario, &answer, &now);
      for (guint i = 0; i < n && flips[i].key != RIG_N_KEYS; i++)
        {
          g_autoptr (GArray) steps = rig_sweep_new (evaluator, scenario, flips[i].key);
          const char *name = rig_key_get_info (flips[i].key)->name;
          double value = rig_scenario_get_number (scenario, flips[i].key);
          ck_assert_double_eq (flips[i].value, value);
          for (guint above = 0; above < 2; above++)
            {
              const RigFlipSide *side = above ? &flips[i].above : &flips[i].below;
              const RigSweepStep *nearest
                = scan (steps, &now, answer.n_machines, value, above, FALSE);
              const RigSweepStep *course
                = scan (steps, &now, answer.n_machines, value, above, TRUE);
              assert_same (side, nearest, &now, name);
              assert_course (&flips[i], side,
                             above ? &flips[i].course_above : &flips[i].course_below, course,
                             &now, name);
            }
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
  for (guint w = 0; w < 12; w++)
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
          ck_assert_int_eq (then.course.cheapest, flip->above.cheapest);
          ck_assert_uint_eq (then.course.pays ^ now.course.pays, flip->above.pays);
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
  ck_assert_uint_gt (found, 3);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("flips");
  TCase *tcase = tcase_create ("flips");
  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_set_timeout (tcase, 100);
  tcase_add_loop_test (tcase, none_nearer_is_missed, 0, 2);
  tcase_add_test (tcase, prices_are_exact);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
