/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"
#include "engine/answer/needs.h"

G_BEGIN_DECLS

/* How an answer by rules stands to the article's. */
typedef enum
{
  RIG_AGREE_UNKNOWN, /* there is no rule, or no record to answer from */
  RIG_AGREE_NO,
  RIG_AGREE_OPEN,    /* what the article names may do, but that is not known */
  RIG_AGREE_PARTLY,  /* what it names does, but others do too; or only some of its words hold */
  RIG_AGREE_YES,
} RigAgreement;

/* What is wanted most where needs alone do not decide. */
typedef enum
{
  RIG_PREFER_NOTHING,
  RIG_PREFER_LOW_PRICE,
  RIG_PREFER_MEMORY,
  RIG_PREFER_BANDWIDTH,
  RIG_PREFER_COMPUTE, /* FP16, dense: the one figure that both kinds of GPU have */
} RigPreference;

#define RIG_MAX_RULE_NEEDS 2

/* A situation of the article as needs and a preference. */
typedef struct
{
  const char *id;    /* stable: "cuda", "more-than-128-gb" */
  const char *topic; /* as the article prints it, by which its row is found */
  RigNeed needs[RIG_MAX_RULE_NEEDS];
  guint n_needs;
  RigPreference preference;
  gboolean of_its_size; /* only of RIG_SITUATION_GB of memory or more, as the article's machines */
} RigSituationRule;

/* The least memory of the machines that the article compares. */
#define RIG_SITUATION_GB 128.0

/* Who meets a rule. Lists of const RigMachine *, the cheapest first, unknown prices last. */
typedef struct
{
  GPtrArray *choice;   /* for certain; with a preference, the best in it at the middle */
  GPtrArray *possible; /* if what is not known turns out well */
  const RigMachine *cheapest_of_size; /* of choice, with RIG_SITUATION_GB or more; or NULL */
  guint n_others; /* of choice, that the article does not name */
  RigAgreement agreement;
} RigRuleAnswer;

typedef struct
{
  const RigArticleChoice *printed;
  const RigSituationRule *rule; /* NULL: nothing that could be computed */
  gboolean either;              /* the article names no machine: "Either works" */
  RigRuleAnswer article, on_sale;
} RigSituation;

/**
 * RigSituations:
 *
 * The article's situations, then its judgements of who is better at what, by rules: of its own
 * machines as it describes them, and of what is on sale on a day. Judgements choose between the
 * article's two families only, situations among everything.
 */
typedef struct
{
  char date[11];
  guint n_situations, n_judgements;
  RigSituation *situations, *judgements;
} RigSituations;

RigSituations *rig_situations_new (const RigCatalog *catalog,
                                   const char       *date) G_GNUC_WARN_UNUSED_RESULT;
void           rig_situations_free (RigSituations *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigSituations, rig_situations_free)

/** The rule of a row of the article; NULL: none. */
const RigSituationRule *rig_situation_find_rule (const char *topic);
/** Everything that is on sale on a day and meets needs (no more than RIG_MAX_RULE_NEEDS and memory)
 * for certain, the cheapest first. */
GPtrArray *rig_situation_find_on_sale (const RigCatalog       *catalog,
                                       const char             *date,
                                       const RigSituationRule *rule) G_GNUC_WARN_UNUSED_RESULT;
/**
 * rig_situation_names:
 *
 * Whether words of the article such as "Mac Studio 192GB" mean a machine: all stand in its name,
 * and it has as much memory or more.
 */
gboolean   rig_situation_names (const char       *words,
                                const RigMachine *machine);
/**
 * rig_article_option_init:
 *
 * One of the article's machines as it describes it: its claimed record, and where the article
 * prints a cell for memory, price, CUDA, Metal, vLLM, form factor or date, what that says. "Now" is
 * always, "Fall 2026" one of the days from September until November.
 */
void       rig_article_option_init (RigOption        *option,
                                    const RigCatalog *catalog,
                                    guint             machine);

G_END_DECLS
