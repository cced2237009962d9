/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"

G_BEGIN_DECLS

/* What stands beside "each machine against today's bill". An answer does not hold it: it is made
 * for those who show it. */

/* No machine: what a local model may take over goes to the cheapest host of the same model. */
typedef struct
{
  const RigHosted *host; /* of the answer */
  RigMoneyInputs inputs;
  RigMoney money;
} RigSwitch;

/** FALSE where there is no host, or where it is not known how many tokens it would get. */
gboolean rig_switch_init            (RigSwitch       *self,
                                     const RigAnswer *answer);
/** Spent up to and with each month; the first element is the purchase's month.
 * @spent_usd: (array length=n) */
void     rig_switch_fill_cumulative (const RigSwitch *self,
                                     const RigAnswer *answer,
                                     guint            n,
                                     double          *spent_usd);

/* A machine against the same model at that host: like for like. */
typedef struct
{
  RigMoney middle, best, worst;
  RigEstimate payback_months, npv_usd;
} RigAgainstHost;

/** FALSE where money is not known, or as rig_switch_init(). */
gboolean rig_against_host_init (RigAgainstHost         *self,
                                const RigAnswer        *answer,
                                const RigMachineAnswer *machine);

#define RIG_N_BREAK_EVEN_SPENDS 3

/** 12, 24 and 36. */
extern const guint rig_break_even_months[RIG_N_BREAK_EVEN_SPENDS];

/* Where a machine begins to pay. INFINITY: nowhere. Over all that is known as a range. */
typedef struct
{
  RigEstimate utilisation;     /* share of the machine's capacity, at the API's price */
  double api_usd_per_million;  /* what the API asks, per million computed tokens */
  RigEstimate spend_usd[RIG_N_BREAK_EVEN_SPENDS]; /* a month, to pay back within that time */
  RigEstimate ever_usd;        /* all that it would ever save of the API's bill */
  double loan_payment_usd;     /* a month; 0: no loan */
} RigBreakEven;

/** @machine: whose money is known */
void rig_break_even_init (RigBreakEven           *self,
                          const RigMachineAnswer *machine);

G_END_DECLS
