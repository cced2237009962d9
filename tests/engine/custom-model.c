/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model that only the size sliders know, beside models of its size that exist. */
#include "oracle.h"

#include "engine/answer/custom-model.h"
#include "engine/estimate/memory.h"

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

/* What is compared: bytes of cache per token, and bits per weight at Q4_K_M. */
typedef struct
{
  double cache, bits;
} Measures;

static void
measure (Measures *measures, const RigModel *model)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  const RigTensorType *f16 = rig_catalog_find_tensor_type (catalog, "F16");
  RigMemoryUse use = { .context = 8192, .sequences = 1, .ubatch = 512, .kv_k = f16, .kv_v = f16,
                       .flash_attention = TRUE };
  RigWeights weights;
  RigMemory memory;

  rig_weights_init (&weights, model, rig_catalog_find_quant (catalog, "Q4_K_M"),
                    (const RigTensorType *const *) types->pdata, types->len);
  rig_memory_init_for_model (&memory, model, &weights, &use);
  ck_assert_ptr_null (memory.unknown);
  measures->cache = memory.kv_bytes / use.context;
  measures->bits = weights.total_bytes * 8.0 / model->total_params.value;
}

/* Dense models with grouped queries, of which a custom one is the average. */
static gboolean
is_neighbour (const RigModel *model, double params)
{
  double ratio = model->total_params.value / params;

  return model->n_layers > 0 && g_str_equal (model->architecture, "llama") &&
         model->sliding_window == 0 && model->n_kv_heads < model->n_heads && ratio > 1.0 / 1.6 &&
         ratio < 1.6;
}

START_TEST (test_between_neighbours)
{
  static const double sizes[] = { 0.6, 1.5, 3.2, 8, 14, 24, 32, 70, 125, 400 };
  const GPtrArray *models = rig_catalog_get_models (catalog);

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      Measures least = { G_MAXDOUBLE, G_MAXDOUBLE }, most = { 0 }, ours;
      RigCustomModel custom;

      for (guint i = 0; i < models->len; i++)
        {
          Measures theirs;

          if (!is_neighbour (models->pdata[i], sizes[s] * 1e9))
            continue;
          measure (&theirs, models->pdata[i]);
          least = (Measures){ MIN (least.cache, theirs.cache), MIN (least.bits, theirs.bits) };
          most = (Measures){ MAX (most.cache, theirs.cache), MAX (most.bits, theirs.bits) };
        }
      ck_assert_double_gt (most.cache, 0.0);
      rig_custom_model_init (&custom, catalog, sizes[s] * 1e9, 1.0);
      measure (&ours, &custom.model);
      ck_assert_msg (ours.cache >= 0.9 * least.cache && ours.cache <= 1.1 * most.cache,
                     "%gB: %.0f bytes a token, its neighbours %.0f to %.0f", sizes[s], ours.cache,
                     least.cache, most.cache);
      ck_assert_msg (ours.bits >= 0.97 * least.bits && ours.bits <= 1.03 * most.bits,
                     "%gB: %.3f bits a weight, its neighbours %.3f to %.3f", sizes[s], ours.bits,
                     least.bits, most.bits);
    }
}
END_TEST

/* A larger model never takes less. */
START_TEST (test_grows)
{
  static const double shares[] = { 1.0, 0.3, 0.05 };

  for (guint a = 0; a < G_N_ELEMENTS (shares); a++)
    {
      double cache = 0.0, bytes = 0.0;

      for (double size = 1e9; size < 2e12; size *= 1.5)
        {
          RigCustomModel custom;
          Measures ours;

          rig_custom_model_init (&custom, catalog, size, shares[a]);
          measure (&ours, &custom.model);
          ck_assert_msg (ours.cache >= cache, "%.1fB at %g: the cache shrinks", size / 1e9,
                         shares[a]);
          ck_assert_msg (ours.bits * custom.model.total_params.value > bytes,
                         "%.1fB at %g: the weights shrink", size / 1e9, shares[a]);
          cache = ours.cache;
          bytes = ours.bits * custom.model.total_params.value;
        }
    }
}
END_TEST

static Suite *
custom_model_suite (void)
{
  Suite *suite = suite_create ("custom-model");
  TCase *tcase = tcase_create ("custom-model");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_between_neighbours);
  tcase_add_test (tcase, test_grows);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (custom_model_suite)
