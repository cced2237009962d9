/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/display-list.h"

#include "draw/text.h"

#include <math.h>

static void
clear_primitive_cb (gpointer data)
{
  RigPrimitive *primitive = data;
  g_clear_object (&primitive->layout);
}

RigDisplayList *
rig_display_list_new (void)
{
  RigDisplayList *self = g_new0 (RigDisplayList, 1);

  self->primitives = g_array_sized_new (FALSE, TRUE, sizeof (RigPrimitive), 64);
  g_array_set_clear_func (self->primitives, clear_primitive_cb);
  self->points = g_array_sized_new (FALSE, TRUE, sizeof (RigXY), 256);
  return self;
}

void
rig_display_list_free (RigDisplayList *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->primitives);
  g_array_unref (self->points);
  g_free (self);
}

RigPen
rig_pen_fill (RigColor color)
{
  RigPen pen = { .fill = color };
  return pen;
}

RigPen
rig_pen_stroke (RigColor color, double line_width)
{
  RigPen pen = { .stroke = color, .line_width = line_width };
  return pen;
}

static void
add_box (RigDisplayList *self, RigPrimitiveKind kind, RigBox box, double radius, guint corners,
         RigPen pen)
{
  RigPrimitive primitive
      = { .kind = kind, .pen = pen, .box = box, .radius = radius, .corners = corners };

  if (!isfinite (box.x + box.y + box.width + box.height) || box.width <= 0 || box.height <= 0)
    return;
  g_array_append_val (self->primitives, primitive);
}

void
rig_display_list_add_rect (RigDisplayList *self, RigBox box, double radius, guint corners,
                           RigPen pen)
{
  add_box (self, RIG_PRIMITIVE_RECT, box, radius, corners, pen);
}

void
rig_display_list_add_hatch (RigDisplayList *self, RigBox box, double radius, guint corners,
                            RigPen pen)
{
  add_box (self, RIG_PRIMITIVE_HATCH, box, radius, corners, pen);
}

void
rig_display_list_begin_points (RigDisplayList *self, RigPrimitiveKind kind, RigPen pen)
{
  RigPrimitive primitive = { .kind = kind, .pen = pen, .first = self->points->len };

  g_array_append_val (self->primitives, primitive);
}

void
rig_display_list_add_point (RigDisplayList *self, double x, double y)
{
  RigXY point = { x, y };
  RigPrimitive *last;

  g_return_if_fail (self->primitives->len > 0);
  last = &g_array_index (self->primitives, RigPrimitive, self->primitives->len - 1);
  g_array_append_val (self->points, point);
  last->n++;
}

void
rig_display_list_add_line (RigDisplayList *self, double x1, double y1, double x2, double y2,
                           RigPen pen)
{
  if (!isfinite (x1 + y1 + x2 + y2))
    return;
  rig_display_list_begin_points (self, RIG_PRIMITIVE_POLYLINE, pen);
  rig_display_list_add_point (self, x1, y1);
  rig_display_list_add_point (self, x2, y2);
}

void
rig_display_list_add_marker (RigDisplayList *self, double x, double y, double radius,
                             RigMarker marker, RigPen pen)
{
  RigPrimitive primitive = { .kind = RIG_PRIMITIVE_MARKER,
                             .pen = pen,
                             .box = { x - radius, y - radius, 2 * radius, 2 * radius },
                             .radius = radius,
                             .marker = marker };

  if (!isfinite (x + y))
    return;
  g_array_append_val (self->primitives, primitive);
}

RigBox
rig_display_list_take_text (RigDisplayList *self, PangoLayout *layout, double x, double y,
                            RigColor color)
{
  RigPrimitive primitive = { .kind = RIG_PRIMITIVE_TEXT,
                             .pen = rig_pen_fill (color),
                             .layout = layout,
                             .box = { x, y, 0, 0 } };

  rig_layout_get_size (layout, &primitive.box.width, &primitive.box.height);
  g_array_append_val (self->primitives, primitive);
  return primitive.box;
}

void
rig_display_list_clip (RigDisplayList *self, RigBox box)
{
  RigPrimitive primitive = { .kind = RIG_PRIMITIVE_CLIP, .box = box };
  g_array_append_val (self->primitives, primitive);
}

void
rig_display_list_unclip (RigDisplayList *self)
{
  RigPrimitive primitive = { .kind = RIG_PRIMITIVE_UNCLIP };
  g_array_append_val (self->primitives, primitive);
}
