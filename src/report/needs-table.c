/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/decision.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* The key whose words a trait is written with, "64 GB". */
static RigKey
get_trait_key (RigTrait trait)
{
  switch (trait)
    {
    case RIG_TRAIT_PRICE_USD:
      return RIG_KEY_NEED_BUDGET;
    case RIG_TRAIT_MEMORY_GB:
      return RIG_KEY_NEED_MEMORY;
    case RIG_TRAIT_DECODE:
      return RIG_KEY_NEED_DECODE;
    case RIG_TRAIT_PREFILL:
      return RIG_KEY_NEED_PREFILL;
    case RIG_TRAIT_LOAD_W:
      return RIG_KEY_NEED_WATTS;
    case RIG_TRAIT_MODELS_AT_ONCE:
    case RIG_N_TRAITS:
    default:
      return RIG_N_KEYS;
    }
}

static char *
format_end (RigTrait trait, double value)
{
  RigKey key = get_trait_key (trait);

  /* Prices and powers of nothing are something else than "no limit". */
  return key == RIG_N_KEYS || !(value > 0) ? rig_format_number (value, 3)
                                           : rig_format_key (key, value);
}

/* What the machine has of it: "128 GB", "11 tokens/s to 14 tokens/s". */
static char *
describe_trait (RigTrait trait, const RigSpan *span)
{
  g_autofree char *low = NULL, *high = NULL;

  if (!rig_span_is_known (span))
    return g_strdup (_("not known"));
  low = format_end (trait, span->low);
  high = format_end (trait, span->high);
  if (g_str_equal (low, high))
    return g_steal_pointer (&low);
  /* Translators: the least and the most of something, such as "$2,000 to $4,000" */
  return g_strdup_printf (_("%1$s to %2$s"), low, high);
}

/* From when it is on sale, as far as that is known. */
static char *
describe_date (const RigOption *option)
{
  if (option->first_day[0] == '\0')
    return g_strdup (_("not known"));
  if (option->end_day[0] != '\0')
    /* Translators: two dates */
    return g_strdup_printf (_("%1$s to %2$s"), option->first_day, option->end_day);
  if (!g_str_equal (option->first_day, option->last_day))
    /* Translators: two dates between which something comes on sale */
    return g_strdup_printf (_("between %1$s and %2$s"), option->first_day, option->last_day);
  return g_strdup (option->first_day);
}

/* What the machine is worth more than the API over the horizon. */
static char *
describe_worth (const RigMachineAnswer *machine)
{
  g_autofree char *usd = NULL;

  if (!rig_estimate_is_known (&machine->npv_usd))
    return g_strdup (_("not known"));
  usd = rig_words_usd (&machine->npv_usd);
  /* Translators: an amount of money with its range: the net present value of a machine */
  return g_strdup_printf (_("worth %s"), usd);
}

static char *
describe_cell (const RigNeed *need, const RigOption *option, const RigMachineAnswer *machine,
               RigTruth truth)
{
  switch (need->kind)
    {
    case RIG_NEED_AT_LEAST:
    case RIG_NEED_MORE_THAN:
    case RIG_NEED_AT_MOST:
      return describe_trait (need->trait, &option->traits[need->trait]);
    case RIG_NEED_BY_DATE:
      return describe_date (option);
    case RIG_NEED_FEATURES:
    default:
      if (need->features == RIG_FEATURE_BIT (RIG_FEATURE_CHEAPER_THAN_API))
        return describe_worth (machine);
      if (truth == RIG_TRUTH_UNKNOWN)
        return g_strdup (_("not known"));
      return g_strdup (truth == RIG_TRUTH_YES ? _("yes") : _("no"));
    }
}

static guint
get_mark (RigTruth truth)
{
  if (truth == RIG_TRUTH_UNKNOWN)
    return RIG_MARK_TIGHT;
  return truth == RIG_TRUTH_YES ? RIG_MARK_FITS : RIG_MARK_NO;
}

static void
add_need (RigTable *table, const RigDecision *decision, const RigPageInput *input, guint need)
{
  g_autofree char *words
    = rig_decision_words_need (decision, input->scenario, input->answer, need);
  g_autofree char *id = rig_decision_need_to_string (decision, input->scenario, need);
  guint row = rig_table_add_row (table, id, NULL);

  rig_words_fill_text (rig_table_get_cell (table, row, 0), words, RIG_MARK_NONE, NULL);
  for (guint i = 0; i < input->answer->n_machines; i++)
    {
      const RigOption *option = &decision->options[i];
      RigTruth truth = rig_need_check (&decision->needs[need], option);

      rig_cell_take (rig_table_get_cell (table, row, i + 1),
                     describe_cell (&decision->needs[need], option, &input->answer->machines[i],
                                    truth),
                     NAN, RIG_BASIS_UNKNOWN, get_mark (truth), NULL);
    }
}

RigTable *
rig_decision_new_needs_table (const RigDecision *decision, const RigPageInput *input)
{
  RigTable *table = rig_table_new ("needs", _("What must be met"),
                                   _("A machine that fails one need is out, whatever else speaks "
                                     "for it"));

  rig_table_add_column (table, "need", _("Need"), NULL, RIG_ALIGN_START, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_START);
  table->has_verdicts = TRUE;
  for (guint i = 0; i < decision->n_needs; i++)
    add_need (table, decision, input, i);
  if (decision->n_needs == 1)
    rig_table_add_footnote (table, _("You have set no other needs: programs, speed, budget and "
                                     "more are among the inputs."));
  return table;
}

static void
add_drop (RigTable *table, const RigDecision *decision, const RigPageInput *input, guint drop)
{
  g_autofree char *id = g_strdup_printf ("%u", drop + 1);
  g_autofree char *needs = rig_decision_words_needs (decision, input->scenario, input->answer,
                                                     decision->drops[drop]);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;
  guint row = rig_table_add_row (table, id, NULL);

  for (guint i = 0; i < decision->n_choices; i++)
    {
      guint machine = decision->choices[i].machine;

      if (rig_decision_meets_without (decision, machine, decision->drops[drop]))
        g_ptr_array_add (names, (gpointer) input->answer->machines[machine].machine->short_name);
    }
  list = rig_words_list (names);
  rig_words_fill_text (rig_table_get_cell (table, row, 0), needs, RIG_MARK_NONE, NULL);
  rig_words_fill_text (rig_table_get_cell (table, row, 1), list, RIG_MARK_NONE, NULL);
}

RigTable *
rig_decision_new_drops_table (const RigDecision *decision, const RigPageInput *input)
{
  RigTable *table = rig_table_new ("drops", _("What to give up"),
                                   _("No machine is known to meet every need: the least that "
                                     "would have to go"));

  rig_table_add_column (table, "without", _("Without"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "machines", _("These meet the rest"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < decision->n_drops; i++)
    add_drop (table, decision, input, i);
  return table;
}
