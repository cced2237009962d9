/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-annuity.h"

#include <math.h>

#define FIRST_GUESS 0.1
#define MAX_STEPS 100
#define CLOSE_ENOUGH 1e-13

/* (1 + rate)^n - 1, to the last digit also where the rate is next to nothing. */
static double
get_growth (double rate, double n_periods)
{
  return expm1 (n_periods * log1p (rate));
}

/* What payments of 1 grow to. */
static double
get_sum (double rate, double n_periods, RigPaymentDue due)
{
  if (rate == 0)
    return n_periods;
  return (1 + rate * (due == RIG_PAYMENT_AT_BEGINNING)) * get_growth (rate, n_periods) / rate;
}

double
rig_annuity_get_payment (double rate, double n_periods, double present, double future,
                         RigPaymentDue due)
{
  return -(future + present * (1 + get_growth (rate, n_periods))) / get_sum (rate, n_periods, due);
}

double
rig_annuity_get_periods (double rate, double payment, double present, double future,
                         RigPaymentDue due)
{
  double endless;

  if (rate == 0)
    return -(future + present) / payment;
  /* What the payments would be worth if they never ended. */
  endless = payment * (1 + rate * (due == RIG_PAYMENT_AT_BEGINNING)) / rate;
  return log ((endless - future) / (endless + present)) / log1p (rate);
}

double
rig_annuity_get_future (double rate, double n_periods, double payment, double present,
                        RigPaymentDue due)
{
  return -present * (1 + get_growth (rate, n_periods)) - payment * get_sum (rate, n_periods, due);
}

double
rig_annuity_get_present (double rate, double n_periods, double payment, double future,
                         RigPaymentDue due)
{
  return -(future + payment * get_sum (rate, n_periods, due)) / (1 + get_growth (rate, n_periods));
}

double
rig_annuity_get_interest (double rate, double period, double n_periods, double present,
                          double future, RigPaymentDue due)
{
  double payment, balance;

  if (!(period >= 1 && period <= n_periods))
    return NAN;
  /* Nothing has been owed yet when the first payment is due at once. */
  if (due == RIG_PAYMENT_AT_BEGINNING && period == 1)
    return 0;
  payment = rig_annuity_get_payment (rate, n_periods, present, future, due);
  balance = rig_annuity_get_future (rate, period - 1, payment, present, due);
  return balance * rate / (due == RIG_PAYMENT_AT_BEGINNING ? 1 + rate : 1);
}

double
rig_annuity_get_principal (double rate, double period, double n_periods, double present,
                           double future, RigPaymentDue due)
{
  return rig_annuity_get_payment (rate, n_periods, present, future, due)
         - rig_annuity_get_interest (rate, period, n_periods, present, future, due);
}

/* How much is left over at the end, and how that changes with the rate. */
static void
get_rest (double rate, double n_periods, double payment, double present, double future,
          RigPaymentDue due, double *rest, double *slope)
{
  double when = due == RIG_PAYMENT_AT_BEGINNING;
  double growth = get_growth (rate, n_periods);
  double growth_slope = n_periods * (growth + 1) / (1 + rate);
  double sum = get_sum (rate, n_periods, due);
  double sum_slope
    = rate == 0 ? n_periods * ((n_periods - 1) / 2 + when)
                : (when * growth + (1 + rate * when) * growth_slope - sum) / rate;

  *rest = future + present * (growth + 1) + payment * sum;
  *slope = present * growth_slope + payment * sum_slope;
}

double
rig_annuity_get_rate (double n_periods, double payment, double present, double future,
                      RigPaymentDue due)
{
  double rate = FIRST_GUESS;

  if (present + future + payment * n_periods == 0)
    return 0;
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      double rest, slope, next;

      get_rest (rate, n_periods, payment, present, future, due, &rest, &slope);
      next = rate - rest / slope;
      if (!(next > -1))
        return NAN;
      if (fabs (next - rate) <= CLOSE_ENOUGH * (1 + fabs (next)))
        return next;
      rate = next;
    }
  return NAN;
}
