/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oracle.h"

#include "engine/estimate/weights-private.h"

/* llama.cpp's quantiser on the catalogue's models whose architectures weights.csv has not; their
 * tensors are those that its loader asks for (tests/oracles/make). */

static double
share_of (const RigWeights *weights, const char *type)
{
  for (guint i = 0; i < weights->n_types; i++)
    if (g_str_equal (weights->types[i].type->name, type))
      return weights->types[i].bytes;
  return 0.0;
}

/* DeepSeek V4's table from tokens to experts is of integers, and no weight. */
static double
bytes_of_integers (char **types)
{
  for (guint i = 0; types[i] != NULL; i++)
    if (g_str_has_prefix (types[i], "I32:"))
      return oracle_number (types[i] + 4);
  return 0.0;
}

/* What stays in 16 bits is in either format, as the file that was quantised had it. */
static double
share_of_format (const RigWeights *weights, const char *type)
{
  if (g_str_equal (type, "F16") || g_str_equal (type, "BF16"))
    return share_of (weights, "F16") + share_of (weights, "BF16");
  return share_of (weights, type);
}

/* Phi's two RoPE tables of 48 numbers are not listed. */
static double
unlisted_bytes (const char *model)
{
  return g_str_has_prefix (model, "phi-4-mini") ? 2.0 * 48.0 * 4.0 : 0.0;
}

static void
check_types (const RigWeights *weights, char **row, char **types)
{
  for (guint i = 0; types[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (types[i], ":", 2);
      double off = share_of_format (weights, pair[0]) - oracle_number (pair[1]);
      double unlisted = g_str_equal (pair[0], "F32") ? unlisted_bytes (row[0]) : 0.0;

      /* Two rows of 16 bits cannot be told apart by type; the total is checked as well. */
      if (!g_str_equal (pair[0], "I32") && strstr (row[12], "BF16:") == NULL)
        ck_assert_msg (off == -unlisted, "%s %s imatrix %s: %s is off by %.0f bytes", row[0],
                       row[4], row[5], pair[0], off);
    }
}

START_TEST (test_catalogue)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/weights-more.csv");
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  guint n_rows = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const RigModel *model = rig_catalog_find_model (catalog, row[0]);
      const RigQuant *quant = rig_catalog_find_quant (catalog, row[4]);
      g_auto (GStrv) parts = g_strsplit (row[12], ";", -1);
      RigWeights weights;

      if (model == NULL || quant == NULL)
        continue;
      rig_weights_init_with_imatrix (&weights, model, quant,
                                     (const RigTensorType *const *) types->pdata, types->len,
                                     row[5][0] == '1');
      ck_assert_ptr_null (weights.unknown);
      check_types (&weights, row, parts);
      ck_assert_msg (weights.total_bytes + bytes_of_integers (parts) + unlisted_bytes (row[0]) ==
                         oracle_number (row[6]),
                     "%s %s imatrix %s: %.0f bytes, not %s", row[0], row[4], row[5],
                     weights.total_bytes, row[6]);
      n_rows++;
    }
  ck_assert_uint_gt (n_rows, 1000);
}
END_TEST

static Suite *
weights_more_suite (void)
{
  Suite *suite = suite_create ("weights-more");
  TCase *tcase = tcase_create ("weights-more");

  tcase_add_test (tcase, test_catalogue);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (weights_more_suite)
