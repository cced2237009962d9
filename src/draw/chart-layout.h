/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/display-list.h"
#include "draw/axis-map.h"
#include "draw/text.h"
#include "draw/ticks.h"

G_BEGIN_DECLS

/* Where the crosshair stops. Bars: the middle of a row; lines: an x value. */
typedef struct
{
  double x, y;   /* pixels */
  double value;  /* lines: the x value */
} RigStop;

/**
 * RigChartLayout:
 *
 * What laying out a chart gives: scales, plot area, display list, stops. Filled by the layout of
 * its kind; @x and @y are the scales in the end, margins subtracted.
 */
typedef struct
{
  const RigChart *chart;
  RigChartKind chart_kind; /* these two outlive the chart, for the view that comes next */
  const char *chart_id;
  const RigTheme *theme;
  const RigTextKit *kit;
  double width, height;
  RigBox plot;
  RigAxisMap x, y;
  double most; /* bars: the greatest value that the axis is made for */
  RigDomain x_shown, y_shown;         /* nice domains, what the next view settles on */
  const RigDomain *x_before, *y_before; /* of the view replaced; NULL */
  RigDisplayList *list;
  GArray *stops; /* RigStop */
} RigChartLayout;

typedef struct _RigChartView RigChartView;
/** What a view knows, for tests. */
const RigChartLayout *rig_chart_view_get_layout (const RigChartView *self);

void   rig_chart_layout_bars (RigChartLayout *self);
void   rig_chart_layout_lines (RigChartLayout *self);
void   rig_chart_layout_tornado (RigChartLayout *self);
double rig_chart_layout_get_bars_height (const RigChart   *chart,
                                         const RigTextKit *kit,
                                         double            width);
double rig_chart_layout_get_lines_height (const RigChart   *chart,
                                          const RigTextKit *kit,
                                          double            width);
double rig_chart_layout_get_tornado_height (const RigChart   *chart,
                                            const RigTextKit *kit,
                                            double            width);

/** The domain of an axis: fixed ends where the chart gives them, nice loose ends else. */
RigDomain rig_chart_layout_settle (const RigAxis   *axis,
                                   RigDomain        data,
                                   const RigDomain *before,
                                   double           target,
                                   gboolean         loose);

G_END_DECLS
