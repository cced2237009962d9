/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/decision.h"

#include <glib/gi18n.h>

#include "report/format.h"

#define BEST_SCORE 100
#define MOST_SHOWN 4 /* parts of a bar that are told apart by tint; all others are one */

/* What the criteria bring, and those that stand for themselves, the largest first. */
typedef struct
{
  double points[RIG_MAX_COMPARED][RIG_N_CRITERIA];
  guint shown[RIG_N_CRITERIA];
  guint n_shown;
  gboolean has_rest;
} Parts;

static double
sum_weights (const RigDecision *decision)
{
  double sum = 0;

  for (guint i = 0; i < RIG_N_CRITERIA; i++)
    sum += decision->criteria[i].weight;
  return sum;
}

static void
fill_points (Parts *parts, const RigDecision *decision)
{
  double sum = sum_weights (decision);

  for (guint m = 0; m < decision->n_options; m++)
    for (guint i = 0; i < RIG_N_CRITERIA; i++)
      {
        RigSpan value
          = rig_criterion_get_value (&decision->criteria[i], &decision->options[m]);

        parts->points[m][i]
          = sum > 0 ? decision->criteria[i].weight * rig_span_get_middle (&value) / sum : 0;
      }
}

/* The criteria that bring the machines together the most. A single one is never the rest: that
 * would only hide its name. */
static void
choose_shown (Parts *parts, guint n_machines)
{
  double totals[RIG_N_CRITERIA] = { 0 };
  guint n = 0;

  for (guint i = 0; i < RIG_N_CRITERIA; i++)
    {
      guint at;

      for (guint m = 0; m < n_machines; m++)
        totals[i] += parts->points[m][i];
      if (!(totals[i] > 0))
        continue;
      for (at = n++; at > 0 && totals[parts->shown[at - 1]] < totals[i]; at--)
        parts->shown[at] = parts->shown[at - 1];
      parts->shown[at] = i;
    }
  parts->has_rest = n > MOST_SHOWN + 1;
  parts->n_shown = parts->has_rest ? MOST_SHOWN : n;
}

static void
add_part (RigBar *bar, const char *name, double points, guint tint, GString *words)
{
  g_autofree char *text = rig_format_number (points, 2);

  rig_bar_add_part (bar, name, points, tint, bar->ink);
  /* Translators: a part of a score in a spoken description of a chart: "price: 12. " */
  g_string_append_printf (words, _("%1$s: %2$s. "), name, text);
}

static void
add_parts (RigBar *bar, const Parts *parts, const RigDecision *decision, guint machine,
           GString *words)
{
  double rest = 0;

  for (guint i = 0; i < RIG_N_CRITERIA; i++)
    rest += parts->points[machine][i];
  for (guint i = 0; i < parts->n_shown; i++)
    {
      double points = parts->points[machine][parts->shown[i]];

      rest -= points;
      add_part (bar, rig_decision_words_criterion (decision->criterion_keys[parts->shown[i]]),
                points, i, words);
    }
  if (parts->has_rest)
    add_part (bar, _("all else"), MAX (rest, 0), parts->n_shown, words);
}

static void
add_legend (RigChart *chart, const Parts *parts, const RigDecision *decision)
{
  for (guint i = 0; i < parts->n_shown; i++)
    rig_chart_add_legend (
      chart, rig_decision_words_criterion (decision->criterion_keys[parts->shown[i]]), i,
      RIG_INK_NEUTRAL);
  if (parts->has_rest)
    /* Translators: further parts of a score, in one */
    rig_chart_add_legend (chart, _("all else"), parts->n_shown, RIG_INK_NEUTRAL);
}

RigChart *
rig_decision_new_parts_chart (const RigDecision *decision, const RigAnswer *answer)
{
  RigChart *chart = rig_chart_new (RIG_CHART_BARS, "parts", _("Where do the points come from?"),
                                   _("Points of the score in the middle of every range; what is "
                                     "not known counts half"));
  g_autoptr (GString) words = g_string_new (NULL);
  Parts parts = { 0 };

  rig_axis_set (&chart->x, _("Score"), NULL, RIG_AXIS_LINEAR, RIG_NUMBER_PLAIN);
  chart->x.from_zero = TRUE;
  chart->x.high = BEST_SCORE;
  fill_points (&parts, decision);
  choose_shown (&parts, decision->n_options);
  for (guint i = 0; i < decision->n_choices; i++)
    {
      guint index = decision->choices[i].machine;
      const RigMachine *machine = answer->machines[index].machine;
      RigBar *bar
        = rig_chart_add_bar (chart, machine->id, machine->short_name, rig_page_get_ink (index));

      bar->value_text = rig_format_number (rig_span_get_middle (&decision->choices[i].score), 2);
      g_string_append_printf (words, _("%1$s: %2$s of 100. "), machine->name, bar->value_text);
      add_parts (bar, &parts, decision, index, words);
    }
  add_legend (chart, &parts, decision);
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}
