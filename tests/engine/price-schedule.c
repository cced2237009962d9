/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/price-schedule.h"

#include "engine/catalog/catalog.h"

#include "rig-test.h"

#include <math.h>

START_TEST (doubles_on_new_years_day)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const RigApi *api = rig_catalog_find_api (catalog, "google/gemini-3.7-flash");
  const RigUse use = { .tokens_in = 1e7, .tokens_cached = 6e7, .tokens_out = 3e6 };
  RigMoneyStep steps[RIG_MONEY_MAX_STEPS];

  ck_assert_ptr_nonnull (api);
  ck_assert_uint_eq (rig_price_schedule_fill (api, NULL, &use, "2026-11-22", steps), 1);
  /* Months begin on the 22nd: December, January (prices change in it), and the next is dearer. */
  ck_assert_uint_eq (steps[0].month, 3);
  ck_assert_double_eq_tol (steps[0].factor, 2, 1e-12);
  ck_assert_uint_eq (rig_price_schedule_fill (api, NULL, &use, "2026-12-01", steps), 1);
  ck_assert_uint_eq (steps[0].month, 2);
  /* Once it is in force it is today's price. */
  ck_assert_uint_eq (rig_price_schedule_fill (api, NULL, &use, "2027-01-01", steps), 0);
}
END_TEST

START_TEST (several_changes_in_any_order)
{
  const RigApiTier tiers[] = {
    { .above_input_tokens = 200000, .input = 99, .output = 99, .cached_input = 9 },
    { .above_input_tokens = NAN, .from_date = "2027-06-01", .input = 4, .output = 8,
      .cached_input = NAN },
    { .above_input_tokens = NAN, .from_date = "2027-01-15", .input = 1, .output = 2,
      .cached_input = NAN },
    { .above_input_tokens = NAN, .from_date = "2027-01-10", .input = 50, .output = 50,
      .cached_input = NAN },
  };
  RigApi api = { .id = "x", .tiers = tiers, .n_tiers = G_N_ELEMENTS (tiers) };
  const RigUse use = { .tokens_in = 1e6, .tokens_out = 1e6 }, nothing = { 0 };
  RigMoneyStep steps[RIG_MONEY_MAX_STEPS];

  api.input = (RigFigure){ .value = 2, .low = 2, .high = 2, .basis = RIG_BASIS_SPEC };
  api.output = (RigFigure){ .value = 4, .low = 4, .high = 4, .basis = RIG_BASIS_SPEC };
  api.cached_input = (RigFigure){ .value = NAN, .low = NAN, .high = NAN };
  ck_assert_uint_eq (rig_price_schedule_fill (&api, NULL, &use, "2026-12-20", steps), 2);
  ck_assert_uint_eq (steps[0].month, 2);
  ck_assert_double_eq (steps[0].factor, 0.5);
  ck_assert_uint_eq (steps[1].month, 7);
  ck_assert_double_eq (steps[1].factor, 2);
  ck_assert_uint_eq (rig_price_schedule_fill (&api, NULL, &nothing, "2026-12-20", steps), 0);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("price-schedule");
  TCase *tcase = tcase_create ("price-schedule");
  tcase_add_test (tcase, doubles_on_new_years_day);
  tcase_add_test (tcase, several_changes_in_any_order);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
