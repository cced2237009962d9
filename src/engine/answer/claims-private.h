/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/claims.h"

G_BEGIN_DECLS

/* What claims are checked with. */
typedef struct
{
  RigClaims *claims;
  RigEvaluator *evaluator;
  const RigCatalog *catalog;
  const RigArticle *article;
  RigScenario *scenario; /* defaults, on the day */
  const RigMachine *machines[RIG_ARTICLE_MACHINES];
  const RigMachine *real[RIG_ARTICLE_MACHINES]; /* what there is with as much memory; or NULL */
} RigClaimCheck;

/** A new claim without numbers and verdict. Takes @id. The pointer is good until the next one. */
RigClaim *rig_claim_check_add (RigClaimCheck *self,
                               char          *id,
                               RigClaimTable  table,
                               const char    *topic);
/** The article's cell: words, numbers, what is noted against it. */
void      rig_claim_set_cell (RigClaim             *claim,
                              const RigArticleCell *cell);
void      rig_claim_record_figure (RigClaim         *claim,
                                   const RigMachine *machine,
                                   const RigFigure  *figure,
                                   double            factor);
/** Two words of one kind: they hold where they are the same. */
void      rig_claim_judge_same (RigClaim   *claim,
                                gboolean    same,
                                const char *reason_off);
/** Parameters of the largest dense model whose weights fill what a machine's GPU may use. */
double    rig_claim_check_get_largest (RigClaimCheck    *self,
                                       const RigMachine *machine,
                                       const char       *quant_id);

/* One file each. */
void rig_claims_add_specs (RigClaimCheck *self);
void rig_claims_add_fits (RigClaimCheck *self);
void rig_claims_add_speeds (RigClaimCheck *self);
void rig_claims_add_paybacks (RigClaimCheck *self);
void rig_claims_add_statements (RigClaimCheck *self);

G_END_DECLS
