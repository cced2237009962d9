/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <glib/gi18n.h>

#include "cli/suggestion.h"
#include "report/table-wrap.h"

#define HELP_WIDTH 80

/* The one list of commands: parsing, help and completion are made from it. */
const RigCommand rig_commands[] = {
  {
    .name = "machines",
    .summary = N_("List the machines of the catalogue"),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_machines,
  },
  {
    .name = "models",
    .summary = N_("List the models of the catalogue"),
    .options = rig_models_options,
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_models,
  },
  {
    .name = "quants",
    .summary = N_("List the quantisations of the catalogue"),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_quants,
  },
  {
    .name = "apis",
    .summary = N_("List the API prices of the catalogue"),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_apis,
  },
  {
    .name = "show",
    .arguments = "ID",
    .summary = N_("Show one record with the source of every figure"),
    .details = N_("ID is a machine, model, quantisation, API or electricity tariff, or “article”. "
                  "Where two kinds share an id, put the kind in front: machine:ID, model:ID, "
                  "quant:ID, api:ID, tariff:ID."),
    .min_arguments = 1,
    .max_arguments = 1,
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_show,
  },
  {
    .name = "scenario",
    .summary = N_("Show the scenario as it stands: keys, values, ranges and units"),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_scenario,
  },
  {
    .name = "specs",
    .summary = N_("Compare the machines head to head"),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_specs,
  },
  {
    .name = "fit",
    .summary = N_("Tell which models fit which machines"),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_fit,
  },
  {
    .name = "memory",
    .summary = N_("Break down what the model takes in memory"),
    .options = rig_memory_options,
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_memory,
  },
  {
    .name = "speed",
    .summary = N_("Predict how fast the machines read a prompt and write an answer"),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_speed,
  },
  {
    .name = "cost",
    .summary = N_("Tell when the machines pay for themselves"),
    .options = rig_cost_options,
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_cost,
  },
  {
    .name = "decide",
    .summary = N_("Tell which machine, by your needs and weights"),
    .details = N_("Keys that begin with “need-” say what must be, those with “weight-” what "
                  "counts: “rigwise-cli scenario” lists them. That the model fits is always a "
                  "need."),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_decide,
  },
  {
    .name = "search",
    .summary = N_("Find the cheapest machine of the whole catalogue that meets your needs"),
    .details = N_("Which one runs the scenario’s model at its context and meets the keys that "
                  "begin with “need-”, such as need-decode=10: out of all that are on sale, not of "
                  "those compared. Exit status 1: none is known to."),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_search,
  },
  {
    .name = "flips",
    .summary = N_("Tell what would change the answer, input by input"),
    .details = N_("Every number of the scenario and every machine’s price, each with the nearest "
                  "value on either side at which best choice, verdict or what fits is another."),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_flips,
  },
  {
    .name = "claims",
    .summary = N_("Check every claim of the article"),
    .details = N_("Each cell of its tables and each statement, beside what is computed and what is "
                  "on record as of the scenario’s day; nothing else of the scenario counts."),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_claims,
  },
  {
    .name = "situations",
    .summary = N_("Answer the article’s situations and questions by rules"),
    .details = N_("Each situation is asked of the article’s own machines and of everything on "
                  "sale, as of the scenario’s day; nothing else of the scenario counts."),
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_situations,
  },
  {
    .name = "sweep",
    .arguments = "KEY",
    .summary = N_("Tell how the answer changes along one input"),
    .details = N_("KEY is a number of the scenario, such as context or api-spend. It takes every "
                  "value that its slider stops at; the other inputs stay as they are. Text shows "
                  "some of them, json and csv all."),
    .min_arguments = 1,
    .max_arguments = 1,
    .load = RIG_LOAD_ANSWER,
    .run = rig_command_sweep,
  },
  {
    .name = "render",
    .arguments = "PAGE --output FILE",
    .summary = N_("Paint a page as a picture"),
    .details = N_("PAGE is specs, models, speed, cost, decide, claims or all; FILE ends in .png, "
                  ".svg or .pdf. "
                  "With “all”, FILE is a folder that gets one PNG picture per page."),
    .min_arguments = 1,
    .max_arguments = 1,
    .options = rig_render_options,
    .load = RIG_LOAD_NOTHING,
    .run = rig_command_render,
  },
  {
    .name = "import",
    .arguments = "FILE",
    .summary = N_("Take in the model of a GGUF file, or what llama-bench measured"),
    .details = N_("Of a GGUF file only the header is read; of a split model any one file will do. "
                  "What llama-bench wrote as JSON, CSV, Markdown or SQL is shown beside what was "
                  "predicted, and counts in the speeds of that machine from then on; FILE may be "
                  "“-” for standard input. Records stay "
                  "in your own catalogue until you remove them. Importing the same file or test "
                  "again updates its record."),
    .min_arguments = 1,
    .max_arguments = 1,
    .options = rig_import_options,
    .load = RIG_LOAD_CATALOG,
    .run = rig_command_import,
  },
  {
    .name = "measurements",
    .summary = N_("List what you measured and imported"),
    .load = RIG_LOAD_CATALOG,
    .run = rig_command_measurements,
  },
  {
    .name = "rename",
    .arguments = "ID NAME",
    .summary = N_("Give an imported model another name"),
    .min_arguments = 2,
    .max_arguments = 2,
    .load = RIG_LOAD_CATALOG,
    .run = rig_command_rename,
  },
  {
    .name = "remove",
    .arguments = "ID",
    .summary = N_("Forget an imported model or a measurement; its file stays where it is"),
    .min_arguments = 1,
    .max_arguments = 1,
    .load = RIG_LOAD_CATALOG,
    .run = rig_command_remove,
  },
  {
    .name = "validate",
    .arguments = "FILE",
    .summary = N_("Compare predicted speeds with a table of measurements"),
    .details = N_("FILE is a CSV file with a line of names above it; the manual page lists the "
                  "columns. Predictions never see what was measured."),
    .min_arguments = 1,
    .max_arguments = 1,
    .options = rig_validate_options,
    .load = RIG_LOAD_CATALOG,
    .run = rig_command_validate,
  },
  {
    .name = "complete",
    .arguments = "commands|keys|pages|ids|machines|imported|measurements|values KEY",
    .summary = N_("List words for the shell's completion"),
    .min_arguments = 1,
    .max_arguments = 2,
    .load = RIG_LOAD_NOTHING,
    .hidden = TRUE,
    .run = rig_command_complete,
  },
};
const guint rig_n_commands = G_N_ELEMENTS (rig_commands);

static const RigCommand *
find_command (const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  for (guint i = 0; i < rig_n_commands; i++)
    {
      if (g_str_equal (rig_commands[i].name, name))
        return &rig_commands[i];
      if (!rig_commands[i].hidden)
        g_ptr_array_add (names, (gpointer) rig_commands[i].name);
    }
  suggestion = rig_suggestion_new (name, names);
  g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE, _("there is no command “%1$s”%2$s"), name,
               suggestion);
  return NULL;
}

/* Parses @argv and leaves in it what is no option. */
static gboolean
parse_options (GOptionContext *context, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) owned = context;

  return g_option_context_parse_strv (owned, argv, error);
}

static gboolean
take_arguments (const RigCommand *command, char **argv, RigOptions *options, GError **error)
{
  guint first = 1, n;

  /* GOption leaves a "--" where arguments follow it that look like options. */
  if (argv[first] != NULL && g_str_equal (argv[first], "--"))
    first++;
  for (guint i = first; argv[i] != NULL; i++)
    g_ptr_array_add (options->arguments, g_strdup (argv[i]));
  n = options->arguments->len;
  if (options->help || options->version)
    return TRUE;
  if (n < command->min_arguments)
    {
      g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE, _("“%1$s” expects %2$s behind it"),
                   command->name, command->arguments);
      return FALSE;
    }
  if (n > command->max_arguments)
    {
      const char *extra = g_ptr_array_index (options->arguments, command->max_arguments);

      g_set_error (error, RIG_CLI_ERROR, RIG_EXIT_USAGE,
                   _("“%1$s” does not expect “%2$s” behind it"), command->name, extra);
      return FALSE;
    }
  return TRUE;
}

gboolean
rig_command_line_parse (char **argv, RigOptions *options, const RigCommand **command,
                        GError **error)
{
  g_auto (GStrv) rest = g_strdupv (argv);
  GOptionContext *before = rig_options_new_context (options, NULL, NULL);
  char *name;

  *command = NULL;
  g_option_context_set_strict_posix (before, TRUE);
  if (!parse_options (before, &rest, error))
    return FALSE;
  if (rest[0] == NULL || rest[1] == NULL)
    {
      if (options->help || options->version)
        return TRUE;
      g_set_error_literal (error, RIG_CLI_ERROR, RIG_EXIT_USAGE, _("a command is expected"));
      return FALSE;
    }
  *command = find_command (rest[1], error);
  if (*command == NULL)
    return FALSE;
  /* The command's name goes, so that only its options and arguments are left to parse. */
  name = rest[1];
  for (guint i = 1; rest[i] != NULL; i++)
    rest[i] = rest[i + 1];
  g_free (name);
  return parse_options (rig_options_new_context (options, NULL, (*command)->options), &rest, error)
         && take_arguments (*command, rest, options, error);
}

static char *
describe_commands (void)
{
  g_autoptr (GString) text = g_string_new (_("Commands:"));

  for (guint i = 0; i < rig_n_commands; i++)
    if (!rig_commands[i].hidden)
      g_string_append_printf (text, "\n  %-12s %s", rig_commands[i].name,
                              _(rig_commands[i].summary));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* GOption does not break lines. */
static char *
wrap_help (const char *text)
{
  g_autoptr (GPtrArray) lines = rig_text_wrap (text, HELP_WIDTH);

  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

char *
rig_command_line_get_help (const RigCommand *command)
{
  g_autoptr (RigOptions) options = rig_options_new ();
  g_autoptr (GOptionContext) context = NULL;
  g_autofree char *usage = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *more = NULL;

  if (command == NULL)
    {
      usage = g_strdup ("COMMAND");
      summary = describe_commands ();
    }
  else
    {
      usage = g_strjoin (" ", command->name, command->arguments, NULL);
      if (command->details != NULL)
        more = wrap_help (_(command->details));
      summary = g_strjoin ("\n\n", _(command->summary), more, NULL);
    }
  context = rig_options_new_context (options, usage, command != NULL ? command->options : NULL);
  g_option_context_set_summary (context, summary);
  if (command == NULL)
    {
      more = wrap_help (_("“rigwise-cli COMMAND --help” tells more about a command, “man "
                          "rigwise-cli” all there is to know."));
      g_option_context_set_description (context, more);
    }
  return g_option_context_get_help (context, FALSE, NULL);
}
