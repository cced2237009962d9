/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The article's situations and questions in words: whatever the day, each cell says something. */

#include "rig-test.h"
#include "answer-fixture.h"

#include "report/report.h"
#include "report/situations.h"

/* Nothing is on sale; no CUDA of that size; no RTX Spark; a laptop only; all. */
static const char *const dates[] = { "1990-01-01", "2024-01-15", "2026-06-01", "2026-11-01",
                                     "2026-12-01" };

static const RigArticleAnswers *
get_answers (const char *date)
{
  rig_scenario_set_text (scenario, RIG_KEY_AS_OF, date);
  return rig_evaluator_get_article_answers (evaluator, scenario);
}

static void
check_table (RigTable *table, guint n_rows)
{
  static const char *const slips[] = { "(null)", "nan", "%s", "%u", "$s", "$u", "  " };
  ck_assert_uint_eq (table->rows->len, n_rows);
  for (guint row = 0; row < table->rows->len; row++)
    for (guint column = 0; column < table->columns->len; column++)
      {
        const char *text = rig_table_get_cell (table, row, column)->text;
        ck_assert_msg (text != NULL && *text != '\0', "%s: row %u, column %u", table->id, row,
                       column);
        for (guint i = 0; i < G_N_ELEMENTS (slips); i++)
          ck_assert_msg (strstr (text, slips[i]) == NULL, "%s: “%s”", table->id, text);
      }
  rig_table_free (table);
}

START_TEST (every_cell_says_something)
{
  const RigArticle *article = rig_catalog_get_article (catalog);
  const RigArticleAnswers *answers = get_answers (dates[_i]);
  check_table (rig_situations_new_table (answers), 9);
  check_table (rig_judgements_new_table (answers), 10);
  check_table (rig_questions_new_table (answers, article), 6);
  check_table (rig_both_new_table (answers, article), 14);
}
END_TEST

START_TEST (questions_in_words)
{
  static const struct
  {
    const char *date;
    RigQuestion question;
    const char *says;
  } cases[] = {
    { "2024-01-15", RIG_QUESTION_WAIT, "Nothing with CUDA and 128 GB can be bought: wait." },
    { "2026-06-01", RIG_QUESTION_WAIT, "The first RTX Spark comes on sale on 2026-10-16." },
    { "2026-12-01", RIG_QUESTION_WAIT, "has been on sale since 2026-10-16." },
    { "2026-12-01", RIG_QUESTION_WAIT, "for $3088." },
    /* 128 GiB at 80 %, by 16 bytes, and by 48 GB for 65B. */
    { "2026-12-01", RIG_QUESTION_CLOUD, "up to 6.87B" },
    { "2026-12-01", RIG_QUESTION_CLOUD, "(QLoRA) up to 149B" },
    { "2026-12-01", RIG_QUESTION_LINUX, "No RTX Spark comes with Linux. DGX Spark does." },
    { "2026-12-01", RIG_QUESTION_LOUD, "of which the noise is known: 0." },
    { "2026-12-01", RIG_QUESTION_ENOUGH, "70B: fits all of them with room to spare." },
    { "1990-01-01", RIG_QUESTION_ENOUGH, "no machine with 128 GB is on sale" },
    { "2026-11-01", RIG_QUESTION_PRICE, "No desktop with 128 GB is on sale" },
    { "2026-11-01", RIG_QUESTION_PRICE,
      "A laptop with 128 GB costs $5899 (announced); the article expected $2500–$5000." },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RigArticleAnswers *answers = get_answers (cases[i].date);
      g_autofree char *words
        = rig_question_to_words (&answers->questions, cases[i].question, cases[i].date);
      ck_assert_msg (strstr (words, cases[i].says) != NULL, "%s: “%s”", cases[i].date, words);
    }
}
END_TEST

/* Behind the answer to the user's own question. */
START_TEST (the_page_ends_with_them)
{
  static const char *const ids[] = { "situations", "judgements", "questions", "both" };
  g_autoptr (RigReport) report = NULL;
  guint first;
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  report = rig_report_new (RIG_PAGE_DECIDE, evaluator, scenario, &answer);
  ck_assert_uint_gt (report->tables->len, G_N_ELEMENTS (ids));
  first = report->tables->len - G_N_ELEMENTS (ids);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ck_assert_str_eq (((RigTable *) g_ptr_array_index (report->tables, first + i))->id, ids[i]);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("situation-words");
  TCase *tcase = tcase_create ("words");
  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_loop_test (tcase, every_cell_says_something, 0, G_N_ELEMENTS (dates));
  tcase_add_test (tcase, questions_in_words);
  tcase_add_test (tcase, the_page_ends_with_them);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
