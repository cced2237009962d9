/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/situations.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* Appends a sentence and frees it. */
static void
take (GString *text, char *sentence)
{
  if (text->len == 0)
    g_string_append (text, sentence);
  else
    rig_words_append_sentence (text, sentence);
  g_free (sentence);
}

static char *
format_price (const RigMachine *machine)
{
  return rig_format_usd (rig_machine_get_price (machine)->value);
}

static void
tell_cuda (GString *text, const RigQuestions *self, const char *date)
{
  g_autofree char *price = NULL;

  if (self->cuda.cheapest == NULL)
    {
      take (text, g_strdup (_("Nothing with CUDA and 128 GB can be bought: wait.")));
      return;
    }
  price = format_price (self->cuda.cheapest);
  /* Translators: a date, a machine, its price */
  take (text, g_strdup_printf (_("CUDA: on %1$s nobody has to wait, the cheapest with 128 GB or "
                                 "more is %2$s for %3$s."),
                               date, self->cuda.cheapest->short_name, price));
}

static char *
tell_wait (const RigQuestions *self, const char *date)
{
  g_autoptr (GString) text = g_string_new (NULL);

  tell_cuda (text, self, date);
  if (self->spark_day[0] != '\0')
    /* Translators: a date */
    take (text, g_strdup_printf (strcmp (self->spark_day, date) <= 0
                                   ? _("The first RTX Spark has been on sale since %s.")
                                   : _("The first RTX Spark comes on sale on %s."),
                                 self->spark_day));
  if (self->local.cheapest != NULL)
    {
      g_autofree char *price = format_price (self->local.cheapest);

      take (text, g_strdup_printf (self->local.n_mac > 0
                                     /* Translators: a machine, its price */
                                     ? _("Ollama and LM Studio, now: a Mac Studio can be bought; "
                                         "the cheapest that runs both is %1$s for %2$s.")
                                     : _("Ollama and LM Studio, now: no Mac Studio can be "
                                         "bought; the cheapest that runs both is %1$s for %2$s."),
                                   self->local.cheapest->short_name, price));
    }
  if (self->any.cheapest != NULL)
    {
      g_autofree char *price = format_price (self->any.cheapest);

      /* Translators: a machine, its price */
      take (text, g_strdup_printf (_("Best value: 128 GB cost least as %1$s for %2$s."),
                                   self->any.cheapest->short_name, price));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
tell_cloud (const RigQuestions *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *inference = rig_format_params (self->inference_params);
  g_autofree char *qlora = rig_format_params (self->qlora_params);
  g_autofree char *lora = rig_format_params (self->lora_params);
  g_autofree char *training = rig_format_params (self->training_params);

  if (self->spark == NULL || isnan (self->inference_params))
    return g_strdup (_("Not known: no RTX Spark with 128 GB is in the catalogue."));
  /* Translators: a machine, parameters such as "120B" */
  take (text, g_strdup_printf (_("Inference: %1$s has room for dense models up to %2$s at "
                                 "Q4_K_M."),
                               self->spark->short_name, inference));
  /* Translators: parameters such as "27B", twice */
  take (text, g_strdup_printf (_("Fine-tuning: room for adapters on 4-bit weights (QLoRA) up to "
                                 "%1$s, on 16-bit weights (LoRA) to less than %2$s."),
                               qlora, lora));
  /* Translators: parameters such as "7B" */
  take (text, g_strdup_printf (_("Training all parameters takes 16 bytes of each: up to %s, so "
                                 "large models need a cloud."),
                               training));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
tell_linux (const RigQuestions *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  take (text, g_strdup (self->spark_linux == RIG_TRUTH_NO    ? _("No RTX Spark comes with Linux.")
                        : self->spark_linux == RIG_TRUTH_YES ? _("RTX Spark runs Linux.")
                                                             : _("Not known of RTX Spark.")));
  if (self->dgx_linux == RIG_TRUTH_YES)
    take (text, g_strdup (_("DGX Spark does.")));
  if (self->linux_cuda.cheapest != NULL)
    {
      g_autofree char *price = format_price (self->linux_cuda.cheapest);

      /* Translators: a machine, its price */
      take (text, g_strdup_printf (_("With CUDA, Linux and 128 GB or more the cheapest is %1$s "
                                     "for %2$s."),
                                   self->linux_cuda.cheapest->short_name, price));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
tell_loud (const RigQuestions *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!self->spark_noise_known)
    take (text, g_strdup (_("Not known: no trustworthy figure of an RTX Spark was found, so that "
                            "it may score anything from 0 to 100 in quietness.")));
  else
    take (text, g_strdup (_("There is a figure of an RTX Spark.")));
  /* Translators: two counts */
  take (text, g_strdup_printf (_("Machines on sale: %1$u, of which the noise is known: %2$u."),
                               self->n_on_sale, self->n_noise_known));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
tell_one_enough (const RigEnough *enough, guint n)
{
  g_autofree char *name = enough->model != NULL ? g_strdup (enough->model->name)
                                                : rig_format_params (enough->params);
  g_autofree char *bytes = rig_format_bytes (enough->needed_bytes);

  if (enough->n_unknown > 0)
    /* Translators: a model or a size */
    return g_strdup_printf (_("%s: not known."), name);
  if (enough->n_fits == n)
    /* Translators: a model or a size such as "70B" */
    return g_strdup_printf (_("%s: fits all of them with room to spare."), name);
  if (enough->n_no == n && enough->model != NULL)
    /* Translators: a model, and the memory that it needs */
    return g_strdup_printf (_("%1$s: needs %2$s, none has room."), name, bytes);
  if (enough->n_no == n)
    /* Translators: a size such as "140B" */
    return g_strdup_printf (_("%s: none has room."), name);
  /* Translators: a model or a size such as "140B", and three counts of machines */
  return g_strdup_printf (_("%1$s: fits %2$u, is tight on %3$u, too large for %4$u."), name,
                          enough->n_fits, enough->n_tight, enough->n_no);
}

static char *
tell_enough (const RigQuestions *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *low = rig_format_params (self->largest_low);
  g_autofree char *high = rig_format_params (self->largest_high);
  g_autofree char *range = g_str_equal (low, high) ? g_strdup (low)
                                                   : g_strdup_printf ("%s–%s", low, high);

  if (self->n_of_size == 0)
    return g_strdup (_("Not known: no machine with 128 GB is on sale."));
  /* Translators: a count, and parameters such as "120B" or "120B–140B" */
  take (text, g_strdup_printf (_("Machines with 128 GB on sale: %1$u; the largest dense model that "
                                 "fits at Q4_K_M has %2$s."),
                               self->n_of_size, range));
  for (guint i = 0; i < RIG_N_ENOUGH; i++)
    take (text, tell_one_enough (&self->enough[i], self->n_of_size));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
format_usd_span (const RigSpan *span)
{
  const RigEstimate estimate = { .value = rig_span_get_middle (span), .low = span->low,
                                 .high = span->high, .basis = RIG_BASIS_CLAIMED };

  return rig_words_usd (&estimate);
}

/* @known, @unknown: for an answer, and where there is none */
static void
tell_range (GString *text, const RigPriceRange *range, const char *known, const char *unknown)
{
  g_autofree char *usd = format_usd_span (&range->usd);
  g_autofree char *printed = format_usd_span (&range->printed_usd);
  g_autoptr (GString) sentence = g_string_new (range->n > 0 ? known : unknown);

  g_string_replace (sentence, "%1$s", usd, 1);
  g_string_replace (sentence, "%2$s", rig_format_basis (range->basis), 1);
  g_string_replace (sentence, "%3$s", printed, 1);
  take (text, g_string_free (g_steal_pointer (&sentence), FALSE));
}

static char *
tell_price (const RigQuestions *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: a price, how well it is founded ("announced"), what the article expected */
  tell_range (text, &self->desktops, _("A desktop with 128 GB costs %1$s (%2$s); the article "
                                       "expected %3$s."),
              /* Translators: leave out %1$s and %2$s */
              _("No desktop with 128 GB is on sale at a known price; the article expected %3$s."));
  /* Translators: a price, how well it is founded ("announced"), what the article expected */
  tell_range (text, &self->laptops, _("A laptop with 128 GB costs %1$s (%2$s); the article "
                                      "expected %3$s."),
              /* Translators: leave out %1$s and %2$s */
              _("No laptop with 128 GB is on sale at a known price; the article expected %3$s."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
rig_question_to_words (const RigQuestions *questions, RigQuestion question, const char *date)
{
  switch ((int) question)
    {
    case RIG_QUESTION_WAIT:
      return tell_wait (questions, date);
    case RIG_QUESTION_CLOUD:
      return tell_cloud (questions);
    case RIG_QUESTION_LINUX:
      return tell_linux (questions);
    case RIG_QUESTION_LOUD:
      return tell_loud (questions);
    case RIG_QUESTION_ENOUGH:
      return tell_enough (questions);
    case RIG_QUESTION_PRICE:
      return tell_price (questions);
    default:
      g_return_val_if_reached (NULL);
    }
}

RigTable *
rig_questions_new_table (const RigArticleAnswers *answers, const RigArticle *article)
{
  RigTable *table = rig_table_new ("questions", _("The article’s six questions"),
                                   _("Answered from the catalogue, for one chat at the default "
                                     "context"));

  rig_table_add_column (table, "question", _("Question"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "article", _("Article"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "answer", _("Computed answer"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "agrees", _("Agrees?"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < RIG_N_QUESTIONS && i < article->n_questions; i++)
    {
      g_autofree char *answer
        = rig_question_to_words (&answers->questions, i, answers->rows->date);
      guint row = rig_table_add_row (table, rig_question_ids[i], NULL);

      rig_words_fill_text (rig_table_get_cell (table, row, 0), article->questions[i].question,
                           RIG_MARK_ARTICLE, NULL);
      rig_words_fill_text (rig_table_get_cell (table, row, 1), article->questions[i].answer,
                           RIG_MARK_ARTICLE, NULL);
      rig_words_fill_text (rig_table_get_cell (table, row, 2), answer, RIG_MARK_NONE, NULL);
      rig_words_fill_text (rig_table_get_cell (table, row, 3),
                           rig_words_agreement (answers->questions.agreement[i]), RIG_MARK_NONE,
                           NULL);
    }
  rig_table_add_footnote (table, _("Memory of fine-tuning: QLoRA 48 GB for 65B (Dettmers et al. "
                                   "2023, arXiv:2305.14314); LoRA no less than its 16-bit "
                                   "weights; training 16 bytes per parameter with Adam in mixed "
                                   "precision (ZeRO, 2020, arXiv:1910.02054), without "
                                   "activations."));
  return table;
}
