/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <glib/gi18n.h>

#include "cli/command-measurements.h"
#include "cli/json-output.h"
#include "cli/printer.h"
#include "cli/suggestion.h"
#include "engine/answer/bench-import.h"
#include "engine/intake/user-measurements.h"
#include "report/format.h"

static JsonNode *
import_to_json (const RigImport *import)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", import->id);
  rig_json_add_text (builder, "name", import->name);
  rig_json_add_text (builder, "quant", import->quant);
  rig_json_add_bytes (builder, "file_bytes", (double) import->file_bytes);
  rig_json_add_flag (builder, "updated", import->updates);
  json_builder_set_member_name (builder, "warnings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->warnings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (import->warnings, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* One object in JSON, a table of one row in CSV. */
static void
append_object (const RigCli *cli, JsonNode *object, GString *out)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *list;

  if (cli->options->format == RIG_OUTPUT_JSON)
    {
      rig_json_append (out, object);
      return;
    }
  list = json_array_new ();
  json_array_add_element (list, json_node_copy (object));
  root = json_node_init_array (json_node_alloc (), list);
  json_array_unref (list);
  rig_csv_append (out, root, NULL);
}

static void
print_import (RigCli *cli, const RigImport *import, GString *out)
{
  g_autofree char *bytes = rig_format_bytes ((double) import->file_bytes);
  g_autofree char *hint = NULL;
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  rig_printer_heading (&printer, 1, import->updates ? _("Model updated") : _("Model imported"));
  rig_printer_pair (&printer, _("Name"), import->name);
  rig_printer_pair (&printer, _("Id"), import->id);
  rig_printer_pair (&printer, _("Quantisation"), import->quant);
  rig_printer_pair (&printer, _("File"), bytes);
  hint = g_strdup_printf (
    _("To ask about it: rigwise-cli memory --set model=%1$s --set quant=%2$s"), import->id,
    import->quant);
  rig_printer_paragraph (&printer, hint);
}

static gboolean
import_model (RigCli *cli, const char *path, GString *out, GError **error)
{
  g_autoptr (RigImport) import
    = rig_import_new (cli->catalog, path, cli->options->name, NULL, error);
  g_autoptr (JsonNode) root = NULL;

  if (import == NULL)
    return FALSE;
  for (guint i = 0; i < import->warnings->len; i++)
    rig_cli_warn (_("warning: %s"), (const char *) g_ptr_array_index (import->warnings, i));
  if (!rig_import_save (import, error))
    return FALSE;
  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    print_import (cli, import, out);
  else
    {
      root = import_to_json (import);
      append_object (cli, root, out);
    }
  return TRUE;
}

gboolean
rig_command_import (RigCli *cli, GString *out, GError **error)
{
  const char *path = g_ptr_array_index (cli->options->arguments, 0);

  if (g_str_equal (path, "-") || rig_import_guess_kind (path) == RIG_IMPORT_BENCH)
    return rig_cli_import_bench (cli, path, out, error);
  if (cli->options->machine != NULL)
    {
      g_set_error_literal (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                           _("--machine is for what llama-bench measured; a model is of none"));
      return FALSE;
    }
  return import_model (cli, path, out, error);
}

/* Only what was imported can be changed; that a record is built in is worth saying. */
static gboolean
check_is_imported (const RigCli *cli, const char *id, GError **error)
{
  const RigModel *model = rig_catalog_find_model (cli->catalog, id);

  if (model == NULL || rig_user_catalog_owns (model))
    return TRUE;
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
               _("“%1$s” was not imported but is in %2$s: only imported models can be renamed or "
                 "removed"),
               id, model->origin);
  return FALSE;
}

static void
print_done (const RigCli *cli, const char *id, const char *sentence, GString *out)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  RigPrinter printer;

  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      rig_printer_init (&printer, cli->options, out);
      rig_printer_paragraph (&printer, sentence);
      return;
    }
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "id", id);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  append_object (cli, root, out);
}

gboolean
rig_command_rename (RigCli *cli, GString *out, GError **error)
{
  const char *id = g_ptr_array_index (cli->options->arguments, 0);
  const char *name = g_ptr_array_index (cli->options->arguments, 1);
  g_autofree char *sentence = NULL;

  if (!check_is_imported (cli, id, error) || !rig_user_catalog_rename (id, name, error))
    return FALSE;
  sentence = g_strdup_printf (_("“%1$s” is now called %2$s."), id, name);
  print_done (cli, id, sentence, out);
  return TRUE;
}

/* What @id was probably meant to be, of everything that can be removed. */
static char *
suggest (const RigCli *cli, const char *id)
{
  const GPtrArray *records = rig_catalog_get_speed_records (cli->catalog);
  g_autoptr (GPtrArray) models = rig_user_catalog_list (cli->catalog);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < models->len; i++)
    g_ptr_array_add (ids, (gpointer) ((const RigModel *) g_ptr_array_index (models, i))->id);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (ids, (gpointer) ((const RigSpeedRecord *) g_ptr_array_index (records, i))->id);
  return rig_suggestion_new (id, ids);
}

static gboolean
remove_model (const RigCli *cli, const char *id, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *suggestion = NULL;

  /* A record that is broken is not in the catalogue, but can be removed. */
  if (!check_is_imported (cli, id, error))
    return FALSE;
  if (rig_user_catalog_remove (id, &problem))
    return TRUE;
  if (!g_error_matches (problem, RIG_USER_CATALOG_ERROR, RIG_USER_CATALOG_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  suggestion = suggest (cli, id);
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
               _("there is no imported model or measurement “%1$s”%2$s"), id, suggestion);
  return FALSE;
}

gboolean
rig_command_remove (RigCli *cli, GString *out, GError **error)
{
  const char *id = g_ptr_array_index (cli->options->arguments, 0);
  g_autofree char *sentence = NULL;

  if (rig_user_catalog_has_speed_records (id))
    {
      if (!rig_user_catalog_remove_speed_records (id, error))
        return FALSE;
      sentence = g_strdup_printf (_("The measurement “%s” is removed."), id);
    }
  else if (remove_model (cli, id, error))
    sentence
      = g_strdup_printf (_("“%s” is removed. The file that it was read from is still there."), id);
  else
    return FALSE;
  print_done (cli, id, sentence, out);
  return TRUE;
}
