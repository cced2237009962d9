/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/article-rows.h"

#include <glib/gi18n.h>

#include "report/words.h"

void
rig_article_input_init (RigArticleInput *self, const RigPageInput *input)
{
  self->input = input;
  self->article = rig_catalog_get_article (input->catalog);
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    self->machines[i] = rig_catalog_find_machine (input->catalog, self->article->machines[i]);
}

void
rig_article_add_machine_columns (const RigArticleInput *self, RigTable *table)
{
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    rig_table_add_column (table, self->article->machines[i], self->article->labels[i], NULL,
                          RIG_ALIGN_END,
                          rig_page_get_slot (self->input, self->article->machines[i]));
}

void
rig_article_fill_printed (RigCell *cell, const RigArticleCell *printed)
{
  guint marks = RIG_MARK_ARTICLE;

  if (printed->text == NULL)
    {
      rig_words_fill_unknown (cell, _("The article says nothing here."));
      return;
    }
  if (printed->wrong != NULL)
    marks |= RIG_MARK_WRONG;
  if (printed->reconstructed)
    marks |= RIG_MARK_RECONSTRUCTED;
  rig_cell_take (cell, g_strdup (printed->text), printed->low, RIG_BASIS_CLAIMED, marks,
                 printed->wrong != NULL
                   ? g_strdup (printed->wrong)
                   : printed->reconstructed
                       ? g_strdup (_("The article’s mark is lost; this is what its prose says."))
                       : NULL);
  cell->low = printed->low;
  cell->high = printed->high;
}

guint
rig_article_add_row (RigTable *table, const char *key, const char *says, const char *heading,
                     const char *label)
{
  g_autofree char *id = g_strconcat (key, "/", says, NULL);
  guint row = rig_table_add_row (table, id, heading);

  rig_words_fill_text (rig_table_get_cell (table, row, 0), label,
                       g_str_equal (says, "article") ? RIG_MARK_ARTICLE : 0, NULL);
  return row;
}

guint
rig_article_add_pair (RigTable *table, const char *key, const char *heading, const char *label)
{
  guint row = rig_article_add_row (table, key, "article", heading, _("The article"));

  rig_article_add_row (table, key, "rigwise", heading, label);
  return row;
}
