/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RIG_TEXT_ERROR (rig_text_error_quark ())
GQuark rig_text_error_quark (void);

/**
 * RigTextError:
 * @RIG_TEXT_ERROR_READ: a file cannot be opened or read, or is no regular file
 * @RIG_TEXT_ERROR_LIMIT: a file, or something in it, is larger than any honest one
 * @RIG_TEXT_ERROR_SYNTAX: it is not written as its format asks
 * @RIG_TEXT_ERROR_SHAPE: a value is missing or of the wrong kind or out of range
 *
 * Of all readers of text files. Every message names the file, the place (line, column or name
 * where known) and what was expected.
 */
typedef enum
{
  RIG_TEXT_ERROR_READ,
  RIG_TEXT_ERROR_LIMIT,
  RIG_TEXT_ERROR_SYNTAX,
  RIG_TEXT_ERROR_SHAPE,
} RigTextError;

/* No table of measurements is longer. */
#define RIG_TEXT_MAX_BYTES (64 * 1024 * 1024)

/**
 * rig_text_file_load:
 *
 * A whole regular file of at most RIG_TEXT_MAX_BYTES; pipes, folders and devices are refused, and
 * none is waited for. The bytes are as rig_text_check() wants them, without a byte order mark.
 *
 * Returns: (nullable): zero-terminated; free with g_free()
 */
char    *rig_text_file_load (const char  *path,
                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/** Whether bytes are UTF-8 without zeros; else an error with the line. @file: for the message. */
gboolean rig_text_check (const char  *file,
                         const char  *text,
                         gsize        length,
                         GError     **error);
/** The name of a file as a message may show it: valid UTF-8 without control characters. */
char    *rig_text_get_shown_name (const char *path) G_GNUC_WARN_UNUSED_RESULT;
/** The same for a value out of a file, cut where it is long. */
char    *rig_text_quote (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
