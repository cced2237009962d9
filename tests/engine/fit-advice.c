/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "engine/answer/fit-advice.h"
#include "engine/answer/fit-limits.h"
#include "engine/answer/machine-answer.h"

static RigCatalog *catalog;
static RigScenario *scenario;
static RigEvaluator *evaluator;

static void
setup (void)
{
  catalog = rig_catalog_new ();
  scenario = rig_scenario_new ();
  evaluator = rig_evaluator_new (catalog);
  rig_scenario_set_text (scenario, RIG_KEY_AS_OF, "2026-11-22");
}

static void
teardown (void)
{
  g_clear_pointer (&evaluator, rig_evaluator_free);
  g_clear_pointer (&scenario, rig_scenario_free);
  g_clear_pointer (&catalog, rig_catalog_free);
}

static const RigMachine *
machine_of (const char *id)
{
  const RigMachine *machine = rig_catalog_find_machine (catalog, id);

  ck_assert_msg (machine != NULL, "no machine %s", id);
  return machine;
}

static RigFit
fit_on (const char *model, const char *quant, const char *machine)
{
  RigMemory memory;
  RigFit fit;

  rig_evaluator_fit (evaluator, scenario, rig_catalog_find_model (catalog, model),
                     rig_catalog_find_quant (catalog, quant), machine_of (machine), &memory, &fit);
  return fit;
}

static RigFitAdvice
advise (const char *model, const char *quant, const char *machine)
{
  RigFitAdvice advice;

  rig_evaluator_advise (evaluator, scenario, rig_catalog_find_model (catalog, model),
                        rig_catalog_find_quant (catalog, quant), machine_of (machine), &advice);
  return advice;
}

/* Gives the machine just so much that what is asked for now leaves @room bytes. */
static void
leave_room (const char *model, const char *quant, const char *machine, double room)
{
  RigFit fit = fit_on (model, quant, machine);
  double share = (fit.needed_bytes + fit.runtime_bytes + room) / fit.total_bytes;

  ck_assert_double_lt (share, 1.0);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_USABLE_SHARE, machine, share);
}

/* The same settings, typed in, must come to the same: advice is computed, not promised. */
static void
check_outcome (const RigFitAdvice *advice, const char *model, const char *quant,
               const char *machine)
{
  for (guint i = 0; i < advice->n_changes; i++)
    {
      const RigFitChange *change = &advice->changes[i];
      ck_assert_double_gt (change->frees_bytes, 0.0);
      if (change->kind == RIG_CHANGE_KV_TYPE)
        {
          rig_scenario_set_text (scenario, RIG_KEY_KV_TYPE_K, "q8_0");
          rig_scenario_set_text (scenario, RIG_KEY_KV_TYPE_V, "q8_0");
        }
      if (change->kind == RIG_CHANGE_CONTEXT || change->kind == RIG_CHANGE_CHATS)
        {
          rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, change->context);
          rig_scenario_set_number (scenario, RIG_KEY_CHATS, change->chats);
        }
      if (change->kind == RIG_CHANGE_QUANT)
        quant = change->quant->id;
      if (change->kind == RIG_CHANGE_SHARE)
        rig_scenario_set_override (scenario, RIG_OVERRIDE_USABLE_SHARE, machine,
                                   change->limit_bytes
                                     / rig_machine_get_memory_bytes (machine_of (machine)));
    }
  ck_assert_double_eq_tol (fit_on (model, quant, machine).room_bytes, advice->fit.room_bytes, 1.0);
  ck_assert_double_ge (advice->fit.room_bytes, 0.0);
}

START_TEST (test_nothing_to_change)
{
  RigFitAdvice advice = advise ("llama-3.1-8b", "Q4_K_M", "rtx-4090");

  ck_assert_int_eq (advice.fit.verdict, RIG_FIT_FITS);
  ck_assert_uint_eq (advice.n_changes, 0);
}
END_TEST

/* 2 GB too much of 10 GB of cache: half of the cache is enough. */
START_TEST (test_kv_type)
{
  RigFitAdvice advice;

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 32768);
  leave_room ("llama-3.3-70b", "Q4_K_M", "mac-studio-m4-max-128", -2e9);
  advice = advise ("llama-3.3-70b", "Q4_K_M", "mac-studio-m4-max-128");
  ck_assert_uint_eq (advice.n_changes, 1);
  ck_assert_int_eq (advice.changes[0].kind, RIG_CHANGE_KV_TYPE);
  /* 80 layers, 8 heads of 128, keys and values: 16 against 8.5 bits. */
  ck_assert_double_eq_tol (advice.changes[0].frees_bytes, 80 * 8 * 128 * 2 * 32768.0 * 7.5 / 8,
                           4e6);
  check_outcome (&advice, "llama-3.3-70b", "Q4_K_M", "mac-studio-m4-max-128");
}
END_TEST

/* The limit of the first change: what a q8_0 cache frees to the byte, and a little more. */
START_TEST (test_kv_type_limit)
{
  const char *model = "llama-3.3-70b", *machine = "mac-studio-m4-max-128";
  double frees;

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 32768);
  leave_room (model, "Q4_K_M", machine, -2e9);
  frees = advise (model, "Q4_K_M", machine).changes[0].frees_bytes;
  leave_room (model, "Q4_K_M", machine, 16 - frees);
  ck_assert_int_eq (advise (model, "Q4_K_M", machine).changes[0].kind, RIG_CHANGE_KV_TYPE);
  leave_room (model, "Q4_K_M", machine, -16 - frees);
  ck_assert_int_eq (advise (model, "Q4_K_M", machine).changes[0].kind, RIG_CHANGE_CONTEXT);
}
END_TEST

START_TEST (test_context)
{
  const char *model = "llama-3.3-70b", *machine = "mac-studio-m4-max-128";
  RigFitAdvice advice;

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 131072);
  rig_scenario_set_text (scenario, RIG_KEY_KV_TYPE_K, "q8_0");
  rig_scenario_set_text (scenario, RIG_KEY_KV_TYPE_V, "q8_0");
  leave_room (model, "Q4_K_M", machine, -1e9);
  advice = advise (model, "Q4_K_M", machine);
  ck_assert_uint_eq (advice.n_changes, 1);
  ck_assert_int_eq (advice.changes[0].kind, RIG_CHANGE_CONTEXT);
  ck_assert_uint_eq (advice.changes[0].context, 98304);
  ck_assert_uint_eq (advice.changes[0].was_context, 131072);
  check_outcome (&advice, model, "Q4_K_M", machine);
}
END_TEST

/* A prompt that needs the whole context leaves no shorter one. */
START_TEST (test_context_holds_the_prompt)
{
  const char *model = "llama-3.3-70b", *machine = "mac-studio-m4-max-128";
  RigFitAdvice advice;

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 131072);
  rig_scenario_set_number (scenario, RIG_KEY_PROMPT_TOKENS, 120000);
  rig_scenario_set_text (scenario, RIG_KEY_KV_TYPE_K, "q8_0");
  rig_scenario_set_text (scenario, RIG_KEY_KV_TYPE_V, "q8_0");
  leave_room (model, "Q4_K_M", machine, -1e9);
  advice = advise (model, "Q4_K_M", machine);
  ck_assert_int_eq (advice.changes[0].kind, RIG_CHANGE_QUANT);
  ck_assert_str_eq (advice.changes[0].quant->id, "Q4_K_S");
  check_outcome (&advice, model, "Q4_K_M", machine);
}
END_TEST

/* Four chats of 8k each: one less is a quarter less, and a shorter context is no advice at 4k. */
START_TEST (test_chats)
{
  const char *model = "llama-3.3-70b", *machine = "mac-studio-m4-max-128";
  RigFitAdvice advice;

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 32768);
  rig_scenario_set_number (scenario, RIG_KEY_CHATS, 4);
  rig_scenario_set_number (scenario, RIG_KEY_PROMPT_TOKENS, 8000);
  rig_scenario_set_text (scenario, RIG_KEY_KV_TYPE_K, "q8_0");
  rig_scenario_set_text (scenario, RIG_KEY_KV_TYPE_V, "q8_0");
  leave_room (model, "Q4_K_M", machine, -1e9);
  advice = advise (model, "Q4_K_M", machine);
  ck_assert_uint_eq (advice.n_changes, 1);
  ck_assert_int_eq (advice.changes[0].kind, RIG_CHANGE_CHATS);
  ck_assert_uint_eq (advice.changes[0].chats, 3);
  ck_assert_uint_eq (advice.changes[0].context, 3 * 8192);
  check_outcome (&advice, model, "Q4_K_M", machine);
}
END_TEST

/* A short context frees nothing to speak of: the preset is next, then the GPU's share. */
START_TEST (test_share)
{
  const char *model = "llama-3.3-70b", *quant = "Q3_K_S", *machine = "mac-studio-m4-max-128";
  RigFitAdvice advice;

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 4096);
  leave_room (model, quant, machine, -3e9);
  ck_assert_int_eq (fit_on (model, quant, machine).verdict, RIG_FIT_TIGHT);
  advice = advise (model, quant, machine);
  ck_assert_uint_eq (advice.n_changes, 1);
  ck_assert_int_eq (advice.changes[0].kind, RIG_CHANGE_SHARE);
  ck_assert_str_eq (advice.changes[0].setting->text, "sudo sysctl iogpu.wired_limit_mb={mib}");
  ck_assert_double_eq_tol (advice.changes[0].limit_bytes, 128 * 1073741824.0 * 0.938, 1.0);
  check_outcome (&advice, model, quant, machine);
}
END_TEST

/* What neither a smaller cache nor a shorter context does alone, both do. */
START_TEST (test_two_changes)
{
  const char *model = "llama-3.3-70b", *machine = "rtx-pro-6000-blackwell";
  RigFit now;
  RigFitAdvice advice;

  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 131072);
  now = fit_on (model, "Q3_K_S", machine);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_USABLE_SHARE, machine,
                             (now.needed_bytes - 36e9) / now.total_bytes);
  /* The maximum would be enough alone: it is what the card has. */
  advice = advise (model, "Q3_K_S", machine);
  ck_assert_int_eq (advice.changes[0].kind, RIG_CHANGE_SHARE);

  now = fit_on ("llama-3.1-8b", "Q3_K_S", "arc-b580");
  rig_scenario_set_override (scenario, RIG_OVERRIDE_USABLE_SHARE, "arc-b580", NAN);
  ck_assert_double_lt (now.room_bytes, 0.0);
  advice = advise ("llama-3.1-8b", "Q8_0", "arc-b580");
  ck_assert_uint_eq (advice.n_changes, 2);
  ck_assert_int_lt (advice.changes[0].kind, advice.changes[1].kind);
  check_outcome (&advice, "llama-3.1-8b", "Q8_0", "arc-b580");
}
END_TEST

START_TEST (test_machine)
{
  RigFitAdvice advice = advise ("llama-3.3-70b", "Q8_0", "rtx-4090");
  const RigFitChange *change = &advice.changes[0];
  RigFit there;

  ck_assert_uint_eq (advice.n_changes, 1);
  ck_assert_int_eq (change->kind, RIG_CHANGE_MACHINE);
  ck_assert_ptr_nonnull (change->machine);
  there = fit_on ("llama-3.3-70b", "Q8_0", change->machine->id);
  ck_assert_double_ge (there.room_bytes, 0.0);
  ck_assert_double_eq (there.room_bytes, advice.fit.room_bytes);
  /* No cheaper machine on sale has the room. */
  for (guint i = 0; i < rig_catalog_get_machines (catalog)->len; i++)
    {
      const RigMachine *other = g_ptr_array_index (rig_catalog_get_machines (catalog), i);
      if (rig_machine_is_on_sale (other, "2026-11-22")
          && rig_machine_get_price (other)->value < rig_machine_get_price (change->machine)->value)
        ck_assert_double_lt (fit_on ("llama-3.3-70b", "Q8_0", other->id).room_bytes, 0.0);
    }
  ck_assert_ptr_nonnull (change->model);
  ck_assert_str_eq (change->model->family, "Llama");
  ck_assert_double_ge (fit_on (change->model->id, "Q8_0", "rtx-4090").room_bytes, 0.0);
  /* With so much more memory at the same share it would fit. */
  there = fit_on ("llama-3.3-70b", "Q8_0", "rtx-4090");
  ck_assert_double_eq_tol ((there.total_bytes + change->more_bytes) * there.usable_bytes
                             / there.total_bytes,
                           there.needed_bytes + there.runtime_bytes, 1.0);
}
END_TEST

/* Weights that their makers quantised have no smaller preset. */
START_TEST (test_native_quant)
{
  RigFitAdvice advice = advise ("gpt-oss-120b", "MXFP4_MOE", "rtx-4090");

  ck_assert_int_eq (advice.changes[0].kind, RIG_CHANGE_MACHINE);
}
END_TEST

/* Everything larger does not fit. */
START_TEST (test_largest_model)
{
  const GPtrArray *models = rig_catalog_get_models (catalog);
  const RigQuant *quant = rig_catalog_find_quant (catalog, "Q4_K_M");
  RigFit fit;
  const RigModel *largest = rig_evaluator_find_largest_model (evaluator, scenario, quant,
                                                              machine_of ("rtx-4090"), &fit);

  ck_assert_ptr_nonnull (largest);
  ck_assert_double_ge (fit.room_bytes, 0.0);
  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);
      if (model->total_params.value > largest->total_params.value)
        ck_assert_double_lt (fit_on (model->id, "Q4_K_M", "rtx-4090").room_bytes, 0.0);
    }
}
END_TEST

/* A dense model of that size fits, and one a little larger does not. */
START_TEST (test_largest_size)
{
  const RigMachine *machine = machine_of ("rtx-4090");
  const RigQuant *quant = rig_catalog_find_quant (catalog, "Q4_K_M");
  double params = rig_evaluator_find_largest_size (evaluator, scenario, quant, machine);
  RigMemory memory;
  RigFit fit;

  ck_assert_msg (params > 15e9 && params < 45e9, "%g", params);
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "custom");
  for (guint i = 0; i < 2; i++)
    {
      rig_scenario_set_number (scenario, RIG_KEY_MODEL_SIZE, params / 1e9 * (i == 0 ? 0.97 : 1.05));
      rig_scenario_set_number (scenario, RIG_KEY_ACTIVE_SHARE, 1);
      rig_evaluator_fit (evaluator, scenario, rig_evaluator_get_model (evaluator, scenario), quant,
                         machine, &memory, &fit);
      ck_assert_int_eq (fit.room_bytes >= 0.0, i == 0);
    }
}
END_TEST

START_TEST (test_together)
{
  static const struct
  {
    const char *text, *error;
  } cases[] = {
    { "llama-3.1-8b:Q4_K_M:8k", NULL },
    { "llama-3.1-8b", NULL },
    { "llama-3.1-9b", "the catalogue has no model “llama-3.1-9b”" },
    { "", "the catalogue has no model “”" },
    { "llama-3.1-8b:Q4_K_X", "the catalogue has no quantisation “Q4_K_X”" },
    { "llama-3.1-8b:Q4_K_M:long", "context" },
  };
  RigLoadedModel loads[2];
  RigFit one, both;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean read = rig_loaded_model_parse (&loads[0], catalog, cases[i].text, &error);
      ck_assert_int_eq (read, cases[i].error == NULL);
      if (!read)
        ck_assert_msg (strstr (error->message, cases[i].error) != NULL, "%s", error->message);
    }
  ck_assert (rig_loaded_model_parse (&loads[0], catalog, "llama-3.1-8b:Q4_K_M:8k", NULL));
  ck_assert_uint_eq (loads[0].context, 8192);
  loads[1] = loads[0];
  rig_evaluator_fit_together (evaluator, scenario, loads, 1, machine_of ("rtx-4090"), &one);
  rig_evaluator_fit_together (evaluator, scenario, loads, 2, machine_of ("rtx-4090"), &both);
  rig_scenario_set_number (scenario, RIG_KEY_CONTEXT, 8192);
  ck_assert_double_eq (one.needed_bytes,
                       fit_on ("llama-3.1-8b", "Q4_K_M", "rtx-4090").needed_bytes);
  ck_assert_double_eq (both.needed_bytes, 2 * one.needed_bytes);
  /* Two programs, two contexts of CUDA. */
  ck_assert_double_eq (both.runtime_bytes, 2 * one.runtime_bytes);
  ck_assert_double_gt (one.runtime_bytes, 0.0);
}
END_TEST

static Suite *
fit_advice_suite (void)
{
  Suite *suite = suite_create ("fit-advice");
  TCase *tcase = tcase_create ("fit-advice");

  tcase_add_checked_fixture (tcase, setup, teardown);
  tcase_add_test (tcase, test_nothing_to_change);
  tcase_add_test (tcase, test_kv_type);
  tcase_add_test (tcase, test_kv_type_limit);
  tcase_add_test (tcase, test_context);
  tcase_add_test (tcase, test_context_holds_the_prompt);
  tcase_add_test (tcase, test_chats);
  tcase_add_test (tcase, test_share);
  tcase_add_test (tcase, test_two_changes);
  tcase_add_test (tcase, test_machine);
  tcase_add_test (tcase, test_native_quant);
  tcase_add_test (tcase, test_largest_model);
  tcase_add_test (tcase, test_largest_size);
  tcase_add_test (tcase, test_together);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (fit_advice_suite)
