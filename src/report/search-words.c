/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/search.h"

#include <glib/gi18n.h>

#include "report/decision.h"
#include "report/format.h"
#include "report/words.h"

#define MOST_NAMES 4

/* What the words are made of. */
typedef struct
{
  const RigSearch *search;
  const RigScenario *scenario;
  const RigAnswer *answer;
  char *context, *needs; /* @needs: NULL: only that the model runs and that it is on sale */
} Telling;

static RigNeedSet
get_asked_needs (const RigSearch *search)
{
  RigNeedSet asked = 0;

  for (guint i = 0; i < search->asked.n_needs; i++)
    if (search->asked.need_keys[i] != RIG_KEY_MODEL && search->asked.need_keys[i] != RIG_KEY_AS_OF)
      asked |= 1u << i;
  return asked;
}

static void
telling_init (Telling *self, const RigSearch *search, const RigScenario *scenario,
              const RigAnswer *answer)
{
  RigNeedSet asked = get_asked_needs (search);

  *self = (Telling){ search, scenario, answer, NULL, NULL };
  self->context
    = rig_format_key (RIG_KEY_CONTEXT, rig_scenario_get_number (scenario, RIG_KEY_CONTEXT));
  if (asked != 0)
    self->needs = rig_decision_words_needs (&search->asked, scenario, answer, asked);
}

static void
telling_clear (Telling *self)
{
  g_free (self->context);
  g_free (self->needs);
}

static const RigCandidate *
get_candidate (const Telling *telling, guint i)
{
  return &telling->search->candidates[i];
}

static char *
tell_cheapest (const Telling *telling)
{
  const RigCandidate *cheapest = get_candidate (telling, (guint) telling->search->cheapest);
  g_autofree char *price = rig_words_usd (&cheapest->price_usd);
  const char *model = telling->answer->model->name, *name = cheapest->machine->short_name;
  gboolean certain = telling->search->certain;

  if (telling->needs == NULL)
    return g_strdup_printf (
      /* Translators: a model, a size of context such as "32k tokens", a machine, its price */
      certain ? _("The cheapest machine of the catalogue that runs %1$s at %2$s is %3$s, for %4$s.")
              : _("The cheapest machine of the catalogue that runs %1$s at %2$s may be %3$s, for "
                  "%4$s."),
      model, telling->context, name, price);
  return g_strdup_printf (
    /* Translators: a model, a size of context such as "32k tokens", a machine, its price, a list of
     * needs such as "CUDA and writing at 10 tokens/s or more" */
    certain ? _("The cheapest machine of the catalogue that runs %1$s at %2$s and meets all needs "
                "(%5$s) is %3$s, for %4$s.")
            : _("The cheapest machine of the catalogue that runs %1$s at %2$s and meets all needs "
                "(%5$s) may be %3$s, for %4$s."),
    model, telling->context, name, price, telling->needs);
}

static char *
tell_nobody (const Telling *telling)
{
  const char *model = telling->answer->model->name;
  gboolean possible = telling->search->n_possible > 0;

  if (telling->needs == NULL)
    /* Translators: a model, a size of context such as "32k tokens" */
    return g_strdup_printf (possible ? _("No machine on sale is known to run %1$s at %2$s.")
                                     : _("No machine on sale runs %1$s at %2$s."),
                            model, telling->context);
  return g_strdup_printf (
    /* Translators: a model, a size of context such as "32k tokens", a list of needs */
    possible ? _("No machine on sale is known to run %1$s at %2$s and to meet all needs: %3$s.")
             : _("No machine on sale runs %1$s at %2$s and meets all needs: %3$s."),
    model, telling->context, telling->needs);
}

static char *
tell_first (const Telling *telling)
{
  if (telling->search->cheapest >= 0)
    return tell_cheapest (telling);
  if (telling->search->n_meeting == 0)
    return tell_nobody (telling);
  /* Translators: a model, a size of context such as "32k tokens" */
  return g_strdup_printf (_("Which machine runs %1$s at %2$s for the least money is not known: "
                            "nobody has named a price of those that do."),
                          telling->answer->model->name, telling->context);
}

typedef gboolean (*Filter) (const RigCandidate *candidate);

static gboolean
is_rival (const RigCandidate *candidate)
{
  return candidate->could_be_cheaper;
}

static gboolean
is_unpriced (const RigCandidate *candidate)
{
  return isnan (rig_candidate_get_price_usd (candidate));
}

/* Some of those that meet all or may, and how many there are besides; NULL: none. */
static char *
list_some (const Telling *telling, Filter filter)
{
  const RigSearch *search = telling->search;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *more = NULL;
  guint n = 0;

  for (guint i = 0; i < search->n_meeting + search->n_possible; i++)
    if (filter (get_candidate (telling, i)) && n++ < MOST_NAMES)
      g_ptr_array_add (names, (gpointer) get_candidate (telling, i)->machine->short_name);
  if (n > MOST_NAMES)
    {
      /* Translators: the end of a list of machines */
      more = g_strdup_printf (ngettext ("%u more", "%u more", n - MOST_NAMES), n - MOST_NAMES);
      g_ptr_array_add (names, more);
    }
  return n > 0 ? rig_words_list (names) : NULL;
}

static void
tell_others (const Telling *telling, GPtrArray *sentences)
{
  g_autofree char *rivals = list_some (telling, is_rival);
  g_autofree char *unpriced = list_some (telling, is_unpriced);

  if (rivals != NULL)
    /* Translators: a list of machines */
    g_ptr_array_add (sentences, g_strdup_printf (_("As far as prices and speeds are known, these "
                                                   "may do for less: %s."), rivals));
  if (unpriced != NULL)
    /* Translators: a list of machines */
    g_ptr_array_add (sentences, g_strdup_printf (_("These do or may, but no price of them is "
                                                   "known: %s."), unpriced));
}

/* A card's price is not that of a computer. */
static void
tell_computer (const Telling *telling, GPtrArray *sentences)
{
  const RigSearch *search = telling->search;
  const RigCandidate *computer;
  g_autofree char *price = NULL;

  if (!rig_candidate_is_card (get_candidate (telling, (guint) search->cheapest)))
    return;
  if (search->cheapest_computer < 0)
    {
      g_ptr_array_add (sentences, g_strdup (_("That is the price of a graphics card alone, without "
                                              "the computer around it.")));
      return;
    }
  computer = get_candidate (telling, (guint) search->cheapest_computer);
  price = rig_words_usd (&computer->price_usd);
  g_ptr_array_add (
    sentences,
    g_strdup_printf (
      /* Translators: a machine and its price */
      search->computer_certain
        ? _("That is the price of a graphics card alone; the cheapest whole computer is %1$s, for "
            "%2$s.")
        : _("That is the price of a graphics card alone; the cheapest whole computer may be %1$s, "
            "for %2$s."),
      computer->machine->short_name, price));
}

static char *
describe_price (const RigEstimate *usd)
{
  if (!rig_estimate_is_known (usd))
    /* Translators: in place of a price, as in "for $499" */
    return g_strdup (_("an unknown price"));
  return rig_words_usd (usd);
}

static void
tell_possible (const Telling *telling, GPtrArray *sentences)
{
  const RigCandidate *first = get_candidate (telling, 0);
  g_autofree char *price = describe_price (&first->price_usd);
  g_autofree char *unknown = rig_decision_words_needs (&telling->search->asked, telling->scenario,
                                                       telling->answer, first->unknown);

  g_ptr_array_add (
    sentences,
    g_strdup_printf (
      /* Translators: how many machines, the cheapest of them and its price, a list of needs */
      ngettext ("%1$u machine may: %2$s, for %3$s. Not known of it is: %4$s.",
                "%1$u machines may; the cheapest is %2$s, for %3$s. Not known of it is: %4$s.",
                telling->search->n_possible),
      telling->search->n_possible, first->machine->short_name, price, unknown));
}

static void
tell_hurdles (const Telling *telling, GPtrArray *sentences)
{
  const RigSearch *search = telling->search;
  const RigCandidate *miss = rig_search_find_nearest_miss (search);
  guint n, hurdle = rig_search_find_hurdle (search, &n);

  if (hurdle < search->asked.n_needs)
    {
      g_autofree char *need = rig_decision_words_need (&search->asked, telling->scenario,
                                                       telling->answer, hurdle);

      /* Translators: a need, and how many machines fail it */
      g_ptr_array_add (sentences,
                       g_strdup_printf (ngettext ("Most stands against: %1$s. %2$u machine on sale "
                                                  "fails it.",
                                                  "Most stands against: %1$s. %2$u machines on "
                                                  "sale fail it.", n), need, n));
    }
  if (miss != NULL)
    {
      g_autofree char *price = describe_price (&miss->price_usd);
      g_autofree char *need = rig_decision_words_needs (&search->asked, telling->scenario,
                                                        telling->answer, miss->unmet);

      /* Translators: a machine, its price, and a need */
      g_ptr_array_add (sentences,
                       g_strdup_printf (_("The cheapest that fails only one need is %1$s, for "
                                          "%2$s: it fails %3$s."),
                                        miss->machine->short_name, price, need));
    }
}

GPtrArray *
rig_search_new_sentences (const RigSearch *search, const RigScenario *scenario,
                          const RigAnswer *answer)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  Telling telling;

  telling_init (&telling, search, scenario, answer);
  g_ptr_array_add (sentences, tell_first (&telling));
  if (search->cheapest >= 0)
    {
      tell_computer (&telling, sentences);
      tell_others (&telling, sentences);
    }
  else if (search->n_meeting == 0 && search->n_possible > 0)
    tell_possible (&telling, sentences);
  else if (search->n_meeting == 0)
    tell_hurdles (&telling, sentences);
  telling_clear (&telling);
  return sentences;
}

char *
rig_search_words_finding (const RigSearch *search, const RigScenario *scenario,
                          const RigAnswer *answer)
{
  Telling telling;
  char *text;

  telling_init (&telling, search, scenario, answer);
  text = tell_first (&telling);
  telling_clear (&telling);
  return text;
}
