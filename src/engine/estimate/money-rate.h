/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** @flows: (array length=n): the purchase first, then one a month. Effective rate per month. */
double rig_money_get_npv  (const double *flows,
                           guint         n,
                           double        rate_per_month);
/**
 * Internal rate of return per period. NaN where all flows have one sign. Every root between
 * e^-40 - 1 and e^40 - 1 is found; of several the negative ones are dropped if there are others,
 * and the one nearest zero is taken (the rule of numpy-financial).
 */
double rig_money_get_irr  (const double *flows,
                           guint         n);
/** What a rate per month comes to in a year. */
double rig_money_get_rate_per_year (double rate_per_month);
/** Internal rate of return if what is owed costs one rate and what is earned brings another. NaN
 * where all flows have one sign. */
double rig_money_get_mirr (const double *flows,
                           guint         n,
                           double        finance_rate,
                           double        reinvest_rate);

G_END_DECLS
