/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-parts.h"

#include "engine/estimate/money-private.h"

/* Everything that comes month by month, before tax and loan. */
static void
add_months (RigMoneyParts *self, const RigMoneyPlan *plan, guint horizon)
{
  RigMoneyMonth month;

  rig_money_month_init (&month, plan);
  for (guint t = 1; t <= horizon; t++)
    {
      double bill = plan->inputs->api_usd_per_month * month.use * month.api * month.step;

      self->energy_usd += month.energy_usd;
      self->upkeep_usd += plan->upkeep_usd;
      self->api_usd += bill - month.avoided_usd;
      self->api_alone_usd += bill;
      rig_money_month_advance (&month, plan);
    }
}

void
rig_money_parts_init (RigMoneyParts *self, const RigMoneyInputs *inputs)
{
  guint horizon = rig_money_get_horizon (inputs);
  RigMoneyPlan plan;
  RigMoneyMonth month;
  RigMoneyLedger ledger;

  rig_money_plan_init (&plan, inputs);
  rig_money_month_init (&month, &plan);
  rig_money_ledger_fill (&ledger, &plan, &month);
  *self = (RigMoneyParts){
    .machine_usd = plan.investment_usd
                   - rig_money_get_resale_usd (inputs, horizon) * (1 - inputs->selling_cost),
    .interest_usd = ledger.interest,
  };
  add_months (self, &plan, horizon);
  if (plan.tax_rate > 0)
    self->tax_usd = self->api_alone_usd - ledger.total
                    - (self->machine_usd + self->energy_usd + self->upkeep_usd
                       + self->interest_usd + self->api_usd);
}
