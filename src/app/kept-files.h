/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RigKeptFiles:
 *
 * Files of the user's catalogue as they were, for as long as what was done to them can be undone.
 */
typedef struct _RigKeptFiles RigKeptFiles;

RigKeptFiles *rig_kept_files_new (void) G_GNUC_WARN_UNUSED_RESULT;
void          rig_kept_files_free (RigKeptFiles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigKeptFiles, rig_kept_files_free)

/** Takes a file as it is now, or that there is none; only the first time counts. FALSE with
 * G_FILE_ERROR where it cannot be read. */
gboolean      rig_kept_files_add (RigKeptFiles *self,
                                  const char   *path,
                                  GError      **error);
/** A file that there was not. */
void          rig_kept_files_add_absent (RigKeptFiles *self,
                                         const char   *path);
gboolean      rig_kept_files_has (RigKeptFiles *self,
                                  const char   *path);
/** Makes all of them what they were; FALSE with the first G_FILE_ERROR, and the rest is done. */
gboolean      rig_kept_files_restore (RigKeptFiles *self,
                                      GError      **error);

G_END_DECLS
