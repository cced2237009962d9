/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the header of a GGUF file with a vocabulary as large as any: 250,000 tokens and as many
 * merges, scores and types. */

#include "engine/catalog/catalog.h"
#include "engine/intake/gguf.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define ROUNDS 41
#define N_TOKENS 250000
#define N_TENSORS 1000

static void
append (GByteArray *file, const void *data, gsize length)
{
  g_byte_array_append (file, data, (guint) length);
}

/* Little-endian, like every file out there. */
static void
append_number (GByteArray *file, guint64 value, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (guint8) (value >> 8 * i);
      append (file, &byte, 1);
    }
}

static void
append_string (GByteArray *file, const char *text)
{
  append_number (file, strlen (text), 8);
  append (file, text, strlen (text));
}

static void
append_array (GByteArray *file, const char *key, guint32 kind)
{
  append_string (file, key);
  append_number (file, 9, 4);
  append_number (file, kind, 4);
  append_number (file, N_TOKENS, 8);
}

/* Words of 3 to 14 letters and pairs of them. */
static void
append_words (GByteArray *file, const char *key, const char *separator)
{
  append_array (file, key, 8);
  for (guint i = 0; i < N_TOKENS; i++)
    {
      char word[64];
      g_snprintf (word, sizeof word, "%x%s%.*s", i, separator, (int) (i % 10), "abcdefghij");
      append_string (file, word);
    }
}

static void
append_tensors (GByteArray *file)
{
  for (guint64 i = 0; i < N_TENSORS; i++)
    {
      char name[64];
      g_snprintf (name, sizeof name, "blk.%u.attn_q.weight", (guint) i);
      append_string (file, name);
      append_number (file, 1, 4);
      append_number (file, 4096, 8);
      append_number (file, 0, 4);
      append_number (file, i * 4096 * 4, 8);
    }
}

static GByteArray *
make_file (void)
{
  GByteArray *file = g_byte_array_new ();

  append (file, "GGUF", 4);
  append_number (file, 3, 4);
  append_number (file, N_TENSORS, 8);
  append_number (file, 5, 8);
  append_string (file, "general.architecture");
  append_number (file, 8, 4);
  append_string (file, "llama");
  append_words (file, "tokenizer.ggml.tokens", "");
  append_words (file, "tokenizer.ggml.merges", " ");
  append_array (file, "tokenizer.ggml.scores", 6);
  for (guint i = 0; i < N_TOKENS; i++)
    append_number (file, 0, 4);
  append_array (file, "tokenizer.ggml.token_type", 5);
  for (guint i = 0; i < N_TOKENS; i++)
    append_number (file, 1, 4);
  append_tensors (file);
  return file;
}

static long
get_peak_kib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
measure (const char *path)
{
  g_autoptr (RigCatalog) catalog = rig_catalog_new ();
  const GPtrArray *types = rig_catalog_get_tensor_types (catalog);
  double rounds[ROUNDS];
  long before = get_peak_kib ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      g_autoptr (RigGguf) gguf = rig_gguf_new (path, (const RigTensorType *const *) types->pdata,
                                               types->len, NULL, &error);
      if (gguf == NULL || rig_gguf_get_length (gguf, "tokenizer.ggml.merges") != N_TOKENS)
        g_error ("%s", error != NULL ? error->message : "not what was written");
      rounds[i] = (double) (g_get_monotonic_time () - start) / 1e3;
    }
  qsort (rounds, ROUNDS, sizeof rounds[0], compare_doubles);
  printf ("%-44s %10.2f ms  (median %.2f)\n", "GGUF header of 250,000 tokens and merges read",
          rounds[0], rounds[ROUNDS / 2]);
  printf ("%-44s %10ld KiB\n", "peak memory that reading it added", get_peak_kib () - before);
}

/* The file is made by a process of its own, which the path as an argument asks for: a peak of
 * memory never goes down again. */
int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL, *path = NULL;
  char *arguments[] = { argv[0], NULL, NULL };

  if (argc == 2)
    {
      g_autoptr (GByteArray) file = make_file ();
      if (!g_file_set_contents (argv[1], (const char *) file->data, (gssize) file->len, &error))
        g_error ("%s", error->message);
      printf ("%-44s %10.2f MiB\n", "size of that header", file->len / 1024.0 / 1024.0);
      return 0;
    }
  folder = g_dir_make_tmp ("rigwise-gguf-XXXXXX", &error);
  if (folder == NULL)
    g_error ("%s", error->message);
  path = g_build_filename (folder, "f.gguf", NULL);
  arguments[1] = path;
  if (!g_spawn_sync (NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  measure (path);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
