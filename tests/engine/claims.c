/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The article's claims: each cell and statement once, the rules at their limits, and the verdicts
 * that a survey of the record came to by hand. */

#include "engine/answer/claims.h"

#include "answer-fixture.h"
#include "rig-test.h"

#include <string.h>

#define DAY "2026-11-22"

static const RigClaims *
get_claims (void)
{
  return rig_evaluator_get_claims (evaluator, scenario);
}

static guint
count_cells (const RigArticle *article)
{
  guint n = article->n_claims;

  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    {
      for (guint r = 0; r < article->n_specs; r++)
        n += article->specs[r].cells[i].text != NULL;
      for (guint r = 0; r < article->n_fits; r++)
        n += article->fits[r].verdict[i].text != NULL;
      for (guint r = 0; r < article->n_speeds; r++)
        n += article->speeds[r].tokens_per_s[i].text != NULL;
      for (guint r = 0; r < article->n_paybacks; r++)
        n += article->paybacks[r].months[i].text != NULL;
    }
  for (guint r = 0; r < article->n_fits; r++)
    n += article->fits[r].size.text != NULL;
  return n;
}

START_TEST (every_cell_and_statement_once)
{
  const RigClaims *claims = get_claims ();
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < claims->claims->len; i++)
    {
      const RigClaim *claim = &g_array_index (claims->claims, RigClaim, i);
      ck_assert_msg (g_hash_table_add (ids, claim->id), "%s is there twice", claim->id);
      ck_assert_ptr_nonnull (claim->words);
      ck_assert_ptr_nonnull (claim->reason);
    }
  ck_assert_uint_eq (claims->claims->len, count_cells (rig_catalog_get_article (catalog)));
}
END_TEST

START_TEST (a_claim_says_what_it_is_judged_by)
{
  const RigClaims *claims = get_claims ();

  for (guint i = 0; i < claims->claims->len; i++)
    {
      const RigClaim *claim = &g_array_index (claims->claims, RigClaim, i);
      gboolean judged = claim->verdict != RIG_CLAIM_UNKNOWN;
      if (claim->verdict == RIG_CLAIM_IMPOSSIBLE)
        ck_assert_msg (claim->bound_name != NULL, "%s names no bound", claim->id);
      if (!isnan (claim->off_by))
        ck_assert_msg (claim->off_by > 1 && judged, "%s is off by %g", claim->id, claim->off_by);
      if (judged && !g_str_has_suffix (claim->words, "N/A"))
        ck_assert_msg (rig_estimate_is_known (&claim->computed.number)
                         || claim->computed.word != NULL
                         || rig_estimate_is_known (&claim->recorded.number)
                         || claim->recorded.word != NULL, "%s has nothing beside it", claim->id);
    }
}
END_TEST

static const struct
{
  double low, high; /* claimed; computed are 10 to 20, the ceiling is 25 */
  RigClaimVerdict verdict;
  double off_by;
} speeds[] = {
  { 20, 30, RIG_CLAIM_HOLDS, NAN },
  { 4, 10, RIG_CLAIM_HOLDS, NAN },
  { 20.1, 30, RIG_CLAIM_OFF, 20.1 / 15 },
  { 25, 30, RIG_CLAIM_OFF, 25.0 / 15 },
  { 25.1, 30, RIG_CLAIM_IMPOSSIBLE, 25.1 / 15 },
  { 4, 9.9, RIG_CLAIM_OFF, 15 / 9.9 },
  { NAN, NAN, RIG_CLAIM_UNKNOWN, NAN },
};

static void
assert_off_by (const RigClaim *claim, double expected)
{
  if (isnan (expected))
    ck_assert (isnan (claim->off_by));
  else
    ck_assert_double_eq_tol (claim->off_by, expected, 1e-9);
}

START_TEST (speeds_at_their_limits)
{
  RigClaim claim = { .low = speeds[_i].low, .high = speeds[_i].high, .off_by = NAN, .bound = NAN };

  claim.computed.number = (RigEstimate){ 15, 10, 20, RIG_BASIS_PREDICTED };
  rig_claim_judge_speed (&claim, 25);
  ck_assert_int_eq (claim.verdict, speeds[_i].verdict);
  assert_off_by (&claim, speeds[_i].off_by);
}
END_TEST

static const struct
{
  double claimed;
  RigClaimVerdict verdict;
} sizes[] = {
  /* 100 billion weights at 4 bits are 50 GB at least; ours are 60 GB. */
  { 66, RIG_CLAIM_HOLDS },      { 66.1, RIG_CLAIM_OFF },  { 54, RIG_CLAIM_HOLDS },
  { 53.9, RIG_CLAIM_OFF },      { 45, RIG_CLAIM_OFF },    { 44.9, RIG_CLAIM_IMPOSSIBLE },
};

START_TEST (sizes_at_their_limits)
{
  RigClaim claim = { .low = sizes[_i].claimed, .high = sizes[_i].claimed, .off_by = NAN };

  claim.computed.number = rig_estimate_exact (60, RIG_BASIS_PREDICTED);
  rig_claim_judge_size (&claim, 100e9, 4);
  ck_assert_int_eq (claim.verdict, sizes[_i].verdict);
}
END_TEST

/* What the survey says of the article, by its numbers; none of it was computed by this program. */
static const struct
{
  const char *id, *verdict;
} expected[] = {
  { "m4-ultra-exists", "impossible" },             /* 4.1 */
  { "fit.2.size", "impossible" },                  /* 4.2: 7 GB for 70 */
  { "fit.7.rtx-spark-128", "off" },                /* 4.3: 84.7 GB fit */
  { "fit.7.mac-studio-m4-ultra-128", "off" },
  { "fit.7.mac-studio-m4-ultra-192", "holds" },
  { "fit.7.size", "holds" },                       /* 80 for 84.7 */
  { "fit.6.mac-studio-m4-ultra-128", "off" },      /* the same 128 GB fit on the other */
  { "spec.max-model-q4.mac-studio-m4-ultra-128", "off" },
  { "spec.max-model-q4.rtx-spark-128", "off" },
  { "spec.max-model-fp16.rtx-spark-128", "off" },  /* 4.4 */
  { "spec.max-model-fp16.mac-studio-m4-ultra-192", "off" },
  { "spec.max-model-fp16.mac-studio-m4-ultra-128", "off" },
  { "fit.4.size", "impossible" },                  /* 4.5 */
  { "spec.gpu-compute.rtx-spark-128", "off" },     /* 4.6 */
  { "pflop-against-tflops", "off" },
  { "speed.1.rtx-spark-128", "impossible" },       /* 4.7 */
  { "speed.4.rtx-spark-128", "impossible" },
  { "speed.3.rtx-spark-128", "holds" },
  { "speed.3.mac-studio-m4-ultra-192", "off" },
  { "speed.2.rtx-spark-128", "off" },
  { "speed.2.mac-studio-m4-ultra-192", "off" },
  { "rtx-spark-faster", "off" },
  { "apple-matches-by-bandwidth", "holds" },       /* 4.8 */
  { "bandwidth-per-gb", "off" },
  { "mtp-only-gpu", "off" },                       /* 4.9 */
  { "mtp-2x", "holds" },
  { "only-128gb-laptop", "off" },                  /* 4.10 */
  { "needs-cuda", "off" },                         /* 4.11 */
  { "spec.vllm.rtx-spark-128", "off" },
  { "rtx-spark-price", "off" },                    /* 4.12 */
  { "both-6000", "off" },
  { "payback-200", "off" },                        /* 4.13 */
  { "payback.50.mac-studio-m4-ultra-128", "holds" },
  { "120b-bare-minimum", "off" },                  /* 4.14 */
  { "silent-never-throttles", "unknown" },
  { "all-day-battery", "unknown" },
  { "192-is-half-more", "holds" },
};

START_TEST (as_the_survey_found)
{
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const RigClaim *claim = rig_claims_find (get_claims (), expected[i].id);
      const char *ours;
      ck_assert_msg (claim != NULL, "%s is missing", expected[i].id);
      ours = rig_claim_verdict_to_string (claim->verdict);
      ck_assert_msg (g_str_equal (ours, expected[i].verdict), "%s: %s, not %s", claim->id, ours,
                     expected[i].verdict);
    }
}
END_TEST

/* Verdicts that were noted by hand beside the statements: ours but for these. */
static const struct
{
  const char *id, *noted, *why;
} differences[] = {
  { "speed-70b-mac", "off",
    "8 to 12 meets the interval of the article's machine; real ones are a little faster" },
};

static gboolean
is_difference (const RigArticleClaim *noted)
{
  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    if (g_str_equal (differences[i].id, noted->id))
      {
        ck_assert_str_eq (noted->verdict, differences[i].noted);
        return TRUE;
      }
  return FALSE;
}

START_TEST (statements_as_noted)
{
  const RigArticle *article = rig_catalog_get_article (catalog);

  for (guint i = 0; i < article->n_claims; i++)
    {
      const RigArticleClaim *noted = &article->claims[i];
      const RigClaim *claim = rig_claims_find (get_claims (), noted->id);
      const char *ours = rig_claim_verdict_to_string (claim->verdict);

      ck_assert_msg (g_str_equal (ours, noted->verdict) != is_difference (noted),
                     "%s: %s, noted %s", noted->id, ours, noted->verdict);
    }
}
END_TEST

/* Nothing of the scenario counts but its day. */
START_TEST (sliders_do_not_move_them)
{
  const RigClaims *before = get_claims ();
  double months = rig_claims_find (before, "payback.200.rtx-spark-128")->recorded.number.value;

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 131072);
  rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, 900);
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  ck_assert_ptr_eq (get_claims (), before);
  rig_scenario_set_text (scenario, RIG_KEY_AS_OF, "2026-06-01");
  ck_assert_str_eq (get_claims ()->date, "2026-06-01");
  rig_scenario_set_text (scenario, RIG_KEY_AS_OF, DAY);
  ck_assert_double_eq (
    rig_claims_find (get_claims (), "payback.200.rtx-spark-128")->recorded.number.value, months);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("claims");
  TCase *tcase = tcase_create ("claims");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, every_cell_and_statement_once);
  tcase_add_test (tcase, a_claim_says_what_it_is_judged_by);
  tcase_add_test (tcase, statements_as_noted);
  tcase_add_test (tcase, sliders_do_not_move_them);
  tcase_add_test (tcase, as_the_survey_found);
  suite_add_tcase (suite, tcase);
  tcase = tcase_create ("rules");
  tcase_add_loop_test (tcase, speeds_at_their_limits, 0, G_N_ELEMENTS (speeds));
  tcase_add_loop_test (tcase, sizes_at_their_limits, 0, G_N_ELEMENTS (sizes));
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
