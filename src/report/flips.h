/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/flips.h"

G_BEGIN_DECLS

/**
 * rig_flips_new_sentences:
 * @flips: what rig_flips_find() found
 * @decision: the answer as it stands
 *
 * What each input would change, nearest value first on either side; or that it changes nothing up
 * to the ends of its slider.
 *
 * Returns: (element-type utf8): at least one for each of the @n_flips
 */
GPtrArray *rig_flips_new_sentences (const RigFlip     *flips,
                                    guint              n_flips,
                                    const RigDecision *decision,
                                    const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
