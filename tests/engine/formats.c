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

static void
init_weights (RigWeights *weights, const char *model, const char *quant)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  const RigModel *found = rig_catalog_find_model (catalog, model);
  const RigQuant *format = rig_catalog_find_quant (catalog, quant);

  ck_assert_msg (found != NULL && format != NULL, "no %s or no %s", model, quant);
  rig_weights_init (weights, found, format, (const RigTensorType *const *) types->pdata,
                    types->len);
  ck_assert_ptr_null (weights->unknown);
}

/* Repositories as their makers or others give their sizes. A row says what else its files hold
 * (vision towers and blocks for multi-token prediction, which we do not list), and how exact it is:
 * to the byte where it is the sum of the tensors, else by headers, digits, or what a program
 * allocates beside the weights. */
START_TEST (test_published_sizes)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/format-sizes.csv");
  guint n_exact = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      RigWeights weights;
      double off;

      init_weights (&weights, row[1], row[2]);
      off = weights.total_bytes + oracle_number (row[4]) - oracle_number (row[3]);
      ck_assert_msg (fabs (off) <= oracle_number (row[5]), "%s: off by %.0f bytes", row[0], off);
      ck_assert_double_le (oracle_number (row[5]), 0.005 * oracle_number (row[3]));
      n_exact += off == 0.0;
    }
  ck_assert_uint_eq (n_exact, 14);
}
END_TEST

/* Of 32 layers, 4 at either end and 8 of those between give values and feed-forward outputs 6.5
 * bits in place of 4.5; so does the output. */
START_TEST (test_mixed_recipe)
{
  double lifted = 128256.0 * 4096.0 + 16.0 * (1024.0 + 14336.0) * 4096.0;
  RigWeights mixed, plain;

  init_weights (&mixed, "llama-3.1-8b", "MLX-mixed-4-6");
  init_weights (&plain, "llama-3.1-8b", "MLX-4bit");
  ck_assert_double_eq (mixed.total_bytes - plain.total_bytes, lifted * 2.0 / 8.0);
}
END_TEST

/* Two 16-bit numbers for every group: half a bit a weight at 64. Rows of 2,880 are 22.5 groups of
 * 128, and stay as they are. */
START_TEST (test_groups)
{
  RigWeights narrow, usual, wide;

  init_weights (&narrow, "llama-3.1-8b", "MLX-6bit-g32");
  init_weights (&usual, "llama-3.1-8b", "MLX-6bit");
  init_weights (&wide, "llama-3.1-8b", "MLX-6bit-g128");
  ck_assert_double_eq (narrow.total_bytes - usual.total_bytes,
                       2.0 * (usual.total_bytes - wide.total_bytes));
  init_weights (&usual, "gpt-oss-20b", "MLX-6bit");
  init_weights (&wide, "gpt-oss-20b", "MLX-6bit-g128");
  ck_assert_double_gt (wide.total_bytes, 2.0 * usual.total_bytes);
}
END_TEST

/* Kimi K2 Thinking: 384 experts of 60 layers in 4.5 bits, the rest in 16. For a dense model the
 * same format packs every matrix between the ends. */
START_TEST (test_experts_alone)
{
  double experts = 60.0 * 384.0 * 3.0 * 7168.0 * 2048.0;
  double all = 1026408232448.0, biases = 60.0 * 384.0;
  RigWeights kimi, dense, sixteen;

  init_weights (&kimi, "kimi-k2-thinking", "INT4-g32-experts");
  rig_assert_close (kimi.total_bytes,
                    experts * 4.5 / 8.0 + (all - experts) * 2.0 + biases * 2.0, 1e-12);
  init_weights (&dense, "llama-3.1-8b", "INT4-g32-experts");
  init_weights (&sixteen, "llama-3.1-8b", "BF16");
  ck_assert_double_lt (dense.total_bytes, 0.4 * sixteen.total_bytes);
}
END_TEST

static Suite *
formats_suite (void)
{
  Suite *suite = suite_create ("formats");
  TCase *tcase = tcase_create ("formats");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_published_sizes);
  tcase_add_test (tcase, test_mixed_recipe);
  tcase_add_test (tcase, test_groups);
  tcase_add_test (tcase, test_experts_alone);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (formats_suite)
