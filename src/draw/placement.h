/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "draw/display-list.h"

G_BEGIN_DECLS

/**
 * rig_placement_spread:
 * @centers: (inout): wanted middles of @n labels, in any order; on return where they go
 * @heights: their heights
 *
 * Moves labels along one line until none overlaps another and all lie within @low … @high, the
 * sum of squared moves being least (pool adjacent violators). Their order is kept.
 *
 * Returns: FALSE if they do not fit at all; @centers is unchanged then.
 */
gboolean rig_placement_spread (double       *centers,
                               const double *heights,
                               guint         n,
                               double        low,
                               double        high);

/**
 * rig_placement_find_gap:
 * @obstacles: (array): spans along one line, x to x + width; need not be sorted
 * @from: where to start looking
 * @width: what has to fit
 * @padding: distance kept to every obstacle
 *
 * The leftmost position at or after @from at which nothing is in the way.
 */
double rig_placement_find_gap (const RigBox *obstacles,
                               guint         n,
                               double        from,
                               double        width,
                               double        padding);

/** Whether @box overlaps one of the array of RigBox. */
gboolean rig_placement_is_taken (const GArray *taken,
                                 const RigBox *box);

G_END_DECLS
