/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/intake/user-catalog.h"

G_BEGIN_DECLS

/**
 * RigImport:
 *
 * A file of the user's as records of the catalogue: a model, and a quantisation of its own where no
 * preset makes a file like it. Nothing is written until rig_import_save(). Plain memory without
 * globals: to be made in any thread.
 */
typedef struct
{
  char *id, *name;     /* of the model */
  char *quant;         /* id of the quantisation that the file is in */
  gboolean own_quant;  /* which comes with it, as the catalogue has none like it */
  gboolean updates;    /* the record of an earlier import of the same file */
  guint64 file_bytes;
  GPtrArray *warnings; /* char *, sentences for the user */
  JsonNode *root;      /* for rig_catalog_overlay_json() */
} RigImport;

/**
 * rig_import_new:
 * @catalog: the catalogue as it stands, with the user's own records
 * @path: a GGUF file, or any one of a split set
 * @name: (nullable): what the user calls it; NULL: as the file does, or as it was called before
 *
 * Reads the file's header. A file that was imported before keeps its id.
 *
 * Returns: (nullable): NULL with RIG_GGUF_ERROR, RIG_CATALOG_ERROR, RIG_USER_CATALOG_ERROR (a name
 *   that is none) or G_IO_ERROR_CANCELLED
 */
RigImport *rig_import_new (const RigCatalog *catalog,
                           const char       *path,
                           const char       *name,
                           GCancellable     *cancellable,
                           GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void       rig_import_free (RigImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigImport, rig_import_free)

/** Writes the records to the user's catalogue. The catalogue in memory does not change. */
gboolean   rig_import_save (const RigImport *self,
                            GError         **error);

G_END_DECLS
