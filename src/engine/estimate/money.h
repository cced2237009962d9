/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"
#include "engine/estimate/money-rate.h"

G_BEGIN_DECLS

#define RIG_MONEY_SEARCH_MONTHS 120 /* how far a payback is looked for; the longest horizon */

#define RIG_MONEY_MAX_STEPS 4

/* An announced change: from that month on the API asks @factor times today's prices. */
typedef struct
{
  guint month;   /* 1 is the first */
  double factor; /* of today's, not of the step before */
} RigMoneyStep;

/* What a purchase and its use cost and replace. US$, months, hours, tokens; rates per year.
 * Whatever is left at 0 does not take part: no loan, no tax, no announced change. */
typedef struct
{
  double price_usd, planned_spend_usd, setup_usd; /* planned: what would be bought anyway */
  double warranty_usd;           /* paid with the machine, worth nothing when it is sold */
  double api_usd_per_month;      /* today's bill */
  double replace_share;          /* of it that a local model may take over, 0-1 */
  /* What the replaced share stands for: computed tokens, cache misses only. */
  double tokens_in_per_month, tokens_out_per_month;
  double prefill_tokens_per_s, decode_tokens_per_s; /* of all streams together */
  double hours_available;        /* per month that the machine may work */
  double powered_hours;          /* per month that it is switched on */
  double load_w, idle_w;         /* at the wall; NaN: unknown, see RigMoney */
  double own_idle_w;             /* of a computer that is on anyway and goes: counted off */
  double usd_per_kwh;
  double use_growth, api_drift, electricity_growth; /* per year: 0.25 is +25 % */
  RigMoneyStep api_steps[RIG_MONEY_MAX_STEPS]; /* months rising; api_drift comes on top */
  guint n_api_steps;
  double upkeep_hours, upkeep_usd_per_hour;
  double resale_first_year, resale_later; /* share kept in the first, and in each later year */
  double selling_cost;           /* share of the resale */
  double discount_rate;          /* effective, per year */
  guint horizon_months;          /* 1 to RIG_MONEY_SEARCH_MONTHS, else the nearest */

  double loan_usd;               /* of the purchase, repaid in equal payments at month ends */
  double loan_apr;               /* nominal: a twelfth of it a month */
  guint loan_months;
  double tax_rate;               /* on what is saved; the machine is deducted from it; below 1 */
  guint deduction_years;         /* equal parts at the end of that many years; 0 and 1: all after
                                    the first */
  gboolean interest_deductible;
} RigMoneyInputs;

/**
 * RigMoney:
 *
 * "Never" is INFINITY. An unknown price, speed or bill makes what depends on it NaN; unknown watts
 * or an unknown tariff make the two energy figures NaN, and everything else is then without
 * electricity, which the faces have to say. Paybacks, npv, irr and sums are after tax, and what is
 * still owed on a loan counts as not paid back.
 */
typedef struct
{
  double busy_hours;             /* first month, if everything were served */
  double served_share;           /* of the replaced part, first month, 0-1 */
  double energy_usd_per_month, energy_kwh_per_month; /* first month */
  double avoided_usd_per_month;  /* first month */
  double saving_usd_per_month;   /* avoided - energy - upkeep, first month, before tax */
  double payback_months;         /* simple, without resale; INFINITY: not within the search */
  double discounted_payback_months;
  double exit_payback_months;    /* with resale in that month; may be undone later */
  double npv_usd;                /* over the horizon, with resale */
  double total_usd;              /* the same flows without discounting */
  double lowest_usd;             /* the least that their sum comes to on the way, before resale */
  double irr_per_year;           /* of the same flows; NaN: undefined, or there is a loan */
  double usd_per_million_tokens; /* served, levelised over the horizon, before tax and loan; NaN:
                                    no tokens */
  double resale_usd;             /* at the horizon, before selling cost */
  gboolean never;                /* not even in infinite time; else INFINITY is "> 10 years" */
  double spend_for_payback_usd;  /* API bill per month that pays it back within the horizon, for
                                    the same tokens */
} RigMoney;

/** Every output at once. Source: docs/method-money.md, formulas 2 to 14, 16 and 17. */
void   rig_money_init (RigMoney             *money,
                       const RigMoneyInputs *inputs);
/* What a choice between machine and API asks for. */
typedef struct
{
  double npv_usd;
  gboolean pays_back; /* simply, within the horizon */
} RigMoneyWorth;

/* Powers and sums that inputs which differ in something else share. Begins as
 * RIG_MONEY_MEMO_INIT; no part of any result. */
typedef struct
{
  double per_year[6], per_month[6]; /* factors */
  guint horizon;
  double first, later, discount_rate; /* at which the following are */
  double kept, annuity, discount;
} RigMoneyMemo;

#define RIG_MONEY_MEMO_INIT { { 1, 1, 1, 1, 1, 1 }, { 1, 1, 1, 1, 1, 1 }, .horizon = 0 }

/** Two of rig_money_init()'s figures, to the last digit, in a tenth of the time. NaN and FALSE
 * where they are unknown. */
void   rig_money_worth_init (RigMoneyWorth        *worth,
                             const RigMoneyInputs *inputs,
                             RigMoneyMemo         *memo);
/**
 * The same month by month, also where rig_money_init() knows a closed form, and without
 * irr_per_year, which stays NaN. Nothing but IEEE arithmetic and square roots goes into the sums
 * and the paybacks: they come out the same to the last digit on every machine.
 */
void   rig_money_init_by_months (RigMoney             *money,
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
/** What a factor per year is per month: its twelfth root, to about one unit in the last place. */
double rig_money_get_monthly_factor (double per_year);
/** Formula 7, before selling cost. */
double rig_money_get_resale_usd (const RigMoneyInputs *inputs,
                                 guint                 month);
/* Tokens of a month by what an API asks for them, or its prices in US$ per million. */
typedef struct
{
  double in;          /* neither read from a cache nor written to one */
  double cached;      /* read from a cache */
  double cache_write; /* written to one, where that is billed apart */
  double out;
} RigTokenMix;

/** Formula 1. A price for the cache that is unknown (NaN) is that of input. What nobody uses costs
 * nothing, at whatever price. */
double rig_money_get_mix_bill_usd (const RigTokenMix *tokens,
                                   const RigTokenMix *usd_per_million);
/** The same without writes to a cache: a bill for tokens per month at prices in US$ per million. */
double rig_money_get_api_bill_usd (double tokens_in,
                                   double tokens_cached,
                                   double tokens_out,
                                   double usd_in,
                                   double usd_cached,
                                   double usd_out);

G_END_DECLS
