/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "cli/json-output.h"
#include "cli/report-printer.h"

static void
add_words_for_marks (JsonBuilder *builder, guint marks)
{
  static const struct
  {
    RigMark mark;
    const char *word;
  } words[] = {
    { RIG_MARK_BEST, "best" },
    { RIG_MARK_WRONG, "wrong" },
    { RIG_MARK_ARTICLE, "article" },
    { RIG_MARK_RECONSTRUCTED, "reconstructed" },
    { RIG_MARK_STAND_IN, "stand-in" },
  };

  json_builder_set_member_name (builder, "marks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (marks & words[i].mark)
      json_builder_add_string_value (builder, words[i].word);
  json_builder_end_array (builder);
}

static void
add_cell (JsonBuilder *builder, const RigTable *table, guint row, guint column)
{
  const RigCell *cell = rig_table_get_cell (table, row, column);

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", rig_table_get_column (table, column)->id);
  rig_json_add_number (builder, "value", cell->value);
  rig_json_add_number (builder, "low", cell->low);
  rig_json_add_number (builder, "high", cell->high);
  rig_json_add_text (builder, "basis", rig_basis_to_string (cell->basis));
  rig_json_add_text (builder, "text", cell->text);
  rig_json_add_text (builder, "note", cell->note);
  add_words_for_marks (builder, cell->marks);
  json_builder_end_object (builder);
}

/* The first column names the row; the others are the machines. */
static void
add_row (JsonBuilder *builder, const RigTable *table, guint row)
{
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", rig_table_get_row (table, row)->id);
  rig_json_add_text (builder, "group", rig_table_get_row (table, row)->group);
  rig_json_add_text (builder, "label", rig_table_get_cell (table, row, 0)->text);
  json_builder_set_member_name (builder, "machines");
  json_builder_begin_array (builder);
  for (guint j = 1; j < table->columns->len; j++)
    add_cell (builder, table, row, j);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static JsonNode *
table_to_json (const RigTable *table)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < table->rows->len; i++)
    add_row (builder, table, i);
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

gboolean
rig_command_specs (RigCli *cli, GString *out, GError **error)
{
  g_autoptr (RigReport) report = rig_cli_new_report (cli, RIG_PAGE_SPECS);
  const RigTable *specs = g_ptr_array_index (report->tables, 0);
  g_autoptr (JsonNode) root = NULL;
  RigPrinter printer;

  switch (cli->options->format)
    {
    case RIG_OUTPUT_JSON:
      root = table_to_json (specs);
      rig_json_append (out, root);
      break;
    case RIG_OUTPUT_CSV:
      rig_table_write_csv (specs, out);
      break;
    case RIG_OUTPUT_TEXT:
    case RIG_OUTPUT_MARKDOWN:
    default:
      rig_printer_init (&printer, cli->options, out);
      rig_report_print_finding (report, &printer);
      rig_report_print_tables (report, &printer, NULL);
      rig_report_print_assumptions (report, &printer);
    }
  return TRUE;
}
