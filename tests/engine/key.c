/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "engine/catalog/catalog.h"
#include "engine/scenario/key.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The names of design/cli.md, which scripts and saved scenarios rely on, in their order. */
static const char *const names[] = {
  "model", "quant", "model-size", "active-share", "context", "kv-type-k", "kv-type-v", "chats",
  "prompt-tokens", "answer-tokens", "speculation", "flash-attention", "ubatch", "swa-full",
  "imatrix", "stack", "host-memory", "host-bandwidth", "api-spend", "replace-share", "api",
  "use-mix", "tokens-in", "tokens-cached", "tokens-out", "hours-available", "use-growth",
  "electricity", "country", "electricity-growth", "horizon", "resale-first-year", "resale-later",
  "selling-cost", "discount-rate", "api-drift", "upkeep-hours", "upkeep-rate", "planned-spend",
  "setup-cost", "warranty", "powered-hours", "own-idle-watts", "tax-rate", "loan-share", "loan-apr",
  "loan-months", "need-software", "need-laptop", "need-by", "need-os", "need-memory", "need-decode",
  "need-prefill", "need-quiet", "need-watts", "need-budget", "need-models",
  "need-cheaper-than-api", "cluster", "cluster-link", "weight-price",
  "weight-speed", "weight-prefill", "weight-memory", "weight-power", "weight-quiet",
  "weight-portability", "as-of",
};

static const char *const type_names[] = {
  [RIG_TYPE_NUMBER] = "number", [RIG_TYPE_INTEGER] = "whole number", [RIG_TYPE_SHARE] = "share",
  [RIG_TYPE_FLAG] = "yes or no", [RIG_TYPE_CHOICE] = "word", [RIG_TYPE_ID] = "id",
  [RIG_TYPE_LIST] = "list", [RIG_TYPE_DATE] = "date",
};

START_TEST (test_names)
{
  ck_assert_uint_eq (G_N_ELEMENTS (names), RIG_N_KEYS);
  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      RigKey found;

      ck_assert_str_eq (rig_key_get_info (key)->name, names[key]);
      ck_assert_int_eq (rig_key_get_info (key)->key, key);
      ck_assert (rig_key_find (names[key], &found));
      ck_assert_int_eq (found, key);
    }
}
END_TEST

START_TEST (test_unknown_names)
{
  static const char *const unknown[] = { "", "Model", "model ", "price", "machines", "contexts" };
  RigKey key = RIG_N_KEYS;

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    ck_assert_msg (!rig_key_find (unknown[i], &key), "%s", unknown[i]);
  ck_assert_int_eq (key, RIG_N_KEYS);
}
END_TEST

START_TEST (test_rows_are_complete)
{
  RigKeyGroup group = RIG_GROUP_MODEL;

  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      const RigKeyInfo *info = rig_key_get_info (key);

      ck_assert_msg (info->label != NULL && *info->label != '\0', "%s", info->name);
      ck_assert_msg (info->help != NULL && g_str_has_suffix (info->help, "."), "%s", info->name);
      ck_assert_msg (info->group >= group, "%s stands apart from its group", info->name);
      group = info->group;
      if (rig_key_is_number (key))
        {
          ck_assert_msg (info->standard_text == NULL && info->choices == NULL, "%s", info->name);
          ck_assert_msg (info->low < info->high && info->step > 0, "%s", info->name);
          ck_assert_msg (info->standard >= info->low && info->standard <= info->high, "%s",
                         info->name);
          ck_assert_msg (info->scale == RIG_SCALE_LINEAR || info->step > 1, "%s", info->name);
          ck_assert_msg (info->type != RIG_TYPE_FLAG || (info->low == 0 && info->high == 1), "%s",
                         info->name);
        }
      else
        {
          ck_assert_msg (info->standard_text != NULL, "%s", info->name);
          ck_assert_msg (info->unit == NULL && info->zero == NULL, "%s", info->name);
          ck_assert_msg (info->type != RIG_TYPE_CHOICE || info->choices != NULL, "%s", info->name);
        }
    }
}
END_TEST

START_TEST (test_default_words_are_choices)
{
  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      const RigKeyInfo *info = rig_key_get_info (key);
      g_auto (GStrv) choices = NULL;

      if (info->type != RIG_TYPE_CHOICE)
        continue;
      choices = g_strsplit (info->choices, ",", -1);
      ck_assert_msg (g_strv_contains ((const char *const *) choices, info->standard_text), "%s",
                     info->name);
    }
}
END_TEST

START_TEST (test_default_ids_exist)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const RigApi *api = rig_catalog_find_api (catalog, rig_key_get_info (RIG_KEY_API)->standard_text);

  ck_assert_ptr_nonnull (
      rig_catalog_find_model (catalog, rig_key_get_info (RIG_KEY_MODEL)->standard_text));
  ck_assert_ptr_nonnull (
      rig_catalog_find_quant (catalog, rig_key_get_info (RIG_KEY_QUANT)->standard_text));
  /* The prices of the worked examples of method-money.md. */
  ck_assert_ptr_nonnull (api);
  ck_assert (api->input.value == 3 && api->cached_input.value == 0.3 && api->output.value == 15);
}
END_TEST

/* Defaults that method-money.md states. */
START_TEST (test_money_defaults)
{
  static const struct
  {
    RigKey key;
    double value;
  } cases[] = {
    { RIG_KEY_API_SPEND, 200 },         { RIG_KEY_PLANNED_SPEND, 0 },
    { RIG_KEY_USE_GROWTH, 0 },          { RIG_KEY_API_DRIFT, 0 },
    { RIG_KEY_ELECTRICITY_GROWTH, 0 },  { RIG_KEY_POWERED_HOURS, 730 },
    { RIG_KEY_HOURS_AVAILABLE, 730 },   { RIG_KEY_UPKEEP_HOURS, 0 },
    { RIG_KEY_UPKEEP_RATE, 0 },         { RIG_KEY_RESALE_FIRST_YEAR, 0.69 },
    { RIG_KEY_RESALE_LATER, 0.84 },     { RIG_KEY_SELLING_COST, 0.10 },
    { RIG_KEY_DISCOUNT_RATE, 0.08 },    { RIG_KEY_HORIZON, 36 },
    { RIG_KEY_TAX_RATE, 0 },            { RIG_KEY_LOAN_SHARE, 0 },
    { RIG_KEY_WARRANTY, 0 },            { RIG_KEY_OWN_IDLE_WATTS, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    ck_assert_double_eq (rig_key_get_info (cases[i].key)->standard, cases[i].value);
  /* "No silent 1.0." */
  ck_assert (rig_key_get_info (RIG_KEY_REPLACE_SHARE)->standard < 1);
}
END_TEST

START_TEST (test_fractions)
{
  static const struct
  {
    RigKey key;
    double value, fraction;
  } cases[] = {
    { RIG_KEY_CONTEXT, 2048, 0 },
    { RIG_KEY_CONTEXT, 1048576, 1 },
    { RIG_KEY_CONTEXT, 32768, 4.0 / 9 }, /* 2^11 to 2^20 */
    { RIG_KEY_ELECTRICITY, 0.25, 0.25 },
    { RIG_KEY_HORIZON, 63, 0.5 },
    { RIG_KEY_API_DRIFT, -0.95, 0 },
    { RIG_KEY_TOKENS_IN, 0, 0 },
    { RIG_KEY_TOKENS_IN, 1e10, 1 },
    { RIG_KEY_FLASH_ATTENTION, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ck_assert_double_eq_tol (rig_key_to_fraction (cases[i].key, cases[i].value),
                               cases[i].fraction, 1e-12);
      ck_assert_double_eq_tol (rig_key_from_fraction (cases[i].key, cases[i].fraction),
                               cases[i].value, 1e-12);
    }
}
END_TEST

START_TEST (test_fractions_beyond_the_range)
{
  ck_assert_double_eq (rig_key_to_fraction (RIG_KEY_CONTEXT, 1), 0);
  ck_assert_double_eq (rig_key_to_fraction (RIG_KEY_CONTEXT, 1e9), 1);
  ck_assert_double_eq (rig_key_to_fraction (RIG_KEY_CONTEXT, NAN), 0);
  ck_assert_double_eq (rig_key_to_fraction (RIG_KEY_CONTEXT, -INFINITY), 0);
  ck_assert_double_eq (rig_key_from_fraction (RIG_KEY_CONTEXT, -1), 2048);
  ck_assert_double_eq (rig_key_from_fraction (RIG_KEY_CONTEXT, 2), 1048576);
  ck_assert_double_eq (rig_key_from_fraction (RIG_KEY_CONTEXT, NAN), 2048);
}
END_TEST

/* Along each slider: within the range, never backwards, exact ends, and where it stops it stays. */
START_TEST (test_sliders)
{
  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      const RigKeyInfo *info = rig_key_get_info (key);
      double previous = -INFINITY;

      if (!rig_key_is_number (key))
        continue;
      ck_assert_double_eq (rig_key_from_fraction (key, 0),
                           info->slider_low != 0 ? info->slider_low : info->low);
      ck_assert_double_eq (rig_key_from_fraction (key, 1),
                           info->slider_high != 0 ? info->slider_high : info->high);
      for (guint i = 0; i <= 1000; i++)
        {
          double value = rig_key_from_fraction (key, i / 1000.0);
          double again = rig_key_from_fraction (key, rig_key_to_fraction (key, value));

          ck_assert_msg (value >= info->low && value <= info->high, "%s: %g", info->name, value);
          ck_assert_msg (value >= previous, "%s: %g after %g", info->name, value, previous);
          ck_assert_msg (again == value, "%s: %.17g becomes %.17g", info->name, value, again);
          if (info->type == RIG_TYPE_INTEGER)
            ck_assert_double_eq (value, round (value));
          previous = value;
        }
    }
}
END_TEST

/* The values that are listed are all those, and only those, that a slider stops at. */
START_TEST (test_steps_are_all_stops)
{
  enum { FRACTIONS = 60000 };
  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      double values[RIG_MAX_STEPS], least;
      guint n, at = 0;

      if (!rig_key_is_number (key))
        continue;
      n = rig_key_list_steps (key, values);
      ck_assert_uint_ge (n, 2);
      ck_assert_uint_lt (n, RIG_MAX_STEPS);
      ck_assert_double_eq (values[0], rig_key_from_fraction (key, 0));
      ck_assert_double_eq (values[n - 1], rig_key_from_fraction (key, 1));
      least = values[1];
      for (guint i = 0; i <= FRACTIONS; i++)
        {
          double value = rig_key_from_fraction (key, (double) i / FRACTIONS);

          if (value < least || value == values[at])
            continue;
          at++;
          ck_assert_uint_lt (at, n);
          ck_assert_msg (value == values[at], "%s: stops at %.17g, but %.17g is listed",
                         rig_key_get_info (key)->name, value, values[at]);
        }
      ck_assert_uint_eq (at, n - 1);
    }
}
END_TEST

/* A slider that has not been touched stands at the default, exactly. */
START_TEST (test_defaults_are_on_the_grid)
{
  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      const RigKeyInfo *info = rig_key_get_info (key);

      if (rig_key_is_number (key) && info->effective)
        ck_assert_msg (rig_key_from_fraction (key, rig_key_to_fraction (key, info->standard))
                           == info->standard,
                       "%s", info->name);
    }
}
END_TEST

START_TEST (test_groups_have_titles)
{
  for (RigKeyGroup group = RIG_GROUP_MODEL; group <= RIG_GROUP_VIEW; group++)
    ck_assert_str_ne (rig_key_group_get_title (group), "");
}
END_TEST

/* docs/inputs.md */

static void
append_range (GString *out, const RigKeyInfo *info)
{
  if (info->type == RIG_TYPE_FLAG)
    g_string_append_printf (out, "  | %s |", info->standard != 0 ? "yes" : "no");
  else if (rig_key_is_number (info->key))
    g_string_append_printf (out, " %.10g to %.10g%s%s | %.10g |", info->low, info->high,
                            info->unit != NULL ? " " : "", info->unit != NULL ? info->unit : "",
                            info->standard);
  else
    {
      g_auto (GStrv) choices = g_strsplit (info->choices != NULL ? info->choices : "", ",", -1);
      g_autofree char *list = g_strjoinv (", ", choices);

      g_string_append_printf (out, " %s | %s |", list, info->standard_text);
    }
}

static char *
make_documentation (void)
{
  GString *out = g_string_new (
      "# Inputs\n\n"
      "Every input of a scenario, as `--set KEY=VALUE` and scenario files take it. Made from "
      "`src/engine/scenario/key-table.c`:\n"
      "`RIGWISE_UPDATE_GOLDEN=1 meson test -C _build-test key` writes this page anew. Inputs with "
      "a star are kept in\nfiles, but nothing uses them yet.\n");
  guint group = G_MAXUINT;

  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    {
      const RigKeyInfo *info = rig_key_get_info (key);

      if (info->group != group)
        g_string_append_printf (out,
                                "\n## %s\n\n| key | type | range | default | meaning |\n"
                                "|---|---|---|---|---|\n",
                                rig_key_group_get_title (info->group));
      group = info->group;
      g_string_append_printf (out, "| `%s`%s | %s |", info->name,
                              info->effective ? "" : " \\*",
                              type_names[info->type]);
      append_range (out, info);
      g_string_append_printf (out, " %s |\n", info->help);
    }
  return g_string_free (out, FALSE);
}

START_TEST (test_documentation_is_current)
{
  g_autofree char *path = rig_test_path ("../docs/inputs.md");
  g_autofree char *expected = make_documentation ();
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("RIGWISE_UPDATE_GOLDEN") != NULL)
    ck_assert (g_file_set_contents (path, expected, -1, &error));
  ck_assert_msg (g_file_get_contents (path, &written, NULL, &error), "%s",
                 error != NULL ? error->message : "");
  ck_assert_msg (g_str_equal (written, expected), "docs/inputs.md is not what the keys say");
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("key");
  TCase *tcase = tcase_create ("key");

  tcase_add_test (tcase, test_names);
  tcase_add_test (tcase, test_unknown_names);
  tcase_add_test (tcase, test_rows_are_complete);
  tcase_add_test (tcase, test_default_words_are_choices);
  tcase_add_test (tcase, test_default_ids_exist);
  tcase_add_test (tcase, test_money_defaults);
  tcase_add_test (tcase, test_fractions);
  tcase_add_test (tcase, test_fractions_beyond_the_range);
  tcase_add_test (tcase, test_sliders);
  tcase_add_test (tcase, test_steps_are_all_stops);
  tcase_add_test (tcase, test_defaults_are_on_the_grid);
  tcase_add_test (tcase, test_groups_have_titles);
  tcase_add_test (tcase, test_documentation_is_current);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
