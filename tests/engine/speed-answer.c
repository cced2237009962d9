/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an answer says of speed beside decode and prefill: with what to read them, what guessing
 * ahead, a joule and a dollar bring. */

#include "rig-test.h"

#include <math.h>

#include "engine/answer/answer.h"

static RigCatalog *catalog;
static RigEvaluator *evaluator;
static RigScenario *scenario;
static RigAnswer answer;

static void
set_up (void)
{
  catalog = rig_catalog_new ();
  evaluator = rig_evaluator_new (catalog);
  scenario = rig_scenario_new ();
  rig_scenario_set_text (scenario, RIG_KEY_AS_OF, "2026-11-22");
}

static void
tear_down (void)
{
  rig_scenario_free (scenario);
  rig_evaluator_free (evaluator);
  rig_catalog_free (catalog);
}

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
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
