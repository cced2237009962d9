/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/table-layout.h"

#include <math.h>

#define LEAST_GAP 0.5 /* em, between columns */
#define WITH_NOTE (RIG_MARK_WRONG | RIG_MARK_STAND_IN | RIG_MARK_RECONSTRUCTED)
#define WITH_GLYPH (RIG_MARK_BEST | RIG_MARK_FITS | RIG_MARK_TIGHT | RIG_MARK_NO)

typedef struct
{
  const RigTable *table;
  const RigTheme *theme;
  const RigTextKit *kit;
  RigDisplayList *list;
  double x, width, gap;
  double *widths;       /* of columns, without the gaps between them */
  guint n_columns;
  gboolean small;       /* where the words would not fit otherwise */
  GPtrArray *notes;     /* const char *; the number is the index + 1 */
} Sheet;

static const RigCell *
get_cell (const Sheet *self, guint row, guint column)
{
  return &rig_table_get_row (self->table, row)->cells[column];
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static RigTextRole
get_strong_role (const Sheet *self)
{
  return self->small ? RIG_TEXT_SMALL_STRONG : RIG_TEXT_STRONG;
}

static RigTextRole
get_role (const Sheet *self, const RigCell *cell)
{
  if (cell->marks & RIG_MARK_BEST)
    return get_strong_role (self);
  if (self->small)
    return RIG_TEXT_SMALL;
  return (cell->marks & RIG_MARK_ARTICLE) ? RIG_TEXT_QUIET : RIG_TEXT_BODY;
}

static RigColor
get_color (const Sheet *self, const RigCell *cell)
{
  return (cell->marks & (RIG_MARK_DIM | RIG_MARK_ARTICLE)) ? self->theme->dim : self->theme->text;
}

static double
get_glyph_width (const Sheet *self, const RigCell *cell)
{
  return (cell->marks & WITH_GLYPH) ? 0.95 * self->kit->em : 0;
}

/* Numbers of notes hang in the gap behind a column, so that figures stay one below the other. */
static gboolean
has_note (const RigCell *cell)
{
  return (cell->marks & WITH_NOTE) && !is_empty (cell->note);
}

static double
measure_cell (const Sheet *self, const RigCell *cell)
{
  return rig_text_kit_measure (self->kit, cell->text, get_role (self, cell))
         + get_glyph_width (self, cell);
}

/* The width of the longest word, which no line may break. */
static double
measure_longest_word (const Sheet *self, const char *text, RigTextRole role)
{
  g_autoptr (PangoLayout) layout = rig_text_kit_shape (self->kit, text, role);
  double width, height;

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, PANGO_SCALE);
  rig_layout_get_size (layout, &width, &height);
  return width;
}

static double
sum_up_to (const double *least, const double *natural, guint n, double level)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += CLAMP (level, least[i], natural[i]);
  return sum;
}

/* The narrow columns get what they ask for, the wide ones share what is left, none less than its
 * least. */
static void
share_width (const double *least, const double *natural, double *widths, guint n, double available)
{
  double low = 0, high = available, spare;

  /* Halved until the error is far below a pixel. */
  for (guint i = 0; i < 40; i++)
    {
      double middle = (low + high) / 2;
      if (sum_up_to (least, natural, n, middle) <= available)
        low = middle;
      else
        high = middle;
    }
  for (guint i = 0; i < n; i++)
    widths[i] = CLAMP (low, least[i], natural[i]);
  /* Room to spare widens all alike, so that the last column ends at the edge. */
  spare = available - sum_up_to (least, natural, n, available);
  for (guint i = 0; i < n && spare > 0; i++)
    widths[i] += spare / n;
}

/* Returns what the longest words of all columns take. */
static double
measure_columns (const Sheet *self, double *least, double *natural)
{
  double words = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const RigColumn *column = rig_table_get_column (self->table, i);
      least[i] = MAX (measure_longest_word (self, column->title, get_strong_role (self)),
                      measure_longest_word (self, column->unit, RIG_TEXT_SMALL));
      natural[i] = MAX (rig_text_kit_measure (self->kit, column->title, get_strong_role (self)),
                        rig_text_kit_measure (self->kit, column->unit, RIG_TEXT_SMALL));
      for (guint row = 0; row < self->table->rows->len; row++)
        {
          const RigCell *cell = get_cell (self, row, i);
          double word = measure_longest_word (self, cell->text, get_role (self, cell));
          least[i] = MAX (least[i], word + get_glyph_width (self, cell));
          natural[i] = MAX (natural[i], measure_cell (self, cell));
        }
      least[i] = ceil (least[i]) + 1;
      natural[i] = MAX (ceil (natural[i]) + 1, least[i]);
      words += least[i];
    }
  return words;
}

/* No word is broken as long as all have room; for that the columns stand closer, and then the
 * letters get smaller. */
static void
settle_columns (Sheet *self)
{
  g_autofree double *least = g_new0 (double, self->n_columns);
  g_autofree double *natural = g_new0 (double, self->n_columns);
  g_autofree double *nothing = g_new0 (double, self->n_columns);
  guint n_gaps = MAX (self->n_columns, 2) - 1;
  double words = measure_columns (self, least, natural);

  if (words + n_gaps * LEAST_GAP * self->kit->em > self->width)
    {
      self->small = TRUE;
      words = measure_columns (self, least, natural);
    }
  self->gap = CLAMP ((self->width - words) / n_gaps, LEAST_GAP * self->kit->em, self->gap);
  if (words + n_gaps * self->gap <= self->width + 1e-6)
    share_width (least, natural, self->widths, self->n_columns,
                 self->width - self->gap * (self->n_columns - 1));
  else
    share_width (nothing, least, self->widths, self->n_columns,
                 MAX (self->width - self->gap * (self->n_columns - 1), self->n_columns));
}

/* Wraps to @width and makes the layout no wider than its longest line. */
static PangoLayout *
shape_wrapped (const Sheet *self, const char *text, RigTextRole role, RigAlign align, double width,
               double *w, double *h)
{
  PangoLayout *layout = rig_text_kit_shape (self->kit, text, role);

  rig_layout_get_size (layout, w, h);
  if (*w > width)
    {
      rig_layout_wrap (layout, width);
      rig_layout_get_size (layout, w, h);
      *w = MIN (*w, width);
      pango_layout_set_width (layout, (int) ceil (*w * PANGO_SCALE));
      pango_layout_set_alignment (layout, align == RIG_ALIGN_END      ? PANGO_ALIGN_RIGHT
                                          : align == RIG_ALIGN_CENTER ? PANGO_ALIGN_CENTER
                                                                      : PANGO_ALIGN_LEFT);
    }
  return layout;
}

static double
align_x (RigAlign align, double x, double room, double width)
{
  if (align == RIG_ALIGN_END)
    return x + room - width;
  return align == RIG_ALIGN_CENTER ? x + (room - width) / 2 : x;
}

static void
draw_glyph (Sheet *self, const RigCell *cell, double x, double y)
{
  const RigTheme *theme = self->theme;
  double radius = 0.25 * self->kit->em;

  if (cell->marks & RIG_MARK_NO)
    rig_display_list_add_marker (self->list, x, y, radius, RIG_MARKER_CROSS,
                                 rig_pen_fill (theme->bad));
  else if (cell->marks & RIG_MARK_TIGHT)
    rig_display_list_add_marker (self->list, x, y, radius, RIG_MARKER_TRIANGLE,
                                 rig_pen_fill (theme->warn));
  else if (cell->marks & RIG_MARK_FITS)
    rig_display_list_add_marker (self->list, x, y, radius, RIG_MARKER_CIRCLE,
                                 rig_pen_fill (theme->good));
  else
    rig_display_list_add_marker (self->list, x, y, 0.2 * self->kit->em, RIG_MARKER_DIAMOND,
                                 rig_pen_fill (theme->text));
}

/* As a spelling checker marks what is wrong. */
static void
draw_wave (Sheet *self, double x, double y, double width)
{
  double step = 0.16 * self->kit->em, height = 0.1 * self->kit->em;
  guint i = 0;

  rig_display_list_begin_points (self->list, RIG_PRIMITIVE_POLYLINE,
                                 rig_pen_stroke (self->theme->bad, 1.2));
  for (double at = 0; at <= width; at += step, i++)
    rig_display_list_add_point (self->list, x + at, y + (i % 2 == 0 ? height : -height));
}

static void
draw_note_number (Sheet *self, const char *note, double x, double y)
{
  g_autofree char *number = NULL;
  PangoLayout *layout;
  guint index;

  /* Cells that say the same share a note. */
  for (index = 0; index < self->notes->len; index++)
    {
      if (g_str_equal (g_ptr_array_index (self->notes, index), note))
        break;
    }
  if (index == self->notes->len)
    g_ptr_array_add (self->notes, (gpointer) note);
  number = g_strdup_printf ("%u", index + 1);
  layout = rig_text_kit_shape (self->kit, number, RIG_TEXT_TINY);
  rig_display_list_take_text (self->list, layout, x, y, self->theme->dim);
}

/* Returns its height. */
static double
draw_cell (Sheet *self, const RigCell *cell, RigAlign align, double x, double y, double room)
{
  double glyph = get_glyph_width (self, cell), line = self->kit->line[get_role (self, cell)];
  double width, height, left;
  PangoLayout *layout = shape_wrapped (self, cell->text, get_role (self, cell), align, room - glyph,
                                       &width, &height);

  left = align_x (align, x, room, width + glyph);
  if (glyph > 0)
    draw_glyph (self, cell, left + 0.35 * self->kit->em, y + line / 2);
  rig_display_list_take_text (self->list, layout, left + glyph, y, get_color (self, cell));
  if (cell->marks & RIG_MARK_WRONG)
    draw_wave (self, left + glyph, y + height - 0.02 * self->kit->em, width);
  if (has_note (cell))
    draw_note_number (self, cell->note, left + glyph + width + 0.12 * self->kit->em,
                      y - 0.1 * self->kit->em);
  return height;
}

static double
get_column_x (const Sheet *self, guint column)
{
  double x = self->x;

  for (guint i = 0; i < column; i++)
    x += self->widths[i] + self->gap;
  return x;
}

static double
draw_header (Sheet *self, double y)
{
  double tallest = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const RigColumn *column = rig_table_get_column (self->table, i);
      RigColor color = self->theme->text;
      double x = get_column_x (self, i), width, height, total;
      PangoLayout *layout = shape_wrapped (self, column->title, get_strong_role (self),
                                           column->align, self->widths[i], &width, &height);
      if (column->slot >= 0)
        color = self->theme->slot_text[column->slot % RIG_N_SLOTS];
      rig_display_list_take_text (self->list, layout,
                                  align_x (column->align, x, self->widths[i], width), y, color);
      total = height;
      if (!is_empty (column->unit))
        {
          layout = shape_wrapped (self, column->unit, RIG_TEXT_SMALL, column->align,
                                  self->widths[i], &width, &height);
          rig_display_list_take_text (self->list, layout,
                                      align_x (column->align, x, self->widths[i], width),
                                      y + total, self->theme->dim);
          total += height;
        }
      tallest = MAX (tallest, total);
    }
  return tallest;
}

static void
draw_rule (Sheet *self, double y, RigColor color)
{
  double at = floor (y) + 0.5;

  rig_display_list_add_line (self->list, self->x, at, self->x + self->width, at,
                             rig_pen_stroke (color, 1));
}

static double
draw_rows (Sheet *self, double y)
{
  const char *group = NULL;
  double pad = 0.32 * self->kit->em;

  for (guint row = 0; row < self->table->rows->len; row++)
    {
      const char *own = rig_table_get_row (self->table, row)->group;
      double tallest = 0;
      if (!is_empty (own) && g_strcmp0 (own, group) != 0)
        {
          y += (row > 0 ? 0.7 : 0.3) * self->kit->em;
          y += rig_paragraph_layout (self->kit, self->list, own, RIG_TEXT_SMALL_STRONG,
                                     self->theme->dim, self->x, y, self->width);
          y += 0.15 * self->kit->em;
        }
      else if (row > 0)
        {
          draw_rule (self, y, self->theme->grid);
        }
      group = own;
      for (guint i = 0; i < self->n_columns; i++)
        {
          double height = draw_cell (self, get_cell (self, row, i),
                                     rig_table_get_column (self->table, i)->align,
                                     get_column_x (self, i), y + pad, self->widths[i]);
          tallest = MAX (tallest, height);
        }
      y += tallest + 2 * pad;
    }
  return y;
}

static double
draw_notes (Sheet *self, double y)
{
  double indent = 1.2 * self->kit->em;

  y += 0.5 * self->kit->em;
  for (guint i = 0; i < self->notes->len; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      rig_paragraph_layout (self->kit, self->list, number, RIG_TEXT_TINY, self->theme->dim,
                            self->x, y, indent);
      y += rig_paragraph_layout (self->kit, self->list, g_ptr_array_index (self->notes, i),
                                 RIG_TEXT_SMALL, self->theme->dim, self->x + indent, y,
                                 self->width - indent);
    }
  for (guint i = 0; i < self->table->footnotes->len; i++)
    y += rig_paragraph_layout (self->kit, self->list,
                               g_ptr_array_index (self->table->footnotes, i), RIG_TEXT_SMALL,
                               self->theme->dim, self->x, y, self->width);
  return y;
}

double
rig_paragraph_layout (const RigTextKit *kit, RigDisplayList *list, const char *text,
                      RigTextRole role, RigColor color, double x, double y, double width)
{
  PangoLayout *layout;

  if (is_empty (text))
    return 0;
  layout = rig_text_kit_shape (kit, text, role);
  rig_layout_wrap (layout, width);
  return rig_display_list_take_text (list, layout, x, y, color).height;
}

double
rig_table_layout (const RigTable *table, const RigTheme *theme, const RigTextKit *kit,
                  RigDisplayList *list, double x, double y, double width)
{
  g_autofree double *widths = g_new0 (double, MAX (table->columns->len, 1));
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  Sheet sheet = { table,  theme, kit, list, x, width, 1.2 * kit->em, widths, table->columns->len,
                  FALSE,  notes };
  double top = y;

  y += rig_paragraph_layout (kit, list, table->title, RIG_TEXT_HEADING, theme->text, x, y, width);
  y += rig_paragraph_layout (kit, list, table->subtitle, RIG_TEXT_SMALL, theme->dim, x, y, width);
  y += 0.7 * kit->em;
  if (table->columns->len == 0)
    return y - top;
  settle_columns (&sheet);
  y += draw_header (&sheet, y) + 0.35 * kit->em;
  draw_rule (&sheet, y, rig_color_mix (theme->neutral, theme->card, 0.3));
  y = draw_rows (&sheet, y + 1);
  draw_rule (&sheet, y, theme->grid);
  return draw_notes (&sheet, y) - top;
}
