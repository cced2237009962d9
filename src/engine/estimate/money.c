/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money.h"

#include "engine/estimate/money-private.h"

#include <math.h>

#define MONTHS_PER_YEAR 12.0
#define W_PER_KW 1000.0
#define TOKENS_PER_PRICE 1e6

/* Formula 13 and its like: whether the most that can still come, from @month on for ever, leaves
 * the sum below zero. It may miss a hopeless case, but what it calls hopeless is. */
static gboolean
never_pays_back (const RigMoneyPlan *plan, const RigMoneyMonth *month,
                 const RigMoneyLedger *ledger)
{
  const RigMoneyInputs *inputs = plan->inputs;
  /* Use beyond the machine's capacity saves nothing more, so that only the price still moves. */
  double step = plan->api_step * (month->served_share < 1 ? 1 : plan->use_step);
  gboolean costs_can_fall = plan->power_step < 1 || plan->use_step < 1
                            || inputs->load_w < inputs->idle_w;
  double costs = plan->upkeep_usd + (costs_can_fall ? 0 : month->energy_usd);
  double first = month->avoided_usd, gain;
  /* Deductions that are still to come. */
  double sum = ledger->sum + plan->tax_rate * ledger->book_usd;

  if (month->next_step < inputs->n_api_steps)
    return FALSE;
  /* A computer that goes and whose power is counted off makes the cost of power less than none. */
  if (inputs->own_idle_w > 0)
    return plan->constant && month->saving_usd <= 0 && sum < 0;
  if (first == 0 || (step <= 1 && first <= costs))
    return sum < 0;
  if (step >= 1)
    return FALSE;
  gain = first / (1 - step);
  if (costs > 0)
    {
      /* Only the months that still save more than they cost count. */
      double months = step > 0 ? ceil (log (costs / first) / log (step)) : 1;
      gain = first * (1 - pow (step, months)) / (1 - step) - months * costs;
    }
  return sum + gain * (1 - plan->tax_rate) < 0;
}

/* Formula 16, over the months as they come instead of the first one's figures. */
static double
get_spend_for_payback (const RigMoneyPlan *plan, const RigMoneyLedger *ledger)
{
  double deducted
    = ledger->deducted + (plan->inputs->interest_deductible ? ledger->interest : 0);
  double needed = ledger->costs
                  + (plan->investment_usd + ledger->interest - plan->tax_rate * deducted)
                      / (1 - plan->tax_rate);

  if (needed <= 0)
    return 0;
  return needed / (plan->inputs->replace_share * ledger->served);
}

static void
fill_from_month (RigMoney *money, const RigMoneyPlan *plan, const RigMoneyMonth *month)
{
  *money = (RigMoney){
    .busy_hours = plan->busy_hours,
    .served_share = month->served_share,
    .energy_kwh_per_month = month->watt_hours / W_PER_KW,
    .energy_usd_per_month = plan->energy_known ? month->energy_usd : NAN,
    .avoided_usd_per_month = month->avoided_usd,
    .saving_usd_per_month = month->saving_usd,
    .irr_per_year = NAN,
  };
}

static void
fill_from_ledger (RigMoney *money, const RigMoneyPlan *plan, const RigMoneyLedger *ledger)
{
  money->payback_months = isnan (ledger->sum) ? NAN : ledger->payback;
  money->discounted_payback_months = isnan (ledger->discounted) ? NAN : ledger->discounted_payback;
  money->exit_payback_months = isnan (ledger->exit) ? NAN : ledger->exit_payback;
  money->npv_usd = ledger->npv;
  money->total_usd = ledger->total;
  money->lowest_usd = ledger->lowest;
  money->resale_usd = ledger->resale_at_horizon;
  money->usd_per_million_tokens
    = ledger->tokens_pv > 0 ? ledger->costs_pv / ledger->tokens_pv * TOKENS_PER_PRICE : NAN;
  money->spend_for_payback_usd = get_spend_for_payback (plan, ledger);
}

static void
fill (RigMoney *money, const RigMoneyPlan *plan, const RigMoneyMonth *after,
      const RigMoneyLedger *ledger)
{
  fill_from_ledger (money, plan, ledger);
  money->never = isinf (money->payback_months) && never_pays_back (plan, after, ledger);
}

void
rig_money_init (RigMoney *money, const RigMoneyInputs *inputs)
{
  RigMoneyPlan plan;
  RigMoneyMonth month;
  RigMoneyLedger ledger;

  rig_money_plan_init (&plan, inputs);
  rig_money_month_init (&month, &plan);
  fill_from_month (money, &plan, &month);
  if (!rig_money_ledger_fill_constant (&ledger, &plan, &month, &money->irr_per_year))
    {
      rig_money_ledger_fill (&ledger, &plan, &month);
      /* With somebody else's money in it a rate of return says nothing. */
      if (plan.loan_usd == 0)
        money->irr_per_year = rig_money_get_rate_per_year (
          rig_money_get_irr (ledger.flows, rig_money_get_horizon (inputs) + 1));
    }
  fill (money, &plan, &month, &ledger);
}

void
rig_money_init_by_months (RigMoney *money, const RigMoneyInputs *inputs)
{
  RigMoneyPlan plan;
  RigMoneyMonth month;
  RigMoneyLedger ledger;

  rig_money_plan_init (&plan, inputs);
  rig_money_month_init (&month, &plan);
  fill_from_month (money, &plan, &month);
  rig_money_ledger_fill (&ledger, &plan, &month);
  fill (money, &plan, &month, &ledger);
}

void
rig_money_worth_init (RigMoneyWorth *worth, const RigMoneyInputs *inputs, RigMoneyMemo *memo)
{
  RigMoneyPlan plan;
  RigMoneyMonth month;

  rig_money_plan_init_with (&plan, inputs, memo);
  rig_money_month_init (&month, &plan);
  if (!rig_money_worth_init_constant (worth, &plan, &month, memo))
    rig_money_worth_init_by_months (worth, &plan, &month);
}

/* Two ways through the same months: with the machine, and with the API alone. */
typedef struct
{
  RigMoneyPlan plan;
  RigMoneyMonth month;
  RigMoneyLedger ledger;
  double machine_usd, api_usd;
} Curves;

static void
curves_init (Curves *curves, const RigMoneyInputs *inputs)
{
  rig_money_plan_init (&curves->plan, inputs);
  rig_money_month_init (&curves->month, &curves->plan);
  rig_money_ledger_init (&curves->ledger, &curves->plan);
  curves->machine_usd = curves->plan.investment_usd;
  curves->api_usd = 0;
}

static void
curves_advance (Curves *curves)
{
  RigMoneyMonth *month = &curves->month;
  double bill = curves->plan.inputs->api_usd_per_month * month->use * month->api * month->step;
  double owed = curves->ledger.balance_usd;
  double flow = rig_money_ledger_settle (&curves->ledger, &curves->plan, month);

  curves->api_usd += bill;
  curves->machine_usd += bill - flow - (owed - curves->ledger.balance_usd);
  rig_money_month_advance (month, &curves->plan);
}

void
rig_money_fill_cumulative (const RigMoneyInputs *inputs, guint n, double *machine_usd,
                           double *api_usd)
{
  Curves curves;

  curves_init (&curves, inputs);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        curves_advance (&curves);
      if (machine_usd != NULL)
        machine_usd[i] = curves.machine_usd;
      if (api_usd != NULL)
        api_usd[i] = curves.api_usd;
    }
}

static void
curves_init_at (Curves *curves, const RigMoneyInputs *inputs, guint month)
{
  curves_init (curves, inputs);
  for (guint i = 0; i < month; i++)
    curves_advance (curves);
}

double
rig_money_get_cumulative_usd (const RigMoneyInputs *inputs, guint month)
{
  Curves curves;

  curves_init_at (&curves, inputs, month);
  return curves.machine_usd;
}

double
rig_money_get_cumulative_api_usd (const RigMoneyInputs *inputs, guint month)
{
  Curves curves;

  curves_init_at (&curves, inputs, month);
  return curves.api_usd;
}

double
rig_money_get_article_payback_months (double price_usd, double usd_per_month)
{
  return usd_per_month > 0 ? price_usd / usd_per_month : INFINITY;
}

double
rig_money_get_resale_usd (const RigMoneyInputs *inputs, guint month)
{
  double years = month / MONTHS_PER_YEAR;
  double kept = years <= 1 ? pow (inputs->resale_first_year, years)
                           : inputs->resale_first_year * pow (inputs->resale_later, years - 1);
  return inputs->price_usd * kept;
}

static double
get_cost (double tokens, double usd, double else_usd)
{
  return tokens == 0 ? 0 : tokens * (isnan (usd) ? else_usd : usd);
}

double
rig_money_get_mix_bill_usd (const RigTokenMix *tokens, const RigTokenMix *usd_per_million)
{
  const RigTokenMix *usd = usd_per_million;

  return (get_cost (tokens->in, usd->in, NAN) + get_cost (tokens->cached, usd->cached, usd->in)
          + get_cost (tokens->cache_write, usd->cache_write, usd->in)
          + get_cost (tokens->out, usd->out, NAN))
         / TOKENS_PER_PRICE;
}

double
rig_money_get_api_bill_usd (double tokens_in, double tokens_cached, double tokens_out,
                            double usd_in, double usd_cached, double usd_out)
{
  return (tokens_in * usd_in + tokens_cached * usd_cached + tokens_out * usd_out)
         / TOKENS_PER_PRICE;
}
