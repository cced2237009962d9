/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/bench-progress.h"

#include <stdio.h>

/* tools/llama-bench/llama-bench.cpp of llama.cpp, b4000 to b11669. */
static const struct
{
  const char *words;
  RigBenchStep step;
} steps[] = {
  { "starting", RIG_BENCH_STEP_LOAD },
  { "warmup", RIG_BENCH_STEP_WARM_UP },
  { "depth run", RIG_BENCH_STEP_DEPTH },
  { "prompt run", RIG_BENCH_STEP_PROMPT },
  { "generation run", RIG_BENCH_STEP_ANSWER },
};

/* "llama-bench: benchmark 2/4: generation run 1/3" */
gboolean
rig_bench_progress_read (RigBenchProgress *self, const char *line)
{
  const char *found = strstr (line, "benchmark ");
  unsigned test, n_tests, run, n_runs;
  int end = 0;

  if (found == NULL || sscanf (found, "benchmark %u/%u: %n", &test, &n_tests, &end) < 2 || end == 0
      || test == 0 || test > n_tests)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gsize length = strlen (steps[i].words);

      if (strncmp (found + end, steps[i].words, length) != 0)
        continue;
      self->test = test;
      self->n_tests = n_tests;
      self->step = steps[i].step;
      self->run = self->n_runs = 0;
      if (sscanf (found + end + length, " %u/%u", &run, &n_runs) == 2 && run <= n_runs)
        {
          self->run = run;
          self->n_runs = n_runs;
        }
      return TRUE;
    }

  return FALSE;
}

/* In the order of how much they say: a build that runs out of memory cannot load its model either.
 * Case-folded. */
static const struct
{
  const char *words;
  RigBenchRunnerError reason;
} reasons[] = {
  { "invalid parameter for argument", RIG_BENCH_RUNNER_ERROR_OPTIONS },
  { "unknown argument", RIG_BENCH_RUNNER_ERROR_OPTIONS },
  { "out of memory", RIG_BENCH_RUNNER_ERROR_MEMORY },
  { "insufficient memory", RIG_BENCH_RUNNER_ERROR_MEMORY },
  { "outofdevicememory", RIG_BENCH_RUNNER_ERROR_MEMORY },
  { "outofhostmemory", RIG_BENCH_RUNNER_ERROR_MEMORY },
  { "cannot allocate memory", RIG_BENCH_RUNNER_ERROR_MEMORY },
  { "failed to allocate", RIG_BENCH_RUNNER_ERROR_MEMORY },
  { "unable to allocate", RIG_BENCH_RUNNER_ERROR_MEMORY },
  { "bad_alloc", RIG_BENCH_RUNNER_ERROR_MEMORY },
  { "failed to create context", RIG_BENCH_RUNNER_ERROR_MEMORY },
  { "failed to load model", RIG_BENCH_RUNNER_ERROR_MODEL },
};

RigBenchRunnerError
rig_bench_progress_find_reason (const char *log)
{
  g_autofree char *folded = g_ascii_strdown (log, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (strstr (folded, reasons[i].words) != NULL)
      return reasons[i].reason;

  return RIG_BENCH_RUNNER_ERROR_STATUS;
}
