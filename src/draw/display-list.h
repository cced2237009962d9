/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "draw/theme.h"

G_BEGIN_DECLS

typedef struct
{
  double x, y, width, height;
} RigBox;

typedef enum
{
  RIG_PRIMITIVE_RECT,
  RIG_PRIMITIVE_HATCH,    /* a rectangle filled with diagonals */
  RIG_PRIMITIVE_POLYLINE, /* points */
  RIG_PRIMITIVE_POLYGON,  /* points, filled */
  RIG_PRIMITIVE_TEXT,
  RIG_PRIMITIVE_MARKER,
  RIG_PRIMITIVE_CLIP,     /* what follows is cut to the box … */
  RIG_PRIMITIVE_UNCLIP,   /* … until here */
} RigPrimitiveKind;

typedef enum
{
  RIG_CORNERS_NONE = 0,
  RIG_CORNERS_LEFT = 1 << 0,
  RIG_CORNERS_RIGHT = 1 << 1,
  RIG_CORNERS_ALL = RIG_CORNERS_LEFT | RIG_CORNERS_RIGHT,
} RigCorners;

/** How a shape is painted. Alpha 0: not filled, not stroked. */
typedef struct
{
  RigColor fill, stroke;
  double line_width;
  const double *dash; /* static storage; in line widths */
  guint n_dash;
} RigPen;

typedef struct
{
  RigPrimitiveKind kind;
  RigPen pen;
  RigBox box;           /* text: its logical extents; marker: around its middle */
  double radius;
  guint corners;        /* RigCorners */
  guint first, n;       /* points */
  RigMarker marker;
  PangoLayout *layout;  /* text; a reference of the list's */
} RigPrimitive;

typedef struct
{
  double x, y;
} RigXY;

/**
 * RigDisplayList:
 *
 * A picture as a plain array, bottom first. The painter needs nothing else, and tests can look at
 * every number in it.
 */
typedef struct
{
  GArray *primitives; /* RigPrimitive */
  GArray *points;     /* RigXY */
} RigDisplayList;

RigDisplayList *rig_display_list_new (void) G_GNUC_WARN_UNUSED_RESULT;
void            rig_display_list_free (RigDisplayList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigDisplayList, rig_display_list_free)

RigPen rig_pen_fill (RigColor color);
RigPen rig_pen_stroke (RigColor color,
                       double   line_width);

void rig_display_list_add_rect (RigDisplayList *self,
                                RigBox          box,
                                double          radius,
                                guint           corners,
                                RigPen          pen);
void rig_display_list_add_hatch (RigDisplayList *self,
                                 RigBox          box,
                                 double          radius,
                                 guint           corners,
                                 RigPen          pen);
void rig_display_list_add_line (RigDisplayList *self,
                                double          x1,
                                double          y1,
                                double          x2,
                                double          y2,
                                RigPen          pen);
/** Starts a polyline or polygon; the points added next belong to it. */
void rig_display_list_begin_points (RigDisplayList  *self,
                                    RigPrimitiveKind kind,
                                    RigPen           pen);
void rig_display_list_add_point (RigDisplayList *self,
                                 double          x,
                                 double          y);
void rig_display_list_add_marker (RigDisplayList *self,
                                  double          x,
                                  double          y,
                                  double          radius,
                                  RigMarker       marker,
                                  RigPen          pen);
/** Takes @layout. @x, @y: its upper left corner. Returns its box. */
RigBox rig_display_list_take_text (RigDisplayList *self,
                                   PangoLayout    *layout,
                                   double          x,
                                   double          y,
                                   RigColor        color);
void rig_display_list_clip (RigDisplayList *self,
                            RigBox          box);
void rig_display_list_unclip (RigDisplayList *self);

/** The painter: the only step that needs Cairo. */
void rig_display_list_paint (const RigDisplayList *self,
                             cairo_t              *cr);

static inline const RigPrimitive *
rig_display_list_get (const RigDisplayList *self, guint index)
{
  return &g_array_index (self->primitives, RigPrimitive, index);
}

static inline gboolean
rig_box_overlaps (const RigBox *a, const RigBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

G_END_DECLS
