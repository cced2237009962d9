/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/bench-import.h"

G_BEGIN_DECLS

/* What a measurement is in words. All strings are new. */

/** "Writes, 128 tokens after 4k". */
char *rig_bench_words_test (RigSpeedKind kind,
                            double       tokens,
                            double       depth) G_GNUC_WARN_UNUSED_RESULT;
/** "135 ± 1.3": tokens/s with their standard deviation. */
char *rig_bench_words_measured (const RigEstimate *measured) G_GNUC_WARN_UNUSED_RESULT;
/** "inside the predicted interval"; NULL where nothing was predicted. */
const char *rig_bench_words_verdict (const RigEstimate *measured,
                                     const RigEstimate *predicted);
/** "Llama 3.1 8B · Q4_K_M · llama.cpp CUDA", as far as it is known. */
char *rig_bench_words_subject (const RigBenchRow *row) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
