/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/bundle.h"

#include <string.h>

static gboolean
adds_up (RigTrait trait)
{
  return trait == RIG_TRAIT_PRICE_USD || trait == RIG_TRAIT_LOAD_W;
}

static void
add_trait (RigSpan *sum, const RigSpan *member, gboolean adds)
{
  if (adds)
    *sum = (RigSpan){ sum->low + member->low, sum->high + member->high };
  /* The larger of two of which one is unknown is unknown: it could be any. */
  else if (!rig_span_is_known (sum) || !rig_span_is_known (member))
    *sum = RIG_SPAN_UNKNOWN;
  else
    *sum = (RigSpan){ MAX (sum->low, member->low), MAX (sum->high, member->high) };
}

static void
add_member (RigOption *bundle, const RigOption *member)
{
  for (guint i = 0; i < RIG_N_FEATURES; i++)
    bundle->features[i] = MAX (bundle->features[i], member->features[i]);
  for (guint i = 0; i < RIG_N_TRAITS; i++)
    add_trait (&bundle->traits[i], &member->traits[i], adds_up (i));
  if (member->end_day[0] != '\0'
      && (bundle->end_day[0] == '\0' || strcmp (member->end_day, bundle->end_day) < 0))
    memcpy (bundle->end_day, member->end_day, sizeof bundle->end_day);
  if (bundle->first_day[0] == '\0' || member->first_day[0] == '\0')
    {
      bundle->first_day[0] = bundle->last_day[0] = '\0';
      return;
    }
  if (strcmp (member->first_day, bundle->first_day) > 0)
    memcpy (bundle->first_day, member->first_day, sizeof bundle->first_day);
  if (strcmp (member->last_day, bundle->last_day) > 0)
    memcpy (bundle->last_day, member->last_day, sizeof bundle->last_day);
}

void
rig_bundle_init (RigOption *bundle, const char *id, const RigOption *const *members, guint n,
                 const RigLink *link)
{
  g_return_if_fail (n >= 1 && n <= RIG_MAX_BUNDLE);
  *bundle = *members[0];
  for (guint i = 1; i < n; i++)
    add_member (bundle, members[i]);
  /* Both cost more than one and replace the same bill: by how much, no member can tell. */
  if (n > 1)
    bundle->features[RIG_FEATURE_CHEAPER_THAN_API] = RIG_TRUTH_UNKNOWN;
  bundle->id = id;
  bundle->family = id;
  if (link != NULL)
    {
      bundle->traits[RIG_TRAIT_MEMORY_GB] = link->memory_gb;
      bundle->traits[RIG_TRAIT_DECODE] = link->decode;
      bundle->traits[RIG_TRAIT_PREFILL] = link->prefill;
      bundle->features[RIG_FEATURE_RUNS_MODEL]
        = MAX (bundle->features[RIG_FEATURE_RUNS_MODEL], link->runs_model);
    }
}

/* One of them has it, though not the bundle: a date on which only one is on sale. Prices and watts
 * are of the bundle or of nobody. */
static gboolean
is_met_by_member (const RigOption *const *members, guint n, const RigNeed *need)
{
  for (guint i = 0; i < n; i++)
    if (rig_need_check (need, members[i]) == RIG_TRUTH_YES)
      return TRUE;
  return FALSE;
}

/* Several models, one on each machine. */
static gboolean
is_met_side_by_side (const RigOption *const *members, guint n, const RigNeed *need)
{
  double sum = 0;

  if (need->trait != RIG_TRAIT_MODELS_AT_ONCE)
    return FALSE;
  for (guint i = 0; i < n; i++)
    sum += members[i]->traits[RIG_TRAIT_MODELS_AT_ONCE].low;
  return need->kind == RIG_NEED_MORE_THAN ? sum > need->limit : sum >= need->limit;
}

RigTruth
rig_bundle_check (const RigOption *bundle, const RigOption *const *members, guint n,
                  const RigNeed *need, gboolean *partly)
{
  RigTruth truth = rig_need_check (need, bundle);
  gboolean some = FALSE;

  if (truth != RIG_TRUTH_YES && need->kind != RIG_NEED_AT_MOST)
    some = is_met_by_member (members, n, need)
           || ((need->kind == RIG_NEED_AT_LEAST || need->kind == RIG_NEED_MORE_THAN)
               && is_met_side_by_side (members, n, need));
  if (partly != NULL)
    *partly = some;
  return truth;
}

static gboolean
meets_all (const RigOption *option, const RigNeed *needs, guint n_needs)
{
  for (guint i = 0; i < n_needs; i++)
    if (rig_need_check (&needs[i], option) != RIG_TRUTH_YES)
      return FALSE;
  return TRUE;
}

static gboolean
is_cheaper (const RigPair *a, const RigPair *b)
{
  double price_a = rig_span_get_middle (&a->price_usd);
  double price_b = rig_span_get_middle (&b->price_usd);

  return price_a < price_b || (isnan (price_b) && !isnan (price_a));
}

/* Keeps the first @max in order. */
static guint
insert_pair (RigPair *pairs, guint n, guint max, const RigPair *pair)
{
  guint at;

  if (n == max && (max == 0 || !is_cheaper (pair, &pairs[n - 1])))
    return n;
  if (n < max)
    n++;
  for (at = n - 1; at > 0 && is_cheaper (pair, &pairs[at - 1]); at--)
    pairs[at] = pairs[at - 1];
  pairs[at] = *pair;
  return n;
}

guint
rig_bundle_find_pairs (const RigOption *options, guint n_options, const RigNeed *needs,
                       guint n_needs, const RigLink *links, RigPair *pairs, guint max)
{
  guint n = 0;

  for (guint i = 0; i < n_options; i++)
    {
      if (meets_all (&options[i], needs, n_needs))
        continue;
      for (guint j = i + 1; j < n_options; j++)
        {
          const RigOption *const members[] = { &options[i], &options[j] };
          RigOption bundle;

          if (meets_all (&options[j], needs, n_needs))
            continue;
          rig_bundle_init (&bundle, NULL, members, G_N_ELEMENTS (members),
                           links != NULL ? &links[i * n_options + j] : NULL);
          if (meets_all (&bundle, needs, n_needs))
            n = insert_pair (pairs, n, max,
                             &(RigPair){ i, j, bundle.traits[RIG_TRAIT_PRICE_USD] });
        }
    }
  return n;
}
