/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/flips.h"

#include "engine/answer/machine-option.h"

#define LEAST_PRICE RIG_FLIP_LEAST_PRICE
#define MOST_PRICE RIG_FLIP_MOST_PRICE
#define MAX_PRICES 512

/* What is compared. */
typedef struct
{
  RigVerdict verdict;
  int best;
  RigFitVerdict fits[RIG_MAX_COMPARED];
} Outcome;

typedef struct
{
  RigEvaluator *evaluator;
  RigScenario *varied;
  RigAnswer answer;     /* as the scenario stands */
  RigDecision decision;
  Outcome now;
  RigAnswer other_answer; /* what a value would make of them */
  RigDecision other;
} Search;

static void
take_outcome (Outcome *outcome, const RigAnswer *answer, const RigDecision *decision)
{
  outcome->verdict = decision->verdict;
  outcome->best = decision->verdict == RIG_VERDICT_NONE ? -1 : (int) decision->choices[0].machine;
  for (guint i = 0; i < answer->n_machines; i++)
    outcome->fits[i] = answer->machines[i].fit.verdict;
}

/* Fills a side and returns TRUE where the outcome is another. */
static gboolean
check_outcome (const Search *search, const Outcome *outcome, double value, RigFlipSide *side)
{
  guint fits = 0;

  for (guint i = 0; i < search->answer.n_machines; i++)
    if (outcome->fits[i] != search->now.fits[i])
      fits |= 1u << i;
  if (fits == 0 && outcome->best == search->now.best && outcome->verdict == search->now.verdict)
    return FALSE;
  *side = (RigFlipSide){ value, outcome->verdict, outcome->best, fits };
  return TRUE;
}

/* What the catalogue says of the machines stays as it is. */
static void
try_machines (Search *search, Outcome *outcome)
{
  RigDecision *decision = &search->other;

  rig_evaluator_evaluate_machines (search->evaluator, search->varied, &search->other_answer);
  *decision = search->decision;
  for (guint i = 0; i < search->other_answer.n_machines; i++)
    {
      const RigMachineAnswer *machine = &search->other_answer.machines[i];

      rig_option_take_answer (&decision->options[i], machine);
      decision->options[i].traits[RIG_TRAIT_MODELS_AT_ONCE]
        = rig_decision_count_models (search->evaluator, search->varied, machine->machine);
    }
  rig_decision_judge (decision, search->varied);
  take_outcome (outcome, &search->other_answer, decision);
}

/* Needs and weights leave the machines as they are. */
static gboolean
try_key (Search *search, RigKey key, double value, RigFlipSide *side)
{
  Outcome outcome;

  rig_scenario_set_number (search->varied, key, value);
  if (rig_key_get_info (key)->group == RIG_GROUP_NEEDS)
    {
      rig_decision_judge (&search->decision, search->varied);
      take_outcome (&outcome, &search->answer, &search->decision);
    }
  else
    try_machines (search, &outcome);
  return check_outcome (search, &outcome, value, side);
}

static gboolean
try_price (Search *search, guint machine, double value, RigFlipSide *side)
{
  RigSpan *price = &search->decision.options[machine].traits[RIG_TRAIT_PRICE_USD];
  const RigSpan kept = *price;
  Outcome outcome;

  *price = (RigSpan){ value, value };
  rig_decision_judge (&search->decision, search->varied);
  *price = kept;
  take_outcome (&outcome, &search->answer, &search->decision);
  return check_outcome (search, &outcome, value, side);
}

/* Outwards from the first value above and the last one below. */
static void
search_sides (Search *search, RigFlip *flip, const double *values, guint n)
{
  guint above = 0, below;

  flip->below = flip->above = (RigFlipSide){ NAN, RIG_VERDICT_NONE, -1, 0 };
  while (above < n && values[above] <= flip->value)
    above++;
  below = above;
  while (below > 0 && values[below - 1] >= flip->value)
    below--;
  for (; above < n; above++)
    if (flip->key == RIG_N_KEYS ? try_price (search, flip->machine, values[above], &flip->above)
                                : try_key (search, flip->key, values[above], &flip->above))
      break;
  for (; below > 0; below--)
    if (flip->key == RIG_N_KEYS
          ? try_price (search, flip->machine, values[below - 1], &flip->below)
          : try_key (search, flip->key, values[below - 1], &flip->below))
      break;
}

/* Whether anything that is compared is made from it. */
static gboolean
can_matter (const RigScenario *scenario, RigKey key)
{
  RigKeyGroup group = rig_key_get_info (key)->group;

  if (key == RIG_KEY_MODEL_SIZE || key == RIG_KEY_ACTIVE_SHARE)
    return g_str_equal (rig_scenario_get_text (scenario, RIG_KEY_MODEL), "custom");
  if (key == RIG_KEY_HOST_MEMORY || key == RIG_KEY_HOST_BANDWIDTH)
    return rig_stack_from_id (rig_scenario_get_text (scenario, RIG_KEY_STACK)) == RIG_STACK_CPU;
  if (key == RIG_KEY_ANSWER_TOKENS || key == RIG_KEY_SPECULATION)
    return FALSE;
  return group == RIG_GROUP_MODEL || group == RIG_GROUP_NEEDS;
}

static void
find_key (Search *search, RigFlip *flip, RigKey key)
{
  double values[RIG_MAX_STEPS];

  *flip = (RigFlip){ .key = key, .value = rig_scenario_get_number (search->varied, key) };
  search_sides (search, flip, values,
                can_matter (search->varied, key) ? rig_key_list_steps (key, values) : 0);
  rig_scenario_set_number (search->varied, key, flip->value);
}

static guint
list_prices (double *values)
{
  guint n = 0;

  for (double decade = LEAST_PRICE / 10; decade < MOST_PRICE / 10; decade *= 10)
    for (guint digits = 10; digits < 100; digits++)
      values[n++] = digits * decade;
  values[n++] = MOST_PRICE;
  return n;
}

static void
find_price (Search *search, RigFlip *flip, guint machine)
{
  double values[MAX_PRICES];
  guint n = list_prices (values);

  *flip = (RigFlip){
    .key = RIG_N_KEYS,
    .machine = machine,
    .value
    = rig_span_get_middle (&search->decision.options[machine].traits[RIG_TRAIT_PRICE_USD]),
  };
  search_sides (search, flip, values, isnan (flip->value) ? 0 : n);
}

guint
rig_flips_find (RigEvaluator *evaluator, const RigScenario *scenario, RigFlip *flips)
{
  g_autoptr (RigScenario) varied = rig_scenario_copy (scenario);
  Search search = { .evaluator = evaluator, .varied = varied };
  guint n = 0;

  rig_evaluator_evaluate_machines (evaluator, varied, &search.answer);
  rig_decision_fill_options (&search.decision, evaluator, varied, &search.answer);
  rig_decision_judge (&search.decision, varied);
  take_outcome (&search.now, &search.answer, &search.decision);
  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    if (rig_key_is_number (key))
      find_key (&search, &flips[n++], key);
  for (guint i = 0; i < search.answer.n_machines; i++)
    find_price (&search, &flips[n++], i);
  return n;
}
