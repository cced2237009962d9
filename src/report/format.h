/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"
#include "engine/scenario/key.h"
#include "report/chart.h"

G_BEGIN_DECLS

/*
 * Numbers for people, in the user's locale. Units are joined by a no-break space, minus is
 * U+2212, unknown is an em dash. Every function returns a new string.
 */

/** @digits significant digits, grouped: 1,234; 0.172; 12. */
char *rig_format_number (double value,
                         int    digits);
/** Whole cents below $10, whole dollars above: "$0.17", "$1,234". */
char *rig_format_usd (double value);
/** Decimal: "22.5 GB", "512 MB". */
char *rig_format_bytes (double bytes);
/** "32k", "1.5k", "131k"; binary where it is a multiple of 1024: 32768 is "32k". */
char *rig_format_tokens (double tokens);
/** "16 months", "never", "more than 10 years". */
char *rig_format_months (double months);
/** "0.8 s", "2 min 5 s". */
char *rig_format_seconds (double seconds);
/** "45 %". */
char *rig_format_share (double share);
/** "27B", "0.6B", "1.6T" parameters. */
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
