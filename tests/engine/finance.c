/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-annuity.h"
#include "engine/estimate/money-random.h"
#include "engine/estimate/money-rate.h"

#include "rig-test.h"

#include <json-glib/json-glib.h>
#include <math.h>

#define MAX_FLOWS 32

static guint
read_flows (JsonArray *array, double *flows)
{
  guint n = json_array_get_length (array);
  ck_assert_uint_le (n, MAX_FLOWS);
  for (guint i = 0; i < n; i++)
    flows[i] = json_array_get_double_element (array, i);
  return n;
}

/* One number of an argument list; what is left out is 0, as in numpy-financial. */
static double
number (JsonArray *arguments, guint i)
{
  return i < json_array_get_length (arguments) ? json_array_get_double_element (arguments, i) : 0;
}

static double
ask_for_flows (const char *function, JsonArray *arguments)
{
  gboolean rate_first = g_str_equal (function, "npv");
  double flows[MAX_FLOWS];
  guint n = read_flows (json_array_get_array_element (arguments, rate_first ? 1 : 0), flows);
  if (rate_first)
    return rig_money_get_npv (flows, n, number (arguments, 0));
  if (g_str_equal (function, "irr"))
    return rig_money_get_irr (flows, n);
  return rig_money_get_mirr (flows, n, number (arguments, 1), number (arguments, 2));
}

typedef double (*AnnuityFunc) (double, double, double, double, RigPaymentDue);
typedef double (*PeriodFunc) (double, double, double, double, double, RigPaymentDue);

static double
ask_for_annuity (AnnuityFunc annuity, JsonArray *arguments)
{
  return annuity (number (arguments, 0), number (arguments, 1), number (arguments, 2),
                  number (arguments, 3),
                  number (arguments, 4) == 1 ? RIG_PAYMENT_AT_BEGINNING : RIG_PAYMENT_AT_END);
}

static double
ask_for_period (PeriodFunc part, JsonArray *arguments)
{
  return part (number (arguments, 0), number (arguments, 1), number (arguments, 2),
               number (arguments, 3), number (arguments, 4),
               number (arguments, 5) == 1 ? RIG_PAYMENT_AT_BEGINNING : RIG_PAYMENT_AT_END);
}

static double
ask (const char *function, JsonArray *arguments)
{
  static const struct
  {
    const char *name;
    AnnuityFunc annuity;
  } annuities[] = { { "pmt", rig_annuity_get_payment },
                    { "nper", rig_annuity_get_periods },
                    { "fv", rig_annuity_get_future },
                    { "pv", rig_annuity_get_present },
                    { "rate", rig_annuity_get_rate } };
  for (guint i = 0; i < G_N_ELEMENTS (annuities); i++)
    if (g_str_equal (function, annuities[i].name))
      return ask_for_annuity (annuities[i].annuity, arguments);
  if (g_str_equal (function, "ipmt"))
    return ask_for_period (rig_annuity_get_interest, arguments);
  if (g_str_equal (function, "ppmt"))
    return ask_for_period (rig_annuity_get_principal, arguments);
  if (g_str_equal (function, "npv") || g_str_equal (function, "irr")
      || g_str_equal (function, "mirr"))
    return ask_for_flows (function, arguments);
  ck_abort_msg ("unknown function %s", function);
  return NAN;
}

/* The documented cases of numpy-financial, all of them, with the tolerances that stand there. */
START_TEST (every_documented_case)
{
  g_autofree char *path = rig_test_path ("oracles/finance.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *cases;
  ck_assert (json_parser_load_from_file (parser, path, NULL));
  cases = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                        "cases");
  ck_assert_uint_eq (json_array_get_length (cases), 47);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      const char *function = json_object_get_string_member (object, "function");
      double answer = ask (function, json_object_get_array_member (object, "args"));
      double expected, tolerance = json_object_get_double_member (object, "abs_tol");
      if (json_object_get_null_member (object, "expected"))
        {
          ck_assert_msg (isnan (answer), "case %u, %s: %g instead of nothing", i, function, answer);
          continue;
        }
      expected = json_object_get_double_member (object, "expected");
      /* Half an ulp on top: a tolerance of 1e-12 is less than some of these doubles can hold. */
      ck_assert_msg (fabs (answer - expected) <= tolerance + fabs (expected) * 1e-15,
                     "case %u, %s: %.15g instead of %.15g", i, function, answer, expected);
    }
}
END_TEST

/* Published elsewhere: the unit tests of numpy-financial (BSD-3-Clause) for what the oracle does
 * not ask. */
START_TEST (rates_and_parts_of_payments)
{
  ck_assert_double_eq_tol (rig_annuity_get_rate (10, 0, -3500, 10000, RIG_PAYMENT_AT_END),
                           0.1106908, 1e-6);
  ck_assert (isnan (rig_annuity_get_rate (12, 400, 10000, 5000, RIG_PAYMENT_AT_END)));
  ck_assert (isnan (rig_annuity_get_rate (12, 400, 10000, 5000, RIG_PAYMENT_AT_BEGINNING)));
  ck_assert_double_eq (rig_annuity_get_rate (24, -100, 2400, 0, RIG_PAYMENT_AT_END), 0);
  ck_assert_double_eq_tol (
    rig_annuity_get_principal (0.1 / 12, 1, 60, 55000, 0, RIG_PAYMENT_AT_END), -710.254125786425,
    1e-8);
  ck_assert (isnan (rig_annuity_get_interest (0.01, 0, 12, 1000, 0, RIG_PAYMENT_AT_END)));
  ck_assert (isnan (rig_annuity_get_interest (0.01, 13, 12, 1000, 0, RIG_PAYMENT_AT_END)));
  ck_assert_double_eq (rig_annuity_get_interest (0.01, 1, 12, 1000, 0, RIG_PAYMENT_AT_BEGINNING),
                       0);
  ck_assert (isinf (rig_annuity_get_periods (0, -0.0, 1000, 0, RIG_PAYMENT_AT_END)));
  /* Payments below the interest never end the loan. */
  ck_assert (isnan (rig_annuity_get_periods (0.01, -5, 1000, 0, RIG_PAYMENT_AT_END)));
}
END_TEST

/* Every function is the inverse of the others, at both ends of a period and at any rate. */
START_TEST (annuities_agree_with_each_other)
{
  static const double rates[] = { -0.02, 0, 1e-12, 1e-6, 0.004, 0.0083, 0.2 };
  RigRandom random;
  rig_random_init (&random, 5);
  for (guint i = 0; i < 400; i++)
    {
      double rate = rates[i % G_N_ELEMENTS (rates)];
      double n = 1 + floor (60 * rig_random_next_share (&random));
      double present = 10000 * rig_random_next_share (&random);
      double future = 100 * rig_random_next_share (&random), paid = 0, owed = present;
      RigPaymentDue due = i / G_N_ELEMENTS (rates) % 2;
      double payment = rig_annuity_get_payment (rate, n, present, future, due);
      for (guint period = 1; period <= n; period++)
        {
          double interest = rig_annuity_get_interest (rate, period, n, present, future, due);
          double principal = rig_annuity_get_principal (rate, period, n, present, future, due);
          if (due == RIG_PAYMENT_AT_END)
            ck_assert_double_eq_tol (interest, -owed * rate, 1e-7 * MAX (1, fabs (owed)));
          ck_assert_double_eq_tol (interest + principal, payment, 1e-9);
          owed = due == RIG_PAYMENT_AT_END ? owed * (1 + rate) + payment
                                           : (owed + payment) * (1 + rate);
          paid += payment;
        }
      ck_assert_double_eq_tol (owed, -future,
                               1e-7 * (fabs (paid) + 1) * MAX (1, pow (1 + rate, n)));
      rig_assert_close (rig_annuity_get_present (rate, n, payment, future, due), present, 1e-9);
      if (rate < 0.1)
        rig_assert_close (rig_annuity_get_periods (rate, payment, present, future, due), n, 1e-3);
    }
}
END_TEST

START_TEST (irr_of_odd_flows)
{
  const double nothing[] = { 0, 0, 0 }, unknown[] = { -1, NAN }, endless[] = { -1, INFINITY };
  const double doubled[] = { -1, 2 }, even[] = { -3, 1, 1, 1 }, lost[] = { -1e9, 1e-3 };
  const double tiny[] = { -1e-6, 1e9 };
  ck_assert (isnan (rig_money_get_irr (nothing, 3)));
  ck_assert (isnan (rig_money_get_irr (unknown, 2)));
  ck_assert (isnan (rig_money_get_irr (endless, 2)));
  ck_assert (isnan (rig_money_get_irr (doubled, 1)));
  ck_assert (isnan (rig_money_get_irr (NULL, 0)));
  ck_assert_double_eq_tol (rig_money_get_irr (doubled, 2), 1, 1e-12);
  ck_assert_double_eq_tol (rig_money_get_irr (even, 4), 0, 1e-12);
  ck_assert_double_eq_tol (rig_money_get_irr (lost, 2), -1, 1e-6);
  rig_assert_close (rig_money_get_irr (tiny, 2), 1e15, 1e-6);
}
END_TEST

/* Bisected in exact fractions (Python). The first is numpy-financial's issue 15: flows that fall by
 * nine digits each, and a rate of nearly -100 %. */
START_TEST (irr_beside_exact_fractions)
{
  static const struct
  {
    double flows[19];
    guint n;
    double expected;
  } cases[] = {
    { { -3000.0, 2.3926932267015667e-07, 4.1672087103345505e-16, 5.3965110036378706e-25,
        5.1962551071806174e-34, 3.7202955645436402e-43, 1.9804961711632469e-52,
        7.8393517651814181e-62, 2.3072565113911438e-71, 5.0491839233308912e-81,
        8.2159177668499263e-91, 9.9403244366963527e-101, 8.942410813633967e-111,
        5.9816122646481191e-121, 2.9750309031844241e-131, 1.1002067043497954e-141,
        3.0252876563518021e-152, 6.1854121948207909e-163, 9.4032980015320301e-174 },
      19, -0.9999999990596069 },
    { { 100, -50, -40, -30 }, 4, 0.10651681242940647 },
    { { -100, -50, -40, 300, -1 }, 5, 0.21068761607689512 },
    { { -217500, -217500, 108466.8, 101129.9, -1e6, 2e6 }, 6, 0.23334833318978676 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double rate = rig_money_get_irr (cases[i].flows, cases[i].n);
      ck_assert_msg (fabs (rate - cases[i].expected) < 1e-13, "case %u: %.17g", i, rate);
    }
}
END_TEST

/* The root is a root: what the rate says is what the net present value says. */
START_TEST (irr_of_long_flows_is_a_root)
{
  double flows[121];
  for (guint sample = 0; sample < 50; sample++)
    {
      double saving = 10 + 40 * sample, step = pow (0.1 + 0.05 * sample, 1 / 12.0), rate;
      flows[0] = -4000;
      for (guint i = 1; i < G_N_ELEMENTS (flows); i++)
        flows[i] = saving * pow (step, i - 1) - 20;
      flows[120] += 500;
      rate = rig_money_get_irr (flows, G_N_ELEMENTS (flows));
      ck_assert (isfinite (rate));
      ck_assert_double_eq_tol (rig_money_get_npv (flows, G_N_ELEMENTS (flows), rate)
                                 * MIN (1, pow (1 + rate, 120)),
                               0, 1e-6);
    }
}
END_TEST

/* The present value of one flow more at each of some rates: a polynomial with those roots. */
static guint
flows_with_roots (const double *roots, guint n, double *flows)
{
  flows[0] = -1;
  for (guint i = 0; i < n; i++)
    {
      flows[i + 1] = 0;
      for (guint j = i + 1; j > 0; j--)
        flows[j] -= flows[j - 1] * (1 + roots[i]);
    }
  return n + 1;
}

START_TEST (irr_of_several_roots)
{
  static const struct
  {
    double roots[4];
    guint n;
    double expected;
  } cases[] = {
    { { 0.1, 0.2 }, 2, 0.1 },
    { { 0.1, 0.101 }, 2, 0.1 },
    { { 0.5, 0.5001, 0.5002 }, 3, 0.5 },
    { { -0.01, 0.3 }, 2, 0.3 },
    { { -0.3, -0.02 }, 2, -0.02 },
    { { -0.5, -0.1, 2, 9 }, 4, 2 },
    { { 0, 0.3 }, 2, 0 },
    { { 0.25, 0.25 }, 2, 0.25 },
    { { 0.00002, 0.00003 }, 2, 0.00002 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double flows[5];
      guint n = flows_with_roots (cases[i].roots, cases[i].n, flows);
      double rate = rig_money_get_irr (flows, n);
      ck_assert_msg (fabs (rate - cases[i].expected) < 1e-5, "case %u: %.12g", i, rate);
    }
}
END_TEST

/* Many changes of sign, more flows than any horizon has: whatever comes out is a root. */
START_TEST (irr_of_wild_flows_is_a_root)
{
  double flows[200];
  RigRandom random;
  rig_random_init (&random, 7);
  for (guint sample = 0; sample < 200; sample++)
    {
      guint n = 2 + sample % (G_N_ELEMENTS (flows) - 1);
      double rate, scale = 0, value;
      for (guint i = 0; i < n; i++)
        flows[i] = rig_random_next_share (&random) - 0.5;
      rate = rig_money_get_irr (flows, n);
      if (isnan (rate))
        continue;
      for (guint i = 0; i < n; i++)
        scale += fabs (flows[i]) * pow (1 + rate, -(double) i);
      value = rig_money_get_npv (flows, n, rate);
      ck_assert_msg (fabs (value) < 1e-10 * scale, "sample %u: %g", sample, value);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("finance");
  TCase *tcase = tcase_create ("finance");
  tcase_add_test (tcase, every_documented_case);
  tcase_add_test (tcase, rates_and_parts_of_payments);
  tcase_add_test (tcase, annuities_agree_with_each_other);
  tcase_add_test (tcase, irr_of_odd_flows);
  tcase_add_test (tcase, irr_of_long_flows_is_a_root);
  tcase_add_test (tcase, irr_beside_exact_fractions);
  tcase_add_test (tcase, irr_of_several_roots);
  tcase_add_test (tcase, irr_of_wild_flows_is_a_root);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
