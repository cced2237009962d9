/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The decision as the scenario's keys ask for it, on machines of the catalogue. */

#include "engine/answer/decision.h"

#include "engine/estimate/money-random.h"

#include "rig-test.h"

#define WORLDS 400

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

static void
set (RigScenario *scenario, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;
  ck_assert_msg (rig_scenario_set_from_string (scenario, catalog, name, value, &error), "%s",
                 error != NULL ? error->message : "");
}

static void
decide (const RigScenario *scenario, RigAnswer *answer, RigDecision *decision)
{
  rig_evaluator_evaluate (evaluator, scenario, answer);
  rig_decision_init (decision, evaluator, scenario, answer);
}

static const RigChoice *
find_choice (const RigDecision *decision, const RigAnswer *answer, const char *id)
{
  for (guint i = 0; i < decision->n_choices; i++)
    if (g_str_equal (answer->machines[decision->choices[i].machine].machine->id, id))
      return &decision->choices[i];
  ck_abort_msg ("%s is not compared", id);
}

static guint
pick (guint n)
{
  return (guint) (rig_random_next (&luck) % n);
}

static void
set_any_machines (RigScenario *scenario, guint n)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  const char *ids[RIG_MAX_COMPARED + 1] = { NULL };
  guint found = 0;
  while (found < n)
    {
      const RigMachine *machine = g_ptr_array_index (machines, pick (machines->len));
      if (!g_strv_contains (ids, machine->id))
        ids[found++] = machine->id;
    }
  ck_assert (rig_scenario_set_machines (scenario, ids));
}

static void
set_any_needs (RigScenario *scenario)
{
  static const char *const words[] = { "cuda", "metal", "vulkan", "vllm", "mlx", "cuda,unsloth" };
  static const char *const systems[] = { "any", "windows", "macos", "linux" };
  for (RigKey key = RIG_KEY_WEIGHT_PRICE; key <= RIG_KEY_WEIGHT_PORTABILITY; key++)
    rig_scenario_set_number (scenario, key, pick (6));
  if (pick (2))
    set (scenario, "need-software", words[pick (G_N_ELEMENTS (words))]);
  if (pick (3) == 0)
    set (scenario, "need-os", systems[pick (G_N_ELEMENTS (systems))]);
  if (pick (3) == 0)
    set (scenario, "need-by", "2026-11-22");
  rig_scenario_set_number (scenario, RIG_KEY_NEED_LAPTOP, pick (5) == 0);
  rig_scenario_set_number (scenario, RIG_KEY_NEED_QUIET, pick (9) == 0);
  rig_scenario_set_number (scenario, RIG_KEY_NEED_MEMORY, pick (3) == 0 ? 8 * pick (40) : 0);
  rig_scenario_set_number (scenario, RIG_KEY_NEED_DECODE, pick (3) == 0 ? pick (60) : 0);
  rig_scenario_set_number (scenario, RIG_KEY_NEED_BUDGET, pick (3) == 0 ? 100 * pick (90) : 0);
}

static RigScenario *
any_scenario (guint n_machines)
{
  RigScenario *scenario = rig_scenario_new ();
  set (scenario, "as-of", "2026-11-22");
  set_any_machines (scenario, n_machines);
  set_any_needs (scenario);
  return scenario;
}

/* By hand: half way between 10,000 and 1,000 US$ on a logarithmic scale is 3,162.28; 128 GB are
 * three of the five doublings between 16 and 512 GB; of two criteria one with twice the weight
 * counts for two thirds. */
START_TEST (scores_by_hand)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  RigAnswer answer;
  RigDecision decision;
  const RigChoice *spark;
  set (scenario, "machines", "dgx-spark-128,rtx-5090");
  set (scenario, "price.dgx-spark-128", "3162.2776601683795");
  for (RigKey key = RIG_KEY_WEIGHT_PRICE; key <= RIG_KEY_WEIGHT_PORTABILITY; key++)
    rig_scenario_set_number (scenario, key, 0);
  rig_scenario_set_number (scenario, RIG_KEY_WEIGHT_PRICE, 2);
  rig_scenario_set_number (scenario, RIG_KEY_WEIGHT_MEMORY, 1);
  decide (scenario, &answer, &decision);
  spark = find_choice (&decision, &answer, "dgx-spark-128");
  rig_assert_close (spark->score.low, (2 * 50.0 + 60.0) / 3, 1e-9);
  rig_assert_close (spark->score.high, (2 * 50.0 + 60.0) / 3, 1e-9);
}
END_TEST

/* Every key that begins with "need-" is a need of its own, and each word of software. */
START_TEST (keys_become_needs)
{
  static const struct
  {
    const char *key, *value, *need;
    RigTruth spark, mac; /* a DGX Spark with 128 GB; a Mac Studio M3 Ultra with 512 GB */
  } cases[] = {
    { "need-software", "cuda", "need-software=cuda", RIG_TRUTH_YES, RIG_TRUTH_NO },
    { "need-software", "metal", "need-software=metal", RIG_TRUTH_NO, RIG_TRUTH_YES },
    { "need-software", "vulkan", "need-software=vulkan", RIG_TRUTH_YES, RIG_TRUTH_NO },
    { "need-software", "mlx", "need-software=mlx", RIG_TRUTH_UNKNOWN, RIG_TRUTH_YES },
    { "need-laptop", "yes", "need-laptop=yes", RIG_TRUTH_NO, RIG_TRUTH_NO },
    { "need-os", "linux", "need-os=linux", RIG_TRUTH_YES, RIG_TRUTH_NO },
    { "need-os", "macos", "need-os=macos", RIG_TRUTH_NO, RIG_TRUTH_YES },
    { "need-os", "windows", "need-os=windows", RIG_TRUTH_NO, RIG_TRUTH_NO },
    { "need-memory", "129", "need-memory=129", RIG_TRUTH_NO, RIG_TRUTH_YES },
    { "need-memory", "128", "need-memory=128", RIG_TRUTH_YES, RIG_TRUTH_YES },
    { "need-by", "2026-11-22", "need-by=2026-11-22", RIG_TRUTH_YES, RIG_TRUTH_NO },
    { "need-quiet", "yes", "need-quiet=yes", RIG_TRUTH_UNKNOWN, RIG_TRUTH_UNKNOWN },
    { "need-budget", "4000", "need-budget=4000", RIG_TRUTH_YES, RIG_TRUTH_NO },
    { "need-decode", "200", "need-decode=200", RIG_TRUTH_NO, RIG_TRUTH_NO },
    { "need-prefill", "10", "need-prefill=10", RIG_TRUTH_YES, RIG_TRUTH_YES },
    { "need-watts", "3000", "need-watts=3000", RIG_TRUTH_YES, RIG_TRUTH_YES },
    /* 75 GB and 77 GB. */
    { "need-models", "llama-3.3-70b:q8_0:8k,qwen2.5-72b:q8_0:8k", NULL, RIG_TRUTH_NO,
      RIG_TRUTH_YES },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RigScenario) scenario = rig_scenario_new ();
      g_autofree char *text = NULL;
      RigAnswer answer;
      RigDecision decision;
      const RigChoice *spark, *mac;
      set (scenario, "machines", "dgx-spark-128,mac-studio-m3-ultra-512");
      set (scenario, "price.dgx-spark-128", "3999");
      set (scenario, "price.mac-studio-m3-ultra-512", "9499");
      set (scenario, cases[i].key, cases[i].value);
      decide (scenario, &answer, &decision);
      ck_assert_uint_eq (decision.n_needs, 2);
      text = rig_decision_need_to_string (&decision, scenario, 1);
      if (cases[i].need != NULL)
        ck_assert_str_eq (text, cases[i].need);
      spark = find_choice (&decision, &answer, "dgx-spark-128");
      mac = find_choice (&decision, &answer, "mac-studio-m3-ultra-512");
      ck_assert_msg (spark->meets == cases[i].spark, "%s: Spark %u", text, spark->meets);
      ck_assert_msg (mac->meets == cases[i].mac, "%s: Mac %u", text, mac->meets);
    }
}
END_TEST

/* What cannot hold the model is out, however cheap. */
START_TEST (the_model_is_a_need)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autofree char *text = NULL;
  RigAnswer answer;
  RigDecision decision;
  set (scenario, "machines", "rtx-4060-ti-16,dgx-spark-128");
  set (scenario, "model", "llama-3.3-70b");
  set (scenario, "quant", "q8_0");
  set (scenario, "price.rtx-4060-ti-16", "100");
  decide (scenario, &answer, &decision);
  ck_assert_int_eq (find_choice (&decision, &answer, "rtx-4060-ti-16")->meets, RIG_TRUTH_NO);
  ck_assert_uint_eq (find_choice (&decision, &answer, "rtx-4060-ti-16")->unmet, 1);
  text = rig_decision_need_to_string (&decision, scenario, 0);
  ck_assert_str_eq (text, "model=llama-3.3-70b");
  ck_assert_uint_eq (decision.choices[0].machine, 1);
  ck_assert_uint_eq (decision.n_drops, 0);
}
END_TEST

/* Choices are what their needs say, in the order of their groups and scores. */
START_TEST (choices_are_in_order)
{
  guint seen[4] = { 0 };
  rig_random_init (&luck, 11);
  for (guint w = 0; w < WORLDS; w++)
    {
      g_autoptr (RigScenario) scenario = any_scenario (2 + pick (5));
      RigAnswer answer;
      RigDecision decision;
      guint machines = 0;
      decide (scenario, &answer, &decision);
      seen[decision.verdict]++;
      ck_assert_uint_eq (decision.n_choices, answer.n_machines);
      for (guint i = 0; i < decision.n_choices; i++)
        {
          const RigChoice *choice = &decision.choices[i];
          machines |= 1u << choice->machine;
          ck_assert_uint_eq (choice->unmet & choice->unknown, 0);
          ck_assert_int_eq (choice->meets, choice->unmet != 0     ? RIG_TRUTH_NO
                                           : choice->unknown != 0 ? RIG_TRUTH_UNKNOWN
                                                                  : RIG_TRUTH_YES);
          ck_assert (choice->score.low >= 0 && choice->score.low <= choice->score.high
                     && choice->score.high <= 100);
          if (i > 0)
            ck_assert_int_le (choice->meets, choice[-1].meets);
          if (i > 0 && choice->meets == choice[-1].meets)
            ck_assert_double_le (rig_span_get_middle (&choice->score),
                                 rig_span_get_middle (&choice[-1].score));
          if (i > 0 && decision.verdict == RIG_VERDICT_CLEAR && choice->meets != RIG_TRUTH_NO)
            ck_assert_double_lt (choice->score.high, decision.choices[0].score.low);
        }
      ck_assert_uint_eq (machines, (1u << answer.n_machines) - 1);
      ck_assert_int_eq (decision.verdict == RIG_VERDICT_NONE,
                        decision.choices[0].meets != RIG_TRUTH_YES);
    }
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    ck_assert_uint_gt (seen[i], 0);
}
END_TEST

/* Without what is to be dropped some machine is left; with one of it again, none. */
START_TEST (drops_are_the_least)
{
  guint found = 0;
  rig_random_init (&luck, 12);
  for (guint w = 0; w < WORLDS; w++)
    {
      g_autoptr (RigScenario) scenario = any_scenario (2 + pick (5));
      RigAnswer answer;
      RigDecision decision;
      decide (scenario, &answer, &decision);
      ck_assert_int_eq (decision.n_drops > 0, decision.verdict == RIG_VERDICT_NONE);
      for (guint i = 0; i < decision.n_drops; i++)
        for (guint need = 0; need <= decision.n_needs; need++)
          {
            RigNeedSet all = decision.drops[i];
            RigNeedSet drop = need < decision.n_needs ? all & ~(1u << need) : all;
            gboolean left = FALSE;
            for (guint machine = 0; machine < answer.n_machines; machine++)
              left |= rig_decision_meets_without (&decision, machine, drop);
            ck_assert_int_eq (left, drop == all);
            found++;
          }
    }
  ck_assert_uint_gt (found, 100);
}
END_TEST

/* 11,500 US$ for a card of 16 GB, too small for the model: it changes neither order nor score nor
 * verdict of the others. */
START_TEST (a_hopeless_machine_changes_nothing)
{
  rig_random_init (&luck, 13);
  for (guint w = 0; w < WORLDS; w++)
    {
      g_autoptr (RigScenario) scenario = any_scenario (2 + pick (4));
      RigAnswer answer, more_answer;
      RigDecision decision, more;
      guint at = 0;
      rig_scenario_remove_machine (scenario, "rtx-4060-ti-16");
      set (scenario, "model", "llama-3.3-70b");
      set (scenario, "quant", "q4_k_m");
      decide (scenario, &answer, &decision);
      if (!rig_scenario_add_machine (scenario, "rtx-4060-ti-16"))
        continue;
      set (scenario, "price.rtx-4060-ti-16", "11500");
      decide (scenario, &more_answer, &more);
      ck_assert_int_eq (more.verdict, decision.verdict);
      for (guint i = 0; i < more.n_choices; i++)
        {
          if (more.choices[i].machine == answer.n_machines)
            {
              ck_assert_int_eq (more.choices[i].meets, RIG_TRUTH_NO);
              continue;
            }
          ck_assert_uint_eq (more.choices[i].machine, decision.choices[at].machine);
          ck_assert_double_eq (more.choices[i].score.low, decision.choices[at].score.low);
          ck_assert_double_eq (more.choices[i].score.high, decision.choices[at].score.high);
          ck_assert_int_eq (more.choices[i].could_win, decision.choices[at].could_win);
          ck_assert_uint_eq (more.choices[i].dominated_by, decision.choices[at].dominated_by);
          at++;
        }
      ck_assert_uint_eq (at, decision.n_choices);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("decision-answer");
  TCase *tcase = tcase_create ("decision-answer");
  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_set_timeout (tcase, 60);
  tcase_add_test (tcase, scores_by_hand);
  tcase_add_test (tcase, keys_become_needs);
  tcase_add_test (tcase, the_model_is_a_need);
  tcase_add_test (tcase, choices_are_in_order);
  tcase_add_test (tcase, drops_are_the_least);
  tcase_add_test (tcase, a_hopeless_machine_changes_nothing);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
