/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "cli/json-output.h"
#include "cli/report-printer.h"
#include "cli/verdict-words.h"
#include "report/search.h"

static void
add_needs (JsonBuilder *builder, const char *name, const RigCli *cli, const RigSearch *search,
           RigNeedSet needs)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < search->asked.n_needs; i++)
    if (needs & (1u << i))
      {
        g_autofree char *text = rig_decision_need_to_string (&search->asked, cli->scenario, i);

        json_builder_add_string_value (builder, text);
      }
  json_builder_end_array (builder);
}

static void
add_candidate (JsonBuilder *builder, const RigCli *cli, const RigSearch *search,
               const RigCandidate *candidate)
{
  const RigEstimate *payback = &candidate->payback_months;

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", candidate->machine->id);
  rig_json_add_text (builder, "meets", rig_truth_to_word (candidate->meets));
  rig_json_add_estimate (builder, "price_usd", &candidate->price_usd);
  rig_json_add_estimate (builder, "decode_tokens_per_s", &candidate->decode_tokens_per_s);
  rig_json_add_estimate (builder, "prefill_tokens_per_s", &candidate->prefill_tokens_per_s);
  rig_json_add_bytes (builder, "room_bytes", candidate->fit.room_bytes);
  rig_json_add_number (builder, "payback_months", payback->value);
  rig_json_add_flag (builder, "never", isinf (payback->value));
  rig_json_add_flag (builder, "on_front", candidate->on_front);
  rig_json_add_flag (builder, "could_be_cheaper", candidate->could_be_cheaper);
  rig_json_add_flag (builder, "card_alone", rig_candidate_is_card (candidate));
  add_needs (builder, "unmet", cli, search, candidate->unmet);
  add_needs (builder, "unknown", cli, search, candidate->unknown);
  json_builder_end_object (builder);
}

static const char *
get_id (const RigSearch *search, int candidate)
{
  return candidate >= 0 ? search->candidates[candidate].machine->id : NULL;
}

static JsonNode *
search_to_json (const RigCli *cli, const RigSearch *search)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "cheapest", get_id (search, search->cheapest));
  rig_json_add_flag (builder, "certain", search->certain);
  rig_json_add_text (builder, "cheapest_computer", get_id (search, search->cheapest_computer));
  rig_json_add_flag (builder, "computer_certain", search->computer_certain);
  rig_json_add_number (builder, "unpriced", search->n_unpriced);
  add_needs (builder, "needs", cli, search,
             (RigNeedSet) ((G_GUINT64_CONSTANT (1) << search->asked.n_needs) - 1));
  json_builder_set_member_name (builder, "machines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < search->n_candidates; i++)
    add_candidate (builder, cli, search, &search->candidates[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
print_search (const RigCli *cli, const RigSearch *search, GString *out)
{
  g_autoptr (GPtrArray) sentences
    = rig_search_new_sentences (search, cli->scenario, &cli->answer);
  g_autoptr (RigTable) table = rig_search_new_table (search, cli->scenario, &cli->answer);
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  rig_printer_paragraph (&printer, g_ptr_array_index (sentences, 0));
  for (guint i = 1; i < sentences->len; i++)
    rig_printer_item (&printer, g_ptr_array_index (sentences, i));
  if (table->rows->len > 0)
    rig_printer_table (&printer, table);
}

gboolean
rig_command_search (RigCli *cli, GString *out, GError **error)
{
  g_autoptr (RigSearch) search = rig_search_new (cli->evaluator, cli->scenario, &cli->answer);
  g_autoptr (JsonNode) root = NULL;

  cli->says_no = search->n_meeting == 0;
  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_search (cli, search, out);
      return TRUE;
    }
  root = search_to_json (cli, search);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, "machines");
  return TRUE;
}
