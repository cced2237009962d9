/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-private.h"

#include <math.h>

#define MONTHS_PER_YEAR 12.0
#define MAX_STEPS 50
#define CLOSE_ENOUGH 1e-14
#define NEXT_TO_NOTHING 1e-4 /* below, a quotient of two small differences loses its digits */
#define LOWEST_RATE -0.99

/* An investment, the same saving every month, and what a sale brings at the end. */
typedef struct
{
  double investment, saving, proceeds;
  double log_step, rate; /* discount: ln (1 + rate per month), rate per month */
  guint n;               /* months of the horizon */
} Series;

/* The present value of 1 at the end of each of @n months. */
static double
get_annuity (const Series *self, double n)
{
  return self->rate == 0 ? n : -expm1 (-n * self->log_step) / self->rate;
}

static double
get_payback (const Series *self)
{
  double months = self->investment / self->saving;

  return self->investment <= 0                                          ? 0
         : self->saving <= 0 || !(months <= RIG_MONEY_SEARCH_MONTHS) ? INFINITY
                                                                        : months;
}

/* Formula 10 knows the month; inside it the sum is straight, as in the month-by-month search. */
static double
get_discounted_payback (const Series *self)
{
  double ratio = self->investment / self->saving, months, month, before;

  if (self->investment <= 0)
    return 0;
  if (self->saving <= 0 || self->rate * ratio >= 1)
    return INFINITY;
  months = self->rate == 0 ? ratio : -log1p (-self->rate * ratio) / self->log_step;
  month = MAX (1, ceil (months * (1 - CLOSE_ENOUGH)));
  if (!(month <= RIG_MONEY_SEARCH_MONTHS))
    return INFINITY;
  before = get_annuity (self, month - 1);
  return month - 1 + (ratio - before) * exp (month * self->log_step);
}

/* The value falls on two curves: nothing but a walk finds the first month. */
static double
get_exit_payback (const Series *self, const RigMoneyPlan *plan)
{
  double value = plan->inputs->price_usd * (1 - plan->inputs->selling_cost);
  double before = value - self->investment;

  if (before >= 0)
    return 0;
  for (guint t = 1; t <= RIG_MONEY_SEARCH_MONTHS; t++)
    {
      double after;
      value *= t <= MONTHS_PER_YEAR ? plan->resale_step_first : plan->resale_step_later;
      after = value + self->saving * t - self->investment;
      if (after >= 0)
        return t - 1 + before / (before - after);
      before = after;
    }
  return INFINITY;
}

/* y e^y / (e^y - 1) */
static double
weigh (double y)
{
  return y * (1 + 1 / expm1 (y));
}

/* One change of sign, one root. With L = -ln (1 + rate) the logarithm of what comes back is convex
 * and rises, so that Newton's method gets there from anywhere. NaN: the flows have to be asked. */
static double
get_irr_log (const Series *self)
{
  double n = self->n, log_x = 0;

  if (!(self->investment > 0 && self->saving > 0 && self->proceeds >= 0))
    return NAN;
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      gboolean near = fabs (log_x) < NEXT_TO_NOTHING;
      double end = exp (n * log_x);
      double sum = log_x == 0 ? n : exp (log_x) * expm1 (n * log_x) / expm1 (log_x);
      double sum_slope = near ? (n + 1) / 2 + log_x * (n * n - 1) / 12
                              : 1 + (weigh (n * log_x) - weigh (log_x)) / log_x;
      double back = self->saving * sum + self->proceeds * end;
      double slope = (self->saving * sum * sum_slope + self->proceeds * end * n) / back;
      double next = log_x - log (back / self->investment) / slope;

      if (!isfinite (next))
        return NAN;
      if (fabs (next - log_x) < CLOSE_ENOUGH)
        return next;
      log_x = next;
    }
  return NAN;
}

static double
get_irr (const Series *self, RigMoneyLedger *ledger)
{
  double log_x = get_irr_log (self);

  if (!isnan (log_x))
    return expm1 (-MONTHS_PER_YEAR * log_x);
  ledger->flows[0] = -self->investment;
  for (guint t = 1; t <= self->n; t++)
    ledger->flows[t] = self->saving + (t == self->n ? self->proceeds : 0);
  return rig_money_get_rate_per_year (rig_money_get_irr (ledger->flows, self->n + 1));
}

/* Of the price, after @n months. */
static double
get_kept (const RigMoneyPlan *plan, guint n)
{
  double kept = 1;

  for (guint t = 1; t <= n; t++)
    kept *= t <= MONTHS_PER_YEAR ? plan->resale_step_first : plan->resale_step_later;
  return kept;
}

static double
get_discount (const Series *self)
{
  return exp (-(self->n * self->log_step));
}

static double
get_npv (const Series *self, double annuity, double discount)
{
  return self->saving * annuity + self->proceeds * discount - self->investment;
}

static void
fill_sums (RigMoneyLedger *ledger, const Series *self, const RigMoneyPlan *plan,
           const RigMoneyMonth *month)
{
  const RigMoneyInputs *inputs = plan->inputs;
  double annuity = get_annuity (self, self->n), discount = get_discount (self);
  double costs = month->energy_usd + plan->upkeep_usd;
  double tokens = (inputs->tokens_in_per_month + inputs->tokens_out_per_month)
                  * month->served_share;

  ledger->npv = get_npv (self, annuity, discount);
  ledger->total = self->saving * self->n + self->proceeds - self->investment;
  ledger->lowest = MIN (0, self->saving * self->n) - self->investment;
  ledger->costs_pv = self->investment + costs * annuity - self->proceeds * discount;
  ledger->tokens_pv = tokens * annuity;
  ledger->costs = costs * self->n;
  ledger->served = month->served_share * self->n;
  ledger->interest = ledger->deducted = ledger->balance_usd = ledger->book_usd = 0;
  /* Where the search for a payback ends. */
  ledger->sum = self->saving * RIG_MONEY_SEARCH_MONTHS - self->investment;
  ledger->discounted = ledger->exit = ledger->sum;
}

/* FALSE where there is no closed form. */
static gboolean
series_init (Series *self, const RigMoneyPlan *plan, const RigMoneyMonth *month, double kept)
{
  const RigMoneyInputs *inputs = plan->inputs;

  *self = (Series){ plan->investment_usd, month->saving_usd,
                    inputs->price_usd * kept * (1 - inputs->selling_cost),
                    .n = rig_money_get_horizon (inputs) };
  return isfinite (self->investment) && isfinite (self->saving) && isfinite (self->proceeds)
         && isfinite (inputs->discount_rate);
}

static void
series_set_rate (Series *self, double per_year)
{
  self->log_step = log1p (per_year) / MONTHS_PER_YEAR;
  self->rate = expm1 (self->log_step);
}

static gboolean
is_constant (const RigMoneyPlan *plan)
{
  return plan->constant && plan->plain && plan->inputs->discount_rate > LOWEST_RATE;
}

gboolean
rig_money_ledger_fill_constant (RigMoneyLedger *ledger, const RigMoneyPlan *plan,
                                RigMoneyMonth *month, double *irr_per_year)
{
  double kept;
  Series series;

  if (!is_constant (plan))
    return FALSE;
  kept = get_kept (plan, rig_money_get_horizon (plan->inputs));
  if (!series_init (&series, plan, month, kept))
    return FALSE;
  series_set_rate (&series, plan->inputs->discount_rate);

  fill_sums (ledger, &series, plan, month);
  ledger->resale_at_horizon = plan->inputs->price_usd * kept;
  ledger->payback = get_payback (&series);
  ledger->discounted_payback = get_discounted_payback (&series);
  ledger->exit_payback = get_exit_payback (&series, plan);
  *irr_per_year = get_irr (&series, ledger);
  return TRUE;
}

/* What the steps of the months make of a horizon, as long as neither is another. */
static void
memo_fill (RigMoneyMemo *memo, const RigMoneyPlan *plan)
{
  const RigMoneyInputs *inputs = plan->inputs;
  Series series = { .n = rig_money_get_horizon (inputs) };

  if (memo->horizon != series.n || memo->first != plan->resale_step_first
      || memo->later != plan->resale_step_later)
    memo->kept = get_kept (plan, series.n);
  if (memo->horizon != series.n || memo->discount_rate != inputs->discount_rate)
    {
      series_set_rate (&series, inputs->discount_rate);
      memo->annuity = get_annuity (&series, series.n);
      memo->discount = get_discount (&series);
    }
  memo->horizon = series.n;
  memo->first = plan->resale_step_first;
  memo->later = plan->resale_step_later;
  memo->discount_rate = inputs->discount_rate;
}

gboolean
rig_money_worth_init_constant (RigMoneyWorth *worth, const RigMoneyPlan *plan,
                               const RigMoneyMonth *month, RigMoneyMemo *memo)
{
  Series series;

  if (!is_constant (plan))
    return FALSE;
  memo_fill (memo, plan);
  if (!series_init (&series, plan, month, memo->kept))
    return FALSE;
  worth->npv_usd = get_npv (&series, memo->annuity, memo->discount);
  worth->pays_back = get_payback (&series) <= series.n;
  return TRUE;
}
