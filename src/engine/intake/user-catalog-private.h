/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/intake: how files get into the user's catalogue. */

#include "engine/intake/user-catalog.h"

G_BEGIN_DECLS

/** Writes a file of the folder, which it makes: whole, or not at all. */
gboolean rig_user_catalog_write (const char *path,
                                 JsonNode   *root,
                                 GError    **error);
/** Sets RIG_USER_CATALOG_ERROR_WRITE "PATH: WHY" and returns FALSE. */
gboolean rig_user_catalog_fail_write (GError    **error,
                                      const char *path,
                                      const char *why);

G_END_DECLS
