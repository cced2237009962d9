/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/decision.h"
#include "report/pages.h"

G_BEGIN_DECLS

/*
 * A decision in words and tables. All take a decision with the scenario and answer that it was made
 * of; strings that are returned are new unless const.
 */

/** What a need asks for, to stand in a list: "CUDA", "a laptop", "192 GB of memory or more". */
char       *rig_decision_words_need  (const RigDecision *decision,
                                      const RigScenario *scenario,
                                      const RigAnswer   *answer,
                                      guint              need);
/** All of a set, joined to one list. */
char       *rig_decision_words_needs (const RigDecision *decision,
                                      const RigScenario *scenario,
                                      const RigAnswer   *answer,
                                      RigNeedSet         needs);
/** What a weight is about: "price", "writing speed". */
const char *rig_decision_words_criterion (RigKey key);
/**
 * rig_decision_new_sentences:
 *
 * The verdict first, then why: who could still win and what that hangs on, who may meet the needs,
 * what to drop, which two together.
 *
 * Returns: (element-type utf8)
 */
GPtrArray  *rig_decision_new_sentences (const RigDecision *decision,
                                        const RigScenario *scenario,
                                        const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;

/** A bar for each machine, the best first: what the middle of its score is made of. */
RigChart   *rig_decision_new_parts_chart (const RigDecision *decision,
                                          const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;
/** A row for each machine, the best first: score, needs, what is better everywhere. */
RigTable   *rig_decision_new_ranking_table (const RigDecision *decision,
                                            const RigScenario *scenario,
                                            const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;
/** A row for each need: what each compared machine has of it, and whether that will do. */
RigTable   *rig_decision_new_needs_table (const RigDecision  *decision,
                                          const RigPageInput *input) G_GNUC_WARN_UNUSED_RESULT;
/** A row for each smallest set of needs to do without, where no machine meets all. */
RigTable   *rig_decision_new_drops_table (const RigDecision  *decision,
                                          const RigPageInput *input) G_GNUC_WARN_UNUSED_RESULT;
/** A row for each two of the compared machines: what both cost, and what they meet together. */
RigTable   *rig_decision_new_pairs_table (const RigDecision  *decision,
                                          const RigPageInput *input) G_GNUC_WARN_UNUSED_RESULT;
/** A row for each weight: what the machines are worth there. */
RigTable   *rig_decision_new_score_table (const RigDecision *decision,
                                          const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
