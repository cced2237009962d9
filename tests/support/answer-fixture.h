/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"

/* What a test of answers and their words starts from: the built-in catalogue and a scenario on a
 * fixed day. For tcase_add_checked_fixture(). */
static RigCatalog *catalog;
static RigEvaluator *evaluator;
static RigScenario *scenario;
static RigAnswer answer;

static void
set_up (void)
{
  catalog = rig_catalog_new ();
  evaluator = rig_evaluator_new (catalog);
  scenario = rig_scenario_new ();
  rig_scenario_set_text (scenario, RIG_KEY_AS_OF, "2026-11-22");
}

static void
tear_down (void)
{
  rig_scenario_free (scenario);
  rig_evaluator_free (evaluator);
  rig_catalog_free (catalog);
}
