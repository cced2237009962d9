/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-host.h"

RigMoneyInputs
rig_money_inputs_against_host (const RigMoneyInputs *inputs, double host_usd_per_month)
{
  RigMoneyInputs against = *inputs;

  against.api_usd_per_month = host_usd_per_month;
  return against;
}

RigMoneyInputs
rig_money_inputs_switch (const RigMoneyInputs *inputs, double host_usd_per_month,
                         double switching_usd)
{
  RigMoneyInputs change = {
    .setup_usd = switching_usd,
    .api_usd_per_month = inputs->api_usd_per_month - host_usd_per_month,
    .replace_share = inputs->replace_share,
    .hours_available = inputs->hours_available,
    .use_growth = inputs->use_growth,
    .api_drift = inputs->api_drift,
    .n_api_steps = inputs->n_api_steps,
    .discount_rate = inputs->discount_rate,
    .horizon_months = inputs->horizon_months,
    .tax_rate = inputs->tax_rate,
    .deduction_years = inputs->deduction_years,
  };

  for (guint i = 0; i < inputs->n_api_steps; i++)
    change.api_steps[i] = inputs->api_steps[i];
  return change;
}

void
rig_money_fill_switch (const RigMoneyInputs *inputs, double host_usd_per_month,
                       double switching_usd, guint n, double *spent_usd)
{
  RigMoneyInputs change = rig_money_inputs_switch (inputs, host_usd_per_month, switching_usd);

  /* The curves are those of a bill of the difference; what is paid anyway comes on top. */
  rig_money_fill_cumulative (&change, n, spent_usd, NULL);
  for (guint i = 0; i < n; i++)
    spent_usd[i] += rig_money_get_cumulative_api_usd (inputs, i)
                    - rig_money_get_cumulative_api_usd (&change, i);
}
