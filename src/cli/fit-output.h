/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/json-output.h"
#include "engine/estimate/fit.h"

G_BEGIN_DECLS

/** "fits", "tight", "no", "unknown"; never translated. */
const char *rig_fit_verdict_to_string (RigFitVerdict verdict);
/** {"id", "verdict", "needed_bytes", "room_bytes", …} into the array of machines. */
void        rig_fit_to_json (const RigFit *fit,
                             const char   *machine_id,
                             JsonBuilder  *builder);

G_END_DECLS
