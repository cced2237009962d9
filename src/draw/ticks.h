/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/axis-map.h"

G_BEGIN_DECLS

#define RIG_MAX_TICKS 48

/**
 * RigTicks:
 *
 * Where an axis is marked. Plain value, nothing owned. Every position is an integer times a step
 * divided by a power of ten, so zero is zero and nothing drifts.
 */
typedef struct
{
  guint n;
  double values[RIG_MAX_TICKS];
  gboolean minor[RIG_MAX_TICKS]; /* a grid line without a label */
  double step;                   /* NaN on a logarithmic axis */
} RigTicks;

/**
 * rig_ticks_init_linear:
 * @low, @high: finite, low < high
 * @target: how many are wanted, at least 2
 * @loose: the outer ticks lie at or beyond both ends
 *
 * Extended Wilkinson: Talbot, Lin, Hanrahan, "An Extension of Wilkinson's Algorithm for
 * Positioning Tick Labels on Axes", IEEE TVCG 16(6), 2010; weights 0.25, 0.2, 0.5, 0.05, legibility
 * constant.
 */
void rig_ticks_init_linear (RigTicks *self,
                            double    low,
                            double    high,
                            double    target,
                            gboolean  loose);
/**
 * Multiples of the smallest of @steps (ascending) that gives at most @target marks; for quantities
 * that do not count in tens, months or binary tokens. Falls back to multiples of the last.
 */
void rig_ticks_init_ladder (RigTicks     *self,
                            double        low,
                            double        high,
                            double        target,
                            gboolean      loose,
                            const double *steps,
                            guint         n_steps);
/**
 * Decades, every k-th where there are too many, with minor ticks at 2 … 9; 1-2-5 below two
 * decades, and as on a linear axis where less than half a decade is shown. @base 2: doublings
 * instead of decades. 0 < low < high.
 */
void rig_ticks_init_log (RigTicks *self,
                         double    low,
                         double    high,
                         double    target,
                         int       base);
/** By the axis: months, tokens and bytes have steps of their own. */
void rig_ticks_init (RigTicks        *self,
                     const RigDomain *domain,
                     RigNumberKind    number,
                     double           target,
                     gboolean         loose);

/**
 * Labels of one axis in the user's locale: the same number of decimals and the same prefix on all
 * of them (over two decades and more, each its own). @self->n strings, NULL for minor ticks; free
 * with rig_tick_labels_free().
 */
char **rig_ticks_format (const RigTicks *self,
                         RigNumberKind   number);
void   rig_tick_labels_free (char **labels,
                             guint  n);

G_END_DECLS
