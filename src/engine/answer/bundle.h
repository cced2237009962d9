/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/needs.h"

G_BEGIN_DECLS

#define RIG_MAX_BUNDLE 4

/* Machines that work on one model together, which must be asked for: what the pair has then comes
 * from a rule of its own and not from its members. */
typedef struct
{
  RigSpan memory_gb; /* for one model */
  RigSpan decode, prefill;
  RigTruth runs_model; /* whether the model finds room on all of them together */
} RigLink;

/**
 * rig_bundle_init:
 * @members: (array length=n): 1 to RIG_MAX_BUNDLE
 * @link: (nullable): only for machines that are linked as a cluster
 *
 * Several machines as one option: prices and watts add up, what one of them can do the bundle can,
 * and it is there when the last of them is. The largest model is that of the largest memory, never
 * of the sum; speeds are those of the faster one.
 */
void     rig_bundle_init        (RigOption              *bundle,
                                 const char             *id,
                                 const RigOption *const *members,
                                 guint                   n,
                                 const RigLink          *link);
/**
 * rig_bundle_check:
 * @bundle: as filled from the same members
 * @partly: (out) (nullable): TRUE where not the bundle, but one of its members meets the need, or
 *   all of them together without being one machine
 */
RigTruth rig_bundle_check       (const RigOption        *bundle,
                                 const RigOption *const *members,
                                 guint                   n,
                                 const RigNeed          *need,
                                 gboolean               *partly);

typedef struct
{
  guint first, second; /* indices, rising */
  RigSpan price_usd;
} RigPair;

/**
 * rig_bundle_find_pairs:
 * @links: (nullable) (array length=n_options * n_options): of machines that are linked, at the
 *   first one's row and the second one's column
 * @pairs: (array length=max): filled, the cheapest in the middle of its range first, unknown prices
 *   last, and of equal ones those of earlier options
 *
 * Two different machines that meet all needs together for certain where neither does alone. Of more
 * than @max the first.
 *
 * Returns: how many were filled
 */
guint    rig_bundle_find_pairs  (const RigOption        *options,
                                 guint                   n_options,
                                 const RigNeed          *needs,
                                 guint                   n_needs,
                                 const RigLink          *links,
                                 RigPair                *pairs,
                                 guint                   max);

G_END_DECLS
