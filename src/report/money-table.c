/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* One measure of the money table. */
typedef struct
{
  const char *id, *group, *label;
  RigEstimate (*get) (const RigMachineAnswer *machine);
  char *(*format) (const RigEstimate *estimate);
  gboolean more_is_better;
} Measure;

/* @a, @b: what comes out at both ends of what is known. A rate of return that has no value at one
 * end has no lower bound. */
static RigEstimate
spread (RigBasis basis, double value, double a, double b)
{
  if (isnan (value))
    return (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  return (RigEstimate){ value, isnan (a) || isnan (b) ? NAN : fmin (value, fmin (a, b)),
                        fmax (value, fmax (a, b)), basis };
}

/* A measure over the whole range of what is known, founded as well as @from is. */
#define SPREAD(field, from)                                                                     \
  static RigEstimate get_##field (const RigMachineAnswer *machine)                              \
  {                                                                                             \
    return spread (machine->from.basis, machine->money.field, machine->money_low.field,         \
                   machine->money_high.field);                                                  \
  }

SPREAD (served_share, decode.tokens_per_s)
SPREAD (busy_hours, decode.tokens_per_s)
SPREAD (avoided_usd_per_month, decode.tokens_per_s)
SPREAD (energy_usd_per_month, energy_usd_per_month)
SPREAD (saving_usd_per_month, energy_usd_per_month)
SPREAD (payback_months, payback_months)
SPREAD (discounted_payback_months, payback_months)
SPREAD (exit_payback_months, payback_months)
SPREAD (npv_usd, payback_months)
SPREAD (irr_per_year, payback_months)
SPREAD (resale_usd, payback_months)
SPREAD (usd_per_million_tokens, payback_months)
SPREAD (spend_for_payback_usd, payback_months)

static RigEstimate
get_price (const RigMachineAnswer *machine)
{
  return machine->price_usd;
}

static const Measure measures[] = {
  { "price_usd", N_("Buying"), N_("Price"), get_price, rig_words_usd, FALSE },
  { "served_share", N_("A month"), N_("Share of the work that it can do"), get_served_share,
    rig_words_share, TRUE },
  { "busy_hours", N_("A month"), N_("Hours of work"), get_busy_hours, rig_words_hours,
    FALSE },
  { "avoided_usd_per_month", N_("A month"), N_("API bill avoided"), get_avoided_usd_per_month,
    rig_words_usd, TRUE },
  { "energy_usd_per_month", N_("A month"), N_("Electricity"), get_energy_usd_per_month,
    rig_words_usd, FALSE },
  { "saving_usd_per_month", N_("A month"), N_("Saved"), get_saving_usd_per_month, rig_words_usd,
    TRUE },
  { "payback_months", N_("Payback"), N_("Payback"), get_payback_months, rig_words_months, FALSE },
  { "discounted_payback_months", N_("Payback"), N_("Payback, discounted"),
    get_discounted_payback_months, rig_words_months, FALSE },
  { "exit_payback_months", N_("Payback"), N_("Payback if sold then"), get_exit_payback_months,
    rig_words_months, FALSE },
  { "spend_for_payback_usd", N_("Payback"), N_("API spend a month that pays it back in time"),
    get_spend_for_payback_usd, rig_words_usd, FALSE },
  { "npv_usd", N_("Over the horizon"), N_("Net present value"), get_npv_usd, rig_words_usd, TRUE },
  { "irr_per_year", N_("Over the horizon"), N_("Internal rate of return a year"), get_irr_per_year,
    rig_words_share, TRUE },
  { "resale_usd", N_("Over the horizon"), N_("Resale value at the end"), get_resale_usd,
    rig_words_usd, TRUE },
  { "usd_per_million_tokens", N_("Over the horizon"), N_("US$ per million tokens"),
    get_usd_per_million_tokens, rig_words_usd, FALSE },
};

/* A country may be chosen whose price nobody has found: then the typed price counts, and it is
 * said. */
static void
note_tariff (RigTable *table, const RigPageInput *input)
{
  const char *country = rig_scenario_get_text (input->scenario, RIG_KEY_COUNTRY);
  const RigTariff *tariff
    = *country != '\0' ? rig_catalog_find_tariff (input->catalog, country) : NULL;
  g_autofree char *text = NULL;

  if (*country == '\0')
    return;
  if (tariff != NULL && rig_figure_is_known (&tariff->usd_per_kwh))
    {
      g_autofree char *provenance = rig_words_provenance (&tariff->usd_per_kwh);
      /* Translators: the name of a country, then where its electricity price comes from. */
      text = g_strdup_printf (_("Electricity price of %1$s. %2$s"), tariff->country,
                              provenance != NULL ? provenance : "");
    }
  else
    /* Translators: the name or code of a country. */
    text = g_strdup_printf (_("The electricity price of %s is not known; the typed price counts."),
                            tariff != NULL ? tariff->country : country);
  rig_table_add_footnote (table, text);
}

/* Why the watts are what they are: the least known of a machine's figures. */
static char *
describe_watts (const RigMachineAnswer *machine)
{
  g_autofree char *watts
    = rig_format_range (machine->load_w.low, machine->load_w.high, 3);
  g_autofree char *source = NULL;

  switch (machine->load_origin)
    {
    case RIG_LOAD_MEASURED:
      source = rig_words_provenance (&machine->machine->llm_wall_w);
      /* Translators: a number of watts; then where it comes from. */
      return g_strdup_printf (_("%1$s\302\240W while it works. %2$s"), watts,
                              source != NULL ? source : "");
    case RIG_LOAD_RATING:
      return g_strdup_printf (_("%s\302\240W while it works: nobody measured it, so between half "
                                "of its rating and all of it."), watts);
    case RIG_LOAD_KIND:
      return g_strdup_printf (_("%s\302\240W while it works: nothing is published, so between the "
                                "least and the most that machines of its kind take."), watts);
    case RIG_LOAD_TYPED:
    default:
      return g_strdup_printf (_("%s\302\240W while it works, as typed."), watts);
    }
}

/* Where a figure comes from; most are computed from the others. */
static char *
describe_measure (const Measure *measure, const RigMachineAnswer *machine)
{
  if (measure->get == get_price)
    return rig_words_provenance (rig_machine_get_price (machine->machine));
  if (measure->get == get_energy_usd_per_month)
    return describe_watts (machine);
  return NULL;
}

/* What never pays back neither does when it is discounted, nor by a sale. */
static char *
format_measure (const Measure *measure, const RigMachineAnswer *machine,
                const RigEstimate *estimate)
{
  if (measure->format == rig_words_months)
    return rig_words_payback (estimate, machine->money_low.never);
  return measure->format (estimate);
}

RigTable *
rig_page_new_money_table (const RigPageInput *input)
{
  RigTable *table = rig_table_new ("cost", _("Cost in figures"),
                                   _("From the cheapest and fastest to the dearest and slowest end "
                                     "of what is known"));

  rig_table_add_column (table, "measure", _("Figure"), NULL, RIG_ALIGN_START, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_END);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      const Measure *measure = &measures[i];
      guint row = rig_table_add_row (table, measure->id, _(measure->group));
      rig_words_fill_text (rig_table_get_cell (table, row, 0), _(measure->label), 0, NULL);
      for (guint m = 0; m < input->answer->n_machines; m++)
        {
          const RigMachineAnswer *machine = &input->answer->machines[m];
          RigCell *cell = rig_table_get_cell (table, row, m + 1);
          RigEstimate estimate;
          if (machine->money_unknown != NULL && measure->get != get_price)
            {
              rig_words_fill_unknown (cell, _(machine->money_unknown));
              continue;
            }
          estimate = measure->get (machine);
          if (rig_estimate_is_known (&estimate))
            rig_words_fill_estimate (cell, format_measure (measure, machine, &estimate),
                                     &estimate, 0, describe_measure (measure, machine));
          else
            rig_words_fill_unknown (cell, NULL);
        }
      rig_page_mark_best (table, row, 1, measure->more_is_better);
    }
  note_tariff (table, input);
  return table;
}
