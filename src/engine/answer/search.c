/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/search.h"

#include "engine/answer/machine-option.h"
#include "engine/answer/use.h"

#include <stdlib.h>
#include <string.h>

/* What nobody can buy is no answer. The scenario's own date, if it has one, asks the same. */
static void
add_sale (RigSearch *self, const RigScenario *scenario)
{
  RigDecision *asked = &self->asked;
  char buffer[16];

  for (guint i = 0; i < asked->n_needs; i++)
    if (asked->needs[i].kind == RIG_NEED_BY_DATE)
      return;
  g_return_if_fail (asked->n_needs < RIG_MAX_NEEDS);
  g_strlcpy (self->date, rig_use_get_date (scenario, buffer, sizeof buffer), sizeof self->date);
  asked->needs[asked->n_needs] = (RigNeed){ .kind = RIG_NEED_BY_DATE, .date = self->date };
  asked->need_keys[asked->n_needs++] = RIG_KEY_AS_OF;
}

static void
fill_candidate (RigCandidate *candidate, const RigSearch *self, RigEvaluator *evaluator,
                const RigScenario *scenario, const RigAnswer *answer)
{
  const RigDecision *asked = &self->asked;
  RigMachineAnswer machine;
  RigNeedCheck check;

  rig_evaluator_evaluate_machine (evaluator, scenario, answer, candidate->machine, &machine);
  rig_option_init_from_answer (&candidate->option, &machine);
  candidate->option.traits[RIG_TRAIT_MODELS_AT_ONCE]
    = rig_decision_count_models (evaluator, scenario, candidate->machine);
  check = rig_needs_check (asked->needs, asked->n_needs, &candidate->option);
  candidate->meets = rig_need_check_get_truth (&check, asked->n_needs);
  candidate->unmet = rig_need_check_get_failed (&check, asked->n_needs);
  candidate->unknown = check.unknown;
  candidate->fit = machine.fit;
  candidate->price_usd = machine.price_usd;
  candidate->decode_tokens_per_s = machine.decode.tokens_per_s;
  candidate->prefill_tokens_per_s = machine.prefill.tokens_per_s;
  candidate->payback_months = machine.payback_months;
  candidate->never = machine.money_unknown == NULL && machine.money_low.never;
}

double
rig_candidate_get_price_usd (const RigCandidate *self)
{
  return rig_span_get_middle (&self->option.traits[RIG_TRAIT_PRICE_USD]);
}

static double
get_decode (const RigCandidate *candidate)
{
  return rig_span_get_middle (&candidate->option.traits[RIG_TRAIT_DECODE]);
}

/* The smaller number first, NaN last. */
static int
compare_numbers (double a, double b)
{
  if (isnan (a) || isnan (b))
    return !!isnan (a) - !!isnan (b);
  return (a > b) - (a < b);
}

static int
compare_candidates (const void *one, const void *other)
{
  const RigCandidate *a = one, *b = other;
  int order = (int) b->meets - (int) a->meets;

  if (order == 0)
    order = compare_numbers (rig_candidate_get_price_usd (a), rig_candidate_get_price_usd (b));
  if (order == 0)
    order = compare_numbers (-get_decode (a), -get_decode (b));
  return order != 0 ? order : strcmp (a->machine->id, b->machine->id);
}

/* By price, and of one price the fastest first: then the front is whatever is faster than all
 * before it. Its equals in both are on it, too. */
static void
mark_front (RigSearch *self)
{
  guint n = self->n_meeting > 0 ? self->n_meeting : self->n_possible;
  double price = NAN, fastest = -INFINITY;

  self->front_is_possible = self->n_meeting == 0;
  for (guint i = 0; i < n; i++)
    {
      RigCandidate *candidate = &self->candidates[i];
      double decode = get_decode (candidate), its_price = rig_candidate_get_price_usd (candidate);

      if (isnan (decode) || isnan (its_price))
        continue;
      if (!(decode > fastest || (decode == fastest && its_price == price)))
        continue;
      candidate->on_front = TRUE;
      fastest = decode;
      price = its_price;
    }
}

gboolean
rig_candidate_is_card (const RigCandidate *self)
{
  const RigMachine *machine = self->machine;

  return !machine->unified
         && (machine->kind == RIG_MACHINE_CARD || machine->kind == RIG_MACHINE_WORKSTATION
             || machine->kind == RIG_MACHINE_SERVER);
}

/* Where a price is not known, nothing can be said: that is told apart. */
static gboolean
could_be_cheaper (const RigCandidate *candidate, const RigCandidate *than)
{
  return candidate->option.traits[RIG_TRAIT_PRICE_USD].low
         < than->option.traits[RIG_TRAIT_PRICE_USD].high;
}

/* The first in order of those that meet all; -1: none, or no price is known. */
static int
find_cheapest (const RigSearch *self, gboolean with_cards, gboolean *certain)
{
  int found = -1;

  *certain = FALSE;
  for (guint i = 0; i < self->n_meeting && found < 0; i++)
    if ((with_cards || !rig_candidate_is_card (&self->candidates[i]))
        && !isnan (rig_candidate_get_price_usd (&self->candidates[i])))
      found = (int) i;
  if (found < 0)
    return -1;
  *certain = TRUE;
  for (guint i = 0; i < self->n_meeting + self->n_possible; i++)
    if ((int) i != found && (with_cards || !rig_candidate_is_card (&self->candidates[i]))
        && could_be_cheaper (&self->candidates[i], &self->candidates[found]))
      *certain = FALSE;
  return found;
}

static void
mark_cheapest (RigSearch *self)
{
  self->cheapest = find_cheapest (self, TRUE, &self->certain);
  self->cheapest_computer = find_cheapest (self, FALSE, &self->computer_certain);
  for (guint i = 0; i < self->n_meeting + self->n_possible; i++)
    {
      RigCandidate *candidate = &self->candidates[i];

      self->n_unpriced += isnan (rig_candidate_get_price_usd (candidate));
      if (self->cheapest >= 0 && (int) i != self->cheapest)
        candidate->could_be_cheaper
          = could_be_cheaper (candidate, &self->candidates[self->cheapest]);
    }
}

RigSearch *
rig_search_new (RigEvaluator *evaluator, const RigScenario *scenario, const RigAnswer *answer)
{
  const GPtrArray *machines = rig_catalog_get_machines (rig_evaluator_get_catalog (evaluator));
  RigSearch *self = g_new0 (RigSearch, 1);

  rig_decision_fill_needs (&self->asked, scenario);
  add_sale (self, scenario);
  self->candidates = g_new0 (RigCandidate, MAX (machines->len, 1));
  self->n_candidates = machines->len;
  for (guint i = 0; i < machines->len; i++)
    {
      RigCandidate *candidate = &self->candidates[i];

      candidate->machine = g_ptr_array_index (machines, i);
      fill_candidate (candidate, self, evaluator, scenario, answer);
      self->n_meeting += candidate->meets == RIG_TRUTH_YES;
      self->n_possible += candidate->meets == RIG_TRUTH_UNKNOWN;
    }
  qsort (self->candidates, self->n_candidates, sizeof *self->candidates, compare_candidates);
  mark_cheapest (self);
  mark_front (self);
  return self;
}

void
rig_search_free (RigSearch *self)
{
  if (self == NULL)
    return;
  g_free (self->candidates);
  g_free (self);
}

static RigNeedSet
get_sale (const RigSearch *self)
{
  RigNeedSet sale = 0;

  for (guint i = 0; i < self->asked.n_needs; i++)
    if (self->asked.needs[i].kind == RIG_NEED_BY_DATE)
      sale |= 1u << i;
  return sale;
}

guint
rig_search_find_hurdle (const RigSearch *self, guint *n_failing)
{
  RigNeedSet sale = get_sale (self);
  guint hurdle = self->asked.n_needs;

  *n_failing = 0;
  for (guint i = 0; i < self->asked.n_needs; i++)
    {
      guint n = 0;

      for (guint j = 0; j < self->n_candidates; j++)
        n += (self->candidates[j].unmet & sale) == 0 && (self->candidates[j].unmet & (1u << i));
      if (n > *n_failing)
        {
          *n_failing = n;
          hurdle = i;
        }
    }
  return hurdle;
}

const RigCandidate *
rig_search_find_nearest_miss (const RigSearch *self)
{
  RigNeedSet sale = get_sale (self);

  for (guint i = self->n_meeting + self->n_possible; i < self->n_candidates; i++)
    {
      const RigCandidate *candidate = &self->candidates[i];
      RigNeedSet unmet = candidate->unmet;

      if ((unmet & (unmet - 1)) == 0 && (unmet & sale) == 0 && candidate->unknown == 0)
        return candidate;
    }
  return NULL;
}
