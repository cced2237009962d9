/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/machine-option.h"

#include "engine/answer/needs.h"

#include "rig-test.h"

static RigTruth
check_feature (const RigOption *option, RigFeature feature)
{
  const RigNeed need = { .kind = RIG_NEED_FEATURES, .features = RIG_FEATURE_BIT (feature) };
  return rig_need_check (&need, option);
}

static RigTruth
check_date (const RigOption *option, const char *date)
{
  const RigNeed need = { .kind = RIG_NEED_BY_DATE, .date = date };
  return rig_need_check (&need, option);
}

START_TEST (machines_of_the_catalogue)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const RigMachine *gb10 = rig_catalog_find_machine (catalog, "dgx-spark-128");
  const RigMachine *ultra = rig_catalog_find_machine (catalog, "mac-studio-m3-ultra-512");
  RigOption spark, mac;
  rig_option_init_from_machine (&spark, gb10);
  rig_option_init_from_machine (&mac, ultra);
  ck_assert_int_eq (check_feature (&spark, RIG_FEATURE_CUDA), RIG_TRUTH_YES);
  ck_assert_int_eq (check_feature (&spark, RIG_FEATURE_LINUX), RIG_TRUTH_YES);
  ck_assert_int_eq (check_feature (&spark, RIG_FEATURE_MACOS), RIG_TRUTH_NO);
  ck_assert_int_eq (check_feature (&spark, RIG_FEATURE_LAPTOP), RIG_TRUTH_NO);
  ck_assert_int_eq (check_feature (&spark, RIG_FEATURE_QUIET), RIG_TRUTH_UNKNOWN);
  ck_assert_int_eq (check_feature (&mac, RIG_FEATURE_CUDA), RIG_TRUTH_NO);
  ck_assert_int_eq (check_feature (&mac, RIG_FEATURE_METAL), RIG_TRUTH_YES);
  ck_assert_int_eq (check_feature (&mac, RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_MLX),
                    RIG_TRUTH_YES);
  ck_assert_double_eq (mac.traits[RIG_TRAIT_MEMORY_GB].low, 512);
  /* Sold from March 2025 to March 2026. */
  ck_assert_int_eq (check_date (&mac, "2025-02-01"), RIG_TRUTH_NO);
  ck_assert_int_eq (check_date (&mac, "2025-06-01"), RIG_TRUTH_YES);
  ck_assert_int_eq (check_date (&mac, "2026-11-22"), RIG_TRUTH_NO);
}
END_TEST

/* The date of a need says the same as the catalogue's own question, for every machine. */
START_TEST (dates_agree_with_the_catalogue)
{
  static const char *const dates[] = { "2022-05-05", "2025-07-01", "2026-06-01", "2027-01-01" };
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);
      RigOption option;
      rig_option_init_from_machine (&option, machine);
      for (guint d = 0; d < G_N_ELEMENTS (dates); d++)
        {
          RigTruth truth = check_date (&option, dates[d]);
          if (truth != RIG_TRUTH_UNKNOWN)
            ck_assert_msg ((truth == RIG_TRUTH_YES) == rig_machine_is_on_sale (machine, dates[d]),
                           "%s on %s", machine->id, dates[d]);
        }
    }
}
END_TEST

START_TEST (answers_of_a_scenario)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  g_autoptr (RigEvaluator) evaluator = rig_evaluator_new (catalog);
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  RigAnswer answer;
  rig_evaluator_evaluate (evaluator, scenario, &answer);
  ck_assert_uint_gt (answer.n_machines, 1);
  for (guint i = 0; i < answer.n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer.machines[i];
      RigOption option;
      RigNeed need = { .kind = RIG_NEED_AT_LEAST, .trait = RIG_TRAIT_DECODE };
      rig_option_init_from_answer (&option, machine);
      ck_assert_str_eq (option.id, machine->machine->id);
      ck_assert_int_eq (check_feature (&option, RIG_FEATURE_RUNS_MODEL) == RIG_TRUTH_NO,
                        machine->fit.verdict == RIG_FIT_NO);
      if (isnan (machine->decode.tokens_per_s.low))
        {
          ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_UNKNOWN);
          continue;
        }
      /* Faster than its least for certain, than its middle perhaps, than its most never. */
      need.limit = machine->decode.tokens_per_s.low;
      ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_YES);
      need.limit = machine->decode.tokens_per_s.high * 1.001;
      ck_assert_int_eq (rig_need_check (&need, &option), RIG_TRUTH_NO);
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("machine-option");
  TCase *tcase = tcase_create ("machine-option");
  tcase_add_test (tcase, machines_of_the_catalogue);
  tcase_add_test (tcase, dates_agree_with_the_catalogue);
  tcase_add_test (tcase, answers_of_a_scenario);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
