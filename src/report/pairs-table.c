/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/decision.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* What both together meet, fail and leave open. */
typedef struct
{
  RigNeedSet partly, unmet, unknown;
} Coverage;

static void
check_pair (Coverage *coverage, const RigDecision *decision, const RigOption *bundle,
            const RigOption *const *members)
{
  *coverage = (Coverage){ 0, 0, 0 };
  for (guint i = 0; i < decision->n_needs; i++)
    {
      gboolean partly = FALSE;
      RigTruth truth = rig_bundle_check (bundle, members, 2, &decision->needs[i], &partly);

      if (truth == RIG_TRUTH_YES)
        continue;
      if (partly)
        coverage->partly |= 1u << i;
      else if (truth == RIG_TRUTH_UNKNOWN)
        coverage->unknown |= 1u << i;
      else
        coverage->unmet |= 1u << i;
    }
}

/* NULL: none. */
static char *
list_needs (const RigDecision *decision, const RigPageInput *input, RigNeedSet needs)
{
  return needs != 0
           ? rig_decision_words_needs (decision, input->scenario, input->answer, needs) : NULL;
}

static char *
describe_coverage (const Coverage *coverage, const RigDecision *decision,
                   const RigPageInput *input)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *unmet = list_needs (decision, input, coverage->unmet);
  g_autofree char *unknown = list_needs (decision, input, coverage->unknown);
  g_autofree char *partly = list_needs (decision, input, coverage->partly);

  /* Translators: of two machines together, in these three; a list of needs */
  if (unmet != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_("fails: %s"), unmet));
  if (unknown != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_("not known: %s"), unknown));
  if (partly != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_("only one of the two: %s"), partly));
  if (parts->len == 0)
    return g_strdup (_("meets all"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("; ", (char **) parts->pdata);
}

/* @span: its ends and the words that they are written in. */
static void
fill_span (RigCell *cell, const RigSpan *span, RigKey key)
{
  g_autofree char *low = NULL, *high = NULL;

  if (!rig_span_is_known (span))
    {
      rig_words_fill_unknown (cell, NULL);
      return;
    }
  low = rig_format_key (key, span->low);
  high = rig_format_key (key, span->high);
  rig_cell_take (cell,
                 g_str_equal (low, high) ? g_strdup (low) : g_strdup_printf ("%s–%s", low, high),
                 rig_span_get_middle (span), RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
  cell->low = span->low;
  cell->high = span->high;
}

static void
add_pair (RigTable *table, const RigDecision *decision, const RigPageInput *input, guint first,
          guint second)
{
  const RigOption *members[] = { &decision->options[first], &decision->options[second] };
  const RigMachine *a = input->answer->machines[first].machine;
  const RigMachine *b = input->answer->machines[second].machine;
  g_autofree char *id = g_strconcat (a->id, "+", b->id, NULL);
  /* Translators: two machines that are bought together */
  g_autofree char *name = g_strdup_printf (_("%1$s and %2$s"), a->short_name, b->short_name);
  guint row = rig_table_add_row (table, id, NULL);
  RigOption bundle;
  Coverage coverage;

  rig_decision_init_pair (decision, first, second, &bundle);
  check_pair (&coverage, decision, &bundle, members);
  rig_words_fill_text (rig_table_get_cell (table, row, 0), name, RIG_MARK_NONE, NULL);
  fill_span (rig_table_get_cell (table, row, 1), &bundle.traits[RIG_TRAIT_PRICE_USD],
             RIG_KEY_NEED_BUDGET);
  fill_span (rig_table_get_cell (table, row, 2), &bundle.traits[RIG_TRAIT_MEMORY_GB],
             RIG_KEY_NEED_MEMORY);
  if (decision->linked)
    fill_span (rig_table_get_cell (table, row, 3), &bundle.traits[RIG_TRAIT_DECODE],
               RIG_KEY_NEED_DECODE);
  rig_cell_take (rig_table_get_cell (table, row, table->columns->len - 1),
                 describe_coverage (&coverage, decision, input), NAN, RIG_BASIS_UNKNOWN,
                 coverage.unmet != 0     ? RIG_MARK_NO
                 : coverage.unknown != 0 || coverage.partly != 0
                   ? RIG_MARK_TIGHT : RIG_MARK_FITS,
                 NULL);
}

RigTable *
rig_decision_new_pairs_table (const RigDecision *decision, const RigPageInput *input)
{
  RigTable *table = rig_table_new ("pairs", _("Two machines together"),
                                   decision->linked
                                     ? _("Linked, they share one model, layer after layer; what "
                                         "one of them can do, both can")
                                     : _("What one of them can do, both can; a model still has to "
                                         "fit into the memory of one"));

  rig_table_add_column (table, "pair", _("Machines"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "price_usd", _("Price of both"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "memory_gb", _("Memory for one model"), NULL, RIG_ALIGN_END, -1);
  if (decision->linked)
    rig_table_add_column (table, "decode", _("Writing together"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "needs", _("Needs"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < input->answer->n_machines; i++)
    for (guint j = i + 1; j < input->answer->n_machines; j++)
      add_pair (table, decision, input, i, j);
  return table;
}
