/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "cli/json-output.h"
#include "cli/report-printer.h"

/* A bit of a set and the word that scripts know it by. */
typedef struct
{
  guint bit;
  const char *word;
} BitWord;

#define MAX_BITS 8

static const BitWord novelty_words[] = {
  { RIG_NOVEL_MACHINE, "machine" }, { RIG_NOVEL_MODEL, "model" }, { RIG_NOVEL_CLASS, "class" },
  { RIG_NOVEL_COMPUTE, "compute" }, { RIG_NOVEL_STACK, "stack" }, { 0, NULL },
};

static const BitWord warning_words[] = {
  { RIG_SPEED_WARN_BF16, "bf16" },
  { RIG_SPEED_WARN_YOUNG, "young" },
  { RIG_SPEED_WARN_WINDOW, "window" },
  { RIG_SPEED_WARN_COMPUTE, "compute" },
  { RIG_SPEED_WARN_BANDWIDTH, "bandwidth" },
  { RIG_SPEED_WARN_CONTEXT, "context" },
  { RIG_SPEED_WARN_SEQUENCES, "sequences" },
  { RIG_SPEED_WARN_RULE, "rule" },
  { 0, NULL },
};

static void
add_bits (JsonBuilder *builder, const char *name, guint bits, const BitWord *words)
{
  const char *chosen[MAX_BITS + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; words[i].word != NULL; i++)
    if (bits & words[i].bit)
      chosen[n++] = words[i].word;
  rig_json_add_words (builder, name, chosen);
}

/* How wide an interval is, in a word: its high end over its low end. */
static const char *
get_width_word (const RigEstimate *estimate)
{
  static const struct
  {
    double below;
    const char *word;
  } widths[] = { { 1.4, "narrow" }, { 2, "medium" }, { 4, "wide" }, { INFINITY, "very-wide" } };
  guint i = 0;

  if (!rig_estimate_is_known (estimate))
    return NULL;
  while (!(estimate->high / estimate->low < widths[i].below) && !isinf (widths[i].below))
    i++;
  return widths[i].word;
}

static void
add_terms (JsonBuilder *builder, const char *name, const RigSpeed *speed)
{
  const RigSpeedTerms *terms = &speed->terms;

  json_builder_set_member_name (builder, name);
  if (!rig_estimate_is_known (&speed->tokens_per_s))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  rig_json_add_number (builder, "weights_s", terms->weights_s);
  rig_json_add_number (builder, "kv_s", terms->kv_s);
  rig_json_add_number (builder, "compute_s", terms->compute_s);
  rig_json_add_number (builder, "attention_s", terms->attention_s);
  rig_json_add_number (builder, "dequant_s", terms->dequant_s);
  rig_json_add_number (builder, "layers_s", terms->layers_s);
  rig_json_add_number (builder, "moe_s", terms->moe_s);
  rig_json_add_number (builder, "state_s", terms->state_s);
  rig_json_add_number (builder, "cards_s", terms->cards_s);
  rig_json_add_number (builder, "fixed_s", terms->fixed_s);
  json_builder_end_object (builder);
}

/* What partial offload would give; null where the model fits. */
static void
add_offload (JsonBuilder *builder, const RigOffload *offload)
{
  json_builder_set_member_name (builder, "offload");
  if (offload->unknown == NULL && !rig_estimate_is_known (&offload->decode_tokens_per_s))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  rig_json_add_estimate (builder, "decode_tokens_per_s", &offload->decode_tokens_per_s);
  rig_json_add_number (builder, "gpu_share", offload->gpu_share);
  rig_json_add_text (builder, "unknown", offload->unknown);
  json_builder_end_object (builder);
}

/* What of the user's own measurements is in a speed. */
static const char *
get_own_word (const RigSpeed *speed)
{
  static const char *const words[] = {
    [RIG_SPEED_OWN_NONE] = NULL,
    [RIG_SPEED_OWN_MEASURED] = "measured",
    [RIG_SPEED_OWN_SAME_FILE] = "same-file",
    [RIG_SPEED_OWN_SAME_MODEL] = "same-model",
    [RIG_SPEED_OWN_SAME_CLASS] = "same-class",
  };

  return rig_estimate_is_known (&speed->tokens_per_s) ? words[speed->own] : NULL;
}

static void
add_speeds (JsonBuilder *builder, const RigMachineAnswer *machine)
{
  rig_json_add_estimate (builder, "decode_tokens_per_s", &machine->decode.tokens_per_s);
  rig_json_add_text (builder, "decode_interval", get_width_word (&machine->decode.tokens_per_s));
  rig_json_add_text (builder, "decode_own", get_own_word (&machine->decode));
  rig_json_add_estimate (builder, "decode_all_tokens_per_s", &machine->decode_all.tokens_per_s);
  rig_json_add_estimate (builder, "decode_each_tokens_per_s",
                         &machine->decode_all.each_tokens_per_s);
  rig_json_add_number (builder, "decode_ceiling_tokens_per_s",
                       machine->decode.ceiling_tokens_per_s);
  add_terms (builder, "decode_terms", &machine->decode);
  rig_json_add_estimate (builder, "prefill_tokens_per_s", &machine->prefill.tokens_per_s);
  rig_json_add_text (builder, "prefill_interval", get_width_word (&machine->prefill.tokens_per_s));
  rig_json_add_text (builder, "prefill_own", get_own_word (&machine->prefill));
  add_terms (builder, "prefill_terms", &machine->prefill);
  rig_json_add_estimate (builder, "ttft_s", &machine->ttft_s);
  rig_json_add_estimate (builder, "answer_s", &machine->answer_s);
}

static void
add_machine (JsonBuilder *builder, const RigMachineAnswer *machine)
{
  gboolean known = machine->run.unknown == NULL;
  guint warnings
    = machine->decode.warnings | machine->prefill.warnings | machine->decode_all.warnings;

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", machine->machine->id);
  rig_json_add_text (builder, "stack", known ? rig_stack_get_id (machine->run.stack) : NULL);
  add_speeds (builder, machine);
  rig_json_add_estimate (builder, "speculation", &machine->speculated);
  rig_json_add_estimate (builder, "tokens_per_joule", &machine->tokens_per_joule);
  rig_json_add_estimate (builder, "tokens_per_s_per_usd", &machine->tokens_per_s_per_usd);
  add_bits (builder, "novelty", known ? machine->decode.novelty : 0, novelty_words);
  add_bits (builder, "warnings", known ? warnings : 0, warning_words);
  add_offload (builder, &machine->offload);
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
  rig_json_add_number (builder, "prompt_tokens", answer->prompt_tokens);
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
