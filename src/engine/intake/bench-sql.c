/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/bench-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_VALUES 256

/* Where reading has got to; lines are counted on the way. */
typedef struct
{
  RigBenchPlace *place;
  char *next;
} Scanner;

static void
skip_space (Scanner *scanner)
{
  for (; g_ascii_isspace (*scanner->next); scanner->next++)
    scanner->place->number += *scanner->next == '\n';
}

/* Takes @word, whatever its case, and the space around it; FALSE where something else stands. */
static gboolean
take (Scanner *scanner, const char *word)
{
  gsize length = strlen (word);

  skip_space (scanner);
  if (g_ascii_strncasecmp (scanner->next, word, length) != 0)
    return FALSE;
  scanner->next += length;
  skip_space (scanner);
  return TRUE;
}

static gboolean
expect (Scanner *scanner, const char *word, GError **error)
{
  return take (scanner, word)
         || rig_bench_fail (scanner->place, error, _("expected “%s”"), word);
}

/* 'text', in which '' is a quote. */
static char *
take_string (Scanner *scanner, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char *from = scanner->next + 1;

  for (; *from != '\'' || from[1] == '\''; from++)
    {
      if (*from == '\0')
        {
          rig_bench_fail (scanner->place, error,
                          _("expected a closing quote before the end of the file"));
          return NULL;
        }
      from += *from == '\'';
      g_string_append_c (text, *from);
    }
  scanner->next = from + 1;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A name, or a number. */
static char *
take_bare (Scanner *scanner, GError **error)
{
  gsize length = strspn (scanner->next, "+-._0123456789"
                                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  char *word = g_strndup (scanner->next, length);

  scanner->next += length;
  if (length > 0)
    return word;
  g_free (word);
  rig_bench_fail (scanner->place, error, _("expected a name or a value"));
  return NULL;
}

/* "(a, b, …)" */
static GPtrArray *
take_list (Scanner *scanner, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  if (!expect (scanner, "(", error))
    return NULL;
  do
    {
      char *item
        = *scanner->next == '\'' ? take_string (scanner, error) : take_bare (scanner, error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (list, item);
    }
  while (list->len < MAX_VALUES && take (scanner, ","));
  return expect (scanner, ")", error) ? g_steal_pointer (&list) : NULL;
}

static gboolean
take_insert (Scanner *scanner, GError **error)
{
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) values = NULL;
  g_autofree char *table = take_bare (scanner, error);

  if (table == NULL)
    return FALSE;
  names = take_list (scanner, error);
  if (names == NULL || !expect (scanner, "VALUES", error))
    return FALSE;
  values = take_list (scanner, error);
  if (values == NULL)
    return FALSE;
  if (names->len != values->len)
    return rig_bench_fail (scanner->place, error, _("expected %1$u values, found %2$u"),
                           names->len, values->len);
  for (guint i = 0; i < names->len; i++)
    g_hash_table_insert (fields, g_ptr_array_index (names, i), g_ptr_array_index (values, i));
  return rig_bench_take (scanner->place, fields, error) && expect (scanner, ";", error);
}

/* What the table's columns are called stands again in front of the values. */
static gboolean
skip_statement (Scanner *scanner, GError **error)
{
  for (; *scanner->next != ';'; scanner->next++)
    {
      if (*scanner->next == '\0')
        return rig_bench_fail (scanner->place, error, _("expected “%s”"), ";");
      scanner->place->number += *scanner->next == '\n';
    }
  return expect (scanner, ";", error);
}

gboolean
rig_bench_read_sql (RigBenchPlace *place, char *text, GError **error)
{
  Scanner scanner = { place, text };

  place->number = 1;
  skip_space (&scanner);
  while (*scanner.next != '\0')
    {
      gboolean valid;

      if (take (&scanner, "CREATE TABLE"))
        valid = skip_statement (&scanner, error);
      else
        valid = expect (&scanner, "INSERT INTO", error) && take_insert (&scanner, error);
      if (!valid)
        return FALSE;
    }
  return TRUE;
}
