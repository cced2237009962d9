/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-file.h"
#include "engine/intake/gguf-tensors.h"
#include "engine/intake/gguf-text.h"
#include "engine/intake/gguf-values.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define MAX_VALUES 65536
#define VALUE_BYTES (8 + 1 + 4 + 1) /* key, type and value, at least */
#define DEFAULT_ALIGNMENT 32
#define MIN_ALIGNMENT 8
#define MAX_ALIGNMENT 65536
#define MAX_ARCHITECTURE 64

static gboolean
read_magic (RigGgufCursor *cursor)
{
  g_autofree char *shown = NULL;
  const guint8 *magic;

  if (cursor->size == 0)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_MAGIC,
                                 _ ("expected “GGUF”, found an empty file"));
  magic = rig_gguf_cursor_take (cursor, 4);
  if (magic == NULL)
    return FALSE;
  if (memcmp (magic, "GGUF", 4) == 0)
    return TRUE;
  shown = rig_gguf_text_quote ((const char *) magic, 4, RIG_GGUF_MAX_SHOWN);
  return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_MAGIC,
                               _ ("expected “GGUF”, found “%s”: this is no GGUF file"), shown);
}

/* Nothing says which byte order a file has, but versions are small numbers. */
static gboolean
read_version (RigGgufCursor *cursor, guint32 *version)
{
  if (!rig_gguf_cursor_read_u32 (cursor, version))
    return FALSE;
  if (*version != 0 && (*version & 0xffff) == 0)
    {
      cursor->big_endian = TRUE;
      *version = GUINT32_SWAP_LE_BE (*version);
    }
  if (*version == 2 || *version == 3)
    return TRUE;
  if (*version == 1)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_VERSION,
                                 _ ("expected version 2 or 3, found 1, which no program reads "
                                    "any more: convert the model anew"));
  return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_VERSION,
                               _ ("expected version 2 or 3, found %" PRIu32), *version);
}

static gboolean
read_alignment (RigGgufCursor *cursor, RigGgufFile *self)
{
  const RigGgufValue *value = rig_gguf_values_find (self->values, "general.alignment");

  self->alignment = DEFAULT_ALIGNMENT;
  if (value == NULL)
    return TRUE;
  rig_gguf_cursor_enter_key (cursor, value->key);
  cursor->field = value->offset;
  if (value->is_array || value->kind != RIG_GGUF_U32)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                 _ ("expected a number of 32 bits without a sign"));
  rig_gguf_value_get_uint (value, 0, &self->alignment);
  if (self->alignment < MIN_ALIGNMENT || self->alignment > MAX_ALIGNMENT
      || (self->alignment & (self->alignment - 1)) != 0)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                 _ ("expected a power of two from %d to %d, found %" PRIu64),
                                 MIN_ALIGNMENT, MAX_ALIGNMENT, self->alignment);
  rig_gguf_cursor_leave (cursor);
  return TRUE;
}

/* It is part of the names of other keys, so it has to be a word; which one, does not matter. */
static gboolean
check_architecture (RigGgufCursor *cursor, const RigGgufFile *self)
{
  const RigGgufValue *value = rig_gguf_values_find (self->values, "general.architecture");

  if (value == NULL)
    return TRUE;
  rig_gguf_cursor_enter_key (cursor, value->key);
  cursor->field = value->offset;
  if (value->text == NULL)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                 _ ("expected a string, found something else"));
  if (value->length < 1 || value->length > MAX_ARCHITECTURE)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_LIMIT,
                                 _ ("expected a name of 1 to %d bytes, found %" PRIu64),
                                 MAX_ARCHITECTURE, value->length);
  if (!rig_gguf_text_is_plain (value->text, strlen (value->text)))
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                 _ ("expected a name without control characters"));
  rig_gguf_cursor_leave (cursor);
  return TRUE;
}

static gboolean
read_header (RigGgufCursor *cursor, RigGgufFile *self, const RigTensorType *const *types,
             guint n_types)
{
  guint64 n_tensors, n_values;

  if (!read_magic (cursor) || !read_version (cursor, &self->version)
      || !rig_gguf_cursor_read_count (cursor, RIG_GGUF_TENSOR_BYTES, RIG_GGUF_MAX_TENSORS,
                                      N_ ("tensors"), &n_tensors)
      || !rig_gguf_cursor_read_count (cursor, VALUE_BYTES, MAX_VALUES, N_ ("keys"), &n_values))
    return FALSE;
  self->big_endian = cursor->big_endian;
  self->bytes = cursor->size;
  self->values = rig_gguf_values_read (cursor, n_values);
  if (self->values == NULL || !read_alignment (cursor, self)
      || !check_architecture (cursor, self)
      || !rig_gguf_tensors_read (cursor, n_tensors, types, n_types, self->names, self->tensors))
    return FALSE;
  /* Cannot overflow: the position is within what may be a header. */
  self->data_offset = (cursor->position + self->alignment - 1) / self->alignment * self->alignment;
  self->n_tensors = self->tensors->len;
  return rig_gguf_tensors_place (cursor, self->tensors, self->alignment, self->data_offset,
                                 &self->needed_bytes);
}

RigGgufFile *
rig_gguf_file_read (const char *path, const RigTensorType *const *types, guint n_types,
                    GCancellable *cancellable, GError **error)
{
  g_auto (RigGgufCursor) cursor = { .fd = -1 };
  g_autoptr (RigGgufFile) self = g_new0 (RigGgufFile, 1);

  self->path = g_strdup (path);
  self->names = g_string_chunk_new (4096);
  self->tensors = g_array_new (FALSE, FALSE, sizeof (RigGgufTensor));
  if (!rig_gguf_cursor_open (&cursor, path, cancellable)
      || !read_header (&cursor, self, types, n_types))
    {
      g_propagate_error (error, g_steal_pointer (&cursor.error));
      return NULL;
    }
  self->shown = g_steal_pointer (&cursor.file);
  return g_steal_pointer (&self);
}

void
rig_gguf_file_free (RigGgufFile *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->shown);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->tensors, g_array_unref);
  g_clear_pointer (&self->names, g_string_chunk_free);
  g_free (self);
}
