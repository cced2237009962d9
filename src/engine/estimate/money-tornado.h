/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/money-range.h"

G_BEGIN_DECLS

/* One bar: what one input does to the result between both ends of its range, all others as they
 * are. */
typedef struct
{
  RigMoneyRange range;
  double npv_low_usd, npv_high_usd; /* at the input's low and high end: either may be more */
  double payback_low_months, payback_high_months;
  double swing_usd;                 /* how far both are from each other */
} RigMoneyBar;

/**
 * rig_money_fill_tornado:
 * @bars: (array length=n): filled, the largest swing first; of equal ones the earlier range first,
 *   unknown ones last
 *
 * Formula 18.
 */
void rig_money_fill_tornado (const RigMoneyInputs *inputs,
                             const RigMoneyRange  *ranges,
                             guint                 n,
                             RigMoneyBar          *bars);

G_END_DECLS
