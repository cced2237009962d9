/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/breakpoint-bin.h"

/**
 * RigBreakpointBin:
 *
 * Tells its child's tree whether the window is narrow, for bindings in .ui files. It lets itself be
 * made smaller than the wide arrangement can be, since only then does anybody ask for the narrow
 * one. The answer changes outside of size allocation, where widgets may not be shown or hidden.
 */
struct _RigBreakpointBin
{
  GtkWidget parent_instance;

  int narrow_below, small_below; /* pixels at a text scale of 1 */
  double wide_minimum;           /* what the wide arrangement last needed, likewise */
  gboolean narrow, small;
  guint idle;
};

G_DEFINE_FINAL_TYPE (RigBreakpointBin, rig_breakpoint_bin, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_NARROW_BELOW,
  PROP_SMALL_BELOW,
  PROP_NARROW,
  PROP_SMALL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

#define MIN_WIDTH 360
#define MIN_HEIGHT 294

/* 1 where text has its standard size. */
static double
get_text_scale (GtkWidget *widget)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi / 1024.0 / 96.0 : 1;
}

static gboolean
update_cb (gpointer data)
{
  RigBreakpointBin *self = data;
  double width = gtk_widget_get_width (data) / get_text_scale (data);
  gboolean narrow = width < MAX (self->narrow_below, self->wide_minimum);
  gboolean small = width < self->small_below;

  self->idle = 0;

  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      g_object_notify_by_pspec (data, properties[PROP_NARROW]);
    }
  if (small != self->small)
    {
      self->small = small;
      g_object_notify_by_pspec (data, properties[PROP_SMALL]);
    }

  return G_SOURCE_REMOVE;
}

static void
rig_breakpoint_bin_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int child_minimum = 0, child_natural = 0;

  if (child != NULL)
    gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = MAX (*minimum, child_natural);
}

static void
rig_breakpoint_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RigBreakpointBin *self = RIG_BREAKPOINT_BIN (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int minimum_width, minimum_height;

  if (child != NULL)
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
      if (!self->narrow)
        self->wide_minimum = minimum_width / get_text_scale (widget);
      width = MAX (width, minimum_width);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum_height,
                          NULL, NULL, NULL);
      gtk_widget_allocate (child, width, MAX (height, minimum_height), baseline, NULL);
    }

  /* Before the frame is painted, so that a window that opens small opens narrow. */
  if (self->idle == 0)
    self->idle = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, update_cb, self, NULL);
}

static void
rig_breakpoint_bin_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  RigBreakpointBin *self = RIG_BREAKPOINT_BIN (object);

  switch (property_id)
    {
    case PROP_NARROW_BELOW:
      g_value_set_int (value, self->narrow_below);
      break;
    case PROP_SMALL_BELOW:
      g_value_set_int (value, self->small_below);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_SMALL:
      g_value_set_boolean (value, self->small);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rig_breakpoint_bin_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  RigBreakpointBin *self = RIG_BREAKPOINT_BIN (object);

  switch (property_id)
    {
    case PROP_NARROW_BELOW:
      self->narrow_below = g_value_get_int (value);
      break;
    case PROP_SMALL_BELOW:
      self->small_below = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rig_breakpoint_bin_dispose (GObject *object)
{
  RigBreakpointBin *self = RIG_BREAKPOINT_BIN (object);
  GtkWidget *child;

  g_clear_handle_id (&self->idle, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rig_breakpoint_bin_parent_class)->dispose (object);
}

static void
rig_breakpoint_bin_class_init (RigBreakpointBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rig_breakpoint_bin_dispose;
  object_class->get_property = rig_breakpoint_bin_get_property;
  object_class->set_property = rig_breakpoint_bin_set_property;
  widget_class->measure = rig_breakpoint_bin_measure;
  widget_class->size_allocate = rig_breakpoint_bin_size_allocate;

  properties[PROP_NARROW_BELOW] = g_param_spec_int ("narrow-below", NULL, NULL,
                                                    0, G_MAXINT, 0, construct);
  properties[PROP_SMALL_BELOW] = g_param_spec_int ("small-below", NULL, NULL,
                                                   0, G_MAXINT, 0, construct);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, readable);
  properties[PROP_SMALL] = g_param_spec_boolean ("small", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
rig_breakpoint_bin_init (RigBreakpointBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
