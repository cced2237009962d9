/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/chart.h"

G_BEGIN_DECLS

#define RIG_TYPE_CHART_CARD (rig_chart_card_get_type ())
G_DECLARE_FINAL_TYPE (RigChartCard, rig_chart_card, RIG, CHART_CARD, GtkBox)

GtkWidget *rig_chart_card_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rig_chart_card_set_chart (RigChartCard   *self,
                                     const RigChart *chart);
void       rig_chart_card_set_progress (RigChartCard *self,
                                        double        done);

G_END_DECLS
