/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole catalogue asked for the cheapest machine that does. What it says of each is compared
 * with a decision among a few at a time, cheapest and front with their definitions. */

#include "engine/answer/search.h"

#include "engine/answer/machine-option.h"
#include "engine/estimate/money-random.h"

#include "rig-test.h"

#define WORLDS 120
#define DAY "2026-11-22"

static RigCatalog *catalog;
static RigEvaluator *evaluator;
static RigRandom luck;

static void
set_up (void)
{
  catalog = rig_catalog_new ();
  evaluator = rig_evaluator_new (catalog);
}

static void
tear_down (void)
{
  rig_evaluator_free (evaluator);
  rig_catalog_free (catalog);
}

static void
set (RigScenario *scenario, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;
  ck_assert_msg (rig_scenario_set_from_string (scenario, catalog, name, value, &error), "%s",
                 error != NULL ? error->message : "");
}

static RigSearch *
search (const RigScenario *scenario)
{
  RigAnswer answer;
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  return rig_search_new (evaluator, scenario, &answer);
}

static guint
pick (guint n)
{
  return (guint) (rig_random_next (&luck) % n);
}

static RigScenario *
any_scenario (void)
{
  static const char *const models[] = { "llama-3.3-70b", "qwen3.6-27b", "gpt-oss-120b" };
  static const char *const words[] = { "cuda", "metal", "vulkan", "vllm", "mlx" };
  RigScenario *scenario = rig_scenario_new ();
  const char *model = models[pick (G_N_ELEMENTS (models))];
  set (scenario, "as-of", DAY);
  if (rig_catalog_find_model (catalog, model) != NULL)
    set (scenario, "model", model);
  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 4096 << pick (6));
  if (pick (3) == 0)
    set (scenario, "need-software", words[pick (G_N_ELEMENTS (words))]);
  if (pick (4) == 0)
    set (scenario, "need-by", "2026-03-01");
  rig_scenario_set_number (scenario, RIG_KEY_NEED_LAPTOP, pick (6) == 0);
  rig_scenario_set_number (scenario, RIG_KEY_NEED_QUIET, pick (9) == 0);
  rig_scenario_set_number (scenario, RIG_KEY_NEED_MEMORY, pick (3) == 0 ? 8 * pick (40) : 0);
  rig_scenario_set_number (scenario, RIG_KEY_NEED_DECODE, pick (2) == 0 ? pick (60) : 0);
  rig_scenario_set_number (scenario, RIG_KEY_NEED_PREFILL, pick (4) == 0 ? pick (900) : 0);
  rig_scenario_set_number (scenario, RIG_KEY_NEED_BUDGET, pick (3) == 0 ? 100 * pick (90) : 0);
  return scenario;
}

static const RigCandidate *
find (const RigSearch *found, const char *id)
{
  for (guint i = 0; i < found->n_candidates; i++)
    if (g_str_equal (found->candidates[i].machine->id, id))
      return &found->candidates[i];
  ck_abort_msg ("%s was not searched", id);
}

static void
assert_same (double a, double b)
{
  ck_assert_msg (a == b || (isnan (a) && isnan (b)), "%g is not %g", a, b);
}

static void
assert_estimates_equal (const RigEstimate *a, const RigEstimate *b)
{
  assert_same (a->value, b->value);
  assert_same (a->low, b->low);
  assert_same (a->high, b->high);
}

/* One machine as the comparison has it. */
static void
check_choice (const RigSearch *found, const RigDecision *decision, const RigAnswer *answer,
              const RigChoice *choice)
{
  const RigMachineAnswer *machine = &answer->machines[choice->machine];
  const RigCandidate *candidate = find (found, machine->machine->id);
  RigNeedSet common = (1u << decision->n_needs) - 1;
  ck_assert_uint_eq (candidate->unmet & common, choice->unmet);
  ck_assert_uint_eq (candidate->unknown & common, choice->unknown);
  if (found->asked.n_needs == decision->n_needs)
    ck_assert_int_eq (candidate->meets, choice->meets);
  assert_estimates_equal (&candidate->price_usd, &machine->price_usd);
  assert_estimates_equal (&candidate->decode_tokens_per_s, &machine->decode.tokens_per_s);
  assert_estimates_equal (&candidate->prefill_tokens_per_s, &machine->prefill.tokens_per_s);
  assert_estimates_equal (&candidate->payback_months, &machine->payback_months);
  ck_assert_int_eq (candidate->fit.verdict, machine->fit.verdict);
}

/* All machines of the catalogue, as many at a time as can be compared. */
static void
check_all_batches (RigScenario *scenario, const RigSearch *found)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  ck_assert_uint_eq (found->n_candidates, machines->len);
  for (guint from = 0; from < machines->len; from += RIG_MAX_COMPARED)
    {
      const char *ids[RIG_MAX_COMPARED + 1] = { NULL };
      RigAnswer answer;
      RigDecision decision;
      for (guint i = 0; i < RIG_MAX_COMPARED && from + i < machines->len; i++)
        ids[i] = ((const RigMachine *) g_ptr_array_index (machines, from + i))->id;
      ck_assert (rig_scenario_set_machines (scenario, ids));
      rig_evaluator_evaluate (evaluator, scenario, &answer);
      rig_decision_init (&decision, evaluator, scenario, &answer);
      for (guint i = 0; i < decision.n_choices; i++)
        check_choice (found, &decision, &answer, &decision.choices[i]);
    }
}

START_TEST (as_compared)
{
  rig_random_init (&luck, 17);
  for (guint world = 0; world < WORLDS / 6; world++)
    {
      g_autoptr (RigScenario) scenario = any_scenario ();
      g_autoptr (RigSearch) found = search (scenario);
      check_all_batches (scenario, found);
    }
}
END_TEST

static gboolean
is_before (const RigCandidate *a, const RigCandidate *b)
{
  double x = rig_candidate_get_price_usd (a), y = rig_candidate_get_price_usd (b);
  return a->meets != b->meets ? a->meets > b->meets : isnan (y) || x <= y;
}

/* By its definition: the least price of all that meet every need; certain where the range of no
 * other that meets them or may begins below the end of its own. */
static void
check_cheapest (const RigSearch *found)
{
  double least = INFINITY;
  gboolean rivals = FALSE;
  const RigCandidate *cheapest = NULL;
  for (guint i = 0; i < found->n_candidates; i++)
    if (found->candidates[i].meets == RIG_TRUTH_YES)
      least = fmin (least, rig_candidate_get_price_usd (&found->candidates[i]));
  if (isinf (least))
    {
      ck_assert_int_eq (found->cheapest, -1);
      ck_assert (!found->certain);
      return;
    }
  cheapest = &found->candidates[found->cheapest];
  ck_assert_double_eq (rig_candidate_get_price_usd (cheapest), least);
  for (guint i = 0; i < found->n_candidates; i++)
    {
      const RigCandidate *other = &found->candidates[i];
      gboolean rival = other != cheapest && other->meets != RIG_TRUTH_NO
                       && other->price_usd.low < cheapest->price_usd.high;
      ck_assert_int_eq (other->could_be_cheaper, rival);
      rivals |= rival;
    }
  ck_assert_int_eq (found->certain, !rivals);
}

/* By the quadratic definition over the same machines. */
static void
check_front (const RigSearch *found)
{
  const RigCriterion criteria[] = { RIG_CRITERION_PRICE (1), RIG_CRITERION_DECODE (1) };
  RigTruth wanted = found->n_meeting > 0 ? RIG_TRUTH_YES : RIG_TRUTH_UNKNOWN;
  g_autofree RigOption *options = g_new (RigOption, found->n_candidates);
  g_autofree guint *which = g_new (guint, found->n_candidates);
  guint n = 0, on_front = 0, marked = 0;
  for (guint i = 0; i < found->n_candidates; i++)
    {
      const RigCandidate *candidate = &found->candidates[i];
      marked += candidate->on_front;
      if (candidate->meets != wanted
          || !rig_span_is_known (&candidate->option.traits[RIG_TRAIT_PRICE_USD])
          || !rig_span_is_known (&candidate->option.traits[RIG_TRAIT_DECODE]))
        continue;
      which[n] = i;
      options[n++] = candidate->option;
    }
  for (guint i = 0; i < n; i++)
    {
      gboolean is = rig_option_is_undominated (i, options, n, criteria, G_N_ELEMENTS (criteria));
      ck_assert_int_eq (found->candidates[which[i]].on_front, is);
      on_front += is;
    }
  ck_assert_uint_eq (marked, on_front);
}

START_TEST (cheapest_and_front)
{
  guint with = 0, without = 0, sure = 0;
  rig_random_init (&luck, 4);
  for (guint world = 0; world < WORLDS; world++)
    {
      g_autoptr (RigScenario) scenario = any_scenario ();
      g_autoptr (RigSearch) found = search (scenario);
      for (guint i = 0; i + 1 < found->n_candidates; i++)
        ck_assert (is_before (&found->candidates[i], &found->candidates[i + 1]));
      check_cheapest (found);
      check_front (found);
      with += found->cheapest >= 0;
      without += found->cheapest < 0;
      sure += found->certain;
    }
  /* The worlds are of all kinds. */
  ck_assert_uint_gt (with, 5);
  ck_assert_uint_gt (without, 5);
  ck_assert_uint_gt (sure, 2);
}
END_TEST

/* Who cannot be bought is out: what the article claims, what is sold no longer or not yet. */
START_TEST (on_sale)
{
  static const struct
  {
    const char *id, *key, *date;
    RigTruth sold;
  } cases[] = {
    { "mac-studio-m4-ultra-192", "as-of", "2026-12-01", RIG_TRUTH_NO },
    { "mac-studio-m4-max-128", "as-of", "2026-08-25", RIG_TRUTH_YES },
    { "mac-studio-m4-max-128", "as-of", "2026-08-26", RIG_TRUTH_NO },
    { "mac-studio-m5-max-128", "as-of", "2026-09-21", RIG_TRUTH_NO },
    { "mac-studio-m5-max-128", "as-of", "2026-09-22", RIG_TRUTH_YES },
    { "mac-studio-m5-max-128", "need-by", "2026-09-21", RIG_TRUTH_NO },
    { "mac-studio-m5-max-128", "need-by", "2026-09-22", RIG_TRUTH_YES },
    { "ryzen-ai-max-pro-495-192", "as-of", "2026-12-01", RIG_TRUTH_UNKNOWN },
  };
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autoptr (RigSearch) found = NULL;
  const RigCandidate *candidate;
  guint sale;
  g_autofree char *need = NULL;
  g_autofree char *expected = g_strconcat (cases[_i].key, "=", cases[_i].date, NULL);
  set (scenario, cases[_i].key, cases[_i].date);
  found = search (scenario);
  sale = found->asked.n_needs - 1;
  ck_assert_uint_eq (found->asked.n_needs, 2);
  candidate = find (found, cases[_i].id);
  ck_assert_int_eq ((candidate->unmet >> sale) & 1, cases[_i].sold == RIG_TRUTH_NO);
  ck_assert_int_eq ((candidate->unknown >> sale) & 1, cases[_i].sold == RIG_TRUTH_UNKNOWN);
  need = rig_decision_need_to_string (&found->asked, scenario, sale);
  ck_assert_str_eq (need, expected);
}
END_TEST

/* A million tokens a second: nobody. What most fail is said, and what comes nearest. */
START_TEST (nobody)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autoptr (RigSearch) found = NULL;
  const RigCandidate *miss;
  guint n, hurdle;
  set (scenario, "as-of", DAY);
  rig_scenario_set_number (scenario, RIG_KEY_NEED_DECODE, 100000);
  found = search (scenario);
  ck_assert_int_eq (found->cheapest, -1);
  ck_assert_uint_eq (found->n_meeting, 0);
  hurdle = rig_search_find_hurdle (found, &n);
  ck_assert_int_eq (found->asked.need_keys[hurdle], RIG_KEY_NEED_DECODE);
  ck_assert_uint_gt (n, 20);
  miss = rig_search_find_nearest_miss (found);
  ck_assert_ptr_nonnull (miss);
  ck_assert_uint_eq (miss->unmet, 1u << hurdle);
  for (guint i = 0; i < found->n_candidates; i++)
    if (found->candidates[i].unmet == 1u << hurdle && found->candidates[i].unknown == 0)
      ck_assert (!(rig_candidate_get_price_usd (&found->candidates[i])
                   < rig_candidate_get_price_usd (miss)));
}
END_TEST

/* The catalogue with one more machine, of which only this is said. */
static void
add_machine (const char *memory_and_price)
{
  g_autofree char *text = g_strdup_printf (
    "{\"machines\": [{\"id\": \"mine\", \"name\": \"Mine\", \"short_name\": \"Mine\", \"vendor\": "
    "\"Me\", \"chip\": \"X\", \"kind\": \"desktop\", \"unified\": true, \"n_gpus\": 1, "
    "\"apis\": [\"CUDA\"], \"on_sale_from\": \"2026-01-01\", \"usable_gpu_fraction_default\": 0.9, "
    "%s}]}",
    memory_and_price);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = json_from_string (text, &error);
  ck_assert_msg (root != NULL, "%s", error != NULL ? error->message : "");
  rig_evaluator_free (evaluator);
  rig_catalog_free (catalog);
  catalog = rig_catalog_new ();
  ck_assert (rig_catalog_overlay_json (catalog, "mine.json", root));
  evaluator = rig_evaluator_new (catalog);
}

/* A machine that cannot hold the model changes nothing for the others, at whatever price. */
START_TEST (a_hopeless_machine_changes_nothing)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autoptr (RigSearch) before = NULL;
  g_autoptr (RigSearch) after = NULL;
  g_autofree char *cheapest = NULL;
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  gboolean certain;
  set (scenario, "as-of", DAY);
  set (scenario, "model", "llama-3.3-70b");
  before = search (scenario);
  ck_assert_int_ge (before->cheapest, 0);
  cheapest = g_strdup (before->candidates[before->cheapest].machine->id);
  certain = before->certain;
  for (guint i = 0; i < before->n_candidates; i++)
    g_string_append_printf (order, "%s %d\n", before->candidates[i].machine->id,
                            before->candidates[i].on_front);
  add_machine ("\"memory_gb\": 1, \"price_recent_usd\": 1");
  after = search (scenario);
  ck_assert_int_eq (find (after, "mine")->meets, RIG_TRUTH_NO);
  ck_assert_str_eq (after->candidates[after->cheapest].machine->id, cheapest);
  ck_assert_int_eq (after->certain, certain);
  for (guint i = 0; i < after->n_candidates; i++)
    if (!g_str_equal (after->candidates[i].machine->id, "mine"))
      g_string_append_printf (again, "%s %d\n", after->candidates[i].machine->id,
                              after->candidates[i].on_front);
  ck_assert_str_eq (again->str, order->str);
}
END_TEST

/* One that nobody undercuts is found; without a price it comes last of those that meet all. */
START_TEST (prices)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autoptr (RigSearch) cheap = NULL;
  g_autoptr (RigSearch) unpriced = NULL;
  set (scenario, "as-of", DAY);
  add_machine ("\"memory_gb\": 512, \"price_recent_usd\": 7");
  cheap = search (scenario);
  ck_assert_str_eq (cheap->candidates[0].machine->id, "mine");
  ck_assert_int_eq (cheap->cheapest, 0);
  ck_assert_int_eq (cheap->cheapest_computer, 0);
  ck_assert (cheap->computer_certain);
  /* No speed is known of it. */
  ck_assert (!cheap->candidates[0].on_front);
  add_machine ("\"memory_gb\": 512");
  unpriced = search (scenario);
  ck_assert_str_eq (unpriced->candidates[unpriced->n_meeting - 1].machine->id, "mine");
  ck_assert_int_eq (unpriced->cheapest, 0);
  ck_assert (!find (unpriced, "mine")->could_be_cheaper);
  ck_assert (!find (unpriced, "mine")->on_front);
  ck_assert_uint_eq (unpriced->n_unpriced, cheap->n_unpriced + 1);
}
END_TEST

/* A card is cheaper than the computer that it goes into, and said apart. */
START_TEST (cards_apart)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autoptr (RigSearch) found = NULL;
  double least = INFINITY;
  set (scenario, "as-of", DAY);
  set (scenario, "model", "gpt-oss-20b");
  set (scenario, "context", "4k");
  set (scenario, "price.rtx-4060-ti-16", "1");
  found = search (scenario);
  ck_assert_str_eq (found->candidates[found->cheapest].machine->id, "rtx-4060-ti-16");
  ck_assert (found->certain);
  for (guint i = 0; i < found->n_candidates; i++)
    if (found->candidates[i].meets == RIG_TRUTH_YES
        && !g_str_has_prefix (found->candidates[i].machine->price_basis != NULL
                                  ? found->candidates[i].machine->price_basis : "", "card")
        && !g_str_equal (found->candidates[i].machine->id, "dual-rtx-3090"))
      least = fmin (least, rig_candidate_get_price_usd (&found->candidates[i]));
  ck_assert_double_eq (
    rig_candidate_get_price_usd (&found->candidates[found->cheapest_computer]), least);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("search");
  TCase *tcase = tcase_create ("search");
  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_set_timeout (tcase, 60);
  tcase_add_test (tcase, as_compared);
  tcase_add_test (tcase, cheapest_and_front);
  tcase_add_loop_test (tcase, on_sale, 0, 8);
  tcase_add_test (tcase, nobody);
  tcase_add_test (tcase, a_hopeless_machine_changes_nothing);
  tcase_add_test (tcase, prices);
  tcase_add_test (tcase, cards_apart);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
