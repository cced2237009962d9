/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "engine/scenario/nearest.h"
#include "engine/scenario/scenario.h"

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

START_TEST (test_defaults)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  const GPtrArray *machines = rig_scenario_get_machines (scenario);

  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    ck_assert (rig_scenario_is_default (scenario, key));
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_CONTEXT), 32768);
  ck_assert_str_eq (rig_scenario_get_text (scenario, RIG_KEY_MODEL), "qwen3.6-27b");
  ck_assert_uint_eq (machines->len, 3);
  for (guint i = 0; i < machines->len; i++)
    ck_assert_ptr_nonnull (rig_catalog_find_machine (catalog, g_ptr_array_index (machines, i)));
  ck_assert_str_eq (g_ptr_array_index (machines, 0), "rtx-spark-128");
  ck_assert (isnan (rig_scenario_get_override (scenario, RIG_OVERRIDE_PRICE, "rtx-spark-128")));
}
END_TEST

START_TEST (test_numbers_are_clamped)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 1);
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_CONTEXT), 256);
  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, INFINITY);
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_CONTEXT), 16777216);
  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 4096.4);
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_CONTEXT), 4096);
  rig_scenario_set_number (scenario, RIG_KEY_SWA_FULL, 0.7);
  ck_assert_double_eq (rig_scenario_get_number (scenario, RIG_KEY_SWA_FULL), 1);
  rig_scenario_set_number (scenario, RIG_KEY_API_DRIFT, -0.0);
  ck_assert (!signbit (rig_scenario_get_number (scenario, RIG_KEY_API_DRIFT)));
}
END_TEST

START_TEST (test_reset)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();

  rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, 500);
  rig_scenario_set_text (scenario, RIG_KEY_QUANT, "Q8_0");
  ck_assert (!rig_scenario_is_default (scenario, RIG_KEY_API_SPEND));
  ck_assert (!rig_scenario_is_default (scenario, RIG_KEY_QUANT));
  rig_scenario_reset (scenario, RIG_KEY_API_SPEND);
  rig_scenario_reset (scenario, RIG_KEY_QUANT);
  ck_assert (rig_scenario_is_default (scenario, RIG_KEY_API_SPEND));
  ck_assert (rig_scenario_is_default (scenario, RIG_KEY_QUANT));

  rig_scenario_set_text (scenario, RIG_KEY_QUANT, rig_scenario_get_text (scenario, RIG_KEY_QUANT));
  ck_assert (rig_scenario_is_default (scenario, RIG_KEY_QUANT));
}
END_TEST

START_TEST (test_machines)
{
  static const char *const one[] = { "a", NULL };
  static const char *const twice[] = { "a", "b", "a", NULL };
  static const char *const seven[] = { "a", "b", "c", "d", "e", "f", "g", NULL };
  static const char *const empty[] = { "a", "", NULL };
  static const char *const two[] = { "a", "b", NULL };
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  const GPtrArray *machines;

  ck_assert (!rig_scenario_set_machines (scenario, one));
  ck_assert (!rig_scenario_set_machines (scenario, twice));
  ck_assert (!rig_scenario_set_machines (scenario, seven));
  ck_assert (!rig_scenario_set_machines (scenario, empty));
  ck_assert_uint_eq (rig_scenario_get_machines (scenario)->len, 3);

  ck_assert (rig_scenario_set_machines (scenario, two));
  ck_assert (!rig_scenario_remove_machine (scenario, "a"));
  ck_assert (!rig_scenario_add_machine (scenario, "b"));
  for (guint i = 2; i < 6; i++)
    ck_assert (rig_scenario_add_machine (scenario, seven[i]));
  ck_assert (!rig_scenario_add_machine (scenario, "g"));
  ck_assert (!rig_scenario_remove_machine (scenario, "g"));
  ck_assert (rig_scenario_remove_machine (scenario, "a"));
  machines = rig_scenario_get_machines (scenario);
  ck_assert_uint_eq (machines->len, 5);
  ck_assert_str_eq (g_ptr_array_index (machines, 0), "b");
}
END_TEST

START_TEST (test_overrides)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autoptr (RigScenario) untouched = rig_scenario_new ();

  rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, "a", 3999);
  ck_assert_double_eq (rig_scenario_get_override (scenario, RIG_OVERRIDE_PRICE, "a"), 3999);
  ck_assert (isnan (rig_scenario_get_override (scenario, RIG_OVERRIDE_PRICE, "b")));
  ck_assert (isnan (rig_scenario_get_override (scenario, RIG_OVERRIDE_LOAD_WATTS, "a")));
  rig_scenario_set_override (scenario, RIG_OVERRIDE_USABLE_SHARE, "a", 1.5);
  ck_assert_double_eq (rig_scenario_get_override (scenario, RIG_OVERRIDE_USABLE_SHARE, "a"), 1);
  ck_assert (!rig_scenario_equal (scenario, untouched));

  rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, "a", NAN);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_USABLE_SHARE, "a", NAN);
  ck_assert (rig_scenario_equal (scenario, untouched));
}
END_TEST

/* Each kind of difference makes scenarios unequal, and none of them leaks into a copy. */
START_TEST (test_copies)
{
  static const char *const other[] = { "a", "b", "c", NULL };
  g_autoptr (RigScenario) scenario = rig_scenario_new ();

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (RigScenario) copy = rig_scenario_copy (scenario);

      ck_assert (rig_scenario_equal (scenario, copy));
      if (i == 0)
        rig_scenario_set_number (scenario, RIG_KEY_HORIZON, 48);
      else if (i == 1)
        rig_scenario_set_text (scenario, RIG_KEY_STACK, "mlx");
      else if (i == 2)
        ck_assert (rig_scenario_set_machines (scenario, other));
      else
        rig_scenario_set_override (scenario, RIG_OVERRIDE_IDLE_WATTS, "a", 9);
      ck_assert (!rig_scenario_equal (scenario, copy));
      ck_assert (!rig_scenario_equal (copy, scenario));
    }
}
END_TEST

/* Typed input */

typedef struct
{
  const char *name, *text, *expected; /* as rig_scenario_to_string() gives it */
} Typed;

static const Typed good[] = {
  { "context", "32k", "32768" },
  { "context", "32K tokens", "32768" },
  { "context", "32000", "32000" },
  { "context", "32,768", "32768" },
  { "context", "32 768", "32768" },
  { "context", "32\u00a0768", "32768" },
  { "context", "32'768", "32768" },
  { "context", "32_768", "32768" },
  { "context", "1M", "1048576" },
  { "context", "1.5k", "1536" }, /* below the slider's end */
  { "context", "777", "777" },
  { "context", "10M", "10485760" },
  { "context", "0.2k", NULL }, /* below the range */
  { "ubatch", "16", "16" },
  { "chats", "256", "256" },
  { "context", "2.5k", "2560" },
  { "context", "2,5k", "2560" },
  { "context", "1,048,576", "1048576" },
  { "context", "1.048.576", "1048576" },
  { "context", "1e5", "100000" },
  { "tokens-in", "5M", "5000000" },
  { "tokens-in", "1.2B tokens/month", "1200000000" },
  { "tokens-in", "300k tokens per month", "300000" },
  { "model-size", "70B", "70" },
  { "model-size", "0.6b", "0.6" },
  { "model-size", "600M", "0.6" },
  { "model-size", "1.2T", "1200" },
  { "chats", "4", "4" },
  { "api-spend", "$200", "200" },
  { "api-spend", " 200 USD ", "200" },
  { "api-spend", "US$ 200 / month", "200" },
  { "api-spend", "200 a month", "200" },
  { "api-spend", "$1,234", "1234" },
  { "api-spend", "$1,234.50", "1234.5" },
  { "api-spend", "1.234,50 $", "1234.5" },
  { "api-spend", "$1.5k", "1500" },
  { "api-spend", "2k dollars", "2000" },
  { "electricity", "0.3", "0.3" },
  { "electricity", "0,17", "0.17" },
  { "electricity", "0,172", "0.172" },
  { "electricity", ".17", "0.17" },
  { "electricity", "$0.17/kWh", "0.17" },
  { "electricity", "17 cents per kWh", "0.17" },
  { "electricity", "17¢", "0.17" },
  { "electricity", "17,5 cents", "0.175" },
  { "replace-share", "45%", "0.45" },
  { "replace-share", "45 %", "0.45" },
  { "replace-share", "45\u00a0%", "0.45" },
  { "replace-share", "0.45", "0.45" },
  { "replace-share", "1", "1" },
  { "api-drift", "-90%", "-0.9" },
  { "api-drift", "\u221290 % a year", "-0.9" },
  { "api-drift", "+25%/year", "0.25" },
  { "horizon", "18 mo", "18" },
  { "horizon", "18", "18" },
  { "horizon", "3 years", "36" },
  { "horizon", "1.5 years", "18" },
  { "horizon", "2y", "24" },
  { "hours-available", "176 h/month", "176" },
  { "upkeep-hours", "2.5 hours a month", "2.5" },
  { "upkeep-rate", "$40 per hour", "40" },
  { "need-memory", "128 GB", "128" },
  { "need-memory", "64GiB", "68.719476736" },
  { "host-memory", "64 GB", "64" },
  { "host-bandwidth", "96 GB/s", "96" },
  { "host-bandwidth", "0.46 TB/s", "460" },
  { "need-decode", "20 tok/s", "20" },
  { "need-decode", "20 t/s", "20" },
  { "need-prefill", "500 tokens per second", "500" },
  { "need-watts", "0.3 kW", "300" },
  { "flash-attention", "no", "no" },
  { "flash-attention", "OFF", "no" },
  { "swa-full", "true", "yes" },
  { "swa-full", "1", "yes" },
  { "kv-type-k", "Q8_0", "q8_0" },
  { "stack", "MLX", "mlx" },
  { "model", "QWEN3.6-27B", "qwen3.6-27b" },
  { "model", "custom", "custom" },
  { "quant", "q8_0", "Q8_0" },
  { "api", "none", "none" },
  { "country", "DE", "DE" },
  { "country", "germany", "DE" },
  { "country", "", "" },
  { "need-software", "cuda, vLLM,cuda,", "cuda,vllm" },
  { "need-software", "", "" },
  { "need-models", "qwen3.6-27b:q4_k_m:32k, gpt-oss-20b:MXFP4_MOE:8192",
    "qwen3.6-27b:Q4_K_M:32768,gpt-oss-20b:MXFP4_MOE:8192" },
  { "need-by", "2026-12-31", "2026-12-31" },
  { "as-of", "2028-02-29", "2028-02-29" },
  { "as-of", "today", "" },
};

START_TEST (test_typed)
{
  const Typed *typed = &good[_i];
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autoptr (RigScenario) again = rig_scenario_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  RigKey key;
  gboolean done
      = rig_scenario_set_from_string (scenario, catalog, typed->name, typed->text, &error);

  if (typed->expected == NULL)
    {
      ck_assert (g_error_matches (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_RANGE));
      return;
    }
  ck_assert_msg (done, "%s=%s: %s", typed->name, typed->text, error != NULL ? error->message : "");
  ck_assert (rig_key_find (typed->name, &key));
  text = rig_scenario_to_string (scenario, key);
  ck_assert_str_eq (text, typed->expected);

  /* What it writes, it reads. */
  ck_assert (rig_scenario_set_from_string (again, catalog, typed->name, text, NULL));
  ck_assert (rig_scenario_equal (scenario, again));
}
END_TEST

typedef struct
{
  const char *name, *text;
  RigScenarioError code;
  const char *message; /* a part of it */
} Mistyped;

static const Mistyped bad[] = {
  { "contxt", "32k", RIG_SCENARIO_ERROR_KEY, "did you mean “context”?" },
  { "price", "32k", RIG_SCENARIO_ERROR_KEY, "price" },
  { "colour.rtx-spark-128", "red", RIG_SCENARIO_ERROR_KEY, "colour.rtx-spark-128" },
  { "zzzzzzzz", "1", RIG_SCENARIO_ERROR_KEY, "rigwise-cli scenario" },
  { "", "1", RIG_SCENARIO_ERROR_KEY, "" },
  { "context", "", RIG_SCENARIO_ERROR_VALUE, "tokens, such as 32k" },
  { "context", "many", RIG_SCENARIO_ERROR_VALUE, "“many”" },
  { "context", "32 apples", RIG_SCENARIO_ERROR_VALUE, "32 apples" },
  { "context", "$32k", RIG_SCENARIO_ERROR_VALUE, "$32k" },
  { "context", "32k32k", RIG_SCENARIO_ERROR_VALUE, "" },
  { "context", "4096.5", RIG_SCENARIO_ERROR_VALUE, "" },
  { "context", "3,27,68", RIG_SCENARIO_ERROR_VALUE, "" },
  { "context", "32,76", RIG_SCENARIO_ERROR_VALUE, "" },
  { "context", "1,234,56", RIG_SCENARIO_ERROR_VALUE, "" },
  { "context", "1.2.3", RIG_SCENARIO_ERROR_VALUE, "" },
  { "context", "1,2.3,4", RIG_SCENARIO_ERROR_VALUE, "" },
  { "context", "nan", RIG_SCENARIO_ERROR_VALUE, "" },
  { "context", "inf", RIG_SCENARIO_ERROR_VALUE, "" },
  { "context", "0x8000", RIG_SCENARIO_ERROR_VALUE, "" },
  { "context", "1e999", RIG_SCENARIO_ERROR_RANGE, "from 256 to 16777216 tokens" },
  { "context", "-32k", RIG_SCENARIO_ERROR_RANGE, "-32768" },
  { "context", "32M", RIG_SCENARIO_ERROR_RANGE, "33554432" },
  { "chats", "1.5", RIG_SCENARIO_ERROR_VALUE, "" },
  { "chats", "0", RIG_SCENARIO_ERROR_RANGE, "from 1 to 256" },
  { "replace-share", "45", RIG_SCENARIO_ERROR_RANGE, "percentages need a % sign" },
  { "replace-share", "101%", RIG_SCENARIO_ERROR_RANGE, "" },
  { "replace-share", "-1%", RIG_SCENARIO_ERROR_RANGE, "" },
  { "tokens-in", "1,234", RIG_SCENARIO_ERROR_VALUE, "two ways" },
  { "api-spend", "200 ZZZ", RIG_SCENARIO_ERROR_VALUE, "no rate for ZZZ" },
  { "api-spend", "$200 EUR", RIG_SCENARIO_ERROR_VALUE, "" },
  { "api-spend", "200 bottles", RIG_SCENARIO_ERROR_VALUE, "" },
  { "flash-attention", "maybe", RIG_SCENARIO_ERROR_VALUE, "yes or no" },
  { "flash-attention", "", RIG_SCENARIO_ERROR_VALUE, "" },
  { "kv-type-k", "q8_1", RIG_SCENARIO_ERROR_VALUE, "did you mean “q8_0”?" },
  { "kv-type-k", "something", RIG_SCENARIO_ERROR_VALUE, "f16, bf16" },
  { "model", "qwen3.6-27", RIG_SCENARIO_ERROR_VALUE, "did you mean “qwen3.6-27b”?" },
  { "model", "entirely-unknown-model", RIG_SCENARIO_ERROR_VALUE, "" },
  { "model", "", RIG_SCENARIO_ERROR_VALUE, "" },
  { "quant", "Q4_K_N", RIG_SCENARIO_ERROR_VALUE, "Q4_K_" },
  { "country", "Atlantis", RIG_SCENARIO_ERROR_VALUE, "" },
  { "need-software", "cuda,frotz", RIG_SCENARIO_ERROR_VALUE, "frotz" },
  { "need-models", "qwen3.6-27b", RIG_SCENARIO_ERROR_VALUE, "model:quantisation:context" },
  { "need-models", "qwen3.6-27b:Q4_K_M:9T", RIG_SCENARIO_ERROR_VALUE, "" },
  { "as-of", "2026-02-30", RIG_SCENARIO_ERROR_VALUE, "YYYY-MM-DD" },
  { "as-of", "2026-13-01", RIG_SCENARIO_ERROR_VALUE, "" },
  { "as-of", "26-1-1", RIG_SCENARIO_ERROR_VALUE, "" },
  { "as-of", "tomorrow", RIG_SCENARIO_ERROR_VALUE, "" },
  { "as-of", "0000-01-01", RIG_SCENARIO_ERROR_VALUE, "" },
  { "need-by", "today", RIG_SCENARIO_ERROR_VALUE, "" },
  { "machines", "rtx-spark-128", RIG_SCENARIO_ERROR_VALUE, "2 to 6" },
  { "machines", "", RIG_SCENARIO_ERROR_VALUE, "" },
  { "machines", "rtx-spark-128,rtx-spark-128", RIG_SCENARIO_ERROR_VALUE, "2 to 6" },
  { "machines", "rtx-spark-128,rtx-spark-12", RIG_SCENARIO_ERROR_VALUE, "rtx-spark-128" },
  { "price.rtx-spark-12", "3000", RIG_SCENARIO_ERROR_VALUE, "rtx-spark-128" },
  { "price.", "3000", RIG_SCENARIO_ERROR_VALUE, "" },
  { "price.rtx-spark-128", "cheap", RIG_SCENARIO_ERROR_VALUE, "" },
  { "price.rtx-spark-128", "-1", RIG_SCENARIO_ERROR_RANGE, "" },
  { "usable-share.rtx-spark-128", "90", RIG_SCENARIO_ERROR_RANGE, "% sign" },
  { "context", "\xff\xfe", RIG_SCENARIO_ERROR_VALUE, "" },
  { "con\xfftext", "1", RIG_SCENARIO_ERROR_KEY, "" },
};

START_TEST (test_mistyped)
{
  const Mistyped *typed = &bad[_i];
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autoptr (RigScenario) untouched = rig_scenario_new ();
  g_autoptr (GError) error = NULL;
  gboolean done
      = rig_scenario_set_from_string (scenario, catalog, typed->name, typed->text, &error);

  ck_assert_msg (!done, "%s=%s was taken", typed->name, typed->text);
  ck_assert (rig_scenario_equal (scenario, untouched));
  ck_assert_msg (g_error_matches (error, RIG_SCENARIO_ERROR, (int) typed->code), "%s: code %d",
                 error->message, error->code);
  ck_assert_msg (strstr (error->message, typed->message) != NULL, "%s", error->message);
  ck_assert (g_utf8_validate (error->message, -1, NULL));
}
END_TEST

/* Where only one reading of a comma and three digits is in the range, it is that one. */
START_TEST (test_comma_by_range)
{
  static const struct
  {
    const char *name;
    RigKey key;
    const char *text;
    double expected;
  } cases[] = {
    { "use-growth", RIG_KEY_USE_GROWTH, "1,234", 1.234 },
    { "upkeep-rate", RIG_KEY_UPKEEP_RATE, "1,234", 1.234 },
    { "model-size", RIG_KEY_MODEL_SIZE, "8,030", 8.03 },
    { "need-prefill", RIG_KEY_NEED_PREFILL, "1,500.5", 1500.5 },
    { "planned-spend", RIG_KEY_PLANNED_SPEND, "1,234", 1234 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RigScenario) scenario = rig_scenario_new ();
      g_autoptr (GError) error = NULL;

      if (!rig_scenario_set_from_string (scenario, catalog, cases[i].name, cases[i].text, &error))
        ck_abort_msg ("%s", error->message);
      ck_assert_double_eq (rig_scenario_get_number (scenario, cases[i].key), cases[i].expected);
    }
}
END_TEST

START_TEST (test_currencies)
{
  static const char *const texts[] = { "100 EUR", "€100", "100€", "0.1k EUR", "EUR 100 a month" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RigScenario) scenario = rig_scenario_new ();
      g_autoptr (GError) error = NULL;

      if (!rig_scenario_set_from_string (scenario, catalog, "api-spend", texts[i], &error))
        ck_abort_msg ("%s: %s", texts[i], error->message);
      /* "1.16 USD per EUR", say the notes of the catalogue's tariffs. */
      rig_assert_close (rig_scenario_get_number (scenario, RIG_KEY_API_SPEND), 116, 1e-4);
    }
}
END_TEST

START_TEST (test_typed_machines_and_overrides)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  const char *id = "mac-studio-m4-ultra-192";

  ck_assert (rig_scenario_set_from_string (scenario, catalog, "machines",
                                           " mac-studio-m4-ultra-192 , RTX-Spark-128 ", NULL));
  ck_assert_uint_eq (rig_scenario_get_machines (scenario)->len, 2);
  ck_assert_str_eq (g_ptr_array_index (rig_scenario_get_machines (scenario), 1), "rtx-spark-128");

  ck_assert (rig_scenario_set_from_string (scenario, catalog, "price.mac-studio-m4-ultra-192",
                                           "$6,999", NULL));
  ck_assert_double_eq (rig_scenario_get_override (scenario, RIG_OVERRIDE_PRICE, id), 6999);
  ck_assert (rig_scenario_set_from_string (scenario, catalog,
                                           "usable-share.mac-studio-m4-ultra-192", "75%", NULL));
  ck_assert_double_eq (rig_scenario_get_override (scenario, RIG_OVERRIDE_USABLE_SHARE, id), 0.75);
  ck_assert (rig_scenario_set_from_string (scenario, catalog, "load-watts.mac-studio-m4-ultra-192",
                                           "260 W", NULL));
  ck_assert_double_eq (rig_scenario_get_override (scenario, RIG_OVERRIDE_LOAD_WATTS, id), 260);
  ck_assert (rig_scenario_set_from_string (scenario, catalog, "price.mac-studio-m4-ultra-192", "",
                                           NULL));
  ck_assert (isnan (rig_scenario_get_override (scenario, RIG_OVERRIDE_PRICE, id)));
}
END_TEST

START_TEST (test_long_text)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autofree char *text = g_strnfill (1000000, '9');
  g_autoptr (GError) error = NULL;

  ck_assert (!rig_scenario_set_from_string (scenario, catalog, "context", text, &error));
  ck_assert (g_error_matches (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE));
  ck_assert_uint_lt (strlen (error->message), 200);
}
END_TEST

START_TEST (test_nearest)
{
  static const char *const words[] = { "context", "country", "chats", "llama-3.3-70b", NULL };
  static const struct
  {
    const char *wanted, *best;
  } cases[] = {
    { "contxt", "context" },      { "CONTEXT", "context" }, { "contry", "country" },
    { "llama-3", "llama-3.3-70b" }, { "x", NULL },          { "", NULL },
    { "horizon", NULL },          { "chat", "chats" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RigNearest nearest;

      rig_nearest_init (&nearest, cases[i].wanted);
      for (guint j = 0; words[j] != NULL; j++)
        rig_nearest_offer (&nearest, words[j]);
      ck_assert_msg (g_strcmp0 (nearest.best, cases[i].best) == 0, "%s: %s", cases[i].wanted,
                     nearest.best);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("scenario");
  TCase *values = tcase_create ("values");
  TCase *typed = tcase_create ("typed");

  tcase_add_checked_fixture (values, set_up, tear_down);
  tcase_add_test (values, test_defaults);
  tcase_add_test (values, test_numbers_are_clamped);
  tcase_add_test (values, test_reset);
  tcase_add_test (values, test_machines);
  tcase_add_test (values, test_overrides);
  tcase_add_test (values, test_copies);
  suite_add_tcase (suite, values);

  /* One catalogue for all of them: it is only read. */
  tcase_add_unchecked_fixture (typed, set_up, tear_down);
  tcase_add_loop_test (typed, test_typed, 0, G_N_ELEMENTS (good));
  tcase_add_loop_test (typed, test_mistyped, 0, G_N_ELEMENTS (bad));
  tcase_add_test (typed, test_comma_by_range);
  tcase_add_test (typed, test_currencies);
  tcase_add_test (typed, test_typed_machines_and_overrides);
  tcase_add_test (typed, test_long_text);
  tcase_add_test (typed, test_nearest);
  suite_add_tcase (suite, typed);
  return suite;
}

RIG_TEST_MAIN (make_suite)
