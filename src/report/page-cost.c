/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "engine/answer/money-sides.h"
#include "report/format.h"
#include "report/words.h"

/* A machine that serves less than this of the demand is said to be too slow for it. */
#define SERVES_ALL 0.995

/* The longest horizon's months, the purchase before them and one more to interpolate to. */
#define MAX_POINTS (RIG_MONEY_SEARCH_MONTHS + 2)

static void
add_machine_line (RigChart *chart, const RigMachineAnswer *machine, guint slot, guint months)
{
  double usd[MAX_POINTS], api_usd[MAX_POINTS];
  double payback = machine->money.payback_months;
  RigSeries *series = rig_chart_add_series (chart, machine->machine->id,
                                            machine->machine->short_name, rig_page_get_ink (slot));

  rig_money_fill_cumulative (&machine->money_inputs, months + 2, usd, api_usd);
  for (guint month = 0; month <= months; month++)
    rig_series_add_point (series, month, usd[month], NAN, NAN);
  if (payback > 0 && payback <= months)
    {
      g_autofree char *label = rig_format_axis (payback, RIG_NUMBER_MONTHS);
      guint before = (guint) payback;
      double part = payback - before;
      rig_chart_add_callout (chart, payback,
                             (1 - part) * api_usd[before] + part * api_usd[before + 1], label,
                             rig_page_get_ink (slot));
    }
}

static void
add_api_line (RigChart *chart, const RigMoneyInputs *inputs, guint months)
{
  double usd[MAX_POINTS];
  RigSeries *series = rig_chart_add_series (chart, "api", _("API"), RIG_INK_NEUTRAL);

  rig_money_fill_cumulative (inputs, months + 1, NULL, usd);
  for (guint month = 0; month <= months; month++)
    rig_series_add_point (series, month, usd[month], NAN, NAN);
}

/* What who changes the host has spent, and buys nothing. */
static void
add_switch_line (RigChart *chart, const RigAnswer *answer, guint months)
{
  double usd[MAX_POINTS];
  RigSwitch change;
  RigSeries *series;

  if (!rig_switch_init (&change, answer))
    return;
  /* Translators: a line of a chart: today's work is done by the same model at its cheapest host. */
  series = rig_chart_add_series (chart, "switch", _("Change the host"), RIG_INK_NEUTRAL);
  series->dashed = TRUE;
  rig_switch_fill_cumulative (&change, answer, months + 1, usd);
  for (guint month = 0; month <= months; month++)
    rig_series_add_point (series, month, usd[month], NAN, NAN);
}

static RigChart *
new_cash_chart (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  guint months = MIN ((guint) rig_scenario_get_number (input->scenario, RIG_KEY_HORIZON),
                      RIG_MONEY_SEARCH_MONTHS);
  g_autofree char *subtitle
    = g_strdup_printf (ngettext ("Money spent so far, US$, over %u month",
                                 "Money spent so far, US$, over %u months", months), months);
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "cash", _("When does it pay back?"), subtitle);
  g_autoptr (GString) words = g_string_new (NULL);
  const RigMoneyInputs *any = NULL;

  rig_axis_set (&chart->x, _("Months"), NULL, RIG_AXIS_LINEAR, RIG_NUMBER_MONTHS);
  rig_axis_set (&chart->y, _("Money spent"), "US$", RIG_AXIS_LINEAR, RIG_NUMBER_USD);
  chart->x.from_zero = chart->y.from_zero = TRUE;
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      g_autofree char *payback = rig_words_payback (&machine->payback_months,
                                                       machine->money_low.never);
      any = &machine->money_inputs;
      if (machine->money_unknown != NULL)
        continue;
      add_machine_line (chart, machine, i, months);
      /* Translators: one machine in a spoken description: its name, months or "never". */
      g_string_append_printf (words, _("%1$s pays for itself: %2$s. "), machine->machine->name,
                              payback);
    }
  if (any != NULL)
    {
      add_api_line (chart, any, months);
      add_switch_line (chart, answer, months);
    }
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}

/* Payback over monthly spend: the article's table as a curve, with the machine's own limits. */
static RigChart *
new_spend_chart (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "payback-over-spend",
                                   _("How much must be spent for it to pay?"),
                                   _("Months to payback over what the API costs a month"));
  g_autoptr (GString) words = g_string_new (NULL);
  double scale = answer->api_usd_per_month > 0 ? 1 / answer->api_usd_per_month : 0;

  rig_axis_set (&chart->x, _("API spend"), _("US$ a month"), RIG_AXIS_LOG, RIG_NUMBER_USD);
  rig_axis_set (&chart->y, _("Payback"), NULL, RIG_AXIS_LINEAR, RIG_NUMBER_MONTHS);
  chart->y.from_zero = TRUE;
  chart->y.high = RIG_MONEY_SEARCH_MONTHS;
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      RigSeries *series;
      g_autofree char *spend = NULL;
      if (machine->money_unknown != NULL)
        continue;
      series = rig_chart_add_series (chart, machine->machine->id, machine->machine->short_name,
                                     rig_page_get_ink (i));
      for (double usd = 20; usd <= 5000 * 1.001; usd *= pow (250, 1.0 / 40))
        {
          RigMoneyInputs inputs = machine->money_inputs;
          RigMoney money;
          inputs.api_usd_per_month = usd;
          inputs.tokens_in_per_month *= usd * scale;
          inputs.tokens_out_per_month *= usd * scale;
          rig_money_init (&money, &inputs);
          rig_series_add_point (series, usd,
                                isfinite (money.payback_months) ? money.payback_months : NAN, NAN,
                                NAN);
        }
      spend = rig_format_usd (machine->money.spend_for_payback_usd);
      /* Translators: one machine in a spoken description: its name, an amount of money. */
      g_string_append_printf (words, _("%1$s needs %2$s a month to pay back within the horizon. "),
                              machine->machine->name, spend);
    }
  rig_chart_add_reference (chart, answer->api_usd_per_month, TRUE, _("now"));
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}

/* Which part of which bill is to be saved, in words: "70 %", "$200". */
typedef struct
{
  const char *share, *spend;
} Bill;

/* The machine that pays back first in the middle of its range, or else at its best; NULL: none can
 * be reckoned. */
static const RigMachineAnswer *
find_first (const RigAnswer *answer)
{
  const RigMachineAnswer *first = NULL;

  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      if (machine->money_unknown != NULL)
        continue;
      if (first == NULL || machine->payback_months.value < first->payback_months.value
          || (machine->payback_months.value == first->payback_months.value
              && machine->payback_months.low < first->payback_months.low))
        first = machine;
    }
  return first;
}

/* The names of the others that may pay back as early; or, without @first, of those of which
 * nothing can be said. NULL: there are none. */
static char *
list_others (const RigAnswer *answer, const RigMachineAnswer *first)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      gboolean wanted = first == NULL
                          ? machine->money_unknown != NULL
                          : machine != first && machine->money_unknown == NULL
                              && isfinite (machine->payback_months.low)
                              && machine->payback_months.low <= first->payback_months.high;
      if (wanted)
        g_ptr_array_add (names, (gpointer) machine->machine->short_name);
    }
  return names->len > 0 ? rig_words_list (names) : NULL;
}

/* Nobody is first where there is nobody to be compared with. */
static gboolean
is_only_one (const RigAnswer *answer, const RigMachineAnswer *machine)
{
  for (guint i = 0; i < answer->n_machines; i++)
    if (&answer->machines[i] != machine && answer->machines[i].money_unknown == NULL)
      return FALSE;
  return TRUE;
}

/* A machine that cannot do all the work pays back less of the bill, and that is said first. */
static char *
describe_slow (const RigMachineAnswer *machine, const char *payback)
{
  const RigEstimate share = { machine->money.served_share, machine->money_high.served_share,
                              machine->money_low.served_share, RIG_BASIS_PREDICTED };
  g_autofree char *served = rig_words_share (&share);

  if (isinf (machine->payback_months.low))
    return g_strdup_printf (machine->money_low.never
                              ? _("%1$s can do %2$s of the work, and never pays for itself.")
                              : _("%1$s can do %2$s of the work, and does not pay for itself "
                                  "within ten years."),
                            machine->machine->short_name, served);
  return g_strdup_printf (_("%1$s can do %2$s of the work, and pays for itself in %3$s."),
                          machine->machine->short_name, served, payback);
}

static char *
describe_first (const RigPageInput *input, const RigMachineAnswer *machine, const Bill *bill)
{
  g_autofree char *payback = rig_words_payback (&machine->payback_months,
                                                   machine->money_low.never);
  g_autofree char *others = list_others (input->answer, machine);

  if (machine->money.served_share < SERVES_ALL)
    return describe_slow (machine, payback);
  if (isinf (machine->payback_months.low))
    return g_strdup_printf (_("With %1$s of %2$s a month replaced, none of these machines pays for "
                              "itself within ten years."), bill->share, bill->spend);
  if (isinf (machine->payback_months.value))
    /* Translators: a share and an amount of money; a machine; "18 months to more than 10 years". */
    return g_strdup_printf (_("With %1$s of %2$s a month replaced, none of these machines is sure "
                              "to pay for itself within ten years; %3$s may: %4$s."),
                            bill->share, bill->spend, machine->machine->short_name, payback);
  /* Where the intervals overlap, nobody is first. */
  if (others != NULL)
    /* Translators: a share and an amount of money; a machine; an interval such as
     * "14–21 months"; names of other machines. */
    return g_strdup_printf (_("With %1$s of %2$s a month replaced, %3$s pays for itself in %4$s; "
                              "%5$s may be as early: the intervals overlap."),
                            bill->share, bill->spend, machine->machine->short_name, payback,
                            others);
  /* Translators: in these two, a share and an amount of money; a machine; an interval such as
   * "14–21 months". */
  if (is_only_one (input->answer, machine))
    return g_strdup_printf (_("With %1$s of %2$s a month replaced, %3$s pays for itself in %4$s."),
                            bill->share, bill->spend, machine->machine->short_name, payback);
  return g_strdup_printf (
    _("With %1$s of %2$s a month replaced, %3$s pays for itself first: in %4$s."), bill->share,
    bill->spend, machine->machine->short_name, payback);
}

/* Machines that cannot do all of the work, with the share that they can: said before all else.
 * @first: has a sentence of its own. */
static void
append_slow (GString *text, const RigAnswer *answer, const RigMachineAnswer *first)
{
  g_autoptr (GPtrArray) slow = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      const RigEstimate share = { machine->money.served_share, machine->money_high.served_share,
                                  machine->money_low.served_share, RIG_BASIS_PREDICTED };
      g_autofree char *served = NULL;

      if (machine == first || machine->money_unknown != NULL
          || machine->money.served_share >= SERVES_ALL)
        continue;
      served = rig_words_share (&share);
      /* Translators: a machine and the share of the work that it can do. */
      g_ptr_array_add (slow, g_strdup_printf (_("%1$s (%2$s)"), machine->machine->short_name,
                                              served));
    }
  if (slow->len == 0)
    return;
  list = rig_words_list (slow);
  /* Translators: machines, each with the share of the work that it can do. */
  g_string_append_printf (text, _("Too slow for all of the work: %s. "), list);
}

/* Changing the host: better than every machine, over all that is known of them, or just a price. */
static void
append_host (GString *text, const RigAnswer *answer)
{
  RigSwitch change;
  double most = -INFINITY;
  g_autofree char *price = NULL, *gain = NULL;

  if (!rig_switch_init (&change, answer))
    return;
  for (guint i = 0; i < answer->n_machines; i++)
    if (answer->machines[i].money_unknown == NULL)
      most = fmax (most, answer->machines[i].npv_usd.high);
  price = rig_format_usd (change.host->usd_per_month);
  gain = rig_format_usd (change.money.npv_usd);
  if (isfinite (most) && change.money.npv_usd > fmax (most, 0))
    /* Translators: a model, a host, an amount of money a month, an amount of money. */
    g_string_append_printf (text, _(" Changing the host beats every machine here: the same tokens "
                                    "of %1$s at %2$s cost %3$s a month, and the change alone is "
                                    "worth %4$s over the horizon."),
                            change.host->api->model, change.host->api->host, price, gain);
  else if (change.host->usd_per_month < answer->api_usd_per_month)
    /* Translators: a model, a host, an amount of money. */
    g_string_append_printf (text, _(" The same tokens of %1$s at %2$s cost %3$s a month."),
                            change.host->api->model, change.host->api->host, price);
}

static char *
describe_finding (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  const RigMachineAnswer *first = find_first (answer);
  g_autofree char *spend = rig_format_usd (answer->api_usd_per_month);
  g_autofree char *share
    = rig_format_share (rig_scenario_get_number (input->scenario, RIG_KEY_REPLACE_SHARE));
  const Bill bill = { share, spend };
  g_autofree char *sentence = NULL, *unknown = list_others (answer, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  if (first == NULL)
    {
      g_string_append (text, _("None of these machines can be reckoned: the model does not fit, or "
                               "a figure is not known."));
      append_host (text, answer);
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  append_slow (text, answer, first);
  sentence = describe_first (input, first, &bill);
  g_string_append (text, sentence);
  if (unknown != NULL)
    /* Translators: names of machines. */
    g_string_append_printf (text, _(" %s cannot be reckoned."), unknown);
  append_host (text, answer);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
rig_page_fill_cost (RigReport *report, const RigPageInput *input)
{
  report->finding = describe_finding (input);
  g_ptr_array_add (report->charts, new_cash_chart (input));
  g_ptr_array_add (report->charts, rig_page_new_parts_chart (input));
  g_ptr_array_add (report->charts, new_spend_chart (input));
  g_ptr_array_add (report->tables, rig_page_new_courses_table (input));
  g_ptr_array_add (report->tables, rig_page_new_money_table (input));
  g_ptr_array_add (report->tables, rig_page_new_break_even_table (input));
  rig_page_add_tornado (report, input);
  rig_page_add_odds (report, input);
  g_ptr_array_add (report->tables, rig_article_new_payback_table (input));
}
