/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json-output.h"

#include <math.h>

#define SIGNIFICANT_DIGITS "%.10g"
#define LARGEST_EXACT 9007199254740992.0 /* 2^53 */

static void
add_number_value (JsonBuilder *builder, double value)
{
  if (!isfinite (value))
    json_builder_add_null_value (builder);
  else if (value == floor (value) && fabs (value) < LARGEST_EXACT)
    json_builder_add_int_value (builder, (gint64) value);
  else
    json_builder_add_double_value (builder, value);
}

void
rig_json_add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, text);
}

void
rig_json_add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  add_number_value (builder, value);
}

void
rig_json_add_bytes (JsonBuilder *builder, const char *name, double bytes)
{
  rig_json_add_number (builder, name, round (bytes));
}

void
rig_json_add_flag (JsonBuilder *builder, const char *name, gboolean flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

void
rig_json_add_words (JsonBuilder *builder, const char *name, const char *const *words)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (; words != NULL && *words != NULL; words++)
    json_builder_add_string_value (builder, *words);
  json_builder_end_array (builder);
}

void
rig_json_add_estimate (JsonBuilder *builder, const char *name, const RigEstimate *estimate)
{
  json_builder_set_member_name (builder, name);
  if (!rig_estimate_is_known (estimate))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  rig_json_add_number (builder, "value", estimate->value);
  rig_json_add_number (builder, "low", estimate->low);
  rig_json_add_number (builder, "high", estimate->high);
  rig_json_add_text (builder, "basis", rig_basis_to_string (estimate->basis));
  json_builder_end_object (builder);
}

void
rig_json_add_figure (JsonBuilder *builder, const char *name, const RigFigure *figure)
{
  gboolean is_text = figure->text != NULL && isnan (figure->value);

  json_builder_set_member_name (builder, name);
  if (!is_text && !rig_figure_is_known (figure))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  if (is_text)
    rig_json_add_text (builder, "value", figure->text);
  else
    rig_json_add_number (builder, "value", figure->value);
  rig_json_add_number (builder, "low", figure->low);
  rig_json_add_number (builder, "high", figure->high);
  rig_json_add_text (builder, "unit", figure->unit);
  rig_json_add_text (builder, "basis", rig_basis_to_string (figure->basis));
  rig_json_add_text (builder, "source", figure->source);
  rig_json_add_text (builder, "date", figure->date);
  rig_json_add_text (builder, "note", figure->note);
  rig_json_add_text (builder, "stand_in", figure->stand_in);
  json_builder_end_object (builder);
}

static void
append_indent (GString *out, guint depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

static void
append_scalar (GString *out, JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      g_ascii_formatd (buffer, sizeof buffer, SIGNIFICANT_DIGITS, json_node_get_double (node));
      g_string_append (out, buffer);
      return;
    }
  text = json_to_string (node, FALSE);
  g_string_append (out, text);
}

static void append_node (GString *out, JsonNode *node, guint depth);

static void
append_object (GString *out, JsonObject *object, guint depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      append_indent (out, depth + 1);
      /* Names are the program's own and need no escape. */
      g_string_append_printf (out, "\"%s\": ", name);
      append_node (out, member, depth + 1);
    }
  if (!first)
    append_indent (out, depth);
  g_string_append_c (out, '}');
}

static void
append_array (GString *out, JsonArray *array, guint depth)
{
  guint n = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_indent (out, depth + 1);
      append_node (out, json_array_get_element (array, i), depth + 1);
    }
  if (n > 0)
    append_indent (out, depth);
  g_string_append_c (out, ']');
}

static void
append_node (GString *out, JsonNode *node, guint depth)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (out, json_node_get_object (node), depth);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (out, json_node_get_array (node), depth);
  else
    append_scalar (out, node);
}

void
rig_json_append (GString *out, JsonNode *root)
{
  append_node (out, root, 0);
  g_string_append_c (out, '\n');
}
