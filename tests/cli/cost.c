/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What `cost --format json` has beyond the members of design/cli.md, by arithmetic. */

#include "rig-test.h"
#include "run.h"

static JsonObject *
get_machine (JsonObject *cost)
{
  return json_array_get_object_element (json_object_get_array_member (cost, "machines"), 0);
}

/* The bill of an API that doubles, and a loan of 24 months at nothing. */
START_TEST (test_schedule_and_loan)
{
  g_autoptr (JsonNode) root
    = cli_run_json ("cost --set as-of=2026-11-22 --set api=google/gemini-3.7-flash "
                    "--set loan-share=1 --set loan-apr=0 --set price.rtx-spark-128=2400");
  JsonObject *cost = json_node_get_object (root), *first = get_machine (cost);
  JsonObject *api = json_object_get_object_member (cost, "api");
  JsonArray *schedule = json_object_get_array_member (api, "schedule");
  JsonObject *step = json_array_get_object_element (schedule, 0);

  rig_assert_close (json_object_get_double_member (first, "loan_payment_usd_per_month"), 100, 1e-9);
  ck_assert (json_object_get_null_member (first, "irr_per_year"));
  ck_assert_double_lt (json_object_get_double_member (first, "npv_usd_low"),
                       json_object_get_double_member (first, "npv_usd_high"));
  ck_assert_uint_eq (json_array_get_length (schedule), 1);
  rig_assert_close (json_object_get_double_member (step, "month"), 3, 0);
  rig_assert_close (json_object_get_double_member (step, "usd_per_month"), 400, 1e-9);
}
END_TEST

/* 20 million tokens at 10 dollars a million are 200; half of it goes to a host that asks 40. */
START_TEST (test_sides_and_break_even)
{
  g_autoptr (JsonNode) root = cli_run_json (
    "cost --set api-input.anthropic/claude-sonnet-4-6=10 --set tokens-in=20M --set electricity=0 "
    "--set api-input.openrouter/qwen3.6-27b=9 --set replace-share=50% "
    "--set api-input.alibaba/qwen3.6-27b=2 --set discount-rate=0 "
    "--set price.rtx-spark-128=1200 --set horizon=12 --set resale-first-year=0");
  JsonObject *cost = json_node_get_object (root), *first = get_machine (cost);
  JsonObject *change = json_object_get_object_member (cost, "switch");
  JsonObject *against = json_object_get_object_member (first, "against_host");
  JsonObject *even = json_object_get_object_member (first, "break_even");

  ck_assert_str_eq (json_object_get_string_member (change, "id"), "alibaba/qwen3.6-27b");
  rig_assert_close (json_object_get_double_member (change, "usd_per_month"), 100 + 20, 1e-9);
  rig_assert_close (json_object_get_double_member (change, "npv_usd"), 12 * 80, 1e-9);
  rig_assert_close (json_object_get_double_member (first, "payback_months"), 12, 1e-9);
  rig_assert_close (json_object_get_double_member (against, "payback_months"), 60, 1e-9);
  rig_assert_close (json_object_get_double_member (against, "npv_usd"), 12 * 20 - 1200, 1e-9);
  rig_assert_close (json_object_get_double_member (even, "spend_usd_12"), 200, 1e-9);
  rig_assert_close (json_object_get_double_member (even, "spend_usd_24"), 100, 1e-9);
  rig_assert_close (json_object_get_double_member (even, "api_usd_per_million_tokens"), 10, 1e-9);
  ck_assert (json_object_get_boolean_member (even, "avoided_without_end"));
  ck_assert (json_object_get_null_member (even, "avoided_forever_usd"));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("cli-cost");
  TCase *tcase = tcase_create ("cost");

  tcase_add_test (tcase, test_schedule_and_loan);
  tcase_add_test (tcase, test_sides_and_break_even);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
