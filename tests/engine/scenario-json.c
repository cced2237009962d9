/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "engine/scenario/scenario.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static RigCatalog *catalog;

static void
set_up (void)
{
  catalog = rig_catalog_new ();
}

static void
tear_down (void)
{
  g_clear_pointer (&catalog, rig_catalog_free);
}

START_TEST (test_written_form)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autofree char *standard = rig_scenario_to_json (scenario);
  g_autofree char *json = NULL;

  ck_assert_str_eq (standard, "{\n"
                              "  \"rigwise-scenario\": 1,\n"
                              "  \"machines\": [\"rtx-spark-128\", \"mac-studio-m4-ultra-192\", "
                              "\"mac-studio-m4-ultra-128\"],\n"
                              "  \"set\": {},\n"
                              "  \"overrides\": {}\n"
                              "}\n");

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 65536);
  rig_scenario_set_number (scenario, RIG_KEY_SWA_FULL, 1);
  rig_scenario_set_number (scenario, RIG_KEY_REPLACE_SHARE, 0.6);
  rig_scenario_set_text (scenario, RIG_KEY_QUANT, "Q8_0");
  rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, "b", 4999.5);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, "a", 3000);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_IDLE_WATTS, "a", 9);
  json = rig_scenario_to_json (scenario);
  ck_assert_ptr_nonnull (strstr (json, "  \"set\": {\n"
                                       "    \"quant\": \"Q8_0\",\n"
                                       "    \"context\": 65536,\n"
                                       "    \"swa-full\": true,\n"
                                       "    \"replace-share\": 0.6\n"
                                       "  },\n"
                                       "  \"overrides\": {\n"
                                       "    \"price\": {\n"
                                       "      \"a\": 3000,\n"
                                       "      \"b\": 4999.5\n"
                                       "    },\n"
                                       "    \"idle-watts\": {\n"
                                       "      \"a\": 9\n"
                                       "    }\n"
                                       "  }\n"
                                       "}\n"));
}
END_TEST

START_TEST (test_forms_that_people_write)
{
  static const char json[]
      = "{ \"set\": {\"context\": \"32k\", \"api-spend\": \"$500\", \"chats\": 2.0,\n"
        "  \"flash-attention\": \"no\", \"swa-full\": true,\n"
        "  \"need-software\": [\"cuda\", \"vllm\"],\n"
        "  \"discount-rate\": 5e-02, \"electricity\": 0.0 },\n"
        "  \"machines\": [\"mac-studio-m4-ultra-128\", \"rtx-spark-128\"],\n"
        "  \"overrides\": {\"price\": {\"rtx-spark-128\": \"$2,500\"}},\n"
        "  \"rigwise-scenario\": 1 }";
  g_autoptr (GError) error = NULL;
  g_autoptr (RigScenario) scenario = rig_scenario_from_json (catalog, json, -1, "a.json", &error);

  ck_assert_msg (scenario != NULL, "%s", error != NULL ? error->message : "");
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_CONTEXT), 32768);
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_API_SPEND), 500);
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_CHATS), 2);
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_FLASH_ATTENTION), 0);
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_SWA_FULL), 1);
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_DISCOUNT_RATE), 0.05);
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_ELECTRICITY), 0);
  ck_assert_str_eq (rig_scenario_get_text (scenario, RIG_KEY_NEED_SOFTWARE), "cuda,vllm");
  ck_assert_uint_eq (rig_scenario_get_machines (scenario)->len, 2);
  ck_assert_double_eq (rig_scenario_get_override (scenario, RIG_OVERRIDE_PRICE, "rtx-spark-128"),
                       2500);
}
END_TEST

typedef struct
{
  const char *json;
  RigScenarioError code;
  const char *message; /* a part of it */
} Bad;

#define HEAD "{\"rigwise-scenario\": 1, "

static const Bad bad[] = {
  { "", RIG_SCENARIO_ERROR_SYNTAX, "bad.json" },
  { "null", RIG_SCENARIO_ERROR_SYNTAX, "bad.json" },
  { "[]", RIG_SCENARIO_ERROR_SYNTAX, "$: expected an object" },
  { "{}", RIG_SCENARIO_ERROR_SYNTAX, "rigwise-scenario" },
  { "{\"rigwise-scenario\": \"1\"}", RIG_SCENARIO_ERROR_SYNTAX, "rigwise-scenario" },
  { "{\"rigwise-scenario\": 0}", RIG_SCENARIO_ERROR_SYNTAX, "rigwise-scenario" },
  { "{\"rigwise-scenario\": 1.5}", RIG_SCENARIO_ERROR_SYNTAX, "rigwise-scenario" },
  { "{\"rigwise-scenario\": 99999999999999999999}", RIG_SCENARIO_ERROR_SYNTAX, "" },
  { "{\"rigwise-scenario\": 2}", RIG_SCENARIO_ERROR_VERSION, "version 2" },
  { "{\"rigwise-scenario\": 2, \"new\": 1}", RIG_SCENARIO_ERROR_VERSION, "version 2" },
  { HEAD "\"sets\": {}}", RIG_SCENARIO_ERROR_KEY, "$.sets" },
  { HEAD "\"set\": []}", RIG_SCENARIO_ERROR_SYNTAX, "$.set: expected an object" },
  { HEAD "\"set\": {\"contxt\": 1}}", RIG_SCENARIO_ERROR_KEY, "$.set.contxt" },
  { HEAD "\"set\": {\"a \\\"b\\\"\": 1}}", RIG_SCENARIO_ERROR_KEY, "$.set[\"a \\\"b\\\"\"]" },
  { HEAD "\"set\": {\"machines\": \"a,b\"}}", RIG_SCENARIO_ERROR_KEY, "$.set.machines" },
  { HEAD "\"set\": {\"price.rtx-spark-128\": 1}}", RIG_SCENARIO_ERROR_KEY, "price.rtx" },
  { HEAD "\"set\": {\"context\": null}}", RIG_SCENARIO_ERROR_SYNTAX, "$.set.context" },
  { HEAD "\"set\": {\"context\": {}}}", RIG_SCENARIO_ERROR_SYNTAX, "$.set.context" },
  { HEAD "\"set\": {\"context\": [1]}}", RIG_SCENARIO_ERROR_SYNTAX, "$.set.context" },
  { HEAD "\"set\": {\"context\": true}}", RIG_SCENARIO_ERROR_VALUE, "$.set.context" },
  { HEAD "\"set\": {\"context\": \"much\"}}", RIG_SCENARIO_ERROR_VALUE, "$.set.context" },
  { HEAD "\"set\": {\"context\": 1}}", RIG_SCENARIO_ERROR_RANGE, "$.set.context" },
  { HEAD "\"set\": {\"context\": 1e999}}", RIG_SCENARIO_ERROR_VALUE, "$.set.context" },
  { HEAD "\"set\": {\"context\": -99999999999999999999}}", RIG_SCENARIO_ERROR_RANGE, "" },
  { HEAD "\"set\": {\"context\": NaN}}", RIG_SCENARIO_ERROR_SYNTAX, "bad.json:1:" },
  { HEAD "\"set\": {\"context\": 0x8000}}", RIG_SCENARIO_ERROR_SYNTAX, "zero" },
  { HEAD "\"set\": {\"context\": 0100000}}", RIG_SCENARIO_ERROR_SYNTAX, "zero" },
  { HEAD "\"set\": {\"api-drift\": -010}}", RIG_SCENARIO_ERROR_SYNTAX, "zero" },
  { HEAD "\"set\": {\"need-software\": [\"cuda,vllm\"]}}", RIG_SCENARIO_ERROR_SYNTAX, "" },
  { HEAD "\"set\": {\"model\": 5}}", RIG_SCENARIO_ERROR_VALUE, "$.set.model" },
  { HEAD "\"set\": {\"context\": 4096, \"context\": 8192}}", RIG_SCENARIO_ERROR_SYNTAX, "twice" },
  { HEAD "\"set\": {}, \"set\": {}}", RIG_SCENARIO_ERROR_SYNTAX, "twice" },
  { HEAD "\"machines\": \"rtx-spark-128\"}", RIG_SCENARIO_ERROR_SYNTAX, "$.machines" },
  { HEAD "\"machines\": [\"rtx-spark-128\"]}", RIG_SCENARIO_ERROR_VALUE, "$.machines" },
  { HEAD "\"machines\": [1, 2]}", RIG_SCENARIO_ERROR_SYNTAX, "$.machines" },
  { HEAD "\"machines\": [\"x\", \"y\"]}", RIG_SCENARIO_ERROR_VALUE, "$.machines" },
  { HEAD "\"machines\": []}", RIG_SCENARIO_ERROR_VALUE, "$.machines" },
  { HEAD "\"overrides\": 1}", RIG_SCENARIO_ERROR_SYNTAX, "$.overrides" },
  { HEAD "\"overrides\": {\"weight\": {}}}", RIG_SCENARIO_ERROR_KEY, "$.overrides.weight" },
  { HEAD "\"overrides\": {\"price\": 1}}", RIG_SCENARIO_ERROR_SYNTAX, "$.overrides.price" },
  { HEAD "\"overrides\": {\"price\": {\"x\": 1}}}", RIG_SCENARIO_ERROR_VALUE,
    "$.overrides.price.x" },
  { HEAD "\"overrides\": {\"price\": {\"rtx-spark-128\": -1}}}", RIG_SCENARIO_ERROR_RANGE,
    "$.overrides.price.rtx-spark-128" },
  { HEAD "\n\"set\": }", RIG_SCENARIO_ERROR_SYNTAX, "bad.json:2:" },
  { HEAD "\"set\": {}", RIG_SCENARIO_ERROR_SYNTAX, "" },
  { HEAD "\"set\": {},}", RIG_SCENARIO_ERROR_SYNTAX, "" },
  { HEAD "\"set\": {}} {}", RIG_SCENARIO_ERROR_SYNTAX, "behind the end" },
  { HEAD "/* comment */ \"set\": {}}", RIG_SCENARIO_ERROR_SYNTAX, "JSON" },
  { HEAD "# comment\n \"set\": {}}", RIG_SCENARIO_ERROR_SYNTAX, "JSON" },
  { HEAD "'set': {}}", RIG_SCENARIO_ERROR_SYNTAX, "JSON" },
  { HEAD "\"\xff\": {}}", RIG_SCENARIO_ERROR_SYNTAX, "UTF-8" },
  { "var x = {\"rigwise-scenario\": 1};", RIG_SCENARIO_ERROR_SYNTAX, "" },
};

START_TEST (test_bad)
{
  const Bad *test = &bad[_i];
  g_autoptr (GError) error = NULL;
  g_autoptr (RigScenario) scenario
      = rig_scenario_from_json (catalog, test->json, -1, "bad.json", &error);

  ck_assert_msg (scenario == NULL, "taken: %s", test->json);
  ck_assert_msg (g_error_matches (error, RIG_SCENARIO_ERROR, (int) test->code), "%s: %s, code %d",
                 test->json, error->message, error->code);
  ck_assert_msg (strstr (error->message, test->message) != NULL, "%s", error->message);
  ck_assert_msg (g_str_has_prefix (error->message, "bad.json"), "%s", error->message);
}
END_TEST

START_TEST (test_deep)
{
  g_autofree char *open = g_strnfill (200000, '[');
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (rig_scenario_from_json (catalog, open, -1, "deep", &error));
  ck_assert (g_error_matches (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_SYNTAX));
  ck_assert_ptr_nonnull (strstr (error->message, "deep"));
}
END_TEST

START_TEST (test_huge)
{
  g_autofree char *spaces = g_strnfill (10000000, ' ');
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (rig_scenario_from_json (catalog, spaces, -1, "huge", &error));
  ck_assert (g_error_matches (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_SYNTAX));
  ck_assert_ptr_nonnull (strstr (error->message, "larger"));
}
END_TEST

START_TEST (test_zero_byte)
{
  static const char json[] = "{\"rigwise-scenario\": 1}\0{}";
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (rig_scenario_from_json (catalog, json, sizeof json - 1, "zero", &error));
  ck_assert (g_error_matches (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_SYNTAX));
}
END_TEST

/* Pseudo-random, the same in each run. */

static RigScenario *
make_random (GRand *rand)
{
  static const char *const stacks[] = { "auto", "cuda", "mlx", "vulkan-nv" };
  RigScenario *scenario = rig_scenario_new ();
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  const GPtrArray *models = rig_catalog_get_models (catalog);

  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      const RigKeyInfo *info = rig_key_get_info (key);

      if (rig_key_is_number (key) && g_rand_boolean (rand))
        rig_scenario_set_number (scenario, key, g_rand_double_range (rand, info->low, info->high));
    }
  if (g_rand_boolean (rand))
    {
      guint i = (guint) g_rand_int_range (rand, 0, (gint32) models->len);

      rig_scenario_set_text (scenario, RIG_KEY_MODEL,
                             ((const RigModel *) g_ptr_array_index (models, i))->id);
    }
  rig_scenario_set_text (scenario, RIG_KEY_STACK, stacks[g_rand_int_range (rand, 0, 4)]);
  for (guint i = 0; i < 5; i++)
    {
      guint index = (guint) g_rand_int_range (rand, 0, (gint32) machines->len);
      const RigMachine *machine = g_ptr_array_index (machines, index);
      RigOverride what = (RigOverride) g_rand_int_range (rand, 0, RIG_N_OVERRIDES);

      if (what >= RIG_OVERRIDE_API_INPUT)
        rig_scenario_set_override (scenario, what, "groq/llama-3.3-70b", g_rand_double (rand));
      else if (rig_scenario_add_machine (scenario, machine->id))
        rig_scenario_set_override (scenario, what, machine->id, g_rand_double (rand));
    }
  return scenario;
}

START_TEST (test_round_trip)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (RigScenario) scenario = make_random (rand);
      g_autofree char *json = rig_scenario_to_json (scenario);
      g_autoptr (GError) error = NULL;
      g_autoptr (RigScenario) again = rig_scenario_from_json (catalog, json, -1, "own", &error);
      g_autofree char *json_again = NULL;

      ck_assert_msg (again != NULL, "%s\n%s", error != NULL ? error->message : "", json);
      ck_assert_msg (rig_scenario_equal (scenario, again), "%s", json);
      json_again = rig_scenario_to_json (again);
      ck_assert_str_eq (json, json_again);
    }
}
END_TEST

/* Beginnings of a file, and files with one byte changed, are taken or refused; what is
 * taken is a scenario like any other. */
START_TEST (test_damaged)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (RigScenario) scenario = make_random (rand);
  g_autofree char *json = rig_scenario_to_json (scenario);
  gsize length = strlen (json);
  guint taken = 0;

  for (gsize i = 0; i + 2 < length; i += 1 + length / 300)
    {
      g_autoptr (GError) error = NULL;

      ck_assert_ptr_null (rig_scenario_from_json (catalog, json, (gssize) i, "cut", &error));
      ck_assert_ptr_nonnull (error);
    }
  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *damaged = g_strdup (json);
      g_autoptr (GError) error = NULL;
      g_autoptr (RigScenario) read = NULL;

      damaged[g_rand_int_range (rand, 0, (gint32) length)] = (char) g_rand_int_range (rand, 1, 128);
      read = rig_scenario_from_json (catalog, damaged, -1, "damaged", &error);
      ck_assert ((read == NULL) == (error != NULL));
      if (read == NULL)
        continue;
      taken++;
      for (RigKey key = 0; key < RIG_N_KEYS; key++)
        if (rig_key_is_number (key))
          ck_assert (rig_scenario_get_number (read, key) >= rig_key_get_info (key)->low
                     && rig_scenario_get_number (read, key) <= rig_key_get_info (key)->high);
    }
  ck_assert_uint_gt (taken, 0);
}
END_TEST

/* Files */

START_TEST (test_save_and_load)
{
  g_autofree char *folder = g_dir_make_tmp ("rig-scenario-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a scenario.json", NULL);
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autoptr (RigScenario) read = NULL;
  g_autoptr (GError) error = NULL;

  rig_scenario_set_number (scenario, RIG_KEY_HORIZON, 60);
  ck_assert_msg (rig_scenario_save (scenario, path, &error), "%s",
                 error != NULL ? error->message : "");
  ck_assert (rig_scenario_save (scenario, path, &error)); /* over itself */
  read = rig_scenario_load (catalog, path, &error);
  ck_assert_ptr_nonnull (read);
  ck_assert (rig_scenario_equal (scenario, read));

  ck_assert_int_eq (g_remove (path), 0);
  ck_assert_int_eq (g_rmdir (folder), 0); /* nothing else was left there */
}
END_TEST

START_TEST (test_files_that_fail)
{
  g_autofree char *folder = g_dir_make_tmp ("rig-scenario-XXXXXX", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", "scenario.json", NULL);
  const char *const paths[] = { missing, folder };
  g_autoptr (RigScenario) scenario = rig_scenario_new ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) load_error = NULL;
      g_autoptr (GError) save_error = NULL;

      ck_assert_ptr_null (rig_scenario_load (catalog, paths[i], &load_error));
      ck_assert (g_error_matches (load_error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_FILE));
      ck_assert_ptr_nonnull (strstr (load_error->message, paths[i]));
      ck_assert (!rig_scenario_save (scenario, paths[i], &save_error));
      ck_assert (g_error_matches (save_error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_FILE));
      ck_assert_ptr_nonnull (strstr (save_error->message, paths[i]));
    }
  ck_assert_int_eq (g_rmdir (folder), 0);
}
END_TEST

/* A device without an end must neither hang nor fill the memory. */
START_TEST (test_endless_file)
{
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (rig_scenario_load (catalog, "/dev/zero", &error));
  ck_assert (g_error_matches (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_SYNTAX));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("scenario-json");
  TCase *tcase = tcase_create ("scenario-json");

  tcase_add_unchecked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, test_written_form);
  tcase_add_test (tcase, test_forms_that_people_write);
  tcase_add_loop_test (tcase, test_bad, 0, G_N_ELEMENTS (bad));
  tcase_add_test (tcase, test_deep);
  tcase_add_test (tcase, test_huge);
  tcase_add_test (tcase, test_zero_byte);
  tcase_add_test (tcase, test_round_trip);
  tcase_add_test (tcase, test_damaged);
  tcase_add_test (tcase, test_save_and_load);
  tcase_add_test (tcase, test_files_that_fail);
  tcase_add_test (tcase, test_endless_file);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
