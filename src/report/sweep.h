/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/sweep.h"
#include "report/table.h"

G_BEGIN_DECLS

/*
 * The answer along one input in words and tables. All take what rig_sweep_new() found, the key, and
 * the answer of the scenario that was varied.
 */

/** How often the answer changes, as a sentence. */
char     *rig_sweep_words_finding     (const GArray    *steps,
                                       RigKey           key,
                                       const RigAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;
/** "clear", "leaning", "either works", "none". */
const char *rig_sweep_words_verdict   (RigVerdict       verdict);
/** A row for each range of values in which the answer stays the same:
 * rig_sweep_step_is_same_answer(). */
RigTable *rig_sweep_new_answer_table  (const GArray    *steps,
                                       RigKey           key,
                                       const RigAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;
/**
 * rig_sweep_new_figure_table:
 *
 * What the input is mostly about, for some of the values: along needs and weights the score, along
 * use and money the payback, else the speed of writing.
 */
RigTable *rig_sweep_new_figure_table  (const GArray    *steps,
                                       RigKey           key,
                                       const RigAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
