/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/money-odds.h"

#include "engine/answer/money-ranges.h"

RigOddsCase *
rig_odds_case_new (const RigAnswer *answer, guint64 seed, guint n_draws)
{
  RigOddsCase *self = g_new0 (RigOddsCase, 1);

  self->seed = seed;
  self->n_draws = CLAMP (n_draws, 1, RIG_MONEY_MAX_DRAWS);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      RigOddsMachine *copy = &self->machines[self->n_machines];

      copy->n_ranges = rig_money_ranges_fill (machine, copy->ranges);
      if (copy->n_ranges == 0)
        continue;
      copy->id = g_strdup (machine->machine->id);
      copy->inputs = machine->money_inputs;
      self->n_machines++;
    }
  return self;
}

void
rig_odds_case_free (RigOddsCase *self)
{
  for (guint i = 0; i < self->n_machines; i++)
    g_free (self->machines[i].id);
  g_free (self);
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* @npv_usd: as drawn; known ones are sorted at its beginning */
static void
fill_quantiles (RigOddsResult *result, double *npv_usd, guint n_draws)
{
  guint n = 0;

  for (guint i = 0; i < n_draws; i++)
    if (!isnan (npv_usd[i]))
      npv_usd[n++] = npv_usd[i];
  qsort (npv_usd, n, sizeof npv_usd[0], compare_doubles);
  for (guint i = 0; i <= RIG_ODDS_STEPS; i++)
    {
      /* The rank of the engine's quantiles: the smallest draw that so many do not exceed. */
      guint64 rank = ((guint64) n * i + RIG_ODDS_STEPS - 1) / RIG_ODDS_STEPS;

      result->npv_usd[i] = n > 0 ? npv_usd[MAX (rank, 1) - 1] : NAN;
    }
}

RigOdds *
rig_odds_new (const RigOddsCase *odds_case, GCancellable *cancellable,
              RigMoneyProgressFunc progress, gpointer user_data, GError **error)
{
  guint n = odds_case->n_machines;
  g_autofree double *npv_usd = g_new (double, MAX (n, 1) * (gsize) odds_case->n_draws);
  RigMoneyCase cases[RIG_MAX_COMPARED];
  RigMoneyOdds odds[RIG_MAX_COMPARED];
  RigOdds *self;

  for (guint i = 0; i < n; i++)
    {
      const RigOddsMachine *machine = &odds_case->machines[i];
      cases[i] = (RigMoneyCase){ &machine->inputs, machine->ranges, machine->n_ranges };
    }
  if (!rig_money_simulate (cases, n, odds_case->seed, odds_case->n_draws, cancellable, progress,
                           user_data, odds, npv_usd, error))
    return NULL;
  self = g_new0 (RigOdds, 1);
  self->seed = odds_case->seed;
  self->n_draws = odds_case->n_draws;
  self->n_machines = n;
  for (guint i = 0; i < n; i++)
    {
      self->machines[i].id = g_strdup (odds_case->machines[i].id);
      self->machines[i].odds = odds[i];
      fill_quantiles (&self->machines[i], npv_usd + (gsize) i * odds_case->n_draws,
                      odds_case->n_draws);
    }
  return self;
}

void
rig_odds_free (RigOdds *self)
{
  for (guint i = 0; i < self->n_machines; i++)
    g_free (self->machines[i].id);
  g_free (self);
}

const RigOddsResult *
rig_odds_find (const RigOdds *self, const char *machine_id)
{
  for (guint i = 0; i < self->n_machines; i++)
    if (g_str_equal (self->machines[i].id, machine_id))
      return &self->machines[i];
  return NULL;
}
