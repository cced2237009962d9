/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/benchmark-match.h"
#include "report/pages.h"

G_BEGIN_DECLS

/* The parts of the Speed page, a file each: speed-bars.c, speed-curves.c and so on. */

/** How fast each machine writes, or reads: with intervals, claims, ceilings, measurements. */
RigChart *rig_page_new_speed_bars (const RigPageInput *input,
                                   gboolean            decode);
/** Writing over the context. */
RigChart *rig_page_new_context_chart (const RigPageInput *input);
/** Seconds to the first token over the prompt. */
RigChart *rig_page_new_ttft_chart (const RigPageInput *input);
/** Why: what memory and compute of each machine allow, and where writing and reading lie. */
RigChart *rig_page_new_roofline (const RigPageInput *input);
/** Where the time of a token goes, the greatest parts. */
RigChart *rig_page_new_time_chart (const RigPageInput *input);

/** The same part by part, for writing and for reading. */
RigTable *rig_page_new_time_table (const RigPageInput *input);
RigTable *rig_page_new_speed_table (const RigPageInput *input);
/** How wide the intervals are, why, and what to beware of: in sentences. */
RigTable *rig_page_new_certainty_table (const RigPageInput *input);
/** The catalogue's measurements on the compared machines beside predictions. */
RigTable *rig_page_new_measured_table (const RigPageInput *input);

G_END_DECLS
