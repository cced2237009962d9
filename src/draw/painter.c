/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/display-list.h"

#include <math.h>

#define HATCH_DISTANCE 6.0

static void
set_color (cairo_t *cr, RigColor color)
{
  if (color.alpha >= 1)
    cairo_set_source_rgb (cr, color.red, color.green, color.blue);
  else
    cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha);
}

static void
set_stroke (cairo_t *cr, const RigPen *pen)
{
  double dash[8];

  for (guint i = 0; i < pen->n_dash && i < G_N_ELEMENTS (dash); i++)
    dash[i] = pen->dash[i] * pen->line_width;
  cairo_set_dash (cr, dash, (int) MIN (pen->n_dash, G_N_ELEMENTS (dash)), 0);
  cairo_set_line_width (cr, pen->line_width);
  set_color (cr, pen->stroke);
}

static void
finish (cairo_t *cr, const RigPen *pen)
{
  if (pen->fill.alpha > 0)
    {
      set_color (cr, pen->fill);
      if (pen->stroke.alpha > 0)
        cairo_fill_preserve (cr);
      else
        cairo_fill (cr);
    }
  if (pen->stroke.alpha > 0)
    {
      set_stroke (cr, pen);
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
}

static void
trace_box (cairo_t *cr, const RigPrimitive *p)
{
  double r = MIN (p->radius, MIN (p->box.width, p->box.height) / 2);
  double left = (p->corners & RIG_CORNERS_LEFT) ? r : 0;
  double right = (p->corners & RIG_CORNERS_RIGHT) ? r : 0;
  double x1 = p->box.x, y1 = p->box.y, x2 = x1 + p->box.width, y2 = y1 + p->box.height;

  if (r <= 0 || p->corners == RIG_CORNERS_NONE)
    {
      cairo_rectangle (cr, x1, y1, p->box.width, p->box.height);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, x2 - right, y1 + right, right, -G_PI_2, 0);
  cairo_arc (cr, x2 - right, y2 - right, right, 0, G_PI_2);
  cairo_arc (cr, x1 + left, y2 - left, left, G_PI_2, G_PI);
  cairo_arc (cr, x1 + left, y1 + left, left, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
paint_hatch (cairo_t *cr, const RigPrimitive *p)
{
  const RigBox *box = &p->box;

  cairo_save (cr);
  trace_box (cr, p);
  cairo_clip_preserve (cr);
  if (p->pen.fill.alpha > 0)
    {
      set_color (cr, p->pen.fill);
      cairo_fill (cr);
    }
  cairo_new_path (cr);
  for (double x = box->x - box->height; x < box->x + box->width; x += HATCH_DISTANCE)
    {
      cairo_move_to (cr, x, box->y + box->height);
      cairo_line_to (cr, x + box->height, box->y);
    }
  set_stroke (cr, &p->pen);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_points (const RigDisplayList *self, cairo_t *cr, const RigPrimitive *p)
{
  const RigXY *points = &g_array_index (self->points, RigXY, p->first);

  for (guint i = 0; i < p->n; i++)
    cairo_line_to (cr, points[i].x, points[i].y);
  if (p->kind == RIG_PRIMITIVE_POLYGON)
    cairo_close_path (cr);
  finish (cr, &p->pen);
}

/* Two bars that cross at right angles, standing like an x. */
static void
trace_cross (cairo_t *cr, double x, double y, double r)
{
  static const double outline[12][2]
      = { { 0, -0.45 }, { 0.75, -1.2 }, { 1.2, -0.75 }, { 0.45, 0 },  { 1.2, 0.75 },
          { 0.75, 1.2 }, { 0, 0.45 },   { -0.75, 1.2 }, { -1.2, 0.75 }, { -0.45, 0 },
          { -1.2, -0.75 }, { -0.75, -1.2 } };

  for (guint i = 0; i < G_N_ELEMENTS (outline); i++)
    cairo_line_to (cr, x + 0.9 * r * outline[i][0], y + 0.9 * r * outline[i][1]);
  cairo_close_path (cr);
}

static void
trace_marker (cairo_t *cr, RigMarker marker, double x, double y, double r)
{
  switch (marker)
    {
    case RIG_MARKER_SQUARE:
      cairo_rectangle (cr, x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r);
      break;
    case RIG_MARKER_TRIANGLE:
    case RIG_MARKER_TRIANGLE_DOWN:
      {
        double up = marker == RIG_MARKER_TRIANGLE ? -1 : 1;
        cairo_move_to (cr, x, y + 1.2 * up * r);
        cairo_line_to (cr, x + 1.1 * r, y - 0.75 * up * r);
        cairo_line_to (cr, x - 1.1 * r, y - 0.75 * up * r);
        cairo_close_path (cr);
        break;
      }
    case RIG_MARKER_DIAMOND:
      cairo_move_to (cr, x, y - 1.25 * r);
      cairo_line_to (cr, x + 1.25 * r, y);
      cairo_line_to (cr, x, y + 1.25 * r);
      cairo_line_to (cr, x - 1.25 * r, y);
      cairo_close_path (cr);
      break;
    case RIG_MARKER_CROSS:
      trace_cross (cr, x, y, r);
      break;
    case RIG_MARKER_CIRCLE:
    default:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, r, 0, 2 * G_PI);
      break;
    }
}

static void
paint_text (cairo_t *cr, const RigPrimitive *p)
{
  set_color (cr, p->pen.fill);
  cairo_move_to (cr, p->box.x, p->box.y);
  pango_cairo_show_layout (cr, p->layout);
  cairo_new_path (cr);
}

static void
paint_primitive (const RigDisplayList *self, cairo_t *cr, const RigPrimitive *p)
{
  switch (p->kind)
    {
    case RIG_PRIMITIVE_RECT:
      trace_box (cr, p);
      finish (cr, &p->pen);
      break;
    case RIG_PRIMITIVE_HATCH:
      paint_hatch (cr, p);
      break;
    case RIG_PRIMITIVE_POLYLINE:
    case RIG_PRIMITIVE_POLYGON:
      paint_points (self, cr, p);
      break;
    case RIG_PRIMITIVE_TEXT:
      paint_text (cr, p);
      break;
    case RIG_PRIMITIVE_MARKER:
      trace_marker (cr, p->marker, p->box.x + p->radius, p->box.y + p->radius, p->radius);
      finish (cr, &p->pen);
      break;
    case RIG_PRIMITIVE_CLIP:
      cairo_save (cr);
      cairo_rectangle (cr, p->box.x, p->box.y, p->box.width, p->box.height);
      cairo_clip (cr);
      break;
    case RIG_PRIMITIVE_UNCLIP:
      cairo_restore (cr);
      break;
    default:
      break;
    }
}

void
rig_display_list_paint (const RigDisplayList *self, cairo_t *cr)
{
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path (cr);
  for (guint i = 0; i < self->primitives->len; i++)
    paint_primitive (self, cr, rig_display_list_get (self, i));
  cairo_restore (cr);
}
