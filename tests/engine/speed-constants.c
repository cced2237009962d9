/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/catalog.h"

#include "rig-test.h"

#include <math.h>
#include <string.h>

static char *
read_file (void)
{
  g_autofree char *path = rig_test_path ("oracles/speed-constants-published.json");
  g_autoptr (GError) error = NULL;
  char *text;
  ck_assert_msg (g_file_get_contents (path, &text, NULL, &error), "%s",
                 error != NULL ? error->message : "");
  return text;
}

static RigSpeedConstants *
parse (const char *text, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  return rig_speed_constants_parse (root, error);
}

static RigSpeedConstants *
load (void)
{
  g_autofree char *text = read_file ();
  g_autoptr (GError) error = NULL;
  RigSpeedConstants *constants = parse (text, &error);
  ck_assert_msg (constants != NULL, "%s", error != NULL ? error->message : "");
  return constants;
}

START_TEST (parameters_are_found_by_block_and_key)
{
  g_autoptr (RigSpeedConstants) constants = load ();
  double value;
  ck_assert (rig_speed_constants_lookup (constants, RIG_SPEED_DECODE, "eta_s", "metal", &value));
  ck_assert_double_eq (value, -0.17724);
  ck_assert (rig_speed_constants_lookup (constants, RIG_SPEED_DECODE, "eta_c", "cuda|ada", &value));
  ck_assert_double_eq (value, 0.19659);
  ck_assert (rig_speed_constants_lookup (constants, RIG_SPEED_PREFILL, "ec", "all", &value));
  ck_assert_double_eq (value, -0.76328);
  ck_assert (!rig_speed_constants_lookup (constants, RIG_SPEED_DECODE, "ec", "all", &value));
  ck_assert (!rig_speed_constants_lookup (constants, RIG_SPEED_DECODE, "eta_s", "none", &value));
  ck_assert (!rig_speed_constants_lookup (constants, RIG_SPEED_DECODE, "eta_s", NULL, &value));
}
END_TEST

START_TEST (intervals_and_factors)
{
  g_autoptr (RigSpeedConstants) constants = load ();
  double value;
  ck_assert (rig_speed_constants_lookup_interval (constants, RIG_SPEED_DECODE, "machine|cuda|0.0",
                                                  &value));
  ck_assert_double_eq (value, 0.1315);
  ck_assert (!rig_speed_constants_lookup_interval (constants, RIG_SPEED_PREFILL,
                                                   "machine|mlx|0.0", &value));
  ck_assert_double_eq_tol (
    rig_speed_constants_get_kind_quantile (constants, RIG_SPEED_PREFILL, "model"), 0.3969, 1e-4);
  ck_assert_double_eq_tol (
    rig_speed_constants_get_kind_quantile (constants, RIG_SPEED_DECODE, "machine"), 0.2265, 1e-4);
  ck_assert_double_eq (rig_speed_constants_get_unseen_factor (constants, RIG_SPEED_DECODE, 0), 1);
  ck_assert_double_eq_tol (rig_speed_constants_get_unseen_factor (constants, RIG_SPEED_PREFILL, 2),
                           3.224, 1e-3);
  ck_assert_double_eq (
    rig_speed_constants_get_estimated_compute_factor (constants, RIG_SPEED_DECODE), 1.15);
}
END_TEST

START_TEST (relatives_and_families)
{
  g_autoptr (RigSpeedConstants) constants = load ();
  ck_assert_str_eq (rig_speed_constants_get_parent_stack (constants, "vulkan-nv"), "vulkan");
  ck_assert_ptr_null (rig_speed_constants_get_parent_stack (constants, "cuda"));
  ck_assert_str_eq (rig_speed_constants_get_class_parent (constants, "gb10"), "blackwell");
  ck_assert_ptr_null (rig_speed_constants_get_class_parent (constants, "abacus"));
  ck_assert_ptr_null (rig_speed_constants_get_class_parent (constants, NULL));
  ck_assert_str_eq (rig_speed_constants_get_family (constants, "mlx"), "ap");
  ck_assert_ptr_null (rig_speed_constants_get_family (constants, "abacus"));
  ck_assert_double_eq_tol (rig_speed_constants_get_batch (constants, "matmul_efficiency"), 0.2231,
                           1e-4);
  ck_assert (isnan (rig_speed_constants_get_batch (constants, "abacus")));
  ck_assert_double_eq (rig_speed_constants_get_fp16_per_fp32 (constants, "ada"), 4);
  ck_assert (isnan (rig_speed_constants_get_fp16_per_fp32 (constants, "abacus")));
}
END_TEST

START_TEST (chips_are_found_by_machine_and_by_name)
{
  g_autoptr (RigSpeedConstants) constants = load ();
  const RigSpeedChip *chip
    = rig_speed_constants_find_chip (constants, "dual-rtx-3090", "2 x GA102");
  ck_assert_ptr_nonnull (chip);
  ck_assert_str_eq (chip->name, "RTX 3090");
  /* The convention of the fit: accumulation in FP16, and of one card. */
  ck_assert_double_eq (chip->fp16_flop_per_s, 142e12);
  ck_assert (chip->seen && chip->compute_known);
  chip = rig_speed_constants_find_chip (constants, "my-own", "Apple M4 Max (40-core GPU)");
  ck_assert_ptr_nonnull (chip);
  ck_assert_double_eq (chip->fp32_flop_per_s, chip->fp16_flop_per_s);
  chip = rig_speed_constants_find_chip (constants, "mac-studio-m5-max-128", NULL);
  ck_assert_ptr_nonnull (chip);
  ck_assert (!chip->compute_known);
  ck_assert_double_eq (chip->fp16_flop_per_s, 70e12);
  ck_assert_ptr_null (rig_speed_constants_find_chip (constants, "rtx-spark-laptop-128", "N1X"));
  ck_assert_ptr_null (rig_speed_constants_find_chip (constants, NULL, NULL));
}
END_TEST

START_TEST (what_the_fit_has_seen)
{
  g_autoptr (RigSpeedConstants) constants = load ();
  ck_assert (rig_speed_constants_has_seen_chip (constants, "RTX 4090"));
  ck_assert (!rig_speed_constants_has_seen_chip (constants, "RTX 4080"));
  ck_assert (!rig_speed_constants_has_seen_chip (constants, "abacus"));
  ck_assert (rig_speed_constants_has_seen_model (constants, "llama-3.1-8b"));
  ck_assert (!rig_speed_constants_has_seen_model (constants, "llama-3.3-70b"));
  ck_assert (!rig_speed_constants_has_seen_model (constants, NULL));
  ck_assert_uint_eq (rig_speed_constants_get_n_chips (constants, "cuda"), 48);
  ck_assert_uint_eq (rig_speed_constants_get_n_chips (constants, "xpu-vllm"), 1);
  ck_assert_uint_eq (rig_speed_constants_get_n_chips (constants, "abacus"), 0);
  ck_assert_str_eq (rig_speed_constants_get_version (constants), "2026-11-22");
}
END_TEST

START_TEST (the_first_fit_says_nothing_of_own_measurements)
{
  g_autoptr (RigSpeedConstants) constants = load ();
  double share = 7, half_width = 8;
  for (guint relation = 0; relation < RIG_N_OWN_RELATIONS; relation++)
    ck_assert (!rig_speed_constants_get_own_measurement (constants, RIG_SPEED_DECODE, relation,
                                                         &share, &half_width));
  ck_assert (share == 7 && half_width == 8);
  ck_assert (isnan (rig_speed_constants_get_repeatability (constants, RIG_SPEED_PREFILL)));
}
END_TEST

/* The published constants with a block of own measurements put in. */
static RigSpeedConstants *
parse_with_own (const char *own, GError **error)
{
  g_autofree char *text = read_file ();
  g_autofree char *with = g_strdup_printf ("\"own_measurement\": %s, \"batch\":", own);
  g_autoptr (GString) changed = g_string_new (text);
  ck_assert_uint_eq (g_string_replace (changed, "\"batch\":", with, 1), 1);
  return parse (changed->str, error);
}

START_TEST (own_measurements_by_relation)
{
  const char *own = "{\"decode\": {\"repeatability\": 0.01,"
                    "\"same_file\": {\"share\": 0.9, \"half_width\": 0.1}},"
                    "\"prefill\": {\"repeatability\": 0.05,"
                    "\"same_class\": {\"share\": 0, \"half_width\": 0.3}}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (RigSpeedConstants) constants = parse_with_own (own, &error);
  double share, half_width;
  ck_assert_msg (constants != NULL, "%s", error != NULL ? error->message : "");
  ck_assert (rig_speed_constants_get_own_measurement (constants, RIG_SPEED_DECODE,
                                                      RIG_OWN_SAME_FILE, &share, &half_width));
  ck_assert (share == 0.9 && half_width == 0.1);
  ck_assert (!rig_speed_constants_get_own_measurement (constants, RIG_SPEED_DECODE,
                                                       RIG_OWN_SAME_CLASS, &share, &half_width));
  ck_assert (rig_speed_constants_get_own_measurement (constants, RIG_SPEED_PREFILL,
                                                      RIG_OWN_SAME_CLASS, &share, &half_width));
  ck_assert (share == 0 && half_width == 0.3);
  ck_assert_double_eq (rig_speed_constants_get_repeatability (constants, RIG_SPEED_DECODE), 0.01);
}
END_TEST

static const struct
{
  const char *own, *message;
} broken_own[] = {
  { "3", "$.own_measurement: expected an object" },
  { "{\"decode\": {}}", "$.own_measurement.decode.repeatability: expected a number" },
  { "{\"decode\": {\"repeatability\": 0.1}}", "$.own_measurement.prefill: expected an object" },
  { "{\"decode\": {\"repeatability\": 0.1, \"same_file\": {\"share\": 1.2,"
    "\"half_width\": 1}}}",
    "$.own_measurement.decode.same_file: expected a share from 0 to 1" },
  { "{\"decode\": {\"repeatability\": 0.1, \"same_model\": {\"share\": 1}}}",
    "$.own_measurement.decode.same_model.half_width: expected a number" },
};

START_TEST (broken_own_measurements_name_the_place)
{
  g_autoptr (GError) error = NULL;
  ck_assert_ptr_null (parse_with_own (broken_own[_i].own, &error));
  ck_assert (g_error_matches (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SHAPE));
  ck_assert_msg (strstr (error->message, broken_own[_i].message) != NULL, "%s", error->message);
}
END_TEST

/* Each row breaks the shipped file in one place; the message must name that place. */
static const struct
{
  const char *find, *replace, *message;
  int code;
} broken[] = {
  { "\"version\": \"2026-11-22\"", "\"version\": 7", "$.version: expected a string",
    RIG_CATALOG_ERROR_SHAPE },
  { "\"batch\":", "\"bunch\":", "$.bunch: expected a key", RIG_CATALOG_ERROR_UNKNOWN_KEY },
  { "\"all\": -0.10081", "\"all\": null", "$.decode.parameters.eta.all: expected a number",
    RIG_CATALOG_ERROR_SHAPE },
  { "\"eta\": {", "\"eta\": 1, \"x\": {", "$.decode.parameters.eta: expected an object",
    RIG_CATALOG_ERROR_SHAPE },
  { "\"factor_unseen\": [1.0, 1.47", "\"factor_unseen\": [1.0, 1.47, \"2\", 1.47",
    "$.decode.interval.factor_unseen[2]: expected a number", RIG_CATALOG_ERROR_SHAPE },
  { "\"fp32_tflops\": 31.2", "\"fp32_tflops\": -1", "$.chips[0]: expected compute figures above",
    RIG_CATALOG_ERROR_SHAPE },
  { "\"name\": \"A10\"", "\"nom\": \"A10\"", "$.chips[0].name: expected a string",
    RIG_CATALOG_ERROR_SHAPE },
  { "\"rtx-4090\": \"RTX 4090\"", "\"rtx-4090\": \"RTX 4\"",
    "$.machines.rtx-4090: expected the name of one", RIG_CATALOG_ERROR_SHAPE },
  { "\"aya-23-35b\"", "23", "$.models[0]: expected a string", RIG_CATALOG_ERROR_SHAPE },
};

START_TEST (errors_name_the_place)
{
  g_autofree char *text = read_file ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) changed = g_string_new (text);
  RigSpeedConstants *constants;
  ck_assert_uint_eq (g_string_replace (changed, broken[_i].find, broken[_i].replace, 1), 1);
  constants = parse (changed->str, &error);
  ck_assert_ptr_null (constants);
  ck_assert_msg (g_error_matches (error, RIG_CATALOG_ERROR, broken[_i].code), "%s",
                 error->message);
  ck_assert_msg (strstr (error->message, broken[_i].message) != NULL, "%s", error->message);
}
END_TEST

START_TEST (a_root_that_is_no_object_is_refused)
{
  static const char *const texts[] = { "[]", "null", "3", "{}" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      ck_assert_ptr_null (parse (texts[i], &error));
      ck_assert (g_error_matches (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SHAPE));
    }
  {
    g_autoptr (GError) error = NULL;
    ck_assert_ptr_null (rig_speed_constants_parse (NULL, &error));
    ck_assert (g_error_matches (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SHAPE));
  }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("speed-constants");
  TCase *tcase = tcase_create ("speed-constants");
  tcase_add_test (tcase, parameters_are_found_by_block_and_key);
  tcase_add_test (tcase, intervals_and_factors);
  tcase_add_test (tcase, relatives_and_families);
  tcase_add_test (tcase, chips_are_found_by_machine_and_by_name);
  tcase_add_test (tcase, what_the_fit_has_seen);
  tcase_add_test (tcase, the_first_fit_says_nothing_of_own_measurements);
  tcase_add_test (tcase, own_measurements_by_relation);
  tcase_add_loop_test (tcase, broken_own_measurements_name_the_place, 0,
                       G_N_ELEMENTS (broken_own));
  tcase_add_loop_test (tcase, errors_name_the_place, 0, G_N_ELEMENTS (broken));
  tcase_add_test (tcase, a_root_that_is_no_object_is_refused);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
