/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "cli/json-output.h"
#include "cli/report-printer.h"

static void
add_machine (JsonBuilder *builder, const RigMachineAnswer *machine)
{
  static const RigEstimate unknown = RIG_ESTIMATE_UNKNOWN;
  gboolean known = machine->run.unknown == NULL;

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", machine->machine->id);
  rig_json_add_text (builder, "stack", known ? rig_stack_get_id (machine->run.stack) : NULL);
  rig_json_add_estimate (builder, "decode_tokens_per_s",
                         known ? &machine->decode.tokens_per_s : &unknown);
  rig_json_add_estimate (builder, "decode_all_tokens_per_s",
                         known ? &machine->decode_all.tokens_per_s : &unknown);
  rig_json_add_number (builder, "decode_ceiling_tokens_per_s",
                       known ? machine->decode.ceiling_tokens_per_s : NAN);
  rig_json_add_estimate (builder, "prefill_tokens_per_s",
                         known ? &machine->prefill.tokens_per_s : &unknown);
  rig_json_add_estimate (builder, "ttft_s", known ? &machine->ttft_s : &unknown);
  rig_json_add_estimate (builder, "answer_s", known ? &machine->answer_s : &unknown);
  rig_json_add_text (builder, "unknown", machine->run.unknown);
  json_builder_end_object (builder);
}

static JsonNode *
speed_to_json (const RigCli *cli)
{
  const RigAnswer *answer = &cli->answer;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "model", answer->model->id);
  rig_json_add_text (builder, "quant", answer->quant->id);
  rig_json_add_number (builder, "context", answer->use.context);
  rig_json_add_number (builder, "sequences", answer->use.sequences);
  rig_json_add_number (builder, "prompt_tokens",
                       rig_scenario_get_number (cli->scenario, RIG_KEY_PROMPT_TOKENS));
  rig_json_add_number (builder, "answer_tokens",
                       rig_scenario_get_number (cli->scenario, RIG_KEY_ANSWER_TOKENS));
  json_builder_set_member_name (builder, "machines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < answer->n_machines; i++)
    add_machine (builder, &answer->machines[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
print_speed (RigCli *cli, GString *out)
{
  g_autoptr (RigReport) report = rig_cli_new_report (cli, RIG_PAGE_SPEED);
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  rig_report_print_finding (report, &printer);
  rig_report_print_tables (report, &printer, NULL);
  rig_report_print_assumptions (report, &printer);
}

gboolean
rig_command_speed (RigCli *cli, GString *out, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_speed (cli, out);
      return TRUE;
    }
  root = speed_to_json (cli);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, "machines");
  return TRUE;
}
