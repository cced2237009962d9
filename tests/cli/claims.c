/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The JSON of "claims", which scripts may rely on. */

#include "rig-test.h"
#include "run.h"

#define CLAIMS "claims --set as-of=2026-11-22"

static const char *const verdicts[] = { "holds", "off", "impossible", "unknown", NULL };

static gboolean
is_null_or_estimate (JsonObject *claim, const char *name)
{
  if (json_object_get_null_member (claim, name))
    return TRUE;
  return json_object_has_member (json_object_get_object_member (claim, name), "basis");
}

START_TEST (test_members)
{
  g_autoptr (JsonNode) root = cli_run_json (CLAIMS);
  JsonArray *claims = json_node_get_array (root);

  ck_assert_uint_gt (json_array_get_length (claims), 100);
  for (guint i = 0; i < json_array_get_length (claims); i++)
    {
      JsonObject *claim = json_array_get_object_element (claims, i);
      const char *verdict = json_object_get_string_member (claim, "verdict");

      ck_assert_ptr_nonnull (json_object_get_string_member (claim, "id"));
      ck_assert (json_object_has_member (claim, "claim"));
      ck_assert_ptr_nonnull (json_object_get_string_member (claim, "article"));
      ck_assert_ptr_nonnull (json_object_get_string_member (claim, "why"));
      ck_assert (is_null_or_estimate (claim, "computed"));
      ck_assert (is_null_or_estimate (claim, "recorded"));
      ck_assert (g_strv_contains (verdicts, verdict));
      ck_assert (json_object_has_member (claim, "source"));
      ck_assert (json_object_has_member (claim, "date"));
      if (g_str_equal (verdict, "impossible"))
        ck_assert (!json_object_get_null_member (claim, "bound"));
    }
}
END_TEST

/* A claim is the article's: inputs of the user's do not touch it. */
START_TEST (test_inputs)
{
  g_autoptr (JsonNode) plain = cli_run_json (CLAIMS);
  g_autoptr (JsonNode) other = cli_run_json (
    CLAIMS " --set context=128k --set model=llama-3.3-70b --set api-spend=900");

  ck_assert (json_node_equal (plain, other));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("claims");
  TCase *tcase = tcase_create ("json");

  tcase_add_test (tcase, test_members);
  tcase_add_test (tcase, test_inputs);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
