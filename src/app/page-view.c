/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/page-view.h"

#include "app/card-layout.h"
#include "app/chart-card.h"
#include "app/finding.h"
#include "app/table-card.h"

/**
 * RigPageView:
 *
 * One page of the window, made of whatever its report holds: the finding, charts, tables, and what
 * was assumed. It asks for its report only while it is on show; charts and tables are made when it
 * is shown first, and stay as long as the report keeps its shape.
 */
struct _RigPageView
{
  AdwBin parent_instance;

  RigSession *session;
  RigPage page;
  RigReport *report;
  gboolean stale;

  GtkScrolledWindow *scroller;
  GtkBox *content;
  GtkLabel *finding, *assumptions, *dates;
  GtkBox *charts, *tables;
};

G_DEFINE_FINAL_TYPE (RigPageView, rig_page_view, ADW_TYPE_BIN)

#define COLUMN_WIDTH 330
#define GAP 12

/* As many children as there are parts; those that stay are kept. */
static void
fit_children (GtkBox *box, guint n, GtkWidget *(*make) (void))
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box));
  GtkWidget *next;
  guint i = 0;

  for (; child != NULL; child = next, i++)
    {
      next = gtk_widget_get_next_sibling (child);
      if (i >= n)
        gtk_box_remove (box, child);
    }

  for (; i < n; i++)
    gtk_box_append (box, make ());
}

static void
show_charts (RigPageView *self, const RigReport *report)
{
  GtkWidget *child;
  guint i = 0;

  fit_children (self->charts, report->charts->len, rig_chart_card_new);
  gtk_widget_set_visible (GTK_WIDGET (self->charts), report->charts->len > 0);
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->charts)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rig_chart_card_set_chart (RIG_CHART_CARD (child), g_ptr_array_index (report->charts, i++));
}

static void
show_tables (RigPageView *self, const RigReport *report)
{
  GtkWidget *child;
  guint i = 0;

  fit_children (self->tables, report->tables->len, rig_table_card_new);
  gtk_widget_set_visible (GTK_WIDGET (self->tables), report->tables->len > 0);
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->tables)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rig_table_card_set_table (RIG_TABLE_CARD (child), g_ptr_array_index (report->tables, i++));
}

static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text != NULL ? text : "") != 0)
    gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static void
update_colors (RigPageView *self)
{
  rig_finding_color_names (self->finding, rig_session_get_answer (self->session));
}

static void
refresh (RigPageView *self)
{
  RigReport *report;

  if (self->page == RIG_PAGE_COST)
    rig_session_want_odds (self->session);
  report = rig_session_make_report (self->session, self->page);

  set_text (self->finding, report->finding);
  set_text (self->assumptions, report->assumptions);
  set_text (self->dates, report->dates);
  update_colors (self);
  show_charts (self, report);
  show_tables (self, report);

  /* Widgets let go of the last report only when they were given this one. */
  g_clear_pointer (&self->report, rig_report_free);
  self->report = report;
  self->stale = FALSE;
}

static void
changed_cb (RigPageView *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* Only what takes long tells how far it is. */
static void
progress_cb (RigPageView *self)
{
  RigOddsRunner *runner = rig_session_get_odds_runner (self->session);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->charts));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    rig_chart_card_set_progress (RIG_CHART_CARD (child), rig_odds_runner_get_progress (runner));
}

static void
cancel_odds_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rig_odds_runner_cancel (rig_session_get_odds_runner (RIG_PAGE_VIEW (widget)->session));
}

static void
compute_odds_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rig_session_compute_odds (RIG_PAGE_VIEW (widget)->session);
}

static void
rig_page_view_map (GtkWidget *widget)
{
  RigPageView *self = RIG_PAGE_VIEW (widget);

  if (self->stale)
    refresh (self);

  GTK_WIDGET_CLASS (rig_page_view_parent_class)->map (widget);
}

static void
rig_page_view_dispose (GObject *object)
{
  RigPageView *self = RIG_PAGE_VIEW (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (rig_page_view_parent_class)->dispose (object);
}

static void
rig_page_view_finalize (GObject *object)
{
  g_clear_pointer (&RIG_PAGE_VIEW (object)->report, rig_report_free);

  G_OBJECT_CLASS (rig_page_view_parent_class)->finalize (object);
}

static void
rig_page_view_class_init (RigPageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_page_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rig_page_view_finalize;
  widget_class->map = rig_page_view_map;
  gtk_widget_class_install_action (widget_class, "odds.cancel", NULL, cancel_odds_cb);
  gtk_widget_class_install_action (widget_class, "odds.compute", NULL, compute_odds_cb);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/page-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RigPageView, scroller);
  gtk_widget_class_bind_template_child (widget_class, RigPageView, content);
  gtk_widget_class_bind_template_child (widget_class, RigPageView, finding);
  gtk_widget_class_bind_template_child (widget_class, RigPageView, assumptions);
  gtk_widget_class_bind_template_child (widget_class, RigPageView, dates);
  gtk_widget_class_bind_template_child (widget_class, RigPageView, charts);
  gtk_widget_class_bind_template_child (widget_class, RigPageView, tables);
}

static void
rig_page_view_init (RigPageView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->stale = TRUE;
  gtk_widget_set_layout_manager (GTK_WIDGET (self->charts),
                                 rig_card_layout_new (COLUMN_WIDTH, GAP));
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (update_colors), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (update_colors), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
rig_page_view_new (RigSession *session, RigPage page)
{
  RigPageView *self = g_object_new (RIG_TYPE_PAGE_VIEW, NULL);

  self->session = g_object_ref (session);
  self->page = page;
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (page == RIG_PAGE_COST)
    {
      RigOddsRunner *runner = rig_session_get_odds_runner (session);

      g_signal_connect_object (runner, "changed", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (runner, "progress", G_CALLBACK (progress_cb), self,
                               G_CONNECT_SWAPPED);
    }

  return GTK_WIDGET (self);
}

RigPage
rig_page_view_get_page (RigPageView *self)
{
  return self->page;
}

/** The report on show; NULL before the page was shown first. */
const RigReport *
rig_page_view_get_report (RigPageView *self)
{
  return self->report;
}
