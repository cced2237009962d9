/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/situations.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

#define N_SIDES 2

static const char *
get_need_words (RigBothNeed need)
{
  switch ((int) need)
    {
    case RIG_BOTH_CUDA:
      return _("CUDA");
    case RIG_BOTH_MORE_THAN_128_GB:
      return _("More than 128 GB for one model");
    case RIG_BOTH_NOW:
      return _("On sale");
    case RIG_BOTH_BUDGET:
      return _("No dearer than the Mac Studio");
    case RIG_BOTH_LAPTOP:
      return _("A laptop");
    case RIG_BOTH_OLLAMA_LM_STUDIO:
      return _("Ollama and LM Studio");
    case RIG_BOTH_SEVERAL_MODELS:
      return _("Several models at once");
    case RIG_BOTH_WINDOWS:
      return "Windows";
    default:
      return "macOS";
    }
}

static const char *
get_truth_words (RigTruth truth, gboolean partly)
{
  if (truth == RIG_TRUTH_YES)
    return _("yes");
  if (partly)
    /* Translators: one of two machines does, or both side by side */
    return _("in part");
  return truth == RIG_TRUTH_NO ? _("no") : "—";
}

static guint
add_row (RigTable *table, const char *id, const char *label)
{
  guint row = rig_table_add_row (table, id, NULL);

  rig_words_fill_text (rig_table_get_cell (table, row, 0), label, RIG_MARK_NONE, NULL);
  return row;
}

static void
fill_usd (RigCell *cell, const RigSpan *usd, RigBasis basis)
{
  const RigEstimate estimate = { .value = rig_span_get_middle (usd), .low = usd->low,
                                 .high = usd->high, .basis = basis };

  if (rig_span_is_known (usd))
    rig_words_fill_estimate (cell, rig_words_usd (&estimate), &estimate, RIG_MARK_NONE, NULL);
  else
    rig_words_fill_unknown (cell, _("Nobody has named a price."));
}

static void
fill_memory (RigCell *cell, const RigSpan *memory_gb)
{
  if (rig_span_is_known (memory_gb))
    rig_cell_take (cell, rig_format_bytes (memory_gb->high * 1e9), memory_gb->high,
                   RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
  else
    rig_words_fill_unknown (cell, _("The article does not say how much memory the laptop has."));
}

static void
fill_printed_machines (RigCell *cell, const RigArticle *article)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < article->n_both; i++)
    g_ptr_array_add (names, (gpointer) article->both[i].what);
  list = rig_words_list (names);
  rig_words_fill_text (cell, list, RIG_MARK_ARTICLE, NULL);
}

static void
fill_machines (RigCell *cell, const RigBoth *both)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < RIG_BOTH_PARTS; i++)
    if (both->machines[i] == NULL)
      {
        rig_words_fill_unknown (cell, _("One of the two is not on sale."));
        return;
      }
    else
      g_ptr_array_add (names, (gpointer) both->machines[i]->short_name);
  list = rig_words_list (names);
  rig_words_fill_text (cell, list, RIG_MARK_NONE, NULL);
}

static void
fill_compared (RigCell *cell, const RigBoth *both)
{
  if (both->compared == NULL)
    rig_words_fill_unknown (cell, _("None is on sale."));
  else
    rig_words_fill_text (cell, both->compared->short_name, RIG_MARK_NONE, NULL);
}

RigTable *
rig_both_new_table (const RigArticleAnswers *answers, const RigArticle *article)
{
  const RigBoth *const sides[N_SIDES] = { &answers->both_article, &answers->both_on_sale };
  RigTable *table = rig_table_new ("both", _("The article’s “both”"),
                                   _("Two machines instead of the larger Mac Studio: prices add "
                                     "up, what one can the two can, and the largest model is "
                                     "that of the larger memory"));
  guint machines, price, compared, compared_usd, memory;

  rig_table_add_column (table, "need", "", NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "article", _("Article"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "on_sale", _("By what is on sale"), NULL, RIG_ALIGN_START, -1);
  machines = add_row (table, "machines", _("Machines"));
  price = add_row (table, "price_usd", _("Price together"));
  compared = add_row (table, "compared", _("Instead of"));
  compared_usd = add_row (table, "compared_usd", _("Its price"));
  memory = add_row (table, "memory_gb", _("Memory for one model"));
  fill_printed_machines (rig_table_get_cell (table, machines, 1), article);
  fill_machines (rig_table_get_cell (table, machines, 2), &answers->both_on_sale);
  for (guint side = 0; side < N_SIDES; side++)
    {
      const RigBoth *both = sides[side];

      fill_usd (rig_table_get_cell (table, price, side + 1), &both->price_usd, both->basis);
      fill_compared (rig_table_get_cell (table, compared, side + 1), both);
      fill_usd (rig_table_get_cell (table, compared_usd, side + 1), &both->compared_usd,
                both->compared_basis);
      fill_memory (rig_table_get_cell (table, memory, side + 1), &both->memory_gb);
    }
  for (guint need = 0; need < RIG_N_BOTH_NEEDS; need++)
    {
      guint row = add_row (table, rig_both_need_ids[need], get_need_words (need));

      for (guint side = 0; side < N_SIDES; side++)
        rig_words_fill_text (rig_table_get_cell (table, row, side + 1),
                             get_truth_words (sides[side]->meets[need], sides[side]->partly[need]),
                             RIG_MARK_NONE, NULL);
    }
  return table;
}
