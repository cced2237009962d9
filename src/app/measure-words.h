/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bench-runner.h"
#include "engine/catalog/figure.h"

G_BEGIN_DECLS

/* What the window that measures says. All strings are new. */

/** "Test 2 of 4: writing the answer, run 1 of 3". */
char *rig_measure_words_progress (const RigBenchProgress *progress) G_GNUC_WARN_UNUSED_RESULT;
/** From 0 to 1, and never back. */
double rig_measure_words_get_fraction (const RigBenchProgress *progress);
/** "Takes 40 s to 1 min 5 s, and the time to load the model"; NULL where nobody knows. */
char *rig_measure_words_time (const RigEstimate *seconds) G_GNUC_WARN_UNUSED_RESULT;
/** The last lines of a log. */
char *rig_measure_words_tail (const char *log) G_GNUC_WARN_UNUSED_RESULT;
/**
 * rig_measure_words_install:
 * @about: (out): what to say of it
 *
 * Returns: the command that installs llama-bench on this system
 */
const char *rig_measure_words_install (const char **about);

G_END_DECLS
