/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/chart-layout.h"

#include "draw/legend.h"

#include <glib/gi18n.h>
#include <math.h>

#define LABEL_SHARE 0.36 /* of the width; longer labels stand above their bars */
#define ENDS_SHARE 0.24  /* of what is left for bars, for the words at each end */
#define LEAST_AXIS 11    /* em of height; lower ones have neither axis nor the base's words */
#define MARKS_PER_AXIS 5
#define WORDS_GAP 0.3    /* em between a bar and its words */
#define FIT_PASSES 12

/* Bars stand on the base: the first reference of the chart. What an input does at its low end is
 * lighter than what it does at its high end, and the words of both stand outside the bar. */

typedef struct
{
  double left, right, top; /* of the area that bars and the words at their ends may use */
  double pitch, thickness, label_width;
  double words;            /* that the words at an end may take of it at most */
  double header, footer;   /* lines above and below the rows; 0: no room for them */
  gboolean above;          /* labels stand above their bars */
  guint n;                 /* rows that have room; a line below says how many more there are */
} Rows;

static const RigBar *
get_bar (const RigChart *chart, guint row)
{
  return g_ptr_array_index (chart->bars, row);
}

static double
get_base (const RigChart *chart)
{
  return chart->references->len > 0 ? g_array_index (chart->references, RigReference, 0).value : 0;
}

static const char *
get_left_words (const RigBar *bar)
{
  return bar->low <= bar->high ? bar->low_text : bar->high_text;
}

static const char *
get_right_words (const RigBar *bar)
{
  return bar->low <= bar->high ? bar->high_text : bar->low_text;
}

/* Where a bar ends on that side; at the base where nothing lies on it. */
static double
get_end (const RigChart *chart, const RigBar *bar, gboolean at_left)
{
  double base = get_base (chart);

  return at_left ? fmin (base, fmin (bar->low, bar->high))
                 : fmax (base, fmax (bar->low, bar->high));
}

static double
measure_widest (const RigChart *chart, const RigTextKit *kit, RigTextRole role,
                const char *(*get) (const RigBar *bar))
{
  double widest = 0;

  for (guint i = 0; i < chart->bars->len; i++)
    {
      const char *words = get (get_bar (chart, i));
      if (words != NULL)
        widest = MAX (widest, rig_text_kit_measure (kit, words, role));
    }
  return widest;
}

static const char *
get_label (const RigBar *bar)
{
  return bar->label;
}

static gboolean
wants_labels_above (const RigChart *chart, const RigTextKit *kit, double width)
{
  return measure_widest (chart, kit, RIG_TEXT_STRONG, get_label) > LABEL_SHARE * width;
}

static RigDomain
collect_domain (const RigChart *chart)
{
  RigDomain domain = rig_domain_empty (RIG_AXIS_LINEAR);

  rig_domain_add (&domain, get_base (chart));
  for (guint i = 0; i < chart->bars->len; i++)
    {
      rig_domain_add (&domain, get_bar (chart, i)->low);
      rig_domain_add (&domain, get_bar (chart, i)->high);
    }
  return domain;
}

static void
init_rows (Rows *rows, const RigChartLayout *self, double height)
{
  const RigTextKit *kit = self->kit;
  double line = kit->line[RIG_TEXT_STRONG];
  gboolean with_axis = height >= LEAST_AXIS * kit->em;
  double room;

  rows->header = with_axis ? kit->line[RIG_TEXT_SMALL] + 0.3 * kit->em : 0;
  rows->footer = with_axis ? kit->line[RIG_TEXT_SMALL] + 0.4 * kit->em : 0;
  height -= rows->header + rows->footer;
  rows->n = self->chart->bars->len;
  if (rows->n * line > height && rows->n > 1)
    {
      rows->n = (guint) MAX (floor (height / line) - 1, 1);
      height = MAX (height - line, line);
    }
  room = height / MAX (rows->n, 1);
  rows->above = wants_labels_above (self->chart, kit, self->width) && room >= line + 1.1 * kit->em;
  rows->pitch = MIN (room, rows->above ? line + 3 * kit->em : 4 * kit->em);
  rows->thickness = rows->above ? rows->pitch - line - 0.5 * kit->em : rows->pitch * 0.6;
  rows->thickness = CLAMP (rows->thickness, 2, 1.8 * kit->em);
  rows->label_width = rows->above
                        ? 0
                        : MIN (measure_widest (self->chart, kit, RIG_TEXT_STRONG, get_label),
                               LABEL_SHARE * self->width);
  rows->left = rows->above ? 0 : rows->label_width + 0.6 * kit->em;
  rows->right = self->width;
  rows->top = rows->header;
  rows->words = ENDS_SHARE * (rows->right - rows->left);
}

/* By how much the words at one end of a bar leave the area. */
static double
get_excess (const RigChartLayout *self, const Rows *rows, const RigBar *bar, gboolean at_left)
{
  const char *words = at_left ? get_left_words (bar) : get_right_words (bar);
  double x = rig_axis_map_apply (&self->x, get_end (self->chart, bar, at_left)), width;

  if (words == NULL || !isfinite (x))
    return 0;
  width = MIN (rig_text_kit_measure (self->kit, words, RIG_TEXT_SMALL)
                 + (WORDS_GAP + 0.1) * self->kit->em,
               rows->words);
  return at_left ? rows->left - (x - width) : x + width - rows->right;
}

/* Shortens the axis at both ends until the words have room. */
static void
fit_words (RigChartLayout *self, const Rows *rows)
{
  for (guint pass = 0; pass < FIT_PASSES; pass++)
    {
      double left = 0, right = 0;
      for (guint i = 0; i < rows->n; i++)
        {
          left = MAX (left, get_excess (self, rows, get_bar (self->chart, i), TRUE));
          right = MAX (right, get_excess (self, rows, get_bar (self->chart, i), FALSE));
        }
      if (left <= 0 && right <= 0)
        return;
      self->x.start = MIN (self->x.start + left, rows->left + rows->words);
      self->x.end = MAX (self->x.end - right, rows->right - rows->words);
    }
}

static double
get_bar_y (const Rows *rows, guint row)
{
  double top = rows->top + row * rows->pitch;

  return rows->above ? top + rows->pitch - rows->thickness - 2
                     : top + (rows->pitch - rows->thickness) / 2;
}

/* Through all rows, but not through labels that stand above their bars. */
static void
draw_upright (RigChartLayout *self, const Rows *rows, double x, RigPen pen)
{
  x = floor (x) + 0.5;
  if (!rows->above)
    rig_display_list_add_line (self->list, x, rows->top, x, rows->top + rows->pitch * rows->n,
                               pen);
  for (guint row = 0; rows->above && row < rows->n; row++)
    rig_display_list_add_line (self->list, x, get_bar_y (rows, row) - 1, x,
                               get_bar_y (rows, row) + rows->thickness + 2, pen);
}

/* Marks, each with its number where the one before leaves room for it. */
static void
draw_axis (RigChartLayout *self, const Rows *rows)
{
  const RigTheme *theme = self->theme;
  double y = rows->top + rows->pitch * rows->n + 0.2 * self->kit->em, last = -INFINITY;
  char **labels;
  RigTicks ticks;

  if (rows->footer <= 0)
    return;
  rig_ticks_init (&ticks, &self->x_shown, self->chart->x.number, MARKS_PER_AXIS, TRUE);
  labels = rig_ticks_format (&ticks, self->chart->x.number);
  for (guint i = 0; i < ticks.n; i++)
    {
      double x = rig_axis_map_apply (&self->x, ticks.values[i]), width, height;
      PangoLayout *text;

      if (labels[i] == NULL)
        continue;
      draw_upright (self, rows, x, rig_pen_stroke (theme->grid, theme->grid_width));
      text = rig_text_kit_shape (self->kit, labels[i], RIG_TEXT_SMALL);
      rig_layout_get_size (text, &width, &height);
      x = CLAMP (x - width / 2, 0, MAX (self->width - width, 0));
      if (x >= last && width <= self->width)
        {
          rig_display_list_take_text (self->list, text, x, y, theme->dim);
          last = x + width + 0.5 * self->kit->em;
        }
      else
        g_object_unref (text);
    }
  rig_tick_labels_free (labels, ticks.n);
}

/* Where nothing is won or lost, and where the scenario is, with its words on top. */
static void
draw_lines (RigChartLayout *self, const Rows *rows)
{
  const RigTheme *theme = self->theme;
  double base = get_base (self->chart), x = rig_axis_map_apply (&self->x, base), width, height;
  PangoLayout *text;

  if (self->x_shown.low <= 0 && self->x_shown.high >= 0)
    draw_upright (self, rows, rig_axis_map_apply (&self->x, 0), rig_pen_stroke (theme->dim, 1));
  if (self->chart->references->len == 0 || !isfinite (x))
    return;
  draw_upright (self, rows, x, rig_pen_stroke (theme->text, 1.6));
  if (rows->header <= 0)
    return;
  text = rig_text_kit_shape (self->kit,
                             g_array_index (self->chart->references, RigReference, 0).label,
                             RIG_TEXT_SMALL);
  rig_layout_shorten (text, self->width);
  rig_layout_get_size (text, &width, &height);
  rig_display_list_take_text (self->list, text,
                              CLAMP (x - width / 2, 0, MAX (self->width - width, 0)), 0,
                              theme->text);
}

/* From the base to what comes out at one end. */
static void
draw_part (RigChartLayout *self, double value, double y, double thickness, RigColor color)
{
  double from = rig_axis_map_apply (&self->x, get_base (self->chart));
  double to = rig_axis_map_apply (&self->x, value);
  RigBox box = { MIN (from, to), y, fabs (to - from), thickness };

  if (box.width > 0)
    rig_display_list_add_rect (self->list, box, 2, to < from ? RIG_CORNERS_LEFT : RIG_CORNERS_RIGHT,
                               rig_pen_fill (color));
}

static void
draw_bar (RigChartLayout *self, const Rows *rows, guint row)
{
  const RigBar *bar = get_bar (self->chart, row);
  double base = get_base (self->chart), y = get_bar_y (rows, row);
  RigStop stop = { self->x.start, y + rows->thickness / 2, NAN };
  RigColor light = rig_theme_get_ink (self->theme, bar->ink, 2);
  RigColor full = rig_theme_get_ink (self->theme, bar->ink, 0);
  /* Both on one side of the base: one below the other, so that none is hidden. */
  gboolean halves = (bar->low - base) * (bar->high - base) > 0;
  double thickness = halves ? rows->thickness / 2 : rows->thickness;

  if (isfinite (bar->low) && isfinite (bar->high))
    {
      draw_part (self, bar->low, y, thickness, light);
      draw_part (self, bar->high, halves ? y + thickness : y, thickness, full);
    }
  g_array_append_val (self->stops, stop);
}

static void
draw_words (RigChartLayout *self, const Rows *rows, const RigBar *bar, double y, gboolean at_left)
{
  const char *words = at_left ? get_left_words (bar) : get_right_words (bar);
  double gap = WORDS_GAP * self->kit->em, width, height;
  double x = rig_axis_map_apply (&self->x, get_end (self->chart, bar, at_left));
  PangoLayout *text;

  if (words == NULL || !isfinite (x))
    return;
  text = rig_text_kit_shape (self->kit, words, RIG_TEXT_SMALL);
  rig_layout_shorten (text, MAX (rows->words - gap, 1));
  rig_layout_get_size (text, &width, &height);
  rig_display_list_take_text (self->list, text, at_left ? x - gap - width : x + gap,
                              y + (rows->thickness - height) / 2, self->theme->text);
}

static void
draw_label (RigChartLayout *self, const Rows *rows, const RigBar *bar, double y)
{
  PangoLayout *text = rig_text_kit_shape (self->kit, bar->label, RIG_TEXT_STRONG);
  double width, height;

  rig_layout_shorten (text, rows->above ? self->width : rows->label_width);
  rig_layout_get_size (text, &width, &height);
  if (rows->above)
    y -= height + 0.1 * self->kit->em;
  else
    y += (rows->thickness - height) / 2;
  rig_display_list_take_text (self->list, text, 0, y, self->theme->text);
}

static void
draw_more (RigChartLayout *self, const Rows *rows)
{
  guint more = self->chart->bars->len - rows->n;
  g_autofree char *words = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);
  PangoLayout *text;

  if (more == 0)
    return;
  text = rig_text_kit_shape (self->kit, words, RIG_TEXT_SMALL);
  rig_layout_shorten (text, self->width);
  rig_display_list_take_text (self->list, text, 0,
                              rows->top + rows->pitch * rows->n + rows->footer, self->theme->dim);
}

static RigLegend *
make_legend (const RigChart *chart)
{
  RigLegend *legend = rig_legend_new ();

  for (guint i = 0; i < chart->legend->len; i++)
    {
      const RigPart *part = g_ptr_array_index (chart->legend, i);
      rig_legend_add (legend, RIG_SWATCH_FILL, part->ink, part->tint, part->label);
    }
  return legend;
}

void
rig_chart_layout_tornado (RigChartLayout *self)
{
  g_autoptr (RigLegend) legend = make_legend (self->chart);
  double legend_height = rig_legend_get_height (legend, self->kit, self->width);
  double gap = 0.4 * self->kit->em, for_rows = self->height - legend_height - gap;
  gboolean with_legend
    = legend_height > 0
      && for_rows >= (self->chart->bars->len + 3) * self->kit->line[RIG_TEXT_STRONG];
  RigAxis axis = self->chart->x;
  Rows rows = { 0 };

  axis.scale = RIG_AXIS_LINEAR;
  init_rows (&rows, self, MAX (with_legend ? for_rows : self->height, 1));
  self->x_shown = rig_chart_layout_settle (&axis, collect_domain (self->chart), self->x_before,
                                           MARKS_PER_AXIS, TRUE);
  rig_axis_map_init (&self->x, &self->x_shown, rows.left, rows.right - 1);
  fit_words (self, &rows);
  self->plot = (RigBox) { rows.left, rows.top, rows.right - rows.left, rows.pitch * rows.n };
  draw_axis (self, &rows);
  for (guint i = 0; i < rows.n; i++)
    draw_bar (self, &rows, i);
  draw_lines (self, &rows);
  for (guint i = 0; i < rows.n; i++)
    {
      const RigBar *bar = get_bar (self->chart, i);
      double y = get_bar_y (&rows, i);
      draw_label (self, &rows, bar, y);
      draw_words (self, &rows, bar, y, TRUE);
      draw_words (self, &rows, bar, y, FALSE);
    }
  draw_more (self, &rows);
  if (with_legend)
    rig_legend_layout (legend, self->kit, self->theme, self->list, 0,
                       self->height - legend_height, self->width);
}

double
rig_chart_layout_get_tornado_height (const RigChart *chart, const RigTextKit *kit, double width)
{
  g_autoptr (RigLegend) legend = make_legend (chart);
  double legend_height = rig_legend_get_height (legend, kit, width);
  double pitch = wants_labels_above (chart, kit, width) ? kit->line[RIG_TEXT_STRONG] + 2 * kit->em
                                                        : 2.2 * kit->em;

  return MAX (chart->bars->len, 1) * pitch + 2 * kit->line[RIG_TEXT_SMALL] + 0.7 * kit->em
         + (legend_height > 0 ? legend_height + kit->em : 0);
}
