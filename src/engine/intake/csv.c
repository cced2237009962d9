/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/csv.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_COLUMNS 1024

struct _RigCsv
{
  char *file;
  char *text;        /* the fields, each ended by a zero; quotes are gone */
  GPtrArray *fields; /* const char *, into the text; the names, then row after row */
  GArray *lines;     /* guint, of each row; that of the names first */
  guint n_columns;
  const char *remarks; /* only while the rows are read */
};

/* Where reading has got to. Fields are unpacked in place: they never grow. */
typedef struct
{
  RigCsv *csv;
  char *next;
  guint line;
  char end; /* what ended the field that was read last: ',', '\n', or 0 at the end of the file */
} Scanner;

/* Moves behind what ends a field, and says whether there is such a thing. */
static gboolean
take_end (Scanner *scanner)
{
  char *p = scanner->next;

  if (p[0] == '\r' && p[1] == '\n')
    p++;
  if (*p != ',' && *p != '\n' && *p != '\0')
    return FALSE;
  scanner->end = *p;
  scanner->next = *p == '\0' ? p : p + 1;
  return TRUE;
}

static gboolean
fail (const Scanner *scanner, guint line, const char *expectation, GError **error)
{
  g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_SYNTAX, _("%1$s: line %2$u: %3$s"),
               scanner->csv->file, line, expectation);
  return FALSE;
}

static gboolean
take_quoted (Scanner *scanner, GError **error)
{
  char *from = scanner->next + 1, *to = from;
  guint first_line = scanner->line;

  g_ptr_array_add (scanner->csv->fields, to);
  while (*from != '"' || from[1] == '"')
    {
      if (*from == '\0')
        return fail (scanner, first_line,
                     _("expected a closing quote before the end of the file"), error);
      scanner->line += *from == '\n';
      from += *from == '"';
      *to++ = *from++;
    }
  scanner->next = from + 1;
  if (!take_end (scanner))
    return fail (scanner, scanner->line,
                 _("expected a comma or the end of the line behind a quoted field"), error);
  *to = '\0';
  return TRUE;
}

static gboolean
take_plain (Scanner *scanner, GError **error)
{
  char *start = scanner->next, *end;

  g_ptr_array_add (scanner->csv->fields, start);
  while (!take_end (scanner))
    {
      if (*scanner->next == '"')
        return fail (scanner, scanner->line,
                     _("expected a field with a quote in it to be quoted as a whole"), error);
      scanner->next++;
    }
  end = scanner->next - (scanner->end != '\0');
  if (end > start && scanner->end == '\n' && end[-1] == '\r')
    end--;
  *end = '\0';
  return TRUE;
}

/* Makes one field of the last ones of a row that has @n. Where they lie is room for commas. */
static guint
join_remarks (RigCsv *self, guint n)
{
  char **fields = (char **) self->fields->pdata + self->fields->len - n;
  char *end;

  if (g_strcmp0 (rig_csv_get_name (self, self->n_columns - 1), self->remarks) != 0)
    return n;
  end = fields[self->n_columns - 1] + strlen (fields[self->n_columns - 1]);
  for (guint i = self->n_columns; i < n; i++)
    {
      gsize length = strlen (fields[i]);

      *end++ = ',';
      memmove (end, fields[i], length + 1);
      end += length;
    }
  g_ptr_array_set_size (self->fields, (int) (self->fields->len - n + self->n_columns));
  return self->n_columns;
}

static gboolean
check_row (RigCsv *self, guint line, guint n, GError **error)
{
  if (self->n_columns == 0)
    self->n_columns = n;
  if (self->remarks != NULL && n > self->n_columns)
    n = join_remarks (self, n);
  if (n > MAX_COLUMNS)
    g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_LIMIT,
                 _("%1$s: line %2$u: expected at most %3$d columns"), self->file, line,
                 MAX_COLUMNS);
  else if (n != self->n_columns)
    g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_SHAPE,
                 _("%1$s: line %2$u: expected %3$u fields, as the first line has, found %4$u"),
                 self->file, line, self->n_columns, n);
  else
    {
      g_array_append_val (self->lines, line);
      return TRUE;
    }
  return FALSE;
}

static gboolean
take_row (Scanner *scanner, GError **error)
{
  guint first = scanner->csv->fields->len, line = scanner->line;

  do
    if (!(*scanner->next == '"' ? take_quoted (scanner, error) : take_plain (scanner, error)))
      return FALSE;
  while (scanner->end == ',');
  scanner->line++;
  return check_row (scanner->csv, line, scanner->csv->fields->len - first, error);
}

static gboolean
take_rows (RigCsv *self, GError **error)
{
  Scanner scanner = { .csv = self, .next = self->text, .line = 1 };

  while (*scanner.next != '\0')
    {
      gsize empty = strspn (scanner.next, "\r");

      if (scanner.next[empty] == '\n' || scanner.next[empty] == '\0')
        {
          scanner.next += empty + (scanner.next[empty] == '\n');
          scanner.line++;
        }
      else if (!take_row (&scanner, error))
        return FALSE;
    }
  if (self->n_columns > 0)
    return TRUE;
  return fail (&scanner, 1, _("expected a line with the names of columns, found nothing"), error);
}

static gboolean
check_names (const RigCsv *self, GError **error)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *name = rig_csv_get_name (self, i);
      g_autofree char *shown = rig_text_quote (name);

      if (*name == '\0')
        {
          g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_SHAPE,
                       _("%1$s: line %2$u: column %3$u: expected a name"), self->file,
                       g_array_index (self->lines, guint, 0), i + 1);
          return FALSE;
        }
      if (rig_csv_find_column (self, name) != (int) i)
        {
          g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_SHAPE,
                       _("%1$s: line %2$u: column %3$u: expected “%4$s” only once"), self->file,
                       g_array_index (self->lines, guint, 0), i + 1, shown);
          return FALSE;
        }
    }
  return TRUE;
}

RigCsv *
rig_csv_new (const char *file, char *text, const char *remarks, GError **error)
{
  g_autoptr (RigCsv) self = g_new0 (RigCsv, 1);

  self->file = g_strdup (file);
  self->text = text;
  self->remarks = remarks;
  self->fields = g_ptr_array_new ();
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!take_rows (self, error) || !check_names (self, error))
    return NULL;
  self->remarks = NULL;
  return g_steal_pointer (&self);
}

RigCsv *
rig_csv_new_from_file (const char *path, const char *remarks, GError **error)
{
  g_autofree char *file = rig_text_get_shown_name (path);
  char *text = rig_text_file_load (path, error);

  return text != NULL ? rig_csv_new (file, text, remarks, error) : NULL;
}

void
rig_csv_free (RigCsv *self)
{
  g_free (self->file);
  g_free (self->text);
  g_ptr_array_unref (self->fields);
  g_array_unref (self->lines);
  g_free (self);
}

const char *
rig_csv_get_file (const RigCsv *self)
{
  return self->file;
}

guint
rig_csv_get_n_rows (const RigCsv *self)
{
  return self->lines->len - 1;
}

guint
rig_csv_get_n_columns (const RigCsv *self)
{
  return self->n_columns;
}

const char *
rig_csv_get_name (const RigCsv *self, guint column)
{
  g_return_val_if_fail (column < self->n_columns, NULL);

  return g_ptr_array_index (self->fields, column);
}

int
rig_csv_find_column (const RigCsv *self, const char *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (rig_csv_get_name (self, i), name))
      return (int) i;
  return -1;
}

const char *
rig_csv_get (const RigCsv *self, guint row, guint column)
{
  g_return_val_if_fail (row < rig_csv_get_n_rows (self) && column < self->n_columns, NULL);

  return g_ptr_array_index (self->fields, (row + 1) * self->n_columns + column);
}

guint
rig_csv_get_line (const RigCsv *self, guint row)
{
  g_return_val_if_fail (row < rig_csv_get_n_rows (self), 0);

  return g_array_index (self->lines, guint, row + 1);
}

gboolean
rig_csv_read_number (const RigCsv *self, guint row, guint column, double min, double max,
                     double *value, GError **error)
{
  const char *text = rig_csv_get (self, row, column);
  g_autofree char *shown = NULL;
  g_autofree char *name = NULL;
  char *end = NULL;

  *value = (double) NAN;
  if (*text == '\0')
    return TRUE;
  *value = g_ascii_strtod (text, &end);
  /* Written so that NaN fails. strtod() would take hexadecimals and white space, too. */
  if (strspn (text, "+-.0123456789eE") == strlen (text) && *end == '\0' && *value >= min
      && *value <= max)
    return TRUE;
  shown = rig_text_quote (text);
  name = rig_text_quote (rig_csv_get_name (self, column));
  g_set_error (error, RIG_TEXT_ERROR, RIG_TEXT_ERROR_SHAPE,
               _("%1$s: line %2$u: column %3$u (%4$s): expected a number from %5$g to %6$g, found "
                 "“%7$s”"),
               self->file, rig_csv_get_line (self, row), column + 1, name, min, max, shown);
  return FALSE;
}
