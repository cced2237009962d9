/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oracle.h"

#include "engine/estimate/memory.h"

#include <json-glib/json-glib.h>

#define GIB 1073741824.0

static RigCatalog *catalog;

static void
setup (void)
{
  catalog = rig_catalog_new ();
}

static void
teardown (void)
{
  g_clear_pointer (&catalog, rig_catalog_free);
}

static RigMemoryUse
default_use (guint context)
{
  const RigTensorType *f16 = rig_catalog_find_tensor_type (catalog, "F16");

  return (RigMemoryUse) { context, 1, 512, f16, f16, TRUE, FALSE };
}

static void
init_weights (RigWeights *weights, const RigModel *model, const char *quant)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);

  /* What everybody calls gpt-oss in MXFP4 is the preset. */
  if (g_str_equal (quant, "MXFP4"))
    quant = "MXFP4_MOE";
  rig_weights_init (weights, model, rig_catalog_find_quant (catalog, quant),
                    (const RigTensorType *const *) types->pdata, types->len);
}

static JsonParser *
parse_peers (void)
{
  g_autofree char *path = rig_test_path ("oracles/peers-fit.json");
  JsonParser *parser = json_parser_new ();

  ck_assert (json_parser_load_from_file (parser, path, NULL));
  return parser;
}

START_TEST (test_peers_kv)
{
  g_autoptr (JsonParser) parser = parse_peers ();
  JsonArray *cases = json_object_get_array_member (
      json_node_get_object (json_parser_get_root (parser)), "kv_gib");

  ck_assert_uint_eq (json_array_get_length (cases), 7);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *one = json_array_get_object_element (cases, i);
      const RigModel *model =
          rig_catalog_find_model (catalog, json_object_get_string_member (one, "model"));
      RigMemoryUse use = default_use ((guint) json_object_get_int_member (one, "context"));
      RigMemory memory;
      RigWeights weights;

      init_weights (&weights, model, "Q4_K_M");
      rig_memory_init_for_model (&memory, model, &weights, &use);
      /* Printed with two decimals at most. */
      ck_assert_double_le (
          fabs (memory.kv_bytes / GIB - json_object_get_double_member (one, "gib")), 0.0051);
    }
}
END_TEST

static gboolean
case_fits (JsonObject *one)
{
  const RigModel *model =
      rig_catalog_find_model (catalog, json_object_get_string_member (one, "model"));
  RigMemoryUse use = default_use ((guint) json_object_get_int_member (one, "context"));
  gboolean unified = FALSE;
  double memory_bytes, share = 0.975;
  RigMemory memory;
  RigWeights weights;
  RigFit fit;

  if (json_object_has_member (one, "machine"))
    {
      const RigMachine *machine =
          rig_catalog_find_machine (catalog, json_object_get_string_member (one, "machine"));

      ck_assert_ptr_nonnull (machine);
      unified = machine->unified;
      memory_bytes = machine->memory_gb.value * 1e9;
      if (g_str_has_prefix (machine->id, "mac-"))
        share = 0.75;
    }
  else
    memory_bytes = json_object_get_double_member (one, "memory_gb") * 1e9;

  init_weights (&weights, model, json_object_get_string_member (one, "quant"));
  rig_memory_init_for_model (&memory, model, &weights, &use);
  rig_fit_init (&fit, &memory, memory_bytes, share, share, unified);
  ck_assert_int_ne (fit.verdict, RIG_FIT_UNKNOWN);
  return fit.verdict != RIG_FIT_NO;
}

START_TEST (test_peers_verdicts)
{
  g_autoptr (JsonParser) parser = parse_peers ();
  JsonArray *cases = json_object_get_array_member (
      json_node_get_object (json_parser_get_root (parser)), "fits");

  ck_assert_uint_eq (json_array_get_length (cases), 8);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *one = json_array_get_object_element (cases, i);
      gboolean expected = json_object_get_boolean_member (one, "fits");

      ck_assert_msg (case_fits (one) == expected, "%s, case %u: not %s",
                     json_object_get_string_member (one, "model"), i,
                     expected ? "fitting" : "too large");
    }
}
END_TEST

/* 60 bytes on the device and 10 on the host. */
static const RigMemory sixty = {
  .total_bytes = 70.0,
  .device = { 40.0, 15.0, 5.0 },
  .host = { 5.0, 0.0, 5.0 },
};

START_TEST (test_verdicts)
{
  static const struct
  {
    double total, usable, max;
    gboolean unified;
    RigFitVerdict verdict;
  } cases[] = {
    { 100.0, 1.0, 1.0, FALSE, RIG_FIT_FITS },
    { 100.0, 1.0, 1.0, TRUE, RIG_FIT_FITS },
    { 60.0, 1.0, 1.0, FALSE, RIG_FIT_TIGHT },  /* to the last byte */
    { 60.0, 1.0, 1.0, TRUE, RIG_FIT_NO },      /* host buffers count here */
    { 59.9, 1.0, 1.0, FALSE, RIG_FIT_NO },
    { 66.5, 1.0, 1.0, FALSE, RIG_FIT_TIGHT },  /* 6.5 of 66.5: under a tenth to spare */
    { 66.8, 1.0, 1.0, FALSE, RIG_FIT_FITS },
    { 100.0, 0.55, 0.62, FALSE, RIG_FIT_TIGHT }, /* only with the setting */
    { 100.0, 0.55, 0.59, FALSE, RIG_FIT_NO },
    { 100.0, 0.69, 0.71, TRUE, RIG_FIT_TIGHT },
    { NAN, 1.0, 1.0, FALSE, RIG_FIT_UNKNOWN },
    { 100.0, NAN, 1.0, FALSE, RIG_FIT_UNKNOWN },
    { 100.0, 1.0, NAN, FALSE, RIG_FIT_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RigFit fit;

      rig_fit_init (&fit, &sixty, cases[i].total, cases[i].usable, cases[i].max, cases[i].unified);
      ck_assert_msg (fit.verdict == cases[i].verdict, "case %u: %d, expected %d", i,
                     (int) fit.verdict, (int) cases[i].verdict);
    }
}
END_TEST

START_TEST (test_numbers)
{
  RigFit fit;

  rig_fit_init (&fit, &sixty, 200.0, 0.25, 0.5, FALSE);
  ck_assert_double_eq (fit.total_bytes, 200.0);
  ck_assert_double_eq (fit.usable_bytes, 50.0);
  ck_assert_double_eq (fit.max_bytes, 100.0);
  ck_assert_double_eq (fit.needed_bytes, 60.0);
  ck_assert_double_eq (fit.room_bytes, -10.0);
  ck_assert_int_eq (fit.verdict, RIG_FIT_TIGHT);
}
END_TEST

static double
needed_at (const RigModel *model, const RigWeights *weights, guint context)
{
  RigMemoryUse use = default_use (context);
  RigMemory memory;
  RigFit fit;

  rig_memory_init_for_model (&memory, model, weights, &use);
  rig_fit_init (&fit, &memory, 1.0, 1.0, 1.0, FALSE);
  return fit.needed_bytes;
}

/* The largest context fits, and the next step does not. */
START_TEST (test_largest_context)
{
  static const char *const ids[] = { "llama-3.1-8b", "gemma-3-27b", "qwen3.6-27b", "gpt-oss-20b" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const RigModel *model = rig_catalog_find_model (catalog, ids[i]);
      RigMemoryUse use = default_use (8192);
      RigWeights weights;
      double usable;
      guint context;

      init_weights (&weights, model, "Q4_K_M");
      usable = (needed_at (model, &weights, 4096) + needed_at (model, &weights, 131072)) / 2.0;
      context = rig_fit_get_largest_context (model, &weights, &use, usable, FALSE);
      ck_assert_uint_eq (context % 256, 0);
      ck_assert_uint_gt (context, 4096);
      ck_assert_double_le (needed_at (model, &weights, context), usable);
      ck_assert_double_gt (needed_at (model, &weights, context + 256), usable);

      ck_assert_uint_eq (rig_fit_get_largest_context (model, &weights, &use, 1e15, FALSE),
                         model->max_context / 256 * 256);
      ck_assert_uint_eq (rig_fit_get_largest_context (model, &weights, &use, 1e9, FALSE), 0);
      ck_assert_uint_eq (rig_fit_get_largest_context (model, &weights, &use, NAN, FALSE), 0);
      /* Host buffers leave less room on unified memory. */
      ck_assert_uint_le (rig_fit_get_largest_context (model, &weights, &use, usable, TRUE),
                         context);
    }
}
END_TEST

static Suite *
fit_suite (void)
{
  Suite *suite = suite_create ("fit");
  TCase *tcase = tcase_create ("fit");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_peers_kv);
  tcase_add_test (tcase, test_peers_verdicts);
  tcase_add_test (tcase, test_verdicts);
  tcase_add_test (tcase, test_numbers);
  tcase_add_test (tcase, test_largest_context);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (fit_suite)
