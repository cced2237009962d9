/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/model-layers.h"

#include <glib/gi18n.h>
#include <string.h>

#define LETTERS "fslmechwb"
#define MAX_COUNT 10000000

static gboolean
append_layers (GByteArray *kinds, const char *letters, gsize n, guint times)
{
  if (n * times > RIG_MAX_LAYERS)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (strchr (LETTERS, letters[i]) == NULL)
      return FALSE;
  for (guint k = 0; k < times; k++)
    g_byte_array_append (kinds, (const guint8 *) letters, n);
  return kinds->len <= RIG_MAX_LAYERS;
}

/* "f(ssssfs)x7ssssf": letters, and groups with a number of times. */
static gboolean
expand (const char *text, GByteArray *kinds)
{
  while (*text != '\0')
    {
      const char *end;
      guint64 times;

      if (*text != '(')
        {
          if (!append_layers (kinds, text, 1, 1))
            return FALSE;
          text++;
          continue;
        }
      end = strchr (text, ')');
      if (end == NULL || end[1] != 'x' || !g_ascii_isdigit (end[2]))
        return FALSE;
      times = g_ascii_strtoull (end + 2, NULL, 10);
      if (times > RIG_MAX_LAYERS || !append_layers (kinds, text + 1, end - text - 1, times))
        return FALSE;
      for (text = end + 2; g_ascii_isdigit (*text);)
        text++;
    }
  return TRUE;
}

gboolean
rig_model_expand_layers (RigReader *reader, RigModel *model, const char *text)
{
  g_autoptr (GByteArray) kinds = g_byte_array_new ();

  if (text == NULL)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected the key “%s”"),
                            "layers");
  if (!expand (text, kinds))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected layers like “(lllf)x16” of the letters "
                               "f s l m e c h w b, found “%.100s”"),
                            text);
  if (kinds->len != model->n_layers)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected %u layers as n_layers says, found %u"), model->n_layers,
                            kinds->len);
  model->layers = rig_reader_alloc (reader, kinds->len);
  memcpy (model->layers, kinds->data, kinds->len);
  return TRUE;
}

static gboolean
read_count (RigReader *reader, JsonNode *node, guint index, guint *count)
{
  gsize length = rig_reader_enter_index (reader, index);
  gint64 value = -1;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    value = json_node_get_int (node);
  if (value < 0 || value > MAX_COUNT)
    return rig_reader_fail_kind (reader, _ ("a count from 0 to ten million"), node);
  *count = (guint) value;
  rig_reader_leave (reader, length);
  return TRUE;
}

gboolean
rig_model_read_layer_counts (RigReader *reader, JsonNode *node, gpointer member)
{
  RigLayerCounts *counts = member;
  JsonArray *array;
  guint *of;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return rig_reader_fail_kind (reader, _ ("a list of counts"), node);
  array = json_node_get_array (node);
  counts->n = json_array_get_length (array);
  if (counts->n == 0 || counts->n > RIG_MAX_LAYERS)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected one count for each layer, found %u"), counts->n);
  of = rig_reader_alloc (reader, counts->n * sizeof *of);
  for (guint i = 0; i < counts->n; i++)
    if (!read_count (reader, json_array_get_element (array, i), i, &of[i]))
      return FALSE;
  counts->of = of;
  return TRUE;
}

gboolean
rig_model_check_layer_counts (RigReader *reader, const RigModel *model)
{
  const RigLayerCounts *lists[]
    = { &model->n_heads_by_layer, &model->n_kv_heads_by_layer, &model->ffn_by_layer };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (lists[i]->n != 0 && lists[i]->n != model->n_layers)
      return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                              _ ("expected one count for each of the %u layers, found %u"),
                              model->n_layers, lists[i]->n);
  return TRUE;
}

JsonNode *
rig_model_write_layer_counts (gconstpointer member)
{
  const RigLayerCounts *counts = member;
  JsonNode *node;
  JsonArray *array;

  if (counts->n == 0)
    return NULL;
  array = json_array_sized_new (counts->n);
  for (guint i = 0; i < counts->n; i++)
    json_array_add_int_element (array, counts->of[i]);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}
