/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/catalog-private.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/* Ten times what all our own files take together: who needs more has another file in mind. */
#define MAX_FILE_BYTES (16 * 1024 * 1024)

static void
take_problem (RigCatalog *self, RigReader *reader)
{
  g_ptr_array_add (self->problems, g_steal_pointer (&reader->error));
}

/* The record with that id so far, for an overlay that changes some of its keys. */
static gconstpointer
find_existing (const RigReader *reader, RigList list, JsonNode *node)
{
  const char *id_key = rig_catalog_lists[list].type->id_key;
  JsonNode *id;

  if (id_key == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  id = json_object_get_member (json_node_get_object (node), id_key);
  if (id == NULL || !JSON_NODE_HOLDS_VALUE (id) || json_node_get_string (id) == NULL)
    return NULL;
  return g_hash_table_lookup (reader->ids[list], json_node_get_string (id));
}

static void
add_record (RigCatalog *self, RigReader *reader, RigList list, JsonNode *node)
{
  const RigRecordType *type = rig_catalog_lists[list].type;
  gconstpointer existing = find_existing (reader, list, node);
  gpointer record = rig_reader_alloc (reader, type->size);
  guint index;

  /* A copy is changed, so that an error half-way leaves the record as it was. */
  if (existing != NULL)
    memcpy (record, existing, type->size);
  else
    rig_reader_init_record (type, record);
  if (!rig_reader_read_record (reader, node, type, record))
    {
      take_problem (self, reader);
      return;
    }
  G_STRUCT_MEMBER (const char *, record, type->origin_offset)
      = rig_reader_keep (reader, reader->file);
  if (existing != NULL && g_ptr_array_find (self->lists[list], existing, &index))
    g_ptr_array_index (self->lists[list], index) = record;
  else
    g_ptr_array_add (self->lists[list], record);
  if (type->id_key != NULL)
    g_hash_table_replace (self->ids[list],
                          G_STRUCT_MEMBER (char *, record, type->id_offset), record);
}

static void
add_list (RigCatalog *self, RigReader *reader, RigList list, JsonNode *node)
{
  gsize start = rig_reader_enter_key (reader, rig_catalog_lists[list].key);
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      rig_reader_fail_kind (reader, _ ("a list"), node);
      take_problem (self, reader);
      rig_reader_leave (reader, start);
      return;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gsize length = rig_reader_enter_index (reader, i);
      add_record (self, reader, list, json_array_get_element (array, i));
      rig_reader_leave (reader, length);
    }
  rig_reader_leave (reader, start);
}

/* What stands in a file beside its lists. */
typedef struct
{
  const char *price_date;
} FileHead;

static const RigField head_fields[] = {
  { "as_of", RIG_FIELD_DATE, G_STRUCT_OFFSET (FileHead, price_date) },
  { "$schema", RIG_FIELD_IGNORED },
  { "about", RIG_FIELD_IGNORED },
  { "built", RIG_FIELD_IGNORED },
  { "sources", RIG_FIELD_IGNORED },
  { "removed_type_ids", RIG_FIELD_IGNORED },
  { "tensor_type_rules", RIG_FIELD_IGNORED },
  { "machines", RIG_FIELD_IGNORED },
  { "models", RIG_FIELD_IGNORED },
  { "not_modelled", RIG_FIELD_IGNORED },
  { "tensor_types", RIG_FIELD_IGNORED },
  { "quants", RIG_FIELD_IGNORED },
  { "apis", RIG_FIELD_IGNORED },
  { "tariffs", RIG_FIELD_IGNORED },
  { "powers", RIG_FIELD_IGNORED },
  { "resales", RIG_FIELD_IGNORED },
  { "facts", RIG_FIELD_IGNORED },
  { "runtimes", RIG_FIELD_IGNORED },
  { "measurements", RIG_FIELD_IGNORED },
};
static const RigRecordType head_type = { .size = sizeof (FileHead),
                                         .fields = head_fields,
                                         .n_fields = G_N_ELEMENTS (head_fields) };

void
rig_catalog_add_lists (RigCatalog *self, const char *file, JsonNode *root)
{
  RigReader reader = { self->strings, self->blocks, self->ids, file, g_string_new (NULL), NULL };
  FileHead head = { NULL };

  if (!rig_reader_read_record (&reader, root, &head_type, &head))
    take_problem (self, &reader);
  if (head.price_date != NULL)
    self->price_date = head.price_date;
  /* In the order of the lists, not of the file: quantisations refer to tensor types. */
  for (guint list = 0; list < RIG_N_LISTS && JSON_NODE_HOLDS_OBJECT (root); list++)
    {
      JsonNode *node = json_object_get_member (json_node_get_object (root),
                                               rig_catalog_lists[list].key);
      rig_reader_leave (&reader, 0);
      if (node != NULL)
        add_list (self, &reader, list, node);
    }
  g_string_free (reader.path, TRUE);
}

/* Changed records need what they change. */
static void
need_files_of (RigCatalog *self, JsonNode *root)
{
  for (guint list = 0; list < RIG_N_LISTS && JSON_NODE_HOLDS_OBJECT (root); list++)
    if (json_object_has_member (json_node_get_object (root), rig_catalog_lists[list].key))
      rig_catalog_need_file (self, rig_catalog_lists[list].file);
  if (JSON_NODE_HOLDS_OBJECT (root)
      && json_object_has_member (json_node_get_object (root), "as_of"))
    rig_catalog_need_file (self, RIG_FILE_APIS);
}

gboolean
rig_catalog_overlay_json (RigCatalog *self, const char *origin, JsonNode *root)
{
  guint n_problems = self->problems->len;

  need_files_of (self, root);
  rig_catalog_add_lists (self, origin, root);
  return self->problems->len == n_problems;
}

static gboolean
load_text (const char *path, char **text, gsize *length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) file_error = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, NULL, &file_error);
  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (&file_error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("not a regular file"));
  else if (info != NULL && g_file_info_get_size (info) > MAX_FILE_BYTES)
    g_set_error (&file_error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _ ("larger than %d MiB"),
                 MAX_FILE_BYTES / (1024 * 1024));
  else if (info != NULL)
    g_file_get_contents (path, text, length, &file_error);
  if (file_error != NULL)
    {
      g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_READ, "%s: %s", path,
                   file_error->message);
      return FALSE;
    }
  return TRUE;
}

static void
overlay_file (RigCatalog *self, const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  if (load_text (path, &text, &length, &error))
    root = rig_json_parse (path, text, length, &error);
  if (root == NULL)
    {
      g_ptr_array_add (self->problems, g_steal_pointer (&error));
      return;
    }
  rig_catalog_overlay_json (self, path, root);
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
overlay_folder (RigCatalog *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    {
      g_ptr_array_add (self->problems,
                       g_error_new (RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_READ, "%s: %s", path,
                                    error->message));
      return;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names_cb);
  for (guint i = 0; i < names->len; i++)
    overlay_file (self, g_ptr_array_index (names, i));
}

gboolean
rig_catalog_overlay (RigCatalog *self, const char *path)
{
  guint n_problems = self->problems->len;

  g_return_val_if_fail (path != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    overlay_folder (self, path);
  else
    overlay_file (self, path);
  return self->problems->len == n_problems;
}

gboolean
rig_catalog_overlay_user (RigCatalog *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "rigwise", "catalog", NULL);

  return !g_file_test (path, G_FILE_TEST_IS_DIR) || rig_catalog_overlay (self, path);
}
