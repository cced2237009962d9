/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/text-file.h"

#include "engine/intake/gguf-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BYTES_PER_MIB (1024 * 1024)
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

G_DEFINE_QUARK (rig-text-error-quark, rig_text_error)

char *
rig_text_get_shown_name (const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  return rig_gguf_text_quote (name, strlen (name), strlen (name));
}

char *
rig_text_quote (const char *text)
{
  return rig_gguf_text_quote (text, strlen (text), RIG_GGUF_MAX_SHOWN);
}

gboolean
rig_text_check (const char *file, const char *text, gsize length, GError **error)
{
  const char *end;
  guint line = 1;

  /* Zeros are not valid to GLib either, where a length is given. */
  if (g_utf8_validate_len (text, length, &end))
    return TRUE;
  for (const char *p = text; p < end; p++)
    line += *p == '\n';
  g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_SYNTAX,
               _("%1$s: line %2$u: expected text in UTF-8, found the byte 0x%3$02x"), file, line,
               (guint) (guchar) *end);
  return FALSE;
}

static int
open_regular_file (const char *path, const char *file, gsize *size, GError **error)
{
  /* O_NONBLOCK: a pipe that nobody writes to must not be waited for. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info;

  if (fd < 0 || fstat (fd, &info) < 0)
    g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_READ, "%s: %s", file, g_strerror (errno));
  else if (!S_ISREG (info.st_mode))
    g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_READ, _("%s: expected a regular file"),
                 file);
  else if (info.st_size > RIG_TEXT_MAX_BYTES)
    g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_LIMIT,
                 _("%1$s: expected a file of at most %2$d MiB"), file,
                 RIG_TEXT_MAX_BYTES / BYTES_PER_MIB);
  else
    {
      *size = (gsize) info.st_size;
      return fd;
    }
  if (fd >= 0)
    close (fd);
  return -1;
}

/* Up to @size bytes: a file that grows meanwhile is read as it was. */
static gboolean
read_all (int fd, const char *file, char *text, gsize *size, GError **error)
{
  gsize done = 0;

  while (done < *size)
    {
      gssize n = read (fd, text + done, *size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_READ, "%s: %s", file,
                       g_strerror (errno));
          return FALSE;
        }
      if (n == 0)
        break;
      done += (gsize) n;
    }
  *size = done;
  text[done] = '\0';
  return TRUE;
}

char *
rig_text_file_load (const char *path, GError **error)
{
  g_autofree char *file = rig_text_get_shown_name (path);
  g_autofree char *text = NULL;
  gsize size;
  int fd = open_regular_file (path, file, &size, error);
  gboolean done;

  if (fd < 0)
    return NULL;
  text = g_malloc (size + 1);
  done = read_all (fd, file, text, &size, error);
  close (fd);
  if (!done || !rig_text_check (file, text, size, error))
    return NULL;
  if (g_str_has_prefix (text, BYTE_ORDER_MARK))
    memmove (text, text + strlen (BYTE_ORDER_MARK), size + 1 - strlen (BYTE_ORDER_MARK));
  return g_steal_pointer (&text);
}
