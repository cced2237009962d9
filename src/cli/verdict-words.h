/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/decision.h"

G_BEGIN_DECLS

/*
 * Words for scripts, the same in every language.
 */

/** "yes", "no", "unknown" */
const char *rig_truth_to_word   (RigTruth   truth);
/** "clear", "leaning", "either", "none" */
const char *rig_verdict_to_word (RigVerdict verdict);

G_END_DECLS
