/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "cli/fit-output.h"
#include "cli/report-printer.h"

static void
add_model (RigCli *cli, JsonBuilder *builder, const RigModel *model)
{
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "model", model->id);
  rig_json_add_text (builder, "quant", cli->answer.quant->id);
  json_builder_set_member_name (builder, "machines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cli->answer.n_machines; i++)
    rig_fit_to_json (cli, model, cli->answer.machines[i].machine, builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static JsonNode *
fits_to_json (RigCli *cli)
{
  const GPtrArray *models = rig_catalog_get_models (cli->catalog);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < models->len; i++)
    add_model (cli, builder, g_ptr_array_index (models, i));
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

static void
print_fits (RigCli *cli, GString *out)
{
  /* The breakdown of one model is what "memory" prints. The longest comes last: it is what a
   * terminal still shows when all is printed. */
  static const char *const tables[] = { "advice", "largest-model", "beside", "largest",
                                        "article-fit", "fit", NULL };
  g_autoptr (RigReport) report = rig_cli_new_report (cli, RIG_PAGE_MODELS);
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  rig_report_print_finding (report, &printer);
  rig_report_print_tables (report, &printer, tables);
  rig_report_print_assumptions (report, &printer);
}

gboolean
rig_command_fit (RigCli *cli, GString *out, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_fits (cli, out);
      return TRUE;
    }
  root = fits_to_json (cli);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, "machines");
  return TRUE;
}
