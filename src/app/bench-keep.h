/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/kept-files.h"
#include "engine/answer/bench-import.h"

G_BEGIN_DECLS

/**
 * rig_bench_keep:
 *
 * Keeps the rows that can be used in the user's catalogue, all or none.
 *
 * Returns: (nullable): the files of the catalogue as they were before, to undo it; NULL with
 *   RIG_USER_CATALOG_ERROR or G_FILE_ERROR
 */
RigKeptFiles *rig_bench_keep (const RigBenchImport *import,
                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
