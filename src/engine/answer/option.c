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

/* A date with what it leaves open taken from @rest; "" where it is none. Days are only compared as
 * text, where no month has more than 31. */
static void
set_day (char day[11], const char *date, const char *rest)
{
  gsize length = date != NULL ? strlen (date) : 0;

  day[0] = '\0';
  if (is_date (date, length))
    g_snprintf (day, 11, "%s%s", date, rest + length);
}

void
rig_option_set_available (RigOption *self, const char *from, const char *until)
{
  set_day (self->first_day, from, "0000-01-01");
  set_day (self->last_day, from, "0000-12-31");
  set_day (self->end_day, until, "0000-12-31");
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
