/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/fit-advice.h"

G_BEGIN_DECLS

/*
 * What is said about a fit besides the verdict. Strings that are returned are new unless const.
 */

/** "The weights alone are too large", translated. */
const char *rig_words_reason (RigFitReason reason);
/** What raises the GPU's share to @limit_bytes: "sudo sysctl iogpu.wired_limit_mb=122971". */
char       *rig_words_setting (const RigFigure *setting,
                               double           limit_bytes);
/** "a q8_0 KV cache frees 3.9 GB", "32k instead of 128k context frees 12 GB". */
char       *rig_words_change (const RigFitChange *change);
/** The changes and what comes of them: "Q3_K_M frees 9.6 GB: fits then, 5 GB left."; an em dash
 * where there is nothing to change. */
char       *rig_words_advice (const RigFitAdvice *advice);

G_END_DECLS
