/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include "cli/json-output.h"
#include "cli/printer.h"
#include "cli/verdict-words.h"
#include "report/situations.h"

static const char *
agreement_to_word (RigAgreement agreement)
{
  static const char *const words[] = {
    [RIG_AGREE_UNKNOWN] = NULL,       [RIG_AGREE_NO] = "no",   [RIG_AGREE_OPEN] = "open",
    [RIG_AGREE_PARTLY] = "partly", [RIG_AGREE_YES] = "yes",
  };

  return words[agreement];
}

static void
add_machines (JsonBuilder *builder, const char *name, const GPtrArray *machines)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < machines->len; i++)
    json_builder_add_string_value (builder,
                                   ((const RigMachine *) g_ptr_array_index (machines, i))->id);
  json_builder_end_array (builder);
}

static void
add_machine (JsonBuilder *builder, const char *name, const RigMachine *machine)
{
  rig_json_add_text (builder, name, machine != NULL ? machine->id : NULL);
}

static void
add_answer (JsonBuilder *builder, const char *name, const RigRuleAnswer *answer)
{
  const RigMachine *first
    = answer->choice->len > 0 ? g_ptr_array_index (answer->choice, 0) : NULL;

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add_machines (builder, "choice", answer->choice);
  add_machines (builder, "possible", answer->possible);
  rig_json_add_number (builder, "first_price_usd",
                       first != NULL ? rig_machine_get_price (first)->value : NAN);
  add_machine (builder, "cheapest_of_128_gb", answer->cheapest_of_size);
  rig_json_add_text (builder, "agrees", agreement_to_word (answer->agreement));
  json_builder_end_object (builder);
}

static void
add_rows (JsonBuilder *builder, const char *name, const RigSituation *rows, guint n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      rig_json_add_text (builder, "id", rows[i].rule != NULL ? rows[i].rule->id : NULL);
      rig_json_add_text (builder, "situation", rows[i].printed->topic);
      rig_json_add_text (builder, "article", rows[i].printed->choice);
      add_answer (builder, "article_machines", &rows[i].article);
      add_answer (builder, "on_sale", &rows[i].on_sale);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_offer (JsonBuilder *builder, const char *name, const RigOffer *offer)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  rig_json_add_number (builder, "machines", offer->n);
  add_machine (builder, "cheapest", offer->cheapest);
  rig_json_add_number (builder, "price_usd",
                       offer->cheapest != NULL ? rig_machine_get_price (offer->cheapest)->value
                                               : NAN);
  json_builder_end_object (builder);
}

static void
add_range (JsonBuilder *builder, const char *name, const RigPriceRange *range)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  rig_json_add_number (builder, "low_usd", range->usd.low);
  rig_json_add_number (builder, "high_usd", range->usd.high);
  rig_json_add_text (builder, "basis", rig_basis_to_string (range->basis));
  rig_json_add_number (builder, "article_low_usd", range->printed_usd.low);
  rig_json_add_number (builder, "article_high_usd", range->printed_usd.high);
  json_builder_end_object (builder);
}

static void
add_enough (JsonBuilder *builder, const RigQuestions *questions)
{
  rig_json_add_number (builder, "machines_of_128_gb", questions->n_of_size);
  rig_json_add_number (builder, "largest_params_low", questions->largest_low);
  rig_json_add_number (builder, "largest_params_high", questions->largest_high);
  json_builder_set_member_name (builder, "models");
  json_builder_begin_array (builder);
  for (guint i = 0; i < RIG_N_ENOUGH; i++)
    {
      const RigEnough *enough = &questions->enough[i];

      json_builder_begin_object (builder);
      rig_json_add_text (builder, "model", enough->model_id);
      rig_json_add_number (builder, "params", enough->model_id == NULL ? enough->params : NAN);
      rig_json_add_number (builder, "fits", enough->n_fits);
      rig_json_add_number (builder, "tight", enough->n_tight);
      rig_json_add_number (builder, "no", enough->n_no);
      rig_json_add_number (builder, "unknown", enough->n_unknown);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_figures (JsonBuilder *builder, const RigQuestions *questions, RigQuestion question)
{
  switch ((int) question)
    {
    case RIG_QUESTION_WAIT:
      rig_json_add_text (builder, "rtx_spark_from",
                         questions->spark_day[0] != '\0' ? questions->spark_day : NULL);
      add_offer (builder, "cuda", &questions->cuda);
      add_offer (builder, "ollama_lm_studio", &questions->local);
      add_offer (builder, "any", &questions->any);
      break;
    case RIG_QUESTION_CLOUD:
      add_machine (builder, "machine", questions->spark);
      rig_json_add_number (builder, "inference_params", questions->inference_params);
      rig_json_add_number (builder, "qlora_params", questions->qlora_params);
      rig_json_add_number (builder, "lora_params", questions->lora_params);
      rig_json_add_number (builder, "training_params", questions->training_params);
      break;
    case RIG_QUESTION_LINUX:
      rig_json_add_text (builder, "rtx_spark", rig_truth_to_word (questions->spark_linux));
      rig_json_add_text (builder, "dgx_spark", rig_truth_to_word (questions->dgx_linux));
      add_offer (builder, "cuda_linux", &questions->linux_cuda);
      break;
    case RIG_QUESTION_LOUD:
      rig_json_add_number (builder, "machines", questions->n_on_sale);
      rig_json_add_number (builder, "noise_known", questions->n_noise_known);
      break;
    case RIG_QUESTION_ENOUGH:
      add_enough (builder, questions);
      break;
    default:
      add_range (builder, "desktops", &questions->desktops);
      add_range (builder, "laptops", &questions->laptops);
    }
}

static void
add_questions (JsonBuilder *builder, const RigQuestions *questions, const RigArticle *article)
{
  json_builder_set_member_name (builder, "questions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < RIG_N_QUESTIONS && i < article->n_questions; i++)
    {
      json_builder_begin_object (builder);
      rig_json_add_text (builder, "id", rig_question_ids[i]);
      rig_json_add_text (builder, "question", article->questions[i].question);
      rig_json_add_text (builder, "article", article->questions[i].answer);
      rig_json_add_text (builder, "agrees", agreement_to_word (questions->agreement[i]));
      add_figures (builder, questions, i);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_both (JsonBuilder *builder, const char *name, const RigBoth *both)
{
  const char *ids[RIG_BOTH_PARTS + 1] = { NULL };

  for (guint i = 0; i < RIG_BOTH_PARTS && both->machines[i] != NULL; i++)
    ids[i] = both->machines[i]->id;
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  rig_json_add_words (builder, "machines", ids);
  rig_json_add_number (builder, "price_usd_low", both->price_usd.low);
  rig_json_add_number (builder, "price_usd_high", both->price_usd.high);
  add_machine (builder, "compared", both->compared);
  rig_json_add_number (builder, "compared_usd", both->compared_usd.low);
  rig_json_add_number (builder, "memory_gb", both->memory_gb.high);
  json_builder_set_member_name (builder, "meets");
  json_builder_begin_object (builder);
  for (guint i = 0; i < RIG_N_BOTH_NEEDS; i++)
    rig_json_add_text (builder, rig_both_need_ids[i],
                       both->partly[i] ? "partly" : rig_truth_to_word (both->meets[i]));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static JsonNode *
answers_to_json (const RigArticleAnswers *answers, const RigArticle *article)
{
  const RigSituations *rows = answers->rows;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rig_json_add_text (builder, "as_of", rows->date);
  add_rows (builder, "situations", rows->situations, rows->n_situations);
  add_rows (builder, "judgements", rows->judgements, rows->n_judgements);
  add_questions (builder, &answers->questions, article);
  json_builder_set_member_name (builder, "both");
  json_builder_begin_object (builder);
  add_both (builder, "article", &answers->both_article);
  add_both (builder, "on_sale", &answers->both_on_sale);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
print_answers (const RigCli *cli, const RigArticleAnswers *answers, const RigArticle *article,
               GString *out)
{
  g_autoptr (RigTable) situations = rig_situations_new_table (answers);
  g_autoptr (RigTable) judgements = rig_judgements_new_table (answers);
  g_autoptr (RigTable) questions = rig_questions_new_table (answers, article);
  g_autoptr (RigTable) both = rig_both_new_table (answers, article);
  RigPrinter printer;

  rig_printer_init (&printer, cli->options, out);
  rig_printer_table (&printer, situations);
  rig_printer_table (&printer, judgements);
  rig_printer_table (&printer, questions);
  rig_printer_table (&printer, both);
}

gboolean
rig_command_situations (RigCli *cli, GString *out, GError **error)
{
  const RigArticle *article = rig_catalog_get_article (cli->catalog);
  const RigArticleAnswers *answers
    = rig_evaluator_get_article_answers (cli->evaluator, cli->scenario);
  g_autoptr (JsonNode) root = NULL;

  if (cli->options->format == RIG_OUTPUT_TEXT || cli->options->format == RIG_OUTPUT_MARKDOWN)
    {
      print_answers (cli, answers, article, out);
      return TRUE;
    }
  root = answers_to_json (answers, article);
  if (cli->options->format == RIG_OUTPUT_JSON)
    rig_json_append (out, root);
  else
    rig_csv_append (out, root, "situations");
  return TRUE;
}
