/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/both.h"
#include "engine/answer/situations.h"

G_BEGIN_DECLS

/* The article's six questions, in its order. */
typedef enum
{
  RIG_QUESTION_WAIT,
  RIG_QUESTION_CLOUD,
  RIG_QUESTION_LINUX,
  RIG_QUESTION_LOUD,
  RIG_QUESTION_ENOUGH,
  RIG_QUESTION_PRICE,
  RIG_N_QUESTIONS,
} RigQuestion;

extern const char *const rig_question_ids[RIG_N_QUESTIONS];

/* Memory of fine-tuning with QLoRA, bytes per parameter of the model: 65 billion in 48 GB.
 * Dettmers, Pagnoni, Holtzman, Zettlemoyer, "QLoRA", 2023, arXiv:2305.14314. */
#define RIG_QLORA_BYTES_PER_PARAM (48.0 / 65.0)
/* LoRA over weights of 16 bits: they alone, so this is the least. */
#define RIG_LORA_BYTES_PER_PARAM 2.0
/* Training all parameters with Adam in mixed precision: weights and gradients of 2 bytes each, and
 * 12 of optimiser, without activations. Rajbhandari, Rasley, Ruwase, He, "ZeRO", 2020,
 * arXiv:1910.02054, section 3.1. */
#define RIG_TRAINING_BYTES_PER_PARAM 16.0

/* What can be bought on the day with a need, of the article's memory or more. */
typedef struct
{
  guint n;
  const RigMachine *cheapest; /* NULL: none, or no price is known */
  guint n_spark, n_mac;       /* of these, of the article's two families */
} RigOffer;

/* The same model on all machines of 128 GB that are on sale. */
typedef struct
{
  const char *model_id;  /* of the catalogue; NULL: a size only */
  const RigModel *model; /* NULL: a size only */
  double params;
  guint n_fits, n_tight, n_no, n_unknown;
  double needed_bytes;   /* of a model, on the machine that needs most; NaN of a size */
} RigEnough;

#define RIG_N_ENOUGH 5

/* A range of prices, of the catalogue and of the article. */
typedef struct
{
  RigSpan usd, printed_usd;
  RigBasis basis; /* the weakest of them */
  guint n;        /* machines with a price */
} RigPriceRange;

/**
 * RigQuestions:
 *
 * What the rules answer to the article's questions, as of a day and for a default scenario with
 * models at Q4_K_M. Plain numbers; report/situations.h says them.
 */
typedef struct
{
  RigAgreement agreement[RIG_N_QUESTIONS];
  /* WAIT: the first day on which an RTX Spark is sold; "": none is known */
  char spark_day[11];
  guint n_wait_right;        /* how many of the article's three parts hold */
  RigOffer cuda, local, any; /* with CUDA; with Ollama and LM Studio; with the memory alone */
  /* CLOUD: parameters that an RTX Spark of 128 GB has room for; NaN: not known */
  const RigMachine *spark;   /* the one on sale, or the article's */
  double inference_params, qlora_params, lora_params, training_params;
  /* LINUX, of the article's memory or more */
  RigTruth spark_linux, dgx_linux;
  RigOffer linux_cuda;
  /* LOUD */
  guint n_on_sale, n_noise_known;
  gboolean spark_noise_known;
  /* ENOUGH */
  guint n_of_size;           /* machines of 128 GB on sale */
  RigEnough enough[RIG_N_ENOUGH];
  double largest_low, largest_high; /* dense, by these machines; NaN: none is known */
  /* PRICE */
  RigPriceRange desktops, laptops;
} RigQuestions;

void rig_questions_init (RigQuestions *self,
                         RigEvaluator *evaluator,
                         const char   *date);

/* All of it, for one day. */
typedef struct
{
  RigSituations *rows;
  RigQuestions questions;
  RigBoth both_article, both_on_sale;
} RigArticleAnswers;

/**
 * rig_evaluator_get_article_answers:
 *
 * For the scenario's day. Kept until another day is asked for, as nothing else of a scenario
 * changes it.
 */
const RigArticleAnswers *rig_evaluator_get_article_answers (RigEvaluator      *self,
                                                            const RigScenario *scenario);
/** For the evaluator, which keeps them. */
RigArticleAnswers *rig_article_answers_new (RigEvaluator *evaluator,
                                            const char   *date) G_GNUC_WARN_UNUSED_RESULT;
void               rig_article_answers_free (RigArticleAnswers *self);

G_END_DECLS
