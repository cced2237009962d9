/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window.h"

#include <math.h>

#include "app/application.h"
#include "app/chart-widget.h"
#include "app/control-card.h"
#include "app/machine-bar.h"
#include "app/machine-chip.h"
#include "app/page-view.h"
#include "app/share.h"
#include "app/table-cell.h"
#include "app/table-grid.h"
#include "app/table-list.h"
#include "look.h"
#include "rig-test.h"

static RigSession *session;
static RigWindow *window;

static void
setup (void)
{
  ck_assert (gtk_init_check ());
  adw_init ();
  rig_application_register_resources ();
  session = rig_session_new (rig_catalog_new (), NULL);
  window = RIG_WINDOW (rig_window_new (NULL, session));
}

static void
teardown (void)
{
  gtk_window_destroy (GTK_WINDOW (window));
  window = NULL;
  g_clear_object (&session);
}

/* Also what the cost page has computed beside the main loop. */
static void
settle (void)
{
  RigOddsRunner *runner = rig_session_get_odds_runner (session);

  rig_look_settle (window);
  if (rig_window_get_page (window) != RIG_PAGE_COST)
    return;
  while (rig_odds_runner_get_state (runner) == RIG_ODDS_COMPUTING)
    g_main_context_iteration (NULL, TRUE);
  rig_look_settle (window);
}

static void
present (int width, int height)
{
  rig_look_present (window, width, height);
}

static guint
count_type (GType type)
{
  g_autoptr (GPtrArray) found = rig_look_find_type (GTK_WIDGET (window), type);

  return found->len;
}

static GtkWidget *
find_type (GType type)
{
  return rig_look_get (GTK_WIDGET (window), type);
}

static GtkWidget *
find_in_card (RigKey key, GType type)
{
  g_autoptr (GPtrArray) cards = rig_look_find_type (GTK_WIDGET (window), RIG_TYPE_CONTROL_CARD);

  for (guint i = 0; i < cards->len; i++)
    if (rig_control_card_get_key (g_ptr_array_index (cards, i)) == key)
      return rig_look_get (g_ptr_array_index (cards, i), type);

  ck_abort_msg ("no card of %s", rig_key_get_info (key)->name);
  return NULL;
}

/* All that the cells of the page say, one after the other. */
static char *
read_tables (void)
{
  g_autoptr (GPtrArray) cells = rig_look_find_type (GTK_WIDGET (window), RIG_TYPE_TABLE_CELL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cells->len; i++)
    {
      const char *said = rig_table_cell_get_text (g_ptr_array_index (cells, i));

      g_string_append_printf (text, "%s|", said != NULL ? said : "");
    }

  return g_string_free (text, FALSE);
}

static void
check_page (RigPage page)
{
  g_autofree char *text = NULL;
  const RigReport *report;

  rig_window_show_page (window, page);
  settle ();
  ck_assert_int_eq (rig_window_get_page (window), page);
  report = rig_page_view_get_report (RIG_PAGE_VIEW (find_type (RIG_TYPE_PAGE_VIEW)));
  ck_assert_ptr_nonnull (report);
  ck_assert_uint_eq (count_type (RIG_TYPE_CHART_WIDGET), report->charts->len);
  ck_assert_uint_gt (report->charts->len + report->tables->len, 0);
  text = read_tables ();
  ck_assert_uint_gt (strlen (text), 100);
}

START_TEST (test_every_page)
{
  present (1280, 832);
  for (RigPage page = 0; page < RIG_N_PAGES; page++)
    check_page (page);
}
END_TEST

START_TEST (test_slider_changes_the_page)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  GtkWidget *cell;

  present (1280, 832);
  rig_window_show_page (window, RIG_PAGE_COST);
  settle ();
  before = read_tables ();
  cell = find_type (RIG_TYPE_TABLE_CELL);

  gtk_range_set_value (GTK_RANGE (find_in_card (RIG_KEY_API_SPEND, GTK_TYPE_SCALE)), 0.9);
  settle ();
  after = read_tables ();
  ck_assert_str_ne (before, after);
  /* The widgets are those that there were. */
  ck_assert_ptr_eq (find_type (RIG_TYPE_TABLE_CELL), cell);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  settle ();
  undone = read_tables ();
  ck_assert_str_eq (before, undone);
}
END_TEST

static const int sizes[][2] = {
  { 360, 294 }, { 360, 640 },  { 640, 480 },  { 800, 600 },
  { 820, 600 }, { 1024, 600 }, { 1400, 900 },
};

static void
check_every_page_fits (int width)
{
  GtkWidget *child;
  int minimum;

  for (RigPage page = 0; page < RIG_N_PAGES; page++)
    {
      rig_window_show_page (window, page);
      settle ();
      child = find_type (ADW_TYPE_TOAST_OVERLAY);
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      ck_assert_msg (minimum <= gtk_widget_get_width (GTK_WIDGET (window)),
                     "the page %s needs %d pixels where there are %d", rig_page_get_id (page),
                     minimum, gtk_widget_get_width (GTK_WIDGET (window)));
      ck_assert_int_le (gtk_widget_get_width (GTK_WIDGET (window)), width);
    }
}

START_TEST (test_every_size)
{
  /* A window manager may refuse to make it larger than its screen, never smaller. */
  present (sizes[_i][0], sizes[_i][1]);
  check_every_page_fits (sizes[_i][0]);
}
END_TEST

/* Their groups say what each claim is about; a list would leave that out. */
START_TEST (test_claims_keep_their_headings)
{
  present (1280, 832);
  rig_window_show_page (window, RIG_PAGE_MODELS);
  settle ();
  ck_assert_uint_gt (count_type (RIG_TYPE_TABLE_LIST), 0);
  rig_window_show_page (window, RIG_PAGE_CLAIMS);
  settle ();
  ck_assert_uint_gt (count_type (RIG_TYPE_TABLE_GRID), 0);
  ck_assert_uint_eq (count_type (RIG_TYPE_TABLE_LIST), 0);
}
END_TEST

START_TEST (test_narrow_chips_stay_on_one_line)
{
  g_autoptr (GPtrArray) chips = NULL;
  GtkWidget *bar, *button;
  graphene_rect_t first, place;

  present (360, 640);
  bar = find_type (RIG_TYPE_MACHINE_BAR);
  chips = rig_look_find_type (GTK_WIDGET (window), RIG_TYPE_MACHINE_CHIP);
  ck_assert_uint_eq (chips->len, 3);
  ck_assert (gtk_widget_compute_bounds (g_ptr_array_index (chips, 0), bar, &first));
  for (guint i = 1; i < chips->len; i++)
    {
      ck_assert (gtk_widget_compute_bounds (g_ptr_array_index (chips, i), bar, &place));
      rig_assert_close (place.origin.y, first.origin.y, 0);
      ck_assert (place.origin.x > first.origin.x);
    }

  /* What adds one and what swaps them all are in view, however far the chips reach. */
  button = gtk_widget_get_last_child (bar);
  for (guint i = 0; i < 2; i++, button = gtk_widget_get_prev_sibling (button))
    {
      ck_assert (gtk_widget_compute_bounds (button, bar, &place));
      ck_assert (place.origin.x >= 0);
      ck_assert (place.origin.x + place.size.width <= (float) gtk_widget_get_width (bar));
    }
}
END_TEST

START_TEST (test_chips_follow_the_machines)
{
  present (1280, 832);
  ck_assert_uint_eq (count_type (RIG_TYPE_MACHINE_CHIP), 3);
  ck_assert (rig_session_add_machine (session, "mac-studio-m5-max-128"));
  settle ();
  ck_assert_uint_eq (count_type (RIG_TYPE_MACHINE_CHIP), 4);
  ck_assert (rig_session_remove_machine (session, "mac-studio-m5-max-128"));
  rig_session_set_text (session, RIG_KEY_AS_OF, "2026-12-01");
  ck_assert (rig_session_compare_on_sale (session));
  settle ();
  ck_assert_uint_eq (count_type (RIG_TYPE_MACHINE_CHIP),
                     rig_scenario_get_machines (rig_session_get_scenario (session))->len);
}
END_TEST

START_TEST (test_typed_value_is_taken_or_refused)
{
  GtkWidget *text;

  present (1280, 832);
  text = find_in_card (RIG_KEY_HORIZON, GTK_TYPE_ENTRY);
  gtk_widget_grab_focus (text);
  gtk_editable_set_text (GTK_EDITABLE (text), "2 weeks and a day");
  g_signal_emit_by_name (text, "activate");
  settle ();
  ck_assert_str_eq (gtk_editable_get_text (GTK_EDITABLE (text)), "2 weeks and a day");
  ck_assert (gtk_widget_has_css_class (gtk_widget_get_parent (text), "error"));
  rig_assert_close (rig_session_get_shown_number (session, RIG_KEY_HORIZON), 36, 0);

  gtk_editable_set_text (GTK_EDITABLE (text), "24");
  g_signal_emit_by_name (text, "activate");
  settle ();
  ck_assert (!gtk_widget_has_css_class (gtk_widget_get_parent (text), "error"));
  rig_assert_close (rig_session_get_shown_number (session, RIG_KEY_HORIZON), 24, 0);
}
END_TEST

START_TEST (test_slider_names_its_value)
{
  GtkWidget *scale;
  g_autofree char *wrong = NULL;

  present (1280, 832);
  scale = find_in_card (RIG_KEY_CONTEXT, GTK_TYPE_SCALE);
  rig_session_set_number (session, RIG_KEY_CONTEXT, 65536);
  settle ();
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (scale),
                                              GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                              "64k\302\240tokens");
  ck_assert_msg (wrong == NULL, "%s", wrong);
  ck_assert (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (scale),
                                               GTK_ACCESSIBLE_RELATION_LABELLED_BY));
}
END_TEST

/* A button with an icon is labelled by its image, which has no words. */
static gboolean
is_named (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
         || (!GTK_IS_BUTTON (widget)
             && gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY));
}

static gboolean
says_something (GtkWidget *widget)
{
  if (is_named (widget))
    return TRUE;
  if (GTK_IS_LABEL (widget) && gtk_label_get_text (GTK_LABEL (widget))[0] != '\0')
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child) && says_something (child))
      return TRUE;

  return FALSE;
}

/* What can have the focus and says nothing. Parts of a widget may leave that to the widget: the
 * text of an entry, the button of a menu button. The system's own window buttons are not ours. */
static gboolean
is_nameless (GtkWidget *widget, gconstpointer data)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (!gtk_widget_get_focusable (widget) || !gtk_widget_is_sensitive (widget)
      || GTK_IS_ROOT (widget) || GTK_IS_WINDOW_CONTROLS (parent))
    return FALSE;

  return !says_something (widget) && !is_named (parent);
}

START_TEST (test_every_focusable_has_a_name)
{
  present (1280, 832);
  for (RigPage page = 0; page < RIG_N_PAGES; page++)
    {
      g_autoptr (GPtrArray) nameless = NULL;

      rig_window_show_page (window, page);
      settle ();
      nameless = rig_look_find_all (GTK_WIDGET (window), is_nameless, NULL);
      if (nameless->len > 0)
        ck_abort_msg ("on the page %s a %s in a %s has no name", rig_page_get_id (page),
                      G_OBJECT_TYPE_NAME (nameless->pdata[0]),
                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (nameless->pdata[0])));
    }
}
END_TEST

START_TEST (test_charts_describe_themselves)
{
  g_autoptr (GPtrArray) charts = NULL;

  present (1280, 832);
  rig_window_show_page (window, RIG_PAGE_SPEED);
  settle ();
  charts = rig_look_find_type (GTK_WIDGET (window), RIG_TYPE_CHART_WIDGET);
  ck_assert_uint_gt (charts->len, 0);
  for (guint i = 0; i < charts->len; i++)
    {
      GtkAccessible *chart = g_ptr_array_index (charts, i);

      ck_assert (gtk_test_accessible_has_role (chart, GTK_ACCESSIBLE_ROLE_IMG));
      ck_assert (gtk_test_accessible_has_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL));
      ck_assert (gtk_test_accessible_has_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
    }
}
END_TEST

START_TEST (test_crosshair_stays_on_the_chart)
{
  RigChartWidget *chart;

  present (1280, 832);
  rig_window_show_page (window, RIG_PAGE_SPEED);
  settle ();
  chart = RIG_CHART_WIDGET (find_type (RIG_TYPE_CHART_WIDGET));
  rig_chart_widget_set_stop (chart, 2);
  settle ();
  ck_assert_int_eq (rig_chart_widget_get_stop (chart), 2);
  /* Fewer bars than the crosshair stood on. */
  ck_assert (rig_session_remove_machine (session,
                                         g_ptr_array_index (rig_scenario_get_machines (
                                                              rig_session_get_scenario (session)),
                                                            2)));
  settle ();
  ck_assert_int_eq (rig_chart_widget_get_stop (chart), -1);
}
END_TEST

START_TEST (test_share)
{
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (RigReport) report = rig_session_make_report (session, RIG_PAGE_COST);
  g_autofree char *tsv = rig_share_make_text (report, "tsv");
  g_autofree char *csv = rig_share_make_text (report, "csv");
  g_autofree char *markdown = rig_share_make_text (report, "markdown");

  texture = rig_share_make_texture (report, RIG_THEME_LIGHT);
  ck_assert_ptr_nonnull (texture);
  ck_assert_int_eq (gdk_texture_get_width (texture), 2400);
  ck_assert_ptr_nonnull (strchr (tsv, '\t'));
  ck_assert_ptr_nonnull (strchr (csv, ','));
  ck_assert_ptr_nonnull (strstr (markdown, "| "));
}
END_TEST

START_TEST (test_dark_and_high_contrast)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  present (1024, 600);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  settle ();
  ck_assert (adw_style_manager_get_dark (manager));
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  settle ();
  ck_assert (!adw_style_manager_get_dark (manager));
}
END_TEST

START_TEST (test_right_to_left)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_window_destroy (GTK_WINDOW (window));
  window = RIG_WINDOW (rig_window_new (NULL, session));
  present (360, 640);
  check_every_page_fits (360);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}
END_TEST

START_TEST (test_large_text)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * 3 / 2, NULL);
  present (1024, 600);
  check_every_page_fits (1024);
}
END_TEST

START_TEST (test_ui_files)
{
  g_auto (GStrv) names = NULL;
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GError) error = NULL;

  names = g_resources_enumerate_children ("/io/github/rigwise/Rigwise/ui",
                                          G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  ck_assert_ptr_nonnull (names);
  ck_assert (gtk_builder_add_from_resource (builder,
                                            "/io/github/rigwise/Rigwise/gtk/help-overlay.ui",
                                            &error));
  ck_assert_ptr_nonnull (gtk_builder_get_object (builder, "help_overlay"));
  for (guint i = 0; names[i] != NULL; i++)
    {
      GString *type = g_string_new ("Rig");
      g_auto (GStrv) words = g_strsplit_set (names[i], "-.", -1);
      g_autofree char *name = NULL;
      GType gtype;

      for (guint j = 0; words[j + 1] != NULL; j++)
        g_string_append_printf (type, "%c%s", g_ascii_toupper (words[j][0]), words[j] + 1);
      name = g_string_free (type, FALSE);
      /* The window has made those that it needs; the others are made by their constructors. */
      gtype = g_type_from_name (name);
      if (gtype != 0 && !G_TYPE_IS_ABSTRACT (gtype) && gtype != RIG_TYPE_WINDOW)
        g_object_unref (g_object_ref_sink (g_object_new (gtype, NULL)));
    }
}
END_TEST

static const RigChart *
get_odds_chart (void)
{
  const RigReport *report
    = rig_page_view_get_report (RIG_PAGE_VIEW (find_type (RIG_TYPE_PAGE_VIEW)));

  for (guint i = 0; i < report->charts->len; i++)
    {
      const RigChart *chart = g_ptr_array_index (report->charts, i);

      if (g_str_equal (chart->id, "odds"))
        return chart;
    }
  ck_abort_msg ("the page has no odds");
  return NULL;
}

/* What is computed beside the main loop is shown as such until it is there, can be stopped, and
 * is asked for again. */
START_TEST (test_odds_are_computed_beside)
{
  present (1280, 832);
  rig_window_show_page (window, RIG_PAGE_COST);
  settle ();
  ck_assert_int_eq (get_odds_chart ()->state, RIG_CHART_READY);
  ck_assert_uint_eq (get_odds_chart ()->series->len, 3);
  ck_assert (rig_look_says (GTK_WIDGET (window), "seed 42"));

  rig_session_set_number (session, RIG_KEY_HORIZON, 24);
  rig_session_update (session);
  ck_assert_int_eq (get_odds_chart ()->state, RIG_CHART_BUSY);
  ck_assert_uint_eq (get_odds_chart ()->series->len, 3);
  ck_assert (!rig_look_says (GTK_WIDGET (window), "seed 42"));
  gtk_widget_activate_action (find_type (RIG_TYPE_PAGE_VIEW), "odds.cancel", NULL);
  settle ();
  ck_assert_int_eq (get_odds_chart ()->state, RIG_CHART_STOPPED);
  rig_look_click (GTK_WIDGET (window), "Com_pute");
  ck_assert_int_eq (get_odds_chart ()->state, RIG_CHART_BUSY);
  settle ();
  ck_assert_int_eq (get_odds_chart ()->state, RIG_CHART_READY);
}
END_TEST

static gboolean
wake_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* The window goes while the simulation waits, runs, or is about to tell: @_i times 50 ms. */
START_TEST (test_closed_while_computing)
{
  gboolean over = FALSE;

  present (1280, 832);
  rig_window_show_page (window, RIG_PAGE_COST);
  rig_look_settle (window);
  rig_session_set_number (session, RIG_KEY_HORIZON, 24);
  rig_session_update (session);
  g_timeout_add (50 * (guint) _i, wake_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("window");
  TCase *tcase = tcase_create ("window");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_every_page);
  tcase_add_loop_test (tcase, test_every_size, 0, G_N_ELEMENTS (sizes));
  tcase_add_test (tcase, test_slider_changes_the_page);
  tcase_add_test (tcase, test_odds_are_computed_beside);
  tcase_add_loop_test (tcase, test_closed_while_computing, 1, 5);
  tcase_add_test (tcase, test_chips_follow_the_machines);
  tcase_add_test (tcase, test_typed_value_is_taken_or_refused);
  tcase_add_test (tcase, test_slider_names_its_value);
  tcase_add_test (tcase, test_every_focusable_has_a_name);
  tcase_add_test (tcase, test_charts_describe_themselves);
  tcase_add_test (tcase, test_claims_keep_their_headings);
  tcase_add_test (tcase, test_narrow_chips_stay_on_one_line);
  tcase_add_test (tcase, test_crosshair_stays_on_the_chart);
  tcase_add_test (tcase, test_share);
  tcase_add_test (tcase, test_dark_and_high_contrast);
  tcase_add_test (tcase, test_right_to_left);
  tcase_add_test (tcase, test_large_text);
  tcase_add_test (tcase, test_ui_files);
  suite_add_tcase (suite, tcase);

  return suite;
}

RIG_TEST_MAIN (make_suite)
