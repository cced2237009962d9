/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/user-measurements.h"

#include "engine/intake/user-catalog-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PREFIX "measurements-"
#define SEPARATOR '_'
#define DEFAULT_UBATCH 512
/* Of a part of an id: four of them and the test stay within what a file's name may have. */
#define MAX_PART 48
#define CHECKSUM_DIGITS 8

/* Adds @text as a part of an id, in which nothing leads to another folder. What would be too long
 * is cut, and told apart by its checksum. */
static void
append_part (GString *id, const char *text)
{
  g_autofree char *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  gsize start = id->len;

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isalnum (*c) || (*c == '.' && id->len > start))
      g_string_append_c (id, g_ascii_tolower (*c));
    else
      g_string_append_c (id, '-');
  if (id->len - start <= MAX_PART)
    return;
  g_string_truncate (id, start + MAX_PART - CHECKSUM_DIGITS - 1);
  g_string_append_c (id, '-');
  g_string_append_len (id, checksum, CHECKSUM_DIGITS);
}

char *
rig_speed_record_make_set_id (const RigSpeedRecord *record)
{
  const char *parts[] = { record->machine, record->model, record->quant, record->stack };
  GString *id = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (i > 0)
        g_string_append_c (id, SEPARATOR);
      append_part (id, parts[i]);
    }
  return g_string_free (id, FALSE);
}

char *
rig_speed_record_make_id (const RigSpeedRecord *record)
{
  g_autofree char *set = rig_speed_record_make_set_id (record);
  GString *id = g_string_new (set);

  g_string_append_printf (id, "%c%s%.0f", SEPARATOR,
                          record->kind == RIG_SPEED_DECODE ? "tg" : "pp", record->tokens);
  if (record->depth > 0)
    g_string_append_printf (id, "-d%.0f", record->depth);
  if (record->kv_type_k != NULL || record->kv_type_v != NULL)
    {
      g_string_append_c (id, '-');
      append_part (id, record->kv_type_k != NULL ? record->kv_type_k : "f16");
      g_string_append_c (id, '-');
      append_part (id, record->kv_type_v != NULL ? record->kv_type_v : "f16");
    }
  if (record->flash_attention == RIG_FLASH_OFF)
    g_string_append (id, "-nofa");
  if (record->ubatch != 0 && record->ubatch != DEFAULT_UBATCH)
    g_string_append_printf (id, "-ub%u", record->ubatch);
  return g_string_free (id, FALSE);
}

/* Ids become names of files: nothing that leads elsewhere. */
static gboolean
is_id (const char *id)
{
  if (id == NULL || !g_ascii_isalnum (*id) || strlen (id) > 5 * MAX_PART)
    return FALSE;
  for (const char *c = id; *c != '\0'; c++)
    if (!g_ascii_isdigit (*c) && !g_ascii_islower (*c) && strchr (".-_", *c) == NULL)
      return FALSE;
  return TRUE;
}

/* The file of a set, given its id or that of one of its records; NULL: neither. */
static char *
get_path (const char *id, gboolean *is_set)
{
  g_autofree char *folder = rig_user_catalog_get_folder ();
  g_autofree char *name = NULL;
  g_auto (GStrv) parts = NULL;
  guint n;

  if (!is_id (id))
    return NULL;
  parts = g_strsplit (id, "_", -1);
  n = g_strv_length (parts);
  if (n != 4 && n != 5)
    return NULL;
  if (is_set != NULL)
    *is_set = n == 4;
  g_clear_pointer (&parts[4], g_free);
  name = g_strjoinv ("_", parts);
  return g_strconcat (folder, G_DIR_SEPARATOR_S PREFIX, name, ".json", NULL);
}

gboolean
rig_user_catalog_owns_speed_record (const RigSpeedRecord *record)
{
  g_autofree char *path = get_path (record->id, NULL);

  return path != NULL && g_strcmp0 (record->origin, path) == 0;
}

/* What is kept in a set, as records of @catalog, which is empty before. */
static gboolean
load_set (RigCatalog *catalog, const char *path, GError **error)
{
  const GPtrArray *problems = rig_catalog_get_problems (catalog);

  if (!g_file_test (path, G_FILE_TEST_EXISTS) || rig_catalog_overlay (catalog, path))
    return TRUE;
  g_set_error_literal (error, RIG_USER_CATALOG_ERROR, RIG_USER_CATALOG_ERROR_READ,
                       ((const GError *) g_ptr_array_index (problems, 0))->message);
  return FALSE;
}

static JsonNode *
write_records (const GPtrArray *records)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    json_array_add_element (list, rig_speed_record_to_json (g_ptr_array_index (records, i)));
  json_object_set_array_member (object, "measurements", list);
  json_node_take_object (root, object);
  return root;
}

/* Times are ISO 8601 in UTC, as llama-bench writes them, and so in the order of their letters. A
 * test without one was made when it was imported: now. */
static gboolean
is_older (const RigSpeedRecord *record, const RigSpeedRecord *kept)
{
  return record->test_time != NULL && kept->test_time != NULL
         && strcmp (record->test_time, kept->test_time) < 0;
}

static GPtrArray *
copy_list (const GPtrArray *list)
{
  GPtrArray *copy = g_ptr_array_new ();

  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (copy, g_ptr_array_index (list, i));
  return copy;
}

/* A set while records are added to it. */
typedef struct
{
  char *path;
  RigCatalog *catalog; /* what is kept */
  GPtrArray *records;  /* const RigSpeedRecord *, what will be */
  GHashTable *places;  /* ids of these to their index, plus one */
} Set;

static void
free_set_cb (gpointer data)
{
  Set *set = data;

  g_free (set->path);
  rig_catalog_free (set->catalog);
  g_ptr_array_unref (set->records);
  g_hash_table_unref (set->places);
  g_free (set);
}

static void
put (Set *set, const RigSpeedRecord *record)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (set->places, record->id));

  if (place == 0)
    {
      g_ptr_array_add (set->records, (gpointer) record);
      g_hash_table_insert (set->places, (gpointer) record->id,
                           GUINT_TO_POINTER (set->records->len));
    }
  else if (!is_older (record, g_ptr_array_index (set->records, place - 1)))
    g_ptr_array_index (set->records, place - 1) = (gpointer) record;
}

/* Takes @path. */
static Set *
set_new (char *path, GError **error)
{
  Set *set = g_new0 (Set, 1);
  const GPtrArray *kept;

  set->path = path;
  set->catalog = rig_catalog_new ();
  set->records = g_ptr_array_new ();
  set->places = g_hash_table_new (g_str_hash, g_str_equal);
  if (!load_set (set->catalog, path, error))
    {
      free_set_cb (set);
      return NULL;
    }
  kept = rig_catalog_get_speed_records (set->catalog);
  for (guint i = 0; i < kept->len; i++)
    put (set, g_ptr_array_index (kept, i));
  return set;
}

static gboolean
add_record (GHashTable *sets, const RigSpeedRecord *record, GError **error)
{
  g_autofree char *path = get_path (record->id, NULL);
  Set *set;

  g_return_val_if_fail (path != NULL, FALSE);

  set = g_hash_table_lookup (sets, path);
  if (set == NULL)
    {
      set = set_new (g_steal_pointer (&path), error);
      if (set == NULL)
        return FALSE;
      g_hash_table_insert (sets, set->path, set);
    }
  put (set, record);
  return TRUE;
}

static gboolean
save_records (const RigSpeedRecord *const *records, guint n, GError **error)
{
  g_autoptr (GHashTable) sets
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_set_cb);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < n; i++)
    if (!add_record (sets, records[i], error))
      return FALSE;
  g_hash_table_iter_init (&iter, sets);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Set *set = value;
      g_autoptr (JsonNode) root = write_records (set->records);

      if (!rig_user_catalog_write (set->path, root, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
rig_user_catalog_save_speed_records (const RigSpeedRecord *const *records, guint n,
                                     GError **error)
{
  int lock = rig_user_catalog_lock (error);
  gboolean saved = lock >= 0 && save_records (records, n, error);

  if (lock >= 0)
    close (lock);
  return saved;
}

static gboolean
remove_file (const char *path, GError **error)
{
  return g_unlink (path) == 0
         || rig_user_catalog_fail_write (error, path, g_strerror (errno));
}

/* The file of what @id names, which is there, and whether it names all of it. */
static char *
find_file (const char *id, gboolean *is_set)
{
  g_autofree char *path = get_path (id, is_set);

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path)
                                                                    : NULL;
}

static gboolean
fail_not_found (const char *id, GError **error)
{
  g_set_error (error, RIG_USER_CATALOG_ERROR, RIG_USER_CATALOG_ERROR_NOT_FOUND,
               _("there is no measurement “%s”"), id != NULL ? id : "");
  return FALSE;
}

static gboolean
take_out (GPtrArray *records, const char *id)
{
  for (guint i = 0; i < records->len; i++)
    if (g_str_equal (((const RigSpeedRecord *) g_ptr_array_index (records, i))->id, id))
      {
        g_ptr_array_remove_index (records, i);
        return TRUE;
      }
  return FALSE;
}

gboolean
rig_user_catalog_has_speed_records (const char *id)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (GPtrArray) kept = NULL;
  gboolean is_set = FALSE;
  g_autofree char *path = find_file (id, &is_set);

  if (path == NULL || is_set)
    return path != NULL;
  /* What cannot be read may be in it: removing it says what is wrong. */
  if (!load_set (catalog, path, NULL))
    return TRUE;
  kept = copy_list (rig_catalog_get_speed_records (catalog));
  return take_out (kept, id);
}

/* @path: the file of what @id names. */
static gboolean
remove_records (const char *path, const char *id, gboolean is_set, GError **error)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (is_set)
    return remove_file (path, error);
  if (!load_set (catalog, path, error))
    return FALSE;
  kept = copy_list (rig_catalog_get_speed_records (catalog));
  if (!take_out (kept, id))
    return fail_not_found (id, error);
  if (kept->len == 0)
    return remove_file (path, error);
  root = write_records (kept);
  return rig_user_catalog_write (path, root, error);
}

gboolean
rig_user_catalog_remove_speed_records (const char *id, GError **error)
{
  gboolean is_set = FALSE, removed;
  g_autofree char *path = find_file (id, &is_set);
  int lock;

  if (path == NULL)
    return fail_not_found (id, error);
  lock = rig_user_catalog_lock (error);
  if (lock < 0)
    return FALSE;
  removed = remove_records (path, id, is_set, error);
  close (lock);
  return removed;
}
