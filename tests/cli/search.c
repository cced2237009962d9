/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What "rigwise-cli search" says to scripts. */

#include "members.h"
#include "rig-test.h"
#include "run.h"

/* All machines of the catalogue; those that meet all needs first; the cheapest is one of them. */
START_TEST (test_search)
{
  static const Member members[] = {
    { "cheapest", STRING_OR_NULL }, { "certain", BOOLEAN }, { "cheapest_computer", STRING_OR_NULL },
    { "computer_certain", BOOLEAN }, { "unpriced", NUMBER }, { "needs", ARRAY },
    { "machines", ARRAY }, { NULL, 0 },
  };
  static const Member machine_members[] = {
    { "id", STRING }, { "meets", STRING }, { "price_usd", ESTIMATE_OR_NULL },
    { "decode_tokens_per_s", ESTIMATE_OR_NULL }, { "prefill_tokens_per_s", ESTIMATE_OR_NULL },
    { "room_bytes", NUMBER_OR_NULL }, { "payback_months", NUMBER_OR_NULL }, { "never", BOOLEAN },
    { "on_front", BOOLEAN }, { "could_be_cheaper", BOOLEAN }, { "card_alone", BOOLEAN },
    { "unmet", ARRAY }, { "unknown", ARRAY }, { NULL, 0 },
  };
  g_autoptr (JsonNode) root = cli_run_json ("search --set as-of=2026-11-22 --set need-decode=10");
  JsonObject *search = json_node_get_object (root);
  JsonArray *machines = json_object_get_array_member (search, "machines");
  JsonObject *first = json_array_get_object_element (machines, 0);

  check_members (search, members, "search");
  check_list (machines, machine_members, "machines");
  ck_assert_uint_ge (json_array_get_length (machines), 62);
  ck_assert_str_eq (json_object_get_string_member (search, "cheapest"),
                    json_object_get_string_member (first, "id"));
  ck_assert_str_eq (json_object_get_string_member (first, "meets"), "yes");
}
END_TEST

/* Nobody: the first sentence and the exit status say so, and the JSON names no machine. */
START_TEST (test_nobody)
{
  static const char *const words
    = " --set as-of=2026-11-22 --set model=llama-3.3-70b --set need-decode=200";
  g_autofree char *text_line = g_strconcat ("search", words, NULL);
  g_autofree char *json_line = g_strconcat ("search --format json", words, NULL);
  g_autoptr (CliRun) text = cli_run (text_line);
  g_autoptr (CliRun) json = cli_run (json_line);
  g_autoptr (CliRun) yes = cli_run ("search --set as-of=2026-11-22 --set model=llama-3.3-70b");
  g_autoptr (JsonNode) root = json_from_string (json->out, NULL);
  JsonObject *search = json_node_get_object (root);

  ck_assert_int_eq (text->status, 1);
  ck_assert_int_eq (json->status, 1);
  ck_assert_str_eq (text->err, "");
  ck_assert (g_str_has_prefix (text->out, "No machine on sale"));
  ck_assert (json_object_get_null_member (search, "cheapest"));
  ck_assert (!json_object_get_boolean_member (search, "certain"));
  ck_assert_int_eq (yes->status, 0);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("search");
  TCase *tcase = tcase_create ("search");

  tcase_set_timeout (tcase, 300);
  tcase_add_test (tcase, test_search);
  tcase_add_test (tcase, test_nobody);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
