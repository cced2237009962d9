/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"
#include "answer-fixture.h"

#include <math.h>

#include "engine/answer/answer.h"
#include "engine/answer/custom-model.h"
#include "engine/answer/price-schedule.h"
#include "engine/answer/use.h"

static void
evaluate (void)
{
  rig_evaluator_evaluate (evaluator, scenario, &answer);
}

static void
compare (const char *a, const char *b)
{
  const char *const ids[] = { a, b, NULL };
  ck_assert (rig_scenario_set_machines (scenario, ids));
}

START_TEST (first_start_answers_for_all_three)
{
  evaluate ();
  ck_assert_uint_eq (answer.n_machines, 3);
  for (guint i = 0; i < answer.n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer.machines[i];
      ck_assert (machine->machine->claimed);
      ck_assert_int_eq (machine->fit.verdict, RIG_FIT_FITS);
      ck_assert_msg (machine->run.unknown == NULL, "%s: %s", machine->machine->id,
                     machine->run.unknown);
      ck_assert_ptr_null (machine->money_unknown);
      ck_assert_double_gt (machine->decode.tokens_per_s.value, 1);
      ck_assert_double_lt (machine->decode.tokens_per_s.value,
                           machine->decode.ceiling_tokens_per_s);
    }
}
END_TEST

/* Source: facts/article.json, the break-even table. */
static const struct
{
  double usd, spark_low, spark_high, mac;
} article_rows[] = {
  { 50, 40, 80, 79.98 }, { 200, 10, 20, 19.995 }, { 500, 4, 8, 7.998 }, { 1000, 2, 4, 3.999 },
};

START_TEST (article_rule_gives_the_article_table)
{
  rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, article_rows[_i].usd);
  evaluate ();
  rig_assert_close (answer.machines[0].article_payback_low, article_rows[_i].spark_low, 1e-12);
  rig_assert_close (answer.machines[0].article_payback_high, article_rows[_i].spark_high, 1e-12);
  rig_assert_close (answer.machines[2].article_payback_low, article_rows[_i].mac, 1e-12);
}
END_TEST

/* Source: oracles/roi.json, ex4: prices 3 / 0.3 / 15, 25 input tokens per output token, 86 %
 * cached. */
START_TEST (dollars_become_tokens)
{
  const RigPrices prices = { 3, 0.3, 15 };
  RigUse use;

  rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, 200);
  rig_use_init (&use, scenario, &prices);
  rig_assert_close (use.tokens_out, 6.259781e6, 1e-6);
  rig_assert_close (use.tokens_in + use.tokens_cached, 156.494523e6, 1e-6);
  rig_assert_close (rig_use_get_bill_usd (&use, &prices), 200, 1e-12);
}
END_TEST

START_TEST (typed_tokens_make_the_bill)
{
  const RigPrices prices = { 2, 0.5, 10 };
  RigUse use;

  rig_scenario_set_number (scenario, RIG_KEY_TOKENS_IN, 3e6);
  rig_scenario_set_number (scenario, RIG_KEY_TOKENS_CACHED, 4e6);
  rig_scenario_set_number (scenario, RIG_KEY_TOKENS_OUT, 1e6);
  rig_use_init (&use, scenario, &prices);
  rig_assert_close (use.usd, 3 * 2 + 4 * 0.5 + 10, 1e-12);
}
END_TEST

/* The user's own price counts on every day, and what a cache asks that nobody lists is that. */
START_TEST (prices_of_ones_own)
{
  const RigApiTier tiers[] = { { NAN, "2026-10-01", 4, NAN, NAN, 20 } };
  RigApi api = { .id = "x/y", .tiers = tiers, .n_tiers = G_N_ELEMENTS (tiers) };
  const RigUse use = { .tokens_in = 1e6, .tokens_cached = 2e6, .tokens_out = 1e6 };
  RigMoneyStep steps[RIG_MONEY_MAX_STEPS];
  RigPrices prices;

  api.input = (RigFigure){ .value = 3, .low = 3, .high = 3, .basis = RIG_BASIS_SPEC };
  api.output = api.cached_input = (RigFigure) RIG_FIGURE_UNKNOWN;
  ck_assert (!rig_prices_init (&prices, &api, scenario, "2026-09-30"));
  rig_scenario_set_override (scenario, RIG_OVERRIDE_API_OUTPUT, "x/y", 10);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_API_INPUT, "x/y", 2);
  ck_assert (rig_prices_init (&prices, &api, scenario, "2026-10-01"));
  ck_assert (prices.input == 2 && prices.cached == 2 && prices.output == 10);
  ck_assert_double_eq (rig_use_get_bill_usd (&use, &prices), 2 + 2 * 2 + 10);
  ck_assert_uint_eq (rig_price_schedule_fill (&api, scenario, &use, "2026-09-30", steps), 0);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_API_CACHED, "x/y", 0.5);
  ck_assert (rig_prices_init (&prices, &api, scenario, "2026-10-01"));
  ck_assert_double_eq (rig_use_get_bill_usd (&use, &prices), 2 + 2 * 0.5 + 10);
}
END_TEST

START_TEST (prices_follow_their_dates)
{
  const RigApiTier tiers[] = {
    { NAN, "2026-10-01", 4, NAN, NAN, 20 },
    { NAN, "2027-01-01", 5, 1, NAN, 25 },
    { 200000, NULL, 9, 9, NAN, 90 },
  };
  RigApi api = { .id = "x", .tiers = tiers, .n_tiers = G_N_ELEMENTS (tiers) };
  RigPrices prices;

  api.input = (RigFigure){ .value = 3, .low = 3, .high = 3, .basis = RIG_BASIS_SPEC };
  api.output = (RigFigure){ .value = 15, .low = 15, .high = 15, .basis = RIG_BASIS_SPEC };
  api.cached_input = (RigFigure) RIG_FIGURE_UNKNOWN;
  ck_assert (rig_prices_init (&prices, &api, NULL, "2026-09-30"));
  ck_assert (prices.input == 3 && prices.cached == 3 && prices.output == 15);
  ck_assert (rig_prices_init (&prices, &api, NULL, "2026-10-01"));
  ck_assert (prices.input == 4 && prices.cached == 4 && prices.output == 20);
  ck_assert (rig_prices_init (&prices, &api, NULL, "2027-06-01"));
  ck_assert (prices.input == 5 && prices.cached == 1 && prices.output == 25);
  api.output = (RigFigure) RIG_FIGURE_UNKNOWN;
  ck_assert (!rig_prices_init (&prices, &api, NULL, "2026-09-30"));
}
END_TEST

START_TEST (user_knows_better)
{
  compare ("mac-studio-m5-max-128", "dgx-spark-128");
  rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, "mac-studio-m5-max-128", 4321);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_LOAD_WATTS, "mac-studio-m5-max-128", 111);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_IDLE_WATTS, "mac-studio-m5-max-128", 7);
  rig_scenario_set_override (scenario, RIG_OVERRIDE_USABLE_SHARE, "mac-studio-m5-max-128", 0.5);
  evaluate ();
  ck_assert_double_eq (answer.machines[0].price_usd.value, 4321);
  ck_assert_int_eq (answer.machines[0].price_usd.basis, RIG_BASIS_TYPED);
  ck_assert_double_eq (answer.machines[0].load_w.value, 111);
  ck_assert_double_eq (answer.machines[0].idle_w.value, 7);
  ck_assert_double_eq (answer.machines[0].fit.usable_bytes, 64 * 1073741824.0);
  /* The other machine keeps its own: facts/hardware.json says 6,950 recently, 150 W, 25 W. */
  ck_assert_double_eq (answer.machines[1].price_usd.value, 6950);
  ck_assert_double_eq (answer.machines[1].load_w.value, 150);
  ck_assert_double_eq (answer.machines[1].idle_w.value, 25);
}
END_TEST

START_TEST (country_sets_the_tariff)
{
  const RigTariff *tariff = rig_catalog_find_tariff (catalog, "DE");

  ck_assert_ptr_nonnull (tariff);
  rig_scenario_set_number (scenario, RIG_KEY_ELECTRICITY, 0.05);
  evaluate ();
  ck_assert_double_eq (answer.machines[0].money_inputs.usd_per_kwh, 0.05);
  rig_scenario_set_text (scenario, RIG_KEY_COUNTRY, "DE");
  evaluate ();
  ck_assert_double_eq (answer.machines[0].money_inputs.usd_per_kwh, tariff->usd_per_kwh.value);
}
END_TEST

/* Nobody says what a Mac Studio M5 Max takes; that is no reason to run it for nothing. */
START_TEST (unknown_watts_are_not_zero)
{
  compare ("mac-studio-m5-max-128", "mac-studio-m3-ultra-512");
  evaluate ();
  ck_assert_int_eq (answer.machines[0].load_origin, RIG_LOAD_KIND);
  ck_assert_int_eq (answer.machines[0].load_w.basis, RIG_BASIS_ESTIMATED);
  ck_assert_double_gt (answer.machines[0].load_w.low, 0);
  ck_assert_double_lt (answer.machines[0].load_w.low, answer.machines[0].load_w.high);
  ck_assert_double_gt (answer.machines[0].energy_usd_per_month.low, 0);
  /* 262 W at the wall was measured on the other: facts/hardware.json. */
  ck_assert_int_eq (answer.machines[1].load_origin, RIG_LOAD_MEASURED);
  ck_assert_double_eq (answer.machines[1].load_w.value, 262);
}
END_TEST

START_TEST (what_does_not_fit_has_no_speed_and_no_payback)
{
  compare ("rtx-5080", "mac-studio-m3-ultra-512");
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "llama-3.3-70b");
  evaluate ();
  ck_assert_int_eq (answer.machines[0].fit.verdict, RIG_FIT_NO);
  ck_assert_ptr_nonnull (answer.machines[0].run.unknown);
  ck_assert_ptr_nonnull (answer.machines[0].money_unknown);
  ck_assert (isnan (answer.machines[0].decode.tokens_per_s.value));
  ck_assert (isnan (answer.machines[0].payback_months.value));
  ck_assert_int_eq (answer.machines[1].fit.verdict, RIG_FIT_FITS);
  ck_assert (!isnan (answer.machines[1].decode.tokens_per_s.value));
}
END_TEST

START_TEST (program_is_the_fastest_or_the_chosen)
{
  double best;

  compare ("framework-desktop-128", "mac-studio-m3-ultra-96");
  evaluate ();
  best = answer.machines[0].decode.tokens_per_s.value;
  rig_scenario_set_text (scenario, RIG_KEY_STACK, "rocm");
  evaluate ();
  ck_assert_int_eq (answer.machines[0].run.stack, RIG_STACK_ROCM);
  ck_assert_double_le (answer.machines[0].decode.tokens_per_s.value, best);
  /* ROCm does not run on a Mac, and nothing is made up for it. */
  ck_assert_ptr_nonnull (answer.machines[1].run.unknown);
}
END_TEST

START_TEST (hosts_come_cheapest_first)
{
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "llama-3.3-70b");
  evaluate ();
  ck_assert_uint_ge (answer.n_hosted, 3);
  for (guint i = 0; i < answer.n_hosted; i++)
    {
      ck_assert_str_eq (answer.hosted[i].api->local_model, "llama-3.3-70b");
      if (i > 0)
        ck_assert_double_ge (answer.hosted[i].usd_per_month, answer.hosted[i - 1].usd_per_month);
    }
}
END_TEST

START_TEST (more_spend_pays_back_sooner)
{
  double last = INFINITY;

  for (double usd = 50; usd <= 3200; usd *= 2)
    {
      rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, usd);
      evaluate ();
      ck_assert_double_le (answer.machines[2].payback_months.value, last);
      last = answer.machines[2].payback_months.value;
    }
  ck_assert (isfinite (last));
}
END_TEST

START_TEST (custom_model_has_the_size_asked_for)
{
  static const double sizes[] = { 0.5, 1, 3, 8, 27, 70, 120, 405, 2000 };
  static const double shares[] = { 1, 0.5, 0.1, 0.03 };
  RigCustomModel custom;

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint a = 0; a < G_N_ELEMENTS (shares); a++)
      {
        double params = sizes[s] * 1e9;
        rig_custom_model_init (&custom, catalog, params, shares[a]);
        ck_assert_uint_le (custom.model.n_layers, RIG_CUSTOM_MAX_LAYERS);
        ck_assert_uint_eq (custom.model.moe.present, shares[a] < 0.95);
        /* Widths come in whole blocks, which is coarse for tiny mixtures. */
        if (sizes[s] >= 8)
          rig_assert_close (custom.model.total_params.value, params, 0.12);
        ck_assert_double_le (custom.model.active_params.value, custom.model.total_params.value);
      }
}
END_TEST

START_TEST (size_sliders_work_end_to_end)
{
  double smaller;

  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "custom");
  rig_scenario_set_number (scenario, RIG_KEY_MODEL_SIZE, 13);
  evaluate ();
  ck_assert (answer.model->hypothetical);
  ck_assert (answer.weights.interpolated);
  smaller = answer.memory.total_bytes;
  rig_scenario_set_number (scenario, RIG_KEY_MODEL_SIZE, 34);
  evaluate ();
  ck_assert_double_gt (answer.memory.total_bytes, 1.5 * smaller);
}
END_TEST

static void
check_order (const RigEstimate *estimate, const char *what, const char *machine, const char *model)
{
  if (!rig_estimate_is_known (estimate))
    return;
  ck_assert_msg (estimate->low <= estimate->value && estimate->value <= estimate->high,
                 "%s of %s on %s: %g <= %g <= %g", what, model, machine, estimate->low,
                 estimate->value, estimate->high);
}

static void
check_machine (const RigMachineAnswer *machine, const char *model)
{
  const char *id = machine->machine->id;

  check_order (&machine->decode.tokens_per_s, "decode", id, model);
  check_order (&machine->decode_all.tokens_per_s, "decode of all", id, model);
  check_order (&machine->prefill.tokens_per_s, "prefill", id, model);
  check_order (&machine->ttft_s, "ttft", id, model);
  check_order (&machine->answer_s, "answer", id, model);
  check_order (&machine->speculated, "speculation", id, model);
  check_order (&machine->tokens_per_joule, "tokens per joule", id, model);
  check_order (&machine->tokens_per_s_per_usd, "tokens/s per dollar", id, model);
  check_order (&machine->offload.decode_tokens_per_s, "offload", id, model);
  check_order (&machine->payback_months, "payback", id, model);
  check_order (&machine->npv_usd, "npv", id, model);
  ck_assert_msg (rig_estimate_is_known (&machine->decode.tokens_per_s)
                   == (machine->run.unknown == NULL), "%s on %s", model, id);
  if (machine->run.unknown == NULL)
    ck_assert_double_le (machine->decode.tokens_per_s.high,
                         machine->decode.ceiling_tokens_per_s * (1 + 1e-9));
  if (rig_estimate_is_known (&machine->ttft_s))
    ck_assert_double_gt (machine->answer_s.value, machine->ttft_s.value);
  /* What fits needs no help, and what does not gets the same verdict with it. */
  if (rig_estimate_is_known (&machine->offload.decode_tokens_per_s))
    ck_assert_int_eq (machine->fit.verdict, RIG_FIT_NO);
}

/* Every model on every machine: nothing crashes, no interval is upside down, no speed beats
 * physics. */
static const struct
{
  const char *quant, *stack;
} whole[] = {
  { "Q4_K_M", "auto" }, { "F16", "auto" },    { "MLX-4bit", "auto" },
  { "FP8", "auto" },    { "Q4_K_M", "cpu" },
};

START_TEST (whole_catalogue_holds_together)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  const GPtrArray *models = rig_catalog_get_models (catalog);

  rig_scenario_set_text (scenario, RIG_KEY_QUANT, whole[_i].quant);
  rig_scenario_set_text (scenario, RIG_KEY_STACK, whole[_i].stack);
  rig_scenario_set_number (scenario, RIG_KEY_CHATS, 4);
  rig_scenario_set_number (scenario, RIG_KEY_HOST_MEMORY, 256);
  rig_scenario_set_number (scenario, RIG_KEY_HOST_BANDWIDTH, 96);
  for (guint m = 0; m + 1 < machines->len; m += 2)
    for (guint i = 0; i < models->len; i++)
      {
        const RigMachine *a = g_ptr_array_index (machines, m);
        const RigMachine *b = g_ptr_array_index (machines, m + 1);
        const RigModel *model = g_ptr_array_index (models, i);
        compare (a->id, b->id);
        rig_scenario_set_text (scenario, RIG_KEY_MODEL, model->id);
        evaluate ();
        for (guint k = 0; k < answer.n_machines; k++)
          check_machine (&answer.machines[k], model->id);
      }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("answer");
  TCase *tcase = tcase_create ("answer");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, first_start_answers_for_all_three);
  tcase_add_loop_test (tcase, article_rule_gives_the_article_table, 0,
                       G_N_ELEMENTS (article_rows));
  tcase_add_test (tcase, dollars_become_tokens);
  tcase_add_test (tcase, typed_tokens_make_the_bill);
  tcase_add_test (tcase, prices_of_ones_own);
  tcase_add_test (tcase, prices_follow_their_dates);
  tcase_add_test (tcase, user_knows_better);
  tcase_add_test (tcase, country_sets_the_tariff);
  tcase_add_test (tcase, unknown_watts_are_not_zero);
  tcase_add_test (tcase, what_does_not_fit_has_no_speed_and_no_payback);
  tcase_add_test (tcase, program_is_the_fastest_or_the_chosen);
  tcase_add_test (tcase, hosts_come_cheapest_first);
  tcase_add_test (tcase, more_spend_pays_back_sooner);
  tcase_add_test (tcase, custom_model_has_the_size_asked_for);
  tcase_add_test (tcase, size_sliders_work_end_to_end);
  tcase_add_loop_test (tcase, whole_catalogue_holds_together, 0, G_N_ELEMENTS (whole));
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
