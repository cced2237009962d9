/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-rate.h"

#include "engine/estimate/money.h"

#include <math.h>

#define MAX_STEPS 100
#define TOUCHES 1e-15          /* of all flows: so little left of them is nothing */
#define LARGEST_LOG 40.0       /* beyond e^40 per period there is no rate */

/* The flows as a polynomial of the discount factor x = 1 / (1 + rate), its positive and its
 * negative part apart. Above x = 1 it is evaluated divided by x^(n-1), which neither moves a root
 * nor changes a sign, so that it cannot overflow. */
typedef struct
{
  double positive, negative;           /* both >= 0 */
  double positive_slope, negative_slope; /* d / d ln x */
} Parts;

static Parts
split (const double *flows, guint n, double log_x)
{
  gboolean reversed = log_x > 0;
  double y = exp (-fabs (log_x)), power = 1;
  Parts parts = { 0 };
  for (guint i = 0; i < n; i++)
    {
      double term = flows[reversed ? n - 1 - i : i] * power;
      double exponent = reversed ? -(double) i : i;
      if (term > 0)
        {
          parts.positive += term;
          parts.positive_slope += exponent * term;
        }
      else
        {
          parts.negative -= term;
          parts.negative_slope -= exponent * term;
        }
      power *= y;
    }
  return parts;
}

static double
value_at (const double *flows, guint n, double log_x)
{
  gboolean reversed = log_x > 0;
  double y = exp (-fabs (log_x)), sum = 0;
  for (guint i = 0; i < n; i++)
    sum = sum * y + flows[reversed ? i : n - 1 - i];
  return sum;
}

static guint
count_sign_changes (const double *flows, guint n)
{
  guint changes = 0;
  double last = 0;
  for (guint i = 0; i < n; i++)
    {
      if (flows[i] * last < 0)
        changes++;
      if (flows[i] != 0)
        last = flows[i];
    }
  return changes;
}

/* The root between @low and @high, where the value at @low is below zero or not. The logarithm of
 * the ratio of both parts is nearly straight in ln x, so that Newton's method needs a few steps
 * only; a step out of the bracket is replaced by its middle. */
static double
find_root_between (const double *flows, guint n, double low, double high, double log_x,
                   gboolean negative_at_low)
{
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      Parts parts = split (flows, n, log_x);
      double slope = parts.positive_slope / parts.positive - parts.negative_slope / parts.negative;
      double next = log_x - log (parts.positive / parts.negative) / slope;
      if ((parts.positive < parts.negative) == negative_at_low)
        low = log_x;
      else
        high = log_x;
      if (!(next >= low && next <= high))
        next = (low + high) / 2;
      if (fabs (next - log_x) < 1e-14)
        return next;
      log_x = next;
    }
  return log_x;
}

/* One change of sign means one root (Descartes). */
static double
find_single_root (const double *flows, guint n)
{
  gboolean negative_at_low = value_at (flows, n, -LARGEST_LOG) < 0;
  if ((value_at (flows, n, LARGEST_LOG) < 0) == negative_at_low)
    return NAN;
  return find_root_between (flows, n, -LARGEST_LOG, LARGEST_LOG, 0, negative_at_low);
}

/* The roots of flows that change sign more than once. Divided by the power of x in between two
 * flows of different sign and differentiated, flows with n changes of sign become flows with n - 1;
 * their roots are the turns of the first, and between two turns there is one root at most. So every
 * root is found, also those that lie close together. */
typedef struct
{
  double *at; /* ln x, rising */
  guint n;
} Roots;

static void find_roots (const double *flows, guint n, double low, double high, Roots *roots);

static gboolean
is_zero_at (const double *flows, guint n, double log_x)
{
  Parts parts = split (flows, n, log_x);
  return fabs (parts.positive - parts.negative) <= TOUCHES * (parts.positive + parts.negative);
}

static void
add_root (Roots *roots, double log_x)
{
  if (roots->n == 0 || log_x > roots->at[roots->n - 1])
    roots->at[roots->n++] = log_x;
}

/* Between two neighbouring turns, both included. */
static void
find_root_of_piece (const double *flows, guint n, double low, double high, Roots *roots)
{
  gboolean negative_at_low, negative_at_high;

  if (is_zero_at (flows, n, low))
    {
      add_root (roots, low);
      return;
    }
  if (is_zero_at (flows, n, high))
    {
      add_root (roots, high);
      return;
    }
  negative_at_low = value_at (flows, n, low) < 0;
  negative_at_high = value_at (flows, n, high) < 0;
  if (negative_at_low != negative_at_high)
    add_root (roots,
              find_root_between (flows, n, low, high, (low + high) / 2, negative_at_low));
}

static void
find_turns (const double *flows, guint n, double low, double high, Roots *turns)
{
  double own[RIG_MONEY_SEARCH_MONTHS + 1];
  g_autofree double *heap = n > G_N_ELEMENTS (own) ? g_new (double, n) : NULL;
  double *slopes = heap != NULL ? heap : own;
  guint last = 0, change = 0;

  while (flows[last] == 0)
    last++;
  for (change = last + 1; !(flows[change] * flows[last] < 0); change++)
    if (flows[change] != 0)
      last = change;
  for (guint i = 0; i < n; i++)
    slopes[i] = flows[i] * (i - (last + change) / 2.0) / n;
  find_roots (slopes, n, low, high, turns);
}

static void
find_roots (const double *flows, guint n, double low, double high, Roots *roots)
{
  double own[RIG_MONEY_SEARCH_MONTHS + 1];
  guint changes = count_sign_changes (flows, n);
  g_autofree double *heap = changes > G_N_ELEMENTS (own) ? g_new (double, changes) : NULL;
  Roots turns = { heap != NULL ? heap : own, 0 };

  roots->n = 0;
  if (changes == 0)
    return;
  if (changes > 1)
    find_turns (flows, n, low, high, &turns);
  for (guint i = 0; i <= turns.n; i++)
    find_root_of_piece (flows, n, i == 0 ? low : turns.at[i - 1],
                        i == turns.n ? high : turns.at[i], roots);
}

/* numpy-financial's rule: of roots on both sides of zero those below go, then the nearest counts.
 * ln x has the other sign than the rate. */
static double
find_root_by_rule (const double *flows, guint n, guint changes)
{
  double own[RIG_MONEY_SEARCH_MONTHS + 1];
  g_autofree double *heap = changes > G_N_ELEMENTS (own) ? g_new (double, changes) : NULL;
  Roots roots = { heap != NULL ? heap : own, 0 };

  if (value_at (flows, n, 0) == 0)
    return 0;
  find_roots (flows, n, -LARGEST_LOG, 0, &roots);
  if (roots.n > 0)
    return roots.at[roots.n - 1];
  find_roots (flows, n, 0, LARGEST_LOG, &roots);
  return roots.n > 0 ? roots.at[0] : NAN;
}

double
rig_money_get_irr (const double *flows, guint n)
{
  guint changes;
  for (guint i = 0; i < n; i++)
    if (!isfinite (flows[i]))
      return NAN;
  /* Periods without a flow at either end only move all flows in time. */
  for (; n > 0 && flows[n - 1] == 0; n--)
    ;
  for (; n > 0 && *flows == 0; n--)
    flows++;
  changes = count_sign_changes (flows, n);
  if (changes == 0)
    return NAN;
  return expm1 (-(changes == 1 ? find_single_root (flows, n)
                               : find_root_by_rule (flows, n, changes)));
}

double
rig_money_get_npv (const double *flows, guint n, double rate_per_month)
{
  double factor = 1 / (1 + rate_per_month), sum = 0;
  for (guint i = n; i-- > 0;)
    sum = sum * factor + flows[i];
  return sum;
}

double
rig_money_get_mirr (const double *flows, guint n, double finance_rate, double reinvest_rate)
{
  double paid = 0, received = 0;
  for (guint i = n; i-- > 0;)
    {
      paid = paid / (1 + finance_rate) + MIN (0, flows[i]);
      received = received / (1 + reinvest_rate) + MAX (0, flows[i]);
    }
  if (!(paid < 0 && received > 0))
    return NAN;
  return pow (-received / paid, 1 / (n - 1.0)) * (1 + reinvest_rate) - 1;
}
