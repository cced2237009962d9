/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules of a decision against oracles/decision.json: the two machines of the article with its
 * own numbers, as of 2026-06-01. */

#include "engine/answer/bundle.h"
#include "engine/answer/needs.h"
#include "engine/answer/ranking.h"

#include "rig-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define AS_OF "2026-06-01"
#define MAX_OPTIONS 8
#define POINTS 1e-4 /* the oracle prints four digits */

typedef struct
{
  JsonParser *parser;
  JsonObject *root;
  RigOption options[MAX_OPTIONS];
  guint n;
} World;

static RigTruth
get_truth (JsonObject *object, const char *key)
{
  if (json_object_get_null_member (object, key))
    return RIG_TRUTH_UNKNOWN;
  return json_object_get_boolean_member (object, key) ? RIG_TRUTH_YES : RIG_TRUTH_NO;
}

static RigTruth
is_text (JsonObject *object, const char *key, const char *value)
{
  return g_str_equal (json_object_get_string_member (object, key), value) ? RIG_TRUTH_YES
                                                                          : RIG_TRUTH_NO;
}

static RigSpan
get_span (JsonObject *object, const char *key)
{
  JsonArray *ends;
  if (json_object_get_null_member (object, key))
    return RIG_SPAN_UNKNOWN;
  ends = json_object_get_array_member (object, key);
  return (RigSpan){ json_array_get_double_element (ends, 0),
                    json_array_get_double_element (ends, 1) };
}

static void
read_option (RigOption *option, const char *id, JsonObject *object)
{
  double memory = json_object_get_double_member (object, "memory");
  rig_option_init (option, id, json_object_get_string_member (object, "family"));
  option->features[RIG_FEATURE_CUDA] = get_truth (object, "cuda");
  option->features[RIG_FEATURE_METAL] = get_truth (object, "metal");
  option->features[RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_VLLM] = get_truth (object, "vllm");
  option->features[RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_OLLAMA] = get_truth (object, "ollama");
  option->features[RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_LM_STUDIO]
    = get_truth (object, "lmstudio");
  option->features[RIG_FEATURE_QUIET] = get_truth (object, "silent");
  option->features[RIG_FEATURE_WINDOWS] = is_text (object, "os", "windows");
  option->features[RIG_FEATURE_MACOS] = is_text (object, "os", "macos");
  option->features[RIG_FEATURE_LINUX] = is_text (object, "os", "linux");
  option->features[RIG_FEATURE_LAPTOP] = is_text (object, "form", "laptop");
  option->traits[RIG_TRAIT_PRICE_USD] = get_span (object, "price");
  option->traits[RIG_TRAIT_MEMORY_GB] = (RigSpan){ memory, memory };
  option->traits[RIG_TRAIT_DECODE] = get_span (object, "tps70");
  rig_option_set_available (option, json_object_get_string_member (object, "available"), NULL);
}

static World
load_world (void)
{
  g_autofree char *path = rig_test_path ("oracles/decision.json");
  World world = { .parser = json_parser_new () };
  g_autoptr (GList) ids = NULL;
  JsonObject *catalogue;
  ck_assert (json_parser_load_from_file (world.parser, path, NULL));
  world.root = json_node_get_object (json_parser_get_root (world.parser));
  catalogue = json_object_get_object_member (world.root, "article_catalogue");
  ids = json_object_get_members (catalogue);
  for (GList *id = ids; id != NULL; id = id->next)
    read_option (&world.options[world.n++], id->data,
                 json_object_get_object_member (catalogue, id->data));
  ck_assert_uint_eq (world.n, 4);
  return world;
}

static const RigOption *
find_option (const World *world, const char *id)
{
  for (guint i = 0; i < world->n; i++)
    if (g_str_equal (world->options[i].id, id))
      return &world->options[i];
  ck_abort_msg ("no option %s", id);
  return NULL;
}

#define FEATURE(name, bits) { name, { .kind = RIG_NEED_FEATURES, .features = (bits) } }
#define PROGRAM(software) RIG_FEATURE_BIT (RIG_FEATURE_SOFTWARE + (software))

static RigNeed
get_need (const char *name)
{
  static const struct
  {
    const char *name;
    RigNeed need;
  } needs[] = {
    FEATURE ("cuda", RIG_FEATURE_BIT (RIG_FEATURE_CUDA)),
    FEATURE ("laptop", RIG_FEATURE_BIT (RIG_FEATURE_LAPTOP)),
    FEATURE ("windows", RIG_FEATURE_BIT (RIG_FEATURE_WINDOWS)),
    FEATURE ("macos", RIG_FEATURE_BIT (RIG_FEATURE_MACOS)),
    FEATURE ("linux", RIG_FEATURE_BIT (RIG_FEATURE_LINUX)),
    FEATURE ("quiet", RIG_FEATURE_BIT (RIG_FEATURE_QUIET)),
    FEATURE ("ollama_lmstudio", PROGRAM (RIG_SOFTWARE_OLLAMA) | PROGRAM (RIG_SOFTWARE_LM_STUDIO)),
    { "mem_gt_128",
      { .kind = RIG_NEED_MORE_THAN, .trait = RIG_TRAIT_MEMORY_GB, .limit = 128 } },
    { "now", { .kind = RIG_NEED_BY_DATE, .date = AS_OF } },
    { "budget (<= 6,999)",
      { .kind = RIG_NEED_AT_MOST, .trait = RIG_TRAIT_PRICE_USD, .limit = 6999 } },
    { "multiple_models",
      { .kind = RIG_NEED_AT_LEAST, .trait = RIG_TRAIT_MODELS_AT_ONCE, .limit = 2 } },
  };
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    if (g_str_equal (needs[i].name, name))
      return needs[i].need;
  ck_abort_msg ("unknown need %s", name);
  return (RigNeed){ 0 };
}

static guint
read_needs (JsonArray *names, RigNeed *needs)
{
  guint n = json_array_get_length (names);
  for (guint i = 0; i < n; i++)
    needs[i] = get_need (json_array_get_string_element (names, i));
  return n;
}

/* Whether an array of ids names just the options of @set, a bit for each. */
static void
assert_options (const World *world, guint set, JsonArray *ids, guint where)
{
  guint expected = 0;
  for (guint i = 0; i < json_array_get_length (ids); i++)
    expected
      |= 1u << (find_option (world, json_array_get_string_element (ids, i)) - world->options);
  ck_assert_msg (set == expected, "case %u: options %x instead of %x", where, set, expected);
}

static guint
get_options_with (const World *world, const RigNeedCheck *checks, guint n_needs, RigTruth truth)
{
  guint set = 0;
  for (guint i = 0; i < world->n; i++)
    if (rig_need_check_get_truth (&checks[i], n_needs) == truth)
      set |= 1u << i;
  return set;
}

static guint
get_family_of (const World *world, const RigOption *best, guint among)
{
  guint set = 0;
  for (guint i = 0; i < world->n; i++)
    if (among & 1u << i && g_str_equal (world->options[i].family, best->family))
      set |= 1u << i;
  return set;
}

static gboolean
names_set (JsonArray *names, const RigNeed *needs, guint n, RigNeedSet set)
{
  RigNeedSet named = 0;
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      RigNeed need = get_need (json_array_get_string_element (names, i));
      for (guint j = 0; j < n; j++)
        if (memcmp (&needs[j], &need, sizeof need) == 0)
          named |= 1u << j;
    }
  return named == set;
}

static void
check_eliminated (const World *world, JsonObject *eliminated, const RigNeed *needs, guint n,
                  const RigNeedCheck *checks)
{
  for (guint i = 0; i < world->n; i++)
    {
      RigNeedSet failed = rig_need_check_get_failed (&checks[i], n);
      ck_assert_int_eq (failed != 0,
                        json_object_has_member (eliminated, world->options[i].id));
      if (failed != 0)
        ck_assert (names_set (json_object_get_array_member (eliminated, world->options[i].id),
                              needs, n, failed));
    }
}

START_TEST (nine_situations)
{
  World world = load_world ();
  JsonArray *rows = json_object_get_array_member (world.root, "table_rows");
  ck_assert_uint_eq (json_array_get_length (rows), 9);
  for (guint r = 0; r < json_array_get_length (rows); r++)
    {
      JsonObject *row = json_array_get_object_element (rows, r);
      RigNeed needs[RIG_MAX_NEEDS];
      guint n = read_needs (json_object_get_array_member (row, "must_have"), needs), left;
      RigNeedCheck checks[MAX_OPTIONS];
      const char *preference = json_object_get_null_member (row, "preference")
                                 ? NULL
                                 : json_object_get_string_member (row, "preference");
      for (guint i = 0; i < world.n; i++)
        checks[i] = rig_needs_check (needs, n, &world.options[i]);
      left = get_options_with (&world, checks, n, RIG_TRUTH_YES);
      check_eliminated (&world, json_object_get_object_member (row, "eliminated"), needs, n,
                        checks);
      /* "Either works" where nobody is out and nothing is preferred. */
      ck_assert_int_eq (left == (1u << world.n) - 1 && preference == NULL,
                        json_object_get_boolean_member (row, "either"));
      if (preference != NULL)
        {
          gboolean cheapest = g_str_equal (preference, "min_price"), certain;
          const RigCriterion criterion = cheapest
                                           ? (RigCriterion) RIG_CRITERION_PRICE (1)
                                           : (RigCriterion) RIG_CRITERION_MEMORY (1);
          const RigOption *best;
          ck_assert (cheapest || g_str_equal (preference, "max_memory"));
          ck_assert_uint_eq (left, (1u << world.n) - 1);
          best = rig_option_find_best (world.options, world.n, &criterion, &certain);
          left = get_family_of (&world, best, left);
          /* "Likely cheaper": the range reaches past the next one's price. */
          ck_assert_int_eq (certain, !cheapest);
        }
      assert_options (&world, left, json_object_get_array_member (row, "result_machines"), r + 1);
    }
  g_object_unref (world.parser);
}
END_TEST

static void
check_relaxations (const World *world, JsonArray *expected, const RigNeed *needs, guint n,
                   const RigNeedCheck *checks, guint where)
{
  RigNeedSet keep[MAX_OPTIONS], all = (1u << n) - 1;
  ck_assert_uint_eq (rig_needs_find_relaxations (checks, world->n, keep),
                     json_array_get_length (expected));
  for (guint s = 0; s < json_array_get_length (expected); s++)
    {
      JsonObject *subset = json_array_get_object_element (expected, s);
      guint options = 0;
      for (guint i = 0; i < world->n; i++)
        if ((checks[i].met & keep[s]) == keep[s])
          options |= 1u << i;
      ck_assert_msg (names_set (json_object_get_array_member (subset, "keep"), needs, n, keep[s]),
                     "case %u, subset %u", where, s);
      ck_assert (
        names_set (json_object_get_array_member (subset, "drop"), needs, n, all & ~keep[s]));
      assert_options (world, options, json_object_get_array_member (subset, "machines"), where);
    }
}

START_TEST (combinations_of_needs)
{
  World world = load_world ();
  JsonArray *cases = json_object_get_array_member (world.root, "combinations");
  ck_assert_uint_eq (json_array_get_length (cases), 12);
  for (guint c = 0; c < json_array_get_length (cases); c++)
    {
      JsonObject *object = json_array_get_object_element (cases, c);
      RigNeed needs[RIG_MAX_NEEDS];
      guint n = read_needs (json_object_get_array_member (object, "needs"), needs), met;
      RigNeedCheck checks[MAX_OPTIONS];
      for (guint i = 0; i < world.n; i++)
        checks[i] = rig_needs_check (needs, n, &world.options[i]);
      met = get_options_with (&world, checks, n, RIG_TRUTH_YES);
      assert_options (&world, met, json_object_get_array_member (object, "feasible"), c);
      assert_options (
        &world, get_options_with (&world, checks, n, RIG_TRUTH_UNKNOWN),
        json_object_get_array_member (object, "possible_if_unknown_turns_out_well"), c);
      if (json_object_get_null_member (object, "maximal_satisfiable_subsets"))
        {
          RigNeedSet keep[MAX_OPTIONS];
          ck_assert_uint_ne (met, 0);
          ck_assert_uint_eq (rig_needs_find_relaxations (checks, world.n, keep), 1);
          ck_assert_uint_eq (keep[0], (1u << n) - 1);
        }
      else
        check_relaxations (
          &world, json_object_get_array_member (object, "maximal_satisfiable_subsets"), needs, n,
          checks, c);
    }
  g_object_unref (world.parser);
}
END_TEST

START_TEST (both_machines)
{
  World world = load_world ();
  JsonObject *both = json_object_get_object_member (world.root, "both_option");
  JsonObject *prices = json_object_get_object_member (both, "members");
  JsonObject *satisfies = json_object_get_object_member (both, "satisfies");
  RigOption spark = *find_option (&world, "rtx_spark_desktop"), macbook, bundle;
  const RigOption *const members[] = { &spark, &macbook };
  g_autoptr (GList) names = json_object_get_members (satisfies);
  double price = json_object_get_double_member (prices, "rtx_spark_desktop");
  spark.traits[RIG_TRAIT_PRICE_USD] = (RigSpan){ price, price };
  spark.traits[RIG_TRAIT_MODELS_AT_ONCE] = (RigSpan){ 1, 1 };
  /* The article does not say how much memory: a MacBook Pro with an M4 Max has 36 to 128 GB. */
  macbook = *find_option (&world, "mac_studio_128");
  price = json_object_get_double_member (prices, "macbook_pro_m4_max");
  macbook.traits[RIG_TRAIT_PRICE_USD] = (RigSpan){ price, price };
  macbook.traits[RIG_TRAIT_MEMORY_GB] = (RigSpan){ 36, 128 };
  macbook.traits[RIG_TRAIT_MODELS_AT_ONCE] = (RigSpan){ 1, 1 };
  macbook.features[RIG_FEATURE_LAPTOP] = RIG_TRUTH_YES;
  rig_bundle_init (&bundle, "both", members, 2, NULL);

  ck_assert_double_eq (bundle.traits[RIG_TRAIT_PRICE_USD].low,
                       json_object_get_double_member (both, "total"));
  ck_assert_double_eq (json_object_get_double_member (both, "compare_price")
                         - bundle.traits[RIG_TRAIT_PRICE_USD].high,
                       json_object_get_double_member (both, "difference"));
  ck_assert_uint_eq (g_list_length (names), 9);
  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *expected = json_object_get_member (satisfies, name->data);
      RigNeed need = get_need (name->data);
      gboolean partly;
      RigTruth truth = rig_bundle_check (&bundle, members, 2, &need, &partly);
      if (json_node_get_value_type (expected) == G_TYPE_STRING)
        {
          ck_assert (g_str_has_prefix (json_node_get_string (expected), "partly"));
          ck_assert_msg (truth == RIG_TRUTH_NO && partly, "%s", (char *) name->data);
        }
      else
        ck_assert_msg (truth == (json_node_get_boolean (expected) ? RIG_TRUTH_YES : RIG_TRUTH_NO)
                         && !partly,
                       "%s: %u, %d", (char *) name->data, truth, partly);
    }
  /* A memory that nobody stated at all leaves it open. */
  macbook.traits[RIG_TRAIT_MEMORY_GB] = RIG_SPAN_UNKNOWN;
  rig_bundle_init (&bundle, "both", members, 2, NULL);
  ck_assert_int_eq (rig_bundle_check (&bundle, members, 2, &(RigNeed){
                                        .kind = RIG_NEED_MORE_THAN,
                                        .trait = RIG_TRAIT_MEMORY_GB, .limit = 128 }, NULL),
                    RIG_TRUTH_UNKNOWN);
  g_object_unref (world.parser);
}
END_TEST

START_TEST (linked_machines)
{
  World world = load_world ();
  const RigOption *spark = find_option (&world, "rtx_spark_desktop");
  const RigOption *const members[] = { spark, spark };
  const RigLink link = { { 240, 240 }, { 15, 30 }, { 500, 900 }, RIG_TRUTH_YES };
  RigOption bundle;
  rig_bundle_init (&bundle, "two", members, 2, NULL);
  ck_assert_double_eq (bundle.traits[RIG_TRAIT_MEMORY_GB].high, 128);
  ck_assert_double_eq (bundle.traits[RIG_TRAIT_PRICE_USD].low, 4000);
  ck_assert_double_eq (bundle.traits[RIG_TRAIT_PRICE_USD].high, 8000);
  rig_bundle_init (&bundle, "two", members, 2, &link);
  ck_assert_double_eq (bundle.traits[RIG_TRAIT_MEMORY_GB].low, 240);
  ck_assert_double_eq (bundle.traits[RIG_TRAIT_DECODE].high, 30);
  ck_assert_str_eq (bundle.first_day, spark->first_day);
  g_object_unref (world.parser);
}
END_TEST

static double
get_worth (const RigCriterion *criterion, double amount)
{
  RigOption option;
  rig_option_init (&option, "x", "x");
  option.traits[criterion->trait] = (RigSpan){ amount, amount };
  return rig_criterion_get_value (criterion, &option).low;
}

START_TEST (value_functions)
{
  World world = load_world ();
  JsonObject *expected = json_object_get_object_member (world.root, "value_function_oracles");
  static const struct
  {
    const char *name;
    RigCriterion criterion;
  } functions[] = { { "price", RIG_CRITERION_PRICE (1) },
                    { "memory", RIG_CRITERION_MEMORY (1) },
                    { "speed", RIG_CRITERION_DECODE (1) } };
  for (guint f = 0; f < G_N_ELEMENTS (functions); f++)
    {
      JsonObject *points = json_object_get_object_member (expected, functions[f].name);
      g_autoptr (GList) amounts = json_object_get_members (points);
      ck_assert_uint_ge (g_list_length (amounts), 7);
      for (GList *amount = amounts; amount != NULL; amount = amount->next)
        ck_assert_double_eq_tol (
          get_worth (&functions[f].criterion, g_ascii_strtod (amount->data, NULL)),
          json_object_get_double_member (points, amount->data), POINTS);
    }
  g_object_unref (world.parser);
}
END_TEST

static guint
read_criteria (JsonObject *weights, RigCriterion *criteria, const char **names)
{
  g_autoptr (GList) keys = json_object_get_members (weights);
  guint n = 0;
  for (GList *key = keys; key != NULL; key = key->next)
    {
      double weight = json_object_get_double_member (weights, key->data);
      names[n] = key->data;
      if (g_str_equal (key->data, "price"))
        criteria[n++] = (RigCriterion) RIG_CRITERION_PRICE (weight);
      else if (g_str_equal (key->data, "memory"))
        criteria[n++] = (RigCriterion) RIG_CRITERION_MEMORY (weight);
      else if (g_str_equal (key->data, "speed70"))
        criteria[n++] = (RigCriterion) RIG_CRITERION_DECODE (weight);
      else if (g_str_equal (key->data, "quiet"))
        criteria[n++] = (RigCriterion) RIG_CRITERION_QUIET (weight);
      else
        ck_abort_msg ("unknown criterion %s", (char *) key->data);
    }
  return n;
}

static void
check_verdict (JsonArray *expected, RigVerdict verdict, const RigOption *options,
               const RigRank *ranks)
{
  const char *word = json_array_get_string_element (expected, 0);
  g_autofree char *first_two
    = g_strconcat (options[ranks[0].option].id, " / ", options[ranks[1].option].id, NULL);
  gboolean tie = g_str_equal (word, "tie");
  ck_assert_int_eq (verdict, tie                            ? RIG_VERDICT_EITHER
                             : g_str_equal (word, "leaning") ? RIG_VERDICT_LEANING
                                                             : RIG_VERDICT_CLEAR);
  ck_assert_str_eq (tie ? first_two : options[ranks[0].option].id,
                    json_array_get_string_element (expected, 1));
}

START_TEST (weighted_scores)
{
  World world = load_world ();
  JsonObject *cases = json_object_get_object_member (world.root, "weighted");
  g_autoptr (GList) keys = json_object_get_members (cases);
  ck_assert_uint_eq (g_list_length (keys), 4);
  for (GList *key = keys; key != NULL; key = key->next)
    {
      JsonObject *object = json_object_get_object_member (cases, key->data);
      JsonObject *scores = json_object_get_object_member (object, "scores");
      g_autoptr (GList) ids = json_object_get_members (scores);
      RigCriterion criteria[4];
      const char *names[4];
      guint n_criteria
        = read_criteria (json_object_get_object_member (object, "weights"), criteria, names);
      RigOption options[MAX_OPTIONS];
      RigRank ranks[MAX_OPTIONS];
      RigVerdict verdict;
      guint n = 0;
      for (GList *id = ids; id != NULL; id = id->next)
        options[n++] = *find_option (&world, id->data);
      verdict = rig_ranking_init (ranks, options, n, criteria, n_criteria);
      for (guint i = 0; i < n; i++)
        {
          const RigOption *option = &options[ranks[i].option];
          JsonObject *score = json_object_get_object_member (scores, option->id);
          JsonObject *parts = json_object_get_object_member (score, "parts");
          ck_assert_double_eq_tol (ranks[i].score.low,
                                   json_object_get_double_member (score, "low"), POINTS);
          ck_assert_double_eq_tol (ranks[i].score.high,
                                   json_object_get_double_member (score, "high"), POINTS);
          for (guint c = 0; c < n_criteria; c++)
            {
              RigSpan value = rig_criterion_get_value (&criteria[c], option);
              RigSpan expected = get_span (parts, names[c]);
              ck_assert_double_eq_tol (value.low, expected.low, POINTS);
              ck_assert_double_eq_tol (value.high, expected.high, POINTS);
            }
          ck_assert_int_eq (ranks[i].could_win,
                            i > 0 && ranks[i].score.high > ranks[0].score.low);
        }
      check_verdict (json_object_get_array_member (object, "verdict"), verdict, options, ranks);
    }
  g_object_unref (world.parser);
}
END_TEST

START_TEST (weight_at_which_it_flips)
{
  World world = load_world ();
  JsonObject *flip = json_object_get_object_member (world.root, "weight_flip");
  const RigOption *spark = find_option (&world, "rtx_spark_desktop");
  const RigOption *mac = find_option (&world, "mac_studio_192");
  RigOption worse = *mac;
  RigCriterion criteria[] = { RIG_CRITERION_PRICE (1), RIG_CRITERION_MEMORY (1) };
  double share = rig_ranking_get_flip_share (criteria, 2, 0, spark, mac);
  ck_assert_double_eq_tol (share * 100,
                           json_object_get_double_member (flip, "flip_price_weight"), POINTS);
  /* It is a flip: a step on either side the other is ahead. */
  for (int side = -1; side <= 1; side += 2)
    {
      RigRank ranks[2];
      const RigOption pair[] = { *spark, *mac };
      criteria[0].weight = share + side * 1e-6;
      criteria[1].weight = 1 - criteria[0].weight;
      rig_ranking_init (ranks, pair, 2, criteria, 2);
      ck_assert_uint_eq (ranks[0].option, side < 0 ? 1 : 0);
    }
  /* One that is ahead in both stays ahead. */
  worse.traits[RIG_TRAIT_PRICE_USD] = (RigSpan){ 8000, 8000 };
  worse.traits[RIG_TRAIT_MEMORY_GB] = (RigSpan){ 96, 96 };
  ck_assert (isnan (rig_ranking_get_flip_share (criteria, 2, 0, mac, &worse)));
  g_object_unref (world.parser);
}
END_TEST

START_TEST (dominance)
{
  World world = load_world ();
  JsonObject *expected = json_object_get_object_member (world.root, "dominance");
  JsonArray *pairs = json_object_get_array_member (expected, "dominated_pairs");
  const RigCriterion criteria[] = { RIG_CRITERION_PRICE (0), RIG_CRITERION_MEMORY (0),
                                    { .is_feature = TRUE, .feature = RIG_FEATURE_CUDA } };
  guint found = 0, pareto = 0;
  for (guint a = 0; a < world.n; a++)
    for (guint b = 0; b < world.n; b++)
      if (a != b && rig_option_dominates (&world.options[a], &world.options[b], criteria, 3))
        {
          gboolean listed = FALSE;
          for (guint i = 0; i < json_array_get_length (pairs); i++)
            {
              JsonArray *pair = json_array_get_array_element (pairs, i);
              listed |= g_str_equal (json_array_get_string_element (pair, 0), world.options[a].id)
                        && g_str_equal (json_array_get_string_element (pair, 1),
                                        world.options[b].id);
            }
          ck_assert_msg (listed, "%s dominates %s", world.options[a].id, world.options[b].id);
          /* All of them for the middle of a range only. */
          ck_assert_int_eq (
            rig_option_dominates (&world.options[a], &world.options[b], criteria, 3),
            RIG_DOMINANCE_LIKELY);
          found++;
        }
  ck_assert_uint_eq (found, json_array_get_length (pairs));
  for (guint i = 0; i < world.n; i++)
    if (rig_option_is_undominated (i, world.options, world.n, criteria, 3))
      pareto |= 1u << i;
  assert_options (&world, pareto, json_object_get_array_member (expected, "pareto"), 0);
  g_object_unref (world.parser);
}
END_TEST

/* The decision list of the article's first question, and noise. */
START_TEST (first_question)
{
  World world = load_world ();
  JsonArray *faq = json_object_get_array_member (world.root, "faq");
  JsonArray *rules = json_object_get_array_member (json_array_get_object_element (faq, 0),
                                                   "rules");
  ck_assert_uint_eq (json_array_get_length (rules), 4);
  for (guint r = 0; r < json_array_get_length (rules); r++)
    {
      JsonObject *rule = json_array_get_object_element (rules, r);
      JsonArray *conditions = json_object_get_array_member (rule, "if_");
      const char *answer = json_object_get_string_member (rule, "answer");
      RigNeed needs[RIG_MAX_NEEDS];
      guint n = 0, left = 0;
      for (guint i = 0; i < json_array_get_length (conditions); i++)
        {
          const char *name = json_array_get_string_element (conditions, i);
          /* Who can wait and wants value has no must-have, but prefers the low price. */
          if (!g_str_equal (name, "can_wait") && !g_str_equal (name, "value"))
            needs[n++] = get_need (name);
        }
      for (guint i = 0; i < world.n; i++)
        {
          RigNeedCheck check = rig_needs_check (needs, n, &world.options[i]);
          if (rig_need_check_get_truth (&check, n) == RIG_TRUTH_YES)
            left |= 1u << i;
        }
      if (n == 0)
        left = get_family_of (
          &world,
          rig_option_find_best (world.options, world.n,
                                &(RigCriterion) RIG_CRITERION_PRICE (1), NULL),
          left);
      ck_assert_int_eq (left == 0, g_str_has_prefix (answer, "conflict"));
      for (guint i = 0; i < world.n; i++)
        if (left & 1u << i)
          ck_assert_msg ((strstr (answer, "RTX Spark") != NULL)
                           == g_str_equal (world.options[i].family, "RTX Spark"),
                         "rule %u: %s", r, world.options[i].id);
    }
  g_object_unref (world.parser);
}
END_TEST

START_TEST (dates_of_a_month)
{
  RigOption option;
  RigNeed need = { .kind = RIG_NEED_BY_DATE };
  rig_option_init (&option, "x", "x");
  need.date = "2026-10-15";
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_UNKNOWN);
  rig_option_set_available (&option, "2026-10", NULL);
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_UNKNOWN);
  need.date = "2026-10-31";
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_YES);
  need.date = "2026-09-30";
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_NO);
  rig_option_set_available (&option, "2026", NULL);
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_UNKNOWN);
  /* Sold until the day before. */
  rig_option_set_available (&option, "2025-01-01", "2026-09-29");
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_NO);
  rig_option_set_available (&option, "2025-01-01", "2026-09");
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_YES);
  rig_option_set_available (&option, "soon", "some day");
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_UNKNOWN);
}
END_TEST

START_TEST (ranges_over_a_limit)
{
  RigOption option;
  RigNeed need = { .kind = RIG_NEED_AT_LEAST, .trait = RIG_TRAIT_DECODE, .limit = 10 };
  rig_option_init (&option, "x", "x");
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_UNKNOWN);
  option.traits[RIG_TRAIT_DECODE] = (RigSpan){ 8, 12 };
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_UNKNOWN);
  option.traits[RIG_TRAIT_DECODE] = (RigSpan){ 10, 12 };
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_YES);
  need.kind = RIG_NEED_MORE_THAN;
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_UNKNOWN);
  option.traits[RIG_TRAIT_DECODE] = (RigSpan){ 5, 9.9 };
  ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_NO);
}
END_TEST

START_TEST (nothing_to_rank)
{
  RigOption option;
  RigRank rank;
  RigCriterion criteria[] = { RIG_CRITERION_PRICE (0) };
  rig_option_init (&option, "x", "x");
  ck_assert_int_eq (rig_ranking_init (NULL, NULL, 0, criteria, 1), RIG_VERDICT_NONE);
  ck_assert_int_eq (rig_ranking_init (&rank, &option, 1, criteria, 1), RIG_VERDICT_CLEAR);
  ck_assert_double_eq (rank.score.low, 0);
  ck_assert_double_eq (rank.score.high, 100);
  ck_assert_ptr_null (rig_option_find_best (&option, 1, &criteria[0], NULL));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("decision");
  TCase *tcase = tcase_create ("decision");
  tcase_add_test (tcase, nine_situations);
  tcase_add_test (tcase, combinations_of_needs);
  tcase_add_test (tcase, both_machines);
  tcase_add_test (tcase, linked_machines);
  tcase_add_test (tcase, value_functions);
  tcase_add_test (tcase, weighted_scores);
  tcase_add_test (tcase, weight_at_which_it_flips);
  tcase_add_test (tcase, dominance);
  tcase_add_test (tcase, first_question);
  tcase_add_test (tcase, dates_of_a_month);
  tcase_add_test (tcase, ranges_over_a_limit);
  tcase_add_test (tcase, nothing_to_rank);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
