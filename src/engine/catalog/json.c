/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/reader.h"

#include <glib/gi18n.h>
#include <string.h>

/* Our own files nest nine deep; the parser and the freeing of its tree both recurse. */
#define MAX_DEPTH 64

/* The closing quote; @end where there is none. The parser sees to it that strings have no line
 * breaks. */
static const char *
find_string_end (const char *text, const char *end)
{
  const char *quote = text - 1;

  while ((quote = memchr (quote + 1, '"', end - quote - 1)) != NULL)
    {
      const char *c = quote;
      while (c > text && c[-1] == '\\')
        c--;
      if ((quote - c) % 2 == 0)
        return quote;
    }
  return end;
}

/* What the parser would let pass. */
typedef enum
{
  FLAW_NONE,
  FLAW_DEPTH,     /* it recurses, and so does the freeing of its tree */
  FLAW_CHARACTER, /* comments, in which a quote would hide brackets from this count */
  FLAW_SECOND,    /* of several values it forgets all but one */
} Flaw;

/* The first flaw and its line. */
static Flaw
find_flaw (const char *text, gsize length, guint *place)
{
  const char *end = text + length;
  guint depth = 0, line = 1;
  gboolean complete = FALSE;

  for (const char *c = text; c < end; c++)
    switch (*c)
      {
      case '"':
        c = find_string_end (c + 1, end);
        break;
      case '[':
      case '{':
        *place = line;
        if (complete)
          return FLAW_SECOND;
        if (++depth > MAX_DEPTH)
          return FLAW_DEPTH;
        break;
      case ']':
      case '}':
        depth -= depth > 0;
        complete = depth == 0;
        break;
      case '\n':
        line++;
        break;
      case ' ':
      case '\t':
      case '\r':
      case '+':
      case '-':
      case '.':
      case ',':
      case ':':
        break;
      default:
        *place = line;
        if (!g_ascii_isalnum (*c))
          return FLAW_CHARACTER;
      }
  return FLAW_NONE;
}

static gboolean
check_flaws (const char *file, const char *text, gsize length, GError **error)
{
  guint line = 0;
  Flaw flaw = find_flaw (text, length, &line);

  if (flaw == FLAW_DEPTH)
    g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SYNTAX,
                 _("%s: line %u: nested deeper than %d levels"), file, line, MAX_DEPTH);
  else if (flaw == FLAW_CHARACTER)
    g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SYNTAX,
                 _("%s: line %u: a character that JSON does not have outside strings"), file,
                 line);
  else if (flaw == FLAW_SECOND)
    g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SYNTAX,
                 _("%1$s: line %2$u: expected the end behind the first value, found another"),
                 file, line);
  return flaw == FLAW_NONE;
}

/* The parser forgets where it was once loading has failed. */
static void
note_line_cb (JsonParser *parser, const GError *error, guint *line)
{
  *line = json_parser_get_current_line (parser);
}

/* Text that is not UTF-8 is refused before the parser counts lines. */
static guint
find_bad_utf8 (const char *text, gsize length)
{
  const char *bad;
  guint line = 1;

  if (g_utf8_validate (text, length, &bad))
    return 0;
  for (const char *c = text; c < bad; c++)
    line += *c == '\n';
  return line;
}

/* "<data>:2:9: Parse error: unexpected …": the file and the line are said already. */
static const char *
skip_position (const char *message)
{
  const char *label = strstr (message, "Parse error: ");

  return label != NULL ? label + strlen ("Parse error: ") : message;
}

JsonNode *
rig_json_parse (const char *file, const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) syntax_error = NULL;
  JsonNode *root;
  guint line = 0;

  if (!check_flaws (file, text, length, error))
    return NULL;
  g_signal_connect (parser, "error", G_CALLBACK (note_line_cb), &line);
  if (!json_parser_load_from_data (parser, text, length, &syntax_error))
    {
      guint bad_line = find_bad_utf8 (text, length);
      g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SYNTAX, "%s: line %u: %s", file,
                   bad_line > 0 ? bad_line : MAX (line, 1), skip_position (syntax_error->message));
      return NULL;
    }
  root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SYNTAX,
                 _("%s: line %u: expected JSON, found nothing"), file, 1u);
  return root;
}
