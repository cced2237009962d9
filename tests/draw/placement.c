/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "draw/placement.h"

#include <math.h>

START_TEST (test_free_labels_stay)
{
  double centers[] = { 80, 10, 45 };
  const double heights[] = { 10, 10, 10 };

  ck_assert (rig_placement_spread (centers, heights, 3, 0, 100));
  ck_assert_double_eq (centers[0], 80);
  ck_assert_double_eq (centers[1], 10);
  ck_assert_double_eq (centers[2], 45);
}
END_TEST

/* By hand: three labels that all want 50 share the moves evenly; at an edge they stand on it. */
START_TEST (test_crowded_labels_share_the_move)
{
  double centers[] = { 50, 50, 50 }, edge[] = { 1, 2 };
  const double heights[] = { 10, 10, 10 };

  ck_assert (rig_placement_spread (centers, heights, 3, 0, 100));
  ck_assert_double_eq_tol (centers[0], 40, 1e-9);
  ck_assert_double_eq_tol (centers[1], 50, 1e-9);
  ck_assert_double_eq_tol (centers[2], 60, 1e-9);
  ck_assert (rig_placement_spread (edge, heights, 2, 0, 100));
  ck_assert_double_eq_tol (edge[0], 5, 1e-9);
  ck_assert_double_eq_tol (edge[1], 15, 1e-9);
}
END_TEST

START_TEST (test_what_cannot_fit_is_left_alone)
{
  double centers[] = { 3, 4 };
  const double heights[] = { 10, 10 };

  ck_assert (!rig_placement_spread (centers, heights, 2, 0, 19));
  ck_assert_double_eq (centers[0], 3);
  ck_assert (rig_placement_spread (NULL, NULL, 0, 0, 19));
}
END_TEST

START_TEST (test_random_labels_never_overlap)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 5000; i++)
    {
      double wanted[8], centers[8], heights[8];
      guint n = (guint) g_rand_int_range (rand, 1, 9);
      for (guint j = 0; j < n; j++)
        {
          wanted[j] = centers[j] = g_rand_double_range (rand, -50, 250);
          heights[j] = g_rand_double_range (rand, 5, 24);
        }
      ck_assert (rig_placement_spread (centers, heights, n, 0, 200));
      for (guint j = 0; j < n; j++)
        {
          ck_assert_double_ge (centers[j] - heights[j] / 2, -1e-9);
          ck_assert_double_le (centers[j] + heights[j] / 2, 200 + 1e-9);
          for (guint k = 0; k < j; k++)
            {
              ck_assert_double_ge (fabs (centers[j] - centers[k]),
                                   (heights[j] + heights[k]) / 2 - 1e-9);
              ck_assert ((wanted[j] - wanted[k]) * (centers[j] - centers[k]) >= 0);
            }
        }
    }
}
END_TEST

START_TEST (test_gaps)
{
  const RigBox obstacles[] = { { 60, 0, 10, 1 }, { 20, 0, 10, 1 } };

  ck_assert_double_eq (rig_placement_find_gap (obstacles, 2, 0, 15, 2), 0);
  ck_assert_double_eq (rig_placement_find_gap (obstacles, 2, 5, 15, 2), 32);
  ck_assert_double_eq (rig_placement_find_gap (obstacles, 2, 5, 30, 2), 72);
  ck_assert_double_eq (rig_placement_find_gap (obstacles, 0, 5, 30, 2), 5);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("placement");
  TCase *tcase = tcase_create ("placement");

  tcase_add_test (tcase, test_free_labels_stay);
  tcase_add_test (tcase, test_crowded_labels_share_the_move);
  tcase_add_test (tcase, test_what_cannot_fit_is_left_alone);
  tcase_add_test (tcase, test_random_labels_never_overlap);
  tcase_add_test (tcase, test_gaps);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
