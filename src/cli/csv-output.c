/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json-output.h"

#include <string.h>

/* A table that learns its columns from its rows. */
typedef struct
{
  GPtrArray *columns; /* char *, in their order */
  GPtrArray *rows;    /* GHashTable of char * to char *, one per row */
  guint next;         /* where a column that is new in this row belongs */
} CsvTable;

static gboolean
find_column (const CsvTable *table, const char *name, guint *index)
{
  return g_ptr_array_find_with_equal_func (table->columns, name, g_str_equal, index);
}

/* A new column stands behind the one that was met before it, so that "x_low" follows "x". */
static void
take_cell (CsvTable *table, GHashTable *row, char *name, char *text)
{
  guint index;

  if (find_column (table, name, &index))
    table->next = index + 1;
  else
    g_ptr_array_insert (table->columns, (int) table->next++, g_strdup (name));
  g_hash_table_replace (row, name, text);
}

/*
 * A spreadsheet would run a text that begins like a formula; the apostrophe is what spreadsheets
 * themselves put in front of text. Tables of the reports are guarded alike.
 */
static char *
guard_text (const char *text)
{
  if (*text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    return g_strconcat ("'", text, NULL);
  return g_strdup (text);
}

static char *
scalar_to_text (JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return guard_text (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g",
                                      json_node_get_double (node)));
  return json_to_string (node, FALSE);
}

/* Whether an array has a place in one field: some words, not a curve. */
static gboolean
holds_words (JsonArray *array)
{
  return json_array_get_length (array) > 0
         && json_node_get_value_type (json_array_get_element (array, 0)) == G_TYPE_STRING;
}

static char *
words_to_text (JsonArray *array)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *word = scalar_to_text (json_array_get_element (array, i));

      g_string_append (text, i == 0 ? "" : ";");
      g_string_append (text, word);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void add_object (CsvTable *table, GHashTable *row, const char *prefix, JsonObject *object);

static gboolean
is_provenance (const char *name)
{
  static const char *const names[] = { "unit", "source", "date", "note", "stand_in", NULL };

  return g_strv_contains (names, name);
}

static void
add_node (CsvTable *table, GHashTable *row, char *name, JsonNode *node)
{
  g_autofree char *owned = name;

  if (JSON_NODE_HOLDS_OBJECT (node))
    add_object (table, row, owned, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      if (holds_words (json_node_get_array (node)))
        take_cell (table, row, g_steal_pointer (&owned),
                   words_to_text (json_node_get_array (node)));
    }
  else
    take_cell (table, row, g_steal_pointer (&owned), scalar_to_text (node));
}

static void
add_object (CsvTable *table, GHashTable *row, const char *prefix, JsonObject *object)
{
  gboolean is_figure = prefix != NULL && json_object_has_member (object, "value");
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (is_figure && is_provenance (name))
        continue;
      if (prefix == NULL)
        add_node (table, row, g_strdup (name), member);
      else if (is_figure && g_str_equal (name, "value"))
        add_node (table, row, g_strdup (prefix), member);
      else
        add_node (table, row, g_strconcat (prefix, "_", name, NULL), member);
    }
}

/* The outer object's own members, without the list that became rows. */
static void
add_outer (CsvTable *table, GHashTable *row, JsonObject *outer, const char *list)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, outer);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    if (!g_str_equal (name, list))
      add_node (table, row, g_strdup (name), member);
}

static GHashTable *
add_row (CsvTable *table)
{
  GHashTable *row = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_ptr_array_add (table->rows, row);
  table->next = 0;
  return row;
}

/* @root is an object with a list, or an array of objects with or without a list each. */
static void
add_rows (CsvTable *table, JsonNode *root, const char *list)
{
  JsonObject *object;
  JsonArray *elements;

  if (JSON_NODE_HOLDS_ARRAY (root))
    {
      elements = json_node_get_array (root);
      for (guint i = 0; i < json_array_get_length (elements); i++)
        add_rows (table, json_array_get_element (elements, i), list);
      return;
    }
  object = json_node_get_object (root);
  if (list == NULL)
    {
      add_object (table, add_row (table), NULL, object);
      return;
    }
  elements = json_object_get_array_member (object, list);
  for (guint i = 0; i < json_array_get_length (elements); i++)
    {
      GHashTable *row = add_row (table);

      add_object (table, row, NULL, json_array_get_object_element (elements, i));
      add_outer (table, row, object, list);
    }
}

void
rig_csv_append_field (GString *out, const char *text, gboolean last)
{
  if (text == NULL)
    text = "";
  if (strpbrk (text, ",\"\r\n") == NULL)
    g_string_append (out, text);
  else
    {
      g_string_append_c (out, '"');
      for (; *text != '\0'; text++)
        {
          if (*text == '"')
            g_string_append_c (out, '"');
          g_string_append_c (out, *text);
        }
      g_string_append_c (out, '"');
    }
  g_string_append (out, last ? "\r\n" : ",");
}

void
rig_csv_append (GString *out, JsonNode *root, const char *list)
{
  CsvTable table = { .columns = g_ptr_array_new_with_free_func (g_free),
                     .rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref) };
  guint n;

  add_rows (&table, root, list);
  n = table.columns->len;
  for (guint j = 0; j < n; j++)
    rig_csv_append_field (out, g_ptr_array_index (table.columns, j), j + 1 == n);
  for (guint i = 0; i < table.rows->len; i++)
    for (guint j = 0; j < n; j++)
      rig_csv_append_field (out,
                            g_hash_table_lookup (g_ptr_array_index (table.rows, i),
                                                 g_ptr_array_index (table.columns, j)),
                            j + 1 == n);
  g_ptr_array_unref (table.columns);
  g_ptr_array_unref (table.rows);
}
