/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/option.h"

#include <string.h>

void
rig_option_init (RigOption *self, const char *id, const char *family)
{
  *self = (RigOption){ .id = id, .family = family };
  for (guint i = 0; i < RIG_N_FEATURES; i++)
    self->features[i] = RIG_TRUTH_UNKNOWN;
  for (guint i = 0; i < RIG_N_TRAITS; i++)
    self->traits[i] = RIG_SPAN_UNKNOWN;
}

static gboolean
is_date (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return length == 4 || length == 7 || length == 10;
}

void
rig_option_set_available (RigOption *self, const char *date)
{
  static const char first[] = "0000-01-01", last[] = "0000-12-31";
  gsize length = date != NULL ? strlen (date) : 0;

  self->first_day[0] = self->last_day[0] = '\0';
  if (!is_date (date, length))
    return;
  /* Days are only compared as text, where no month has more than 31. */
  g_snprintf (self->first_day, sizeof self->first_day, "%s%s", date, first + length);
  g_snprintf (self->last_day, sizeof self->last_day, "%s%s", date, last + length);
}

gboolean
rig_span_is_known (const RigSpan *self)
{
  return !isnan (self->low) && !isnan (self->high);
}

double
rig_span_get_middle (const RigSpan *self)
{
  return self->low == self->high ? self->low : (self->low + self->high) / 2;
}
