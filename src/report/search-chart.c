/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/search.h"

#include <glib/gi18n.h>
#include <string.h>

#include "report/format.h"
#include "report/words.h"

static double
get_decode (const RigCandidate *candidate)
{
  return rig_span_get_middle (&candidate->option.traits[RIG_TRAIT_DECODE]);
}

static gboolean
is_sold (const RigSearch *search, const RigCandidate *candidate)
{
  for (guint i = 0; i < search->asked.n_needs; i++)
    if (search->asked.needs[i].kind == RIG_NEED_BY_DATE && (candidate->unmet & (1u << i)))
      return FALSE;
  return TRUE;
}

/* Only what runs the model has a speed. What nobody can buy is shown where it is compared. */
static gboolean
is_shown (const RigPageInput *input, const RigSearch *search, const RigCandidate *candidate)
{
  double price = rig_candidate_get_price_usd (candidate), decode = get_decode (candidate);

  return price > 0 && decode > 0
         && (is_sold (search, candidate)
             || rig_page_get_slot (input, candidate->machine->id) >= 0);
}

static void
add_machine (RigChart *chart, const RigPageInput *input, const RigCandidate *candidate)
{
  const RigMachine *machine = candidate->machine;
  int slot = rig_page_get_slot (input, machine->id);
  RigInk ink = slot >= 0 ? rig_page_get_ink ((guint) slot) : RIG_INK_NEUTRAL;
  double price = rig_candidate_get_price_usd (candidate), decode = get_decode (candidate);
  RigSeries *series = rig_chart_add_series (chart, machine->id, machine->short_name, ink);

  series->points_only = series->quiet = TRUE;
  series->small = candidate->meets == RIG_TRUTH_NO;
  rig_series_add_point (series, price, decode, NAN, NAN);
  if (slot >= 0 || candidate->on_front)
    rig_chart_add_callout (chart, price, decode, machine->short_name, ink);
}

/* In steps: the most speed that so much money buys. */
static void
add_front (RigChart *chart, const RigSearch *search, double dearest)
{
  RigSeries *series = NULL;
  double last = NAN;

  for (guint i = 0; i < search->n_candidates; i++)
    {
      const RigCandidate *candidate = &search->candidates[i];
      double price = rig_candidate_get_price_usd (candidate);

      if (!candidate->on_front || !(price > 0))
        continue;
      if (series == NULL)
        {
          series = rig_chart_add_series (chart, "front", _("Fastest for the price"),
                                         RIG_INK_NEUTRAL);
          series->quiet = TRUE;
        }
      else
        rig_series_add_point (series, price, last, NAN, NAN);
      last = get_decode (candidate);
      rig_series_add_point (series, price, last, NAN, NAN);
    }
  if (series != NULL)
    rig_series_add_point (series, dearest, last, NAN, NAN);
}

static void
add_references (RigChart *chart, const RigScenario *scenario)
{
  double decode = rig_scenario_get_number (scenario, RIG_KEY_NEED_DECODE);
  double budget = rig_scenario_get_number (scenario, RIG_KEY_NEED_BUDGET);

  if (decode > 0)
    rig_chart_add_reference (chart, decode, FALSE, _("needed"));
  if (budget > 0)
    rig_chart_add_reference (chart, budget, TRUE, _("budget"));
}

static char *
describe (const RigPageInput *input, const RigSearch *search, guint n_shown)
{
  g_autoptr (GString) front = g_string_new (NULL);
  g_autofree char *finding = rig_search_words_finding (search, input->scenario, input->answer);

  for (guint i = 0; i < search->n_candidates; i++)
    {
      const RigCandidate *candidate = &search->candidates[i];
      g_autofree char *price = NULL;
      g_autofree char *speed = NULL;

      if (!candidate->on_front)
        continue;
      price = rig_words_usd (&candidate->price_usd);
      speed = rig_words_speed (&candidate->decode_tokens_per_s);
      /* Translators: one of a list: a machine, its price, and a speed as a number with its range */
      g_string_append_printf (front, _("%1$s for %2$s with %3$s tokens/s"),
                              candidate->machine->short_name, price, speed);
      g_string_append (front, C_("list", ", "));
    }
  if (front->len == 0)
    return g_steal_pointer (&finding);
  g_string_truncate (front, front->len - strlen (C_("list", ", ")));
  return g_strdup_printf (
    /* Translators: a sentence; how many machines; a list of machines with prices and speeds */
    ngettext ("%1$s %2$u machine is shown. The most speed for the money, the cheapest first: %3$s.",
              "%1$s %2$u machines are shown. The most speed for the money, the cheapest first: "
              "%3$s.", n_shown),
    finding, n_shown, front->str);
}

static char *
make_source (const RigPageInput *input)
{
  /* Translators: how to read the chart; the name of a model. */
  return g_strdup_printf (_("Each point is a machine that runs %s, in the middle of its ranges: "
                            "large where it meets all needs or may, small where it fails one. "
                            "Line: the most speed for the money."),
                          input->answer->model->name);
}

RigChart *
rig_page_new_pareto_chart (const RigPageInput *input, const RigSearch *search)
{
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "pareto",
                                   _("How much speed does the money buy?"), NULL);
  double dearest = 0;
  guint n_shown = 0;

  rig_axis_set (&chart->x, _("Price"), NULL, RIG_AXIS_LOG, RIG_NUMBER_USD);
  rig_axis_set (&chart->y, _("Writing"), _("tokens/s"), RIG_AXIS_LOG, RIG_NUMBER_PLAIN);
  /* Those compared first: what comes first lies on top and gets its label first. */
  for (guint compared = 2; compared-- > 0;)
    for (guint i = 0; i < search->n_candidates; i++)
      {
        const RigCandidate *candidate = &search->candidates[i];

        if (!is_shown (input, search, candidate)
            || (rig_page_get_slot (input, candidate->machine->id) >= 0) != (compared == 1))
          continue;
        add_machine (chart, input, candidate);
        dearest = MAX (dearest, rig_candidate_get_price_usd (candidate));
        n_shown++;
      }
  add_front (chart, search, dearest);
  add_references (chart, input->scenario);
  chart->subtitle = rig_search_words_finding (search, input->scenario, input->answer);
  chart->description = describe (input, search, n_shown);
  chart->source = make_source (input);
  return chart;
}
