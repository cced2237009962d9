/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/decision.h"

G_BEGIN_DECLS

#define RIG_MAX_FLIPS (RIG_N_KEYS + RIG_MAX_COMPARED)
/* US$: between what prices are varied. */
#define RIG_FLIP_LEAST_PRICE 100.0
#define RIG_FLIP_MOST_PRICE 100000.0

/* The nearest value on one side at which best choice, verdict or what fits is another. */
typedef struct
{
  double value;       /* NaN: none up to the end of the slider */
  RigVerdict verdict; /* from there on */
  int best;           /* index of a machine; -1: none */
  guint fits;         /* a bit for each machine whose fit is another */
} RigFlipSide;

/* One input. */
typedef struct
{
  RigKey key;    /* RIG_N_KEYS: a machine's price */
  guint machine; /* whose */
  double value;  /* as it is now; of a price the middle of its range, NaN where it is unknown */
  RigFlipSide below, above;
} RigFlip;

/**
 * rig_flips_find:
 * @scenario: left as it is
 * @flips: (array length=RIG_MAX_FLIPS): filled: every number of the scenario, then prices
 *
 * What would change the answer. Every value at which a slider stops is tried, outwards from where
 * it stands until the answer is another, so that none nearer is missed. Inputs that neither choice
 * nor fit is made of, such as use and money, are not tried: they change nothing. A price takes
 * values of two digits from 100 to 100,000 US$.
 *
 * Returns: how many were filled
 */
guint rig_flips_find (RigEvaluator      *evaluator,
                      const RigScenario *scenario,
                      RigFlip           *flips);

G_END_DECLS
