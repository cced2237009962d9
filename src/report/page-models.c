/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "report/fit-words.h"
#include "report/format.h"
#include "report/words.h"

#define LEAST_CONTEXT 2048 /* tokens, where the curve over the context begins */

/* What a buyer asks "up to which size" about. */
static const char *const size_quants[] = { "Q2_K", "Q4_K_M", "Q6_K", "Q8_0", "F16" };

/* What is left, or too much, and what to change first then: the line under a bar. */
static char *
describe_room (const RigPageInput *input, const RigMachineAnswer *machine)
{
  const RigFit *fit = &machine->fit;
  g_autofree char *bytes = rig_format_bytes (fabs (fit->room_bytes));
  g_autofree char *room = NULL, *change = NULL;
  RigFitAdvice advice;

  if (fit->n_devices > 1)
    /* Translators: %s is a size, on each of several GPUs of one machine: "12 GB left on each". */
    room = fit->room_bytes >= 0 ? g_strdup_printf (_("%s left on each"), bytes)
                                : g_strdup_printf (_("%s over on each"), bytes);
  else
    /* Translators: %s is a size: "12 GB left". */
    room = fit->room_bytes >= 0 ? g_strdup_printf (_("%s left"), bytes)
                                /* Translators: %s is a size: "12 GB over". */
                                : g_strdup_printf (_("%s over"), bytes);
  if (fit->verdict == RIG_FIT_FITS)
    return g_steal_pointer (&room);

  rig_evaluator_advise (input->evaluator, input->scenario, input->answer->model,
                        input->answer->quant, machine->machine, &advice);
  if (advice.n_changes == 0)
    return g_steal_pointer (&room);
  change = rig_words_change (&advice.changes[0]);
  return g_strdup_printf ("%s · %s", room, change);
}

/* What lies in the memory that the bar is of: on a card, nothing of what the host keeps. */
static void
add_needs (RigBar *bar, const RigMemory *memory, const RigFit *fit, RigInk ink)
{
  gboolean shared = fit->n_devices == 1 && fit->needed_bytes >= memory->total_bytes;
  double weights = shared ? memory->weights_bytes : memory->device.weights_bytes;
  double context = shared ? memory->kv_bytes + memory->state_bytes : memory->device.context_bytes;

  rig_bar_add_part (bar, _("weights"), weights, 0, ink);
  rig_bar_add_part (bar, _("context"), context, 1, ink);
  rig_bar_add_part (bar, _("buffers"), MAX (0, fit->needed_bytes - weights - context), 2, ink);
}

static RigChart *
new_memory_chart (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  const RigMemory *memory = &answer->memory;
  g_autofree char *context = rig_format_tokens (answer->use.context);
  g_autofree char *subtitle
    /* Translators: %s is a number of tokens such as 32k. */
    = g_strdup_printf (_("Memory in use at %s context, in GB"), context);
  RigChart *chart = rig_chart_new (RIG_CHART_BARS, "fit", _("Does it fit?"), subtitle);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean over = FALSE;

  rig_axis_set (&chart->x, _("Memory"), _("GB"), RIG_AXIS_LINEAR, RIG_NUMBER_BYTES);
  chart->x.from_zero = TRUE;
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      const RigFit *fit = &machine->fit;
      RigInk ink = rig_page_get_ink (i);
      RigBar *bar = rig_chart_add_bar (chart, machine->machine->id, machine->machine->short_name,
                                       ink);
      g_autofree char *needed = rig_format_bytes (fit->needed_bytes);
      g_autofree char *usable = rig_format_bytes (fit->usable_bytes);
      g_autofree char *reason = rig_words_fit (fit);
      if (fit->verdict == RIG_FIT_UNKNOWN)
        {
          bar->unknown = TRUE;
          bar->value_text = g_strdup (_("not known"));
          continue;
        }
      add_needs (bar, memory, fit, ink);
      if (fit->runtime_bytes > 0)
        rig_bar_add_part (bar, _("runtime"), fit->runtime_bytes, 3, ink);
      if (fit->room_bytes > 0)
        rig_bar_add_part (bar, NULL, fit->room_bytes * fit->n_devices, 9, ink);
      rig_bar_add_part (bar, _("kept for the system"), fit->total_bytes - fit->usable_bytes, 0,
                        RIG_INK_SYSTEM);
      bar->limit = fit->total_bytes;
      bar->note = describe_room (input, machine);
      over |= fit->room_bytes < 0;
      /* Translators: a verdict and its reason: "fits: 22.5 GB of 102 GB". */
      bar->value_text = g_strdup_printf (_("%1$s: %2$s of %3$s"), rig_words_verdict (fit->verdict),
                                         needed, usable);
      g_string_append_printf (words, "%s: %s. %s ", machine->machine->name,
                              rig_words_verdict (fit->verdict), reason);
    }
  rig_chart_add_legend (chart, _("weights"), 0, RIG_INK_NEUTRAL);
  rig_chart_add_legend (chart, _("context"), 1, RIG_INK_NEUTRAL);
  rig_chart_add_legend (chart, _("buffers"), 2, RIG_INK_NEUTRAL);
  rig_chart_add_legend (chart, _("runtime"), 3, RIG_INK_NEUTRAL);
  rig_chart_add_legend (chart, _("kept for the system"), 0, RIG_INK_SYSTEM);
  if (over)
    rig_chart_add_legend (chart, _("over the limit"), 0, RIG_INK_OVER);
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}

static void
add_needed (const RigPageInput *input, RigSeries *series, double most)
{
  const RigAnswer *answer = input->answer;
  RigMemoryUse use = answer->use;

  for (double context = LEAST_CONTEXT; context <= most * 1.001; context *= sqrt (sqrt (2)))
    {
      RigMemory memory;

      use.context = (guint) round (context / 256) * 256;
      rig_memory_init (&memory, &answer->shape, &answer->weights, &use);
      if (memory.unknown == NULL)
        rig_series_add_point (series, use.context, memory.total_bytes, NAN, NAN);
    }
}

/* A machine's limit as a line, and the context with which it is met; @words gets that in words. */
static void
add_limit (const RigPageInput *input, RigChart *chart, guint i, double most, GString *words)
{
  const RigAnswer *answer = input->answer;
  const RigMachineAnswer *machine = &answer->machines[i];
  double usable = machine->fit.usable_bytes;
  g_autofree char *tokens = NULL;
  RigFitCase fit_case;
  RigSeries *limit;
  guint largest;

  if (isnan (usable))
    return;
  limit = rig_chart_add_series (chart, machine->machine->id, machine->machine->short_name,
                                rig_page_get_ink (i));
  limit->dashed = TRUE;
  rig_series_add_point (limit, LEAST_CONTEXT, usable, NAN, NAN);
  rig_series_add_point (limit, most, usable, NAN, NAN);
  if (machine->fit.verdict == RIG_FIT_UNKNOWN)
    return;

  rig_evaluator_prepare_fit (input->evaluator, input->scenario, answer->model, answer->quant,
                             machine->machine, &fit_case);
  largest = rig_fit_case_get_largest_context (&fit_case);
  tokens = rig_format_tokens (largest);
  if (largest == 0)
    /* Translators: the name of a machine. */
    g_string_append_printf (words, _(" %s has room for none."),
                            machine->machine->name);
  else
    /* Translators: the name of a machine, and a number of tokens such as 32k. */
    g_string_append_printf (words, _(" %1$s has room for %2$s."), machine->machine->name, tokens);
  /* Where the model itself ends first, no limit is met. */
  if (largest >= LEAST_CONTEXT && largest < most)
    rig_chart_add_callout (chart, largest, usable, tokens, rig_page_get_ink (i));
}

/* Memory over context: where a machine's limit is met. */
static RigChart *
new_context_chart (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  double longest = MIN (1048576.0, (double) MAX (answer->model->max_context, 4096));
  double most = MAX (longest, answer->use.context);
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "memory-over-context",
                                   _("How long may the context get?"),
                                   _("Memory needed over context, against what each GPU may use"));
  RigSeries *series = rig_chart_add_series (chart, "needed", answer->model->name, RIG_INK_NEUTRAL);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *first = NULL, *last = NULL;

  rig_axis_set (&chart->x, _("Context"), _("tokens"), RIG_AXIS_LOG, RIG_NUMBER_TOKENS);
  rig_axis_set (&chart->y, _("Memory"), _("GB"), RIG_AXIS_LINEAR, RIG_NUMBER_BYTES);
  chart->y.from_zero = TRUE;
  add_needed (input, series, most);
  for (guint i = 0; i < answer->n_machines; i++)
    add_limit (input, chart, i, most, words);
  if (series->points->len == 0)
    return chart;

  first = rig_format_bytes (g_array_index (series->points, RigPoint, 0).y);
  last = rig_format_bytes (g_array_index (series->points, RigPoint, series->points->len - 1).y);
  rig_chart_add_callout (chart, answer->use.context, answer->memory.total_bytes, NULL,
                         RIG_INK_NEUTRAL);
  /* Translators: the spoken description of a curve: a model's name, two sizes; then sentences
   * about the machines. */
  chart->description = g_strdup_printf (_("%1$s needs %2$s with a short context and %3$s with "
                                          "the longest.%4$s"), answer->model->name, first, last,
                                        words->str);
  return chart;
}

static RigTable *
new_size_table (const RigPageInput *input)
{
  RigTable *table
    = rig_table_new ("largest", _("How large may a model be?"),
                     _("Dense parameters whose weights fill what the GPU may use by default"));

  rig_table_add_column (table, "quant", _("Quantisation"), NULL, RIG_ALIGN_START, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_END);
  for (guint i = 0; i < G_N_ELEMENTS (size_quants); i++)
    {
      guint row = rig_table_add_row (table, size_quants[i], NULL);
      rig_words_fill_text (rig_table_get_cell (table, row, 0), size_quants[i], 0, NULL);
      for (guint m = 0; m < input->answer->n_machines; m++)
        {
          double params = rig_page_get_largest_params (
            input, size_quants[i], input->answer->machines[m].fit.usable_bytes);
          RigEstimate estimate = rig_estimate_exact (params, RIG_BASIS_ESTIMATED);
          if (isnan (params))
            rig_words_fill_unknown (rig_table_get_cell (table, row, m + 1), NULL);
          else
            rig_words_fill_estimate (rig_table_get_cell (table, row, m + 1),
                                     rig_format_params (params), &estimate, 0, NULL);
        }
      rig_page_mark_best (table, row, 1, TRUE);
    }
  rig_table_add_footnote (table, _("Weights alone, at the bits per weight of Llama 3.3 70B. Which "
                                   "models fit with context and buffers is in the table of the "
                                   "largest model that fits."));
  return table;
}

static RigTable *
new_breakdown_table (const RigPageInput *input)
{
  const RigMemory *memory = &input->answer->memory;
  const struct
  {
    const char *id, *label;
    double device, host, total;
  } rows[] = {
    { "weights_bytes", _("Weights"), memory->device.weights_bytes, memory->host.weights_bytes,
      memory->weights_bytes },
    { "context_bytes", _("Context"), memory->device.context_bytes, memory->host.context_bytes,
      memory->kv_bytes + memory->state_bytes },
    { "compute_bytes", _("Buffers"), memory->device.compute_bytes, memory->host.compute_bytes,
      memory->compute_bytes },
    { "total_bytes", _("Together"),
      memory->device.weights_bytes + memory->device.context_bytes + memory->device.compute_bytes,
      memory->host.weights_bytes + memory->host.context_bytes + memory->host.compute_bytes,
      memory->total_bytes },
  };
  RigTable *table = rig_table_new ("memory", _("Where does the memory go?"),
                                   input->answer->use.device == RIG_MEMORY_DEVICE_NONE
                                     ? _("As llama.cpp lays it out without a GPU")
                                     : _("As llama.cpp lays it out with every layer on the GPU"));

  rig_table_add_column (table, "part", _("Part"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "device", _("GPU"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "host", _("Computer"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "total", _("Together"), NULL, RIG_ALIGN_END, -1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint row = rig_table_add_row (table, rows[i].id, NULL);
      const double values[] = { rows[i].device, rows[i].host, rows[i].total };
      rig_words_fill_text (rig_table_get_cell (table, row, 0), rows[i].label, 0, NULL);
      for (guint c = 0; c < G_N_ELEMENTS (values); c++)
        {
          RigCell *cell = rig_table_get_cell (table, row, c + 1);
          if (memory->unknown != NULL)
            rig_words_fill_unknown (cell, _(memory->unknown));
          else
            rig_cell_take (cell, rig_format_bytes (values[c]), values[c], RIG_BASIS_PREDICTED, 0,
                           NULL);
        }
    }
  if (input->answer->weights.interpolated)
    rig_table_add_footnote (table, _("A custom model has the depth and width of the catalogue’s "
                                     "models of its size, interpolated."));
  return table;
}

/* The names of the machines with this verdict. */
static char *
list_verdict (const RigAnswer *answer, RigFitVerdict verdict, guint *n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < answer->n_machines; i++)
    if (answer->machines[i].fit.verdict == verdict)
      g_ptr_array_add (names, (gpointer) answer->machines[i].machine->short_name);
  *n = names->len;
  return rig_words_list (names);
}

static char *
describe_finding (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  const char *model = answer->model->name, *quant = answer->quant->id;
  guint n_fits, n_tight, n_unknown;
  g_autofree char *fits = list_verdict (answer, RIG_FIT_FITS, &n_fits);
  g_autofree char *tight = list_verdict (answer, RIG_FIT_TIGHT, &n_tight);
  g_autofree char *unknown = list_verdict (answer, RIG_FIT_UNKNOWN, &n_unknown);
  g_autofree char *needed = rig_format_bytes (answer->memory.total_bytes);
  g_autofree char *context = rig_format_tokens (answer->use.context);
  g_autoptr (GString) text = g_string_new (NULL);

  if (answer->memory.unknown != NULL)
    /* Translators: a model's name, and why its memory is not known. */
    return g_strdup_printf (_("How much memory %1$s needs is not known: %2$s."), model,
                            _(answer->memory.unknown));
  /* Translators: in these five, a model, a quantisation, a context such as 32k, a size; then the
   * names of machines. */
  if (n_fits == answer->n_machines)
    g_string_printf (text, _("%1$s at %2$s with %3$s context needs %4$s: it fits every machine "
                             "here."), model, quant, context, needed);
  else if (n_fits > 0 && n_tight + n_unknown > 0)
    g_string_printf (text, _("%1$s at %2$s with %3$s context needs %4$s: it fits %5$s."), model,
                     quant, context, needed, fits);
  else if (n_fits > 0)
    g_string_printf (text, _("%1$s at %2$s with %3$s context needs %4$s: it fits only %5$s."),
                     model, quant, context, needed, fits);
  else if (n_tight + n_unknown > 0)
    g_string_printf (text, _("%1$s at %2$s with %3$s context needs %4$s."), model, quant, context,
                     needed);
  else
    g_string_printf (text, _("%1$s at %2$s with %3$s context needs %4$s: it fits none of these."),
                     model, quant, context, needed);
  /* Translators: names of machines. */
  if (n_tight > 0)
    g_string_append_printf (text, _(" It is tight on %s."), tight);
  if (n_unknown > 0)
    g_string_append_printf (text, _(" Whether it fits %s is not known."), unknown);
  if (n_tight + n_unknown > 0 && n_fits + n_tight + n_unknown < answer->n_machines)
    g_string_append (text, _(" It does not fit the others."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static RigTable *
new_compared_advice_table (const RigPageInput *input)
{
  const RigMachine *machines[RIG_MAX_COMPARED];

  for (guint i = 0; i < input->answer->n_machines; i++)
    machines[i] = input->answer->machines[i].machine;
  return rig_page_new_advice_table (input, machines, input->answer->n_machines);
}

void
rig_page_fill_models (RigReport *report, const RigPageInput *input)
{
  report->finding = describe_finding (input);
  g_ptr_array_add (report->charts, new_memory_chart (input));
  g_ptr_array_add (report->charts, new_context_chart (input));
  g_ptr_array_add (report->tables, rig_page_new_model_table (input));
  g_ptr_array_add (report->tables, new_compared_advice_table (input));
  g_ptr_array_add (report->tables, rig_page_new_largest_model_table (input));
  g_ptr_array_add (report->tables, rig_page_new_beside_table (input));
  g_ptr_array_add (report->tables, new_size_table (input));
  g_ptr_array_add (report->tables, new_breakdown_table (input));
  g_ptr_array_add (report->tables, rig_article_new_fit_table (input));
}
