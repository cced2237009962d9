/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/money-ranges.h"

#include <glib/gi18n.h>

/* How the ends follow from the value in the middle: value * factor + distance. */
typedef struct
{
  RigMoneyRangeInfo info;
  double low_factor, high_factor;
  double low_distance, high_distance;
} Rule;

/* In the order in which a simulation draws them. Those without factors come from the machine.
 * Sources: economics.json, docs/method-money.md, Ranges. */
static const Rule rules[] = {
  { { RIG_MONEY_INPUT_USE, RIG_KEY_API_SPEND, "api-spend", N_("How much it is used"),
      N_("Half as much to twice as much: a developer’s agent costs $13 on an average day, and one "
         "in ten more than $30 (Claude Code documentation, 2026).") },
    0.5, 2, 0, 0 },
  { { RIG_MONEY_INPUT_REPLACE_SHARE, RIG_KEY_REPLACE_SHARE, "replace-share",
      N_("Share replaced"),
      N_("Half to one and a half times as much: an assumption. Nobody has measured how much of the "
         "work a local model can take over.") },
    0.5, 1.5, 0, 0 },
  { { RIG_MONEY_INPUT_API_DRIFT, RIG_KEY_API_DRIFT, "api-drift", N_("API price drift"),
      N_("Prices half as high to a quarter higher after a year: of 87 list prices 82 stayed as "
         "they were, equal quality became ten times cheaper (a16z, 2024), and 2026 saw rises.") },
    0.5, 1.25, -0.5, 0.25 },
  { { RIG_MONEY_INPUT_SPEED, RIG_N_KEYS, "speed", N_("Speed"),
      N_("The interval of the prediction, reading and writing together.") },
    0, 0, 0, 0 },
  { { RIG_MONEY_INPUT_PRICE, RIG_N_KEYS, "price", N_("Price of the machine"),
      N_("As far as the price is known.") },
    0, 0, 0, 0 },
  { { RIG_MONEY_INPUT_LOAD_W, RIG_N_KEYS, "load-watts", N_("Watts while it works"),
      N_("As far as the watts are known.") },
    0, 0, 0, 0 },
  { { RIG_MONEY_INPUT_IDLE_W, RIG_N_KEYS, "idle-watts", N_("Watts while it waits"),
      N_("As far as the watts are known.") },
    0, 0, 0, 0 },
  { { RIG_MONEY_INPUT_USD_PER_KWH, RIG_KEY_ELECTRICITY, "electricity", N_("Electricity price"),
      N_("A quarter less to a quarter more: in France it fell by 12\302\240% within a year "
         "(Eurostat, 2024 to 2025).") },
    0.75, 1.25, 0, 0 },
  { { RIG_MONEY_INPUT_RESALE_FIRST_YEAR, RIG_KEY_RESALE_FIRST_YEAR, "resale-first-year",
      N_("Value kept in the first year"),
      N_("A fifth of the price less to a fifth more: top models sold for half, base models for "
         "69–83\302\240% after a year (techparasol.com, adamchandler.me).") },
    1, 1, -0.2, 0.2 },
  { { RIG_MONEY_INPUT_RESALE_LATER, RIG_KEY_RESALE_LATER, "resale-later",
      N_("Value kept in later years"),
      N_("A tenth less to a tenth more: Macs kept 80–84\302\240% a year, an RTX 3090 "
         "82–94\302\240%.") },
    1, 1, -0.1, 0.1 },
  { { RIG_MONEY_INPUT_HORIZON, RIG_KEY_HORIZON, "horizon", N_("Months until it is sold"),
      N_("A third sooner to a third later: an assumption.") },
    2.0 / 3, 4.0 / 3, 0, 0 },
  { { RIG_MONEY_INPUT_UPKEEP_HOURS, RIG_KEY_UPKEEP_HOURS, "upkeep-hours", N_("Hours of upkeep"),
      N_("Half as much to five hours a month more, as somebody reports of a server; of a desktop "
         "nothing is known.") },
    0.5, 1, 0, 5 },
  { { RIG_MONEY_INPUT_DISCOUNT_RATE, RIG_KEY_DISCOUNT_RATE, "discount-rate",
      N_("Discount rate"),
      N_("Four points less to four points more: an assumption.") },
    1, 1, -0.04, 0.04 },
};

guint
rig_money_ranges_count (void)
{
  return G_N_ELEMENTS (rules);
}

const RigMoneyRangeInfo *
rig_money_ranges_get_info (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (rules), NULL);
  return &rules[index].info;
}

const RigMoneyRangeInfo *
rig_money_ranges_find_info (RigMoneyInput input)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].info.input == input)
      return &rules[i].info;
  return NULL;
}

static RigMoneyRange
range_from_estimate (RigMoneyInput input, const RigEstimate *estimate)
{
  return (RigMoneyRange){ input, estimate->low, estimate->value, estimate->high };
}

/* One factor for both speeds: as far as the less certain of them goes. */
static RigMoneyRange
range_from_speeds (const RigMachineAnswer *machine)
{
  const RigEstimate *read = &machine->prefill.tokens_per_s;
  const RigEstimate *write = &machine->decode_all.tokens_per_s;

  return (RigMoneyRange){ RIG_MONEY_INPUT_SPEED,
                          fmin (read->low / read->value, write->low / write->value), 1,
                          fmax (read->high / read->value, write->high / write->value) };
}

/* Within what its control offers; but what is reckoned with is always in it. */
static RigMoneyRange
range_from_rule (const Rule *rule, const RigMoneyInputs *inputs)
{
  const RigKeyInfo *key = rig_key_get_info (rule->info.key);
  double value = rig_money_inputs_get (inputs, rule->info.input);
  double low = value * rule->low_factor + rule->low_distance;
  double high = value * rule->high_factor + rule->high_distance;

  return (RigMoneyRange){ rule->info.input, fmin (value, fmax (low, key->low)), value,
                          fmax (value, fmin (high, key->high)) };
}

guint
rig_money_ranges_fill (const RigMachineAnswer *machine, RigMoneyRange *ranges)
{
  if (machine->money_unknown != NULL)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      RigMoneyInput input = rules[i].info.input;

      if (input == RIG_MONEY_INPUT_SPEED)
        ranges[i] = range_from_speeds (machine);
      else if (input == RIG_MONEY_INPUT_PRICE)
        ranges[i] = range_from_estimate (input, &machine->price_usd);
      else if (input == RIG_MONEY_INPUT_LOAD_W)
        ranges[i] = range_from_estimate (input, &machine->load_w);
      else if (input == RIG_MONEY_INPUT_IDLE_W)
        ranges[i] = range_from_estimate (input, &machine->idle_w);
      else
        ranges[i] = range_from_rule (&rules[i], &machine->money_inputs);
    }
  return G_N_ELEMENTS (rules);
}
