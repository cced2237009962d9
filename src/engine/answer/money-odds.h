/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"
#include "engine/estimate/money-simulation.h"

G_BEGIN_DECLS

#define RIG_ODDS_SEED 42
#define RIG_ODDS_DRAWS 10000
#define RIG_ODDS_STEPS 50 /* a curve has one quantile more: of 0, 2, 4 … 100 % */

/* What is simulated for one machine. */
typedef struct
{
  char *id;
  RigMoneyInputs inputs;
  RigMoneyRange ranges[RIG_MONEY_MAX_RANGES];
  guint n_ranges;
} RigOddsMachine;

/**
 * RigOddsCase:
 *
 * All that a simulation needs, copied: it does not point into the answer that it was made from, and
 * so may go to another thread.
 */
typedef struct
{
  guint64 seed;
  guint n_draws;
  guint n_machines; /* those whose money is known */
  RigOddsMachine machines[RIG_MAX_COMPARED];
} RigOddsCase;

RigOddsCase *rig_odds_case_new (const RigAnswer *answer,
                                guint64          seed,
                                guint            n_draws) G_GNUC_WARN_UNUSED_RESULT;
void         rig_odds_case_free (RigOddsCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigOddsCase, rig_odds_case_free)

typedef struct
{
  char *id;
  RigMoneyOdds odds;
  double npv_usd[RIG_ODDS_STEPS + 1]; /* the quantiles, rising; NaN where no draw is known */
} RigOddsResult;

/* What came out, as plain data without ties to anything. */
typedef struct
{
  guint64 seed;
  guint n_draws;
  guint n_machines;
  RigOddsResult machines[RIG_MAX_COMPARED];
} RigOdds;

/**
 * rig_odds_new:
 * @cancellable: (nullable):
 * @progress: (nullable): called in the thread that simulates
 *
 * Takes tens of milliseconds: in a window, not in the main loop.
 *
 * Returns: NULL with G_IO_ERROR_CANCELLED
 */
RigOdds             *rig_odds_new (const RigOddsCase    *odds_case,
                                   GCancellable         *cancellable,
                                   RigMoneyProgressFunc  progress,
                                   gpointer              user_data,
                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void                 rig_odds_free (RigOdds *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigOdds, rig_odds_free)
/** NULL: that machine was not part of it. */
const RigOddsResult *rig_odds_find (const RigOdds *self,
                                    const char    *machine_id);

G_END_DECLS
