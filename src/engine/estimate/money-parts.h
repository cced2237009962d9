/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/money.h"

G_BEGIN_DECLS

/**
 * RigMoneyParts:
 *
 * What is spent over the horizon with a machine, by what for, without discounting. All parts
 * together are what the API alone would take, less RigMoney's total_usd. Unknown watts or an
 * unknown tariff: without electricity, as everywhere.
 */
typedef struct
{
  double machine_usd;  /* with set-up and warranty, less what was planned anyway and the resale */
  double energy_usd, upkeep_usd;
  double interest_usd; /* of a loan */
  double api_usd;      /* what stays on the API: not to be replaced, or not served */
  double tax_usd;      /* on what is saved, less what deductions save */
  double api_alone_usd; /* no part: the whole bill without a machine */
} RigMoneyParts;

void rig_money_parts_init (RigMoneyParts        *self,
                           const RigMoneyInputs *inputs);

G_END_DECLS
