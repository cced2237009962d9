/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n.h>

void
rig_cli_warn (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("rigwise-cli: %s\n", message);
}

static void
load_user_catalog (RigCli *self)
{
  const GPtrArray *problems = rig_catalog_get_problems (self->catalog);

  if (rig_catalog_overlay_user (self->catalog))
    return;
  for (guint i = 0; i < problems->len; i++)
    rig_cli_warn (_("warning: %s"), ((const GError *) g_ptr_array_index (problems, i))->message);
}

/* All problems of the file are told, the last of them as @error. */
static gboolean
load_named_catalog (RigCli *self, const char *path, GError **error)
{
  const GPtrArray *problems = rig_catalog_get_problems (self->catalog);
  guint first = problems->len;

  if (rig_catalog_overlay (self->catalog, path))
    return TRUE;
  for (guint i = first; i + 1 < problems->len; i++)
    rig_cli_warn ("%s", ((const GError *) g_ptr_array_index (problems, i))->message);
  g_propagate_error (error, g_error_copy (g_ptr_array_index (problems, problems->len - 1)));
  return FALSE;
}

static gboolean
load_catalog (RigCli *self, GError **error)
{
  self->catalog = rig_catalog_new ();
  load_user_catalog (self);
  for (guint i = 0; i < self->options->catalogs->len; i++)
    if (!load_named_catalog (self, g_ptr_array_index (self->options->catalogs, i), error))
      return FALSE;
  return TRUE;
}

/* The file's model and quantisation, laid over everything else and chosen for the scenario. What
 * --set says comes later, and may choose another quantisation. */
static gboolean
load_gguf (RigCli *self, GError **error)
{
  if (self->options->gguf == NULL)
    return TRUE;
  self->import = rig_import_new (self->catalog, self->options->gguf, NULL, NULL, error);
  if (self->import == NULL)
    return FALSE;
  for (guint i = 0; i < self->import->warnings->len; i++)
    rig_cli_warn (_("warning: %s"), (const char *) g_ptr_array_index (self->import->warnings, i));
  rig_catalog_overlay_json (self->catalog, self->options->gguf, self->import->root);
  return rig_scenario_set_from_string (self->scenario, self->catalog, "model", self->import->id,
                                       error)
         && rig_scenario_set_from_string (self->scenario, self->catalog, "quant",
                                          self->import->quant, error);
}

/* The message names the key. What is wrong on the command line is wrong usage, not bad data. */
static gboolean
apply_setting (RigCli *self, const RigSetting *setting, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (self->options->gguf != NULL && g_str_equal (setting->name, "model"))
    {
      g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                   _("--gguf and --set model=%s name two models; give one of them"), setting->text);
      return FALSE;
    }
  if (rig_scenario_set_from_string (self->scenario, self->catalog, setting->name, setting->text,
                                    &problem))
    return TRUE;
  g_set_error_literal (error, RIG_CLI_ERROR, RIG_EXIT_USAGE, problem->message);
  return FALSE;
}

static gboolean
load_scenario (RigCli *self, GError **error)
{
  const GArray *settings = self->options->settings;

  if (self->options->scenario != NULL)
    self->scenario = rig_scenario_load (self->catalog, self->options->scenario, error);
  else
    self->scenario = rig_scenario_new ();
  if (self->scenario == NULL || !load_gguf (self, error))
    return FALSE;
  for (guint i = 0; i < settings->len; i++)
    if (!apply_setting (self, &g_array_index (settings, RigSetting, i), error))
      return FALSE;
  return TRUE;
}

gboolean
rig_cli_load (RigCli *self, RigLoad load, GError **error)
{
  if (load == RIG_LOAD_NOTHING)
    return TRUE;
  if (!load_catalog (self, error))
    return FALSE;
  if (load == RIG_LOAD_CATALOG)
    return TRUE;
  if (!load_scenario (self, error))
    return FALSE;
  self->evaluator = rig_evaluator_new (self->catalog);
  rig_evaluator_evaluate (self->evaluator, self->scenario, &self->answer);
  return TRUE;
}

void
rig_cli_clear (RigCli *self)
{
  g_clear_pointer (&self->evaluator, rig_evaluator_free);
  g_clear_pointer (&self->scenario, rig_scenario_free);
  g_clear_pointer (&self->import, rig_import_free);
  g_clear_pointer (&self->catalog, rig_catalog_free);
}
