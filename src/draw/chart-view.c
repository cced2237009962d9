/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/chart-view.h"

#include "draw/chart-layout.h"
#include "draw/lines.h"
#include "report/format.h"

#include <glib/gi18n.h>
#include <math.h>

struct _RigChartView
{
  RigChartLayout layout;
  RigTextKit *kit;
};

/* What stands at a stop of a line chart. */
typedef struct
{
  const RigSeries *series;
  RigPoint point;
} Reading;

RigChartView *
rig_chart_view_new (const RigChart *chart, const RigTheme *theme, PangoContext *context,
                    double width, double height, const RigChartView *previous)
{
  RigChartView *self;
  gboolean same;

  g_return_val_if_fail (chart != NULL && theme != NULL && PANGO_IS_CONTEXT (context), NULL);

  self = g_new0 (RigChartView, 1);
  self->kit = rig_text_kit_new (context);
  self->layout.chart = chart;
  self->layout.theme = theme;
  self->layout.kit = self->kit;
  self->layout.width = isfinite (width) ? MAX (width, 1) : 1;
  self->layout.height = isfinite (height) ? MAX (height, 1) : 1;
  self->layout.list = rig_display_list_new ();
  self->layout.stops = g_array_new (FALSE, TRUE, sizeof (RigStop));
  same = previous != NULL && previous->layout.chart_kind == chart->kind
         && g_strcmp0 (previous->layout.chart_id, chart->id) == 0;
  self->layout.x_before = same ? &previous->layout.x_shown : NULL;
  self->layout.y_before = same ? &previous->layout.y_shown : NULL;
  self->layout.chart_kind = chart->kind;
  self->layout.chart_id = g_intern_string (chart->id);

  if (chart->kind == RIG_CHART_BARS)
    rig_chart_layout_bars (&self->layout);
  else if (chart->kind == RIG_CHART_TORNADO)
    rig_chart_layout_tornado (&self->layout);
  else
    rig_chart_layout_lines (&self->layout);
  self->layout.x_before = self->layout.y_before = NULL;
  return self;
}

void
rig_chart_view_free (RigChartView *self)
{
  if (self == NULL)
    return;
  rig_display_list_free (self->layout.list);
  g_array_unref (self->layout.stops);
  rig_text_kit_free (self->kit);
  g_free (self);
}

void
rig_chart_view_paint (const RigChartView *self, cairo_t *cr)
{
  g_return_if_fail (self != NULL && cr != NULL);
  rig_display_list_paint (self->layout.list, cr);
}

const RigChartLayout *
rig_chart_view_get_layout (const RigChartView *self)
{
  return &self->layout;
}

double
rig_chart_get_natural_height (const RigChart *chart, PangoContext *context, double width)
{
  g_autoptr (RigTextKit) kit = NULL;

  g_return_val_if_fail (chart != NULL && PANGO_IS_CONTEXT (context), 0);

  kit = rig_text_kit_new (context);
  if (chart->kind == RIG_CHART_BARS)
    return ceil (rig_chart_layout_get_bars_height (chart, kit, width));
  if (chart->kind == RIG_CHART_TORNADO)
    return ceil (rig_chart_layout_get_tornado_height (chart, kit, width));
  return ceil (rig_chart_layout_get_lines_height (chart, kit, width));
}

int
rig_chart_view_get_n_stops (const RigChartView *self)
{
  return (int) self->layout.stops->len;
}

/* The nearest of an ascending or descending run of positions. */
static int
find_nearest (const RigChartView *self, double position, gboolean along_x)
{
  const GArray *stops = self->layout.stops;
  guint low = 0, high = stops->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const RigStop *stop = &g_array_index (stops, RigStop, middle);
      if ((along_x ? stop->x : stop->y) < position)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == stops->len)
    return (int) stops->len - 1;
  if (low > 0)
    {
      const RigStop *a = &g_array_index (stops, RigStop, low - 1);
      const RigStop *b = &g_array_index (stops, RigStop, low);
      double before = position - (along_x ? a->x : a->y);
      double behind = (along_x ? b->x : b->y) - position;
      return (int) (before <= behind ? low - 1 : low);
    }
  return 0;
}

int
rig_chart_view_find_stop (const RigChartView *self, double x, double y)
{
  const RigBox *plot = &self->layout.plot;
  double slack = self->kit->em;

  if (self->layout.stops->len == 0 || !isfinite (x) || !isfinite (y))
    return -1;
  if (y < plot->y - slack || y > plot->y + plot->height + slack)
    return -1;
  if (self->layout.chart->kind != RIG_CHART_LINES)
    return find_nearest (self, y, FALSE);
  if (x < plot->x - slack || x > plot->x + plot->width + slack)
    return -1;
  return find_nearest (self, x, TRUE);
}

/* Readings at a stop, as they lie on the screen: the greatest first. */
static GArray *
collect_readings (const RigChartView *self, int stop)
{
  const RigChart *chart = self->layout.chart;
  double x = g_array_index (self->layout.stops, RigStop, stop).value;
  GArray *readings = g_array_new (FALSE, TRUE, sizeof (Reading));

  for (guint i = 0; i < chart->series->len; i++)
    {
      Reading reading = { g_ptr_array_index (chart->series, i), { 0 } };
      guint at = 0;
      if (reading.series->label == NULL
          || !isfinite (rig_lines_get_y (reading.series, x, &reading.point)))
        continue;
      while (at < readings->len
             && g_array_index (readings, Reading, at).point.y >= reading.point.y)
        at++;
      g_array_insert_val (readings, at, reading);
    }
  return readings;
}

static void
paint_row_highlight (const RigChartView *self, RigDisplayList *list, const RigStop *stop)
{
  const RigChartLayout *layout = &self->layout;
  double pitch = layout->plot.height / MAX (layout->stops->len, 1);
  guint row = (guint) CLAMP ((stop->y - layout->plot.y) / pitch, 0, layout->stops->len);
  double left = MAX (layout->plot.x - 0.4 * self->kit->em, 0) + 0.5;
  RigBox box = { left, layout->plot.y + row * pitch + 0.5, layout->width - left - 0.5, pitch - 1 };
  RigPen pen = rig_pen_fill (layout->theme->accent);

  pen.fill.alpha = 0.10;
  if (rig_theme_is_high_contrast (layout->theme))
    pen = rig_pen_stroke (layout->theme->accent, 2);
  rig_display_list_add_rect (list, box, 0.4 * self->kit->em, RIG_CORNERS_ALL, pen);
}

static void
paint_rule (const RigChartView *self, RigDisplayList *list, int index)
{
  const RigChartLayout *layout = &self->layout;
  const RigStop *stop = &g_array_index (layout->stops, RigStop, index);
  g_autoptr (GArray) readings = collect_readings (self, index);
  double x = floor (stop->x) + 0.5;

  rig_display_list_add_line (list, x, layout->plot.y, x, layout->plot.y + layout->plot.height,
                             rig_pen_stroke (layout->theme->accent, 1));
  for (guint i = 0; i < readings->len; i++)
    {
      const Reading *reading = &g_array_index (readings, Reading, i);
      RigPen pen = rig_pen_fill (rig_theme_get_ink (layout->theme, reading->series->ink, 0));
      double y = rig_axis_map_apply (&layout->y, reading->point.y);
      pen.stroke = layout->theme->card;
      pen.line_width = 1.5;
      if (y >= layout->plot.y - 1 && y <= layout->plot.y + layout->plot.height + 1)
        rig_display_list_add_marker (list, stop->x, y, 0.34 * self->kit->em, RIG_MARKER_CIRCLE,
                                     pen);
    }
}

void
rig_chart_view_paint_crosshair (const RigChartView *self, cairo_t *cr, int stop)
{
  g_autoptr (RigDisplayList) list = NULL;

  g_return_if_fail (self != NULL && cr != NULL);

  if (stop < 0 || stop >= rig_chart_view_get_n_stops (self))
    return;
  list = rig_display_list_new ();
  if (self->layout.chart->kind != RIG_CHART_LINES)
    paint_row_highlight (self, list, &g_array_index (self->layout.stops, RigStop, stop));
  else
    paint_rule (self, list, stop);
  rig_display_list_paint (list, cr);
}

/* Three digits: no estimate knows more, and an axis's four are for its marks. */
static char *
format_value (double value, RigNumberKind number)
{
  return number == RIG_NUMBER_PLAIN ? rig_format_number (value, 3)
                                    : rig_format_axis (value, number);
}

static char *
format_interval (double low, double high, RigNumberKind number)
{
  g_autofree char *from = format_value (low, number);
  g_autofree char *to = format_value (high, number);

  /* Translators: the low and the high end of an interval. */
  return g_strdup_printf (_("%s to %s"), from, to);
}

static void
append_line (GString *out, const char *label, const char *value)
{
  if (out->len > 0)
    g_string_append_c (out, '\n');
  /* Isolated (U+2068, U+2069), so that a number keeps its unit in a right-to-left sentence. */
  /* Translators: a name and its value, as in "Mac Studio: 32 tokens/s". */
  g_string_append_printf (out, _("%s: \u2068%s\u2069"), label, value);
}

static void
append_reading (GString *out, const Reading *reading, RigNumberKind number)
{
  g_autofree char *value = format_value (reading->point.y, number);

  if (isfinite (reading->point.low) && isfinite (reading->point.high)
      && reading->point.low < reading->point.high)
    {
      g_autofree char *interval
          = format_interval (reading->point.low, reading->point.high, number);
      g_autofree char *both = g_strdup_printf ("%s (%s)", value, interval);
      append_line (out, reading->series->label, both);
      return;
    }
  append_line (out, reading->series->label, value);
}

static char *
read_lines (const RigChartView *self, int stop)
{
  const RigChart *chart = self->layout.chart;
  g_autoptr (GArray) readings = collect_readings (self, stop);
  g_autofree char *x
      = rig_format_axis (g_array_index (self->layout.stops, RigStop, stop).value, chart->x.number);
  GString *out = g_string_new (NULL);

  if (chart->x.title != NULL)
    append_line (out, chart->x.title, x);
  else
    g_string_append (out, x);
  for (guint i = 0; i < readings->len; i++)
    append_reading (out, &g_array_index (readings, Reading, i), chart->y.number);
  return g_string_free (out, FALSE);
}

static char *
read_bar (const RigChartView *self, int stop)
{
  const RigChart *chart = self->layout.chart;
  const RigBar *bar = g_ptr_array_index (chart->bars, stop);
  RigNumberKind number = chart->x.number;
  GString *out = g_string_new (NULL);

  append_line (out, bar->label, bar->value_text != NULL ? bar->value_text : "\u2014");
  if (bar->note != NULL)
    g_string_append_printf (out, "\n%s", bar->note);
  for (guint i = 0; bar->parts->len > 1 && i < bar->parts->len; i++)
    {
      const RigPart *part = &g_array_index (bar->parts, RigPart, i);
      g_autofree char *value = format_value (part->value, number);
      if (part->label != NULL && isfinite (part->value))
        append_line (out, part->label, value);
    }
  if (!bar->unknown && isfinite (bar->low) && isfinite (bar->high) && bar->low < bar->high)
    {
      g_autofree char *interval = format_interval (bar->low, bar->high, number);
      append_line (out, _("Interval"), interval);
    }
  for (guint i = 0; !bar->unknown && i < bar->measured->len; i++)
    {
      const RigMeasured *measured = &g_array_index (bar->measured, RigMeasured, i);
      g_autofree char *value = format_value (measured->value, number);
      append_line (out, measured->label != NULL ? measured->label : _("Measured"), value);
    }
  if (!bar->unknown && isfinite (bar->ceiling))
    {
      g_autofree char *ceiling = format_value (bar->ceiling, number);
      append_line (out, _("Most that the memory allows"), ceiling);
    }
  if (isfinite (bar->claim.low) && isfinite (bar->claim.high))
    {
      g_autofree char *claim = format_interval (bar->claim.low, bar->claim.high, number);
      append_line (out, bar->claim.label != NULL ? bar->claim.label : _("Claimed"), claim);
    }
  return g_string_free (out, FALSE);
}

/* The input, and what comes out at each of its ends. */
static char *
read_tornado (const RigChartView *self, int stop)
{
  const RigChart *chart = self->layout.chart;
  const RigBar *bar = g_ptr_array_index (chart->bars, stop);
  g_autofree char *low = format_value (bar->low, chart->x.number);
  g_autofree char *high = format_value (bar->high, chart->x.number);
  GString *out = g_string_new (bar->label);

  append_line (out, bar->low_text != NULL ? bar->low_text : "\u2014", low);
  append_line (out, bar->high_text != NULL ? bar->high_text : "\u2014", high);
  return g_string_free (out, FALSE);
}

char *
rig_chart_view_get_readout (const RigChartView *self, int stop)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (stop < 0 || stop >= rig_chart_view_get_n_stops (self))
    return NULL;
  switch (self->layout.chart->kind)
    {
    case RIG_CHART_BARS:
      return read_bar (self, stop);
    case RIG_CHART_TORNADO:
      return read_tornado (self, stop);
    case RIG_CHART_LINES:
    default:
      return read_lines (self, stop);
    }
}
