/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Equal payments over equal periods, with the signs of spreadsheets: what is paid out is negative,
 * and present + payments + future, all at the same time, are worth nothing together. Rates are per
 * period. NAN is "not defined". Source of the conventions: numpy-financial. */

typedef enum
{
  RIG_PAYMENT_AT_END,       /* of every period */
  RIG_PAYMENT_AT_BEGINNING,
} RigPaymentDue;

/** What is paid every period. */
double rig_annuity_get_payment   (double        rate,
                                  double        n_periods,
                                  double        present,
                                  double        future,
                                  RigPaymentDue due);
/** How many periods it takes; INFINITY: for ever, NAN: no number of periods does it. */
double rig_annuity_get_periods   (double        rate,
                                  double        payment,
                                  double        present,
                                  double        future,
                                  RigPaymentDue due);
double rig_annuity_get_future    (double        rate,
                                  double        n_periods,
                                  double        payment,
                                  double        present,
                                  RigPaymentDue due);
double rig_annuity_get_present   (double        rate,
                                  double        n_periods,
                                  double        payment,
                                  double        future,
                                  RigPaymentDue due);
/** Of the payment of one period, the part that is interest. @period: 1 is the first. */
double rig_annuity_get_interest  (double        rate,
                                  double        period,
                                  double        n_periods,
                                  double        present,
                                  double        future,
                                  RigPaymentDue due);
/** The rest of that payment. */
double rig_annuity_get_principal (double        rate,
                                  double        period,
                                  double        n_periods,
                                  double        present,
                                  double        future,
                                  RigPaymentDue due);
/** The rate that makes it come out; NAN where none is found from 10 % on. */
double rig_annuity_get_rate      (double        n_periods,
                                  double        payment,
                                  double        present,
                                  double        future,
                                  RigPaymentDue due);

G_END_DECLS
