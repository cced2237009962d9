/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/speed-run.h"

double
rig_speed_run_get_depth (const RigSpeedRun *self)
{
  return (double) self->work.use.context / MAX (1, self->work.use.sequences);
}

void
rig_speed_run_decode (const RigSpeedRun *self, double context, guint sequences, RigSpeed *speed)
{
  rig_speed_decode (speed, &self->coefficients, &self->machine, &self->work, context, sequences);
}

void
rig_speed_run_prefill (const RigSpeedRun *self, double n_tokens, double depth, RigSpeed *speed)
{
  rig_speed_prefill (speed, &self->coefficients, &self->machine, &self->work, n_tokens, depth);
}
