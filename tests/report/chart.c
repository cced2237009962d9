/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "report/chart.h"

#include <math.h>

START_TEST (test_bars)
{
  g_autoptr (RigChart) chart = rig_chart_new (RIG_CHART_BARS, "fit", "Does it fit?", "27B");
  RigBar *bar = rig_chart_add_bar (chart, "rtx-spark-128", "RTX Spark", RIG_INK_SLOT_0);
  const RigPart *part;

  ck_assert_int_eq (chart->kind, RIG_CHART_BARS);
  ck_assert_str_eq (chart->id, "fit");
  ck_assert_str_eq (chart->title, "Does it fit?");
  ck_assert_str_eq (chart->subtitle, "27B");
  ck_assert (isnan (chart->x.low) && isnan (chart->x.high));

  /* What nobody has set is unknown, and not zero. */
  ck_assert (isnan (bar->low) && isnan (bar->high) && isnan (bar->limit) && isnan (bar->ceiling));
  ck_assert_uint_eq (bar->measured->len, 0);
  ck_assert (isnan (bar->claim.low) && isnan (bar->claim.high));

  rig_bar_add_part (bar, "Weights", 16.5e9, 0, RIG_INK_SLOT_0);
  rig_bar_add_part (bar, "System", 8e9, 0, RIG_INK_SYSTEM);
  bar->value_text = g_strdup ("16.5 GB");
  bar->claim.label = g_strdup ("article");
  ck_assert_uint_eq (bar->parts->len, 2);
  part = &g_array_index (bar->parts, RigPart, 1);
  ck_assert_str_eq (part->label, "System");
  ck_assert_int_eq (part->ink, RIG_INK_SYSTEM);
  ck_assert (part->value == 8e9);
  ck_assert_ptr_eq (g_ptr_array_index (chart->bars, 0), bar);
}
END_TEST

START_TEST (test_lines)
{
  g_autoptr (RigChart) chart = rig_chart_new (RIG_CHART_LINES, "depth", "Speed", NULL);
  RigSeries *series = rig_chart_add_series (chart, "mac", "Mac Studio", RIG_INK_SLOT_1);
  const RigPoint *point;

  rig_series_add_point (series, 0, 30, 25, 36);
  rig_series_add_point (series, 4096, 28, NAN, NAN);
  rig_series_add_point (series, 4096, NAN, NAN, NAN);
  ck_assert_uint_eq (series->points->len, 3);
  point = &g_array_index (series->points, RigPoint, 0);
  ck_assert (point->x == 0 && point->y == 30 && point->low == 25 && point->high == 36);
  ck_assert (!series->dashed && !series->points_only);
  ck_assert_ptr_null (chart->subtitle);
}
END_TEST

START_TEST (test_axis_is_set_again)
{
  g_autoptr (RigChart) chart = rig_chart_new (RIG_CHART_LINES, "depth", "Speed", NULL);

  rig_axis_set (&chart->x, "Context", "tokens", RIG_AXIS_LOG, RIG_NUMBER_TOKENS);
  rig_axis_set (&chart->x, "Depth", NULL, RIG_AXIS_LINEAR, RIG_NUMBER_PLAIN);
  ck_assert_str_eq (chart->x.title, "Depth");
  ck_assert_ptr_null (chart->x.unit);
  ck_assert_int_eq (chart->x.scale, RIG_AXIS_LINEAR);
  ck_assert_int_eq (chart->x.number, RIG_NUMBER_PLAIN);
  ck_assert (isnan (chart->x.low));
}
END_TEST

START_TEST (test_annotations)
{
  g_autoptr (RigChart) chart = rig_chart_new (RIG_CHART_LINES, "cost", "Cost", NULL);
  const RigReference *reference;
  const RigCallout *callout;
  const RigPart *legend;

  rig_chart_add_reference (chart, 5, FALSE, "reading speed");
  rig_chart_add_callout (chart, 16, 3200, "pays back", RIG_INK_SLOT_2);
  rig_chart_add_legend (chart, "KV cache", 1, RIG_INK_NEUTRAL);

  reference = &g_array_index (chart->references, RigReference, 0);
  ck_assert (reference->value == 5 && !reference->on_x);
  ck_assert_str_eq (reference->label, "reading speed");
  callout = &g_array_index (chart->callouts, RigCallout, 0);
  ck_assert (callout->x == 16 && callout->y == 3200);
  ck_assert_int_eq (callout->ink, RIG_INK_SLOT_2);
  legend = g_ptr_array_index (chart->legend, 0);
  ck_assert_str_eq (legend->label, "KV cache");
  ck_assert_uint_eq (legend->tint, 1);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("chart");
  TCase *tcase = tcase_create ("chart");

  tcase_add_test (tcase, test_bars);
  tcase_add_test (tcase, test_lines);
  tcase_add_test (tcase, test_axis_is_set_again);
  tcase_add_test (tcase, test_annotations);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
