/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/kept-files.h"

#include <errno.h>
#include <glib/gstdio.h>

struct _RigKeptFiles
{
  GHashTable *files; /* path → GBytes; NULL: there was none */
};

static void
bytes_free (gpointer bytes)
{
  if (bytes != NULL)
    g_bytes_unref (bytes);
}

RigKeptFiles *
rig_kept_files_new (void)
{
  RigKeptFiles *self = g_new (RigKeptFiles, 1);

  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, bytes_free);
  return self;
}

void
rig_kept_files_free (RigKeptFiles *self)
{
  g_hash_table_unref (self->files);
  g_free (self);
}

gboolean
rig_kept_files_has (RigKeptFiles *self, const char *path)
{
  return g_hash_table_contains (self->files, path);
}

void
rig_kept_files_add_absent (RigKeptFiles *self, const char *path)
{
  if (!rig_kept_files_has (self, path))
    g_hash_table_insert (self->files, g_strdup (path), NULL);
}

gboolean
rig_kept_files_add (RigKeptFiles *self, const char *path, GError **error)
{
  g_autoptr (GError) why = NULL;
  char *text;
  gsize length;

  if (rig_kept_files_has (self, path))
    return TRUE;

  if (g_file_get_contents (path, &text, &length, &why))
    g_hash_table_insert (self->files, g_strdup (path), g_bytes_new_take (text, length));
  else if (g_error_matches (why, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    rig_kept_files_add_absent (self, path);
  else
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }

  return TRUE;
}

static gboolean
restore (const char *path, GBytes *bytes, GError **error)
{
  gsize length;
  const char *text;

  if (bytes != NULL)
    {
      text = g_bytes_get_data (bytes, &length);
      return g_file_set_contents (path, text, (gssize) length, error);
    }
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path,
               g_strerror (errno));
  return FALSE;
}

gboolean
rig_kept_files_restore (RigKeptFiles *self, GError **error)
{
  GHashTableIter iter;
  gpointer path, bytes;
  gboolean done = TRUE;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &path, &bytes))
    if (!restore (path, bytes, done ? error : NULL))
      done = FALSE;

  return done;
}
