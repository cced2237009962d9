/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/money.h"

G_BEGIN_DECLS

/* What can be varied, one input at a time. */
typedef enum
{
  RIG_MONEY_INPUT_PRICE,             /* of the machine */
  RIG_MONEY_INPUT_PLANNED_SPEND,
  RIG_MONEY_INPUT_SETUP,
  RIG_MONEY_INPUT_USE,               /* today's bill by more or fewer tokens at the same prices */
  RIG_MONEY_INPUT_API_SPEND,         /* today's bill by other prices for the same tokens */
  RIG_MONEY_INPUT_REPLACE_SHARE,     /* the tokens behind it go along */
  RIG_MONEY_INPUT_SPEED,             /* reading and writing alike: a factor, 1 is the estimate */
  RIG_MONEY_INPUT_PREFILL_SPEED,
  RIG_MONEY_INPUT_DECODE_SPEED,
  RIG_MONEY_INPUT_HOURS_AVAILABLE,
  RIG_MONEY_INPUT_POWERED_HOURS,
  RIG_MONEY_INPUT_LOAD_W,
  RIG_MONEY_INPUT_IDLE_W,
  RIG_MONEY_INPUT_USD_PER_KWH,
  RIG_MONEY_INPUT_USE_GROWTH,
  RIG_MONEY_INPUT_API_DRIFT,
  RIG_MONEY_INPUT_ELECTRICITY_GROWTH,
  RIG_MONEY_INPUT_UPKEEP_HOURS,
  RIG_MONEY_INPUT_UPKEEP_RATE,
  RIG_MONEY_INPUT_RESALE_FIRST_YEAR,
  RIG_MONEY_INPUT_RESALE_LATER,
  RIG_MONEY_INPUT_SELLING_COST,
  RIG_MONEY_INPUT_DISCOUNT_RATE,
  RIG_MONEY_INPUT_HORIZON,           /* months */
  RIG_MONEY_N_INPUTS,
} RigMoneyInput;

/* The user's own range. Where the value in between is likeliest, @mode says. */
typedef struct
{
  RigMoneyInput input;
  double low, mode, high;
} RigMoneyRange;

/** Value of that input now; 1 for the speed factor. */
double rig_money_inputs_get (const RigMoneyInputs *inputs,
                             RigMoneyInput         input);
/** Sets it, and with it what cannot stay as it is: more use is more tokens. */
void   rig_money_inputs_set (RigMoneyInputs *inputs,
                             RigMoneyInput   input,
                             double          value);

G_END_DECLS
