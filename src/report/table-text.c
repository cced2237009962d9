/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table.h"

#include "report/table-marks.h"
#include "report/table-wrap.h"

#include <glib/gi18n.h>
#include <string.h>

#define GAP 2          /* between columns */
#define INDENT 2       /* of rows under the headings of their groups, and of records */
#define LONGEST_WORD 30 /* longer ones may be broken before a column is given more room */

/* One cell as it will be written. */
typedef struct
{
  char *text;         /* with its suffix */
  guint suffix_width;
} Field;

typedef struct
{
  const RigTable *table;
  RigTableNotes notes;
  guint n_columns, n_lines; /* lines: the headings and the rows */
  Field *fields;            /* n_lines x n_columns */
  guint *widths;            /* of the columns */
  guint *suffix_widths;     /* the widest suffix of each column */
  guint indent;
} Layout;

static const Field *
get_field (const Layout *self, guint line, guint column)
{
  return &self->fields[line * self->n_columns + column];
}

static Field
field_new (const Layout *self, const RigCell *cell)
{
  g_autofree char *text = rig_text_clean (cell->text);
  g_autofree char *suffix = rig_table_notes_get_suffix (&self->notes, cell, 0);

  return (Field){ g_strconcat (text, suffix, NULL), rig_text_get_width (suffix) };
}

static Field
heading_new (const RigColumn *column)
{
  g_autofree char *heading = rig_column_get_heading (column);

  return (Field){ rig_text_clean (heading), 0 };
}

static void
layout_init (Layout *self, const RigTable *table)
{
  self->table = table;
  rig_table_notes_init (&self->notes, table);
  self->n_columns = table->columns->len;
  self->n_lines = table->rows->len + 1;
  self->fields = g_new0 (Field, self->n_lines * self->n_columns);
  self->widths = g_new0 (guint, self->n_columns);
  self->suffix_widths = g_new0 (guint, self->n_columns);
  self->indent = 0;

  for (guint i = 0; i < self->n_lines; i++)
    {
      if (i > 0 && rig_table_get_row (table, i - 1)->group != NULL)
        self->indent = INDENT;
      for (guint j = 0; j < self->n_columns; j++)
        {
          Field *field = &self->fields[i * self->n_columns + j];

          *field = i == 0 ? heading_new (rig_table_get_column (table, j))
                          : field_new (self, rig_table_get_cell (table, i - 1, j));
          self->suffix_widths[j] = MAX (self->suffix_widths[j], field->suffix_width);
        }
    }
}

static void
layout_clear (Layout *self)
{
  for (guint i = 0; i < self->n_lines * self->n_columns; i++)
    g_free (self->fields[i].text);
  g_free (self->fields);
  g_free (self->widths);
  g_free (self->suffix_widths);
  rig_table_notes_clear (&self->notes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layout, layout_clear)

static guint
total_width (const Layout *self)
{
  guint total = self->indent + (self->n_columns - 1) * GAP;

  for (guint j = 0; j < self->n_columns; j++)
    total += self->widths[j];
  return total;
}

/* Columns of numbers leave room for the widest suffix behind each, so that the digits line up. */
static guint
natural_width (const Layout *self, guint line, guint column)
{
  const Field *field = get_field (self, line, column);
  guint width = rig_text_get_width (field->text);

  if (line > 0 && rig_table_get_column (self->table, column)->align == RIG_ALIGN_END)
    width += self->suffix_widths[column] - field->suffix_width;
  return width;
}

/* FALSE where not even the longest words stand side by side in @width columns. */
static gboolean
choose_widths (Layout *self, guint width)
{
  g_autofree guint *least = g_new0 (guint, self->n_columns);

  for (guint j = 0; j < self->n_columns; j++)
    for (guint i = 0; i < self->n_lines; i++)
      {
        guint word = rig_text_get_word_width (get_field (self, i, j)->text, LONGEST_WORD);

        self->widths[j] = MAX (self->widths[j], natural_width (self, i, j));
        least[j] = MAX (least[j], word);
      }

  while (width > 0 && total_width (self) > width)
    {
      guint widest = self->n_columns;

      for (guint j = 0; j < self->n_columns; j++)
        if (self->widths[j] > least[j]
            && (widest == self->n_columns || self->widths[j] > self->widths[widest]))
          widest = j;
      if (widest == self->n_columns)
        return FALSE;
      self->widths[widest]--;
    }
  return TRUE;
}

static void
append_spaces (GString *out, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, ' ');
}

static void
end_line (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

/* One line of a cell within its column. @behind: what its suffix leaves of the widest's room. */
static void
append_aligned (GString *out, const char *text, guint width, RigAlign align, guint behind)
{
  guint text_width = rig_text_get_width (text);
  guint room = width > text_width ? width - text_width : 0;
  guint left = 0;

  if (align == RIG_ALIGN_END)
    left = room - MIN (room, behind);
  else if (align == RIG_ALIGN_CENTER)
    left = room / 2;
  append_spaces (out, left);
  g_string_append (out, text);
  append_spaces (out, room - left);
}

static void
append_line (const Layout *self, GString *out, guint line)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint height = 0;

  for (guint j = 0; j < self->n_columns; j++)
    {
      GPtrArray *lines = rig_text_wrap (get_field (self, line, j)->text, self->widths[j]);

      height = MAX (height, lines->len);
      g_ptr_array_add (cells, lines);
    }

  for (guint k = 0; k < height; k++)
    {
      append_spaces (out, self->indent);
      for (guint j = 0; j < self->n_columns; j++)
        {
          const GPtrArray *lines = g_ptr_array_index (cells, j);
          const char *text = k < lines->len ? g_ptr_array_index (lines, k) : "";
          guint suffix = k + 1 == lines->len ? get_field (self, line, j)->suffix_width : 0;

          append_aligned (out, text, self->widths[j], rig_table_get_column (self->table, j)->align,
                          self->suffix_widths[j] - suffix);
          append_spaces (out, GAP);
        }
      end_line (out);
    }
}

static void
append_rule (const Layout *self, GString *out)
{
  append_spaces (out, self->indent);
  for (guint j = 0; j < self->n_columns; j++)
    {
      for (guint k = 0; k < self->widths[j]; k++)
        g_string_append (out, "─");
      append_spaces (out, GAP);
    }
  end_line (out);
}

/* A paragraph: @prefix, which is at most @indent columns wide, before its first line, and as much
 * room before the others. */
static void
append_paragraph (GString *out, const char *prefix, const char *text, guint width, guint indent)
{
  g_autofree char *clean = rig_text_clean (text);
  guint room = width > indent ? width - indent : width;
  g_autoptr (GPtrArray) lines = rig_text_wrap (clean, room);

  for (guint i = 0; i < lines->len; i++)
    {
      if (i == 0)
        g_string_append (out, prefix);
      else
        append_spaces (out, indent);
      g_string_append (out, g_ptr_array_index (lines, i));
      end_line (out);
    }
}

/* The heading of a group, where another one begins. */
static void
append_group (const Layout *self, GString *out, guint row, guint width)
{
  const char *group = rig_table_get_row (self->table, row)->group;
  const char *previous = row > 0 ? rig_table_get_row (self->table, row - 1)->group : NULL;

  if (group != NULL && g_strcmp0 (group, previous) != 0)
    append_paragraph (out, "", group, width, 0);
}

static void
append_grid (const Layout *self, GString *out, guint width)
{
  append_line (self, out, 0);
  append_rule (self, out);
  for (guint i = 1; i < self->n_lines; i++)
    {
      append_group (self, out, i - 1, width);
      append_line (self, out, i);
    }
}

/* Where the columns do not fit side by side: one line per cell, under the row's first. */
static void
append_records (const Layout *self, GString *out, guint width)
{
  for (guint i = 1; i < self->n_lines; i++)
    {
      append_group (self, out, i - 1, width);
      append_paragraph (out, "", get_field (self, i, 0)->text, width, INDENT);
      for (guint j = 1; j < self->n_columns; j++)
        {
          g_autofree char *line = g_strdup_printf (_("%1$s: %2$s"), get_field (self, 0, j)->text,
                                                   get_field (self, i, j)->text);

          append_paragraph (out, "  ", line, width, 2 * INDENT);
        }
    }
}

static void
append_notes (const Layout *self, GString *out, guint width)
{
  g_autofree char *legend = rig_table_notes_get_legend (&self->notes, 0);
  const GPtrArray *notes = self->notes.notes;
  const GPtrArray *footnotes = self->table->footnotes;

  if (legend != NULL || notes->len > 0 || footnotes->len > 0)
    g_string_append_c (out, '\n');
  if (legend != NULL)
    append_paragraph (out, "", legend, width, 0);
  for (guint i = 0; i < notes->len; i++)
    {
      g_autofree char *number = g_strdup_printf ("[%u] ", i + 1);

      append_paragraph (out, number, g_ptr_array_index (notes, i), width, (guint) strlen (number));
    }
  for (guint i = 0; i < footnotes->len; i++)
    append_paragraph (out, "", g_ptr_array_index (footnotes, i), width, 0);
}

void
rig_table_write_text (const RigTable *self, GString *out, guint width)
{
  g_auto (Layout) layout = { 0 };

  g_return_if_fail (self != NULL && out != NULL);
  g_return_if_fail (self->columns->len > 0);

  layout_init (&layout, self);
  append_paragraph (out, "", self->title, width, 0);
  if (self->subtitle != NULL)
    append_paragraph (out, "", self->subtitle, width, 0);
  g_string_append_c (out, '\n');

  if (choose_widths (&layout, width))
    append_grid (&layout, out, width);
  else
    append_records (&layout, out, width);
  append_notes (&layout, out, width);
}
