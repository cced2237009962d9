/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "cli/json-output.h"
#include "cli/printer.h"
#include "report/claims.h"

static void
add_side (JsonBuilder *builder, const char *name, const RigClaimSide *side)
{
  g_autofree char *word = g_strconcat (name, "_word", NULL);
  g_autofree char *machine = g_strconcat (name, "_machine", NULL);

  rig_json_add_estimate (builder, name, &side->number);
  rig_json_add_text (builder, word, side->word);
  rig_json_add_text (builder, machine, side->machine != NULL ? side->machine->id : NULL);
}

static void
add_claim (JsonBuilder *builder, const RigClaim *claim)
{
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", claim->id);
  rig_json_add_text (builder, "table", rig_claim_table_to_string (claim->table));
  rig_json_add_text (builder, "claim", claim->topic);
  rig_json_add_text (builder, "quant", claim->quant);
  rig_json_add_number (builder, "usd_per_month", claim->usd_per_month);
  rig_json_add_text (builder, "machine", claim->machine != NULL ? claim->machine->id : NULL);
  rig_json_add_text (builder, "article", claim->words);
  rig_json_add_number (builder, "article_low", claim->low);
  rig_json_add_number (builder, "article_high", claim->high);
  rig_json_add_text (builder, "unit", claim->unit);
  add_side (builder, "computed", &claim->computed);
  add_side (builder, "recorded", &claim->recorded);
  rig_json_add_text (builder, "source", claim->recorded.source);
  rig_json_add_text (builder, "date", claim->recorded.date);
  rig_json_add_text (builder, "verdict", rig_claim_verdict_to_string (claim->verdict));
  rig_json_add_number (builder, "off_by", claim->off_by);
  rig_json_add_text (builder, "bound", claim->bound_name);
  rig_json_add_number (builder, "bound_value", claim->bound);
  rig_json_add_text (builder, "why", claim->reason);
  rig_json_add_text (builder, "finding", claim->finding);
  json_builder_end_object (builder);
}

static JsonNode *
claims_to_json (const RigClaims *claims)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < claims->claims->len; i++)
    add_claim (builder, &g_array_index (claims->claims, RigClaim, i));
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

static void
print_claims (const RigCli *cli, const RigClaims *claims, GString *out)
{
  g_autofree char *finding = rig_claims_to_finding (claims);
  g_autoptr (RigTable) names = rig_claims_new_names_table (cli->catalog);
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  rig_printer_paragraph (&printer, finding);
  for (guint i = 0; i < RIG_N_CLAIM_TABLES; i++)
    {
      g_autoptr (RigTable) table = rig_claims_new_table (claims, i);
      rig_printer_table (&printer, table);
    }
  rig_printer_table (&printer, names);
}

gboolean
rig_command_claims (RigCli *cli, GString *out, GError **error)
{
  const RigClaims *claims = rig_evaluator_get_claims (cli->evaluator, cli->scenario);
  g_autoptr (JsonNode) root = NULL;

  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_claims (cli, claims, out);
      return TRUE;
    }
  root = claims_to_json (claims);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, NULL);
  return TRUE;
}
