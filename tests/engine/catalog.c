/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/catalog.h"

#include "rig-test.h"

#include <math.h>
#include <string.h>

/* Read once for all tests, which only look at it. */
static RigCatalog *catalog;

static void
set_up (void)
{
  catalog = rig_catalog_new ();
  /* Tests run in processes of their own: what is read here is read once. */
  rig_catalog_get_machines (catalog);
  rig_catalog_get_models (catalog);
  rig_catalog_get_quants (catalog);
}

static void
tear_down (void)
{
  rig_catalog_free (catalog);
}

START_TEST (test_counts)
{
  ck_assert_uint_eq (rig_catalog_get_machines (catalog)->len, 63);
  ck_assert_uint_eq (rig_catalog_get_models (catalog)->len, 87);
  ck_assert_uint_eq (rig_catalog_get_unmodelled (catalog)->len, 4);
  ck_assert_uint_eq (rig_catalog_get_tensor_types (catalog)->len, 35);
  ck_assert_uint_eq (rig_catalog_get_quants (catalog)->len, 69);
  ck_assert_uint_eq (rig_catalog_get_apis (catalog)->len, 89);
  ck_assert_uint_eq (rig_catalog_get_tariffs (catalog)->len, 50);
  ck_assert_uint_eq (rig_catalog_get_powers (catalog)->len, 47);
  ck_assert_uint_eq (rig_catalog_get_resales (catalog)->len, 11);
  ck_assert_uint_gt (rig_catalog_get_economic_facts (catalog)->len, 40);
  ck_assert_uint_eq (rig_catalog_get_problems (catalog)->len, 0);
  ck_assert_str_eq (rig_catalog_get_price_date (catalog), "2026-08-21");
  ck_assert_ptr_nonnull (rig_catalog_get_speed_constants (catalog));
}
END_TEST

START_TEST (test_find)
{
  ck_assert_str_eq (rig_catalog_find_machine (catalog, "rtx-3090")->name, "GeForce RTX 3090 24 GB");
  ck_assert_str_eq (rig_catalog_find_model (catalog, "llama-3.3-70b")->family, "Llama");
  ck_assert_str_eq (rig_catalog_find_quant (catalog, "Q4_K_M")->default_type, "Q4_K");
  ck_assert_uint_eq (rig_catalog_find_tensor_type (catalog, "Q4_K")->block_bytes, 144);
  ck_assert_str_eq (rig_catalog_find_api (catalog, "openrouter/llama-3.3-70b")->local_model,
                    "llama-3.3-70b");
  ck_assert_str_eq (rig_catalog_find_tariff (catalog, "DE")->country, "Germany");
  ck_assert_ptr_null (rig_catalog_find_machine (catalog, "RTX-3090"));
  ck_assert_ptr_null (rig_catalog_find_machine (catalog, ""));
  ck_assert_ptr_null (rig_catalog_find_machine (catalog, NULL));
  ck_assert_ptr_null (rig_catalog_find_model (catalog, "x"));
  ck_assert_ptr_null (rig_catalog_find_quant (catalog, "x"));
  ck_assert_ptr_null (rig_catalog_find_tensor_type (catalog, "x"));
  ck_assert_ptr_null (rig_catalog_find_api (catalog, "x"));
  ck_assert_ptr_null (rig_catalog_find_tariff (catalog, "x"));
}
END_TEST

/* Figures of machines with how they are known, from facts/hardware.json. */
START_TEST (test_machine_figures)
{
  static const struct
  {
    const char *id, *key;
    double value;
    RigBasis basis;
  } cases[] = {
    { "mac-studio-m2-ultra-192", "memory_gb", 192, RIG_BASIS_SPEC },
    { "mac-studio-m2-ultra-192", "bandwidth_gb_per_s", 800, RIG_BASIS_SPEC },
    { "mac-studio-m2-ultra-192", "max_wall_w", 295, RIG_BASIS_SPEC },
    { "mac-studio-m5-ultra-256", "price_launch_usd", 10799, RIG_BASIS_SPEC },
    { "rtx-spark-desktop-128", "bandwidth_gb_per_s", 300, RIG_BASIS_ANNOUNCED },
    { "rtx-spark-desktop-128", "price_launch_usd", 5999, RIG_BASIS_ANNOUNCED },
    { "rtx-spark-laptop-128", "fp16_tflops_dense", 125, RIG_BASIS_ESTIMATED },
    { "rtx-3090", "price_recent_usd", 1207, RIG_BASIS_MEASURED },
    { "mac-studio-m4-ultra-192", "memory_gb", 192, RIG_BASIS_CLAIMED },
    { "mac-studio-m4-ultra-128", "price_launch_usd", 3999, RIG_BASIS_CLAIMED },
    { "rtx-spark-128", "price_launch_usd", 3000, RIG_BASIS_CLAIMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RigMachine *machine = rig_catalog_find_machine (catalog, cases[i].id);
      guint k = 0;
      while (k < rig_n_machine_figures && !g_str_equal (rig_machine_figures[k].key, cases[i].key))
        k++;
      ck_assert_uint_lt (k, rig_n_machine_figures);
      ck_assert_double_eq (rig_machine_get_figure (machine, k)->value, cases[i].value);
      ck_assert_uint_eq (rig_machine_get_figure (machine, k)->basis, cases[i].basis);
      ck_assert_ptr_nonnull (rig_machine_get_figure (machine, k)->source);
      ck_assert_ptr_nonnull (rig_machine_get_figure (machine, k)->date);
    }
}
END_TEST

START_TEST (test_every_figure_is_founded)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);

  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);
      ck_assert_uint_le (g_utf8_strlen (machine->short_name, -1), 18);
      ck_assert_uint_ge (machine->n_gpus, 1);
      for (guint k = 0; k < rig_n_machine_figures; k++)
        {
          const RigFigure *figure = rig_machine_get_figure (machine, k);
          ck_assert (rig_figure_is_known (figure) == !isnan (figure->value));
          if (rig_figure_is_known (figure))
            {
              ck_assert_msg (figure->source != NULL && figure->date != NULL, "%s %s", machine->id,
                             rig_machine_figures[k].key);
              ck_assert (figure->low <= figure->value && figure->value <= figure->high);
            }
        }
    }
}
END_TEST

/* Memory, speed and money can be computed for the article's machines: stand-ins fill the gaps. */
START_TEST (test_claimed_machines)
{
  static const char *const ids[]
      = { "rtx-spark-128", "mac-studio-m4-ultra-192", "mac-studio-m4-ultra-128" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const RigMachine *machine = rig_catalog_find_machine (catalog, ids[i]);
      ck_assert_ptr_eq (machine, g_ptr_array_index (rig_catalog_get_machines (catalog), i));
      ck_assert (machine->claimed);
      ck_assert (!rig_machine_is_on_sale (machine, "2030-01-01"));
      ck_assert (rig_figure_is_known (&machine->usable_gpu_fraction_default));
      ck_assert (rig_figure_is_known (&machine->usable_gpu_fraction_max));
      ck_assert (rig_figure_is_known (&machine->bandwidth_gb_per_s));
      ck_assert_ptr_nonnull (machine->bandwidth_gb_per_s.stand_in);
      ck_assert (rig_figure_is_known (&machine->fp32_tflops));
      ck_assert (rig_figure_is_known (&machine->fp16_tflops_dense));
      ck_assert (rig_figure_is_known (&machine->llm_wall_w));
      ck_assert (rig_figure_is_known (&machine->idle_w));
      ck_assert_ptr_null (machine->memory_gb.stand_in);
      ck_assert_ptr_nonnull (machine->successors[0]);
      for (guint k = 0; machine->successors[k] != NULL; k++)
        ck_assert (!rig_catalog_find_machine (catalog, machine->successors[k])->claimed);
    }
}
END_TEST

START_TEST (test_stand_in_has_its_range)
{
  const RigMachine *mac = rig_catalog_find_machine (catalog, "mac-studio-m4-ultra-192");

  ck_assert_double_eq (mac->bandwidth_gb_per_s.value, 800);
  ck_assert_double_eq (mac->bandwidth_gb_per_s.low, 800);
  ck_assert_double_eq (mac->bandwidth_gb_per_s.high, 1092);
  ck_assert_uint_eq (mac->bandwidth_gb_per_s.basis, RIG_BASIS_ESTIMATED);
}
END_TEST

START_TEST (test_on_sale)
{
  static const struct
  {
    const char *id, *date;
    gboolean on_sale;
  } cases[] = {
    { "mac-studio-m4-max-128", "2025-02-28", FALSE },
    { "mac-studio-m4-max-128", "2026-08-25", TRUE },
    { "mac-studio-m4-max-128", "2026-08-26", FALSE },
    { "mac-studio-m5-max-128", "2026-09-21", FALSE },
    { "mac-studio-m5-max-128", "2026-09-22", TRUE },
    { "rtx-spark-laptop-128", "2026-10-15", FALSE },
    { "rtx-spark-laptop-128", "2026-10-16", TRUE },
    { "rtx-spark-desktop-128", "2026-11-22", FALSE },
    { "rtx-spark-desktop-128", "2026-12-01", TRUE },
    { "rtx-5090", "2026-11-22", TRUE },
    { "ryzen-ai-max-pro-495-192", "2027-06-01", FALSE },
    { "rtx-3090", "2026-11-22", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    ck_assert_msg (rig_machine_is_on_sale (rig_catalog_find_machine (catalog, cases[i].id),
                                           cases[i].date)
                       == cases[i].on_sale,
                   "%s on %s", cases[i].id, cases[i].date);
}
END_TEST

START_TEST (test_price)
{
  const RigMachine *spark = rig_catalog_find_machine (catalog, "dgx-spark-128");
  const RigMachine *mac = rig_catalog_find_machine (catalog, "mac-studio-m5-max-128");

  ck_assert_double_eq (rig_machine_get_price (spark)->value, 6950);
  ck_assert_double_eq (rig_machine_get_price (mac)->value, 5099);
}
END_TEST

START_TEST (test_software)
{
  const RigMachine *mac = rig_catalog_find_machine (catalog, "mac-studio-m5-max-128");

  ck_assert_uint_eq (mac->software[RIG_SOFTWARE_MLX].support, RIG_SUPPORT_YES);
  ck_assert_uint_eq (mac->software[RIG_SOFTWARE_TENSORRT_LLM].support, RIG_SUPPORT_NO);
  ck_assert_uint_eq (mac->software[RIG_SOFTWARE_VLLM].support, RIG_SUPPORT_PARTIAL);
  ck_assert_ptr_nonnull (strstr (mac->software[RIG_SOFTWARE_VLLM].note, "vllm-metal"));
  ck_assert_str_eq (rig_software_get_name (RIG_SOFTWARE_LLAMA_CPP), "llama.cpp");
  ck_assert_str_eq (rig_software_get_name (RIG_SOFTWARE_UNSLOTH), "Unsloth");
}
END_TEST

/* Kinds of layers by name, counted in the published configurations. */
START_TEST (test_layers)
{
  static const struct
  {
    const char *id, *letters;
    guint count;
  } cases[] = {
    { "llama-3.3-70b", "f", 80 },  { "llama-4-scout", "s", 36 },
    { "llama-4-scout", "f", 12 },  { "qwen3.6-27b", "l", 48 },
    { "qwen3.6-27b", "f", 16 },    { "gemma-3-27b", "f", 10 },
    { "gemma-3-27b", "s", 52 },    { "nemotron-3-nano-30b-a3b", "m", 23 },
    { "nemotron-3-nano-30b-a3b", "f", 6 }, { "nemotron-3-nano-30b-a3b", "e", 23 },
    { "deepseek-v4-flash", "c", 21 }, { "deepseek-v4-flash", "h", 20 },
    { "deepseek-v4-flash", "w", 2 }, { "mimo-v2-flash", "f", 9 },
    { "gpt-oss-120b", "s", 18 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RigModel *model = rig_catalog_find_model (catalog, cases[i].id);
      guint count = 0;
      for (guint k = 0; k < model->n_layers; k++)
        count += model->layers[k] == cases[i].letters[0];
      ck_assert_msg (count == cases[i].count, "%s: %u layers %s", cases[i].id, count,
                     cases[i].letters);
    }
}
END_TEST

START_TEST (test_model_shape)
{
  const RigModel *scout = rig_catalog_find_model (catalog, "llama-4-scout");
  const RigModel *qwen = rig_catalog_find_model (catalog, "qwen3.6-35b-a3b");
  const RigModel *llama = rig_catalog_find_model (catalog, "llama-3.3-70b");
  const RigModel *glm = rig_catalog_find_model (catalog, "glm-5.2");

  ck_assert_uint_eq (scout->sliding_window, 8192);
  ck_assert (qwen->moe.present && qwen->linear.present && !qwen->ssm.present && !qwen->mla.present);
  ck_assert_uint_eq (qwen->moe.n_experts, 256);
  ck_assert_uint_eq (qwen->linear.n_v_heads, 32);
  ck_assert_int_eq (qwen->mtp.native, 1);
  ck_assert_uint_eq (qwen->mtp.extra_params, 844640768);
  ck_assert_int_eq (llama->mtp.native, 0);
  ck_assert (!llama->moe.present);
  ck_assert_double_eq (llama->total_params.value, 70553706496);
  ck_assert_uint_eq (llama->licence.basis, RIG_BASIS_UNVERIFIED);
  ck_assert_str_eq (llama->release.text, "2024-12-06");
  ck_assert (glm->mla.present && glm->indexer.present);
  ck_assert_uint_eq (glm->indexer.n_layers, 21);
  ck_assert_int_eq (rig_catalog_find_model (catalog, "laguna-s-2.1")->mtp.native, -1);
  ck_assert_uint_eq (rig_catalog_find_model (catalog, "devstral-2-123b")->config.basis,
                     RIG_BASIS_UNVERIFIED);
}
END_TEST

START_TEST (test_generic_model_has_the_shape_of_another)
{
  const RigModel *generic = rig_catalog_find_model (catalog, "generic-70b");
  const RigModel *llama = rig_catalog_find_model (catalog, "llama-3.3-70b");

  ck_assert_str_eq (generic->same_shape_as, llama->id);
  ck_assert_str_ne (generic->name, llama->name);
  ck_assert_uint_eq (generic->n_layers, llama->n_layers);
  ck_assert_double_eq (generic->total_params.value, llama->total_params.value);
  ck_assert_mem_eq (generic->layers, llama->layers, llama->n_layers);
}
END_TEST

START_TEST (test_model_without_a_shape)
{
  const RigModel *kimi = rig_catalog_find_model (catalog, "kimi-k3");

  ck_assert_uint_eq (kimi->n_layers, 0);
  ck_assert (!rig_figure_is_known (&kimi->total_params));
  ck_assert_ptr_nonnull (strstr (kimi->note, "93 layers"));
}
END_TEST

START_TEST (test_quants)
{
  const RigQuant *preset = rig_catalog_find_quant (catalog, "Q4_K_M");
  const RigQuant *mlx = rig_catalog_find_quant (catalog, "MLX-4bit");
  const RigQuant *q8 = rig_catalog_find_quant (catalog, "Q8_0");

  ck_assert_uint_eq (preset->format, RIG_FORMAT_GGUF);
  ck_assert_double_eq (preset->bits_per_weight.value, 4.8944);
  ck_assert_str_eq (preset->speed_class, "q4k");
  ck_assert_double_eq (preset->delta_ppl.value, 0.151303);
  ck_assert_double_eq (preset->delta_ppl_no_imatrix.value, 0.175482);
  ck_assert_double_eq (q8->delta_ppl.value, 0.00265);
  ck_assert (!rig_figure_is_known (&rig_catalog_find_quant (catalog, "NVFP4")->delta_ppl));
  ck_assert_uint_eq (mlx->format, RIG_FORMAT_MLX);
  ck_assert_uint_eq (mlx->group_size, 64);
  ck_assert_double_eq (mlx->bits_per_weight.value, 4.5);
  ck_assert (rig_catalog_find_tensor_type (catalog, "Q8_0")->kv_cache);
  ck_assert (!rig_catalog_find_tensor_type (catalog, "Q4_K")->kv_cache);
  ck_assert_int_eq (rig_catalog_find_tensor_type (catalog, "BF16")->ggml_type, 30);
}
END_TEST

START_TEST (test_apis)
{
  const RigApi *sol = rig_catalog_find_api (catalog, "openai/gpt-5.6-sol");
  const RigApi *sonnet = rig_catalog_find_api (catalog, "anthropic/claude-sonnet-5");

  ck_assert_double_eq (sol->input.value, 5);
  ck_assert_double_eq (sol->output.value, 30);
  ck_assert_uint_eq (sol->n_tiers, 1);
  ck_assert_double_eq (sol->tiers[0].above_input_tokens, 272000);
  ck_assert_ptr_null (sol->tiers[0].from_date);
  ck_assert (isnan (sol->tiers[0].cache_write));
  ck_assert_str_eq (sonnet->tiers[0].from_date, "2026-09-01");
  ck_assert (isnan (sonnet->tiers[0].above_input_tokens));
  ck_assert_double_eq (sonnet->tiers[0].cache_write, 3.75);
}
END_TEST

START_TEST (test_economy)
{
  const RigTariff *germany = rig_catalog_find_tariff (catalog, "DE");
  const RigTariff *china = rig_catalog_find_tariff (catalog, "CN");
  const RigResale *rule = g_ptr_array_index (rig_catalog_get_resales (catalog), 2);
  const RigPower *power = g_ptr_array_index (rig_catalog_get_powers (catalog), 0);

  ck_assert_double_eq (germany->local_per_kwh.value, 0.3869);
  ck_assert_str_eq (germany->local_per_kwh.unit, "EUR");
  ck_assert_uint_eq (germany->usd_per_kwh.basis, RIG_BASIS_UNVERIFIED);
  germany = rig_catalog_find_tariff (catalog, "DE-2025-S1");
  ck_assert_double_eq (germany->local_per_kwh.value, 0.3835);
  ck_assert_double_eq (rig_catalog_find_tariff (catalog, "US")->usd_per_kwh.value, 0.182);
  ck_assert (!rig_figure_is_known (&china->usd_per_kwh));
  ck_assert_uint_eq (rule->n_points, 3);
  ck_assert_double_eq (rule->months[1], 24);
  ck_assert_double_eq (rule->share_kept[1], 0.6);
  ck_assert_str_eq (power->machine_id, "mac-studio-m2-ultra-192");
  ck_assert_double_eq (power->watts.value, 10);
  ck_assert (power->wall && isnan (power->tokens_per_s));
}
END_TEST

static gpointer
read_everything (gpointer data)
{
  const RigCatalog *fresh = data;
  guint n = rig_catalog_get_models (fresh)->len + rig_catalog_get_machines (fresh)->len
            + rig_catalog_get_apis (fresh)->len + rig_catalog_get_quants (fresh)->len;

  return GUINT_TO_POINTER (n);
}

/* Files are read when they are first needed; that must hold for two threads at once. */
START_TEST (test_threads)
{
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (RigCatalog) fresh = rig_catalog_new ();
      GThread *threads[4];
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("reader", read_everything, fresh);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        ck_assert_uint_eq (GPOINTER_TO_UINT (g_thread_join (threads[i])), 87 + 63 + 89 + 69);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("catalog");
  TCase *tcase = tcase_create ("catalog");

  tcase_add_unchecked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, test_counts);
  tcase_add_test (tcase, test_find);
  tcase_add_test (tcase, test_machine_figures);
  tcase_add_test (tcase, test_every_figure_is_founded);
  tcase_add_test (tcase, test_claimed_machines);
  tcase_add_test (tcase, test_stand_in_has_its_range);
  tcase_add_test (tcase, test_on_sale);
  tcase_add_test (tcase, test_price);
  tcase_add_test (tcase, test_software);
  tcase_add_test (tcase, test_layers);
  tcase_add_test (tcase, test_model_shape);
  tcase_add_test (tcase, test_generic_model_has_the_shape_of_another);
  tcase_add_test (tcase, test_model_without_a_shape);
  tcase_add_test (tcase, test_quants);
  tcase_add_test (tcase, test_apis);
  tcase_add_test (tcase, test_economy);
  tcase_add_test (tcase, test_threads);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
