/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/printer.h"

#include <string.h>

#include "cli/output.h"
#include "report/table-wrap.h"

#define LABEL_WIDTH 30
#define DETAIL_INDENT 4
#define MAX_LINE 100 /* longer lines are hard to read, however wide the terminal is */

enum
{
  PRINTED_NOTHING,
  PRINTED_HEADING,
  PRINTED_PARAGRAPH,
  PRINTED_PAIR,
  PRINTED_ITEM,
};

void
rig_printer_init (RigPrinter *self, const RigOptions *options, GString *out)
{
  g_return_if_fail (options->format == RIG_OUTPUT_TEXT || options->format == RIG_OUTPUT_MARKDOWN);

  self->out = out;
  self->markdown = options->format == RIG_OUTPUT_MARKDOWN;
  self->width = rig_output_get_width (options);
  self->last = PRINTED_NOTHING;
}

/* Lines of pairs and items stand together; everything else is set off by an empty line. */
static void
begin (RigPrinter *self, guint what)
{
  gboolean together = what == self->last && (what == PRINTED_PAIR || what == PRINTED_ITEM);

  if (self->last != PRINTED_NOTHING && !together)
    g_string_append_c (self->out, '\n');
  self->last = what;
}

static void
append_spaces (GString *out, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, ' ');
}

/* A word wider than a line is broken, unless it is an address that somebody may want to copy. */
static GPtrArray *
split_word (const char *word, guint room)
{
  return rig_text_wrap (word, strchr (word, '/') != NULL ? 0 : room);
}

/* Appends @text from column @indent on, broken at spaces, further lines indented as well. */
static void
append_wrapped (RigPrinter *self, const char *text, guint indent)
{
  const guint width = MIN (self->width, MAX_LINE);
  g_autofree char *clean = rig_text_clean (text);
  g_auto (GStrv) words = g_strsplit (clean, " ", -1);
  guint column = indent;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) parts = split_word (words[i], width > indent ? width - indent : width);

      for (guint j = 0; j < parts->len; j++)
        {
          const char *part = g_ptr_array_index (parts, j);
          gboolean breaks = j > 0 || column + 1 + rig_text_get_width (part) > width;

          if (column > indent && breaks)
            {
              g_string_append_c (self->out, '\n');
              append_spaces (self->out, indent);
              column = indent;
            }
          else if (column > indent)
            {
              g_string_append_c (self->out, ' ');
              column++;
            }
          g_string_append (self->out, part);
          column += rig_text_get_width (part);
        }
    }
  g_string_append_c (self->out, '\n');
}

/* Markdown joins lines by itself, so that a paragraph is one line. */
static void
append_text (RigPrinter *self, const char *text, guint indent)
{
  g_autofree char *clean = NULL;

  if (!self->markdown)
    {
      append_wrapped (self, text, indent);
      return;
    }
  clean = rig_text_clean (text);
  for (const char *c = clean; *c != '\0'; c++)
    {
      if (strchr ("\\`*_<|", *c) != NULL)
        g_string_append_c (self->out, '\\');
      g_string_append_c (self->out, *c);
    }
  g_string_append_c (self->out, '\n');
}

void
rig_printer_heading (RigPrinter *self, guint level, const char *text)
{
  begin (self, PRINTED_HEADING);
  if (self->markdown)
    {
      for (guint i = 0; i < level; i++)
        g_string_append_c (self->out, '#');
      g_string_append_c (self->out, ' ');
    }
  append_text (self, text, 0);
}

void
rig_printer_paragraph (RigPrinter *self, const char *text)
{
  begin (self, PRINTED_PARAGRAPH);
  append_text (self, text, 0);
}

void
rig_printer_pair (RigPrinter *self, const char *label, const char *text)
{
  guint width = rig_text_get_width (label);

  if (text == NULL || *text == '\0')
    return;
  begin (self, PRINTED_PAIR);
  if (self->markdown)
    {
      g_string_append_printf (self->out, "- **%s:** ", label);
      append_text (self, text, 0);
      return;
    }
  g_string_append (self->out, label);
  if (width + 2 > LABEL_WIDTH)
    {
      g_string_append_c (self->out, '\n');
      width = 0;
    }
  append_spaces (self->out, LABEL_WIDTH - width);
  append_wrapped (self, text, LABEL_WIDTH);
}

void
rig_printer_detail (RigPrinter *self, const char *text)
{
  append_spaces (self->out, self->markdown ? 2 : DETAIL_INDENT);
  append_text (self, text, DETAIL_INDENT);
}

void
rig_printer_item (RigPrinter *self, const char *text)
{
  begin (self, PRINTED_ITEM);
  g_string_append (self->out, self->markdown ? "- " : "  ");
  append_text (self, text, 2);
}

void
rig_printer_table (RigPrinter *self, const RigTable *table)
{
  begin (self, PRINTED_PARAGRAPH);
  if (self->markdown)
    rig_table_write_markdown (table, self->out);
  else
    rig_table_write_text (table, self->out, self->width);
}
