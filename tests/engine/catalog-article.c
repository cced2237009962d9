/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/catalog.h"

#include "rig-test.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* The article as transcribed by somebody else: tests/oracles/article.json. */
static JsonNode *oracle;
static RigCatalog *catalog;
static const RigArticle *article;

static void
set_up (void)
{
  g_autofree char *path = rig_test_path ("oracles/article.json");
  g_autoptr (JsonParser) parser = json_parser_new ();

  ck_assert (json_parser_load_from_file (parser, path, NULL));
  oracle = json_parser_steal_root (parser);
  catalog = rig_catalog_new ();
  article = rig_catalog_get_article (catalog);
}

static void
tear_down (void)
{
  rig_catalog_free (catalog);
  json_node_unref (oracle);
}

static JsonObject *
get_object (void)
{
  return json_node_get_object (oracle);
}

static JsonArray *
get_rows (const char *table)
{
  return json_object_get_array_member (json_object_get_object_member (get_object (), table),
                                       "rows");
}

/* A number, or a list of two. */
static void
check_numbers (const RigArticleCell *cell, JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *range = json_node_get_array (node);
      ck_assert_double_eq (cell->low, json_array_get_double_element (range, 0));
      ck_assert_double_eq (cell->high, json_array_get_double_element (range, 1));
      return;
    }
  ck_assert_double_eq (cell->low, json_node_get_double (node));
  ck_assert_double_eq (cell->high, json_node_get_double (node));
}

START_TEST (test_head)
{
  JsonArray *machines = json_object_get_array_member (get_object (), "machines");

  ck_assert_str_eq (article->title, json_object_get_string_member (get_object (), "title"));
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    {
      JsonObject *machine = json_array_get_object_element (machines, i);
      ck_assert_str_eq (article->machines[i], json_object_get_string_member (machine, "id"));
      ck_assert_str_eq (article->labels[i], json_object_get_string_member (machine, "label"));
      ck_assert (rig_catalog_find_machine (catalog, article->machines[i])->claimed);
    }
}
END_TEST

START_TEST (test_specs)
{
  static const char *const numbers[] = { "memory_gb", "params_b", "usd" };
  JsonArray *rows = json_object_get_array_member (get_object (), "specs");

  ck_assert_uint_eq (article->n_specs, json_array_get_length (rows));
  for (guint i = 0; i < article->n_specs; i++)
    {
      const RigArticleSpec *spec = &article->specs[i];
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonArray *values = json_object_get_array_member (row, "values");
      JsonArray *given = NULL;
      for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
        if (json_object_has_member (row, numbers[k]))
          given = json_object_get_array_member (row, numbers[k]);
      ck_assert_str_eq (spec->row, json_object_get_string_member (row, "row"));
      ck_assert_pstr_eq (spec->note,
                         json_object_get_string_member_with_default (row, "note", NULL));
      for (guint k = 0; k < RIG_ARTICLE_MACHINES; k++)
        {
          ck_assert_str_eq (spec->cells[k].text, json_array_get_string_element (values, k));
          ck_assert_int_eq (
              spec->cells[k].reconstructed,
              json_object_get_boolean_member_with_default (row, "reconstructed", FALSE));
          if (given != NULL)
            check_numbers (&spec->cells[k], json_array_get_element (given, k));
          else
            ck_assert (isnan (spec->cells[k].low) && isnan (spec->cells[k].high));
        }
    }
}
END_TEST

START_TEST (test_fits)
{
  JsonArray *rows = get_rows ("compatibility");

  ck_assert_uint_eq (article->n_fits, json_array_get_length (rows));
  for (guint i = 0; i < article->n_fits; i++)
    {
      const RigArticleFit *fit = &article->fits[i];
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonArray *verdicts = json_object_get_array_member (row, "verdict");
      ck_assert_str_eq (fit->model, json_object_get_string_member (row, "model"));
      ck_assert_pstr_eq (fit->quant,
                         json_object_get_string_member_with_default (row, "quant", NULL));
      if (json_object_get_null_member (row, "gb"))
        ck_assert_ptr_null (fit->size.text);
      else
        ck_assert_double_eq (fit->size.low, json_object_get_double_member (row, "gb"));
      ck_assert_ptr_nonnull (rig_catalog_find_model (catalog, fit->model_id));
      for (guint k = 0; k < RIG_ARTICLE_MACHINES; k++)
        {
          ck_assert_str_eq (fit->verdict[k].text, json_array_get_string_element (verdicts, k));
          ck_assert_int_eq (
              fit->verdict[k].reconstructed,
              json_object_get_boolean_member_with_default (row, "reconstructed", FALSE));
        }
    }
}
END_TEST

START_TEST (test_speeds)
{
  JsonArray *rows = get_rows ("performance");

  ck_assert_uint_eq (article->n_speeds, json_array_get_length (rows));
  for (guint i = 0; i < article->n_speeds; i++)
    {
      const RigArticleSpeed *speed = &article->speeds[i];
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonArray *ranges = json_object_get_array_member (row, "range");
      ck_assert_str_eq (speed->model, json_object_get_string_member (row, "model"));
      ck_assert_str_eq (speed->quant, json_object_get_string_member (row, "quant"));
      ck_assert_ptr_nonnull (rig_catalog_find_quant (catalog, speed->quant_id));
      for (guint k = 0; k < 2; k++)
        check_numbers (&speed->tokens_per_s[k], json_array_get_element (ranges, k));
      ck_assert_ptr_null (speed->tokens_per_s[2].text);
    }
}
END_TEST

START_TEST (test_paybacks)
{
  static const guint columns[] = { 0, 2 };
  JsonArray *rows = get_rows ("breakeven");

  ck_assert_uint_eq (article->n_paybacks, json_array_get_length (rows));
  for (guint i = 0; i < article->n_paybacks; i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonArray *months = json_object_get_array_member (row, "months");
      ck_assert_double_eq (article->paybacks[i].usd_per_month,
                           json_object_get_double_member (row, "usd_per_month"));
      for (guint k = 0; k < G_N_ELEMENTS (columns); k++)
        check_numbers (&article->paybacks[i].months[columns[k]],
                       json_array_get_element (months, k));
      ck_assert_ptr_null (article->paybacks[i].months[1].text);
    }
}
END_TEST

static void
check_choices (const RigArticleChoice *choices, guint n, const char *table, const char *topic,
               const char *choice)
{
  JsonArray *rows = json_object_get_array_member (get_object (), table);

  ck_assert_uint_eq (n, json_array_get_length (rows));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      ck_assert_str_eq (choices[i].topic, json_object_get_string_member (row, topic));
      ck_assert_str_eq (choices[i].choice, json_object_get_string_member (row, choice));
      ck_assert_str_eq (choices[i].why, json_object_get_string_member (row, "why"));
    }
}

START_TEST (test_words)
{
  JsonArray *faq = json_object_get_array_member (get_object (), "faq");
  JsonArray *parts = json_object_get_array_member (
      json_object_get_object_member (get_object (), "both_option"), "parts");

  check_choices (article->decisions, article->n_decisions, "decision", "situation", "choice");
  check_choices (article->judgements, article->n_judgements, "qualitative", "topic", "winner");
  ck_assert_uint_eq (article->n_questions, json_array_get_length (faq));
  for (guint i = 0; i < article->n_questions; i++)
    {
      JsonObject *row = json_array_get_object_element (faq, i);
      ck_assert_str_eq (article->questions[i].question, json_object_get_string_member (row, "q"));
      ck_assert_str_eq (article->questions[i].answer, json_object_get_string_member (row, "a"));
    }
  ck_assert_uint_eq (article->n_both, json_array_get_length (parts));
  for (guint i = 0; i < article->n_both; i++)
    ck_assert_double_eq (
        article->both[i].usd,
        json_object_get_double_member (json_array_get_object_element (parts, i), "usd"));
}
END_TEST

/* What the record has against the article stands at the cell itself. */
START_TEST (test_wrong)
{
  ck_assert_ptr_nonnull (strstr (article->fits[1].size.wrong, "70 GB"));
  ck_assert_ptr_nonnull (strstr (article->fits[3].size.wrong, "77.4 GB"));
  ck_assert_ptr_null (article->fits[0].size.wrong);
  ck_assert_ptr_nonnull (article->fits[6].verdict[0].wrong);
  ck_assert_ptr_null (article->fits[6].verdict[1].wrong);
  ck_assert_ptr_nonnull (article->fits[5].verdict[2].wrong);
  ck_assert_ptr_nonnull (article->speeds[0].tokens_per_s[0].wrong);
  ck_assert_ptr_null (article->speeds[2].tokens_per_s[0].wrong);
}
END_TEST

START_TEST (test_claims)
{
  guint impossible = 0;

  ck_assert_uint_ge (article->n_claims, 20);
  for (guint i = 0; i < article->n_claims; i++)
    {
      const RigArticleClaim *claim = &article->claims[i];
      ck_assert (claim->id != NULL && claim->claim != NULL && claim->finding != NULL);
      ck_assert (claim->verdict != NULL && claim->source != NULL);
      impossible += g_str_equal (claim->verdict, "impossible");
    }
  ck_assert_uint_eq (impossible, 5);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("catalog-article");
  TCase *tcase = tcase_create ("catalog-article");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, test_head);
  tcase_add_test (tcase, test_specs);
  tcase_add_test (tcase, test_fits);
  tcase_add_test (tcase, test_speeds);
  tcase_add_test (tcase, test_paybacks);
  tcase_add_test (tcase, test_words);
  tcase_add_test (tcase, test_wrong);
  tcase_add_test (tcase, test_claims);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
