/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Money alone: what a sweep, a tornado and a simulation pay for each scenario of a machine. */

#include "engine/answer/money-odds.h"
#include "engine/answer/money-ranges.h"
#include "engine/estimate/money-tornado.h"
#include "report/report.h"

#include <stdio.h>

#define ROUNDS 31
#define SCENARIOS 1000
#define MACHINES 6
#define DRAWS 10000

static double sink; /* what is found is used, so that no compiler leaves out the search */

static const RigMoneyRange ranges[] = {
  { RIG_MONEY_INPUT_USE, 150, 300, 600 },
  { RIG_MONEY_INPUT_REPLACE_SHARE, 0.3, 0.7, 1 },
  { RIG_MONEY_INPUT_API_DRIFT, -0.5, 0, 0.1 },
  { RIG_MONEY_INPUT_SPEED, 0.7, 1, 1.3 },
  { RIG_MONEY_INPUT_USD_PER_KWH, 0.1, 0.182, 0.39 },
  { RIG_MONEY_INPUT_RESALE_FIRST_YEAR, 0.5, 0.694, 0.9 },
};

static RigMoneyInputs
make_inputs (void)
{
  return (RigMoneyInputs){
    .price_usd = 3999,
    .api_usd_per_month = 300,
    .replace_share = 0.7,
    .tokens_in_per_month = 2.3e7,
    .tokens_out_per_month = 6.6e6,
    .prefill_tokens_per_s = 600,
    .decode_tokens_per_s = 25,
    .hours_available = 730,
    .powered_hours = 730,
    .load_w = 200,
    .idle_w = 10,
    .usd_per_kwh = 0.182,
    .resale_first_year = 0.69,
    .resale_later = 0.84,
    .selling_cost = 0.1,
    .discount_rate = 0.08,
    .horizon_months = 36,
  };
}

static void
run_scenarios (RigMoneyInputs inputs)
{
  for (guint i = 0; i < SCENARIOS; i++)
    {
      RigMoney money;

      inputs.api_usd_per_month = 200 + i % 500;
      rig_money_init (&money, &inputs);
      sink += money.npv_usd + money.irr_per_year;
    }
}

static void
run_constant (void)
{
  run_scenarios (make_inputs ());
}

static void
run_growing (void)
{
  RigMoneyInputs inputs = make_inputs ();

  inputs.api_drift = -0.2;
  inputs.use_growth = 0.1;
  inputs.electricity_growth = 0.03;
  run_scenarios (inputs);
}

static void
run_longest (void)
{
  RigMoneyInputs inputs = make_inputs ();

  inputs.api_drift = -0.2;
  inputs.use_growth = 0.1;
  inputs.horizon_months = RIG_MONEY_SEARCH_MONTHS;
  run_scenarios (inputs);
}

static void
run_financed (void)
{
  RigMoneyInputs inputs = make_inputs ();

  inputs.loan_usd = 3999;
  inputs.loan_apr = 0.0999;
  inputs.loan_months = 24;
  inputs.tax_rate = 0.25;
  inputs.deduction_years = 3;
  run_scenarios (inputs);
}

static void
run_tornado (void)
{
  RigMoneyInputs inputs = make_inputs ();
  RigMoneyBar bars[G_N_ELEMENTS (ranges)];

  inputs.api_usd_per_month += (guint) sink % 2;
  rig_money_fill_tornado (&inputs, ranges, G_N_ELEMENTS (ranges), bars);
  sink += bars[0].swing_usd;
}

static void
run_simulation (void)
{
  RigMoneyInputs inputs = make_inputs ();
  RigMoneyCase cases[MACHINES];
  RigMoneyOdds odds[MACHINES];

  for (guint i = 0; i < MACHINES; i++)
    cases[i] = (RigMoneyCase){ &inputs, ranges, G_N_ELEMENTS (ranges) };
  rig_money_simulate (cases, MACHINES, 42, DRAWS, NULL, NULL, NULL, odds, NULL, NULL);
  sink += odds[0].npv_usd.p50;
}

/* Six machines of the catalogue under a scenario, as the Cost page has them. */
static RigCatalog *catalog;
static RigEvaluator *evaluator;
static RigScenario *scenario;
static RigAnswer answer;

static void
set_up_page (void)
{
  static const char *const ids[] = { "rtx-spark-128", "mac-studio-m4-ultra-192",
                                     "mac-studio-m4-ultra-128", "dgx-spark-128",
                                     "mac-studio-m5-max-128", "dual-rtx-3090", NULL };

  catalog = rig_catalog_new ();
  evaluator = rig_evaluator_new (catalog);
  scenario = rig_scenario_new ();
  rig_scenario_set_machines (scenario, ids);
  rig_evaluator_evaluate (evaluator, scenario, &answer);
}

static void
run_tornados (void)
{
  for (guint i = 0; i < answer.n_machines; i++)
    {
      RigMoneyRange own[RIG_MONEY_N_INPUTS];
      RigMoneyBar bars[RIG_MONEY_N_INPUTS];
      guint n = rig_money_ranges_fill (&answer.machines[i], own);

      rig_money_fill_tornado (&answer.machines[i].money_inputs, own, n, bars);
      sink += n > 0 ? bars[0].swing_usd : 0;
    }
}

static void
run_odds (void)
{
  g_autoptr (RigOddsCase) odds_case = rig_odds_case_new (&answer, RIG_ODDS_SEED, RIG_ODDS_DRAWS);
  g_autoptr (RigOdds) odds = rig_odds_new (odds_case, NULL, NULL, NULL, NULL);

  sink += odds->n_machines;
}

static void
run_page (void)
{
  g_autoptr (RigReport) report
    = rig_report_new_with_odds (RIG_PAGE_COST, evaluator, scenario, &answer, NULL,
                                RIG_ODDS_COMPUTING);

  sink += report->tables->len;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The fastest round is what the machine can do; the median says how disturbed it was. */
static void
measure (const char *what, void (*run) (void), double per_s, guint parts, const char *unit)
{
  double rounds[ROUNDS];

  run ();
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      run ();
      rounds[i] = (double) (g_get_monotonic_time () - start) / 1e6 / parts * per_s;
    }
  qsort (rounds, ROUNDS, sizeof rounds[0], compare_doubles);
  printf ("%-44s %10.2f %-3s (median %.2f)\n", what, rounds[0], unit, rounds[ROUNDS / 2]);
}

int
main (void)
{
  measure ("money, nothing grows, 36 months", run_constant, 1e9, SCENARIOS, "ns");
  measure ("money, use and prices move, 36 months", run_growing, 1e9, SCENARIOS, "ns");
  measure ("the same, 120 months", run_longest, 1e9, SCENARIOS, "ns");
  measure ("money with loan and tax, 36 months", run_financed, 1e9, SCENARIOS, "ns");
  measure ("tornado of six inputs", run_tornado, 1e6, 1, "us");
  measure ("10,000 draws of six inputs, six machines", run_simulation, 1e3, 1, "ms");
  set_up_page ();
  g_print ("%u machines of the catalogue\n", answer.n_machines);
  measure ("tornado of all their uncertain inputs", run_tornados, 1e6, 1, "us");
  measure ("10,000 draws of all their uncertain inputs", run_odds, 1e3, 1, "ms");
  measure ("the Cost page, without the draws", run_page, 1e6, 1, "us");
  rig_scenario_free (scenario);
  rig_evaluator_free (evaluator);
  rig_catalog_free (catalog);
  return sink == 0;
}
