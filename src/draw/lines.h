/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/chart-layout.h"

G_BEGIN_DECLS

/* The steps of laying out a line chart, each in a file of its own; private to them. */

/** Data domains, gaps and places off the axis passed over. */
void rig_lines_collect_domains (const RigChart *chart,
                                RigDomain      *x,
                                RigDomain      *y);

/** The stretches of x under everything else, with their words at the bottom. */
void rig_lines_draw_zones (RigChartLayout *self);

/** Bands, lines and markers, cut to the plot. @with_dashes: hue needs help beyond labels. */
void rig_lines_draw_series (RigChartLayout *self,
                            gboolean        with_dashes);

/** Reference lines under the series; their labels are placed with the callouts. */
void rig_lines_draw_references (RigChartLayout *self);

/**
 * Rings and labels of callouts, labels of references, at the first of eight places round each
 * where nothing lies, best where no line runs through. @taken: boxes in use; placed labels join.
 */
void rig_lines_draw_callouts (RigChartLayout *self,
                              GArray         *taken);

/** The y of a series at @x, between its points if need be; NaN in gaps and beyond its ends. */
double rig_lines_get_y (const RigSeries *series,
                        double           x,
                        RigPoint        *point);

/** The last point that can be shown; NULL: none. */
const RigPoint *rig_lines_get_last (const RigChartLayout *self,
                                    const RigSeries      *series);

G_END_DECLS
