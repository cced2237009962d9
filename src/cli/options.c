/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "cli/options.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "cli/error.h"
#include "engine/answer/money-odds.h"

#define DEFAULT_SCALE 1.0
#define MAX_SCALE 8.0
#define MAX_SIDE 32767 /* Cairo's image surfaces end there */

static const struct
{
  const char *word;
  RigOutputFormat format;
} formats[] = {
  { "text", RIG_OUTPUT_TEXT },
  { "json", RIG_OUTPUT_JSON },
  { "csv", RIG_OUTPUT_CSV },
  { "markdown", RIG_OUTPUT_MARKDOWN },
};

static void
clear_setting_cb (gpointer data)
{
  RigSetting *setting = data;

  g_free (setting->name);
  g_free (setting->text);
}

RigOptions *
rig_options_new (void)
{
  RigOptions *self = g_new0 (RigOptions, 1);

  self->catalogs = g_ptr_array_new_with_free_func (g_free);
  self->settings = g_array_new (FALSE, TRUE, sizeof (RigSetting));
  g_array_set_clear_func (self->settings, clear_setting_cb);
  self->arguments = g_ptr_array_new_with_free_func (g_free);
  self->scale = DEFAULT_SCALE;
  self->seed = RIG_ODDS_SEED;
  self->n_draws = RIG_ODDS_DRAWS;
  return self;
}

void
rig_options_free (RigOptions *self)
{
  g_ptr_array_unref (self->catalogs);
  g_free (self->scenario);
  g_array_unref (self->settings);
  g_free (self->output);
  g_free (self->fits);
  g_free (self->gguf);
  g_free (self->machine);
  g_free (self->name);
  g_free (self->theme);
  g_ptr_array_unref (self->arguments);
  g_free (self);
}

/* The value of an option that may be given again; the last one counts. */
static void
replace_string (char **place, const char *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

static gboolean
catalog_cb (const char *option, const char *value, gpointer data, GError **error)
{
  RigOptions *self = data;

  g_ptr_array_add (self->catalogs, g_strdup (value));
  return TRUE;
}

static gboolean
scenario_cb (const char *option, const char *value, gpointer data, GError **error)
{
  RigOptions *self = data;

  replace_string (&self->scenario, value);
  return TRUE;
}

static void
add_setting (RigOptions *self, char *name, char *text)
{
  RigSetting setting = { name, text };

  g_array_append_val (self->settings, setting);
}

static gboolean
set_cb (const char *option, const char *value, gpointer data, GError **error)
{
  RigOptions *self = data;
  const char *equals = strchr (value, '=');

  if (equals == NULL || equals == value)
    {
      g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                   _("--set expects KEY=VALUE, as in “context=32k”, but got “%s”"), value);
      return FALSE;
    }
  add_setting (self, g_strndup (value, (gsize) (equals - value)), g_strdup (equals + 1));
  return TRUE;
}

static gboolean
machines_cb (const char *option, const char *value, gpointer data, GError **error)
{
  add_setting (data, g_strdup ("machines"), g_strdup (value));
  return TRUE;
}

static gboolean
format_cb (const char *option, const char *value, gpointer data, GError **error)
{
  RigOptions *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (value, formats[i].word))
      {
        self->format = formats[i].format;
        self->format_given = TRUE;
        return TRUE;
      }
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
               _("--format expects text, json, csv or markdown, but got “%s”"), value);
  return FALSE;
}

static gboolean
output_cb (const char *option, const char *value, gpointer data, GError **error)
{
  RigOptions *self = data;

  if (value[0] == '\0')
    {
      g_set_error_literal (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                           _("--output expects the name of a file, but got nothing"));
      return FALSE;
    }
  replace_string (&self->output, value);
  return TRUE;
}

static gboolean
help_cb (const char *option, const char *value, gpointer data, GError **error)
{
  ((RigOptions *) data)->help = TRUE;
  return TRUE;
}

static gboolean
version_cb (const char *option, const char *value, gpointer data, GError **error)
{
  ((RigOptions *) data)->version = TRUE;
  return TRUE;
}

static gboolean
fits_cb (const char *option, const char *value, gpointer data, GError **error)
{
  replace_string (&((RigOptions *) data)->fits, value);
  return TRUE;
}

static gboolean
gguf_cb (const char *option, const char *value, gpointer data, GError **error)
{
  replace_string (&((RigOptions *) data)->gguf, value);
  return TRUE;
}

static gboolean
machine_cb (const char *option, const char *value, gpointer data, GError **error)
{
  replace_string (&((RigOptions *) data)->machine, value);
  return TRUE;
}

static gboolean
name_cb (const char *option, const char *value, gpointer data, GError **error)
{
  replace_string (&((RigOptions *) data)->name, value);
  return TRUE;
}

static gboolean
imported_cb (const char *option, const char *value, gpointer data, GError **error)
{
  ((RigOptions *) data)->imported = TRUE;
  return TRUE;
}

static gboolean
per_row_cb (const char *option, const char *value, gpointer data, GError **error)
{
  ((RigOptions *) data)->per_row = TRUE;
  return TRUE;
}

/* A whole number of pixels in front of *@text, which is moved behind it. */
static gboolean
read_side (const char **text, int *side)
{
  char *end = NULL;
  guint64 value;

  if (!g_ascii_isdigit (**text))
    return FALSE;
  value = g_ascii_strtoull (*text, &end, 10);
  if (value < 1 || value > MAX_SIDE)
    return FALSE;
  *side = (int) value;
  *text = end;
  return TRUE;
}

static gboolean
size_cb (const char *option, const char *value, gpointer data, GError **error)
{
  RigOptions *self = data;
  const char *rest = value;

  if (read_side (&rest, &self->width) && *rest++ == 'x' && read_side (&rest, &self->height)
      && *rest == '\0')
    return TRUE;
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
               _("--size expects WIDTHxHEIGHT from 1x1 to %1$dx%1$d, as in “1200x800”, but got "
                 "“%2$s”"),
               MAX_SIDE, value);
  return FALSE;
}

static gboolean
scale_cb (const char *option, const char *value, gpointer data, GError **error)
{
  RigOptions *self = data;
  char *end = NULL;
  double scale = g_ascii_strtod (value, &end);

  if (end != value && *end == '\0' && isfinite (scale) && scale > 0 && scale <= MAX_SCALE)
    {
      self->scale = scale;
      return TRUE;
    }
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
               _("--scale expects a number above 0 and up to %1$d, but got “%2$s”"),
               (int) MAX_SCALE, value);
  return FALSE;
}

/* A whole number in decimal notation, without sign. */
static gboolean
read_whole (const char *text, guint64 most, guint64 *number)
{
  return g_ascii_string_to_unsigned (text, 10, 0, most, number, NULL);
}

static gboolean
draws_cb (const char *option, const char *value, gpointer data, GError **error)
{
  guint64 draws;

  if (read_whole (value, RIG_MONEY_MAX_DRAWS, &draws) && draws > 0)
    {
      ((RigOptions *) data)->n_draws = (guint) draws;
      return TRUE;
    }
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
               _("--draws expects a whole number from 1 to %1$d, but got “%2$s”"),
               RIG_MONEY_MAX_DRAWS, value);
  return FALSE;
}

static gboolean
seed_cb (const char *option, const char *value, gpointer data, GError **error)
{
  if (read_whole (value, G_MAXUINT32, &((RigOptions *) data)->seed))
    return TRUE;
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
               _("--seed expects a whole number from 0 to %1$u, but got “%2$s”"), G_MAXUINT32,
               value);
  return FALSE;
}

static gboolean
theme_cb (const char *option, const char *value, gpointer data, GError **error)
{
  replace_string (&((RigOptions *) data)->theme, value);
  return TRUE;
}

/* Callbacks all the way: one command line is parsed in two goes, before and behind the command. */
static const GOptionEntry common_options[] = {
  { "catalog", 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, catalog_cb,
    N_("Lay a file or folder over the built-in catalogue; may be repeated"), N_("PATH") },
  { "scenario", 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, scenario_cb,
    N_("Start from a saved scenario instead of the defaults"), N_("FILE") },
  { "set", 0, 0, G_OPTION_ARG_CALLBACK, set_cb,
    N_("Change one input, as in context=32k; may be repeated"), N_("KEY=VALUE") },
  { "machines", 0, 0, G_OPTION_ARG_CALLBACK, machines_cb,
    N_("Compare these machines, two to six"), N_("ID,ID…") },
  { "format", 0, 0, G_OPTION_ARG_CALLBACK, format_cb,
    N_("Write text, json, csv or markdown"), N_("FORMAT") },
  { "output", 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, output_cb,
    N_("Write to a file instead of to standard output"), N_("FILE") },
  { "help", 'h', G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, help_cb,
    N_("Show help, of a command if one is given"), NULL },
  { "version", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, version_cb,
    N_("Show the version"), NULL },
  { NULL },
};

const GOptionEntry rig_cost_options[] = {
  { "draws", 0, 0, G_OPTION_ARG_CALLBACK, draws_cb,
    N_("How often to draw all uncertain inputs at once; 10000 if not given"), N_("N") },
  { "seed", 0, 0, G_OPTION_ARG_CALLBACK, seed_cb,
    N_("Where the random numbers start; the same seed gives the same figures"), N_("N") },
  { NULL },
};

const GOptionEntry rig_import_options[] = {
  { "name", 0, 0, G_OPTION_ARG_CALLBACK, name_cb,
    N_("What to call the model; as its file does if not given"), N_("NAME") },
  { "machine", 0, 0, G_OPTION_ARG_CALLBACK, machine_cb,
    N_("Which machine was measured, where the output does not tell"), N_("ID") },
  { NULL },
};

const GOptionEntry rig_models_options[] = {
  { "imported", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, imported_cb,
    N_("List only the models that were imported from files"), NULL },
  { NULL },
};

const GOptionEntry rig_memory_options[] = {
  { "gguf", 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, gguf_cb,
    N_("Ask about the model in a GGUF file, without importing it"), N_("FILE") },
  { "fits", 0, 0, G_OPTION_ARG_CALLBACK, fits_cb,
    N_("Ask about one machine only; exit status 1 if the model does not fit"), N_("ID") },
  { NULL },
};

const GOptionEntry rig_render_options[] = {
  { "size", 0, 0, G_OPTION_ARG_CALLBACK, size_cb,
    N_("Width and height in pixels; as high as the page needs if not given"), N_("WxH") },
  { "scale", 0, 0, G_OPTION_ARG_CALLBACK, scale_cb,
    N_("Device pixels per pixel of a PNG picture"), N_("N") },
  { "theme", 0, 0, G_OPTION_ARG_CALLBACK, theme_cb,
    N_("Paint light, dark, high-contrast or high-contrast-dark"), N_("THEME") },
  { NULL },
};

const GOptionEntry rig_validate_options[] = {
  { "per-row", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, per_row_cb,
    N_("Write what was predicted for each row; with --format csv or json"), NULL },
  { NULL },
};

GOptionContext *
rig_options_new_context (RigOptions *self, const char *usage, const GOptionEntry *entries)
{
  GOptionContext *context = g_option_context_new (usage);
  GOptionGroup *common = g_option_group_new ("common", NULL, NULL, self, NULL);

  g_option_group_add_entries (common, common_options);
  g_option_group_set_translation_domain (common, RIG_GETTEXT_DOMAIN);
  g_option_context_set_main_group (context, common);
  if (entries != NULL)
    {
      GOptionGroup *own = g_option_group_new ("own", _("Options of this command:"),
                                              _("Options of this command"), self, NULL);

      g_option_group_add_entries (own, entries);
      g_option_group_set_translation_domain (own, RIG_GETTEXT_DOMAIN);
      g_option_context_add_group (context, own);
    }
  g_option_context_set_translation_domain (context, RIG_GETTEXT_DOMAIN);
  g_option_context_set_help_enabled (context, FALSE);
  return context;
}
