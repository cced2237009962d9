/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/speed.h"

G_BEGIN_DECLS

/* Tests that state no context have hardly any. */
#define RIG_SHORT_CONTEXT 512.0

typedef struct _RigOwnSet RigOwnSet;

/* What the user measured that says something about a run. */
typedef struct
{
  const RigOwnSet *set;    /* NULL: nothing */
  RigOwnRelation relation; /* of the nearest of it */
} RigOwnSpeed;

/**
 * RigSpeedRun:
 *
 * A model on a machine, made ready for the speed model: resolved once, asked for many points.
 * Whoever shows a speed asks here, so that figures, curves and tables agree. What the user measured
 * is in what it says: docs/measurements.md.
 */
typedef struct
{
  const char *unknown; /* NULL: ready. Else why not, an untranslated N_() string */
  RigStack stack;
  const RigQuant *quant;
  RigSpeedMachine machine;
  RigSpeedWork work;
  RigSpeedCoefficients coefficients;
  const RigSpeedConstants *constants;
  double prefill_ceiling_tokens_per_s; /* no corrected prefill is faster; NaN: unknown */
  RigOwnSpeed own[2]; /* by RigSpeedKind */
} RigSpeedRun;

/** Tokens that stand before what a chat reads or writes when its share of the context is full: all
 * of the context is shared by all chats. What figures, curves and tables mean by "at a context". */
double rig_speed_run_get_depth (const RigSpeedRun *self);
/** Writing, by @sequences chats at once with @context tokens behind each. */
void rig_speed_run_decode (const RigSpeedRun *self,
                           double             context,
                           guint              sequences,
                           RigSpeed          *speed);
/** Reading a prompt of @n_tokens behind @depth tokens. */
void rig_speed_run_prefill (const RigSpeedRun *self,
                            double             n_tokens,
                            double             depth,
                            RigSpeed          *speed);

G_END_DECLS
