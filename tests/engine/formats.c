/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oracle.h"

#include "engine/estimate/weights.h"

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

START_TEST (test_published_sizes)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/format-sizes.csv");
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const RigModel *model = rig_catalog_find_model (catalog, row[1]);
      const RigQuant *quant = rig_catalog_find_quant (catalog, row[2]);
      RigWeights weights;

      if (model == NULL || quant == NULL)
        {
          g_printerr ("%s: no %s %s\n", row[0], row[1], row[2]);
          continue;
        }
      rig_weights_init (&weights, model, quant, (const RigTensorType *const *) types->pdata,
                        types->len);
      g_printerr ("%s: %.0f - %s = %.0f (%.4f %%)\n", row[0], weights.total_bytes, row[3],
                  weights.total_bytes - oracle_number (row[3]),
                  100.0 * (weights.total_bytes / oracle_number (row[3]) - 1.0));
    }
}
END_TEST

static Suite *
formats_suite (void)
{
  Suite *suite = suite_create ("formats");
  TCase *tcase = tcase_create ("formats");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_published_sizes);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (formats_suite)
