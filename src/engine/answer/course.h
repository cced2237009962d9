/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"
#include "engine/answer/use.h"

G_BEGIN_DECLS

/* What money says, in the middle of all ranges. */
typedef struct
{
  int cheapest; /* index of the machine with the highest net present value over the horizon; -1:
                   the API, no machine's being above nothing */
  guint pays;   /* a bit for each machine that pays back, simply, within the horizon */
} RigCourse;

/** That of an answer whose money is there. Machines whose money is unknown take no part. */
void rig_course_init_from_answer (RigCourse       *self,
                                  const RigAnswer *answer);

/* What a machine is worth, and all that may differ in it between two courses of one scenario. */
typedef struct
{
  double price_usd, prefill_tokens_per_s, decode_tokens_per_s;
  RigMoneyWorth worth;
  gboolean known; /* FALSE: it has to be found */
} RigCourseWorth;

/* Many courses that differ in numbers of the scenario: the same result in a fraction of the time,
 * from machines whose speed is already there. A plain value. */
typedef struct
{
  const RigCatalog *catalog;
  const RigApi *api;  /* NULL: none, or one without prices */
  RigPrices prices;
  char date[16];
  RigMoneyInputs inputs; /* those of a machine being the last one's */
  double loan_share;
  RigMoneyMemo memo;
  RigCourseWorth worths[RIG_MAX_COMPARED]; /* of the last course */
} RigCourseFinder;

/** @scenario: whose API and date count for all courses. */
void rig_course_finder_init         (RigCourseFinder   *self,
                                     const RigCatalog  *catalog,
                                     const RigScenario *scenario);
/** Takes all numbers of use and money. */
void rig_course_finder_set_scenario (RigCourseFinder   *self,
                                     const RigScenario *scenario);
/** @answer: by rig_evaluator_evaluate_machines() or rig_evaluator_update_machines(), always of the
 * same machines, whose prices may be others. */
void rig_course_finder_find         (RigCourseFinder   *self,
                                     const RigAnswer   *answer,
                                     RigCourse         *course);

G_END_DECLS
