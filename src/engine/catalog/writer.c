/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/reader.h"

/* The way back from a struct to JSON, by the same tables as the way in. */

/* Takes @array; json_node_init_array() would only refer to it. */
static JsonNode *
take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

/* Takes @object. */
static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static JsonNode *
write_text (const char *text)
{
  return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
}

static JsonNode *
write_count (guint64 count)
{
  if (count == 0)
    return NULL;
  return json_node_init_int (json_node_alloc (), (gint64) MIN (count, G_MAXINT64));
}

/* Whole numbers without a point, as people write them. */
static JsonNode *
write_number (double number)
{
  if (isnan (number))
    return NULL;
  if (number == floor (number) && fabs (number) < 9e15)
    return json_node_init_int (json_node_alloc (), (gint64) number);
  return json_node_init_double (json_node_alloc (), number);
}

static JsonNode *
write_flag (gboolean flag)
{
  return flag ? json_node_init_boolean (json_node_alloc (), TRUE) : NULL;
}

static JsonNode *
write_words (const char *const *words)
{
  JsonArray *array;

  if (words == NULL || words[0] == NULL)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  return take_array (array);
}

/* Takes @node. */
static void
take_member (JsonObject *object, const char *key, JsonNode *node)
{
  if (node != NULL)
    json_object_set_member (object, key, node);
}

static JsonNode *
write_figure (const RigFigure *figure)
{
  JsonObject *object;

  if (figure->basis == RIG_BASIS_UNKNOWN)
    return NULL;
  object = json_object_new ();
  take_member (object, "value", write_number (figure->value));
  take_member (object, "text", write_text (figure->text));
  if (figure->low != figure->high)
    {
      take_member (object, "low", write_number (figure->low));
      take_member (object, "high", write_number (figure->high));
    }
  if (!isnan (figure->value))
    take_member (object, "unit", write_text (figure->unit));
  take_member (object, "basis", write_text (rig_basis_to_string (figure->basis)));
  take_member (object, "source", write_text (figure->source));
  take_member (object, "date", write_text (figure->date));
  take_member (object, "note", write_text (figure->note));
  take_member (object, "stand_in", write_text (figure->stand_in));
  return take_object (object);
}

static JsonNode *
write_list (const RigField *field, gconstpointer record)
{
  const char *elements = G_STRUCT_MEMBER (const char *, record, field->offset);
  guint n = G_STRUCT_MEMBER (guint, record, field->length);
  JsonArray *array;

  if (n == 0)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; i < n; i++)
    {
      const char *element = elements + i * field->type->size;

      json_array_add_element (array, rig_record_write (field->type, element));
    }
  return take_array (array);
}

static JsonNode *
write_field (const RigField *field, gconstpointer record)
{
  gconstpointer member = (const char *) record + field->offset;

  switch (field->kind)
    {
    case RIG_FIELD_TEXT:
    case RIG_FIELD_DATE:
      return write_text (*(const char *const *) member);
    case RIG_FIELD_FLAG:
      return write_flag (*(const gboolean *) member);
    case RIG_FIELD_COUNT:
      return write_count (*(const guint *) member);
    case RIG_FIELD_COUNT64:
      return write_count (*(const guint64 *) member);
    case RIG_FIELD_NUMBER:
      return write_number (*(const double *) member);
    case RIG_FIELD_WORDS:
      return write_words (*(const char *const *const *) member);
    case RIG_FIELD_CHOICE:
      return write_text (field->choices[*(const guint *) member]);
    case RIG_FIELD_FIGURE:
      return write_figure (member);
    case RIG_FIELD_GROUP:
      return *(const gboolean *) member ? rig_record_write (field->type, member) : NULL;
    case RIG_FIELD_LIST:
      return write_list (field, record);
    case RIG_FIELD_OTHER:
      return field->write != NULL ? field->write (member) : NULL;
    case RIG_FIELD_IGNORED:
    default:
      return NULL;
    }
}

JsonNode *
rig_record_write (const RigRecordType *type, gconstpointer record)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < type->n_fields; i++)
    take_member (object, type->fields[i].key, write_field (&type->fields[i], record));
  for (guint i = 0; i < type->n_figures; i++)
    take_member (object, type->figures[i].key,
                 write_figure ((gconstpointer) ((const char *) record + type->figures[i].offset)));
  return take_object (object);
}
