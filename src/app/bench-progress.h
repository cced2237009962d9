/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bench-runner.h"

G_BEGIN_DECLS

/* What the lines mean that llama-bench writes beside its results. */

/** Follows a line of --progress; FALSE if it is none. */
gboolean            rig_bench_progress_read (RigBenchProgress *self,
                                             const char       *line);
/** The code for why a failed llama-bench did so, as far as its log tells. */
RigBenchRunnerError rig_bench_progress_find_reason (const char *log);

G_END_DECLS
