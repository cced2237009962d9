/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/decision.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

static void
fill_span (RigCell *cell, const RigSpan *span)
{
  rig_cell_take (cell, rig_format_range (span->low, span->high, 2), rig_span_get_middle (span),
                 RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
  cell->low = span->low;
  cell->high = span->high;
}

static char *
describe_needs (const RigDecision *decision, const RigScenario *scenario, const RigAnswer *answer,
                const RigChoice *choice)
{
  g_autofree char *unmet = NULL;
  g_autofree char *unknown = NULL;

  if (choice->meets == RIG_TRUTH_YES)
    return g_strdup (_("meets all"));
  unmet = rig_decision_words_needs (decision, scenario, answer, choice->unmet);
  unknown = rig_decision_words_needs (decision, scenario, answer, choice->unknown);
  if (choice->unknown == 0)
    /* Translators: of a machine; a list of needs */
    return g_strdup_printf (_("fails: %s"), unmet);
  if (choice->unmet == 0)
    /* Translators: of a machine; a list of needs */
    return g_strdup_printf (_("not known: %s"), unknown);
  /* Translators: of a machine; two lists of needs */
  return g_strdup_printf (_("fails: %1$s; not known: %2$s"), unmet, unknown);
}

/* NULL: nothing is better in everything. */
static char *
describe_dominance (const RigAnswer *answer, const RigChoice *choice)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < answer->n_machines; i++)
    if (choice->dominated_by & (1u << i))
      g_ptr_array_add (names, (gpointer) answer->machines[i].machine->short_name);
  return names->len > 0 ? rig_words_list (names) : NULL;
}

static void
fill_dominance (RigCell *cell, const RigAnswer *answer, const RigChoice *choice)
{
  g_autofree char *names = describe_dominance (answer, choice);

  if (names != NULL)
    rig_words_fill_text (cell, names, RIG_MARK_NONE, NULL);
  else
    rig_words_fill_unknown (cell, NULL);
}

static gboolean
has_dominated (const RigDecision *decision)
{
  guint machines = 0;

  for (guint i = 0; i < decision->n_choices; i++)
    machines |= decision->choices[i].dominated_by;
  return machines != 0;
}

static void
add_choice (RigTable *table, const RigDecision *decision, const RigScenario *scenario,
            const RigAnswer *answer, const RigChoice *choice)
{
  const RigMachine *machine = answer->machines[choice->machine].machine;
  guint row = rig_table_add_row (table, machine->id, NULL);

  rig_words_fill_text (rig_table_get_cell (table, row, 0), machine->short_name, RIG_MARK_NONE,
                       NULL);
  fill_span (rig_table_get_cell (table, row, 1), &choice->score);
  rig_cell_take (rig_table_get_cell (table, row, 2),
                 describe_needs (decision, scenario, answer, choice), NAN, RIG_BASIS_UNKNOWN,
                 RIG_MARK_NONE, NULL);
  if (table->columns->len > 3)
    fill_dominance (rig_table_get_cell (table, row, 3), answer, choice);
}

RigTable *
rig_decision_new_ranking_table (const RigDecision *decision, const RigScenario *scenario,
                                const RigAnswer *answer)
{
  RigTable *table = rig_table_new ("ranking", _("Which machine"),
                                   _("Those that meet every need first, then by score, 0 to 100"));

  rig_table_add_column (table, "machine", _("Machine"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "score", _("Score"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "needs", _("Needs"), NULL, RIG_ALIGN_START, -1);
  if (has_dominated (decision))
    /* Translators: a column; machines that are as good in everything that counts and better in
     * some of it */
    rig_table_add_column (table, "beaten", _("Beaten in everything by"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < decision->n_choices; i++)
    add_choice (table, decision, scenario, answer, &decision->choices[i]);
  return table;
}

RigTable *
rig_decision_new_score_table (const RigDecision *decision, const RigAnswer *answer)
{
  RigTable *table = rig_table_new ("score", _("What the score is made of"),
                                   _("0 to 100 on fixed scales; what is not known may be any of "
                                     "these"));

  rig_table_add_column (table, "criterion", _("What counts"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "weight", _("Weight"), NULL, RIG_ALIGN_END, -1);
  for (guint i = 0; i < answer->n_machines; i++)
    rig_table_add_column (table, answer->machines[i].machine->id,
                          answer->machines[i].machine->short_name, NULL, RIG_ALIGN_END, (int) i);
  for (guint i = 0; i < RIG_N_CRITERIA; i++)
    {
      RigKey key = decision->criterion_keys[i];
      double weight = decision->criteria[i].weight;
      guint row = rig_table_add_row (table, rig_key_get_info (key)->name, NULL);

      rig_words_fill_text (rig_table_get_cell (table, row, 0), rig_decision_words_criterion (key),
                           RIG_MARK_NONE, NULL);
      rig_cell_take (rig_table_get_cell (table, row, 1), rig_format_number (weight, 2), weight,
                     RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
      for (guint j = 0; j < answer->n_machines; j++)
        {
          RigSpan value
            = rig_criterion_get_value (&decision->criteria[i], &decision->options[j]);

          fill_span (rig_table_get_cell (table, row, j + 2), &value);
        }
    }
  return table;
}
