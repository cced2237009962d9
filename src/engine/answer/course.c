/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/course.h"

#include "engine/answer/machine-answer.h"
#include "engine/answer/price-schedule.h"

static void
add (RigCourse *self, guint machine, const RigMoneyWorth *worth, double *highest)
{
  if (worth->pays_back)
    self->pays |= 1u << machine;
  if (!(worth->npv_usd > *highest))
    return;
  *highest = worth->npv_usd;
  self->cheapest = (int) machine;
}

void
rig_course_init_from_answer (RigCourse *self, const RigAnswer *answer)
{
  double highest = 0;

  *self = (RigCourse){ -1, 0 };
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      RigMoneyWorth worth = { machine->money.npv_usd, machine->money.payback_months
                                                        <= machine->money_inputs.horizon_months };

      if (machine->money_unknown == NULL)
        add (self, i, &worth, &highest);
    }
}

void
rig_course_finder_init (RigCourseFinder *self, const RigCatalog *catalog,
                        const RigScenario *scenario)
{
  const RigApi *api
    = rig_catalog_find_api (catalog, rig_scenario_get_text (scenario, RIG_KEY_API));
  char buffer[sizeof self->date];

  *self = (RigCourseFinder){ .catalog = catalog, .memo = RIG_MONEY_MEMO_INIT };
  g_strlcpy (self->date, rig_use_get_date (scenario, buffer, sizeof buffer), sizeof self->date);
  if (api != NULL && rig_prices_init (&self->prices, api, scenario, self->date))
    self->api = api;
}

void
rig_course_finder_set_scenario (RigCourseFinder *self, const RigScenario *scenario)
{
  RigMoneyStep steps[RIG_MONEY_MAX_STEPS];
  guint n_steps = 0;
  RigUse use;

  rig_use_init (&use, scenario, self->api != NULL ? &self->prices : NULL);
  if (self->api != NULL && self->api->n_tiers > 0)
    n_steps = rig_price_schedule_fill (self->api, scenario, &use, self->date, steps);
  rig_machine_answer_init_common_inputs (&self->inputs, scenario, self->catalog, &use, steps,
                                         n_steps);
  self->loan_share = rig_scenario_get_number (scenario, RIG_KEY_LOAN_SHARE);
  for (guint i = 0; i < RIG_MAX_COMPARED; i++)
    self->worths[i].known = FALSE;
}

/* Whether it was found from the same figures; brings these up to date. */
static gboolean
is_known (RigCourseWorth *self, const RigMoneyInputs *inputs)
{
  gboolean known = self->known && self->price_usd == inputs->price_usd
                   && self->prefill_tokens_per_s == inputs->prefill_tokens_per_s
                   && self->decode_tokens_per_s == inputs->decode_tokens_per_s;

  self->price_usd = inputs->price_usd;
  self->prefill_tokens_per_s = inputs->prefill_tokens_per_s;
  self->decode_tokens_per_s = inputs->decode_tokens_per_s;
  self->known = TRUE;
  return known;
}

static void
find_worth (RigCourseFinder *self, const RigMachineAnswer *machine, RigCourseWorth *worth)
{
  if (rig_machine_answer_get_money_unknown (machine) != NULL)
    {
      worth->worth = (RigMoneyWorth){ NAN, FALSE };
      worth->known = FALSE;
      return;
    }
  rig_machine_answer_put_inputs (machine, RIG_MONEY_MIDDLE, self->loan_share, &self->inputs);
  if (!is_known (worth, &self->inputs))
    rig_money_worth_init (&worth->worth, &self->inputs, &self->memo);
}

void
rig_course_finder_find (RigCourseFinder *self, const RigAnswer *answer, RigCourse *course)
{
  double highest = 0;

  *course = (RigCourse){ -1, 0 };
  for (guint i = 0; i < answer->n_machines; i++)
    {
      find_worth (self, &answer->machines[i], &self->worths[i]);
      add (course, i, &self->worths[i].worth, &highest);
    }
}
