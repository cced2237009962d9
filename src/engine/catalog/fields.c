/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/reader.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node)
         && (json_node_get_value_type (node) == G_TYPE_INT64
             || json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

static gboolean
read_number (RigReader *reader, JsonNode *node, double low, double high, double *number)
{
  double value;

  if (!is_number (node))
    return rig_reader_fail_kind (reader, _ ("a number"), node);
  value = json_node_get_double (node);
  if (!isfinite (value))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected a finite number"));
  if ((low != 0 || high != 0) && (value < low || value > high))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected a number from %.15g to %.15g, found %.15g"), low, high,
                            value);
  *number = value;
  return TRUE;
}

static gboolean
read_count (RigReader *reader, JsonNode *node, double low, double high, guint64 *count)
{
  double value;

  /* Absent features may be written as null. */
  if (JSON_NODE_HOLDS_NULL (node))
    {
      *count = 0;
      return TRUE;
    }
  if (!read_number (reader, node, low, high, &value))
    return FALSE;
  if (value != floor (value))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected a whole number, found %.15g"), value);
  *count = value;
  return TRUE;
}

static gboolean
is_date (const char *text)
{
  static const char *const pattern = "dddd-dd-dd";
  gsize length = strlen (text);
  int month = 1, day = 1;

  if (length != 4 && length != 7 && length != 10)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (pattern[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != '-')
      return FALSE;
  if (length >= 7)
    month = atoi (text + 5);
  if (length == 10)
    day = atoi (text + 8);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static gboolean
read_date (RigReader *reader, JsonNode *node, const char **date)
{
  if (!rig_reader_read_text (reader, node, date))
    return FALSE;
  if (*date != NULL && !is_date (*date))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected a date like 2026-05-31 or 2026-05, found “%s”"), *date);
  return TRUE;
}

/* The keys of a figure, in the order in which they are written. */
enum
{
  FIGURE_VALUE = 1 << 0,
  FIGURE_TEXT = 1 << 1,
  FIGURE_LOW = 1 << 2,
  FIGURE_HIGH = 1 << 3,
  FIGURE_UNIT = 1 << 4,
  FIGURE_BASIS = 1 << 5,
  FIGURE_SOURCE = 1 << 6,
  FIGURE_DATE = 1 << 7,
  FIGURE_NOTE = 1 << 8,
  FIGURE_STAND_IN = 1 << 9,
};

static const RigField figure_fields[] = {
  { "value", RIG_FIELD_NUMBER, G_STRUCT_OFFSET (RigFigure, value) },
  { "text", RIG_FIELD_TEXT, G_STRUCT_OFFSET (RigFigure, text) },
  { "low", RIG_FIELD_NUMBER, G_STRUCT_OFFSET (RigFigure, low) },
  { "high", RIG_FIELD_NUMBER, G_STRUCT_OFFSET (RigFigure, high) },
  { "unit", RIG_FIELD_TEXT, G_STRUCT_OFFSET (RigFigure, unit) },
  { "basis", RIG_FIELD_OTHER, G_STRUCT_OFFSET (RigFigure, basis) },
  { "source", RIG_FIELD_TEXT, G_STRUCT_OFFSET (RigFigure, source) },
  { "date", RIG_FIELD_DATE, G_STRUCT_OFFSET (RigFigure, date) },
  { "note", RIG_FIELD_TEXT, G_STRUCT_OFFSET (RigFigure, note) },
  { "stand_in", RIG_FIELD_TEXT, G_STRUCT_OFFSET (RigFigure, stand_in) },
};
static const RigRecordType figure_type = { .size = sizeof (RigFigure),
                                           .fields = figure_fields,
                                           .n_fields = G_N_ELEMENTS (figure_fields) };

static gboolean
read_basis (RigReader *reader, JsonNode *node, RigBasis *basis)
{
  const char *word;

  if (!rig_reader_read_text (reader, node, &word))
    return FALSE;
  if (word == NULL || !rig_basis_from_string (word, basis))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected how it is known (%s), found “%s”"),
                            "typed, measured, spec, predicted, announced, estimated, unverified, "
                            "claimed",
                            word != NULL ? word : "null");
  return TRUE;
}

static gboolean
read_figure_member (RigReader *reader, JsonNode *node, guint i, const RigFigureKey *key,
                    RigFigure *figure)
{
  gpointer member = G_STRUCT_MEMBER_P (figure, figure_fields[i].offset);

  switch (1 << i)
    {
    case FIGURE_VALUE:
    case FIGURE_LOW:
    case FIGURE_HIGH:
      if (JSON_NODE_HOLDS_NULL (node))
        return TRUE;
      return read_number (reader, node, key->low, key->high, member);
    case FIGURE_BASIS:
      return read_basis (reader, node, member);
    case FIGURE_DATE:
      return read_date (reader, node, member);
    default:
      return rig_reader_read_text (reader, node, member);
    }
}

static gboolean
fail_unknown_key (RigReader *reader, const RigRecordType *type, const char *key)
{
  const char *nearest = rig_record_type_suggest (type, key);

  if (nearest != NULL)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_UNKNOWN_KEY,
                            _ ("unknown key; did you mean “%s”?"), nearest);
  return rig_reader_fail (reader, RIG_CATALOG_ERROR_UNKNOWN_KEY, _ ("unknown key"));
}

static gboolean
check_figure (RigReader *reader, const RigFigureKey *key, RigFigure *figure)
{
  if (figure->unit == NULL)
    figure->unit = key->unit;
  else if (key->unit != NULL && !g_str_equal (figure->unit, key->unit))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected the unit “%s”, found “%s”"), key->unit, figure->unit);
  if (isnan (figure->value) && figure->text == NULL)
    {
      /* What is known about the unknown stays: a note, or the provenance of a group. */
      figure->low = figure->high = NAN;
      return TRUE;
    }
  if (figure->basis == RIG_BASIS_UNKNOWN)
    figure->basis = RIG_BASIS_TYPED;
  if (isnan (figure->low))
    figure->low = figure->value;
  if (isnan (figure->high))
    figure->high = figure->value;
  if (!isnan (figure->value) && !(figure->low <= figure->value && figure->value <= figure->high))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected low ≤ value ≤ high, found %.15g, %.15g, %.15g"),
                            figure->low, figure->value, figure->high);
  return TRUE;
}

gboolean
rig_reader_read_figure (RigReader *reader, JsonNode *node, const RigFigureKey *key,
                        RigFigure *figure)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  *figure = (RigFigure) RIG_FIGURE_UNKNOWN;
  figure->unit = key->unit;
  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  /* In an overlay written by hand a number alone will do. */
  if (is_number (node))
    {
      figure->basis = RIG_BASIS_TYPED;
      if (!read_number (reader, node, key->low, key->high, &figure->value))
        return FALSE;
      figure->low = figure->high = figure->value;
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return rig_reader_fail_kind (reader, _ ("an object with a value, or a number"), node);
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      gsize length = rig_reader_enter_key (reader, name);
      guint i = 0;
      while (i < figure_type.n_fields && !g_str_equal (name, figure_fields[i].key))
        i++;
      if (i == figure_type.n_fields)
        return fail_unknown_key (reader, &figure_type, name);
      if (!read_figure_member (reader, value, i, key, figure))
        return FALSE;
      rig_reader_leave (reader, length);
    }
  return check_figure (reader, key, figure);
}

static gboolean
read_words (RigReader *reader, JsonNode *node, const char ***words)
{
  JsonArray *array;
  guint n;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      *words = rig_reader_alloc (reader, sizeof (char *));
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return rig_reader_fail_kind (reader, _ ("a list of strings"), node);
  array = json_node_get_array (node);
  n = json_array_get_length (array);
  *words = rig_reader_alloc (reader, (n + 1) * sizeof (char *));
  for (guint i = 0; i < n; i++)
    {
      gsize length = rig_reader_enter_index (reader, i);
      JsonNode *element = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_NULL (element))
        return rig_reader_fail_kind (reader, _ ("a string"), element);
      if (!rig_reader_read_text (reader, element, &(*words)[i]))
        return FALSE;
      rig_reader_leave (reader, length);
    }
  return TRUE;
}

static gboolean
read_choice (RigReader *reader, JsonNode *node, const RigField *field, guint *choice)
{
  g_autofree char *choices = NULL;
  const char *word;

  if (!rig_reader_read_text (reader, node, &word))
    return FALSE;
  for (guint i = 0; word != NULL && field->choices[i] != NULL; i++)
    if (g_str_equal (word, field->choices[i]))
      {
        *choice = i;
        return TRUE;
      }
  choices = g_strjoinv (", ", (char **) field->choices);
  return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected one of %s, found “%s”"),
                          choices, word != NULL ? word : "null");
}

static gboolean
read_group (RigReader *reader, JsonNode *node, const RigField *field, gpointer group)
{
  gboolean *present = group;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      rig_reader_init_record (field->type, group);
      *present = FALSE;
      return TRUE;
    }
  *present = TRUE;
  return rig_reader_read_record (reader, node, field->type, group);
}

static gboolean
read_list (RigReader *reader, JsonNode *node, const RigField *field, gpointer record)
{
  gsize size = field->type->size;
  JsonArray *array;
  char *elements;
  guint n;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return rig_reader_fail_kind (reader, _ ("a list"), node);
  array = json_node_get_array (node);
  n = json_array_get_length (array);
  elements = rig_reader_alloc (reader, MAX (1, n * size));
  for (guint i = 0; i < n; i++)
    {
      gsize length = rig_reader_enter_index (reader, i);
      rig_reader_init_record (field->type, elements + i * size);
      if (!rig_reader_read_record (reader, json_array_get_element (array, i), field->type,
                                   elements + i * size))
        return FALSE;
      rig_reader_leave (reader, length);
    }
  G_STRUCT_MEMBER (gpointer, record, field->offset) = elements;
  G_STRUCT_MEMBER (guint, record, field->length) = n;
  return TRUE;
}

static gboolean
read_flag (RigReader *reader, JsonNode *node, gboolean *flag)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return rig_reader_fail_kind (reader, _ ("true or false"), node);
  *flag = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_field (RigReader *reader, JsonNode *node, const RigField *field, gpointer record)
{
  gpointer member = G_STRUCT_MEMBER_P (record, field->offset);
  RigFigureKey key = { field->key, NULL, field->unit, field->offset, field->low, field->high };
  guint64 count;

  switch (field->kind)
    {
    case RIG_FIELD_TEXT:
      return rig_reader_read_text (reader, node, member);
    case RIG_FIELD_DATE:
      return read_date (reader, node, member);
    case RIG_FIELD_FLAG:
      return read_flag (reader, node, member);
    case RIG_FIELD_COUNT:
      if (!read_count (reader, node, field->low, field->high, &count))
        return FALSE;
      *(guint *) member = count;
      return TRUE;
    case RIG_FIELD_COUNT64:
      return read_count (reader, node, field->low, field->high, member);
    case RIG_FIELD_NUMBER:
      *(double *) member = NAN;
      return JSON_NODE_HOLDS_NULL (node)
             || read_number (reader, node, field->low, field->high, member);
    case RIG_FIELD_WORDS:
      return read_words (reader, node, member);
    case RIG_FIELD_CHOICE:
      return read_choice (reader, node, field, member);
    case RIG_FIELD_FIGURE:
      return rig_reader_read_figure (reader, node, &key, member);
    case RIG_FIELD_GROUP:
      return read_group (reader, node, field, member);
    case RIG_FIELD_LIST:
      return read_list (reader, node, field, record);
    case RIG_FIELD_OTHER:
      return field->read (reader, node, member);
    case RIG_FIELD_IGNORED:
    default:
      return TRUE;
    }
}

void
rig_reader_init_record (const RigRecordType *type, gpointer record)
{
  static const char *const no_words[] = { NULL };

  memset (record, 0, type->size);
  for (guint i = 0; i < type->n_fields; i++)
    {
      const RigField *field = &type->fields[i];
      gpointer member = G_STRUCT_MEMBER_P (record, field->offset);
      if (field->kind == RIG_FIELD_FIGURE)
        *(RigFigure *) member = (RigFigure) RIG_FIGURE_UNKNOWN;
      else if (field->kind == RIG_FIELD_NUMBER)
        *(double *) member = NAN;
      else if (field->kind == RIG_FIELD_WORDS)
        *(const char *const **) member = no_words;
      else if (field->kind == RIG_FIELD_GROUP)
        rig_reader_init_record (field->type, member);
    }
  for (guint i = 0; i < type->n_figures; i++)
    *(RigFigure *) G_STRUCT_MEMBER_P (record, type->figures[i].offset)
        = (RigFigure) RIG_FIGURE_UNKNOWN;
}

static gboolean
is_missing (const RigField *field, gpointer record)
{
  gpointer member = G_STRUCT_MEMBER_P (record, field->offset);

  switch ((guint) field->kind)
    {
    case RIG_FIELD_TEXT:
      return *(const char **) member == NULL || **(const char **) member == '\0';
    case RIG_FIELD_COUNT:
      return *(guint *) member == 0;
    case RIG_FIELD_COUNT64:
      return *(guint64 *) member == 0;
    case RIG_FIELD_NUMBER:
      return isnan (*(double *) member);
    case RIG_FIELD_FIGURE:
      return ((RigFigure *) member)->basis == RIG_BASIS_UNKNOWN;
    default:
      return FALSE;
    }
}

static gboolean
check_required (RigReader *reader, const RigRecordType *type, gpointer record)
{
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].required && is_missing (&type->fields[i], record))
      return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected the key “%s”"),
                              type->fields[i].key);
  return TRUE;
}

/* Files are written in the order of the tables, so that the next key is mostly the next field. */
static guint
find_field (const RigRecordType *type, const char *key, guint start)
{
  guint n = type->n_fields + type->n_figures;

  for (guint k = 0; k < n; k++)
    {
      guint i = (start + k) % n;
      const char *candidate = i < type->n_fields ? type->fields[i].key
                                                 : type->figures[i - type->n_fields].key;
      if (strcmp (key, candidate) == 0)
        return i;
    }
  return n;
}

gboolean
rig_reader_read_record (RigReader *reader, JsonNode *node, const RigRecordType *type,
                        gpointer record)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;
  guint i = 0;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return rig_reader_fail_kind (reader, _ ("an object"), node);
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &key, &value))
    {
      gsize length = rig_reader_enter_key (reader, key);
      gboolean read;

      i = find_field (type, key, i);
      if (i == type->n_fields + type->n_figures)
        return fail_unknown_key (reader, type, key);
      if (i < type->n_fields)
        read = read_field (reader, value, &type->fields[i], record);
      else
        read = rig_reader_read_figure (
            reader, value, &type->figures[i - type->n_fields],
            (RigFigure *) G_STRUCT_MEMBER_P (record, type->figures[i - type->n_fields].offset));
      if (!read)
        return FALSE;
      rig_reader_leave (reader, length);
    }
  return check_required (reader, type, record)
         && (type->finish == NULL || type->finish (reader, record));
}
