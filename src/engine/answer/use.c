/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/use.h"

#include "engine/estimate/money.h"

#include <math.h>
#include <string.h>

static const RigUseMix mixes[] = {
  { "coding-agent", 25, 0.86 },
  { "chat", 12.5, 0 },
};

const RigUseMix *
rig_use_get_mix (const RigScenario *scenario)
{
  const char *word = rig_scenario_get_text (scenario, RIG_KEY_USE_MIX);

  for (guint i = 0; i < G_N_ELEMENTS (mixes); i++)
    if (g_str_equal (mixes[i].id, word))
      return &mixes[i];
  return &mixes[0];
}

/* Of the announced changes the latest that is in force counts; tiers by length do not: the traffic
 * of many short requests is what a bill is made of. */
static const RigApiTier *
find_tier (const RigApi *api, const char *date)
{
  const RigApiTier *latest = NULL;

  for (guint i = 0; i < api->n_tiers; i++)
    {
      const RigApiTier *tier = &api->tiers[i];
      if (tier->from_date != NULL && strcmp (tier->from_date, date) <= 0
          && (latest == NULL || strcmp (tier->from_date, latest->from_date) > 0))
        latest = tier;
    }
  return latest;
}

static void
replace_known (double *price, double other)
{
  if (!isnan (other))
    *price = other;
}

gboolean
rig_prices_init (RigPrices *prices, const RigApi *api, const RigScenario *scenario,
                 const char *date)
{
  const RigApiTier *tier = find_tier (api, date);

  prices->input = api->input.value;
  prices->output = api->output.value;
  prices->cached = api->cached_input.value;
  if (tier != NULL)
    {
      replace_known (&prices->input, tier->input);
      replace_known (&prices->output, tier->output);
      replace_known (&prices->cached, tier->cached_input);
    }
  if (scenario != NULL)
    {
      replace_known (&prices->input,
                     rig_scenario_get_override (scenario, RIG_OVERRIDE_API_INPUT, api->id));
      replace_known (&prices->output,
                     rig_scenario_get_override (scenario, RIG_OVERRIDE_API_OUTPUT, api->id));
      replace_known (&prices->cached,
                     rig_scenario_get_override (scenario, RIG_OVERRIDE_API_CACHED, api->id));
    }
  if (isnan (prices->cached))
    prices->cached = prices->input;
  return !isnan (prices->input) && !isnan (prices->output);
}

double
rig_use_get_bill_usd (const RigUse *use, const RigPrices *prices)
{
  return rig_money_get_api_bill_usd (use->tokens_in, use->tokens_cached, use->tokens_out,
                                     prices->input, prices->cached, prices->output);
}

gboolean
rig_use_has_typed_tokens (const RigScenario *scenario)
{
  return rig_scenario_get_number (scenario, RIG_KEY_TOKENS_IN) > 0
         || rig_scenario_get_number (scenario, RIG_KEY_TOKENS_CACHED) > 0
         || rig_scenario_get_number (scenario, RIG_KEY_TOKENS_OUT) > 0;
}

void
rig_use_init (RigUse *use, const RigScenario *scenario, const RigPrices *prices)
{
  const RigUseMix *mix = rig_use_get_mix (scenario);
  double read_usd;

  use->tokens_in = rig_scenario_get_number (scenario, RIG_KEY_TOKENS_IN);
  use->tokens_cached = rig_scenario_get_number (scenario, RIG_KEY_TOKENS_CACHED);
  use->tokens_out = rig_scenario_get_number (scenario, RIG_KEY_TOKENS_OUT);
  use->usd = rig_scenario_get_number (scenario, RIG_KEY_API_SPEND);
  if (prices == NULL)
    return;
  if (rig_use_has_typed_tokens (scenario))
    {
      use->usd = rig_use_get_bill_usd (use, prices);
      return;
    }
  read_usd = (1 - mix->cache_hits) * prices->input + mix->cache_hits * prices->cached;
  if (mix->input_per_output * read_usd + prices->output <= 0)
    return;
  use->tokens_out = use->usd / (mix->input_per_output * read_usd + prices->output) * 1e6;
  use->tokens_in = use->tokens_out * mix->input_per_output * (1 - mix->cache_hits);
  use->tokens_cached = use->tokens_out * mix->input_per_output * mix->cache_hits;
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
