/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/claims-private.h"

#include <glib/gi18n.h>

/* The honest payback of a machine for somebody with that bill. */
static void
record_payback (RigClaimCheck *self, RigClaim *claim, const RigMachine *machine, double usd)
{
  g_autoptr (RigScenario) scenario = rig_scenario_copy (self->scenario);
  const char *const ids[] = { machine->id,
                              self->machines[machine == self->machines[0] ? 1 : 0]->id, NULL };
  RigAnswer answer;

  rig_scenario_set_machines (scenario, ids);
  rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, usd);
  rig_evaluator_evaluate (self->evaluator, scenario, &answer);
  if (answer.n_machines == 0 || answer.machines[0].money_unknown != NULL)
    return;
  claim->recorded.number = answer.machines[0].payback_months;
  claim->recorded.machine = machine;
}

static double
round_half_up (double months)
{
  return floor (months + 0.5);
}

/* By the article's own rule: the price that it names over the spend, in whole months. */
static void
check_payback (RigClaimCheck *self, RigClaim *claim, guint i, double usd)
{
  const RigMachine *machine = self->machines[i];
  const RigFigure *price = rig_machine_get_price (machine);

  claim->computed.machine = machine;
  if (!rig_figure_is_known (price))
    return;
  claim->computed.number = (RigEstimate){
    rig_money_get_article_payback_months (price->value, usd),
    rig_money_get_article_payback_months (price->low, usd),
    rig_money_get_article_payback_months (price->high, usd),
    RIG_BASIS_CLAIMED,
  };
  rig_claim_judge_same (claim,
                        round_half_up (claim->computed.number.low) == claim->low
                          && round_half_up (claim->computed.number.high) == claim->high,
                        N_("Price over spend, the article’s own rule, gives another number"));
  if (claim->verdict == RIG_CLAIM_HOLDS)
    claim->reason = N_("Price over spend, in whole months, as the article reckons");
  record_payback (self, claim, machine, usd);
}

void
rig_claims_add_paybacks (RigClaimCheck *self)
{
  for (guint r = 0; r < self->article->n_paybacks; r++)
    for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
      {
        const RigArticlePayback *printed = &self->article->paybacks[r];
        RigClaim *claim;
        if (printed->months[i].text == NULL || self->machines[i] == NULL)
          continue;
        claim = rig_claim_check_add (
          self,
          g_strdup_printf ("payback.%g.%s", printed->usd_per_month, self->article->machines[i]),
          RIG_CLAIM_PAYBACKS, NULL);
        claim->usd_per_month = printed->usd_per_month;
        claim->machine = self->machines[i];
        claim->unit = "months";
        rig_claim_set_cell (claim, &printed->months[i]);
        check_payback (self, claim, i, printed->usd_per_month);
      }
}
