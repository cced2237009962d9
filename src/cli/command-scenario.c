/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <string.h>

#include <glib/gi18n.h>

#include "cli/json-output.h"
#include "cli/printer.h"

#define UNSET "\u2014"

static const char *
get_type_word (RigKeyType type)
{
  static const char *const words[] = {
    [RIG_TYPE_NUMBER] = "number", [RIG_TYPE_INTEGER] = "integer", [RIG_TYPE_SHARE] = "share",
    [RIG_TYPE_FLAG] = "flag",     [RIG_TYPE_CHOICE] = "choice",   [RIG_TYPE_ID] = "id",
    [RIG_TYPE_LIST] = "list",     [RIG_TYPE_DATE] = "date",
  };

  g_return_val_if_fail (type < G_N_ELEMENTS (words), NULL);
  return words[type];
}

static const char *
get_group_word (RigKeyGroup group)
{
  static const char *const words[] = {
    [RIG_GROUP_MODEL] = "model", [RIG_GROUP_USE] = "use",   [RIG_GROUP_MONEY] = "money",
    [RIG_GROUP_NEEDS] = "needs", [RIG_GROUP_VIEW] = "view",
  };

  g_return_val_if_fail (group < G_N_ELEMENTS (words), NULL);
  return words[group];
}

static gboolean
has_range (const RigKeyInfo *info)
{
  return info->type == RIG_TYPE_NUMBER || info->type == RIG_TYPE_INTEGER
         || info->type == RIG_TYPE_SHARE;
}

static void
add_value (JsonBuilder *builder, const RigScenario *scenario, const RigKeyInfo *info)
{
  if (info->type == RIG_TYPE_FLAG)
    {
      rig_json_add_flag (builder, "default", info->standard != 0);
      rig_json_add_flag (builder, "value", rig_scenario_get_number (scenario, info->key) != 0);
    }
  else if (rig_key_is_number (info->key))
    {
      rig_json_add_number (builder, "default", info->standard);
      rig_json_add_number (builder, "value", rig_scenario_get_number (scenario, info->key));
    }
  else
    {
      rig_json_add_text (builder, "default", info->standard_text);
      rig_json_add_text (builder, "value", rig_scenario_get_text (scenario, info->key));
    }
}

static void
add_key (JsonBuilder *builder, const RigScenario *scenario, RigKey key)
{
  const RigKeyInfo *info = rig_key_get_info (key);
  g_auto (GStrv) choices = NULL;

  if (info->choices != NULL)
    choices = g_strsplit (info->choices, ",", -1);
  json_builder_begin_object (builder);
  rig_json_add_text (builder, "key", info->name);
  rig_json_add_text (builder, "group", get_group_word (info->group));
  rig_json_add_text (builder, "type", get_type_word (info->type));
  rig_json_add_number (builder, "low", has_range (info) ? info->low : NAN);
  rig_json_add_number (builder, "high", has_range (info) ? info->high : NAN);
  rig_json_add_text (builder, "scale",
                     !has_range (info)                  ? NULL
                     : info->scale == RIG_SCALE_LOG ? "logarithmic"
                                                    : "linear");
  rig_json_add_words (builder, "choices", (const char *const *) choices);
  rig_json_add_text (builder, "unit", info->unit);
  add_value (builder, scenario, info);
  rig_json_add_flag (builder, "used", info->effective);
  rig_json_add_text (builder, "label", info->label);
  rig_json_add_text (builder, "help", info->help);
  json_builder_end_object (builder);
}

/* One of the user's own figures: "price.ID". */
typedef void (*OverrideFunc) (const char *name,
                              double      value,
                              gpointer    user_data);

static void
for_each_override (const RigScenario *scenario, OverrideFunc func, gpointer user_data)
{
  for (RigOverride what = 0; what < RIG_N_OVERRIDES; what++)
    {
      g_autoptr (GList) ids = rig_scenario_list_overrides (scenario, what);

      for (const GList *l = ids; l != NULL; l = l->next)
        {
          g_autofree char *name = g_strconcat (rig_override_get_name (what), ".", l->data, NULL);

          func (name, rig_scenario_get_override (scenario, what, l->data), user_data);
        }
    }
}

static void
add_override (const char *name, double value, gpointer builder)
{
  rig_json_add_number (builder, name, value);
}

static void
add_overrides (JsonBuilder *builder, const RigCli *cli)
{
  json_builder_set_member_name (builder, "overrides");
  json_builder_begin_object (builder);
  for_each_override (cli->scenario, add_override, builder);
  json_builder_end_object (builder);
}

static JsonNode *
scenario_to_json (const RigCli *cli)
{
  const GPtrArray *machines = rig_scenario_get_machines (cli->scenario);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "machines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < machines->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (machines, i));
  json_builder_end_array (builder);
  add_overrides (builder, cli);
  json_builder_set_member_name (builder, "keys");
  json_builder_begin_array (builder);
  for (guint key = 0; key < RIG_N_KEYS; key++)
    add_key (builder, cli->scenario, key);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static char *
number_to_text (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", number));
}

/* As --set takes it, not as it is spoken: this is the table to copy keys and values from. */
static char *
range_to_text (const RigKeyInfo *info)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *range = NULL;

  if (info->type == RIG_TYPE_FLAG)
    return g_strdup ("yes, no");
  if (info->choices != NULL)
    {
      g_auto (GStrv) choices = g_strsplit (info->choices, ",", -1);
      g_autofree char *joined = g_strjoinv (", ", choices);

      return info->type == RIG_TYPE_ID ? g_strdup_printf (_("an id, or %s"), joined)
                                       : g_steal_pointer (&joined);
    }
  if (!has_range (info))
    return info->type == RIG_TYPE_DATE ? g_strdup (_("YYYY-MM-DD"))
           : info->type == RIG_TYPE_ID ? g_strdup (_("an id"))
                                       : g_strdup ("");
  low = number_to_text (info->low);
  high = number_to_text (info->high);
  range = g_strdup_printf ("%s\u2026%s", low, high);
  if (info->unit == NULL)
    return g_steal_pointer (&range);
  return g_strconcat (range, "\u00a0", info->unit, NULL);
}

static char *
help_to_text (const RigKeyInfo *info)
{
  if (info->effective)
    return g_strdup (_(info->help));
  /* Translators: an input of the scenario that nothing is calculated from yet */
  return g_strdup_printf (_("%s (kept, but nothing uses it yet)"), _(info->help));
}

static void
print_key (const RigScenario *scenario, const RigKeyInfo *info, RigPrinter *printer)
{
  g_autofree char *value = rig_scenario_to_string (scenario, info->key);
  g_autofree char *range = range_to_text (info);
  g_autofree char *help = help_to_text (info);
  g_autofree char *text = NULL;
  const char *mark = rig_scenario_is_default (scenario, info->key) ? "" : "*";

  if (*range == '\0')
    text = g_strconcat (*value != '\0' ? value : UNSET, mark, NULL);
  else
    text = g_strdup_printf ("%s%s (%s)", *value != '\0' ? value : UNSET, mark, range);
  rig_printer_pair (printer, info->name, text);
  rig_printer_detail (printer, help);
}

static void
print_group (const RigScenario *scenario, RigKeyGroup group, RigPrinter *printer)
{
  rig_printer_heading (printer, 2, _(rig_key_group_get_title (group)));
  for (guint key = 0; key < RIG_N_KEYS; key++)
    {
      const RigKeyInfo *info = rig_key_get_info (key);

      if (info->group == group)
        print_key (scenario, info, printer);
    }
}

static void
print_override (const char *name, double value, gpointer printer)
{
  g_autofree char *text = number_to_text (value);

  rig_printer_pair (printer, name, text);
}

static void
print_scenario (const RigCli *cli, GString *out)
{
  const GPtrArray *machines = rig_scenario_get_machines (cli->scenario);
  g_autoptr (GString) list = g_string_new (NULL);
  RigPrinter printer;

  for (guint i = 0; i < machines->len; i++)
    g_string_append_printf (list, "%s%s", i == 0 ? "" : ", ",
                            (const char *) g_ptr_array_index (machines, i));
  rig_printer_init (&printer, cli->options, out);
  rig_printer_heading (&printer, 1, _("Scenario"));
  rig_printer_pair (&printer, "machines", list->str);
  for_each_override (cli->scenario, print_override, &printer);
  for (guint group = RIG_GROUP_MODEL; group <= RIG_GROUP_VIEW; group++)
    print_group (cli->scenario, group, &printer);
  rig_printer_paragraph (&printer, _("An asterisk marks a value that differs from the default. "
                                     "Machines can be given figures of their own with the keys "
                                     "price.ID, usable-share.ID, load-watts.ID and "
                                     "idle-watts.ID, and APIs prices in US$ per million tokens "
                                     "with api-input.ID, api-cached.ID and api-output.ID."));
}

gboolean
rig_command_scenario (RigCli *cli, GString *out, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_scenario (cli, out);
      return TRUE;
    }
  root = scenario_to_json (cli);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    {
      /* Machines and overrides differ in kind from the rows, and stay out of the table. */
      JsonObject *object = json_node_get_object (root);

      rig_csv_append (out, json_object_get_member (object, "keys"), NULL);
    }
  return TRUE;
}
