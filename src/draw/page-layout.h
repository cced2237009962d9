/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/chart-view.h"
#include "draw/display-list.h"
#include "draw/text.h"
#include "report/report.h"

G_BEGIN_DECLS

typedef struct
{
  RigChartView *view;
  double x, y;
} RigPlacedChart;

/**
 * RigPageLayout:
 *
 * A page laid out for a width: texts, cards and tables in one display list, charts on top of it.
 */
typedef struct
{
  const RigTheme *theme;
  RigTextKit *kit;
  RigDisplayList *list;
  GArray *charts; /* RigPlacedChart */
  double width, height;
} RigPageLayout;

/** @width: in the page's own pixels, in which its text is 11 points large. */
RigPageLayout *rig_page_layout_new (const RigReport *report,
                                    const RigTheme  *theme,
                                    double           width) G_GNUC_WARN_UNUSED_RESULT;
void           rig_page_layout_free (RigPageLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigPageLayout, rig_page_layout_free)

void           rig_page_layout_paint (const RigPageLayout *self,
                                      cairo_t             *cr);

G_END_DECLS
