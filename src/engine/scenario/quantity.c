/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scenario/quantity.h"

#include "engine/scenario/number-text.h"
#include "engine/scenario/scenario-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Words behind a number, without spaces, in lower case. A unit's empty word is no word at all. */
typedef struct
{
  const char *base; /* the unit, or what stands before its slash */
  const char *word;
  double factor;
} UnitWord;

static const UnitWord unit_words[] = {
  { "tokens", "", 1 },      { "tokens", "tokens", 1 }, { "tokens", "token", 1 },
  { "tokens", "tok", 1 },   { "tokens/s", "t", 1 },    { "USD", "", 1 },
  { "USD", "usd", 1 },      { "USD", "us$", 1 },       { "USD", "$", 1 },
  { "USD", "dollars", 1 },  { "USD", "dollar", 1 },    { "USD", "cents", 0.01 },
  { "USD", "cent", 0.01 },  { "USD", "¢", 0.01 },      { "h", "", 1 },
  { "h", "h", 1 },          { "h", "hours", 1 },       { "h", "hour", 1 },
  { "months", "", 1 },      { "months", "mo", 1 },     { "months", "months", 1 },
  { "months", "month", 1 }, { "months", "m", 1 },      { "months", "y", 12 },
  { "months", "yr", 12 },   { "months", "years", 12 }, { "months", "year", 12 },
  { "B", "", 1 },           { "B", "b", 1 },           { "B", "bn", 1 },
  { "B", "m", 1e-3 },       { "B", "t", 1e3 },         { "GB", "", 1 },
  { "GB", "gb", 1 },        { "GB", "gib", 1.073741824 }, { "GB", "g", 1 },
  { "GB", "tb", 1e3 },      { "GB", "tib", 1099.511627776 }, { "W", "", 1 },
  { "W", "w", 1 },          { "W", "watts", 1 },       { "W", "watt", 1 },
  { "W", "kw", 1e3 },       { "%", "", 1 },            { "%", "%", 0.01 },
  { "%", "percent", 0.01 }, { "", "", 1 },
};

/* Letters between number and unit. Lengths in tokens are powers of two, counts of them are not. */
static const struct
{
  const char *unit, *letter;
  double factor;
} prefixes[] = {
  { RIG_UNIT_TOKENS, "k", 1024 },
  { RIG_UNIT_TOKENS, "ki", 1024 },
  { RIG_UNIT_TOKENS, "m", 1048576 },
  { RIG_UNIT_TOKENS, "mi", 1048576 },
  { RIG_UNIT_TOKENS_PER_MONTH, "k", 1e3 },
  { RIG_UNIT_TOKENS_PER_MONTH, "m", 1e6 },
  { RIG_UNIT_TOKENS_PER_MONTH, "b", 1e9 },
  { RIG_UNIT_TOKENS_PER_SECOND, "k", 1e3 },
  { RIG_UNIT_USD, "k", 1e3 },
  { RIG_UNIT_USD_PER_MONTH, "k", 1e3 },
};

/* What may follow a unit, by what stands behind its slash. */
static const struct
{
  const char *per, *words;
} periods[] = {
  { "month", "/month,permonth,amonth,/mo,amo,monthly" },
  { "year", "/year,peryear,ayear,/yr,/y,p.a.,yearly" },
  { "h", "/hour,perhour,anhour,/h,hourly" },
  { "s", "/second,persecond,asecond,/s,/sec" },
  { "kWh", "/kwh,perkwh,akwh" },
};

static const struct
{
  const char *symbol, *code;
} currency_symbols[] = {
  { "€", "EUR" }, { "£", "GBP" }, { "¥", "JPY" }, { "₹", "INR" }, { "zł", "PLN" },
};

/* What messages say was expected. */
static const struct
{
  const char *unit, *expected;
} expectations[] = {
  { RIG_UNIT_TOKENS, N_("a number of tokens, such as 32k or 32000") },
  { RIG_UNIT_TOKENS_PER_MONTH, N_("tokens per month, such as 5M") },
  { RIG_UNIT_TOKENS_PER_SECOND, N_("tokens per second, such as 20") },
  { RIG_UNIT_USD, N_("an amount, such as $200 or 150 EUR") },
  { RIG_UNIT_USD_PER_MONTH, N_("an amount per month, such as $200 or 150 EUR") },
  { RIG_UNIT_USD_PER_HOUR, N_("an amount per hour, such as $40") },
  { RIG_UNIT_USD_PER_KWH, N_("a price per kilowatt-hour, such as 0.17 or 0.3 EUR") },
  { RIG_UNIT_HOURS_PER_MONTH, N_("hours per month, such as 176") },
  { RIG_UNIT_MONTHS, N_("a time, such as 18 mo or 3 years") },
  { RIG_UNIT_PER_YEAR, N_("a rate per year, such as 5% or -0.9") },
  { RIG_UNIT_BILLIONS, N_("a number of parameters, such as 70B") },
  { RIG_UNIT_GB, N_("a size, such as 128 GB") },
  { RIG_UNIT_GB_PER_SECOND, N_("a bandwidth, such as 96 GB/s") },
  { RIG_UNIT_WATTS, N_("a power, such as 240 W") },
};

static const char *
get_expectation (const RigQuantity *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (expectations); i++)
    if (g_strcmp0 (self->unit, expectations[i].unit) == 0)
      return _(expectations[i].expected);
  if (self->type == RIG_TYPE_SHARE)
    return _("a share, such as 45% or 0.45");
  return _("a number");
}

static gboolean
fail_value (const RigQuantity *self, const char *text, GError **error)
{
  g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
               /* Translators: an input's name, what was typed, and an expectation such as "a
                * number of tokens, such as 32k or 32000" */
               _("%s: “%s” is not valid; expected %s"), self->name, text, get_expectation (self));
  return FALSE;
}

gboolean
rig_quantity_check (const RigQuantity *self, double value, GError **error)
{
  g_autofree char *typed = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (value >= self->low && value <= self->high)
    return TRUE;

  typed = rig_number_to_string (value);
  low = rig_number_to_string (self->low);
  high = rig_number_to_string (self->high);
  if (self->type == RIG_TYPE_SHARE && value > self->high)
    g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_RANGE,
                 _("%s: %s is outside the range from %s to %s; percentages need a %% sign"),
                 self->name, typed, low, high);
  else if (self->unit == NULL)
    g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_RANGE,
                 _("%s: %s is outside the range from %s to %s"), self->name, typed, low, high);
  else
    g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_RANGE,
                 /* Translators: the last is a unit: tokens, USD/month */
                 _("%s: %s is outside the range from %s to %s %s"), self->name, typed, low, high,
                 self->unit);
  return FALSE;
}

/* "USD" and "month" of "USD/month". */
static void
split_unit (const RigQuantity *self, char **base, const char **per)
{
  const char *slash = self->unit != NULL ? strchr (self->unit, '/') : NULL;

  *per = slash != NULL ? slash + 1 : "";
  if (self->type == RIG_TYPE_SHARE)
    *base = g_strdup ("%");
  else if (slash != NULL)
    *base = g_strndup (self->unit, (gsize) (slash - self->unit));
  else
    *base = g_strdup (self->unit != NULL ? self->unit : "");
}

/* Takes "/month" and the like off the end. */
static void
strip_period (char *suffix, const char *per)
{
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_auto (GStrv) words = NULL;

      if (!g_str_equal (per, periods[i].per))
        continue;
      words = g_strsplit (periods[i].words, ",", -1);
      for (guint j = 0; words[j] != NULL; j++)
        if (g_str_has_suffix (suffix, words[j]))
          {
            suffix[strlen (suffix) - strlen (words[j])] = '\0';
            return;
          }
    }
}

static gboolean
find_prefix (const char *unit, const char *letter, gsize length, double *factor)
{
  *factor = 1;
  if (length == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_strcmp0 (unit, prefixes[i].unit) == 0 && strlen (prefixes[i].letter) == length
        && strncmp (letter, prefixes[i].letter, length) == 0)
      {
        *factor = prefixes[i].factor;
        return TRUE;
      }
  return FALSE;
}

/* The factor of "k tokens", already without spaces: a prefix, then a word of the unit. */
static gboolean
find_factor (const RigQuantity *self, const char *base, const char *suffix, double *factor)
{
  for (guint i = 0; i < G_N_ELEMENTS (unit_words); i++)
    {
      const UnitWord *unit = &unit_words[i];
      double prefix;

      if ((g_str_equal (unit->base, base) || g_strcmp0 (unit->base, self->unit) == 0)
          && g_str_has_suffix (suffix, unit->word)
          && find_prefix (self->unit, suffix, strlen (suffix) - strlen (unit->word), &prefix))
        {
          *factor = prefix * unit->factor;
          return TRUE;
        }
    }
  return FALSE;
}

/* "eur" or "€" as a code; NULL where it looks like no currency. */
static char *
get_currency_code (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (currency_symbols); i++)
    if (g_str_equal (text, currency_symbols[i].symbol))
      return g_strdup (currency_symbols[i].code);
  if (strlen (text) != 3 || !g_ascii_isalpha (text[0]) || !g_ascii_isalpha (text[1])
      || !g_ascii_isalpha (text[2]))
    return NULL;
  return g_ascii_strup (text, 3);
}

/* The rate at which the catalogue's tariffs were converted; NaN where none is in that currency.
 * Both prices of a tariff are rounded, so that the sums tell the rate better than any of them. */
static double
get_usd_per_unit (const RigCatalog *catalog, const char *code)
{
  const GPtrArray *tariffs = catalog != NULL ? rig_catalog_get_tariffs (catalog) : NULL;
  double usd = 0, local = 0;

  for (guint i = 0; tariffs != NULL && i < tariffs->len; i++)
    {
      const RigTariff *tariff = g_ptr_array_index (tariffs, i);
      const char *unit = tariff->local_per_kwh.unit;

      if (rig_figure_is_known (&tariff->local_per_kwh) && rig_figure_is_known (&tariff->usd_per_kwh)
          && unit != NULL && g_ascii_strncasecmp (unit, code, 3) == 0)
        {
          usd += tariff->usd_per_kwh.value;
          local += tariff->local_per_kwh.value;
        }
    }
  return local > 0 ? usd / local : NAN;
}

/* What one of another currency is in dollars; @word stands before or behind the number. */
static gboolean
find_rate (const RigQuantity *self, const RigCatalog *catalog, const char *word, const char *text,
           double *factor, GError **error)
{
  g_autofree char *code = get_currency_code (word);
  double prefix = 1;

  if (code == NULL && *word != '\0' && find_prefix (self->unit, word, 1, &prefix))
    code = get_currency_code (word + 1); /* "k€" */
  if (code == NULL)
    return fail_value (self, text, error);

  *factor = prefix * get_usd_per_unit (catalog, code);
  if (isnan (*factor))
    {
      g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
                   _("%s: the catalogue has no rate for %s; give the amount in US dollars"),
                   self->name, code);
      return FALSE;
    }
  return TRUE;
}

/* What one of the typed number is in units of the quantity. */
static gboolean
get_factor (const RigQuantity *self, const RigCatalog *catalog, const RigNumberText *number,
            const char *text, double *factor, GError **error)
{
  g_autofree char *suffix = g_strdup (number->suffix);
  g_autofree char *base = NULL;
  const char *per;
  gboolean money, dollars;
  double prefix;

  split_unit (self, &base, &per);
  strip_period (suffix, per);
  money = g_str_equal (base, "USD");
  dollars = number->prefix[0] == '\0'
            || (money && find_factor (self, base, number->prefix, &prefix) && prefix == 1);

  if (dollars && find_factor (self, base, suffix, factor))
    return TRUE;
  if (!money)
    return fail_value (self, text, error);
  if (number->prefix[0] == '\0')
    return find_rate (self, catalog, suffix, text, factor, error);

  if (dollars || !find_prefix (self->unit, suffix, strlen (suffix), &prefix))
    return fail_value (self, text, error);
  if (!find_rate (self, catalog, number->prefix, text, factor, error))
    return FALSE;
  *factor *= prefix;
  return TRUE;
}

/* 17.5 cents are 0.175, and not 0.17500000000000002. */
static double
round_decimals (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.15g", value), NULL);
}

/* Chooses between the readings of "1,234". */
static gboolean
resolve (const RigQuantity *self, const RigNumberText *number, const char *text, double factor,
         double *value, GError **error)
{
  gboolean grouped_fits, decimal_fits;
  gboolean dollars = g_strcmp0 (self->unit, RIG_UNIT_USD) == 0
                     || g_strcmp0 (self->unit, RIG_UNIT_USD_PER_MONTH) == 0;
  double grouped = number->grouped * factor;

  *value = factor != 1 ? round_decimals (number->value * factor) : number->value;
  if (isnan (number->grouped))
    return TRUE;

  grouped_fits = grouped >= self->low && grouped <= self->high;
  decimal_fits = *value >= self->low && *value <= self->high;
  if (self->type == RIG_TYPE_INTEGER || dollars || (grouped_fits && !decimal_fits))
    *value = grouped;
  else if (grouped_fits == decimal_fits)
    {
      g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VALUE,
                   _("%s: “%s” can be read in two ways; write the decimal point as a point, and "
                     "thousands without a separator"),
                   self->name, text);
      return FALSE;
    }
  return TRUE;
}

gboolean
rig_quantity_parse (const RigQuantity *self, const RigCatalog *catalog, const char *text,
                    double *value, GError **error)
{
  g_auto (RigNumberText) number = RIG_NUMBER_TEXT_INIT;
  double factor, result;

  g_return_val_if_fail (self != NULL && text != NULL && value != NULL, FALSE);

  if (!rig_number_text_parse (&number, text))
    return fail_value (self, text, error);
  if (!get_factor (self, catalog, &number, text, &factor, error)
      || !resolve (self, &number, text, factor, &result, error))
    return FALSE;

  if (self->type == RIG_TYPE_INTEGER && isfinite (result))
    {
      /* 1.3k is as near as somebody cared to say, but half a chat is a mistake. */
      if (factor == 1 && result != round (result))
        return fail_value (self, text, error);
      result = round (result);
    }
  if (!rig_quantity_check (self, result, error))
    return FALSE;
  *value = result;
  return TRUE;
}
