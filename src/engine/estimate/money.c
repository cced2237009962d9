/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money.h"

#define MONTHS_PER_YEAR 12.0
#define S_PER_HOUR 3600.0
#define W_PER_KW 1000.0
#define TOKENS_PER_PRICE 1e6

/* What does not change from month to month. */
typedef struct
{
  const RigMoneyInputs *inputs;
  double investment_usd, upkeep_usd, replaced_usd; /* replaced: first month, if all were served */
  double busy_hours;
  double use_step, api_step, power_step; /* growth per month, as factors */
  double discount_step;
  double resale_step_first, resale_step_later;
  gboolean energy_known, constant;
} Plan;

/* One month. The first has today's prices: growth starts with the second. */
typedef struct
{
  double use, api, power; /* growth so far, as factors */
  double served_share, kwh, energy_usd, avoided_usd, saving_usd;
} Month;

static double
per_month (double per_year)
{
  /* A price cannot fall by more than all of it. */
  return per_year == 0 ? 1 : pow (MAX (0, 1 + per_year), 1 / MONTHS_PER_YEAR);
}

static double
hours_for (double tokens, double tokens_per_s)
{
  /* No tokens take no time, however fast or slow or unknown the machine is. */
  return tokens == 0 ? 0 : tokens / tokens_per_s / S_PER_HOUR;
}

static void
plan_init (Plan *plan, const RigMoneyInputs *inputs)
{
  *plan = (Plan){
    .inputs = inputs,
    .investment_usd = inputs->price_usd + inputs->setup_usd - inputs->planned_spend_usd,
    .upkeep_usd = inputs->upkeep_hours * inputs->upkeep_usd_per_hour,
    .replaced_usd = inputs->api_usd_per_month * inputs->replace_share,
    .busy_hours = hours_for (inputs->tokens_in_per_month, inputs->prefill_tokens_per_s)
                  + hours_for (inputs->tokens_out_per_month, inputs->decode_tokens_per_s),
    .use_step = per_month (inputs->use_growth),
    .api_step = per_month (inputs->api_drift),
    .power_step = per_month (inputs->electricity_growth),
    .discount_step = 1 / per_month (inputs->discount_rate),
    .resale_step_first = pow (MAX (0, inputs->resale_first_year), 1 / MONTHS_PER_YEAR),
    .resale_step_later = pow (MAX (0, inputs->resale_later), 1 / MONTHS_PER_YEAR),
    .energy_known
      = !isnan (inputs->load_w) && !isnan (inputs->idle_w) && !isnan (inputs->usd_per_kwh),
  };
  plan->constant = plan->use_step == 1 && plan->api_step == 1 && plan->power_step == 1;
}

/* Formulas 3 to 5 at the growth that stands in the month. */
static void
month_fill (Month *month, const Plan *plan)
{
  const RigMoneyInputs *inputs = plan->inputs;
  double busy = plan->busy_hours * month->use;
  double worked = MIN (busy, inputs->hours_available);
  double idle = MAX (0, inputs->powered_hours - worked);

  month->served_share = busy > inputs->hours_available ? inputs->hours_available / busy : 1;
  if (isnan (busy))
    month->served_share = worked = NAN;
  month->kwh = (inputs->load_w * worked + inputs->idle_w * idle) / W_PER_KW;
  month->energy_usd = plan->energy_known ? month->kwh * inputs->usd_per_kwh * month->power : 0;
  month->avoided_usd = plan->replaced_usd * month->served_share * month->use * month->api;
  month->saving_usd = month->avoided_usd - month->energy_usd - plan->upkeep_usd;
}

static void
month_init (Month *month, const Plan *plan)
{
  month->use = month->api = month->power = 1;
  month_fill (month, plan);
}

static void
month_advance (Month *month, const Plan *plan)
{
  if (plan->constant)
    return;
  month->use *= plan->use_step;
  month->api *= plan->api_step;
  month->power *= plan->power_step;
  month_fill (month, plan);
}

/* Where a sum that was below zero reached it, straight inside the month. */
static double
interpolate (guint month, double before, double after)
{
  return month - 1 + before / (before - after);
}

/* Everything that is summed up over the months. */
typedef struct
{
  double sum, discounted, exit; /* of the cash flows, from the purchase on */
  double discount, resale_usd;
  double payback, discounted_payback, exit_payback;
  double npv, costs_pv, tokens_pv, costs, served; /* over the horizon; costs: running ones only */
  double flows[RIG_MONEY_SEARCH_MONTHS + 1];
} Ledger;

static void
ledger_init (Ledger *ledger, const Plan *plan)
{
  const RigMoneyInputs *inputs = plan->inputs;
  double resale = inputs->price_usd * (1 - inputs->selling_cost);

  ledger->sum = ledger->discounted = ledger->npv = ledger->flows[0] = -plan->investment_usd;
  ledger->exit = ledger->sum + resale;
  ledger->discount = 1;
  ledger->resale_usd = inputs->price_usd;
  ledger->payback = ledger->discounted_payback = ledger->sum >= 0 ? 0 : INFINITY;
  ledger->exit_payback = ledger->exit >= 0 ? 0 : INFINITY;
  ledger->costs_pv = plan->investment_usd;
  ledger->tokens_pv = ledger->costs = ledger->served = 0;
}

static void
ledger_search_paybacks (Ledger *ledger, const Plan *plan, const Month *month, guint number)
{
  double sum = ledger->sum + month->saving_usd;
  double discounted = ledger->discounted + month->saving_usd * ledger->discount;
  double exit_sum = sum + ledger->resale_usd * (1 - plan->inputs->selling_cost);

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
ledger_add_to_horizon (Ledger *ledger, const Plan *plan, const Month *month, guint number,
                       gboolean last)
{
  const RigMoneyInputs *inputs = plan->inputs;
  double resale = last ? ledger->resale_usd * (1 - inputs->selling_cost) : 0;
  double costs = month->energy_usd + plan->upkeep_usd;
  double served = month->served_share * month->use;
  double tokens = (inputs->tokens_in_per_month + inputs->tokens_out_per_month) * served;

  ledger->flows[number] = month->saving_usd + resale;
  ledger->npv += ledger->flows[number] * ledger->discount;
  ledger->costs_pv += (costs - resale) * ledger->discount;
  ledger->tokens_pv += tokens * ledger->discount;
  ledger->costs += costs;
  ledger->served += served * month->api;
}

static gboolean
ledger_is_complete (const Ledger *ledger)
{
  return isfinite (ledger->payback) && isfinite (ledger->discounted_payback)
         && isfinite (ledger->exit_payback);
}

/* Formula 13 and its like: whether the most that can still come, from @month on for ever, leaves
 * the sum below zero. It may miss a hopeless case, but what it calls hopeless is. */
static gboolean
never_pays_back (const Plan *plan, const Month *month, double sum)
{
  const RigMoneyInputs *inputs = plan->inputs;
  /* Use beyond the machine's capacity saves nothing more, so that only the price still moves. */
  double step = plan->api_step * (month->served_share < 1 ? 1 : plan->use_step);
  gboolean costs_can_fall = plan->power_step < 1 || plan->use_step < 1
                            || inputs->load_w < inputs->idle_w;
  double costs = plan->upkeep_usd + (costs_can_fall ? 0 : month->energy_usd);
  double first = month->avoided_usd;
  double months, gain;

  if (first == 0 || (step <= 1 && first <= costs))
    return TRUE;
  if (step >= 1)
    return FALSE;
  if (costs <= 0)
    return sum + first / (1 - step) < 0;
  /* Only the months that still save more than they cost count. */
  months = step > 0 ? ceil (log (costs / first) / log (step)) : 1;
  gain = first * (1 - pow (step, months)) / (1 - step) - months * costs;
  return sum + gain < 0;
}

/* Formula 16, over the months as they come instead of the first one's figures. */
static double
get_spend_for_payback (const Plan *plan, const Ledger *ledger)
{
  double needed = plan->investment_usd + ledger->costs;

  if (needed <= 0)
    return 0;
  return needed / (plan->inputs->replace_share * ledger->served);
}

static void
fill_from_ledger (RigMoney *money, const Plan *plan, const Ledger *ledger, guint horizon)
{
  gboolean known = !isnan (ledger->sum);

  money->payback_months = known ? ledger->payback : NAN;
  money->discounted_payback_months = isnan (ledger->discounted) ? NAN : ledger->discounted_payback;
  money->exit_payback_months = isnan (ledger->exit) ? NAN : ledger->exit_payback;
  money->npv_usd = ledger->npv;
  money->irr_per_year
    = expm1 (MONTHS_PER_YEAR * log1p (rig_money_get_irr (ledger->flows, horizon + 1)));
  money->usd_per_million_tokens
    = ledger->tokens_pv > 0 ? ledger->costs_pv / ledger->tokens_pv * TOKENS_PER_PRICE : NAN;
  money->spend_for_payback_usd = get_spend_for_payback (plan, ledger);
}

void
rig_money_init (RigMoney *money, const RigMoneyInputs *inputs)
{
  guint horizon = CLAMP (inputs->horizon_months, 1, RIG_MONEY_SEARCH_MONTHS);
  Plan plan;
  Month month;
  Ledger ledger;

  plan_init (&plan, inputs);
  month_init (&month, &plan);
  ledger_init (&ledger, &plan);
  *money = (RigMoney){
    .busy_hours = plan.busy_hours,
    .served_share = month.served_share,
    .energy_kwh_per_month = month.kwh,
    .energy_usd_per_month = plan.energy_known ? month.energy_usd : NAN,
    .avoided_usd_per_month = month.avoided_usd,
    .saving_usd_per_month = month.saving_usd,
  };

  for (guint t = 1; t <= RIG_MONEY_SEARCH_MONTHS; t++)
    {
      ledger.discount *= plan.discount_step;
      ledger.resale_usd
        *= t <= MONTHS_PER_YEAR ? plan.resale_step_first : plan.resale_step_later;
      ledger_search_paybacks (&ledger, &plan, &month, t);
      if (t <= horizon)
        ledger_add_to_horizon (&ledger, &plan, &month, t, t == horizon);
      if (t == horizon)
        money->resale_usd = ledger.resale_usd;
      month_advance (&month, &plan);
      if (t >= horizon && ledger_is_complete (&ledger))
        break;
    }
  fill_from_ledger (money, &plan, &ledger, horizon);
  money->never
    = isinf (money->payback_months) && never_pays_back (&plan, &month, ledger.sum);
}

/* Two ways through the same months: with the machine, and with the API alone. */
typedef struct
{
  Plan plan;
  Month month;
  double machine_usd, api_usd;
} Curves;

static void
curves_init (Curves *curves, const RigMoneyInputs *inputs)
{
  plan_init (&curves->plan, inputs);
  month_init (&curves->month, &curves->plan);
  curves->machine_usd = curves->plan.investment_usd;
  curves->api_usd = 0;
}

static void
curves_advance (Curves *curves)
{
  const Month *month = &curves->month;
  double bill = curves->plan.inputs->api_usd_per_month * month->use * month->api;

  curves->api_usd += bill;
  curves->machine_usd += bill - month->saving_usd;
  month_advance (&curves->month, &curves->plan);
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

static Curves
get_curves_at (const RigMoneyInputs *inputs, guint month)
{
  Curves curves;

  curves_init (&curves, inputs);
  for (guint i = 0; i < month; i++)
    curves_advance (&curves);
  return curves;
}

double
rig_money_get_cumulative_usd (const RigMoneyInputs *inputs, guint month)
{
  return get_curves_at (inputs, month).machine_usd;
}

double
rig_money_get_cumulative_api_usd (const RigMoneyInputs *inputs, guint month)
{
  return get_curves_at (inputs, month).api_usd;
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

double
rig_money_get_api_bill_usd (double tokens_in, double tokens_cached, double tokens_out,
                            double usd_in, double usd_cached, double usd_out)
{
  return (tokens_in * usd_in + tokens_cached * usd_cached + tokens_out * usd_out)
         / TOKENS_PER_PRICE;
}
