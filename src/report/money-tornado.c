/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "engine/answer/money-ranges.h"
#include "engine/estimate/money-tornado.h"
#include "report/format.h"
#include "report/words.h"

/* What each uncertain input does to the net present value, the others being as they are. */

/* Tints of the bars: what an input does at its low end is lighter. */
#define LOW_TINT 2
#define HIGH_TINT 0

typedef struct
{
  RigMoneyBar bars[RIG_MONEY_N_INPUTS]; /* the largest swing first */
  guint n;
} Tornado;

static void
tornado_init (Tornado *self, const RigMachineAnswer *machine)
{
  RigMoneyRange ranges[RIG_MONEY_N_INPUTS];

  self->n = rig_money_ranges_fill (machine, ranges);
  rig_money_fill_tornado (&machine->money_inputs, ranges, self->n, self->bars);
}

static const RigMoneyBar *
tornado_find (const Tornado *self, RigMoneyInput input)
{
  for (guint i = 0; i < self->n; i++)
    if (self->bars[i].range.input == input)
      return &self->bars[i];
  return NULL;
}

/* One end of a range, short: "$50", "5 %", "12 tokens/s". */
static char *
format_end (const RigMachineAnswer *machine, RigMoneyInput input, double value)
{
  const RigMoneyRangeInfo *info = rig_money_ranges_find_info (input);
  g_autofree char *text = NULL;

  if (input == RIG_MONEY_INPUT_SPEED)
    {
      text = rig_format_number (value * machine->money_inputs.decode_tokens_per_s, 3);
      return g_strdup_printf (_("%s\u00a0tokens/s"), text);
    }
  if (input == RIG_MONEY_INPUT_LOAD_W || input == RIG_MONEY_INPUT_IDLE_W)
    {
      text = rig_format_number (value, 3);
      return g_strdup_printf (_("%s\u00a0W"), text);
    }
  if (input == RIG_MONEY_INPUT_UPKEEP_HOURS)
    {
      text = rig_format_number (value, 3);
      /* Translators: a number of hours, as short as can be */
      return g_strdup_printf (_("%s\u00a0h"), text);
    }
  if (input == RIG_MONEY_INPUT_HORIZON)
    return rig_format_months (value);
  if (info->key == RIG_N_KEYS || rig_key_get_info (info->key)->type != RIG_TYPE_SHARE)
    return rig_format_usd (value);
  text = rig_format_share (value);
  return input == RIG_MONEY_INPUT_API_DRIFT && value > 0 ? g_strconcat ("+", text, NULL)
                                                         : g_steal_pointer (&text);
}

/* The one with the highest net present value in the middle of its ranges; NULL: none is known. */
static const RigMachineAnswer *
find_best (const RigAnswer *answer)
{
  const RigMachineAnswer *best = NULL;

  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      if (machine->money_unknown == NULL && !isnan (machine->money.npv_usd)
          && (best == NULL || machine->money.npv_usd > best->money.npv_usd))
        best = machine;
    }
  return best;
}

static void
add_bar (RigChart *chart, const RigMachineAnswer *machine, const RigMoneyBar *source, RigInk ink)
{
  const RigMoneyRangeInfo *info = rig_money_ranges_find_info (source->range.input);
  RigBar *bar;

  /* What changes nothing needs no bar: the table has it. */
  if (!(source->swing_usd > 0))
    return;
  bar = rig_chart_add_bar (chart, info->id, _(info->label), ink);
  bar->low = source->npv_low_usd;
  bar->high = source->npv_high_usd;
  bar->low_text = format_end (machine, source->range.input, source->range.low);
  bar->high_text = format_end (machine, source->range.input, source->range.high);
}

static char *
describe (const RigMachineAnswer *machine, const Tornado *tornado)
{
  const RigMoneyBar *first = &tornado->bars[0];
  g_autofree char *npv = rig_format_usd (machine->money.npv_usd);
  g_autofree char *low = rig_format_usd (first->npv_low_usd);
  g_autofree char *high = rig_format_usd (first->npv_high_usd);

  /* Translators: a machine, an amount of money; an input such as "Share replaced", and what comes
   * out at its low and at its high end. */
  return g_strdup_printf (_("Net present value of %1$s: %2$s. What moves it most: %3$s, from %4$s "
                            "to %5$s."),
                          machine->machine->name, npv,
                          _(rig_money_ranges_find_info (first->range.input)->label), low, high);
}

static RigChart *
new_chart (const RigPageInput *input, const RigMachineAnswer *machine, const Tornado *tornado)
{
  RigInk ink = rig_page_get_ink ((guint) (machine - input->answer->machines));
  g_autofree char *npv = rig_format_usd (machine->money.npv_usd);
  /* Translators: the name of a machine. */
  g_autofree char *title
    = g_strdup_printf (_("What matters most for %s?"), machine->machine->short_name);
  /* Translators: an amount of money. */
  g_autofree char *base = g_strdup_printf (_("as set: %s"), npv);
  RigChart *chart
    = rig_chart_new (RIG_CHART_TORNADO, "tornado", title,
                     _("Net present value, US$, with one input at either end of its range and the "
                       "others as they are; the machine whose middle value is highest"));

  rig_axis_set (&chart->x, _("Net present value"), "US$", RIG_AXIS_LINEAR, RIG_NUMBER_USD);
  chart->x.from_zero = TRUE;
  for (guint i = 0; i < tornado->n; i++)
    add_bar (chart, machine, &tornado->bars[i], ink);
  rig_chart_add_reference (chart, machine->money.npv_usd, TRUE, base);
  rig_chart_add_legend (chart, _("input at its low end"), LOW_TINT, ink);
  rig_chart_add_legend (chart, _("input at its high end"), HIGH_TINT, ink);
  chart->description = describe (machine, tornado);
  return chart;
}

static char *
format_range (const RigMachineAnswer *machine, const RigMoneyRange *range)
{
  g_autofree char *low = format_end (machine, range->input, range->low);
  g_autofree char *high = format_end (machine, range->input, range->high);

  if (g_str_equal (low, high))
    return g_steal_pointer (&low);
  /* Translators: the low and the high end of an interval. */
  return g_strdup_printf (_("%s to %s"), low, high);
}

static void
fill_cell (RigCell *cell, const RigMachineAnswer *machine, const RigMoneyBar *bar)
{
  RigEstimate npv;
  char *note;

  if (bar == NULL)
    {
      rig_words_fill_unknown (cell, _(machine->money_unknown));
      return;
    }
  if (isnan (bar->swing_usd))
    {
      rig_words_fill_unknown (cell, NULL);
      return;
    }
  npv = (RigEstimate){ machine->money.npv_usd, fmin (bar->npv_low_usd, bar->npv_high_usd),
                       fmax (bar->npv_low_usd, bar->npv_high_usd), machine->npv_usd.basis };
  note = format_range (machine, &bar->range);
  rig_words_fill_estimate (cell, rig_words_usd (&npv), &npv, 0, note);
}

/* What the range of an input is where all machines share it. */
static void
fill_range (RigCell *cell, const RigMachineAnswer *machine, const RigMoneyBar *bar)
{
  const RigMoneyRangeInfo *info = rig_money_ranges_find_info (bar->range.input);
  g_autofree char *range = format_range (machine, &bar->range);

  rig_words_fill_text (cell, info->key != RIG_N_KEYS ? range : _("of each machine"), 0,
                       _(info->reason));
}

static RigTable *
new_table (const RigPageInput *input, const RigMachineAnswer *best, const Tornado *order)
{
  const RigAnswer *answer = input->answer;
  RigTable *table = rig_table_new ("tornado", _("What each uncertain input does"),
                                   _("Net present value, US$, from one end of the input’s range to "
                                     "the other, the other inputs as they are"));
  Tornado tornados[RIG_MAX_COMPARED];

  rig_table_add_column (table, "input", _("Input"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "range", _("Range"), NULL, RIG_ALIGN_START, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_END);
  for (guint m = 0; m < answer->n_machines; m++)
    tornado_init (&tornados[m], &answer->machines[m]);
  for (guint i = 0; i < order->n; i++)
    {
      const RigMoneyBar *bar = &order->bars[i];
      const RigMoneyRangeInfo *info = rig_money_ranges_find_info (bar->range.input);
      guint row = rig_table_add_row (table, info->id, NULL);

      rig_words_fill_text (rig_table_get_cell (table, row, 0), _(info->label), 0, NULL);
      fill_range (rig_table_get_cell (table, row, 1), best, bar);
      for (guint m = 0; m < answer->n_machines; m++)
        fill_cell (rig_table_get_cell (table, row, m + 2), &answer->machines[m],
                   tornado_find (&tornados[m], bar->range.input));
    }
  return table;
}

void
rig_page_add_tornado (RigReport *report, const RigPageInput *input)
{
  const RigMachineAnswer *best = find_best (input->answer);
  Tornado tornado;

  if (best == NULL)
    return;
  tornado_init (&tornado, best);
  g_ptr_array_add (report->charts, new_chart (input, best, &tornado));
  g_ptr_array_add (report->tables, new_table (input, best, &tornado));
}
