/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/intake/text-file.h"

G_BEGIN_DECLS

/**
 * RigCsv:
 *
 * A table with a line of names above it (RFC 4180): quoted fields may hold commas, quotes and line
 * breaks; lines end in LF or CRLF; empty lines are passed over. Read-only once made.
 */
typedef struct _RigCsv RigCsv;

/**
 * rig_csv_new:
 * @file: for messages
 * @text: (transfer full): zero-terminated, valid UTF-8
 * @remarks: (nullable): where the last column has this name, it holds words for people, and what a
 *   row has too much of is a comma in them that nobody quoted: such fields become one
 *
 * Returns: (nullable): NULL with RIG_TEXT_ERROR where quotes are wrong, a row has more or fewer
 *   fields than the table has names, a name is empty or there twice, or nothing is there at all
 */
RigCsv     *rig_csv_new (const char  *file,
                         char        *text,
                         const char  *remarks,
                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
RigCsv     *rig_csv_new_from_file (const char  *path,
                                   const char  *remarks,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void        rig_csv_free (RigCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigCsv, rig_csv_free)

const char *rig_csv_get_file (const RigCsv *self);
guint       rig_csv_get_n_rows (const RigCsv *self); /* without the names */
guint       rig_csv_get_n_columns (const RigCsv *self);
const char *rig_csv_get_name (const RigCsv *self,
                              guint         column);
/** -1 where there is none of that name. */
int         rig_csv_find_column (const RigCsv *self,
                                 const char   *name);
const char *rig_csv_get (const RigCsv *self,
                         guint         row,
                         guint         column);
/** Where in the file a row begins, from 1. */
guint       rig_csv_get_line (const RigCsv *self,
                              guint         row);
/**
 * rig_csv_read_number:
 * @value: (out): NaN for an empty field
 *
 * FALSE, with the file, the line, the column and what was expected, for anything but a number from
 * @min to @max.
 */
gboolean    rig_csv_read_number (const RigCsv  *self,
                                 guint          row,
                                 guint          column,
                                 double         min,
                                 double         max,
                                 double        *value,
                                 GError       **error);

G_END_DECLS
