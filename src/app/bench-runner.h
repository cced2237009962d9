/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RIG_BENCH_RUNNER_ERROR (rig_bench_runner_error_quark ())
GQuark rig_bench_runner_error_quark (void);

/**
 * RigBenchRunnerError:
 * @RIG_BENCH_RUNNER_ERROR_MISSING: llama-bench is not on the PATH
 * @RIG_BENCH_RUNNER_ERROR_START: it could not be started
 * @RIG_BENCH_RUNNER_ERROR_OPTIONS: it does not know an option: too old a build
 * @RIG_BENCH_RUNNER_ERROR_MODEL: it could not load the model
 * @RIG_BENCH_RUNNER_ERROR_MEMORY: it ran out of memory
 * @RIG_BENCH_RUNNER_ERROR_STATUS: it failed for another reason; its log tells
 * @RIG_BENCH_RUNNER_ERROR_SIGNAL: it was ended by a signal, by whoever
 * @RIG_BENCH_RUNNER_ERROR_NO_RESULT: it ended well without a result
 * @RIG_BENCH_RUNNER_ERROR_TOO_MUCH: it wrote more than any benchmark does
 * @RIG_BENCH_RUNNER_ERROR_CANCELLED: it was ended by rig_bench_runner_cancel()
 *
 * Messages are whole sentences for the user.
 */
typedef enum
{
  RIG_BENCH_RUNNER_ERROR_MISSING,
  RIG_BENCH_RUNNER_ERROR_START,
  RIG_BENCH_RUNNER_ERROR_OPTIONS,
  RIG_BENCH_RUNNER_ERROR_MODEL,
  RIG_BENCH_RUNNER_ERROR_MEMORY,
  RIG_BENCH_RUNNER_ERROR_STATUS,
  RIG_BENCH_RUNNER_ERROR_SIGNAL,
  RIG_BENCH_RUNNER_ERROR_NO_RESULT,
  RIG_BENCH_RUNNER_ERROR_TOO_MUCH,
  RIG_BENCH_RUNNER_ERROR_CANCELLED,
} RigBenchRunnerError;

#define RIG_MAX_BENCH_DEPTHS 4

/* What to measure: reading and writing that many tokens, behind each of the depths. */
typedef struct
{
  const char *path;   /* a GGUF file */
  guint prompt;       /* tokens read in one test; 0: reading is not measured */
  guint answer;       /* tokens written in one test; 0: writing is not measured */
  guint depths[RIG_MAX_BENCH_DEPTHS]; /* tokens that stand before a test */
  guint n_depths;
  guint repetitions;  /* of each test */
} RigBenchPlan;

guint rig_bench_plan_count_tests (const RigBenchPlan *plan);

typedef enum
{
  RIG_BENCH_STEP_LOAD,
  RIG_BENCH_STEP_WARM_UP,
  RIG_BENCH_STEP_DEPTH,  /* reading what stands before the test */
  RIG_BENCH_STEP_PROMPT,
  RIG_BENCH_STEP_ANSWER,
} RigBenchStep;

/* Where it stands. */
typedef struct
{
  guint n_tests, n_done;
  guint test;            /* the one that is being done, from 1; 0: none yet */
  RigBenchStep step;
  guint run, n_runs;     /* of the step, from 1; 0 where it is not repeated */
} RigBenchProgress;

#define RIG_TYPE_BENCH_RUNNER (rig_bench_runner_get_type ())
G_DECLARE_FINAL_TYPE (RigBenchRunner, rig_bench_runner, RIG, BENCH_RUNNER, GObject)

char                   *rig_bench_runner_find_program (void) G_GNUC_WARN_UNUSED_RESULT;

RigBenchRunner         *rig_bench_runner_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean                rig_bench_runner_start (RigBenchRunner     *self,
                                                const RigBenchPlan *plan,
                                                GError            **error);
void                    rig_bench_runner_cancel (RigBenchRunner *self);
gboolean                rig_bench_runner_is_running (RigBenchRunner *self);
const RigBenchProgress *rig_bench_runner_get_progress (RigBenchRunner *self);
const char             *rig_bench_runner_get_output (RigBenchRunner *self);
const char             *rig_bench_runner_get_log (RigBenchRunner *self);
const GError           *rig_bench_runner_get_error (RigBenchRunner *self);

void                    rig_bench_runner_end_all (void);

G_END_DECLS
