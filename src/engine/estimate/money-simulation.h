/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/money-range.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RIG_MONEY_MAX_RANGES RIG_MONEY_N_INPUTS
#define RIG_MONEY_MAX_DRAWS 1000000

/* One machine and the ranges of its inputs. */
typedef struct
{
  const RigMoneyInputs *inputs;
  const RigMoneyRange *ranges; /* drawn in this order, every one each time; others stay */
  guint n_ranges;              /* at most RIG_MONEY_MAX_RANGES */
} RigMoneyCase;

typedef struct
{
  double mean, p10, p50, p90;
} RigMoneySpread;

/**
 * RigMoneyOdds:
 *
 * What comes out under the user's own ranges, which are not probabilities of the world. A draw
 * whose result is unknown (NaN) counts in @n_unknown and nowhere else; where all are, the rest is
 * NaN.
 */
typedef struct
{
  guint n_draws, n_unknown;
  RigMoneySpread npv_usd;
  RigMoneySpread payback_months;  /* INFINITY: not within the search; no mean then */
  double npv_positive;            /* shares of the known draws */
  double paid_back_by_horizon;
  double not_within_search;       /* no payback within RIG_MONEY_SEARCH_MONTHS */
  double never;                   /* of these, those that nothing can save */
} RigMoneyOdds;

/** @done: 0 to 1. Called in the thread that simulates. */
typedef void (*RigMoneyProgressFunc) (double   done,
                                      gpointer user_data);

/**
 * rig_money_simulate:
 * @cases: (array length=n_cases): each draws from the same seed on, so that ranges that stand at
 *   the same place of two cases have the same luck
 * @n_draws: 1 to RIG_MONEY_MAX_DRAWS
 * @progress: (nullable)
 * @odds: (array length=n_cases): filled
 * @npv_usd: (array) (nullable): n_draws of the first case, then of the second, as drawn
 *
 * Formula 19: triangular ranges, SplitMix64; a quantile is the smallest draw that at least that
 * share of the draws does not exceed. The same seed gives the same figures to the last digit on
 * every machine: nothing but IEEE arithmetic and square roots goes into them (@never asks a
 * logarithm for the month up to which to count, and could differ only at a tie). Takes memory for
 * the draws, and may run in any thread.
 *
 * Returns: FALSE with G_IO_ERROR_CANCELLED when cancelled; @odds are then not filled
 */
gboolean rig_money_simulate (const RigMoneyCase   *cases,
                             guint                 n_cases,
                             guint64               seed,
                             guint                 n_draws,
                             GCancellable         *cancellable,
                             RigMoneyProgressFunc  progress,
                             gpointer              user_data,
                             RigMoneyOdds         *odds,
                             double               *npv_usd,
                             GError              **error);

G_END_DECLS
