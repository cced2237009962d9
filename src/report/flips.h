/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/flips.h"
#include "report/pages.h"

G_BEGIN_DECLS

/**
 * rig_flips_new_sentences:
 * @flips: what rig_flips_find() found
 * @decision, @answer: as the scenario stands, with money
 *
 * What each input would change, nearest value first on either side; then, in a sentence or two,
 * which of them change nothing.
 *
 * Returns: (element-type utf8): sentences, or several in one string where one value changes much
 */
GPtrArray *rig_flips_new_sentences (const RigFlip     *flips,
                                    guint              n_flips,
                                    const RigDecision *decision,
                                    const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;
/** The nearest of all as a table, and as its footnotes what changes nothing. */
RigTable  *rig_flips_new_table     (const RigFlip     *flips,
                                    guint              n_flips,
                                    const RigDecision *decision,
                                    const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;
/** The same for a page: finds them first. */
RigTable  *rig_page_new_flips_table (const RigPageInput *input,
                                     const RigDecision  *decision) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
