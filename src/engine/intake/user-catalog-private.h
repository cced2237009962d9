/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/intake: how files get into the user's catalogue. */

#include "engine/intake/user-catalog.h"

G_BEGIN_DECLS

/** Writes a file of the folder, which it makes: whole, or not at all. */
gboolean rig_user_catalog_write (const char *path,
                                 JsonNode   *root,
                                 GError    **error);
/** Makes the folder and waits until no other process changes what is in it; -1 with
 * RIG_USER_CATALOG_ERROR_WRITE. To be held from reading a file to writing it again, so that of two
 * changes at once none is lost; given back with close(). */
int      rig_user_catalog_lock (GError **error);
/** Sets RIG_USER_CATALOG_ERROR_WRITE "PATH: WHY" and returns FALSE. */
gboolean rig_user_catalog_fail_write (GError    **error,
                                      const char *path,
                                      const char *why);

G_END_DECLS
