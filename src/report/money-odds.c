/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* What comes out where all uncertain inputs are drawn from their ranges at once. */

typedef struct
{
  const char *id, *group, *label;
  gsize offset; /* of the double within RigMoneyOdds */
  char *(*format) (double value);
} Row;

#define ODDS(member) G_STRUCT_OFFSET (RigMoneyOdds, member)

static const Row rows[] = {
  { "npv_p10_usd", N_("Net present value"), N_("One draw in ten is no better (P10)"),
    ODDS (npv_usd.p10), rig_format_usd },
  { "npv_p50_usd", N_("Net present value"), N_("Half of the draws are no better (P50)"),
    ODDS (npv_usd.p50), rig_format_usd },
  { "npv_p90_usd", N_("Net present value"), N_("Nine draws in ten are no better (P90)"),
    ODDS (npv_usd.p90), rig_format_usd },
  { "payback_p10_months", N_("Payback"), N_("One draw in ten is no later (P10)"),
    ODDS (payback_months.p10), rig_format_months },
  { "payback_p50_months", N_("Payback"), N_("Half of the draws are no later (P50)"),
    ODDS (payback_months.p50), rig_format_months },
  { "payback_p90_months", N_("Payback"), N_("Nine draws in ten are no later (P90)"),
    ODDS (payback_months.p90), rig_format_months },
  { "npv_positive", N_("Share of the draws"), N_("Worth more than it costs"),
    ODDS (npv_positive), rig_format_share },
  { "paid_back_by_horizon", N_("Share of the draws"), N_("Paid back within the horizon"),
    ODDS (paid_back_by_horizon), rig_format_share },
  { "not_within_search", N_("Share of the draws"), N_("Not paid back in ten years"),
    ODDS (not_within_search), rig_format_share },
};

/* The result of a compared machine; NULL: there is none yet, or its money is not known. */
static const RigOddsResult *
find_result (const RigPageInput *input, const RigMachineAnswer *machine)
{
  if (input->odds == NULL || machine->money_unknown != NULL)
    return NULL;
  return rig_odds_find (input->odds, machine->machine->id);
}

static gboolean
is_current (const RigPageInput *input)
{
  return input->odds != NULL && input->odds_state == RIG_ODDS_CURRENT;
}

/* What is shown, or why it is not. */
static char *
make_subtitle (const RigPageInput *input)
{
  g_autofree char *draws = NULL, *seed = NULL;

  if (input->odds_state == RIG_ODDS_COMPUTING)
    return g_strdup (input->odds == NULL
                       ? _("Computing…")
                       : _("Computing… Until then these are the figures of the settings before."));
  if (input->odds_state == RIG_ODDS_STOPPED)
    return g_strdup (input->odds == NULL
                       ? _("Stopped before there was a result.")
                       : _("Stopped: these are the figures of the settings before."));
  if (input->odds == NULL)
    return NULL;
  draws = rig_format_number (input->odds->n_draws, 9);
  seed = g_strdup_printf ("%" G_GUINT64_FORMAT, input->odds->seed);
  /* Translators: a number of draws in full, and the seed of the random numbers. */
  return g_strdup_printf (_("%1$s draws from your ranges, which are no probabilities of the world; "
                            "seed %2$s"),
                          draws, seed);
}

static void
add_curve (RigChart *chart, const RigMachineAnswer *machine, const RigOddsResult *result,
           guint slot)
{
  RigSeries *series = rig_chart_add_series (chart, machine->machine->id,
                                            machine->machine->short_name, rig_page_get_ink (slot));

  for (guint i = 0; i <= RIG_ODDS_STEPS; i++)
    rig_series_add_point (series, result->npv_usd[i], 100.0 * (RIG_ODDS_STEPS - i) / RIG_ODDS_STEPS,
                          NAN, NAN);
}

static void
describe (GString *words, const RigMachineAnswer *machine, const RigMoneyOdds *odds)
{
  g_autofree char *share = rig_format_share (odds->npv_positive);
  g_autofree char *low = rig_format_usd (odds->npv_usd.p10);
  g_autofree char *high = rig_format_usd (odds->npv_usd.p90);

  /* Translators: one machine in a spoken description: its name, a share, amounts of money. */
  g_string_append_printf (words, _("%1$s is worth more than it costs in %2$s of the draws; eight "
                                   "in ten lie between %3$s and %4$s. "),
                          machine->machine->name, share, low, high);
}

static void
add_references (RigChart *chart)
{
  /* Translators: where a purchase neither wins nor loses. */
  rig_chart_add_reference (chart, 0, TRUE, _("even"));
  rig_chart_add_reference (chart, 90, FALSE, "P10");
  rig_chart_add_reference (chart, 50, FALSE, "P50");
  rig_chart_add_reference (chart, 10, FALSE, "P90");
}

static RigChart *
new_chart (const RigPageInput *input, const char *subtitle)
{
  const RigAnswer *answer = input->answer;
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "odds", _("How sure is it, all in all?"),
                                   subtitle);
  g_autoptr (GString) words = g_string_new (NULL);

  rig_axis_set (&chart->x, _("Net present value"), "US$", RIG_AXIS_LINEAR, RIG_NUMBER_USD);
  rig_axis_set (&chart->y, _("Draws at least as good"), "%", RIG_AXIS_LINEAR, RIG_NUMBER_PLAIN);
  chart->x.from_zero = chart->y.from_zero = TRUE;
  chart->y.low = 0;
  chart->y.high = 100;
  chart->state = input->odds_state == RIG_ODDS_COMPUTING ? RIG_CHART_BUSY
                 : input->odds_state == RIG_ODDS_STOPPED ? RIG_CHART_STOPPED
                                                         : RIG_CHART_READY;
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigOddsResult *result = find_result (input, &answer->machines[i]);
      if (result == NULL || isnan (result->npv_usd[0]))
        continue;
      add_curve (chart, &answer->machines[i], result, i);
      describe (words, &answer->machines[i], &result->odds);
    }
  if (chart->series->len > 0)
    add_references (chart);
  chart->description = is_current (input) ? g_strdup (g_strchomp (words->str))
                                          : g_strdup (subtitle);
  return chart;
}

static void
fill_cell (RigCell *cell, const Row *row, const RigPageInput *input,
           const RigMachineAnswer *machine)
{
  const RigOddsResult *result = find_result (input, machine);
  double value;

  if (result == NULL)
    {
      rig_words_fill_unknown (cell, machine->money_unknown != NULL ? _(machine->money_unknown)
                                                                   : _("Not computed yet."));
      return;
    }
  value = G_STRUCT_MEMBER (double, &result->odds, row->offset);
  if (isnan (value))
    rig_words_fill_unknown (cell, NULL);
  else
    rig_cell_take (cell, row->format (value), value, RIG_BASIS_UNKNOWN,
                   is_current (input) ? RIG_MARK_NONE : RIG_MARK_DIM, NULL);
}

static RigTable *
new_table (const RigPageInput *input, const char *subtitle)
{
  RigTable *table = rig_table_new ("odds", _("The odds under your ranges"), subtitle);

  rig_table_add_column (table, "measure", _("Figure"), NULL, RIG_ALIGN_START, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_END);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint row = rig_table_add_row (table, rows[i].id, _(rows[i].group));

      rig_words_fill_text (rig_table_get_cell (table, row, 0), _(rows[i].label), 0, NULL);
      for (guint m = 0; m < input->answer->n_machines; m++)
        fill_cell (rig_table_get_cell (table, row, m + 1), &rows[i], input,
                   &input->answer->machines[m]);
    }
  return table;
}

void
rig_page_add_odds (RigReport *report, const RigPageInput *input)
{
  g_autofree char *subtitle = NULL;

  if (input->odds_state == RIG_ODDS_NONE)
    return;
  subtitle = make_subtitle (input);
  g_ptr_array_add (report->charts, new_chart (input, subtitle));
  g_ptr_array_add (report->tables, new_table (input, subtitle));
}
