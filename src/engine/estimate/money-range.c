/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-range.h"

#include <math.h>

#define FIELD(member) G_STRUCT_OFFSET (RigMoneyInputs, member)

/* The inputs that are one number of the struct. */
static const gsize offsets[RIG_MONEY_N_INPUTS] = {
  [RIG_MONEY_INPUT_PRICE] = FIELD (price_usd),
  [RIG_MONEY_INPUT_PLANNED_SPEND] = FIELD (planned_spend_usd),
  [RIG_MONEY_INPUT_SETUP] = FIELD (setup_usd),
  [RIG_MONEY_INPUT_USE] = FIELD (api_usd_per_month),
  [RIG_MONEY_INPUT_API_SPEND] = FIELD (api_usd_per_month),
  [RIG_MONEY_INPUT_REPLACE_SHARE] = FIELD (replace_share),
  [RIG_MONEY_INPUT_PREFILL_SPEED] = FIELD (prefill_tokens_per_s),
  [RIG_MONEY_INPUT_DECODE_SPEED] = FIELD (decode_tokens_per_s),
  [RIG_MONEY_INPUT_HOURS_AVAILABLE] = FIELD (hours_available),
  [RIG_MONEY_INPUT_POWERED_HOURS] = FIELD (powered_hours),
  [RIG_MONEY_INPUT_LOAD_W] = FIELD (load_w),
  [RIG_MONEY_INPUT_IDLE_W] = FIELD (idle_w),
  [RIG_MONEY_INPUT_USD_PER_KWH] = FIELD (usd_per_kwh),
  [RIG_MONEY_INPUT_USE_GROWTH] = FIELD (use_growth),
  [RIG_MONEY_INPUT_API_DRIFT] = FIELD (api_drift),
  [RIG_MONEY_INPUT_ELECTRICITY_GROWTH] = FIELD (electricity_growth),
  [RIG_MONEY_INPUT_UPKEEP_HOURS] = FIELD (upkeep_hours),
  [RIG_MONEY_INPUT_UPKEEP_RATE] = FIELD (upkeep_usd_per_hour),
  [RIG_MONEY_INPUT_RESALE_FIRST_YEAR] = FIELD (resale_first_year),
  [RIG_MONEY_INPUT_RESALE_LATER] = FIELD (resale_later),
  [RIG_MONEY_INPUT_SELLING_COST] = FIELD (selling_cost),
  [RIG_MONEY_INPUT_DISCOUNT_RATE] = FIELD (discount_rate),
};

double
rig_money_inputs_get (const RigMoneyInputs *inputs, RigMoneyInput input)
{
  if (input == RIG_MONEY_INPUT_SPEED)
    return 1;
  if (input == RIG_MONEY_INPUT_HORIZON)
    return inputs->horizon_months;
  return G_STRUCT_MEMBER (double, inputs, offsets[input]);
}

static void
scale_tokens (RigMoneyInputs *inputs, double before, double after)
{
  /* Out of nothing no tokens come: their number at another bill is not known. */
  double factor = before != 0 ? after / before : 1;

  inputs->tokens_in_per_month *= factor;
  inputs->tokens_out_per_month *= factor;
}

void
rig_money_inputs_set (RigMoneyInputs *inputs, RigMoneyInput input, double value)
{
  if (input == RIG_MONEY_INPUT_USE || input == RIG_MONEY_INPUT_REPLACE_SHARE)
    scale_tokens (inputs, rig_money_inputs_get (inputs, input), value);
  if (input == RIG_MONEY_INPUT_SPEED)
    {
      inputs->prefill_tokens_per_s *= value;
      inputs->decode_tokens_per_s *= value;
    }
  else if (input == RIG_MONEY_INPUT_HORIZON)
    inputs->horizon_months
      = (guint) CLAMP (rint (value), 1.0, (double) RIG_MONEY_SEARCH_MONTHS);
  else
    G_STRUCT_MEMBER (double, inputs, offsets[input]) = value;
}
