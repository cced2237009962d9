/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the user measured, in every speed that is shown: docs/measurements.md. Ratios are chosen,
 * shares and widths are those of the constants; what follows is worked out here. */

#include "rig-test.h"

#include <math.h>

#include "engine/answer/answer.h"

#define MACHINE "rtx-3090"
#define DENSE "llama-3.1-8b"
#define MIXTURE "qwen3-30b-a3b"

static RigCatalog *catalog;
static RigEvaluator *evaluator, *plain; /* with measurements, and without any */
static RigCatalog *plain_catalog;
static RigScenario *scenario;

static void
set_up (void)
{
  catalog = rig_catalog_new ();
  plain_catalog = rig_catalog_new ();
  plain = rig_evaluator_new (plain_catalog);
  evaluator = rig_evaluator_new (catalog);
  scenario = rig_scenario_new ();
}

static void
tear_down (void)
{
  rig_scenario_free (scenario);
  rig_evaluator_free (evaluator);
  rig_evaluator_free (plain);
  rig_catalog_free (catalog);
  rig_catalog_free (plain_catalog);
}

/* A test in the catalogue; @more: further members, each behind a comma. */
static void
add (const char *model, const char *quant, RigSpeedKind kind, double tokens, double depth,
     double speed, const char *more)
{
  static guint n;
  g_autofree char *json = g_strdup_printf (
    "{ \"measurements\": [ { \"id\": \"t%u\", \"machine\": \"" MACHINE "\", \"model\": \"%s\","
    " \"quant\": \"%s\", \"stack\": \"cuda\", \"kind\": \"%s\", \"tokens\": %.17g,"
    " \"depth\": %.17g, \"tokens_per_s\": %.17g %s } ] }",
    n++, model, quant, kind == RIG_SPEED_DECODE ? "decode" : "prefill", tokens, depth, speed, more);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  ck_assert_ptr_nonnull (root);
  ck_assert_msg (rig_catalog_overlay_json (catalog, "test", root), "%s", json);
}

static RigSpeed
ask (RigEvaluator *from, const char *machine, const char *model, const char *quant,
     RigSpeedKind kind, double tokens, double depth)
{
  const RigCatalog *of = rig_evaluator_get_catalog (from);
  RigSpeedRun run;
  RigSpeed speed;

  ck_assert (rig_evaluator_prepare_speed (from, scenario, rig_catalog_find_model (of, model),
                                          rig_catalog_find_quant (of, quant),
                                          rig_catalog_find_machine (of, machine), &run));
  if (kind == RIG_SPEED_DECODE)
    rig_speed_run_decode (&run, depth + tokens / 2, 1, &speed);
  else
    rig_speed_run_prefill (&run, tokens, depth, &speed);
  return speed;
}

static RigSpeed
predict (const char *model, const char *quant, RigSpeedKind kind, double tokens, double depth)
{
  return ask (plain, MACHINE, model, quant, kind, tokens, depth);
}

static RigSpeed
answer (const char *model, const char *quant, RigSpeedKind kind, double tokens, double depth)
{
  return ask (evaluator, MACHINE, model, quant, kind, tokens, depth);
}

/* A test that was @ratio times as fast as predicted. */
static void
add_ratio (const char *model, const char *quant, RigSpeedKind kind, double tokens, double depth,
           double ratio)
{
  RigSpeed speed = predict (model, quant, kind, tokens, depth);

  add (model, quant, kind, tokens, depth, speed.tokens_per_s.value * ratio, "");
}

static void
assert_same (const RigSpeed *a, const RigSpeed *b)
{
  ck_assert_double_eq (a->tokens_per_s.value, b->tokens_per_s.value);
  ck_assert_double_eq (a->tokens_per_s.low, b->tokens_per_s.low);
  ck_assert_double_eq (a->tokens_per_s.high, b->tokens_per_s.high);
  ck_assert_int_eq (a->tokens_per_s.basis, b->tokens_per_s.basis);
  ck_assert_int_eq (a->own, RIG_SPEED_OWN_NONE);
}

static double
get_share (RigSpeedKind kind, RigOwnRelation relation)
{
  double share = NAN, half_width = NAN;

  ck_assert (rig_speed_constants_get_own_measurement (rig_catalog_get_speed_constants (catalog),
                                                      kind, relation, &share, &half_width));
  return share;
}

/* 100 tokens/s with 2 of deviation: 80 % of a normal distribution lie within 1.2816 deviations,
 * 2.5632 %, and repeated tests 1.5 % apart; together sqrt (2.5632² + 1.5²) = 2.9699 %. */
START_TEST (the_very_case_is_what_was_measured)
{
  RigSpeed speed;

  add (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 100, ", \"deviation\": 2");
  speed = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  ck_assert_double_eq (speed.tokens_per_s.value, 100);
  rig_assert_close (speed.tokens_per_s.low, 100 * exp (-0.029699), 1e-5);
  rig_assert_close (speed.tokens_per_s.high, 100 * exp (0.029699), 1e-5);
  ck_assert_int_eq (speed.tokens_per_s.basis, RIG_BASIS_MEASURED);
  ck_assert_int_eq (speed.own, RIG_SPEED_OWN_MEASURED);
  ck_assert_uint_eq (speed.novelty, 0);
  rig_assert_close (speed.seconds, 0.01, 1e-12);
  rig_assert_close (rig_speed_terms_sum (&speed.terms), 0.01, 1e-9);
}
END_TEST

/* Twenty tokens further nobody can tell the difference, at 16k anybody can. */
START_TEST (a_case_is_the_same_while_predictions_are)
{
  RigSpeed near, far;

  add (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 100, "");
  near = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 20);
  far = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 16384);
  ck_assert_double_eq (near.tokens_per_s.value, 100);
  ck_assert_int_eq (near.tokens_per_s.basis, RIG_BASIS_MEASURED);
  ck_assert_int_eq (far.tokens_per_s.basis, RIG_BASIS_PREDICTED);
  ck_assert_int_eq (far.own, RIG_SPEED_OWN_SAME_FILE);
}
END_TEST

/* One test at 0.8 of its prediction: beyond it 0.8 to the power of the share. */
START_TEST (other_contexts_follow_one_test)
{
  RigSpeed before = predict (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 16384), after;
  double share = get_share (RIG_SPEED_DECODE, RIG_OWN_SAME_FILE);

  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 0.8);
  after = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 16384);
  rig_assert_close (after.tokens_per_s.value, before.tokens_per_s.value * pow (0.8, share), 1e-9);
  ck_assert_double_le (after.tokens_per_s.high / after.tokens_per_s.low,
                       before.tokens_per_s.high / before.tokens_per_s.low * (1 + 1e-9));
  rig_assert_close (rig_speed_terms_sum (&after.terms), 1 / after.tokens_per_s.value, 1e-9);
}
END_TEST

/* 0.8 at no context and 1 at 16,384: halfway the root of 0.8, a quarter of the way 0.8 to 3/4. */
START_TEST (between_two_tests_the_ratio_is_straight)
{
  RigSpeed before, after;

  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 0.8);
  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 16384, 1);
  before = predict (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 8192);
  after = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 8192);
  rig_assert_close (after.tokens_per_s.value, before.tokens_per_s.value * 0.894427191, 1e-9);
  before = predict (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 4096);
  after = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 4096);
  rig_assert_close (after.tokens_per_s.value, before.tokens_per_s.value * 0.845897011, 1e-9);
}
END_TEST

/* Of a prompt the last token counts: between 512 and 4608 lies 2560 halfway, as one or in parts. */
START_TEST (prompts_go_by_their_last_token)
{
  RigSpeed before, after;

  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_PREFILL, 512, 0, 1.21);
  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_PREFILL, 512, 4096, 1);
  before = predict (DENSE, "Q4_K_M", RIG_SPEED_PREFILL, 1024, 1536);
  after = answer (DENSE, "Q4_K_M", RIG_SPEED_PREFILL, 1024, 1536);
  rig_assert_close (after.tokens_per_s.value, before.tokens_per_s.value * 1.1, 1e-9);
  ck_assert_double_eq (answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0).tokens_per_s.value,
                       predict (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0).tokens_per_s.value);
}
END_TEST

START_TEST (another_quantisation_follows_in_part)
{
  RigSpeed before = predict (DENSE, "Q8_0", RIG_SPEED_DECODE, 128, 0), after;
  double share = get_share (RIG_SPEED_DECODE, RIG_OWN_SAME_MODEL);

  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 0.8);
  after = answer (DENSE, "Q8_0", RIG_SPEED_DECODE, 128, 0);
  rig_assert_close (after.tokens_per_s.value, before.tokens_per_s.value * pow (0.8, share), 1e-9);
  ck_assert_int_eq (after.own, RIG_SPEED_OWN_SAME_MODEL);
  ck_assert_int_eq (after.tokens_per_s.basis, RIG_BASIS_PREDICTED);
}
END_TEST

/* The nearest relation alone counts: the other model's 1.2 has no say in it. */
START_TEST (the_nearest_relation_counts)
{
  RigSpeed before = predict (DENSE, "Q8_0", RIG_SPEED_DECODE, 128, 0), after;
  double share = get_share (RIG_SPEED_DECODE, RIG_OWN_SAME_MODEL);

  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 0.8);
  add_ratio ("qwen3-8b", "Q8_0", RIG_SPEED_DECODE, 128, 0, 1.2);
  after = answer (DENSE, "Q8_0", RIG_SPEED_DECODE, 128, 0);
  rig_assert_close (after.tokens_per_s.value, before.tokens_per_s.value * pow (0.8, share), 1e-9);
}
END_TEST

/* Two other dense models at 0.8 and 0.9: the mean of their logarithms, the root of 0.72. */
START_TEST (other_models_of_the_class_follow_a_little)
{
  RigSpeed before = predict ("gemma-3-12b", "Q4_K_M", RIG_SPEED_DECODE, 128, 0), after;
  double share = get_share (RIG_SPEED_DECODE, RIG_OWN_SAME_CLASS);

  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 0.8);
  add_ratio ("qwen3-8b", "Q8_0", RIG_SPEED_DECODE, 128, 0, 0.9);
  after = answer ("gemma-3-12b", "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  rig_assert_close (after.tokens_per_s.value,
                    before.tokens_per_s.value * pow (0.848528137, share), 1e-8);
  ck_assert_int_eq (after.own, RIG_SPEED_OWN_SAME_CLASS);
}
END_TEST

/* Dense says nothing of mixtures, and the reverse; nor writing of reading; nor one machine, one
 * program, one cache type of another. */
START_TEST (what_a_test_says_nothing_about)
{
  RigSpeed before, after;

  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 0.7);
  add_ratio (MIXTURE, "Q4_K_M", RIG_SPEED_PREFILL, 512, 0, 0.7);

  before = predict (MIXTURE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  after = answer (MIXTURE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  assert_same (&after, &before);
  before = predict (DENSE, "Q4_K_M", RIG_SPEED_PREFILL, 512, 0);
  after = answer (DENSE, "Q4_K_M", RIG_SPEED_PREFILL, 512, 0);
  assert_same (&after, &before);
  before = ask (plain, "rtx-4090", DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  after = ask (evaluator, "rtx-4090", DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  assert_same (&after, &before);

  rig_scenario_set_text (scenario, RIG_KEY_STACK, "vulkan-nv");
  before = predict (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  after = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  assert_same (&after, &before);
  rig_scenario_set_text (scenario, RIG_KEY_STACK, "auto");
  rig_scenario_set_text (scenario, RIG_KEY_KV_TYPE_K, "q8_0");
  before = predict (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  after = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  assert_same (&after, &before);
}
END_TEST

/* A measurement that the speed model had right changes no value, wherever it is looked at. */
START_TEST (right_predictions_stay)
{
  static const char *const quants[] = { "Q4_K_M", "Q8_0", "Q6_K" };
  static const char *const models[] = { DENSE, "qwen3-8b", "gemma-3-12b" };

  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 1);
  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_PREFILL, 512, 0, 1);
  for (guint i = 0; i < G_N_ELEMENTS (quants); i++)
    for (guint j = 0; j < G_N_ELEMENTS (models); j++)
      for (double depth = 0; depth <= 32768; depth = 2 * depth + 1000)
        for (guint kind = RIG_SPEED_DECODE; kind <= RIG_SPEED_PREFILL; kind++)
          {
            RigSpeed before = predict (models[j], quants[i], kind, 512, depth);
            RigSpeed after = answer (models[j], quants[i], kind, 512, depth);
            double same = after.own == RIG_SPEED_OWN_MEASURED ? 0.051 : 1e-9;

            rig_assert_close (after.tokens_per_s.value, before.tokens_per_s.value, same);
            ck_assert_double_ge (after.tokens_per_s.low, before.tokens_per_s.low * 0.95);
            ck_assert_double_le (after.tokens_per_s.high, before.tokens_per_s.high * 1.05);
          }
}
END_TEST

/* 0.001 tokens/s with half a token of deviation would make an interval of all that is possible. */
START_TEST (runs_that_disagree_are_not_used)
{
  RigSpeed before = predict (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0), after;

  add (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 0.001, ", \"deviation\": 0.5");
  add (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 256, 0, 100, ", \"deviation\": 51");
  after = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  assert_same (&after, &before);
}
END_TEST

/* What cannot be is not used; what follows from what can be never passes the ceiling. */
START_TEST (never_above_the_ceiling)
{
  RigSpeed before = predict (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0), after;
  double ceiling = before.ceiling_tokens_per_s;

  add (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, ceiling * 1.01, "");
  add (DENSE, "Q4_K_M", RIG_SPEED_PREFILL, 512, 0, 1e7, "");
  after = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  assert_same (&after, &before);
  before = predict (DENSE, "Q4_K_M", RIG_SPEED_PREFILL, 512, 0);
  after = answer (DENSE, "Q4_K_M", RIG_SPEED_PREFILL, 512, 0);
  assert_same (&after, &before);
}
END_TEST

START_TEST (corrections_stay_below_the_ceiling)
{
  RigSpeed fastest = predict (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);

  add (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, fastest.ceiling_tokens_per_s * 0.999, "");
  for (double depth = 0; depth <= 131072; depth = 2 * depth + 500)
    {
      RigSpeed speed = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, depth);

      ck_assert_double_le (speed.tokens_per_s.value, speed.ceiling_tokens_per_s);
      ck_assert_double_le (speed.tokens_per_s.high, speed.ceiling_tokens_per_s);
      ck_assert_double_le (speed.tokens_per_s.low, speed.tokens_per_s.value);
      ck_assert_double_le (speed.tokens_per_s.value, speed.tokens_per_s.high);
    }
}
END_TEST

/* Several chats follow what one did, as another file would. */
START_TEST (several_chats_follow_in_part)
{
  const RigModel *model = rig_catalog_find_model (catalog, DENSE);
  RigSpeed before, after;
  RigSpeedRun run;

  add_ratio (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 0.8);
  ck_assert (rig_evaluator_prepare_speed (
    plain, scenario, rig_catalog_find_model (plain_catalog, DENSE),
    rig_catalog_find_quant (plain_catalog, "Q4_K_M"),
    rig_catalog_find_machine (plain_catalog, MACHINE), &run));
  rig_speed_run_decode (&run, 64, 4, &before);
  ck_assert (rig_evaluator_prepare_speed (
    evaluator, scenario, model, rig_catalog_find_quant (catalog, "Q4_K_M"),
    rig_catalog_find_machine (catalog, MACHINE), &run));
  rig_speed_run_decode (&run, 64, 4, &after);
  rig_assert_close (after.tokens_per_s.value,
                    before.tokens_per_s.value
                      * pow (0.8, get_share (RIG_SPEED_DECODE, RIG_OWN_SAME_MODEL)),
                    1e-9);
  rig_assert_close (after.tokens_per_s.value, 4 * after.each_tokens_per_s.value, 1e-9);
  rig_assert_close (after.seconds * after.each_tokens_per_s.value, 1, 1e-9);
}
END_TEST

/* Where the program is left open, it is one that the user measured there. */
START_TEST (what_was_measured_is_what_runs)
{
  g_autoptr (JsonNode) root = json_from_string (
    "{ \"measurements\": [ { \"id\": \"v\", \"machine\": \"" MACHINE "\", \"model\": \"" DENSE
    "\", \"quant\": \"Q4_K_M\", \"stack\": \"vulkan-nv\", \"kind\": \"decode\", \"tokens\": 128,"
    " \"depth\": 0, \"tokens_per_s\": 90 } ] }",
    NULL);
  RigSpeed speed;

  ck_assert (rig_catalog_overlay_json (catalog, "test", root));
  ck_assert_int_eq (predict (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0).stack,
                    RIG_STACK_LLAMA_CUDA);
  rig_scenario_set_text (scenario, RIG_KEY_STACK, "vulkan-nv");
  speed = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  ck_assert_double_eq (speed.tokens_per_s.value, 90);
  rig_scenario_set_text (scenario, RIG_KEY_STACK, "cuda");
  ck_assert_int_eq (answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0).own, RIG_SPEED_OWN_NONE);
}
END_TEST

/* Records of things that the catalogue has not are no errors, and nothing. */
START_TEST (unknown_things_are_not_used)
{
  RigSpeed before = predict (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0), after;

  add ("no-such-model", "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 50, "");
  add (DENSE, "no-such-quant", RIG_SPEED_DECODE, 128, 0, 50, "");
  add (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0, 50, ", \"kv_type_k\": \"no-such-type\"");
  after = answer (DENSE, "Q4_K_M", RIG_SPEED_DECODE, 128, 0);
  assert_same (&after, &before);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("own-speed");
  TCase *tcase = tcase_create ("own-speed");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, the_very_case_is_what_was_measured);
  tcase_add_test (tcase, a_case_is_the_same_while_predictions_are);
  tcase_add_test (tcase, other_contexts_follow_one_test);
  tcase_add_test (tcase, between_two_tests_the_ratio_is_straight);
  tcase_add_test (tcase, prompts_go_by_their_last_token);
  tcase_add_test (tcase, another_quantisation_follows_in_part);
  tcase_add_test (tcase, the_nearest_relation_counts);
  tcase_add_test (tcase, other_models_of_the_class_follow_a_little);
  tcase_add_test (tcase, what_a_test_says_nothing_about);
  tcase_add_test (tcase, right_predictions_stay);
  tcase_add_test (tcase, runs_that_disagree_are_not_used);
  tcase_add_test (tcase, never_above_the_ceiling);
  tcase_add_test (tcase, corrections_stay_below_the_ceiling);
  tcase_add_test (tcase, several_chats_follow_in_part);
  tcase_add_test (tcase, what_was_measured_is_what_runs);
  tcase_add_test (tcase, unknown_things_are_not_used);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
