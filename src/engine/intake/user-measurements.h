/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/intake/user-catalog.h"

G_BEGIN_DECLS

/*
 * What the user measured lies beside the imported models, one file for each machine, model,
 * quantisation and program: a set. Its id is that of each of its records up to the last "_".
 */

/** The set of a record, or what would be: "rtx-3090_llama-3.1-8b_q4-k-m_cuda". */
char    *rig_speed_record_make_set_id (const RigSpeedRecord *record) G_GNUC_WARN_UNUSED_RESULT;
/** The id of a record by what was tested: the set and "_tg128-d4096". */
char    *rig_speed_record_make_id (const RigSpeedRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/** Whether a record of the catalogue is kept in the user's folder, and so can be removed. */
gboolean rig_user_catalog_owns_speed_record (const RigSpeedRecord *record);
/**
 * rig_user_catalog_save_speed_records:
 * @records: (array length=n): of any sets; their ids are as rig_speed_record_make_id() makes them
 *
 * Adds records to their sets. One of the same id replaces the kept one, unless that was tested
 * later. All files are read before the first is written, and each is written whole: only a folder
 * that cannot be written to any more can stop between two of them.
 */
gboolean rig_user_catalog_save_speed_records (const RigSpeedRecord *const *records,
                                              guint                        n,
                                              GError                     **error);
/** Whether @id is that of a record, or of a set, that is kept in the user's folder. */
gboolean rig_user_catalog_has_speed_records (const char *id);
/** Forgets a record, or all of a set. */
gboolean rig_user_catalog_remove_speed_records (const char  *id,
                                                GError     **error);

G_END_DECLS
