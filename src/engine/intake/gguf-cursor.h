/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/intake: reading the head of a file from front to back, a window at a time. */

#include "engine/intake/gguf.h"

G_BEGIN_DECLS

/* The longest piece that rig_gguf_cursor_take() gives at once. */
#define RIG_GGUF_MAX_PIECE (64 * 1024)

/* No header of a published model is longer than 20 MiB; what goes on beyond this is no header. */
#define RIG_GGUF_MAX_HEADER (64 * 1024 * 1024)

/**
 * RigGgufCursor:
 *
 * Where in which file reading has got to. The first error stops it and stays in @error: file,
 * offset of the field that was read last, what it belongs to, and what was expected. Memory is one
 * window, whatever the file's size; the file's size is asked once.
 */
typedef struct
{
  char *file;            /* for messages: plain text */
  int fd;
  guint64 size;
  guint64 position;      /* of what is read next */
  guint64 field;         /* offset of what was read last, for messages */
  const char *key, *tensor; /* what it belongs to, at most one of them; plain text */
  gboolean big_endian;   /* how the file's numbers are written */
  guint8 *window;
  gsize window_bytes;
  guint64 window_start;  /* in the file */
  gsize window_length;   /* of what was read into it */
  GCancellable *cancellable;
  GError *error;
} RigGgufCursor;

/** Opens a regular file; pipes, folders and devices are refused, and none is waited for. */
gboolean rig_gguf_cursor_open (RigGgufCursor *self,
                               const char    *path,
                               GCancellable  *cancellable);
void     rig_gguf_cursor_clear (RigGgufCursor *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RigGgufCursor, rig_gguf_cursor_clear)

/** The next @n bytes, at most RIG_GGUF_MAX_PIECE; valid until the next call. NULL: an error. */
const guint8 *rig_gguf_cursor_take (RigGgufCursor *self,
                                    gsize          n);
gboolean      rig_gguf_cursor_skip (RigGgufCursor *self,
                                    guint64        n);
gboolean      rig_gguf_cursor_read_u32 (RigGgufCursor *self,
                                        guint32       *value);
gboolean      rig_gguf_cursor_read_u64 (RigGgufCursor *self,
                                        guint64       *value);
/** @n bytes as a number in the file's byte order; @n is 1, 2, 4 or 8. */
guint64       rig_gguf_cursor_decode (const RigGgufCursor *self,
                                      const guint8        *bytes,
                                      guint                n);

/**
 * rig_gguf_cursor_read_count:
 * @each: bytes that one of what is counted takes at least
 * @max: more than this is not honest
 * @what: what is counted, for the message: a word marked with N_(), as most calls need none
 *
 * A count whose things the rest of the file can hold. Only then may anything be allocated for it.
 */
gboolean rig_gguf_cursor_read_count (RigGgufCursor *self,
                                     guint64        each,
                                     guint64        max,
                                     const char    *what,
                                     guint64       *count);

/** What is read next belongs to the key, or to the tensor, of this name, which has to stay. */
void     rig_gguf_cursor_enter_key (RigGgufCursor *self,
                                    const char    *key);
void     rig_gguf_cursor_enter_tensor (RigGgufCursor *self,
                                       const char    *name);
void     rig_gguf_cursor_leave (RigGgufCursor *self);
/** Sets the error "FILE: byte N: PLACE: MESSAGE" unless there is one, and returns FALSE. */
gboolean rig_gguf_cursor_fail (RigGgufCursor *self,
                               RigGgufError   code,
                               const char    *format,
                               ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
