/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oracle.h"

#include "engine/answer/answer.h"
#include "engine/estimate/preset.h"
#include "engine/estimate/tensors.h"
#include "engine/estimate/weights-private.h"

static RigCatalog *catalog;
static const RigTensorType *const *types;
static guint n_types;

static void
setup (void)
{
  const GPtrArray *list;

  catalog = rig_catalog_new ();
  list = rig_catalog_get_tensor_types (catalog);
  types = (const RigTensorType *const *) list->pdata;
  n_types = list->len;
}

static void
teardown (void)
{
  g_clear_pointer (&catalog, rig_catalog_free);
}

/* Two presets of the quantiser are not in the catalogue; their rules are in the estimator. */
static const RigQuant *
find_quant (const char *id)
{
  static const RigQuant others[] = {
    { .id = "Q1_0", .format = RIG_FORMAT_GGUF, .default_type = "Q1_0" },
    { .id = "Q2_0", .format = RIG_FORMAT_GGUF, .default_type = "Q2_0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (others[i].id, id))
      return &others[i];
  return rig_catalog_find_quant (catalog, id);
}

static double
share_of (const RigWeights *weights, const char *type)
{
  for (guint i = 0; i < weights->n_types; i++)
    if (g_str_equal (weights->types[i].type->name, type))
      return weights->types[i].bytes;
  return 0.0;
}

/* "F32:1065216;Q4_K:3655139328": every type, not the sum alone. RoPE tables and DeepSeek V2 Lite's
 * lack of a router's bias are F32 of a few hundred bytes each. */
static void
check_types (const RigWeights *weights, char **row)
{
  g_auto (GStrv) parts = g_strsplit (row[12], ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], ":", 2);
      double allowed = g_str_equal (pair[0], "F32") ? 8192.0 : 0.0;
      double off = share_of (weights, pair[0]) - oracle_number (pair[1]);

      ck_assert_msg (fabs (off) <= allowed, "%s %s imatrix %s: %s is off by %.0f bytes", row[0],
                     row[4], row[5], pair[0], off);
    }
  ck_assert_uint_eq (weights->n_types, g_strv_length (parts));
}

START_TEST (test_quantiser)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/weights.csv");
  g_autoptr (GArray) errors = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const RigModel *model = oracle_find_model (catalog, row[0]);
      const RigQuant *quant = find_quant (row[4]);
      RigWeights weights;
      double error;

      /* Mamba-1 is no architecture of the catalogue. */
      if (model == NULL)
        {
          ck_assert_str_eq (row[0], "falcon-mamba-7b");
          continue;
        }
      ck_assert_ptr_nonnull (quant);
      rig_weights_init_with_imatrix (&weights, model, quant, types, n_types, row[5][0] == '1');
      ck_assert_ptr_null (weights.unknown);
      error = fabs (weights.total_bytes / oracle_number (row[6]) - 1.0);
      g_array_append_val (errors, error);
      check_types (&weights, row);
    }
  ck_assert_uint_eq (errors->len, 1427);
  ck_assert_double_le (oracle_quantile (errors, 0.5), 1e-7);
  ck_assert_double_le (oracle_quantile (errors, 1.0), 2e-6);
}
END_TEST

/* The scenario's choice reaches the weights, but no preset that needs a matrix goes without. */
START_TEST (test_scenario)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/weights.csv");
  g_autoptr (RigEvaluator) evaluator = rig_evaluator_new (catalog);
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  guint n_differ = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const RigModel *model = rig_catalog_find_model (catalog, row[0]);
      const RigQuant *quant = find_quant (row[4]);
      gboolean imatrix = row[5][0] == '1', needs;
      double bytes, other;

      if (model == NULL)
        continue;
      rig_scenario_set_text (scenario, RIG_KEY_IMATRIX, imatrix ? "yes" : "no");
      bytes = rig_evaluator_get_weights (evaluator, scenario, model, quant)->total_bytes;
      rig_scenario_set_text (scenario, RIG_KEY_IMATRIX, imatrix ? "no" : "yes");
      other = rig_evaluator_get_weights (evaluator, scenario, model, quant)->total_bytes;
      needs = rig_preset_needs_imatrix (rig_preset_from_name (row[4]));
      n_differ += bytes != other;
      if (needs)
        ck_assert_double_eq (bytes, other);
      if (imatrix || !needs)
        rig_assert_close (bytes, oracle_number (row[6]), 2e-6);
    }
  ck_assert_uint_gt (n_differ, 20);
}
END_TEST

/* What an independent program made of the same rules, exact to the byte but for two differences in
 * which the quantiser itself (test_quantiser) decides for us. */
static double
allowed_difference (const char *model, const char *quant)
{
  /* It gave DeepSeek V3 and R1 the old merged matrix in place of attn_k_b and attn_v_b. */
  if (g_str_equal (model, "deepseek-v3") || g_str_equal (model, "deepseek-r1"))
    return 3e-4;
  /* It took Muse Glimmer for a plain Llama, without the gates and norms that the loader wants. */
  if (g_str_equal (model, "muse-glimmer-30b"))
    return 0.06;
  /* It counted grouped heads where the first layer has no attention, and the quantiser does not. */
  if (g_str_equal (quant, "Q2_K") &&
      (g_str_has_prefix (model, "nemotron") || g_str_has_prefix (model, "granite")))
    return 2e-4;
  return 0.0;
}

START_TEST (test_predicted)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/gguf-tensor-bytes.csv");

  ck_assert_uint_gt (rows->len, 600);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const RigModel *model = rig_catalog_find_model (catalog, row[0]);
      RigWeights weights;
      double expected = oracle_number (row[2]);

      ck_assert_ptr_nonnull (model);
      rig_weights_init_with_imatrix (&weights, model, find_quant (row[1]), types, n_types, FALSE);
      ck_assert_msg (fabs (weights.total_bytes - expected) <=
                         allowed_difference (row[0], row[1]) * expected,
                     "%s %s: %.0f, expected %.0f", row[0], row[1], weights.total_bytes, expected);
    }
}
END_TEST

/* Bits per weight to four decimals, with and without an importance matrix. */
START_TEST (test_bits)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/preset-bits.csv");

  ck_assert_uint_gt (rows->len, 500);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const RigModel *model = rig_catalog_find_model (catalog, row[1]);
      RigWeights weights;
      double bits;

      ck_assert_ptr_nonnull (model);
      rig_weights_init_with_imatrix (&weights, model, find_quant (row[0]), types, n_types,
                                     row[2][0] == '1');
      bits = weights.total_bytes * 8.0 / model->total_params.value;
      ck_assert_msg (fabs (bits - oracle_number (row[3])) <= 6e-5, "%s %s imatrix %s: %.5f, not %s",
                     row[1], row[0], row[2], bits, row[3]);
    }
}
END_TEST

typedef struct
{
  GHashTable *counts; /* "name columns rows matrices" to number of tensors */
  double elements;
} Listing;

static void
list_cb (const RigTensor *tensor, gpointer data)
{
  Listing *listing = data;
  guint64 columns = tensor->columns, rows = tensor->rows;
  char *key;

  /* One-dimensional tensors are written with either dimension first. */
  if (columns == 1 && tensor->matrices == 1)
    {
      columns = rows;
      rows = 1;
    }
  key = g_strdup_printf ("%s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %u", tensor->name, columns,
                         rows, tensor->matrices);
  g_hash_table_insert (listing->counts, key,
                       GUINT_TO_POINTER (
                           GPOINTER_TO_UINT (g_hash_table_lookup (listing->counts, key)) + 1));
  listing->elements += (double) tensor->columns * (double) tensor->rows * tensor->matrices;
}

static guint
take_shape (GHashTable *counts, char **row)
{
  gboolean flat = g_str_equal (row[2], "1") && g_str_equal (row[4], "1");
  g_autofree char *key = g_strdup_printf ("%s %s %s %s", row[1], row[flat ? 3 : 2],
                                          row[flat ? 2 : 3], row[4]);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

  g_hash_table_remove (counts, key);
  return count;
}

/* Names, shapes and numbers of tensors of whole files, as written by the gguf package. */
START_TEST (test_shapes)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/gguf-tensor-shapes.csv");
  guint i = 0;

  while (i < rows->len)
    {
      char **first = rows->pdata[i];
      Listing listing = { 0 };

      listing.counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      ck_assert (rig_tensors_foreach (oracle_find_model (catalog, first[0]), list_cb, &listing));
      for (; i < rows->len && g_str_equal (((char **) rows->pdata[i])[0], first[0]); i++)
        {
          char **row = rows->pdata[i];
          guint count = take_shape (listing.counts, row);

          ck_assert_msg (count == (guint) oracle_number (row[5]),
                         "%s: %u of %s [%s, %s, %s], not %s", row[0], count, row[1], row[2], row[3],
                         row[4], row[5]);
        }
      ck_assert_msg (g_hash_table_size (listing.counts) == 0, "%s has tensors of its own",
                     first[0]);
      g_hash_table_unref (listing.counts);
    }
}
END_TEST

START_TEST (test_parameters)
{
  const GPtrArray *models = rig_catalog_get_models (catalog);

  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = models->pdata[i];
      Listing listing = { 0 };

      listing.counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      if (rig_tensors_foreach (model, list_cb, &listing))
        ck_assert_msg (listing.elements == model->total_params.value,
                       "%s: %.0f parameters, not %.0f", model->id, listing.elements,
                       model->total_params.value);
      else
        ck_assert_msg (model->n_layers == 0, "%s is not listed", model->id);
      g_hash_table_unref (listing.counts);
    }
}
END_TEST

/* Files as measured are larger or smaller than their preset by an unknown amount, in all their
 * parts alike, so that the shares are what can be compared. */
START_TEST (test_per_token)
{
  g_autoptr (GPtrArray) rows = oracle_read_csv ("oracles/weights-per-token.csv");

  ck_assert_uint_gt (rows->len, 100);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const RigModel *model = rig_catalog_find_model (catalog, row[0]);
      const RigQuant *quant = find_quant (row[1]);
      double total = oracle_number (row[2]);
      RigWeights weights;

      ck_assert_msg (model != NULL && quant != NULL, "%s %s", row[0], row[1]);
      rig_weights_init (&weights, model, quant, types, n_types);
      if (quant->format != RIG_FORMAT_GGUF)
        rig_assert_close (weights.total_bytes, total, 0.01);
      /* GPTQ's index of groups was not counted there. */
      ck_assert_msg (fabs (weights.bytes_per_token / weights.total_bytes * total /
                               oracle_number (row[3]) - 1.0) <=
                         (quant->column_bytes > 0 ? 0.01 : 0.005),
                     "%s %s: %.0f of %.0f a token, expected %s of %s", row[0], row[1],
                     weights.bytes_per_token, weights.total_bytes, row[3], row[2]);
      rig_assert_close (weights.expert_bytes_per_token / weights.total_bytes * total,
                        oracle_number (row[4]), 0.01);
    }
}
END_TEST

START_TEST (test_places)
{
  const RigModel *untied = rig_catalog_find_model (catalog, "llama-3.1-8b");
  const RigModel *tied = rig_catalog_find_model (catalog, "qwen3-0.6b");
  const RigQuant *quant = find_quant ("Q4_K_M");
  double embedding, sum = 0.0;
  RigWeights weights;

  /* 128,256 rows of 4,096 in Q4_K stay on the host. */
  rig_weights_init (&weights, untied, quant, types, n_types);
  embedding = 128256.0 * 4096.0 * 144.0 / 256.0;
  ck_assert_double_eq (weights.host_bytes, embedding);
  ck_assert_double_eq (weights.device_bytes, weights.total_bytes - embedding);
  ck_assert_double_eq (weights.bytes_per_token, weights.device_bytes);
  ck_assert (!weights.interpolated);

  for (guint i = 0; i < weights.n_types; i++)
    sum += weights.types[i].bytes;
  ck_assert_double_eq (sum, weights.total_bytes);

  /* Stored as the output is, on the host and once more on the device. */
  rig_weights_init (&weights, tied, quant, types, n_types);
  ck_assert_double_eq (weights.host_bytes, 151936.0 * 1024.0 * 210.0 / 256.0);
  ck_assert_double_eq (weights.device_bytes, weights.total_bytes);
}
END_TEST

START_TEST (test_other_formats)
{
  const RigModel *model = rig_catalog_find_model (catalog, "llama-3.1-8b");
  double matrices = 8030261248.0 - 266240.0, ends = 2.0 * 128256.0 * 4096.0;
  RigWeights weights;

  /* mlx-lm packs the embedding, checkpoints for vLLM do not; norms stay in 16 bits. */
  rig_weights_init (&weights, model, find_quant ("MLX-4bit"), types, n_types);
  rig_assert_close (weights.total_bytes, matrices * 4.5 / 8.0 + 266240.0 * 2.0, 1e-9);
  ck_assert_double_eq (weights.host_bytes, 0.0);
  rig_weights_init (&weights, model, find_quant ("AWQ-int4"), types, n_types);
  rig_assert_close (weights.total_bytes,
                    (matrices - ends) * 4.15625 / 8.0 + (ends + 266240.0) * 2.0, 1e-9);
}
END_TEST

START_TEST (test_unknown)
{
  const RigModel *model = rig_catalog_find_model (catalog, "llama-3.1-8b");
  RigModel strange = *model;
  RigQuant vague = *find_quant ("Q4_K_M");
  RigWeights weights;

  strange.architecture = "rwkv9";
  rig_weights_init (&weights, &strange, find_quant ("Q4_K_M"), types, n_types);
  ck_assert_ptr_nonnull (weights.unknown);
  ck_assert (isnan (weights.total_bytes) && isnan (weights.bytes_per_token));
  strange.architecture = NULL;
  rig_weights_init (&weights, &strange, find_quant ("Q4_K_M"), types, n_types);
  ck_assert_ptr_nonnull (weights.unknown);
  strange = *model;
  strange.n_layers = 0;
  rig_weights_init (&weights, &strange, find_quant ("Q4_K_M"), types, n_types);
  ck_assert_ptr_nonnull (weights.unknown);

  vague.default_type = "Q9_Z";
  rig_weights_init (&weights, model, &vague, types, n_types);
  ck_assert_ptr_nonnull (weights.unknown);
  vague.default_type = NULL;
  rig_weights_init (&weights, model, &vague, types, n_types);
  ck_assert_ptr_nonnull (weights.unknown);
  vague.format = RIG_FORMAT_MLX;
  vague.bits_per_weight = (RigFigure) RIG_FIGURE_UNKNOWN;
  rig_weights_init (&weights, model, &vague, types, n_types);
  ck_assert_ptr_nonnull (weights.unknown);
}
END_TEST

/* A quantisation that a user's overlay adds: without rules, one type for all but the output. */
START_TEST (test_unlisted_preset)
{
  RigQuant own = { .id = "Q4_K_OWN", .format = RIG_FORMAT_GGUF, .default_type = "Q4_K" };
  const RigModel *model = rig_catalog_find_model (catalog, "llama-3.1-8b");
  RigWeights weights;

  rig_weights_init (&weights, model, &own, types, n_types);
  ck_assert_ptr_null (weights.unknown);
  ck_assert_double_eq (share_of (&weights, "Q4_K"), (8030261248.0 - 266240.0) * 4.5 / 8.0);
}
END_TEST

START_TEST (test_hypothetical)
{
  RigModel tiny = { .architecture = "llama",
                    .hypothetical = TRUE,
                    .n_layers = 1,
                    .layers = (guint8 *) "f",
                    .hidden_size = 64,
                    .n_heads = 1,
                    .n_kv_heads = 1,
                    .head_dim = 64,
                    .value_head_dim = 64,
                    .intermediate_size = 100,
                    .vocab_size = 10 };
  RigWeights weights;

  rig_weights_init (&weights, &tiny, find_quant ("Q4_K_M"), types, n_types);
  ck_assert_ptr_null (weights.unknown);
  ck_assert (weights.interpolated);
  /* Rows of 64 fall back to blocks of 32, rows of 100 to 16 bits. */
  ck_assert_double_eq (share_of (&weights, "F16"), 100.0 * 64.0 * 2.0);
  ck_assert_double_gt (weights.total_bytes, 0.0);
  ck_assert_double_eq (share_of (&weights, "Q4_K"), 0.0);
}
END_TEST

static Suite *
weights_suite (void)
{
  Suite *suite = suite_create ("weights");
  TCase *tcase = tcase_create ("weights");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_quantiser);
  tcase_add_test (tcase, test_scenario);
  tcase_add_test (tcase, test_predicted);
  tcase_add_test (tcase, test_bits);
  tcase_add_test (tcase, test_shapes);
  tcase_add_test (tcase, test_parameters);
  tcase_add_test (tcase, test_per_token);
  tcase_add_test (tcase, test_places);
  tcase_add_test (tcase, test_other_formats);
  tcase_add_test (tcase, test_unknown);
  tcase_add_test (tcase, test_unlisted_preset);
  tcase_add_test (tcase, test_hypothetical);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (weights_suite)
