/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/reader.h"

#include <glib/gi18n.h>
#include <string.h>

/* Our own files nest nine deep; the parser and the freeing of its tree both recurse. */
#define MAX_DEPTH 64

/* The line of the first character that no JSON has outside a string, or where nesting gets too
 * deep; 0: neither. The parser itself takes comments, in which a quote would hide brackets from
 * this count. */
static guint
find_not_json (const char *text, gsize length, gboolean *too_deep)
{
  gboolean in_string = FALSE;
  guint depth = 0, line = 1;

  *too_deep = FALSE;
  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];
      if (c == '\n')
        line++;
      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
          continue;
        }
      if (c == '"')
        in_string = TRUE;
      else if (c == '[' || c == '{')
        depth++;
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;
      else if (!g_ascii_isalnum (c) && (c == '\0' || strchr (" \t\r\n+-.,:]}", c) == NULL))
        return line;
      *too_deep = depth > MAX_DEPTH;
      if (*too_deep)
        return line;
    }
  return 0;
}

JsonNode *
rig_json_parse (const char *file, const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) syntax_error = NULL;
  JsonNode *root;
  gboolean too_deep;
  guint line = find_not_json (text, length, &too_deep);

  if (line > 0 && too_deep)
    g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SYNTAX,
                 _ ("%s: line %u: nested deeper than %d levels"), file, line, MAX_DEPTH);
  else if (line > 0)
    g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SYNTAX,
                 _ ("%s: line %u: a character that JSON does not have outside strings"), file,
                 line);
  if (line > 0)
    return NULL;
  if (!g_utf8_validate (text, length, NULL))
    {
      g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SYNTAX,
                   _ ("%s: line %u: not UTF-8 text"), file, 1u);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, length, &syntax_error))
    {
      g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SYNTAX, _ ("%s: line %u: %s"), file,
                   json_parser_get_current_line (parser), syntax_error->message);
      return NULL;
    }
  root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error (error, RIG_CATALOG_ERROR, RIG_CATALOG_ERROR_SYNTAX, _ ("%s: line %u: empty"),
                 file, 1u);
  return root;
}
