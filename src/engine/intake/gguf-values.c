/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-values.h"
#include "engine/intake/gguf-text.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define MAX_KEY 65535 /* of the format */
#define MAX_STRING (16 * 1024 * 1024)
#define MAX_ELEMENTS (16 * 1024 * 1024)
#define STRING_LENGTH_BYTES 8

/* Bytes in the file; of strings and arrays, at least. */
static const guint kind_bytes[RIG_GGUF_N_KINDS] = {
  [RIG_GGUF_U8] = 1,    [RIG_GGUF_I8] = 1,
  [RIG_GGUF_U16] = 2,   [RIG_GGUF_I16] = 2,
  [RIG_GGUF_U32] = 4,   [RIG_GGUF_I32] = 4,
  [RIG_GGUF_F32] = 4,   [RIG_GGUF_BOOL] = 1,
  [RIG_GGUF_STRING] = STRING_LENGTH_BYTES, [RIG_GGUF_ARRAY] = 12,
  [RIG_GGUF_U64] = 8,   [RIG_GGUF_I64] = 8,
  [RIG_GGUF_F64] = 8,
};

static void
value_free (gpointer data)
{
  RigGgufValue *self = data;

  g_free (self->key);
  g_free (self->text);
  g_free (self->kept);
  g_free (self);
}

static gboolean
read_kind (RigGgufCursor *cursor, RigGgufKind *kind)
{
  guint32 number;

  if (!rig_gguf_cursor_read_u32 (cursor, &number))
    return FALSE;
  if (number >= RIG_GGUF_N_KINDS)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                 _ ("expected a type of value from 0 to %d, found %" PRIu32),
                                 RIG_GGUF_N_KINDS - 1, number);
  *kind = (RigGgufKind) number;
  return TRUE;
}

static gboolean
read_key (RigGgufCursor *cursor, RigGgufValue *value)
{
  const char *text;
  guint64 length;

  if (!rig_gguf_cursor_read_count (cursor, 1, MAX_KEY, N_ ("bytes of a key"), &length))
    return FALSE;
  if (length == 0)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                 _ ("expected a key of at least one byte, found none"));
  text = (const char *) rig_gguf_cursor_take (cursor, (gsize) length);
  if (text == NULL)
    return FALSE;
  if (!rig_gguf_text_is_plain (text, (gsize) length))
    {
      g_autofree char *shown = rig_gguf_text_quote (text, (gsize) length, RIG_GGUF_MAX_SHOWN);
      return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                   _ ("expected a key in UTF-8 without control characters, "
                                      "found “%s”"),
                                   shown);
    }
  value->key = g_strndup (text, (gsize) length);
  rig_gguf_cursor_enter_key (cursor, value->key);
  return TRUE;
}

static gboolean
read_text (RigGgufCursor *cursor, RigGgufValue *value)
{
  const char *text;
  gsize n;

  if (!rig_gguf_cursor_read_count (cursor, 1, MAX_STRING, N_ ("bytes of a string"), &value->length))
    return FALSE;
  value->offset = cursor->position;
  n = (gsize) MIN (value->length, RIG_GGUF_MAX_TEXT);
  text = (const char *) rig_gguf_cursor_take (cursor, n);
  if (text == NULL)
    return FALSE;
  value->text = rig_gguf_text_clean (text, n);
  return rig_gguf_cursor_skip (cursor, value->length - n);
}

/* Vocabularies have hundreds of thousands of strings that nobody here asks for. */
static gboolean
skip_strings (RigGgufCursor *cursor, guint64 n)
{
  for (guint64 i = 0; i < n; i++)
    {
      guint64 length;
      if (!rig_gguf_cursor_read_count (cursor, 1, MAX_STRING, N_ ("bytes of a string"), &length)
          || !rig_gguf_cursor_skip (cursor, length))
        return FALSE;
    }
  return TRUE;
}

static guint64
decode_number (const RigGgufCursor *cursor, RigGgufKind kind, const guint8 *bytes)
{
  guint64 bits = rig_gguf_cursor_decode (cursor, bytes, kind_bytes[kind]);
  guint32 bits32 = (guint32) bits;
  double number;
  float number32;

  switch (kind)
    {
    case RIG_GGUF_I8:
      return (guint64) (gint64) (gint8) bits;
    case RIG_GGUF_I16:
      return (guint64) (gint64) (gint16) bits;
    case RIG_GGUF_I32:
      return (guint64) (gint64) (gint32) bits;
    case RIG_GGUF_F32:
      memcpy (&number32, &bits32, sizeof number32);
      number = (double) number32;
      memcpy (&bits, &number, sizeof bits);
      return bits;
    case RIG_GGUF_U8:
    case RIG_GGUF_U16:
    case RIG_GGUF_U32:
    case RIG_GGUF_U64:
    case RIG_GGUF_I64:
    case RIG_GGUF_F64:
    case RIG_GGUF_BOOL:
    case RIG_GGUF_STRING:
    case RIG_GGUF_ARRAY:
    case RIG_GGUF_N_KINDS:
    default:
      return bits;
    }
}

static gboolean
check_flags (RigGgufCursor *cursor, guint64 n)
{
  while (n > 0)
    {
      gsize piece = (gsize) MIN (n, RIG_GGUF_MAX_PIECE);
      const guint8 *bytes = rig_gguf_cursor_take (cursor, piece);
      if (bytes == NULL)
        return FALSE;
      for (gsize i = 0; i < piece; i++)
        if (bytes[i] > 1)
          {
            cursor->field += i;
            return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                         _ ("expected 0 or 1, found %u"), (guint) bytes[i]);
          }
      n -= piece;
    }
  return TRUE;
}

/* What the count allows is there in the file, so that what is allocated is no more than it. */
static gboolean
read_numbers (RigGgufCursor *cursor, RigGgufValue *value)
{
  guint width = kind_bytes[value->kind];
  guint n_kept = (guint) MIN (value->length, RIG_GGUF_MAX_KEPT);
  const guint8 *bytes;

  if (value->kind == RIG_GGUF_BOOL && !check_flags (cursor, value->length))
    return FALSE;
  cursor->position = value->offset;
  bytes = rig_gguf_cursor_take (cursor, (gsize) n_kept * width);
  if (bytes == NULL)
    return FALSE;
  value->n_kept = n_kept;
  value->kept = g_new (guint64, n_kept);
  for (guint i = 0; i < n_kept; i++)
    value->kept[i] = decode_number (cursor, value->kind, bytes + (gsize) i * width);
  return rig_gguf_cursor_skip (cursor, (value->length - n_kept) * width);
}

static gboolean
read_array_head (RigGgufCursor *cursor, RigGgufValue *value)
{
  value->is_array = TRUE;
  if (!read_kind (cursor, &value->kind))
    return FALSE;
  if (value->kind == RIG_GGUF_ARRAY)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                 _ ("expected an array of numbers, flags or strings, found an "
                                    "array of arrays"));
  return rig_gguf_cursor_read_count (cursor, kind_bytes[value->kind], MAX_ELEMENTS,
                                     N_ ("elements of an array"), &value->length);
}

static gboolean
read_value (RigGgufCursor *cursor, RigGgufValue *value)
{
  if (!read_key (cursor, value) || !read_kind (cursor, &value->kind))
    return FALSE;
  value->length = 1;
  if (value->kind == RIG_GGUF_ARRAY && !read_array_head (cursor, value))
    return FALSE;
  if (value->kind == RIG_GGUF_STRING && !value->is_array)
    return read_text (cursor, value);
  value->offset = cursor->position;
  return value->kind == RIG_GGUF_STRING ? skip_strings (cursor, value->length)
                                        : read_numbers (cursor, value);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const RigGgufValue *const *x = a, *const *y = b;

  return strcmp ((*x)->key, (*y)->key);
}

/* Sorted, equal keys are neighbours: no hash that a file could be made to defeat. */
static gboolean
sort_values (RigGgufCursor *cursor, GPtrArray *values)
{
  g_ptr_array_sort (values, compare_keys);
  for (guint i = 1; i < values->len; i++)
    {
      const RigGgufValue *a = g_ptr_array_index (values, i - 1);
      const RigGgufValue *b = g_ptr_array_index (values, i);
      if (!g_str_equal (a->key, b->key))
        continue;
      rig_gguf_cursor_enter_key (cursor, a->key);
      cursor->field = MAX (a->offset, b->offset);
      return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                   _ ("expected every key once, found it twice"));
    }
  return TRUE;
}

GPtrArray *
rig_gguf_values_read (RigGgufCursor *cursor, guint64 n)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (value_free);
  gboolean ok = TRUE;

  for (guint64 i = 0; ok && i < n; i++)
    {
      RigGgufValue *value = g_new0 (RigGgufValue, 1);
      g_ptr_array_add (values, value);
      ok = read_value (cursor, value);
      if (ok)
        rig_gguf_cursor_leave (cursor);
    }
  ok = ok && sort_values (cursor, values);
  rig_gguf_cursor_leave (cursor); /* of a key that is gone if there was an error */
  return ok ? g_steal_pointer (&values) : NULL;
}

const RigGgufValue *
rig_gguf_values_find (const GPtrArray *values, const char *key)
{
  guint low = 0, high = values->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const RigGgufValue *value = g_ptr_array_index (values, middle);
      int order = strcmp (key, value->key);
      if (order == 0)
        return value;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

static gboolean
is_signed (RigGgufKind kind)
{
  return kind == RIG_GGUF_I8 || kind == RIG_GGUF_I16 || kind == RIG_GGUF_I32
         || kind == RIG_GGUF_I64;
}

static gboolean
is_real (RigGgufKind kind)
{
  return kind == RIG_GGUF_F32 || kind == RIG_GGUF_F64;
}

gboolean
rig_gguf_value_get_uint (const RigGgufValue *self, guint64 index, guint64 *value)
{
  if (index >= self->n_kept || is_real (self->kind))
    return FALSE;
  if (is_signed (self->kind) && (gint64) self->kept[index] < 0)
    return FALSE;
  *value = self->kept[index];
  return TRUE;
}

gboolean
rig_gguf_value_get_double (const RigGgufValue *self, guint64 index, double *value)
{
  double number;

  if (index >= self->n_kept || self->kind == RIG_GGUF_BOOL)
    return FALSE;
  if (is_real (self->kind))
    memcpy (&number, &self->kept[index], sizeof number);
  else if (is_signed (self->kind))
    number = (double) (gint64) self->kept[index];
  else
    number = (double) self->kept[index];
  if (!isfinite (number))
    return FALSE;
  *value = number;
  return TRUE;
}
