/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One prediction: decode and prefill with their intervals, of a run that is ready. The goal is
 * 500 ns and not a single allocation. Making a run ready costs more, and is told apart. */

#include "engine/answer/answer.h"

#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 31
#define REPEATS 20000
#define LOOKUPS 2000

/* The C library's own, which a program may put another in front of: here one that counts. */
#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__
#define CAN_COUNT TRUE
extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t n, size_t size);
extern void *__libc_realloc (void *memory, size_t size);
static guint64 n_allocations;

void *
malloc (size_t size)
{
  n_allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  n_allocations++;
  return __libc_calloc (n, size);
}

void *
realloc (void *memory, size_t size)
{
  n_allocations++;
  return __libc_realloc (memory, size);
}
#else
#define CAN_COUNT FALSE
static guint64 n_allocations;
#endif

typedef struct
{
  RigEvaluator *evaluator;
  RigScenario *scenario;
  const RigModel *model;
  const RigQuant *quant;
  const RigMachine *machine;
  RigSpeedRun run;
  double sink; /* what is found is used, so that no compiler leaves out the search */
} Bench;

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Another context and another prompt each time. */
static void
predict (Bench *bench, guint i)
{
  RigSpeed decode, prefill;

  rig_speed_run_decode (&bench->run, 256 + 512 * (i % 200), 1, &decode);
  rig_speed_run_prefill (&bench->run, 64 + 32 * (i % 200), 0, &prefill);
  bench->sink += decode.tokens_per_s.low + prefill.tokens_per_s.high;
}

static void
predict_batch (Bench *bench, guint i)
{
  RigSpeed decode;

  rig_speed_run_decode (&bench->run, 256 + 512 * (i % 200), 2 + i % 31, &decode);
  bench->sink += decode.tokens_per_s.low;
}

/* The constants that apply to a program, a class of GPU and a quantisation. */
static void
look_up (Bench *bench, guint i)
{
  const RigSpeedConstants *constants
    = rig_catalog_get_speed_constants (rig_evaluator_get_catalog (bench->evaluator));
  RigSpeedCoefficients coefficients;

  rig_speed_coefficients_init (&coefficients, constants, bench->run.stack, &bench->run.machine,
                               &bench->run.work);
  bench->sink += coefficients.eta + i;
}

/* All that a machine's row of the page asks, with the choice of the program. */
static void
prepare (Bench *bench, guint i)
{
  rig_evaluator_prepare_speed (bench->evaluator, bench->scenario, bench->model, bench->quant,
                               bench->machine, &bench->run);
  bench->sink += i;
}

static void
measure (Bench *bench, const char *what, void (*run) (Bench *bench, guint i), guint repeats)
{
  double rounds[ROUNDS];
  guint64 before;

  run (bench, 0);
  before = n_allocations;
  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < repeats; i++)
        run (bench, i);
      rounds[round] = (double) (g_get_monotonic_time () - start) * 1e3 / repeats;
    }
  qsort (rounds, ROUNDS, sizeof rounds[0], compare_doubles);
  printf ("%-24s of %-24s %8.1f ns (median %.1f)", what, bench->model->id, rounds[0],
          rounds[ROUNDS / 2]);
  if (CAN_COUNT)
    printf ("; %.2f allocations", (double) (n_allocations - before) / ROUNDS / repeats);
  printf ("\n");
}

/* Returns whether a prediction allocated nothing. */
static gboolean
measure_case (Bench *bench, const char *model, const char *quant, const char *machine)
{
  const RigCatalog *catalog = rig_evaluator_get_catalog (bench->evaluator);
  guint64 before;

  bench->model = rig_catalog_find_model (catalog, model);
  bench->quant = rig_catalog_find_quant (catalog, quant);
  bench->machine = rig_catalog_find_machine (catalog, machine);
  prepare (bench, 0);
  before = n_allocations;
  for (guint i = 0; i < LOOKUPS; i++)
    predict (bench, i);
  before = n_allocations - before;
  measure (bench, "decode and prefill", predict, REPEATS);
  measure (bench, "decode of several", predict_batch, REPEATS);
  measure (bench, "looking constants up", look_up, LOOKUPS);
  measure (bench, "making a run ready", prepare, LOOKUPS);
  if (before > 0)
    printf ("FAILED: a prediction allocates\n");
  return before == 0;
}

int
main (void)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (RigEvaluator) evaluator = rig_evaluator_new (catalog);
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  Bench bench = { .evaluator = evaluator, .scenario = scenario };
  gboolean ok = TRUE;

  ok &= measure_case (&bench, "llama-3.1-8b", "Q4_K_M", "rtx-4090");
  ok &= measure_case (&bench, "qwen3.6-35b-a3b", "Q4_K_M", "framework-desktop-128");
  ok &= measure_case (&bench, "gemma-3-27b", "Q4_K_M", "mac-studio-m4-ultra-192");
  ok &= measure_case (&bench, "deepseek-v4-pro", "Q4_K_M", "mac-studio-m3-ultra-512");
  return ok && bench.sink != 0 ? 0 : 1;
}
