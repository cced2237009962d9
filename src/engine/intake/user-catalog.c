/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/user-catalog.h"

#include "engine/intake/user-catalog-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* A change takes milliseconds; who takes longer was stopped. */
#define LOCK_PATIENCE_US (3 * G_USEC_PER_SEC)
#define LOCK_PAUSE_US 5000

/* What rig_catalog_overlay() takes. */
#define MAX_FILE_BYTES (16 * 1024 * 1024)

G_DEFINE_QUARK (rig-user-catalog-error-quark, rig_user_catalog_error)

char *
rig_user_catalog_get_folder (void)
{
  const char *data = g_get_user_data_dir ();

  /* A relative XDG_DATA_HOME is to be ignored (XDG base directories); GLib does not. */
  if (!g_path_is_absolute (data))
    return g_build_filename (g_get_home_dir (), ".local", "share", "rigwise", "catalog", NULL);
  return g_build_filename (data, "rigwise", "catalog", NULL);
}

/* Ids become names of files: nothing that leads elsewhere. */
static gboolean
is_id (const char *id)
{
  if (id == NULL || !g_ascii_isalnum (*id))
    return FALSE;
  for (const char *c = id; *c != '\0'; c++)
    if (!g_ascii_isdigit (*c) && !g_ascii_islower (*c) && *c != '.' && *c != '-')
      return FALSE;
  return TRUE;
}

char *
rig_user_catalog_get_path (const char *id)
{
  g_autofree char *folder = rig_user_catalog_get_folder ();
  g_autofree char *name = NULL;

  if (!is_id (id))
    return NULL;
  name = g_strconcat ("model-", id, ".json", NULL);
  return g_build_filename (folder, name, NULL);
}

gboolean
rig_user_catalog_owns (const RigModel *model)
{
  g_autofree char *path = model->file.present ? rig_user_catalog_get_path (model->id) : NULL;

  return path != NULL && g_strcmp0 (model->origin, path) == 0;
}

GPtrArray *
rig_user_catalog_list (const RigCatalog *catalog)
{
  const GPtrArray *models = rig_catalog_get_models (catalog);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < models->len; i++)
    if (rig_user_catalog_owns (g_ptr_array_index (models, i)))
      g_ptr_array_add (list, g_ptr_array_index (models, i));
  return list;
}

gboolean
rig_user_catalog_check_name (const char *name, GError **error)
{
  gboolean good = name != NULL && g_utf8_validate (name, -1, NULL);
  gboolean blank = TRUE;

  if (good && g_utf8_strlen (name, -1) > RIG_USER_CATALOG_MAX_NAME)
    good = FALSE;
  for (const char *c = name; good && *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      good = !g_unichar_iscntrl (letter);
      blank &= g_unichar_isspace (letter);
    }
  if (good && !blank)
    return TRUE;
  g_set_error (error, RIG_USER_CATALOG_ERROR, RIG_USER_CATALOG_ERROR_NAME,
               _("expected a name of 1 to %d characters on one line"),
               RIG_USER_CATALOG_MAX_NAME);
  return FALSE;
}

gboolean
rig_user_catalog_fail_write (GError **error, const char *path, const char *why)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, RIG_USER_CATALOG_ERROR, RIG_USER_CATALOG_ERROR_WRITE, "%s: %s", shown, why);
  return FALSE;
}

int
rig_user_catalog_lock (GError **error)
{
  g_autofree char *folder = rig_user_catalog_get_folder ();
  gint64 deadline = g_get_monotonic_time () + LOCK_PATIENCE_US;
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    {
      rig_user_catalog_fail_write (error, folder, g_strerror (errno));
      return -1;
    }
  /* Where the file system knows no locks, there is nothing to wait for. */
  while (flock (fd, LOCK_EX | LOCK_NB) != 0 && (errno == EWOULDBLOCK || errno == EINTR))
    {
      if (g_get_monotonic_time () > deadline)
        {
          rig_user_catalog_fail_write (error, folder, _("another program is changing it"));
          close (fd);
          return -1;
        }
      g_usleep (LOCK_PAUSE_US);
    }
  return fd;
}

gboolean
rig_user_catalog_write (const char *path, JsonNode *root, GError **error)
{
  g_autofree char *folder = rig_user_catalog_get_folder ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = NULL;
  gsize length;

  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, &length);
  if (length > MAX_FILE_BYTES)
    return rig_user_catalog_fail_write (
      error, path, _("the record would be larger than the catalogue takes"));
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return rig_user_catalog_fail_write (error, folder, g_strerror (errno));
  if (!g_file_set_contents_full (path, text, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                 &problem))
    return rig_user_catalog_fail_write (error, path, problem->message);
  return TRUE;
}

gboolean
rig_user_catalog_save (const char *id, JsonNode *root, GError **error)
{
  g_autofree char *path = rig_user_catalog_get_path (id);

  g_return_val_if_fail (path != NULL, FALSE);

  return rig_user_catalog_write (path, root, error);
}

/* The name is taken before it is written: of two imports at once, one must not undo the other. */
gboolean
rig_user_catalog_add (const char *id, JsonNode *root, GError **error)
{
  g_autofree char *folder = rig_user_catalog_get_folder ();
  g_autofree char *path = rig_user_catalog_get_path (id);
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return rig_user_catalog_fail_write (error, folder, g_strerror (errno));
  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
  if (fd < 0)
    return rig_user_catalog_fail_write (
      error, path,
      errno == EEXIST ? _("another import has just taken this name; try again")
                      : g_strerror (errno));
  g_close (fd, NULL);
  if (rig_user_catalog_save (id, root, error))
    return TRUE;
  g_unlink (path);
  return FALSE;
}

/* The path of the record's file, which is there. */
static char *
find_record (const char *id, GError **error)
{
  g_autofree char *path = rig_user_catalog_get_path (id);

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);
  g_set_error (error, RIG_USER_CATALOG_ERROR, RIG_USER_CATALOG_ERROR_NOT_FOUND,
               _("there is no imported model “%s”"), id != NULL ? id : "");
  return NULL;
}

/* The first, and only, record of an imported model's file. */
static JsonObject *
get_record (JsonNode *root)
{
  JsonNode *models = NULL;
  JsonArray *list;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    models = json_object_get_member (json_node_get_object (root), "models");
  list = models != NULL && JSON_NODE_HOLDS_ARRAY (models) ? json_node_get_array (models) : NULL;
  if (list == NULL || json_array_get_length (list) == 0
      || !JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, 0)))
    return NULL;
  return json_array_get_object_element (list, 0);
}

gboolean
rig_user_catalog_rename (const char *id, const char *name, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) problem = NULL;
  g_autofree char *path = NULL;
  JsonObject *record;

  if (!rig_user_catalog_check_name (name, error))
    return FALSE;
  path = find_record (id, error);
  if (path == NULL)
    return FALSE;
  if (!json_parser_load_from_file (parser, path, &problem))
    {
      g_set_error (error, RIG_USER_CATALOG_ERROR, RIG_USER_CATALOG_ERROR_READ, "%s: %s", path,
                   problem->message);
      return FALSE;
    }
  record = get_record (json_parser_get_root (parser));
  if (record == NULL)
    {
      g_set_error (error, RIG_USER_CATALOG_ERROR, RIG_USER_CATALOG_ERROR_READ,
                   _("%s: expected the record of an imported model"), path);
      return FALSE;
    }
  json_object_set_string_member (record, "name", name);
  return rig_user_catalog_save (id, json_parser_get_root (parser), error);
}

gboolean
rig_user_catalog_remove (const char *id, GError **error)
{
  g_autofree char *path = find_record (id, error);

  if (path == NULL)
    return FALSE;
  return g_unlink (path) == 0
         || rig_user_catalog_fail_write (error, path, g_strerror (errno));
}
