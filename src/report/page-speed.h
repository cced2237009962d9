/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/pages.h"

G_BEGIN_DECLS

/* Tests that state no context have hardly any. */
#define RIG_SHORT_CONTEXT 512.0

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

typedef enum
{
  RIG_MATCH_NONE,
  RIG_MATCH_SIMILAR, /* the same model on the same machine, but another program or file */
  RIG_MATCH_SAME,
} RigMatch;

/** Whether a published measurement is one of this case. Runs that guessed ahead never are. */
RigMatch rig_benchmark_match (const RigBenchmark *benchmark,
                              const RigModel     *model,
                              const RigQuant     *quant,
                              RigStack            stack);

G_END_DECLS
