/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "cli/options.h"

G_BEGIN_DECLS

/** Columns that text may take: of the terminal if there is one, else 80. COLUMNS overrides. */
guint    rig_output_get_width (const RigOptions *options);

/**
 * rig_output_write:
 *
 * Writes to the file of --output, whole or not at all, or else to standard output. Text goes out
 * in the locale's charset, everything else in UTF-8.
 */
gboolean rig_output_write (const RigOptions *options,
                           const GString    *content,
                           GError          **error);

G_END_DECLS
