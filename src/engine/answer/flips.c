/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/flips.h"

#define LEAST_PRICE RIG_FLIP_LEAST_PRICE
#define MOST_PRICE RIG_FLIP_MOST_PRICE
#define MAX_PRICES 512

/* What is compared. */
typedef struct
{
  RigVerdict verdict;
  int best;
  RigFitVerdict fits[RIG_MAX_COMPARED];
  RigCourse course;
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
  RigCourseFinder finder;
  gboolean money_counts; /* a need is made of money */
} Search;

/* All but the course. */
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
  const Outcome *now = &search->now;
  RigFlipChanges changes = 0;
  guint fits = 0, pays = outcome->course.pays ^ now->course.pays;

  for (guint i = 0; i < search->answer.n_machines; i++)
    if (outcome->fits[i] != now->fits[i])
      fits |= 1u << i;
  changes |= outcome->best != now->best ? RIG_FLIP_BEST : 0;
  changes |= outcome->verdict != now->verdict ? RIG_FLIP_VERDICT : 0;
  changes |= fits != 0 ? RIG_FLIP_FITS : 0;
  changes |= outcome->course.cheapest != now->course.cheapest ? RIG_FLIP_CHEAPEST : 0;
  changes |= pays != 0 ? RIG_FLIP_PAYS : 0;
  if (changes == 0)
    return FALSE;
  *side = (RigFlipSide){ value, changes, outcome->verdict, outcome->best, fits,
                         outcome->course.cheapest, pays };
  return TRUE;
}

/* What the catalogue says of the machines stays as it is, and so does the use. */
static void
try_machines (Search *search, Outcome *outcome)
{
  RigDecision *decision = &search->other;

  rig_evaluator_update_machines (search->evaluator, search->varied, &search->other_answer);
  for (guint i = 0; i < search->other_answer.n_machines; i++)
    {
      const RigMachineAnswer *machine = &search->other_answer.machines[i];

      rig_decision_take_answer (decision, i, machine);
      decision->options[i].traits[RIG_TRAIT_MODELS_AT_ONCE]
        = rig_decision_count_models (search->evaluator, search->varied, machine->machine);
    }
  rig_decision_judge (decision, search->varied);
  take_outcome (outcome, &search->other_answer, decision);
  rig_course_finder_find (&search->finder, &search->other_answer, &outcome->course);
}

/* Where choice is made of money too. */
static void
try_all (Search *search, Outcome *outcome)
{
  rig_evaluator_evaluate (search->evaluator, search->varied, &search->other_answer);
  rig_decision_fill_options (&search->other, search->evaluator, search->varied,
                             &search->other_answer);
  rig_decision_judge (&search->other, search->varied);
  take_outcome (outcome, &search->other_answer, &search->other);
  rig_course_finder_set_scenario (&search->finder, search->varied);
  rig_course_finder_find (&search->finder, &search->other_answer, &outcome->course);
}

/* Choice and fit are not made of what is used and what it costs. */
static gboolean
has_only_money (RigKey key)
{
  RigKeyGroup group = rig_key_get_info (key)->group;

  return group == RIG_GROUP_USE || group == RIG_GROUP_MONEY;
}

/* Needs and weights leave the machines as they are, and money both; none of them is made of
 * another. */
static gboolean
try_key (Search *search, RigKey key, double value, RigFlipSide *side)
{
  Outcome outcome = search->now;

  rig_scenario_set_number (search->varied, key, value);
  if (rig_key_get_info (key)->group == RIG_GROUP_NEEDS)
    {
      rig_decision_judge (&search->decision, search->varied);
      take_outcome (&outcome, &search->answer, &search->decision);
    }
  else if (search->money_counts)
    try_all (search, &outcome);
  else if (has_only_money (key))
    {
      rig_course_finder_set_scenario (&search->finder, search->varied);
      rig_course_finder_find (&search->finder, &search->answer, &outcome.course);
    }
  else
    try_machines (search, &outcome);
  return check_outcome (search, &outcome, value, side);
}

static gboolean
try_price (Search *search, guint machine, double value, RigFlipSide *side)
{
  RigMachineAnswer *answer = &search->answer.machines[machine];
  const RigEstimate kept = answer->price_usd;
  Outcome outcome;

  answer->price_usd = rig_estimate_exact (value, RIG_BASIS_TYPED);
  rig_decision_take_answer (&search->decision, machine, answer);
  rig_decision_judge (&search->decision, search->varied);
  take_outcome (&outcome, &search->answer, &search->decision);
  rig_course_finder_find (&search->finder, &search->answer, &outcome.course);
  answer->price_usd = kept;
  rig_decision_take_answer (&search->decision, machine, answer);
  return check_outcome (search, &outcome, value, side);
}

/* What a machine has to bring in is another with its price. */
static gboolean
try_price_and_worth (Search *search, guint machine, double value, RigFlipSide *side)
{
  const char *id = search->answer.machines[machine].machine->id;
  double kept = rig_scenario_get_override (search->varied, RIG_OVERRIDE_PRICE, id);
  Outcome outcome;

  rig_scenario_set_override (search->varied, RIG_OVERRIDE_PRICE, id, value);
  try_all (search, &outcome);
  rig_scenario_set_override (search->varied, RIG_OVERRIDE_PRICE, id, kept);
  return check_outcome (search, &outcome, value, side);
}

static gboolean
try (Search *search, const RigFlip *flip, double value, RigFlipSide *side)
{
  if (flip->key != RIG_N_KEYS)
    return try_key (search, flip->key, value, side);
  return search->money_counts ? try_price_and_worth (search, flip->machine, value, side)
                              : try_price (search, flip->machine, value, side);
}

static const RigFlipSide no_side = { NAN, 0, RIG_VERDICT_NONE, -1, 0, -1, 0 };

/* Outwards, until something changes, and then until it is the cheapest course. */
static void
search_side (Search *search, const RigFlip *flip, const double *values, guint n, int step,
             RigFlipSide *side, RigFlipSide *course)
{
  gboolean costs = flip->key == RIG_N_KEYS || has_only_money (flip->key);
  RigFlipSide found;

  *side = *course = no_side;
  for (; n > 0; n--, values += step)
    {
      if (!try (search, flip, *values, &found))
        continue;
      if (isnan (side->value))
        *side = found;
      else if (found.changes & RIG_FLIP_CHEAPEST)
        *course = found;
      if (!costs || (found.changes & RIG_FLIP_CHEAPEST))
        return;
    }
}

/* From the first value above and the last one below. */
static void
search_sides (Search *search, RigFlip *flip, const double *values, guint n)
{
  guint above = 0, below;

  while (above < n && values[above] <= flip->value)
    above++;
  below = above;
  while (below > 0 && values[below - 1] >= flip->value)
    below--;
  search_side (search, flip, values + above, n - above, +1, &flip->above, &flip->course_above);
  search_side (search, flip, values + below - (below > 0), below, -1, &flip->below,
               &flip->course_below);
}

/* Whether anything that is compared is made from it. */
static gboolean
can_matter (const RigScenario *scenario, RigKey key)
{
  if (key == RIG_KEY_MODEL_SIZE || key == RIG_KEY_ACTIVE_SHARE)
    return g_str_equal (rig_scenario_get_text (scenario, RIG_KEY_MODEL), "custom");
  if (key == RIG_KEY_HOST_MEMORY || key == RIG_KEY_HOST_BANDWIDTH)
    return rig_stack_from_id (rig_scenario_get_text (scenario, RIG_KEY_STACK)) == RIG_STACK_CPU;
  if (key == RIG_KEY_LOAN_APR || key == RIG_KEY_LOAN_MONTHS)
    return rig_scenario_get_number (scenario, RIG_KEY_LOAN_SHARE) != 0;
  if (key == RIG_KEY_UPKEEP_HOURS)
    return rig_scenario_get_number (scenario, RIG_KEY_UPKEEP_RATE) != 0;
  if (key == RIG_KEY_UPKEEP_RATE)
    return rig_scenario_get_number (scenario, RIG_KEY_UPKEEP_HOURS) != 0;
  return key != RIG_KEY_ANSWER_TOKENS && key != RIG_KEY_SPECULATION
         && rig_key_get_info (key)->group != RIG_GROUP_VIEW;
}

static void
find_key (Search *search, RigFlip *flip, RigKey key)
{
  double values[RIG_MAX_STEPS];

  *flip = (RigFlip){ .key = key, .value = rig_scenario_get_number (search->varied, key) };
  search_sides (search, flip, values,
                can_matter (search->varied, key) ? rig_key_list_steps (key, values) : 0);
  rig_scenario_set_number (search->varied, key, flip->value);
  rig_course_finder_set_scenario (&search->finder, search->varied);
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

static void
search_init (Search *search, RigEvaluator *evaluator, RigScenario *varied)
{
  search->evaluator = evaluator;
  search->varied = varied;
  search->money_counts
    = rig_scenario_get_number (varied, RIG_KEY_NEED_CHEAPER_THAN_API) != 0;
  rig_evaluator_evaluate (evaluator, varied, &search->answer);
  rig_decision_fill_options (&search->decision, evaluator, varied, &search->answer);
  rig_decision_judge (&search->decision, varied);
  search->other_answer = search->answer;
  search->other = search->decision;
  rig_course_finder_init (&search->finder, rig_evaluator_get_catalog (evaluator), varied);
  rig_course_finder_set_scenario (&search->finder, varied);
  take_outcome (&search->now, &search->answer, &search->decision);
  rig_course_finder_find (&search->finder, &search->answer, &search->now.course);
}

guint
rig_flips_find (RigEvaluator *evaluator, const RigScenario *scenario, RigFlip *flips)
{
  g_autoptr (RigScenario) varied = rig_scenario_copy (scenario);
  Search search;
  guint n = 0;

  search_init (&search, evaluator, varied);
  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    if (rig_key_is_number (key))
      find_key (&search, &flips[n++], key);
  for (guint i = 0; i < search.answer.n_machines; i++)
    find_price (&search, &flips[n++], i);
  return n;
}
