/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table-marks.h"

#include <glib/gi18n.h>
#include <string.h>

/* In the order in which they follow a text. Unknown and weightless cells (dim) need no sign. */
static const struct
{
  RigMark mark;
  const char *sign, *meaning;
} signs[] = {
  { RIG_MARK_CHOSEN, "◆", N_("the scenario’s model") },
  { RIG_MARK_IMPORTED, "⊕", N_("imported from a file") },
  { RIG_MARK_BEST, "•", N_("best in its row") },
  { RIG_MARK_FITS, "✓", N_("fits") },
  { RIG_MARK_TIGHT, "△", N_("tight") },
  { RIG_MARK_NO, "✗", N_("no") },
  { RIG_MARK_ARTICLE, "†", N_("the article’s word, not ours") },
  { RIG_MARK_RECONSTRUCTED, "‡", N_("the article’s mark was lost; taken from its prose") },
  { RIG_MARK_STAND_IN, "§", N_("another machine’s figure stands in") },
  { RIG_MARK_WRONG, "≠", N_("contradicted by the record") },
};

static gboolean
needs_note (const RigCell *cell)
{
  return (cell->marks & (RIG_MARK_WRONG | RIG_MARK_STAND_IN)) != 0 && cell->note != NULL;
}

/* Counted from 1; 0 where the cell has no note that needs to be read. */
static guint
find_number (const RigTableNotes *self, const RigCell *cell)
{
  guint index;

  if (!needs_note (cell)
      || !g_ptr_array_find_with_equal_func (self->notes, cell->note, g_str_equal, &index))
    return 0;
  return index + 1;
}

void
rig_table_notes_init (RigTableNotes *self, const RigTable *table)
{
  self->notes = g_ptr_array_new ();
  self->marks = 0;
  for (guint i = 0; i < table->rows->len; i++)
    for (guint j = 0; j < table->columns->len; j++)
      {
        const RigCell *cell = rig_table_get_cell (table, i, j);

        self->marks |= cell->marks;
        if (needs_note (cell) && find_number (self, cell) == 0)
          g_ptr_array_add (self->notes, cell->note);
      }
}

void
rig_table_notes_clear (RigTableNotes *self)
{
  g_clear_pointer (&self->notes, g_ptr_array_unref);
}

char *
rig_table_notes_get_suffix (const RigTableNotes *self, const RigCell *cell, guint skip)
{
  GString *out = g_string_new (NULL);
  guint number = find_number (self, cell);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if ((cell->marks & ~skip & signs[i].mark) != 0)
      g_string_append_printf (out, "%s%s", out->len == 0 ? " " : "", signs[i].sign);
  if (number != 0)
    g_string_append_printf (out, "[%u]", number);
  return g_string_free (out, FALSE);
}

char *
rig_table_notes_get_legend (const RigTableNotes *self, guint skip)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if ((self->marks & ~skip & signs[i].mark) != 0)
      g_string_append_printf (out, "%s%s %s", out->len == 0 ? "" : ", ", signs[i].sign,
                              _(signs[i].meaning));
  return g_string_free (out, out->len == 0);
}

char *
rig_column_get_heading (const RigColumn *column)
{
  if (column->unit == NULL || *column->unit == '\0')
    return g_strdup (column->title);
  if (*column->title == '\0')
    return g_strdup (column->unit);
  return g_strdup_printf ("%s (%s)", column->title, column->unit);
}
