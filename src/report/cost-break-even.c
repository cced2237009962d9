/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "engine/answer/money-sides.h"
#include "report/format.h"
#include "report/words.h"

/* An amount that may lie nowhere: "8.9 %–15 %", "8.9 % to never", "never". */
static char *
format_or_never (const RigEstimate *estimate, char *(*format) (double value))
{
  g_autofree char *low = NULL, *high = NULL;

  if (isinf (estimate->low))
    return g_strdup (_("never"));
  low = format (estimate->low);
  if (isinf (estimate->high))
    /* Translators: an amount below which something never pays: "$120 to never". */
    return g_strdup_printf (_("%s to never"), low);
  high = format (estimate->high);
  return g_str_equal (low, high) ? g_steal_pointer (&low) : g_strdup_printf ("%s–%s", low, high);
}

static void
fill (RigTable *table, guint row, guint column, const RigEstimate *estimate,
      char *(*format) (double value), const char *note)
{
  RigCell *cell = rig_table_get_cell (table, row, column);

  if (rig_estimate_is_known (estimate))
    rig_words_fill_estimate (cell, format_or_never (estimate, format), estimate, 0,
                             g_strdup (note));
  else
    rig_words_fill_unknown (cell, NULL);
}

/* Formula 13 in words: what can ever be saved against what is asked. */
static char *
describe_ever (const RigEstimate *ever)
{
  RigEstimate finite = *ever;

  if (isinf (ever->low))
    return g_strdup (_("without end"));
  finite.high = isinf (ever->high) ? ever->value : ever->high;
  return rig_words_usd (&finite);
}

static void
fill_ever (RigTable *table, guint row, guint column, const RigMachineAnswer *machine,
           const RigEstimate *ever)
{
  RigCell *cell = rig_table_get_cell (table, row, column);
  const RigMoneyInputs *inputs = &machine->money_inputs;
  double least = machine->price_usd.low + inputs->setup_usd + inputs->warranty_usd
                 - inputs->planned_spend_usd;
  gboolean never = ever->high < least;

  if (isnan (ever->value))
    {
      rig_words_fill_unknown (cell, NULL);
      return;
    }
  rig_words_fill_estimate (cell, describe_ever (ever), ever, 0,
                           never ? g_strdup (_("Less than the machine costs, so it never pays for "
                                               "itself, however long it runs."))
                                 : NULL);
}

enum
{
  UTILISATION,
  MACHINE_PRICE,
  API_PRICE,
  SPEND,
  EVER = SPEND + RIG_N_BREAK_EVEN_SPENDS,
  LOAN,
};

static void
fill_machine (RigTable *table, guint column, const RigMachineAnswer *machine, gboolean has_loan)
{
  const RigEstimate *own = &machine->usd_per_million_tokens;
  RigBreakEven even;
  RigEstimate api, loan;

  rig_break_even_init (&even, machine);
  api = rig_estimate_exact (even.api_usd_per_million, RIG_BASIS_SPEC);
  fill (table, UTILISATION, column, &even.utilisation, rig_format_share, NULL);
  fill (table, MACHINE_PRICE, column, own, rig_format_usd, NULL);
  fill (table, API_PRICE, column, &api, rig_format_usd, NULL);
  for (guint i = 0; i < RIG_N_BREAK_EVEN_SPENDS; i++)
    fill (table, SPEND + i, column, &even.spend_usd[i], rig_format_usd, NULL);
  fill_ever (table, EVER, column, machine, &even.ever_usd);
  if (!has_loan)
    return;
  loan = rig_estimate_exact (even.loan_payment_usd, machine->price_usd.basis);
  fill (table, LOAN, column, &loan, rig_format_usd, NULL);
}

static void
add_rows (RigTable *table, gboolean has_loan)
{
  static const struct
  {
    const char *id, *label;
  } rows[] = {
    [UTILISATION] = { "break_even_utilisation",
                      N_("Share of its capacity from which on it is cheaper than the API") },
    [MACHINE_PRICE] = { "usd_per_million_tokens", N_("A million tokens on the machine") },
    [API_PRICE] = { "api_usd_per_million_tokens", N_("The same million at today’s API") },
    [SPEND] = { "break_even_spend_usd_12", N_("API spend a month that pays it back in 12 months") },
    [SPEND + 1]
    = { "break_even_spend_usd_24", N_("API spend a month that pays it back in 24 months") },
    [SPEND + 2]
    = { "break_even_spend_usd_36", N_("API spend a month that pays it back in 36 months") },
    [EVER] = { "avoided_forever_usd", N_("All that it could ever save of the API’s bill") },
    [LOAN] = { "loan_payment_usd", N_("The loan’s payment a month") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows) - (has_loan ? 0 : 1); i++)
    {
      guint row = rig_table_add_row (table, rows[i].id, NULL);
      rig_words_fill_text (rig_table_get_cell (table, row, 0), _(rows[i].label), 0, NULL);
    }
}

RigTable *
rig_page_new_break_even_table (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  gboolean has_loan = rig_scenario_get_number (input->scenario, RIG_KEY_LOAN_SHARE) > 0;
  RigTable *table
    = rig_table_new ("break-even", _("Where does it begin to pay?"),
                     _("Tokens are those that have to be computed: a cached one costs no work"));

  rig_table_add_column (table, "measure", _("Figure"), NULL, RIG_ALIGN_START, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_END);
  add_rows (table, has_loan);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];

      if (machine->money_unknown == NULL)
        fill_machine (table, i + 1, machine, has_loan);
      else
        for (guint row = 0; row < table->rows->len; row++)
          rig_words_fill_unknown (rig_table_get_cell (table, row, i + 1),
                                  _(machine->money_unknown));
    }
  if (has_loan)
    rig_table_add_footnote (table, _("With a loan there is no rate of return: the net present "
                                     "value counts. What is still owed counts as not paid back."));
  return table;
}
