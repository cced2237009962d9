/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-simulation.h"

#include "engine/estimate/money-random.h"

#include <math.h>

#define DRAWS_PER_LOOK 500 /* between two looks at who wants to cancel */

/* The results of one case, of the draws whose result is known. */
typedef struct
{
  double *npv_usd, *payback_months;
  guint n_known, n_unknown, n_never;
} Draws;

typedef struct
{
  GCancellable *cancellable;
  RigMoneyProgressFunc progress;
  gpointer user_data;
  guint done, total;
} Watch;

static gboolean
watch_look (Watch *self, GError **error)
{
  if (self->done++ % DRAWS_PER_LOOK != 0)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->progress != NULL)
    self->progress ((double) (self->done - 1) / self->total, self->user_data);
  return TRUE;
}

static void
draw (RigMoney *money, const RigMoneyCase *money_case, RigRandom *random)
{
  RigMoneyInputs inputs = *money_case->inputs;

  for (guint i = 0; i < money_case->n_ranges; i++)
    {
      const RigMoneyRange *range = &money_case->ranges[i];
      double share = rig_random_next_share (random);
      rig_money_inputs_set (&inputs, range->input,
                            rig_random_get_triangular (share, range->low, range->mode,
                                                       range->high));
    }
  rig_money_init_by_months (money, &inputs);
}

static void
draws_add (Draws *draws, const RigMoney *money)
{
  if (isnan (money->npv_usd) || isnan (money->payback_months))
    {
      draws->n_unknown++;
      return;
    }
  draws->npv_usd[draws->n_known] = money->npv_usd;
  draws->payback_months[draws->n_known] = money->payback_months;
  draws->n_known++;
  draws->n_never += money->never;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* @sorted: rising, n >= 1 */
static double
get_quantile (const double *sorted, guint n, double share)
{
  guint rank = (guint) ceil (share * n);

  return sorted[MAX (1, rank) - 1];
}

/* How many of the sorted values are at most @limit. */
static guint
count_up_to (const double *sorted, guint n, double limit)
{
  guint low = 0;

  while (low < n)
    {
      guint middle = low + (n - low) / 2;
      if (sorted[middle] <= limit)
        low = middle + 1;
      else
        n = middle;
    }
  return low;
}

/* Sorts the values. */
static RigMoneySpread
get_spread (double *values, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += values[i];
  qsort (values, n, sizeof values[0], compare_doubles);
  return (RigMoneySpread){ sum / n, get_quantile (values, n, 0.1), get_quantile (values, n, 0.5),
                           get_quantile (values, n, 0.9) };
}

static void
fill_odds (RigMoneyOdds *odds, Draws *draws, guint horizon)
{
  const RigMoneySpread unknown = { NAN, NAN, NAN, NAN };
  guint n = draws->n_known;

  *odds = (RigMoneyOdds){ n + draws->n_unknown, draws->n_unknown, unknown, unknown,
                          NAN, NAN, NAN, NAN };
  if (n == 0)
    return;
  odds->npv_usd = get_spread (draws->npv_usd, n);
  odds->payback_months = get_spread (draws->payback_months, n);
  odds->npv_positive = (double) (n - count_up_to (draws->npv_usd, n, 0)) / n;
  odds->paid_back_by_horizon = (double) count_up_to (draws->payback_months, n, horizon) / n;
  odds->not_within_search
    = (double) (n - count_up_to (draws->payback_months, n, RIG_MONEY_SEARCH_MONTHS)) / n;
  odds->never = (double) draws->n_never / n;
}

static gboolean
simulate_case (const RigMoneyCase *money_case, guint64 seed, guint n_draws, Watch *watch,
               Draws *draws, double *npv_usd, GError **error)
{
  RigRandom random;

  rig_random_init (&random, seed);
  draws->n_known = draws->n_unknown = draws->n_never = 0;
  for (guint i = 0; i < n_draws; i++)
    {
      RigMoney money;

      if (!watch_look (watch, error))
        return FALSE;
      draw (&money, money_case, &random);
      draws_add (draws, &money);
      if (npv_usd != NULL)
        npv_usd[i] = money.npv_usd;
    }
  return TRUE;
}

gboolean
rig_money_simulate (const RigMoneyCase *cases, guint n_cases, guint64 seed, guint n_draws,
                    GCancellable *cancellable, RigMoneyProgressFunc progress, gpointer user_data,
                    RigMoneyOdds *odds, double *npv_usd, GError **error)
{
  g_autofree RigMoneyOdds *found = NULL;
  g_autofree double *values = NULL;
  Watch watch = { cancellable, progress, user_data, 0, n_cases * n_draws };

  g_return_val_if_fail (n_draws >= 1 && n_draws <= RIG_MONEY_MAX_DRAWS, FALSE);
  found = g_new (RigMoneyOdds, n_cases);
  values = g_new (double, 2 * (gsize) n_draws);
  for (guint i = 0; i < n_cases; i++)
    {
      Draws draws = { values, values + n_draws, 0, 0, 0 };

      g_return_val_if_fail (cases[i].n_ranges <= RIG_MONEY_MAX_RANGES, FALSE);
      if (!simulate_case (&cases[i], seed, n_draws, &watch, &draws,
                          npv_usd != NULL ? npv_usd + (gsize) i * n_draws : NULL, error))
        return FALSE;
      fill_odds (&found[i], &draws, CLAMP (cases[i].inputs->horizon_months, 1,
                                           RIG_MONEY_SEARCH_MONTHS));
    }
  for (guint i = 0; i < n_cases; i++)
    odds[i] = found[i];
  if (progress != NULL)
    progress (1, user_data);
  return TRUE;
}
