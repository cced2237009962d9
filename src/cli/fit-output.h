/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"
#include "cli/json-output.h"

G_BEGIN_DECLS

/** "fits", "tight", "no", "unknown"; never translated. */
const char *rig_fit_verdict_to_string (RigFitVerdict verdict);
/**
 * {"id", "verdict", "needed_bytes", "room_bytes", …} into the array of machines. "reason" is a
 * word; "change" lists what to change first as --set takes it ("kv-type-k=q8_0"), "machine=ID"
 * where nothing but another machine helps. Limits are null where they cannot be known.
 */
void        rig_fit_to_json (RigCli           *cli,
                             const RigModel   *model,
                             const RigMachine *machine,
                             JsonBuilder      *builder);

G_END_DECLS
