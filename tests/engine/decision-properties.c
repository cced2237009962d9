/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must hold for any options, needs and weights, tried on many random ones. */

#include "engine/answer/bundle.h"
#include "engine/answer/needs.h"
#include "engine/answer/ranking.h"
#include "engine/estimate/money-random.h"

#include "rig-test.h"

#define WORLDS 3000
#define N_OPTIONS 7
#define N_NEEDS 6

static RigRandom luck;

static double
between (double low, double high)
{
  return low + (high - low) * rig_random_next_share (&luck);
}

static guint
pick (guint n)
{
  return (guint) (rig_random_next (&luck) % n);
}

static RigSpan
any_span (double low, double high)
{
  double a = between (low, high), b = between (low, high);
  switch (pick (4))
    {
    case 0:
      return RIG_SPAN_UNKNOWN;
    case 1:
      return (RigSpan){ MIN (a, b), MAX (a, b) };
    default:
      return (RigSpan){ a, a };
    }
}

static void
fill_option (RigOption *option)
{
  static const char *const dates[] = { NULL, "2026", "2026-03", "2026-10-15", "2027-01-01" };
  rig_option_init (option, "x", "x");
  for (guint i = 0; i < RIG_N_FEATURES; i++)
    option->features[i] = pick (3);
  option->traits[RIG_TRAIT_PRICE_USD] = any_span (500, 12000);
  option->traits[RIG_TRAIT_MEMORY_GB] = any_span (8, 600);
  option->traits[RIG_TRAIT_DECODE] = any_span (1, 80);
  rig_option_set_available (option, dates[pick (G_N_ELEMENTS (dates))],
                            dates[pick (G_N_ELEMENTS (dates))]);
}

static RigNeed
any_need (void)
{
  RigNeed need = { .kind = pick (5), .date = "2026-06-01" };
  need.features = RIG_FEATURE_BIT (pick (RIG_N_FEATURES)) | RIG_FEATURE_BIT (pick (3));
  need.trait = pick (3);
  need.limit = need.trait == RIG_TRAIT_PRICE_USD ? between (500, 12000) : between (1, 600);
  return need;
}

static void
fill_criteria (RigCriterion *criteria)
{
  criteria[0] = (RigCriterion) RIG_CRITERION_PRICE (pick (6));
  criteria[1] = (RigCriterion) RIG_CRITERION_MEMORY (pick (6));
  criteria[2] = (RigCriterion) RIG_CRITERION_DECODE (pick (6));
  criteria[3] = (RigCriterion) RIG_CRITERION_QUIET (pick (6));
}

static gboolean
is_satisfiable (const RigNeedCheck *checks, RigNeedSet set)
{
  for (guint i = 0; i < N_OPTIONS; i++)
    if ((checks[i].met & set) == set)
      return TRUE;
  return FALSE;
}

/* All subsets of the needs, one by one. */
START_TEST (relaxations_are_the_maximal_subsets)
{
  rig_random_init (&luck, 1);
  for (guint w = 0; w < WORLDS; w++)
    {
      RigNeed needs[N_NEEDS];
      RigNeedCheck checks[N_OPTIONS];
      RigNeedSet keep[N_OPTIONS];
      guint found = 0, n;
      for (guint i = 0; i < N_NEEDS; i++)
        needs[i] = any_need ();
      for (guint i = 0; i < N_OPTIONS; i++)
        {
          RigOption option;
          fill_option (&option);
          checks[i] = rig_needs_check (needs, N_NEEDS, &option);
          ck_assert_uint_eq (checks[i].met & checks[i].unknown, 0);
        }
      n = rig_needs_find_relaxations (checks, N_OPTIONS, keep);
      for (RigNeedSet set = 0; set < 1u << N_NEEDS; set++)
        {
          gboolean maximal = is_satisfiable (checks, set), listed = FALSE;
          for (guint bit = 0; bit < N_NEEDS; bit++)
            if (!(set & 1u << bit) && is_satisfiable (checks, set | 1u << bit))
              maximal = FALSE;
          for (guint i = 0; i < n; i++)
            listed |= keep[i] == set;
          ck_assert_int_eq (listed, maximal);
          found += maximal;
        }
      ck_assert_uint_eq (found, n);
      for (guint i = 1; i < n; i++)
        ck_assert_int_le (__builtin_popcount (keep[i]), __builtin_popcount (keep[i - 1]));
    }
}
END_TEST

/* An option that comes to know more never goes from yes to no or back. */
START_TEST (knowing_more_only_decides)
{
  rig_random_init (&luck, 2);
  for (guint w = 0; w < WORLDS; w++)
    {
      RigNeed need = any_need ();
      RigOption option, known;
      RigTruth before, after;
      fill_option (&option);
      known = option;
      for (guint i = 0; i < RIG_N_FEATURES; i++)
        if (known.features[i] == RIG_TRUTH_UNKNOWN)
          known.features[i] = pick (2) ? RIG_TRUTH_YES : RIG_TRUTH_NO;
      for (guint i = 0; i < RIG_N_TRAITS; i++)
        {
          RigSpan *span = &known.traits[i];
          double value = rig_span_is_known (span) ? between (span->low, span->high)
                                                  : between (1, 12000);
          *span = (RigSpan){ value, value };
        }
      before = rig_need_check (&need, &option);
      after = rig_need_check (&need, &known);
      ck_assert (before == RIG_TRUTH_UNKNOWN || after == before);
      ck_assert (after != RIG_TRUTH_UNKNOWN || need.kind == RIG_NEED_BY_DATE);
    }
}
END_TEST

START_TEST (an_option_more_keeps_the_order)
{
  rig_random_init (&luck, 3);
  for (guint w = 0; w < WORLDS; w++)
    {
      RigOption options[N_OPTIONS];
      RigCriterion criteria[4];
      RigRank few[N_OPTIONS], all[N_OPTIONS];
      guint next = 0;
      RigVerdict verdict, more;
      for (guint i = 0; i < N_OPTIONS; i++)
        fill_option (&options[i]);
      fill_criteria (criteria);
      verdict = rig_ranking_init (few, options, N_OPTIONS - 1, criteria, 4);
      more = rig_ranking_init (all, options, N_OPTIONS, criteria, 4);
      for (guint i = 0; i < N_OPTIONS; i++)
        {
          ck_assert_double_ge (all[i].score.low, 0);
          ck_assert_double_le (all[i].score.low, all[i].score.high);
          ck_assert_double_le (all[i].score.high, 100 + 1e-9);
          if (all[i].option == N_OPTIONS - 1)
            continue;
          ck_assert_uint_eq (all[i].option, few[next].option);
          ck_assert_double_eq (all[i].score.high, few[next].score.high);
          next++;
        }
      /* Another option never makes a first one clearer. */
      if (all[0].option == few[0].option && more == RIG_VERDICT_CLEAR)
        ck_assert_int_eq (verdict, RIG_VERDICT_CLEAR);
      for (guint i = 1; i < N_OPTIONS && more == RIG_VERDICT_CLEAR; i++)
        ck_assert (!all[i].could_win);
    }
}
END_TEST

/* Certain dominance never ends below, whatever the weights. */
START_TEST (who_dominates_scores_no_less)
{
  guint certain = 0;
  rig_random_init (&luck, 4);
  for (guint w = 0; w < 20 * WORLDS; w++)
    {
      RigOption a, b;
      RigCriterion criteria[4];
      RigSpan of_a, of_b;
      RigDominance dominance;
      fill_option (&a);
      fill_option (&b);
      fill_criteria (criteria);
      dominance = rig_option_dominates (&a, &b, criteria, 4);
      if (dominance == RIG_DOMINANCE_NONE)
        continue;
      ck_assert_int_eq (rig_option_dominates (&b, &a, criteria, 4), RIG_DOMINANCE_NONE);
      if (dominance != RIG_DOMINANCE_CERTAIN)
        continue;
      of_a = rig_criteria_get_score (criteria, 4, &a);
      of_b = rig_criteria_get_score (criteria, 4, &b);
      ck_assert_double_ge (of_a.low, of_b.low - 1e-9);
      ck_assert_double_ge (of_a.high, of_b.high - 1e-9);
      certain++;
    }
  ck_assert_uint_gt (certain, 100);
}
END_TEST

START_TEST (flips_are_flips)
{
  guint found = 0;
  rig_random_init (&luck, 5);
  for (guint w = 0; w < WORLDS; w++)
    {
      RigOption pair[2];
      RigCriterion criteria[4];
      guint which = pick (4);
      double share, others = 0;
      fill_option (&pair[0]);
      fill_option (&pair[1]);
      fill_criteria (criteria);
      share = rig_ranking_get_flip_share (criteria, 4, which, &pair[0], &pair[1]);
      for (guint i = 0; i < 4; i++)
        others += i == which ? 0 : criteria[i].weight;
      if (isnan (share) || share < 0.01 || share > 0.99)
        continue;
      for (int side = -1; side <= 1; side++)
        {
          double at = share + side * 1e-3;
          RigSpan score[2];
          double lead;
          criteria[which].weight = at / (1 - at) * others;
          score[0] = rig_criteria_get_score (criteria, 4, &pair[0]);
          score[1] = rig_criteria_get_score (criteria, 4, &pair[1]);
          lead = rig_span_get_middle (&score[0]) - rig_span_get_middle (&score[1]);
          if (side == 0)
            ck_assert_double_eq_tol (lead, 0, 1e-9);
          else
            ck_assert_double_ne (lead, 0);
        }
      found++;
    }
  ck_assert_uint_gt (found, WORLDS / 10);
}
END_TEST

/* The pairs that are kept are the cheapest of all, and each is needed. */
START_TEST (pairs_are_the_cheapest)
{
  guint found = 0;
  rig_random_init (&luck, 6);
  for (guint w = 0; w < WORLDS; w++)
    {
      RigOption options[N_OPTIONS];
      RigNeed needs[2];
      RigPair all[N_OPTIONS * N_OPTIONS], few[2];
      guint n, n_few;
      for (guint i = 0; i < N_OPTIONS; i++)
        fill_option (&options[i]);
      for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
        needs[i] = any_need ();
      n = rig_bundle_find_pairs (options, N_OPTIONS, needs, 2, NULL, all, G_N_ELEMENTS (all));
      n_few = rig_bundle_find_pairs (options, N_OPTIONS, needs, 2, NULL, few, G_N_ELEMENTS (few));
      ck_assert_uint_eq (n_few, MIN (n, 2));
      for (guint i = 0; i < n; i++)
        {
          const RigOption *const members[] = { &options[all[i].first], &options[all[i].second] };
          RigOption bundle;
          rig_bundle_init (&bundle, "both", members, 2, NULL);
          ck_assert_uint_lt (all[i].first, all[i].second);
          for (guint m = 0; m < 2; m++)
            {
              RigNeedCheck check = rig_needs_check (needs, 2, members[m]);
              ck_assert_int_ne (rig_need_check_get_truth (&check, 2), RIG_TRUTH_YES);
              check = rig_needs_check (needs, 2, &bundle);
              ck_assert_int_eq (rig_need_check_get_truth (&check, 2), RIG_TRUTH_YES);
            }
          if (i > 0 && !isnan (all[i].price_usd.low))
            ck_assert_double_ge (rig_span_get_middle (&all[i].price_usd),
                                 rig_span_get_middle (&all[i - 1].price_usd));
          if (i < n_few)
            ck_assert (few[i].first == all[i].first && few[i].second == all[i].second);
        }
      found += n;
    }
  ck_assert_uint_gt (found, 500);
  ck_assert_uint_eq (rig_bundle_find_pairs (NULL, 0, NULL, 0, NULL, NULL, 0), 0);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("decision-properties");
  TCase *tcase = tcase_create ("properties");
  tcase_add_test (tcase, relaxations_are_the_maximal_subsets);
  tcase_add_test (tcase, knowing_more_only_decides);
  tcase_add_test (tcase, an_option_more_keeps_the_order);
  tcase_add_test (tcase, who_dominates_scores_no_less);
  tcase_add_test (tcase, flips_are_flips);
  tcase_add_test (tcase, pairs_are_the_cheapest);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
