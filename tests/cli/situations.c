/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The JSON of "situations", which scripts may rely on. */

#include "rig-test.h"
#include "run.h"

static const char *const agreements[] = { "yes", "partly", "open", "no", NULL };

/* A word of ours, or null where no rule says. */
static gboolean
is_agreement (JsonObject *object)
{
  return json_object_get_null_member (object, "agrees")
         || g_strv_contains (agreements, json_object_get_string_member (object, "agrees"));
}

static void
check_answer (JsonObject *row, const char *name)
{
  JsonObject *answer = json_object_get_object_member (row, name);
  JsonArray *choice = json_object_get_array_member (answer, "choice");

  ck_assert_ptr_nonnull (choice);
  ck_assert_ptr_nonnull (json_object_get_array_member (answer, "possible"));
  ck_assert (json_object_has_member (answer, "cheapest_of_128_gb"));
  ck_assert (json_object_has_member (answer, "first_price_usd"));
  ck_assert (is_agreement (answer));
  if (json_array_get_length (choice) == 0)
    ck_assert (json_object_get_null_member (answer, "first_price_usd"));
}

static void
check_rows (JsonArray *rows, guint n)
{
  ck_assert_uint_eq (json_array_get_length (rows), n);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      ck_assert (json_object_has_member (row, "id"));
      ck_assert_ptr_nonnull (json_object_get_string_member (row, "situation"));
      ck_assert_ptr_nonnull (json_object_get_string_member (row, "article"));
      check_answer (row, "article_machines");
      check_answer (row, "on_sale");
    }
}

START_TEST (test_lists)
{
  g_autoptr (JsonNode) root = cli_run_json ("situations --set as-of=2026-11-22");
  JsonObject *answers = json_node_get_object (root);
  JsonArray *questions = json_object_get_array_member (answers, "questions");

  ck_assert_str_eq (json_object_get_string_member (answers, "as_of"), "2026-11-22");
  check_rows (json_object_get_array_member (answers, "situations"), 9);
  check_rows (json_object_get_array_member (answers, "judgements"), 10);
  ck_assert_uint_eq (json_array_get_length (questions), 6);
  for (guint i = 0; i < 6; i++)
    {
      JsonObject *question = json_array_get_object_element (questions, i);

      ck_assert_ptr_nonnull (json_object_get_string_member (question, "id"));
      ck_assert_ptr_nonnull (json_object_get_string_member (question, "question"));
      ck_assert_ptr_nonnull (json_object_get_string_member (question, "article"));
      ck_assert (is_agreement (question));
    }
}
END_TEST

/* The article: 2,500 and 3,500 US$ instead of 6,999, and no word on the laptop's memory. */
START_TEST (test_both)
{
  g_autoptr (JsonNode) root = cli_run_json ("situations --set as-of=2026-11-22");
  JsonObject *both = json_object_get_object_member (json_node_get_object (root), "both");
  JsonObject *article = json_object_get_object_member (both, "article");
  JsonObject *meets = json_object_get_object_member (article, "meets");

  ck_assert_double_eq (json_object_get_double_member (article, "price_usd_low"), 6000);
  ck_assert_double_eq (json_object_get_double_member (article, "compared_usd"), 6999);
  ck_assert (json_object_get_null_member (article, "memory_gb"));
  ck_assert_str_eq (json_object_get_string_member (meets, "cuda"), "yes");
  ck_assert_str_eq (json_object_get_string_member (meets, "more-than-128-gb"), "unknown");
  ck_assert_ptr_nonnull (json_object_get_object_member (both, "on_sale"));
}
END_TEST

/* Only the day counts. */
START_TEST (test_day)
{
  g_autoptr (JsonNode) day = cli_run_json ("situations --set as-of=2026-06-01");
  g_autoptr (JsonNode) same
    = cli_run_json ("situations --set as-of=2026-06-01 --set context=4k --set need-os=linux");
  g_autoptr (JsonNode) other = cli_run_json ("situations --set as-of=2026-12-01");

  ck_assert (json_node_equal (day, same));
  ck_assert (!json_node_equal (day, other));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("situations");
  TCase *tcase = tcase_create ("json");

  tcase_add_test (tcase, test_lists);
  tcase_add_test (tcase, test_both);
  tcase_add_test (tcase, test_day);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
