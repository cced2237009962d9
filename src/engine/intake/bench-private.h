/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/intake: one reader per format of llama-bench, and what they have in common. */

#include "engine/intake/bench.h"

G_BEGIN_DECLS

/* Where a reader is. */
typedef struct
{
  RigBench *bench;
  const char *file;
  const char *unit; /* what @number counts: "line" or "result"; N_() */
  guint number;
} RigBenchPlace;

/** Sets RIG_TEXT_ERROR_SHAPE "FILE: line N: EXPECTATION" and returns FALSE. */
gboolean rig_bench_fail (const RigBenchPlace  *place,
                         GError              **error,
                         const char           *format,
                         ...) G_GNUC_PRINTF (3, 4);

/**
 * rig_bench_take:
 * @fields: (element-type utf8 utf8): what one result says, by the names that llama-bench has for it
 *
 * Checks a result and adds it.
 */
gboolean rig_bench_take (const RigBenchPlace  *place,
                         GHashTable           *fields,
                         GError              **error);

/* Each takes the whole text and may write into it. */
gboolean rig_bench_read_json (RigBenchPlace *place, char *text, GError **error);
gboolean rig_bench_read_json_lines (RigBenchPlace *place, char *text, GError **error);
gboolean rig_bench_read_csv (RigBenchPlace *place, char *text, GError **error);
gboolean rig_bench_read_markdown (RigBenchPlace *place, char *text, GError **error);
gboolean rig_bench_read_sql (RigBenchPlace *place, char *text, GError **error);

G_END_DECLS
