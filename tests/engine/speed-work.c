/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/catalog.h"
#include "engine/estimate/speed.h"

#include "speed-rows.h"

/* The work per token of the catalogue's models against what the fit derived for the same shapes:
 * its columns were made by other code, from the same published configurations. */
#define CLOSE 0.01

typedef struct
{
  RigCatalog *catalog;
  SpeedRows rows;
  RigMemoryUse use;
} Fixture;

static void
fixture_init (Fixture *self)
{
  self->catalog = rig_catalog_new ();
  speed_rows_init (&self->rows, "oracles/speed-calibration.csv");
  self->use = (RigMemoryUse){ .context = 8192,
                              .sequences = 1,
                              .ubatch = 512,
                              .kv_k = rig_catalog_find_tensor_type (self->catalog, "F16"),
                              .kv_v = rig_catalog_find_tensor_type (self->catalog, "F16"),
                              .flash_attention = TRUE };
}

static void
fixture_clear (Fixture *self)
{
  speed_rows_clear (&self->rows);
  rig_catalog_free (self->catalog);
}

/* Weights are the memory tests' concern: here they only have to be known. */
static gboolean
init_work (Fixture *self, RigSpeedWork *work, const char *model_id)
{
  const RigModel *model = rig_catalog_find_model (self->catalog, model_id);
  const RigQuant *quant = rig_catalog_find_quant (self->catalog, "Q4_K_M");
  RigWeights weights = { .bytes_per_token = 1e9 };
  if (model == NULL)
    return FALSE;
  ck_assert_msg (rig_speed_work_init (work, model, quant, &weights, &self->use,
                                      rig_catalog_get_speed_constants (self->catalog)),
                 "%s", model_id);
  return TRUE;
}

static void
assert_column (const Fixture *self, guint row, const char *column, double actual)
{
  double expected = speed_rows_get_number (&self->rows, row, column);
  ck_assert_msg (fabs (actual - expected) <= CLOSE * fabs (expected), "%s %s %s: %g, expected %g",
                 speed_rows_get (&self->rows, row, "id"),
                 speed_rows_get (&self->rows, row, "arch_id"), column, actual, expected);
}

START_TEST (shapes)
{
  Fixture fixture;
  guint checked = 0;
  fixture_init (&fixture);
  for (guint i = 0; i < fixture.rows.rows->len; i++)
    {
      RigSpeedWork work;
      if (!init_work (&fixture, &work, speed_rows_get (&fixture.rows, i, "arch_id")))
        continue;
      assert_column (&fixture, i, "active_params", work.active_params);
      assert_column (&fixture, i, "flop_per_prompt_token", work.flop_per_prompt_token);
      assert_column (&fixture, i, "expert_flop_per_prompt_token",
                     work.expert_flop_per_prompt_token);
      assert_column (&fixture, i, "n_layers", work.n_layers);
      assert_column (&fixture, i, "n_moe_layers", work.n_moe_layers);
      assert_column (&fixture, i, "hidden", work.hidden);
      assert_column (&fixture, i, "experts", work.n_experts);
      assert_column (&fixture, i, "experts_used", work.n_active);
      assert_column (&fixture, i, "delta_net", work.delta_net);
      ck_assert (work.model_seen);
      checked++;
    }
  ck_assert_uint_ge (checked, 150);
  fixture_clear (&fixture);
}
END_TEST

START_TEST (attention)
{
  Fixture fixture;
  guint checked[2] = { 0 };
  fixture_init (&fixture);
  for (guint i = 0; i < fixture.rows.rows->len; i++)
    {
      gboolean decode = g_str_equal (speed_rows_get (&fixture.rows, i, "kind"), "tg");
      double flop;
      RigSpeedWork work;
      if (!init_work (&fixture, &work, speed_rows_get (&fixture.rows, i, "arch_id")))
        continue;
      if (decode)
        flop = rig_speed_work_get_decode_attention_flop (
          &work, speed_rows_get_number (&fixture.rows, i, "mean_context"));
      else
        flop = rig_speed_work_get_prefill_attention_flop (
          &work, speed_rows_get_number (&fixture.rows, i, "n_tokens"),
          speed_rows_get_number (&fixture.rows, i, "depth"));
      assert_column (&fixture, i, "attention_flop", flop);
      checked[decode]++;
    }
  ck_assert_uint_ge (checked[0], 60);
  ck_assert_uint_ge (checked[1], 60);
  fixture_clear (&fixture);
}
END_TEST

START_TEST (cache_traffic)
{
  Fixture fixture;
  guint checked = 0;
  fixture_init (&fixture);
  for (guint i = 0; i < fixture.rows.rows->len; i++)
    {
      RigSpeedWork work;
      if (!g_str_equal (speed_rows_get (&fixture.rows, i, "kind"), "tg")
          || speed_rows_get_number (&fixture.rows, i, "kv_bytes_per_element") != 2
          || !init_work (&fixture, &work, speed_rows_get (&fixture.rows, i, "arch_id")))
        continue;
      assert_column (&fixture, i, "kv_bytes_at_depth",
                     rig_speed_work_get_kv_bytes (
                       &work, speed_rows_get_number (&fixture.rows, i, "mean_context")));
      checked++;
    }
  ck_assert_uint_ge (checked, 60);
  fixture_clear (&fixture);
}
END_TEST

/* The line with its bend is the memory estimate's own function, of every model. */
START_TEST (cache_traffic_is_straight)
{
  static const double contexts[] = { 0, 100, 128, 1000, 1024, 8192, 20000, 262144 };
  Fixture fixture;
  const GPtrArray *models;
  fixture_init (&fixture);
  models = rig_catalog_get_models (fixture.catalog);
  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);
      RigMemoryShape shape;
      RigSpeedWork work;
      double state;

      rig_memory_shape_init (&shape, model);
      state = rig_memory_get_bytes_read_at (&shape, &fixture.use, 0);
      if (!rig_figure_is_known (&model->active_params))
        continue;
      ck_assert (init_work (&fixture, &work, model->id));
      ck_assert_msg (work.recurrent == (state > 0), "%s", model->id);
      for (guint j = 0; j < G_N_ELEMENTS (contexts); j++)
        rig_assert_close (rig_speed_work_get_kv_bytes (&work, contexts[j]),
                          rig_memory_get_bytes_read_at (&shape, &fixture.use, contexts[j]),
                          1e-9);
    }
  fixture_clear (&fixture);
}
END_TEST

/* By hand: heads x (2 x 512 + 64) x 2 for one layer's decode, heads x (128 + 64 + 128) x 2 for its
 * prefill, 61 layers. */
START_TEST (latent_attention)
{
  Fixture fixture;
  RigSpeedWork work;
  fixture_init (&fixture);
  ck_assert (init_work (&fixture, &work, "deepseek-r1"));
  ck_assert_uint_eq (work.n_spans, 1);
  rig_assert_close (rig_speed_work_get_decode_attention_flop (&work, 1000),
                    61 * 2 * 128.0 * (2 * 512 + 64) * 1000, 1e-12);
  rig_assert_close (rig_speed_work_get_prefill_attention_flop (&work, 2000, 0),
                    61 * 2 * 128.0 * (128 + 64 + 128) * 1000, 1e-12);
  fixture_clear (&fixture);
}
END_TEST

/* By hand: a window of 128 on all 43 layers, 1/128 of everything on 20, 1/4 of up to 4 x 512 tokens
 * and the indexer's 1/4 of everything on 21; 64 heads that compare and sum up 512 elements. */
START_TEST (compressed_attention)
{
  const double head = 2 * 64.0 * 2 * 512, indexer = 2 * 64.0 * 128, seen = 100000;
  Fixture fixture;
  RigSpeedWork work;
  fixture_init (&fixture);
  ck_assert (init_work (&fixture, &work, "deepseek-v4-flash"));
  rig_assert_close (rig_speed_work_get_decode_attention_flop (&work, seen),
                    43 * head * 128 + 20 * head * seen / 128
                      + 21 * (indexer * seen / 4 + head * 512),
                    1e-9);
  fixture_clear (&fixture);
}
END_TEST

/* The mean over a prompt equals the mean of its tokens, one by one. */
START_TEST (prefill_is_the_mean_of_its_tokens)
{
  static const double depths[] = { 0, 100, 5000 }, lengths[] = { 1, 64, 3000 };
  Fixture fixture;
  RigSpeedWork work;
  fixture_init (&fixture);
  ck_assert (init_work (&fixture, &work, "gpt-oss-20b"));
  for (guint i = 0; i < G_N_ELEMENTS (depths); i++)
    for (guint j = 0; j < G_N_ELEMENTS (lengths); j++)
      {
        double sum = 0;
        for (double token = 0; token < lengths[j]; token++)
          sum += rig_speed_work_get_decode_attention_flop (&work, depths[i] + token + 0.5);
        rig_assert_close (rig_speed_work_get_prefill_attention_flop (&work, lengths[j], depths[i]),
                          sum / lengths[j], 1e-6);
      }
  fixture_clear (&fixture);
}
END_TEST

START_TEST (every_model_of_the_catalogue_has_work)
{
  Fixture fixture;
  const GPtrArray *models;
  fixture_init (&fixture);
  models = rig_catalog_get_models (fixture.catalog);
  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);
      RigSpeedWork work;
      if (!rig_figure_is_known (&model->active_params))
        continue;
      ck_assert (init_work (&fixture, &work, model->id));
      ck_assert_msg (work.flop_per_prompt_token > 0, "%s", model->id);
      ck_assert_msg (work.moe == model->moe.present, "%s", model->id);
      ck_assert_msg (work.expert_flop_per_prompt_token <= work.flop_per_prompt_token, "%s",
                     model->id);
      ck_assert_msg (rig_speed_work_get_decode_attention_flop (&work, 1000) > 0, "%s", model->id);
    }
  fixture_clear (&fixture);
}
END_TEST

START_TEST (speculation)
{
  Fixture fixture;
  double low, high;
  fixture_init (&fixture);
  ck_assert (!rig_speed_get_speculation_range (
    rig_catalog_find_model (fixture.catalog, "llama-3.1-8b"), RIG_STACK_LLAMA_CUDA, FALSE, &low,
    &high));
  /* Whoever has a draft model needs no head. */
  ck_assert (rig_speed_get_speculation_range (
    rig_catalog_find_model (fixture.catalog, "llama-3.1-8b"), RIG_STACK_LLAMA_CUDA, TRUE, &low,
    &high));
  ck_assert_double_eq (low, 1.4);
  ck_assert (rig_speed_get_speculation_range (
    rig_catalog_find_model (fixture.catalog, "qwen3.5-27b"), RIG_STACK_LLAMA_CUDA, FALSE, &low,
    &high));
  ck_assert_double_eq (low, 1.4);
  ck_assert_double_eq (high, 2.2);
  ck_assert (rig_speed_get_speculation_range (
    rig_catalog_find_model (fixture.catalog, "qwen3.5-35b-a3b"), RIG_STACK_ROCM, FALSE, &low,
    &high));
  ck_assert_double_eq (high, 1.7);
  ck_assert (rig_speed_get_speculation_range (
    rig_catalog_find_model (fixture.catalog, "qwen3.5-35b-a3b"), RIG_STACK_MLX, FALSE, &low,
    &high));
  ck_assert_double_eq (low, 0.8);
  ck_assert (!rig_speed_get_speculation_range (
    rig_catalog_find_model (fixture.catalog, "qwen3.5-27b"), RIG_STACK_CPU, TRUE, &low, &high));
  ck_assert (!rig_speed_get_speculation_range (
    rig_catalog_find_model (fixture.catalog, "qwen3.5-27b"), RIG_STACK_NONE, TRUE, &low, &high));
  fixture_clear (&fixture);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("speed-work");
  TCase *tcase = tcase_create ("speed-work");
  tcase_add_test (tcase, shapes);
  tcase_add_test (tcase, attention);
  tcase_add_test (tcase, cache_traffic);
  tcase_add_test (tcase, cache_traffic_is_straight);
  tcase_add_test (tcase, latent_attention);
  tcase_add_test (tcase, compressed_attention);
  tcase_add_test (tcase, prefill_is_the_mean_of_its_tokens);
  tcase_add_test (tcase, every_model_of_the_catalogue_has_work);
  tcase_add_test (tcase, speculation);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
