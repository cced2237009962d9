/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "engine/answer/money-sides.h"
#include "engine/estimate/money-parts.h"
#include "report/format.h"

/* What the money of each course of action goes to over the horizon, as stacked bars. */

enum
{
  MACHINE,
  ENERGY,
  UPKEEP,
  INTEREST,
  API,
  N_PARTS,
};

static const char *const labels[N_PARTS] = {
  [MACHINE] = N_("the machine, less its resale"),
  [ENERGY] = N_("electricity"),
  [UPKEEP] = N_("upkeep"),
  [INTEREST] = N_("interest"),
  [API] = N_("API"),
};

static double
get_part (const RigMoneyParts *parts, guint part)
{
  const double usd[N_PARTS] = {
    [MACHINE] = parts->machine_usd,   [ENERGY] = parts->energy_usd, [UPKEEP] = parts->upkeep_usd,
    [INTEREST] = parts->interest_usd, [API] = parts->api_usd,
  };

  return usd[part];
}

/* The sum, and for a screen reader what it is made of. */
static void
finish_bar (RigBar *bar, const char *name, double usd, double api_usd, GString *words)
{
  g_autofree char *api = rig_format_usd (api_usd);

  bar->value_text = rig_format_usd (usd);
  /* Translators: a course of action in a spoken description: a machine or a host; two amounts of
   * money. */
  g_string_append_printf (words, _("%1$s: %2$s in all, %3$s of it for APIs. "), name,
                          bar->value_text, api);
}

static void
add_bill_bar (RigChart *chart, const char *id, const char *label, double usd, GString *words)
{
  RigBar *bar = rig_chart_add_bar (chart, id, label, RIG_INK_NEUTRAL);

  rig_bar_add_part (bar, _(labels[API]), usd, API, RIG_INK_NEUTRAL);
  finish_bar (bar, label, usd, usd, words);
}

static void
add_machine_bar (RigChart *chart, const RigMachineAnswer *machine, guint slot, gboolean *used,
                 GString *words)
{
  RigBar *bar = rig_chart_add_bar (chart, machine->machine->id, machine->machine->short_name,
                                   rig_page_get_ink (slot));
  RigMoneyParts parts;
  double sum = 0;

  if (machine->money_unknown != NULL)
    {
      bar->unknown = TRUE;
      bar->value_text = g_strdup (_(machine->money_unknown));
      return;
    }
  rig_money_parts_init (&parts, &machine->money_inputs);
  for (guint i = 0; i < N_PARTS; i++)
    {
      double usd = get_part (&parts, i);

      sum += usd;
      used[i] |= usd > 0;
      /* What brings money in takes off the sum, but has no length. */
      if (usd > 0)
        rig_bar_add_part (bar, _(labels[i]), usd, i, rig_page_get_ink (slot));
    }
  finish_bar (bar, machine->machine->name, sum, parts.api_usd, words);
}

/* The bill of today's API, and of changing to the cheapest host. */
static void
add_bills (RigChart *chart, const RigAnswer *answer, guint months, GString *words)
{
  double usd[RIG_MONEY_SEARCH_MONTHS + 1];
  RigSwitch change;

  rig_money_fill_cumulative (&answer->machines[0].money_inputs, months + 1, NULL, usd);
  add_bill_bar (chart, "api", _("API as today"), usd[months], words);
  if (!rig_switch_init (&change, answer))
    return;
  rig_switch_fill_cumulative (&change, answer, months + 1, usd);
  add_bill_bar (chart, "switch", _("Change the host"), usd[months], words);
}

RigChart *
rig_page_new_parts_chart (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  guint months = MIN ((guint) rig_scenario_get_number (input->scenario, RIG_KEY_HORIZON),
                      RIG_MONEY_SEARCH_MONTHS);
  g_autofree char *subtitle
    = g_strdup_printf (ngettext ("All that is spent over %u month, US$, before tax",
                                 "All that is spent over %u months, US$, before tax", months),
                       months);
  RigChart *chart
    = rig_chart_new (RIG_CHART_BARS, "cost-parts", _("What does the money go to?"), subtitle);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean used[N_PARTS] = { [API] = TRUE };

  rig_axis_set (&chart->x, _("Money spent"), "US$", RIG_AXIS_LINEAR, RIG_NUMBER_USD);
  chart->x.from_zero = TRUE;
  if (answer->n_machines > 0)
    add_bills (chart, answer, months, words);
  for (guint i = 0; i < answer->n_machines; i++)
    add_machine_bar (chart, &answer->machines[i], i, used, words);
  for (guint i = 0; i < N_PARTS; i++)
    if (used[i])
      rig_chart_add_legend (chart, _(labels[i]), i, RIG_INK_NEUTRAL);
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}
