/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chart-card.h"

#include "app/chart-widget.h"

/**
 * RigChartCard:
 *
 * A chart with its title, what it shows, and where its figures come from.
 */
struct _RigChartCard
{
  GtkBox parent_instance;

  GtkLabel *title, *subtitle, *source;
  GtkWidget *busy, *again; /* how far it is, with a way to stop it; a way to start it again */
  GtkProgressBar *progress;
  RigChartWidget *chart;
  RigChartState state;
};

G_DEFINE_FINAL_TYPE (RigChartCard, rig_chart_card, GTK_TYPE_BOX)

#define STALE_OPACITY 0.45 /* of what was true before */

static void
rig_chart_card_class_init (RigChartCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RIG_TYPE_CHART_WIDGET);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/chart-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RigChartCard, title);
  gtk_widget_class_bind_template_child (widget_class, RigChartCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, RigChartCard, source);
  gtk_widget_class_bind_template_child (widget_class, RigChartCard, busy);
  gtk_widget_class_bind_template_child (widget_class, RigChartCard, again);
  gtk_widget_class_bind_template_child (widget_class, RigChartCard, progress);
  gtk_widget_class_bind_template_child (widget_class, RigChartCard, chart);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rig_chart_card_init (RigChartCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rig_chart_card_new (void)
{
  return g_object_new (RIG_TYPE_CHART_CARD, NULL);
}

static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text != NULL ? text : "") != 0)
    gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

/** @chart: as for rig_chart_widget_set_chart() */
void
rig_chart_card_set_chart (RigChartCard *self, const RigChart *chart)
{
  g_return_if_fail (RIG_IS_CHART_CARD (self));

  set_text (self->title, chart->title);
  set_text (self->subtitle, chart->subtitle);
  set_text (self->source, chart->source);
  rig_chart_widget_set_chart (self->chart, chart);
  self->state = chart->state;
  gtk_widget_set_opacity (GTK_WIDGET (self->chart),
                          chart->state == RIG_CHART_READY ? 1 : STALE_OPACITY);
  gtk_widget_set_visible (self->again, chart->state == RIG_CHART_STOPPED);
  if (chart->state != RIG_CHART_BUSY)
    gtk_widget_set_visible (self->busy, FALSE);
}

/** Shows how far it is where the chart waits for what is computed; others do not mind. */
void
rig_chart_card_set_progress (RigChartCard *self, double done)
{
  g_return_if_fail (RIG_IS_CHART_CARD (self));

  if (self->state != RIG_CHART_BUSY)
    return;
  gtk_progress_bar_set_fraction (self->progress, done);
  gtk_widget_set_visible (self->busy, TRUE);
}
