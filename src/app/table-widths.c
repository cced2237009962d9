/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/table-widths.h"

/* Widths of columns, in pixels for text of this size. */
#define TITLE_WIDTH 184
#define COLUMN_WIDTH 80
#define MACHINE_WIDTH 156 /* at least; some languages take more words */
#define MAX_MACHINE_WIDTH 220
#define CELL_ROOM 26 /* around a text: the padding of the style, and a little */
#define TEXT_SIZE (11 * 96 / 72.0)

/* How much larger than usual the user's text is. */
static double
get_text_scale (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72;

  return size / TEXT_SIZE;
}

/* The text with the most letters in the columns of machines. */
static const char *
find_longest (const RigTable *table)
{
  const char *longest = "";

  for (guint i = 0; i < table->columns->len; i++)
    for (guint row = 0; rig_table_get_column (table, i)->slot >= 0 && row < table->rows->len; row++)
      {
        const char *text = rig_table_get_cell (table, row, i)->text;

        if (text != NULL && g_utf8_strlen (text, -1) > g_utf8_strlen (longest, -1))
          longest = text;
      }

  return longest;
}

/* All machines' columns are alike, as wide as what they say now takes in the user's language with
 * a sign before it: what they say later is about as long. */
static int
measure_machine_width (GtkWidget *widget, const RigTable *table, double scale)
{
  g_autofree char *text = g_strconcat ("✓\302\240", find_longest (table), NULL);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return CLAMP (width + (int) (CELL_ROOM * scale), (int) (MACHINE_WIDTH * scale),
                (int) (MAX_MACHINE_WIDTH * scale));
}

/**
 * Sets the widths of the columns of @view, which shows @table, for the text of @widget. Long names
 * are cut off, figures are not: columns grow with the text.
 */
void
rig_table_widths_set (GtkWidget *widget, GtkColumnView *view, const RigTable *table)
{
  double scale = MAX (1, get_text_scale (widget));
  int machine_width = measure_machine_width (widget, table, scale);
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      gboolean of_machine = rig_table_get_column (table, i)->slot >= 0;
      int width = (int) ((i == 0 ? TITLE_WIDTH : COLUMN_WIDTH) * scale);

      gtk_column_view_column_set_fixed_width (column, of_machine ? machine_width : width);
    }
}
