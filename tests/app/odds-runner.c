/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/odds-runner.h"

#include "answer-fixture.h"
#include "rig-test.h"

#define FEW 2000
#define MANY RIG_MONEY_MAX_DRAWS /* seconds of work: nobody waits for them here */

static guint n_changed, n_progress;

static void
count_cb (RigOddsRunner *runner, guint *n)
{
  (*n)++;
}

static RigOddsRunner *
make_runner (void)
{
  RigOddsRunner *runner = rig_odds_runner_new ();

  n_changed = n_progress = 0;
  g_signal_connect (runner, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect (runner, "progress", G_CALLBACK (count_cb), &n_progress);
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  return runner;
}

static void
start (RigOddsRunner *runner, guint64 seed, guint n_draws)
{
  rig_odds_runner_start (runner, rig_odds_case_new (&answer, seed, n_draws));
}

/* Until it is done: the test's own time limit ends what never is. */
static void
finish (RigOddsRunner *runner)
{
  while (rig_odds_runner_get_state (runner) == RIG_ODDS_COMPUTING)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
wake_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, wake_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Until it has begun to simulate, in its thread. */
static void
run_until_progress (RigOddsRunner *runner)
{
  while (n_progress == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
check_equal (const RigOdds *a, const RigOdds *b)
{
  ck_assert_uint_eq (a->seed, b->seed);
  ck_assert_uint_eq (a->n_draws, b->n_draws);
  ck_assert_uint_eq (a->n_machines, b->n_machines);
  ck_assert_uint_gt (a->n_machines, 0);
  for (guint i = 0; i < a->n_machines; i++)
    {
      const RigOddsResult *x = &a->machines[i], *y = &b->machines[i];

      ck_assert_str_eq (x->id, y->id);
      ck_assert_mem_eq (x->npv_usd, y->npv_usd, sizeof x->npv_usd);
      ck_assert_mem_eq (&x->odds.npv_usd, &y->odds.npv_usd, sizeof x->odds.npv_usd);
      ck_assert_double_eq (x->odds.npv_positive, y->odds.npv_positive);
      ck_assert_double_eq (x->odds.paid_back_by_horizon, y->odds.paid_back_by_horizon);
      ck_assert_double_eq (x->odds.not_within_search, y->odds.not_within_search);
    }
}

static void
check_result (RigOddsRunner *runner, guint64 seed)
{
  g_autoptr (RigOddsCase) odds_case = rig_odds_case_new (&answer, seed, FEW);
  g_autoptr (RigOdds) expected = rig_odds_new (odds_case, NULL, NULL, NULL, NULL);

  ck_assert_int_eq (rig_odds_runner_get_state (runner), RIG_ODDS_CURRENT);
  check_equal (rig_odds_runner_get_odds (runner), expected);
}

START_TEST (test_result_is_the_synchronous_one)
{
  g_autoptr (RigOddsRunner) runner = make_runner ();

  ck_assert (rig_odds_runner_needs_case (runner));
  ck_assert_ptr_null (rig_odds_runner_get_odds (runner));
  start (runner, 42, FEW);
  ck_assert (!rig_odds_runner_needs_case (runner));
  finish (runner);
  check_result (runner, 42);
  ck_assert_uint_eq (n_changed, 1);
}
END_TEST

/* The last one wins, whether those before still waited or ran. */
START_TEST (test_superseded)
{
  g_autoptr (RigOddsRunner) runner = make_runner ();

  start (runner, 1, MANY);
  start (runner, 2, MANY);
  run_until_progress (runner);
  start (runner, 3, FEW);
  finish (runner);
  check_result (runner, 3);
  run_for (50);
  check_result (runner, 3);
}
END_TEST

START_TEST (test_cancelled)
{
  g_autoptr (RigOddsRunner) runner = make_runner ();

  start (runner, 42, FEW);
  finish (runner);
  rig_odds_runner_invalidate (runner);
  ck_assert (rig_odds_runner_needs_case (runner));
  ck_assert_int_eq (rig_odds_runner_get_state (runner), RIG_ODDS_COMPUTING);
  start (runner, 7, MANY);
  run_until_progress (runner);
  ck_assert_double_lt (rig_odds_runner_get_progress (runner), 1);
  rig_odds_runner_cancel (runner);
  ck_assert_int_eq (rig_odds_runner_get_state (runner), RIG_ODDS_STOPPED);
  run_for (50);
  /* The last result stays, and nobody calls it current. */
  ck_assert_int_eq (rig_odds_runner_get_state (runner), RIG_ODDS_STOPPED);
  ck_assert_uint_eq (rig_odds_runner_get_odds (runner)->seed, 42);
  start (runner, 42, FEW);
  ck_assert_int_eq (rig_odds_runner_get_state (runner), RIG_ODDS_COMPUTING);
  finish (runner);
  check_result (runner, 42);
}
END_TEST

START_TEST (test_cancel_without_work)
{
  g_autoptr (RigOddsRunner) runner = make_runner ();

  rig_odds_runner_cancel (runner);
  ck_assert_uint_eq (n_changed, 0);
}
END_TEST

/* Gone while it waits, and while it runs. */
START_TEST (test_closed)
{
  RigOddsRunner *runner = make_runner ();

  start (runner, 42, MANY);
  if (_i == 1)
    run_until_progress (runner);
  g_object_add_weak_pointer (G_OBJECT (runner), (gpointer *) &runner);
  g_object_unref (runner);
  ck_assert_ptr_null (runner);
  run_for (300);
  ck_assert_uint_eq (n_changed, 0);
}
END_TEST

/* Neither the scenario's change nor the catalogue's end reaches into the thread. */
START_TEST (test_needs_nothing_but_its_case)
{
  g_autoptr (RigOddsRunner) runner = make_runner ();
  g_autoptr (RigOddsCase) odds_case = rig_odds_case_new (&answer, 42, FEW);
  g_autoptr (RigOdds) expected = rig_odds_new (odds_case, NULL, NULL, NULL, NULL);

  start (runner, 42, FEW);
  tear_down ();
  set_up ();
  finish (runner);
  check_equal (rig_odds_runner_get_odds (runner), expected);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("odds-runner");
  TCase *tcase = tcase_create ("odds-runner");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, test_result_is_the_synchronous_one);
  tcase_add_test (tcase, test_superseded);
  tcase_add_test (tcase, test_cancelled);
  tcase_add_test (tcase, test_cancel_without_work);
  tcase_add_loop_test (tcase, test_closed, 0, 2);
  tcase_add_test (tcase, test_needs_nothing_but_its_case);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
