/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A decision over the whole catalogue: what a slider or a switch pays each time. */

#include "engine/answer/bundle.h"
#include "engine/answer/machine-option.h"
#include "engine/answer/ranking.h"

#include <stdio.h>

#define ROUNDS 31
#define REPEATS 50
#define MAX_OPTIONS 512
#define MAX_PAIRS 20

static RigOption options[MAX_OPTIONS];
static guint n_options;
static double sink; /* what is found is used, so that no compiler leaves out the search */

static const RigNeed needs[] = {
  { .kind = RIG_NEED_FEATURES, .features = RIG_FEATURE_BIT (RIG_FEATURE_CUDA) },
  { .kind = RIG_NEED_FEATURES, .features = RIG_FEATURE_BIT (RIG_FEATURE_MACOS) },
  { .kind = RIG_NEED_FEATURES, .features = RIG_FEATURE_BIT (RIG_FEATURE_LAPTOP) },
  { .kind = RIG_NEED_MORE_THAN, .trait = RIG_TRAIT_MEMORY_GB, .limit = 64 },
  { .kind = RIG_NEED_BY_DATE, .date = "2026-11-22" },
};

static void
run_needs (void)
{
  RigNeedCheck checks[MAX_OPTIONS];
  RigNeedSet keep[MAX_OPTIONS];

  for (guint i = 0; i < n_options; i++)
    checks[i] = rig_needs_check (needs, G_N_ELEMENTS (needs), &options[i]);
  sink += rig_needs_find_relaxations (checks, n_options, keep);
}

static void
run_ranking (void)
{
  const RigCriterion criteria[] = { RIG_CRITERION_PRICE (3), RIG_CRITERION_MEMORY (2),
                                    RIG_CRITERION_DECODE (4), RIG_CRITERION_QUIET (1) };
  RigRank ranks[MAX_OPTIONS];

  sink += rig_ranking_init (ranks, options, n_options, criteria, G_N_ELEMENTS (criteria));
}

static void
run_front (void)
{
  const RigCriterion criteria[] = { RIG_CRITERION_PRICE (1), RIG_CRITERION_MEMORY (1) };

  for (guint i = 0; i < n_options; i++)
    sink += rig_option_is_undominated (i, options, n_options, criteria, G_N_ELEMENTS (criteria));
}

static void
run_pairs (void)
{
  RigPair pairs[MAX_PAIRS];

  sink += rig_bundle_find_pairs (options, n_options, needs, G_N_ELEMENTS (needs), NULL, pairs,
                                 G_N_ELEMENTS (pairs));
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The fastest round is what the machine can do; the median says how disturbed it was. */
static void
measure (const char *what, void (*run) (void))
{
  double rounds[ROUNDS];

  run ();
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint j = 0; j < REPEATS; j++)
        run ();
      rounds[i] = (double) (g_get_monotonic_time () - start) / REPEATS;
    }
  qsort (rounds, ROUNDS, sizeof rounds[0], compare_doubles);
  printf ("%-44s %10.2f us  (median %.2f)\n", what, rounds[0], rounds[ROUNDS / 2]);
}

int
main (void)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const GPtrArray *machines = rig_catalog_get_machines (catalog);

  n_options = MIN (machines->len, MAX_OPTIONS);
  for (guint i = 0; i < n_options; i++)
    rig_option_init_from_machine (&options[i], g_ptr_array_index (machines, i));
  printf ("%u machines\n", n_options);
  measure ("five needs and what to drop", run_needs);
  measure ("ranked by four criteria", run_ranking);
  measure ("Pareto front of price and memory", run_front);
  measure ("cheapest pairs that meet five needs", run_pairs);
  return sink == 0;
}
