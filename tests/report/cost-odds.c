/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tornado and the odds of the page Cost, against the engine's own figures. */

#include "answer-fixture.h"
#include "engine/answer/money-ranges.h"
#include "engine/estimate/money-tornado.h"
#include "report/format.h"
#include "report/report.h"
#include "rig-test.h"

static RigOdds *
draw (void)
{
  g_autoptr (RigOddsCase) odds_case = NULL;

  rig_evaluator_evaluate (evaluator, scenario, &answer);
  odds_case = rig_odds_case_new (&answer, 42, 500);
  return rig_odds_new (odds_case, NULL, NULL, NULL, NULL);
}

static RigReport *
make (const RigOdds *odds, RigOddsState state)
{
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  return rig_report_new_with_odds (RIG_PAGE_COST, evaluator, scenario, &answer, odds, state);
}

static const RigChart *
look_for_chart (const RigReport *report, const char *id)
{
  for (guint i = 0; i < report->charts->len; i++)
    {
      const RigChart *chart = g_ptr_array_index (report->charts, i);
      if (g_str_equal (chart->id, id))
        return chart;
    }
  return NULL;
}

static const RigChart *
find_chart (const RigReport *report, const char *id)
{
  const RigChart *chart = look_for_chart (report, id);

  if (chart == NULL)
    ck_abort_msg ("there is no chart %s", id);
  return chart;
}

static const RigTable *
find_table (const RigReport *report, const char *id)
{
  for (guint i = 0; i < report->tables->len; i++)
    {
      const RigTable *table = g_ptr_array_index (report->tables, i);
      if (g_str_equal (table->id, id))
        return table;
    }
  ck_abort_msg ("there is no table %s", id);
  return NULL;
}

/* Bars of the machine that is worth most in the middle, the largest swing first. */
START_TEST (test_tornado)
{
  g_autoptr (RigReport) report = make (NULL, RIG_ODDS_NONE);
  const RigChart *chart = find_chart (report, "tornado");
  const RigMachineAnswer *best = &answer.machines[0];
  RigMoneyRange ranges[RIG_MONEY_N_INPUTS];
  RigMoneyBar bars[RIG_MONEY_N_INPUTS];
  guint n;

  for (guint i = 1; i < answer.n_machines; i++)
    if (answer.machines[i].money.npv_usd > best->money.npv_usd)
      best = &answer.machines[i];
  n = rig_money_ranges_fill (best, ranges);
  rig_money_fill_tornado (&best->money_inputs, ranges, n, bars);
  ck_assert_ptr_nonnull (strstr (chart->title, best->machine->short_name));
  ck_assert_double_eq (g_array_index (chart->references, RigReference, 0).value,
                       best->money.npv_usd);
  ck_assert_uint_gt (chart->bars->len, 5);
  for (guint i = 0; i < chart->bars->len; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);

      ck_assert_str_eq (bar->id, rig_money_ranges_find_info (bars[i].range.input)->id);
      ck_assert_double_eq (bar->low, bars[i].npv_low_usd);
      ck_assert_double_eq (bar->high, bars[i].npv_high_usd);
      ck_assert (bar->low_text != NULL && bar->high_text != NULL);
    }
  ck_assert_uint_eq (find_table (report, "tornado")->rows->len, n);
}
END_TEST

START_TEST (test_odds)
{
  g_autoptr (RigOdds) odds = draw ();
  g_autoptr (RigReport) report = make (odds, RIG_ODDS_CURRENT);
  const RigChart *chart = find_chart (report, "odds");
  const RigTable *table = find_table (report, "odds");

  ck_assert_int_eq (chart->state, RIG_CHART_READY);
  ck_assert_uint_eq (chart->series->len, odds->n_machines);
  for (guint i = 0; i < odds->n_machines; i++)
    {
      const RigMoneyOdds *own = &odds->machines[i].odds;
      const RigSeries *series = g_ptr_array_index (chart->series, i);
      g_autofree char *positive = rig_format_share (own->npv_positive);

      /* At the tenth percentile nine draws in ten are at least as good. */
      ck_assert_double_eq (g_array_index (series->points, RigPoint, 5).x, own->npv_usd.p10);
      ck_assert_double_eq (g_array_index (series->points, RigPoint, 5).y, 90);
      ck_assert_double_eq (rig_table_get_cell (table, 0, i + 1)->value, own->npv_usd.p10);
      ck_assert_str_eq (rig_table_get_cell (table, 6, i + 1)->text, positive);
      ck_assert_uint_eq (rig_table_get_cell (table, 6, i + 1)->marks, RIG_MARK_NONE);
    }
}
END_TEST

/* Figures of another scenario say so, and their cells are dimmed. */
START_TEST (test_stale_odds)
{
  g_autoptr (RigOdds) odds = draw ();
  RigOddsState state = _i == 0 ? RIG_ODDS_COMPUTING : RIG_ODDS_STOPPED;
  g_autoptr (RigReport) report = make (odds, state);
  const RigChart *chart = find_chart (report, "odds");

  ck_assert_int_eq (chart->state, _i == 0 ? RIG_CHART_BUSY : RIG_CHART_STOPPED);
  ck_assert_ptr_nonnull (strstr (chart->subtitle, "settings before"));
  ck_assert_str_eq (chart->description, chart->subtitle);
  ck_assert_uint_eq (rig_table_get_cell (find_table (report, "odds"), 0, 1)->marks, RIG_MARK_DIM);
}
END_TEST

START_TEST (test_no_odds_yet)
{
  g_autoptr (RigReport) report = make (NULL, RIG_ODDS_COMPUTING);

  ck_assert_uint_eq (find_chart (report, "odds")->series->len, 0);
  ck_assert (isnan (rig_table_get_cell (find_table (report, "odds"), 0, 1)->value));
  g_clear_pointer (&report, rig_report_free);
  /* Nobody asked: nothing is shown. */
  report = make (NULL, RIG_ODDS_NONE);
  ck_assert_ptr_null (look_for_chart (report, "odds"));
}
END_TEST

/* A machine that came since has no odds yet, and one that went has no curve. */
START_TEST (test_odds_of_other_machines)
{
  static const char *const ids[] = { "rtx-spark-128", "mac-studio-m5-max-128", NULL };
  g_autoptr (RigOdds) odds = draw ();
  g_autoptr (RigReport) report = NULL;
  const RigTable *table;

  rig_scenario_set_machines (scenario, ids);
  report = make (odds, RIG_ODDS_COMPUTING);
  ck_assert_uint_eq (find_chart (report, "odds")->series->len, 1);
  table = find_table (report, "odds");
  ck_assert (!isnan (rig_table_get_cell (table, 0, 1)->value));
  ck_assert (isnan (rig_table_get_cell (table, 0, 2)->value));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("cost-odds");
  TCase *tcase = tcase_create ("cost-odds");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, test_tornado);
  tcase_add_test (tcase, test_odds);
  tcase_add_loop_test (tcase, test_stale_odds, 0, 2);
  tcase_add_test (tcase, test_no_odds_yet);
  tcase_add_test (tcase, test_odds_of_other_machines);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
