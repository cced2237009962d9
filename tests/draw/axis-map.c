/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "draw/axis-map.h"

#include <math.h>

START_TEST (test_domain_passes_over_what_has_no_place)
{
  RigDomain linear = rig_domain_empty (RIG_AXIS_LINEAR);
  RigDomain log = rig_domain_empty (RIG_AXIS_LOG);
  static const double values[] = { NAN, INFINITY, -INFINITY, -5, 0, 3, 7 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      rig_domain_add (&linear, values[i]);
      rig_domain_add (&log, values[i]);
    }
  ck_assert_double_eq (linear.low, -5);
  ck_assert_double_eq (linear.high, 7);
  ck_assert_double_eq (log.low, 3);
  ck_assert_double_eq (log.high, 7);
}
END_TEST

START_TEST (test_every_domain_becomes_valid)
{
  static const double ends[] = { NAN,  INFINITY, -INFINITY, 0,     -0.0,  1,      -1,   1e-300,
                                 1e300, -1e300,   1e308,     -1e308, 5e-324, 1e15, 1e15 + 2 };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ends); j++)
      for (int kind = RIG_AXIS_LINEAR; kind <= RIG_AXIS_LOG; kind++)
        {
          RigDomain domain = { (RigAxisScale) kind, ends[i], ends[j] };
          RigAxisMap map;
          rig_axis_map_init (&map, &domain, 0, 100);
          ck_assert_msg (isfinite (map.domain.low) && isfinite (map.domain.high)
                             && map.domain.low < map.domain.high,
                         "%g … %g became %g … %g", ends[i], ends[j], map.domain.low,
                         map.domain.high);
          ck_assert (kind != RIG_AXIS_LOG || map.domain.low > 0);
          ck_assert_double_eq_tol (rig_axis_map_apply (&map, map.domain.low), 0, 1e-9);
          ck_assert_double_eq_tol (rig_axis_map_apply (&map, map.domain.high), 100, 1e-9);
        }
}
END_TEST

START_TEST (test_mapping_and_back)
{
  RigDomain linear = { RIG_AXIS_LINEAR, 0, 50 }, log = { RIG_AXIS_LOG, 1, 10000 };
  RigAxisMap map;

  rig_axis_map_init (&map, &linear, 200, 100);
  ck_assert_double_eq (rig_axis_map_apply (&map, 0), 200);
  ck_assert_double_eq (rig_axis_map_apply (&map, 12.5), 175);
  ck_assert_double_eq (rig_axis_map_invert (&map, 175), 12.5);
  ck_assert_double_eq (rig_axis_map_apply (&map, 100), 0); /* goes on beyond the end */
  ck_assert (isnan (rig_axis_map_apply (&map, NAN)));
  ck_assert (isnan (rig_axis_map_apply (&map, INFINITY)));

  rig_axis_map_init (&map, &log, 0, 400);
  ck_assert_double_eq_tol (rig_axis_map_apply (&map, 100), 200, 1e-9);
  ck_assert_double_eq_tol (rig_axis_map_invert (&map, 300), 1000, 1e-9);
  ck_assert (isnan (rig_axis_map_apply (&map, 0)));
  ck_assert (isnan (rig_axis_map_apply (&map, -4)));
}
END_TEST

START_TEST (test_an_axis_without_length)
{
  RigDomain domain = { RIG_AXIS_LINEAR, 0, 1 };
  RigAxisMap map;

  rig_axis_map_init (&map, &domain, 10, 10);
  ck_assert_double_eq (rig_axis_map_apply (&map, 0.5), 10);
  ck_assert_double_eq (rig_axis_map_invert (&map, 10), 0);
}
END_TEST

/* Grow at once, shrink only below 60 %. */
START_TEST (test_axes_do_not_jitter)
{
  RigDomain before = { RIG_AXIS_LINEAR, 0, 100 };
  RigDomain same = { RIG_AXIS_LINEAR, 0, 61 }, less = { RIG_AXIS_LINEAR, 0, 59 };
  RigDomain more = { RIG_AXIS_LINEAR, 0, 101 }, away = { RIG_AXIS_LINEAR, 1000, 1001 };
  RigDomain log_before = { RIG_AXIS_LOG, 1, 1e4 }, log = { RIG_AXIS_LOG, 1, 1e3 };

  rig_domain_settle (&same, &before);
  ck_assert_double_eq (same.high, 100);
  rig_domain_settle (&less, &before);
  ck_assert_double_eq (less.high, 59);
  rig_domain_settle (&more, &before);
  ck_assert_double_eq (more.high, 101);
  rig_domain_settle (&away, &before);
  ck_assert_double_eq (away.low, 1000);
  rig_domain_settle (&log, &log_before);
  ck_assert_double_eq (log.high, 1e4);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("axis-map");
  TCase *tcase = tcase_create ("axis-map");

  tcase_add_test (tcase, test_domain_passes_over_what_has_no_place);
  tcase_add_test (tcase, test_every_domain_becomes_valid);
  tcase_add_test (tcase, test_mapping_and_back);
  tcase_add_test (tcase, test_an_axis_without_length);
  tcase_add_test (tcase, test_axes_do_not_jitter);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
