/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/card-layout.h"

/**
 * RigCardLayout:
 *
 * Cards in two columns where there is room for two, else in one. Cards of one row are equally
 * high; a last card that is alone in its row takes the whole of it.
 */
struct _RigCardLayout
{
  GtkLayoutManager parent_instance;

  int column_width; /* what a column must at least have for there to be two */
  int gap;
};

G_DEFINE_FINAL_TYPE (RigCardLayout, rig_card_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static GtkSizeRequestMode
rig_card_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The card that shares a row with @first at this width; NULL: it has the row for itself. */
static GtkWidget *
find_partner (RigCardLayout *self, GtkWidget *first, int available)
{
  if (available < 2 * self->column_width + self->gap)
    return NULL;

  return next_shown (gtk_widget_get_next_sibling (first));
}

static int
get_row_height (RigCardLayout *self, GtkWidget *first, GtkWidget *second, int available)
{
  int width = second == NULL ? available : (available - self->gap) / 2;
  int height, second_height = 0;

  gtk_widget_measure (first, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  if (second != NULL)
    gtk_widget_measure (second, GTK_ORIENTATION_VERTICAL, width, NULL, &second_height, NULL, NULL);

  return MAX (height, second_height);
}

static void
measure_width (RigCardLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
    }

  *natural = MAX (*minimum, 2 * self->column_width + self->gap);
}

static int
measure_height (RigCardLayout *self, GtkWidget *widget, int available)
{
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  int total = 0;

  while (child != NULL)
    {
      GtkWidget *partner = find_partner (self, child, available);

      total += get_row_height (self, child, partner, available) + (total > 0 ? self->gap : 0);
      child = next_shown (gtk_widget_get_next_sibling (partner != NULL ? partner : child));
    }

  return total;
}

static void
rig_card_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  RigCardLayout *self = RIG_CARD_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    *minimum = *natural = measure_height (self, widget,
                                          for_size < 0 ? 2 * self->column_width + self->gap
                                                       : for_size);
}

static void
rig_card_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               available,
                          int               height,
                          int               baseline)
{
  RigCardLayout *self = RIG_CARD_LAYOUT (manager);
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int half = (available - self->gap) / 2;
  int y = 0;

  while (child != NULL)
    {
      GtkWidget *partner = find_partner (self, child, available);
      int row_height = get_row_height (self, child, partner, available);
      GtkAllocation left = { 0, y, partner != NULL ? half : available, row_height };
      GtkAllocation right = { available - half, y, half, row_height };

      gtk_widget_size_allocate (child, rtl && partner != NULL ? &right : &left, -1);
      if (partner != NULL)
        gtk_widget_size_allocate (partner, rtl ? &left : &right, -1);

      y += row_height + self->gap;
      child = next_shown (gtk_widget_get_next_sibling (partner != NULL ? partner : child));
    }
}

static void
rig_card_layout_class_init (RigCardLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = rig_card_layout_get_request_mode;
  layout_class->measure = rig_card_layout_measure;
  layout_class->allocate = rig_card_layout_allocate;
}

static void
rig_card_layout_init (RigCardLayout *self)
{
}

GtkLayoutManager *
rig_card_layout_new (int column_width, int gap)
{
  RigCardLayout *self = g_object_new (RIG_TYPE_CARD_LAYOUT, NULL);

  self->column_width = column_width;
  self->gap = gap;
  return GTK_LAYOUT_MANAGER (self);
}
