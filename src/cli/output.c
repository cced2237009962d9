/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cli/error.h"

#define STANDARD_WIDTH 80
#define MIN_WIDTH 40
#define MAX_WIDTH 400

static gboolean
read_columns (guint *width)
{
  const char *text = g_getenv ("COLUMNS");
  guint64 columns;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &columns, NULL))
    return FALSE;
  *width = (guint) columns;
  return TRUE;
}

guint
rig_output_get_width (const RigOptions *options)
{
  struct winsize window;
  guint width = STANDARD_WIDTH;

  if (!read_columns (&width) && options->output == NULL
      && ioctl (STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0)
    width = window.ws_col;
  return CLAMP (width, MIN_WIDTH, MAX_WIDTH);
}

static void
set_file_error (GError **error, RigExit code, const char *path, int saved_errno)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, RIG_CLI_ERROR, code,
               code == RIG_EXIT_NO_CREATE ? _("%1$s: cannot be created: %2$s")
                                          : _("%1$s: cannot be written: %2$s"),
               name, g_strerror (saved_errno));
}

/* What is neither a regular file nor new, like /dev/full or a pipe, must not be replaced. */
static gboolean
write_into (const char *path, const char *content, gsize length, GError **error)
{
  FILE *file = g_fopen (path, "w");
  gboolean written;
  int saved_errno;

  if (file == NULL)
    {
      set_file_error (error, RIG_EXIT_NO_CREATE, path, errno);
      return FALSE;
    }
  written = fwrite (content, 1, length, file) == length && fflush (file) == 0;
  saved_errno = errno;
  fclose (file);
  if (!written)
    set_file_error (error, RIG_EXIT_IO, path, saved_errno);
  return written;
}

static gboolean
is_full_disk (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
         || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_IO);
}

static gboolean
write_file (const char *path, const char *content, gsize length, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *target = realpath (path, NULL); /* a link stays a link to the new content */
  GStatBuf status;
  RigExit code;

  if (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode))
    return write_into (path, content, length, error);
  if (g_file_set_contents_full (target != NULL ? target : path, content, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT, 0666, &problem))
    return TRUE;
  code = is_full_disk (problem) ? RIG_EXIT_IO : RIG_EXIT_NO_CREATE;
  g_set_error (error, RIG_CLI_ERROR, code,
               code == RIG_EXIT_NO_CREATE ? _("%1$s: cannot be created: %2$s")
                                          : _("%1$s: cannot be written: %2$s"),
               path, problem->message);
  return FALSE;
}

/*
 * Text in the charset of the user's locale. A terminal in the C locale gets plain ASCII that
 * reads well ("-" for a dash, a space for a no-break space), not bytes that it cannot show.
 */
static char *
to_locale (const GString *content, gsize *length)
{
  const char *charset;
  g_autofree char *transliterated = NULL;
  char *converted;

  if (g_get_charset (&charset))
    return NULL;
  transliterated = g_strconcat (charset, "//TRANSLIT", NULL);
  converted = g_convert (content->str, (gssize) content->len, transliterated, "UTF-8", NULL,
                         length, NULL);
  if (converted == NULL)
    converted = g_convert_with_fallback (content->str, (gssize) content->len, charset, "UTF-8",
                                         "?", NULL, length, NULL);
  return converted;
}

gboolean
rig_output_write (const RigOptions *options, const GString *content, GError **error)
{
  g_autofree char *converted = NULL;
  const char *bytes = content->str;
  gsize length = content->len;

  if (options->format == RIG_OUTPUT_TEXT)
    converted = to_locale (content, &length);
  if (converted != NULL)
    bytes = converted;
  if (options->output != NULL)
    return write_file (options->output, bytes, length, error);
  if (fwrite (bytes, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_IO, _("standard output cannot be written: %s"),
               g_strerror (errno));
  return FALSE;
}
