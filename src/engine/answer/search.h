/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/decision.h"

G_BEGIN_DECLS

/* One machine of the catalogue, as the scenario's question finds it. */
typedef struct
{
  const RigMachine *machine;
  RigOption option;          /* what the needs are asked of */
  RigTruth meets;            /* all needs; UNKNOWN: possible, if what is not known turns out well */
  RigNeedSet unmet, unknown;
  RigFit fit;
  RigEstimate price_usd, decode_tokens_per_s, prefill_tokens_per_s, payback_months;
  gboolean never;            /* at its best it would not pay back in infinite time */
  gboolean on_front;         /* nothing that meets as much is both cheaper and faster */
  gboolean could_be_cheaper; /* than the cheapest; meets all needs or may, and its price is known */
} RigCandidate;

/**
 * RigSearch:
 *
 * The whole catalogue asked one question: which machine runs the scenario's model at its context
 * and meets its needs, and what does it cost? docs/method-decision.md. It points into scenario and
 * catalogue, and lives no longer than they stay as they are.
 */
typedef struct
{
  RigDecision asked;        /* only its needs: that the model runs, those of the scenario, and last
                               that it is on sale (RIG_KEY_AS_OF) unless a date is one of these */
  char date[16];            /* as of which that is */
  RigCandidate *candidates; /* those that meet all, may, fail; each by price, unknown ones last */
  guint n_candidates;
  guint n_meeting, n_possible;
  guint n_unpriced;         /* of both: those of which no price is known */
  int cheapest;             /* of those that meet all for certain; -1: none, or no price is known */
  gboolean certain;         /* no other could be cheaper, of those of which a price is known */
  int cheapest_computer;    /* the same without cards, whose price is not that of a computer */
  gboolean computer_certain;
  gboolean front_is_possible; /* nothing meets all for certain: the front is of those that may */
} RigSearch;

/**
 * rig_search_new:
 * @answer: of @scenario, by @evaluator; its machines do not matter
 */
RigSearch *rig_search_new (RigEvaluator      *evaluator,
                           const RigScenario *scenario,
                           const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;
void       rig_search_free (RigSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigSearch, rig_search_free)

/** In the middle of its range; NaN: unknown. */
double     rig_candidate_get_price_usd (const RigCandidate *self);
/** Whether its price is that of cards alone: for a desk, a tower or a server with memory of their
 * own. Of those the catalogue has no price with a computer around them. */
gboolean   rig_candidate_is_card (const RigCandidate *self);
/**
 * rig_search_find_hurdle:
 * @n_failing: (out): how many do; each may fail others, too
 *
 * Where nothing meets all: the need that most machines fail, but for that of being on sale.
 *
 * Returns: its index in @asked; the number of needs where no other is failed
 */
guint      rig_search_find_hurdle (const RigSearch *self,
                                   guint           *n_failing);
/**
 * rig_search_find_nearest_miss:
 *
 * The cheapest machine that fails exactly one need, and of which nothing else is unknown; one that
 * is not on sale is no miss but no offer.
 *
 * Returns: (nullable): NULL: there is none
 */
const RigCandidate *rig_search_find_nearest_miss (const RigSearch *self);

G_END_DECLS
