/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Money as an answer has it: what the scenario's inputs do to it, the examples of oracles/roi.json
 * by way of the scenario, and what stands side by side. */

#include "answer-fixture.h"
#include "roi.h"

#include "engine/answer/machine-answer.h"
#include "engine/answer/money-sides.h"
#include "engine/answer/use.h"
#include "engine/estimate/money-parts.h"

#define MACHINE "mac-studio-m3-ultra-256"
#define GEMINI "google/gemini-3.7-flash"

static const RigMachineAnswer *
evaluate (void)
{
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  ck_assert_msg (answer.machines[0].money_unknown == NULL, "%s",
                 answer.machines[0].money_unknown);
  return &answer.machines[0];
}

static void
set (const char *name, double value)
{
  g_autofree char *text = g_strdup_printf ("%.17g", value);
  g_autoptr (GError) error = NULL;

  rig_scenario_set_from_string (scenario, catalog, name, text, &error);
  ck_assert_msg (error == NULL, "%s", error != NULL ? error->message : "");
}

/* A machine that draws the same whether it works or not: its electricity does not depend on any
 * prediction of its speed. */
static void
set_up_machine (double price, double spend, double kwh_per_month, double usd_per_kwh)
{
  const char *const ids[] = { MACHINE, "mac-studio-m3-ultra-96", NULL };

  set_up ();
  ck_assert (rig_scenario_set_machines (scenario, ids));
  set ("price." MACHINE, price);
  set ("load-watts." MACHINE, kwh_per_month / 0.73);
  set ("idle-watts." MACHINE, kwh_per_month / 0.73);
  set ("electricity", usd_per_kwh);
  set ("api-spend", spend);
  set ("replace-share", 1);
  set ("resale-first-year", 0);
}

static void
set_up_plain (void)
{
  set_up_machine (700, 100, 0, 0);
  set ("discount-rate", 0);
}

/* Every host of a model asks the same. */
static void
set_host_prices (const char *model, double input, double output)
{
  const GPtrArray *apis = rig_catalog_get_apis (catalog);

  for (guint i = 0; i < apis->len; i++)
    {
      const RigApi *api = g_ptr_array_index (apis, i);

      if (g_strcmp0 (api->local_model, model) != 0)
        continue;
      rig_scenario_set_override (scenario, RIG_OVERRIDE_API_INPUT, api->id, input);
      rig_scenario_set_override (scenario, RIG_OVERRIDE_API_CACHED, api->id, input);
      rig_scenario_set_override (scenario, RIG_OVERRIDE_API_OUTPUT, api->id, output);
    }
}

START_TEST (example_of_a_constant_saving)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex2_constant_saving");
  JsonObject *inputs = get_object (example, "inputs");
  const RigMachineAnswer *machine;
  double first = get_number (inputs, "retention_year1");

  set_up_machine (get_number (inputs, "price"), get_number (inputs, "spend"),
                  get_number (example, "kwh_per_month"), get_number (inputs, "usd_per_kwh"));
  set ("horizon", get_number (inputs, "months"));
  set ("discount-rate", get_number (inputs, "discount_annual_effective"));
  machine = evaluate ();
  ck_assert_double_eq (machine->money.served_share, 1);
  ck_assert_double_eq_tol (machine->energy_usd_per_month.value,
                           get_number (example, "electricity_usd_per_month"), USD);
  ck_assert_double_eq_tol (machine->payback_months.value, get_number (example, "simple_payback"),
                           MONTHS);
  ck_assert_double_eq_tol (machine->money.discounted_payback_months,
                           get_number (example, "discounted_payback"), MONTHS);
  ck_assert_double_eq_tol (machine->npv_usd.value, get_number (example, "npv_no_resale"), USD);
  ck_assert_double_eq_tol (machine->money.irr_per_year,
                           get_number (example, "irr_year_no_resale"), 1e-6);
  set ("resale-first-year", first);
  set ("resale-later", sqrt (get_number (inputs, "retention_year3") / first));
  set ("selling-cost", get_number (inputs, "selling_fee"));
  ck_assert_double_eq_tol (evaluate ()->npv_usd.value, get_number (example, "npv_with_resale"),
                           USD);
  g_object_unref (oracle.parser);
  tear_down ();
}
END_TEST

START_TEST (example_of_loan_and_tax)
{
  Oracle oracle = load_oracle ();
  JsonObject *example = get_object (oracle.root, "ex6_finance_tax");
  JsonObject *inputs = get_object (example, "inputs");
  const RigMachineAnswer *machine;
  RigBreakEven even;
  RigMoneyParts parts;

  set_up_machine (get_number (inputs, "price"), get_number (inputs, "spend"),
                  get_number (inputs, "electricity"), 1);
  set ("loan-share", 1);
  set ("loan-apr", get_number (inputs, "apr_nominal"));
  set ("loan-months", get_number (inputs, "months"));
  machine = evaluate ();
  rig_break_even_init (&even, machine);
  rig_money_parts_init (&parts, &machine->money_inputs);
  ck_assert_double_eq_tol (even.loan_payment_usd, get_number (example, "pmt"), USD);
  ck_assert_double_eq_tol (parts.interest_usd, get_number (example, "total_interest"), USD);
  ck_assert_double_eq_tol (machine->npv_usd.value, get_number (example, "npv8_financed"), USD);
  ck_assert (isnan (machine->money.irr_per_year));
  set ("loan-share", 0);
  set ("tax-rate", get_number (inputs, "tax_rate"));
  machine = evaluate ();
  ck_assert_double_eq_tol (machine->npv_usd.value, get_number (example, "npv8_after_tax"), USD);
  ck_assert_double_eq_tol (machine->payback_months.value,
                           get_number (example, "simple_payback_after_tax"), MONTHS);
  g_object_unref (oracle.parser);
  tear_down ();
}
END_TEST

/* The article's 200 dollars, read honestly: against the same model at hosts of three prices. */
START_TEST (example_of_the_200_row)
{
  static const struct
  {
    double input, output;
    guint row;
  } cases[] = { { 0.88, 0.88, 2 }, { 0.59, 0.79, 3 } };
  Oracle oracle = load_oracle ();
  JsonArray *rows
    = json_object_get_array_member (get_object (oracle.root, "ex10_the_200_row"), "rows");

  set_up_machine (3999, 200, 46.6079, 0.182);
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "llama-3.3-70b");
  ck_assert_double_eq_tol (
    evaluate ()->payback_months.value,
    get_number (json_array_get_object_element (rows, 1), "payback_months"), 1e-4);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, cases[i].row);
      RigAgainstHost against;

      set_host_prices ("llama-3.3-70b", cases[i].input, cases[i].output);
      ck_assert (rig_against_host_init (&against, &answer, evaluate ()));
      ck_assert_double_eq_tol (against.middle.saving_usd_per_month,
                               get_number (row, "net_usd_month"), 1e-3);
      ck_assert_double_eq_tol (against.payback_months.value, get_number (row, "payback_months"),
                               1e-3);
    }
  g_object_unref (oracle.parser);
  tear_down ();
}
END_TEST

START_TEST (kinds_of_use)
{
  /* At 3, 0.30 and 15 dollars: 12.5 tokens read and one written are 52.5 dollars a million. */
  const RigPrices prices = { 3, 0.3, 15 };
  RigUse use;

  rig_scenario_set_text (scenario, RIG_KEY_USE_MIX, "chat");
  set ("api-spend", 105);
  rig_use_init (&use, scenario, &prices);
  rig_assert_close (use.tokens_out, 2e6, 1e-12);
  rig_assert_close (use.tokens_in, 25e6, 1e-12);
  ck_assert_double_eq (use.tokens_cached, 0);
  rig_assert_close (rig_use_get_bill_usd (&use, &prices), 105, 1e-12);
  /* Typed tokens take the place of both. */
  set ("tokens-out", 4e6);
  rig_use_init (&use, scenario, &prices);
  rig_assert_close (use.usd, 60, 1e-12);
  ck_assert_double_eq (use.tokens_in, 0);
}
END_TEST

/* 100 dollars in each of two months, then 200: a machine of 1,000 is paid after 2 + 800 / 200. */
START_TEST (announced_price_counts_from_its_month)
{
  set ("price." MACHINE, 1000);
  rig_scenario_set_text (scenario, RIG_KEY_API, GEMINI);
  evaluate ();
  ck_assert_uint_eq (answer.n_api_steps, 1);
  ck_assert_double_eq_tol (answer.machines[0].payback_months.value, 6, 1e-9);
  rig_scenario_set_text (scenario, RIG_KEY_AS_OF, "2027-01-01");
  ck_assert_double_eq_tol (evaluate ()->payback_months.value, 10, 1e-9);
}
END_TEST

START_TEST (price_of_ones_own_is_the_bill)
{
  set ("tokens-in", 10e6);
  set ("tokens-out", 1e6);
  set ("api-input.anthropic/claude-sonnet-4-6", 4);
  set ("api-output.anthropic/claude-sonnet-4-6", 60);
  ck_assert_double_eq_tol (evaluate ()->payback_months.value, 7, 1e-9);
  ck_assert_double_eq_tol (answer.api_usd_per_month, 100, 1e-9);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_API_OUTPUT, "anthropic/claude-sonnet-4-6", NAN);
  evaluate ();
  ck_assert_double_eq_tol (answer.api_usd_per_month, 55, 1e-9);
}
END_TEST

/* 100 dollars today, 40 at any host; half of it may be replaced. */
START_TEST (side_by_side)
{
  RigAgainstHost against;
  RigSwitch change;
  double spent[13];

  set ("tokens-in", 10e6);
  set ("api-input.anthropic/claude-sonnet-4-6", 10);
  set_host_prices ("qwen3.6-27b", 4, 9);
  set ("replace-share", 0.5);
  set ("horizon", 12);
  ck_assert_double_eq_tol (evaluate ()->payback_months.value, 700 / 50.0, 1e-9);
  ck_assert (rig_against_host_init (&against, &answer, &answer.machines[0]));
  ck_assert_double_eq_tol (against.payback_months.value, 700 / 20.0, 1e-9);
  ck_assert_double_eq_tol (against.npv_usd.value, 12 * 20 - 700, 1e-9);
  ck_assert (rig_switch_init (&change, &answer));
  ck_assert_double_eq_tol (change.money.saving_usd_per_month, 30, 1e-9);
  ck_assert_double_eq_tol (change.money.npv_usd, 12 * 30, 1e-9);
  rig_switch_fill_cumulative (&change, &answer, 13, spent);
  ck_assert_double_eq (spent[0], 0);
  ck_assert_double_eq_tol (spent[12], 12 * 70, 1e-9);
}
END_TEST

/* Today's API doubles with month 3, the host does not: 100 - 60, then 200 - 60. */
START_TEST (each_bill_has_its_own_schedule)
{
  RigAgainstHost against;
  RigSwitch change;

  rig_scenario_set_text (scenario, RIG_KEY_API, GEMINI);
  set ("tokens-in", 10e6);
  evaluate ();
  set ("tokens-in", 10e6 * 100 / answer.api_usd_per_month);
  evaluate ();
  ck_assert_double_eq_tol (answer.api_usd_per_month, 100, 1e-9);
  set_host_prices ("qwen3.6-27b", 60e6 / answer.tokens_in_per_month, 1);
  set ("horizon", 6);
  evaluate ();
  ck_assert (rig_switch_init (&change, &answer));
  ck_assert_double_eq_tol (change.money.npv_usd, 2 * 40 + 4 * 140, 1e-6);
  ck_assert (rig_against_host_init (&against, &answer, &answer.machines[0]));
  ck_assert_double_eq_tol (against.npv_usd.value, 6 * 60 - 700, 1e-6);
}
END_TEST

START_TEST (nothing_is_known_of_hosts_without_tokens)
{
  RigAgainstHost against;
  RigSwitch change;

  rig_scenario_set_text (scenario, RIG_KEY_API, "none");
  evaluate ();
  ck_assert_uint_gt (answer.n_hosted, 0);
  ck_assert (!rig_switch_init (&change, &answer));
  ck_assert (!rig_against_host_init (&against, &answer, &answer.machines[0]));
}
END_TEST

/* 20 W that go, 730 hours at 0.5 dollars: 7.30 a month. 80 dollars of warranty on top of 700. */
START_TEST (old_computer_and_warranty)
{
  set ("electricity", 0.5);
  set ("own-idle-watts", 20);
  ck_assert_double_eq_tol (evaluate ()->energy_usd_per_month.value, -7.3, 1e-9);
  set ("own-idle-watts", 0);
  set ("warranty", 80);
  ck_assert_double_eq_tol (evaluate ()->payback_months.value, 7.8, 1e-9);
}
END_TEST

START_TEST (break_even_spend_breaks_even)
{
  RigBreakEven even;

  set ("load-watts." MACHINE, 100);
  set ("idle-watts." MACHINE, 100);
  set ("electricity", 0.2);
  rig_break_even_init (&even, evaluate ());
  for (guint i = 0; i < RIG_N_BREAK_EVEN_SPENDS; i++)
    {
      guint months = rig_break_even_months[i];

      rig_assert_close (even.spend_usd[i].value, 700.0 / months + 73 * 0.2, 1e-9);
      set ("api-spend", even.spend_usd[i].value);
      ck_assert_double_eq_tol (evaluate ()->payback_months.value, months, 1e-6);
    }
  /* 100 dollars that halve every year are worth 100 / (1 - 0.5^(1/12)) for ever. */
  set ("api-spend", 100);
  set ("api-drift", -0.5);
  rig_break_even_init (&even, evaluate ());
  rig_assert_close (even.ever_usd.value, 100 / (1 - pow (0.5, 1 / 12.0)), 1e-9);
}
END_TEST

/* All that is spent is the bill less what is saved. */
START_TEST (parts_make_the_whole)
{
  RigMoneyParts parts;
  const RigMachineAnswer *machine;

  set ("load-watts." MACHINE, 200);
  set ("idle-watts." MACHINE, 20);
  set ("electricity", 0.3);
  set ("resale-first-year", 0.7);
  set ("upkeep-hours", 1);
  set ("upkeep-rate", 10);
  set ("use-growth", 0.2);
  set ("replace-share", 0.6);
  set ("loan-share", 0.5);
  for (double tax = 0; tax < 0.5; tax += 0.2)
    {
      set ("tax-rate", tax);
      machine = evaluate ();
      rig_money_parts_init (&parts, &machine->money_inputs);
      rig_assert_close (parts.machine_usd + parts.energy_usd + parts.upkeep_usd
                          + parts.interest_usd + parts.api_usd + parts.tax_usd,
                        parts.api_alone_usd - machine->money.total_usd, 1e-9);
      ck_assert_double_eq_tol (parts.upkeep_usd, 36 * 10, 1e-9);
      ck_assert_double_gt (parts.api_usd, 0.4 * parts.api_alone_usd - 1e-6);
      ck_assert_int_eq (parts.tax_usd != 0, tax > 0);
    }
}
END_TEST

static double
between (GRand *rand, double low, double high)
{
  return g_rand_double_range (rand, low, high);
}

static void
set_any (GRand *rand)
{
  set ("price." MACHINE, between (rand, 300, 9000));
  set ("load-watts." MACHINE, between (rand, 60, 400));
  set ("idle-watts." MACHINE, between (rand, 1, 50));
  set ("electricity", between (rand, 0, 0.4));
  set ("api-spend", between (rand, 20, 2000));
  set ("replace-share", between (rand, 0.1, 1));
  set ("use-growth", between (rand, -0.3, 0.5));
  set ("api-drift", between (rand, -0.6, 0.3));
  set ("resale-first-year", between (rand, 0, 1));
  set ("hours-available", between (rand, 100, 730));
  set ("own-idle-watts", between (rand, 0, 30));
  set ("tax-rate", g_rand_boolean (rand) ? between (rand, 0, 0.4) : 0);
  set ("loan-share", g_rand_boolean (rand) ? between (rand, 0, 1) : 0);
  rig_scenario_set_text (scenario, RIG_KEY_USE_MIX, g_rand_boolean (rand) ? "chat"
                                                                          : "coding-agent");
}

START_TEST (more_spend_and_dearer_machines)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint finite = 0;

  for (guint i = 0; i < 400; i++)
    {
      double before, price, spend;

      set_any (rand);
      before = evaluate ()->payback_months.value;
      finite += isfinite (before) ? 1 : 0;
      price = answer.machines[0].price_usd.value;
      spend = answer.api_usd_per_month;
      set ("api-spend", spend * 1.3);
      ck_assert_double_le (evaluate ()->payback_months.value, before * (1 + 1e-12));
      set ("api-spend", spend);
      set ("price." MACHINE, price * 1.3);
      ck_assert_double_ge (evaluate ()->payback_months.value, before * (1 - 1e-12));
    }
  ck_assert_uint_gt (finite, 100);
}
END_TEST

START_TEST (npv_at_the_irr_is_zero)
{
  guint met = 0;

  set ("resale-first-year", 0.6);
  for (double price = 2500; price < 5000; price += 100)
    {
      double irr;

      set ("price." MACHINE, price);
      set ("discount-rate", 0.08);
      irr = evaluate ()->money.irr_per_year;
      if (!(irr >= 0 && irr <= 0.3))
        continue;
      set ("discount-rate", irr);
      ck_assert_double_eq_tol (evaluate ()->npv_usd.value, 0, 1e-5);
      met++;
    }
  ck_assert_uint_gt (met, 5);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("cost-answer");
  TCase *examples = tcase_create ("examples"), *plain = tcase_create ("plain");

  tcase_add_test (examples, example_of_a_constant_saving);
  tcase_add_test (examples, example_of_loan_and_tax);
  tcase_add_test (examples, example_of_the_200_row);
  suite_add_tcase (suite, examples);
  tcase_add_checked_fixture (plain, set_up_plain, tear_down);
  tcase_add_test (plain, kinds_of_use);
  tcase_add_test (plain, announced_price_counts_from_its_month);
  tcase_add_test (plain, price_of_ones_own_is_the_bill);
  tcase_add_test (plain, side_by_side);
  tcase_add_test (plain, each_bill_has_its_own_schedule);
  tcase_add_test (plain, nothing_is_known_of_hosts_without_tokens);
  tcase_add_test (plain, old_computer_and_warranty);
  tcase_add_test (plain, break_even_spend_breaks_even);
  tcase_add_test (plain, parts_make_the_whole);
  tcase_add_test (plain, more_spend_and_dearer_machines);
  tcase_add_test (plain, npv_at_the_irr_is_zero);
  suite_add_tcase (suite, plain);
  return suite;
}

RIG_TEST_MAIN (make_suite)
