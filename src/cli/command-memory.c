/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <glib/gi18n.h>

#include "cli/fit-output.h"
#include "cli/report-printer.h"
#include "cli/suggestion.h"
#include "report/format.h"
#include "report/pages.h"
#include "report/words.h"

/* The machines that the model is held against: those compared, or the one that was asked about. */
typedef struct
{
  const RigMachine *machines[RIG_MAX_COMPARED];
  RigFit fits[RIG_MAX_COMPARED];
  guint n;
} FitList;

static const RigMachine *
find_machine (const RigCatalog *catalog, const char *id, GError **error)
{
  const RigMachine *machine = rig_catalog_find_machine (catalog, id);
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  if (machine != NULL)
    return machine;
  for (guint i = 0; i < machines->len; i++)
    g_ptr_array_add (ids, (gpointer) ((const RigMachine *) g_ptr_array_index (machines, i))->id);
  suggestion = rig_suggestion_new (id, ids);
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE, _("the catalogue has no machine “%1$s”%2$s"),
               id, suggestion);
  return NULL;
}

/* Without an answer there is no yes and no no: scripts must not take it for either. */
static gboolean
answer_question (RigCli *cli, const RigMachine *machine, const RigFit *fit, GError **error)
{
  const char *reason = cli->answer.memory.unknown;

  cli->says_no = fit->verdict == RIG_FIT_NO;
  if (fit->verdict != RIG_FIT_UNKNOWN)
    return TRUE;
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_DATA, _("whether %1$s fits %2$s is not known: %3$s"),
               cli->answer.model->name, machine->name,
               reason != NULL ? _(reason) : _("too little is known of the machine"));
  return FALSE;
}

static gboolean
list_fits (RigCli *cli, FitList *list, GError **error)
{
  const RigAnswer *answer = &cli->answer;

  if (cli->options->fits != NULL)
    {
      const RigMachine *machine = find_machine (cli->catalog, cli->options->fits, error);
      RigMemory memory;

      if (machine == NULL)
        return FALSE;
      rig_evaluator_fit (cli->evaluator, cli->scenario, answer->model, answer->quant, machine,
                         &memory, &list->fits[0]);
      list->machines[0] = machine;
      list->n = 1;
      return answer_question (cli, machine, &list->fits[0], error);
    }
  for (list->n = 0; list->n < answer->n_machines; list->n++)
    {
      list->machines[list->n] = answer->machines[list->n].machine;
      list->fits[list->n] = answer->machines[list->n].fit;
    }
  return TRUE;
}

/* As llama.cpp lists its buffers: the one of the output is none of those to compute in. */
static void
add_place (JsonBuilder *builder, const char *name, const RigMemoryPlace *place, double output)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  rig_json_add_bytes (builder, "weights_bytes", place->weights_bytes);
  rig_json_add_bytes (builder, "context_bytes", place->context_bytes);
  rig_json_add_bytes (builder, "compute_bytes", place->compute_bytes - output);
  json_builder_end_object (builder);
}

static void
add_kv_type (JsonBuilder *builder, const RigScenario *scenario)
{
  const char *k = rig_scenario_get_text (scenario, RIG_KEY_KV_TYPE_K);
  const char *v = rig_scenario_get_text (scenario, RIG_KEY_KV_TYPE_V);
  g_autofree char *both = g_strconcat (k, "/", v, NULL);

  rig_json_add_text (builder, "kv_type", g_str_equal (k, v) ? k : both);
}

static JsonNode *
memory_to_json (RigCli *cli, const FitList *list)
{
  const RigAnswer *answer = &cli->answer;
  const RigMemory *memory = &answer->memory;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  /* A file that was not imported has no id that anything else could ask for. */
  rig_json_add_text (builder, "model",
                     cli->options->gguf != NULL ? answer->model->name : answer->model->id);
  rig_json_add_text (builder, "quant", answer->quant->id);
  rig_json_add_number (builder, "context", answer->use.context);
  rig_json_add_number (builder, "trained_context",
                       answer->model->max_context > 0 ? (double) answer->model->max_context : NAN);
  add_kv_type (builder, cli->scenario);
  rig_json_add_number (builder, "sequences", answer->use.sequences);
  /* Every tensor once, as in the file; a tied embedding lies on the host and on the device. */
  rig_json_add_bytes (builder, "weights_bytes", answer->weights.total_bytes);
  rig_json_add_bytes (builder, "tied_bytes", memory->weights_bytes - answer->weights.total_bytes);
  rig_json_add_bytes (builder, "kv_bytes", memory->kv_bytes);
  rig_json_add_bytes (builder, "state_bytes", memory->state_bytes);
  rig_json_add_bytes (builder, "compute_bytes", memory->compute_bytes);
  rig_json_add_bytes (builder, "output_bytes", memory->output_bytes);
  rig_json_add_bytes (builder, "total_bytes", memory->total_bytes);
  rig_json_add_text (builder, "unknown", memory->unknown);
  if (answer->weights.interpolated)
    rig_json_add_flag (builder, "interpolated", TRUE);
  add_place (builder, "device", &memory->device, 0.0);
  add_place (builder, "host", &memory->host, memory->output_bytes);
  json_builder_set_member_name (builder, "machines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->n; i++)
    rig_fit_to_json (cli, answer->model, list->machines[i], builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
fill_fit_row (RigTable *table, const RigMachine *machine, const RigFit *fit)
{
  guint row = rig_table_add_row (table, machine->id, NULL);
  const double sizes[] = { fit->total_bytes, fit->usable_bytes, fit->needed_bytes,
                           fit->runtime_bytes, fit->room_bytes };

  rig_words_fill_text (rig_table_get_cell (table, row, 0), machine->name, 0, NULL);
  rig_words_fill_text (rig_table_get_cell (table, row, 1), rig_words_verdict (fit->verdict),
                       rig_words_verdict_mark (fit->verdict), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    rig_cell_take (rig_table_get_cell (table, row, i + 2), rig_format_bytes (sizes[i]), sizes[i],
                   RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
}

static RigTable *
new_fit_table (const FitList *list)
{
  RigTable *table = rig_table_new ("machines", _("Does it fit?"), NULL);

  rig_table_add_column (table, "machine", _("Machine"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "verdict", _("Verdict"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "memory_bytes", _("Memory"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "usable_bytes", _("Usable"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "needed_bytes", _("Needed"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "runtime_bytes", _("Runtime"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "room_bytes", _("Left"), NULL, RIG_ALIGN_END, -1);
  for (guint i = 0; i < list->n; i++)
    fill_fit_row (table, list->machines[i], &list->fits[i]);
  return table;
}

static void
print_memory (RigCli *cli, const FitList *list, GString *out)
{
  static const char *const tables[] = { "memory", NULL };
  g_autoptr (RigReport) report = rig_cli_new_report (cli, RIG_PAGE_MODELS);
  const RigPageInput input = { cli->evaluator, cli->catalog, cli->scenario, &cli->answer };
  g_autoptr (RigTable) machines = new_fit_table (list);
  g_autoptr (RigTable) advice = rig_page_new_advice_table (&input, list->machines, list->n);
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  if (cli->options->fits == NULL)
    rig_report_print_finding (report, &printer);
  rig_report_print_tables (report, &printer, tables);
  rig_printer_table (&printer, machines);
  rig_printer_table (&printer, advice);
  rig_report_print_assumptions (report, &printer);
}

gboolean
rig_command_memory (RigCli *cli, GString *out, GError **error)
{
  FitList list = { .n = 0 };
  g_autoptr (JsonNode) root = NULL;

  if (!list_fits (cli, &list, error))
    return FALSE;
  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_memory (cli, &list, out);
      return TRUE;
    }
  root = memory_to_json (cli, &list);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, "machines");
  return TRUE;
}
