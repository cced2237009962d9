/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an answer says of speed beside decode and prefill: with what to read them, what guessing
 * ahead, a joule and a dollar bring. */

#include "rig-test.h"
#include "answer-fixture.h"

#include <math.h>

#include "engine/answer/answer.h"

/* What the first of the compared machines does with a model. */
static const RigMachineAnswer *
answer_for (const char *machine, const char *model, const char *quant)
{
  const char *const ids[] = { machine, "arc-b580", NULL };

  ck_assert (rig_scenario_set_machines (scenario, ids));
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, model);
  rig_scenario_set_text (scenario, RIG_KEY_QUANT, quant);
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  ck_assert_str_eq (answer.model->id, model);
  ck_assert_str_eq (answer.quant->id, quant);
  return &answer.machines[0];
}

static const struct
{
  const char *machine, *model, *quant, *stack, *date;
  guint warnings;
} warnings[] = {
  { "rtx-4090", "llama-3.1-8b", "Q4_K_M", "auto", "2026-11-22", 0 },
  /* AMD's Vulkan has no fast path for BF16; its ROCm has, and so has everybody for F16. */
  { "framework-desktop-128", "llama-3.1-8b", "BF16", "vulkan", "2026-11-22", RIG_SPEED_WARN_BF16 },
  { "framework-desktop-128", "llama-3.1-8b", "BF16", "rocm", "2026-11-22", 0 },
  { "framework-desktop-128", "llama-3.1-8b", "F16", "vulkan", "2026-11-22", 0 },
  { "rtx-4090", "llama-3.1-8b", "BF16", "vulkan-nv", "2026-11-22", 0 },
  /* Qwen3.5 brought its architecture on 2026-02-23 (397B: on the 15th); Qwen3.6 27B uses it. */
  { "rtx-4090", "qwen3.6-27b", "Q4_K_M", "auto", "2026-05-01", RIG_SPEED_WARN_YOUNG },
  { "rtx-4090", "qwen3.6-27b", "Q4_K_M", "auto", "2026-08-14", RIG_SPEED_WARN_YOUNG },
  { "rtx-4090", "qwen3.6-27b", "Q4_K_M", "auto", "2026-08-15", 0 },
  /* MLX is no llama.cpp. */
  { "mac-studio-m4-max-128", "qwen3.6-27b", "MLX-4bit", "auto", "2026-05-01", 0 },
  /* A new model of an old architecture is not young. */
  { "mac-studio-m3-ultra-512", "mistral-medium-3.5-128b", "Q4_K_M", "auto", "2026-05-01", 0 },
  { "mac-studio-m5-max-128", "llama-3.1-8b", "Q4_K_M", "auto", "2026-11-22",
    RIG_SPEED_WARN_COMPUTE },
  { "rtx-spark-desktop-128", "llama-3.1-8b", "Q4_K_M", "auto", "2026-11-22",
    RIG_SPEED_WARN_COMPUTE | RIG_SPEED_WARN_BANDWIDTH },
};

START_TEST (warns_of_what_is_known_to_mislead)
{
  const RigMachineAnswer *machine;

  rig_scenario_set_text (scenario, RIG_KEY_AS_OF, warnings[_i].date);
  rig_scenario_set_text (scenario, RIG_KEY_STACK, warnings[_i].stack);
  machine = answer_for (warnings[_i].machine, warnings[_i].model, warnings[_i].quant);
  ck_assert_msg (machine->run.unknown == NULL, "%s", machine->run.unknown);
  ck_assert_msg (machine->decode.warnings == warnings[_i].warnings
                   && machine->prefill.warnings == warnings[_i].warnings,
                 "%s on %s: %x and %x, expected %x", warnings[_i].model, warnings[_i].machine,
                 machine->decode.warnings, machine->prefill.warnings, warnings[_i].warnings);
}
END_TEST

START_TEST (warns_of_more_than_was_tested)
{
  const RigMachineAnswer *machine;

  /* Llama 3.1 was trained for 131,072 tokens, of one chat. */
  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 131072);
  machine = answer_for ("mac-studio-m3-ultra-512", "llama-3.1-8b", "Q4_K_M");
  ck_assert_uint_eq (machine->decode.warnings, 0);
  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 262144);
  machine = answer_for ("mac-studio-m3-ultra-512", "llama-3.1-8b", "Q4_K_M");
  ck_assert_uint_eq (machine->decode.warnings, RIG_SPEED_WARN_CONTEXT);
  ck_assert_uint_eq (machine->prefill.warnings, 0);
  rig_scenario_set_number (scenario, RIG_KEY_CHATS, 32);
  machine = answer_for ("mac-studio-m3-ultra-512", "llama-3.1-8b", "Q4_K_M");
  ck_assert_uint_eq (machine->decode_all.warnings, 0);
  rig_scenario_set_number (scenario, RIG_KEY_CHATS, 33);
  machine = answer_for ("mac-studio-m3-ultra-512", "llama-3.1-8b", "Q4_K_M");
  ck_assert_uint_eq (machine->decode.warnings, 0);
  ck_assert_uint_eq (machine->decode_all.warnings, RIG_SPEED_WARN_SEQUENCES);
}
END_TEST

START_TEST (guessing_ahead_is_a_range_beside_the_speed)
{
  const RigMachineAnswer *machine = answer_for ("rtx-4090", "llama-3.1-8b", "Q4_K_M");
  double plain = machine->decode.tokens_per_s.value;

  /* Llama 3.1 has no prediction head: only a draft model helps, and that is for the user to say. */
  ck_assert (!rig_estimate_is_known (&machine->speculated));
  rig_scenario_set_number (scenario, RIG_KEY_SPECULATION, 1);
  machine = answer_for ("rtx-4090", "llama-3.1-8b", "Q4_K_M");
  ck_assert_double_eq (machine->decode.tokens_per_s.value, plain);
  rig_assert_close (machine->speculated.low, 1.4 * machine->decode.tokens_per_s.low, 1e-12);
  rig_assert_close (machine->speculated.high, 2.2 * machine->decode.tokens_per_s.high, 1e-12);
  ck_assert_int_eq (machine->speculated.basis, RIG_BASIS_ESTIMATED);
  /* Several tokens from one reading of the weights: the ceiling of single tokens does not hold. */
  ck_assert_double_gt (machine->speculated.high, machine->decode.ceiling_tokens_per_s);
  ck_assert_double_le (machine->speculated.high, 2.2 * machine->decode.ceiling_tokens_per_s);

  rig_scenario_set_number (scenario, RIG_KEY_SPECULATION, 0);
  machine = answer_for ("rtx-4090", "qwen3.6-27b", "Q4_K_M");
  rig_assert_close (machine->speculated.high, 2.2 * machine->decode.tokens_per_s.high, 1e-12);
  machine = answer_for ("mac-studio-m4-max-128", "qwen3.6-27b", "Q4_K_M");
  rig_assert_close (machine->speculated.low, 0.8 * machine->decode.tokens_per_s.low, 1e-12);
}
END_TEST

/* The same by hand: 4 chats, typed watts and price. */
START_TEST (joules_and_dollars)
{
  const RigMachineAnswer *machine;
  const RigEstimate *all;

  rig_scenario_set_number (scenario, RIG_KEY_CHATS, 4);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_LOAD_WATTS, "rtx-4090", 500);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, "rtx-4090", 2000);
  machine = answer_for ("rtx-4090", "llama-3.1-8b", "Q4_K_M");
  all = &machine->decode_all.tokens_per_s;
  rig_assert_close (machine->tokens_per_joule.value, all->value / 500, 1e-12);
  rig_assert_close (machine->tokens_per_joule.low, all->low / 500, 1e-12);
  rig_assert_close (machine->tokens_per_s_per_usd.high, all->high / 2000, 1e-12);
  /* Nothing is divided by a gift. */
  rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, "rtx-4090", 0);
  machine = answer_for ("rtx-4090", "llama-3.1-8b", "Q4_K_M");
  ck_assert (!rig_estimate_is_known (&machine->tokens_per_s_per_usd));
}
END_TEST

/* Ranges go through: the most tokens of a joule are those of the fastest end at the least watts. */
START_TEST (ranges_of_watts_go_through)
{
  const RigMachineAnswer *machine = answer_for ("rtx-5090", "llama-3.1-8b", "Q4_K_M");
  const RigEstimate *all = &machine->decode_all.tokens_per_s, *watts = &machine->load_w;

  ck_assert_double_lt (watts->low, watts->high);
  rig_assert_close (machine->tokens_per_joule.high, all->high / watts->low, 1e-12);
  rig_assert_close (machine->tokens_per_joule.low, all->low / watts->high, 1e-12);
  rig_assert_close (machine->tokens_per_s_per_usd.low, all->low / machine->price_usd.high, 1e-12);
}
END_TEST

/* One rule for all: a chat's share of the context stands before what it writes. */
START_TEST (context_is_shared_by_the_chats)
{
  const RigMachineAnswer *machine;
  RigSpeed one;

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 65536);
  rig_scenario_set_number (scenario, RIG_KEY_CHATS, 8);
  rig_scenario_set_number (scenario, RIG_KEY_PROMPT_TOKENS, 4096);
  machine = answer_for ("rtx-4090", "llama-3.1-8b", "Q4_K_M");
  ck_assert_double_eq (rig_speed_run_get_depth (&machine->run), 8192);
  rig_speed_run_decode (&machine->run, 8192, 1, &one);
  ck_assert_double_eq (machine->decode.tokens_per_s.value, one.tokens_per_s.value);
  ck_assert_double_eq (answer.prompt_tokens, 4096);
  /* A prompt that no chat has room for is cut, and the answer says so. */
  rig_scenario_set_number (scenario, RIG_KEY_PROMPT_TOKENS, 32768);
  answer_for ("rtx-4090", "llama-3.1-8b", "Q4_K_M");
  ck_assert_double_eq (answer.prompt_tokens, 8192);
}
END_TEST

/* Llama 3.1 8B in Q4_K_M reads 4.6 GB a token. Two channels of DDR5-6000 deliver 96 GB/s, so that
 * no processor writes more than 21 tokens a second; the rule: 0.6 of it, by 1.6 either way. */
START_TEST (a_processor_is_bound_by_its_memory)
{
  const RigMachineAnswer *machine;
  double ceiling;

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 4096);
  rig_scenario_set_text (scenario, RIG_KEY_STACK, "cpu");
  machine = answer_for ("rtx-4090", "llama-3.1-8b", "Q4_K_M");
  ck_assert_str_eq (machine->run.unknown,
                    "the bandwidth of the memory beside the card is not given (host-bandwidth)");
  rig_scenario_set_number (scenario, RIG_KEY_HOST_BANDWIDTH, 96);
  rig_scenario_set_number (scenario, RIG_KEY_HOST_MEMORY, 64);
  machine = answer_for ("rtx-4090", "llama-3.1-8b", "Q4_K_M");
  ceiling = 96e9 / (answer.weights.bytes_per_token
                    + rig_speed_work_get_kv_bytes (&machine->run.work, 4096));
  ck_assert_msg (machine->run.unknown == NULL, "%s", machine->run.unknown);
  ck_assert_int_eq (machine->run.stack, RIG_STACK_CPU);
  ck_assert_int_eq (machine->fit.verdict, RIG_FIT_FITS);
  rig_assert_close (machine->fit.usable_bytes, 0.9 * 64 * 1073741824.0, 1e-12);
  rig_assert_close (machine->decode.ceiling_tokens_per_s, ceiling, 1e-9);
  rig_assert_close (machine->decode.tokens_per_s.value, 0.6 * ceiling, 1e-9);
  rig_assert_close (machine->decode.tokens_per_s.low, 0.6 / 1.6 * ceiling, 1e-9);
  rig_assert_close (machine->decode.tokens_per_s.high, 0.6 * 1.6 * ceiling, 1e-9);
  ck_assert_int_eq (machine->decode.tokens_per_s.basis, RIG_BASIS_ESTIMATED);
  ck_assert_uint_eq (machine->decode.warnings, RIG_SPEED_WARN_RULE);
  ck_assert_uint_eq (machine->decode.novelty, RIG_NOVEL_STACK);
  /* The card's watts and price are not the computer's. */
  ck_assert (!rig_estimate_is_known (&machine->tokens_per_joule));
  ck_assert (!rig_estimate_is_known (&machine->tokens_per_s_per_usd));
  /* Nobody knows how fast it reads a prompt, and so not when it answers nor what it saves. */
  ck_assert (!rig_estimate_is_known (&machine->prefill.tokens_per_s));
  ck_assert (!rig_estimate_is_known (&machine->ttft_s));
  ck_assert (!rig_estimate_is_known (&machine->answer_s));
  ck_assert_ptr_nonnull (machine->money_unknown);
}
END_TEST

START_TEST (a_processor_shares_the_memory_of_its_gpu)
{
  const RigMachineAnswer *machine;
  double gpu;

  rig_scenario_set_number (scenario, RIG_KEY_CHATS, 4);
  machine = answer_for ("mac-studio-m4-max-128", "llama-3.1-8b", "Q4_K_M");
  gpu = machine->decode.tokens_per_s.value;
  /* What stands beside a card is none of its business. */
  rig_scenario_set_number (scenario, RIG_KEY_HOST_BANDWIDTH, 2000);
  rig_scenario_set_text (scenario, RIG_KEY_STACK, "cpu");
  machine = answer_for ("mac-studio-m4-max-128", "llama-3.1-8b", "Q4_K_M");
  ck_assert_msg (machine->run.unknown == NULL, "%s", machine->run.unknown);
  ck_assert_double_lt (machine->decode.tokens_per_s.value, gpu);
  ck_assert_double_le (machine->decode.ceiling_tokens_per_s,
                       546e9 / answer.weights.bytes_per_token);
  /* Several chats gain nothing there. */
  rig_assert_close (machine->decode_all.tokens_per_s.value, machine->decode.tokens_per_s.value,
                    1e-9);
}
END_TEST

START_TEST (what_does_not_fit_can_be_shared_with_the_processor)
{
  const RigMachineAnswer *machine = answer_for ("rtx-4090", "llama-3.3-70b", "Q4_K_M");
  const RigEstimate *shared = &machine->offload.decode_tokens_per_s;
  double gpu_only, cpu_only, share;

  ck_assert_int_eq (machine->fit.verdict, RIG_FIT_NO);
  ck_assert_str_eq (machine->offload.unknown,
                    "the memory beside the card is not given (host-memory)");
  rig_scenario_set_number (scenario, RIG_KEY_HOST_MEMORY, 64);
  rig_scenario_set_number (scenario, RIG_KEY_HOST_BANDWIDTH, 96);
  machine = answer_for ("rtx-4090", "llama-3.3-70b", "Q4_K_M");
  ck_assert_msg (machine->offload.unknown == NULL, "%s", machine->offload.unknown);
  /* It still does not fit, and nothing else changes. */
  ck_assert_int_eq (machine->fit.verdict, RIG_FIT_NO);
  ck_assert_str_eq (machine->run.unknown, "the model does not fit");
  ck_assert (!rig_estimate_is_known (&machine->decode.tokens_per_s));
  ck_assert_ptr_nonnull (machine->money_unknown);
  /* 24 GiB hold about half of 42.5 GB of weights and 10.7 GB of cache, in eightieths. */
  share = machine->offload.gpu_share;
  ck_assert_double_ge (share, 0.35);
  ck_assert_double_le (share, 0.5);
  rig_assert_close (share * 80, round (share * 80), 1e-12);
  /* Between what the processor alone does and what the GPU would, if it had room: the slow part
   * decides. t = bytes / bandwidth for each part bounds it. */
  cpu_only = 96e9 / answer.weights.bytes_per_token;
  gpu_only = 1008e9 / answer.weights.bytes_per_token;
  ck_assert_double_le (shared->high, 1 / (share / gpu_only + (1 - share) / cpu_only));
  ck_assert_double_gt (shared->low, 0.375 * cpu_only * 0.6);
  ck_assert_double_lt (shared->low, shared->value);
  ck_assert_double_lt (shared->value, shared->high);
  ck_assert_int_eq (shared->basis, RIG_BASIS_ESTIMATED);
}
END_TEST

/* Too little memory even so; a program that cannot; a machine without other memory. */
START_TEST (what_cannot_be_shared_says_why)
{
  const RigMachineAnswer *machine;

  rig_scenario_set_number (scenario, RIG_KEY_HOST_MEMORY, 16);
  rig_scenario_set_number (scenario, RIG_KEY_HOST_BANDWIDTH, 96);
  machine = answer_for ("rtx-4090", "llama-3.3-70b", "Q4_K_M");
  ck_assert_str_eq (machine->offload.unknown,
                    "card and computer together have too little memory");
  ck_assert (!rig_estimate_is_known (&machine->offload.decode_tokens_per_s));
  rig_scenario_set_number (scenario, RIG_KEY_HOST_MEMORY, 256);
  machine = answer_for ("rtx-6000-ada", "llama-3.3-70b", "FP8");
  ck_assert_int_eq (machine->fit.verdict, RIG_FIT_NO);
  ck_assert_str_eq (machine->offload.unknown,
                    "this program does not share a model between GPU and processor");
  machine = answer_for ("mac-mini-m4-32", "llama-3.3-70b", "Q4_K_M");
  ck_assert_str_eq (machine->offload.unknown,
                    "GPU and processor share one memory: there is no other");
  machine = answer_for ("rtx-4090", "llama-3.1-8b", "Q4_K_M");
  ck_assert_ptr_null (machine->offload.unknown);
  ck_assert (!rig_estimate_is_known (&machine->offload.decode_tokens_per_s));
}
END_TEST

static void
prepare (RigSpeedRun *run, const char *machine, const char *model, const char *quant)
{
  ck_assert (rig_evaluator_prepare_speed (evaluator, scenario,
                                          rig_catalog_find_model (catalog, model),
                                          rig_catalog_find_quant (catalog, quant),
                                          rig_catalog_find_machine (catalog, machine), run));
}

/* llama.cpp gives each card some layers: no gain while writing, 1.0 to 1.5 while reading. */
START_TEST (two_cards_with_a_layer_each)
{
  static const char *const models[] = { "llama-3.1-8b", "qwen3-14b", "gemma-3-27b", "qwen2.5-32b" };
  RigSpeedRun one, two;
  RigSpeed alone, both;

  prepare (&one, "rtx-3090", models[_i], "Q4_K_M");
  prepare (&two, "dual-rtx-3090", models[_i], "Q4_K_M");
  rig_speed_run_decode (&one, 4096, 1, &alone);
  rig_speed_run_decode (&two, 4096, 1, &both);
  ck_assert_double_le (both.tokens_per_s.value, alone.tokens_per_s.value);
  ck_assert_double_ge (both.tokens_per_s.value, 0.9 * alone.tokens_per_s.value);
  ck_assert_double_gt (both.terms.cards_s, 0);
  for (double prompt = 256; prompt <= 32768; prompt *= 2)
    {
      rig_speed_run_prefill (&one, prompt, 0, &alone);
      rig_speed_run_prefill (&two, prompt, 0, &both);
      ck_assert_double_ge (both.tokens_per_s.value, alone.tokens_per_s.value);
      ck_assert_double_le (both.tokens_per_s.value, 1.5 * alone.tokens_per_s.value);
    }
}
END_TEST

/* vLLM cuts every layer: 1.4 to 1.7, in two digits, on two cards. Talking between cards takes the
 * same time for a small model, which therefore gains less, but never more. */
static const struct
{
  const char *model, *quant;
  double least;
} cut[] = {
  { "llama-3.1-70b", "AWQ-int4", 1.4 }, { "llama-3.1-70b", "FP8", 1.4 },
  { "qwen2.5-32b", "FP8", 1.4 },        { "gemma-3-27b", "FP8", 1.4 },
  { "qwen2.5-32b", "AWQ-int4", 1.2 },   { "qwen3-14b", "AWQ-int4", 1.2 },
};

START_TEST (two_cards_with_a_part_of_each_layer)
{
  RigSpeedRun one, two;
  RigSpeed alone, both;
  double gain;

  prepare (&one, "rtx-3090", cut[_i].model, cut[_i].quant);
  prepare (&two, "dual-rtx-3090", cut[_i].model, cut[_i].quant);
  rig_speed_run_decode (&one, 4096, 1, &alone);
  rig_speed_run_decode (&two, 4096, 1, &both);
  gain = both.tokens_per_s.value / alone.tokens_per_s.value;
  ck_assert_msg (gain >= cut[_i].least && gain < 1.75, "%s at %s: %g", cut[_i].model, cut[_i].quant,
                 gain);
  ck_assert_double_le (both.tokens_per_s.high, both.ceiling_tokens_per_s);
}
END_TEST

#define TYPED(more)                                                                     \
  "{\"machines\": [{\"id\": \"typed\", \"name\": \"Typed\", \"kind\": \"desktop\", "        \
  "\"apis\": [\"CUDA\"], \"memory_gb\": 48" more "}]}"

/* A machine of the user's own with nothing but a few figures. */
static const struct
{
  const char *text, *unknown; /* NULL: there is a speed */
} typed_machines[] = {
  { TYPED (", \"gpu_class\": \"ada\", \"bandwidth_gb_per_s\": 800, \"fp32_tflops\": 60"), NULL },
  { TYPED (", \"gpu_class\": \"ada\", \"bandwidth_gb_per_s\": 800, \"fp16_tflops_dense\": 240"),
    NULL },
  { TYPED (", \"bandwidth_gb_per_s\": 800, \"fp32_tflops\": 60, \"fp16_tflops_dense\": 240"),
    NULL },
  { TYPED (", \"gpu_class\": \"ada\", \"fp32_tflops\": 60"),
    "the machine’s bandwidth is not known" },
  { TYPED (", \"gpu_class\": \"ada\", \"bandwidth_gb_per_s\": 800"),
    "the machine’s FP32 compute is not known" },
  { TYPED (", \"bandwidth_gb_per_s\": 800, \"fp16_tflops_dense\": 240"),
    "the machine’s FP32 compute is not known" },
  { TYPED (", \"bandwidth_gb_per_s\": 800, \"fp32_tflops\": 60"),
    "the machine’s FP16 compute is not known" },
};

START_TEST (a_machine_of_few_figures_has_a_speed)
{
  g_autoptr (JsonNode) root = json_from_string (typed_machines[_i].text, NULL);
  const RigMachineAnswer *machine;

  ck_assert_ptr_nonnull (root);
  ck_assert (rig_catalog_overlay_json (catalog, "typed.json", root));
  machine = answer_for ("typed", "llama-3.1-8b", "Q4_K_M");
  if (typed_machines[_i].unknown != NULL)
    {
      ck_assert_str_eq (machine->run.unknown, typed_machines[_i].unknown);
      ck_assert (!rig_estimate_is_known (&machine->decode.tokens_per_s));
      return;
    }
  ck_assert_msg (machine->run.unknown == NULL, "%s", machine->run.unknown);
  ck_assert_int_eq (machine->run.stack, RIG_STACK_LLAMA_CUDA);
  ck_assert (machine->decode.novelty & RIG_NOVEL_MACHINE);
  ck_assert_double_gt (machine->decode.tokens_per_s.low, 0);
  ck_assert_double_le (machine->decode.tokens_per_s.high, 800e9 / answer.weights.bytes_per_token);
  ck_assert_double_gt (machine->prefill.tokens_per_s.low, 0);
  ck_assert_double_gt (machine->answer_s.low, machine->ttft_s.low);
}
END_TEST

/* For each machine apart: one runs it, one does not, and the format counts too. */
START_TEST (a_program_that_does_not_run_says_so)
{
  const RigMachineAnswer *machine;

  rig_scenario_set_text (scenario, RIG_KEY_STACK, "cuda");
  machine = answer_for ("rtx-4090", "llama-3.1-8b", "Q4_K_M");
  ck_assert_msg (machine->run.unknown == NULL, "%s", machine->run.unknown);
  ck_assert_str_eq (answer.machines[1].run.unknown,
                    "the chosen program does not run on the machine");
  rig_scenario_set_text (scenario, RIG_KEY_STACK, "rocm-vllm");
  machine = answer_for ("rx-7900-xtx", "llama-3.1-8b", "AWQ-int4");
  ck_assert_msg (machine->run.unknown == NULL, "%s", machine->run.unknown);
  ck_assert_int_eq (machine->run.stack, RIG_STACK_VLLM_ROCM);
  machine = answer_for ("rx-7900-xtx", "llama-3.1-8b", "Q4_K_M");
  ck_assert_str_eq (machine->run.unknown, "the chosen program does not read this file format");
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("speed-answer");
  TCase *tcase = tcase_create ("speed-answer");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_loop_test (tcase, warns_of_what_is_known_to_mislead, 0, G_N_ELEMENTS (warnings));
  tcase_add_test (tcase, warns_of_more_than_was_tested);
  tcase_add_test (tcase, guessing_ahead_is_a_range_beside_the_speed);
  tcase_add_test (tcase, joules_and_dollars);
  tcase_add_test (tcase, ranges_of_watts_go_through);
  tcase_add_test (tcase, context_is_shared_by_the_chats);
  tcase_add_test (tcase, a_processor_is_bound_by_its_memory);
  tcase_add_test (tcase, a_processor_shares_the_memory_of_its_gpu);
  tcase_add_test (tcase, what_does_not_fit_can_be_shared_with_the_processor);
  tcase_add_test (tcase, what_cannot_be_shared_says_why);
  tcase_add_loop_test (tcase, two_cards_with_a_layer_each, 0, 4);
  tcase_add_loop_test (tcase, two_cards_with_a_part_of_each_layer, 0, G_N_ELEMENTS (cut));
  tcase_add_loop_test (tcase, a_machine_of_few_figures_has_a_speed, 0,
                       G_N_ELEMENTS (typed_machines));
  tcase_add_test (tcase, a_program_that_does_not_run_says_so);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
