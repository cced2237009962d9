/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"
#include "engine/scenario/key.h"
#include "report/chart.h"

G_BEGIN_DECLS

/*
 * Numbers for people, in the user's locale. Units are joined by a no-break space, minus is
 * U+2212, unknown (NaN) is an em dash. Every function returns a new string.
 */

/** The whole part in full and grouped, and as many decimals as @digits significant digits leave
 * room for, without trailing zeros: 1,234; 12.3; 0.172; 12. Infinity is "∞". */
char *rig_format_number (double value,
                         int    digits);
/** Whole cents below $10, whole dollars above: "$0.17", "$1,234". Below ten cents at least two
 * significant digits: "$0.039". */
char *rig_format_usd (double value);
/** Decimal: "22.5 GB", "512 MB". */
char *rig_format_bytes (double bytes);
/** Multiples of 512 as people call context sizes: 32768 is "32k", 1536 is "1.5k", 1048576 is "1M".
 * Else whole where it is below 100,000 or a multiple of 1000, so that 128,000 never looks like
 * 128k; else three digits: "131k", "5.3M". */
char *rig_format_tokens (double tokens);
/** "16 months", "never" (infinite), "more than 10 years". One decimal below ten. */
char *rig_format_months (double months);
/** "12 ms", "0.8 s", "2 min 5 s", "1 h 5 min". */
char *rig_format_seconds (double seconds);
/** "45 %", "0.5 %". */
char *rig_format_share (double share);
/** "27B", "0.6B", "1.6T" parameters; "82M" below a tenth of a billion. */
char *rig_format_params (double parameters);
/** "14–19", "14" where both ends print alike; @digits significant. */
char *rig_format_range (double low,
                        double high,
                        int    digits);
/** A number as an axis or a readout writes it. */
char *rig_format_axis (double        value,
                       RigNumberKind kind);
/** A key's value as its control shows it: "32k tokens", "$200 a month", "$0.17 per kWh". */
char *rig_format_key (RigKey key,
                      double value);
/** The badge of a basis, translated: "announced". */
const char *rig_format_basis (RigBasis basis);

G_END_DECLS
