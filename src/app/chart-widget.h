/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/chart.h"

G_BEGIN_DECLS

#define RIG_TYPE_CHART_WIDGET (rig_chart_widget_get_type ())
G_DECLARE_FINAL_TYPE (RigChartWidget, rig_chart_widget, RIG, CHART_WIDGET, GtkWidget)

GtkWidget *rig_chart_widget_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rig_chart_widget_set_chart (RigChartWidget *self,
                                       const RigChart *chart);
void       rig_chart_widget_set_stop (RigChartWidget *self,
                                      int             stop);
int        rig_chart_widget_get_stop (RigChartWidget *self);

G_END_DECLS
