/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* Rows of figures: which, under which heading, and which end is good for a buyer. */
typedef enum
{
  MORE,
  LESS,
  NEITHER,
} Better;

static const struct
{
  const char *key, *group;
  Better better;
} figure_rows[] = {
  { "memory_gb", N_("Memory"), MORE },
  { "usable_gpu_fraction_default", N_("Memory"), MORE },
  { "bandwidth_gb_per_s", N_("Memory"), MORE },
  { "bandwidth_measured_gb_per_s", N_("Memory"), MORE },
  { "fp32_tflops", N_("Compute"), MORE },
  { "fp16_tflops_dense", N_("Compute"), MORE },
  { "fp8_tflops_dense", N_("Compute"), MORE },
  { "fp4_tflops_dense", N_("Compute"), MORE },
  { "fp4_tflops_sparse", N_("Compute"), MORE },
  { "npu_tops", N_("Compute"), MORE },
  { "gpu_cores", N_("Compute"), NEITHER },
  { "tdp_w", N_("Power and noise"), LESS },
  { "max_wall_w", N_("Power and noise"), LESS },
  { "llm_wall_w", N_("Power and noise"), LESS },
  { "idle_w", N_("Power and noise"), LESS },
  { "noise_dba", N_("Power and noise"), LESS },
  { "battery_hours", N_("Power and noise"), MORE },
  { "price_launch_usd", N_("Buying"), LESS },
  { "price_recent_usd", N_("Buying"), LESS },
};

static const RigMachineFigure *
find_figure (const char *key)
{
  for (guint i = 0; i < rig_n_machine_figures; i++)
    if (g_str_equal (rig_machine_figures[i].key, key))
      return &rig_machine_figures[i];
  g_return_val_if_reached (NULL);
}

static void
add_figure_row (RigTable *table, const RigPageInput *input, guint i)
{
  const RigMachineFigure *info = find_figure (figure_rows[i].key);
  guint row;
  gboolean known = FALSE;

  for (guint m = 0; m < input->answer->n_machines; m++)
    known |= rig_figure_is_known (
      G_STRUCT_MEMBER_P (input->answer->machines[m].machine, info->offset));
  /* A row of dashes says nothing that a missing row does not. */
  if (!known)
    return;

  row = rig_table_add_row (table, info->key, _(figure_rows[i].group));
  rig_words_fill_text (rig_table_get_cell (table, row, 0), _(info->label), 0, NULL);
  for (guint m = 0; m < input->answer->n_machines; m++)
    rig_words_fill_figure (
      rig_table_get_cell (table, row, m + 1),
      G_STRUCT_MEMBER_P (input->answer->machines[m].machine, info->offset), info->unit);
  if (figure_rows[i].better != NEITHER)
    rig_page_mark_best (table, row, 1, figure_rows[i].better == MORE);
}

typedef char *(*TextFunc) (const RigMachine *machine, guint *marks, char **note);

static char *
get_chip (const RigMachine *machine, guint *marks, char **note)
{
  return g_strdup (machine->chip);
}

static char *
get_memory_type (const RigMachine *machine, guint *marks, char **note)
{
  return g_strdup (machine->memory_type);
}

static char *
get_form_factor (const RigMachine *machine, guint *marks, char **note)
{
  return g_strdup (machine->form_factor);
}

static char *
get_os (const RigMachine *machine, guint *marks, char **note)
{
  return machine->os != NULL ? g_strjoinv (", ", (char **) machine->os) : NULL;
}

static char *
get_apis (const RigMachine *machine, guint *marks, char **note)
{
  return machine->apis != NULL ? g_strjoinv (", ", (char **) machine->apis) : NULL;
}

static char *
get_status (const RigMachine *machine, guint *marks, char **note)
{
  *note = rig_words_provenance (&machine->release);
  return g_strdup (rig_words_status (machine));
}

static const struct
{
  const char *id, *label, *group;
  TextFunc get;
} text_rows[] = {
  { "chip", N_("Chip"), N_("The machine"), get_chip },
  { "form_factor", N_("Form"), N_("The machine"), get_form_factor },
  { "os", N_("Operating system"), N_("The machine"), get_os },
  { "status", N_("Availability"), N_("The machine"), get_status },
  { "memory_type", N_("Kind of memory"), N_("Memory"), get_memory_type },
  { "apis", N_("GPU interfaces"), N_("Software"), get_apis },
};

static void
add_text_rows (RigTable *table, const RigPageInput *input, const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_rows); i++)
    {
      guint row;
      if (!g_str_equal (text_rows[i].group, group))
        continue;
      row = rig_table_add_row (table, text_rows[i].id, _(group));
      rig_words_fill_text (rig_table_get_cell (table, row, 0), _(text_rows[i].label), 0, NULL);
      for (guint m = 0; m < input->answer->n_machines; m++)
        {
          guint marks = 0;
          g_autofree char *note = NULL;
          g_autofree char *text
            = text_rows[i].get (input->answer->machines[m].machine, &marks, &note);
          rig_words_fill_text (rig_table_get_cell (table, row, m + 1), text, marks, note);
        }
    }
}

static void
fill_support (RigCell *cell, const RigMachine *machine, RigSoftware software)
{
  static const struct
  {
    const char *word;
    guint mark;
  } words[] = {
    [RIG_SUPPORT_UNKNOWN] = { NULL, RIG_MARK_DIM },
    [RIG_SUPPORT_NO] = { NC_("support", "no"), RIG_MARK_NO },
    [RIG_SUPPORT_PARTIAL] = { NC_("support", "partly"), RIG_MARK_TIGHT },
    [RIG_SUPPORT_YES] = { NC_("support", "yes"), RIG_MARK_FITS },
  };
  const RigSoftwareSupport *support = &machine->software[software];
  const char *word = words[support->support].word;
  g_autoptr (GString) note = g_string_new (support->note);

  if (machine->software_source != NULL)
    {
      if (note->len > 0)
        g_string_append (note, ". ");
      g_string_append_printf (note, _("Source: %s"), machine->software_source);
    }
  rig_words_fill_text (cell, word != NULL ? g_dpgettext2 (NULL, "support", word) : NULL,
                       words[support->support].mark, note->len > 0 ? note->str : NULL);
}

static void
add_software_rows (RigTable *table, const RigPageInput *input)
{
  for (guint i = 0; i < RIG_N_SOFTWARE; i++)
    {
      guint row = rig_table_add_row (table, rig_software_get_name (i), _("Software"));
      rig_words_fill_text (rig_table_get_cell (table, row, 0), rig_software_get_name (i), 0, NULL);
      for (guint m = 0; m < input->answer->n_machines; m++)
        fill_support (rig_table_get_cell (table, row, m + 1), input->answer->machines[m].machine,
                      i);
    }
}

/* The largest dense model by size alone, at one quantisation. */
static void
add_largest_row (RigTable *table, const RigPageInput *input, const char *quant_id)
{
  guint row;
  g_autofree char *id = g_strconcat ("largest_", quant_id, NULL);
  /* Translators: %s is a quantisation such as Q4_K_M. */
  g_autofree char *label = g_strdup_printf (_("Largest dense model at %s"), quant_id);

  row = rig_table_add_row (table, id, _("Memory"));
  rig_words_fill_text (rig_table_get_cell (table, row, 0), label, 0, NULL);
  for (guint m = 0; m < input->answer->n_machines; m++)
    {
      const RigFit *fit = &input->answer->machines[m].fit;
      RigCell *cell = rig_table_get_cell (table, row, m + 1);
      double params = rig_page_get_largest_params (input, quant_id, fit->usable_bytes);
      RigEstimate estimate = rig_estimate_exact (params, RIG_BASIS_ESTIMATED);
      if (isnan (params))
        rig_words_fill_unknown (cell, NULL);
      else
        rig_words_fill_estimate (cell, rig_format_params (params), &estimate, 0,
                                 g_strdup (_("Weights alone fill what the GPU may use by default; "
                                             "the context needs 5–10 GB besides.")));
    }
  rig_page_mark_best (table, row, 1, TRUE);
}

static RigTable *
new_specs_table (const RigPageInput *input)
{
  RigTable *table = rig_table_new ("specs", _("Head to head"),
                                   _("What is known of each machine, with its source"));
  const char *last_group = NULL;

  rig_table_add_column (table, "spec", _("Figure"), NULL, RIG_ALIGN_START, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_END);
  add_text_rows (table, input, "The machine");
  for (guint i = 0; i < G_N_ELEMENTS (figure_rows); i++)
    {
      if (last_group != NULL && !g_str_equal (last_group, figure_rows[i].group)
          && g_str_equal (last_group, "Memory"))
        {
          add_largest_row (table, input, "Q4_K_M");
          add_largest_row (table, input, "F16");
          add_text_rows (table, input, "Memory");
        }
      last_group = figure_rows[i].group;
      add_figure_row (table, input, i);
    }
  add_text_rows (table, input, "Software");
  add_software_rows (table, input);
  return table;
}

static RigChart *
new_memory_chart (const RigPageInput *input)
{
  RigChart *chart
    = rig_chart_new (RIG_CHART_BARS, "memory", _("How much memory may the GPU use?"),
                     _("In GB of a billion bytes: 128 GB on the box are 137; hatched: kept for the "
                       "system by default"));
  g_autoptr (GString) words = g_string_new (NULL);

  rig_axis_set (&chart->x, _("Memory"), _("GB"), RIG_AXIS_LINEAR, RIG_NUMBER_BYTES);
  chart->x.from_zero = TRUE;
  for (guint i = 0; i < input->answer->n_machines; i++)
    {
      const RigMachineAnswer *answer = &input->answer->machines[i];
      RigBar *bar = rig_chart_add_bar (chart, answer->machine->id, answer->machine->short_name,
                                       rig_page_get_ink (i));
      g_autofree char *usable = rig_format_bytes (answer->fit.usable_bytes);
      g_autofree char *total = rig_format_bytes (answer->fit.total_bytes);
      if (isnan (answer->fit.usable_bytes))
        {
          bar->unknown = TRUE;
          bar->value_text = g_strdup (_("not known"));
          continue;
        }
      rig_bar_add_part (bar, _("for the GPU"), answer->fit.usable_bytes, 0, rig_page_get_ink (i));
      rig_bar_add_part (bar, _("kept for the system"),
                        answer->fit.total_bytes - answer->fit.usable_bytes, 0, RIG_INK_SYSTEM);
      /* Translators: "102 GB of 128 GB". */
      bar->value_text = g_strdup_printf (_("%1$s of %2$s"), usable, total);
      /* Translators: one machine in a spoken description of a chart. */
      g_string_append_printf (words, _("%1$s: %2$s of %3$s. "), answer->machine->name, usable,
                              total);
    }
  rig_chart_add_legend (chart, _("for the GPU"), 0, RIG_INK_NEUTRAL);
  rig_chart_add_legend (chart, _("kept for the system"), 0, RIG_INK_SYSTEM);
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}

static gboolean
has_stand_in (const RigPageInput *input)
{
  for (guint i = 0; i < input->answer->n_machines; i++)
    if (input->answer->machines[i].machine->bandwidth_gb_per_s.stand_in != NULL)
      return TRUE;
  return FALSE;
}

static RigChart *
new_bandwidth_chart (const RigPageInput *input)
{
  RigChart *chart = rig_chart_new (
    RIG_CHART_BARS, "bandwidth", _("How fast is the memory?"),
    has_stand_in (input)
      ? _("Bandwidth in GB/s limits how fast a machine can write; §: another machine’s figure "
          "stands in")
      : _("Bandwidth in GB/s limits how fast a machine can write"));
  g_autoptr (GString) words = g_string_new (NULL);

  rig_axis_set (&chart->x, _("Bandwidth"), _("GB/s"), RIG_AXIS_LINEAR, RIG_NUMBER_PLAIN);
  chart->x.from_zero = TRUE;
  for (guint i = 0; i < input->answer->n_machines; i++)
    {
      const RigMachine *machine = input->answer->machines[i].machine;
      const RigFigure *figure = &machine->bandwidth_gb_per_s;
      RigBar *bar
        = rig_chart_add_bar (chart, machine->id, machine->short_name, rig_page_get_ink (i));
      g_autofree char *text = rig_words_figure (figure, "GB/s");
      if (!rig_figure_is_known (figure))
        {
          bar->unknown = TRUE;
          bar->value_text = g_strdup (_("not known"));
          continue;
        }
      rig_bar_add_part (bar, NULL, figure->value, 0, rig_page_get_ink (i));
      if (figure->low < figure->high)
        {
          bar->low = figure->low;
          bar->high = figure->high;
        }
      if (rig_figure_is_known (&machine->bandwidth_measured_gb_per_s))
        rig_bar_add_measured (bar, NULL, machine->bandwidth_measured_gb_per_s.value, FALSE);
      bar->value_text = figure->stand_in != NULL ? g_strdup_printf ("%s\302\240§", text)
                                                 : g_strdup (text);
      g_string_append_printf (words, "%s: %s, %s. ", machine->name, text,
                              rig_format_basis (figure->basis));
    }
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}

/* The machines that give their GPU the most memory; @bytes: how much. */
static void
find_largest (const RigAnswer *answer, GPtrArray *names, double *bytes)
{
  *bytes = NAN;
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      if (isnan (machine->fit.usable_bytes) || machine->fit.usable_bytes < *bytes)
        continue;
      if (machine->fit.usable_bytes != *bytes)
        g_ptr_array_set_size (names, 0);
      *bytes = machine->fit.usable_bytes;
      g_ptr_array_add (names, (gpointer) machine->machine->short_name);
    }
}

/* The machines whose memory may be the fastest, as far as the figures tell; @figure: that of the
 * fastest in the middle of its range. FALSE where the figures of several differ, but overlap. */
static gboolean
find_fastest (const RigAnswer *answer, GPtrArray *names, const RigFigure **figure)
{
  gboolean certain = TRUE;

  *figure = NULL;
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigFigure *bandwidth = &answer->machines[i].machine->bandwidth_gb_per_s;
      if (rig_figure_is_known (bandwidth)
          && (*figure == NULL || bandwidth->value > (*figure)->value))
        *figure = bandwidth;
    }
  for (guint i = 0; *figure != NULL && i < answer->n_machines; i++)
    {
      const RigMachine *machine = answer->machines[i].machine;
      const RigFigure *bandwidth = &machine->bandwidth_gb_per_s;
      if (!rig_figure_is_known (bandwidth) || bandwidth->high < (*figure)->low)
        continue;
      certain &= bandwidth->low == (*figure)->low && bandwidth->high == (*figure)->high;
      g_ptr_array_add (names, (gpointer) machine->short_name);
    }
  return certain;
}

/* Which machine has the most memory, and which the fastest; neither may be a single one. */
static char *
describe_finding (const RigPageInput *input)
{
  g_autoptr (GPtrArray) largest = g_ptr_array_new ();
  g_autoptr (GPtrArray) fastest = g_ptr_array_new ();
  const RigFigure *figure;
  double bytes;
  gboolean certain = find_fastest (input->answer, fastest, &figure);
  g_autofree char *memory = NULL, *bandwidth = NULL, *large = NULL, *fast = NULL, *first = NULL;

  find_largest (input->answer, largest, &bytes);
  if (largest->len == 0 || figure == NULL)
    return g_strdup (_("Too little is known of these machines to compare them."));
  memory = rig_format_bytes (bytes);
  bandwidth = rig_words_figure (figure, "GB/s");
  large = rig_words_list (largest);
  fast = rig_words_list (fastest);
  if (largest->len == 1 && fastest->len == 1 && g_str_equal (large, fast))
    return g_strdup_printf (_("%1$s gives the GPU the most memory, %2$s, and moves it the fastest, "
                              "at %3$s."), large, memory, bandwidth);
  /* Translators: names of machines, which the number is of; a size. */
  first = g_strdup_printf (ngettext ("%1$s gives the GPU the most memory, %2$s.",
                                     "%1$s give the GPU the most memory, %2$s.", largest->len),
                           large, memory);
  if (!certain)
    /* Translators: a whole sentence that came before; names of machines. */
    return g_strdup_printf (_("%1$s Whose memory is the fastest is open between %2$s: the figures "
                              "overlap."), first, fast);
  /* Translators: a whole sentence that came before; names of machines, which the number is of; a
   * bandwidth. */
  return g_strdup_printf (ngettext ("%1$s %2$s has the fastest memory, at %3$s.",
                                    "%1$s %2$s have the fastest memory, at %3$s.", fastest->len),
                          first, fast, bandwidth);
}

void
rig_page_fill_specs (RigReport *report, const RigPageInput *input)
{
  report->finding = describe_finding (input);
  g_ptr_array_add (report->charts, new_memory_chart (input));
  g_ptr_array_add (report->charts, new_bandwidth_chart (input));
  g_ptr_array_add (report->tables, new_specs_table (input));
  g_ptr_array_add (report->tables, rig_article_new_specs_table (input));
}
