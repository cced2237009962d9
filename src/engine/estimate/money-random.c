/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/money-random.h"

#include <math.h>

void
rig_random_init (RigRandom *self, guint64 seed)
{
  self->state = seed;
}

guint64
rig_random_next (RigRandom *self)
{
  guint64 bits = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  bits = (bits ^ (bits >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  bits = (bits ^ (bits >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return bits ^ (bits >> 31);
}

double
rig_random_next_share (RigRandom *self)
{
  return (double) (rig_random_next (self) >> 11) * 0x1p-53;
}

double
rig_random_get_triangular (double share, double low, double mode, double high)
{
  double width = high - low;

  if (!(width > 0))
    return width == 0 ? low : NAN;
  if (share < (mode - low) / width)
    return low + sqrt (share * width * (mode - low));
  return high - sqrt ((1 - share) * width * (high - mode));
}
