/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must hold in every scenario, tried on many random ones: the same in every run. */

#include "engine/estimate/money-break-even.h"
#include "engine/estimate/money-host.h"
#include "engine/estimate/money-random.h"
#include "engine/estimate/money-simulation.h"
#include "engine/estimate/money-tornado.h"

#include "rig-test.h"

#include <math.h>
#include <string.h>

#define SCENARIOS 4000

static RigRandom luck;

static double
between (double low, double high)
{
  return low + (high - low) * rig_random_next_share (&luck);
}

/* Either nothing or something: half of all scenarios have each feature. */
static double
perhaps (double low, double high)
{
  double value = between (low, high);
  return rig_random_next (&luck) % 2 == 0 ? 0 : value;
}

/* Nothing grows and nobody lends or taxes: what the closed forms are for. */
static RigMoneyInputs
constant_scenario (void)
{
  double idle = between (0, 60);
  return (RigMoneyInputs){
    .price_usd = between (200, 12000),
    .planned_spend_usd = perhaps (0, 6000),
    .setup_usd = perhaps (0, 500),
    .warranty_usd = perhaps (0, 400),
    .api_usd_per_month = between (0, 1500),
    .replace_share = between (0, 1),
    .tokens_in_per_month = perhaps (1e5, 5e7),
    .tokens_out_per_month = perhaps (1e5, 5e7),
    .prefill_tokens_per_s = between (20, 3000),
    .decode_tokens_per_s = between (2, 200),
    .hours_available = between (50, 730),
    .powered_hours = between (50, 730),
    .idle_w = idle,
    .load_w = idle + between (0, 800),
    .usd_per_kwh = between (0.05, 0.5),
    .upkeep_hours = perhaps (0, 3),
    .upkeep_usd_per_hour = between (0, 60),
    .resale_first_year = between (0, 1),
    .resale_later = between (0, 1),
    .selling_cost = between (0, 0.3),
    .discount_rate = perhaps (-0.05, 0.4),
    .horizon_months = (guint) between (1, 121),
  };
}

static RigMoneyInputs
any_scenario (void)
{
  RigMoneyInputs inputs = constant_scenario ();
  inputs.use_growth = perhaps (-0.5, 1);
  inputs.api_drift = perhaps (-0.95, 0.5);
  inputs.electricity_growth = perhaps (-0.1, 0.2);
  inputs.n_api_steps = (guint) perhaps (0, 3);
  for (guint i = 0; i < inputs.n_api_steps; i++)
    inputs.api_steps[i] = (RigMoneyStep){ 1 + 20 * i + (guint) between (0, 19), between (0.2, 3) };
  inputs.tax_rate = perhaps (0, 0.5);
  inputs.deduction_years = (guint) between (0, 6);
  inputs.interest_deductible = rig_random_next (&luck) % 2;
  inputs.loan_usd = perhaps (0, 1) * inputs.price_usd;
  inputs.loan_apr = perhaps (0, 0.25);
  inputs.loan_months = (guint) between (0, 80);
  return inputs;
}

static RigMoney
evaluate (const RigMoneyInputs *inputs)
{
  RigMoney money;
  rig_money_init (&money, inputs);
  return money;
}

static void
assert_same (double a, double b, const char *what, guint scenario)
{
  ck_assert_msg (a == b || fabs (a - b) <= 1e-9 * MAX (1, fabs (b)) || (isnan (a) && isnan (b)),
                 "scenario %u: %s is %.15g in closed form, %.15g by months", scenario, what, a, b);
}

START_TEST (closed_forms_are_the_sums)
{
  guint paid_back = 0;
  rig_random_init (&luck, 1);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs inputs = constant_scenario ();
      RigMoney closed = evaluate (&inputs), summed;
      rig_money_init_by_months (&summed, &inputs);
      assert_same (closed.payback_months, summed.payback_months, "payback", i);
      assert_same (closed.discounted_payback_months, summed.discounted_payback_months,
                   "discounted payback", i);
      assert_same (closed.exit_payback_months, summed.exit_payback_months, "exit payback", i);
      assert_same (closed.npv_usd, summed.npv_usd, "npv", i);
      assert_same (closed.total_usd, summed.total_usd, "total", i);
      assert_same (closed.lowest_usd, summed.lowest_usd, "lowest", i);
      assert_same (closed.usd_per_million_tokens, summed.usd_per_million_tokens, "per million", i);
      assert_same (closed.resale_usd, summed.resale_usd, "resale", i);
      assert_same (closed.spend_for_payback_usd, summed.spend_for_payback_usd, "spend", i);
      ck_assert_int_eq (closed.never, summed.never);
      paid_back += isfinite (closed.payback_months);
    }
  /* The scenarios are neither all hopeless nor all easy. */
  ck_assert_uint_gt (paid_back, SCENARIOS / 4);
  ck_assert_uint_lt (paid_back, 3 * SCENARIOS / 4 + SCENARIOS / 8);
}
END_TEST

static void
assert_not_later (const RigMoney *a, const RigMoney *b, guint scenario)
{
  const double slack = 1 + 1e-12;
  ck_assert_msg (a->payback_months <= b->payback_months * slack, "scenario %u: payback", scenario);
  ck_assert_msg (a->discounted_payback_months <= b->discounted_payback_months * slack,
                 "scenario %u: discounted payback", scenario);
  ck_assert_msg (a->exit_payback_months <= b->exit_payback_months * slack,
                 "scenario %u: exit payback %.12g > %.12g", scenario, a->exit_payback_months,
                 b->exit_payback_months);
  ck_assert_msg (a->npv_usd >= b->npv_usd - 1e-6, "scenario %u: npv", scenario);
  ck_assert_msg (!a->never || b->never, "scenario %u: never", scenario);
}

START_TEST (more_spend_never_lengthens_a_payback)
{
  rig_random_init (&luck, 2);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs inputs = any_scenario (), more = inputs;
      RigMoney less_money, more_money;
      rig_money_inputs_set (&more, RIG_MONEY_INPUT_API_SPEND,
                            inputs.api_usd_per_month * between (1, 3));
      less_money = evaluate (&inputs);
      more_money = evaluate (&more);
      assert_not_later (&more_money, &less_money, i);
    }
}
END_TEST

START_TEST (a_dearer_machine_never_pays_back_sooner)
{
  rig_random_init (&luck, 3);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs inputs = any_scenario (), dearer;
      RigMoney cheap_money, dear_money;
      /* What is deducted at once must not earn more than it cost. */
      inputs.discount_rate = MAX (0, inputs.discount_rate);
      dearer = inputs;
      dearer.price_usd += between (0, 3000);
      cheap_money = evaluate (&inputs);
      dear_money = evaluate (&dearer);
      assert_not_later (&cheap_money, &dear_money, i);
    }
}
END_TEST

START_TEST (a_slower_thirstier_machine_is_never_better)
{
  rig_random_init (&luck, 4);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs inputs = any_scenario (), worse = inputs;
      RigMoney better_money, worse_money;
      worse.load_w *= between (1, 2);
      if (rig_random_next (&luck) % 2)
        worse.load_w += 10;
      better_money = evaluate (&inputs);
      worse_money = evaluate (&worse);
      assert_not_later (&better_money, &worse_money, i);
      /* Slower: a machine that is on anyway, else more hours of work may be cheaper to refuse. */
      inputs.load_w = inputs.idle_w;
      worse = inputs;
      rig_money_inputs_set (&worse, RIG_MONEY_INPUT_SPEED, between (0.2, 1));
      inputs.powered_hours = worse.powered_hours = 730;
      better_money = evaluate (&inputs);
      worse_money = evaluate (&worse);
      assert_not_later (&better_money, &worse_money, i);
    }
}
END_TEST

START_TEST (npv_at_the_irr_is_zero)
{
  guint found = 0;
  rig_random_init (&luck, 5);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs inputs = i % 2 == 0 ? constant_scenario () : any_scenario ();
      RigMoney money = evaluate (&inputs), at_rate;
      double scale;
      if (isnan (money.irr_per_year) || money.irr_per_year < -0.9 || money.irr_per_year > 1e6)
        continue;
      inputs.discount_rate = money.irr_per_year;
      rig_money_init_by_months (&at_rate, &inputs);
      /* At a negative rate the last months weigh most. */
      scale = 20000 * MAX (1, pow (1 + money.irr_per_year, -(double) inputs.horizon_months / 12));
      ck_assert_msg (fabs (at_rate.npv_usd) < 1e-8 * scale, "scenario %u: %g at %g", i,
                     at_rate.npv_usd, money.irr_per_year);
      found++;
    }
  ck_assert_uint_gt (found, SCENARIOS / 4);
}
END_TEST

START_TEST (never_is_for_ever)
{
  guint hopeless = 0;
  rig_random_init (&luck, 6);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs inputs = any_scenario ();
      RigMoney money = evaluate (&inputs);
      double machine[1201], api[1201];
      ck_assert (!money.never || isinf (money.payback_months));
      ck_assert (isinf (money.payback_months)
                 || money.payback_months <= RIG_MONEY_SEARCH_MONTHS);
      if (!money.never || ++hopeless % 8 != 0)
        continue;
      /* A hundred years. */
      rig_money_fill_cumulative (&inputs, G_N_ELEMENTS (machine), machine, api);
      for (guint t = 0; t < G_N_ELEMENTS (machine); t++)
        ck_assert_msg (machine[t] > api[t] * (1 - 1e-12), "scenario %u is even after %u months", i,
                       t);
    }
  ck_assert_uint_gt (hopeless, 100);
}
END_TEST

START_TEST (curves_cross_at_the_payback)
{
  rig_random_init (&luck, 7);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs inputs = any_scenario ();
      RigMoney money = evaluate (&inputs);
      double machine[RIG_MONEY_SEARCH_MONTHS + 1], api[RIG_MONEY_SEARCH_MONTHS + 1];
      guint month;
      ck_assert_double_le (money.exit_payback_months, money.payback_months);
      if (isinf (money.payback_months) || money.payback_months == 0)
        continue;
      rig_money_fill_cumulative (&inputs, G_N_ELEMENTS (machine), machine, api);
      month = (guint) ceil (money.payback_months - 1e-9);
      for (guint t = 0; t < month; t++)
        ck_assert_msg (machine[t] > api[t] - 1e-6, "scenario %u, month %u", i, t);
      ck_assert_msg (machine[month] <= api[month] + 1e-6, "scenario %u, month %u", i, month);
    }
}
END_TEST

/* Formula 13 against the months themselves, and against the verdict. */
START_TEST (what_is_ever_avoided)
{
  rig_random_init (&luck, 8);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs inputs = any_scenario ();
      double endless, sum = 0, most;
      RigMoneyInputs bare = inputs;
      double machine[2401], api[2401];
      /* No costs but the purchase: the difference of the curves is what was avoided. */
      bare.upkeep_hours = bare.usd_per_kwh = bare.tax_rate = bare.loan_usd = 0;
      endless = rig_money_get_avoided_forever_usd (&bare);
      rig_money_fill_cumulative (&bare, G_N_ELEMENTS (machine), machine, api);
      sum = api[2400] - (machine[2400] - machine[0]);
      most = MAX (1, fabs (api[2400]));
      ck_assert_msg (sum <= endless + 1e-9 * most, "scenario %u: %g of %g", i, sum, endless);
      if (isfinite (endless) && fabs (inputs.api_drift) + fabs (inputs.use_growth) > 0.2
          && inputs.api_drift + inputs.use_growth < -0.2 && inputs.use_growth <= 0)
        ck_assert_msg (fabs (sum - endless) <= 1e-8 * most, "scenario %u: %.12g of %.12g", i, sum,
                       endless);
      if (endless < bare.price_usd + bare.setup_usd + bare.warranty_usd - bare.planned_spend_usd)
        ck_assert_msg (isinf (evaluate (&inputs).payback_months), "scenario %u", i);
    }
}
END_TEST

START_TEST (spend_that_pays_back_does)
{
  rig_random_init (&luck, 9);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs inputs = any_scenario (), enough;
      guint months = 1 + i % 100;
      double needed = rig_money_get_spend_for_payback_usd (&inputs, months);
      if (isinf (needed) || inputs.replace_share < 0.01)
        continue;
      enough = inputs;
      enough.api_usd_per_month = needed * (1 + 1e-9) + 1e-9;
      ck_assert_msg (evaluate (&enough).payback_months <= months + 1e-6, "scenario %u", i);
      /* Somewhat less is not enough, unless a payback came earlier and was undone by upkeep. */
      enough.api_usd_per_month = needed * 0.999 - 1e-3;
      if (needed > 1 && evaluate (&enough).payback_months <= months)
        {
          double machine[128], api[128];
          rig_money_fill_cumulative (&enough, months + 1, machine, api);
          ck_assert_msg (machine[months] > api[months], "scenario %u", i);
        }
    }
}
END_TEST

/* Money lent at the rate at which it is discounted changes nothing; without interest it never
 * hurts, and does not move the simple payback. */
START_TEST (a_loan_at_the_discount_rate_is_neutral)
{
  rig_random_init (&luck, 10);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs cash = any_scenario (), loan;
      double monthly;
      RigMoney paid, lent;
      cash.loan_usd = cash.tax_rate = 0;
      loan = cash;
      loan.loan_usd = between (0.1, 1) * cash.price_usd;
      loan.loan_months = (guint) between (1, 120);
      monthly = pow (1 + cash.discount_rate, 1 / 12.0) - 1;
      loan.loan_apr = 12 * monthly;
      paid = evaluate (&cash);
      lent = evaluate (&loan);
      ck_assert_msg (fabs (lent.npv_usd - paid.npv_usd) < 1e-6, "scenario %u: %.12g, %.12g", i,
                     lent.npv_usd, paid.npv_usd);
      ck_assert_msg (fabs (lent.discounted_payback_months - paid.discounted_payback_months) < 1e-4
                       || lent.discounted_payback_months == paid.discounted_payback_months,
                     "scenario %u: %.12g, %.12g", i, lent.discounted_payback_months,
                     paid.discounted_payback_months);
      loan.loan_apr = 0;
      lent = evaluate (&loan);
      ck_assert_msg (lent.payback_months == paid.payback_months
                       || fabs (lent.payback_months - paid.payback_months) < 1e-8,
                     "scenario %u", i);
      ck_assert (isnan (lent.irr_per_year));
    }
}
END_TEST

/* Whenever the machine is deducted: over the whole time the same tax. */
START_TEST (deductions_add_up)
{
  rig_random_init (&luck, 11);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs at_once = any_scenario (), spread;
      RigMoney first, later;
      at_once.tax_rate = between (0.05, 0.5);
      at_once.discount_rate = fabs (at_once.discount_rate);
      at_once.planned_spend_usd = 0;
      at_once.deduction_years = 1;
      spread = at_once;
      spread.deduction_years = (guint) between (2, 9);
      first = evaluate (&at_once);
      later = evaluate (&spread);
      ck_assert_msg (fabs (first.total_usd - later.total_usd) < 1e-6, "scenario %u", i);
      ck_assert_msg (first.npv_usd >= later.npv_usd - 1e-6, "scenario %u", i);
    }
}
END_TEST

START_TEST (an_announced_price_is_a_price)
{
  rig_random_init (&luck, 12);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs changed = any_scenario (), plain;
      RigMoney now, always;
      changed.n_api_steps = 1;
      changed.api_steps[0] = (RigMoneyStep){ 1, between (0.1, 4) };
      plain = changed;
      plain.n_api_steps = 0;
      plain.api_usd_per_month *= changed.api_steps[0].factor;
      now = evaluate (&changed);
      always = evaluate (&plain);
      assert_same (now.npv_usd, always.npv_usd, "npv", i);
      assert_same (now.payback_months, always.payback_months, "payback", i);
      /* One beyond the horizon changes nothing before it. */
      changed.api_steps[0].month = 121;
      plain.api_usd_per_month = changed.api_usd_per_month;
      now = evaluate (&changed);
      always = evaluate (&plain);
      assert_same (now.npv_usd, always.npv_usd, "npv", i);
    }
}
END_TEST

START_TEST (break_even_use_is_where_prices_meet)
{
  guint met = 0;
  rig_random_init (&luck, 13);
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoneyInputs inputs = constant_scenario ();
      double price = between (0.1, 40), share;
      RigMoneyUnitCost cost;
      rig_money_unit_cost_init (&cost, &inputs);
      share = rig_money_unit_cost_get_break_even (&cost, price);
      if (inputs.tokens_in_per_month + inputs.tokens_out_per_month == 0)
        {
          ck_assert (isnan (share));
          continue;
        }
      if (share > 0 && share <= 1)
        {
          rig_assert_close (rig_money_unit_cost_get_usd_per_million (&cost, share), price, 1e-9);
          met++;
        }
      else if (isinf (share))
        for (guint k = 1; k <= 20; k++)
          ck_assert_double_ge (rig_money_unit_cost_get_usd_per_million (&cost, k / 20.0),
                               price * (1 - 1e-9));
    }
  ck_assert_uint_gt (met, SCENARIOS / 20);
}
END_TEST

/* Switching is what stays when the machine is left away: its curve and its saving agree. */
START_TEST (switching_is_a_bill_of_its_own)
{
  rig_random_init (&luck, 14);
  for (guint i = 0; i < 200; i++)
    {
      RigMoneyInputs inputs = any_scenario (), change;
      double hosted = between (0, 1.2) * inputs.api_usd_per_month, once = perhaps (0, 300);
      double spent[61], api[61];
      RigMoney money;
      inputs.tax_rate = 0;
      change = rig_money_inputs_switch (&inputs, hosted, once);
      money = evaluate (&change);
      rig_money_fill_switch (&inputs, hosted, once, G_N_ELEMENTS (spent), spent);
      rig_money_fill_cumulative (&inputs, G_N_ELEMENTS (api), NULL, api);
      ck_assert_double_eq_tol (spent[0], once, 1e-9);
      ck_assert_double_eq_tol (api[1] - (spent[1] - spent[0]), money.saving_usd_per_month,
                               1e-6);
      ck_assert_double_eq (money.served_share, 1);
      if (money.payback_months > 0 && money.payback_months < 60)
        {
          guint month = (guint) ceil (money.payback_months);
          ck_assert_double_le (spent[month], api[month] + 1e-6);
          ck_assert_double_gt (spent[month - 1], api[month - 1] - 1e-6);
        }
    }
}
END_TEST

static void
note_progress (double done, gpointer user_data)
{
  double *last = user_data;
  ck_assert_double_ge (done, *last);
  ck_assert_double_le (done, 1);
  *last = done;
}

START_TEST (simulation_of_points_is_the_plain_result)
{
  double npv_usd[2 * 300], last = 0;
  rig_random_init (&luck, 15);
  for (guint i = 0; i < 20; i++)
    {
      RigMoneyInputs inputs = any_scenario (), wide = inputs;
      RigMoney money;
      RigMoneyRange ranges[] = { { RIG_MONEY_INPUT_PRICE, inputs.price_usd, inputs.price_usd,
                                   inputs.price_usd },
                                 { RIG_MONEY_INPUT_SPEED, 1, 1, 1 } };
      RigMoneyRange wider[] = { { RIG_MONEY_INPUT_PRICE, 500, 2000, 9000 },
                                { RIG_MONEY_INPUT_SPEED, 0.5, 1, 1.5 } };
      RigMoneyCase cases[] = { { &inputs, ranges, 2 }, { &wide, wider, 2 } };
      RigMoneyOdds odds[2], again[2];
      rig_money_init_by_months (&money, &inputs);
      last = 0;
      ck_assert (rig_money_simulate (cases, 2, i, 300, NULL, note_progress, &last, odds, npv_usd,
                                     NULL));
      ck_assert_double_eq (last, 1);
      ck_assert (rig_money_simulate (cases, 2, i, 300, NULL, NULL, NULL, again, NULL, NULL));
      ck_assert_mem_eq (&odds[0], &again[0], sizeof odds[0]);
      ck_assert_mem_eq (&odds[1], &again[1], sizeof odds[1]);
      ck_assert_double_eq (odds[0].npv_usd.p10, money.npv_usd);
      ck_assert_double_eq (odds[0].npv_usd.p90, money.npv_usd);
      ck_assert_double_eq (odds[0].payback_months.p50, money.payback_months);
      ck_assert_double_eq (odds[0].never, money.never);
      ck_assert_double_eq (npv_usd[299], money.npv_usd);
      ck_assert (odds[1].npv_usd.p10 <= odds[1].npv_usd.p50
                 && odds[1].npv_usd.p50 <= odds[1].npv_usd.p90);
      ck_assert_double_ne (npv_usd[300], npv_usd[301]);
      ck_assert_uint_eq (odds[1].n_draws, 300);
    }
}
END_TEST

/* FNV-1a over the bits of every draw. The figure is that of GCC 12 and clang 14 on x86-64, at -O0,
 * -O2 and -O3 for the native processor; where products and sums are joined in one rounding it
 * differs. */
START_TEST (simulation_to_the_last_digit)
{
  const RigMoneyInputs inputs = {
    .price_usd = 3999, .api_usd_per_month = 300, .replace_share = 0.7,
    .tokens_in_per_month = 2.3e7, .tokens_out_per_month = 6.6e6, .prefill_tokens_per_s = 600,
    .decode_tokens_per_s = 25, .hours_available = 730, .powered_hours = 730, .load_w = 200,
    .idle_w = 10, .usd_per_kwh = 0.182, .resale_first_year = 0.69, .resale_later = 0.84,
    .selling_cost = 0.1, .discount_rate = 0.08, .horizon_months = 36, .use_growth = 0.1,
    .tax_rate = 0.2,
  };
  const RigMoneyRange ranges[] = { { RIG_MONEY_INPUT_USE, 150, 300, 600 },
                                   { RIG_MONEY_INPUT_REPLACE_SHARE, 0.3, 0.7, 1 },
                                   { RIG_MONEY_INPUT_API_DRIFT, -0.5, 0, 0.1 },
                                   { RIG_MONEY_INPUT_SPEED, 0.7, 1, 1.3 },
                                   { RIG_MONEY_INPUT_DISCOUNT_RATE, 0.02, 0.08, 0.12 } };
  const RigMoneyCase money_case = { &inputs, ranges, G_N_ELEMENTS (ranges) };
  static double npv_usd[10000];
  guint64 hash = G_GUINT64_CONSTANT (1469598103934665603);
  RigMoneyOdds odds;
  ck_assert (rig_money_simulate (&money_case, 1, 42, G_N_ELEMENTS (npv_usd), NULL, NULL, NULL,
                                 &odds, npv_usd, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (npv_usd); i++)
    {
      guint64 bits;
      memcpy (&bits, &npv_usd[i], sizeof bits);
      for (guint byte = 0; byte < sizeof bits; byte++)
        hash = (hash ^ (bits >> 8 * byte & 0xff)) * G_GUINT64_CONSTANT (1099511628211);
    }
  ck_assert_msg (hash == G_GUINT64_CONSTANT (0x3d8105c461c1dcac), "%" G_GINT64_MODIFIER "x", hash);
  ck_assert_double_eq (odds.npv_usd.p50, 0x1.889fef8459741p+11);
}
END_TEST

START_TEST (simulation_of_the_unknown)
{
  RigMoneyInputs inputs = { .price_usd = NAN, .api_usd_per_month = 100, .replace_share = 1 };
  RigMoneyCase money_case = { &inputs, NULL, 0 };
  RigMoneyOdds odds;
  ck_assert (rig_money_simulate (&money_case, 1, 1, 10, NULL, NULL, NULL, &odds, NULL, NULL));
  ck_assert_uint_eq (odds.n_unknown, 10);
  ck_assert (isnan (odds.npv_usd.p50) && isnan (odds.never) && isnan (odds.npv_positive));
}
END_TEST

START_TEST (simulation_can_be_cancelled)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  RigMoneyInputs inputs = { .price_usd = 1, .replace_share = 1, .api_usd_per_month = 1 };
  RigMoneyCase money_case = { &inputs, NULL, 0 };
  RigMoneyOdds odds = { .n_draws = 77 };
  g_cancellable_cancel (cancellable);
  ck_assert (!rig_money_simulate (&money_case, 1, 1, 10000, cancellable, NULL, NULL, &odds, NULL,
                                  &error));
  ck_assert (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  ck_assert_uint_eq (odds.n_draws, 77);
}
END_TEST

START_TEST (tornado_of_unknown_ends_comes_last)
{
  RigMoneyInputs inputs = { .price_usd = 1000, .replace_share = 1, .api_usd_per_month = 100,
                            .horizon_months = 36 };
  const RigMoneyRange ranges[] = { { RIG_MONEY_INPUT_SETUP, NAN, 0, 0 },
                                   { RIG_MONEY_INPUT_PLANNED_SPEND, 0, 0, 100 },
                                   { RIG_MONEY_INPUT_SETUP, 0, 0, 100 },
                                   { RIG_MONEY_INPUT_PRICE, 500, 0, 5000 } };
  RigMoneyBar bars[G_N_ELEMENTS (ranges)];
  rig_money_fill_tornado (&inputs, ranges, G_N_ELEMENTS (ranges), bars);
  ck_assert_int_eq (bars[0].range.input, RIG_MONEY_INPUT_PRICE);
  ck_assert_double_eq (bars[0].swing_usd, 4500);
  ck_assert_double_eq (bars[0].payback_low_months, 5);
  ck_assert_int_eq (bars[1].range.input, RIG_MONEY_INPUT_PLANNED_SPEND);
  ck_assert_int_eq (bars[2].range.input, RIG_MONEY_INPUT_SETUP);
  ck_assert (isnan (bars[3].swing_usd));
}
END_TEST

START_TEST (twelfth_roots)
{
  rig_random_init (&luck, 16);
  ck_assert_double_eq (rig_money_get_monthly_factor (1), 1);
  ck_assert_double_eq (rig_money_get_monthly_factor (0), 0);
  ck_assert_double_eq (rig_money_get_monthly_factor (-1), 0);
  ck_assert (isnan (rig_money_get_monthly_factor (NAN)));
  for (guint i = 0; i < SCENARIOS; i++)
    {
      double x = ldexp (between (0.5, 1), (int) between (-40, 40));
      rig_assert_close (rig_money_get_monthly_factor (x), pow (x, 1 / 12.0), 5e-16);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("money-properties");
  TCase *tcase = tcase_create ("properties");
  tcase_add_test (tcase, closed_forms_are_the_sums);
  tcase_add_test (tcase, more_spend_never_lengthens_a_payback);
  tcase_add_test (tcase, a_dearer_machine_never_pays_back_sooner);
  tcase_add_test (tcase, a_slower_thirstier_machine_is_never_better);
  tcase_add_test (tcase, npv_at_the_irr_is_zero);
  tcase_add_test (tcase, never_is_for_ever);
  tcase_add_test (tcase, curves_cross_at_the_payback);
  tcase_add_test (tcase, what_is_ever_avoided);
  tcase_add_test (tcase, spend_that_pays_back_does);
  tcase_add_test (tcase, a_loan_at_the_discount_rate_is_neutral);
  tcase_add_test (tcase, deductions_add_up);
  tcase_add_test (tcase, an_announced_price_is_a_price);
  tcase_add_test (tcase, break_even_use_is_where_prices_meet);
  tcase_add_test (tcase, switching_is_a_bill_of_its_own);
  tcase_add_test (tcase, simulation_of_points_is_the_plain_result);
  tcase_add_test (tcase, simulation_to_the_last_digit);
  tcase_add_test (tcase, simulation_of_the_unknown);
  tcase_add_test (tcase, simulation_can_be_cancelled);
  tcase_add_test (tcase, tornado_of_unknown_ends_comes_last);
  tcase_add_test (tcase, twelfth_roots);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
