/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/search.h"

#include <glib/gi18n.h>

#include "report/decision.h"
#include "report/format.h"
#include "report/words.h"

enum
{
  COLUMN_MACHINE,
  COLUMN_PRICE,
  COLUMN_WRITING,
  COLUMN_READING,
  COLUMN_ROOM,
  COLUMN_PAYBACK,
  COLUMN_FRONT,
  COLUMN_NEEDS,
};

static char *
describe_needs (const RigSearch *search, const RigScenario *scenario, const RigAnswer *answer,
                const RigCandidate *candidate)
{
  RigNeedSet needs = candidate->unmet != 0 ? candidate->unmet : candidate->unknown;
  g_autofree char *words = NULL;

  if (candidate->meets == RIG_TRUTH_YES)
    return g_strdup (_("meets all"));
  words = rig_decision_words_needs (&search->asked, scenario, answer, needs);
  /* Translators: of a machine; a list of needs */
  return g_strdup_printf (candidate->unmet != 0 ? _("fails: %s") : _("not known: %s"), words);
}

static gboolean
is_compared (const RigAnswer *answer, const RigMachine *machine)
{
  for (guint i = 0; i < answer->n_machines; i++)
    if (answer->machines[i].machine == machine)
      return TRUE;
  return FALSE;
}

static void
fill_name (RigCell *cell, const RigAnswer *answer, const RigCandidate *candidate)
{
  const RigMachine *machine = candidate->machine;
  guint marks = is_compared (answer, machine) ? RIG_MARK_CHOSEN : RIG_MARK_NONE;
  g_autofree char *card = NULL;

  if (rig_candidate_is_card (candidate))
    /* Translators: a graphics card without a computer around it */
    card = g_strdup_printf (_("%s (card alone)"), machine->short_name);
  rig_words_fill_text (cell, card != NULL ? card : machine->short_name, marks, NULL);
}

static void
add_candidate (RigTable *table, const RigSearch *search, const RigScenario *scenario,
               const RigAnswer *answer, const RigCandidate *candidate)
{
  guint row = rig_table_add_row (table, candidate->machine->id, NULL);
  double room = candidate->fit.room_bytes;

  fill_name (rig_table_get_cell (table, row, COLUMN_MACHINE), answer, candidate);
  rig_words_fill_estimate (rig_table_get_cell (table, row, COLUMN_PRICE),
                           rig_words_usd (&candidate->price_usd), &candidate->price_usd,
                           RIG_MARK_NONE, NULL);
  rig_words_fill_estimate (rig_table_get_cell (table, row, COLUMN_WRITING),
                           rig_words_speed (&candidate->decode_tokens_per_s),
                           &candidate->decode_tokens_per_s, RIG_MARK_NONE, NULL);
  rig_words_fill_estimate (rig_table_get_cell (table, row, COLUMN_READING),
                           rig_words_speed (&candidate->prefill_tokens_per_s),
                           &candidate->prefill_tokens_per_s, RIG_MARK_NONE, NULL);
  rig_cell_take (rig_table_get_cell (table, row, COLUMN_ROOM), rig_format_bytes (room), room,
                 RIG_BASIS_UNKNOWN, rig_words_verdict_mark (candidate->fit.verdict),
                 rig_words_fit (&candidate->fit));
  rig_words_fill_estimate (rig_table_get_cell (table, row, COLUMN_PAYBACK),
                           rig_words_payback (&candidate->payback_months, candidate->never),
                           &candidate->payback_months, RIG_MARK_NONE, NULL);
  rig_words_fill_text (rig_table_get_cell (table, row, COLUMN_FRONT),
                       /* Translators: whether no other machine is both cheaper and faster */
                       candidate->on_front ? C_("front", "yes") : C_("front", "no"),
                       candidate->on_front ? RIG_MARK_NONE : RIG_MARK_DIM, NULL);
  rig_cell_take (rig_table_get_cell (table, row, COLUMN_NEEDS),
                 describe_needs (search, scenario, answer, candidate), NAN, RIG_BASIS_UNKNOWN,
                 RIG_MARK_NONE, NULL);
}

static void
add_columns (RigTable *table)
{
  rig_table_add_column (table, "machine", _("Machine"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "price_usd", _("Price"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "decode_tokens_per_s", _("Writing"), _("tokens/s"), RIG_ALIGN_END,
                        -1);
  rig_table_add_column (table, "prefill_tokens_per_s", _("Reading"), _("tokens/s"), RIG_ALIGN_END,
                        -1);
  rig_table_add_column (table, "room_bytes", _("Room left"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "payback_months", _("Payback"), NULL, RIG_ALIGN_END, -1);
  /* Translators: a column; "yes" where no other machine is both cheaper and faster */
  rig_table_add_column (table, "on_front", _("Fastest for its price"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "needs", _("Needs"), NULL, RIG_ALIGN_START, -1);
}

static gboolean
is_near_miss (const RigSearch *search, const RigCandidate *candidate)
{
  guint sale = 0;

  while (sale < search->asked.n_needs && search->asked.needs[sale].kind != RIG_NEED_BY_DATE)
    sale++;
  return (candidate->unmet & (candidate->unmet - 1)) == 0 && candidate->unmet != 1u << sale;
}

RigTable *
rig_search_new_table (const RigSearch *search, const RigScenario *scenario,
                      const RigAnswer *answer)
{
  guint n = search->n_meeting + search->n_possible;
  RigTable *table;

  table = rig_table_new ("search", _("Machines of the catalogue that do"),
                         n > 0 ? _("On sale; those that meet every need first, then those of which "
                                   "something is not known; the cheapest first")
                               : _("None does: these are on sale and fail one need"));
  add_columns (table);
  for (guint i = 0; i < search->n_candidates; i++)
    if (i < n || (n == 0 && is_near_miss (search, &search->candidates[i])))
      add_candidate (table, search, scenario, answer, &search->candidates[i]);
  return table;
}
