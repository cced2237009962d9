/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chart-widget.h"

#include "app/style.h"
#include "draw/chart-view.h"

/**
 * RigChartWidget:
 *
 * A chart on the screen. What is painted is kept as a render node until chart, size or style
 * change; the crosshair lies over it. It follows the pointer, and the arrow keys while the chart
 * has the focus; what stands there is said by a real label.
 */
struct _RigChartWidget
{
  GtkWidget parent_instance;

  const RigChart *chart; /* lives as long as the page's report */
  RigChartView *view;
  int view_width, view_height;
  GskRenderNode *node;
  GtkWidget *readout;
  int stop;              /* of the crosshair; -1: there is none */
  double pointer_x, pointer_y;
};

G_DEFINE_FINAL_TYPE (RigChartWidget, rig_chart_widget, GTK_TYPE_WIDGET)

#define MIN_WIDTH 220
#define NATURAL_WIDTH 420
#define READOUT_GAP 14

static void
drop_node (RigChartWidget *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drop_view (RigChartWidget *self)
{
  g_clear_pointer (&self->view, rig_chart_view_free);
  drop_node (self);
}

static void
make_view (RigChartWidget *self, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  RigChartView *view;

  view = rig_chart_view_new (self->chart, rig_style_get_theme (),
                             gtk_widget_get_pango_context (widget), width, height, self->view);
  g_clear_pointer (&self->view, rig_chart_view_free);
  self->view = view;
  self->view_width = width;
  self->view_height = height;
  drop_node (self);
}

static gboolean
ensure_view (RigChartWidget *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->chart == NULL || width < 1 || height < 1)
    return FALSE;
  if (self->view == NULL || self->view_width != width || self->view_height != height)
    make_view (self, width, height);

  return TRUE;
}

static void
update_readout (RigChartWidget *self)
{
  g_autofree char *text = NULL;

  if (self->stop >= 0 && ensure_view (self))
    text = rig_chart_view_get_readout (self->view, self->stop);

  gtk_label_set_text (GTK_LABEL (self->readout), text != NULL ? text : "");
  gtk_widget_set_visible (self->readout, text != NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/** @stop: -1: no crosshair */
void
rig_chart_widget_set_stop (RigChartWidget *self, int stop)
{
  g_return_if_fail (RIG_IS_CHART_WIDGET (self));

  if (self->stop == stop)
    return;

  self->stop = stop;
  update_readout (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
rig_chart_widget_get_stop (RigChartWidget *self)
{
  return self->stop;
}

static void
motion_cb (RigChartWidget *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  if (ensure_view (self))
    rig_chart_widget_set_stop (self, rig_chart_view_find_stop (self->view, x, y));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
leave_cb (RigChartWidget *self)
{
  rig_chart_widget_set_stop (self, -1);
}

/* The readout stands where the pointer would be. */
static void
go_to (RigChartWidget *self, int stop)
{
  int n = rig_chart_view_get_n_stops (self->view);
  double fraction;

  if (n == 0)
    return;

  stop = CLAMP (stop, 0, n - 1);
  fraction = (stop + 0.5) / n;
  self->pointer_x = gtk_widget_get_width (GTK_WIDGET (self))
                    * (self->chart->kind == RIG_CHART_LINES ? fraction : 0.5);
  self->pointer_y = gtk_widget_get_height (GTK_WIDGET (self))
                    * (self->chart->kind == RIG_CHART_LINES ? 0.1 : fraction);
  rig_chart_widget_set_stop (self, stop);
}

static gboolean
key_pressed_cb (RigChartWidget *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (!ensure_view (self) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Right:
    case GDK_KEY_Down:
      go_to (self, self->stop + 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_Up:
      go_to (self, self->stop - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      go_to (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      go_to (self, rig_chart_view_get_n_stops (self->view) - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (self->stop < 0)
        return GDK_EVENT_PROPAGATE;
      rig_chart_widget_set_stop (self, -1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static GtkSizeRequestMode
rig_chart_widget_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rig_chart_widget_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  RigChartWidget *self = RIG_CHART_WIDGET (widget);
  double width = for_size > 0 ? for_size : NATURAL_WIDTH;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }

  *minimum = *natural = self->chart == NULL
                          ? 0
                          : (int) (rig_chart_get_natural_height (
                                     self->chart, gtk_widget_get_pango_context (widget), width)
                                   + 0.5);
}

/* Beside the pointer, on the side that has the room. */
static void
rig_chart_widget_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RigChartWidget *self = RIG_CHART_WIDGET (widget);
  GtkRequisition least, size;
  GtkAllocation place;

  if (!gtk_widget_should_layout (self->readout))
    return;

  gtk_widget_get_preferred_size (self->readout, &least, &size);
  place.width = MAX (least.width, MIN (size.width, width));
  gtk_widget_measure (self->readout, GTK_ORIENTATION_VERTICAL, place.width, NULL, &place.height,
                      NULL, NULL);
  place.x = (int) self->pointer_x + READOUT_GAP;
  if (place.x + place.width > width)
    place.x = (int) self->pointer_x - READOUT_GAP - place.width;
  place.x = CLAMP (place.x, 0, MAX (0, width - place.width));
  place.y = CLAMP ((int) self->pointer_y + READOUT_GAP, 0, MAX (0, height - place.height));
  if (place.y < self->pointer_y && place.x < self->pointer_x &&
      place.x + place.width > self->pointer_x)
    place.y = MAX (0, (int) self->pointer_y - READOUT_GAP - place.height);
  gtk_widget_size_allocate (self->readout, &place, -1);
}

static GskRenderNode *
paint_node (RigChartWidget *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (-1, -1, (float) self->view_width + 2,
                                               (float) self->view_height + 2);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  rig_chart_view_paint (self->view, cr);
  cairo_destroy (cr);

  return gtk_snapshot_free_to_node (snapshot);
}

static void
rig_chart_widget_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RigChartWidget *self = RIG_CHART_WIDGET (widget);
  graphene_rect_t bounds;
  cairo_t *cr;

  if (!ensure_view (self))
    return;

  if (self->node == NULL)
    self->node = paint_node (self);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);

  if (self->stop >= 0 && self->stop < rig_chart_view_get_n_stops (self->view))
    {
      bounds = GRAPHENE_RECT_INIT (0, 0, (float) self->view_width, (float) self->view_height);
      cr = gtk_snapshot_append_cairo (snapshot, &bounds);
      rig_chart_view_paint_crosshair (self->view, cr, self->stop);
      cairo_destroy (cr);
    }

  gtk_widget_snapshot_child (widget, self->readout, snapshot);
}

static void
rig_chart_widget_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  drop_view (RIG_CHART_WIDGET (widget));
  gtk_widget_queue_resize (widget);

  GTK_WIDGET_CLASS (rig_chart_widget_parent_class)->css_changed (widget, change);
}

static void
rig_chart_widget_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  drop_view (RIG_CHART_WIDGET (widget));
  gtk_widget_queue_resize (widget);

  GTK_WIDGET_CLASS (rig_chart_widget_parent_class)->system_setting_changed (widget, setting);
}

static void
rig_chart_widget_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  drop_view (RIG_CHART_WIDGET (widget));

  GTK_WIDGET_CLASS (rig_chart_widget_parent_class)->direction_changed (widget, previous);
}

static void
rig_chart_widget_dispose (GObject *object)
{
  RigChartWidget *self = RIG_CHART_WIDGET (object);

  g_clear_pointer (&self->view, rig_chart_view_free);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->readout, gtk_widget_unparent);
  self->chart = NULL;

  G_OBJECT_CLASS (rig_chart_widget_parent_class)->dispose (object);
}

static void
rig_chart_widget_class_init (RigChartWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_chart_widget_dispose;
  widget_class->get_request_mode = rig_chart_widget_get_request_mode;
  widget_class->measure = rig_chart_widget_measure;
  widget_class->size_allocate = rig_chart_widget_size_allocate;
  widget_class->snapshot = rig_chart_widget_snapshot;
  widget_class->css_changed = rig_chart_widget_css_changed;
  widget_class->system_setting_changed = rig_chart_widget_system_setting_changed;
  widget_class->direction_changed = rig_chart_widget_direction_changed;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (RigChartWidget *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
rig_chart_widget_init (RigChartWidget *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->stop = -1;
  self->readout = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->readout), 0);
  gtk_label_set_wrap (GTK_LABEL (self->readout), TRUE);
  gtk_widget_add_css_class (self->readout, "readout");
  gtk_widget_add_css_class (self->readout, "numeric");
  gtk_widget_set_can_target (self->readout, FALSE);
  gtk_widget_set_visible (self->readout, FALSE);
  gtk_widget_set_parent (self->readout, GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->readout, NULL, -1);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  add_controllers (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (drop_view), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (drop_view), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
rig_chart_widget_new (void)
{
  return g_object_new (RIG_TYPE_CHART_WIDGET, NULL);
}

/**
 * rig_chart_widget_set_chart:
 * @chart: must live until the next one is set, or the widget is gone
 *
 * The view of the last chart is still needed while the new one is laid out, for axes that do not
 * jitter: so the last chart must still live during this call.
 */
void
rig_chart_widget_set_chart (RigChartWidget *self, const RigChart *chart)
{
  int height;

  g_return_if_fail (RIG_IS_CHART_WIDGET (self) && chart != NULL);

  self->chart = chart;
  if (self->view != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      make_view (self, self->view_width, self->view_height);
      height = (int) (rig_chart_get_natural_height (
                        chart, gtk_widget_get_pango_context (GTK_WIDGET (self)), self->view_width)
                      + 0.5);
      if (height > self->view_height)
        gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  else
    {
      drop_view (self);
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }

  if (self->view != NULL && self->stop >= rig_chart_view_get_n_stops (self->view))
    self->stop = -1;
  if (self->stop >= 0)
    update_readout (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, chart->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, chart->description, -1);
}
