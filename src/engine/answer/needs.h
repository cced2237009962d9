/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/option.h"

G_BEGIN_DECLS

#define RIG_MAX_NEEDS 32

typedef guint32 RigNeedSet; /* a bit for each need, the first one lowest */

typedef enum
{
  RIG_NEED_FEATURES,  /* all of them */
  RIG_NEED_AT_LEAST,
  RIG_NEED_MORE_THAN,
  RIG_NEED_AT_MOST,
  RIG_NEED_BY_DATE,   /* on sale on that day */
} RigNeedKind;

/* A must-have. What is not met is out, whatever else speaks for it. */
typedef struct
{
  RigNeedKind kind;
  RigFeatures features;
  RigTrait trait;
  double limit;
  const char *date; /* YYYY-MM-DD */
} RigNeed;

/* How one option stands to all needs. */
typedef struct
{
  RigNeedSet met, unknown; /* in neither: failed */
} RigNeedCheck;

/** A range that reaches over the limit is unknown, as is what nobody said. */
RigTruth   rig_need_check   (const RigNeed   *need,
                             const RigOption *option);
/** @needs: (array length=n): at most RIG_MAX_NEEDS */
RigNeedCheck rig_needs_check (const RigNeed   *needs,
                              guint            n,
                              const RigOption *option);
/** YES: all are met. UNKNOWN: possible, if what is unknown turns out well. NO: one fails. */
RigTruth   rig_need_check_get_truth (const RigNeedCheck *self,
                                     guint               n_needs);
/** The needs that the option fails: why it is out. */
RigNeedSet rig_need_check_get_failed (const RigNeedCheck *self,
                                      guint               n_needs);
/**
 * rig_needs_find_relaxations:
 * @checks: (array length=n_options): of every option
 * @keep: (array length=n_options): filled with sets of needs
 *
 * What to drop when nothing is left: every set of needs that some option meets for certain and to
 * which none can be added. The larger sets come first, and of equally large ones that with the
 * earlier needs. The options of a set are those whose @met contains it. With an option that meets
 * all there is one set, of all needs; with options that meet none, one empty set.
 *
 * Returns: how many there are
 */
guint      rig_needs_find_relaxations (const RigNeedCheck *checks,
                                       guint               n_options,
                                       RigNeedSet         *keep);

G_END_DECLS
