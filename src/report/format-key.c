/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/format.h"

#include <glib/gi18n.h>

#define PLUS "+"

/* "5 h a month", with the plural that the number takes. */
static char *
format_hours_per_month (double hours)
{
  g_autofree char *number = rig_format_number (hours, 3);

  return g_strdup_printf (ngettext ("%s\u00a0hour a month", "%s\u00a0hours a month",
                                    hours == 1 ? 1 : 2),
                          number);
}

static char *
format_count_of_tokens (double tokens)
{
  g_autofree char *number = rig_format_tokens (tokens);

  return g_strdup_printf (ngettext ("%s\u00a0token", "%s\u00a0tokens", tokens == 1 ? 1 : 2),
                          number);
}

static char *
format_rate_per_year (double rate)
{
  g_autofree char *share = rig_format_share (rate);

  return g_strdup_printf (_("%s a year"), share);
}

/* Growth may be negative, so that a plus says which way a positive one goes. */
static char *
format_growth_per_year (double rate)
{
  g_autofree char *text = format_rate_per_year (rate);

  return rate > 0 ? g_strconcat (PLUS, text, NULL) : g_steal_pointer (&text);
}

static char *
format_usd_per (const char *unit, double value)
{
  g_autofree char *amount = rig_format_usd (value);

  if (g_str_equal (unit, RIG_UNIT_USD_PER_MONTH))
    return g_strdup_printf (_("%s a month"), amount);
  if (g_str_equal (unit, RIG_UNIT_USD_PER_HOUR))
    return g_strdup_printf (_("%s an hour"), amount);
  if (g_str_equal (unit, RIG_UNIT_USD_PER_KWH))
    return g_strdup_printf (_("%s per kWh"), amount);
  return g_steal_pointer (&amount);
}

static char *
format_unit (const char *unit, double value)
{
  g_autofree char *number = NULL;

  if (g_str_has_prefix (unit, RIG_UNIT_USD))
    return format_usd_per (unit, value);
  if (g_str_equal (unit, RIG_UNIT_TOKENS))
    return format_count_of_tokens (value);
  if (g_str_equal (unit, RIG_UNIT_MONTHS))
    return rig_format_months (value);
  if (g_str_equal (unit, RIG_UNIT_HOURS_PER_MONTH))
    return format_hours_per_month (value);
  if (g_str_equal (unit, RIG_UNIT_BILLIONS))
    return rig_format_params (value * 1e9);

  if (g_str_equal (unit, RIG_UNIT_TOKENS_PER_MONTH))
    {
      number = rig_format_tokens (value);
      return g_strdup_printf (_("%s\u00a0tokens a month"), number);
    }
  number = rig_format_number (value, 3);
  if (g_str_equal (unit, RIG_UNIT_TOKENS_PER_SECOND))
    return g_strdup_printf (_("%s\u00a0tokens/s"), number);
  if (g_str_equal (unit, RIG_UNIT_GB))
    return g_strdup_printf (_("%s\u00a0GB"), number);
  if (g_str_equal (unit, RIG_UNIT_GB_PER_SECOND))
    return g_strdup_printf (_("%s\u00a0GB/s"), number);
  if (g_str_equal (unit, RIG_UNIT_WATTS))
    return g_strdup_printf (_("%s\u00a0W"), number);
  return g_steal_pointer (&number);
}

char *
rig_format_key (RigKey key, double value)
{
  const RigKeyInfo *info = rig_key_get_info (key);

  g_return_val_if_fail (rig_key_is_number (key), g_strdup (""));

  if (value == 0 && info->zero != NULL)
    return g_strdup (_(info->zero));
  if (info->type == RIG_TYPE_FLAG)
    return g_strdup (value != 0 ? _("yes") : _("no"));
  if (info->type == RIG_TYPE_SHARE && g_strcmp0 (info->unit, RIG_UNIT_PER_YEAR) == 0)
    return info->low < 0 ? format_growth_per_year (value) : format_rate_per_year (value);
  if (info->type == RIG_TYPE_SHARE)
    return rig_format_share (value);
  if (info->unit != NULL)
    return format_unit (info->unit, value);
  return rig_format_number (value, 3);
}
