/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scroll-pass.h"

#define SIDEWAYS (GTK_EVENT_CONTROLLER_SCROLL_HORIZONTAL | GTK_EVENT_CONTROLLER_SCROLL_KINETIC)
#define BOTH_WAYS (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_KINETIC)

/* GTK's own, one for each phase in which a scroller looks at motions. */
static void
set_flags (GtkWidget *scroller, GtkEventControllerScrollFlags flags)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (scroller);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_scroll_set_flags (GTK_EVENT_CONTROLLER_SCROLL (controller), flags);
    }
}

/* Told of each event before the scroller is. With Shift a wheel turns sideways, for which the
 * scroller has to see its vertical motion. */
static gboolean
event_cb (GtkWidget *scroller, GdkEvent *event)
{
  if (gdk_event_get_event_type (event) == GDK_SCROLL)
    set_flags (scroller, gdk_event_get_modifier_state (event) & GDK_SHIFT_MASK ? BOTH_WAYS
                                                                               : SIDEWAYS);
  return GDK_EVENT_PROPAGATE;
}

/**
 * rig_scroll_pass_vertical:
 *
 * A scroller that moves sideways alone takes the motions up and down too, and does nothing with
 * them; the page around it would stand still under the pointer. This lets them through.
 */
void
rig_scroll_pass_vertical (GtkScrolledWindow *scroller)
{
  GtkEventController *legacy = gtk_event_controller_legacy_new ();

  set_flags (GTK_WIDGET (scroller), SIDEWAYS);
  gtk_event_controller_set_propagation_phase (legacy, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (legacy, "event", G_CALLBACK (event_cb), scroller);
  gtk_widget_add_controller (GTK_WIDGET (scroller), legacy);
}
