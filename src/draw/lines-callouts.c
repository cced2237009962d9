/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/lines.h"

#include "draw/placement.h"

#include <math.h>

#define N_PLACES 8
#define THICKER_THAN_GRID 1.2

/* Where a label may stand round its point, best first; in units of its own half size. */
static const RigXY places[N_PLACES] = {
  { 0, -1 }, { -1, -1 }, { 1, -1 }, { 1, 1 }, { 0, 1 }, { -1, 1 }, { 1, 0 }, { -1, 0 },
};

static gboolean
clip_edge (double delta, double distance, double *enter, double *leave)
{
  double t;

  if (delta == 0)
    return distance >= 0;
  t = distance / delta;
  if (delta < 0)
    *enter = MAX (*enter, t);
  else
    *leave = MIN (*leave, t);
  return *enter <= *leave;
}

/* Liang and Barsky 1984: does the segment touch the box? */
static gboolean
segment_touches (const RigXY *a, const RigXY *b, const RigBox *box)
{
  double enter = 0, leave = 1, dx = b->x - a->x, dy = b->y - a->y;

  return clip_edge (-dx, a->x - box->x, &enter, &leave)
         && clip_edge (dx, box->x + box->width - a->x, &enter, &leave)
         && clip_edge (-dy, a->y - box->y, &enter, &leave)
         && clip_edge (dy, box->y + box->height - a->y, &enter, &leave);
}

/* How many of the lines drawn so far, at least @least_width wide, run through the box. */
static guint
count_crossings (const RigDisplayList *list, const RigBox *box, double least_width)
{
  guint crossings = 0;

  for (guint i = 0; i < list->primitives->len; i++)
    {
      const RigPrimitive *p = rig_display_list_get (list, i);
      const RigXY *points = &g_array_index (list->points, RigXY, p->first);
      if (p->kind != RIG_PRIMITIVE_POLYLINE || p->pen.line_width < least_width)
        continue;
      for (guint j = 0; j + 1 < p->n; j++)
        {
          if (segment_touches (&points[j], &points[j + 1], box))
            {
              crossings++;
              break;
            }
        }
    }
  return crossings;
}

static gboolean
is_inside (const RigChartLayout *self, const RigBox *box)
{
  return box->x >= 0 && box->y >= 0 && box->x + box->width <= self->width
         && box->y + box->height <= self->plot.y + self->plot.height;
}

/* Two names on one line are not read as one. */
static void
keep_apart (const RigChartLayout *self, GArray *taken, RigBox box)
{
  double gap = 0.4 * self->kit->em;

  box.x -= gap;
  box.width += 2 * gap;
  g_array_append_val (taken, box);
}

/* Takes @text; it is left out where there is no place for it. */
static void
place_label (RigChartLayout *self, GArray *taken, PangoLayout *text, RigXY at, double distance,
             RigColor color)
{
  double width, height;
  RigBox best = { 0, 0, 0, 0 };
  guint least = G_MAXUINT;

  rig_layout_get_size (text, &width, &height);
  for (guint i = 0; i < N_PLACES && least > 0; i++)
    {
      double reach = places[i].y == 0 ? distance : distance * 0.6;
      RigBox box = { at.x + places[i].x * (width / 2 + reach) - width / 2,
                     at.y + places[i].y * (height / 2 + distance) - height / 2, width, height };
      guint crossings;
      if (!is_inside (self, &box) || rig_placement_is_taken (taken, &box))
        continue;
      crossings = count_crossings (self->list, &box, THICKER_THAN_GRID);
      if (crossings < least)
        {
          least = crossings;
          best = box;
        }
    }
  if (least == G_MAXUINT)
    {
      g_object_unref (text);
      return;
    }
  keep_apart (self, taken, best);
  if (count_crossings (self->list, &best, 0) > 0)
    {
      RigColor veil = self->theme->card;
      RigBox behind = { best.x - 2, best.y, best.width + 4, best.height };
      veil.alpha = rig_theme_is_high_contrast (self->theme) ? 1 : 0.85;
      rig_display_list_add_rect (self->list, behind, 3, RIG_CORNERS_ALL, rig_pen_fill (veil));
    }
  rig_display_list_take_text (self->list, text, best.x, best.y, color);
}

static void
place_reference_label (RigChartLayout *self, GArray *taken, const RigReference *reference)
{
  const RigBox *plot = &self->plot;
  double at = rig_axis_map_apply (reference->on_x ? &self->x : &self->y, reference->value);
  double gap = 0.25 * self->kit->em, width, height;
  PangoLayout *text;
  RigXY corner;

  if (!isfinite (at) || reference->label == NULL)
    return;
  if (reference->on_x ? at < plot->x - 1 || at > plot->x + plot->width + 1
                      : at < plot->y - 1 || at > plot->y + plot->height + 1)
    return;
  text = rig_text_kit_shape (self->kit, reference->label, RIG_TEXT_SMALL);
  rig_layout_shorten (text, plot->width * 0.6);
  rig_layout_get_size (text, &width, &height);
  /* Beside the upper end of a vertical line, above the left end of a horizontal one. */
  corner = reference->on_x ? (RigXY) { at, plot->y + height + 1.5 * gap }
                           : (RigXY) { plot->x + gap + width / 2, at };
  place_label (self, taken, text, corner, gap, self->theme->dim);
}

void
rig_lines_draw_callouts (RigChartLayout *self, GArray *taken)
{
  const GArray *callouts = self->chart->callouts;
  double radius = 0.34 * self->kit->em;
  g_autofree RigXY *points = g_new0 (RigXY, MAX (callouts->len, 1));

  for (guint i = 0; i < callouts->len; i++)
    {
      const RigCallout *callout = &g_array_index (callouts, RigCallout, i);
      RigPen pen = rig_pen_fill (self->theme->card);
      RigBox ring;
      points[i] = (RigXY) { rig_axis_map_apply (&self->x, callout->x),
                            rig_axis_map_apply (&self->y, callout->y) };
      pen.stroke = rig_theme_get_ink (self->theme, callout->ink, 0);
      pen.line_width = self->theme->line_width;
      if (!isfinite (points[i].x) || !isfinite (points[i].y))
        continue;
      ring = (RigBox) { points[i].x - radius, points[i].y - radius, 2 * radius, 2 * radius };
      rig_display_list_add_marker (self->list, points[i].x, points[i].y, radius,
                                   RIG_MARKER_CIRCLE, pen);
      g_array_append_val (taken, ring);
    }
  for (guint i = 0; i < callouts->len; i++)
    {
      const RigCallout *callout = &g_array_index (callouts, RigCallout, i);
      if (callout->label == NULL || !isfinite (points[i].x) || !isfinite (points[i].y))
        continue;
      place_label (self, taken, rig_text_kit_shape (self->kit, callout->label, RIG_TEXT_STRONG),
                   points[i], radius + 0.15 * self->kit->em,
                   rig_theme_get_text_ink (self->theme, callout->ink));
    }
  for (guint i = 0; i < self->chart->references->len; i++)
    place_reference_label (self, taken,
                           &g_array_index (self->chart->references, RigReference, i));
}
