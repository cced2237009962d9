/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why the ranking is not TOPSIS (docs/method-decision.md): the method, as it is taught, with the
 * published examples that say that this is it, and what it does to a buying guide. */

#include "engine/answer/ranking.h"

#include "rig-test.h"

#include <json-glib/json-glib.h>

#define MOST 8
#define DIGITS 1e-6 /* as the oracle prints */

typedef struct
{
  double best[MOST], worst[MOST], closeness[MOST];
} Topsis;

/* @costs: a bit for each criterion of which less is better. */
static Topsis
run_topsis (const double matrix[MOST][MOST], guint rows, const double *weights, guint columns,
            guint costs)
{
  Topsis result = { 0 };
  double v[MOST][MOST];
  for (guint c = 0; c < columns; c++)
    {
      gboolean cost = costs >> c & 1;
      double length = 0;
      for (guint r = 0; r < rows; r++)
        length += matrix[r][c] * matrix[r][c];
      for (guint r = 0; r < rows; r++)
        {
          v[r][c] = weights[c] * matrix[r][c] / sqrt (length);
          if (r == 0 || (v[r][c] > result.best[c]) != cost)
            result.best[c] = v[r][c];
          if (r == 0 || (v[r][c] < result.worst[c]) != cost)
            result.worst[c] = v[r][c];
        }
    }
  for (guint r = 0; r < rows; r++)
    {
      double to_best = 0, to_worst = 0;
      for (guint c = 0; c < columns; c++)
        {
          to_best += pow (v[r][c] - result.best[c], 2);
          to_worst += pow (v[r][c] - result.worst[c], 2);
        }
      result.closeness[r] = sqrt (to_worst) / (sqrt (to_best) + sqrt (to_worst));
    }
  return result;
}

static JsonObject *
load (JsonParser *parser, const char *key)
{
  g_autofree char *path = rig_test_path ("oracles/decision.json");
  ck_assert (json_parser_load_from_file (parser, path, NULL));
  return json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                        key);
}

static guint
read_numbers (JsonArray *array, double *numbers)
{
  guint n = json_array_get_length (array);
  ck_assert_uint_le (n, MOST);
  for (guint i = 0; i < n; i++)
    numbers[i] = json_array_get_double_element (array, i);
  return n;
}

static void
assert_numbers (JsonObject *object, const char *key, const double *numbers)
{
  double expected[MOST];
  guint n = read_numbers (json_object_get_array_member (object, key), expected);
  for (guint i = 0; i < n; i++)
    ck_assert_double_eq_tol (numbers[i], expected[i], DIGITS);
}

START_TEST (textbook_example)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *example = load (parser, "topsis_cross_check");
  JsonArray *rows = json_object_get_array_member (example, "matrix");
  double matrix[MOST][MOST], weights[MOST];
  guint columns = read_numbers (json_object_get_array_member (example, "weights"), weights);
  Topsis result;
  for (guint r = 0; r < json_array_get_length (rows); r++)
    ck_assert_uint_eq (read_numbers (json_array_get_array_element (rows, r), matrix[r]), columns);
  /* The last criterion is a cost. */
  result = run_topsis (matrix, json_array_get_length (rows), weights, columns,
                       1u << (columns - 1));
  assert_numbers (example, "A_star", result.best);
  assert_numbers (example, "A_minus", result.worst);
  assert_numbers (example, "closeness", result.closeness);
}
END_TEST

/* Price and memory weigh the same. A machine that is dearer and smaller than both others turns the
 * order of those; anchored scores stay as they are. */
START_TEST (a_hopeless_machine_turns_the_order)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *example = load (parser, "topsis_rank_reversal");
  double matrix[MOST][MOST] = { { 3000, 128 }, { 6999, 192 } };
  const double weights[] = { 0.5, 0.5 };
  const RigCriterion criteria[] = { RIG_CRITERION_PRICE (1), RIG_CRITERION_MEMORY (1) };
  RigOption options[3];
  RigRank before[3], after[3];
  Topsis two = run_topsis (matrix, 2, weights, 2, 1), three;
  read_numbers (json_object_get_array_member (example, "third"), matrix[2]);
  three = run_topsis (matrix, 3, weights, 2, 1);
  assert_numbers (example, "without", two.closeness);
  assert_numbers (example, "with_third", three.closeness);
  ck_assert_double_gt (two.closeness[0], two.closeness[1]);
  ck_assert_double_lt (three.closeness[0], three.closeness[1]);

  for (guint i = 0; i < 3; i++)
    {
      rig_option_init (&options[i], "x", "x");
      options[i].traits[RIG_TRAIT_PRICE_USD] = (RigSpan){ matrix[i][0], matrix[i][0] };
      options[i].traits[RIG_TRAIT_MEMORY_GB] = (RigSpan){ matrix[i][1], matrix[i][1] };
    }
  rig_ranking_init (before, options, 2, criteria, 2);
  rig_ranking_init (after, options, 3, criteria, 2);
  for (guint i = 0; i < 2; i++)
    {
      ck_assert_uint_eq (before[i].option, after[i].option);
      ck_assert_double_eq (before[i].score.low, after[i].score.low);
    }
  ck_assert_uint_eq (after[2].option, 2);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("decision-topsis");
  TCase *tcase = tcase_create ("decision-topsis");
  tcase_add_test (tcase, textbook_example);
  tcase_add_test (tcase, a_hopeless_machine_turns_the_order);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
