/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"
#include "cli/json-output.h"
#include "engine/answer/flips.h"

G_BEGIN_DECLS

/** The ids of those machines of the answer whose bit is set. */
void rig_flip_add_machines (JsonBuilder  *builder,
                            const char   *name,
                            const RigCli *cli,
                            guint         machines);
/** The cheapest course: the id of a machine, or "api". */
const char *rig_flip_get_course (const RigCli *cli,
                                 int           cheapest);
/** {"key", "value", "below", "above", "cheapest_below", "cheapest_above"}; a side is null where
 * nothing changes up to its end. */
void rig_flip_to_json (JsonBuilder   *builder,
                       const RigCli  *cli,
                       const RigFlip *flip);

G_END_DECLS
