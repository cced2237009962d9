/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/money.h"

G_BEGIN_DECLS

/**
 * RigMoneyUnitCost:
 *
 * What a million tokens costs on a machine, split into what stands whether it works or not and
 * what comes with every token, at the first month's prices, before tax and loan. Tokens are the
 * computed ones, read and written, in the inputs' proportion. NaN: no tokens, or watts or tariff
 * unknown.
 */
typedef struct
{
  double capital_usd_per_month;     /* annuity of the purchase less the resale, over the horizon */
  double idle_usd_per_month;        /* electricity of a machine that is on and does nothing */
  double upkeep_usd_per_month;
  double capacity_million_tokens;   /* per month, if it works all hours that it may */
  double marginal_usd_per_million;  /* electricity of working instead of idling */
  double overtime_from;             /* share of the capacity beyond which no idling is replaced */
  double overtime_usd_per_million;
} RigMoneyUnitCost;

/** Source: docs/method-money.md, formulas 14 and 15. */
void   rig_money_unit_cost_init (RigMoneyUnitCost     *self,
                                 const RigMoneyInputs *inputs);
/** Share of its capacity from which on the machine is cheaper than an API at that price per million
 * tokens. INFINITY: at no use that it is capable of. */
double rig_money_unit_cost_get_break_even (const RigMoneyUnitCost *self,
                                           double                  usd_per_million);
/** A million tokens at a use of that share of the capacity. */
double rig_money_unit_cost_get_usd_per_million (const RigMoneyUnitCost *self,
                                                double                  utilisation);

/** What the replaced share of today's bill comes to per million computed tokens. NaN: no tokens. */
double rig_money_get_api_usd_per_million_tokens (const RigMoneyInputs *inputs);
/** Formula 13: everything that would ever be spent on what the machine replaces. INFINITY where the
 * sum has no end. A machine that costs more never pays back. */
double rig_money_get_avoided_forever_usd (const RigMoneyInputs *inputs);
/** Formula 16 for any number of months: the bill per month that pays the machine back within them,
 * for the same tokens. INFINITY: none does. */
double rig_money_get_spend_for_payback_usd (const RigMoneyInputs *inputs,
                                            guint                 months);
/** An upper bound where the watts are a peak. */
double rig_money_get_kwh_per_million_tokens (double watts,
                                             double tokens_per_s);

G_END_DECLS
