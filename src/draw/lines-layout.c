/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/lines.h"

#include "draw/legend.h"
#include "draw/placement.h"

#include <glib/gi18n.h>
#include <math.h>

#define LABEL_SHARE 0.3      /* of the width that labels at the ends may take */
#define LEAST_LABEL_WIDTH 24 /* em; narrower charts have a legend below */
#define LINES_SHAPE 0.48      /* height over width at which slopes are easy to compare */
#define MAX_Y_MARKS 6

typedef struct
{
  RigDomain y_data;
  RigTicks x, y;
  char **x_labels, **y_labels;
  char *x_title, *y_title;  /* NULL: none, or no room for it */
  RigLegend *legend;        /* series that have no label at their end */
  double legend_height, widest_end;
  gboolean with_ends;
} Axes;

static char *
make_axis_title (const RigAxis *axis)
{
  g_autofree char *plain = NULL;

  if (axis->title == NULL || *axis->title == '\0')
    plain = g_strdup (axis->unit);
  else if (axis->unit == NULL || *axis->unit == '\0')
    plain = g_strdup (axis->title);
  else
    /* Translators: title of an axis and the unit of its numbers: "Context, tokens". */
    plain = g_strdup_printf (_("%s, %s"), axis->title, axis->unit);
  if (axis->scale == RIG_AXIS_LOG)
    /* Translators: %s is the title of an axis on which each step multiplies. */
    return plain != NULL ? g_strdup_printf (_("%s (log scale)"), plain)
                         : g_strdup (_("Log scale"));
  return g_steal_pointer (&plain);
}

static void
measure_ends (RigChartLayout *self, Axes *axes)
{
  const GPtrArray *series = self->chart->series;

  for (guint i = 0; i < series->len; i++)
    {
      const RigSeries *one = g_ptr_array_index (series, i);
      if (one->label != NULL && !one->quiet)
        axes->widest_end = MAX (axes->widest_end,
                                rig_text_kit_measure (self->kit, one->label, RIG_TEXT_STRONG));
    }
  axes->with_ends = axes->widest_end > 0 && axes->widest_end <= LABEL_SHARE * self->width
                    && self->width >= LEAST_LABEL_WIDTH * self->kit->em;
}

static void
make_legend (RigChartLayout *self, Axes *axes)
{
  g_clear_pointer (&axes->legend, rig_legend_free);
  axes->legend = rig_legend_new ();
  for (guint i = 0; !axes->with_ends && i < self->chart->series->len; i++)
    {
      const RigSeries *one = g_ptr_array_index (self->chart->series, i);
      if (!one->quiet)
        rig_legend_add (axes->legend, one->dashed ? RIG_SWATCH_DASHES : RIG_SWATCH_LINE,
                        one->ink, 0, one->label);
    }
  for (guint i = 0; i < self->chart->series->len; i++)
    {
      const RigSeries *one = g_ptr_array_index (self->chart->series, i);
      rig_legend_add (axes->legend, one->measured ? RIG_SWATCH_MEASURED : RIG_SWATCH_MARKER,
                      one->ink, 0, one->legend);
    }
  axes->legend_height = rig_legend_get_height (axes->legend, self->kit, self->width);
  if (axes->legend_height > 0.4 * self->height)
    axes->legend_height = 0;
}

/* Between the plot and the words below it: half a line, as far as the lowest mark of y reaches. */
static double
get_gap (const RigChartLayout *self)
{
  return 0.5 * self->kit->line[RIG_TEXT_SMALL];
}

/* Top, bottom and the marks of y; x needs the left margin that they make. */
static void
measure_y (RigChartLayout *self, Axes *axes)
{
  double line = self->kit->line[RIG_TEXT_SMALL], gap = get_gap (self);
  double top = line / 2 + 1, bottom = line + gap, widest = 0, target;

  if (axes->y_title != NULL)
    top += line + gap;
  if (axes->x_title != NULL)
    bottom += line;
  if (axes->legend_height > 0)
    bottom += axes->legend_height + gap;
  self->plot.y = top;
  self->plot.height = MAX (self->height - top - bottom, 4);
  target = CLAMP (self->plot.height / (2 * line), 2, MAX_Y_MARKS);
  self->y_shown = rig_chart_layout_settle (&self->chart->y, axes->y_data, self->y_before, target,
                                           TRUE);
  rig_axis_map_init (&self->y, &self->y_shown, self->plot.y + self->plot.height, self->plot.y);
  /* The same marks that made the axis: its ends are two of them. */
  rig_ticks_init (&axes->y, &self->y.domain, self->chart->y.number, target, TRUE);
  axes->y_labels = rig_ticks_format (&axes->y, self->chart->y.number);
  for (guint i = 0; i < axes->y.n; i++)
    {
      if (axes->y_labels[i] != NULL)
        widest = MAX (widest,
                      rig_text_kit_measure (self->kit, axes->y_labels[i], RIG_TEXT_SMALL));
    }
  self->plot.x = widest > 0 ? MIN (widest, 0.3 * self->width) + 0.55 * self->kit->em : 1;
}

static guint
count_ends (const RigChart *chart)
{
  guint n = 0;

  for (guint i = 0; i < chart->series->len; i++)
    {
      const RigSeries *series = g_ptr_array_index (chart->series, i);
      n += series->label != NULL && !series->quiet;
    }
  return n;
}

/* The left edge of a mark's label: under its mark, but never beyond the chart. */
static double
get_label_x (const RigChartLayout *self, double mark, double width)
{
  return CLAMP (mark - width / 2, 0, MAX (self->width - width, 0));
}

static gboolean
labels_fit (const RigChartLayout *self, const Axes *axes)
{
  double last = -INFINITY;

  for (guint i = 0; i < axes->x.n; i++)
    {
      double width, x;
      if (axes->x_labels[i] == NULL)
        continue;
      width = rig_text_kit_measure (self->kit, axes->x_labels[i], RIG_TEXT_SMALL);
      x = get_label_x (self, rig_axis_map_apply (&self->x, axes->x.values[i]), width);
      if (x < last + 0.8 * self->kit->em)
        return FALSE;
      last = x + width;
    }
  return TRUE;
}

static void
measure_x (RigChartLayout *self, Axes *axes)
{
  double right = axes->with_ends ? axes->widest_end + 0.9 * self->kit->em : 0.9 * self->kit->em;
  double target;

  self->plot.width = MAX (self->width - self->plot.x - right, 4);
  rig_axis_map_init (&self->x, &self->x_shown, self->plot.x, self->plot.x + self->plot.width);
  /* From as many marks as could ever fit, fewer until the words fit. */
  target = CLAMP (self->plot.width / (3.6 * self->kit->em), 2, 9);
  for (;;)
    {
      rig_ticks_init (&axes->x, &self->x.domain, self->chart->x.number, target, FALSE);
      axes->x_labels = rig_ticks_format (&axes->x, self->chart->x.number);
      if (target <= 2 || labels_fit (self, axes))
        return;
      rig_tick_labels_free (axes->x_labels, axes->x.n);
      target = MAX (target - 1, 2);
    }
}

static void
draw_y_axis (RigChartLayout *self, const Axes *axes)
{
  const RigTheme *theme = self->theme;
  const RigBox *plot = &self->plot;
  RigPen grid = rig_pen_stroke (theme->grid, theme->grid_width);

  for (guint i = 0; i < axes->y.n; i++)
    {
      /* Half a pixel: a hairline fills one row of pixels, not two by half. */
      double y = floor (rig_axis_map_apply (&self->y, axes->y.values[i])) + 0.5;
      PangoLayout *text;
      double width, height;
      if (y < plot->y - 1 || y > plot->y + plot->height + 1)
        continue;
      if (axes->y_labels[i] == NULL)
        {
          rig_display_list_add_line (self->list, plot->x - 3, y, plot->x, y, grid);
          continue;
        }
      rig_display_list_add_line (self->list, plot->x, y, plot->x + plot->width, y, grid);
      text = rig_text_kit_shape (self->kit, axes->y_labels[i], RIG_TEXT_SMALL);
      rig_layout_shorten (text, plot->x - 0.5 * self->kit->em);
      rig_layout_get_size (text, &width, &height);
      rig_display_list_take_text (self->list, text, plot->x - 0.5 * self->kit->em - width,
                                  y - height / 2, theme->dim);
    }
  if (axes->y_title != NULL)
    {
      PangoLayout *text = rig_text_kit_shape (self->kit, axes->y_title, RIG_TEXT_SMALL);
      rig_layout_shorten (text, self->width);
      rig_display_list_take_text (self->list, text, 0, 0, theme->dim);
    }
}

static void
draw_x_axis (RigChartLayout *self, const Axes *axes)
{
  const RigTheme *theme = self->theme;
  double bottom = self->plot.y + self->plot.height, line = self->kit->line[RIG_TEXT_SMALL];
  double gap = get_gap (self), last = -INFINITY;
  RigPen pen = rig_pen_stroke (rig_color_mix (theme->neutral, theme->card, 0.3), 1);

  rig_display_list_add_line (self->list, self->plot.x, floor (bottom) + 0.5,
                             self->plot.x + self->plot.width, floor (bottom) + 0.5, pen);
  for (guint i = 0; i < axes->x.n; i++)
    {
      double x = rig_axis_map_apply (&self->x, axes->x.values[i]), width, height, left;
      PangoLayout *text;
      rig_display_list_add_line (self->list, floor (x) + 0.5, bottom, floor (x) + 0.5,
                                 bottom + (axes->x.minor[i] ? 2 : 4), pen);
      if (axes->x_labels[i] == NULL)
        continue;
      text = rig_text_kit_shape (self->kit, axes->x_labels[i], RIG_TEXT_SMALL);
      rig_layout_get_size (text, &width, &height);
      left = get_label_x (self, x, width);
      if (left < last)
        {
          g_object_unref (text);
          continue;
        }
      last = left + width;
      rig_display_list_take_text (self->list, text, left, bottom + gap, theme->dim);
    }
  if (axes->x_title != NULL)
    {
      PangoLayout *text = rig_text_kit_shape (self->kit, axes->x_title, RIG_TEXT_SMALL);
      double width, height;
      rig_layout_shorten (text, self->width);
      rig_layout_get_size (text, &width, &height);
      rig_display_list_take_text (
          self->list, text,
          CLAMP (self->plot.x + (self->plot.width - width) / 2, 0, self->width - width),
          bottom + gap + line, theme->dim);
    }
}

static void
draw_ends (RigChartLayout *self, const Axes *axes, GArray *taken)
{
  const GPtrArray *all = self->chart->series;
  g_autofree double *centers = g_new0 (double, all->len);
  g_autofree double *heights = g_new0 (double, all->len);
  g_autofree guint *which = g_new0 (guint, all->len);
  double x = self->plot.x + self->plot.width + 0.7 * self->kit->em;
  double line = self->kit->line[RIG_TEXT_STRONG];
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const RigSeries *series = g_ptr_array_index (all, i);
      const RigPoint *last = rig_lines_get_last (self, series);
      if (last == NULL || series->label == NULL || series->quiet)
        continue;
      centers[n] = rig_axis_map_apply (&self->y, last->y);
      heights[n] = line;
      which[n++] = i;
    }
  if (!rig_placement_spread (centers, heights, n, axes->y_title != NULL ? line : 0,
                             self->plot.y + self->plot.height + get_gap (self)))
    return;
  for (guint i = 0; i < n; i++)
    {
      const RigSeries *series = g_ptr_array_index (all, which[i]);
      RigBox box = rig_display_list_take_text (
          self->list, rig_text_kit_shape (self->kit, series->label, RIG_TEXT_STRONG), x,
          centers[i] - line / 2, rig_theme_get_text_ink (self->theme, series->ink));
      g_array_append_val (taken, box);
    }
}

static void
add_stops (RigChartLayout *self, const RigSeries *series)
{
  for (guint i = 0; i < series->points->len; i++)
    {
      const RigPoint *point = &g_array_index (series->points, RigPoint, i);
      RigStop stop = { rig_axis_map_apply (&self->x, point->x), self->plot.y, point->x };
      if (isfinite (stop.x) && stop.x >= self->plot.x - 1
          && stop.x <= self->plot.x + self->plot.width + 1)
        g_array_append_val (self->stops, stop);
    }
}

static int
compare_stops (gconstpointer a, gconstpointer b)
{
  double one = ((const RigStop *) a)->value, two = ((const RigStop *) b)->value;

  return (one > two) - (one < two);
}

/* The crosshair stops at the points of the longest line, and at each point that is no line's. */
static void
collect_stops (RigChartLayout *self)
{
  const RigSeries *longest = NULL;
  guint kept = 0;

  for (guint i = 0; i < self->chart->series->len; i++)
    {
      const RigSeries *series = g_ptr_array_index (self->chart->series, i);
      if (longest == NULL || series->points->len > longest->points->len)
        longest = series;
    }
  for (guint i = 0; i < self->chart->series->len; i++)
    {
      const RigSeries *series = g_ptr_array_index (self->chart->series, i);
      if (series == longest || series->points_only)
        add_stops (self, series);
    }
  g_array_sort (self->stops, compare_stops);
  for (guint i = 0; i < self->stops->len; i++)
    {
      RigStop stop = g_array_index (self->stops, RigStop, i);
      if (kept == 0 || g_array_index (self->stops, RigStop, kept - 1).value < stop.value)
        g_array_index (self->stops, RigStop, kept++) = stop;
    }
  g_array_set_size (self->stops, kept);
}

static void
draw (RigChartLayout *self, Axes *axes)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (RigBox));
  gboolean dashes = !axes->with_ends || rig_theme_is_high_contrast (self->theme);

  rig_lines_draw_zones (self);
  draw_y_axis (self, axes);
  draw_x_axis (self, axes);
  rig_lines_draw_references (self);
  rig_lines_draw_series (self, dashes);
  /* What is written so far, and the ends, are not to be written over. */
  for (guint i = 0; i < self->list->primitives->len; i++)
    {
      const RigPrimitive *p = rig_display_list_get (self->list, i);
      if (p->kind == RIG_PRIMITIVE_TEXT || p->kind == RIG_PRIMITIVE_MARKER)
        g_array_append_val (taken, p->box);
    }
  if (axes->with_ends)
    draw_ends (self, axes, taken);
  rig_lines_draw_callouts (self, taken);
  if (axes->legend_height > 0)
    rig_legend_layout (axes->legend, self->kit, self->theme, self->list, 0,
                       self->height - axes->legend_height, self->width);
}

static void
clear_axes (Axes *axes)
{
  rig_tick_labels_free (axes->x_labels, axes->x.n);
  rig_tick_labels_free (axes->y_labels, axes->y.n);
  rig_legend_free (axes->legend);
  g_free (axes->x_title);
  g_free (axes->y_title);
}

static void
draw_nothing (RigChartLayout *self)
{
  PangoLayout *text = rig_text_kit_shape (self->kit, _("Nothing is known about this yet."),
                                          RIG_TEXT_BODY);
  double width, height;

  rig_layout_shorten (text, self->width);
  rig_layout_get_size (text, &width, &height);
  rig_display_list_take_text (self->list, text, (self->width - width) / 2,
                              MAX ((self->height - height) / 2, 0), self->theme->dim);
}

/* A legend stands below the plot, and takes nothing from it. */
double
rig_chart_layout_get_lines_height (const RigChart *chart, const RigTextKit *kit, double width)
{
  double height = CLAMP (width * LINES_SHAPE, 16 * kit->em, 26 * kit->em);
  double plot = height - 4.5 * kit->line[RIG_TEXT_SMALL]; /* less titles and numbers of the axes */
  RigChartLayout self = { .chart = chart, .kit = kit, .width = width, .height = height };
  Axes axes = { 0 };

  measure_ends (&self, &axes);
  if (count_ends (chart) * kit->line[RIG_TEXT_STRONG] > plot)
    axes.with_ends = FALSE;
  make_legend (&self, &axes);
  if (axes.legend_height > 0)
    height += axes.legend_height + get_gap (&self);
  rig_legend_free (axes.legend);
  return height;
}

void
rig_chart_layout_lines (RigChartLayout *self)
{
  const RigChart *chart = self->chart;
  double line = self->kit->line[RIG_TEXT_STRONG];
  gboolean roomy = self->height >= 9 * self->kit->em;
  RigDomain x;
  Axes axes = { 0 };

  rig_lines_collect_domains (chart, &x, &axes.y_data);
  self->x_shown = rig_chart_layout_settle (&chart->x, x, NULL, 5, FALSE);
  self->y_shown = axes.y_data;
  rig_domain_make_valid (&self->y_shown);
  if (isnan (x.low) || isnan (axes.y_data.low))
    {
      rig_axis_map_init (&self->x, &self->x_shown, 0, self->width);
      rig_axis_map_init (&self->y, &self->y_shown, self->height, 0);
      draw_nothing (self);
      return;
    }
  axes.x_title = roomy ? make_axis_title (&chart->x) : NULL;
  axes.y_title = roomy ? make_axis_title (&chart->y) : NULL;
  measure_ends (self, &axes);
  make_legend (self, &axes);
  measure_y (self, &axes);
  /* Labels that cannot stand one below the other go into a legend as well. */
  if (axes.with_ends && count_ends (chart) * line > self->plot.height)
    {
      axes.with_ends = FALSE;
      rig_tick_labels_free (axes.y_labels, axes.y.n);
      make_legend (self, &axes);
      measure_y (self, &axes);
    }
  measure_x (self, &axes);
  draw (self, &axes);
  collect_stops (self);
  clear_axes (&axes);
}
