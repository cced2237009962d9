/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/speed-run.h"

#include "engine/answer/own-speed-private.h"

/* Of a normal distribution: what 80 % lie within. */
#define DEVIATIONS_OF_80_PERCENT 1.2816

double
rig_speed_run_get_depth (const RigSpeedRun *self)
{
  return (double) self->work.use.context / MAX (1, self->work.use.sequences);
}

static void
scale (RigEstimate *estimate, double factor)
{
  estimate->value *= factor;
  estimate->low *= factor;
  estimate->high *= factor;
}

/* So that the parts still sum to the time that is shown: nobody measures them one by one. */
static void
scale_terms (RigSpeedTerms *terms, double factor)
{
  terms->weights_s *= factor;
  terms->kv_s *= factor;
  terms->compute_s *= factor;
  terms->attention_s *= factor;
  terms->dequant_s *= factor;
  terms->layers_s *= factor;
  terms->moe_s *= factor;
  terms->state_s *= factor;
  terms->cards_s *= factor;
  terms->fixed_s *= factor;
}

/* The measured case that the speed model cannot tell from the one that was asked for, @ln_asked
 * being its prediction; of several the nearest. */
static const RigOwnPoint *
find_point (const RigOwnFile *file, double position, double ln_asked, double repeatability)
{
  const RigOwnPoint *nearest = NULL;

  for (guint i = 0; i < file->points->len; i++)
    {
      const RigOwnPoint *point = &g_array_index (file->points, RigOwnPoint, i);

      if (fabs (point->ln_predicted - ln_asked) <= repeatability
          && (nearest == NULL
              || fabs (point->position - position) < fabs (nearest->position - position)))
        nearest = point;
    }
  return nearest;
}

/* ln (measured / predicted), straight between the tests on both sides; that of the outermost
 * beyond them, where @inside is FALSE. */
static double
get_ln_ratio (const RigOwnFile *file, double position, gboolean *inside)
{
  const RigOwnPoint *points = (const RigOwnPoint *) file->points->data;
  guint n = file->points->len, i = 0;
  double share;

  while (i < n && points[i].position < position)
    i++;
  *inside = (i > 0 && i < n) || (i < n && points[i].position == position);
  if (i == n)
    return points[n - 1].ln_ratio;
  if (i == 0 || points[i].position == position)
    return points[i].ln_ratio;
  share = (position - points[i - 1].position) / (points[i].position - points[i - 1].position);
  return points[i - 1].ln_ratio + share * (points[i].ln_ratio - points[i - 1].ln_ratio);
}

/* @speed becomes @value, between @value times e to the power of plus and minus @half_width. */
static void
set_speed (RigSpeed *speed, double value, double low_width, double high_width, double ceiling,
           RigBasis basis)
{
  RigEstimate *estimate = &speed->tokens_per_s;
  double before = estimate->value;

  /* Written so that an unknown ceiling is none. */
  if (value > ceiling)
    value = ceiling;
  *estimate = (RigEstimate){ value, value * exp (-low_width), value * exp (high_width), basis };
  if (estimate->high > ceiling)
    estimate->high = ceiling;
  if (rig_estimate_is_known (&speed->each_tokens_per_s))
    {
      double sequences = before / speed->each_tokens_per_s.value;

      speed->each_tokens_per_s = *estimate;
      scale (&speed->each_tokens_per_s, 1 / sequences);
      value /= sequences;
    }
  scale_terms (&speed->terms, 1 / (value * speed->seconds));
  speed->seconds = 1 / value;
}

/* The very case: what was measured, as sure as its runs agreed and as tests can be repeated. */
static void
take_measured (RigSpeed *speed, const RigOwnPoint *point, double repeatability, double ceiling)
{
  double deviation = DEVIATIONS_OF_80_PERCENT * point->deviation;
  double width = sqrt (deviation * deviation + repeatability * repeatability);

  set_speed (speed, point->measured, width, width, ceiling, RIG_BASIS_MEASURED);
  speed->own = RIG_SPEED_OWN_MEASURED;
  speed->novelty = 0;
  speed->warnings &= RIG_SPEED_WARN_CONTEXT;
}

/* The mean of what all files of the nearest relation say. */
static double
get_mean_ln_ratio (const RigSpeedRun *run, const RigOwnSpeed *own, double position,
                   gboolean *inside)
{
  double sum = 0;
  guint n = 0;

  *inside = FALSE;
  for (guint i = 0; i < own->set->files->len; i++)
    {
      const RigOwnFile *file = g_ptr_array_index (own->set->files, i);
      RigOwnRelation relation;

      if (!rig_own_file_relates (file, run, &relation) || relation != own->relation)
        continue;
      sum += get_ln_ratio (file, position, inside);
      n++;
    }
  return sum / n;
}

/* Never wider than without the measurement. What it says of several chats at once is what it says
 * of another file. */
static void
correct (RigSpeed *speed, const RigSpeedRun *run, RigSpeedKind kind, double position,
         gboolean several, double ceiling)
{
  const RigOwnSpeed *own = &run->own[kind];
  const RigEstimate before = speed->tokens_per_s;
  RigOwnRelation relation = several ? MAX (own->relation, RIG_OWN_SAME_MODEL) : own->relation;
  double share, half_width, ln_ratio;
  gboolean inside;

  if (!rig_speed_constants_get_own_measurement (run->constants, kind, relation, &share,
                                                &half_width))
    return;
  ln_ratio = get_mean_ln_ratio (run, own, position, &inside);
  /* Between two tests of the same file nothing has to be carried over. */
  if (inside && relation == RIG_OWN_SAME_FILE)
    share = 1;
  set_speed (speed, before.value * exp (share * ln_ratio),
             MIN (half_width, log (before.value / before.low)),
             MIN (half_width, log (before.high / before.value)), ceiling, before.basis);
  speed->own = RIG_SPEED_OWN_SAME_FILE + relation;
  speed->novelty &= relation == RIG_OWN_SAME_CLASS ? RIG_NOVEL_MODEL : 0;
}

static const RigOwnPoint *
find_measured (const RigSpeedRun *run, RigSpeedKind kind, double position, double ln_asked,
               double repeatability)
{
  const RigOwnSpeed *own = &run->own[kind];

  for (guint i = 0; own->relation == RIG_OWN_SAME_FILE && i < own->set->files->len; i++)
    {
      const RigOwnFile *file = g_ptr_array_index (own->set->files, i);
      RigOwnRelation relation;

      if (file->model == run->work.model && rig_own_file_relates (file, run, &relation)
          && relation == RIG_OWN_SAME_FILE)
        return find_point (file, position, ln_asked, repeatability);
    }
  return NULL;
}

static void
apply_own (RigSpeed *speed, const RigSpeedRun *run, RigSpeedKind kind, double position,
           gboolean several, double ceiling)
{
  double repeatability = rig_speed_constants_get_repeatability (run->constants, kind);
  const RigOwnPoint *point = NULL;

  if (!several && !isnan (repeatability))
    point = find_measured (run, kind, position, log (speed->tokens_per_s.value), repeatability);
  if (point != NULL)
    take_measured (speed, point, repeatability, ceiling);
  else
    correct (speed, run, kind, position, several, ceiling);
}

void
rig_speed_run_decode (const RigSpeedRun *self, double context, guint sequences, RigSpeed *speed)
{
  rig_speed_decode (speed, &self->coefficients, &self->machine, &self->work, context, sequences);
  if (self->own[RIG_SPEED_DECODE].set != NULL)
    apply_own (speed, self, RIG_SPEED_DECODE, context, sequences > 1,
               speed->ceiling_tokens_per_s);
}

void
rig_speed_run_prefill (const RigSpeedRun *self, double n_tokens, double depth, RigSpeed *speed)
{
  rig_speed_prefill (speed, &self->coefficients, &self->machine, &self->work, n_tokens, depth);
  if (self->own[RIG_SPEED_PREFILL].set != NULL)
    apply_own (speed, self, RIG_SPEED_PREFILL,
               rig_own_get_position (RIG_SPEED_PREFILL, MAX (1, n_tokens), depth), FALSE,
               self->prefill_ceiling_tokens_per_s);
}
