/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <string.h>

#include <glib/gi18n.h>

#include "engine/intake/user-catalog.h"
#include "report/report.h"

/* Words for the shell's completion, one per line. No scenario is read, nothing is calculated. */

static void
append_word (GString *out, const char *word)
{
  g_string_append (out, word);
  g_string_append_c (out, '\n');
}

static void
append_words (GString *out, const char *words, const char *separator)
{
  g_auto (GStrv) parts = g_strsplit (words, separator, -1);

  for (guint i = 0; parts[i] != NULL; i++)
    append_word (out, parts[i]);
}

static void
append_commands (GString *out)
{
  for (guint i = 0; i < rig_n_commands; i++)
    if (!rig_commands[i].hidden)
      append_word (out, rig_commands[i].name);
}

static void
append_keys (GString *out)
{
  append_word (out, "machines");
  for (guint key = 0; key < RIG_N_KEYS; key++)
    append_word (out, rig_key_get_info (key)->name);
}

static void
append_pages (GString *out)
{
  for (guint page = 0; page < RIG_N_PAGES; page++)
    append_word (out, rig_page_get_id (page));
  append_word (out, "all");
}

/* All records begin with their id. */
#define APPEND_IDS(out, list, Type)                                            \
  for (guint i_ = 0; i_ < (list)->len; i_++)                                   \
    append_word (out, ((const Type *) g_ptr_array_index (list, i_))->id)

static void
append_machines (GString *out, const RigCatalog *catalog)
{
  APPEND_IDS (out, rig_catalog_get_machines (catalog), RigMachine);
}

static void
append_models (GString *out, const RigCatalog *catalog)
{
  APPEND_IDS (out, rig_catalog_get_models (catalog), RigModel);
}

static void
append_imported (GString *out, const RigCatalog *catalog)
{
  g_autoptr (GPtrArray) imported = rig_user_catalog_list (catalog);

  APPEND_IDS (out, imported, RigModel);
}

static void
append_measurements (GString *out, const RigCatalog *catalog)
{
  APPEND_IDS (out, rig_catalog_get_speed_records (catalog), RigSpeedRecord);
}

static void
append_quants (GString *out, const RigCatalog *catalog)
{
  APPEND_IDS (out, rig_catalog_get_quants (catalog), RigQuant);
}

static void
append_apis (GString *out, const RigCatalog *catalog)
{
  APPEND_IDS (out, rig_catalog_get_apis (catalog), RigApi);
}

static void
append_tariffs (GString *out, const RigCatalog *catalog)
{
  APPEND_IDS (out, rig_catalog_get_tariffs (catalog), RigTariff);
}

static void
append_ids (GString *out, const RigCatalog *catalog)
{
  append_machines (out, catalog);
  append_models (out, catalog);
  append_quants (out, catalog);
  append_apis (out, catalog);
  append_tariffs (out, catalog);
  append_word (out, "article");
}

/* What may stand behind "--set KEY=". Numbers have no words. */
static void
append_values (GString *out, const RigCatalog *catalog, const char *name)
{
  const RigKeyInfo *info;
  RigKey key;

  if (g_str_equal (name, "machines"))
    append_machines (out, catalog);
  if (!rig_key_find (name, &key))
    return;
  info = rig_key_get_info (key);
  if (info->type == RIG_TYPE_FLAG)
    append_words (out, "yes,no", ",");
  if (info->choices != NULL)
    append_words (out, info->choices, ",");
  if (key == RIG_KEY_MODEL)
    append_models (out, catalog);
  else if (key == RIG_KEY_QUANT)
    append_quants (out, catalog);
  else if (key == RIG_KEY_API)
    append_apis (out, catalog);
  else if (key == RIG_KEY_COUNTRY)
    append_tariffs (out, catalog);
}

static gboolean
complete_from_catalog (RigCli *cli, const char *what, GString *out, GError **error)
{
  const GPtrArray *arguments = cli->options->arguments;

  if (!rig_cli_load (cli, RIG_LOAD_CATALOG, error))
    return FALSE;
  if (g_str_equal (what, "ids"))
    append_ids (out, cli->catalog);
  else if (g_str_equal (what, "machines"))
    append_machines (out, cli->catalog);
  else if (g_str_equal (what, "imported"))
    append_imported (out, cli->catalog);
  else if (g_str_equal (what, "measurements"))
    append_measurements (out, cli->catalog);
  else if (g_str_equal (what, "values") && arguments->len == 2)
    append_values (out, cli->catalog, g_ptr_array_index (arguments, 1));
  else
    {
      g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                   _("“complete” expects commands, keys, pages, ids, machines, imported, "
                     "measurements or values KEY, but got “%s”"),
                   what);
      return FALSE;
    }
  return TRUE;
}

gboolean
rig_command_complete (RigCli *cli, GString *out, GError **error)
{
  const char *what = g_ptr_array_index (cli->options->arguments, 0);

  if (g_str_equal (what, "commands"))
    append_commands (out);
  else if (g_str_equal (what, "keys"))
    append_keys (out);
  else if (g_str_equal (what, "pages"))
    append_pages (out);
  else
    return complete_from_catalog (cli, what, out, error);
  return TRUE;
}
