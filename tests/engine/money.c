/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money.h"

#include "roi.h"

START_TEST (the_article_rule)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex1_article_table");
  JsonObject *inputs = get_object (example, "inputs");
  JsonArray *rows = json_object_get_array_member (example, "rows");
  ck_assert_uint_eq (json_array_get_length (rows), 4);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      double spend = get_number (row, "monthly_spend");
      static const char *const columns[][2] = { { "rtx_price_low", "rtx_low" },
                                                { "rtx_price_high", "rtx_high" },
                                                { "mac128_price", "mac128" } };
      for (guint column = 0; column < G_N_ELEMENTS (columns); column++)
        {
          double price = get_number (inputs, columns[column][0]);
          double expected = get_number (row, columns[column][1]);
          RigMoneyInputs plain = plain_inputs (price, spend);
          RigMoney money;
          rig_money_init (&money, &plain);
          ck_assert_double_eq_tol (rig_money_get_article_payback_months (price, spend), expected,
                                   MONTHS);
          /* With nothing else counted the honest payback is the article's. */
          ck_assert_double_eq_tol (money.payback_months, expected, MONTHS);
        }
    }
  ck_assert (isinf (rig_money_get_article_payback_months (2000, 0)));
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (spend_that_pays_back_in_a_year)
{
  static const double prices[][2] = { { 2000, 166.6667 }, { 4000, 333.3333 }, { 3999, 333.25 } };
  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      RigMoneyInputs inputs = plain_inputs (prices[i][0], 200);
      RigMoney money;
      inputs.horizon_months = 12;
      rig_money_init (&money, &inputs);
      ck_assert_double_eq_tol (money.spend_for_payback_usd, prices[i][1], USD);
      inputs.api_usd_per_month = money.spend_for_payback_usd;
      rig_money_init (&money, &inputs);
      ck_assert_double_eq_tol (money.payback_months, 12, MONTHS);
    }
}
END_TEST

START_TEST (constant_saving)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex2_constant_saving");
  RigMoneyInputs inputs = constant_inputs (get_object (example, "inputs"));
  RigMoney money;
  rig_money_init (&money, &inputs);
  ck_assert_double_eq_tol (money.busy_hours, 120, 1e-9);
  ck_assert_double_eq (money.served_share, 1);
  ck_assert_double_eq_tol (money.energy_kwh_per_month, get_number (example, "kwh_per_month"), USD);
  ck_assert_double_eq_tol (money.energy_usd_per_month,
                           get_number (example, "electricity_usd_per_month"), USD);
  ck_assert_double_eq_tol (money.saving_usd_per_month, get_number (example, "net_saving"), USD);
  ck_assert_double_eq_tol (money.payback_months, get_number (example, "simple_payback"), MONTHS);
  ck_assert_double_eq_tol (money.discounted_payback_months,
                           get_number (example, "discounted_payback"), MONTHS);
  /* Formula 10's closed form runs continuously inside the month. */
  ck_assert_double_eq_tol (money.discounted_payback_months,
                           get_number (example, "closed_form_discounted_nper"), 0.02);
  ck_assert_double_eq_tol (money.resale_usd, get_number (example, "resale_value_gross"), USD);
  ck_assert_double_eq_tol (money.npv_usd, get_number (example, "npv_with_resale"), USD);
  ck_assert_double_eq_tol (pow (1 + money.irr_per_year, 1 / 12.0) - 1,
                           get_number (example, "irr_month_with_resale"), RATE);
  inputs.resale_first_year = 0;
  rig_money_init (&money, &inputs);
  ck_assert_double_eq_tol (money.npv_usd, get_number (example, "npv_no_resale"), USD);
  ck_assert_double_eq_tol (pow (1 + money.irr_per_year, 1 / 12.0) - 1,
                           get_number (example, "irr_month_no_resale"), RATE);
  ck_assert_double_eq_tol (money.irr_per_year, get_number (example, "irr_year_no_resale"), USD);
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (falling_and_rising_api_prices)
{
  Oracle oracle = load_oracle ();
  JsonArray *rows = json_object_get_array_member (
    get_object (oracle.root, "ex3_api_price_drift"), "rows");
  ck_assert_uint_eq (json_array_get_length (rows), 12);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      RigMoneyInputs inputs = plain_inputs (get_number (row, "price"), get_number (row, "spend"));
      gboolean never = json_object_get_null_member (row, "payback_months");
      RigMoney money;
      inputs.api_drift = get_number (row, "api_price_change_per_year");
      rig_money_init (&money, &inputs);
      ck_assert_int_eq (money.never, never);
      if (never)
        ck_assert (isinf (money.payback_months));
      else
        ck_assert_double_eq_tol (money.payback_months, get_number (row, "payback_months"), MONTHS);
    }
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (capacity_caps_what_is_replaced)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex4_capacity_like_for_like");
  JsonObject *machine = get_object (get_object (example, "inputs"), "machine");
  double hit = get_number (get_object (example, "inputs"), "cache_hit");
  JsonArray *rows = json_object_get_array_member (example, "rows");
  ck_assert_uint_eq (json_array_get_length (rows), 4);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      double spend = get_number (row, "spend"), ceiling;
      double tokens_in = get_number (row, "input_mtok") * 1e6;
      RigMoneyInputs inputs = plain_inputs (3999, spend);
      RigMoney money;
      inputs.tokens_in_per_month = tokens_in * (1 - hit);
      inputs.tokens_out_per_month = get_number (row, "output_mtok") * 1e6;
      inputs.prefill_tokens_per_s = get_number (machine, "pp");
      inputs.decode_tokens_per_s = get_number (machine, "tg");
      inputs.load_w = get_number (machine, "w");
      inputs.idle_w = get_number (machine, "idle");
      inputs.usd_per_kwh = 0.182;
      rig_money_init (&money, &inputs);
      ck_assert_double_eq_tol (money.busy_hours, get_number (row, "busy_hours"), 1e-3);
      ck_assert_double_eq_tol (money.energy_kwh_per_month, get_number (row, "electricity_kwh"),
                               1e-3);
      ck_assert_int_eq (money.served_share == 1,
                        json_object_get_boolean_member (row, "feasible_24_7"));
      /* The bill is that of the tokens, as the example's prices make it. */
      ck_assert_double_eq_tol (rig_money_get_api_bill_usd (tokens_in * (1 - hit), tokens_in * hit,
                                                           inputs.tokens_out_per_month, 3, 0.3,
                                                           15),
                               spend, 1e-3);
      ceiling = get_number (row, "max_spend_replaceable_730h");
      ck_assert_double_eq_tol (money.avoided_usd_per_month, MIN (spend, ceiling), 1e-3);
      inputs.hours_available = 176;
      rig_money_init (&money, &inputs);
      ceiling = get_number (row, "max_spend_replaceable_176h");
      ck_assert_double_eq_tol (money.avoided_usd_per_month, MIN (spend, ceiling), 1e-3);
    }
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (published_cost_per_million_tokens)
{
  Oracle oracle = load_oracle ();
  JsonArray *rows = json_object_get_array_member (
    get_object (oracle.root, "ex5_cost_per_mtok"), "rows");
  guint checked = 0;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      double years = get_number (row, "life_years");
      /* A year of 365 days around the clock, as that article counts. */
      double hours = 365 * 24 / 12.0;
      RigMoneyInputs inputs = plain_inputs (4299, 100);
      RigMoney money;
      inputs.hours_available = inputs.powered_hours = hours;
      inputs.decode_tokens_per_s = get_number (row, "tok_s");
      inputs.tokens_out_per_month = hours * 3600 * inputs.decode_tokens_per_s;
      inputs.load_w = get_number (row, "watt");
      inputs.usd_per_kwh = get_number (row, "usd_kwh");
      inputs.horizon_months = (guint) (12 * years);
      rig_money_init (&money, &inputs);
      ck_assert_double_eq_tol (money.usd_per_million_tokens, get_number (row, "usd_per_mtok"),
                               USD);
      /* As printed there. */
      ck_assert_double_eq_tol (money.usd_per_million_tokens, get_number (row, "published"), 0.005);
      checked++;
    }
  ck_assert_uint_eq (checked, 3);
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (levelised_cost_per_million_tokens)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex5b_levelised");
  JsonObject *given = get_object (example, "inputs");
  JsonArray *retention = json_object_get_array_member (given, "retention");
  JsonArray *rows = json_object_get_array_member (example, "rows");
  double first = json_array_get_double_element (retention, 0);
  ck_assert_uint_eq (json_array_get_length (rows), 6);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      RigMoneyInputs inputs = plain_inputs (get_number (given, "price"), 500);
      RigMoney money;
      inputs.discount_rate = get_number (given, "discount");
      inputs.resale_first_year = first;
      inputs.resale_later = sqrt (json_array_get_double_element (retention, 1) / first);
      inputs.selling_cost = get_number (given, "fee");
      inputs.decode_tokens_per_s = get_number (given, "tg");
      inputs.tokens_out_per_month
        = get_number (example, "capacity_mtok_month") * 1e6 * get_number (row, "utilisation");
      inputs.load_w = get_number (given, "load");
      inputs.idle_w = get_number (given, "idle");
      inputs.usd_per_kwh = get_number (given, "usd_kwh");
      rig_money_init (&money, &inputs);
      ck_assert_double_eq_tol (money.energy_usd_per_month, get_number (row, "energy_usd_month"),
                               USD);
      ck_assert_double_eq_tol (money.usd_per_million_tokens,
                               get_number (row, "usd_per_mtok_output"), USD);
    }
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (one_input_at_its_ends)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex7_tornado");
  JsonObject *base = get_object (example, "base");
  JsonArray *rows = json_object_get_array_member (example, "rows");
  RigMoneyInputs inputs = plain_inputs (get_number (base, "price"), get_number (base, "spend"));
  RigMoney money;
  inputs.replace_share = get_number (base, "offload");
  /* 40 kWh a month, whatever the machine does: all of it as idle power. */
  inputs.idle_w = get_number (base, "kwh") * 1000 / inputs.powered_hours;
  inputs.usd_per_kwh = get_number (base, "eprice");
  inputs.resale_first_year = get_number (base, "ret1");
  inputs.resale_later = get_number (base, "ret2");
  inputs.selling_cost = get_number (base, "sell_fee");
  inputs.discount_rate = get_number (example, "discount");
  inputs.upkeep_hours = 1;
  rig_money_init (&money, &inputs);
  ck_assert_double_eq_tol (money.npv_usd, get_number (example, "npv_base"), USD);
  for (guint i = 0; i < 2 * json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i / 2);
      const char *name = json_object_get_string_member (row, "var");
      double value = get_number (row, i % 2 ? "high" : "low");
      RigMoneyInputs varied = inputs;
      if (g_str_equal (name, "spend"))
        varied.api_usd_per_month = value;
      else if (g_str_equal (name, "offload"))
        varied.replace_share = value;
      else if (g_str_equal (name, "api_drift"))
        varied.api_drift = value;
      else if (g_str_equal (name, "N"))
        varied.horizon_months = (guint) value;
      else if (g_str_equal (name, "maint"))
        varied.upkeep_usd_per_hour = value;
      else if (g_str_equal (name, "price"))
        varied.price_usd = value;
      else if (g_str_equal (name, "ret1"))
        varied.resale_first_year = value;
      else if (g_str_equal (name, "eprice"))
        varied.usd_per_kwh = value;
      else
        ck_abort_msg ("unknown input %s", name);
      rig_money_init (&money, &varied);
      ck_assert_double_eq_tol (money.npv_usd, get_number (row, i % 2 ? "npv_high" : "npv_low"),
                               USD);
    }
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (the_200_dollar_row_read_honestly)
{
  Oracle oracle = load_oracle ();
  JsonArray *rows = json_object_get_array_member (get_object (oracle.root, "ex10_the_200_row"),
                                                  "rows");
  guint checked = 0;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      double expected = get_number (row, "payback_months");
      RigMoneyInputs inputs = plain_inputs (3999, get_number (row, "net_usd_month"));
      RigMoney money;
      rig_money_init (&money, &inputs);
      if (expected > RIG_MONEY_SEARCH_MONTHS)
        {
          /* More than ten years is no payback, but not hopeless either. */
          ck_assert (isinf (money.payback_months));
          ck_assert (!money.never);
        }
      else
        ck_assert_double_eq_tol (money.payback_months, expected, 1e-4);
      checked++;
    }
  ck_assert_uint_eq (checked, 5);
  g_object_unref (oracle.parser);
}
END_TEST

START_TEST (resale_curve)
{
  RigMoneyInputs inputs = plain_inputs (1000, 100);
  inputs.resale_first_year = 0.64;
  inputs.resale_later = 0.81;
  ck_assert_double_eq_tol (rig_money_get_resale_usd (&inputs, 0), 1000, USD);
  ck_assert_double_eq_tol (rig_money_get_resale_usd (&inputs, 6), 800, USD);
  ck_assert_double_eq_tol (rig_money_get_resale_usd (&inputs, 12), 640, USD);
  ck_assert_double_eq_tol (rig_money_get_resale_usd (&inputs, 18), 576, USD);
  ck_assert_double_eq_tol (rig_money_get_resale_usd (&inputs, 36), 640 * 0.81 * 0.81, USD);
}
END_TEST

START_TEST (exit_comes_before_payback)
{
  RigMoneyInputs inputs = plain_inputs (1000, 100);
  RigMoney money;
  inputs.resale_first_year = 0.5;
  inputs.resale_later = 0.5;
  inputs.selling_cost = 0.1;
  rig_money_init (&money, &inputs);
  ck_assert_double_eq_tol (money.payback_months, 10, MONTHS);
  /* After 5 months 500 + 900 / 2^(5/12) = 1,174; after 3 months 300 + 757 = 1,057; after 2 months
   * 200 + 802 = 1,002; after 1 month 100 + 849 = 949: between the first and the second. */
  ck_assert_double_gt (money.exit_payback_months, 1);
  ck_assert_double_lt (money.exit_payback_months, 2);
  inputs.selling_cost = 0;
  rig_money_init (&money, &inputs);
  ck_assert_double_eq (money.exit_payback_months, 0);
}
END_TEST

START_TEST (curves_cross_at_the_payback)
{
  RigMoneyInputs inputs = plain_inputs (3999, 300);
  double machine[121], api[121];
  RigMoney money;
  guint before;
  inputs.replace_share = 0.6;
  inputs.api_drift = -0.2;
  inputs.use_growth = 0.3;
  inputs.setup_usd = 200;
  inputs.planned_spend_usd = 1200;
  inputs.load_w = inputs.idle_w = 50;
  inputs.usd_per_kwh = 0.3;
  inputs.electricity_growth = 0.1;
  rig_money_init (&money, &inputs);
  rig_money_fill_cumulative (&inputs, G_N_ELEMENTS (machine), machine, api);
  rig_money_fill_cumulative (&inputs, G_N_ELEMENTS (machine), NULL, NULL);
  ck_assert_double_eq (machine[0], 2999);
  ck_assert_double_eq (api[0], 0);
  ck_assert_double_eq (api[1], 300);
  before = (guint) money.payback_months;
  ck_assert_double_gt (machine[before], api[before]);
  ck_assert_double_le (machine[before + 1], api[before + 1]);
  for (guint i = 0; i < G_N_ELEMENTS (machine); i += 40)
    {
      ck_assert_double_eq (rig_money_get_cumulative_usd (&inputs, i), machine[i]);
      ck_assert_double_eq (rig_money_get_cumulative_api_usd (&inputs, i), api[i]);
    }
}
END_TEST

START_TEST (nothing_to_save_is_never)
{
  RigMoneyInputs inputs = plain_inputs (2000, 0);
  RigMoney money;
  rig_money_init (&money, &inputs);
  ck_assert (isinf (money.payback_months) && money.never);
  ck_assert (isinf (money.discounted_payback_months));
  ck_assert (isnan (money.irr_per_year));
  ck_assert (isnan (money.usd_per_million_tokens));

  inputs = plain_inputs (2000, 200);
  inputs.replace_share = 0;
  rig_money_init (&money, &inputs);
  ck_assert (money.never);
  ck_assert (isinf (money.spend_for_payback_usd));

  /* Electricity above the bill: no horizon helps. */
  inputs = plain_inputs (2000, 20);
  inputs.load_w = inputs.idle_w = 500;
  inputs.usd_per_kwh = 0.5;
  rig_money_init (&money, &inputs);
  ck_assert_double_lt (money.saving_usd_per_month, 0);
  ck_assert (isinf (money.payback_months) && money.never);
  ck_assert_double_lt (money.npv_usd, -2000);
  /* Unless electricity becomes cheaper: then nobody can say never. */
  inputs.electricity_growth = -0.1;
  rig_money_init (&money, &inputs);
  ck_assert (!money.never);
}
END_TEST

START_TEST (never_counts_only_months_that_gain)
{
  RigMoneyInputs inputs = plain_inputs (20000, 200);
  RigMoney money;
  /* 200 falling by 5 % a year are worth 46,890 for ever, but upkeep eats the later years. */
  inputs.api_drift = -0.05;
  rig_money_init (&money, &inputs);
  ck_assert (isinf (money.payback_months) && !money.never);
  inputs.upkeep_hours = 1;
  inputs.upkeep_usd_per_hour = 100;
  rig_money_init (&money, &inputs);
  ck_assert (isinf (money.payback_months) && money.never);
}
END_TEST

START_TEST (growth_beyond_capacity_saves_nothing_more)
{
  RigMoneyInputs inputs = plain_inputs (50000, 100);
  RigMoney money;
  inputs.tokens_out_per_month = 100 * 3600;
  inputs.decode_tokens_per_s = 1;
  inputs.hours_available = 200;
  inputs.use_growth = 1;
  inputs.api_drift = -0.2;
  rig_money_init (&money, &inputs);
  /* At most 200 a month, falling by a fifth a year: 200 / (1 - 0.8^(1/12)) is 10,855. */
  ck_assert (isinf (money.payback_months) && money.never);
  ck_assert_double_eq (money.served_share, 1);
}
END_TEST

START_TEST (free_machines)
{
  RigMoneyInputs inputs = plain_inputs (0, 100);
  RigMoney money;
  rig_money_init (&money, &inputs);
  ck_assert_double_eq (money.payback_months, 0);
  ck_assert_double_eq (money.exit_payback_months, 0);
  ck_assert_double_eq (money.spend_for_payback_usd, 0);
  ck_assert (!money.never);
  ck_assert (isnan (money.irr_per_year));
  ck_assert_double_eq_tol (money.npv_usd, 3600, USD);
  /* So is one that takes the place of another at the same price. */
  inputs = plain_inputs (3000, 100);
  inputs.planned_spend_usd = 3000;
  rig_money_init (&money, &inputs);
  ck_assert_double_eq (money.payback_months, 0);
}
END_TEST

START_TEST (horizons_at_the_ends)
{
  RigMoneyInputs inputs = plain_inputs (3999, 500);
  RigMoney one, zero, longest, beyond;
  inputs.resale_first_year = 0.69;
  inputs.resale_later = 0.84;
  inputs.discount_rate = 0.08;
  inputs.horizon_months = 1;
  rig_money_init (&one, &inputs);
  ck_assert_double_eq_tol (one.npv_usd,
                           -3999 + (500 + 3999 * pow (0.69, 1 / 12.0)) / pow (1.08, 1 / 12.0),
                           USD);
  ck_assert_double_eq_tol (one.payback_months, 7.998, MONTHS);
  inputs.horizon_months = 0;
  rig_money_init (&zero, &inputs);
  ck_assert_double_eq (zero.npv_usd, one.npv_usd);
  inputs.horizon_months = RIG_MONEY_SEARCH_MONTHS;
  rig_money_init (&longest, &inputs);
  inputs.horizon_months = G_MAXUINT;
  rig_money_init (&beyond, &inputs);
  ck_assert_double_eq (beyond.npv_usd, longest.npv_usd);
  ck_assert_double_eq_tol (longest.resale_usd, rig_money_get_resale_usd (&inputs, 120), USD);
}
END_TEST

START_TEST (drift_at_the_ends)
{
  static const double drifts[] = { -2, -1, -0.999, 0, 10 };
  for (guint i = 0; i < G_N_ELEMENTS (drifts); i++)
    {
      RigMoneyInputs inputs = plain_inputs (3999, 500);
      RigMoney money;
      inputs.api_drift = drifts[i];
      inputs.discount_rate = 0.08;
      inputs.horizon_months = 120;
      rig_money_init (&money, &inputs);
      ck_assert (isfinite (money.npv_usd));
      ck_assert_double_eq (money.avoided_usd_per_month, 500);
      ck_assert_int_eq (money.never, drifts[i] < -0.9);
      /* A price that falls by everything leaves the first month only. */
      if (drifts[i] <= -1)
        ck_assert_double_eq_tol (money.npv_usd, -3999 + 500 / pow (1.08, 1 / 12.0), USD);
    }
}
END_TEST

START_TEST (unknown_watts_leave_electricity_out)
{
  RigMoneyInputs inputs = plain_inputs (3999, 500);
  RigMoney money;
  inputs.load_w = NAN;
  inputs.idle_w = 9;
  inputs.usd_per_kwh = 0.2;
  inputs.tokens_out_per_month = 1e6;
  inputs.decode_tokens_per_s = 10;
  rig_money_init (&money, &inputs);
  ck_assert (isnan (money.energy_kwh_per_month));
  ck_assert (isnan (money.energy_usd_per_month));
  ck_assert_double_eq_tol (money.payback_months, 7.998, MONTHS);
  inputs.load_w = 200;
  inputs.usd_per_kwh = NAN;
  rig_money_init (&money, &inputs);
  ck_assert (isfinite (money.energy_kwh_per_month));
  ck_assert (isnan (money.energy_usd_per_month));
  ck_assert_double_eq_tol (money.saving_usd_per_month, 500, USD);
}
END_TEST

START_TEST (unknown_price_or_speed_is_unknown_not_never)
{
  RigMoneyInputs inputs = plain_inputs (NAN, 500);
  RigMoney money;
  rig_money_init (&money, &inputs);
  ck_assert (isnan (money.payback_months) && isnan (money.npv_usd) && isnan (money.irr_per_year));
  ck_assert (isnan (money.exit_payback_months) && isnan (money.spend_for_payback_usd));
  ck_assert (!money.never);
  ck_assert_double_eq (money.saving_usd_per_month, 500);

  inputs = plain_inputs (3999, 500);
  inputs.tokens_out_per_month = 1e6;
  inputs.decode_tokens_per_s = NAN;
  rig_money_init (&money, &inputs);
  ck_assert (isnan (money.busy_hours) && isnan (money.served_share));
  ck_assert (isnan (money.payback_months) && !money.never);

  /* A machine that stands still is known to serve nothing. */
  inputs.decode_tokens_per_s = 0;
  rig_money_init (&money, &inputs);
  ck_assert_double_eq (money.served_share, 0);
  ck_assert (isinf (money.payback_months) && money.never);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("money");
  TCase *examples = tcase_create ("worked examples");
  TCase *edges = tcase_create ("edges");
  tcase_add_test (examples, the_article_rule);
  tcase_add_test (examples, spend_that_pays_back_in_a_year);
  tcase_add_test (examples, constant_saving);
  tcase_add_test (examples, falling_and_rising_api_prices);
  tcase_add_test (examples, capacity_caps_what_is_replaced);
  tcase_add_test (examples, published_cost_per_million_tokens);
  tcase_add_test (examples, levelised_cost_per_million_tokens);
  tcase_add_test (examples, one_input_at_its_ends);
  tcase_add_test (examples, the_200_dollar_row_read_honestly);
  suite_add_tcase (suite, examples);
  tcase_add_test (edges, resale_curve);
  tcase_add_test (edges, exit_comes_before_payback);
  tcase_add_test (edges, curves_cross_at_the_payback);
  tcase_add_test (edges, nothing_to_save_is_never);
  tcase_add_test (edges, never_counts_only_months_that_gain);
  tcase_add_test (edges, growth_beyond_capacity_saves_nothing_more);
  tcase_add_test (edges, free_machines);
  tcase_add_test (edges, horizons_at_the_ends);
  tcase_add_test (edges, drift_at_the_ends);
  tcase_add_test (edges, unknown_watts_leave_electricity_out);
  tcase_add_test (edges, unknown_price_or_speed_is_unknown_not_never);
  suite_add_tcase (suite, edges);
  return suite;
}

RIG_TEST_MAIN (make_suite)
