/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/** Locale, messages in the user's language. */
void rig_program_init (void);

/**
 * rig_program_run:
 * @render: what the command "render" does in this program; NULL: as the list of commands says
 *
 * From the command line to the exit status.
 */
int  rig_program_run (char           **argv,
                      RigCommandFunc   render);

G_END_DECLS
