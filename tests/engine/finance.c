/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money.h"

#include "rig-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_FLOWS 32

/* The documented cases of numpy-financial, with the tolerances that stand there. Its functions for
 * loans and annuities have no counterpart here: Rigwise does not model loans. */
static JsonArray *
load_cases (JsonParser *parser)
{
  g_autofree char *path = rig_test_path ("oracles/finance.json");
  ck_assert (json_parser_load_from_file (parser, path, NULL));
  return json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                       "cases");
}

static guint
read_flows (JsonArray *array, double *flows)
{
  guint n = json_array_get_length (array);
  ck_assert_uint_le (n, MAX_FLOWS);
  for (guint i = 0; i < n; i++)
    flows[i] = json_array_get_double_element (array, i);
  return n;
}

START_TEST (npv)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *cases = load_cases (parser);
  guint checked = 0;
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      JsonArray *arguments = json_object_get_array_member (object, "args");
      double flows[MAX_FLOWS];
      guint n;
      if (strcmp (json_object_get_string_member (object, "function"), "npv") != 0)
        continue;
      n = read_flows (json_array_get_array_element (arguments, 1), flows);
      ck_assert_double_eq_tol (
        rig_money_get_npv (flows, n, json_array_get_double_element (arguments, 0)),
        json_object_get_double_member (object, "expected"),
        json_object_get_double_member (object, "abs_tol"));
      checked++;
    }
  ck_assert_uint_eq (checked, 8);
}
END_TEST

START_TEST (irr)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *cases = load_cases (parser);
  guint checked = 0;
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      double flows[MAX_FLOWS], rate;
      guint n;
      if (strcmp (json_object_get_string_member (object, "function"), "irr") != 0)
        continue;
      n = read_flows (json_array_get_array_element (json_object_get_array_member (object, "args"),
                                                    0),
                      flows);
      rate = rig_money_get_irr (flows, n);
      if (json_object_get_null_member (object, "expected"))
        ck_assert (isnan (rate));
      else
        ck_assert_double_eq_tol (rate, json_object_get_double_member (object, "expected"),
                                 json_object_get_double_member (object, "abs_tol"));
      checked++;
    }
  ck_assert_uint_eq (checked, 12);
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

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("finance");
  TCase *tcase = tcase_create ("finance");
  tcase_add_test (tcase, npv);
  tcase_add_test (tcase, irr);
  tcase_add_test (tcase, irr_of_odd_flows);
  tcase_add_test (tcase, irr_of_long_flows_is_a_root);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
