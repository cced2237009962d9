/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/option.h"

G_BEGIN_DECLS

/* What counts for a preference, and how much. Values lie on fixed anchors, never between the best
 * and the worst of those compared: so no option changes the order of two others. */
typedef struct
{
  gboolean is_feature;
  RigFeature feature; /* yes is 100, no is 0 */
  RigTrait trait;
  double worst, best; /* where the trait is worth 0 and 100; logarithmic in between */
  double weight;      /* how much going from worst to best matters; >= 0 */
} RigCriterion;

/* Anchors of docs/method-decision.md. */
#define RIG_CRITERION_PRICE(w) \
  { .trait = RIG_TRAIT_PRICE_USD, .worst = 10000, .best = 1000, .weight = (w) }
#define RIG_CRITERION_MEMORY(w) \
  { .trait = RIG_TRAIT_MEMORY_GB, .worst = 16, .best = 512, .weight = (w) }
#define RIG_CRITERION_DECODE(w) \
  { .trait = RIG_TRAIT_DECODE, .worst = 3, .best = 60, .weight = (w) }
#define RIG_CRITERION_PREFILL(w) \
  { .trait = RIG_TRAIT_PREFILL, .worst = 30, .best = 3000, .weight = (w) }
#define RIG_CRITERION_LOAD(w) \
  { .trait = RIG_TRAIT_LOAD_W, .worst = 1000, .best = 50, .weight = (w) }
#define RIG_CRITERION_PORTABLE(w) \
  { .is_feature = TRUE, .feature = RIG_FEATURE_LAPTOP, .weight = (w) }
#define RIG_CRITERION_QUIET(w) \
  { .is_feature = TRUE, .feature = RIG_FEATURE_QUIET, .weight = (w) }

/** What the option is worth there, 0 to 100. Unknown is 0 to 100. */
RigSpan rig_criterion_get_value (const RigCriterion *criterion,
                                 const RigOption    *option);
/** The weighted mean of all; 0 to 100 where all weights are zero. */
RigSpan rig_criteria_get_score  (const RigCriterion *criteria,
                                 guint               n,
                                 const RigOption    *option);

/** The same from values that are already there. */
RigSpan rig_criteria_weigh      (const RigCriterion *criteria,
                                 guint               n,
                                 const RigSpan      *values);

typedef enum
{
  RIG_VERDICT_NONE,    /* no option */
  RIG_VERDICT_CLEAR,   /* the worst that it can be is better than the best of every other */
  RIG_VERDICT_LEANING, /* in the middle it is ahead by RIG_VERDICT_LEAD or more */
  RIG_VERDICT_EITHER,
} RigVerdict;

#define RIG_VERDICT_LEAD 5.0

typedef struct
{
  guint option;   /* index */
  RigSpan score;
  gboolean could_win; /* not the first, but its best is above the first one's worst */
} RigRank;

/**
 * rig_ranking_init:
 * @ranks: (array length=n): filled, the best middle first; of equal ones the earlier option
 *
 * Returns: the verdict on the first
 */
RigVerdict rig_ranking_init (RigRank            *ranks,
                             const RigOption    *options,
                             guint               n,
                             const RigCriterion *criteria,
                             guint               n_criteria);
/** The same from scores. */
RigVerdict rig_ranking_init_from_scores (RigRank       *ranks,
                                         const RigSpan *scores,
                                         guint          n);

/**
 * rig_ranking_get_flip_share:
 * @which: index of a criterion
 *
 * The share of all weights (0 to 1) of one criterion at which two options are worth the same in the
 * middle, the others keeping their proportions. NaN where no share makes them equal, or all do.
 */
double rig_ranking_get_flip_share (const RigCriterion *criteria,
                                   guint               n,
                                   guint               which,
                                   const RigOption    *a,
                                   const RigOption    *b);

/* Whether one option is as good as another everywhere and better somewhere. */
typedef enum
{
  RIG_DOMINANCE_NONE,
  RIG_DOMINANCE_LIKELY,  /* at the middle of all ranges */
  RIG_DOMINANCE_CERTAIN, /* at the ends that are worst for it */
} RigDominance;

/** Over the criteria, whatever their weights and anchors; only the direction of an anchor counts.
 * Something unknown dominates nothing and is not dominated. */
RigDominance rig_option_dominates (const RigOption    *a,
                                   const RigOption    *b,
                                   const RigCriterion *criteria,
                                   guint               n);
/** Whether no other option dominates it (likely or certain): the Pareto front. */
gboolean rig_option_is_undominated (guint               option,
                                    const RigOption    *options,
                                    guint               n_options,
                                    const RigCriterion *criteria,
                                    guint               n);

/**
 * rig_option_find_best:
 * @certain: (out) (nullable): FALSE where another family's range reaches the winner's
 *
 * The option that is best in one thing alone, at the middle of its range.
 *
 * Returns: (nullable): NULL where it is known of none
 */
const RigOption *rig_option_find_best (const RigOption    *options,
                                       guint               n,
                                       const RigCriterion *criterion,
                                       gboolean           *certain);

G_END_DECLS
