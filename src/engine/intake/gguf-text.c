/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-text.h"

#define REPLACEMENT 0xfffd

/* Marks that reorder what is shown can make a name look like another: Unicode's Bidi_Control. */
static gboolean
turns_direction (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_plain (gunichar c)
{
  return !g_unichar_iscntrl (c) && c != 0x2028 && c != 0x2029 && !turns_direction (c);
}

/* The bytes of the plain character that @text begins with; 0 where it does not begin with one. */
static gsize
measure_plain (const char *text, gsize length)
{
  gunichar c = g_utf8_get_char_validated (text, (gssize) length);

  if (c == (gunichar) -1 || c == (gunichar) -2 || !is_plain (c))
    return 0;
  return (gsize) g_unichar_to_utf8 (c, NULL);
}

gboolean
rig_gguf_text_is_plain (const char *text, gsize length)
{
  while (length > 0)
    {
      gsize n = measure_plain (text, length);
      if (n == 0)
        return FALSE;
      text += n;
      length -= n;
    }
  return TRUE;
}

char *
rig_gguf_text_clean (const char *text, gsize length)
{
  GString *clean = g_string_sized_new (length + 1);

  for (gsize n; length > 0; text += n, length -= n)
    {
      n = *text == '\n' || *text == '\t' ? 1 : measure_plain (text, length);
      if (n > 0)
        {
          g_string_append_len (clean, text, (gssize) n);
          continue;
        }
      g_string_append_unichar (clean, REPLACEMENT);
      /* A character that may not stay goes as a whole; of what is no character, one byte. */
      n = 1;
      if (g_utf8_get_char_validated (text, (gssize) length) < (gunichar) -2)
        n = (gsize) (g_utf8_next_char (text) - text);
    }
  return g_string_free (clean, FALSE);
}

char *
rig_gguf_text_quote (const char *text, gsize length, gsize max)
{
  GString *quoted = g_string_new (NULL);

  for (gsize n; length > 0; text += n, length -= n)
    {
      if (quoted->len >= max)
        {
          g_string_append (quoted, "…");
          break;
        }
      n = measure_plain (text, length);
      if (n > 0)
        {
          g_string_append_len (quoted, text, (gssize) n);
          continue;
        }
      n = 1;
      g_string_append_printf (quoted, "\\x%02x", (guint) (guchar) *text);
    }
  return g_string_free (quoted, FALSE);
}
