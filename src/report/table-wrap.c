/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table-wrap.h"

#include <string.h>

static guint
char_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

char *
rig_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\t' || c == '\r')
        c = ' ';
      else if (g_unichar_iscntrl (c))
        c = 0xfffd;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

guint
rig_text_get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += char_width (g_utf8_get_char (p));
  return width;
}

guint
rig_text_get_word_width (const char *text, guint limit)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    longest = MAX (longest, rig_text_get_width (words[i]));
  return MIN (longest, limit);
}

/* The bytes of @word that take at most @width columns: at least one character. */
static gsize
take_columns (const char *word, guint width)
{
  const char *p = word;
  guint taken = 0;

  while (*p != '\0')
    {
      guint columns = char_width (g_utf8_get_char (p));

      if (p > word && columns > 0 && taken + columns > width)
        break;
      taken += columns;
      p = g_utf8_next_char (p);
    }
  return (gsize) (p - word);
}

static void
flush (GPtrArray *lines, GString *line)
{
  g_ptr_array_add (lines, g_strdup (line->str));
  g_string_truncate (line, 0);
}

GPtrArray *
rig_text_wrap (const char *text, guint width)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  if (width == 0 || rig_text_get_width (text) <= width)
    {
      g_ptr_array_add (lines, g_strdup (text));
      return lines;
    }

  words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];

      if (line->len > 0 && rig_text_get_width (line->str) + 1 + rig_text_get_width (word) > width)
        flush (lines, line);
      else if (i > 0 && line->len > 0)
        g_string_append_c (line, ' ');

      while (rig_text_get_width (word) > width)
        {
          gsize taken = take_columns (word, width);

          if (word[taken] == '\0')
            break; /* one wide character in one column: nothing can be done */
          g_string_append_len (line, word, (gssize) taken);
          flush (lines, line);
          word += taken;
        }
      g_string_append (line, word);
    }
  if (line->len > 0 || lines->len == 0)
    flush (lines, line);
  return lines;
}
