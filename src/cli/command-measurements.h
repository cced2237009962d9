/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"

G_BEGIN_DECLS

/** "import FILE" where FILE is what llama-bench wrote, or "-" for standard input. */
gboolean rig_cli_import_bench (RigCli      *cli,
                               const char  *path,
                               GString     *out,
                               GError     **error);

G_END_DECLS
