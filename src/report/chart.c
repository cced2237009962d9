/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/chart.h"

static void
part_clear (RigPart *part)
{
  g_free (part->label);
}

static void
part_free (RigPart *part)
{
  part_clear (part);
  g_free (part);
}

static void
reference_clear (RigReference *reference)
{
  g_free (reference->label);
}

static void
callout_clear (RigCallout *callout)
{
  g_free (callout->label);
}

static void
measured_clear (RigMeasured *measured)
{
  g_free (measured->label);
}

static void
zone_clear (RigZone *zone)
{
  g_free (zone->label);
}

static void
bar_free (RigBar *bar)
{
  g_free (bar->id);
  g_free (bar->label);
  g_free (bar->value_text);
  g_free (bar->note);
  g_free (bar->low_text);
  g_free (bar->high_text);
  g_free (bar->claim.label);
  g_array_unref (bar->parts);
  g_array_unref (bar->measured);
  g_free (bar);
}

static void
series_free (RigSeries *series)
{
  g_free (series->id);
  g_free (series->label);
  g_free (series->legend);
  g_array_unref (series->points);
  g_free (series);
}

static void
axis_init (RigAxis *axis)
{
  axis->low = axis->high = NAN;
}

static void
axis_clear (RigAxis *axis)
{
  g_free (axis->title);
  g_free (axis->unit);
}

RigChart *
rig_chart_new (RigChartKind kind, const char *id, const char *title, const char *subtitle)
{
  RigChart *self;

  g_return_val_if_fail (id != NULL && title != NULL, NULL);

  self = g_new0 (RigChart, 1);
  self->kind = kind;
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  axis_init (&self->x);
  axis_init (&self->y);
  self->bars = g_ptr_array_new_with_free_func ((GDestroyNotify) bar_free);
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) series_free);
  self->legend = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  self->references = g_array_new (FALSE, TRUE, sizeof (RigReference));
  g_array_set_clear_func (self->references, (GDestroyNotify) reference_clear);
  self->callouts = g_array_new (FALSE, TRUE, sizeof (RigCallout));
  g_array_set_clear_func (self->callouts, (GDestroyNotify) callout_clear);
  self->zones = g_array_new (FALSE, TRUE, sizeof (RigZone));
  g_array_set_clear_func (self->zones, (GDestroyNotify) zone_clear);
  return self;
}

void
rig_chart_free (RigChart *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->description);
  g_free (self->source);
  axis_clear (&self->x);
  axis_clear (&self->y);
  g_ptr_array_unref (self->bars);
  g_ptr_array_unref (self->series);
  g_ptr_array_unref (self->legend);
  g_array_unref (self->references);
  g_array_unref (self->callouts);
  g_array_unref (self->zones);
  g_free (self);
}

void
rig_axis_set (RigAxis *axis, const char *title, const char *unit, RigAxisScale scale,
              RigNumberKind number)
{
  g_return_if_fail (axis != NULL);

  axis_clear (axis);
  axis->title = g_strdup (title);
  axis->unit = g_strdup (unit);
  axis->scale = scale;
  axis->number = number;
}

RigBar *
rig_chart_add_bar (RigChart *self, const char *id, const char *label, RigInk ink)
{
  RigBar *bar;

  g_return_val_if_fail (self != NULL && self->kind != RIG_CHART_LINES, NULL);

  bar = g_new0 (RigBar, 1);
  bar->id = g_strdup (id);
  bar->label = g_strdup (label);
  bar->ink = ink;
  bar->low = bar->high = bar->limit = bar->ceiling = NAN;
  bar->claim.low = bar->claim.high = NAN;
  bar->parts = g_array_new (FALSE, TRUE, sizeof (RigPart));
  g_array_set_clear_func (bar->parts, (GDestroyNotify) part_clear);
  bar->measured = g_array_new (FALSE, TRUE, sizeof (RigMeasured));
  g_array_set_clear_func (bar->measured, (GDestroyNotify) measured_clear);
  g_ptr_array_add (self->bars, bar);
  return bar;
}

void
rig_bar_add_part (RigBar *bar, const char *label, double value, guint tint, RigInk ink)
{
  RigPart part;

  g_return_if_fail (bar != NULL);

  part = (RigPart){ g_strdup (label), value, tint, ink };
  g_array_append_val (bar->parts, part);
}

void
rig_bar_add_measured (RigBar *bar, const char *label, double value, gboolean similar)
{
  RigMeasured measured;

  g_return_if_fail (bar != NULL);

  measured = (RigMeasured){ value, g_strdup (label), similar };
  g_array_append_val (bar->measured, measured);
}

RigSeries *
rig_chart_add_series (RigChart *self, const char *id, const char *label, RigInk ink)
{
  RigSeries *series;

  g_return_val_if_fail (self != NULL && self->kind == RIG_CHART_LINES, NULL);

  series = g_new0 (RigSeries, 1);
  series->id = g_strdup (id);
  series->label = g_strdup (label);
  series->ink = ink;
  series->points = g_array_new (FALSE, TRUE, sizeof (RigPoint));
  g_ptr_array_add (self->series, series);
  return series;
}

void
rig_series_add_point (RigSeries *series, double x, double y, double low, double high)
{
  RigPoint point = { x, y, low, high };

  g_return_if_fail (series != NULL);
  g_return_if_fail (series->points->len == 0
                    || g_array_index (series->points, RigPoint, series->points->len - 1).x <= x);
  g_array_append_val (series->points, point);
}

void
rig_chart_add_reference (RigChart *self, double value, gboolean on_x, const char *label)
{
  RigReference reference;

  g_return_if_fail (self != NULL);

  reference = (RigReference){ value, on_x, g_strdup (label) };
  g_array_append_val (self->references, reference);
}

void
rig_chart_add_callout (RigChart *self, double x, double y, const char *label, RigInk ink)
{
  RigCallout callout;

  g_return_if_fail (self != NULL);

  callout = (RigCallout){ x, y, g_strdup (label), ink };
  g_array_append_val (self->callouts, callout);
}

void
rig_chart_add_zone (RigChart *self, double from, double to, const char *label)
{
  RigZone zone;

  g_return_if_fail (self != NULL && self->kind == RIG_CHART_LINES);

  zone = (RigZone){ from, to, g_strdup (label) };
  g_array_append_val (self->zones, zone);
}

void
rig_chart_add_legend (RigChart *self, const char *label, guint tint, RigInk ink)
{
  RigPart *part;

  g_return_if_fail (self != NULL);

  part = g_new (RigPart, 1);
  *part = (RigPart){ g_strdup (label), NAN, tint, ink };
  g_ptr_array_add (self->legend, part);
}
