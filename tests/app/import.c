/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Models that come into the window from files. */

#include "app/application.h"
#include "app/imported-window.h"
#include "app/intake.h"
#include "app/notice-bar.h"
#include "app/table-cell.h"
#include "engine/intake/user-catalog.h"
#include "look.h"
#include "rig-test.h"

static RigSession *session;
static RigWindow *window;
static char *folder;

/* Every test begins without imported models, and never sees those of whoever runs it. */
static void
setup (void)
{
  folder = g_dir_make_tmp ("rigwise-import-XXXXXX", NULL);
  ck_assert_ptr_nonnull (folder);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  ck_assert (g_str_has_prefix (g_get_user_data_dir (), folder));

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
  rig_intake_wait ();
  g_clear_object (&session);
  rig_look_remove_folder (folder);
  g_clear_pointer (&folder, g_free);
}

/* Whether the bar says something, other than that it is busy. */
static gboolean
is_told (void)
{
  g_autoptr (GPtrArray) bars = rig_look_find_type (GTK_WIDGET (window), RIG_TYPE_NOTICE_BAR);
  g_autoptr (GPtrArray) spinners = rig_look_find_type (GTK_WIDGET (window), GTK_TYPE_SPINNER);

  return bars->len > 0 && spinners->len == 0;
}

/* Until there are models, or a message why there are none. */
static void
wait_until_read (void)
{
  guint serial = rig_session_get_catalog_serial (session);

  while (!is_told () && rig_session_get_catalog_serial (session) == serial)
    g_main_context_iteration (NULL, TRUE);
  /* The bar may have spoken of the file before. */
  rig_intake_wait ();
  rig_look_settle (window);
}

static void
import (const char *path)
{
  const char *const paths[] = { path, NULL };

  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-files", "^as", paths);
  wait_until_read ();
}

/* Lets files fall on the window. */
static void
drop (GFile **files, gsize n)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (files, n));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &taken);
    }
  g_value_unset (&value);
  ck_assert (taken);
  wait_until_read ();
}

static const RigModel *
get_imported (void)
{
  g_autoptr (GPtrArray) models = rig_user_catalog_list (rig_session_get_catalog (session));

  ck_assert_uint_eq (models->len, 1);
  return g_ptr_array_index (models, 0);
}

static guint
count_imported (void)
{
  g_autoptr (GPtrArray) models = rig_user_catalog_list (rig_session_get_catalog (session));

  return models->len;
}

static gboolean
is_cell (GtkWidget *widget, gconstpointer text)
{
  return RIG_IS_TABLE_CELL (widget)
         && g_strcmp0 (rig_table_cell_get_text (RIG_TABLE_CELL (widget)), text) == 0;
}

static gboolean
has_cell (const char *text)
{
  g_autoptr (GPtrArray) found = rig_look_find_all (GTK_WIDGET (window), is_cell, text);

  return found->len > 0;
}

static void
search (const char *text)
{
  GtkWidget *entry = rig_look_get (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
  rig_look_settle (window);
}

START_TEST (test_import_by_action)
{
  g_autofree char *path = rig_look_unpack (folder, "llama-3.1-8b.Q4_K_M.gguf");
  g_autofree char *cell = NULL;
  guint before = rig_catalog_get_models (rig_session_get_catalog (session))->len;
  const RigModel *model;

  rig_session_set_number (session, RIG_KEY_CONTEXT, 8192);
  import (path);
  model = get_imported ();
  ck_assert_str_eq (model->file.path, path);
  ck_assert_uint_eq (rig_catalog_get_models (rig_session_get_catalog (session))->len, before + 1);
  search (model->id);
  cell = g_strdup_printf ("%s imported", model->name);
  ck_assert_msg (has_cell (cell), "no cell says “%s”", cell);

  /* Scenario and history are what they were. */
  rig_assert_close (rig_session_get_shown_number (session, RIG_KEY_CONTEXT), 8192, 0);
  ck_assert (rig_session_can_undo (session));
  ck_assert (rig_look_says (GTK_WIDGET (window), "was imported"));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-model", "s", model->id);
  rig_look_settle (window);
  ck_assert_ptr_eq (rig_session_get_answer (session)->model, model);
  ck_assert_str_eq (rig_session_get_answer (session)->quant->id, model->file.quant);
}
END_TEST

START_TEST (test_drop_several)
{
  g_autofree char *first = rig_look_unpack (folder, "llama-3.1-8b.Q4_K_M.gguf");
  g_autofree char *second = rig_look_unpack (folder, "qwen3-0.6b.Q8_0.gguf");
  g_autofree char *bad = rig_look_unpack (folder, "bad-magic.gguf");
  GFile *files[] = { g_file_new_for_path (first), g_file_new_for_path (bad),
                     g_file_new_for_path (second) };

  drop (files, G_N_ELEMENTS (files));
  ck_assert_uint_eq (count_imported (), 2);
  ck_assert (rig_look_says (rig_look_get (GTK_WIDGET (window), RIG_TYPE_NOTICE_BAR),
                            "bad-magic.gguf"));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_object_unref (files[i]);
}
END_TEST

START_TEST (test_drop_of_what_is_no_model)
{
  static const char *const names[] = { "bad-empty.gguf", "bad-truncated-tensors.gguf" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = rig_look_unpack (folder, names[i]);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      drop (&file, 1);
      ck_assert (rig_look_says (rig_look_get (GTK_WIDGET (window), RIG_TYPE_NOTICE_BAR), names[i]));
      ck_assert_uint_eq (count_imported (), 0);
      ck_assert_uint_eq (rig_session_get_catalog_serial (session), 0);
      rig_notice_bar_show (
        RIG_NOTICE_BAR (rig_look_get (GTK_WIDGET (window), RIG_TYPE_NOTICE_BAR)), NULL);
    }
}
END_TEST

/* The window of the imported models, opened from the menu. */
static GtkWidget *
open_imported (void)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.imported-models", NULL);
  rig_look_settle (window);
  return rig_look_wait_for_window (RIG_TYPE_IMPORTED_WINDOW);
}

START_TEST (test_rename)
{
  g_autofree char *path = rig_look_unpack (folder, "qwen3-0.6b.Q8_0.gguf");
  g_autofree char *id = NULL;
  GtkWidget *dialog, *row;

  import (path);
  id = g_strdup (get_imported ()->id);
  dialog = open_imported ();
  row = rig_look_get (dialog, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "My small one");
  g_signal_emit_by_name (row, "apply");
  rig_look_settle (window);
  ck_assert_str_eq (get_imported ()->name, "My small one");
  ck_assert_str_eq (get_imported ()->id, id);
  search ("My small one");
  ck_assert (has_cell ("My small one imported"));

  /* No name at all is none. */
  row = rig_look_get (dialog, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "  ");
  g_signal_emit_by_name (row, "apply");
  ck_assert_str_eq (get_imported ()->name, "My small one");
  gtk_window_destroy (GTK_WINDOW (dialog));
}
END_TEST

static void
click (GtkWidget *top, const char *label)
{
  rig_look_click (top, label);
  rig_look_settle (window);
}

START_TEST (test_remove_and_bring_back)
{
  g_autofree char *path = rig_look_unpack (folder, "qwen3-0.6b.Q8_0.gguf");
  g_autofree char *id = NULL;
  GtkWidget *dialog;

  import (path);
  id = g_strdup (get_imported ()->id);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-model", "s", id);
  dialog = open_imported ();
  click (dialog, "user-trash-symbolic");
  ck_assert_uint_eq (count_imported (), 0);
  ck_assert (rig_look_says (dialog, "Nothing Imported"));
  ck_assert (g_file_test (path, G_FILE_TEST_EXISTS));
  /* The scenario does not name what is there no more. */
  ck_assert_ptr_nonnull (rig_catalog_find_model (rig_session_get_catalog (session),
                                                 rig_scenario_get_text (
                                                   rig_session_get_scenario (session),
                                                   RIG_KEY_MODEL)));

  click (dialog, "_Undo");
  ck_assert_str_eq (get_imported ()->id, id);
  gtk_window_destroy (GTK_WINDOW (dialog));
}
END_TEST

/* Names are words of whoever wrote the file, and are shown as such. */
START_TEST (test_name_like_markup)
{
  static const char name[] = "<b>Bold & \"broken</i>";
  g_autofree char *path = rig_look_unpack (folder, "qwen3-0.6b.Q8_0.gguf");
  g_autofree char *said = g_strconcat (name, " was removed", NULL);
  GtkWidget *dialog, *row;

  import (path);
  dialog = open_imported ();
  row = rig_look_get (dialog, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), name);
  g_signal_emit_by_name (row, "apply");
  rig_look_settle (window);
  ck_assert_str_eq (get_imported ()->name, name);
  click (dialog, "user-trash-symbolic");
  ck_assert (rig_look_says (dialog, said));
  gtk_window_destroy (GTK_WINDOW (dialog));
}
END_TEST

/* A set is one model, whichever of its files is named, and however often. */
START_TEST (test_set_by_each_of_its_files)
{
  g_autofree char *first = rig_look_unpack (folder, "qwen3-30b-a3b.Q4_K_M-00001-of-00002.gguf");
  g_autofree char *second = rig_look_unpack (folder, "qwen3-30b-a3b.Q4_K_M-00002-of-00002.gguf");
  GFile *files[] = { g_file_new_for_path (second), g_file_new_for_path (first) };

  drop (files, G_N_ELEMENTS (files));
  ck_assert_str_eq (get_imported ()->file.path, first);
  ck_assert_uint_eq (get_imported ()->file.shards, 2);
  import (second);
  ck_assert_uint_eq (count_imported (), 1);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_object_unref (files[i]);
}
END_TEST

/* However much there is to say, the window is still there below it. */
START_TEST (test_many_problems)
{
  g_autofree char *path = rig_look_unpack (folder, "bad-magic.gguf");
  GFile *files[40];
  GtkWidget *bar;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    files[i] = g_file_new_for_path (path);
  drop (files, G_N_ELEMENTS (files));
  bar = rig_look_get (GTK_WIDGET (window), RIG_TYPE_NOTICE_BAR);
  ck_assert (rig_look_says (bar, "bad-magic.gguf"));
  ck_assert_int_lt (gtk_widget_get_height (bar), 150);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_object_unref (files[i]);
}
END_TEST

#define N_BLOCKED 60

static GMutex blocked;

static void
block_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_mutex_lock (&blocked);
  g_mutex_unlock (&blocked);
  g_task_return_boolean (task, TRUE);
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  guint *n = data;

  (*n)++;
}

/* A disk as slow as it takes: GLib reads in a few threads, which have other things to do, and takes
 * on only some ten more in a second. */
static void
block_threads (guint *n_done)
{
  *n_done = 0;
  g_mutex_lock (&blocked);
  for (guint i = 0; i < N_BLOCKED; i++)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, count_cb, n_done);

      g_task_run_in_thread (task, block_cb);
    }
}

static void
release_threads (const guint *n_done)
{
  g_mutex_unlock (&blocked);
  while (*n_done < N_BLOCKED)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_spinners (void)
{
  g_autoptr (GPtrArray) found = rig_look_find_type (GTK_WIDGET (window), GTK_TYPE_SPINNER);

  return found->len;
}

/* What takes long is said, and can be cancelled; nothing is left of it, and the next one works. */
START_TEST (test_cancel)
{
  g_autofree char *path = rig_look_unpack (folder, "qwen3-0.6b.Q8_0.gguf");
  g_autofree char *other = rig_look_unpack (folder, "llama-2-7b.Q4_0.gguf");
  const char *const paths[] = { path, NULL };
  guint n_done;

  block_threads (&n_done);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-files", "^as", paths);
  while (count_spinners () == 0)
    g_main_context_iteration (NULL, TRUE);
  ck_assert (rig_look_says (GTK_WIDGET (window), "qwen3-0.6b.Q8_0.gguf"));
  click (rig_look_get (GTK_WIDGET (window), RIG_TYPE_NOTICE_BAR), "_Cancel");
  release_threads (&n_done);
  while (count_spinners () > 0)
    g_main_context_iteration (NULL, TRUE);
  rig_look_settle (window);
  ck_assert (!is_told ());
  ck_assert_uint_eq (count_imported (), 0);
  ck_assert_uint_eq (rig_session_get_catalog_serial (session), 0);

  import (other);
  ck_assert_str_eq (get_imported ()->file.path, other);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("import");
  TCase *tcase = tcase_create ("import");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_import_by_action);
  tcase_add_test (tcase, test_drop_several);
  tcase_add_test (tcase, test_drop_of_what_is_no_model);
  tcase_add_test (tcase, test_rename);
  tcase_add_test (tcase, test_remove_and_bring_back);
  tcase_add_test (tcase, test_name_like_markup);
  tcase_add_test (tcase, test_set_by_each_of_its_files);
  tcase_add_test (tcase, test_many_problems);
  tcase_add_test (tcase, test_cancel);
  suite_add_tcase (suite, tcase);

  return suite;
}

RIG_TEST_MAIN (make_suite)
