/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/lines.h"

#include <math.h>

static const double dashed[] = { 2.5, 2.0 };
static const double shared[] = { 5.0, 5.0 };
static const double band_dash[] = { 1.0, 2.0 };
static const double reference_dash[] = { 1.0, 2.0 };

static const RigPoint *
get_point (const RigSeries *series, guint index)
{
  return &g_array_index (series->points, RigPoint, index);
}

static RigXY
map_point (const RigChartLayout *self, double x, double y)
{
  RigXY at = { rig_axis_map_apply (&self->x, x), rig_axis_map_apply (&self->y, y) };
  return at;
}

static gboolean
is_drawable (RigXY at)
{
  return isfinite (at.x) && isfinite (at.y);
}

void
rig_lines_collect_domains (const RigChart *chart, RigDomain *x, RigDomain *y)
{
  *x = rig_domain_empty (chart->x.scale);
  *y = rig_domain_empty (chart->y.scale);
  for (guint i = 0; i < chart->series->len; i++)
    {
      const RigSeries *series = g_ptr_array_index (chart->series, i);
      for (guint j = 0; j < series->points->len; j++)
        {
          const RigPoint *point = get_point (series, j);
          rig_domain_add (x, point->x);
          rig_domain_add (y, point->y);
          rig_domain_add (y, point->low);
          rig_domain_add (y, point->high);
        }
    }
  for (guint i = 0; i < chart->callouts->len; i++)
    {
      const RigCallout *callout = &g_array_index (chart->callouts, RigCallout, i);
      rig_domain_add (x, callout->x);
      rig_domain_add (y, callout->y);
    }
  for (guint i = 0; i < chart->references->len; i++)
    {
      const RigReference *reference = &g_array_index (chart->references, RigReference, i);
      rig_domain_add (reference->on_x ? x : y, reference->value);
    }
}

/* One stretch of a band between gaps. */
static void
draw_band_run (RigChartLayout *self, const RigSeries *series, guint from, guint to)
{
  const RigTheme *theme = self->theme;
  RigColor color = rig_theme_get_ink (theme, series->ink, 0);
  RigPen pen = rig_pen_fill (color);

  if (to - from < 2)
    return;
  if (rig_theme_is_high_contrast (theme))
    {
      /* No washed-out areas there: the band's edges instead. */
      pen = rig_pen_stroke (color, 1.2);
      pen.dash = band_dash;
      pen.n_dash = G_N_ELEMENTS (band_dash);
    }
  else
    {
      pen.fill.alpha = theme->kind == RIG_THEME_DARK ? 0.20 : 0.13;
    }
  rig_display_list_begin_points (self->list, RIG_PRIMITIVE_POLYGON, pen);
  for (guint i = from; i < to; i++)
    {
      RigXY at = map_point (self, get_point (series, i)->x, get_point (series, i)->high);
      rig_display_list_add_point (self->list, at.x, at.y);
    }
  for (guint i = to; i > from; i--)
    {
      RigXY at = map_point (self, get_point (series, i - 1)->x, get_point (series, i - 1)->low);
      rig_display_list_add_point (self->list, at.x, at.y);
    }
}

static void
draw_band (RigChartLayout *self, const RigSeries *series)
{
  guint from = 0;

  for (guint i = 0; i <= series->points->len; i++)
    {
      const RigPoint *point = i < series->points->len ? get_point (series, i) : NULL;
      if (point != NULL && is_drawable (map_point (self, point->x, point->low))
          && is_drawable (map_point (self, point->x, point->high)))
        continue;
      draw_band_run (self, series, from, i);
      from = i + 1;
    }
}

/* The points of one pixel column: first, least, greatest and last say all that can be seen. */
typedef struct
{
  double column;
  RigXY first, least, greatest, last;
  gboolean empty;
} Column;

static void
flush_column (RigDisplayList *list, Column *column)
{
  gboolean falling = column->least.x > column->greatest.x;

  if (column->empty)
    return;
  column->empty = TRUE;
  rig_display_list_add_point (list, column->first.x, column->first.y);
  if (column->first.x == column->last.x && column->first.y == column->last.y)
    return;
  if (column->least.y != column->greatest.y)
    {
      RigXY one = falling ? column->greatest : column->least;
      RigXY two = falling ? column->least : column->greatest;
      rig_display_list_add_point (list, one.x, one.y);
      rig_display_list_add_point (list, two.x, two.y);
    }
  rig_display_list_add_point (list, column->last.x, column->last.y);
}

static void
add_to_column (RigDisplayList *list, Column *column, RigXY at)
{
  if (!column->empty && floor (at.x) != column->column)
    flush_column (list, column);
  if (column->empty)
    {
      Column fresh = { floor (at.x), at, at, at, at, FALSE };
      *column = fresh;
      return;
    }
  column->last = at;
  if (at.y < column->least.y)
    column->least = at;
  if (at.y > column->greatest.y)
    column->greatest = at;
}

/* Lines that lie on one another, as of machines that are equally fast. */
static gboolean
coincide (const RigSeries *a, const RigSeries *b)
{
  if (a->points_only || b->points_only || a->points->len != b->points->len || a->ink == b->ink)
    return FALSE;
  for (guint i = 0; i < a->points->len; i++)
    {
      const RigPoint *one = get_point (a, i), *two = get_point (b, i);
      if (one->x != two->x || !(fabs (one->y - two->y) <= 1e-3 * fabs (one->y)))
        return FALSE;
    }
  return a->points->len > 0;
}

static gboolean
hides_another (const RigChartLayout *self, const RigSeries *series)
{
  const GPtrArray *all = self->chart->series;

  /* The later ones lie below. */
  for (guint i = all->len; i > 0 && g_ptr_array_index (all, i - 1) != series; i--)
    {
      if (coincide (series, g_ptr_array_index (all, i - 1)))
        return TRUE;
    }
  return FALSE;
}

static RigPen
get_line_pen (const RigChartLayout *self, const RigSeries *series, gboolean with_dashes)
{
  RigPen pen = rig_pen_stroke (rig_theme_get_ink (self->theme, series->ink, 0),
                               self->theme->line_width);

  if (series->dashed || hides_another (self, series))
    {
      /* Dashed over a solid one of the same course, both colours show. */
      pen.dash = hides_another (self, series) ? shared : dashed;
      pen.n_dash = G_N_ELEMENTS (dashed);
    }
  else if (series->ink <= RIG_INK_SLOT_5 && (with_dashes || series->ink == RIG_INK_SLOT_5))
    {
      pen.dash = rig_theme_get_dash (series->ink - RIG_INK_SLOT_0, &pen.n_dash);
    }
  return pen;
}

static void
draw_line (RigChartLayout *self, const RigSeries *series, gboolean with_dashes)
{
  RigPen pen = get_line_pen (self, series, with_dashes);
  Column column = { .empty = TRUE };
  gboolean open = FALSE;

  for (guint i = 0; i < series->points->len; i++)
    {
      RigXY at = map_point (self, get_point (series, i)->x, get_point (series, i)->y);
      if (!is_drawable (at))
        {
          flush_column (self->list, &column);
          open = FALSE;
          continue;
        }
      if (!open)
        {
          flush_column (self->list, &column);
          rig_display_list_begin_points (self->list, RIG_PRIMITIVE_POLYLINE, pen);
          open = TRUE;
        }
      add_to_column (self->list, &column, at);
    }
  flush_column (self->list, &column);
}

static RigMarker
get_marker (const RigSeries *series)
{
  return series->ink <= RIG_INK_SLOT_5 ? rig_theme_get_marker (series->ink - RIG_INK_SLOT_0)
                                       : RIG_MARKER_CIRCLE;
}

static void
draw_markers (RigChartLayout *self, const RigSeries *series)
{
  RigPen pen = rig_pen_fill (rig_theme_get_ink (self->theme, series->ink, 0));
  double radius = (series->small ? 0.17 : 0.27) * self->kit->em;
  const RigPoint *last = rig_lines_get_last (self, series);

  pen.stroke = series->measured ? self->theme->text : self->theme->card;
  pen.line_width = series->measured ? 1.5 : 1;
  for (guint i = 0; series->points_only && i < series->points->len; i++)
    {
      RigXY at = map_point (self, get_point (series, i)->x, get_point (series, i)->y);
      if (is_drawable (at) && at.x >= self->plot.x - 1 && at.y >= self->plot.y - 1
          && at.x <= self->plot.x + self->plot.width + 1
          && at.y <= self->plot.y + self->plot.height + 1)
        rig_display_list_add_marker (self->list, at.x, at.y, radius, get_marker (series), pen);
    }
  if (!series->points_only && last != NULL)
    {
      RigXY at = map_point (self, last->x, last->y);
      rig_display_list_add_marker (self->list, at.x, at.y, radius, get_marker (series), pen);
    }
}

const RigPoint *
rig_lines_get_last (const RigChartLayout *self, const RigSeries *series)
{
  const RigBox *plot = &self->plot;

  for (guint i = series->points->len; i > 0; i--)
    {
      const RigPoint *point = get_point (series, i - 1);
      RigXY at = map_point (self, point->x, point->y);
      if (is_drawable (at) && at.x <= plot->x + plot->width + 1 && at.y >= plot->y - 1
          && at.y <= plot->y + plot->height + 1)
        return point;
    }
  return NULL;
}

void
rig_lines_draw_series (RigChartLayout *self, gboolean with_dashes)
{
  const GPtrArray *all = self->chart->series;
  double pad = self->theme->line_width;
  RigBox clip = { self->plot.x - pad, self->plot.y - pad, self->plot.width + 2 * pad,
                  self->plot.height + 2 * pad };

  rig_display_list_clip (self->list, clip);
  for (guint i = 0; i < all->len; i++)
    draw_band (self, g_ptr_array_index (all, i));
  /* The first series is the one that matters most, and lies on top. */
  for (guint i = all->len; i > 0; i--)
    {
      const RigSeries *series = g_ptr_array_index (all, i - 1);
      if (!series->points_only)
        draw_line (self, series, with_dashes);
    }
  rig_display_list_unclip (self->list);
  for (guint i = all->len; i > 0; i--)
    draw_markers (self, g_ptr_array_index (all, i - 1));
}

void
rig_lines_draw_references (RigChartLayout *self)
{
  const RigBox *plot = &self->plot;
  RigPen pen = rig_pen_stroke (self->theme->neutral, 1.4);
  /* The words of zones stand at the bottom, and a line would run through them. */
  double words = self->chart->zones->len > 0 ? self->kit->line[RIG_TEXT_SMALL] : 0;
  double height = MAX (plot->height - words, plot->height / 2);

  pen.dash = reference_dash;
  pen.n_dash = G_N_ELEMENTS (reference_dash);
  for (guint i = 0; i < self->chart->references->len; i++)
    {
      const RigReference *reference = &g_array_index (self->chart->references, RigReference, i);
      double at = rig_axis_map_apply (reference->on_x ? &self->x : &self->y, reference->value);
      if (!isfinite (at))
        continue;
      if (reference->on_x && at >= plot->x - 1 && at <= plot->x + plot->width + 1)
        rig_display_list_add_line (self->list, at, plot->y, at, plot->y + height, pen);
      else if (!reference->on_x && at >= plot->y - 1 && at <= plot->y + plot->height + 1)
        rig_display_list_add_line (self->list, plot->x, at, plot->x + plot->width, at, pen);
    }
}

static double
blend (double a, double b, double share)
{
  return a + (b - a) * share;
}

double
rig_lines_get_y (const RigSeries *series, double x, RigPoint *point)
{
  const RigPoint *a, *b;
  guint low = 0, high = series->points->len;
  double share;

  *point = (RigPoint) { x, NAN, NAN, NAN };
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (get_point (series, middle)->x < x)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < series->points->len && get_point (series, low)->x == x)
    {
      *point = *get_point (series, low);
      return point->y;
    }
  /* Between measured points there is nothing to read. */
  if (low == 0 || low == series->points->len || series->points_only)
    return NAN;
  a = get_point (series, low - 1);
  b = get_point (series, low);
  share = (x - a->x) / (b->x - a->x);
  point->y = blend (a->y, b->y, share);
  point->low = blend (a->low, b->low, share);
  point->high = blend (a->high, b->high, share);
  return point->y;
}
