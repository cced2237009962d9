/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "look.h"

#include "rig-test.h"

/* A change is answered in the first frame, laid out by the second, a breakpoint crossed takes one
 * more. */
#define SETTLE_FRAMES 4

void
rig_look_settle (RigWindow *window)
{
  for (guint i = 0; i < SETTLE_FRAMES; i++)
    {
      gtk_widget_queue_draw (GTK_WIDGET (window));
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

void
rig_look_present (RigWindow *window, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  rig_look_settle (window);
}

static void
collect (GtkWidget *widget, RigLookMatch match, gconstpointer data, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (match (widget, data))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, match, data, found);
}

GPtrArray *
rig_look_find_all (GtkWidget *top, RigLookMatch match, gconstpointer data)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (top, match, data, found);
  return found;
}

static gboolean
is_type (GtkWidget *widget, gconstpointer type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), GPOINTER_TO_SIZE (type));
}

GPtrArray *
rig_look_find_type (GtkWidget *top, GType type)
{
  return rig_look_find_all (top, is_type, GSIZE_TO_POINTER (type));
}

GtkWidget *
rig_look_get (GtkWidget *top, GType type)
{
  g_autoptr (GPtrArray) found = rig_look_find_type (top, type);

  ck_assert_msg (found->len > 0, "no %s is on show", g_type_name (type));
  return g_ptr_array_index (found, 0);
}
