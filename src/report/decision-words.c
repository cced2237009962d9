/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/decision.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* What the words are made of. */
typedef struct
{
  const RigDecision *decision;
  const RigScenario *scenario;
  const RigAnswer *answer;
  GPtrArray *sentences;
} Telling;

static const char *
get_name (const Telling *telling, guint machine)
{
  return telling->answer->machines[machine].machine->short_name;
}

static char *
format_middle (const RigSpan *score)
{
  return rig_format_number (rig_span_get_middle (score), 2);
}

static guint
find_feature (RigFeatures features)
{
  guint feature = 0;

  while ((features & RIG_FEATURE_BIT (feature)) == 0)
    feature++;
  return feature;
}

static const char *
get_os_name (RigFeatures features)
{
  if (features & RIG_FEATURE_BIT (RIG_FEATURE_WINDOWS))
    return "Windows";
  return features & RIG_FEATURE_BIT (RIG_FEATURE_MACOS) ? "macOS" : "Linux";
}

/* Numbers with what stands around them; NULL: the key holds none. */
static const char *
get_limit_words (RigKey key)
{
  switch ((int) key)
    {
    case RIG_KEY_NEED_MEMORY:
      /* Translators: a need; an amount such as "64 GB" */
      return _("%s of memory or more");
    case RIG_KEY_NEED_DECODE:
      /* Translators: a need; a speed such as "20 tokens/s" */
      return _("writing at %s or more");
    case RIG_KEY_NEED_PREFILL:
      /* Translators: a need; a speed such as "500 tokens/s" */
      return _("reading at %s or more");
    case RIG_KEY_NEED_WATTS:
      /* Translators: a need; power such as "300 W" */
      return _("%s or less under load");
    case RIG_KEY_NEED_BUDGET:
      /* Translators: a need; a price such as "$3,000" */
      return _("a price of %s or less");
    default:
      return NULL;
    }
}

static char *
format_with (const char *words, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (words, "%s", 2);

  return g_strjoinv (value, parts);
}

char *
rig_decision_words_need (const RigDecision *decision, const RigScenario *scenario,
                         const RigAnswer *answer, guint need)
{
  RigKey key = decision->need_keys[need];
  const RigNeed *what = &decision->needs[need];
  const char *words = get_limit_words (key);
  g_autofree char *limit = NULL;

  if (words != NULL)
    {
      limit = rig_format_key (key, what->limit);
      return format_with (words, limit);
    }
  switch ((int) key)
    {
    case RIG_KEY_MODEL:
      /* Translators: a need; the name of a model */
      return g_strdup_printf (_("room for %s"), answer->model->name);
    case RIG_KEY_NEED_SOFTWARE:
      return g_strdup (rig_software_feature_get_name (find_feature (what->features)));
    case RIG_KEY_NEED_LAPTOP:
      /* Translators: a need */
      return g_strdup (_("a laptop"));
    case RIG_KEY_NEED_BY:
      /* Translators: a need; a date such as 2026-12-24 */
      return g_strdup_printf (_("on sale by %s"), what->date);
    case RIG_KEY_AS_OF:
      /* Translators: a need; a date such as 2026-12-24 */
      return g_strdup_printf (_("on sale on %s"), what->date);
    case RIG_KEY_NEED_OS:
      return g_strdup (get_os_name (what->features));
    case RIG_KEY_NEED_QUIET:
      /* Translators: a need: little noise */
      return g_strdup (_("quiet"));
    case RIG_KEY_NEED_CHEAPER_THAN_API:
      /* Translators: a need */
      return g_strdup (_("cheaper than the API"));
    case RIG_KEY_NEED_MODELS:
      /* Translators: a need; a list of models */
      return g_strdup_printf (_("room for all of %s at once"),
                              rig_scenario_get_text (scenario, RIG_KEY_NEED_MODELS));
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
rig_decision_words_needs (const RigDecision *decision, const RigScenario *scenario,
                          const RigAnswer *answer, RigNeedSet needs)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < decision->n_needs; i++)
    if (needs & (1u << i))
      g_ptr_array_add (words, rig_decision_words_need (decision, scenario, answer, i));
  return rig_words_list (words);
}

const char *
rig_decision_words_criterion (RigKey key)
{
  switch ((int) key)
    {
    case RIG_KEY_WEIGHT_PRICE:
      return _("price");
    case RIG_KEY_WEIGHT_SPEED:
      return _("writing speed");
    case RIG_KEY_WEIGHT_PREFILL:
      return C_("criterion", "reading speed");
    case RIG_KEY_WEIGHT_MEMORY:
      return _("memory");
    case RIG_KEY_WEIGHT_POWER:
      return _("power draw");
    case RIG_KEY_WEIGHT_QUIET:
      return _("noise");
    case RIG_KEY_WEIGHT_PORTABILITY:
      return _("portability");
    default:
      g_return_val_if_reached (NULL);
    }
}

static guint
count_meeting (const RigDecision *decision, RigTruth meets)
{
  guint n = 0;

  for (guint i = 0; i < decision->n_choices; i++)
    n += decision->choices[i].meets == meets;
  return n;
}

static gboolean
has_weights (const RigDecision *decision)
{
  for (guint i = 0; i < RIG_N_CRITERIA; i++)
    if (decision->criteria[i].weight > 0)
      return TRUE;
  return FALSE;
}

static char *
tell_lead (const Telling *telling)
{
  const RigDecision *decision = telling->decision;
  const RigChoice *choices = decision->choices;
  const char *first = get_name (telling, choices[0].machine);
  const char *second = get_name (telling, choices[1].machine);
  g_autofree char *lead = format_middle (&choices[0].score);
  g_autofree char *behind = format_middle (&choices[1].score);
  g_autofree char *low = rig_format_number (choices[0].score.low, 2);

  if (!has_weights (decision))
    return g_strdup (_("Either works: several machines meet every need, and none of the "
                       "preferences has a weight."));
  if (decision->verdict == RIG_VERDICT_CLEAR)
    /* Translators: a machine and its lowest score, from 0 to 100 */
    return g_strdup_printf (_("%1$s, clearly: even at its worst it scores %2$s of 100, more than "
                              "any other at its best."), first, low);
  if (decision->verdict == RIG_VERDICT_LEANING)
    /* Translators: a machine, another one, and their scores from 0 to 100 */
    return g_strdup_printf (_("Leaning to %1$s: in the middle of the ranges it scores %3$s of 100 "
                              "and %2$s scores %4$s, but the ranges overlap."), first, second, lead,
                            behind);
  /* Translators: two machines and their scores from 0 to 100 */
  return g_strdup_printf (_("Either works: %1$s scores %3$s of 100 and %2$s scores %4$s, less than "
                            "5 points apart."), first, second, lead, behind);
}

static char *
tell_verdict (const Telling *telling)
{
  const RigDecision *decision = telling->decision;
  guint n_met = count_meeting (decision, RIG_TRUTH_YES);

  if (n_met > 1)
    return tell_lead (telling);
  if (n_met == 0)
    return g_strdup (count_meeting (decision, RIG_TRUTH_UNKNOWN) > 0
                       ? _("No machine is known to meet every need.")
                       : _("No machine meets every need."));
  if (decision->verdict == RIG_VERDICT_CLEAR)
    /* Translators: a machine */
    return g_strdup_printf (count_meeting (decision, RIG_TRUTH_UNKNOWN) > 0
                              ? _("%s, clearly: only this one is known to meet every need, and "
                                  "those that might do not score as high.")
                              : _("%s, clearly: it is the only one that meets every need."),
                            get_name (telling, decision->choices[0].machine));
  /* Translators: a machine */
  return g_strdup_printf (_("Leaning to %s: it is the only one that is known to meet every need."),
                          get_name (telling, decision->choices[0].machine));
}

/* An article's machine can be compared, but not bought. */
static void
tell_claimed (const Telling *telling)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < telling->decision->n_choices; i++)
    {
      guint machine = telling->decision->choices[i].machine;

      if (telling->answer->machines[machine].machine->claimed)
        g_ptr_array_add (names, (gpointer) get_name (telling, machine));
    }
  if (names->len == 0)
    return;
  list = rig_words_list (names);
  /* Translators: a list of machines */
  g_ptr_array_add (telling->sentences,
                   g_strdup_printf (_("Named by the article, but sold by nobody: %s."), list));
}

static void
tell_rival (const Telling *telling, const RigChoice *choice)
{
  const RigDecision *decision = telling->decision;
  guint widest = rig_decision_find_widest (decision, choice);
  g_autofree char *high = rig_format_number (choice->score.high, 2);
  const char *name = get_name (telling, choice->machine);

  if (widest == RIG_N_CRITERIA)
    /* Translators: a machine and the highest score that it may have */
    g_ptr_array_add (telling->sentences,
                     g_strdup_printf (_("%1$s could win: it scores %2$s."), name, high));
  else
    /* Translators: a machine, the highest score that it may have, and what is not known for sure,
     * such as "price" */
    g_ptr_array_add (telling->sentences,
                     g_strdup_printf (_("%1$s could win: it may score up to %2$s. What is open "
                                        "there is mostly its %3$s."), name, high,
                                      rig_decision_words_criterion (
                                        decision->criterion_keys[widest])));
}

static void
tell_rivals (const Telling *telling)
{
  const RigDecision *decision = telling->decision;

  for (guint i = 1; i < decision->n_choices && has_weights (decision); i++)
    if (decision->choices[i].could_win && decision->choices[0].meets == RIG_TRUTH_YES)
      tell_rival (telling, &decision->choices[i]);
  for (guint i = 0; i < decision->n_choices; i++)
    {
      const RigChoice *choice = &decision->choices[i];
      g_autofree char *needs = NULL;

      if (choice->meets != RIG_TRUTH_UNKNOWN)
        continue;
      needs = rig_decision_words_needs (decision, telling->scenario, telling->answer,
                                        choice->unknown);
      /* Translators: a machine, and a list of needs */
      g_ptr_array_add (telling->sentences,
                       g_strdup_printf (_("%1$s may do, but this is not known of it: %2$s."),
                                        get_name (telling, choice->machine), needs));
    }
}

static void
tell_drop (const Telling *telling, RigNeedSet drop)
{
  const RigDecision *decision = telling->decision;
  g_autofree char *needs
    = rig_decision_words_needs (decision, telling->scenario, telling->answer, drop);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < decision->n_choices; i++)
    if (rig_decision_meets_without (decision, decision->choices[i].machine, drop))
      g_ptr_array_add (names, (gpointer) get_name (telling, decision->choices[i].machine));
  list = rig_words_list (names);
  /* Translators: a list of needs, and a list of machines */
  g_ptr_array_add (telling->sentences,
                   g_strdup_printf (_("Without %1$s, these meet the rest: %2$s."), needs,
                                    list));
}

static void
tell_ways_out (const Telling *telling)
{
  const RigDecision *decision = telling->decision;

  for (guint i = 0; i < decision->n_drops; i++)
    tell_drop (telling, decision->drops[i]);
  for (guint i = 0; i < decision->n_pairs; i++)
    {
      const RigPair *pair = &decision->pairs[i];
      const RigEstimate price = { .value = rig_span_get_middle (&pair->price_usd),
                                  .low = pair->price_usd.low, .high = pair->price_usd.high,
                                  .basis = RIG_BASIS_ESTIMATED };
      g_autofree char *usd = rig_words_usd (&price);

      g_ptr_array_add (telling->sentences,
                       /* Translators: two machines, and what both cost */
                       g_strdup_printf (_("%1$s and %2$s together meet every need, for %3$s."),
                                        get_name (telling, pair->first),
                                        get_name (telling, pair->second), usd));
    }
}

GPtrArray *
rig_decision_new_sentences (const RigDecision *decision, const RigScenario *scenario,
                            const RigAnswer *answer)
{
  Telling telling = { decision, scenario, answer, g_ptr_array_new_with_free_func (g_free) };

  g_ptr_array_add (telling.sentences, tell_verdict (&telling));
  tell_rivals (&telling);
  tell_ways_out (&telling);
  tell_claimed (&telling);
  return telling.sentences;
}
