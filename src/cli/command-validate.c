/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <glib/gi18n.h>

#include "cli/json-output.h"
#include "cli/printer.h"
#include "engine/answer/validation.h"

#define REMARKS "notes" /* a column at the end in which commas may stand */

/* The keys of JSON, and what people read. */
static const struct
{
  const char *key, *name;
} groups[RIG_N_VALIDATION_GROUPS] = {
  [RIG_VALIDATION_DECODE] = { "decode", N_("Decode") },
  [RIG_VALIDATION_PREFILL] = { "prefill", N_("Prefill") },
  [RIG_VALIDATION_BATCHED] = { "batched_decode", N_("Decode, several sequences at once") },
};

static void
add_score (JsonBuilder *builder, const RigValidationScore *score)
{
  rig_json_add_number (builder, "rows", score->rows);
  rig_json_add_number (builder, "median_ape", score->median_ape);
  rig_json_add_number (builder, "p90_ape", score->p90_ape);
  rig_json_add_number (builder, "coverage", score->coverage);
}

static void
add_row (JsonBuilder *builder, const RigValidation *validation, guint i)
{
  const RigValidationRow *row = &g_array_index (validation->rows, RigValidationRow, i);

  json_builder_begin_object (builder);
  rig_json_add_number (builder, "line", rig_csv_get_line (validation->csv, i));
  rig_json_add_number (builder, "predicted", row->predicted.value);
  rig_json_add_number (builder, "low", row->predicted.low);
  rig_json_add_number (builder, "high", row->predicted.high);
  rig_json_add_text (builder, "skipped", row->skipped);
  json_builder_end_object (builder);
}

static JsonNode *
validation_to_json (const RigValidation *validation, gboolean per_row)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (guint i = 0; i < RIG_N_VALIDATION_GROUPS; i++)
    {
      json_builder_set_member_name (builder, groups[i].key);
      json_builder_begin_object (builder);
      add_score (builder, &validation->scores[i]);
      json_builder_end_object (builder);
    }
  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_object (builder);
  for (guint i = 0; i < validation->skipped->len; i++)
    {
      const RigSkipped *skipped = g_ptr_array_index (validation->skipped, i);

      rig_json_add_number (builder, skipped->reason, skipped->rows);
    }
  json_builder_end_object (builder);
  if (per_row)
    {
      json_builder_set_member_name (builder, "rows");
      json_builder_begin_array (builder);
      for (guint i = 0; i < validation->rows->len; i++)
        add_row (builder, validation, i);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
append_scores_csv (const RigValidation *validation, GString *out)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < RIG_N_VALIDATION_GROUPS; i++)
    {
      json_builder_begin_object (builder);
      rig_json_add_text (builder, "kind", groups[i].key);
      add_score (builder, &validation->scores[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  rig_csv_append (out, root, NULL);
}

static void
append_number (GString *out, double value, gboolean last)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (!isnan (value))
    g_ascii_formatd (buffer, sizeof buffer, "%.10g", value);
  rig_csv_append_field (out, buffer, last);
}

/* The table as it came, and three columns more. */
static void
append_rows_csv (const RigValidation *validation, GString *out)
{
  const RigCsv *csv = validation->csv;
  guint n = rig_csv_get_n_columns (csv);

  for (guint j = 0; j < n; j++)
    rig_csv_append_field (out, rig_csv_get_name (csv, j), FALSE);
  rig_csv_append_field (out, "predicted", FALSE);
  rig_csv_append_field (out, "low", FALSE);
  rig_csv_append_field (out, "high", TRUE);
  for (guint i = 0; i < validation->rows->len; i++)
    {
      const RigEstimate *predicted
        = &g_array_index (validation->rows, RigValidationRow, i).predicted;

      for (guint j = 0; j < n; j++)
        rig_csv_append_field (out, rig_csv_get (csv, i, j), FALSE);
      append_number (out, predicted->value, FALSE);
      append_number (out, predicted->low, FALSE);
      append_number (out, predicted->high, TRUE);
    }
}

static void
print_validation (const RigCli *cli, const RigValidation *validation, GString *out)
{
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  rig_printer_heading (&printer, 1, _("Predicted against measured"));
  for (guint i = 0; i < RIG_N_VALIDATION_GROUPS; i++)
    {
      const RigValidationScore *score = &validation->scores[i];
      g_autofree char *text = NULL;

      if (score->rows > 0)
        text = g_strdup_printf (
          _("%1$u rows, median error %2$.1f %%, nine of ten within %3$.1f %%; the interval of "
            "80 %% holds %4$.1f %%"),
          score->rows, 100 * score->median_ape, 100 * score->p90_ape, 100 * score->coverage);
      rig_printer_pair (&printer, _(groups[i].name), text);
    }
  if (validation->skipped->len > 0)
    rig_printer_heading (&printer, 2, _("Left out"));
  for (guint i = 0; i < validation->skipped->len; i++)
    {
      const RigSkipped *skipped = g_ptr_array_index (validation->skipped, i);
      g_autofree char *rows = g_strdup_printf ("%u", skipped->rows);
      g_autofree char *reason = rig_text_quote (skipped->reason);

      rig_printer_pair (&printer, reason, rows);
    }
}

static gboolean
check_format (const RigOptions *options, GError **error)
{
  if (!options->per_row || options->format == RIG_OUTPUT_CSV
      || options->format == RIG_OUTPUT_JSON)
    return TRUE;
  g_set_error_literal (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                       _("--per-row expects --format csv or --format json"));
  return FALSE;
}

gboolean
rig_command_validate (RigCli *cli, GString *out, GError **error)
{
  const RigOptions *options = cli->options;
  g_autoptr (RigValidation) validation = NULL;
  g_autoptr (JsonNode) root = NULL;
  RigCsv *csv;

  if (!check_format (options, error))
    return FALSE;
  csv = rig_csv_new_from_file (g_ptr_array_index (options->arguments, 0), REMARKS, error);
  if (csv == NULL)
    return FALSE;
  validation = rig_validation_new (cli->catalog, csv, error);
  if (validation == NULL)
    return FALSE;
  if (options->format == RIG_OUTPUT_JSON)
    {
      root = validation_to_json (validation, options->per_row);
      rig_json_append (out, root);
    }
  else if (options->format == RIG_OUTPUT_CSV && options->per_row)
    append_rows_csv (validation, out);
  else if (options->format == RIG_OUTPUT_CSV)
    append_scores_csv (validation, out);
  else
    print_validation (cli, validation, out);
  return TRUE;
}
