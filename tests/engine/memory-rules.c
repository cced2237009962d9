/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the rules of memory say whatever rows the oracle happens to have: how needs grow, what
 * adds up, what is not known. tests/engine/memory.c has the comparison with the oracle. */
#include "oracle.h"

#include "engine/estimate/memory.h"

#define MIB 1048576.0

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

static const RigTensorType *
find_type (const char *name)
{
  g_autofree char *upper = g_ascii_strup (name, -1);
  const RigTensorType *type = rig_catalog_find_tensor_type (catalog, upper);

  ck_assert_msg (type != NULL, "no type %s", name);
  return type;
}

static void
init_weights (RigWeights *weights, const RigModel *model, const char *quant)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);

  rig_weights_init (weights, model, rig_catalog_find_quant (catalog, quant),
                    (const RigTensorType *const *) types->pdata, types->len);
}

static RigMemoryUse
default_use (guint context)
{
  const RigTensorType *f16 = find_type ("f16");

  return (RigMemoryUse) { context, 1, 512, f16, f16, TRUE, FALSE };
}

/* The cache and what looks at it go to the host together. */
START_TEST (test_cache_on_host)
{
  const RigModel *model = rig_catalog_find_model (catalog, "llama-3.1-8b");
  RigMemoryUse use = default_use (8192);
  RigMemory memory;
  RigWeights weights;

  /* memory.csv, -nkvo: 0 and 1024 MiB of cache, 282.51 MiB of compute on the device. */
  use.kv_on_host = TRUE;
  init_weights (&weights, model, "Q4_K_M");
  rig_memory_init_for_model (&memory, model, &weights, &use);
  ck_assert_double_eq (memory.device.context_bytes, 0.0);
  ck_assert_double_eq (memory.host.context_bytes, 1024.0 * MIB);
  rig_assert_close (memory.device.compute_bytes, 282.51 * MIB, 1e-4);
}
END_TEST

START_TEST (test_bytes_read)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/kv-bytes-read.csv");
  RigMemoryUse use = default_use (8192);

  ck_assert_uint_gt (rows->len, 80);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const RigModel *model = rig_catalog_find_model (catalog, row[0]);
      RigMemoryShape shape;
      double bytes;

      rig_memory_shape_init (&shape, model);
      bytes = rig_memory_get_bytes_read_at (&shape, &use, oracle_number (row[1]));
      ck_assert_msg (fabs (bytes / oracle_number (row[2]) - 1.0) <= 1e-6,
                     "%s at %s: %.0f, expected %s", row[0], row[1], bytes, row[2]);
    }
}
END_TEST

/* What one token adds, and what a sequence takes whatever its length, of every model. */
START_TEST (test_growth)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/model-kv.csv");
  RigMemoryUse use = default_use (131072);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const RigModel *model = rig_catalog_find_model (catalog, row[0]);
      RigMemoryUse half = default_use (65536);
      RigMemory long_memory, short_memory;
      RigWeights weights;

      init_weights (&weights, model, "Q4_K_M");
      rig_memory_init_for_model (&long_memory, model, &weights, &use);
      rig_memory_init_for_model (&short_memory, model, &weights, &half);
      /* The indexer's keys stand in columns of their own. */
      ck_assert_msg (fabs ((long_memory.kv_bytes - short_memory.kv_bytes) / 65536.0 -
                           oracle_number (row[21]) -
                           2.0 * oracle_number (row[13]) * oracle_number (row[14])) < 0.5,
                     "%s: %.1f bytes a token, expected %s", row[0],
                     (long_memory.kv_bytes - short_memory.kv_bytes) / 65536.0, row[21]);
      rig_assert_close (long_memory.state_bytes, oracle_number (row[12]), 1e-9);
    }
}
END_TEST

START_TEST (test_sums)
{
  const RigModel *model = rig_catalog_find_model (catalog, "qwen3.6-27b");
  RigMemoryUse use = default_use (10000);
  RigMemory memory, four;
  RigWeights weights;

  init_weights (&weights, model, "Q4_K_M");
  rig_memory_init_for_model (&memory, model, &weights, &use);
  rig_assert_close (memory.total_bytes,
                    memory.device.weights_bytes + memory.device.context_bytes +
                        memory.device.compute_bytes + memory.host.weights_bytes +
                        memory.host.context_bytes + memory.host.compute_bytes,
                    1e-12);
  /* 149.625 MiB of state per sequence, of which each chat has one. */
  ck_assert_double_eq (memory.state_bytes, 149.625 * MIB);
  use.sequences = 4;
  rig_memory_init_for_model (&four, model, &weights, &use);
  ck_assert_double_eq (four.state_bytes, 4.0 * 149.625 * MIB);
}
END_TEST

/* Anything that a careless caller may pass must give a number, and more must never take less. */
START_TEST (test_limits)
{
  const RigModel *model = rig_catalog_find_model (catalog, "gemma-3-27b");
  RigMemoryUse use = default_use (0);
  RigMemory memory;
  RigWeights weights;
  double before = 0.0;

  init_weights (&weights, model, "Q4_K_M");
  use.sequences = 0;
  use.ubatch = 0;
  rig_memory_init_for_model (&memory, model, &weights, &use);
  ck_assert (isfinite (memory.total_bytes));

  use = default_use (0);
  for (guint context = 256; context <= 131072; context *= 2)
    {
      use.context = context;
      rig_memory_init_for_model (&memory, model, &weights, &use);
      ck_assert_double_gt (memory.total_bytes, before);
      before = memory.total_bytes;
    }
}
END_TEST

START_TEST (test_unknown)
{
  RigModel strange = *rig_catalog_find_model (catalog, "llama-3.1-8b");
  RigMemoryUse use = default_use (8192);
  RigMemory memory;
  RigMemoryShape shape;
  RigWeights weights;

  strange.architecture = "rwkv9";
  init_weights (&weights, &strange, "Q4_K_M");
  rig_memory_init_for_model (&memory, &strange, &weights, &use);
  ck_assert_ptr_eq (memory.unknown, weights.unknown);
  ck_assert (isnan (memory.total_bytes) && isnan (memory.device.compute_bytes));

  strange.layers = NULL;
  strange.n_layers = 0;
  rig_memory_shape_init (&shape, &strange);
  ck_assert (isnan (rig_memory_get_bytes_read_at (&shape, &use, 1000.0)));
}
END_TEST

static Suite *
memory_rules_suite (void)
{
  Suite *suite = suite_create ("memory-rules");
  TCase *tcase = tcase_create ("memory-rules");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_cache_on_host);
  tcase_add_test (tcase, test_bytes_read);
  tcase_add_test (tcase, test_growth);
  tcase_add_test (tcase, test_sums);
  tcase_add_test (tcase, test_limits);
  tcase_add_test (tcase, test_unknown);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (memory_rules_suite)
