/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table.h"

#include <string.h>

#define LINE_END "\r\n"

static void
append_text (GString *out, const char *text)
{
  /* A spreadsheet would take a text that begins like this for a formula and run it. The apostrophe
   * is what spreadsheets themselves put before text that looks like something else. */
  const char *guard = *text != '\0' && strchr ("=+-@\t\r", *text) != NULL ? "'" : "";

  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append_printf (out, "%s%s", guard, text);
      return;
    }
  g_string_append_printf (out, "\"%s", guard);
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

/* Infinity, where "never" is the answer, is "inf": the word that number readers take. */
static void
append_number (GString *out, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return;
  /* Fifteen digits are what survives in decimal, and leave no 0.30000000000000004. */
  g_string_append (out, g_ascii_formatd (text, sizeof text, "%.15g", value));
}

static gboolean
is_number (const RigCell *cell)
{
  return !isnan (cell->value) || !isnan (cell->low) || !isnan (cell->high);
}

static gboolean
is_range (const RigCell *cell)
{
  return (!isnan (cell->low) && cell->low != cell->value)
         || (!isnan (cell->high) && cell->high != cell->value);
}

static gboolean
has_range (const RigTable *table, guint column)
{
  for (guint i = 0; i < table->rows->len; i++)
    if (is_range (rig_table_get_cell (table, i, column)))
      return TRUE;
  return FALSE;
}

static gboolean
has_groups (const RigTable *table)
{
  for (guint i = 0; i < table->rows->len; i++)
    if (rig_table_get_row (table, i)->group != NULL)
      return TRUE;
  return FALSE;
}

/* An em dash is how people are told that something is unknown; a reader of CSV gets nothing. */
static void
append_cell (GString *out, const RigCell *cell)
{
  if (is_number (cell))
    append_number (out, cell->value);
  else if (!g_str_equal (cell->text, "\u2014"))
    append_text (out, cell->text);
}

static void
append_bounds (GString *out, const RigCell *cell)
{
  g_string_append_c (out, ',');
  append_number (out, cell->low);
  g_string_append_c (out, ',');
  append_number (out, cell->high);
}

static void
append_head (GString *out, const RigTable *table, gboolean grouped)
{
  g_string_append (out, grouped ? "row,group" : "row");
  for (guint j = 0; j < table->columns->len; j++)
    {
      const char *id = rig_table_get_column (table, j)->id;

      g_string_append_c (out, ',');
      append_text (out, id);
      if (has_range (table, j))
        {
          g_autofree char *low = g_strconcat (id, "_low", NULL);
          g_autofree char *high = g_strconcat (id, "_high", NULL);

          g_string_append_c (out, ',');
          append_text (out, low);
          g_string_append_c (out, ',');
          append_text (out, high);
        }
    }
  g_string_append (out, LINE_END);
}

void
rig_table_write_csv (const RigTable *self, GString *out)
{
  gboolean grouped;
  g_autofree gboolean *ranges = NULL;

  g_return_if_fail (self != NULL && out != NULL);

  grouped = has_groups (self);
  ranges = g_new (gboolean, self->columns->len);
  for (guint j = 0; j < self->columns->len; j++)
    ranges[j] = has_range (self, j);

  append_head (out, self, grouped);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const RigRow *row = rig_table_get_row (self, i);

      append_text (out, row->id);
      if (grouped)
        {
          g_string_append_c (out, ',');
          append_text (out, row->group != NULL ? row->group : "");
        }
      for (guint j = 0; j < self->columns->len; j++)
        {
          g_string_append_c (out, ',');
          append_cell (out, &row->cells[j]);
          if (ranges[j])
            append_bounds (out, &row->cells[j]);
        }
      g_string_append (out, LINE_END);
    }
}
