/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command-measurements.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/json-output.h"
#include "cli/printer.h"
#include "cli/suggestion.h"
#include "engine/answer/bench-import.h"
#include "report/format.h"

#define SPEED_DIGITS 3
#define MAX_NAMED 8 /* machines that a message lists */

static const char *
get_kind_id (RigSpeedKind kind)
{
  return kind == RIG_SPEED_DECODE ? "decode" : "prefill";
}

/* As llama-bench writes it: "tg128 @ d4096". */
static char *
format_test (RigSpeedKind kind, double tokens, double depth)
{
  const char *name = kind == RIG_SPEED_DECODE ? "tg" : "pp";

  if (depth > 0)
    return g_strdup_printf ("%s%.0f @ d%.0f", name, tokens, depth);
  return g_strdup_printf ("%s%.0f", name, tokens);
}

static char *
format_ids (const GPtrArray *machines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < machines->len && i < MAX_NAMED; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            ((const RigMachine *) g_ptr_array_index (machines, i))->id);
  if (machines->len > MAX_NAMED)
    g_string_append (text, ", …");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Nobody but the user can say which machine it was. */
static gboolean
ask_for_machine (const RigBenchImport *import, GError **error)
{
  g_autofree char *file = rig_text_get_shown_name (import->path);
  g_autofree char *ids = format_ids (import->candidates);

  if (import->candidates->len > 0)
    g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                 /* Translators: a file, and ids of machines. */
                 _("%1$s: several machines have this GPU; say which one it was with --machine ID: "
                   "%2$s"),
                 file, ids);
  else
    g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                 _("%s: the output names no machine of the catalogue; say which one it was with "
                   "--machine ID (“rigwise-cli machines” lists them)"),
                 file);
  return FALSE;
}

static const RigMachine *
find_machine (const RigCatalog *catalog, const char *id, GError **error)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  const RigMachine *machine = rig_catalog_find_machine (catalog, id);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  if (machine != NULL)
    return machine;
  for (guint i = 0; i < machines->len; i++)
    g_ptr_array_add (ids,
                     (gpointer) ((const RigMachine *) g_ptr_array_index (machines, i))->id);
  suggestion = rig_suggestion_new (id, ids);
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE, _("there is no machine “%1$s”%2$s"), id,
               suggestion);
  return NULL;
}

/* The user's word counts, but what speaks against it is said. */
static gboolean
set_machine (RigBenchImport *import, const RigCli *cli, GError **error)
{
  const char *id = cli->options->machine;
  const RigMachine *machine;

  if (id == NULL)
    return import->machine != NULL || ask_for_machine (import, error);
  machine = find_machine (cli->catalog, id, error);
  if (machine == NULL)
    return FALSE;
  if (import->candidates->len > 0
      && !g_ptr_array_find (import->candidates, machine, NULL))
    {
      g_autofree char *ids = format_ids (import->candidates);

      rig_cli_warn (_("warning: the output names the GPU of %1$s, not that of %2$s"), ids, id);
    }
  rig_bench_import_set_machine (import, machine);
  return TRUE;
}

/* Every reason once, for a file that nothing can be kept of. */
static gboolean
fail_unusable (const RigBenchImport *import, GError **error)
{
  g_autofree char *file = rig_text_get_shown_name (import->path);
  g_autoptr (GString) reasons = g_string_new (NULL);
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();

  for (guint i = 0; i < import->rows->len; i++)
    {
      const char *reason = g_array_index (import->rows, RigBenchRow, i).skipped;

      if (reason == NULL || g_ptr_array_find_with_equal_func (seen, reason, g_str_equal, NULL))
        continue;
      g_ptr_array_add (seen, (gpointer) reason);
      g_string_append_printf (reasons, "%s%s", seen->len > 1 ? "; " : "", _(reason));
    }
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_DATA,
               /* Translators: a file, and why none of its rows counts. */
               _("%1$s: no result can be kept: %2$s"), file, reasons->str);
  return FALSE;
}

static gboolean
has_hope (const RigBenchImport *import)
{
  for (guint i = 0; i < import->rows->len; i++)
    if (g_array_index (import->rows, RigBenchRow, i).unusable == NULL)
      return TRUE;
  return FALSE;
}

static void
add_row (JsonBuilder *builder, const RigBenchRow *row)
{
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "model", row->model != NULL ? row->model->id : NULL);
  rig_json_add_text (builder, "quant", row->quant != NULL ? row->quant->id : NULL);
  rig_json_add_text (builder, "stack",
                     row->stack != RIG_STACK_NONE ? rig_stack_get_id (row->stack) : NULL);
  rig_json_add_text (builder, "kind", get_kind_id (row->kind));
  rig_json_add_number (builder, "tokens", row->tokens);
  rig_json_add_number (builder, "depth", row->depth);
  rig_json_add_estimate (builder, "measured_tokens_per_s", &row->measured);
  rig_json_add_estimate (builder, "predicted_tokens_per_s", &row->predicted);
  rig_json_add_flag (builder, "kept", row->skipped == NULL);
  rig_json_add_text (builder, "skipped", row->skipped);
  json_builder_end_object (builder);
}

static JsonNode *
import_to_json (const RigBenchImport *import)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "machine", import->machine->id);
  rig_json_add_number (builder, "kept", rig_bench_import_count_usable (import));
  json_builder_set_member_name (builder, "warnings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->warnings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (import->warnings, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "results");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->rows->len; i++)
    add_row (builder, &g_array_index (import->rows, RigBenchRow, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
set_cell (RigTable *table, guint row, guint column, char *text)
{
  rig_cell_take (rig_table_get_cell (table, row, column), text, NAN, RIG_BASIS_UNKNOWN,
                 RIG_MARK_NONE, NULL);
}

/* The middle, and the ends of the interval in brackets. */
static char *
format_estimate (const RigEstimate *estimate)
{
  g_autofree char *value = rig_format_number (estimate->value, SPEED_DIGITS);
  g_autofree char *range = NULL;

  if (!rig_estimate_is_known (estimate))
    return g_steal_pointer (&value);
  range = rig_format_range (estimate->low, estimate->high, SPEED_DIGITS);
  return g_strdup_printf ("%s (%s)", value, range);
}

static char *
format_row_test (const RigBenchRow *row)
{
  g_autofree char *test = format_test (row->kind, row->tokens, row->depth);
  double prompt = row->result->numbers[RIG_BENCH_N_PROMPT];

  if (row->kind == RIG_SPEED_DECODE && prompt > 0)
    return g_strdup_printf ("pp%.0f+%s", prompt, test);
  return g_steal_pointer (&test);
}

/* Of the first row that has one: an output has one, except for what is left out. */
static const char *
get_program (const RigBenchImport *import)
{
  for (guint i = 0; i < import->rows->len; i++)
    {
      RigStack stack = g_array_index (import->rows, RigBenchRow, i).stack;

      if (stack != RIG_STACK_NONE)
        return rig_stack_get_name (stack);
    }
  return NULL;
}

static void
fill_row (RigTable *table, const RigBenchRow *row)
{
  const char *type = row->result->words[RIG_BENCH_MODEL_TYPE];
  guint at = rig_table_add_row (table, "", NULL), column = 0;

  set_cell (table, at, column++, g_strdup (row->model != NULL ? row->model->id : type));
  set_cell (table, at, column++, g_strdup (row->quant != NULL ? row->quant->id : "—"));
  set_cell (table, at, column++, format_row_test (row));
  set_cell (table, at, column++, rig_format_number (row->measured.value, SPEED_DIGITS));
  set_cell (table, at, column++, format_estimate (&row->predicted));
  set_cell (table, at, column, g_strdup (row->skipped == NULL ? _("kept") : _(row->skipped)));
}

static void
print_rows (RigPrinter *printer, const RigBenchImport *import)
{
  g_autoptr (RigTable) table = rig_table_new ("results", _("Measured and predicted"), NULL);

  rig_table_add_column (table, "model", _("Model"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "quant", _("Quantisation"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "test", _("Test"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "measured", _("Measured"), _("tokens/s"), RIG_ALIGN_END, -1);
  rig_table_add_column (table, "predicted", _("Predicted"), _("tokens/s"), RIG_ALIGN_END, -1);
  rig_table_add_column (table, "kept", _("Kept or why not"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < import->rows->len; i++)
    fill_row (table, &g_array_index (import->rows, RigBenchRow, i));
  rig_printer_table (printer, table);
}

static void
print_import (const RigCli *cli, const RigBenchImport *import, GString *out)
{
  guint kept = rig_bench_import_count_usable (import);
  g_autofree char *file = rig_text_get_shown_name (import->path);
  g_autofree char *count = NULL;
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  rig_printer_heading (&printer, 1, _("Measurements imported"));
  rig_printer_pair (&printer, _("File"), file);
  rig_printer_pair (&printer, _("Machine"), import->machine->name);
  rig_printer_pair (&printer, _("Program"), get_program (import));
  /* Translators: measurements kept, of so many results. */
  count = g_strdup_printf (_("%1$u of %2$u"), kept, import->rows->len);
  rig_printer_pair (&printer, _("Kept"), count);
  print_rows (&printer, import);
  rig_printer_paragraph (
    &printer, _("What is kept counts in every speed of this machine from now on. "
                "“rigwise-cli measurements” lists it, “rigwise-cli remove ID” forgets it."));
}

static void
write_import (const RigCli *cli, const RigBenchImport *import, GString *out)
{
  g_autoptr (JsonNode) root = NULL;

  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_import (cli, import, out);
      return;
    }
  root = import_to_json (import);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, "results");
}

/* All of standard input, no more than a file may have. */
static char *
read_input (const char *name, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char block[16384];
  gssize n;

  while ((n = read (STDIN_FILENO, block, sizeof block)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_NO_INPUT, "%s: %s", name,
                       g_strerror (errno));
          return NULL;
        }
      if (text->len + (gsize) n > RIG_TEXT_MAX_BYTES)
        {
          g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_DATA, _("%1$s: expected at most %2$d MiB"),
                       name, RIG_TEXT_MAX_BYTES / (1024 * 1024));
          return NULL;
        }
      g_string_append_len (text, block, n);
    }
  if (!rig_text_check (name, text->str, text->len, error))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "-" is standard input: "llama-bench -o json | rigwise-cli import -". */
static RigBenchImport *
load (const RigCli *cli, const char *path, GError **error)
{
  const char *name = _("standard input");
  char *text;

  if (!g_str_equal (path, "-"))
    return rig_bench_import_new (cli->catalog, path, NULL, error);
  text = read_input (name, error);
  return text != NULL ? rig_bench_import_new_from_text (cli->catalog, name, text, error) : NULL;
}

gboolean
rig_cli_import_bench (RigCli *cli, const char *path, GString *out, GError **error)
{
  g_autoptr (RigBenchImport) import = NULL;

  if (cli->options->name != NULL)
    {
      g_set_error_literal (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                           _("--name is for a model; measurements have no name"));
      return FALSE;
    }
  import = load (cli, path, error);
  if (import == NULL)
    return FALSE;
  if (!has_hope (import))
    return fail_unusable (import, error);
  if (!set_machine (import, cli, error))
    return FALSE;
  for (guint i = 0; i < import->warnings->len; i++)
    rig_cli_warn (_("warning: %s"), (const char *) g_ptr_array_index (import->warnings, i));
  if (rig_bench_import_count_usable (import) == 0)
    return fail_unusable (import, error);
  if (!rig_bench_import_save (import, error))
    return FALSE;
  write_import (cli, import, out);
  return TRUE;
}

static void
add_record (JsonBuilder *builder, const RigSpeedRecord *record)
{
  static const char *const flashes[] = { "auto", "on", "off" };

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", record->id);
  rig_json_add_text (builder, "machine", record->machine);
  rig_json_add_text (builder, "model", record->model);
  rig_json_add_text (builder, "quant", record->quant);
  rig_json_add_text (builder, "stack", record->stack);
  rig_json_add_text (builder, "kind", get_kind_id (record->kind));
  rig_json_add_number (builder, "tokens", record->tokens);
  rig_json_add_number (builder, "depth", record->depth);
  rig_json_add_figure (builder, "tokens_per_s", &record->tokens_per_s);
  rig_json_add_text (builder, "kv_type_k", record->kv_type_k != NULL ? record->kv_type_k : "F16");
  rig_json_add_text (builder, "kv_type_v", record->kv_type_v != NULL ? record->kv_type_v : "F16");
  rig_json_add_text (builder, "flash_attention", flashes[record->flash_attention]);
  rig_json_add_number (builder, "ubatch", record->ubatch > 0 ? record->ubatch : NAN);
  rig_json_add_text (builder, "build", record->build);
  rig_json_add_text (builder, "test_time", record->test_time);
  rig_json_add_text (builder, "gpu", record->gpu);
  rig_json_add_text (builder, "note", record->note);
  json_builder_end_object (builder);
}

static JsonNode *
records_to_json (const GPtrArray *records)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    add_record (builder, g_ptr_array_index (records, i));
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

static void
fill_record (RigTable *table, const RigSpeedRecord *record)
{
  guint row = rig_table_add_row (table, record->id, NULL), column = 0;
  const RigFigure *speed = &record->tokens_per_s;

  set_cell (table, row, column++, g_strdup (record->id));
  set_cell (table, row, column++, format_test (record->kind, record->tokens, record->depth));
  set_cell (table, row, column++, rig_format_number (speed->value, SPEED_DIGITS));
  set_cell (table, row, column++, g_strdup (speed->date != NULL ? speed->date : "—"));
  set_cell (table, row, column, g_strdup (speed->source != NULL ? speed->source : "—"));
}

static void
print_records (const RigCli *cli, const GPtrArray *records, GString *out)
{
  g_autoptr (RigTable) table = rig_table_new ("measurements", _("Measurements"), NULL);
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  if (records->len == 0)
    {
      rig_printer_paragraph (&printer, _("There are no measurements. “rigwise-cli import FILE” "
                                         "takes in what llama-bench wrote."));
      return;
    }
  rig_table_add_column (table, "id", _("Id"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "test", _("Test"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "measured", _("Measured"), _("tokens/s"), RIG_ALIGN_END, -1);
  rig_table_add_column (table, "date", _("Date"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "source", _("File"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < records->len; i++)
    fill_record (table, g_ptr_array_index (records, i));
  rig_printer_table (&printer, table);
}

gboolean
rig_command_measurements (RigCli *cli, GString *out, GError **error)
{
  const GPtrArray *records = rig_catalog_get_speed_records (cli->catalog);
  g_autoptr (JsonNode) root = NULL;

  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_records (cli, records, out);
      return TRUE;
    }
  root = records_to_json (records);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, NULL);
  return TRUE;
}
