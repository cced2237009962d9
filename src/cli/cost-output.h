/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cli/cli.h"

G_BEGIN_DECLS

/* What is uncertain about money, as members of the object that a builder is in. */

/** "tornado": each input of each machine at both ends of its range. */
void rig_cost_add_tornado (JsonBuilder     *builder,
                           const RigAnswer *answer);
/** "simulation": all inputs drawn at once, as often as the options say. */
void rig_cost_add_simulation (JsonBuilder  *builder,
                              const RigCli *cli);

G_END_DECLS
