/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/format.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#define MINUS "\u2212"
#define UNKNOWN "\u2014"
#define INFINITE "\u221e"

/* Enough for every double that has a meaning here, and few enough for printf to be exact. */
#define MAX_DECIMALS 12

/* Drops the zeros behind the locale's decimal separator, and the separator with them. */
static void
strip_zeros (char *text)
{
  const char *separator = localeconv ()->decimal_point;
  char *point = strstr (text, separator);
  char *end;

  if (point == NULL || *separator == '\0')
    return;

  end = text + strlen (text);
  while (end > point + strlen (separator) && end[-1] == '0')
    end--;
  if (end == point + strlen (separator))
    end = point;
  *end = '\0';
}

/* Grouped, with a fixed number of decimals; never "-0". */
static char *
format_fixed (double value, int decimals)
{
  g_autofree char *digits = NULL;
  double unit = pow (10, -decimals);
  gboolean negative;

  if (isnan (value))
    return g_strdup (UNKNOWN);

  negative = value <= -unit / 2;
  if (isinf (value))
    return g_strdup (negative ? MINUS INFINITE : INFINITE);

  /* The apostrophe flag groups by the user's locale; the C locale has no groups. */
  digits = g_strdup_printf ("%'.*f", decimals, fabs (value));
  return negative ? g_strconcat (MINUS, digits, NULL) : g_steal_pointer (&digits);
}

/* How many decimals leave @digits significant ones, once the number is rounded to them. */
static int
decimals_for (double value, int digits)
{
  double magnitude = fabs (value);
  int exponent;

  if (!isfinite (value) || magnitude == 0)
    return 0;

  exponent = (int) floor (log10 (magnitude));
  /* 9.996 with three digits is 10.0, which has one decimal less. */
  if (magnitude * pow (10, digits - 1 - exponent) + 0.5 >= pow (10, digits))
    exponent++;
  return CLAMP (digits - 1 - exponent, 0, MAX_DECIMALS);
}

char *
rig_format_number (double value, int digits)
{
  char *text;

  g_return_val_if_fail (digits > 0, g_strdup (UNKNOWN));

  text = format_fixed (value, decimals_for (value, digits));
  strip_zeros (text);
  return text;
}

static int
usd_decimals (double magnitude)
{
  if (magnitude >= 9.995 || magnitude == 0 || !isfinite (magnitude))
    return 0;
  if (magnitude >= 0.0995)
    return 2;
  return decimals_for (magnitude, 2);
}

char *
rig_format_usd (double value)
{
  g_autofree char *number = NULL;
  g_autofree char *amount = NULL;
  double magnitude = fabs (value);
  int decimals = usd_decimals (magnitude);

  if (isnan (value))
    return g_strdup (UNKNOWN);

  number = format_fixed (magnitude, decimals);
  /* Only what is finer than a cent may lose its last zeros: $0.030 is $0.03, but $0.50 stays. */
  if (decimals > 2)
    {
      g_autofree char *cents = format_fixed (magnitude, 2);

      strip_zeros (number);
      if (strlen (number) < strlen (cents))
        {
          g_free (number);
          number = g_steal_pointer (&cents);
        }
    }
  /* Translators: an amount in US dollars */
  amount = g_strdup_printf (_("$%s"), number);
  return value < 0 && magnitude > 0 ? g_strconcat (MINUS, amount, NULL) : g_steal_pointer (&amount);
}

/* A unit that is @size basic ones; the largest comes last. */
typedef struct
{
  double size;
  const char *format; /* N_() */
} Prefix;

/* The largest prefix that leaves a number of at least 1 when rounded to three digits. */
static const Prefix *
choose_prefix (const Prefix *prefixes, gsize n, double value)
{
  double magnitude = fabs (value);

  for (gsize i = n; i-- > 1;)
    if (magnitude >= 0.9995 * prefixes[i].size)
      return &prefixes[i];
  return &prefixes[0];
}

static char *
format_prefixed (const Prefix *prefixes, gsize n, double value)
{
  const Prefix *prefix = choose_prefix (prefixes, n, value);
  g_autofree char *number = rig_format_number (value / prefix->size, 3);

  if (isnan (value))
    return g_strdup (UNKNOWN);
  /* The formats are those of this file's tables, so that the check can be silenced. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_(prefix->format), number);
#pragma GCC diagnostic pop
}

char *
rig_format_bytes (double bytes)
{
  /* Translators: sizes in memory, decimal prefixes; keep the no-break space */
  static const Prefix prefixes[] = {
    { 1, N_("%s\u00a0B") },    { 1e3, N_("%s\u00a0kB") },  { 1e6, N_("%s\u00a0MB") },
    { 1e9, N_("%s\u00a0GB") }, { 1e12, N_("%s\u00a0TB") },
  };

  return format_prefixed (prefixes, G_N_ELEMENTS (prefixes), bytes);
}

char *
rig_format_params (double parameters)
{
  /* Translators: numbers of a model's parameters, as in "Llama 70B" */
  static const Prefix prefixes[] = {
    { 1, N_("%s") },    { 1e3, N_("%sk") },  { 1e6, N_("%sM") },
    { 1e9, N_("%sB") }, { 1e12, N_("%sT") },
  };

  /* "0.6B" is how such models are called, not "600M". */
  if (fabs (parameters) >= 0.0995e9 && fabs (parameters) < 1e9)
    return format_prefixed (prefixes + 3, 1, parameters);
  return format_prefixed (prefixes, G_N_ELEMENTS (prefixes), parameters);
}

char *
rig_format_tokens (double tokens)
{
  /* Translators: numbers of tokens, as in "a context of 32k" */
  static const Prefix binary[] = { { 1, N_("%s") }, { 1024, N_("%sk") }, { 1048576, N_("%sM") } };
  static const Prefix decimal[] = {
    { 1, N_("%s") },    { 1e3, N_("%sk") },  { 1e6, N_("%sM") },
    { 1e9, N_("%sB") }, { 1e12, N_("%sT") },
  };
  double magnitude = fabs (tokens);
  gboolean thousands = fmod (magnitude, 1000) == 0;

  if (!isfinite (tokens))
    return rig_format_number (tokens, 3);

  if (magnitude >= 1048576 && magnitude <= 64 * 1048576.0 && fmod (magnitude, 524288) == 0)
    return format_prefixed (binary + 2, 1, tokens);
  if (magnitude >= 1024 && magnitude < 1048576 && fmod (magnitude, 512) == 0 && !thousands)
    return format_prefixed (binary + 1, 1, tokens);
  if (magnitude < 1e5 || (magnitude < 1e6 && thousands))
    return format_fixed (tokens, 0);
  return format_prefixed (decimal, G_N_ELEMENTS (decimal), tokens);
}

/* The number that ngettext() chooses a plural form by. */
static gulong
plural_of (double value)
{
  double magnitude = fabs (value);

  if (magnitude == floor (magnitude) && magnitude < 1e9)
    return (gulong) magnitude;
  return 2; /* fractions take the plural */
}

char *
rig_format_months (double months)
{
  g_autofree char *number = NULL;
  double rounded;

  if (isnan (months))
    return g_strdup (UNKNOWN);
  if (months > 120) /* nobody looks further; what is never has to be known by itself */
    return g_strdup (_("more than 10 years"));

  rounded = fabs (months) < 9.95 ? round (months * 10) / 10 : round (months);
  number = rig_format_number (rounded, 3);
  return g_strdup_printf (ngettext ("%s\u00a0month", "%s\u00a0months", plural_of (rounded)),
                          number);
}

static char *
format_long_time (double seconds)
{
  guint64 whole = (guint64) round (seconds);

  if (whole < 3600)
    return g_strdup_printf (_("%u\u00a0min %u\u00a0s"), (guint) (whole / 60), (guint) (whole % 60));

  whole = (guint64) round (seconds / 60);
  if (whole < 48 * 60)
    return g_strdup_printf (_("%u\u00a0h %u\u00a0min"), (guint) (whole / 60), (guint) (whole % 60));
  else
    {
      g_autofree char *days = rig_format_number (seconds / 86400, 2);

      return g_strdup_printf (_("%s\u00a0days"), days);
    }
}

char *
rig_format_seconds (double seconds)
{
  g_autofree char *number = NULL;

  if (!isfinite (seconds))
    return rig_format_number (seconds, 2);
  if (seconds >= 59.5)
    return format_long_time (seconds);

  if (fabs (seconds) < 0.0995 && seconds != 0)
    {
      number = rig_format_number (seconds * 1000, 2);
      return g_strdup_printf (_("%s\u00a0ms"), number);
    }
  number = rig_format_number (seconds, 2);
  return g_strdup_printf (_("%s\u00a0s"), number);
}

char *
rig_format_share (double share)
{
  g_autofree char *number = NULL;

  if (isnan (share))
    return g_strdup (UNKNOWN);

  number = format_fixed (share * 100, 1);
  strip_zeros (number);
  /* Translators: a percentage; keep or leave out the no-break space as your language does */
  return g_strdup_printf (_("%s\u00a0%%"), number);
}

char *
rig_format_range (double low, double high, int digits)
{
  g_autofree char *from = rig_format_number (low, digits);
  g_autofree char *to = rig_format_number (high, digits);

  if (isnan (low) || isnan (high))
    return g_strdup (UNKNOWN);
  if (g_str_equal (from, to))
    return g_steal_pointer (&from);
  /* A dash between two minus signs cannot be read. */
  if (low < 0)
    /* Translators: a range of numbers, from a negative one */
    return g_strdup_printf (_("%s to %s"), from, to);
  return g_strconcat (from, "\u2013", to, NULL);
}

char *
rig_format_axis (double value, RigNumberKind kind)
{
  g_autofree char *number = NULL;

  switch (kind)
    {
    case RIG_NUMBER_TOKENS:
      return rig_format_tokens (value);
    case RIG_NUMBER_BYTES:
      return rig_format_bytes (value);
    case RIG_NUMBER_USD:
      return rig_format_usd (value);
    case RIG_NUMBER_SECONDS:
      return rig_format_seconds (value);
    case RIG_NUMBER_MONTHS:
      number = rig_format_number (value, 3);
      /* Translators: months, short, as on an axis */
      return g_strdup_printf (_("%s\u00a0mo"), number);
    case RIG_NUMBER_PLAIN:
    default:
      /* Four digits, so that steps of a quarter beyond ten are written in full. */
      return rig_format_number (value, 4);
    }
}

const char *
rig_format_basis (RigBasis basis)
{
  static const char *const words[] = {
    [RIG_BASIS_UNKNOWN] = N_("unknown"),     [RIG_BASIS_TYPED] = N_("typed"),
    [RIG_BASIS_MEASURED] = N_("measured"),   [RIG_BASIS_SPEC] = N_("specified"),
    [RIG_BASIS_PREDICTED] = N_("predicted"), [RIG_BASIS_ANNOUNCED] = N_("announced"),
    [RIG_BASIS_ESTIMATED] = N_("estimated"), [RIG_BASIS_UNVERIFIED] = N_("unverified"),
    [RIG_BASIS_CLAIMED] = N_("claimed"),
  };

  g_return_val_if_fail (basis < G_N_ELEMENTS (words), "");
  return _(words[basis]);
}
