/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/needs.h"

#include <string.h>

static RigTruth
check_features (RigFeatures wanted, const RigOption *option)
{
  RigTruth worst = RIG_TRUTH_YES;

  for (guint i = 0; i < RIG_N_FEATURES; i++)
    if (wanted & RIG_FEATURE_BIT (i))
      worst = MIN (worst, option->features[i]);
  return worst;
}

static RigTruth
check_both_ends (const RigSpan *span, gboolean low_is_met, gboolean high_is_met)
{
  if (!rig_span_is_known (span) || low_is_met != high_is_met)
    return RIG_TRUTH_UNKNOWN;
  return low_is_met ? RIG_TRUTH_YES : RIG_TRUTH_NO;
}

static RigTruth
check_date (const char *date, const RigOption *option)
{
  if (option->end_day[0] != '\0' && strcmp (option->end_day, date) < 0)
    return RIG_TRUTH_NO;
  if (option->first_day[0] == '\0')
    return RIG_TRUTH_UNKNOWN;
  if (strcmp (option->last_day, date) <= 0)
    return RIG_TRUTH_YES;
  return strcmp (option->first_day, date) > 0 ? RIG_TRUTH_NO : RIG_TRUTH_UNKNOWN;
}

RigTruth
rig_need_check (const RigNeed *need, const RigOption *option)
{
  const RigSpan *span = &option->traits[need->trait];

  switch (need->kind)
    {
    case RIG_NEED_FEATURES:
      return check_features (need->features, option);
    case RIG_NEED_AT_LEAST:
      return check_both_ends (span, span->low >= need->limit, span->high >= need->limit);
    case RIG_NEED_MORE_THAN:
      return check_both_ends (span, span->low > need->limit, span->high > need->limit);
    case RIG_NEED_AT_MOST:
      return check_both_ends (span, span->low <= need->limit, span->high <= need->limit);
    case RIG_NEED_BY_DATE:
      return check_date (need->date, option);
    default:
      g_return_val_if_reached (RIG_TRUTH_UNKNOWN);
    }
}

RigNeedCheck
rig_needs_check (const RigNeed *needs, guint n, const RigOption *option)
{
  RigNeedCheck check = { 0 };

  g_return_val_if_fail (n <= RIG_MAX_NEEDS, check);
  for (guint i = 0; i < n; i++)
    {
      RigTruth truth = rig_need_check (&needs[i], option);
      if (truth == RIG_TRUTH_YES)
        check.met |= 1u << i;
      else if (truth == RIG_TRUTH_UNKNOWN)
        check.unknown |= 1u << i;
    }
  return check;
}

RigNeedSet
rig_need_check_get_failed (const RigNeedCheck *self, guint n_needs)
{
  RigNeedSet all = (RigNeedSet) ((G_GUINT64_CONSTANT (1) << n_needs) - 1);

  return all & ~(self->met | self->unknown);
}

RigTruth
rig_need_check_get_truth (const RigNeedCheck *self, guint n_needs)
{
  if (rig_need_check_get_failed (self, n_needs) != 0)
    return RIG_TRUTH_NO;
  return self->unknown != 0 ? RIG_TRUTH_UNKNOWN : RIG_TRUTH_YES;
}

static guint
count_bits (RigNeedSet set)
{
  guint n = 0;

  for (; set != 0; set &= set - 1)
    n++;
  return n;
}

/* Whether @a stands before @b: more needs, else the first need that only one has is in @a. */
static gboolean
is_before (RigNeedSet a, RigNeedSet b)
{
  guint n_a = count_bits (a), n_b = count_bits (b);
  RigNeedSet different = a ^ b;

  return n_a != n_b ? n_a > n_b : (different & -different & a) != 0;
}

/* Adds a set where none of those found contains it, and takes out those that it contains. */
static guint
add_maximal (RigNeedSet *sets, guint n, RigNeedSet set)
{
  guint kept = 0, at;

  for (guint i = 0; i < n; i++)
    if ((sets[i] & set) == set)
      return n;
  for (guint i = 0; i < n; i++)
    if ((sets[i] & set) != sets[i])
      sets[kept++] = sets[i];
  for (at = kept; at > 0 && is_before (set, sets[at - 1]); at--)
    sets[at] = sets[at - 1];
  sets[at] = set;
  return kept + 1;
}

/* A set of needs can be met if an option meets all of it: the largest are what options meet. */
guint
rig_needs_find_relaxations (const RigNeedCheck *checks, guint n_options, RigNeedSet *keep)
{
  guint n = 0;

  for (guint i = 0; i < n_options; i++)
    n = add_maximal (keep, n, checks[i].met);
  return n;
}
