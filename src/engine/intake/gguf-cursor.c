/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-cursor.h"
#include "engine/intake/gguf-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WINDOW_BYTES (256 * 1024)

G_STATIC_ASSERT (RIG_GGUF_MAX_PIECE <= WINDOW_BYTES);

static char *
describe_place (const RigGgufCursor *self)
{
  const char *name = self->key != NULL ? self->key : self->tensor;
  g_autofree char *shown = NULL;

  if (name == NULL)
    return NULL;
  shown = rig_gguf_text_quote (name, strlen (name), RIG_GGUF_MAX_SHOWN);
  return g_strdup_printf (self->key != NULL ? _ ("key “%s”") : _ ("tensor “%s”"), shown);
}

gboolean
rig_gguf_cursor_fail (RigGgufCursor *self, RigGgufError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *place = NULL;
  va_list arguments;

  if (self->error != NULL)
    return FALSE;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  place = describe_place (self);
  if (place == NULL)
    g_set_error (&self->error, RIG_GGUF_ERROR, (int) code, _ ("%s: byte %" PRIu64 ": %s"),
                 self->file, self->field, message);
  else
    /* Translators: a file, a place in it as a number of bytes, the key or tensor that stands
     * there, and what was expected. */
    g_set_error (&self->error, RIG_GGUF_ERROR, (int) code, _ ("%s: byte %" PRIu64 ": %s: %s"),
                 self->file, self->field, place, message);
  return FALSE;
}

static gboolean
fail_to_open (RigGgufCursor *self, const char *message)
{
  g_set_error (&self->error, RIG_GGUF_ERROR, RIG_GGUF_ERROR_READ, "%s: %s", self->file, message);
  return FALSE;
}

static const char *
describe_mode (mode_t mode)
{
  if (S_ISDIR (mode))
    return _ ("expected a file, found a folder");
  if (S_ISFIFO (mode))
    return _ ("expected a file, found a pipe");
  return _ ("expected a file, found a device");
}

gboolean
rig_gguf_cursor_open (RigGgufCursor *self, const char *path, GCancellable *cancellable)
{
  g_autofree char *shown = g_filename_display_name (path);
  struct stat status;

  *self = (RigGgufCursor) { .fd = -1, .cancellable = cancellable };
  self->file = rig_gguf_text_quote (shown, strlen (shown), G_MAXSIZE);
  if (g_cancellable_set_error_if_cancelled (cancellable, &self->error))
    return FALSE;
  /* Opening a pipe that nobody writes to would wait for somebody. */
  self->fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (self->fd < 0 || fstat (self->fd, &status) < 0)
    return fail_to_open (self, g_strerror (errno));
  if (!S_ISREG (status.st_mode))
    return fail_to_open (self, describe_mode (status.st_mode));
  self->size = (guint64) status.st_size;
  self->window_bytes = (gsize) CLAMP (self->size, 1, WINDOW_BYTES);
  self->window = g_malloc (self->window_bytes);
  return TRUE;
}

void
rig_gguf_cursor_clear (RigGgufCursor *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->window, g_free);
  g_clear_error (&self->error);
}

/* Whether @n more bytes are there, and may still belong to a header. */
static gboolean
check_room (RigGgufCursor *self, guint64 n)
{
  if (self->error != NULL)
    return FALSE;
  self->field = self->position;
  if (n > self->size - self->position)
    return rig_gguf_cursor_fail (self, RIG_GGUF_ERROR_TRUNCATED,
                                 _ ("expected %" PRIu64 " more bytes of the header, found %" PRIu64
                                    ": the file is cut off or damaged"),
                                 n, self->size - self->position);
  if (self->position + n > RIG_GGUF_MAX_HEADER)
    return rig_gguf_cursor_fail (self, RIG_GGUF_ERROR_LIMIT,
                                 _ ("expected a header of at most %d MiB"),
                                 RIG_GGUF_MAX_HEADER / 1024 / 1024);
  return TRUE;
}

/* Reads the window anew so that it begins at the position and holds at least @n bytes. */
static gboolean
fill_window (RigGgufCursor *self, gsize n)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return FALSE;
  self->window_start = self->position;
  self->window_length = 0;
  while (self->window_length < n)
    {
      gssize got = pread (self->fd, self->window + self->window_length,
                          self->window_bytes - self->window_length,
                          (off_t) (self->window_start + self->window_length));
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return fail_to_open (self, g_strerror (errno));
      if (got == 0)
        return rig_gguf_cursor_fail (self, RIG_GGUF_ERROR_TRUNCATED,
                                     _ ("the file became shorter while it was read"));
      self->window_length += (gsize) got;
    }
  return TRUE;
}

const guint8 *
rig_gguf_cursor_take (RigGgufCursor *self, gsize n)
{
  gsize start;

  g_return_val_if_fail (n <= RIG_GGUF_MAX_PIECE, NULL);
  if (!check_room (self, n))
    return NULL;
  if (self->position < self->window_start
      || self->position + n > self->window_start + self->window_length)
    if (!fill_window (self, n))
      return NULL;
  start = (gsize) (self->position - self->window_start);
  self->position += n;
  return self->window + start;
}

gboolean
rig_gguf_cursor_skip (RigGgufCursor *self, guint64 n)
{
  if (!check_room (self, n))
    return FALSE;
  self->position += n;
  return TRUE;
}

guint64
rig_gguf_cursor_decode (const RigGgufCursor *self, const guint8 *bytes, guint n)
{
  guint64 value = 0;

  for (guint i = 0; i < n; i++)
    value = value << 8 | bytes[self->big_endian ? i : n - 1 - i];
  return value;
}

gboolean
rig_gguf_cursor_read_u32 (RigGgufCursor *self, guint32 *value)
{
  const guint8 *bytes = rig_gguf_cursor_take (self, 4);

  if (bytes == NULL)
    return FALSE;
  *value = (guint32) rig_gguf_cursor_decode (self, bytes, 4);
  return TRUE;
}

gboolean
rig_gguf_cursor_read_u64 (RigGgufCursor *self, guint64 *value)
{
  const guint8 *bytes = rig_gguf_cursor_take (self, 8);

  if (bytes == NULL)
    return FALSE;
  *value = rig_gguf_cursor_decode (self, bytes, 8);
  return TRUE;
}

gboolean
rig_gguf_cursor_read_count (RigGgufCursor *self, guint64 each, guint64 max, const char *what,
                            guint64 *count)
{
  if (!rig_gguf_cursor_read_u64 (self, count))
    return FALSE;
  if (*count > max)
    return rig_gguf_cursor_fail (self, RIG_GGUF_ERROR_LIMIT,
                                 _ ("expected at most %" PRIu64 " %s, found %" PRIu64), max,
                                 _ (what), *count);
  /* Divided, not multiplied: the product may be more than 64 bits hold. */
  if (*count > (self->size - self->position) / each)
    return rig_gguf_cursor_fail (self, RIG_GGUF_ERROR_TRUNCATED,
                                 _ ("expected room for %" PRIu64 " %s, found %" PRIu64
                                    " more bytes: the file is cut off or damaged"),
                                 *count, _ (what), self->size - self->position);
  return TRUE;
}

void
rig_gguf_cursor_enter_key (RigGgufCursor *self, const char *key)
{
  self->key = key;
  self->tensor = NULL;
}

void
rig_gguf_cursor_enter_tensor (RigGgufCursor *self, const char *name)
{
  self->key = NULL;
  self->tensor = name;
}

void
rig_gguf_cursor_leave (RigGgufCursor *self)
{
  self->key = NULL;
  self->tensor = NULL;
}
