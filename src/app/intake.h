/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine/catalog/catalog.h"

G_BEGIN_DECLS

/**
 * RigIntake:
 *
 * What became of files that models were to be read from. Messages name their file.
 */
typedef struct
{
  RigCatalog *catalog;  /* with the models that were read; NULL: none was */
  GPtrArray *ids;       /* char *: of the models read, each once */
  GPtrArray *problems;  /* char *: why a file was not read */
  GPtrArray *warnings;  /* char *: what is odd about those that were */
} RigIntake;

void rig_intake_free (RigIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigIntake, rig_intake_free)

/** The built-in catalogue with all that is the user's own. */
RigCatalog *rig_intake_load_catalog (void) G_GNUC_WARN_UNUSED_RESULT;

void       rig_intake_read_async (const char *const  *paths,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
RigIntake *rig_intake_read_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;
void       rig_intake_wait (void);

G_END_DECLS
