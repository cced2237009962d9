/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include <adwaita.h>

#include "app/application.h"
#include "app/picker.h"
#include "app/scroll-pass.h"
#include "app/sideways-layout.h"

static void
set_up (void)
{
  ck_assert (gtk_init_check ());
  adw_init ();
  rig_application_register_resources ();
}

static guint
count_vertical (GtkScrolledWindow *scroller, guint *n)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (scroller));
  guint vertical = 0;

  *n = 0;
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        continue;
      (*n)++;
      vertical += (gtk_event_controller_scroll_get_flags (GTK_EVENT_CONTROLLER_SCROLL (controller))
                   & GTK_EVENT_CONTROLLER_SCROLL_VERTICAL) != 0;
    }
  return vertical;
}

/* A table that moves sideways must not hold the wheel of the page that it stands on. GTK has more
 * than one controller for that, and any of them would. */
START_TEST (sideways_scrollers_let_the_wheel_through)
{
  GtkWidget *scroller = g_object_ref_sink (gtk_scrolled_window_new ());
  guint n;

  ck_assert_uint_gt (count_vertical (GTK_SCROLLED_WINDOW (scroller), &n), 0);
  rig_scroll_pass_vertical (GTK_SCROLLED_WINDOW (scroller));
  ck_assert_uint_eq (count_vertical (GTK_SCROLLED_WINDOW (scroller), &n), 0);
  ck_assert_uint_gt (n, 0);
  g_object_unref (scroller);
}
END_TEST

static int
measure_height (GtkWidget *widget, int width)
{
  int minimum, natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  ck_assert_int_eq (minimum, natural);
  return minimum;
}

/* Words that wrap make content higher where it is narrow; a scroller asks for that height. */
START_TEST (sideways_scrollers_are_as_high_as_their_content)
{
  GtkWidget *place = g_object_ref_sink (adw_bin_new ());
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *label = gtk_label_new ("Some Donaudampfschifffahrtsgesellschaft wraps");
  int least, room, low, high;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  adw_bin_set_child (ADW_BIN (place), scroller);
  gtk_widget_set_layout_manager (place, g_object_new (RIG_TYPE_SIDEWAYS_LAYOUT, NULL));

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &least, &room, NULL, NULL);
  ck_assert_int_lt (least, room);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, room, &low, NULL, NULL, NULL);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, least, &high, NULL, NULL, NULL);
  ck_assert_int_lt (low, high);
  ck_assert_int_eq (measure_height (place, room), low);
  /* Narrower than that it scrolls sideways, and its content is no narrower. */
  ck_assert_int_eq (measure_height (place, least), high);
  ck_assert_int_eq (measure_height (place, MAX (1, least - 20)), high);
  g_object_unref (place);
}
END_TEST

static GtkWidget *
find_search (GtkWidget *top)
{
  GtkWidget *found = GTK_IS_SEARCH_ENTRY (top) ? top : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_search (child);
  return found;
}

static void
note_cb (gboolean *closed)
{
  *closed = TRUE;
}

/* Escape goes to the search first, which keeps it for itself: the list must close by its word. */
START_TEST (escape_leaves_a_list_from_its_search)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = rig_picker_new ();
  gboolean closed = FALSE;

  rig_picker_add (RIG_PICKER (picker), "a", "A", NULL);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect_swapped (picker, "closed", G_CALLBACK (note_cb), &closed);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  while (!gtk_widget_get_mapped (picker))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (find_search (picker), "stop-search");
  while (gtk_widget_get_mapped (picker))
    g_main_context_iteration (NULL, TRUE);
  ck_assert (closed);
  gtk_window_destroy (GTK_WINDOW (window));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("scroll");
  TCase *tcase = tcase_create ("scroll");

  tcase_add_checked_fixture (tcase, set_up, NULL);
  tcase_add_test (tcase, sideways_scrollers_let_the_wheel_through);
  tcase_add_test (tcase, sideways_scrollers_are_as_high_as_their_content);
  tcase_add_test (tcase, escape_leaves_a_list_from_its_search);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
