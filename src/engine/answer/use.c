/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/use.h"

#include "engine/estimate/money.h"

gboolean
rig_prices_init (RigPrices *prices, const RigApi *api, const char *date)
{
  const RigApiTier *latest = NULL;

  if (!rig_figure_is_known (&api->input) || !rig_figure_is_known (&api->output))
    return FALSE;
  prices->input = api->input.value;
  prices->output = api->output.value;
  prices->cached = api->cached_input.value;

  /* Of the announced changes the latest that is in force counts; tiers by length do not: the
   * traffic of many short requests is what a bill is made of. */
  for (guint i = 0; i < api->n_tiers; i++)
    {
      const RigApiTier *tier = &api->tiers[i];
      if (tier->from_date != NULL && strcmp (tier->from_date, date) <= 0
          && (latest == NULL || strcmp (tier->from_date, latest->from_date) > 0))
        latest = tier;
    }
  if (latest != NULL)
    {
      if (!isnan (latest->input))
        prices->input = latest->input;
      if (!isnan (latest->output))
        prices->output = latest->output;
      if (!isnan (latest->cached_input))
        prices->cached = latest->cached_input;
    }
  if (isnan (prices->cached))
    prices->cached = prices->input;
  return TRUE;
}

double
rig_use_get_bill_usd (const RigUse *use, const RigPrices *prices)
{
  return rig_money_get_api_bill_usd (use->tokens_in, use->tokens_cached, use->tokens_out,
                                     prices->input, prices->cached, prices->output);
}

void
rig_use_init (RigUse *use, const RigScenario *scenario, const RigPrices *prices)
{
  double usd_per_bundle;

  use->tokens_in = rig_scenario_get_number (scenario, RIG_KEY_TOKENS_IN);
  use->tokens_cached = rig_scenario_get_number (scenario, RIG_KEY_TOKENS_CACHED);
  use->tokens_out = rig_scenario_get_number (scenario, RIG_KEY_TOKENS_OUT);
  use->usd = rig_scenario_get_number (scenario, RIG_KEY_API_SPEND);
  if (prices == NULL)
    return;
  if (use->tokens_in > 0 || use->tokens_cached > 0 || use->tokens_out > 0)
    {
      use->usd = rig_use_get_bill_usd (use, prices);
      return;
    }
  usd_per_bundle = RIG_USE_INPUT_PER_OUTPUT
                     * ((1 - RIG_USE_CACHE_HITS) * prices->input
                        + RIG_USE_CACHE_HITS * prices->cached)
                   + prices->output;
  if (usd_per_bundle <= 0)
    return;
  use->tokens_out = use->usd / usd_per_bundle * 1e6;
  use->tokens_in = use->tokens_out * RIG_USE_INPUT_PER_OUTPUT * (1 - RIG_USE_CACHE_HITS);
  use->tokens_cached = use->tokens_out * RIG_USE_INPUT_PER_OUTPUT * RIG_USE_CACHE_HITS;
}

const char *
rig_use_get_date (const RigScenario *scenario, char *buffer, gsize size)
{
  const guint32 julian_day_of_1970 = 719163; /* of GDate, which counts from year 1 */
  const char *typed = rig_scenario_get_text (scenario, RIG_KEY_AS_OF);
  GDate today;

  if (*typed != '\0')
    {
      g_strlcpy (buffer, typed, size);
      return buffer;
    }
  /* In UTC, without what a GDateTime allocates: every machine of an answer asks. */
  g_date_clear (&today, 1);
  g_date_set_julian (&today, julian_day_of_1970
                               + (guint32) (g_get_real_time () / G_TIME_SPAN_DAY));
  g_snprintf (buffer, size, "%04d-%02d-%02d", g_date_get_year (&today),
              (int) g_date_get_month (&today), g_date_get_day (&today));
  return buffer;
}
