/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/chart-layout.h"

#include <math.h>

static void
extend_log (RigDomain *domain)
{
  static const double digits[] = { 10, 5, 2, 1 };
  double low = pow (10, floor (log10 (domain->low) + 1e-9));
  double high = pow (10, floor (log10 (domain->high) + 1e-9));

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    {
      if (low * digits[i] <= domain->low * (1 + 1e-9))
        {
          domain->low = MIN (domain->low, low * digits[i]);
          break;
        }
    }
  for (int i = G_N_ELEMENTS (digits) - 1; i >= 0; i--)
    {
      if (high * digits[i] >= domain->high * (1 - 1e-9))
        {
          domain->high = MAX (domain->high, high * digits[i]);
          break;
        }
    }
}

static void
extend_linear (RigDomain *domain, RigNumberKind number, double target)
{
  gboolean positive = domain->low >= 0, negative = domain->high <= 0;
  RigTicks ticks;

  rig_ticks_init (&ticks, domain, number, target, TRUE);
  if (ticks.n < 2)
    return;
  domain->low = MIN (domain->low, ticks.values[0]);
  domain->high = MAX (domain->high, ticks.values[ticks.n - 1]);
  /* An axis of amounts that cannot be negative does not go below zero for a nicer step. */
  if (positive)
    domain->low = MAX (domain->low, 0);
  if (negative)
    domain->high = MIN (domain->high, 0);
}

static gboolean
is_fixed (const RigAxis *axis, double value)
{
  return isfinite (value) && (axis->scale != RIG_AXIS_LOG || value > 0);
}

RigDomain
rig_chart_layout_settle (const RigAxis *axis, RigDomain data, const RigDomain *before,
                         double target, gboolean loose)
{
  /* g_new0 leaves zeros where nobody said NaN: an axis from 0 to 0 is no wish. */
  gboolean wished = !(axis->low == 0 && axis->high == 0);

  if (axis->from_zero && axis->scale == RIG_AXIS_LINEAR)
    rig_domain_add (&data, 0);
  rig_domain_make_valid (&data);
  if (loose && before != NULL && before->kind == data.kind)
    rig_domain_settle (&data, before);
  if (loose && data.kind == RIG_AXIS_LOG)
    extend_log (&data);
  else if (loose)
    extend_linear (&data, axis->number, target);
  if (wished && is_fixed (axis, axis->low))
    data.low = axis->low;
  if (wished && is_fixed (axis, axis->high))
    data.high = axis->high;
  rig_domain_make_valid (&data);
  return data;
}
