/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* GGUF files in a line of text, so that a table of cases can show what is in each. Words:
 *
 *   G             "GGUF" and version 3
 *   u8:N ... u64:N  a number of so many bits; -1 is all ones
 *   f32:X f64:X   a real number
 *   s:TEXT        a string with its length before it, up to the next space
 *   S:N           a string of N letters with its length before it
 *   x:HEX         bytes as they are
 *   z:N           N bytes of zero
 *   pad:N         zeros up to a multiple of N bytes
 */

#include "engine/catalog/catalog.h"
#include "engine/intake/gguf.h"
#include "rig-test.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static inline void
notation_append_number (GByteArray *file, guint64 value, guint n_bytes, gboolean big_endian)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (guint8) (value >> 8 * (big_endian ? n_bytes - 1 - i : i));
      g_byte_array_append (file, &byte, 1);
    }
}

static inline void
notation_append_zeros (GByteArray *file, guint64 n)
{
  guint length = file->len;

  g_byte_array_set_size (file, length + (guint) n);
  memset (file->data + length, 0, n);
}

static inline void
notation_append_hex (GByteArray *file, const char *hex)
{
  for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));
      g_byte_array_append (file, &byte, 1);
    }
}

static inline void
notation_append_real (GByteArray *file, double value, guint n_bytes, gboolean big_endian)
{
  float value32 = (float) value;
  guint64 bits = 0;
  guint32 bits32 = 0;

  memcpy (&bits, &value, sizeof bits);
  memcpy (&bits32, &value32, sizeof bits32);
  notation_append_number (file, n_bytes == 8 ? bits : bits32, n_bytes, big_endian);
}

static inline void
notation_append_string (GByteArray *file, const char *text, guint64 length, gboolean big_endian)
{
  notation_append_number (file, length, 8, big_endian);
  if (text != NULL)
    g_byte_array_append (file, (const guint8 *) text, (guint) length);
  else
    for (guint64 i = 0; i < length; i++)
      g_byte_array_append (file, (const guint8 *) "n", 1);
}

static inline void
notation_append_word (GByteArray *file, const char *word, gboolean big_endian)
{
  const char *value = strchr (word, ':');
  guint64 number = value != NULL ? g_ascii_strtoull (value + 1, NULL, 0) : 0;

  if (g_str_equal (word, "G"))
    {
      g_byte_array_append (file, (const guint8 *) "GGUF", 4);
      notation_append_number (file, 3, 4, big_endian);
      return;
    }
  ck_assert_msg (value != NULL, "what is “%s”?", word);
  value++;
  if (word[0] == 'u')
    notation_append_number (file, number, (guint) (g_ascii_strtoull (word + 1, NULL, 10) / 8),
                            big_endian);
  else if (word[0] == 'f')
    notation_append_real (file, g_ascii_strtod (value, NULL), word[1] == '3' ? 4 : 8, big_endian);
  else if (word[0] == 's')
    notation_append_string (file, value, strlen (value), big_endian);
  else if (word[0] == 'S')
    notation_append_string (file, NULL, number, big_endian);
  else if (word[0] == 'x')
    notation_append_hex (file, value);
  else if (word[0] == 'z')
    notation_append_zeros (file, number);
  else if (word[0] == 'p')
    notation_append_zeros (file, (number - file->len % number) % number);
  else
    ck_abort_msg ("what is “%s”?", word);
}

static inline GByteArray *
notation_write (const char *text, gboolean big_endian)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GByteArray *file = g_byte_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      notation_append_word (file, words[i], big_endian);
  return file;
}

/* Without waiting for the disk, as g_file_set_contents() would. */
static inline void
notation_save_bytes (const guint8 *data, gsize length, const char *path)
{
  FILE *file = fopen (path, "wb");

  ck_assert_ptr_nonnull (file);
  ck_assert (length == 0 || fwrite (data, 1, length, file) == length);
  ck_assert_int_eq (fclose (file), 0);
}

/* Writes the file that @text stands for to @path. */
static inline void
notation_save (const char *text, gboolean big_endian, const char *path)
{
  g_autoptr (GByteArray) file = notation_write (text, big_endian);

  notation_save_bytes (file->data, file->len, path);
}

/* With the tensor types of the catalogue. */
static inline RigGguf *
notation_read (const RigCatalog *catalog, const char *path, GError **error)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);

  return rig_gguf_new (path, (const RigTensorType *const *) types->pdata, types->len, NULL, error);
}

/* Removes a folder of files. */
static inline void
notation_remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (folder);
}
