/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-private.h"

#include "engine/estimate/money-annuity.h"

#include <math.h>

#define MONTHS_PER_YEAR 12
#define S_PER_HOUR 3600.0
#define W_PER_KW 1000.0

/* Between 1/8 and 1. Halley's steps from a straight line that is at most 7 % off; each makes the
 * error its own cube. */
static double
get_cube_root (double x)
{
  double root = 0.46 + 0.58 * x;

  for (guint i = 0; i < 3; i++)
    {
      double cube = root * root * root;
      root *= (cube + 2 * x) / (2 * cube + x);
    }
  return root;
}

double
rig_money_get_monthly_factor (double per_year)
{
  int exponent, rest;
  double fourth;

  if (per_year == 1 || isnan (per_year) || isinf (per_year))
    return per_year;
  /* A price cannot fall by more than all of it. */
  if (per_year <= 0)
    return 0;
  fourth = frexp (sqrt (sqrt (per_year)), &exponent);
  rest = exponent % 3;
  if (rest > 0)
    rest -= 3;
  return ldexp (get_cube_root (ldexp (fourth, rest)), (exponent - rest) / 3);
}

/* @memo: NULL, or what has been asked for in the same place before */
static double
get_factor (RigMoneyMemo *memo, guint place, double per_year)
{
  if (memo == NULL)
    return rig_money_get_monthly_factor (per_year);
  if (memo->per_year[place] != per_year)
    {
      memo->per_month[place] = rig_money_get_monthly_factor (per_year);
      memo->per_year[place] = per_year;
    }
  return memo->per_month[place];
}

static double
hours_for (double tokens, double tokens_per_s)
{
  /* No tokens take no time, however fast or slow or unknown the machine is. */
  return tokens == 0 ? 0 : tokens / tokens_per_s / S_PER_HOUR;
}

static void
plan_tax (RigMoneyPlan *plan, const RigMoneyInputs *inputs)
{
  guint years = MAX (1, inputs->deduction_years);

  plan->tax_rate = CLAMP (inputs->tax_rate, 0, 1);
  plan->deduction_usd = plan->investment_usd / years;
  plan->deduction_months = years * MONTHS_PER_YEAR;
}

static void
plan_loan (RigMoneyPlan *plan, const RigMoneyInputs *inputs)
{
  if (inputs->loan_months == 0 || inputs->loan_usd == 0)
    return;
  plan->loan_usd = inputs->loan_usd;
  plan->loan_rate = inputs->loan_apr / MONTHS_PER_YEAR;
  plan->loan_payment_usd = -rig_annuity_get_payment (plan->loan_rate, inputs->loan_months,
                                                     inputs->loan_usd, 0, RIG_PAYMENT_AT_END);
}

void
rig_money_plan_init (RigMoneyPlan *plan, const RigMoneyInputs *inputs)
{
  rig_money_plan_init_with (plan, inputs, NULL);
}

void
rig_money_plan_init_with (RigMoneyPlan *plan, const RigMoneyInputs *inputs, RigMoneyMemo *memo)
{
  *plan = (RigMoneyPlan){
    .inputs = inputs,
    .investment_usd = inputs->price_usd + inputs->setup_usd + inputs->warranty_usd
                      - inputs->planned_spend_usd,
    .upkeep_usd = inputs->upkeep_hours * inputs->upkeep_usd_per_hour,
    .replaced_usd = inputs->api_usd_per_month * inputs->replace_share,
    .busy_hours = hours_for (inputs->tokens_in_per_month, inputs->prefill_tokens_per_s)
                  + hours_for (inputs->tokens_out_per_month, inputs->decode_tokens_per_s),
    .use_step = get_factor (memo, 0, 1 + inputs->use_growth),
    .api_step = get_factor (memo, 1, 1 + inputs->api_drift),
    .power_step = get_factor (memo, 2, 1 + inputs->electricity_growth),
    .discount_step = 1 / get_factor (memo, 3, 1 + inputs->discount_rate),
    .resale_step_first = get_factor (memo, 4, inputs->resale_first_year),
    .resale_step_later = get_factor (memo, 5, inputs->resale_later),
    .energy_known = !isnan (inputs->load_w) && !isnan (inputs->idle_w)
                    && !isnan (inputs->own_idle_w) && !isnan (inputs->usd_per_kwh),
  };
  plan->usd_per_watt_hour = inputs->usd_per_kwh / W_PER_KW;
  plan_tax (plan, inputs);
  plan_loan (plan, inputs);
  plan->plain = plan->tax_rate == 0 && plan->loan_usd == 0;
  plan->constant = plan->use_step == 1 && plan->api_step == 1 && plan->power_step == 1
                   && inputs->n_api_steps == 0;
}

guint
rig_money_get_horizon (const RigMoneyInputs *inputs)
{
  return CLAMP (inputs->horizon_months, 1, RIG_MONEY_SEARCH_MONTHS);
}

/* Formulas 3 to 5 at the growth that stands in the month. */
static void
month_fill (RigMoneyMonth *month, const RigMoneyPlan *plan)
{
  const RigMoneyInputs *inputs = plan->inputs;
  double busy = plan->busy_hours * month->use;
  double worked = MIN (busy, inputs->hours_available);
  double idle = MAX (0, inputs->powered_hours - worked);

  month->served_share = busy > inputs->hours_available ? inputs->hours_available / busy : 1;
  if (isnan (busy))
    month->served_share = worked = NAN;
  month->watt_hours = inputs->load_w * worked + inputs->idle_w * idle
                      - inputs->own_idle_w * inputs->powered_hours;
  month->energy_usd
    = plan->energy_known ? month->watt_hours * plan->usd_per_watt_hour * month->power : 0;
  month->avoided_usd
    = plan->replaced_usd * month->served_share * month->use * month->api * month->step;
  month->saving_usd = month->avoided_usd - month->energy_usd - plan->upkeep_usd;
}

static void
month_take_steps (RigMoneyMonth *month, const RigMoneyInputs *inputs)
{
  while (month->next_step < inputs->n_api_steps
         && inputs->api_steps[month->next_step].month <= month->number)
    month->step = inputs->api_steps[month->next_step++].factor;
}

void
rig_money_month_init (RigMoneyMonth *month, const RigMoneyPlan *plan)
{
  month->number = 1;
  month->use = month->api = month->power = month->step = 1;
  month->next_step = 0;
  month_take_steps (month, plan->inputs);
  month_fill (month, plan);
}

void
rig_money_month_advance (RigMoneyMonth *month, const RigMoneyPlan *plan)
{
  month->number++;
  if (plan->constant)
    return;
  month->use *= plan->use_step;
  month->api *= plan->api_step;
  month->power *= plan->power_step;
  month_take_steps (month, plan->inputs);
  month_fill (month, plan);
}

/* Where a sum that was below zero reached it, straight inside the month. */
static double
interpolate (guint month, double before, double after)
{
  return month - 1 + before / (before - after);
}

/* What a sale brings: less the cost of selling, and less the tax on what is above the book value
 * (or plus the tax that a loss saves). */
static double
get_proceeds (const RigMoneyLedger *ledger, const RigMoneyPlan *plan)
{
  double gross = ledger->resale_usd * (1 - plan->inputs->selling_cost);

  return plan->tax_rate == 0 ? gross : gross - plan->tax_rate * (gross - ledger->book_usd);
}

void
rig_money_ledger_init (RigMoneyLedger *ledger, const RigMoneyPlan *plan)
{
  const RigMoneyInputs *inputs = plan->inputs;

  ledger->npv = ledger->total = ledger->lowest = ledger->flows[0]
    = plan->loan_usd - plan->investment_usd;
  /* For a payback what is owed counts as not paid back. */
  ledger->sum = ledger->discounted = -plan->investment_usd;
  ledger->balance_usd = plan->loan_usd;
  ledger->book_usd = plan->investment_usd;
  ledger->discount = 1;
  ledger->resale_usd = inputs->price_usd;
  ledger->exit = ledger->sum + get_proceeds (ledger, plan);
  ledger->payback = ledger->discounted_payback = ledger->sum >= 0 ? 0 : INFINITY;
  ledger->exit_payback = ledger->exit >= 0 ? 0 : INFINITY;
  ledger->costs_pv = plan->investment_usd;
  ledger->tokens_pv = ledger->costs = ledger->served = 0;
  ledger->interest = ledger->deducted = 0;
}

/* A month of the loan; what it takes, less the tax that its interest saves. */
static double
settle_loan (RigMoneyLedger *ledger, const RigMoneyPlan *plan, gboolean last)
{
  double interest = ledger->balance_usd * plan->loan_rate;

  ledger->interest += interest;
  ledger->balance_usd = last ? 0 : ledger->balance_usd + interest - plan->loan_payment_usd;
  return plan->loan_payment_usd
         - (plan->inputs->interest_deductible ? plan->tax_rate * interest : 0);
}

/* The tax that a year's part of the machine's price saves. */
static double
settle_deduction (RigMoneyLedger *ledger, const RigMoneyPlan *plan, gboolean last)
{
  ledger->book_usd = last ? 0 : ledger->book_usd - plan->deduction_usd;
  ledger->deducted += plan->deduction_usd;
  return plan->tax_rate * plan->deduction_usd;
}

double
rig_money_ledger_settle (RigMoneyLedger *ledger, const RigMoneyPlan *plan,
                         const RigMoneyMonth *month)
{
  guint number = month->number, loan_months = plan->inputs->loan_months;
  double flow = month->saving_usd;

  if (plan->plain)
    return flow;
  flow *= 1 - plan->tax_rate;
  if (plan->loan_usd != 0 && number <= loan_months)
    flow -= settle_loan (ledger, plan, number == loan_months);
  if (number % MONTHS_PER_YEAR == 0 && number <= plan->deduction_months)
    flow += settle_deduction (ledger, plan, number == plan->deduction_months);
  return flow;
}

/* @flow: of the month; @owed_before: what was owed before it. */
static void
ledger_search_paybacks (RigMoneyLedger *ledger, const RigMoneyPlan *plan, double flow,
                        double owed_before, guint number)
{
  double sum = ledger->sum + flow + (owed_before - ledger->balance_usd);
  double discounted = ledger->discounted + flow * ledger->discount;
  double exit_sum = sum + get_proceeds (ledger, plan);

  if (owed_before != 0)
    discounted += (owed_before / plan->discount_step - ledger->balance_usd) * ledger->discount;
  if (isinf (ledger->payback) && sum >= 0)
    ledger->payback = interpolate (number, ledger->sum, sum);
  if (isinf (ledger->discounted_payback) && discounted >= 0)
    ledger->discounted_payback = interpolate (number, ledger->discounted, discounted);
  if (isinf (ledger->exit_payback) && exit_sum >= 0)
    ledger->exit_payback = interpolate (number, ledger->exit, exit_sum);
  ledger->sum = sum;
  ledger->discounted = discounted;
  ledger->exit = exit_sum;
}

static void
ledger_add_to_horizon (RigMoneyLedger *ledger, const RigMoneyPlan *plan,
                       const RigMoneyMonth *month, double flow, gboolean last)
{
  const RigMoneyInputs *inputs = plan->inputs;
  double costs = month->energy_usd + plan->upkeep_usd;
  double served = month->served_share * month->use;
  double tokens = (inputs->tokens_in_per_month + inputs->tokens_out_per_month) * served;

  ledger->costs_pv += costs * ledger->discount;
  ledger->tokens_pv += tokens * ledger->discount;
  ledger->costs += costs;
  ledger->served += served * month->api * month->step;
  ledger->lowest = MIN (ledger->lowest, ledger->total + flow);
  if (last)
    {
      double gross = ledger->resale_usd * (1 - inputs->selling_cost);
      /* The machine is sold, and what is still owed is paid. */
      flow += get_proceeds (ledger, plan) - ledger->balance_usd;
      ledger->costs_pv -= gross * ledger->discount;
      ledger->resale_at_horizon = ledger->resale_usd;
    }
  ledger->flows[month->number] = flow;
  ledger->total += flow;
  ledger->npv += flow * ledger->discount;
}

static gboolean
ledger_is_complete (const RigMoneyLedger *ledger)
{
  return isfinite (ledger->payback) && isfinite (ledger->discounted_payback)
         && isfinite (ledger->exit_payback);
}

void
rig_money_ledger_fill (RigMoneyLedger *ledger, const RigMoneyPlan *plan, RigMoneyMonth *month)
{
  guint horizon = rig_money_get_horizon (plan->inputs);
  double interest = 0, deducted = 0;
  gboolean searching = TRUE;

  rig_money_ledger_init (ledger, plan);
  for (guint t = 1; t <= horizon || (searching && t <= RIG_MONEY_SEARCH_MONTHS); t++)
    {
      double owed = ledger->balance_usd, flow;

      ledger->discount *= plan->discount_step;
      ledger->resale_usd
        *= t <= MONTHS_PER_YEAR ? plan->resale_step_first : plan->resale_step_later;
      flow = rig_money_ledger_settle (ledger, plan, month);
      if (searching)
        {
          ledger_search_paybacks (ledger, plan, flow, owed, t);
          searching = !ledger_is_complete (ledger);
        }
      if (t <= horizon)
        {
          ledger_add_to_horizon (ledger, plan, month, flow, t == horizon);
          interest = ledger->interest;
          deducted = ledger->deducted;
        }
      rig_money_month_advance (month, plan);
    }
  ledger->interest = interest;
  ledger->deducted = deducted;
}

void
rig_money_worth_init_by_months (RigMoneyWorth *worth, const RigMoneyPlan *plan,
                                RigMoneyMonth *month)
{
  guint horizon = rig_money_get_horizon (plan->inputs);
  RigMoneyLedger ledger;

  rig_money_ledger_init (&ledger, plan);
  for (guint t = 1; t <= horizon; t++)
    {
      double owed = ledger.balance_usd, flow, sum;

      ledger.discount *= plan->discount_step;
      ledger.resale_usd *= t <= MONTHS_PER_YEAR ? plan->resale_step_first : plan->resale_step_later;
      flow = rig_money_ledger_settle (&ledger, plan, month);
      sum = ledger.sum + flow + (owed - ledger.balance_usd);
      if (isinf (ledger.payback) && sum >= 0)
        ledger.payback = t;
      ledger.sum = sum;
      if (t == horizon)
        flow += get_proceeds (&ledger, plan) - ledger.balance_usd;
      ledger.npv += flow * ledger.discount;
      rig_money_month_advance (month, plan);
    }
  worth->npv_usd = ledger.npv;
  worth->pays_back = ledger.payback <= horizon && !isnan (ledger.sum);
}
