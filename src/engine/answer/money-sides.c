/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/money-sides.h"

#include "engine/answer/machine-answer.h"
#include "engine/estimate/money-annuity.h"
#include "engine/estimate/money-break-even.h"
#include "engine/estimate/money-host.h"

#define MONTHS_PER_YEAR 12

const guint rig_break_even_months[RIG_N_BREAK_EVEN_SPENDS] = { 12, 24, 36 };

/* The bill for no tokens would be nothing: no offer, but something unknown. */
static const RigHosted *
find_host (const RigAnswer *answer)
{
  double tokens = answer->tokens_in_per_month + answer->tokens_cached_per_month
                  + answer->tokens_out_per_month;

  return answer->n_hosted > 0 && tokens > 0 ? &answer->hosted[0] : NULL;
}

/* In force in that month, as a factor of today's prices. */
static double
get_factor (const RigMoneyStep *steps, guint n, guint month)
{
  double factor = 1;

  for (guint i = 0; i < n && steps[i].month <= month; i++)
    factor = steps[i].factor;
  return factor;
}

static guint
get_next_month (const RigMoneyStep *steps, guint n, guint month)
{
  for (guint i = 0; i < n; i++)
    if (steps[i].month > month)
      return steps[i].month;
  return G_MAXUINT;
}

/* What is saved is the difference of two bills, and each has its own announced changes. */
static void
join_steps (RigMoneyInputs *change, const RigAnswer *answer, const RigHosted *host)
{
  double now = answer->api_usd_per_month - host->usd_per_month;
  guint month = 0;

  change->n_api_steps = 0;
  while (now != 0 && change->n_api_steps < RIG_MONEY_MAX_STEPS)
    {
      double api, hosted;

      month = MIN (get_next_month (answer->api_steps, answer->n_api_steps, month),
                   get_next_month (host->steps, host->n_steps, month));
      if (month == G_MAXUINT)
        return;
      api = get_factor (answer->api_steps, answer->n_api_steps, month);
      hosted = get_factor (host->steps, host->n_steps, month);
      change->api_steps[change->n_api_steps++] = (RigMoneyStep){
        month, (answer->api_usd_per_month * api - host->usd_per_month * hosted) / now
      };
    }
}

gboolean
rig_switch_init (RigSwitch *self, const RigAnswer *answer)
{
  self->host = find_host (answer);
  if (self->host == NULL || answer->n_machines == 0)
    return FALSE;
  self->inputs = rig_money_inputs_switch (&answer->machines[0].money_inputs,
                                          self->host->usd_per_month, 0);
  join_steps (&self->inputs, answer, self->host);
  rig_money_init (&self->money, &self->inputs);
  return TRUE;
}

void
rig_switch_fill_cumulative (const RigSwitch *self, const RigAnswer *answer, guint n,
                            double *spent_usd)
{
  g_autofree double *today = g_new (double, n), *difference = g_new (double, n);

  /* The curves are those of a bill of the difference; what is paid anyway comes on top. */
  rig_money_fill_cumulative (&answer->machines[0].money_inputs, n, NULL, today);
  rig_money_fill_cumulative (&self->inputs, n, spent_usd, difference);
  for (guint i = 0; i < n; i++)
    spent_usd[i] += today[i] - difference[i];
}

static RigEstimate
span (double value, double a, double b, RigBasis basis)
{
  if (isnan (value))
    return (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  return (RigEstimate){ value, fmin (value, fmin (a, b)), fmax (value, fmax (a, b)), basis };
}

static void
init_against (RigMoney *money, const RigMachineAnswer *machine, RigMoneyEnd end,
              const RigHosted *host)
{
  const RigMoneyInputs inputs = rig_machine_answer_get_money_inputs (machine, end);
  RigMoneyInputs against = rig_money_inputs_against_host (&inputs, host->usd_per_month);

  against.n_api_steps = host->n_steps;
  for (guint i = 0; i < host->n_steps; i++)
    against.api_steps[i] = host->steps[i];
  rig_money_init (money, &against);
}

gboolean
rig_against_host_init (RigAgainstHost *self, const RigAnswer *answer,
                       const RigMachineAnswer *machine)
{
  const RigHosted *host = find_host (answer);
  RigBasis basis = machine->payback_months.basis;

  if (host == NULL || machine->money_unknown != NULL)
    return FALSE;
  init_against (&self->middle, machine, RIG_MONEY_MIDDLE, host);
  init_against (&self->best, machine, RIG_MONEY_BEST, host);
  init_against (&self->worst, machine, RIG_MONEY_WORST, host);
  self->payback_months = span (self->middle.payback_months, self->best.payback_months,
                               self->worst.payback_months, basis);
  self->npv_usd = span (self->middle.npv_usd, self->best.npv_usd, self->worst.npv_usd, basis);
  return TRUE;
}

/* One figure at both ends and in the middle. */
typedef double (*Figure) (const RigMoneyInputs *inputs,
                          guint                 months);

static RigEstimate
spread (const RigMachineAnswer *machine, Figure figure, guint months)
{
  const RigMoneyInputs middle = rig_machine_answer_get_money_inputs (machine, RIG_MONEY_MIDDLE);
  const RigMoneyInputs best = rig_machine_answer_get_money_inputs (machine, RIG_MONEY_BEST);
  const RigMoneyInputs worst = rig_machine_answer_get_money_inputs (machine, RIG_MONEY_WORST);

  return span (figure (&middle, months), figure (&best, months), figure (&worst, months),
               machine->payback_months.basis);
}

static double
get_utilisation (const RigMoneyInputs *inputs, guint months)
{
  RigMoneyUnitCost cost;

  rig_money_unit_cost_init (&cost, inputs);
  return rig_money_unit_cost_get_break_even (
    &cost, rig_money_get_api_usd_per_million_tokens (inputs));
}

static double
get_ever_usd (const RigMoneyInputs *inputs, guint months)
{
  return rig_money_get_avoided_forever_usd (inputs);
}

void
rig_break_even_init (RigBreakEven *self, const RigMachineAnswer *machine)
{
  const RigMoneyInputs *inputs = &machine->money_inputs;

  self->api_usd_per_million = rig_money_get_api_usd_per_million_tokens (inputs);
  self->utilisation = spread (machine, get_utilisation, 0);
  self->ever_usd = spread (machine, get_ever_usd, 0);
  for (guint i = 0; i < RIG_N_BREAK_EVEN_SPENDS; i++)
    self->spend_usd[i] = spread (machine, rig_money_get_spend_for_payback_usd,
                                 rig_break_even_months[i]);
  self->loan_payment_usd
    = inputs->loan_usd > 0 ? -rig_annuity_get_payment (inputs->loan_apr / MONTHS_PER_YEAR,
                                                       inputs->loan_months, inputs->loan_usd, 0,
                                                       RIG_PAYMENT_AT_END)
                           : 0;
}
