/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of the models, as its user drives it. */

#include "app/application.h"
#include "app/table-card.h"
#include "app/table-cell.h"
#include "app/table-filters.h"
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
  rig_window_show_page (window, RIG_PAGE_MODELS);
  rig_look_present (window, 1280, 1200);
}

static void
teardown (void)
{
  gtk_window_destroy (GTK_WINDOW (window));
  window = NULL;
  g_clear_object (&session);
}

static GtkWidget *
get (GType type)
{
  return rig_look_get (GTK_WIDGET (window), type);
}

static RigTableList *
get_list (void)
{
  return RIG_TABLE_LIST (get (RIG_TYPE_TABLE_LIST));
}

static gboolean
is_row_title (GtkWidget *widget, gconstpointer data)
{
  return RIG_IS_TABLE_CELL (widget) && gtk_widget_has_css_class (widget, "row-title");
}

/* The name in the row that is @index from the top. */
static const char *
read_name (guint index)
{
  g_autoptr (GPtrArray) names = rig_look_find_all (GTK_WIDGET (get_list ()), is_row_title, NULL);

  ck_assert_uint_lt (index, names->len);
  return rig_table_cell_get_text (g_ptr_array_index (names, index));
}

static gboolean
is_list_named (GtkWidget *widget, gconstpointer title)
{
  return GTK_IS_DROP_DOWN (widget)
         && g_strcmp0 (gtk_widget_get_tooltip_text (widget), title) == 0;
}

/* The list to choose from that @title is the name of. */
static GtkDropDown *
find_list (const char *title)
{
  g_autoptr (GPtrArray) found = rig_look_find_all (GTK_WIDGET (window), is_list_named, title);
  g_autofree char *wrong = NULL;

  ck_assert_msg (found->len == 1, "%u lists of %s", found->len, title);
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (found->pdata[0]),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL, title);
  ck_assert_msg (wrong == NULL, "%s", wrong);
  return GTK_DROP_DOWN (found->pdata[0]);
}

static void
choose (const char *title, const char *choice)
{
  GtkDropDown *list = find_list (title);
  GListModel *choices = gtk_drop_down_get_model (list);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (choices), i), choice))
      {
        gtk_drop_down_set_selected (list, i);
        rig_look_settle (window);
        return;
      }
  ck_abort_msg ("%s does not offer %s", title, choice);
}

static void
search (const char *text)
{
  GtkWidget *entry = get (GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  /* It waits for more to be typed. */
  g_signal_emit_by_name (entry, "search-changed");
  rig_look_settle (window);
}

static gboolean
is_label (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
shows_text (const char *text)
{
  g_autoptr (GPtrArray) found = rig_look_find_all (GTK_WIDGET (window), is_label, text);

  return found->len > 0;
}

static guint
count_models (gboolean (*match) (const RigModel *))
{
  const GPtrArray *models = rig_catalog_get_models (rig_session_get_catalog (session));
  guint n = 0;

  for (guint i = 0; i < models->len; i++)
    n += match == NULL || match (g_ptr_array_index (models, i));
  return n;
}

static gboolean
is_gemma (const RigModel *model)
{
  return g_strcmp0 (model->family, "Gemma") == 0;
}

static gboolean
is_small_gemma (const RigModel *model)
{
  return is_gemma (model) && model->total_params.value <= 4e9;
}

START_TEST (test_search)
{
  g_autofree char *count = g_strdup_printf ("2 of %u models", count_models (NULL));

  search ("gpt-oss");
  ck_assert_uint_eq (rig_table_list_get_n_shown (get_list ()), 2);
  ck_assert (shows_text (count));
  ck_assert_str_eq (read_name (0), "gpt-oss 20B");
  /* Every word, in any order and case. */
  search ("120B GPT");
  ck_assert_uint_eq (rig_table_list_get_n_shown (get_list ()), 1);
  search ("");
  ck_assert_uint_eq (rig_table_list_get_n_shown (get_list ()), count_models (NULL));
}
END_TEST

START_TEST (test_facets)
{
  choose ("Family", "Gemma");
  ck_assert_uint_eq (rig_table_list_get_n_shown (get_list ()), count_models (is_gemma));
  choose ("Size", "Up to 4B");
  ck_assert_uint_gt (count_models (is_small_gemma), 0);
  ck_assert_uint_eq (rig_table_list_get_n_shown (get_list ()), count_models (is_small_gemma));
  choose ("Size", "Any size");
  choose ("Licence", "Apache-2.0");
  ck_assert_uint_lt (rig_table_list_get_n_shown (get_list ()), count_models (is_gemma));
}
END_TEST

/* How many models have that verdict on the machine, or on any where it is -1. */
static guint
count_verdict (RigFitVerdict verdict, int machine)
{
  g_autoptr (RigEvaluator) evaluator = rig_evaluator_new (rig_session_get_catalog (session));
  const GPtrArray *models = rig_catalog_get_models (rig_session_get_catalog (session));
  const RigAnswer *answer = rig_session_get_answer (session);
  guint n = 0;

  for (guint i = 0; i < models->len; i++)
    {
      gboolean found = FALSE;

      for (guint m = 0; m < answer->n_machines; m++)
        {
          RigMemory memory;
          RigFit fit;

          rig_evaluator_fit (evaluator, rig_session_get_scenario (session),
                             g_ptr_array_index (models, i), answer->quant,
                             answer->machines[m].machine, &memory, &fit);
          found |= fit.verdict == verdict && (machine < 0 || machine == (int) m);
        }
      n += found;
    }
  return n;
}

static void
check_verdict (RigFitVerdict verdict, int machine)
{
  ck_assert_uint_eq (rig_table_list_get_n_shown (get_list ()), count_verdict (verdict, machine));
}

START_TEST (test_verdicts)
{
  const RigAnswer *answer = rig_session_get_answer (session);

  choose ("Verdict", "Does not fit");
  check_verdict (RIG_FIT_NO, -1);
  choose ("Machine", answer->machines[1].machine->short_name);
  check_verdict (RIG_FIT_NO, 1);
  ck_assert_uint_ne (count_verdict (RIG_FIT_NO, 1), count_verdict (RIG_FIT_NO, -1));
  choose ("Verdict", "Fits");
  check_verdict (RIG_FIT_FITS, 1);
  choose ("Machine", "On any machine");
  check_verdict (RIG_FIT_FITS, -1);
}
END_TEST

/* Long enough for the list to have seen that the figures have come to rest. */
static void
wait_for_rest (void)
{
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  rig_look_settle (window);
}

START_TEST (test_verdicts_follow_the_slider)
{
  guint before;

  choose ("Verdict", "Does not fit");
  before = count_verdict (RIG_FIT_NO, -1);
  rig_session_set_number (session, RIG_KEY_CONTEXT, 1048576);
  wait_for_rest ();
  ck_assert_uint_gt (count_verdict (RIG_FIT_NO, -1), before);
  check_verdict (RIG_FIT_NO, -1);
}
END_TEST

START_TEST (test_nothing_matches)
{
  GtkWidget *page;

  search ("no model has this name");
  choose ("Family", "Gemma");
  page = get (ADW_TYPE_STATUS_PAGE);
  ck_assert (shows_text ("Nothing Matches"));
  g_signal_emit_by_name (rig_look_get (page, GTK_TYPE_BUTTON), "clicked");
  rig_look_settle (window);
  ck_assert_uint_eq (rig_table_list_get_n_shown (get_list ()), count_models (NULL));
  ck_assert_str_eq (gtk_editable_get_text (GTK_EDITABLE (get (GTK_TYPE_SEARCH_ENTRY))), "");
  ck_assert_uint_eq (gtk_drop_down_get_selected (find_list ("Family")), 0);
}
END_TEST

static double
get_params (const char *name)
{
  const GPtrArray *models = rig_catalog_get_models (rig_session_get_catalog (session));

  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);

      if (g_str_has_prefix (name, model->name))
        return model->total_params.value;
    }
  ck_abort_msg ("there is no model %s", name);
  return NAN;
}

static void
check_order (gboolean descending)
{
  for (guint i = 0; i < 5; i++)
    {
      double first = get_params (read_name (i)), second = get_params (read_name (i + 1));

      ck_assert_msg (descending ? first >= second : first <= second, "%s before %s",
                     read_name (i), read_name (i + 1));
    }
}

START_TEST (test_sort)
{
  GtkWidget *descending;

  choose ("Sorted by", "Size");
  check_order (FALSE);
  descending = gtk_widget_get_next_sibling (GTK_WIDGET (find_list ("Sorted by")));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (descending), TRUE);
  rig_look_settle (window);
  check_order (TRUE);

  /* It stays while figures change, machines come and go, and other pages are looked at. */
  choose ("Family", "Qwen");
  rig_session_set_number (session, RIG_KEY_CONTEXT, 8192);
  wait_for_rest ();
  ck_assert (rig_session_add_machine (session, "mac-studio-m5-max-128"));
  rig_window_show_page (window, RIG_PAGE_COST);
  rig_look_settle (window);
  rig_window_show_page (window, RIG_PAGE_MODELS);
  rig_look_settle (window);
  check_order (TRUE);
  ck_assert (strstr (read_name (0), "Qwen") != NULL);
  ck_assert (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (descending)));

  choose ("Sorted by", "Catalogue order");
  choose ("Family", "Any family");
  ck_assert_str_eq (read_name (0), "Llama 2 7B");
}
END_TEST

/* What nobody knows is not the smallest, nor the largest. */
START_TEST (test_unknown_comes_last)
{
  /* As of a file that does not tell its model's shape, nor the whole of its tensors. */
  static const char record[]
    = "{\"models\": [{\"id\": \"mystery\", \"name\": \"Mystery\", \"vendor\": \"\", "
      "\"family\": \"Gemma\", \"architecture\": \"llama\", \"tensors\": [[\"x\", \"F32\", 10, "
      "1, 1]], \"config\": {\"basis\": \"spec\", \"source\": \"read from x.gguf\", \"date\": "
      "\"2026-11-22\"}, \"file\": {\"path\": \"x.gguf\", \"bytes\": 832, \"shards\": 1, "
      "\"quant\": \"Q4_0\", \"read_on\": \"2026-11-22\"}}]}";
  RigCatalog *catalog = rig_catalog_new ();
  g_autoptr (JsonNode) root = json_from_string (record, NULL);
  GtkWidget *descending;
  guint last;

  ck_assert (rig_catalog_overlay_json (catalog, "mystery.json", root));
  rig_session_replace_catalog (session, catalog);
  rig_look_settle (window);
  choose ("Family", "Gemma");
  last = rig_table_list_get_n_shown (get_list ()) - 1;
  ck_assert_uint_eq (last + 1, count_models (is_gemma));
  ck_assert_str_ne (read_name (0), "Mystery imported");
  choose ("Sorted by", "Needs");
  ck_assert_str_eq (read_name (last), "Mystery imported");
  descending = gtk_widget_get_next_sibling (GTK_WIDGET (find_list ("Sorted by")));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (descending), TRUE);
  rig_look_settle (window);
  ck_assert_str_eq (read_name (last), "Mystery imported");
  choose ("Sorted by", "M4 Ultra 192");
  ck_assert_str_eq (read_name (last), "Mystery imported");
  choose ("Size", "Over 400B");
  ck_assert (shows_text ("Nothing Matches"));
  choose ("Size", "Size not known");
  ck_assert_uint_eq (rig_table_list_get_n_shown (get_list ()), 1);
}
END_TEST

/* What shows the order beside the headings follows them. */
START_TEST (test_sort_by_a_heading)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (get (GTK_TYPE_COLUMN_VIEW));
  g_autoptr (GtkColumnViewColumn) column = NULL;

  /* A click on a heading does this. */
  column = g_list_model_get_item (gtk_column_view_get_columns (view), 1);
  gtk_column_view_sort_by_column (view, column, GTK_SORT_DESCENDING);
  rig_look_settle (window);
  check_order (TRUE);
  ck_assert_uint_eq (gtk_drop_down_get_selected (find_list ("Sorted by")), 2);
  ck_assert (gtk_toggle_button_get_active (
    GTK_TOGGLE_BUTTON (gtk_widget_get_next_sibling (GTK_WIDGET (find_list ("Sorted by"))))));
}
END_TEST

START_TEST (test_activate)
{
  search ("gpt-oss");
  g_signal_emit_by_name (get (GTK_TYPE_COLUMN_VIEW), "activate", 1);
  rig_look_settle (window);
  ck_assert_str_eq (rig_scenario_get_text (rig_session_get_scenario (session), RIG_KEY_MODEL),
                    "gpt-oss-120b");
  ck_assert (strstr (read_name (1), "◆") != NULL);
  ck_assert (strstr (read_name (0), "◆") == NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ck_assert_str_ne (rig_scenario_get_text (rig_session_get_scenario (session), RIG_KEY_MODEL),
                    "gpt-oss-120b");
}
END_TEST

/* Presses a key that @widget itself listens for. */
static gboolean
press (GtkWidget *widget, const char *accelerator)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (shortcuts)
                        && j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);
          g_autofree char *keys = gtk_shortcut_trigger_to_string (
            gtk_shortcut_get_trigger (shortcut));

          if (strstr (keys, accelerator) != NULL)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                 NULL);
        }
    }
  return FALSE;
}

static gboolean
is_note (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_POPOVER (widget) && gtk_widget_has_css_class (widget, "note");
}

/* What the mouse is told of a cell, the keyboard is told of a row. */
START_TEST (test_notes_by_keyboard)
{
  g_autoptr (GPtrArray) names = rig_look_find_all (GTK_WIDGET (get_list ()), is_row_title, NULL);
  g_autoptr (GPtrArray) before = rig_look_find_all (GTK_WIDGET (window), is_note, NULL);
  g_autoptr (GPtrArray) after = NULL;
  GtkWidget *row = gtk_widget_get_parent (gtk_widget_get_parent (names->pdata[0]));
  GtkWidget *view = gtk_widget_get_ancestor (row, GTK_TYPE_COLUMN_VIEW);
  const char *note;

  ck_assert_uint_eq (before->len, 0);
  ck_assert (gtk_widget_grab_focus (row));
  ck_assert (press (view, "<Shift>F10"));
  rig_look_settle (window);
  after = rig_look_find_all (GTK_WIDGET (window), is_note, NULL);
  ck_assert_uint_eq (after->len, 1);
  note = gtk_label_get_text (GTK_LABEL (gtk_popover_get_child (after->pdata[0])));
  ck_assert_msg (g_str_has_prefix (note, "RTX Spark 128: "), "%s", note);
  ck_assert_ptr_nonnull (strstr (note, "\n\nM4 Ultra 192: "));
  gtk_popover_popdown (after->pdata[0]);
  rig_look_settle (window);
}
END_TEST

static double
get_width (const char *title)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (get (GTK_TYPE_COLUMN_VIEW)));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        return gtk_column_view_column_get_fixed_width (column);
    }
  ck_abort_msg ("no column %s", title);
}

/* Figures are not cut off where text is larger. */
START_TEST (test_columns_grow_with_the_text)
{
  double before = get_width ("Size");

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * 3 / 2, NULL);
  rig_look_settle (window);
  rig_assert_close (get_width ("Size"), before * 1.5, 0.02);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  rig_look_settle (window);
  rig_assert_close (get_width ("Size"), before, 0);
}
END_TEST

/* The names of the models are what a list begins with, also where text runs the other way. */
START_TEST (test_right_to_left)
{
  GtkScrolledWindow *scroller;
  GtkAdjustment *across;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_window_destroy (GTK_WINDOW (window));
  window = RIG_WINDOW (rig_window_new (NULL, session));
  rig_window_show_page (window, RIG_PAGE_MODELS);
  rig_look_present (window, 360, 1200);
  scroller = GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (get (GTK_TYPE_COLUMN_VIEW),
                                                           GTK_TYPE_SCROLLED_WINDOW));
  across = gtk_scrolled_window_get_hadjustment (scroller);
  ck_assert_double_gt (gtk_adjustment_get_upper (across),
                       gtk_adjustment_get_page_size (across) + 1);
  rig_assert_close (gtk_adjustment_get_value (across),
                    gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across),
                    0.001);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("models");
  TCase *tcase = tcase_create ("models");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_search);
  tcase_add_test (tcase, test_facets);
  tcase_add_test (tcase, test_verdicts);
  tcase_add_test (tcase, test_verdicts_follow_the_slider);
  tcase_add_test (tcase, test_nothing_matches);
  tcase_add_test (tcase, test_sort);
  tcase_add_test (tcase, test_sort_by_a_heading);
  tcase_add_test (tcase, test_activate);
  tcase_add_test (tcase, test_notes_by_keyboard);
  tcase_add_test (tcase, test_columns_grow_with_the_text);
  tcase_add_test (tcase, test_right_to_left);
  tcase_add_test (tcase, test_unknown_comes_last);
  suite_add_tcase (suite, tcase);

  return suite;
}

RIG_TEST_MAIN (make_suite)
