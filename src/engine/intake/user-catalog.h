/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/catalog.h"

G_BEGIN_DECLS

/* Characters that a model's name may have. */
#define RIG_USER_CATALOG_MAX_NAME 200

#define RIG_USER_CATALOG_ERROR (rig_user_catalog_error_quark ())
GQuark rig_user_catalog_error_quark (void);

/**
 * RigUserCatalogError:
 * @RIG_USER_CATALOG_ERROR_NOT_FOUND: the user's catalogue has no such record
 * @RIG_USER_CATALOG_ERROR_NAME: no name that a record can have
 * @RIG_USER_CATALOG_ERROR_READ: a record cannot be read, or is none
 * @RIG_USER_CATALOG_ERROR_WRITE: the folder cannot be made, or a file in it cannot be written or
 *   removed
 *
 * Messages name the record or its file, and what was expected.
 */
typedef enum
{
  RIG_USER_CATALOG_ERROR_NOT_FOUND,
  RIG_USER_CATALOG_ERROR_NAME,
  RIG_USER_CATALOG_ERROR_READ,
  RIG_USER_CATALOG_ERROR_WRITE,
} RigUserCatalogError;

/*
 * Imported models lie in $XDG_DATA_HOME/rigwise/catalog, one file each, which every run lays over
 * the built-in catalogue. These functions keep nothing and may be called from any thread. A file is
 * there whole or not at all.
 */

char    *rig_user_catalog_get_folder (void) G_GNUC_WARN_UNUSED_RESULT;
/** The file of the record with this id, whether it is there or not; NULL: no id of a record. */
char    *rig_user_catalog_get_path (const char *id) G_GNUC_WARN_UNUSED_RESULT;
/** Whether a model of the catalogue was imported, and so can be renamed and removed. */
gboolean rig_user_catalog_owns (const RigModel *model);
/** The imported models of a catalogue that rig_catalog_overlay_user() was called for: elements
 * const RigModel *, owned by the catalogue. */
GPtrArray *rig_user_catalog_list (const RigCatalog *catalog) G_GNUC_WARN_UNUSED_RESULT;

/** @root: lists of records, as rig_catalog_overlay_json() takes them. */
gboolean rig_user_catalog_save (const char  *id,
                                JsonNode    *root,
                                GError     **error);
/** The same for a new record; RIG_USER_CATALOG_ERROR_WRITE where another has got its id by now. */
gboolean rig_user_catalog_add (const char  *id,
                               JsonNode    *root,
                               GError     **error);
/** Gives an imported model another name; its id stays. */
gboolean rig_user_catalog_rename (const char  *id,
                                  const char  *name,
                                  GError     **error);
/** Forgets an imported model. The file that it was read from stays where it is. */
gboolean rig_user_catalog_remove (const char  *id,
                                  GError     **error);
/** Whether @name can be a record's; else an error that says why not. */
gboolean rig_user_catalog_check_name (const char  *name,
                                      GError     **error);

G_END_DECLS
