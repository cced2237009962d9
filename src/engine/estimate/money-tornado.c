/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-tornado.h"

#include <math.h>

static void
evaluate_at (const RigMoneyInputs *inputs, RigMoneyInput input, double value, double *npv_usd,
             double *payback_months)
{
  RigMoneyInputs varied = *inputs;
  RigMoney money;

  rig_money_inputs_set (&varied, input, value);
  rig_money_init_by_months (&money, &varied);
  *npv_usd = money.npv_usd;
  *payback_months = money.payback_months;
}

/* Whether @a belongs before @b; unknown is smaller than anything. */
static gboolean
is_larger (double a, double b)
{
  return a > b || (isnan (b) && !isnan (a));
}

void
rig_money_fill_tornado (const RigMoneyInputs *inputs, const RigMoneyRange *ranges, guint n,
                        RigMoneyBar *bars)
{
  for (guint i = 0; i < n; i++)
    {
      RigMoneyBar bar = { .range = ranges[i] };
      guint at = i;

      evaluate_at (inputs, ranges[i].input, ranges[i].low, &bar.npv_low_usd,
                   &bar.payback_low_months);
      evaluate_at (inputs, ranges[i].input, ranges[i].high, &bar.npv_high_usd,
                   &bar.payback_high_months);
      bar.swing_usd = fabs (bar.npv_high_usd - bar.npv_low_usd);
      for (; at > 0 && is_larger (bar.swing_usd, bars[at - 1].swing_usd); at--)
        bars[at] = bars[at - 1];
      bars[at] = bar;
    }
}
