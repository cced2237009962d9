/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window does at each step of a slider, without the window. */

#include "engine/answer/decision.h"
#include "engine/answer/flips.h"
#include "engine/answer/fit-advice.h"
#include "engine/answer/fit-limits.h"
#include "engine/answer/search.h"
#include "report/report.h"

#include <stdio.h>
#include <string.h>

#define ROUNDS 21

typedef struct
{
  RigEvaluator *evaluator;
  RigScenario *scenario;
  guint step;
  double sink; /* what is found is used, so that no compiler leaves out the search */
  const char *only; /* NULL: all; else a part of the name of what is measured */
} Bench;

typedef void (*BenchFunc) (Bench *bench);

/* Another value each time, as under a finger: nothing may be answered from memory. */
static void
move_sliders (Bench *bench)
{
  guint step = bench->step++;

  rig_scenario_set_number (bench->scenario, RIG_KEY_CONTEXT, 4096 + 512.0 * (step % 200));
  rig_scenario_set_number (bench->scenario, RIG_KEY_API_SPEND, 50 + step % 700);
}

static void
run_answer (Bench *bench)
{
  RigAnswer answer;

  move_sliders (bench);
  rig_evaluator_evaluate (bench->evaluator, bench->scenario, &answer);
}

/* Beside the answer that it is made of. */
static void
run_decision (Bench *bench)
{
  static RigAnswer answer;
  static gboolean has_answer;
  RigDecision decision;

  if (!has_answer)
    rig_evaluator_evaluate (bench->evaluator, bench->scenario, &answer);
  has_answer = TRUE;
  rig_scenario_set_number (bench->scenario, RIG_KEY_NEED_MEMORY, bench->step++ % 200);
  rig_decision_init (&decision, bench->evaluator, bench->scenario, &answer);
  bench->sink += decision.verdict;
}

static void
run_flips (Bench *bench)
{
  RigFlip flips[RIG_MAX_FLIPS];

  move_sliders (bench);
  bench->sink += rig_flips_find (bench->evaluator, bench->scenario, flips);
}

/* The catalogue asked for what runs the model, beside the answer. */
static void
run_search (Bench *bench)
{
  g_autoptr (RigSearch) search = NULL;
  RigAnswer answer;

  move_sliders (bench);
  rig_evaluator_evaluate (bench->evaluator, bench->scenario, &answer);
  search = rig_search_new (bench->evaluator, bench->scenario, &answer);
  bench->sink += search->cheapest;
}

static void
run_page (Bench *bench, RigPage page)
{
  g_autoptr (RigReport) report = NULL;
  RigAnswer answer;

  move_sliders (bench);
  rig_evaluator_evaluate (bench->evaluator, bench->scenario, &answer);
  report = rig_report_new (page, bench->evaluator, bench->scenario, &answer);
}

static void
run_specs (Bench *bench)
{
  run_page (bench, RIG_PAGE_SPECS);
}

static void
run_models (Bench *bench)
{
  run_page (bench, RIG_PAGE_MODELS);
}

static void
run_speed (Bench *bench)
{
  run_page (bench, RIG_PAGE_SPEED);
}

static void
run_cost (Bench *bench)
{
  run_page (bench, RIG_PAGE_COST);
}

/* Every machine of the comparison, as the tables ask. */
static void
run_machines (Bench *bench, void (*run) (Bench *bench, const RigAnswer *answer, const RigMachine *))
{
  RigAnswer answer;

  move_sliders (bench);
  rig_evaluator_evaluate (bench->evaluator, bench->scenario, &answer);
  for (guint i = 0; i < answer.n_machines; i++)
    run (bench, &answer, answer.machines[i].machine);
}

static void
advise (Bench *bench, const RigAnswer *answer, const RigMachine *machine)
{
  RigFitAdvice advice;

  rig_evaluator_advise (bench->evaluator, bench->scenario, answer->model, answer->quant, machine,
                        &advice);
}

static void
run_advice (Bench *bench)
{
  run_machines (bench, advise);
}

static void
find_limits (Bench *bench, const RigAnswer *answer, const RigMachine *machine)
{
  RigFitCase fit_case;

  rig_evaluator_prepare_fit (bench->evaluator, bench->scenario, answer->model, answer->quant,
                             machine, &fit_case);
  bench->sink += rig_fit_case_get_largest_context (&fit_case);
  bench->sink += rig_fit_case_get_most_chats (&fit_case);
}

static void
run_limits (Bench *bench)
{
  run_machines (bench, find_limits);
}

static void
find_largest_model (Bench *bench, const RigAnswer *answer, const RigMachine *machine)
{
  RigFit fit;

  bench->sink += rig_evaluator_find_largest_model (bench->evaluator, bench->scenario,
                                                   answer->quant, machine, &fit) != NULL;
}

static void
run_largest_model (Bench *bench)
{
  run_machines (bench, find_largest_model);
}

static void
find_largest_size (Bench *bench, const RigAnswer *answer, const RigMachine *machine)
{
  bench->sink += rig_evaluator_find_largest_size (bench->evaluator, bench->scenario,
                                                  answer->quant, machine) > 0.0;
}

static void
run_largest_size (Bench *bench)
{
  run_machines (bench, find_largest_size);
}

static void
fit_beside (Bench *bench, const RigAnswer *answer, const RigMachine *machine)
{
  const RigLoadedModel pair[] = { { answer->model, answer->quant, 0 },
                                  { answer->model, answer->quant, 0 } };
  RigFit fit;

  rig_evaluator_fit_together (bench->evaluator, bench->scenario, pair, G_N_ELEMENTS (pair),
                              machine, &fit);
  bench->sink += fit.verdict == RIG_FIT_FITS;
}

static void
run_beside (Bench *bench)
{
  run_machines (bench, fit_beside);
}

static void
run_load (Bench *bench)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();

  bench->step += rig_catalog_get_machines (catalog)->len;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The fastest round is what the machine can do; the median says how disturbed it was. */
static void
measure (Bench *bench, const char *what, BenchFunc run, guint repeats, double per_s,
         const char *unit)
{
  double rounds[ROUNDS];

  if (bench->only != NULL && strstr (what, bench->only) == NULL)
    return;
  run (bench);
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint j = 0; j < repeats; j++)
        run (bench);
      rounds[i] = (double) (g_get_monotonic_time () - start) / 1e6 / repeats * per_s;
    }
  qsort (rounds, ROUNDS, sizeof rounds[0], compare_doubles);
  printf ("%-44s %10.2f %-3s (median %.2f)\n", what, rounds[0], unit, rounds[ROUNDS / 2]);
}

/* Six of every kind: a Mac, a Spark, an APU, cards, two cards that share a model. */
static void
set_machines (RigScenario *scenario)
{
  static const char *const ids[] = { "mac-studio-m4-max-128", "dgx-spark-128",
                                     "framework-desktop-128", "rtx-5090", "dual-rtx-3090",
                                     "rtx-3090", NULL };

  rig_scenario_set_machines (scenario, ids);
}

/* With an argument: only what has it in its name, as a profiler asks. */
int
main (int argc, char **argv)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (RigEvaluator) evaluator = rig_evaluator_new (catalog);
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  Bench bench = { evaluator, scenario, .only = argc > 1 ? argv[1] : NULL };

  measure (&bench, "catalogue loaded", run_load, 1, 1e3, "ms");
  measure (&bench, "scenario evaluated, all machines compared", run_answer, 1000, 1e9, "ns");
  set_machines (scenario);
  measure (&bench, "scenario evaluated, six machines", run_answer, 1000, 1e9, "ns");
  measure (&bench, "decided among the six, beside their answer", run_decision, 1000, 1e9, "ns");
  measure (&bench, "all flips of the six", run_flips, 1, 1e3, "ms");
  measure (&bench, "whole catalogue searched, with an answer", run_search, 20, 1e6, "us");
  measure (&bench, "the same, first thing to change", run_advice, 20, 1e6, "us");
  measure (&bench, "the same, longest context and most chats", run_limits, 20, 1e6, "us");
  measure (&bench, "the same, largest model at one quantisation", run_largest_model, 20, 1e6, "us");
  measure (&bench, "the same, largest dense size", run_largest_size, 1, 1e6, "us");
  measure (&bench, "the same, two models together", run_beside, 20, 1e6, "us");
  measure (&bench, "evaluated and put into words: specs", run_specs, 20, 1e6, "us");
  measure (&bench, "evaluated and put into words: models", run_models, 20, 1e6, "us");
  measure (&bench, "evaluated and put into words: speed", run_speed, 20, 1e6, "us");
  measure (&bench, "evaluated and put into words: cost", run_cost, 20, 1e6, "us");
  return 0;
}
