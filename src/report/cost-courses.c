/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "engine/answer/money-sides.h"
#include "engine/answer/use.h"
#include "report/format.h"
#include "report/words.h"

/* Every course of action, one row each: go on as today, the same model at each of its hosts, change
 * to the cheapest of them, buy one of the machines. */

enum
{
  WHERE,
  SERVES,
  A_MONTH,
  SAVED,
  NPV,
  PAYBACK,
  HOST_PAYBACK,
  HOST_NPV,
};

static void
add_columns (RigTable *table)
{
  rig_table_add_column (table, "who", _("Where"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "serves", _("Does of the work"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "usd_per_month", _("A month"), "US$", RIG_ALIGN_END, -1);
  rig_table_add_column (table, "saved_usd_per_month", _("Saved a month"), "US$", RIG_ALIGN_END, -1);
  rig_table_add_column (table, "npv_usd", _("Net present value"), "US$", RIG_ALIGN_END, -1);
  rig_table_add_column (table, "payback_months", _("Payback"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "host_payback_months", _("Payback against the host"), NULL,
                        RIG_ALIGN_END, -1);
  rig_table_add_column (table, "host_npv_usd", _("Net present value against the host"), "US$",
                        RIG_ALIGN_END, -1);
}

static void
fill_exact_usd (RigCell *cell, double usd)
{
  const RigEstimate amount = rig_estimate_exact (usd, RIG_BASIS_SPEC);

  rig_words_fill_estimate (cell, rig_format_usd (usd), &amount, 0, NULL);
}

static void
fill_estimate (RigCell *cell, const RigEstimate *estimate,
               char *(*format) (const RigEstimate *estimate))
{
  if (rig_estimate_is_known (estimate))
    rig_words_fill_estimate (cell, format (estimate), estimate, 0, NULL);
  else
    rig_words_fill_unknown (cell, NULL);
}

static void
fill_payback (RigCell *cell, const RigEstimate *months, gboolean never)
{
  if (rig_estimate_is_known (months))
    rig_words_fill_estimate (cell, rig_words_payback (months, never), months, 0, NULL);
  else
    rig_words_fill_unknown (cell, NULL);
}

/* Where nothing is bought there is nothing to pay back. */
static guint
add_bill_row (RigTable *table, const char *id, const char *group, const char *who, double usd)
{
  const RigEstimate all = rig_estimate_exact (1, RIG_BASIS_SPEC);
  guint row = rig_table_add_row (table, id, group);

  rig_words_fill_text (rig_table_get_cell (table, row, WHERE), who, 0, NULL);
  fill_estimate (rig_table_get_cell (table, row, SERVES), &all, rig_words_share);
  fill_exact_usd (rig_table_get_cell (table, row, A_MONTH), usd);
  for (guint i = SAVED; i <= HOST_NPV; i++)
    rig_words_fill_text (rig_table_get_cell (table, row, i), "", 0, NULL);
  return row;
}

static void
add_today (RigTable *table, const RigAnswer *answer)
{
  g_autofree char *who = NULL;

  if (answer->api == NULL)
    {
      add_bill_row (table, "today", _("Today"), _("What you pay for APIs"),
                    answer->api_usd_per_month);
      return;
    }
  /* Translators: today's API: a model and its host. */
  who = g_strdup_printf (_("%1$s at %2$s, as today"), answer->api->model, answer->api->host);
  add_bill_row (table, answer->api->id, _("Today"), who, answer->api_usd_per_month);
}

static void
add_hosts (RigTable *table, const RigAnswer *answer)
{
  for (guint i = 0; i < answer->n_hosted; i++)
    {
      const RigHosted *hosted = &answer->hosted[i];
      /* Translators: an open model and a host that offers it. */
      g_autofree char *who
        = g_strdup_printf (_("%1$s at %2$s"), hosted->api->model, hosted->api->host);
      guint row = add_bill_row (table, hosted->api->id, _("All of it by the same model at a host"),
                                who, hosted->usd_per_month);

      fill_exact_usd (rig_table_get_cell (table, row, SAVED),
                      answer->api_usd_per_month - hosted->usd_per_month);
    }
}

static void
add_switch (RigTable *table, const RigAnswer *answer, const RigSwitch *change)
{
  double saved = change->money.saving_usd_per_month;
  /* Translators: the host of an open model; the share of the work is that of the machines. */
  g_autofree char *who
    = g_strdup_printf (_("The share to be replaced at %s"), change->host->api->host);
  guint row = add_bill_row (table, "switch", _("Change the host, and buy nothing"), who,
                            answer->api_usd_per_month - saved);

  fill_exact_usd (rig_table_get_cell (table, row, SAVED), saved);
  fill_exact_usd (rig_table_get_cell (table, row, NPV), change->money.npv_usd);
}

static RigEstimate
range (const RigMachineAnswer *machine, double value, double a, double b)
{
  return (RigEstimate){ value, fmin (value, fmin (a, b)), fmax (value, fmax (a, b)),
                        machine->payback_months.basis };
}

static void
fill_against_host (RigTable *table, guint row, const RigAnswer *answer,
                   const RigMachineAnswer *machine)
{
  RigAgainstHost against;

  if (!rig_against_host_init (&against, answer, machine))
    {
      rig_words_fill_unknown (rig_table_get_cell (table, row, HOST_PAYBACK), NULL);
      rig_words_fill_unknown (rig_table_get_cell (table, row, HOST_NPV), NULL);
      return;
    }
  fill_payback (rig_table_get_cell (table, row, HOST_PAYBACK), &against.payback_months,
                against.best.never);
  fill_estimate (rig_table_get_cell (table, row, HOST_NPV), &against.npv_usd, rig_words_usd);
}

static void
fill_machine (RigTable *table, guint row, const RigAnswer *answer, const RigMachineAnswer *machine)
{
  const RigMoney *money = &machine->money;
  const RigMoney *low = &machine->money_low, *high = &machine->money_high;
  double bill = answer->api_usd_per_month;
  const RigEstimate served
    = range (machine, money->served_share, low->served_share, high->served_share);
  const RigEstimate saved = range (machine, money->saving_usd_per_month, low->saving_usd_per_month,
                                   high->saving_usd_per_month);
  const RigEstimate month
    = { bill - saved.value, bill - saved.high, bill - saved.low, saved.basis };

  fill_estimate (rig_table_get_cell (table, row, SERVES), &served, rig_words_share);
  fill_estimate (rig_table_get_cell (table, row, A_MONTH), &month, rig_words_usd);
  fill_estimate (rig_table_get_cell (table, row, SAVED), &saved, rig_words_usd);
  fill_estimate (rig_table_get_cell (table, row, NPV), &machine->npv_usd, rig_words_usd);
  fill_payback (rig_table_get_cell (table, row, PAYBACK), &machine->payback_months,
                machine->money_low.never);
  fill_against_host (table, row, answer, machine);
}

static void
add_machines (RigTable *table, const RigAnswer *answer)
{
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      guint row = rig_table_add_row (table, machine->machine->id, _("Buy a machine"));

      rig_words_fill_text (rig_table_get_cell (table, row, WHERE), machine->machine->short_name, 0,
                           NULL);
      if (machine->money_unknown == NULL)
        fill_machine (table, row, answer, machine);
      else
        for (guint c = SERVES; c <= HOST_NPV; c++)
          rig_words_fill_unknown (rig_table_get_cell (table, row, c), _(machine->money_unknown));
    }
}

/* What an API has announced, since every figure of the table follows it. */
static void
note_schedule (RigTable *table, const RigAnswer *answer)
{
  for (guint i = 0; i < answer->n_api_steps; i++)
    {
      const RigMoneyStep *step = &answer->api_steps[i];
      g_autofree char *usd = rig_format_usd (answer->api_usd_per_month * step->factor);
      /* Translators: a model; the number of a month, 1 being the first; an amount of money. */
      g_autofree char *text
        = g_strdup_printf (_("The price of %1$s changes from month %2$u on, as announced: then the "
                             "same tokens cost %3$s a month."),
                           answer->api->model, step->month, usd);

      rig_table_add_footnote (table, text);
    }
}

static void
add_footnotes (RigTable *table, const RigPageInput *input, gboolean has_switch)
{
  const RigAnswer *answer = input->answer;

  if (answer->n_hosted == 0)
    rig_table_add_footnote (table, _("No host of this very model is in the catalogue."));
  else if (!has_switch)
    rig_table_add_footnote (table, _("What a host would ask is not known without an API or typed "
                                     "tokens."));
  if (rig_use_has_typed_tokens (input->scenario) && answer->api != NULL)
    rig_table_add_footnote (table, _("Today’s bill follows from the tokens that were typed; the "
                                     "API spend has no effect."));
  note_schedule (table, answer);
  rig_table_add_footnote (table, _("Money does not measure everything: what is computed at home "
                                   "stays private, works offline, knows no rate limits and no "
                                   "retired models, can be fine-tuned and learnt from, and the "
                                   "machine is a computer as well."));
}

RigTable *
rig_page_new_courses_table (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  guint months = (guint) rig_scenario_get_number (input->scenario, RIG_KEY_HORIZON);
  g_autofree char *subtitle
    = g_strdup_printf (ngettext ("The same tokens at list prices, without the purchase itself; net "
                                 "present value over %u month",
                                 "The same tokens at list prices, without the purchase itself; net "
                                 "present value over %u months", months), months);
  RigTable *table = rig_table_new ("courses", _("What you could do, side by side"), subtitle);
  RigSwitch change;
  gboolean has_switch = rig_switch_init (&change, answer);

  add_columns (table);
  add_today (table, answer);
  if (has_switch)
    {
      add_hosts (table, answer);
      add_switch (table, answer, &change);
    }
  add_machines (table, answer);
  add_footnotes (table, input, has_switch);
  return table;
}
