/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/money.h"

G_BEGIN_DECLS

/* What does not change from month to month. */
typedef struct
{
  const RigMoneyInputs *inputs;
  double investment_usd, upkeep_usd, replaced_usd; /* replaced: first month, if all were served */
  double busy_hours;
  double use_step, api_step, power_step; /* growth per month, as factors */
  double discount_step;
  double resale_step_first, resale_step_later;
  double tax_rate, deduction_usd; /* a year, for deduction_months / 12 years */
  guint deduction_months;
  double loan_usd, loan_rate, loan_payment_usd; /* rate per month */
  double usd_per_watt_hour;
  gboolean energy_known;
  gboolean constant; /* every month saves what the first saves */
  gboolean plain;    /* no tax, no loan */
} RigMoneyPlan;

/* One month. The first has today's prices: growth starts with the second. */
typedef struct
{
  guint number;
  double use, api, power; /* growth so far, as factors */
  double step;            /* announced change of the API's prices, as a factor */
  guint next_step;
  double served_share, watt_hours, energy_usd, avoided_usd, saving_usd;
} RigMoneyMonth;

/* Everything that is summed up over the months. */
typedef struct
{
  double sum, discounted, exit; /* of the cash flows, from the purchase on */
  double discount, resale_usd;
  double balance_usd, book_usd; /* still owed on the loan; not deducted yet */
  double payback, discounted_payback, exit_payback;
  double npv, total, lowest, resale_at_horizon; /* over the horizon, as all that follow */
  double costs_pv, tokens_pv, costs, served; /* costs: running ones only */
  double interest, deducted;
  double flows[RIG_MONEY_SEARCH_MONTHS + 1];
} RigMoneyLedger;

void   rig_money_plan_init     (RigMoneyPlan         *plan,
                                const RigMoneyInputs *inputs);
/** @memo: (nullable): factors of the plan before */
void   rig_money_plan_init_with (RigMoneyPlan        *plan,
                                 const RigMoneyInputs *inputs,
                                 RigMoneyMemo        *memo);
guint  rig_money_get_horizon   (const RigMoneyInputs *inputs);
void   rig_money_month_init    (RigMoneyMonth        *month,
                                const RigMoneyPlan   *plan);
void   rig_money_month_advance (RigMoneyMonth        *month,
                                const RigMoneyPlan   *plan);

/** Before the first month. */
void   rig_money_ledger_init   (RigMoneyLedger       *ledger,
                                const RigMoneyPlan   *plan);
/** What is left of a month's saving after tax and loan (formula 17); keeps both books. */
double rig_money_ledger_settle (RigMoneyLedger       *ledger,
                                const RigMoneyPlan   *plan,
                                const RigMoneyMonth  *month);
/** Fills the ledger month by month; @month is the one after the last when it returns. */
void   rig_money_ledger_fill   (RigMoneyLedger       *ledger,
                                const RigMoneyPlan   *plan,
                                RigMoneyMonth        *month);
/**
 * The same in closed form, where every month saves the same: no growth, no tax, no loan.
 * FALSE where that is not so or where a figure is unknown; nothing is filled then.
 */
gboolean rig_money_ledger_fill_constant (RigMoneyLedger       *ledger,
                                         const RigMoneyPlan   *plan,
                                         RigMoneyMonth        *month,
                                         double               *irr_per_year);

/** The same two figures as the ledger's, in the same arithmetic: by months, and in closed form
 * where there is one (else FALSE). */
void     rig_money_worth_init_by_months (RigMoneyWorth       *worth,
                                         const RigMoneyPlan  *plan,
                                         RigMoneyMonth       *month);
gboolean rig_money_worth_init_constant  (RigMoneyWorth       *worth,
                                         const RigMoneyPlan  *plan,
                                         const RigMoneyMonth *month,
                                         RigMoneyMemo        *memo);

G_END_DECLS
