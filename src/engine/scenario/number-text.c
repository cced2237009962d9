/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scenario/number-text.h"

#include <string.h>

/* Nobody types more, and what follows need not think of the length. */
#define MAX_BYTES 200

/* Spaces of any kind become plain ones, the minus sign the hyphen, apostrophes one kind. */
static char *
normalise (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == 0x202f)
        c = ' ';
      else if (c == 0x2212)
        c = '-';
      else if (c == 0x2019)
        c = '\'';
      g_string_append_unichar (out, g_unichar_tolower (c));
    }
  return g_strstrip (g_string_free (out, FALSE));
}

static char *
without_spaces (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (text[i] != ' ')
      g_string_append_c (out, text[i]);
  return g_string_free (out, FALSE);
}

/* How long the digits are, with whatever separates them; a separator must stand before a digit. */
static gsize
span_digits (const char *text)
{
  gsize n = 0;

  while (g_ascii_isdigit (text[n])
         || (text[n] != '\0' && strchr (".,'_ ", text[n]) != NULL && g_ascii_isdigit (text[n + 1])
             && (n > 0 || text[n] == '.')))
    n++;
  return n;
}

static guint
count (const char *text, char c)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == c;
  return n;
}

/* Whether @whole is "1", "123" or groups of three behind one to three digits; drops @separator. */
static gboolean
ungroup (char *whole, char separator)
{
  const char *read = whole;
  char *write = whole;
  gsize since = 0;
  gboolean grouped = FALSE;

  for (; *read != '\0'; read++)
    {
      if (*read == separator)
        {
          if (since == 0 || since > 3 || (grouped && since != 3))
            return FALSE;
          grouped = TRUE;
          since = 0;
          continue;
        }
      if (!g_ascii_isdigit (*read))
        return FALSE;
      since++;
      *write++ = *read;
    }
  *write = '\0';
  return !grouped || since == 3;
}

/* Which character is the decimal one; '\0': none. */
static char
find_decimal (const char *digits)
{
  guint points = count (digits, '.');
  guint commas = count (digits, ',');

  if (points > 0 && commas > 0)
    return strrchr (digits, '.') > strrchr (digits, ',') ? '.' : ',';
  if (points == 1)
    return '.';
  return commas == 1 ? ',' : '\0';
}

static char
find_separator (const char *whole)
{
  const char *found = strpbrk (whole, ".,'_ ");

  return found != NULL ? *found : ' ';
}

/* "1,234": from one to three digits that do not begin with a zero, a comma, three digits. */
static gboolean
is_ambiguous (const char *digits)
{
  const char *comma = strchr (digits, ',');

  return comma != NULL && strlen (comma) == 4 && comma - digits <= 3 && digits[0] != '0'
         && strspn (digits, "0123456789") == (gsize) (comma - digits);
}

static gboolean
parse_digits (RigNumberText *self, const char *digits, const char *exponent)
{
  char decimal = find_decimal (digits);
  g_autofree char *whole = g_strdup (digits);
  g_autofree char *notation = NULL;
  const char *fraction = "";
  char *point = decimal != '\0' ? strrchr (whole, decimal) : NULL;

  if (point != NULL)
    {
      *point = '\0';
      fraction = digits + (point - whole) + 1;
    }
  if (strspn (fraction, "0123456789") != strlen (fraction)
      || !ungroup (whole, find_separator (whole)))
    return FALSE;

  notation = g_strconcat (whole, ".", fraction, exponent, NULL);
  self->value = g_ascii_strtod (notation, NULL);
  if (is_ambiguous (digits))
    {
      g_autofree char *grouped = g_strconcat (whole, fraction, exponent, NULL);

      self->grouped = g_ascii_strtod (grouped, NULL);
    }
  return TRUE;
}

/* "e6" of "1e6": as long as it takes; 0 where it is the begin of a word. */
static gsize
span_exponent (const char *text)
{
  gsize sign = text[0] != '\0' && (text[1] == '+' || text[1] == '-');

  if (text[0] != 'e' || !g_ascii_isdigit (text[1 + sign]))
    return 0;
  return 1 + sign + strspn (text + 1 + sign, "0123456789");
}

/* Takes the sign out of what stands before the number: "-$5", "$-5", "+5". */
static gboolean
take_sign (char *prefix)
{
  gsize n = strlen (prefix);
  gboolean negative = FALSE;

  if (n > 0 && (prefix[0] == '-' || prefix[0] == '+'))
    {
      negative = prefix[0] == '-';
      memmove (prefix, prefix + 1, n);
    }
  else if (n > 0 && (prefix[n - 1] == '-' || prefix[n - 1] == '+'))
    {
      negative = prefix[n - 1] == '-';
      prefix[n - 1] = '\0';
    }
  return negative;
}

gboolean
rig_number_text_parse (RigNumberText *self, const char *text)
{
  g_autofree char *plain = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *exponent = NULL;
  gsize before, length, power;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  if (strlen (text) > MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    return FALSE;

  plain = normalise (text);
  before = strcspn (plain, "0123456789");
  if (before > 0 && plain[before] != '\0' && plain[before - 1] == '.')
    before--;
  length = span_digits (plain + before);
  if (length == 0)
    return FALSE;

  power = span_exponent (plain + before + length);
  digits = g_strndup (plain + before, length);
  exponent = g_strndup (plain + before + length, power);
  if (!parse_digits (self, digits, exponent))
    return FALSE;

  self->prefix = without_spaces (plain, before);
  self->suffix = without_spaces (plain + before + length + power,
                                 strlen (plain + before + length + power));
  if (take_sign (self->prefix))
    {
      self->value = -self->value;
      self->grouped = -self->grouped;
    }
  return TRUE;
}

void
rig_number_text_clear (RigNumberText *self)
{
  g_clear_pointer (&self->prefix, g_free);
  g_clear_pointer (&self->suffix, g_free);
}
