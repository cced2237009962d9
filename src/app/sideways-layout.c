/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sideways-layout.h"

/**
 * RigSidewaysLayout:
 *
 * For one #GtkScrolledWindow that scrolls sideways alone. It is as high as its content is at the
 * width that the content gets, while a scroller itself asks for the height at the content's least
 * width, at which words wrap most: that leaves a blank below.
 */
struct _RigSidewaysLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (RigSidewaysLayout, rig_sideways_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
rig_sideways_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
measure_height (GtkWidget *scroller, int available)
{
  GtkWidget *content = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller));
  int width, height;

  if (content == NULL)
    return 0;
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, MAX (width, available), &height, NULL,
                      NULL, NULL);

  return height;
}

static void
rig_sideways_layout_measure (GtkLayoutManager *manager,
                             GtkWidget        *widget,
                             GtkOrientation    orientation,
                             int               for_size,
                             int              *minimum,
                             int              *natural,
                             int              *minimum_baseline,
                             int              *natural_baseline)
{
  GtkWidget *scroller = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  if (scroller == NULL || !gtk_widget_should_layout (scroller))
    return;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    gtk_widget_measure (scroller, orientation, -1, minimum, natural, NULL, NULL);
  else
    *minimum = *natural = measure_height (scroller, for_size);
}

static void
rig_sideways_layout_allocate (GtkLayoutManager *manager,
                              GtkWidget        *widget,
                              int               width,
                              int               height,
                              int               baseline)
{
  GtkWidget *scroller = gtk_widget_get_first_child (widget);
  GtkAllocation whole = { 0, 0, width, height };

  if (scroller != NULL && gtk_widget_should_layout (scroller))
    gtk_widget_size_allocate (scroller, &whole, -1);
}

static void
rig_sideways_layout_class_init (RigSidewaysLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = rig_sideways_layout_get_request_mode;
  layout_class->measure = rig_sideways_layout_measure;
  layout_class->allocate = rig_sideways_layout_allocate;
}

static void
rig_sideways_layout_init (RigSidewaysLayout *self)
{
}
