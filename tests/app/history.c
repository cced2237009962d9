/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history.h"

#include <math.h>

#include "rig-test.h"

static RigScenario *
make (double context)
{
  RigScenario *scenario = rig_scenario_new ();

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, context);
  return scenario;
}

static double
get_context (const RigScenario *scenario)
{
  return rig_scenario_get_number (scenario, RIG_KEY_CONTEXT);
}

START_TEST (test_there_and_back)
{
  g_autoptr (RigHistory) history = rig_history_new ();
  RigScenario *now = make (8192);

  ck_assert (!rig_history_can_undo (history) && !rig_history_can_redo (history));
  rig_history_record (history, make (2048), "context", 0);
  rig_history_record (history, make (4096), "context", 5 * G_USEC_PER_SEC);

  now = rig_history_undo (history, now);
  rig_assert_close (get_context (now), 4096, 0);
  now = rig_history_undo (history, now);
  rig_assert_close (get_context (now), 2048, 0);
  ck_assert (!rig_history_can_undo (history));
  now = rig_history_redo (history, now);
  now = rig_history_redo (history, now);
  rig_assert_close (get_context (now), 8192, 0);
  ck_assert (!rig_history_can_redo (history));
  rig_scenario_free (now);
}
END_TEST

START_TEST (test_gesture_is_one_step)
{
  g_autoptr (RigHistory) history = rig_history_new ();
  RigScenario *now;

  rig_history_begin (history);
  for (int i = 0; i < 10; i++)
    rig_history_record (history, make (2048 + 1024 * i), "context", i * 3 * G_USEC_PER_SEC);
  rig_history_end (history);

  now = rig_history_undo (history, make (65536));
  rig_assert_close (get_context (now), 2048, 0);
  ck_assert (!rig_history_can_undo (history));
  rig_scenario_free (now);
}
END_TEST

START_TEST (test_quick_changes_of_one_input_are_one_step)
{
  g_autoptr (RigHistory) history = rig_history_new ();
  RigScenario *now;

  rig_history_record (history, make (2048), "context", 0);
  rig_history_record (history, make (4096), "context", G_USEC_PER_SEC / 10);
  rig_history_record (history, make (8192), "horizon", G_USEC_PER_SEC / 5);

  now = rig_history_undo (history, make (16384));
  rig_assert_close (get_context (now), 8192, 0);
  now = rig_history_undo (history, now);
  rig_assert_close (get_context (now), 2048, 0);
  ck_assert (!rig_history_can_undo (history));
  rig_scenario_free (now);
}
END_TEST

START_TEST (test_gestures_do_not_merge)
{
  g_autoptr (RigHistory) history = rig_history_new ();
  RigScenario *now;

  for (int i = 1; i <= 2; i++)
    {
      rig_history_begin (history);
      rig_history_record (history, make (2048 * i), "context", 0);
      rig_history_end (history);
    }

  now = rig_history_undo (history, make (65536));
  rig_assert_close (get_context (now), 4096, 0);
  ck_assert (rig_history_can_undo (history));
  rig_scenario_free (now);
}
END_TEST

START_TEST (test_change_forgets_what_was_undone)
{
  g_autoptr (RigHistory) history = rig_history_new ();
  RigScenario *now;

  rig_history_record (history, make (2048), "context", 0);
  now = rig_history_undo (history, make (4096));
  ck_assert (rig_history_can_redo (history));
  rig_history_record (history, now, "context", 1);
  ck_assert (!rig_history_can_redo (history));
}
END_TEST

START_TEST (test_is_bounded)
{
  g_autoptr (RigHistory) history = rig_history_new ();
  RigScenario *now = make (2048);
  guint n = 0;

  for (int i = 0; i < 1000; i++)
    rig_history_record (history, make (2048), "context", i * 10 * (gint64) G_USEC_PER_SEC);
  for (; rig_history_can_undo (history); n++)
    now = rig_history_undo (history, now);
  ck_assert_uint_eq (n, 200);
  rig_scenario_free (now);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("history");
  TCase *tcase = tcase_create ("steps");

  tcase_add_test (tcase, test_there_and_back);
  tcase_add_test (tcase, test_gesture_is_one_step);
  tcase_add_test (tcase, test_quick_changes_of_one_input_are_one_step);
  tcase_add_test (tcase, test_gestures_do_not_merge);
  tcase_add_test (tcase, test_change_forgets_what_was_undone);
  tcase_add_test (tcase, test_is_bounded);
  suite_add_tcase (suite, tcase);

  return suite;
}

RIG_TEST_MAIN (make_suite)
