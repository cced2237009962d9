/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/bench-private.h"

#include "engine/catalog/reader.h"
#include "engine/intake/gguf-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* NULL for what no field of ours holds: lists, null. */
static char *
scalar_to_text (JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return g_strdup (json_node_get_string (node));
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    default:
      return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, json_node_get_double (node)));
    }
}

static gboolean
take_object (const RigBenchPlace *place, JsonNode *node, GError **error)
{
  g_autoptr (GHashTable) fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return rig_bench_fail (place, error, _("expected an object"));
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    {
      char *text = scalar_to_text (member);

      if (text != NULL)
        g_hash_table_insert (fields, (gpointer) name, text);
    }
  return rig_bench_take (place, fields, error);
}

static JsonNode *
parse (const char *file, const char *text, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *message = NULL;
  JsonNode *root = rig_json_parse (file, text, strlen (text), &problem);

  if (root != NULL)
    return root;
  /* The parser is the catalogue's, and so are its errors; they quote the file as it is. */
  message = rig_gguf_text_quote (problem->message, strlen (problem->message),
                                 strlen (problem->message));
  g_set_error_literal (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_SYNTAX, message);
  return NULL;
}

gboolean
rig_bench_read_json (RigBenchPlace *place, char *text, GError **error)
{
  g_autoptr (JsonNode) root = parse (place->file, text, error);
  JsonArray *results;

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_ARRAY (root))
    return rig_bench_fail (place, error, _("expected a list of results"));
  results = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      place->number = i + 1;
      if (!take_object (place, json_array_get_element (results, i), error))
        return FALSE;
    }
  return TRUE;
}

/* The parser counts from the line that it gets. */
static gboolean
take_line (const RigBenchPlace *place, const char *line, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) problem = NULL;

  root = rig_json_parse (place->file, line, strlen (line), &problem);
  if (root == NULL)
    return rig_bench_fail (place, error, _("expected a whole JSON object in one line"));
  return take_object (place, root, error);
}

gboolean
rig_bench_read_json_lines (RigBenchPlace *place, char *text, GError **error)
{
  char *line = text;

  for (place->number = 1; line != NULL; place->number++)
    {
      char *end = strchr (line, '\n');

      if (end != NULL)
        *end = '\0';
      if (line[strspn (line, " \t\r")] != '\0' && !take_line (place, line, error))
        return FALSE;
      line = end != NULL ? end + 1 : NULL;
    }
  return TRUE;
}
