/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table.h"

#include "report/table-marks.h"

#include <glib/gi18n.h>
#include <string.h>

/* Shown in bold instead of by its sign. */
#define BOLD_MARKS RIG_MARK_BEST

/* Text as text, whatever it contains: a pipe would end the cell, a bracket could start a link. */
static void
append_escaped (GString *out, const char *text)
{
  for (; *text != '\0'; text++)
    if (*text == '<')
      g_string_append (out, "&lt;");
    else if (*text == '&')
      g_string_append (out, "&amp;");
    else if (*text == '\n')
      g_string_append (out, "<br>");
    else if (*text != '\r')
      {
        if (strchr ("\\`*_[]|#>~", *text) != NULL)
          g_string_append_c (out, '\\');
        g_string_append_c (out, *text);
      }
}

static void
append_cell (GString *out, const RigTableNotes *notes, const RigCell *cell)
{
  g_autofree char *suffix = rig_table_notes_get_suffix (notes, cell, BOLD_MARKS);
  gboolean bold = (cell->marks & BOLD_MARKS) != 0 && *cell->text != '\0';

  g_string_append (out, bold ? " **" : " ");
  append_escaped (out, cell->text);
  g_string_append (out, bold ? "**" : "");
  append_escaped (out, suffix);
  g_string_append (out, " |");
}

static void
append_head (GString *out, const RigTable *table)
{
  static const char *const rules[] = {
    [RIG_ALIGN_START] = " :--- |",
    [RIG_ALIGN_END] = " ---: |",
    [RIG_ALIGN_CENTER] = " :---: |",
  };

  g_string_append_c (out, '|');
  for (guint j = 0; j < table->columns->len; j++)
    {
      g_autofree char *heading = rig_column_get_heading (rig_table_get_column (table, j));

      g_string_append_c (out, ' ');
      append_escaped (out, heading);
      g_string_append (out, " |");
    }
  g_string_append (out, "\n|");
  for (guint j = 0; j < table->columns->len; j++)
    g_string_append (out, rules[rig_table_get_column (table, j)->align]);
  g_string_append_c (out, '\n');
}

/* Markdown has no spanning cells: a group is a row with its name alone. */
static void
append_group (GString *out, const RigTable *table, const char *group)
{
  g_string_append (out, "| **");
  append_escaped (out, group);
  g_string_append (out, "** |");
  for (guint j = 1; j < table->columns->len; j++)
    g_string_append (out, " |");
  g_string_append_c (out, '\n');
}

static void
append_rows (GString *out, const RigTable *table, const RigTableNotes *notes)
{
  const char *previous = NULL;

  for (guint i = 0; i < table->rows->len; i++)
    {
      const RigRow *row = rig_table_get_row (table, i);

      if (row->group != NULL && g_strcmp0 (row->group, previous) != 0)
        append_group (out, table, row->group);
      previous = row->group;

      g_string_append_c (out, '|');
      for (guint j = 0; j < table->columns->len; j++)
        append_cell (out, notes, &row->cells[j]);
      g_string_append_c (out, '\n');
    }
}

static void
append_paragraph (GString *out, const char *text)
{
  g_string_append_c (out, '\n');
  append_escaped (out, text);
  g_string_append_c (out, '\n');
}

void
rig_table_write_markdown (const RigTable *self, GString *out)
{
  g_auto (RigTableNotes) notes = { NULL, 0 };
  g_autofree char *legend = NULL;

  g_return_if_fail (self != NULL && out != NULL);

  rig_table_notes_init (&notes, self);
  legend = rig_table_notes_get_legend (&notes, BOLD_MARKS);

  g_string_append (out, "## ");
  append_escaped (out, self->title);
  g_string_append_c (out, '\n');
  if (self->subtitle != NULL)
    append_paragraph (out, self->subtitle);
  g_string_append_c (out, '\n');

  append_head (out, self);
  append_rows (out, self, &notes);

  if ((notes.marks & BOLD_MARKS) != 0)
    append_paragraph (out, _("Bold: best in its row."));
  if (legend != NULL)
    append_paragraph (out, legend);
  for (guint i = 0; i < notes.notes->len; i++)
    {
      const char *note = g_ptr_array_index (notes.notes, i);
      g_autofree char *numbered = g_strdup_printf ("[%u] %s", i + 1, note);

      append_paragraph (out, numbered);
    }
  for (guint i = 0; i < self->footnotes->len; i++)
    append_paragraph (out, g_ptr_array_index (self->footnotes, i));
}
