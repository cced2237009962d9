/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/record.h"

#include "cli/json-output.h"

static void
clear_field_cb (gpointer data)
{
  RigField *field = data;

  if (field->kind == RIG_FIELD_RECORDS)
    g_ptr_array_unref (field->records);
}

RigRecord *
rig_record_new (const char *kind, const char *id, const char *name)
{
  RigRecord *self = g_new0 (RigRecord, 1);

  self->kind = kind;
  self->id = id;
  self->name = name;
  self->fields = g_array_new (FALSE, TRUE, sizeof (RigField));
  g_array_set_clear_func (self->fields, clear_field_cb);
  self->strings = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rig_record_free (RigRecord *self)
{
  g_array_unref (self->fields);
  g_ptr_array_unref (self->strings);
  g_free (self);
}

void
rig_record_add_text (RigRecord *self, const char *key, const char *label, const char *text)
{
  RigField field = { .kind = RIG_FIELD_TEXT, .key = key, .label = label, .text = text };

  g_array_append_val (self->fields, field);
}

void
rig_record_take_text (RigRecord *self, const char *key, const char *label, char *text)
{
  if (text != NULL)
    g_ptr_array_add (self->strings, text);
  rig_record_add_text (self, key, label, text);
}

void
rig_record_add_number (RigRecord *self, const char *key, const char *label, double number)
{
  RigField field = { .kind = RIG_FIELD_NUMBER, .key = key, .label = label, .number = number };

  g_array_append_val (self->fields, field);
}

void
rig_record_add_flag (RigRecord *self, const char *key, const char *label, gboolean flag)
{
  RigField field = { .kind = RIG_FIELD_FLAG, .key = key, .label = label, .flag = flag };

  g_array_append_val (self->fields, field);
}

void
rig_record_add_words (RigRecord *self, const char *key, const char *label,
                      const char *const *words)
{
  RigField field = { .kind = RIG_FIELD_WORDS, .key = key, .label = label, .words = words };

  g_array_append_val (self->fields, field);
}

void
rig_record_add_figure (RigRecord *self, const char *key, const char *label,
                       const RigFigure *figure)
{
  RigField field = { .kind = RIG_FIELD_FIGURE, .key = key, .label = label, .figure = figure };

  g_array_append_val (self->fields, field);
}

void
rig_record_add_cell (RigRecord *self, const char *key, const char *label,
                     const RigArticleCell *cell)
{
  RigField field = { .kind = RIG_FIELD_CELL, .key = key, .label = label, .cell = cell };

  g_array_append_val (self->fields, field);
}

GPtrArray *
rig_record_add_records (RigRecord *self, const char *key, const char *label)
{
  RigField field = { .kind = RIG_FIELD_RECORDS, .key = key, .label = label };

  field.records = g_ptr_array_new_with_free_func ((GDestroyNotify) rig_record_free);
  g_array_append_val (self->fields, field);
  return field.records;
}

static void
add_cell (JsonBuilder *builder, const char *name, const RigArticleCell *cell)
{
  json_builder_set_member_name (builder, name);
  if (cell->text == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "text", cell->text);
  rig_json_add_number (builder, "low", cell->low);
  rig_json_add_number (builder, "high", cell->high);
  rig_json_add_text (builder, "wrong", cell->wrong);
  rig_json_add_flag (builder, "reconstructed", cell->reconstructed);
  json_builder_end_object (builder);
}

static void
add_field (JsonBuilder *builder, const RigField *field)
{
  switch (field->kind)
    {
    case RIG_FIELD_TEXT:
      rig_json_add_text (builder, field->key, field->text);
      break;
    case RIG_FIELD_NUMBER:
      rig_json_add_number (builder, field->key, field->number);
      break;
    case RIG_FIELD_FLAG:
      rig_json_add_flag (builder, field->key, field->flag);
      break;
    case RIG_FIELD_WORDS:
      rig_json_add_words (builder, field->key, field->words);
      break;
    case RIG_FIELD_FIGURE:
      rig_json_add_figure (builder, field->key, field->figure);
      break;
    case RIG_FIELD_CELL:
      add_cell (builder, field->key, field->cell);
      break;
    case RIG_FIELD_RECORDS:
      json_builder_set_member_name (builder, field->key);
      json_builder_begin_array (builder);
      for (guint i = 0; i < field->records->len; i++)
        rig_record_to_json (g_ptr_array_index (field->records, i), builder);
      json_builder_end_array (builder);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
rig_record_to_json (const RigRecord *self, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  if (self->id != NULL)
    rig_json_add_text (builder, "id", self->id);
  if (self->name != NULL)
    rig_json_add_text (builder, "name", self->name);
  for (guint i = 0; i < self->fields->len; i++)
    add_field (builder, &g_array_index (self->fields, RigField, i));
  json_builder_end_object (builder);
}
