/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/claims.h"
#include "report/chart.h"
#include "report/table.h"

G_BEGIN_DECLS

/*
 * The article's claims, each beside what is computed and what is on record.
 */

/** "holds", "off, ×2.1 too high", "impossible", an em dash; translated. */
char     *rig_words_claim_verdict (const RigClaim *claim);
/** Why: the rule that gave the verdict, the bound, then what the record has on it. */
char     *rig_words_claim_why (const RigClaim *claim);
/** "Of 112 claims checked, 60 hold, …": one sentence. */
char     *rig_claims_to_finding (const RigClaims *claims);
/** One of the article's tables, or its statements. */
RigTable *rig_claims_new_table (const RigClaims *claims,
                                RigClaimTable    which) G_GNUC_WARN_UNUSED_RESULT;
/** What the article's machines are: what can be bought or could be under such a name. */
RigTable *rig_claims_new_names_table (const RigCatalog *catalog) G_GNUC_WARN_UNUSED_RESULT;
/** The article's tokens per second over what is computed, with ceilings. */
RigChart *rig_claims_new_chart (const RigClaims *claims) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
