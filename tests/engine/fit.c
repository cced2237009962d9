/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oracle.h"

#include "engine/estimate/fit.h"

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

  return (RigMemoryUse) { .context = context, .sequences = 1, .ubatch = 512, .kv_k = f16,
                          .kv_v = f16, .flash_attention = TRUE };
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
  RigFitSpace space = { .runtime_bytes = NAN, .n_devices = 1 };
  double share = 0.975;
  RigMemory memory;
  RigWeights weights;
  RigFit fit;

  if (json_object_has_member (one, "machine"))
    {
      const RigMachine *machine =
          rig_catalog_find_machine (catalog, json_object_get_string_member (one, "machine"));

      ck_assert_ptr_nonnull (machine);
      space.unified = machine->unified;
      space.total_bytes = rig_machine_get_memory_bytes (machine);
      if (g_str_has_prefix (machine->id, "mac-"))
        share = 0.75;
    }
  else
    space.total_bytes = json_object_get_double_member (one, "memory_gb") * GIB;

  init_weights (&weights, model, json_object_get_string_member (one, "quant"));
  rig_memory_init_for_model (&memory, model, &weights, &use);
  space.usable_share = space.max_share = share;
  rig_fit_init (&fit, &memory, NULL, &space);
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
      RigFitSpace space = { cases[i].total, cases[i].usable, cases[i].max, NAN, 1,
                            cases[i].unified, FALSE };

      rig_fit_init (&fit, &sixty, NULL, &space);
      ck_assert_msg (fit.verdict == cases[i].verdict, "case %u: %d, expected %d", i,
                     (int) fit.verdict, (int) cases[i].verdict);
    }
}
END_TEST

START_TEST (test_numbers)
{
  const RigFitSpace space = { 200.0, 0.25, 0.5, 0.0, 1, FALSE, FALSE };
  RigFit fit;

  rig_fit_init (&fit, &sixty, NULL, &space);
  ck_assert_double_eq (fit.total_bytes, 200.0);
  ck_assert_double_eq (fit.usable_bytes, 50.0);
  ck_assert_double_eq (fit.max_bytes, 100.0);
  ck_assert_double_eq (fit.needed_bytes, 60.0);
  ck_assert_double_eq (fit.room_bytes, -10.0);
  ck_assert_int_eq (fit.verdict, RIG_FIT_TIGHT);
}
END_TEST

/* What the runtime takes comes off the room; what is not known of it does not. */
START_TEST (test_runtime)
{
  RigFitSpace space = { 66.0, 1.0, 1.0, 5.0, 1, FALSE, FALSE };
  RigFit fit;

  rig_fit_init (&fit, &sixty, NULL, &space);
  ck_assert_double_eq (fit.needed_bytes, 60.0);
  ck_assert_double_eq (fit.runtime_bytes, 5.0);
  ck_assert_double_eq (fit.room_bytes, 1.0);
  space.runtime_bytes = 6.5;
  rig_fit_init (&fit, &sixty, NULL, &space);
  ck_assert_double_eq (fit.room_bytes, -0.5);
  ck_assert_int_eq (fit.verdict, RIG_FIT_NO);
  space.runtime_bytes = NAN;
  rig_fit_init (&fit, &sixty, NULL, &space);
  ck_assert_double_eq (fit.room_bytes, 6.0);
  ck_assert_int_eq (fit.verdict, RIG_FIT_TIGHT);
  ck_assert (isnan (fit.runtime_bytes));
}
END_TEST

/* What each of two GPUs holds: the fullest decides, not the sum. */
START_TEST (test_devices)
{
  const RigDevices devices = { .n = 2, .places = { { 20.0, 10.0, 5.0 }, { 20.0, 5.0, 5.0 } } };
  RigFitSpace space = { 80.0, 1.0, 1.0, 0.0, 2, FALSE, FALSE };
  RigFit fit;

  rig_fit_init (&fit, &sixty, &devices, &space);
  ck_assert_double_eq_tol (fit.fullest_bytes, 35.0, 1e-9);
  ck_assert_double_eq_tol (fit.needed_bytes, 65.0, 1e-9);
  ck_assert_double_eq_tol (fit.room_bytes, 5.0, 1e-9);
  /* 69 together would hold 65, yet not 35 on one of two. */
  space.total_bytes = 69.0;
  rig_fit_init (&fit, &sixty, &devices, &space);
  ck_assert_int_eq (fit.verdict, RIG_FIT_NO);
  /* Shared evenly it is 55 / 2 + 5 each. */
  rig_fit_init (&fit, &sixty, NULL, &space);
  ck_assert_double_eq_tol (fit.fullest_bytes, 32.5, 1e-9);
  ck_assert_int_eq (fit.verdict, RIG_FIT_TIGHT);
}
END_TEST

static double
needed_at (const RigFitCase *fit_case, guint context, guint chats)
{
  RigFitCase asked = *fit_case;
  RigMemory memory;
  RigFit fit;

  asked.use.context = context;
  asked.use.sequences = chats;
  rig_fit_case_evaluate (&asked, &memory, &fit);
  return fit.needed_bytes;
}

static const char *const limit_ids[] = { "llama-3.1-8b", "gemma-3-27b", "qwen3.6-27b",
                                         "gpt-oss-20b" };

static void
init_case (RigMemoryShape *shape, RigWeights *weights, const char *id)
{
  rig_memory_shape_init (shape, rig_catalog_find_model (catalog, id));
  init_weights (weights, shape->model, "Q4_K_M");
}

/* A machine that is all for the GPU, with @bytes. */
static void
offer (RigFitCase *fit_case, double bytes)
{
  fit_case->space = (RigFitSpace){ bytes, 1.0, 1.0, 0.0, 1, FALSE, FALSE };
}

/* The largest context fits, and the next step does not. */
START_TEST (test_largest_context)
{
  for (guint i = 0; i < G_N_ELEMENTS (limit_ids); i++)
    {
      RigWeights weights;
      RigMemoryShape shape;
      RigFitCase fit_case = { &shape, &weights, NULL, default_use (8192), { 0 } };
      double usable;
      guint context;

      init_case (&shape, &weights, limit_ids[i]);
      usable = (needed_at (&fit_case, 4096, 1) + needed_at (&fit_case, 131072, 1)) / 2.0;
      offer (&fit_case, usable);
      context = rig_fit_case_get_largest_context (&fit_case);
      ck_assert_uint_eq (context % 256, 0);
      ck_assert_uint_gt (context, 4096);
      ck_assert_double_le (needed_at (&fit_case, context, 1), usable);
      ck_assert_double_gt (needed_at (&fit_case, context + 256, 1), usable);

      /* Host buffers leave less room on unified memory. */
      fit_case.space.unified = TRUE;
      ck_assert_uint_le (rig_fit_case_get_largest_context (&fit_case), context);

      offer (&fit_case, 1e15);
      ck_assert_uint_eq (rig_fit_case_get_largest_context (&fit_case),
                         shape.model->max_context / 256 * 256);
      offer (&fit_case, 1e9);
      ck_assert_uint_eq (rig_fit_case_get_largest_context (&fit_case), 0);
      offer (&fit_case, NAN);
      ck_assert_uint_eq (rig_fit_case_get_largest_context (&fit_case), 0);
    }
}
END_TEST

/* As many chats as fit, each with the 4,096 tokens that one of two has of 8,192 now. */
START_TEST (test_most_chats)
{
  for (guint i = 0; i < G_N_ELEMENTS (limit_ids); i++)
    {
      RigWeights weights;
      RigMemoryShape shape;
      RigFitCase fit_case = { &shape, &weights, NULL, default_use (8192), { 0 } };
      guint chats;

      init_case (&shape, &weights, limit_ids[i]);
      fit_case.use.sequences = 2;
      offer (&fit_case, needed_at (&fit_case, 20 * 4096, 20));
      chats = rig_fit_case_get_most_chats (&fit_case);
      ck_assert_uint_eq (chats, 20);
      fit_case.space.total_bytes -= 1.0;
      ck_assert_uint_eq (rig_fit_case_get_most_chats (&fit_case), 19);
      offer (&fit_case, 1e15);
      ck_assert_uint_eq (rig_fit_case_get_most_chats (&fit_case), RIG_FIT_MOST_CHATS);
      offer (&fit_case, 1e8);
      ck_assert_uint_eq (rig_fit_case_get_most_chats (&fit_case), 0);
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
  tcase_add_test (tcase, test_runtime);
  tcase_add_test (tcase, test_devices);
  tcase_add_test (tcase, test_largest_context);
  tcase_add_test (tcase, test_most_chats);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (fit_suite)
