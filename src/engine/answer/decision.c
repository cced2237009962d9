/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/decision.h"

#include <string.h>

#include "engine/answer/machine-option.h"

/* All but the weights. */
static void
fill_criteria (RigDecision *self)
{
  static const RigCriterion criteria[RIG_N_CRITERIA] = {
    RIG_CRITERION_PRICE (0), RIG_CRITERION_DECODE (0), RIG_CRITERION_PREFILL (0),
    RIG_CRITERION_MEMORY (0), RIG_CRITERION_LOAD (0), RIG_CRITERION_QUIET (0),
    RIG_CRITERION_PORTABLE (0),
  };
  static const RigKey keys[RIG_N_CRITERIA] = {
    RIG_KEY_WEIGHT_PRICE, RIG_KEY_WEIGHT_SPEED, RIG_KEY_WEIGHT_PREFILL, RIG_KEY_WEIGHT_MEMORY,
    RIG_KEY_WEIGHT_POWER, RIG_KEY_WEIGHT_QUIET, RIG_KEY_WEIGHT_PORTABILITY,
  };

  memcpy (self->criteria, criteria, sizeof criteria);
  memcpy (self->criterion_keys, keys, sizeof keys);
}

/* Appends the machines that meet all needs, or may, or fail; returns the verdict on the first. */
static RigVerdict
add_group (RigDecision *self, const RigNeedCheck *checks, RigTruth meets)
{
  RigSpan scores[RIG_MAX_COMPARED];
  RigRank ranks[RIG_MAX_COMPARED];
  guint machines[RIG_MAX_COMPARED], n = 0;
  RigVerdict verdict;

  for (guint i = 0; i < self->n_options; i++)
    if (rig_need_check_get_truth (&checks[i], self->n_needs) == meets)
      {
        scores[n] = rig_criteria_weigh (self->criteria, RIG_N_CRITERIA, self->values[i]);
        machines[n++] = i;
      }
  if (n == 0)
    return RIG_VERDICT_NONE;
  verdict = rig_ranking_init_from_scores (ranks, scores, n);
  for (guint i = 0; i < n; i++)
    {
      guint machine = machines[ranks[i].option];
      const RigNeedCheck *check = &checks[machine];

      self->choices[self->n_choices++] = (RigChoice){
        .machine = machine,
        .meets = meets,
        .unmet = rig_need_check_get_failed (check, self->n_needs),
        .unknown = check->unknown,
        .score = ranks[i].score,
      };
    }
  return verdict;
}

/* One that may meet all needs does not win, but as long as it could nothing is clear. */
static void
mark_rivals (RigDecision *self)
{
  const RigChoice *first = &self->choices[0];

  for (guint i = 1; i < self->n_choices; i++)
    {
      RigChoice *rival = &self->choices[i];

      rival->could_win = first->meets != RIG_TRUTH_NO && rival->meets != RIG_TRUTH_NO
                         && rival->score.high > first->score.low;
      if (self->verdict == RIG_VERDICT_CLEAR && rival->meets == RIG_TRUTH_UNKNOWN
          && !(first->score.low > rival->score.high))
        self->verdict = RIG_VERDICT_LEANING;
    }
}

/* What nobody cares about or what is known of no machine tells none from another. */
static guint
find_telling (const RigDecision *self, guint n_options, RigCriterion *telling)
{
  guint n = 0;

  for (guint i = 0; i < RIG_N_CRITERIA; i++)
    {
      const RigCriterion *criterion = &self->criteria[i];
      gboolean known = FALSE;

      for (guint j = 0; j < n_options && !known; j++)
        known = criterion->is_feature
                  ? self->options[j].features[criterion->feature] != RIG_TRUTH_UNKNOWN
                  : rig_span_is_known (&self->options[j].traits[criterion->trait]);
      if (known && criterion->weight > 0)
        telling[n++] = *criterion;
    }
  return n;
}

/* Machines that fail a need dominate nothing: who cannot have them does not gain by them. */
static void
mark_dominated (RigDecision *self, guint n_options)
{
  RigCriterion telling[RIG_N_CRITERIA];
  guint n = find_telling (self, n_options, telling);

  for (guint i = 0; i < self->n_choices; i++)
    for (guint j = 0; j < self->n_choices; j++)
      {
        RigChoice *choice = &self->choices[i];
        guint other = self->choices[j].machine;
        RigDominance dominance;

        if (i == j || self->choices[j].meets < choice->meets
            || self->choices[j].meets == RIG_TRUTH_NO)
          continue;
        dominance = rig_option_dominates (&self->options[other], &self->options[choice->machine],
                                          telling, n);
        if (dominance != RIG_DOMINANCE_NONE)
          choice->dominated_by |= 1u << other;
        if (dominance == RIG_DOMINANCE_CERTAIN)
          choice->certainly_dominated_by |= 1u << other;
      }
}

static void
fill_link (const RigDecision *self, guint first, guint second, RigLink *link)
{
  const RigClusterMember *const members[] = { &self->members[first], &self->members[second] };

  rig_cluster_init (link, members, G_N_ELEMENTS (members), &self->link);
}

void
rig_decision_init_pair (const RigDecision *self, guint first, guint second, RigOption *pair)
{
  const RigOption *const members[] = { &self->options[first], &self->options[second] };
  RigLink link;

  if (self->linked)
    fill_link (self, first, second, &link);
  rig_bundle_init (pair, NULL, members, G_N_ELEMENTS (members), self->linked ? &link : NULL);
}

static void
find_pairs (RigDecision *self, guint n_options)
{
  RigLink links[RIG_MAX_COMPARED * RIG_MAX_COMPARED];

  for (guint i = 0; self->linked && i < n_options; i++)
    for (guint j = i + 1; j < n_options; j++)
      fill_link (self, i, j, &links[i * n_options + j]);
  self->n_pairs
    = rig_bundle_find_pairs (self->options, n_options, self->needs, self->n_needs,
                             self->linked ? links : NULL, self->pairs, RIG_MAX_DECISION_PAIRS);
}

static void
find_ways_out (RigDecision *self, const RigNeedCheck *checks, guint n_options)
{
  RigNeedSet all = (RigNeedSet) ((G_GUINT64_CONSTANT (1) << self->n_needs) - 1);

  self->n_drops = rig_needs_find_relaxations (checks, n_options, self->drops);
  for (guint i = 0; i < self->n_drops; i++)
    self->drops[i] = all & ~self->drops[i];
  find_pairs (self, n_options);
}

static void
take_option (RigDecision *self, guint option)
{
  for (guint i = 0; i < RIG_N_CRITERIA; i++)
    self->values[option][i]
      = rig_criterion_get_value (&self->criteria[i], &self->options[option]);
}

/* Most values are made of a logarithm, and most answers change a trait or two. */
void
rig_decision_take_answer (RigDecision *self, guint index, const RigMachineAnswer *answer)
{
  RigOption *option = &self->options[index];
  RigSpan before[RIG_N_TRAITS];

  memcpy (before, option->traits, sizeof before);
  rig_option_take_answer (option, answer);
  for (guint i = 0; i < RIG_N_CRITERIA; i++)
    {
      const RigCriterion *criterion = &self->criteria[i];
      const RigSpan *now = &option->traits[criterion->trait], *was = &before[criterion->trait];

      if (criterion->is_feature || now->low != was->low || now->high != was->high)
        self->values[index][i] = rig_criterion_get_value (criterion, option);
    }
}

void
rig_decision_fill_options (RigDecision *self, RigEvaluator *evaluator,
                           const RigScenario *scenario, const RigAnswer *answer)
{
  self->n_options = answer->n_machines;
  fill_criteria (self);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      RigOption *option = &self->options[i];

      rig_option_init_from_answer (option, &answer->machines[i]);
      option->traits[RIG_TRAIT_MODELS_AT_ONCE]
        = rig_decision_count_models (evaluator, scenario, answer->machines[i].machine);
      take_option (self, i);
    }
}

static void
fill_members (RigDecision *self, RigEvaluator *evaluator, const RigScenario *scenario,
              const RigAnswer *answer)
{
  self->linked = rig_scenario_get_number (scenario, RIG_KEY_CLUSTER) != 0;
  if (!self->linked)
    return;
  rig_cluster_link_init (&self->link, scenario, answer);
  for (guint i = 0; i < answer->n_machines; i++)
    rig_cluster_member_init (&self->members[i], evaluator, scenario, answer, i,
                             &self->options[i]);
}

static void
judge (RigDecision *self, const RigScenario *scenario, RigNeedCheck *checks)
{
  self->n_choices = self->n_drops = self->n_pairs = 0;
  rig_decision_fill_needs (self, scenario);
  for (guint i = 0; i < RIG_N_CRITERIA; i++)
    self->criteria[i].weight = rig_scenario_get_number (scenario, self->criterion_keys[i]);
  for (guint i = 0; i < self->n_options; i++)
    checks[i] = rig_needs_check (self->needs, self->n_needs, &self->options[i]);
  self->verdict = add_group (self, checks, RIG_TRUTH_YES);
  add_group (self, checks, RIG_TRUTH_UNKNOWN);
  add_group (self, checks, RIG_TRUTH_NO);
  mark_rivals (self);
}

void
rig_decision_judge (RigDecision *self, const RigScenario *scenario)
{
  RigNeedCheck checks[RIG_MAX_COMPARED];

  judge (self, scenario, checks);
}

void
rig_decision_init (RigDecision *self, RigEvaluator *evaluator, const RigScenario *scenario,
                   const RigAnswer *answer)
{
  RigNeedCheck checks[RIG_MAX_COMPARED];

  rig_decision_fill_options (self, evaluator, scenario, answer);
  fill_members (self, evaluator, scenario, answer);
  judge (self, scenario, checks);
  mark_dominated (self, answer->n_machines);
  if (self->verdict == RIG_VERDICT_NONE)
    find_ways_out (self, checks, answer->n_machines);
}

gboolean
rig_decision_meets_without (const RigDecision *self, guint machine, RigNeedSet drop)
{
  for (guint i = 0; i < self->n_needs; i++)
    if ((drop & (1u << i)) == 0
        && rig_need_check (&self->needs[i], &self->options[machine]) != RIG_TRUTH_YES)
      return FALSE;
  return TRUE;
}

guint
rig_decision_find_widest (const RigDecision *self, const RigChoice *choice)
{
  guint widest = RIG_N_CRITERIA;
  double most = 0;

  for (guint i = 0; i < RIG_N_CRITERIA; i++)
    {
      RigSpan value
        = rig_criterion_get_value (&self->criteria[i], &self->options[choice->machine]);
      double width = self->criteria[i].weight * (value.high - value.low);

      if (width > most)
        {
          most = width;
          widest = i;
        }
    }
  return widest;
}
