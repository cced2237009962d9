/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "draw/theme.h"
#include "report/chart.h"

G_BEGIN_DECLS

/**
 * RigChartView:
 *
 * A chart laid out for a size, a theme and a font: scales, ticks, measured labels, and where each
 * thing lies. Made once per change, painted as often as needed, asked where the pointer is. It
 * keeps a reference to nothing but the Pango context; @chart must outlive it, except that a view
 * whose chart is gone may still be freed and be the @previous of the next.
 */
typedef struct _RigChartView RigChartView;

/** @previous: the view that this one replaces, for axes that do not jitter; NULL: none. */
RigChartView *rig_chart_view_new (const RigChart     *chart,
                                  const RigTheme     *theme,
                                  PangoContext       *context,
                                  double              width,
                                  double              height,
                                  const RigChartView *previous) G_GNUC_WARN_UNUSED_RESULT;
void          rig_chart_view_free (RigChartView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigChartView, rig_chart_view_free)

/** Without title, subtitle and background: those are the face's own. */
void          rig_chart_view_paint (const RigChartView *self,
                                    cairo_t            *cr);
/** The height at which the chart is good at @width. */
double        rig_chart_get_natural_height (const RigChart *chart,
                                            PangoContext   *context,
                                            double          width);

/* Crosshair: an index runs over bars, or over the x values of the longest series. */
int           rig_chart_view_get_n_stops (const RigChartView *self);
/** The nearest stop, -1 where the pointer is beside the chart. */
int           rig_chart_view_find_stop (const RigChartView *self,
                                        double              x,
                                        double              y);
void          rig_chart_view_paint_crosshair (const RigChartView *self,
                                              cairo_t            *cr,
                                              int                 stop);
/** What stands at a stop, one line per series, ready to be shown in a label; NULL: no such stop. */
char         *rig_chart_view_get_readout (const RigChartView *self,
                                          int                 stop);

G_END_DECLS
