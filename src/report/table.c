/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table.h"

static void
column_clear (RigColumn *column)
{
  g_free (column->id);
  g_free (column->title);
  g_free (column->unit);
}

/* The table's cells are freed by rig_table_free(), which knows how many a row has. */
static void
row_clear (RigRow *row, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    {
      g_free (row->cells[i].text);
      g_free (row->cells[i].note);
    }
  g_free (row->cells);
  g_free (row->group);
  g_free (row->id);
}

static void
facet_free (RigFacet *facet)
{
  g_free (facet->id);
  g_free (facet->title);
  g_free (facet->any);
  g_ptr_array_unref (facet->choices);
  g_array_unref (facet->of_rows);
  g_free (facet);
}

RigTable *
rig_table_new (const char *id, const char *title, const char *subtitle)
{
  RigTable *self;

  g_return_val_if_fail (id != NULL && title != NULL, NULL);

  self = g_new0 (RigTable, 1);
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->columns = g_array_new (FALSE, TRUE, sizeof (RigColumn));
  g_array_set_clear_func (self->columns, (GDestroyNotify) column_clear);
  self->rows = g_array_new (FALSE, TRUE, sizeof (RigRow));
  self->footnotes = g_ptr_array_new_with_free_func (g_free);
  self->facets = g_ptr_array_new_with_free_func ((GDestroyNotify) facet_free);
  return self;
}

void
rig_table_free (RigTable *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->rows->len; i++)
    row_clear (&g_array_index (self->rows, RigRow, i), self->columns->len);
  g_array_unref (self->rows);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->footnotes);
  g_ptr_array_unref (self->facets);
  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self);
}

guint
rig_table_add_column (RigTable *self, const char *id, const char *title, const char *unit,
                      RigAlign align, int slot)
{
  RigColumn column;

  g_return_val_if_fail (self != NULL && id != NULL && title != NULL, 0);
  g_return_val_if_fail (self->rows->len == 0, 0);

  column = (RigColumn){ g_strdup (id), g_strdup (title), g_strdup (unit), align, slot };
  g_array_append_val (self->columns, column);
  return self->columns->len - 1;
}

guint
rig_table_add_row (RigTable *self, const char *id, const char *group)
{
  RigRow row;

  g_return_val_if_fail (self != NULL && id != NULL, 0);
  g_return_val_if_fail (self->columns->len > 0, 0);

  row = (RigRow){ g_strdup (id), g_strdup (group), g_new (RigCell, self->columns->len) };
  for (guint i = 0; i < self->columns->len; i++)
    row.cells[i] = (RigCell){ g_strdup (""), NAN, NAN, NAN, RIG_BASIS_UNKNOWN, RIG_MARK_NONE,
                              NULL };
  g_array_append_val (self->rows, row);
  return self->rows->len - 1;
}

RigCell *
rig_table_get_cell (const RigTable *self, guint row, guint column)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (row < self->rows->len && column < self->columns->len, NULL);
  return &g_array_index (self->rows, RigRow, row).cells[column];
}

void
rig_cell_take (RigCell *cell, char *text, double value, RigBasis basis, guint marks, char *note)
{
  g_return_if_fail (cell != NULL);

  g_free (cell->text);
  g_free (cell->note);
  *cell = (RigCell){ text != NULL ? text : g_strdup (""), value, value, value, basis, marks, note };
}

void
rig_table_add_footnote (RigTable *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);
  g_ptr_array_add (self->footnotes, g_strdup (text));
}

RigFacet *
rig_table_add_facet (RigTable *self, const char *id, const char *title, const char *any)
{
  RigFacet *facet;

  g_return_val_if_fail (self != NULL && id != NULL && title != NULL && any != NULL, NULL);

  facet = g_new0 (RigFacet, 1);
  facet->id = g_strdup (id);
  facet->title = g_strdup (title);
  facet->any = g_strdup (any);
  facet->choices = g_ptr_array_new_with_free_func (g_free);
  facet->of_rows = g_array_new (FALSE, TRUE, sizeof (guint));
  g_ptr_array_add (self->facets, facet);
  return facet;
}

guint
rig_facet_add_choice (RigFacet *self, const char *choice)
{
  guint index;

  g_return_val_if_fail (self != NULL && choice != NULL, 0);

  if (g_ptr_array_find_with_equal_func (self->choices, choice, g_str_equal, &index))
    return index;
  g_ptr_array_add (self->choices, g_strdup (choice));
  return self->choices->len - 1;
}

void
rig_facet_add_row (RigFacet *self, const char *choice)
{
  guint index = rig_facet_add_choice (self, choice);

  g_array_append_val (self->of_rows, index);
}
