/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oracle.h"

#include "engine/estimate/weights-private.h"
#include "engine/intake/gguf-model.h"

#include <glib/gstdio.h>

/* llama.cpp's quantiser on models whose architectures weights.csv has not: those of the catalogue,
 * whose tensors are the ones that its loader asks for, and those of which we have the head of a
 * file (tests/oracles/make). */

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

      if (model == NULL)
        continue;
      ck_assert_ptr_nonnull (quant);
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
  ck_assert_uint_eq (n_rows, 1224);
}
END_TEST

/* Unpacks the head of the model's file and reads it; the caller frees @read. */
static RigModel
read_head (const RigCatalog *catalog, const char *id, RigGgufModel **read)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  g_autofree char *name = g_strconcat ("oracles/gguf-heads/", id, ".Q4_K_M.gguf.gz", NULL);
  g_autofree char *packed = rig_test_path (name);
  g_autofree char *path = NULL;
  g_autoptr (GFile) from = g_file_new_for_path (packed);
  g_autoptr (GConverter) zlib
      = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) file = G_INPUT_STREAM (g_file_read (from, NULL, NULL));
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GFileIOStream) out = NULL;
  g_autoptr (GFile) to = g_file_new_tmp ("rig-head-XXXXXX.gguf", &out, NULL);
  g_autoptr (RigGguf) gguf = NULL;
  RigModel model;

  ck_assert_msg (file != NULL && to != NULL, "%s", packed);
  path = g_file_get_path (to);
  in = g_converter_input_stream_new (file, zlib);
  ck_assert (g_output_stream_splice (g_io_stream_get_output_stream (G_IO_STREAM (out)), in,
                                     G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) > 0);
  gguf = rig_gguf_new (path, (const RigTensorType *const *) types->pdata, types->len, NULL, NULL);
  g_unlink (path);
  ck_assert_msg (gguf != NULL, "%s", packed);
  *read = rig_gguf_model_new (gguf, path, id, NULL, "2026-11-22", NULL);
  ck_assert_msg (*read != NULL, "%s", packed);
  model = *rig_gguf_model_get_model (*read);
  /* What the rules make of its tensors, not what the file has. */
  model.file.quant = NULL;
  return model;
}

/* Rows of one model follow each other. */
START_TEST (test_heads)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/weights-more.csv");
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  g_autoptr (RigGgufModel) read = NULL;
  guint n_rows = 0;
  const char *id = "";
  RigModel model = { 0 };

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      RigWeights weights;
      double error;

      if (rig_catalog_find_model (catalog, row[0]) != NULL)
        continue;
      if (!g_str_equal (row[0], id))
        {
          g_clear_pointer (&read, rig_gguf_model_free);
          model = read_head (catalog, row[0], &read);
          id = row[0];
        }
      rig_weights_init_with_imatrix (&weights, &model, rig_catalog_find_quant (catalog, row[4]),
                                     (const RigTensorType *const *) types->pdata, types->len,
                                     row[5][0] == '1');
      ck_assert_ptr_null (weights.unknown);
      error = fabs (weights.total_bytes / oracle_number (row[6]) - 1.0);
      ck_assert_msg (error < 1e-7, "%s %s imatrix %s: %.0f bytes, not %s", row[0], row[4], row[5],
                     weights.total_bytes, row[6]);
      n_rows++;
    }
  ck_assert_uint_eq (n_rows, 2482);
}
END_TEST

static Suite *
weights_more_suite (void)
{
  Suite *suite = suite_create ("weights-more");
  TCase *tcase = tcase_create ("weights-more");

  tcase_add_test (tcase, test_catalogue);
  tcase_add_test (tcase, test_heads);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (weights_more_suite)
