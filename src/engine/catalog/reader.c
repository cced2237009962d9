/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/reader.h"

#include <glib/gi18n.h>
#include <string.h>

gsize
rig_reader_enter_key (RigReader *reader, const char *key)
{
  gsize length = reader->path->len;

  if (length > 0)
    g_string_append_c (reader->path, '.');
  g_string_append (reader->path, key);
  return length;
}

gsize
rig_reader_enter_index (RigReader *reader, guint index)
{
  gsize length = reader->path->len;

  g_string_append_printf (reader->path, "[%u]", index);
  return length;
}

void
rig_reader_leave (RigReader *reader, gsize length)
{
  g_string_truncate (reader->path, length);
}

gboolean
rig_reader_fail (RigReader *reader, RigCatalogError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *path = NULL;
  va_list arguments;

  if (reader->error != NULL)
    return FALSE;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Keys of a hostile file may be anything; a message is text. */
  path = g_utf8_make_valid (reader->path->len > 0 ? reader->path->str : "$", -1);
  g_set_error (&reader->error, RIG_CATALOG_ERROR, code, "%s: %s: %s", reader->file, path, message);
  return FALSE;
}

static const char *
describe_kind (JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return _ ("an object");
    case JSON_NODE_ARRAY:
      return _ ("a list");
    case JSON_NODE_NULL:
      return _ ("null");
    case JSON_NODE_VALUE:
    default:
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        return _ ("a string");
      if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        return _ ("true or false");
      return _ ("a number");
    }
}

gboolean
rig_reader_fail_kind (RigReader *reader, const char *expectation, JsonNode *found)
{
  return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected %s, found %s"),
                          expectation, describe_kind (found));
}

gpointer
rig_reader_alloc (RigReader *reader, gsize size)
{
  gpointer block = g_malloc0 (size);

  g_ptr_array_add (reader->blocks, block);
  return block;
}

const char *
rig_reader_keep (RigReader *reader, const char *text)
{
  return g_string_chunk_insert_const (reader->strings, text);
}

gboolean
rig_reader_read_text (RigReader *reader, JsonNode *node, const char **text)
{
  if (JSON_NODE_HOLDS_NULL (node))
    {
      *text = NULL;
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return rig_reader_fail_kind (reader, _ ("a string"), node);
  *text = rig_reader_keep (reader, json_node_get_string (node));
  return TRUE;
}

static guint
edit_distance (const char *a, const char *b)
{
  gsize n_a = strlen (a), n_b = strlen (b);
  g_autofree guint *row = g_new (guint, n_b + 1);

  for (gsize j = 0; j <= n_b; j++)
    row[j] = j;
  for (gsize i = 1; i <= n_a; i++)
    {
      guint diagonal = row[0];
      row[0] = i;
      for (gsize j = 1; j <= n_b; j++)
        {
          guint above = row[j];
          row[j] = MIN (MIN (row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] != b[j - 1]));
          diagonal = above;
        }
    }
  return row[n_b];
}

const char *
rig_record_type_suggest (const RigRecordType *type, const char *key)
{
  const char *nearest = NULL;
  guint best;

  /* A long key is no slip of a finger, and comparing it takes time that a file could waste. */
  if (strlen (key) > 64)
    return NULL;
  best = MIN (3, strlen (key) / 3) + 1;
  for (guint i = 0; i < type->n_fields + type->n_figures; i++)
    {
      const char *candidate = i < type->n_fields ? type->fields[i].key
                                                 : type->figures[i - type->n_fields].key;
      guint distance = edit_distance (key, candidate);
      if (distance < best)
        {
          best = distance;
          nearest = candidate;
        }
    }
  return nearest;
}
