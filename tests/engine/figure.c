/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/figure.h"

#include "rig-test.h"

#include <math.h>

START_TEST (test_basis_words)
{
  static const char *const words[]
      = { "unknown",   "typed",      "measured", "spec", "predicted", "announced",
          "estimated", "unverified", "claimed" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      RigBasis basis;
      ck_assert_str_eq (rig_basis_to_string (i), words[i]);
      ck_assert (rig_basis_from_string (words[i], &basis));
      ck_assert_uint_eq (basis, i);
    }
}
END_TEST

START_TEST (test_basis_other_words)
{
  RigBasis basis = RIG_BASIS_SPEC;

  ck_assert (!rig_basis_from_string ("", &basis));
  ck_assert (!rig_basis_from_string ("Spec", &basis));
  ck_assert (!rig_basis_from_string ("guessed", &basis));
  ck_assert_uint_eq (basis, RIG_BASIS_SPEC);
}
END_TEST

START_TEST (test_basis_worst)
{
  ck_assert_uint_eq (rig_basis_worst (RIG_BASIS_SPEC, RIG_BASIS_MEASURED), RIG_BASIS_SPEC);
  ck_assert_uint_eq (rig_basis_worst (RIG_BASIS_TYPED, RIG_BASIS_CLAIMED), RIG_BASIS_CLAIMED);
  ck_assert_uint_eq (rig_basis_worst (RIG_BASIS_CLAIMED, RIG_BASIS_UNKNOWN), RIG_BASIS_UNKNOWN);
  ck_assert_uint_eq (rig_basis_worst (RIG_BASIS_UNKNOWN, RIG_BASIS_MEASURED), RIG_BASIS_UNKNOWN);
}
END_TEST

START_TEST (test_unknown_is_not_zero)
{
  RigFigure unknown = RIG_FIGURE_UNKNOWN;
  RigFigure zero = { 0, 0, 0, NULL, RIG_BASIS_MEASURED, "W", "meter", "2026", NULL, NULL };

  ck_assert (!rig_figure_is_known (&unknown));
  ck_assert (isnan (unknown.value) && isnan (unknown.low) && isnan (unknown.high));
  ck_assert (rig_figure_is_known (&zero));
  ck_assert_ptr_eq (rig_figure_or (&unknown, &zero), &zero);
  ck_assert_ptr_eq (rig_figure_or (&zero, &unknown), &zero);
  ck_assert_ptr_eq (rig_figure_or (&unknown, &unknown), &unknown);
}
END_TEST

START_TEST (test_estimates)
{
  RigFigure figure = { 300, 273, 320, NULL, RIG_BASIS_ANNOUNCED, "GB/s", "a", "2026", NULL, NULL };
  RigFigure unknown = RIG_FIGURE_UNKNOWN;
  RigEstimate estimate = rig_estimate_from_figure (&figure, 1e9);

  ck_assert_double_eq (estimate.value, 300e9);
  ck_assert_double_eq (estimate.low, 273e9);
  ck_assert_double_eq (estimate.high, 320e9);
  ck_assert_uint_eq (estimate.basis, RIG_BASIS_ANNOUNCED);
  ck_assert (rig_estimate_is_known (&estimate) && !rig_estimate_is_exact (&estimate));
  estimate = rig_estimate_from_figure (&unknown, 1e9);
  ck_assert (!rig_estimate_is_known (&estimate));
  estimate = rig_estimate_exact (7, RIG_BASIS_TYPED);
  ck_assert (rig_estimate_is_known (&estimate) && rig_estimate_is_exact (&estimate));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("figure");
  TCase *tcase = tcase_create ("figure");

  tcase_add_test (tcase, test_basis_words);
  tcase_add_test (tcase, test_basis_other_words);
  tcase_add_test (tcase, test_basis_worst);
  tcase_add_test (tcase, test_unknown_is_not_zero);
  tcase_add_test (tcase, test_estimates);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
