/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <glib/gi18n.h>

#include "cli/fit-output.h"
#include "cli/flip-output.h"
#include "cli/json-output.h"
#include "cli/report-printer.h"
#include "cli/suggestion.h"
#include "cli/verdict-words.h"
#include "report/sweep.h"

static gboolean
find_number (const char *name, RigKey *key, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  if (rig_key_find (name, key) && rig_key_is_number (*key))
    return TRUE;
  for (RigKey i = 0; i < RIG_N_KEYS; i++)
    if (rig_key_is_number (i))
      g_ptr_array_add (names, (gpointer) rig_key_get_info (i)->name);
  suggestion = rig_suggestion_new (name, names);
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
               /* Translators: what was typed, and perhaps "; did you mean …?" */
               _("“sweep” expects a key that is a number, not “%1$s”%2$s"), name, suggestion);
  return FALSE;
}

static void
add_machine (JsonBuilder *builder, const char *id, const RigSweepMachine *machine, gboolean pays)
{
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", id);
  rig_json_add_text (builder, "fit", rig_fit_verdict_to_string (machine->fit));
  rig_json_add_text (builder, "meets", rig_truth_to_word (machine->meets));
  rig_json_add_number (builder, "score_low", machine->score.low);
  rig_json_add_number (builder, "score_high", machine->score.high);
  rig_json_add_number (builder, "decode_tokens_per_s", machine->decode_tokens_per_s);
  rig_json_add_number (builder, "prefill_tokens_per_s", machine->prefill_tokens_per_s);
  rig_json_add_number (builder, "payback_months", machine->payback_months);
  rig_json_add_flag (builder, "never", isinf (machine->payback_months));
  rig_json_add_number (builder, "npv_usd", machine->npv_usd);
  rig_json_add_flag (builder, "pays", pays);
  json_builder_end_object (builder);
}

static void
add_step (JsonBuilder *builder, const RigCli *cli, const RigSweepStep *step)
{
  const RigAnswer *answer = &cli->answer;

  json_builder_begin_object (builder);
  rig_json_add_number (builder, "value", step->value);
  rig_json_add_text (builder, "verdict", rig_verdict_to_word (step->verdict));
  rig_json_add_text (builder, "best",
                     step->best >= 0 ? answer->machines[step->best].machine->id : NULL);
  rig_json_add_text (builder, "cheapest", rig_flip_get_course (cli, step->course.cheapest));
  json_builder_set_member_name (builder, "machines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < answer->n_machines; i++)
    add_machine (builder, answer->machines[i].machine->id, &step->machines[i],
                 (step->course.pays & (1u << i)) != 0);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static JsonNode *
sweep_to_json (const RigCli *cli, const GArray *steps)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < steps->len; i++)
    add_step (builder, cli, &g_array_index (steps, RigSweepStep, i));
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

static void
print_sweep (const RigCli *cli, const GArray *steps, RigKey key, GString *out)
{
  g_autofree char *finding = rig_sweep_words_finding (steps, key, &cli->answer);
  g_autoptr (RigTable) answers = rig_sweep_new_answer_table (steps, key, &cli->answer);
  g_autoptr (RigTable) figures = rig_sweep_new_figure_table (steps, key, &cli->answer);
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  rig_printer_paragraph (&printer, finding);
  rig_printer_table (&printer, answers);
  rig_printer_table (&printer, figures);
}

gboolean
rig_command_sweep (RigCli *cli, GString *out, GError **error)
{
  g_autoptr (GArray) steps = NULL;
  g_autoptr (JsonNode) root = NULL;
  RigKey key;

  if (!find_number (g_ptr_array_index (cli->options->arguments, 0), &key, error))
    return FALSE;
  steps = rig_sweep_new (cli->evaluator, cli->scenario, key);
  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_sweep (cli, steps, key, out);
      return TRUE;
    }
  root = sweep_to_json (cli, steps);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, "machines");
  return TRUE;
}
