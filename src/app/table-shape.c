/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/table-shape.h"

#define SEPARATOR "\037"

/**
 * rig_table_shape_make:
 *
 * All of a table but its cells: two tables with the same shape can be shown by the same widgets.
 */
char *
rig_table_shape_make (const RigTable *table)
{
  GString *shape = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const RigColumn *column = rig_table_get_column (table, i);

      g_string_append_printf (shape, "%s" SEPARATOR "%s" SEPARATOR "%s" SEPARATOR "%d,%u\n",
                              column->id, column->title, column->unit != NULL ? column->unit : "",
                              column->slot, (guint) column->align);
    }

  for (guint i = 0; i < table->rows->len; i++)
    {
      const RigRow *row = rig_table_get_row (table, i);

      g_string_append (shape, row->id);
      g_string_append (shape, SEPARATOR);
      g_string_append (shape, row->group != NULL ? row->group : "");
      g_string_append_c (shape, '\n');
    }

  for (guint i = 0; i < table->facets->len; i++)
    {
      const RigFacet *facet = g_ptr_array_index (table->facets, i);

      for (guint j = 0; j < facet->choices->len; j++)
        g_string_append_printf (shape, "%s" SEPARATOR,
                                (const char *) g_ptr_array_index (facet->choices, j));
      g_string_append_c (shape, '\n');
    }

  return g_string_free (shape, FALSE);
}
