/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/axis-map.h"

#include <math.h>

#define LIMIT 1e300
#define SMALLEST 1e-300
/* Below this share of the values themselves a span is rounding noise, not data. */
#define LEAST_SPAN 1e-9
#define SHRINK_BELOW 0.6
#define FAR_OUTSIDE 20000.0 /* pixels */

RigDomain
rig_domain_empty (RigAxisScale kind)
{
  RigDomain domain = { kind, NAN, NAN };
  return domain;
}

void
rig_domain_add (RigDomain *self, double value)
{
  if (!isfinite (value) || (self->kind == RIG_AXIS_LOG && value <= 0))
    return;
  self->low = isnan (self->low) ? value : MIN (self->low, value);
  self->high = isnan (self->high) ? value : MAX (self->high, value);
}

static void
make_log_valid (RigDomain *self)
{
  if (!isfinite (self->high) || self->high <= 0)
    {
      self->high = isfinite (self->low) && self->low > 0 ? self->low * 10 : 10;
    }
  if (!isfinite (self->low) || self->low <= 0)
    self->low = self->high / 10;
  if (self->low > self->high)
    {
      double swapped = self->low;
      self->low = self->high;
      self->high = swapped;
    }
  self->low = CLAMP (self->low, SMALLEST, LIMIT);
  self->high = CLAMP (self->high, SMALLEST, LIMIT);
  if (log (self->high) - log (self->low) < LEAST_SPAN)
    {
      self->low = self->low / 3 > SMALLEST ? self->low / 3 : self->low;
      self->high *= 3;
    }
}

static void
make_linear_valid (RigDomain *self)
{
  double span, size;

  if (!isfinite (self->low) && !isfinite (self->high))
    {
      self->low = 0;
      self->high = 1;
    }
  if (!isfinite (self->low))
    self->low = MIN (0, self->high);
  if (!isfinite (self->high))
    self->high = MAX (0, self->low);
  if (self->low > self->high)
    {
      double swapped = self->low;
      self->low = self->high;
      self->high = swapped;
    }
  self->low = CLAMP (self->low, -LIMIT, LIMIT);
  self->high = CLAMP (self->high, -LIMIT, LIMIT);
  span = self->high - self->low;
  size = MAX (fabs (self->low), fabs (self->high));
  if (size < SMALLEST)
    {
      self->low = 0;
      self->high = 1;
    }
  else if (span <= size * LEAST_SPAN)
    {
      /* One value: give it a span of its own size, with zero in it where that is near. */
      double middle = self->low + span / 2;
      self->low = middle > 0 ? 0 : middle * 2;
      self->high = middle > 0 ? middle * 2 : 0;
    }
}

void
rig_domain_make_valid (RigDomain *self)
{
  if (self->kind == RIG_AXIS_LOG)
    make_log_valid (self);
  else
    make_linear_valid (self);
}

/* Logarithms are subtracted, not quotients taken: 1e300 over 1e-300 is no double. */
static double
get_span (const RigDomain *self)
{
  if (self->kind == RIG_AXIS_LOG)
    return log (self->high) - log (self->low);
  return self->high - self->low;
}

void
rig_domain_settle (RigDomain *self, const RigDomain *previous)
{
  RigDomain joined = { self->kind, MIN (self->low, previous->low),
                       MAX (self->high, previous->high) };

  g_return_if_fail (self->kind == previous->kind);

  /* What outgrows the axis widens it at once, each end for itself: the other one stays where the
   * eye left it. What needs much less than the axis has gets one of its own. */
  if (get_span (self) >= SHRINK_BELOW * get_span (&joined))
    *self = joined;
}

void
rig_axis_map_init (RigAxisMap *self, const RigDomain *domain, double start, double end)
{
  self->domain = *domain;
  rig_domain_make_valid (&self->domain);
  self->start = start;
  self->end = end;
}

double
rig_axis_map_apply (const RigAxisMap *self, double value)
{
  const RigDomain *domain = &self->domain;
  double share;

  if (!isfinite (value))
    return NAN;
  if (domain->kind == RIG_AXIS_LOG)
    {
      if (value <= 0)
        return NAN;
      share = (log (value) - log (domain->low)) / get_span (domain);
    }
  else
    {
      share = (value - domain->low) / (domain->high - domain->low);
    }
  /* Cairo counts in 24.8 fixed point, and takes for ever to dash a line of a million pixels. */
  return self->start + CLAMP (share * (self->end - self->start), -FAR_OUTSIDE, FAR_OUTSIDE);
}

double
rig_axis_map_invert (const RigAxisMap *self, double position)
{
  const RigDomain *domain = &self->domain;
  double share;

  if (self->end == self->start)
    return domain->low;
  share = (position - self->start) / (self->end - self->start);
  if (domain->kind == RIG_AXIS_LOG)
    return exp (log (domain->low) + share * get_span (domain));
  return domain->low + share * (domain->high - domain->low);
}
