/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/price-schedule.h"

#include <stdio.h>

static gboolean
parse_date (const char *text, int *year, int *month, int *day)
{
  return sscanf (text, "%d-%d-%d", year, month, day) == 3;
}

/* The first month that begins on @to or later; month 1 begins on @from. */
static guint
get_month (const char *from, const char *to)
{
  int year, month, day, to_year, to_month, to_day, months;

  if (!parse_date (from, &year, &month, &day) || !parse_date (to, &to_year, &to_month, &to_day))
    return 0;
  months = 12 * (to_year - year) + to_month - month + (to_day > day ? 1 : 0);
  return months < 0 ? 1 : (guint) months + 1;
}

/* The next change after @date; NULL: none. */
static const char *
get_next_date (const RigApi *api, const char *date)
{
  const char *next = NULL;

  for (guint i = 0; i < api->n_tiers; i++)
    {
      const char *from = api->tiers[i].from_date;
      if (from != NULL && strcmp (from, date) > 0 && (next == NULL || strcmp (from, next) < 0))
        next = from;
    }
  return next;
}

guint
rig_price_schedule_fill (const RigApi *api, const RigScenario *scenario, const RigUse *use,
                         const char *date, RigMoneyStep *steps)
{
  RigPrices prices;
  double today;
  guint n = 0;

  if (!rig_prices_init (&prices, api, scenario, date))
    return 0;
  today = rig_use_get_bill_usd (use, &prices);
  if (!(today > 0))
    return 0;
  for (const char *next = get_next_date (api, date); next != NULL && n < RIG_MONEY_MAX_STEPS;
       next = get_next_date (api, next))
    {
      guint month = get_month (date, next);
      double factor;

      if (month == 0 || !rig_prices_init (&prices, api, scenario, next))
        continue;
      /* Two within a month: the later one is what it asks from then on. */
      if (n > 0 && steps[n - 1].month == month)
        n--;
      factor = rig_use_get_bill_usd (use, &prices) / today;
      if (factor != (n > 0 ? steps[n - 1].factor : 1))
        steps[n++] = (RigMoneyStep){ month, factor };
    }
  return n;
}
