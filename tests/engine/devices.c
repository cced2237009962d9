/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oracle.h"

#include "engine/estimate/devices.h"

#include <string.h>

#define MIB 1048576.0

/* Columns of oracles/memory-more.csv. */
enum
{
  MODEL,
  QUANT = 2,
  DEVICE,
  CONTEXT = 5,
  TYPE_K,
  TYPE_V,
  FLASH_ATTENTION,
  UBATCH,
  SEQUENCES,
  EXTRA,
  DEVICE_MODEL,
  DEVICE_CONTEXT,
  STATE = 24,
  OUTPUT = 26,
  DEVICE_COMPUTE,
  HOST_COMPUTE,
};

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

  return rig_catalog_find_tensor_type (catalog, upper);
}

/* Errors of one comparison, relative, by quantity. */
typedef struct
{
  GArray *weights, *context, *compute, *fullest, *host;
} Errors;

static void
errors_init (Errors *self)
{
  self->weights = g_array_new (FALSE, FALSE, sizeof (double));
  self->context = g_array_new (FALSE, FALSE, sizeof (double));
  self->compute = g_array_new (FALSE, FALSE, sizeof (double));
  self->fullest = g_array_new (FALSE, FALSE, sizeof (double));
  self->host = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
errors_clear (Errors *self)
{
  g_array_unref (self->weights);
  g_array_unref (self->context);
  g_array_unref (self->compute);
  g_array_unref (self->fullest);
  g_array_unref (self->host);
}

/* The oracle prints MiB in steps of @step: within one nothing is known. */
static void
add_error (GArray *errors, double bytes, double mib, double step)
{
  double off = MAX (fabs (bytes - mib * MIB) - step * MIB, 0.0);
  double error = mib > 0.0 ? off / (mib * MIB) : off;

  g_array_append_val (errors, error);
}

static void
evaluate (RigDevices *devices, const RigModel *model, char **row, const RigSplit *split)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  const RigQuant *quant = rig_catalog_find_quant (catalog, row[QUANT]);
  RigMemoryUse use = { (guint) oracle_number (row[CONTEXT]), (guint) oracle_number (row[SEQUENCES]),
                       (guint) oracle_number (row[UBATCH]), find_type (row[TYPE_K]),
                       find_type (row[TYPE_V]), g_str_equal (row[FLASH_ATTENTION], "on") };
  g_autoptr (RigModelLayers) layers = NULL;
  RigMemoryShape shape;
  RigWeights weights;
  RigMemory memory;

  rig_weights_init (&weights, model, quant, (const RigTensorType *const *) types->pdata,
                    types->len);
  layers = rig_model_layers_new (model, quant, (const RigTensorType *const *) types->pdata,
                                 types->len, RIG_IMATRIX_AUTO);
  rig_memory_shape_init (&shape, model);
  rig_memory_init (&memory, &shape, &weights, &use);
  ck_assert_ptr_null (memory.unknown);
  rig_devices_init (devices, &memory, &shape, layers, &use, split);
}

static void
compare (Errors *errors, const RigModel *model, char **row, const RigSplit *split)
{
  g_auto (GStrv) model_mib = g_strsplit (row[DEVICE_MODEL], ";", 2);
  g_auto (GStrv) context_mib = g_strsplit (row[DEVICE_CONTEXT], ";", 2);
  g_auto (GStrv) compute_mib = g_strsplit (row[DEVICE_COMPUTE], ";", 2);
  double fullest = 0.0, theirs = 0.0;
  RigDevices devices;

  evaluate (&devices, model, row, split);
  for (guint i = 0; i < 2; i++)
    {
      const RigMemoryPlace *place = &devices.places[i];
      double weights = oracle_number (model_mib[i]), context = oracle_number (context_mib[i]);

      add_error (errors->weights, place->weights_bytes, weights, 1.0);
      add_error (errors->context, place->context_bytes, context, 1.0);
      add_error (errors->compute, place->compute_bytes, oracle_number (compute_mib[i]), 0.01);
      fullest = MAX (fullest,
                     place->weights_bytes + place->context_bytes + place->compute_bytes);
      theirs = MAX (theirs, weights + context + oracle_number (compute_mib[i]));
    }
  add_error (errors->fullest, fullest, theirs, 2.0);
  add_error (errors->host, devices.host_compute_bytes,
             oracle_number (row[HOST_COMPUTE]) + oracle_number (row[OUTPUT]), 0.02);
}

/* What the graphs of one GPU leave out as well (docs/method-memory.md §3): embeddings per layer,
 * indexers' masks, compressed attention. */
static gboolean
is_modelled (const RigModel *model)
{
  return model->per_layer_embedding == 0 && model->indexer.head_dim == 0;
}

/* Where both GPUs came out the same the oracle has one number: of which is then not known. */
static gboolean
has_both (char **row)
{
  return strchr (row[DEVICE_MODEL], ';') != NULL && strchr (row[DEVICE_CONTEXT], ';') != NULL &&
         strchr (row[DEVICE_COMPUTE], ';') != NULL;
}

static void
compare_all (Errors *errors, const char *extra, const double *shares)
{
  const RigSplit split = { .n = 2, .shares = shares };
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/memory-more.csv");

  errors_init (errors);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const RigModel *model = oracle_find_model (catalog, row[MODEL]);

      if (model != NULL && is_modelled (model) && g_str_equal (row[DEVICE], "rpc2") &&
          g_str_equal (row[EXTRA], extra) && has_both (row))
        compare (errors, model, row, &split);
    }
}

static void
check (Errors *errors)
{
  ck_assert_double_eq (oracle_quantile (errors->weights, 1.0), 0.0);
  ck_assert_double_eq (oracle_quantile (errors->context, 1.0), 0.0);
  ck_assert_double_le (oracle_quantile (errors->compute, 0.5), 0.012);
  ck_assert_double_le (oracle_quantile (errors->compute, 0.9), 0.05);
  ck_assert_double_le (oracle_quantile (errors->compute, 1.0), 0.1);
  ck_assert_double_le (oracle_quantile (errors->fullest, 1.0), 0.008);
  ck_assert_double_le (oracle_quantile (errors->host, 1.0), 1e-3);
}

START_TEST (test_even)
{
  Errors errors;

  compare_all (&errors, "-ts 1:1", NULL);
  ck_assert_uint_eq (errors.host->len, 30);
  check (&errors);
  errors_clear (&errors);
}
END_TEST

START_TEST (test_shares)
{
  static const double shares[] = { 0.75, 0.25 };
  Errors errors;

  compare_all (&errors, "-ts 3:1", shares);
  ck_assert_uint_eq (errors.host->len, 28);
  check (&errors);
  errors_clear (&errors);
}
END_TEST

/* Of GPUs that share tensors the oracle prints one sum: all layers once, and one compute buffer. It
 * counts half of a recurrent state, which we count in full. */
START_TEST (test_tensor_split)
{
  const RigSplit split = { .n = 2, .tensors = TRUE };
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/memory-more.csv");
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const RigModel *model = oracle_find_model (catalog, row[MODEL]);
      RigDevices devices;

      if (model == NULL || !is_modelled (model) || row[STATE][0] != '\0' ||
          !g_str_equal (row[EXTRA], "-sm tensor -ts 1:1") || row[DEVICE_COMPUTE][0] == '\0')
        continue;
      evaluate (&devices, model, row, &split);
      ck_assert_double_le (fabs (2.0 * devices.places[0].weights_bytes / MIB -
                                 oracle_number (row[DEVICE_MODEL])), 2.0);
      ck_assert_double_le (fabs (2.0 * devices.places[1].context_bytes / MIB -
                                 oracle_number (row[DEVICE_CONTEXT])), 1.0);
      rig_assert_close (devices.places[1].compute_bytes / MIB,
                        oracle_number (row[DEVICE_COMPUTE]), 0.025);
      n++;
    }
  ck_assert_uint_gt (n, 15);
}
END_TEST

/* Ranges that touch add up to the whole, however many GPUs there are. */
START_TEST (test_sum)
{
  g_auto (GStrv) row = g_strsplit (",,Q4_K_M,,,32768,f16,f16,on,512,3", ",", -1);
  const RigModel *model = rig_catalog_find_model (catalog, "qwen3.6-27b");
  RigSplit split = { .n = 1 };
  RigDevices one, many;

  evaluate (&one, model, row, &split);
  for (split.n = 2; split.n <= RIG_MAX_DEVICES; split.n++)
    {
      double weights = 0.0, context = 0.0;

      evaluate (&many, model, row, &split);
      for (guint i = 0; i < many.n; i++)
        {
          weights += many.places[i].weights_bytes;
          context += many.places[i].context_bytes;
        }
      rig_assert_close (weights, one.places[0].weights_bytes, 1e-12);
      rig_assert_close (context, one.places[0].context_bytes, 1e-12);
    }
}
END_TEST

static Suite *
devices_suite (void)
{
  Suite *suite = suite_create ("devices");
  TCase *tcase = tcase_create ("devices");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_even);
  tcase_add_test (tcase, test_shares);
  tcase_add_test (tcase, test_tensor_split);
  tcase_add_test (tcase, test_sum);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (devices_suite)
