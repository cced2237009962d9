/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "draw/ticks.h"

#include <math.h>

#define N_RANDOM 20000

/* The labelings below follow from the score of Talbot, Lin and Hanrahan (2010) by hand: a labeling
 * with q = 1, zero included, both ends on the data and as many marks as wanted has every term at
 * its greatest (simplicity 1 + 1 - 1, coverage 1, density 1), so nothing can beat it. */
START_TEST (test_perfect_labelings)
{
  static const struct { double low, high, target; guint n; double step; } cases[] = {
    { 0, 10, 11, 11, 1 },     { 0, 5, 6, 6, 1 },         { 0, 400, 5, 5, 100 },
    { -3, 3, 7, 7, 1 },       { 0, 0.006, 7, 7, 0.001 }, { -40000, 0, 5, 5, 10000 },
    { 0, 3e200, 4, 4, 1e200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RigTicks ticks;
      rig_ticks_init_linear (&ticks, cases[i].low, cases[i].high, cases[i].target, FALSE);
      ck_assert_uint_eq (ticks.n, cases[i].n);
      rig_assert_close (ticks.step, cases[i].step, 1e-12);
      ck_assert_double_eq (ticks.values[0], cases[i].low);
      ck_assert_double_eq (ticks.values[ticks.n - 1], cases[i].high);
    }
}
END_TEST

START_TEST (test_zero_and_tenths_are_exact)
{
  RigTicks ticks;

  rig_ticks_init_linear (&ticks, -1, 1, 21, FALSE);
  ck_assert_uint_eq (ticks.n, 21);
  for (guint i = 0; i < ticks.n; i++)
    ck_assert_double_eq (ticks.values[i], ((int) i - 10) / 10.0);
  ck_assert_double_eq (ticks.values[10], 0.0);
}
END_TEST

static void
check_linear (double low, double high, double target)
{
  RigTicks ticks;

  rig_ticks_init_linear (&ticks, low, high, target, TRUE);
  ck_assert_msg (ticks.n >= 2 && ticks.n <= RIG_MAX_TICKS, "%g … %g: %u marks", low, high, ticks.n);
  ck_assert_msg (ticks.values[0] <= low + 1e-9 * (high - low)
                     && ticks.values[ticks.n - 1] >= high - 1e-9 * (high - low),
                 "%.17g … %.17g is not covered by %.17g … %.17g", low, high, ticks.values[0],
                 ticks.values[ticks.n - 1]);
  for (guint i = 1; i < ticks.n; i++)
    ck_assert_msg (ticks.values[i] > ticks.values[i - 1], "%g … %g: not ascending", low, high);
  ck_assert_msg (ticks.n <= 3 * target + 3, "%g … %g: %u marks for %g", low, high, ticks.n, target);

  rig_ticks_init_linear (&ticks, low, high, target, FALSE);
  for (guint i = 0; i < ticks.n; i++)
    ck_assert (ticks.values[i] >= low && ticks.values[i] <= high);
}

START_TEST (test_random_domains)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (int i = 0; i < N_RANDOM; i++)
    {
      RigDomain domain = { RIG_AXIS_LINEAR, 0, 0 };
      double size = pow (10, g_rand_double_range (rand, -299, 299));
      domain.low = g_rand_double_range (rand, -1, 1) * size;
      domain.high = domain.low + pow (10, g_rand_double_range (rand, -8, 1)) * size;
      if (i % 5 == 0)
        domain.low = 0;
      rig_domain_make_valid (&domain);
      check_linear (domain.low, domain.high, g_rand_int_range (rand, 2, 12));
    }
}
END_TEST

START_TEST (test_months_count_in_years)
{
  RigDomain domain = { RIG_AXIS_LINEAR, 0, 36 };
  RigTicks ticks;

  rig_ticks_init (&ticks, &domain, RIG_NUMBER_MONTHS, 4, FALSE);
  ck_assert_uint_eq (ticks.n, 4);
  for (guint i = 0; i < 4; i++)
    ck_assert_double_eq (ticks.values[i], 12.0 * i);
  domain.high = 84;
  rig_ticks_init (&ticks, &domain, RIG_NUMBER_MONTHS, 5, FALSE);
  ck_assert_double_eq (ticks.step, 24);
}
END_TEST

START_TEST (test_tokens_count_in_doublings)
{
  RigDomain domain = { RIG_AXIS_LOG, 2048, 262144 };
  RigTicks ticks;

  rig_ticks_init (&ticks, &domain, RIG_NUMBER_TOKENS, 8, FALSE);
  ck_assert_uint_eq (ticks.n, 8);
  for (guint i = 0; i < 8; i++)
    ck_assert_double_eq (ticks.values[i], ldexp (2048, (int) i));
  domain.kind = RIG_AXIS_LINEAR;
  domain.low = 0;
  domain.high = 131072;
  rig_ticks_init (&ticks, &domain, RIG_NUMBER_TOKENS, 5, FALSE);
  ck_assert_uint_eq (ticks.n, 5);
  ck_assert_double_eq (ticks.step, 32768);
}
END_TEST

START_TEST (test_log_decades_and_digits)
{
  RigTicks ticks;
  guint major = 0;

  rig_ticks_init_log (&ticks, 1, 1000, 6, 10);
  for (guint i = 0; i < ticks.n; i++)
    major += ticks.minor[i] ? 0 : 1;
  ck_assert_uint_eq (major, 4);
  ck_assert_uint_eq (ticks.n, 4 + 3 * 8);

  /* Less than two decades: 1, 2 and 5. */
  rig_ticks_init_log (&ticks, 2, 50, 6, 10);
  ck_assert_uint_eq (ticks.n, 5);
  ck_assert_double_eq (ticks.values[0], 2);
  ck_assert_double_eq (ticks.values[4], 50);

  /* Too many decades for all to be marked. */
  rig_ticks_init_log (&ticks, 1e-300, 1e300, 5, 10);
  ck_assert_uint_ge (ticks.n, 2);
  ck_assert_uint_le (ticks.n, 6);
}
END_TEST

START_TEST (test_random_log_domains)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < N_RANDOM; i++)
    {
      RigDomain domain = { RIG_AXIS_LOG, pow (10, g_rand_double_range (rand, -299, 290)), 0 };
      RigTicks ticks;
      domain.high = domain.low * pow (10, g_rand_double_range (rand, 0, 9));
      rig_domain_make_valid (&domain);
      rig_ticks_init_log (&ticks, domain.low, domain.high, g_rand_int_range (rand, 2, 10),
                          i % 3 == 0 ? 2 : 10);
      ck_assert_uint_le (ticks.n, RIG_MAX_TICKS);
      ck_assert_uint_ge (ticks.n, 1);
      for (guint j = 0; j < ticks.n; j++)
        {
          ck_assert (ticks.values[j] >= domain.low * (1 - 1e-9)
                     && ticks.values[j] <= domain.high * (1 + 1e-9));
          ck_assert (j == 0 || ticks.values[j] > ticks.values[j - 1]);
        }
    }
}
END_TEST

static void
check_labels (const RigTicks *ticks, RigNumberKind number, const char *const *expected)
{
  char **labels = rig_ticks_format (ticks, number);

  for (guint i = 0; i < ticks->n; i++)
    {
      if (expected[i] == NULL)
        ck_assert_ptr_null (labels[i]);
      else
        ck_assert_str_eq (labels[i], expected[i]);
    }
  rig_tick_labels_free (labels, ticks->n);
}

START_TEST (test_labels_have_one_form)
{
  RigTicks halves = { 3, { 0, 2.5, 5 }, { FALSE }, 2.5 };
  RigTicks dollars = { 3, { -20000, 0, 20000 }, { FALSE }, 20000 };
  RigTicks memory = { 3, { 0, 50e9, 100e9 }, { FALSE }, 50e9 };
  RigTicks months = { 2, { 0, 12 }, { FALSE }, 12 };
  RigTicks tokens = { 3, { 0, 32768, 65536 }, { FALSE }, 32768 };
  RigTicks decades = { 4, { 1, 10, 200, 10000 }, { FALSE, FALSE, TRUE, FALSE }, NAN };

  check_labels (&halves, RIG_NUMBER_PLAIN, (const char *const[]) { "0.0", "2.5", "5.0" });
  check_labels (&dollars, RIG_NUMBER_USD,
                (const char *const[]) { "\u2212$20k", "$0", "$20k" });
  check_labels (&memory, RIG_NUMBER_BYTES,
                (const char *const[]) { "0\u00a0GB", "50\u00a0GB", "100\u00a0GB" });
  check_labels (&months, RIG_NUMBER_MONTHS, (const char *const[]) { "0\u00a0mo", "12\u00a0mo" });
  check_labels (&tokens, RIG_NUMBER_TOKENS, (const char *const[]) { "0", "32k", "64k" });
  check_labels (&decades, RIG_NUMBER_PLAIN, (const char *const[]) { "1", "10", NULL, "10k" });
}
END_TEST

START_TEST (test_labels_of_extreme_values)
{
  RigTicks ticks;
  char **labels;

  rig_ticks_init_linear (&ticks, 0, 1e300, 5, TRUE);
  labels = rig_ticks_format (&ticks, RIG_NUMBER_PLAIN);
  for (guint i = 0; i < ticks.n; i++)
    ck_assert_uint_lt (strlen (labels[i]), 12);
  rig_tick_labels_free (labels, ticks.n);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("ticks");
  TCase *tcase = tcase_create ("ticks");

  tcase_add_test (tcase, test_perfect_labelings);
  tcase_add_test (tcase, test_zero_and_tenths_are_exact);
  tcase_add_test (tcase, test_random_domains);
  tcase_add_test (tcase, test_months_count_in_years);
  tcase_add_test (tcase, test_tokens_count_in_doublings);
  tcase_add_test (tcase, test_log_decades_and_digits);
  tcase_add_test (tcase, test_random_log_domains);
  tcase_add_test (tcase, test_labels_have_one_form);
  tcase_add_test (tcase, test_labels_of_extreme_values);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
