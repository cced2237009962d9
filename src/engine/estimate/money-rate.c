/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money.h"

#define MAX_STEPS 100
#define SMALLEST_RATE 1e-4     /* between zero and this only a single root is looked for */
#define SCAN_STEP 1.2          /* ratio of neighbouring rates while looking for roots */
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

/* How far from zero ln x can be at a root, on one side of zero. Towards the outermost flow, which
 * has the lowest power there, every other falls by x at least; so the flows of the other sign must
 * outweigh it by that much. */
static double
get_farthest_root (const double *flows, guint n, double sign)
{
  guint outermost = sign < 0 ? 0 : n - 1;
  double opposite = 0;
  while (flows[outermost] == 0)
    outermost += sign < 0 ? 1 : -1;
  for (guint i = 0; i < n; i++)
    if (flows[i] * flows[outermost] < 0)
      opposite += fabs (flows[i]);
  return MIN (LARGEST_LOG, log (opposite / fabs (flows[outermost])));
}

/* The root nearest to a rate of zero on one side of it. @sign: -1 for positive rates (x < 1). */
static double
scan (const double *flows, guint n, double sign)
{
  double farthest = get_farthest_root (flows, n, sign) * (1 + 1e-9);
  double before = 0, size = SMALLEST_RATE;
  gboolean negative = value_at (flows, n, 0) < 0;
  while (before < farthest)
    {
      double at;
      size = MIN (size, farthest);
      at = value_at (flows, n, sign * size);
      if ((at < 0) != negative)
        return sign < 0 ? find_root_between (flows, n, -size, -before, -size, at < 0)
                        : find_root_between (flows, n, before, size, before, negative);
      before = size;
      size *= SCAN_STEP;
    }
  return NAN;
}

double
rig_money_get_irr (const double *flows, guint n)
{
  guint changes;
  double log_x;
  for (guint i = 0; i < n; i++)
    if (!isfinite (flows[i]))
      return NAN;
  changes = count_sign_changes (flows, n);
  if (changes == 0)
    return NAN;
  if (changes == 1)
    log_x = find_single_root (flows, n);
  else if (value_at (flows, n, 0) == 0)
    return 0;
  else
    {
      log_x = scan (flows, n, -1);
      if (isnan (log_x))
        log_x = scan (flows, n, +1);
    }
  return expm1 (-log_x);
}

double
rig_money_get_npv (const double *flows, guint n, double rate_per_month)
{
  double factor = 1 / (1 + rate_per_month), sum = 0;
  for (guint i = n; i-- > 0;)
    sum = sum * factor + flows[i];
  return sum;
}
