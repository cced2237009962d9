/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"
#include "answer-fixture.h"

#include <json-glib/json-glib.h>

#include "report/report.h"

static RigReport *
make (RigPage page)
{
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  return rig_report_new (page, evaluator, scenario, &answer);
}

static const RigTable *
find_table (const RigReport *report, const char *id)
{
  for (guint i = 0; i < report->tables->len; i++)
    {
      const RigTable *table = g_ptr_array_index (report->tables, i);
      if (g_str_equal (table->id, id))
        return table;
    }
  ck_abort_msg ("there is no table %s", id);
  return NULL;
}

static guint
find_row (const RigTable *table, const char *id)
{
  for (guint i = 0; i < table->rows->len; i++)
    if (g_str_equal (rig_table_get_row (table, i)->id, id))
      return i;
  ck_abort_msg ("%s has no row %s", table->id, id);
  return 0;
}

/* Nothing that a person reads may look like a slip of a program. */
static void
check_words (const char *text, const char *where)
{
  static const char *const slips[] = { "(null)", "nan", "inf ", "-0 ", "~", "%s", "$s" };

  if (text == NULL)
    return;
  ck_assert_msg (g_utf8_validate (text, -1, NULL), "%s is not UTF-8", where);
  for (guint i = 0; i < G_N_ELEMENTS (slips); i++)
    ck_assert_msg (strstr (text, slips[i]) == NULL, "%s: “%s”", where, text);
}

static void
check_table (const RigTable *table)
{
  check_words (table->title, table->id);
  check_words (table->subtitle, table->id);
  for (guint r = 0; r < table->rows->len; r++)
    for (guint c = 0; c < table->columns->len; c++)
      {
        const RigCell *cell = rig_table_get_cell (table, r, c);
        ck_assert_msg (cell->text != NULL && *cell->text != '\0', "%s: %s: column %u is empty",
                       table->id, rig_table_get_row (table, r)->id, c);
        /* Tables with the article's own words, "~" and all. */
        if (!g_str_equal (table->id, "specs") && !g_str_equal (table->id, "article-specs")
            && !g_str_equal (table->id, "claims-specs"))
          check_words (cell->text, table->id);
      }
}

static void
check_chart (const RigChart *chart)
{
  check_words (chart->title, chart->id);
  check_words (chart->subtitle, chart->id);
  check_words (chart->description, chart->id);
  for (guint i = 0; i < chart->bars->len; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);
      check_words (bar->value_text, chart->id);
      for (guint p = 0; p < bar->parts->len; p++)
        ck_assert (g_array_index (bar->parts, RigPart, p).value >= 0);
    }
  for (guint i = 0; i < chart->series->len; i++)
    {
      const RigSeries *series = g_ptr_array_index (chart->series, i);
      for (guint p = 1; p < series->points->len; p++)
        ck_assert (g_array_index (series->points, RigPoint, p - 1).x
                   <= g_array_index (series->points, RigPoint, p).x);
    }
}

static void
check_report (const RigReport *report)
{
  ck_assert (report->finding != NULL && *report->finding != '\0');
  check_words (report->finding, "finding");
  check_words (report->assumptions, "assumptions");
  check_words (report->dates, "dates");
  for (guint i = 0; i < report->tables->len; i++)
    check_table (g_ptr_array_index (report->tables, i));
  for (guint i = 0; i < report->charts->len; i++)
    check_chart (g_ptr_array_index (report->charts, i));
}

START_TEST (every_page_says_something)
{
  g_autoptr (RigReport) report = make (_i);

  check_report (report);
  ck_assert_uint_ge (report->charts->len, 1);
  ck_assert_uint_ge (report->tables->len, 2);
  for (guint i = 0; i < report->charts->len; i++)
    ck_assert_ptr_nonnull (((RigChart *) g_ptr_array_index (report->charts, i))->description);
}
END_TEST

/* Odd but legal scenarios: the words must hold, whatever the figures do. */
START_TEST (pages_hold_for_odd_scenarios)
{
  static const char *const settings[][8] = {
    { "model", "kimi-k2", "quant", "F16", NULL },
    { "model", "custom", "model-size", "2000", "active-share", "2%", NULL },
    { "api-spend", "1", "replace-share", "0", NULL },
    { "api-drift", "-0.9", "horizon", "120", "electricity", "1", NULL },
    { "chats", "64", "context", "2048", "answer-tokens", "16", NULL },
    { "model", "qwen3-0.6b", "quant", "IQ1_S", "stack", "cuda", NULL },
    { "stack", "cpu", "chats", "3", NULL },
    { "stack", "cpu", "host-memory", "64", "host-bandwidth", "96", NULL },
    { "model", "llama-3.3-70b", "host-memory", "64", "host-bandwidth", "96", NULL },
  };

  for (guint i = 0; settings[_i][i] != NULL; i += 2)
    {
      g_autoptr (GError) error = NULL;
      rig_scenario_set_from_string (scenario, catalog, settings[_i][i], settings[_i][i + 1],
                                    &error);
      ck_assert_msg (error == NULL, "%s", error != NULL ? error->message : "");
    }
  for (guint page = 0; page < RIG_N_PAGES; page++)
    {
      g_autoptr (RigReport) report = make (page);
      check_report (report);
    }
}
END_TEST

START_TEST (pages_hold_for_every_machine)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);

  for (guint m = 0; m + 6 <= machines->len; m += 6)
    {
      const char *ids[7] = { NULL };
      for (guint i = 0; i < 6; i++)
        ids[i] = ((RigMachine *) g_ptr_array_index (machines, m + i))->id;
      ck_assert (rig_scenario_set_machines (scenario, ids));
      for (guint page = 0; page < RIG_N_PAGES; page++)
        {
          g_autoptr (RigReport) report = make (page);
          check_report (report);
        }
    }
}
END_TEST

static JsonObject *
load_article (JsonParser *parser)
{
  g_autofree char *path = rig_test_path ("oracles/article.json");
  g_autoptr (GError) error = NULL;

  ck_assert_msg (json_parser_load_from_file (parser, path, &error), "%s",
                 error != NULL ? error->message : "");
  return json_node_get_object (json_parser_get_root (parser));
}

/* Source: the article, cell by cell. */
/* A prompt that no chat has room for is not cut in silence. */
START_TEST (a_cut_prompt_is_told)
{
  g_autoptr (RigReport) whole = NULL;
  g_autoptr (RigReport) cut = NULL;

  rig_scenario_set_number (scenario, RIG_KEY_PROMPT_TOKENS, 32768);
  whole = make (RIG_PAGE_SPEED);
  ck_assert_ptr_null (strstr (whole->assumptions, "prompt"));
  rig_scenario_set_number (scenario, RIG_KEY_CHATS, 4);
  cut = make (RIG_PAGE_SPEED);
  ck_assert_ptr_nonnull (
    strstr (cut->assumptions, "prompt cut to 8k, which is a chat’s share of the context"));
}
END_TEST

START_TEST (head_to_head_is_as_printed)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *specs = json_object_get_array_member (load_article (parser), "specs");
  g_autoptr (RigReport) report = make (RIG_PAGE_SPECS);
  const RigTable *table = find_table (report, "article-specs");

  ck_assert_uint_eq (json_array_get_length (specs), 14);
  ck_assert_uint_eq (table->rows->len, 2 * 14);
  for (guint r = 0; r < 14; r++)
    {
      JsonObject *row = json_array_get_object_element (specs, r);
      JsonArray *values = json_object_get_array_member (row, "values");
      ck_assert_str_eq (rig_table_get_row (table, 2 * r)->group,
                        json_object_get_string_member (row, "row"));
      for (guint i = 0; i < 3; i++)
        {
          const RigCell *cell = rig_table_get_cell (table, 2 * r, i + 1);
          ck_assert_str_eq (cell->text, json_array_get_string_element (values, i));
          ck_assert (cell->marks & RIG_MARK_ARTICLE);
        }
    }
}
END_TEST

START_TEST (compatibility_is_as_printed)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *part
    = json_object_get_object_member (load_article (parser), "compatibility");
  JsonArray *rows = json_object_get_array_member (part, "rows");
  g_autoptr (RigReport) report = make (RIG_PAGE_MODELS);
  const RigTable *table = find_table (report, "article-fit");

  ck_assert_uint_eq (json_array_get_length (rows), 9);
  ck_assert_uint_eq (table->rows->len, 2 * 9);
  for (guint r = 0; r < 9; r++)
    {
      JsonArray *verdict
        = json_object_get_array_member (json_array_get_object_element (rows, r), "verdict");
      for (guint i = 0; i < 3; i++)
        ck_assert_str_eq (rig_table_get_cell (table, 2 * r, i + 2)->text,
                          json_array_get_string_element (verdict, i));
    }
}
END_TEST

/* What the article got wrong is marked. Source: facts/article-check.md §4, 2, 3 and 5. */
START_TEST (wrong_cells_are_marked)
{
  g_autoptr (RigReport) report = make (RIG_PAGE_MODELS);
  const RigTable *table = find_table (report, "article-fit");

  /* Qwen 3.6 35B FP16 "7 GB"; Mistral Medium "40 GB"; 140B "no" on 128 GB. */
  ck_assert (rig_table_get_cell (table, 2 * 1, 1)->marks & RIG_MARK_WRONG);
  ck_assert (rig_table_get_cell (table, 2 * 3, 1)->marks & RIG_MARK_WRONG);
  ck_assert (rig_table_get_cell (table, 2 * 6, 2)->marks & RIG_MARK_WRONG);
  ck_assert_ptr_nonnull (rig_table_get_cell (table, 2 * 1, 1)->note);
  /* 35 billion parameters at two bytes each: our own row says about 70 GB. */
  rig_assert_close (rig_table_get_cell (table, 2 * 1 + 1, 1)->value, 70e9, 0.03);
}
END_TEST

START_TEST (performance_is_as_printed)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *part = json_object_get_object_member (load_article (parser), "performance");
  JsonArray *rows = json_object_get_array_member (part, "rows");
  g_autoptr (RigReport) report = make (RIG_PAGE_SPEED);
  const RigTable *table = find_table (report, "article-speed");

  ck_assert_uint_eq (json_array_get_length (rows), 4);
  /* A claim has four rows, each of the two that are factors has three. */
  ck_assert_uint_eq (table->rows->len, 4 * 4 + 2 * 3);
  for (guint r = 0; r < 4; r++)
    {
      JsonArray *range
        = json_object_get_array_member (json_array_get_object_element (rows, r), "range");
      for (guint i = 0; i < 2; i++)
        {
          JsonArray *ends = json_array_get_array_element (range, i);
          const RigCell *cell = rig_table_get_cell (table, 4 * r, i + 1);
          ck_assert_double_eq (cell->low, json_array_get_double_element (ends, 0));
          ck_assert_double_eq (cell->high, json_array_get_double_element (ends, 1));
        }
    }
  /* 40-60 tokens/s of a dense 27B on 300 GB/s is beyond the bandwidth, and marked. */
  ck_assert (rig_table_get_cell (table, 0, 1)->marks & RIG_MARK_WRONG);
}
END_TEST

/* Source: the article's break-even table, reproduced by its own rule. */
START_TEST (break_even_is_reproduced)
{
  static const struct
  {
    const char *row, *spark, *mac;
  } rows[] = {
    { "50/rule", "40–80 months", "80 months" },
    { "200/rule", "10–20 months", "20 months" },
    { "500/rule", "4–8 months", "8 months" },
    { "1000/rule", "2–4 months", "4 months" },
  };
  g_autoptr (RigReport) report = make (RIG_PAGE_COST);
  const RigTable *table = find_table (report, "article-payback");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint row = find_row (table, rows[i].row);
      ck_assert_str_eq (rig_table_get_cell (table, row, 1)->text, rows[i].spark);
      ck_assert_str_eq (rig_table_get_cell (table, row, 3)->text, rows[i].mac);
    }
}
END_TEST

START_TEST (models_page_has_the_whole_catalogue)
{
  g_autoptr (RigReport) report = make (RIG_PAGE_MODELS);

  ck_assert_uint_eq (find_table (report, "fit")->rows->len,
                     rig_catalog_get_models (catalog)->len);
}
END_TEST

START_TEST (pages_are_found_by_id)
{
  RigPage page;

  ck_assert (rig_page_find ("cost", &page));
  ck_assert_int_eq (page, RIG_PAGE_COST);
  ck_assert (rig_page_find ("decide", &page));
  ck_assert_int_eq (page, RIG_PAGE_DECIDE);
  ck_assert (rig_page_find ("claims", &page));
  ck_assert_int_eq (page, RIG_PAGE_CLAIMS);
  ck_assert (!rig_page_find ("nothing", &page));
}
END_TEST

/* What fits a machine stays within its bar: what the host keeps is not in a card's memory. */
START_TEST (test_bars_hold_what_fits)
{
  const char *const ids[] = { "rtx-4090", "rtx-5090", "dual-rtx-3090", "mac-mini-m4-32", NULL };
  g_autoptr (RigReport) report = NULL;
  const RigChart *chart;

  ck_assert (rig_scenario_set_machines (scenario, ids));
  report = make (RIG_PAGE_MODELS);
  chart = g_ptr_array_index (report->charts, 0);
  ck_assert_str_eq (chart->id, "fit");
  for (guint i = 0; i < chart->bars->len; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);
      double sum = 0;

      for (guint p = 0; p < bar->parts->len; p++)
        sum += g_array_index (bar->parts, RigPart, p).value;
      ck_assert_int_eq (answer.machines[i].fit.verdict, RIG_FIT_FITS);
      ck_assert_msg (sum <= bar->limit * 1.000001, "%s: %f of %f", bar->label, sum, bar->limit);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("pages");
  TCase *tcase = tcase_create ("pages");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_loop_test (tcase, every_page_says_something, 0, RIG_N_PAGES);
  tcase_add_loop_test (tcase, pages_hold_for_odd_scenarios, 0, 9);
  tcase_add_test (tcase, pages_hold_for_every_machine);
  tcase_add_test (tcase, a_cut_prompt_is_told);
  tcase_add_test (tcase, head_to_head_is_as_printed);
  tcase_add_test (tcase, compatibility_is_as_printed);
  tcase_add_test (tcase, wrong_cells_are_marked);
  tcase_add_test (tcase, performance_is_as_printed);
  tcase_add_test (tcase, break_even_is_reproduced);
  tcase_add_test (tcase, models_page_has_the_whole_catalogue);
  tcase_add_test (tcase, pages_are_found_by_id);
  tcase_add_test (tcase, test_bars_hold_what_fits);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
