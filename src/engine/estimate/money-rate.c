/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-rate.h"

#include "engine/estimate/money.h"

#include <math.h>

#define MAX_STEPS 100
#define TOUCHES 1e-15          /* of all flows: so little left of them is nothing */
#define CLOSE_ENOUGH 1e-6      /* of a step times the flows: the next would be its square */
#define NO_FARTHER 1e-14       /* of a bracket */
#define BEYOND 1e-6
#define GUESSED_SHARE 0.9      /* months do not bring the same for ever */
#define LARGEST_LOG 40.0       /* beyond e^40 per period there is no rate */


/* The flows as a polynomial of the discount factor x = 1 / (1 + rate): their sum, the sum of their
 * amounts without the signs, and how fast both change with ln x. Above x = 1 it is evaluated
 * divided by x^(n-1), which neither moves a root nor changes a sign, so that it cannot overflow. */
typedef struct
{
  double sum, amount;
  double sum_slope, amount_slope; /* d / d ln x */
} Parts;

/* Horner's scheme from the last flow to the first: the sum of f_i y^i, and of i f_i y^i. Four sums
 * run beside each other, of every fourth flow, so that none waits for the others; a sum that rose
 * with every flow so far is the derivative. */
static void
add_up (const double *flows, gssize stride, guint n, double y, double *sum, double *slope)
{
  double z = y * y * y * y, y2 = y * y, y3 = y2 * y;
  double a = 0, b = 0, c = 0, d = 0, da = 0, db = 0, dc = 0, dd = 0;
  guint rest = n % 4;
  const double *flow = flows + (gssize) (n - rest) * stride;

  if (rest > 0)
    a = flow[0];
  if (rest > 1)
    b = flow[stride];
  if (rest > 2)
    c = flow[2 * stride];
  for (guint block = n / 4; block > 0; block--)
    {
      flow -= 4 * stride;
      da = da * z + a;
      db = db * z + b;
      dc = dc * z + c;
      dd = dd * z + d;
      a = a * z + flow[0];
      b = b * z + flow[stride];
      c = c * z + flow[2 * stride];
      d = d * z + flow[3 * stride];
    }
  *sum = a + b * y + c * y2 + d * y3;
  *slope = b * y + 2 * c * y2 + 3 * d * y3 + 4 * z * (da + db * y + dc * y2 + dd * y3);
}

/* @change: so many flows have one sign or none, all that follow the other. */
static Parts
split_once (const double *flows, guint n, guint change, double log_x)
{
  gboolean reversed = log_x > 0;
  double y = exp (-fabs (log_x)), sign = flows[0] < 0 ? -1 : 1, shift, turn = reversed ? -1 : 1;
  guint n_first = reversed ? n - change : change;
  double first, second, first_slope, second_slope;

  if (reversed)
    {
      add_up (flows + n - 1, -1, n_first, y, &first, &first_slope);
      add_up (flows + change - 1, -1, change, y, &second, &second_slope);
      sign = -sign;
    }
  else
    {
      add_up (flows, 1, n_first, y, &first, &first_slope);
      add_up (flows + change, 1, n - change, y, &second, &second_slope);
    }
  shift = exp (-fabs (log_x) * n_first);
  second_slope = (second_slope + n_first * second) * shift;
  second *= shift;
  return (Parts){ first + second, sign * (first - second), turn * (first_slope + second_slope),
                  turn * sign * (first_slope - second_slope) };
}

static Parts
split (const double *flows, guint n, double log_x)
{
  gboolean reversed = log_x > 0;
  double y = exp (-fabs (log_x)), power = 1, turn = reversed ? -1 : 1;
  Parts parts = { 0 };

  for (guint i = 0; i < n; i++)
    {
      double term = flows[reversed ? n - 1 - i : i] * power;
      parts.sum += term;
      parts.amount += fabs (term);
      parts.sum_slope += turn * i * term;
      parts.amount_slope += turn * i * fabs (term);
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
      if (flows[i] == 0)
        continue;
      changes += last != 0 && (flows[i] < 0) != (last < 0);
      last = flows[i];
    }
  return changes;
}

/* The root between @low and @high, where the value at @low is below zero or not. The logarithm of
 * what comes in over what goes out is nearly straight in ln x, so that Newton's method needs a few
 * steps only; a step out of the bracket is replaced by its middle. @change: where the only change
 * of sign is; 0: there are several. */
static double
find_root_between (const double *flows, guint n, guint change, double low, double high,
                   double log_x, gboolean negative_at_low)
{
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      Parts parts = change > 0 ? split_once (flows, n, change, log_x) : split (flows, n, log_x);
      /* ln ((amount + sum) / (amount - sum)), and its slope. */
      double share = parts.sum / parts.amount;
      double slope = 2 * (parts.sum_slope - share * parts.amount_slope)
                     / (parts.amount * (1 - share * share));
      double next = log_x - 2 * atanh (share) / slope;
      if ((parts.sum < 0) == negative_at_low)
        low = log_x;
      else
        high = log_x;
      if (next >= low && next <= high)
        {
          if (fabs (next - log_x) * n < CLOSE_ENOUGH)
            return next;
        }
      else
        {
          next = (low + high) / 2;
          if (high - low < NO_FARTHER)
            return next;
        }
      log_x = next;
    }
  return log_x;
}

/* Where to begin: what pays back in n months, and goes on like that for ever, has a rate of 1/n.
 * ln x; 0 where it does not pay back. */
static double
guess_root (const double *flows, guint n)
{
  double sum = 0;
  for (guint i = 0; i < n; i++)
    {
      sum += flows[i];
      if (sum >= 0 && i > 0)
        return -log1p (1.0 / i) * GUESSED_SHARE;
    }
  return 0;
}

/* One change of sign means one root (Descartes); the outermost flows say on which side of it the
 * sum is negative. @change: the first flow of the other sign. */
static double
find_single_root (const double *flows, guint n, guint change)
{
  double log_x = find_root_between (flows, n, change, -LARGEST_LOG, LARGEST_LOG,
                                    guess_root (flows, n), flows[0] < 0);
  return fabs (log_x) < LARGEST_LOG - BEYOND ? log_x : NAN;
}

/* A purchase and what it brings: where the flows turn from negative to positive, if they do that
 * once and are all known; else 0. */
static guint
find_only_turn (const double *flows, guint n)
{
  guint i = 0, turn;
  while (i < n && flows[i] <= 0 && flows[i] >= -G_MAXDOUBLE)
    i++;
  turn = i;
  while (i < n && flows[i] >= 0 && flows[i] <= G_MAXDOUBLE)
    i++;
  return i == n && turn < n && n > 0 && flows[0] < 0 ? turn : 0;
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
  return fabs (parts.sum) <= TOUCHES * parts.amount;
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
              find_root_between (flows, n, 0, low, high, (low + high) / 2, negative_at_low));
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
  guint turn = find_only_turn (flows, n), changes;
  if (turn > 0)
    return expm1 (-find_single_root (flows, n, turn));
  for (guint i = 0; i < n; i++)
    if (flows[i] - flows[i] != 0) /* infinite or unknown */
      return NAN;
  /* Periods without a flow at either end only move all flows in time. */
  for (; n > 0 && flows[n - 1] == 0; n--)
    ;
  for (; n > 0 && *flows == 0; n--)
    flows++;
  changes = count_sign_changes (flows, n);
  if (changes == 0)
    return NAN;
  return expm1 (-find_root_by_rule (flows, n, changes));
}

double
rig_money_get_rate_per_year (double rate_per_month)
{
  return expm1 (12 * log1p (rate_per_month));
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
