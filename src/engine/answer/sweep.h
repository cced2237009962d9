/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/course.h"
#include "engine/answer/decision.h"

G_BEGIN_DECLS

/* What one machine does at one value. NaN: unknown; infinity: not within 120 months. */
typedef struct
{
  RigFitVerdict fit;
  RigTruth meets;     /* all needs */
  RigSpan score;      /* 0-100 */
  double decode_tokens_per_s, prefill_tokens_per_s, payback_months, npv_usd;
  gboolean never;     /* not even in infinite time */
} RigSweepMachine;

/* The answer at one value of an input. */
typedef struct
{
  double value;
  RigVerdict verdict;
  int best; /* index of the machine that the verdict is on; -1: none */
  RigCourse course;
  RigSweepMachine machines[RIG_MAX_COMPARED]; /* as the scenario has them */
} RigSweepStep;

/**
 * rig_sweep_new:
 * @scenario: left as it is
 * @key: a number
 *
 * The answer at every value that the slider of an input stops at.
 *
 * Returns: (element-type RigSweepStep): rising by value
 */
GArray  *rig_sweep_new               (RigEvaluator       *evaluator,
                                      const RigScenario  *scenario,
                                      RigKey              key) G_GNUC_WARN_UNUSED_RESULT;
/** Whether best choice, verdict, what fits and what money says are the same. */
gboolean rig_sweep_step_is_same_answer (const RigSweepStep *a,
                                        const RigSweepStep *b,
                                        guint               n_machines);

G_END_DECLS
