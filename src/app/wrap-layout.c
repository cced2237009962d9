/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/wrap-layout.h"

/**
 * RigWrapLayout:
 *
 * Children side by side at their natural width, on as many lines as that takes: for chips. A child
 * that can be narrower takes what is left of a line rather than the next line.
 */
struct _RigWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (RigWrapLayout, rig_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

#define GAP 6

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static GtkSizeRequestMode
rig_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The width of a child that starts at @x, or -1 where it has no room on that line. */
static int
get_child_width (GtkWidget *child, int x, int available)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  if (x > 0 && minimum > available - x)
    return -1;

  return CLAMP (natural, minimum, MAX (minimum, available - x));
}

/* The last child of the line that starts with @first, and the height of that line. */
static GtkWidget *
find_line_end (GtkWidget *first, int available, int *height)
{
  GtkWidget *last = NULL;
  int x = 0;

  *height = 0;

  for (GtkWidget *child = first; child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int width = get_child_width (child, x, available);
      int natural;

      if (width < 0)
        break;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
      *height = MAX (*height, natural);
      x += width + GAP;
      last = child;
    }

  return last;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1,
                          &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? GAP : 0);
    }
}

static int
measure_height (GtkWidget *widget, int available)
{
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  int total = 0;

  while (child != NULL)
    {
      int height;
      GtkWidget *last = find_line_end (child, available, &height);

      total += height + (total > 0 ? GAP : 0);
      child = next_shown (gtk_widget_get_next_sibling (last));
    }

  return total;
}

static void
rig_wrap_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    *minimum = *natural = measure_height (widget, for_size < 0 ? G_MAXINT : for_size);
}

static void
place (GtkWidget *child, int x, int y, int width, int height, int available)
{
  GtkAllocation place = { x, y, width, height };

  if (gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL)
    place.x = available - x - width;

  gtk_widget_size_allocate (child, &place, -1);
}

static void
rig_wrap_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               available,
                          int               height,
                          int               baseline)
{
  GtkWidget *child = next_shown (gtk_widget_get_first_child (widget));
  int y = 0;

  while (child != NULL)
    {
      int line_height, x = 0;
      GtkWidget *last = find_line_end (child, available, &line_height);
      GtkWidget *end = next_shown (gtk_widget_get_next_sibling (last));

      for (; child != end; child = next_shown (gtk_widget_get_next_sibling (child)))
        {
          int width = get_child_width (child, x, available);

          place (child, x, y, width, line_height, available);
          x += width + GAP;
        }

      y += line_height + GAP;
    }
}

static void
rig_wrap_layout_class_init (RigWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = rig_wrap_layout_get_request_mode;
  layout_class->measure = rig_wrap_layout_measure;
  layout_class->allocate = rig_wrap_layout_allocate;
}

static void
rig_wrap_layout_init (RigWrapLayout *self)
{
}
