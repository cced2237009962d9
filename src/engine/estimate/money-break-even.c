/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-break-even.h"

#include "engine/estimate/money-annuity.h"
#include "engine/estimate/money-private.h"

#include <math.h>

#define W_PER_KW 1000.0
#define MILLION 1e6
#define W_S_PER_KWH 3.6e6

static double
get_capital_usd (const RigMoneyPlan *plan)
{
  const RigMoneyInputs *inputs = plan->inputs;
  guint horizon = rig_money_get_horizon (inputs);
  double proceeds = rig_money_get_resale_usd (inputs, horizon) * (1 - inputs->selling_cost);

  return -rig_annuity_get_payment (1 / plan->discount_step - 1, horizon, plan->investment_usd,
                                   -proceeds, RIG_PAYMENT_AT_END);
}

void
rig_money_unit_cost_init (RigMoneyUnitCost *self, const RigMoneyInputs *inputs)
{
  double tokens = inputs->tokens_in_per_month + inputs->tokens_out_per_month;
  double per_kw = inputs->usd_per_kwh / W_PER_KW, million_per_hour;
  RigMoneyPlan plan;

  rig_money_plan_init (&plan, inputs);
  million_per_hour = tokens / plan.busy_hours / MILLION;
  *self = (RigMoneyUnitCost){
    .capital_usd_per_month = get_capital_usd (&plan),
    .idle_usd_per_month
    = (inputs->idle_w - inputs->own_idle_w) * inputs->powered_hours * per_kw,
    .upkeep_usd_per_month = plan.upkeep_usd,
    .capacity_million_tokens = million_per_hour * inputs->hours_available,
    .marginal_usd_per_million = (inputs->load_w - inputs->idle_w) * per_kw / million_per_hour,
    .overtime_usd_per_million = inputs->load_w * per_kw / million_per_hour,
    .overtime_from = inputs->powered_hours / inputs->hours_available,
  };
}

static double
get_fixed_usd (const RigMoneyUnitCost *self)
{
  return self->capital_usd_per_month + self->idle_usd_per_month + self->upkeep_usd_per_month;
}

/* What comes with tokens up to that use. */
static double
get_variable_usd (const RigMoneyUnitCost *self, double utilisation)
{
  double ordinary = MIN (utilisation, self->overtime_from);

  return self->capacity_million_tokens
         * (ordinary * self->marginal_usd_per_million
            + (utilisation - ordinary) * self->overtime_usd_per_million);
}

double
rig_money_unit_cost_get_break_even (const RigMoneyUnitCost *self, double usd_per_million)
{
  double fixed = get_fixed_usd (self);
  double margin = (usd_per_million - self->marginal_usd_per_million)
                  * self->capacity_million_tokens;
  double share = fixed / margin;

  if (isnan (share))
    return NAN;
  if (fixed <= 0)
    return 0;
  if (margin > 0 && share > self->overtime_from)
    {
      /* What is left to earn once the machine works longer than it would idle. */
      double rest = fixed - margin * self->overtime_from;
      double over
        = (usd_per_million - self->overtime_usd_per_million) * self->capacity_million_tokens;
      share = over > 0 ? self->overtime_from + rest / over : INFINITY;
    }
  return margin > 0 && share <= 1 ? share : INFINITY;
}

double
rig_money_unit_cost_get_usd_per_million (const RigMoneyUnitCost *self, double utilisation)
{
  return (get_fixed_usd (self) + get_variable_usd (self, utilisation))
         / (self->capacity_million_tokens * utilisation);
}

double
rig_money_get_api_usd_per_million_tokens (const RigMoneyInputs *inputs)
{
  double tokens = inputs->tokens_in_per_month + inputs->tokens_out_per_month;

  return tokens > 0 ? inputs->api_usd_per_month * inputs->replace_share / tokens * MILLION : NAN;
}

/* The sum of @first, times @step, times @step squared and so on, @n times. */
static double
sum_up (double first, double step, double n)
{
  if (first == 0 || n == 0)
    return 0;
  if (isinf (n))
    return step < 1 ? first / (1 - step) : INFINITY;
  return step == 1 ? first * n : first * (1 - pow (step, n)) / (1 - step);
}

/* From a month on in which the last announced change is in force. Use that grows may come to the
 * machine's limit, use that falls may leave it: from then on the other rule holds. */
static double
get_avoided_from (const RigMoneyPlan *plan, const RigMoneyMonth *month)
{
  double limit = plan->inputs->hours_available / (plan->busy_hours * month->use);
  gboolean limited = limit < 1;
  double free_step = plan->api_step * plan->use_step;
  double n = INFINITY, first = month->avoided_usd, demand, then;

  if (first == 0 || isnan (limit) || plan->busy_hours == 0)
    return sum_up (first, free_step, INFINITY);
  if (limited ? plan->use_step < 1 : plan->use_step > 1)
    n = ceil (log (limit) / log (plan->use_step));
  first = sum_up (first, limited ? plan->api_step : free_step, n);
  if (isinf (n))
    return first;
  demand = plan->replaced_usd * month->step * month->use * month->api * pow (free_step, n);
  then = limited ? demand : demand * limit / pow (plan->use_step, n);
  return first + sum_up (then, limited ? free_step : plan->api_step, INFINITY);
}

double
rig_money_get_avoided_forever_usd (const RigMoneyInputs *inputs)
{
  double sum = 0;
  RigMoneyPlan plan;
  RigMoneyMonth month;

  rig_money_plan_init (&plan, inputs);
  rig_money_month_init (&month, &plan);
  while (month.next_step < inputs->n_api_steps)
    {
      sum += month.avoided_usd;
      rig_money_month_advance (&month, &plan);
    }
  return sum + get_avoided_from (&plan, &month);
}

double
rig_money_get_spend_for_payback_usd (const RigMoneyInputs *inputs, guint months)
{
  RigMoneyInputs within = *inputs;
  RigMoney money;

  within.horizon_months = months;
  rig_money_init_by_months (&money, &within);
  return money.spend_for_payback_usd;
}

double
rig_money_get_kwh_per_million_tokens (double watts, double tokens_per_s)
{
  return watts * MILLION / tokens_per_s / W_S_PER_KWH;
}
