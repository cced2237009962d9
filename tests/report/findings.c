/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"
#include "answer-fixture.h"

#include "report/report.h"

/*
 * The sentence above a page, and the intervals below it: nothing may be claimed that the intervals
 * of the answer do not carry.
 */

static void
compare (const char *first, const char *second, const char *third)
{
  const char *const ids[] = { first, second, third, NULL };

  ck_assert (rig_scenario_set_machines (scenario, ids));
}

static RigReport *
make (RigPage page)
{
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  return rig_report_new (page, evaluator, scenario, &answer);
}

static void
assert_says (const RigReport *report, const char *part)
{
  ck_assert_msg (strstr (report->finding, part) != NULL, "“%s” does not say “%s”",
                 report->finding, part);
}

static void
assert_silent (const RigReport *report, const char *part)
{
  ck_assert_msg (strstr (report->finding, part) == NULL, "“%s” says “%s”", report->finding, part);
}

static const RigCell *
find_cell (const RigReport *report, const char *table_id, const char *row_id, guint column)
{
  for (guint t = 0; t < report->tables->len; t++)
    {
      const RigTable *table = g_ptr_array_index (report->tables, t);
      if (!g_str_equal (table->id, table_id))
        continue;
      for (guint r = 0; r < table->rows->len; r++)
        if (g_str_equal (rig_table_get_row (table, r)->id, row_id))
          return rig_table_get_cell (table, r, column);
    }
  ck_abort_msg ("%s has no row %s", table_id, row_id);
  return NULL;
}

/* A dollar a month does not even pay the electricity, so a machine never pays back; $50 a month do,
 * but not within the ten years that are looked at. */
START_TEST (never_is_told_from_more_than_ten_years)
{
  compare ("rtx-spark-128", "mac-studio-m4-ultra-192", NULL);
  rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, 1);
  {
    g_autoptr (RigReport) report = make (RIG_PAGE_COST);
    ck_assert_str_eq (find_cell (report, "cost", "payback_months", 1)->text, "never");
  }
  rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, 50);
  {
    g_autoptr (RigReport) report = make (RIG_PAGE_COST);
    const RigCell *cell = find_cell (report, "cost", "payback_months", 2);
    ck_assert (isinf (cell->value));
    ck_assert_str_eq (cell->text, "more than 10 years");
  }
}
END_TEST

/* Where nothing is preferred there are no scores to tell of. */
START_TEST (without_weights_there_are_no_scores)
{
  g_autoptr (RigReport) report = NULL;

  for (RigKey key = RIG_KEY_WEIGHT_PRICE; key <= RIG_KEY_WEIGHT_PORTABILITY; key++)
    rig_scenario_set_number (scenario, key, 0);
  report = make (RIG_PAGE_DECIDE);
  assert_says (report, "none of the preferences has a weight");
  assert_silent (report, "scores");
}
END_TEST

/* The two Macs of the article share one bandwidth: neither is faster than the other. */
START_TEST (equal_memories_are_fastest_together)
{
  g_autoptr (RigReport) report = make (RIG_PAGE_SPECS);

  assert_says (report, "M4 Ultra 192 and M4 Ultra 128 have the fastest memory");
}
END_TEST

/* 800 to 1092 GB/s against 864: the figures do not tell. */
START_TEST (overlapping_memories_are_open)
{
  g_autoptr (RigReport) report = NULL;

  compare ("mac-studio-m4-ultra-192", "l40s", NULL);
  report = make (RIG_PAGE_SPECS);
  assert_says (report, "open between M4 Ultra 192 and L40S");
}
END_TEST

/* Two intervals that overlap are not "equally fast", and neither has the other's number. */
START_TEST (overlapping_speeds_are_rivals)
{
  g_autoptr (RigReport) report = NULL;
  const RigEstimate *first, *second;

  compare ("mac-studio-m5-ultra-256", "mac-studio-m3-ultra-256", NULL);
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "qwen3-32b");
  report = make (RIG_PAGE_SPEED);
  first = &answer.machines[0].decode.tokens_per_s;
  second = &answer.machines[1].decode.tokens_per_s;
  ck_assert_double_gt (first->value, second->value);
  ck_assert_double_le (first->low, second->high);
  assert_silent (report, "equally");
  assert_says (report, "M5 Ultra 256 writes");
  assert_says (report, "M3 Ultra 256 may be as fast");
}
END_TEST

/* MLX runs on Macs only; the card has room, so that "only the Mac can run it" would be wrong. */
START_TEST (speed_of_one_is_not_a_victory)
{
  g_autoptr (RigReport) report = NULL;

  compare ("mac-studio-m4-max-128", "rtx-4090", NULL);
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "llama-3.1-8b");
  rig_scenario_set_text (scenario, RIG_KEY_QUANT, "MLX-4bit");
  report = make (RIG_PAGE_SPEED);
  ck_assert_int_ne (answer.machines[1].fit.verdict, RIG_FIT_NO);
  assert_says (report, "can be told only for Studio M4 Max 128");
}
END_TEST

START_TEST (tight_is_not_called_a_fit)
{
  g_autoptr (RigReport) report = NULL;

  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "generic-140b");
  rig_scenario_set_override (scenario, RIG_OVERRIDE_USABLE_SHARE, "rtx-spark-128", 0.7);
  report = make (RIG_PAGE_MODELS);
  ck_assert_int_eq (answer.machines[0].fit.verdict, RIG_FIT_TIGHT);
  ck_assert_int_eq (answer.machines[1].fit.verdict, RIG_FIT_FITS);
  assert_silent (report, "every machine");
  assert_says (report, "it fits M4 Ultra 192.");
  assert_says (report, "It is tight on RTX Spark 128 and M4 Ultra 128.");
}
END_TEST

/* At $50 a month the RTX Spark pays back at the low end of its price, and not in the middle. */
START_TEST (perhaps_is_not_never)
{
  g_autoptr (RigReport) report = NULL;

  rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, 40);
  report = make (RIG_PAGE_COST);
  ck_assert (isinf (answer.machines[0].payback_months.value));
  ck_assert (isfinite (answer.machines[0].payback_months.low));
  assert_silent (report, "none of these machines pays");
  assert_says (report, "RTX Spark 128 may: ");
}
END_TEST

/* One machine alone is not first, and the others are named. */
START_TEST (first_needs_a_second)
{
  g_autoptr (RigReport) report = NULL;

  compare ("mac-studio-m4-ultra-192", "rtx-4060-ti-16", NULL);
  rig_scenario_set_text (scenario, RIG_KEY_MODEL, "llama-3.3-70b");
  rig_scenario_set_number (scenario, RIG_KEY_HOURS_AVAILABLE, 730);
  report = make (RIG_PAGE_COST);
  ck_assert_ptr_null (answer.machines[0].money_unknown);
  ck_assert_ptr_nonnull (answer.machines[1].money_unknown);
  assert_silent (report, "first");
  assert_says (report, "RTX 4060 Ti 16 cannot be reckoned");
}
END_TEST

/* A tenth of the price for the same model: no machine saves as much, over all that is known. */
START_TEST (changing_the_host_beats_machines)
{
  g_autoptr (RigReport) dear = NULL, cheap = NULL;
  const RigCell *change;

  rig_scenario_set_number (scenario, RIG_KEY_HORIZON, 24);
  dear = make (RIG_PAGE_COST);
  assert_says (dear, "Changing the host beats every machine here");
  change = find_cell (dear, "courses", "switch", 4);
  for (guint i = 0; i < answer.n_machines; i++)
    ck_assert_double_lt (answer.machines[i].npv_usd.high, change->value);
  /* At a price next to nothing a machine may win, and then nothing is claimed. */
  rig_scenario_set_override (scenario, RIG_OVERRIDE_PRICE, "rtx-spark-128", 100);
  cheap = make (RIG_PAGE_COST);
  assert_silent (cheap, "Changing the host beats");
  assert_says (cheap, "The same tokens of");
}
END_TEST

/* What cannot do the work is named before anything else, with its share. */
START_TEST (slow_machines_come_first)
{
  g_autoptr (RigReport) report = NULL;

  rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, 3000);
  rig_scenario_set_text (scenario, RIG_KEY_USE_MIX, "chat");
  report = make (RIG_PAGE_COST);
  for (guint i = 0; i < answer.n_machines; i++)
    ck_assert_double_lt (answer.machines[i].money.served_share, 0.99);
  ck_assert (g_str_has_prefix (report->finding, "Too slow for all of the work: "));
}
END_TEST

/* What is computed from an interval is one. */
START_TEST (ranges_are_shown)
{
  g_autoptr (RigReport) cost = make (RIG_PAGE_COST);
  g_autoptr (RigReport) speed = make (RIG_PAGE_SPEED);

  ck_assert_ptr_nonnull (strstr (find_cell (cost, "cost", "busy_hours", 1)->text, "–"));
  ck_assert_ptr_nonnull (strstr (find_cell (cost, "cost", "irr_per_year", 1)->text, "–"));
  ck_assert_ptr_nonnull (strstr (find_cell (cost, "cost", "npv_usd", 2)->text, " to "));
  ck_assert_ptr_nonnull (strstr (find_cell (speed, "speed", "ttft_s", 1)->text, "("));
  ck_assert_ptr_nonnull (strstr (find_cell (speed, "speed", "answer_s", 1)->text, "("));
}
END_TEST

/* What stands in the rows "to be bought" is one machine's: the parameters of F16, at two bytes, are
 * those that its own memory holds. */
START_TEST (to_be_bought_is_one_machine)
{
  g_autoptr (RigReport) report = make (RIG_PAGE_SPECS);
  const RigMachine *real = rig_catalog_find_machine (catalog, "mac-studio-m5-ultra-256");
  double usable = rig_machine_get_memory_bytes (real) * real->usable_gpu_fraction_default.value;

  rig_assert_close (find_cell (report, "article-specs", "memory/rigwise", 2)->value, 256, 0);
  rig_assert_close (find_cell (report, "article-specs", "max-model-fp16/rigwise", 2)->value,
                    usable / 2, 0.01);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("findings");
  TCase *tcase = tcase_create ("findings");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, never_is_told_from_more_than_ten_years);
  tcase_add_test (tcase, without_weights_there_are_no_scores);
  tcase_add_test (tcase, equal_memories_are_fastest_together);
  tcase_add_test (tcase, overlapping_memories_are_open);
  tcase_add_test (tcase, overlapping_speeds_are_rivals);
  tcase_add_test (tcase, speed_of_one_is_not_a_victory);
  tcase_add_test (tcase, tight_is_not_called_a_fit);
  tcase_add_test (tcase, perhaps_is_not_never);
  tcase_add_test (tcase, first_needs_a_second);
  tcase_add_test (tcase, changing_the_host_beats_machines);
  tcase_add_test (tcase, slow_machines_come_first);
  tcase_add_test (tcase, ranges_are_shown);
  tcase_add_test (tcase, to_be_bought_is_one_machine);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
