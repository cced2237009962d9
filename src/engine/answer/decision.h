/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"
#include "engine/answer/cluster.h"
#include "engine/answer/ranking.h"

G_BEGIN_DECLS

#define RIG_N_CRITERIA 7
#define RIG_MAX_DECISION_PAIRS (RIG_MAX_COMPARED * (RIG_MAX_COMPARED - 1) / 2)

/* One machine among those that are compared. */
typedef struct
{
  guint machine;             /* index in the answer */
  RigTruth meets;            /* all needs; UNKNOWN: possible, if what is not known turns out well */
  RigNeedSet unmet, unknown;
  RigSpan score;             /* 0-100 */
  gboolean could_win;        /* not the first, fails nothing, its best is above the first's worst */
  guint dominated_by;        /* a bit for each machine of the answer */
  guint certainly_dominated_by; /* of these, those that are so even at the ends of all ranges */
} RigChoice;

/**
 * RigDecision:
 *
 * Which of the machines of an answer, by the scenario's needs and weights: docs/method-decision.md.
 * A plain value; it points into scenario and catalogue, and lives no longer than they stay as they
 * are.
 */
typedef struct
{
  RigVerdict verdict;  /* on the first; NONE where no machine meets all needs for certain */
  guint n_choices;
  RigChoice choices[RIG_MAX_COMPARED]; /* that meet all needs, may meet them, fail; best first */
  guint n_needs;
  RigNeed needs[RIG_MAX_NEEDS];
  RigKey need_keys[RIG_MAX_NEEDS];     /* MODEL: that the scenario's model runs, always the first */
  RigCriterion criteria[RIG_N_CRITERIA];
  RigKey criterion_keys[RIG_N_CRITERIA];
  guint n_drops;                       /* 0 where some machine meets all needs for certain */
  RigNeedSet drops[RIG_MAX_COMPARED];  /* smallest sets of needs to do without; fewest first */
  guint n_pairs;
  RigPair pairs[RIG_MAX_DECISION_PAIRS]; /* that only together meet all; cheapest first */
  guint n_options;
  RigOption options[RIG_MAX_COMPARED]; /* by the answer's order */
  RigSpan values[RIG_MAX_COMPARED][RIG_N_CRITERIA]; /* 0-100, theirs by each criterion */
  gboolean linked;                     /* whether two machines together are a cluster */
  RigClusterMember members[RIG_MAX_COMPARED]; /* where they are linked */
  RigClusterLink link;
} RigDecision;

/**
 * rig_decision_init:
 * @answer: of @scenario, by @evaluator
 *
 * Allocates nothing unless there are several models that have to fit at once.
 */
void       rig_decision_init        (RigDecision       *self,
                                     RigEvaluator      *evaluator,
                                     const RigScenario *scenario,
                                     const RigAnswer   *answer);
/** The first half of it: what the machines are. */
void       rig_decision_fill_options (RigDecision       *self,
                                      RigEvaluator      *evaluator,
                                      const RigScenario *scenario,
                                      const RigAnswer   *answer);
/** An option becomes what another answer makes of the same machine. */
void       rig_decision_take_answer (RigDecision            *self,
                                     guint                   index,
                                     const RigMachineAnswer *answer);
/** Verdict and choices over options that are there already, without dominance and ways out. */
void       rig_decision_judge       (RigDecision       *self,
                                     const RigScenario *scenario);
/** Two machines of the answer together, linked where the scenario says so. */
void       rig_decision_init_pair   (const RigDecision *self,
                                     guint              first,
                                     guint              second,
                                     RigOption         *pair);
/** Whether a machine of the answer meets for certain what is left when the needs of @drop go. */
gboolean   rig_decision_meets_without (const RigDecision *self,
                                       guint              machine,
                                       RigNeedSet         drop);
/** The criterion that leaves most of the score of a choice open; RIG_N_CRITERIA: none does. */
guint      rig_decision_find_widest (const RigDecision *self,
                                     const RigChoice   *choice);
/** As --set takes it: "need-os=linux", "need-software=cuda", "model=llama-3.3-70b". */
char      *rig_decision_need_to_string (const RigDecision *self,
                                        const RigScenario *scenario,
                                        guint              need) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rig_decision_fill_needs:
 *
 * The needs of a scenario, as rig_decision_init() does first.
 */
void       rig_decision_fill_needs  (RigDecision       *self,
                                     const RigScenario *scenario);
/** How many of the models of need-models run at once on a machine, from the first on. */
RigSpan    rig_decision_count_models (RigEvaluator      *evaluator,
                                      const RigScenario *scenario,
                                      const RigMachine  *machine);

/** What a need of software is called: "CUDA", "vLLM". @feature: of such a need. */
const char *rig_software_feature_get_name (RigFeature feature);
/** The same of a word of need-software; the word itself where it is none. */
const char *rig_software_word_get_name (const char *word);

G_END_DECLS
