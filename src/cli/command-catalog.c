/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <glib/gi18n.h>

#include "cli/json-output.h"
#include "cli/printer.h"
#include "cli/record.h"
#include "engine/intake/user-catalog.h"
#include "report/format.h"

#define UNKNOWN "\u2014"

/* A list of the catalogue: how a record is described, and how its line of the table is filled. */
typedef struct
{
  const GPtrArray *(*get_list) (const RigCatalog *catalog);
  RigRecord *(*describe) (const RigCatalog *catalog, gconstpointer item);
  RigTable *(*new_table) (void);
  void (*add_row) (RigTable *table, gconstpointer item);
} CatalogList;

static void
take_text (const RigTable *table, guint row, guint column, char *text)
{
  rig_cell_take (rig_table_get_cell (table, row, column), text, NAN, RIG_BASIS_UNKNOWN,
                 RIG_MARK_NONE, NULL);
}

static void
set_text (const RigTable *table, guint row, guint column, const char *text)
{
  take_text (table, row, column, g_strdup (text != NULL ? text : UNKNOWN));
}

/* Takes @text. */
static void
take_figure (const RigTable *table, guint row, guint column, char *text, const RigFigure *figure)
{
  rig_cell_take (rig_table_get_cell (table, row, column), text, figure->value, RIG_BASIS_UNKNOWN,
                 RIG_MARK_NONE, NULL);
}

static RigRecord *
describe_machine (const RigCatalog *catalog, gconstpointer item)
{
  return rig_record_from_machine (catalog, item);
}

static RigTable *
new_machine_table (void)
{
  RigTable *table = rig_table_new ("machines", _("Machines"), NULL);

  rig_table_add_column (table, "id", _("Id"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "memory_gb", _("Memory"), _("GB"), RIG_ALIGN_END, -1);
  rig_table_add_column (table, "bandwidth_gb_per_s", _("Bandwidth"), _("GB/s"), RIG_ALIGN_END,
                        -1);
  rig_table_add_column (table, "price_usd", _("Price"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "status", _("Status"), NULL, RIG_ALIGN_START, -1);
  return table;
}

static void
add_machine_row (RigTable *table, gconstpointer item)
{
  const RigMachine *machine = item;
  const guint row = rig_table_add_row (table, machine->id, NULL);
  const RigFigure *price = rig_machine_get_price (machine);

  set_text (table, row, 0, machine->id);
  take_figure (table, row, 1, rig_format_number (machine->memory_gb.value, 4),
               &machine->memory_gb);
  take_figure (table, row, 2, rig_format_number (machine->bandwidth_gb_per_s.value, 4),
               &machine->bandwidth_gb_per_s);
  take_figure (table, row, 3, rig_format_usd (price->value), price);
  set_text (table, row, 4, machine->status);
}

static RigRecord *
describe_model (const RigCatalog *catalog, gconstpointer item)
{
  return rig_record_from_model (item);
}

static RigTable *
new_model_table (void)
{
  RigTable *table = rig_table_new ("models", _("Models"), NULL);

  rig_table_add_column (table, "id", _("Id"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "total_params", _("Size"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "active_params", _("Active"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "max_context", _("Context"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "release", _("Release"), NULL, RIG_ALIGN_START, -1);
  return table;
}

static void
add_model_row (RigTable *table, gconstpointer item)
{
  const RigModel *model = item;
  const guint row = rig_table_add_row (table, model->id, NULL);
  double context = model->max_context > 0 ? (double) model->max_context : NAN;

  set_text (table, row, 0, model->id);
  take_figure (table, row, 1, rig_format_params (model->total_params.value),
               &model->total_params);
  take_figure (table, row, 2, rig_format_params (model->active_params.value),
               &model->active_params);
  take_text (table, row, 3, rig_format_tokens (context));
  set_text (table, row, 4, model->release.text);
}

static RigRecord *
describe_quant (const RigCatalog *catalog, gconstpointer item)
{
  return rig_record_from_quant (catalog, item);
}

static RigTable *
new_quant_table (void)
{
  RigTable *table = rig_table_new ("quants", _("Quantisations"), NULL);

  rig_table_add_column (table, "id", _("Id"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "format", _("Format"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "bits_per_weight", _("Bits per weight"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "delta_ppl", _("Loss of quality"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "note", _("Note"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_footnote (table, _("Bits per weight of a GGUF preset are those of Llama 3.1 8B; "
                                   "the loss is in perplexity over FP16 (Llama 3 8B)."));
  return table;
}

static const char *
get_format_name (RigFormat format)
{
  switch (format)
    {
    case RIG_FORMAT_GGUF:
      return "GGUF";
    case RIG_FORMAT_MLX:
      return "MLX";
    case RIG_FORMAT_CHECKPOINT:
    default:
      return _("checkpoint");
    }
}

static void
add_quant_row (RigTable *table, gconstpointer item)
{
  const RigQuant *quant = item;
  const guint row = rig_table_add_row (table, quant->id, NULL);

  set_text (table, row, 0, quant->id);
  set_text (table, row, 1, get_format_name (quant->format));
  take_figure (table, row, 2, rig_format_number (quant->bits_per_weight.value, 3),
               &quant->bits_per_weight);
  take_figure (table, row, 3, rig_format_number (quant->delta_ppl.value, 3), &quant->delta_ppl);
  set_text (table, row, 4, quant->note != NULL ? quant->note : "");
}

static RigRecord *
describe_api (const RigCatalog *catalog, gconstpointer item)
{
  return rig_record_from_api (item);
}

/* US$ per million tokens: cents count above ten dollars too. */
static char *
format_token_price (double usd)
{
  g_autofree char *number = NULL;

  if (isnan (usd) || usd < 10 || usd == (double) (gint64) usd)
    return rig_format_usd (usd);
  number = rig_format_number (usd, 4);
  return g_strdup_printf (_("$%s"), number);
}

static RigTable *
new_api_table (void)
{
  RigTable *table = rig_table_new ("apis", _("API prices"), _("US$ per million tokens"));

  rig_table_add_column (table, "id", _("Id"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "model", _("Model"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "input", _("Input"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "cached_input", _("Cached"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "output", _("Output"), NULL, RIG_ALIGN_END, -1);
  return table;
}

static void
add_api_row (RigTable *table, gconstpointer item)
{
  const RigApi *api = item;
  const guint row = rig_table_add_row (table, api->id, NULL);

  set_text (table, row, 0, api->id);
  set_text (table, row, 1, api->model);
  take_figure (table, row, 2, format_token_price (api->input.value), &api->input);
  take_figure (table, row, 3, format_token_price (api->cached_input.value), &api->cached_input);
  take_figure (table, row, 4, format_token_price (api->output.value), &api->output);
}

static void
print_list (RigCli *cli, const CatalogList *list, const GPtrArray *items, GString *out)
{
  g_autoptr (RigTable) table = list->new_table ();
  RigPrinter printer;

  for (guint i = 0; i < items->len; i++)
    list->add_row (table, g_ptr_array_index (items, i));
  rig_printer_init (&printer, cli->options, out);
  rig_printer_table (&printer, table);
}

static void
append_records (RigCli *cli, const CatalogList *list, const GPtrArray *items, GString *out)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (RigRecord) record = list->describe (cli->catalog, g_ptr_array_index (items, i));

      rig_record_to_json (record, builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, NULL);
}

static gboolean
run_list_of (RigCli *cli, const CatalogList *list, const GPtrArray *items, GString *out)
{
  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    print_list (cli, list, items, out);
  else
    append_records (cli, list, items, out);
  return TRUE;
}

static gboolean
run_list (RigCli *cli, const CatalogList *list, GString *out)
{
  return run_list_of (cli, list, list->get_list (cli->catalog), out);
}

gboolean
rig_command_machines (RigCli *cli, GString *out, GError **error)
{
  static const CatalogList list = { rig_catalog_get_machines, describe_machine,
                                    new_machine_table, add_machine_row };

  return run_list (cli, &list, out);
}

gboolean
rig_command_models (RigCli *cli, GString *out, GError **error)
{
  static const CatalogList list = { rig_catalog_get_models, describe_model, new_model_table,
                                    add_model_row };
  g_autoptr (GPtrArray) imported = NULL;

  if (cli->options->imported)
    {
      imported = rig_user_catalog_list (cli->catalog);
      return run_list_of (cli, &list, imported, out);
    }
  return run_list (cli, &list, out);
}

gboolean
rig_command_quants (RigCli *cli, GString *out, GError **error)
{
  static const CatalogList list = { rig_catalog_get_quants, describe_quant, new_quant_table,
                                    add_quant_row };

  return run_list (cli, &list, out);
}

gboolean
rig_command_apis (RigCli *cli, GString *out, GError **error)
{
  static const CatalogList list = { rig_catalog_get_apis, describe_api, new_api_table,
                                    add_api_row };

  return run_list (cli, &list, out);
}
