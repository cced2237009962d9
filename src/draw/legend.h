/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/display-list.h"
#include "draw/text.h"

G_BEGIN_DECLS

typedef enum
{
  RIG_SWATCH_FILL,
  RIG_SWATCH_HATCH,
  RIG_SWATCH_BOX,        /* dashed outline: a claim */
  RIG_SWATCH_IMPOSSIBLE, /* the same, beyond the ceiling */
  RIG_SWATCH_DOTS,       /* a reference line */
  RIG_SWATCH_POINT,      /* a measured point */
  RIG_SWATCH_RING,       /* the same, of a similar case */
  RIG_SWATCH_CEILING,    /* a bracket */
  RIG_SWATCH_MARKER,     /* a series of points */
  RIG_SWATCH_MEASURED,   /* the same, measured and outlined; a circle where of several machines */
  RIG_SWATCH_WHISKER,
  RIG_SWATCH_LINE,       /* a series */
  RIG_SWATCH_DASHES,     /* the same, drawn dashed */
} RigSwatchKind;

typedef struct
{
  RigSwatchKind kind;
  RigInk ink;
  guint tint;
  const char *label; /* belongs to the chart, or static */
} RigSwatch;

/**
 * RigLegend:
 *
 * One or more lines of swatches with their words, wrapped to a width.
 */
typedef struct
{
  GArray *swatches; /* RigSwatch */
} RigLegend;

/** Every mark that the chart's bars use and that does not explain itself. @most: the greatest value
 * for which the axis has room; ceilings beyond it are not drawn. */
RigLegend *rig_legend_new_for_bars (const RigChart *chart,
                                    double          most) G_GNUC_WARN_UNUSED_RESULT;
RigLegend *rig_legend_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rig_legend_free (RigLegend *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigLegend, rig_legend_free)

/** Nothing is added twice. */
void   rig_legend_add (RigLegend     *self,
                       RigSwatchKind  kind,
                       RigInk         ink,
                       guint          tint,
                       const char    *label);
double rig_legend_get_height (const RigLegend  *self,
                              const RigTextKit *kit,
                              double            width);
/** @list NULL: only measures. Returns the height. */
double rig_legend_layout (const RigLegend  *self,
                          const RigTextKit *kit,
                          const RigTheme   *theme,
                          RigDisplayList   *list,
                          double            x,
                          double            y,
                          double            width);

G_END_DECLS
