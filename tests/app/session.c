/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session.h"

#include <glib/gstdio.h>
#include <math.h>

#include "app/comparison.h"
#include "app/store.h"
#include "rig-test.h"

static char *folder;

static void
setup (void)
{
  folder = g_dir_make_tmp ("rigwise-session-XXXXXX", NULL);
  ck_assert_ptr_nonnull (folder);
}

static void
teardown (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

static char *
make_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static RigSession *
make_session (const char *store)
{
  return rig_session_new (rig_catalog_new (), store);
}

static void
count_cb (RigSession *session, guint *n)
{
  (*n)++;
}

static double
get_number (RigSession *session, RigKey key)
{
  return rig_scenario_get_number (rig_session_get_scenario (session), key);
}

static guint
count_machines (RigSession *session)
{
  return rig_scenario_get_machines (rig_session_get_scenario (session))->len;
}

static gboolean
compares (RigSession *session, const char *id)
{
  const GPtrArray *ids = rig_scenario_get_machines (rig_session_get_scenario (session));

  for (guint i = 0; i < ids->len; i++)
    if (g_str_equal (g_ptr_array_index (ids, i), id))
      return TRUE;

  return FALSE;
}

START_TEST (test_tells_once_for_many_changes)
{
  g_autoptr (RigSession) session = make_session (NULL);
  guint invalidated = 0, changed = 0;

  g_signal_connect (session, "invalidated", G_CALLBACK (count_cb), &invalidated);
  g_signal_connect (session, "changed", G_CALLBACK (count_cb), &changed);
  for (int i = 0; i < 20; i++)
    rig_session_set_number (session, RIG_KEY_HORIZON, 12 + i);

  /* Asking for the answer early must not swallow the news of it. */
  ck_assert_ptr_nonnull (rig_session_get_answer (session));
  ck_assert_uint_eq (invalidated, 1);
  ck_assert_uint_eq (changed, 0);
  while (changed == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  ck_assert_uint_eq (changed, 1);
}
END_TEST

START_TEST (test_same_value_is_no_change)
{
  g_autoptr (RigSession) session = make_session (NULL);

  rig_session_set_number (session, RIG_KEY_HORIZON, get_number (session, RIG_KEY_HORIZON));
  ck_assert (!rig_session_can_undo (session) && !rig_session_is_edited (session));
}
END_TEST

START_TEST (test_undo_and_redo)
{
  g_autoptr (RigSession) session = make_session (NULL);

  rig_session_set_number (session, RIG_KEY_HORIZON, 24);
  ck_assert (rig_session_is_edited (session));
  rig_session_undo (session);
  rig_assert_close (get_number (session, RIG_KEY_HORIZON), 36, 0);
  ck_assert (!rig_session_is_edited (session));
  rig_session_undo (session);
  rig_session_redo (session);
  rig_session_redo (session);
  rig_assert_close (get_number (session, RIG_KEY_HORIZON), 24, 0);
  rig_session_reset_all (session);
  ck_assert (!rig_session_is_edited (session));
  rig_session_undo (session);
  rig_assert_close (get_number (session, RIG_KEY_HORIZON), 24, 0);
}
END_TEST

START_TEST (test_typed_values)
{
  static const struct
  {
    const char *name, *text;
    double value; /* NaN: refused */
    RigKey key;
  } cases[] = {
    { "context", "32k", 32768, RIG_KEY_CONTEXT },
    { "context", "64k", 65536, RIG_KEY_CONTEXT },
    { "api-spend", "$500", 500, RIG_KEY_API_SPEND },
    { "electricity", "0.3", 0.3, RIG_KEY_ELECTRICITY },
    { "replace-share", "45%", 0.45, RIG_KEY_REPLACE_SHARE },
    { "horizon", "18 mo", 18, RIG_KEY_HORIZON },
    { "horizon", "", NAN, RIG_KEY_HORIZON },
    { "horizon", "soon", NAN, RIG_KEY_HORIZON },
    { "context", "1", NAN, RIG_KEY_CONTEXT },
    { "api-spend", "$500 and more", NAN, RIG_KEY_API_SPEND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RigSession) session = make_session (NULL);
      g_autoptr (GError) error = NULL;
      double before = get_number (session, cases[i].key);
      gboolean taken;

      taken = rig_session_set_from_string (session, cases[i].name, cases[i].text, &error);
      ck_assert_msg (taken == !isnan (cases[i].value), "%s", cases[i].text);
      ck_assert (taken == (error == NULL));
      rig_assert_close (get_number (session, cases[i].key), taken ? cases[i].value : before, 1e-9);
      if (!taken)
        ck_assert (!rig_session_can_undo (session));
    }
}
END_TEST

START_TEST (test_size_makes_the_model_custom)
{
  g_autoptr (RigSession) session = make_session (NULL);
  double own = rig_session_get_shown_number (session, RIG_KEY_MODEL_SIZE);

  rig_assert_close (own, 26.9, 0.01);
  rig_session_set_number (session, RIG_KEY_MODEL_SIZE, 70);
  ck_assert_str_eq (rig_scenario_get_text (rig_session_get_scenario (session), RIG_KEY_MODEL),
                    "custom");
  rig_assert_close (rig_session_get_shown_number (session, RIG_KEY_MODEL_SIZE), 70, 0);
  rig_session_reset (session, RIG_KEY_MODEL_SIZE);
  rig_assert_close (rig_session_get_shown_number (session, RIG_KEY_MODEL_SIZE), own, 0);
  rig_session_undo (session);
  rig_assert_close (rig_session_get_shown_number (session, RIG_KEY_MODEL_SIZE), 70, 0);
}
END_TEST

START_TEST (test_country_gives_way_to_a_typed_price)
{
  g_autoptr (RigSession) session = make_session (NULL);
  const GPtrArray *tariffs = rig_catalog_get_tariffs (rig_session_get_catalog (session));
  const RigTariff *tariff = g_ptr_array_index (tariffs, 0);

  rig_session_set_text (session, RIG_KEY_COUNTRY, tariff->id);
  rig_assert_close (rig_session_get_shown_number (session, RIG_KEY_ELECTRICITY),
                    tariff->usd_per_kwh.value, 0);
  rig_session_set_number (session, RIG_KEY_ELECTRICITY, 0.5);
  ck_assert_str_eq (rig_scenario_get_text (rig_session_get_scenario (session), RIG_KEY_COUNTRY),
                    "");
  rig_assert_close (rig_session_get_shown_number (session, RIG_KEY_ELECTRICITY), 0.5, 0);
}
END_TEST

START_TEST (test_machines_are_two_to_six)
{
  g_autoptr (RigSession) session = make_session (NULL);
  const GPtrArray *machines = rig_catalog_get_machines (rig_session_get_catalog (session));
  guint n_added = 0;

  ck_assert_uint_eq (count_machines (session), 3);
  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);

      n_added += rig_session_add_machine (session, machine->id) ? 1 : 0;
    }
  ck_assert_uint_eq (n_added, 3);
  ck_assert_uint_eq (count_machines (session), RIG_MAX_COMPARED);

  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);

      rig_session_remove_machine (session, machine->id);
    }
  ck_assert_uint_eq (count_machines (session), RIG_MIN_COMPARED);
}
END_TEST

START_TEST (test_swap_for_what_is_on_sale)
{
  g_autoptr (RigSession) session = make_session (NULL);
  const RigCatalog *catalog = rig_session_get_catalog (session);

  rig_session_set_text (session, RIG_KEY_AS_OF, "2026-12-01");
  ck_assert (rig_comparison_has_claimed (catalog, rig_session_get_scenario (session)));
  ck_assert (rig_session_compare_on_sale (session));
  ck_assert (!rig_comparison_has_claimed (catalog, rig_session_get_scenario (session)));
  ck_assert (compares (session, "rtx-spark-desktop-128"));
  ck_assert (compares (session, "mac-studio-m5-max-128"));
  ck_assert (compares (session, "mac-studio-m5-ultra-256"));
  /* Sold out in 2025. */
  ck_assert (!compares (session, "mac-studio-m2-ultra-192"));

  rig_session_compare_article (session);
  ck_assert_uint_eq (count_machines (session), 3);
  ck_assert (rig_comparison_has_claimed (catalog, rig_session_get_scenario (session)));
  rig_session_undo (session);
  ck_assert (compares (session, "mac-studio-m5-max-128"));
}
END_TEST

START_TEST (test_swap_depends_on_the_date)
{
  g_autoptr (RigSession) session = make_session (NULL);

  rig_session_set_text (session, RIG_KEY_AS_OF, "2026-11-22");
  ck_assert (rig_session_compare_on_sale (session));
  ck_assert (compares (session, "rtx-spark-laptop-128"));
  ck_assert (!compares (session, "rtx-spark-desktop-128"));

  rig_session_undo (session);
  rig_session_set_text (session, RIG_KEY_AS_OF, "2020-01-01");
  ck_assert (!rig_session_compare_on_sale (session));
  ck_assert_uint_eq (count_machines (session), 3);
}
END_TEST

START_TEST (test_swap_keeps_real_machines_and_six_at_most)
{
  g_autoptr (RigSession) session = make_session (NULL);

  rig_session_set_text (session, RIG_KEY_AS_OF, "2026-12-01");
  ck_assert (rig_session_add_machine (session, "mac-studio-m1-ultra-64"));
  ck_assert (rig_session_add_machine (session, "mac-studio-m5-max-128"));
  ck_assert (rig_session_compare_on_sale (session));
  ck_assert (compares (session, "mac-studio-m1-ultra-64"));
  ck_assert (compares (session, "mac-studio-m5-max-128"));
  ck_assert_uint_eq (count_machines (session), RIG_MAX_COMPARED);
}
END_TEST

START_TEST (test_is_kept_and_restored)
{
  g_autofree char *path = make_path ("scenario.json");
  g_autoptr (RigSession) first = make_session (path);
  g_autoptr (RigSession) second = NULL;
  g_autofree char *problem = NULL;

  rig_session_set_number (first, RIG_KEY_HORIZON, 24);
  ck_assert (!g_file_test (path, G_FILE_TEST_EXISTS));
  rig_session_flush (first);

  second = make_session (path);
  rig_assert_close (get_number (second, RIG_KEY_HORIZON), 24, 0);
  ck_assert (rig_session_is_edited (second));
  problem = rig_session_get_problem (second);
  ck_assert_ptr_null (problem);
}
END_TEST

START_TEST (test_broken_file_is_kept_aside)
{
  g_autofree char *path = make_path ("scenario.json");
  g_autofree char *aside = make_path ("scenario.json.broken");
  g_autofree char *problem = NULL;
  g_autoptr (RigSession) session = NULL;

  ck_assert (g_file_set_contents (path, "{ \"horizon\": ", -1, NULL));
  session = make_session (path);
  problem = rig_session_get_problem (session);
  ck_assert_ptr_nonnull (problem);
  ck_assert_ptr_nonnull (strstr (problem, aside));
  ck_assert (g_file_test (aside, G_FILE_TEST_EXISTS));
  ck_assert (!g_file_test (path, G_FILE_TEST_EXISTS));
  ck_assert (!rig_session_is_edited (session));
}
END_TEST

START_TEST (test_open_and_save)
{
  g_autofree char *path = make_path ("two years.json");
  g_autoptr (RigSession) session = make_session (NULL);
  g_autoptr (GError) error = NULL;

  rig_session_set_number (session, RIG_KEY_HORIZON, 24);
  ck_assert (rig_session_save (session, path, NULL));
  ck_assert_str_eq (rig_session_get_name (session), "two years");
  ck_assert (!rig_session_is_edited (session));

  rig_session_set_number (session, RIG_KEY_HORIZON, 60);
  ck_assert (rig_session_is_edited (session));
  ck_assert (rig_session_open (session, path, NULL));
  rig_assert_close (get_number (session, RIG_KEY_HORIZON), 24, 0);
  rig_session_undo (session);
  rig_assert_close (get_number (session, RIG_KEY_HORIZON), 60, 0);

  ck_assert (!rig_session_open (session, "/nowhere/x.json", &error));
  ck_assert (g_error_matches (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_FILE));
  rig_assert_close (get_number (session, RIG_KEY_HORIZON), 60, 0);
  ck_assert (!rig_session_save (session, "/nowhere/x.json", NULL));
}
END_TEST

START_TEST (test_broken_overlay_is_a_problem)
{
  g_autofree char *path = make_path ("mine.json");
  RigCatalog *catalog = rig_catalog_new ();
  g_autoptr (RigSession) session = NULL;
  g_autofree char *problem = NULL;

  ck_assert (g_file_set_contents (path, "[ { \"id\": \"x\", ] ", -1, NULL));
  ck_assert (!rig_catalog_overlay (catalog, path));
  session = rig_session_new (catalog, NULL);
  problem = rig_session_get_problem (session);
  ck_assert_ptr_nonnull (strstr (problem, "mine.json"));
  ck_assert_uint_eq (count_machines (session), 3);
}
END_TEST

START_TEST (test_price_of_ones_own)
{
  g_autoptr (RigSession) session = make_session (NULL);
  const char *id = g_ptr_array_index (
    rig_scenario_get_machines (rig_session_get_scenario (session)), 0);
  g_autofree char *key = g_strconcat ("price.", id, NULL);

  ck_assert (rig_session_set_from_string (session, key, "$3,210", NULL));
  rig_assert_close (rig_session_get_answer (session)->machines[0].price_usd.value, 3210, 1e-9);
  rig_session_reset_price (session, id);
  ck_assert_double_ne (rig_session_get_answer (session)->machines[0].price_usd.value, 3210);
  ck_assert (!rig_session_is_edited (session));
}
END_TEST

static gboolean
is_compared (RigSession *session, const char *id)
{
  const GPtrArray *ids = rig_scenario_get_machines (rig_session_get_scenario (session));

  return g_ptr_array_find_with_equal_func ((GPtrArray *) ids, id, g_str_equal, NULL);
}

/* A measured case joins the others; where there is no room, the last makes it. One step back. */
START_TEST (test_show_case)
{
  static const char *const more[] = { "rtx-5090", "rtx-4090", "dual-rtx-3090" };
  g_autoptr (RigSession) session = make_session (NULL);
  const RigScenario *scenario;

  rig_session_show_case (session, "rtx-3090", "llama-3.1-8b", "Q8_0");
  scenario = rig_session_get_scenario (session);
  ck_assert (is_compared (session, "rtx-3090"));
  ck_assert_uint_eq (rig_scenario_get_machines (scenario)->len, 4);
  ck_assert_str_eq (rig_scenario_get_text (scenario, RIG_KEY_MODEL), "llama-3.1-8b");
  ck_assert_str_eq (rig_scenario_get_text (scenario, RIG_KEY_QUANT), "Q8_0");
  rig_session_undo (session);
  ck_assert (!rig_session_is_edited (session));

  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    ck_assert (rig_session_add_machine (session, more[i]));
  rig_session_show_case (session, "rtx-3090", "llama-3.1-8b", "Q8_0");
  scenario = rig_session_get_scenario (session);
  ck_assert_uint_eq (rig_scenario_get_machines (scenario)->len, RIG_MAX_COMPARED);
  ck_assert (is_compared (session, "rtx-3090"));
  ck_assert (!is_compared (session, "dual-rtx-3090"));
  ck_assert (is_compared (session, "rtx-4090"));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("session");
  TCase *values = tcase_create ("values");
  TCase *machines = tcase_create ("machines");
  TCase *files = tcase_create ("files");

  tcase_add_test (values, test_tells_once_for_many_changes);
  tcase_add_test (values, test_same_value_is_no_change);
  tcase_add_test (values, test_undo_and_redo);
  tcase_add_test (values, test_typed_values);
  tcase_add_test (values, test_size_makes_the_model_custom);
  tcase_add_test (values, test_country_gives_way_to_a_typed_price);
  suite_add_tcase (suite, values);

  tcase_add_test (machines, test_machines_are_two_to_six);
  tcase_add_test (machines, test_show_case);
  tcase_add_test (machines, test_swap_for_what_is_on_sale);
  tcase_add_test (machines, test_swap_depends_on_the_date);
  tcase_add_test (machines, test_swap_keeps_real_machines_and_six_at_most);
  tcase_add_test (machines, test_price_of_ones_own);
  suite_add_tcase (suite, machines);

  tcase_add_checked_fixture (files, setup, teardown);
  tcase_add_test (files, test_is_kept_and_restored);
  tcase_add_test (files, test_broken_file_is_kept_aside);
  tcase_add_test (files, test_open_and_save);
  tcase_add_test (files, test_broken_overlay_is_a_problem);
  suite_add_tcase (suite, files);

  return suite;
}

RIG_TEST_MAIN (make_suite)
