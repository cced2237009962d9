/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/ticks.h"

#include <math.h>

/* Preferred steps, nicest first (Talbot et al. 2010, section 4). */
static const double nice_steps[] = { 1, 5, 2, 2.5, 4, 3 };
#define N_NICE ((int) G_N_ELEMENTS (nice_steps))
#define W_SIMPLICITY 0.25
#define W_COVERAGE 0.2
#define W_DENSITY 0.5
#define W_LEGIBILITY 0.05
#define MAX_SKIP 5

typedef struct
{
  double low, high; /* of the data, in units of 10^exponent */
  double target;
  gboolean loose;
} Problem;

typedef struct
{
  double score;
  double start; /* index of the first tick, in units of step / skip */
  int skip, count, exponent;
  double mantissa;
} Labeling;

static double
simplicity (int nice, int skip, gboolean has_zero)
{
  return 1.0 - (double) nice / (N_NICE - 1) - skip + (has_zero ? 1 : 0);
}

static double
coverage (const Problem *p, double low, double high)
{
  double tenth = 0.1 * (p->high - p->low);
  double over = p->high - high, under = p->low - low;
  return 1 - 0.5 * (over * over + under * under) / (tenth * tenth);
}

static double
coverage_max (const Problem *p, double span)
{
  double range = p->high - p->low, half = (span - range) / 2;

  if (span <= range)
    return 1;
  return 1 - half * half / (0.01 * range * range);
}

static double
density (const Problem *p, int count, double low, double high)
{
  double r = (count - 1) / (high - low);
  double wanted = (p->target - 1) / (MAX (high, p->high) - MIN (low, p->low));
  return 2 - MAX (r / wanted, wanted / r);
}

static double
density_max (const Problem *p, int count)
{
  return count >= p->target ? 2 - (count - 1) / (p->target - 1) : 1;
}

static double
weigh (double simple, double cover, double dense)
{
  return W_SIMPLICITY * simple + W_COVERAGE * cover + W_DENSITY * dense + W_LEGIBILITY;
}

/* Exact where a double can be: dividing by a power of ten rounds once, multiplying by its inverse
 * would round twice. */
static double
times_ten_to (double value, int exponent)
{
  if (exponent < -300)
    return value / 1e300 / pow (10, -exponent - 300);
  return exponent < 0 ? value / pow (10, -exponent) : value * pow (10, exponent);
}

static gboolean
labels_zero (double start, int skip, int count)
{
  double remainder = fmod (start, skip);
  return start <= 0 && start + (double) skip * (count - 1) >= 0 && remainder == 0;
}

/* All positions of one step that could beat the best so far. */
static void
try_starts (const Problem *p, int nice, int skip, int count, int exponent, Labeling *best)
{
  double unit = times_ten_to (nice_steps[nice], exponent);
  double step = unit * skip;
  double first = floor (p->high / step) * skip - (double) (count - 1) * skip;
  double last = ceil (p->low / step) * skip;

  for (double start = first; start <= last; start++)
    {
      double low = start * unit, high = low + step * (count - 1);
      double score = weigh (simplicity (nice, skip, labels_zero (start, skip, count)),
                            coverage (p, low, high), density (p, count, low, high));
      if (score > best->score && (!p->loose || (low <= p->low && high >= p->high)))
        {
          Labeling better = { score, start, skip, count, exponent, nice_steps[nice] };
          *best = better;
        }
    }
}

static void
try_exponents (const Problem *p, int nice, int skip, int count, Labeling *best)
{
  double simple = simplicity (nice, skip, TRUE), dense = density_max (p, count);
  double delta = (p->high - p->low) / (count + 1) / skip / nice_steps[nice];

  for (int exponent = (int) ceil (log10 (delta));; exponent++)
    {
      double step = skip * times_ten_to (nice_steps[nice], exponent);
      if (weigh (simple, coverage_max (p, step * (count - 1)), dense) < best->score)
        return;
      try_starts (p, nice, skip, count, exponent, best);
    }
}

static void
search (const Problem *p, Labeling *best)
{
  for (int skip = 1; skip <= MAX_SKIP; skip++)
    {
      for (int nice = 0; nice < N_NICE; nice++)
        {
          double simple = simplicity (nice, skip, TRUE);
          if (weigh (simple, 1, 1) < best->score)
            return;
          for (int count = 2; count < RIG_MAX_TICKS; count++)
            {
              if (weigh (simple, 1, density_max (p, count)) < best->score)
                break;
              try_exponents (p, nice, skip, count, best);
            }
        }
    }
}

static void
add_tick (RigTicks *self, double value, gboolean minor)
{
  if (self->n >= RIG_MAX_TICKS || !isfinite (value))
    return;
  self->values[self->n] = value;
  self->minor[self->n] = minor;
  self->n++;
}

void
rig_ticks_init_linear (RigTicks *self, double low, double high, double target, gboolean loose)
{
  int exponent = (int) floor (log10 (high - low));
  Problem problem = { times_ten_to (low, -exponent), times_ten_to (high, -exponent),
                      CLAMP (target, 2, RIG_MAX_TICKS - 2), loose };
  Labeling best = { -2, 0, 1, 0, 0, 1 };

  self->n = 0;
  self->step = NAN;
  search (&problem, &best);
  for (int i = 0; i < best.count; i++)
    {
      double index = best.start + (double) i * best.skip;
      double value = times_ten_to (index * best.mantissa, best.exponent + exponent);
      if (loose || (value >= low && value <= high))
        add_tick (self, value, FALSE);
    }
  self->step = times_ten_to (best.mantissa * best.skip, best.exponent + exponent);
  /* A wish for very few marks can be met by marks beyond both ends; then some more are wished. */
  if (!loose && self->n < 2 && target < 12)
    rig_ticks_init_linear (self, low, high, MAX (target, 2) + 1, loose);
}

void
rig_ticks_init_ladder (RigTicks *self, double low, double high, double target, gboolean loose,
                       const double *steps, guint n_steps)
{
  double step = steps[n_steps - 1], first, last;

  for (guint i = 0; i < n_steps; i++)
    {
      if (floor (high / steps[i]) - ceil (low / steps[i]) + 1 <= MAX (target, 2))
        {
          step = steps[i];
          break;
        }
    }
  while ((high - low) / step > RIG_MAX_TICKS - 3)
    step *= 2;
  first = loose ? floor (low / step) : ceil (low / step);
  last = loose ? ceil (high / step) : floor (high / step);
  self->n = 0;
  self->step = step;
  for (double index = first; index <= last && self->n < RIG_MAX_TICKS; index++)
    add_tick (self, index * step, FALSE);
}

static double
power_of (int base, int exponent)
{
  return base == 2 ? ldexp (1, exponent) : times_ten_to (1, exponent);
}

static void
add_minor (RigTicks *self, double low, double high, double decade)
{
  for (int digit = 2; digit <= 9; digit++)
    {
      if (digit * decade >= low && digit * decade <= high)
        add_tick (self, digit * decade, TRUE);
    }
}

static void
add_one_two_five (RigTicks *self, double low, double high, int first, int last)
{
  static const int digits[] = { 1, 2, 5 };

  for (int exponent = first; exponent <= last; exponent++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
        {
          double value = times_ten_to (digits[i], exponent);
          if (value >= low && value <= high)
            add_tick (self, value, FALSE);
        }
    }
}

void
rig_ticks_init_log (RigTicks *self, double low, double high, double target, int base)
{
  double log_low = base == 2 ? log2 (low) : log10 (low);
  double log_high = base == 2 ? log2 (high) : log10 (high);
  int first = (int) floor (log_low + 1e-9), last = (int) floor (log_high + 1e-9);
  int every = MAX (1, (int) ceil ((last - first + 1) / MAX (target, 2)));

  self->n = 0;
  self->step = NAN;
  if (log_high - log_low < (base == 2 ? 2 : 0.5))
    {
      rig_ticks_init_linear (self, low, high, target, FALSE);
      self->step = NAN;
      return;
    }
  if (base != 2 && log_high - log_low < 2 && target >= 3)
    {
      add_one_two_five (self, low, high, first, last);
      return;
    }
  for (int exponent = first; exponent <= last; exponent++)
    {
      double value = power_of (base, exponent);
      gboolean labelled = (exponent - last) % every == 0;
      /* A power that lies on the end of the axis but for rounding is on it. */
      if (value >= low * (1 - 1e-9) && (labelled || every <= 3))
        add_tick (self, value, !labelled);
      if (base != 2 && every == 1 && (last - first) * 9 < RIG_MAX_TICKS)
        add_minor (self, low, high, value);
    }
  if (self->n == 0)
    {
      rig_ticks_init_linear (self, low, high, target, FALSE);
      self->step = NAN;
    }
}

static void
init_scaled (RigTicks *self, const RigDomain *domain, double unit, double target, gboolean loose)
{
  rig_ticks_init_linear (self, domain->low / unit, domain->high / unit, target, loose);
  for (guint i = 0; i < self->n; i++)
    self->values[i] *= unit;
  self->step *= unit;
}

void
rig_ticks_init (RigTicks *self, const RigDomain *domain, RigNumberKind number, double target,
                gboolean loose)
{
  static const double month_steps[] = { 1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600 };
  static const double token_steps[] = { 1024,   2048,   4096,   8192,    16384,  32768,
                                        65536,  131072, 262144, 524288,  1048576, 2097152 };

  if (domain->kind == RIG_AXIS_LOG)
    rig_ticks_init_log (self, domain->low, domain->high, target,
                        number == RIG_NUMBER_TOKENS && domain->high > 2048 ? 2 : 10);
  else if (number == RIG_NUMBER_MONTHS && domain->high - domain->low >= 2
           && domain->high - domain->low < 6000)
    rig_ticks_init_ladder (self, domain->low, domain->high, target, loose, month_steps,
                           G_N_ELEMENTS (month_steps));
  else if (number == RIG_NUMBER_TOKENS && domain->high - domain->low >= 4096
           && domain->high - domain->low < 1e8)
    rig_ticks_init_ladder (self, domain->low, domain->high, target, loose, token_steps,
                           G_N_ELEMENTS (token_steps));
  else if (number == RIG_NUMBER_BYTES)
    init_scaled (self, domain, 1e9, target, loose);
  else
    rig_ticks_init_linear (self, domain->low, domain->high, target, loose);
}
