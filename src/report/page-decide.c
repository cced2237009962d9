/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "report/decision.h"
#include "report/flips.h"
#include "report/format.h"
#include "report/search.h"
#include "report/situations.h"
#include "report/words.h"

#define BEST_SCORE 100
#define MAX_SENTENCES 3

static void
add_score_bar (RigChart *chart, const RigPageInput *input, const RigChoice *choice, GString *words)
{
  const RigMachine *machine = input->answer->machines[choice->machine].machine;
  RigBar *bar = rig_chart_add_bar (chart, machine->id, machine->short_name,
                                   rig_page_get_ink (choice->machine));

  rig_bar_add_part (bar, NULL, rig_span_get_middle (&choice->score), 0, bar->ink);
  bar->low = choice->score.low;
  bar->high = choice->score.high;
  bar->value_text = rig_format_range (choice->score.low, choice->score.high, 2);
  if (choice->meets == RIG_TRUTH_NO)
    bar->note = g_strdup (_("does not meet every need"));
  else if (choice->meets == RIG_TRUTH_UNKNOWN)
    bar->note = g_strdup (_("not known to meet every need"));
  /* Translators: one machine in a spoken description of a chart: its name, its score from 0 to 100
   * such as "51–75". */
  g_string_append_printf (words, _("%1$s: %2$s of 100. "), machine->name, bar->value_text);
}

/* In the order of the ranking: the bars are read from the top. */
static RigChart *
new_score_chart (const RigPageInput *input, const RigDecision *decision)
{
  RigChart *chart = rig_chart_new (RIG_CHART_BARS, "scores", _("How well do they suit?"),
                                   _("Score by your weights, 0 to 100; the line is what it may be, "
                                     "as far as figures are uncertain or unknown"));
  g_autoptr (GString) words = g_string_new (NULL);

  rig_axis_set (&chart->x, _("Score"), NULL, RIG_AXIS_LINEAR, RIG_NUMBER_PLAIN);
  chart->x.from_zero = TRUE;
  chart->x.high = BEST_SCORE;
  for (guint i = 0; i < decision->n_choices; i++)
    add_score_bar (chart, input, &decision->choices[i], words);
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}

/* The verdict and the first reasons for it; tables tell the rest. */
static char *
describe_finding (const RigPageInput *input, const RigDecision *decision)
{
  g_autoptr (GPtrArray) sentences
    = rig_decision_new_sentences (decision, input->scenario, input->answer);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (sentences->len, MAX_SENTENCES); i++)
    rig_words_append_sentence (text, g_ptr_array_index (sentences, i));
  return g_string_free (text, FALSE);
}

/* The article's advice, which only the day changes. */
static void
add_article_tables (RigReport *report, const RigPageInput *input)
{
  const RigArticle *article = rig_catalog_get_article (input->catalog);
  const RigArticleAnswers *answers
    = rig_evaluator_get_article_answers (input->evaluator, input->scenario);

  g_ptr_array_add (report->tables, rig_situations_new_table (answers));
  g_ptr_array_add (report->tables, rig_judgements_new_table (answers));
  g_ptr_array_add (report->tables, rig_questions_new_table (answers, article));
  g_ptr_array_add (report->tables, rig_both_new_table (answers, article));
}

/* The whole catalogue, searched once for both. */
static void
add_search (RigReport *report, const RigPageInput *input)
{
  g_autoptr (RigSearch) search
    = rig_search_new (input->evaluator, input->scenario, input->answer);
  g_autoptr (GPtrArray) sentences
    = rig_search_new_sentences (search, input->scenario, input->answer);
  RigTable *table = rig_search_new_table (search, input->scenario, input->answer);

  /* The first sentence stands above the chart. */
  for (guint i = 1; i < sentences->len; i++)
    rig_table_add_footnote (table, g_ptr_array_index (sentences, i));
  g_ptr_array_add (report->charts, rig_page_new_pareto_chart (input, search));
  g_ptr_array_add (report->tables, table);
}

/* From the answer to what would change it, then beyond the machines that are compared. */
void
rig_page_fill_decide (RigReport *report, const RigPageInput *input)
{
  RigDecision decision;

  rig_decision_init (&decision, input->evaluator, input->scenario, input->answer);
  report->finding = describe_finding (input, &decision);
  g_ptr_array_add (report->charts, new_score_chart (input, &decision));
  g_ptr_array_add (report->charts, rig_decision_new_parts_chart (&decision, input->answer));
  g_ptr_array_add (report->tables, rig_decision_new_needs_table (&decision, input));
  if (decision.n_drops > 0)
    g_ptr_array_add (report->tables, rig_decision_new_drops_table (&decision, input));
  g_ptr_array_add (report->tables,
                   rig_decision_new_ranking_table (&decision, input->scenario, input->answer));
  g_ptr_array_add (report->tables, rig_page_new_flips_table (input, &decision));
  g_ptr_array_add (report->tables, rig_decision_new_score_table (&decision, input->answer));
  if (input->answer->n_machines > 1)
    g_ptr_array_add (report->tables, rig_decision_new_pairs_table (&decision, input));
  add_search (report, input);
  add_article_tables (report, input);
}
