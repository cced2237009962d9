/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/ticks.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MINUS "\u2212"

/* One divisor and suffix for a whole axis. */
typedef struct
{
  double divisor;
  const char *suffix; /* k, M: joined without a space */
} Prefix;

static Prefix
choose_decimal_prefix (double largest, double from)
{
  static const Prefix prefixes[] = { { 1e12, "T" }, { 1e9, "B" }, { 1e6, "M" }, { 1e3, "k" } };
  Prefix none = { 1, "" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      if (largest >= prefixes[i].divisor * from && largest < 1e15)
        return prefixes[i];
    }
  return none;
}

static Prefix
choose_prefix (RigNumberKind number, double largest)
{
  static const Prefix bytes[] = {
    { 1e12, N_("TB") }, { 1e9, N_("GB") }, { 1e6, N_("MB") }, { 1, N_("B") }
  };
  static const Prefix tokens[] = { { 1048576, "M" }, { 1024, "k" } };
  Prefix none = { 1, "" };

  switch (number)
    {
    case RIG_NUMBER_BYTES:
      for (guint i = 0; i + 1 < G_N_ELEMENTS (bytes); i++)
        {
          if (largest >= bytes[i].divisor * (i == 0 ? 10 : 1))
            return bytes[i];
        }
      return bytes[G_N_ELEMENTS (bytes) - 1];
    case RIG_NUMBER_TOKENS:
      for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
        {
          if (largest >= tokens[i].divisor * 4)
            return tokens[i];
        }
      return none;
    case RIG_NUMBER_USD:
      /* Small amounts are read digit by digit; from ten thousand on the zeros are in the way. */
      return choose_decimal_prefix (largest, largest < 1e6 ? 10 : 1);
    case RIG_NUMBER_PLAIN:
      return choose_decimal_prefix (largest, largest < 1e6 ? 10 : 1);
    case RIG_NUMBER_MONTHS:
    case RIG_NUMBER_SECONDS:
    default:
      return none;
    }
}

/* As many decimals as the least round of the labels needs, six at most. */
static int
count_decimals (const RigTicks *self, double divisor)
{
  int most = 0;

  for (guint i = 0; i < self->n; i++)
    {
      double value = fabs (self->values[i] / divisor);
      int decimals = 0;
      if (self->minor[i])
        continue;
      while (decimals < 6
             && fabs (value - rint (value)) > 1e-7 * MAX (fabs (value), pow (10, -decimals)))
        {
          value *= 10;
          decimals++;
        }
      most = MAX (most, decimals);
    }
  return most;
}

static char *
format_plain (double value, int decimals)
{
  g_autofree char *digits = NULL;
  double size = fabs (value);

  if (size != 0 && (size >= 1e15 || size < 1e-6))
    return g_strdup_printf ("%.3g", value);
  /* The apostrophe groups by the user's locale: POSIX, not ISO C, which -Wpedantic asks for. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat"
  digits = g_strdup_printf ("%'.*f", decimals, size);
#pragma GCC diagnostic pop
  return g_strconcat (value < 0 ? MINUS : "", digits, NULL);
}

/* The sign stands before the currency, wherever a language puts that. */
static char *
format_usd (const char *plain, const char *suffix)
{
  gboolean negative = g_str_has_prefix (plain, MINUS);
  g_autofree char *amount
      = g_strconcat (negative ? plain + strlen (MINUS) : plain, suffix, NULL);
  /* Translators: an amount of US dollars. */
  g_autofree char *usd = g_strdup_printf (_("$%s"), amount);

  return g_strconcat (negative ? MINUS : "", usd, NULL);
}

static char *
format_one (double value, RigNumberKind number, Prefix prefix, int decimals)
{
  g_autofree char *plain = format_plain (value / prefix.divisor, decimals);

  switch (number)
    {
    case RIG_NUMBER_USD:
      /* No money is "$0", not "$0.0k". */
      return value == 0 ? format_usd ("0", "") : format_usd (plain, prefix.suffix);
    case RIG_NUMBER_MONTHS:
      /* Translators: a number of months on an axis, as short as can be. */
      return g_strdup_printf (_("%s\u00a0mo"), plain);
    case RIG_NUMBER_SECONDS:
      /* Translators: a number of seconds on an axis. */
      return g_strdup_printf (_("%s\u00a0s"), plain);
    case RIG_NUMBER_BYTES:
      return g_strconcat (plain, "\u00a0", _(prefix.suffix), NULL);
    case RIG_NUMBER_PLAIN:
    case RIG_NUMBER_TOKENS:
    default:
      return value == 0 ? g_steal_pointer (&plain) : g_strconcat (plain, prefix.suffix, NULL);
    }
}

static gboolean
spans_decades (const RigTicks *self)
{
  return isnan (self->step) && self->n > 1 && self->values[0] > 0
         && self->values[self->n - 1] / self->values[0] >= 100;
}

char **
rig_ticks_format (const RigTicks *self, RigNumberKind number)
{
  char **labels = g_new0 (char *, MAX (self->n, 1));
  double largest = 0;
  gboolean each = spans_decades (self);
  Prefix prefix;
  int decimals;

  for (guint i = 0; i < self->n; i++)
    largest = MAX (largest, fabs (self->values[i]));
  prefix = choose_prefix (number, largest);
  decimals = count_decimals (self, prefix.divisor);
  for (guint i = 0; i < self->n; i++)
    {
      RigTicks alone = { 1, { self->values[i] }, { FALSE }, NAN };
      if (self->minor[i])
        continue;
      /* Over decades one prefix cannot fit all: each label then has its own. */
      if (each)
        {
          prefix = choose_prefix (number, fabs (self->values[i]));
          if (number == RIG_NUMBER_TOKENS && self->values[i] >= 1024)
            prefix = choose_prefix (number, MAX (self->values[i], 4096));
          decimals = count_decimals (&alone, prefix.divisor);
        }
      labels[i] = format_one (self->values[i], number, prefix, decimals);
    }
  return labels;
}

void
rig_tick_labels_free (char **labels, guint n)
{
  for (guint i = 0; i < n; i++)
    g_free (labels[i]);
  g_free (labels);
}
