/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"
#include "engine/estimate/money-rate.h"

G_BEGIN_DECLS

#define RIG_MONEY_SEARCH_MONTHS 120 /* how far a payback is looked for; the longest horizon */

/* What a purchase and its use cost and replace. US$, months, hours, tokens; rates per year.
 * Taxes and loans (docs/method-money.md) are not modelled. */
typedef struct
{
  double price_usd, planned_spend_usd, setup_usd; /* planned: what would be bought anyway */
  double api_usd_per_month;      /* today's bill */
  double replace_share;          /* of it that a local model may take over, 0-1 */
  /* What the replaced share stands for: computed tokens, cache misses only. */
  double tokens_in_per_month, tokens_out_per_month;
  double prefill_tokens_per_s, decode_tokens_per_s; /* of all streams together */
  double hours_available;        /* per month that the machine may work */
  double powered_hours;          /* per month that it is switched on */
  double load_w, idle_w;         /* at the wall; NaN: unknown, see RigMoney */
  double usd_per_kwh;
  double use_growth, api_drift, electricity_growth; /* per year: 0.25 is +25 % */
  double upkeep_hours, upkeep_usd_per_hour;
  double resale_first_year, resale_later; /* share kept in the first, and in each later year */
  double selling_cost;           /* share of the resale */
  double discount_rate;          /* effective, per year */
  guint horizon_months;          /* 1 to RIG_MONEY_SEARCH_MONTHS, else the nearest */
} RigMoneyInputs;

/**
 * RigMoney:
 *
 * "Never" is INFINITY. An unknown price, speed or bill makes what depends on it NaN; unknown watts
 * or an unknown tariff make the two energy figures NaN, and everything else is then without
 * electricity, which the faces have to say.
 */
typedef struct
{
  double busy_hours;             /* first month, if everything were served */
  double served_share;           /* of the replaced part, first month, 0-1 */
  double energy_usd_per_month, energy_kwh_per_month; /* first month */
  double avoided_usd_per_month;  /* first month */
  double saving_usd_per_month;   /* avoided - energy - upkeep, first month */
  double payback_months;         /* simple, without resale; INFINITY: not within the search */
  double discounted_payback_months;
  double exit_payback_months;    /* with resale in that month; may be undone later */
  double npv_usd;                /* over the horizon, with resale */
  double irr_per_year;           /* of the same flows; NaN: undefined */
  double usd_per_million_tokens; /* served, levelised over the horizon; NaN: no tokens */
  double resale_usd;             /* at the horizon, before selling cost */
  gboolean never;                /* not even in infinite time; else INFINITY is "> 10 years" */
  double spend_for_payback_usd;  /* API bill per month that pays it back within the horizon, for
                                    the same tokens */
} RigMoney;

/** Every output at once. Source: docs/method-money.md, formulas 2 to 14 and 16. */
void   rig_money_init (RigMoney             *money,
                       const RigMoneyInputs *inputs);
/**
 * rig_money_fill_cumulative:
 * @machine_usd: (array length=n) (nullable): spent up to and with each month, the purchase first:
 *   machine, electricity, upkeep, and what stays on the API
 * @api_usd: (array length=n) (nullable): the same for the API alone; its first element is 0
 *
 * The two curves cross at the simple payback.
 */
void   rig_money_fill_cumulative (const RigMoneyInputs *inputs,
                                  guint                 n,
                                  double               *machine_usd,
                                  double               *api_usd);
/** One element of the above. @month: 0 is the purchase. */
double rig_money_get_cumulative_usd (const RigMoneyInputs *inputs,
                                     guint                 month);
double rig_money_get_cumulative_api_usd (const RigMoneyInputs *inputs,
                                         guint                 month);
/** The article's own rule: price over monthly spend. INFINITY without a spend. */
double rig_money_get_article_payback_months (double price_usd,
                                             double usd_per_month);
/** Formula 7, before selling cost. */
double rig_money_get_resale_usd (const RigMoneyInputs *inputs,
                                 guint                 month);
/** Formula 1: a bill for tokens per month at prices in US$ per million. */
double rig_money_get_api_bill_usd (double tokens_in,
                                   double tokens_cached,
                                   double tokens_out,
                                   double usd_in,
                                   double usd_cached,
                                   double usd_out);

G_END_DECLS
