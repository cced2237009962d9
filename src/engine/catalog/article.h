/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"

G_BEGIN_DECLS

#define RIG_ARTICLE_MACHINES 3

/* A cell of the article as printed, with what the record says where the article got it wrong. */
typedef struct
{
  const char *text;   /* as the article prints it; NULL: no cell */
  double low, high;   /* where the text is a number; NaN else */
  const char *wrong;  /* why the record contradicts it; NULL: nothing known against it */
  gboolean reconstructed; /* the mark was lost in the text and is taken from its prose */
} RigArticleCell;

typedef struct
{
  const char *row;  /* "Memory" */
  const char *key;  /* stable: "memory", "gpu-compute", "max-model-q4" … */
  const char *note;
  RigArticleCell cells[RIG_ARTICLE_MACHINES];
} RigArticleSpec;

typedef struct
{
  const char *model, *quant;          /* as printed */
  const char *model_id, *quant_id;    /* ours; NULL: none, a size only */
  double params_b;                    /* for rows that are only a size; NaN else */
  RigArticleCell size;                /* the "GB" column */
  RigArticleCell verdict[RIG_ARTICLE_MACHINES]; /* text "yes", "tight", "no" */
  const char *note;
} RigArticleFit;

typedef struct
{
  const char *model, *quant, *model_id, *quant_id;
  RigArticleCell tokens_per_s[RIG_ARTICLE_MACHINES]; /* third column has no cells */
  const char *note;
} RigArticleSpeed;

typedef struct
{
  double usd_per_month;
  RigArticleCell months[RIG_ARTICLE_MACHINES]; /* second column has no cells */
} RigArticlePayback;

/* A statement of the article, and what the record has on it. */
typedef struct
{
  const char *id, *claim, *finding, *verdict; /* "holds", "off", "impossible", "unknown" */
  const char *source;
} RigArticleClaim;

/* A row of its decision table, or one of its judgements of who is better at what. */
typedef struct
{
  const char *topic;  /* "Need CUDA/vLLM/fine-tuning", "More memory" */
  const char *choice; /* "RTX Spark" */
  const char *why;
  const char *wrong;  /* NULL: nothing known against it */
} RigArticleChoice;

typedef struct
{
  const char *question, *answer;
} RigArticleQuestion;

/* A part of the article's advice to buy both. */
typedef struct
{
  const char *what, *purpose;
  double usd;
} RigArticlePart;

/* Words of the article that belong to no table: "performance-basis", "software-needs-cuda". */
typedef struct
{
  const char *topic, *text, *note;
} RigArticleRemark;

/**
 * RigArticle:
 *
 * "NVIDIA RTX Spark vs Mac Studio for Local AI", cell by cell.
 */
typedef struct
{
  const char *title;
  const char *machines[RIG_ARTICLE_MACHINES]; /* ids of our claimed records */
  const char *labels[RIG_ARTICLE_MACHINES];
  const RigArticleSpec *specs;       guint n_specs;
  const RigArticleFit *fits;         guint n_fits;
  const RigArticleSpeed *speeds;     guint n_speeds;
  const RigArticlePayback *paybacks; guint n_paybacks;
  const RigArticleClaim *claims;     guint n_claims;
  const RigArticleChoice *decisions; guint n_decisions;   /* its nine situations */
  const RigArticleChoice *judgements; guint n_judgements; /* who is better at what */
  const RigArticleQuestion *questions; guint n_questions;
  const RigArticlePart *both;        guint n_both;
  const RigArticleRemark *remarks;   guint n_remarks;
} RigArticle;

G_END_DECLS
