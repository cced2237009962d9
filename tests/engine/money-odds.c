/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ranges of a machine's money, and what is drawn from them. */

#include "answer-fixture.h"
#include "engine/answer/money-odds.h"
#include "engine/answer/money-ranges.h"
#include "rig-test.h"

static const RigMachineAnswer *
evaluate (void)
{
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  for (guint i = 0; i < answer.n_machines; i++)
    if (answer.machines[i].money_unknown == NULL)
      return &answer.machines[i];
  ck_abort_msg ("no machine's money is known");
  return NULL;
}

static RigMoneyRange
find_range (const RigMachineAnswer *machine, RigMoneyInput input)
{
  RigMoneyRange ranges[RIG_MONEY_N_INPUTS];
  guint n = rig_money_ranges_fill (machine, ranges);

  for (guint i = 0; i < n; i++)
    if (ranges[i].input == input)
      return ranges[i];
  ck_abort_msg ("input %d has no range", (int) input);
  return ranges[0];
}

/* As docs/method-money.md has them, around what the scenario says and within the keys. */
static const struct
{
  RigMoneyInput input;
  RigKey key;
  double value, low, high;
} rules[] = {
  { RIG_MONEY_INPUT_USE, RIG_KEY_API_SPEND, 300, 150, 600 },
  { RIG_MONEY_INPUT_USE, RIG_KEY_API_SPEND, 15000, 7500, 20000 },
  { RIG_MONEY_INPUT_USE, RIG_KEY_API_SPEND, 1, 1, 2 },
  { RIG_MONEY_INPUT_REPLACE_SHARE, RIG_KEY_REPLACE_SHARE, 0.6, 0.3, 0.9 },
  { RIG_MONEY_INPUT_REPLACE_SHARE, RIG_KEY_REPLACE_SHARE, 0.8, 0.4, 1 },
  { RIG_MONEY_INPUT_API_DRIFT, RIG_KEY_API_DRIFT, 0, -0.5, 0.25 },
  { RIG_MONEY_INPUT_API_DRIFT, RIG_KEY_API_DRIFT, -0.8, -0.9, -0.75 },
  { RIG_MONEY_INPUT_API_DRIFT, RIG_KEY_API_DRIFT, 1, 0, 1 },
  { RIG_MONEY_INPUT_USD_PER_KWH, RIG_KEY_ELECTRICITY, 0.2, 0.15, 0.25 },
  { RIG_MONEY_INPUT_RESALE_FIRST_YEAR, RIG_KEY_RESALE_FIRST_YEAR, 0.69, 0.49, 0.89 },
  { RIG_MONEY_INPUT_RESALE_FIRST_YEAR, RIG_KEY_RESALE_FIRST_YEAR, 0.9, 0.7, 1 },
  { RIG_MONEY_INPUT_RESALE_LATER, RIG_KEY_RESALE_LATER, 0.84, 0.74, 0.94 },
  { RIG_MONEY_INPUT_HORIZON, RIG_KEY_HORIZON, 36, 24, 48 },
  { RIG_MONEY_INPUT_HORIZON, RIG_KEY_HORIZON, 120, 80, 120 },
  { RIG_MONEY_INPUT_UPKEEP_HOURS, RIG_KEY_UPKEEP_HOURS, 0, 0, 5 },
  { RIG_MONEY_INPUT_UPKEEP_HOURS, RIG_KEY_UPKEEP_HOURS, 4, 2, 9 },
  { RIG_MONEY_INPUT_DISCOUNT_RATE, RIG_KEY_DISCOUNT_RATE, 0.08, 0.04, 0.12 },
  { RIG_MONEY_INPUT_DISCOUNT_RATE, RIG_KEY_DISCOUNT_RATE, 0.02, 0, 0.06 },
};

START_TEST (test_ranges_follow_the_scenario)
{
  RigMoneyRange range;

  rig_scenario_set_number (scenario, rules[_i].key, rules[_i].value);
  range = find_range (evaluate (), rules[_i].input);
  ck_assert_double_eq_tol (range.mode, rules[_i].value, 1e-9);
  ck_assert_double_eq_tol (range.low, rules[_i].low, 1e-9);
  ck_assert_double_eq_tol (range.high, rules[_i].high, 1e-9);
}
END_TEST

START_TEST (test_ranges_of_the_machine)
{
  const RigMachineAnswer *machine = evaluate ();
  RigMoneyRange price = find_range (machine, RIG_MONEY_INPUT_PRICE);
  RigMoneyRange speed = find_range (machine, RIG_MONEY_INPUT_SPEED);
  RigMoneyRange load = find_range (machine, RIG_MONEY_INPUT_LOAD_W);
  const RigEstimate *decode = &machine->decode_all.tokens_per_s;

  ck_assert_double_eq (price.low, machine->price_usd.low);
  ck_assert_double_eq (price.mode, machine->money_inputs.price_usd);
  ck_assert_double_eq (price.high, machine->price_usd.high);
  ck_assert_double_eq (load.low, machine->load_w.low);
  ck_assert_double_eq (load.high, machine->load_w.high);
  ck_assert_double_eq (speed.mode, 1);
  /* As wide as the less certain of reading and writing. */
  ck_assert_double_le (speed.low * decode->value, decode->low * (1 + 1e-12));
  ck_assert_double_ge (speed.high * decode->value, decode->high * (1 - 1e-12));
  ck_assert (speed.low < 1 && speed.high > 1);
}
END_TEST

START_TEST (test_typed_price_has_no_range)
{
  RigMoneyRange range;

  rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, evaluate ()->machine->id, 4321);
  range = find_range (evaluate (), RIG_MONEY_INPUT_PRICE);
  ck_assert (range.low == 4321 && range.mode == 4321 && range.high == 4321);
}
END_TEST

START_TEST (test_unknown_money_has_no_ranges)
{
  RigMachineAnswer unknown = *evaluate ();
  RigMoneyRange ranges[RIG_MONEY_N_INPUTS];

  unknown.money_unknown = "because";
  ck_assert_uint_eq (rig_money_ranges_fill (&unknown, ranges), 0);
}
END_TEST

START_TEST (test_every_range_has_words)
{
  ck_assert_uint_le (rig_money_ranges_count (), RIG_MONEY_MAX_RANGES);
  for (guint i = 0; i < rig_money_ranges_count (); i++)
    {
      const RigMoneyRangeInfo *info = rig_money_ranges_get_info (i);

      ck_assert (info->id != NULL && info->label != NULL && info->reason != NULL);
      ck_assert_ptr_eq (rig_money_ranges_find_info (info->input), info);
    }
  ck_assert_ptr_null (rig_money_ranges_find_info (RIG_MONEY_INPUT_SELLING_COST));
}
END_TEST

/* The quantiles are those of the draws, and the same as the engine's own. */
START_TEST (test_odds_are_those_of_the_draws)
{
  const RigMachineAnswer *machine = evaluate ();
  g_autoptr (RigOddsCase) odds_case = rig_odds_case_new (&answer, 42, 1000);
  g_autoptr (RigOdds) odds = rig_odds_new (odds_case, NULL, NULL, NULL, NULL);
  const RigOddsResult *result = rig_odds_find (odds, machine->machine->id);
  RigMoneyRange ranges[RIG_MONEY_N_INPUTS];
  RigMoneyCase one = { &machine->money_inputs, ranges, rig_money_ranges_fill (machine, ranges) };
  RigMoneyOdds alone;

  ck_assert (rig_money_simulate (&one, 1, 42, 1000, NULL, NULL, NULL, &alone, NULL, NULL));
  ck_assert_double_eq (result->odds.npv_usd.p50, alone.npv_usd.p50);
  ck_assert_double_eq (result->odds.npv_positive, alone.npv_positive);
  ck_assert_double_eq (result->npv_usd[5], alone.npv_usd.p10);
  ck_assert_double_eq (result->npv_usd[25], alone.npv_usd.p50);
  ck_assert_double_eq (result->npv_usd[45], alone.npv_usd.p90);
  for (guint i = 1; i <= RIG_ODDS_STEPS; i++)
    ck_assert_double_ge (result->npv_usd[i], result->npv_usd[i - 1]);
  ck_assert_ptr_null (rig_odds_find (odds, "no such machine"));
}
END_TEST

START_TEST (test_cancelled_odds)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RigOddsCase) odds_case = NULL;
  g_autoptr (GError) error = NULL;

  evaluate ();
  odds_case = rig_odds_case_new (&answer, 42, 1000);
  g_cancellable_cancel (cancellable);
  ck_assert_ptr_null (rig_odds_new (odds_case, cancellable, NULL, NULL, &error));
  ck_assert (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}
END_TEST

/* Nobody whose money is known: nothing comes out, and nothing goes wrong. */
START_TEST (test_odds_of_nobody)
{
  g_autoptr (RigOddsCase) odds_case = NULL;
  g_autoptr (RigOdds) odds = NULL;

  evaluate ();
  for (guint i = 0; i < answer.n_machines; i++)
    answer.machines[i].money_unknown = "because";
  odds_case = rig_odds_case_new (&answer, 42, 10);
  odds = rig_odds_new (odds_case, NULL, NULL, NULL, NULL);
  ck_assert_ptr_nonnull (odds);
  ck_assert_uint_eq (odds->n_machines, 0);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("money-odds");
  TCase *tcase = tcase_create ("money-odds");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_loop_test (tcase, test_ranges_follow_the_scenario, 0, G_N_ELEMENTS (rules));
  tcase_add_test (tcase, test_ranges_of_the_machine);
  tcase_add_test (tcase, test_typed_price_has_no_range);
  tcase_add_test (tcase, test_unknown_money_has_no_ranges);
  tcase_add_test (tcase, test_every_range_has_words);
  tcase_add_test (tcase, test_odds_are_those_of_the_draws);
  tcase_add_test (tcase, test_cancelled_odds);
  tcase_add_test (tcase, test_odds_of_nobody);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
