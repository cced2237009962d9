/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/course.h"
#include "engine/answer/decision.h"

G_BEGIN_DECLS

#define RIG_MAX_FLIPS (RIG_N_KEYS + RIG_MAX_COMPARED)
/* US$: between what prices are varied. */
#define RIG_FLIP_LEAST_PRICE 100.0
#define RIG_FLIP_MOST_PRICE 100000.0

/* What becomes another. */
typedef enum
{
  RIG_FLIP_BEST = 1 << 0,     /* the best choice */
  RIG_FLIP_VERDICT = 1 << 1,  /* how sure it is */
  RIG_FLIP_FITS = 1 << 2,     /* whether the model fits somewhere */
  RIG_FLIP_CHEAPEST = 1 << 3, /* the cheapest course */
  RIG_FLIP_PAYS = 1 << 4,     /* whether some machine pays back within the horizon */
} RigFlipChanges;

/* The nearest value on one side at which any of these is another. */
typedef struct
{
  double value;       /* NaN: none up to the end of the slider */
  RigFlipChanges changes;
  RigVerdict verdict; /* from there on */
  int best;           /* index of a machine; -1: none */
  guint fits;         /* a bit for each machine whose fit is another */
  int cheapest;       /* index of a machine; -1: the API */
  guint pays;         /* a bit for each machine that begins or ceases to pay back */
} RigFlipSide;

/* One input. */
typedef struct
{
  RigKey key;    /* RIG_N_KEYS: a machine's price */
  guint machine; /* whose */
  double value;  /* as it is now; of a price the middle of its range, NaN where it is unknown */
  RigFlipSide below, above;
  /* The nearest at which the cheapest course is another, where that is farther away. Only use,
   * money and prices are asked for it. */
  RigFlipSide course_below, course_above;
} RigFlip;

/**
 * rig_flips_find:
 * @scenario: left as it is
 * @flips: (array length=RIG_MAX_FLIPS): filled: every number of the scenario, then prices
 *
 * What would change the answer: best choice and verdict (decision.h), what fits, and what money
 * says (course.h). Every value at which a slider stops is tried, outwards from where it stands
 * until the answer is another, so that none nearer is missed. A price takes values of two digits
 * from 100 to 100,000 US$.
 *
 * Returns: how many were filled
 */
guint rig_flips_find (RigEvaluator      *evaluator,
                      const RigScenario *scenario,
                      RigFlip           *flips);

G_END_DECLS
