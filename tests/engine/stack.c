/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/catalog.h"
#include "engine/estimate/speed-memo.h"
#include "engine/scenario/key.h"

#include "rig-test.h"

#include <string.h>

#define BIT(stack) (1u << RIG_STACK_##stack)

START_TEST (ids_and_names)
{
  for (guint i = 0; i < RIG_N_STACKS; i++)
    {
      ck_assert_uint_eq (rig_stack_from_id (rig_stack_get_id (i)), i);
      ck_assert (rig_stack_get_name (i)[0] != '\0');
    }
  ck_assert_uint_eq (rig_stack_from_id ("auto"), RIG_STACK_NONE);
  ck_assert_uint_eq (rig_stack_from_id (NULL), RIG_STACK_NONE);
  ck_assert_str_eq (rig_stack_get_name (RIG_STACK_METAL), "llama.cpp Metal");
}
END_TEST

/* Every stack is one that the fit knows, or that has a known parent; processors have a rule of
 * their own. */
START_TEST (the_constants_know_every_stack)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const RigSpeedConstants *constants = rig_catalog_get_speed_constants (catalog);
  for (guint i = 0; i < RIG_N_STACKS; i++)
    {
      const char *id = rig_stack_get_id (i);
      double value;
      if (i == RIG_STACK_CPU)
        continue;
      ck_assert_ptr_nonnull (rig_speed_constants_get_family (constants, id));
      if (!rig_speed_constants_lookup (constants, RIG_SPEED_DECODE, "eta_s", id, &value))
        ck_assert_ptr_nonnull (rig_speed_constants_get_parent_stack (constants, id));
    }
}
END_TEST

/* What can be chosen is what there is, in the order of the stacks. */
START_TEST (every_stack_can_be_chosen)
{
  const RigKeyInfo *info = rig_key_get_info (RIG_KEY_STACK);
  g_auto (GStrv) choices = g_strsplit (info->choices, ",", -1);

  ck_assert_uint_eq (g_strv_length (choices), RIG_N_STACKS + 1);
  ck_assert_str_eq (choices[0], "auto");
  for (guint i = 1; choices[i] != NULL; i++)
    ck_assert_uint_ne (rig_stack_from_id (choices[i]), RIG_STACK_NONE);
  for (guint i = 0; i < RIG_N_STACKS; i++)
    ck_assert_msg (g_strv_contains ((const char *const *) choices, rig_stack_get_id (i)), "%s",
                   rig_stack_get_id (i));
}
END_TEST

START_TEST (splitting_and_batches)
{
  ck_assert (rig_stack_is_tensor_parallel (RIG_STACK_VLLM_CUDA));
  ck_assert (!rig_stack_is_tensor_parallel (RIG_STACK_LLAMA_CUDA));
  ck_assert (!rig_stack_is_tensor_parallel (RIG_STACK_NONE));
  ck_assert_uint_eq (rig_stack_get_ubatch (RIG_STACK_METAL, 512), 512);
  ck_assert_uint_eq (rig_stack_get_ubatch (RIG_STACK_METAL, 0), 1);
  ck_assert_uint_eq (rig_stack_get_ubatch (RIG_STACK_MLX, 512), 2048);
}
END_TEST

static const struct
{
  const char *machine;
  guint gguf, mlx, checkpoint;
} machines[] = {
  { "rtx-4090", BIT (LLAMA_CUDA) | BIT (VULKAN_NVIDIA), 0, BIT (VLLM_CUDA) },
  { "rtx-spark-laptop-128", BIT (LLAMA_CUDA) | BIT (VULKAN_NVIDIA), 0, BIT (VLLM_CUDA) },
  /* vLLM's plugin for Macs is no stack of which the fit has measurements. */
  { "mac-studio-m3-ultra-512", BIT (METAL), BIT (MLX), 0 },
  { "framework-desktop-128", BIT (ROCM) | BIT (VULKAN_AMD), 0, BIT (VLLM_ROCM) },
  { "rx-7900-xtx", BIT (ROCM) | BIT (VULKAN_AMD), 0, BIT (VLLM_ROCM) },
  { "arc-b580", BIT (SYCL) | BIT (VULKAN_INTEL), 0, BIT (VLLM_XPU) },
};

START_TEST (what_runs_where)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const RigMachine *machine = rig_catalog_find_machine (catalog, machines[_i].machine);
  ck_assert_ptr_nonnull (machine);
  ck_assert_uint_eq (rig_stack_get_available (machine, RIG_FORMAT_GGUF), machines[_i].gguf);
  ck_assert_uint_eq (rig_stack_get_available (machine, RIG_FORMAT_MLX), machines[_i].mlx);
  ck_assert_uint_eq (rig_stack_get_available (machine, RIG_FORMAT_CHECKPOINT),
                     machines[_i].checkpoint);
}
END_TEST

START_TEST (software_support_counts)
{
  const char *apis[] = { "CUDA", NULL };
  RigMachine machine = { .id = "mine" };
  /* No interface, no stack. */
  ck_assert_uint_eq (rig_stack_get_available (&machine, RIG_FORMAT_GGUF), 0);
  machine.apis = apis;
  ck_assert_uint_eq (rig_stack_get_available (&machine, RIG_FORMAT_GGUF), BIT (LLAMA_CUDA));
  machine.software[RIG_SOFTWARE_LLAMA_CPP].support = RIG_SUPPORT_NO;
  ck_assert_uint_eq (rig_stack_get_available (&machine, RIG_FORMAT_GGUF), 0);
  /* vLLM has to be known to run. */
  ck_assert_uint_eq (rig_stack_get_available (&machine, RIG_FORMAT_CHECKPOINT), 0);
  machine.software[RIG_SOFTWARE_VLLM].support = RIG_SUPPORT_PARTIAL;
  ck_assert_uint_eq (rig_stack_get_available (&machine, RIG_FORMAT_CHECKPOINT), BIT (VLLM_CUDA));
}
END_TEST

/* A GPU with Vulkan alone is told apart by its class. */
START_TEST (vulkan_alone)
{
  const char *apis[] = { "Vulkan", NULL };
  RigMachine machine = { .id = "mine", .apis = apis, .gpu_class = "rdna2" };
  ck_assert_uint_eq (rig_stack_get_available (&machine, RIG_FORMAT_GGUF), BIT (VULKAN_AMD));
  machine.gpu_class = "alchemist";
  ck_assert_uint_eq (rig_stack_get_available (&machine, RIG_FORMAT_GGUF), BIT (VULKAN_INTEL));
  machine.gpu_class = "pascal";
  ck_assert_uint_eq (rig_stack_get_available (&machine, RIG_FORMAT_GGUF), BIT (VULKAN_NVIDIA));
  machine.gpu_class = NULL;
  ck_assert_uint_eq (rig_stack_get_available (&machine, RIG_FORMAT_GGUF), 0);
}
END_TEST

/* Whichever stack the latest fit finds fastest: the rule is tested with constants that stay. */
static RigSpeedConstants *
load_published_constants (void)
{
  g_autofree char *path = rig_test_path ("oracles/speed-constants-published.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  RigSpeedConstants *constants;
  ck_assert (json_parser_load_from_file (parser, path, NULL));
  constants = rig_speed_constants_parse (json_parser_get_root (parser), NULL);
  ck_assert_ptr_nonnull (constants);
  return constants;
}

static RigStack
choose (const RigCatalog *catalog, const char *machine_id, guint available)
{
  g_autoptr (RigSpeedConstants) constants = load_published_constants ();
  g_autoptr (RigSpeedMemo) memo = rig_speed_memo_new (constants);
  const RigMachine *machine = rig_catalog_find_machine (catalog, machine_id);
  const RigModel *model = rig_catalog_find_model (catalog, "llama-3.1-8b");
  const RigQuant *quant = rig_catalog_find_quant (catalog, "Q4_K_M");
  RigMemoryUse use = { .context = 4096,
                       .sequences = 1,
                       .ubatch = 512,
                       .kv_k = rig_catalog_find_tensor_type (catalog, "F16"),
                       .kv_v = rig_catalog_find_tensor_type (catalog, "F16"),
                       .flash_attention = TRUE };
  RigWeights weights = { .bytes_per_token = 4.6e9 };
  RigSpeedMachine speed_machine;
  RigSpeedWork work;
  RigSpeedCoefficients coefficients = { .stack = RIG_STACK_NONE };
  RigStack stack;
  ck_assert (rig_speed_machine_init (&speed_machine, machine, constants));
  ck_assert (rig_speed_work_init (&work, model, quant, &weights, &use, constants));
  stack = rig_speed_choose_stack (available, memo, &speed_machine, &work, 1000, &coefficients);
  ck_assert_uint_eq (coefficients.stack, stack);
  return stack;
}

START_TEST (the_fastest_is_chosen_and_the_first_of_equals)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  guint all = (1u << RIG_N_STACKS) - 1;
  guint nvidia = BIT (LLAMA_CUDA) | BIT (VULKAN_NVIDIA), amd = BIT (ROCM) | BIT (VULKAN_AMD);
  /* Vulkan comes out some percent faster on GB10, which is nothing the model could know. */
  ck_assert_uint_eq (choose (catalog, "dgx-spark-128", nvidia), RIG_STACK_LLAMA_CUDA);
  ck_assert_uint_eq (choose (catalog, "rtx-4090", nvidia), RIG_STACK_LLAMA_CUDA);
  ck_assert_uint_eq (choose (catalog, "rtx-4090", BIT (VULKAN_NVIDIA)), RIG_STACK_VULKAN_NVIDIA);
  /* On RDNA3 it is a good deal faster than ROCm. */
  ck_assert_uint_eq (choose (catalog, "rx-7900-xtx", amd), RIG_STACK_VULKAN_AMD);
  ck_assert_uint_eq (choose (catalog, "rx-7900-xtx", 0), RIG_STACK_NONE);
  ck_assert_uint_lt (choose (catalog, "rx-7900-xtx", all), RIG_N_STACKS);
}
END_TEST

/* Of several sequences and behind a context: every coefficient has a part in one of the two. */
static void
check_alike (const RigSpeedCoefficients *kept, const RigSpeedCoefficients *fresh,
             const RigSpeedMachine *machine, const RigSpeedWork *work)
{
  RigSpeed one, other;
  rig_speed_decode (&one, kept, machine, work, 3000, 3);
  rig_speed_decode (&other, fresh, machine, work, 3000, 3);
  ck_assert_double_eq (one.tokens_per_s.value, other.tokens_per_s.value);
  ck_assert_double_eq (one.tokens_per_s.low, other.tokens_per_s.low);
  ck_assert_uint_eq (one.novelty, other.novelty);
  ck_assert_uint_eq (one.warnings, other.warnings);
  ck_assert_uint_eq (one.stack, other.stack);
  if (fresh->pp_eta == 0)
    return;
  rig_speed_prefill (&one, kept, machine, work, 5000, 3000);
  rig_speed_prefill (&other, fresh, machine, work, 5000, 3000);
  ck_assert_double_eq (one.tokens_per_s.value, other.tokens_per_s.value);
  ck_assert_double_eq (one.tokens_per_s.low, other.tokens_per_s.low);
}

static guint
check_machines (const RigCatalog *catalog, RigSpeedMemo *memo, const RigSpeedWork *work)
{
  const RigSpeedConstants *constants = rig_catalog_get_speed_constants (catalog);
  const GPtrArray *all = rig_catalog_get_machines (catalog);
  guint n = 0;
  for (guint i = 0; i < all->len; i++)
    {
      RigSpeedMachine machine;
      if (!rig_speed_machine_init (&machine, g_ptr_array_index (all, i), constants))
        continue;
      for (guint stack = 0; stack < RIG_N_STACKS; stack++)
        {
          const RigSpeedCoefficients *kept = rig_speed_memo_get (memo, stack, &machine, work);
          RigSpeedCoefficients fresh;
          rig_speed_coefficients_init (&fresh, constants, stack, &machine, work);
          check_alike (kept, &fresh, &machine, work);
          ck_assert_ptr_eq (rig_speed_memo_get (memo, stack, &machine, work), kept);
          n++;
        }
    }
  return n;
}

/* One memo for all, so that what it would forget to tell apart comes out wrong. */
START_TEST (what_is_kept_is_what_would_be_looked_up)
{
  static const char *const models[] = { "llama-3.1-8b", "gpt-oss-120b", "llama-3.3-70b" };
  static const char *const quants[] = { "Q4_K_M", "Q8_0", "F16" };
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const RigSpeedConstants *constants = rig_catalog_get_speed_constants (catalog);
  g_autoptr (RigSpeedMemo) memo = rig_speed_memo_new (constants);
  const RigTensorType *kv = rig_catalog_find_tensor_type (catalog, "F16");
  guint n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (models) * G_N_ELEMENTS (quants) * 4; i++)
    {
      const RigModel *model = rig_catalog_find_model (catalog, models[i / 12]);
      const RigQuant *quant = rig_catalog_find_quant (catalog, quants[i / 4 % 3]);
      RigMemoryUse use = { .context = 8192, .sequences = 1, .ubatch = i & 2 ? 512 : 2048,
                           .kv_k = kv, .kv_v = kv, .flash_attention = i & 1 };
      RigWeights weights = { .bytes_per_token = 4.6e9 };
      RigSpeedWork work;
      ck_assert (rig_speed_work_init (&work, model, quant, &weights, &use, constants));
      n += check_machines (catalog, memo, &work);
      work.model_seen = !work.model_seen;
      n += check_machines (catalog, memo, &work);
    }
  ck_assert_uint_gt (n, 10000);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("stack");
  TCase *tcase = tcase_create ("stack");
  tcase_add_test (tcase, ids_and_names);
  tcase_add_test (tcase, the_constants_know_every_stack);
  tcase_add_test (tcase, every_stack_can_be_chosen);
  tcase_add_test (tcase, splitting_and_batches);
  tcase_add_loop_test (tcase, what_runs_where, 0, G_N_ELEMENTS (machines));
  tcase_add_test (tcase, software_support_counts);
  tcase_add_test (tcase, vulkan_alone);
  tcase_add_test (tcase, the_fastest_is_chosen_and_the_first_of_equals);
  tcase_add_test (tcase, what_is_kept_is_what_would_be_looked_up);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
