/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/model-file-type.h"

#include <glib/gi18n.h>

#define FILE_MEMBER(member) \
  (G_STRUCT_OFFSET (RigModel, file.member) - G_STRUCT_OFFSET (RigModel, file))

static const RigField file_fields[] = {
  { "path", RIG_FIELD_TEXT, FILE_MEMBER (path), .required = TRUE },
  { "bytes", RIG_FIELD_COUNT64, FILE_MEMBER (bytes), .low = 0, .high = 1e15 },
  { "shards", RIG_FIELD_COUNT, FILE_MEMBER (shards), .low = 1, .high = 65536 },
  { "quant", RIG_FIELD_TEXT, FILE_MEMBER (quant), .required = TRUE },
  { "read_on", RIG_FIELD_DATE, FILE_MEMBER (read_on) },
  { "warnings", RIG_FIELD_WORDS, FILE_MEMBER (warnings) },
};

const RigRecordType rig_model_file_type = {
  .size = sizeof (((RigModel *) NULL)->file),
  .fields = file_fields,
  .n_fields = G_N_ELEMENTS (file_fields),
};

/* The elements of one entry, in their order. */
enum
{
  ENTRY_NAME,
  ENTRY_TYPE,
  ENTRY_COLUMNS,
  ENTRY_ROWS,
  ENTRY_MATRICES,
  ENTRY_BYTES,
  N_ENTRIES,
};

static gboolean
read_size (RigReader *reader, JsonArray *entry, guint i, double most, double *size)
{
  gsize length = rig_reader_enter_index (reader, i);
  JsonNode *node = json_array_get_element (entry, i);

  if (!JSON_NODE_HOLDS_VALUE (node) || (json_node_get_value_type (node) != G_TYPE_INT64
                                        && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return rig_reader_fail_kind (reader, _ ("a number"), node);
  *size = json_node_get_double (node);
  if (!(*size >= 1 && *size <= most && *size == floor (*size)))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected a number from %.15g to %.15g, found %.15g"), 1.0, most,
                            *size);
  rig_reader_leave (reader, length);
  return TRUE;
}

static gboolean
read_word (RigReader *reader, JsonArray *entry, guint i, const char **word)
{
  gsize length = rig_reader_enter_index (reader, i);
  JsonNode *node = json_array_get_element (entry, i);

  if (!rig_reader_read_text (reader, node, word))
    return FALSE;
  if (*word == NULL)
    return rig_reader_fail_kind (reader, _ ("a string"), node);
  rig_reader_leave (reader, length);
  return TRUE;
}

static gboolean
read_tensor (RigReader *reader, JsonNode *node, RigFileTensor *tensor)
{
  JsonArray *entry = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = entry != NULL ? json_array_get_length (entry) : 0;
  double columns, rows, matrices;

  if (n < ENTRY_BYTES || n > N_ENTRIES)
    return rig_reader_fail_kind (reader, _ ("[name, type, columns, rows, matrices]"), node);
  if (!read_word (reader, entry, ENTRY_NAME, &tensor->name)
      || !read_word (reader, entry, ENTRY_TYPE, &tensor->type)
      || !read_size (reader, entry, ENTRY_COLUMNS, 1e15, &columns)
      || !read_size (reader, entry, ENTRY_ROWS, 1e15, &rows)
      || !read_size (reader, entry, ENTRY_MATRICES, G_MAXUINT, &matrices))
    return FALSE;
  tensor->columns = (guint64) columns;
  tensor->rows = (guint64) rows;
  tensor->matrices = (guint) matrices;
  tensor->bytes = NAN;
  return n == ENTRY_BYTES || read_size (reader, entry, ENTRY_BYTES, 1e18, &tensor->bytes);
}

gboolean
rig_model_read_tensors (RigReader *reader, JsonNode *node, RigModel *model)
{
  JsonArray *list;
  guint n;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return rig_reader_fail_kind (reader, _ ("a list"), node);
  list = json_node_get_array (node);
  n = json_array_get_length (list);
  model->tensors = rig_reader_alloc (reader, MAX (1, n) * sizeof (RigFileTensor));
  model->n_tensors = n;
  for (guint i = 0; i < n; i++)
    {
      gsize length = rig_reader_enter_index (reader, i);

      if (!read_tensor (reader, json_array_get_element (list, i), &model->tensors[i]))
        return FALSE;
      rig_reader_leave (reader, length);
    }
  return TRUE;
}

JsonNode *
rig_model_write_tensors (const RigModel *model)
{
  JsonNode *node;
  JsonArray *list;

  if (model->n_tensors == 0)
    return NULL;
  list = json_array_sized_new (model->n_tensors);
  for (guint i = 0; i < model->n_tensors; i++)
    {
      const RigFileTensor *tensor = &model->tensors[i];
      JsonArray *entry = json_array_sized_new (N_ENTRIES);

      json_array_add_string_element (entry, tensor->name);
      json_array_add_string_element (entry, tensor->type);
      json_array_add_int_element (entry, (gint64) tensor->columns);
      json_array_add_int_element (entry, (gint64) tensor->rows);
      json_array_add_int_element (entry, tensor->matrices);
      if (!isnan (tensor->bytes))
        json_array_add_int_element (entry, (gint64) tensor->bytes);
      json_array_add_array_element (list, entry);
    }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, list);
  return node;
}
