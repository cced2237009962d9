/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Any bytes as a GGUF file, and the model that it stands for. What is read must be what gguf.h
 * promises, and what is refused must have a message that can be shown.
 *
 * An input that begins with "SET" and two bytes is a set of two files: the bytes say how long the
 * first one is.
 */

#include "engine/catalog/catalog.h"
#include "engine/intake/gguf-model.h"
#include "engine/intake/gguf.h"
#include "fuzz.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_FILES 2
#define SET_HEAD 5

typedef struct
{
  RigCatalog *catalog;
  char *folder;
  char *paths[N_FILES];
  int fds[N_FILES];
  pid_t owner;
} Fuzz;

static Fuzz fuzz;

static void
clean_up (void)
{
  if (getpid () != fuzz.owner)
    return;
  for (guint i = 0; i < N_FILES; i++)
    {
      unlink (fuzz.paths[i]);
      close (fuzz.fds[i]);
      g_free (fuzz.paths[i]);
    }
  rmdir (fuzz.folder);
  g_free (fuzz.folder);
  rig_catalog_free (fuzz.catalog);
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  if (fuzz.catalog != NULL)
    return 0;
  fuzz.catalog = rig_catalog_new ();
  fuzz.folder = g_dir_make_tmp ("rigwise-fuzz-XXXXXX", NULL);
  fuzz.owner = getpid ();
  g_assert_nonnull (fuzz.folder);
  for (guint i = 0; i < N_FILES; i++)
    {
      fuzz.paths[i] = g_strdup_printf ("%s/f-%05u-of-%05u.gguf", fuzz.folder, i + 1,
                                       (guint) N_FILES);
      fuzz.fds[i] = open (fuzz.paths[i], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      g_assert_cmpint (fuzz.fds[i], >=, 0);
    }
  atexit (clean_up);
  return 0;
}

static void
write_file (guint i, const guint8 *data, gsize size)
{
  g_assert_cmpint (ftruncate (fuzz.fds[i], 0), ==, 0);
  g_assert_cmpint (pwrite (fuzz.fds[i], data, size, 0), ==, (gssize) size);
}

static void
write_input (const guint8 *data, gsize size)
{
  gsize first = size;

  if (size >= SET_HEAD && memcmp (data, "SET", 3) == 0)
    {
      first = MIN (size - SET_HEAD, (gsize) data[3] << 8 | data[4]);
      data += SET_HEAD;
      size -= SET_HEAD;
    }
  write_file (0, data, first);
  write_file (1, data + first, size - first);
}

/* What is shown to people must not move their cursor, nor be cut in the middle of a letter. */
static void
check_shown (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
}

static void
check_tensor (const RigGguf *gguf, const RigGgufTensor *tensor)
{
  check_shown (tensor->name);
  g_assert_cmpuint (strlen (tensor->name), >=, 1);
  g_assert_cmpuint (strlen (tensor->name), <=, 64);
  g_assert_cmpuint (tensor->n_dims, >=, 1);
  g_assert_cmpuint (tensor->n_dims, <=, RIG_GGUF_MAX_DIMS);
  g_assert_cmpuint (tensor->shard, <, rig_gguf_get_n_shards (gguf));
  for (guint i = 0; i < RIG_GGUF_MAX_DIMS; i++)
    g_assert_cmpuint (tensor->dims[i], >=, 1);
  g_assert_true (tensor->type == NULL || tensor->bytes_known);
  g_assert_true (tensor->bytes_known == (tensor->bytes > 0));
}

static void
check_values (const RigGguf *gguf)
{
  static const char *const keys[] = {
    "general.architecture", "general.name", "general.alignment", "llama.block_count",
    "llama.attention.head_count_kv", "tokenizer.ggml.tokens", "a", "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *text = rig_gguf_get_text (gguf, keys[i]);
      guint64 length = rig_gguf_get_length (gguf, keys[i]), number;
      gboolean flag;
      double real;
      g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
      if (rig_gguf_get_uint (gguf, keys[i], &number) || rig_gguf_get_flag (gguf, keys[i], &flag))
        g_assert_true (rig_gguf_has (gguf, keys[i]) && length == 0 && text == NULL);
      if (rig_gguf_get_double (gguf, keys[i], &real))
        g_assert_true (isfinite (real));
      g_assert_false (length > 0 && rig_gguf_get_uint_at (gguf, keys[i], length, &number));
    }
}

static void
check_gguf (const RigGguf *gguf)
{
  const GArray *tensors = rig_gguf_get_tensors (gguf);
  const GPtrArray *warnings = rig_gguf_get_warnings (gguf);

  g_assert_true (rig_gguf_get_version (gguf) == 2 || rig_gguf_get_version (gguf) == 3);
  for (guint i = 0; i < tensors->len; i++)
    check_tensor (gguf, &g_array_index (tensors, RigGgufTensor, i));
  for (guint i = 0; i < warnings->len; i++)
    check_shown (g_ptr_array_index (warnings, i));
  check_values (gguf);
}

/* The model that the header stands for: a record as good as those of the catalogue, or a reason. */
static void
check_model (const RigGguf *gguf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RigGgufModel) read
      = rig_gguf_model_new (gguf, fuzz.paths[0], "f", NULL, "2026-11-22", &error);
  const GPtrArray *warnings;
  const RigModel *model;

  if (read == NULL)
    {
      g_assert_true (error != NULL && error->domain == RIG_GGUF_ERROR);
      check_shown (error->message);
      return;
    }
  g_assert_no_error (error);
  model = rig_gguf_model_get_model (read);
  check_shown (model->id);
  check_shown (model->name);
  warnings = rig_gguf_model_get_warnings (read);
  for (guint i = 0; i < warnings->len; i++)
    check_shown (g_ptr_array_index (warnings, i));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const GPtrArray *types = rig_catalog_get_tensor_types (fuzz.catalog);
  g_autoptr (RigGguf) gguf = NULL;
  g_autoptr (GError) error = NULL;

  write_input (data, size);
  gguf = rig_gguf_new (fuzz.paths[0], (const RigTensorType *const *) types->pdata, types->len,
                       NULL, &error);
  if (gguf != NULL)
    {
      g_assert_no_error (error);
      check_gguf (gguf);
      check_model (gguf);
      return 0;
    }
  g_assert_true (error != NULL && error->domain == RIG_GGUF_ERROR);
  g_assert_nonnull (strstr (error->message, fuzz.folder));
  check_shown (error->message);
  return 0;
}
