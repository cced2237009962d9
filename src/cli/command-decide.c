/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "cli/flip-output.h"
#include "cli/json-output.h"
#include "cli/report-printer.h"
#include "cli/verdict-words.h"
#include "report/decision.h"

static void
add_needs (JsonBuilder *builder, const RigCli *cli, const RigDecision *decision, RigNeedSet needs)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < decision->n_needs; i++)
    if (needs & (1u << i))
      {
        g_autofree char *text = rig_decision_need_to_string (decision, cli->scenario, i);

        json_builder_add_string_value (builder, text);
      }
  json_builder_end_array (builder);
}

static void
add_named_needs (JsonBuilder *builder, const char *name, const RigCli *cli,
                 const RigDecision *decision, RigNeedSet needs)
{
  json_builder_set_member_name (builder, name);
  add_needs (builder, cli, decision, needs);
}

static void
add_choice (JsonBuilder *builder, const RigCli *cli, const RigDecision *decision,
            const RigChoice *choice)
{
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", cli->answer.machines[choice->machine].machine->id);
  rig_json_add_number (builder, "score_low", choice->score.low);
  rig_json_add_number (builder, "score_high", choice->score.high);
  rig_json_add_text (builder, "meets", rig_truth_to_word (choice->meets));
  add_named_needs (builder, "unmet", cli, decision, choice->unmet);
  add_named_needs (builder, "unknown", cli, decision, choice->unknown);
  rig_json_add_flag (builder, "could_win", choice->could_win);
  rig_flip_add_machines (builder, "dominated_by", cli, choice->dominated_by);
  rig_flip_add_machines (builder, "certainly_dominated_by", cli, choice->certainly_dominated_by);
  json_builder_end_object (builder);
}

static void
add_drops (JsonBuilder *builder, const RigCli *cli, const RigDecision *decision)
{
  json_builder_set_member_name (builder, "drop");
  json_builder_begin_array (builder);
  for (guint i = 0; i < decision->n_drops; i++)
    add_needs (builder, cli, decision, decision->drops[i]);
  json_builder_end_array (builder);
}

static void
add_pairs (JsonBuilder *builder, const RigCli *cli, const RigDecision *decision)
{
  json_builder_set_member_name (builder, "bundles");
  json_builder_begin_array (builder);
  for (guint i = 0; i < decision->n_pairs; i++)
    {
      const RigPair *pair = &decision->pairs[i];

      json_builder_begin_object (builder);
      rig_flip_add_machines (builder, "machines", cli, 1u << pair->first | 1u << pair->second);
      rig_json_add_number (builder, "price_usd_low", pair->price_usd.low);
      rig_json_add_number (builder, "price_usd_high", pair->price_usd.high);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Inputs that change nothing anywhere are left out. */
static void
add_flips (JsonBuilder *builder, const RigCli *cli)
{
  RigFlip flips[RIG_MAX_FLIPS];
  guint n = rig_flips_find (cli->evaluator, cli->scenario, flips);

  json_builder_set_member_name (builder, "flips");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    if (!isnan (flips[i].below.value) || !isnan (flips[i].above.value))
      rig_flip_to_json (builder, cli, &flips[i]);
  json_builder_end_array (builder);
}

static JsonNode *
decision_to_json (const RigCli *cli, const RigDecision *decision)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "verdict", rig_verdict_to_word (decision->verdict));
  add_named_needs (builder, "needs", cli, decision,
                   (RigNeedSet) ((G_GUINT64_CONSTANT (1) << decision->n_needs) - 1));
  json_builder_set_member_name (builder, "ranking");
  json_builder_begin_array (builder);
  for (guint i = 0; i < decision->n_choices; i++)
    add_choice (builder, cli, decision, &decision->choices[i]);
  json_builder_end_array (builder);
  add_drops (builder, cli, decision);
  add_pairs (builder, cli, decision);
  add_flips (builder, cli);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
print_decision (const RigCli *cli, const RigDecision *decision, GString *out)
{
  g_autoptr (GPtrArray) sentences
    = rig_decision_new_sentences (decision, cli->scenario, &cli->answer);
  g_autoptr (RigTable) ranking
    = rig_decision_new_ranking_table (decision, cli->scenario, &cli->answer);
  g_autoptr (RigTable) score = rig_decision_new_score_table (decision, &cli->answer);
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  rig_printer_paragraph (&printer, g_ptr_array_index (sentences, 0));
  for (guint i = 1; i < sentences->len; i++)
    rig_printer_item (&printer, g_ptr_array_index (sentences, i));
  rig_printer_table (&printer, ranking);
  rig_printer_table (&printer, score);
}

gboolean
rig_command_decide (RigCli *cli, GString *out, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  RigDecision decision;

  rig_decision_init (&decision, cli->evaluator, cli->scenario, &cli->answer);
  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_decision (cli, &decision, out);
      return TRUE;
    }
  root = decision_to_json (cli, &decision);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, "ranking");
  return TRUE;
}
