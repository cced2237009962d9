/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"

G_BEGIN_DECLS

/* Where in the article a claim stands. */
typedef enum
{
  RIG_CLAIM_SPECS,
  RIG_CLAIM_FITS,
  RIG_CLAIM_SPEEDS,
  RIG_CLAIM_PAYBACKS,
  RIG_CLAIM_STATEMENTS,
  RIG_N_CLAIM_TABLES,
} RigClaimTable;

typedef enum
{
  RIG_CLAIM_UNKNOWN,
  RIG_CLAIM_HOLDS,
  RIG_CLAIM_OFF,
  RIG_CLAIM_IMPOSSIBLE, /* beyond a bound that nothing passes: @bound of the claim */
  RIG_N_CLAIM_VERDICTS,
} RigClaimVerdict;

/* One side of a claim: a number, a word ("yes", "fits"), or both. */
typedef struct
{
  RigEstimate number;
  const char *word;         /* untranslated, of the context "claim"; NULL: none */
  const RigMachine *machine; /* whose it is; NULL: nobody's */
  const char *source, *date;
} RigClaimSide;

/**
 * RigClaim:
 *
 * One cell or statement of the article, checked by rules: docs/claims.md. Strings but @id belong
 * to the catalogue or to the program.
 */
typedef struct
{
  char *id; /* "speed.1.rtx-spark-128", "fit.2.size", a statement's own id */
  RigClaimTable table;
  const char *topic, *quant;  /* the row: "Max model (Q4)", a model; the statement itself */
  double usd_per_month;       /* of a payback; else NaN */
  const RigMachine *machine;  /* the column; NULL: none */
  const char *words;          /* as the article prints it */
  double low, high;           /* in numbers; NaN: it has none */
  const char *unit;           /* of all numbers: "GB", "tokens/s", "months", "×"; NULL: none */
  RigClaimSide computed, recorded;
  RigClaimVerdict verdict;
  double off_by;              /* a factor above 1; NaN: it is not off, or not in numbers */
  gboolean too_low;           /* in which direction */
  const char *bound_name;     /* untranslated string; NULL: none */
  double bound;
  const char *reason;         /* the rule that gave the verdict, an untranslated string */
  const char *finding;        /* what the record has on it, in the catalogue's words; or NULL */
} RigClaim;

typedef struct
{
  char date[16]; /* of prices and of what can be bought */
  GArray *claims; /* RigClaim, in the article's order */
} RigClaims;

/** Every cell and statement, of the article's machines in a scenario of defaults as of @date. */
RigClaims      *rig_claims_new (RigEvaluator *evaluator,
                                const char   *date) G_GNUC_WARN_UNUSED_RESULT;
void            rig_claims_free (RigClaims *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigClaims, rig_claims_free)
/** Kept by the evaluator, made again only for another day. */
const RigClaims *rig_evaluator_get_claims (RigEvaluator      *self,
                                           const RigScenario *scenario);
const RigClaim *rig_claims_find (const RigClaims *self,
                                 const char      *id);
guint           rig_claims_count (const RigClaims *self,
                                  RigClaimVerdict  verdict);
/** "holds", "off", "impossible", "unknown". */
const char     *rig_claim_verdict_to_string (RigClaimVerdict verdict);
/** "specs", "fits", "speeds", "paybacks", "statements". */
const char     *rig_claim_table_to_string (RigClaimTable table);

/* The rules, for whoever has numbers of one's own. They set verdict, reason, off_by and bound. */

/** A speed from @claim's low to high: impossible where even the low end is above @ceiling, off
 * where it and the interval of what is computed do not meet. */
void rig_claim_judge_speed (RigClaim *claim,
                            double    ceiling);
/** A quantity: holds within a tenth of @value. */
void rig_claim_judge_value (RigClaim          *claim,
                            const RigEstimate *value);
/** A size at @bits per weight by the quantisation's own name: nothing with as many weights is
 * smaller. */
void rig_claim_judge_size (RigClaim *claim,
                           double    params,
                           double    bits);

G_END_DECLS
