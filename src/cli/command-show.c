/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <string.h>

#include <glib/gi18n.h>

#include "cli/json-output.h"
#include "cli/record-printer.h"
#include "cli/suggestion.h"

/* A kind of record: its word in front of ids, its list, and how an item is described. */
typedef struct
{
  const char *word;
  const GPtrArray *(*get_list) (const RigCatalog *catalog);
  const char *(*get_id) (gconstpointer item);
  RigRecord *(*describe) (const RigCatalog *catalog, gconstpointer item);
} RecordKind;

#define DEFINE_KIND(kind, Type, describe_call)                    \
  static const char *                                             \
  get_##kind##_id (gconstpointer item)                            \
  {                                                               \
    return ((const Type *) item)->id;                             \
  }                                                               \
  static RigRecord *                                              \
  describe_##kind (const RigCatalog *catalog, gconstpointer item) \
  {                                                               \
    return describe_call;                                         \
  }

DEFINE_KIND (machine, RigMachine, rig_record_from_machine (catalog, item))
DEFINE_KIND (model, RigModel, rig_record_from_model (item))
DEFINE_KIND (quant, RigQuant, rig_record_from_quant (catalog, item))
DEFINE_KIND (api, RigApi, rig_record_from_api (item))
DEFINE_KIND (tariff, RigTariff, rig_record_from_tariff (item))

static const RecordKind kinds[] = {
  { "machine", rig_catalog_get_machines, get_machine_id, describe_machine },
  { "model", rig_catalog_get_models, get_model_id, describe_model },
  { "quant", rig_catalog_get_quants, get_quant_id, describe_quant },
  { "api", rig_catalog_get_apis, get_api_id, describe_api },
  { "tariff", rig_catalog_get_tariffs, get_tariff_id, describe_tariff },
};

/* Ids are found whatever their case, because q4_k_m is what people type. */
static gconstpointer
find_item (const RigCatalog *catalog, const RecordKind *kind, const char *id)
{
  const GPtrArray *items = kind->get_list (catalog);

  for (guint i = 0; i < items->len; i++)
    if (g_ascii_strcasecmp (kind->get_id (g_ptr_array_index (items, i)), id) == 0)
      return g_ptr_array_index (items, i);
  return NULL;
}

/* "machine:ID": the kind, and where the id begins. */
static const RecordKind *
split_kind (const char *text, const char **id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize length = strlen (kinds[i].word);

      if (strncmp (text, kinds[i].word, length) == 0 && text[length] == ':')
        {
          *id = text + length + 1;
          return &kinds[i];
        }
    }
  *id = text;
  return NULL;
}

static void
set_unknown_error (const RigCatalog *catalog, const RecordKind *only, const char *id,
                   GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const GPtrArray *items = kinds[i].get_list (catalog);

      if (only != NULL && only != &kinds[i])
        continue;
      for (guint j = 0; j < items->len; j++)
        g_ptr_array_add (ids, (gpointer) kinds[i].get_id (g_ptr_array_index (items, j)));
    }
  suggestion = rig_suggestion_new (id, ids);
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
               _("the catalogue has no record “%1$s”%2$s"), id, suggestion);
}

static RigRecord *
find_record (const RigCatalog *catalog, const char *text, GError **error)
{
  const char *id;
  const RecordKind *only = split_kind (text, &id);
  const RecordKind *found_kind = NULL;
  gconstpointer found = NULL;

  if (g_str_equal (text, "article"))
    return rig_record_from_article (rig_catalog_get_article (catalog));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gconstpointer item;

      if (only != NULL && only != &kinds[i])
        continue;
      item = find_item (catalog, &kinds[i], id);
      if (item == NULL)
        continue;
      if (found != NULL)
        {
          g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                       _("“%1$s” is the id of more than one record; say %2$s:%1$s or "
                         "%3$s:%1$s"),
                       id, found_kind->word, kinds[i].word);
          return NULL;
        }
      found = item;
      found_kind = &kinds[i];
    }
  if (found == NULL)
    {
      set_unknown_error (catalog, only, id, error);
      return NULL;
    }
  return found_kind->describe (catalog, found);
}

static void
add_cell_row (JsonBuilder *builder, const char *table, const RigRecord *row, const RigField *cell)
{
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "table", table);
  rig_json_add_text (builder, "row", row->name);
  rig_json_add_text (builder, "column", cell->key);
  rig_json_add_text (builder, "text", cell->cell->text);
  rig_json_add_number (builder, "low", cell->cell->low);
  rig_json_add_number (builder, "high", cell->cell->high);
  rig_json_add_text (builder, "wrong", cell->cell->wrong);
  json_builder_end_object (builder);
}

/* The article's tables, cell by cell. */
static void
add_cell_rows (JsonBuilder *builder, const RigField *list)
{
  for (guint i = 0; i < list->records->len; i++)
    {
      const RigRecord *row = g_ptr_array_index (list->records, i);

      for (guint j = 0; j < row->fields->len; j++)
        {
          const RigField *field = &g_array_index (row->fields, RigField, j);

          if (field->kind == RIG_FIELD_CELL && field->cell->text != NULL)
            add_cell_row (builder, list->key, row, field);
        }
    }
}

static void
add_figure_row (JsonBuilder *builder, const RigField *field)
{
  const RigFigure *figure = field->figure;

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "figure", field->key);
  if (figure->text != NULL && isnan (figure->value))
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
  json_builder_end_object (builder);
}

/* As a table, a record is its figures, one per row. */
static JsonNode *
record_to_rows (const RigRecord *record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < record->fields->len; i++)
    {
      const RigField *field = &g_array_index (record->fields, RigField, i);

      if (field->kind == RIG_FIELD_FIGURE)
        add_figure_row (builder, field);
      else if (field->kind == RIG_FIELD_RECORDS)
        add_cell_rows (builder, field);
    }
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

static void
append_json (const RigRecord *record, GString *out)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  rig_record_to_json (record, builder);
  root = json_builder_get_root (builder);
  object = json_node_get_object (root);
  json_object_set_string_member (object, "record", record->kind);
  rig_json_append (out, root);
}

gboolean
rig_command_show (RigCli *cli, GString *out, GError **error)
{
  const char *id = g_ptr_array_index (cli->options->arguments, 0);
  g_autoptr (RigRecord) record = find_record (cli->catalog, id, error);
  RigPrinter printer;

  if (record == NULL)
    return FALSE;
  if (cli->options->format == RIG_OUTPUT_JSON)
    append_json (record, out);
  else if (cli->options->format == RIG_OUTPUT_CSV)
    {
      g_autoptr (JsonNode) rows = record_to_rows (record);

      rig_csv_append (out, rows, NULL);
    }
  else
    {
      rig_printer_init (&printer, cli->options, out);
      rig_record_print (record, &printer);
    }
  return TRUE;
}
