/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "cli/flip-output.h"
#include "cli/report-printer.h"
#include "cli/verdict-words.h"
#include "report/decision.h"
#include "report/flips.h"

void
rig_flip_add_machines (JsonBuilder *builder, const char *name, const RigCli *cli, guint machines)
{
  const char *ids[RIG_MAX_COMPARED + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; i < cli->answer.n_machines; i++)
    if (machines & (1u << i))
      ids[n++] = cli->answer.machines[i].machine->id;
  rig_json_add_words (builder, name, ids);
}

const char *
rig_flip_get_course (const RigCli *cli, int cheapest)
{
  return cheapest >= 0 ? cli->answer.machines[cheapest].machine->id : "api";
}

/* The nearest value on one side at which the answer is another; null: none. */
static void
add_side (JsonBuilder *builder, const char *name, const RigCli *cli, const RigFlipSide *side)
{
  json_builder_set_member_name (builder, name);
  if (isnan (side->value))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  rig_json_add_number (builder, "value", side->value);
  rig_json_add_text (builder, "verdict", rig_verdict_to_word (side->verdict));
  rig_json_add_text (builder, "best",
                     side->best >= 0 ? cli->answer.machines[side->best].machine->id : NULL);
  rig_flip_add_machines (builder, "fits", cli, side->fits);
  rig_json_add_text (builder, "cheapest", rig_flip_get_course (cli, side->cheapest));
  rig_flip_add_machines (builder, "pays", cli, side->pays);
  json_builder_end_object (builder);
}

/* Where the cheapest course is another, be it the nearest change or one farther away. */
static const RigFlipSide *
get_course_side (const RigFlipSide *nearest, const RigFlipSide *farther)
{
  return nearest->changes & RIG_FLIP_CHEAPEST ? nearest : farther;
}

void
rig_flip_to_json (JsonBuilder *builder, const RigCli *cli, const RigFlip *flip)
{
  g_autofree char *price = NULL;

  if (flip->key == RIG_N_KEYS)
    price = g_strconcat ("price.", cli->answer.machines[flip->machine].machine->id, NULL);
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "key",
                     price != NULL ? price : rig_key_get_info (flip->key)->name);
  rig_json_add_number (builder, "value", flip->value);
  add_side (builder, "below", cli, &flip->below);
  add_side (builder, "above", cli, &flip->above);
  add_side (builder, "cheapest_below", cli, get_course_side (&flip->below, &flip->course_below));
  add_side (builder, "cheapest_above", cli, get_course_side (&flip->above, &flip->course_above));
  json_builder_end_object (builder);
}

static JsonNode *
flips_to_json (const RigCli *cli, const RigFlip *flips, guint n)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    rig_flip_to_json (builder, cli, &flips[i]);
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

/* The verdict as it stands, then what would change it. */
static void
print_flips (const RigCli *cli, const RigFlip *flips, guint n, GString *out)
{
  g_autoptr (GPtrArray) verdict = NULL;
  g_autoptr (GPtrArray) sentences = NULL;
  RigDecision decision;
  RigPrinter printer;

  rig_decision_init (&decision, cli->evaluator, cli->scenario, &cli->answer);
  verdict = rig_decision_new_sentences (&decision, cli->scenario, &cli->answer);
  sentences = rig_flips_new_sentences (flips, n, &decision, &cli->answer);
  rig_printer_init (&printer, cli->options, out);
  rig_printer_paragraph (&printer, g_ptr_array_index (verdict, 0));
  for (guint i = 0; i < sentences->len; i++)
    rig_printer_item (&printer, g_ptr_array_index (sentences, i));
}

gboolean
rig_command_flips (RigCli *cli, GString *out, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  RigFlip flips[RIG_MAX_FLIPS];
  guint n = rig_flips_find (cli->evaluator, cli->scenario, flips);

  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_flips (cli, flips, n, out);
      return TRUE;
    }
  root = flips_to_json (cli, flips, n);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, NULL);
  return TRUE;
}
