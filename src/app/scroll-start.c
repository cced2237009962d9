/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scroll-start.h"

/* How far a scroller is from where its content begins; for as long as the scroller is there. */
typedef struct
{
  GtkScrolledWindow *scroller;
  GtkAdjustment *adjustment;
  double distance;
  guint tick; /* the frame in which it goes back to that distance; 0: it is there */
} Start;

static void
start_free (gpointer data)
{
  Start *start = data;

  g_signal_handlers_disconnect_by_data (start->adjustment, start);
  g_object_unref (start->adjustment);
  g_free (start);
}

static double
get_end (Start *start)
{
  return gtk_adjustment_get_upper (start->adjustment)
         - gtk_adjustment_get_page_size (start->adjustment);
}

static gboolean
is_right_to_left (Start *start)
{
  return gtk_widget_get_direction (GTK_WIDGET (start->scroller)) == GTK_TEXT_DIR_RTL;
}

static gboolean
tick_cb (GtkWidget *scroller, GdkFrameClock *clock, gpointer data)
{
  Start *start = data;

  start->tick = 0;
  gtk_adjustment_set_value (start->adjustment, get_end (start) - start->distance);

  return G_SOURCE_REMOVE;
}

/* Told while widgets are given their places, when it is too late to scroll. */
static void
changed_cb (Start *start)
{
  double value = gtk_adjustment_get_value (start->adjustment);

  if (start->tick == 0 && is_right_to_left (start) && get_end (start) - start->distance != value)
    start->tick = gtk_widget_add_tick_callback (GTK_WIDGET (start->scroller), tick_cb, start,
                                                NULL);
}

static void
value_changed_cb (Start *start)
{
  if (start->tick == 0)
    start->distance = get_end (start) - gtk_adjustment_get_value (start->adjustment);
}

/**
 * rig_scroll_start_keep:
 *
 * Where text runs from right to left, what is wider than @scroller begins at its right; GTK shows
 * its left end first. This keeps the distance to the right one instead, at first none.
 */
void
rig_scroll_start_keep (GtkScrolledWindow *scroller)
{
  Start *start = g_new0 (Start, 1);

  start->scroller = scroller;
  start->adjustment = g_object_ref (gtk_scrolled_window_get_hadjustment (scroller));
  g_object_set_data_full (G_OBJECT (scroller), "scroll-start", start, start_free);
  g_signal_connect_swapped (start->adjustment, "changed", G_CALLBACK (changed_cb), start);
  g_signal_connect_swapped (start->adjustment, "value-changed", G_CALLBACK (value_changed_cb),
                            start);
}
