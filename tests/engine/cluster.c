/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two machines that share one model, by arithmetic. */

#include "engine/answer/decision.h"

#include "rig-test.h"

#define GB 1e9

static RigCatalog *catalog;
static RigEvaluator *evaluator;

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

/* 90 GB and 30 GB: three quarters of the layers, and one. */
static const RigClusterMember large
  = { 90 * GB, 100 * GB, 1 * GB, { 128, 128 }, { 20, 20 }, { 1000, 1000 } };
static const RigClusterMember small
  = { 30 * GB, 100 * GB, 1 * GB, { 32, 32 }, { 10, 40 }, { 500, 2000 } };
/* 8,000 values of 4 bytes at 1 GB/s take 32 µs. */
static const RigClusterLink ethernet = { 1e9, { 0.001, 0.002 }, 32000, 500 };

static void
assert_span (const RigSpan *span, double low, double high)
{
  rig_assert_close (span->low, low, 1e-9);
  rig_assert_close (span->high, high, 1e-9);
}

/* 3/4 of 50 ms and 1/4 of 25 to 100 ms, and twice 1.032 to 2.032 ms over the link. A prompt's 500
 * tokens share the wait for a message, not its bytes. */
START_TEST (times_add_up)
{
  const RigClusterMember *const members[] = { &large, &small };
  RigLink link;
  rig_cluster_init (&link, members, 2, &ethernet);
  assert_span (&link.memory_gb, 160, 160);
  assert_span (&link.decode, 1 / (0.0375 + 0.025 + 2 * 0.002032),
               1 / (0.0375 + 0.00625 + 2 * 0.001032));
  assert_span (&link.prefill, 1 / (0.00075 + 0.0005 + 2 * (0.000004 + 0.000032)),
               1 / (0.00075 + 0.000125 + 2 * (0.000002 + 0.000032)));
}
END_TEST

/* One machine talks to nobody. */
START_TEST (one_is_itself)
{
  const RigClusterMember *const members[] = { &small };
  RigLink link;
  rig_cluster_init (&link, members, 1, &ethernet);
  assert_span (&link.memory_gb, 32, 32);
  assert_span (&link.decode, 10, 40);
  assert_span (&link.prefill, 500, 2000);
  ck_assert_int_eq (link.runs_model, RIG_TRUTH_NO);
}
END_TEST

/* 100 GB and 1 GB of buffers on the second machine, in 90 GB and 30, 11 or 10.9 GB. */
START_TEST (room_is_that_of_both)
{
  static const struct
  {
    double usable_gb, needed_gb;
    RigTruth truth;
  } cases[] = {
    { 30, 100, RIG_TRUTH_YES },  { 11, 100, RIG_TRUTH_YES },     { 10.9, 100, RIG_TRUTH_NO },
    { 30, NAN, RIG_TRUTH_UNKNOWN }, { NAN, 100, RIG_TRUTH_UNKNOWN }, { 30, 119.5, RIG_TRUTH_NO },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RigClusterMember other = small;
      const RigClusterMember *const members[] = { &large, &other };
      RigLink link;
      other.usable_bytes = cases[i].usable_gb * GB;
      other.needed_bytes = cases[i].needed_gb * GB;
      rig_cluster_init (&link, members, 2, &ethernet);
      ck_assert_msg (link.runs_model == cases[i].truth, "case %u: %u", i, link.runs_model);
    }
}
END_TEST

START_TEST (what_is_unknown_stays_so)
{
  RigClusterMember other = small;
  RigClusterLink link_of_nobody = ethernet;
  const RigClusterMember *const members[] = { &large, &other };
  RigLink link;
  other.decode = RIG_SPAN_UNKNOWN;
  rig_cluster_init (&link, members, 2, &ethernet);
  ck_assert (!rig_span_is_known (&link.decode));
  ck_assert (rig_span_is_known (&link.prefill));
  link_of_nobody.hidden_bytes = NAN;
  rig_cluster_init (&link, members, 2, &link_of_nobody);
  ck_assert (!rig_span_is_known (&link.prefill));
}
END_TEST

static void
set (RigScenario *scenario, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;
  ck_assert_msg (rig_scenario_set_from_string (scenario, catalog, name, value, &error), "%s",
                 error != NULL ? error->message : "");
}

/* Two DGX Sparks hold what one does not, but only where they are linked. */
START_TEST (only_who_asks_is_linked)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  RigAnswer answer;
  RigDecision decision;
  RigOption pair;
  set (scenario, "machines", "dgx-spark-128,asus-ascent-gx10-128");
  set (scenario, "model", "qwen3-235b-a22b");
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  rig_decision_init (&decision, evaluator, scenario, &answer);
  ck_assert_int_eq (answer.machines[0].fit.verdict, RIG_FIT_NO);
  rig_decision_init_pair (&decision, 0, 1, &pair);
  assert_span (&pair.traits[RIG_TRAIT_MEMORY_GB], 128, 128);
  ck_assert_int_eq (pair.features[RIG_FEATURE_RUNS_MODEL], RIG_TRUTH_NO);
  ck_assert_uint_eq (decision.n_pairs, 0);

  set (scenario, "cluster", "yes");
  rig_decision_init (&decision, evaluator, scenario, &answer);
  rig_decision_init_pair (&decision, 0, 1, &pair);
  assert_span (&pair.traits[RIG_TRAIT_MEMORY_GB], 256, 256);
  ck_assert_int_eq (pair.features[RIG_FEATURE_RUNS_MODEL], RIG_TRUTH_YES);
  ck_assert_uint_eq (decision.n_pairs, 1);
  /* Neither alone has a speed; no two are faster than the faster one would be. */
  ck_assert (!rig_span_is_known (&decision.options[0].traits[RIG_TRAIT_DECODE]));
  ck_assert (pair.traits[RIG_TRAIT_DECODE].low > 0);
  ck_assert (pair.traits[RIG_TRAIT_DECODE].high
             < MAX (decision.members[0].decode.high, decision.members[1].decode.high));
}
END_TEST

/* Of the same two machines the slower link is the slower pair. */
START_TEST (links_count)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  RigSpan before = RIG_SPAN_UNKNOWN;
  static const char *const rates[] = { "0.125", "1.25", "10" };
  set (scenario, "machines", "dgx-spark-128,mac-studio-m3-ultra-512");
  set (scenario, "cluster", "yes");
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      RigAnswer answer;
      RigDecision decision;
      RigOption pair;
      set (scenario, "cluster-link", rates[i]);
      rig_evaluator_evaluate (evaluator, scenario, &answer);
      rig_decision_init (&decision, evaluator, scenario, &answer);
      rig_decision_init_pair (&decision, 0, 1, &pair);
      ck_assert (rig_span_is_known (&pair.traits[RIG_TRAIT_PREFILL]));
      if (i > 0)
        ck_assert (pair.traits[RIG_TRAIT_PREFILL].low > before.low);
      before = pair.traits[RIG_TRAIT_PREFILL];
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("cluster");
  TCase *tcase = tcase_create ("cluster");
  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, times_add_up);
  tcase_add_test (tcase, one_is_itself);
  tcase_add_test (tcase, room_is_that_of_both);
  tcase_add_test (tcase, what_is_unknown_stays_so);
  tcase_add_test (tcase, only_who_asks_is_linked);
  tcase_add_test (tcase, links_count);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
