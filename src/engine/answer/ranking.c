/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/ranking.h"

#include <string.h>

#define FULL 100.0

static double
get_worth (const RigCriterion *criterion, double amount)
{
  double share = log (amount / criterion->worst) / log (criterion->best / criterion->worst);

  return isnan (share) ? NAN : FULL * CLAMP (share, 0, 1);
}

/* The trait or feature as a range in which more is better, of any unit; NaN: unknown. */
static RigSpan
get_amount (const RigCriterion *criterion, const RigOption *option)
{
  RigSpan span = option->traits[criterion->trait];
  RigTruth truth = option->features[criterion->feature];

  if (criterion->is_feature)
    return truth == RIG_TRUTH_UNKNOWN ? RIG_SPAN_UNKNOWN : (RigSpan){ truth, truth };
  return criterion->best < criterion->worst ? (RigSpan){ -span.high, -span.low } : span;
}

RigSpan
rig_criterion_get_value (const RigCriterion *criterion, const RigOption *option)
{
  const RigSpan *span = &option->traits[criterion->trait];
  RigTruth truth = option->features[criterion->feature];
  double low, high;

  if (criterion->is_feature)
    return (RigSpan){ truth == RIG_TRUTH_YES ? FULL : 0, truth == RIG_TRUTH_NO ? 0 : FULL };
  if (!rig_span_is_known (span))
    return (RigSpan){ 0, FULL };
  low = get_worth (criterion, span->low);
  high = get_worth (criterion, span->high);
  return (RigSpan){ MIN (low, high), MAX (low, high) };
}

/* A sum so far, of weights and of what they weigh. */
typedef struct
{
  RigSpan sum;
  double weights;
} Weighing;

static void
add_value (Weighing *self, double weight, RigSpan value)
{
  self->sum.low += weight * value.low;
  self->sum.high += weight * value.high;
  self->weights += weight;
}

static RigSpan
get_mean (const Weighing *self)
{
  if (!(self->weights > 0))
    return (RigSpan){ 0, FULL };
  return (RigSpan){ self->sum.low / self->weights, self->sum.high / self->weights };
}

RigSpan
rig_criteria_weigh (const RigCriterion *criteria, guint n, const RigSpan *values)
{
  Weighing weighing = { { 0, 0 }, 0 };

  for (guint i = 0; i < n; i++)
    add_value (&weighing, criteria[i].weight, values[i]);
  return get_mean (&weighing);
}

RigSpan
rig_criteria_get_score (const RigCriterion *criteria, guint n, const RigOption *option)
{
  Weighing weighing = { { 0, 0 }, 0 };

  for (guint i = 0; i < n; i++)
    add_value (&weighing, criteria[i].weight, rig_criterion_get_value (&criteria[i], option));
  return get_mean (&weighing);
}

static RigVerdict
get_verdict (const RigRank *ranks, guint n)
{
  gboolean clear = TRUE;

  if (n == 0)
    return RIG_VERDICT_NONE;
  for (guint i = 1; i < n; i++)
    if (!(ranks[0].score.low > ranks[i].score.high))
      clear = FALSE;
  if (clear)
    return RIG_VERDICT_CLEAR;
  return rig_span_get_middle (&ranks[0].score) - rig_span_get_middle (&ranks[1].score)
             >= RIG_VERDICT_LEAD
           ? RIG_VERDICT_LEANING
           : RIG_VERDICT_EITHER;
}

/* Before those that are worse; the options before it are there already. */
static void
insert (RigRank *ranks, guint option, const RigSpan *score)
{
  double middle = rig_span_get_middle (score);
  guint at = option;

  for (; at > 0 && middle > rig_span_get_middle (&ranks[at - 1].score); at--)
    ranks[at] = ranks[at - 1];
  ranks[at] = (RigRank){ option, *score, FALSE };
}

static RigVerdict
finish (RigRank *ranks, guint n)
{
  for (guint i = 1; i < n; i++)
    ranks[i].could_win = ranks[i].score.high > ranks[0].score.low;
  return get_verdict (ranks, n);
}

RigVerdict
rig_ranking_init_from_scores (RigRank *ranks, const RigSpan *scores, guint n)
{
  for (guint i = 0; i < n; i++)
    insert (ranks, i, &scores[i]);
  return finish (ranks, n);
}

RigVerdict
rig_ranking_init (RigRank *ranks, const RigOption *options, guint n, const RigCriterion *criteria,
                  guint n_criteria)
{
  for (guint i = 0; i < n; i++)
    {
      RigSpan score = rig_criteria_get_score (criteria, n_criteria, &options[i]);

      insert (ranks, i, &score);
    }
  return finish (ranks, n);
}

double
rig_ranking_get_flip_share (const RigCriterion *criteria, guint n, guint which,
                            const RigOption *a, const RigOption *b)
{
  double lead = 0, others = 0, weights = 0, share;

  for (guint i = 0; i < n; i++)
    {
      RigSpan of_a = rig_criterion_get_value (&criteria[i], a);
      RigSpan of_b = rig_criterion_get_value (&criteria[i], b);
      double ahead = rig_span_get_middle (&of_a) - rig_span_get_middle (&of_b);

      if (i == which)
        lead = ahead;
      else
        {
          others += criteria[i].weight * ahead;
          weights += criteria[i].weight;
        }
    }
  if (!(weights > 0))
    return NAN;
  others /= weights;
  share = others / (others - lead);
  return share >= 0 && share <= 1 ? share : NAN;
}

RigDominance
rig_option_dominates (const RigOption *a, const RigOption *b, const RigCriterion *criteria,
                      guint n)
{
  gboolean certain = TRUE, better = FALSE, certainly_better = FALSE;

  for (guint i = 0; i < n; i++)
    {
      RigSpan of_a = get_amount (&criteria[i], a), of_b = get_amount (&criteria[i], b);
      double middle_a = rig_span_get_middle (&of_a), middle_b = rig_span_get_middle (&of_b);

      if (!(middle_a >= middle_b))
        return RIG_DOMINANCE_NONE;
      better |= middle_a > middle_b;
      certain &= of_a.low >= of_b.high;
      certainly_better |= of_a.low > of_b.high;
    }
  if (!better)
    return RIG_DOMINANCE_NONE;
  return certain && certainly_better ? RIG_DOMINANCE_CERTAIN : RIG_DOMINANCE_LIKELY;
}

gboolean
rig_option_is_undominated (guint option, const RigOption *options, guint n_options,
                           const RigCriterion *criteria, guint n)
{
  for (guint i = 0; i < n_options; i++)
    if (i != option
        && rig_option_dominates (&options[i], &options[option], criteria, n)
             != RIG_DOMINANCE_NONE)
      return FALSE;
  return TRUE;
}

const RigOption *
rig_option_find_best (const RigOption *options, guint n, const RigCriterion *criterion,
                      gboolean *certain)
{
  const RigOption *best = NULL;
  RigSpan of_best = RIG_SPAN_UNKNOWN;
  gboolean sure = TRUE;

  for (guint i = 0; i < n; i++)
    {
      RigSpan amount = get_amount (criterion, &options[i]);
      double middle = rig_span_get_middle (&amount);

      if (isnan (middle) || (best != NULL && middle <= rig_span_get_middle (&of_best)))
        continue;
      best = &options[i];
      of_best = amount;
    }
  for (guint i = 0; best != NULL && i < n; i++)
    {
      RigSpan amount = get_amount (criterion, &options[i]);

      if (g_strcmp0 (options[i].family, best->family) != 0 && !(amount.high <= of_best.low))
        sure = FALSE;
    }
  if (certain != NULL)
    *certain = best != NULL && sure;
  return best;
}
