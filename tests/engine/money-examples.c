/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rest of oracles/roi.json: what the examples of money.c leave out of it. */

#include "engine/estimate/money-annuity.h"
#include "engine/estimate/money-break-even.h"
#include "engine/estimate/money-host.h"
#include "engine/estimate/money-random.h"
#include "engine/estimate/money-simulation.h"
#include "engine/estimate/money-tornado.h"

#include "roi.h"

static JsonArray *
get_rows (Oracle *oracle, const char *example)
{
  return json_object_get_array_member (get_object (oracle->root, example), "rows");
}

static RigMoney
evaluate (const RigMoneyInputs *inputs)
{
  RigMoney money;
  rig_money_init (&money, inputs);
  return money;
}

/* "10-20 months", as the article prints, half up. */
static char *
print_months (double low, double high)
{
  int from = (int) floor (low + 0.5), to = (int) floor (high + 0.5);
  return from == to ? g_strdup_printf ("%d months", to)
                    : g_strdup_printf ("%d-%d months", from, to);
}

START_TEST (the_article_table_as_printed)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex1_article_table");
  JsonObject *inputs = get_object (example, "inputs"), *needed;
  JsonArray *rows = get_rows (&oracle, "ex1_article_table");
  double mac = get_number (inputs, "mac128_price");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      double spend = get_number (row, "monthly_spend");
      g_autofree char *key = g_strdup_printf ("%g", spend);
      JsonArray *printed
        = json_object_get_array_member (get_object (example, "article_text"), key);
      g_autofree char *spark = print_months (
        rig_money_get_article_payback_months (get_number (inputs, "rtx_price_low"), spend),
        rig_money_get_article_payback_months (get_number (inputs, "rtx_price_high"), spend));
      double months = rig_money_get_article_payback_months (mac, spend);
      g_autofree char *studio = print_months (months, months);
      ck_assert_str_eq (spark, json_array_get_string_element (printed, 0));
      ck_assert_str_eq (studio, json_array_get_string_element (printed, 1));
      ck_assert_str_eq (spark, json_object_get_string_member (row, "display_rtx"));
      ck_assert_str_eq (studio, json_object_get_string_member (row, "display_mac"));
    }
  needed = get_object (example, "spend_needed_for_12_month_payback");
  for (guint i = 0; i < 3; i++)
    {
      static const char *const prices[] = { "2000", "4000", "3999" };
      RigMoneyInputs plain = plain_inputs (g_ascii_strtod (prices[i], NULL), 200);
      ck_assert_double_eq_tol (rig_money_get_spend_for_payback_usd (&plain, 12),
                               get_number (needed, prices[i]), USD);
    }
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (closed_forms_of_a_constant_saving)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex2_constant_saving");
  double saving = get_number (example, "net_saving"), rate;
  rate = 1 / rig_money_get_monthly_factor (1 / 1.08) - 1;
  ck_assert_double_eq_tol (rate, get_number (example, "monthly_rate"), RATE);
  ck_assert_double_eq_tol (rig_annuity_get_periods (0, saving, -3999, 0, RIG_PAYMENT_AT_END),
                           get_number (example, "closed_form_simple"), MONTHS);
  ck_assert_double_eq_tol (rig_annuity_get_periods (rate, saving, -3999, 0, RIG_PAYMENT_AT_END),
                           get_number (example, "closed_form_discounted_nper"), MONTHS);
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (sum_of_a_falling_bill)
{
  Oracle oracle = load_oracle ();
  JsonArray *rows = get_rows (&oracle, "ex3_api_price_drift");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      RigMoneyInputs inputs = plain_inputs (get_number (row, "price"), get_number (row, "spend"));
      double sum;
      inputs.api_drift = get_number (row, "api_price_change_per_year");
      sum = rig_money_get_avoided_forever_usd (&inputs);
      if (json_object_get_null_member (row, "infinite_sum"))
        ck_assert (isinf (sum));
      else
        ck_assert_double_eq_tol (sum, get_number (row, "infinite_sum"), USD);
      ck_assert_int_eq (evaluate (&inputs).never, sum < inputs.price_usd);
    }
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (the_same_model_hosted)
{
  static const struct
  {
    const char *name;
    double in, out;
  } hosts[] = { { "openrouter_010_032", 0.10, 0.32 },
                { "groq_059_079", 0.59, 0.79 },
                { "together_088_088", 0.88, 0.88 } };
  Oracle oracle = load_oracle ();
  JsonObject *machine = get_object (
    get_object (get_object (oracle.root, "ex4_capacity_like_for_like"), "inputs"), "machine");
  JsonArray *rows = get_rows (&oracle, "ex4_capacity_like_for_like");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      double in = get_number (row, "input_mtok") * 1e6, out = get_number (row, "output_mtok") * 1e6;
      RigMoneyInputs inputs = plain_inputs (3999, get_number (row, "spend"));
      double busy;
      inputs.tokens_in_per_month = in * 0.14;
      inputs.tokens_out_per_month = out;
      inputs.prefill_tokens_per_s = get_number (machine, "pp");
      inputs.decode_tokens_per_s = get_number (machine, "tg");
      busy = evaluate (&inputs).busy_hours;
      ck_assert_double_eq_tol (busy / 730, get_number (row, "share_of_730h"), 1e-6);
      ck_assert_double_eq_tol (busy / 176, get_number (row, "share_of_176h_workhours"), 5e-6);
      for (guint h = 0; h < G_N_ELEMENTS (hosts); h++)
        {
          /* These hosts ask the full price for what a cache would know. */
          double bill = rig_money_get_api_bill_usd (in, 0, out, hosts[h].in, 0, hosts[h].out);
          ck_assert_double_eq_tol (
            bill, get_number (get_object (row, "same_model_hosted"), hosts[h].name), 1e-3);
        }
    }
  g_object_unref (oracle.parser);
}
END_TEST

static RigMoneyInputs
levelised_inputs (JsonObject *given)
{
  JsonArray *retention = json_object_get_array_member (given, "retention");
  RigMoneyInputs inputs = plain_inputs (get_number (given, "price"), 500);
  inputs.discount_rate = get_number (given, "discount");
  inputs.resale_first_year = json_array_get_double_element (retention, 0);
  inputs.resale_later
    = sqrt (json_array_get_double_element (retention, 1) / inputs.resale_first_year);
  inputs.selling_cost = get_number (given, "fee");
  inputs.decode_tokens_per_s = get_number (given, "tg");
  inputs.tokens_out_per_month = 1e6;
  inputs.load_w = get_number (given, "load");
  inputs.idle_w = get_number (given, "idle");
  inputs.usd_per_kwh = get_number (given, "usd_kwh");
  inputs.horizon_months = (guint) get_number (given, "N");
  return inputs;
}

START_TEST (break_even_utilisation)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex5b_levelised");
  RigMoneyInputs inputs = levelised_inputs (get_object (example, "inputs"));
  JsonObject *expected = get_object (example, "break_even_utilisation_vs_output_price");
  g_autoptr (GList) prices = json_object_get_members (expected);
  JsonArray *rows = get_rows (&oracle, "ex5b_levelised");
  RigMoneyUnitCost cost;
  rig_money_unit_cost_init (&cost, &inputs);
  ck_assert_double_eq_tol (cost.capital_usd_per_month, get_number (example, "capital_annuity"),
                           USD);
  ck_assert_double_eq_tol (cost.capacity_million_tokens,
                           get_number (example, "capacity_mtok_month"), MONTHS);
  ck_assert_double_eq_tol (cost.marginal_usd_per_million,
                           get_number (example, "marginal_energy_usd_per_mtok"), USD);
  ck_assert_uint_eq (g_list_length (prices), 6);
  for (GList *price = prices; price != NULL; price = price->next)
    {
      double share
        = rig_money_unit_cost_get_break_even (&cost, g_ascii_strtod (price->data, NULL));
      if (json_object_get_null_member (expected, price->data))
        ck_assert (isinf (share));
      else
        ck_assert_double_eq_tol (share, get_number (expected, price->data), 1e-6);
    }
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      double at = get_number (row, "utilisation");
      ck_assert_double_eq_tol (rig_money_unit_cost_get_usd_per_million (&cost, at),
                               get_number (row, "usd_per_mtok_output"), USD);
      ck_assert_double_eq_tol (cost.capacity_million_tokens * at,
                               get_number (row, "output_mtok_month"), MONTHS);
    }
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (loan_and_tax)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex6_finance_tax");
  JsonObject *given = get_object (example, "inputs");
  double price = get_number (given, "price"), months = get_number (given, "months");
  double payment
    = -rig_annuity_get_payment (get_number (given, "apr_nominal") / 12, months, price, 0,
                                RIG_PAYMENT_AT_END);
  RigMoneyInputs inputs = plain_inputs (price, get_number (given, "spend")), loan, tax;
  RigMoney money;
  inputs.discount_rate = 0.08;
  inputs.usd_per_kwh = 1;
  inputs.idle_w = get_number (given, "electricity") / 730 * 1000;

  ck_assert_double_eq_tol (payment, get_number (example, "pmt"), MONTHS);
  ck_assert_double_eq_tol (payment * months - price, get_number (example, "total_interest"), USD);
  loan = inputs;
  loan.loan_usd = price;
  loan.loan_apr = get_number (given, "apr_nominal");
  loan.loan_months = (guint) months;
  money = evaluate (&loan);
  ck_assert_double_eq_tol (money.lowest_usd, get_number (example, "lowest_cumulative"), USD);
  ck_assert_double_eq_tol (money.total_usd, get_number (example, "cum36"), USD);
  ck_assert_double_eq_tol (money.npv_usd, get_number (example, "npv8_financed"), USD);
  ck_assert (isnan (money.irr_per_year));
  /* What is owed is not paid back: later than cash, because of the interest. */
  ck_assert_double_gt (money.payback_months, evaluate (&inputs).payback_months);

  tax = inputs;
  tax.tax_rate = get_number (given, "tax_rate");
  money = evaluate (&tax);
  ck_assert_double_eq_tol (money.npv_usd, get_number (example, "npv8_after_tax"), USD);
  ck_assert_double_eq_tol (money.payback_months, get_number (example, "simple_payback_after_tax"),
                           MONTHS);
  g_object_unref (oracle.parser);
}
END_TEST

static RigMoneyInputs
tornado_inputs (JsonObject *example)
{
  JsonObject *base = get_object (example, "base");
  RigMoneyInputs inputs = plain_inputs (get_number (base, "price"), get_number (base, "spend"));
  inputs.replace_share = get_number (base, "offload");
  inputs.idle_w = get_number (base, "kwh") * 1000 / inputs.powered_hours;
  inputs.usd_per_kwh = get_number (base, "eprice");
  inputs.resale_first_year = get_number (base, "ret1");
  inputs.resale_later = get_number (base, "ret2");
  inputs.selling_cost = get_number (base, "sell_fee");
  inputs.discount_rate = get_number (example, "discount");
  inputs.upkeep_hours = 1;
  inputs.horizon_months = (guint) get_number (base, "N");
  return inputs;
}

static RigMoneyInput
get_input (const char *name)
{
  static const struct
  {
    const char *name;
    RigMoneyInput input;
  } names[] = { { "spend", RIG_MONEY_INPUT_USE },
                { "offload", RIG_MONEY_INPUT_REPLACE_SHARE },
                { "api_drift", RIG_MONEY_INPUT_API_DRIFT },
                { "N", RIG_MONEY_INPUT_HORIZON },
                { "maint", RIG_MONEY_INPUT_UPKEEP_RATE },
                { "price", RIG_MONEY_INPUT_PRICE },
                { "ret1", RIG_MONEY_INPUT_RESALE_FIRST_YEAR },
                { "eprice", RIG_MONEY_INPUT_USD_PER_KWH } };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i].name))
      return names[i].input;
  ck_abort_msg ("unknown input %s", name);
  return RIG_MONEY_N_INPUTS;
}

/* The oracle's rows stand in the order of their bars; ours are handed over the other way round. */
START_TEST (tornado)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex7_tornado");
  JsonArray *rows = get_rows (&oracle, "ex7_tornado");
  RigMoneyInputs inputs = tornado_inputs (example);
  RigMoneyRange ranges[16];
  RigMoneyBar bars[16];
  guint n = json_array_get_length (rows);
  ck_assert_uint_le (n, G_N_ELEMENTS (ranges));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *row = json_array_get_object_element (rows, n - 1 - i);
      ranges[i] = (RigMoneyRange){ get_input (json_object_get_string_member (row, "var")),
                                   get_number (row, "low"), NAN, get_number (row, "high") };
    }
  rig_money_fill_tornado (&inputs, ranges, n, bars);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      ck_assert_int_eq (bars[i].range.input,
                        get_input (json_object_get_string_member (row, "var")));
      ck_assert_double_eq_tol (bars[i].npv_low_usd, get_number (row, "npv_low"), USD);
      ck_assert_double_eq_tol (bars[i].npv_high_usd, get_number (row, "npv_high"), USD);
      ck_assert_double_eq_tol (bars[i].swing_usd, get_number (row, "swing"), 2 * USD);
    }
  g_object_unref (oracle.parser);
}
END_TEST

static const RigMoneyRange example_ranges[] = {
  { RIG_MONEY_INPUT_USE, 150, 300, 600 },
  { RIG_MONEY_INPUT_REPLACE_SHARE, 0.3, 0.7, 1 },
  { RIG_MONEY_INPUT_API_DRIFT, -0.5, 0, 0.1 },
  { RIG_MONEY_INPUT_RESALE_FIRST_YEAR, 0.5, 0.694, 0.9 },
};

START_TEST (random_numbers)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex8_monte_carlo");
  JsonArray *expected = json_object_get_array_member (example, "splitmix64_seed_1234567_first5");
  JsonArray *draws = json_object_get_array_member (example, "first_draws");
  static const char *const names[] = { "spend", "offload", "drift", "ret1" };
  RigRandom random;
  rig_random_init (&random, 1234567);
  ck_assert_uint_eq (json_array_get_length (expected), 5);
  for (guint i = 0; i < json_array_get_length (expected); i++)
    ck_assert_uint_eq (rig_random_next (&random),
                       g_ascii_strtoull (json_array_get_string_element (expected, i), NULL, 10));
  rig_random_init (&random, (guint64) get_number (example, "seed"));
  for (guint i = 0; i < json_array_get_length (draws); i++)
    {
      JsonObject *drawn = json_array_get_object_element (draws, i);
      JsonArray *shares = json_object_get_array_member (drawn, "u");
      for (guint r = 0; r < G_N_ELEMENTS (names); r++)
        {
          const RigMoneyRange *range = &example_ranges[r];
          double share = rig_random_next_share (&random);
          ck_assert_double_eq_tol (share, json_array_get_double_element (shares, r), 1e-12);
          ck_assert_double_eq_tol (
            rig_random_get_triangular (share, range->low, range->mode, range->high),
            get_number (drawn, names[r]), 1e-8);
        }
    }
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (monte_carlo)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex8_monte_carlo");
  RigMoneyInputs inputs = tornado_inputs (get_object (oracle.root, "ex7_tornado"));
  RigMoneyCase money_case = { &inputs, example_ranges, G_N_ELEMENTS (example_ranges) };
  RigMoneyOdds odds;
  /* Upkeep costs nothing there. */
  ck_assert_double_eq (inputs.upkeep_usd_per_hour, 0);
  ck_assert (rig_money_simulate (&money_case, 1, (guint64) get_number (example, "seed"),
                                 (guint) get_number (example, "n"), NULL, NULL, NULL, &odds, NULL,
                                 NULL));
  ck_assert_uint_eq (odds.n_unknown, 0);
  ck_assert_double_eq_tol (odds.npv_usd.mean, get_number (example, "npv_mean"), USD);
  ck_assert_double_eq_tol (odds.npv_usd.p10, get_number (example, "npv_p10"), USD);
  ck_assert_double_eq_tol (odds.npv_usd.p50, get_number (example, "npv_p50"), USD);
  ck_assert_double_eq_tol (odds.npv_usd.p90, get_number (example, "npv_p90"), USD);
  ck_assert_double_eq_tol (odds.npv_positive, get_number (example, "prob_npv_positive"), USD);
  ck_assert_double_eq_tol (odds.payback_months.p10, get_number (example, "payback_p10"), USD);
  ck_assert_double_eq_tol (odds.payback_months.p50, get_number (example, "payback_p50"), USD);
  ck_assert_double_eq_tol (odds.payback_months.p90, get_number (example, "payback_p90"), USD);
  ck_assert_double_eq_tol (odds.paid_back_by_horizon,
                           get_number (example, "prob_payback_within_36"), USD);
  ck_assert_double_eq_tol (odds.not_within_search, get_number (example, "prob_never_within_120"),
                           USD);
  ck_assert_double_le (odds.never, odds.not_within_search);
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (energy_per_million_tokens)
{
  Oracle oracle = load_oracle ();
  JsonArray *rows = get_rows (&oracle, "ex9_energy_per_mtok");
  ck_assert_uint_eq (json_array_get_length (rows), 10);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      double kwh = rig_money_get_kwh_per_million_tokens (get_number (row, "watt"),
                                                         get_number (row, "tok_s"));
      ck_assert_double_eq_tol (kwh, get_number (row, "kwh_per_mtok"), MONTHS);
      ck_assert_double_eq_tol (kwh * 0.182, get_number (row, "usd_per_mtok_at_0182"), MONTHS);
      ck_assert_double_eq_tol (kwh * 0.3869, get_number (row, "eur_per_mtok_at_03869"), MONTHS);
    }
  g_object_unref (oracle.parser);
}
END_TEST

/* The readings of the 200 dollar row out of their parts: bill, electricity, host. */
START_TEST (the_200_dollar_row_from_its_parts)
{
  static const double hosted[] = { NAN, NAN, 143.2238, 97.277, 17.6526 };
  Oracle oracle = load_oracle ();
  JsonArray *rows = get_rows (&oracle, "ex10_the_200_row");
  RigMoneyInputs inputs = plain_inputs (3999, 200);
  ck_assert_uint_eq (json_array_get_length (rows), G_N_ELEMENTS (hosted));
  for (guint i = 0; i < G_N_ELEMENTS (hosted); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      RigMoneyInputs read = isnan (hosted[i]) ? inputs
                                              : rig_money_inputs_against_host (&inputs, hosted[i]);
      double saving;
      if (i > 0)
        {
          read.idle_w = 46.6079 / 730 * 1000;
          read.usd_per_kwh = 0.182;
        }
      saving = evaluate (&read).saving_usd_per_month;
      ck_assert_double_eq_tol (saving, get_number (row, "net_usd_month"), USD);
      ck_assert_double_eq_tol (rig_annuity_get_periods (0, saving, -3999, 0, RIG_PAYMENT_AT_END),
                               get_number (row, "payback_months"), i == 4 ? 1e-3 : USD);
    }
  g_object_unref (oracle.parser);
}
END_TEST

/* By hand: Claude's prices of 3, 0.3, 3.75 and 15 for 2, 40, 8 and 1 million tokens. */
START_TEST (bill_with_writes_to_a_cache)
{
  const RigTokenMix tokens = { 2e6, 40e6, 8e6, 1e6 }, no_cache = { 2e6, 0, 0, 1e6 };
  RigTokenMix prices = { 3, 0.3, 3.75, 15 };
  ck_assert_double_eq_tol (rig_money_get_mix_bill_usd (&tokens, &prices), 6 + 12 + 30 + 15, USD);
  prices.cache_write = NAN;
  ck_assert_double_eq_tol (rig_money_get_mix_bill_usd (&tokens, &prices), 6 + 12 + 24 + 15, USD);
  prices.cached = NAN;
  ck_assert_double_eq_tol (rig_money_get_mix_bill_usd (&tokens, &prices), 6 + 120 + 24 + 15, USD);
  ck_assert_double_eq_tol (rig_money_get_mix_bill_usd (&no_cache, &prices), 21, USD);
  prices.out = NAN;
  ck_assert (isnan (rig_money_get_mix_bill_usd (&tokens, &prices)));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("money-examples");
  TCase *tcase = tcase_create ("worked examples");
  tcase_add_test (tcase, the_article_table_as_printed);
  tcase_add_test (tcase, closed_forms_of_a_constant_saving);
  tcase_add_test (tcase, sum_of_a_falling_bill);
  tcase_add_test (tcase, the_same_model_hosted);
  tcase_add_test (tcase, break_even_utilisation);
  tcase_add_test (tcase, loan_and_tax);
  tcase_add_test (tcase, tornado);
  tcase_add_test (tcase, random_numbers);
  tcase_add_test (tcase, monte_carlo);
  tcase_add_test (tcase, energy_per_million_tokens);
  tcase_add_test (tcase, the_200_dollar_row_from_its_parts);
  tcase_add_test (tcase, bill_with_writes_to_a_cache);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
