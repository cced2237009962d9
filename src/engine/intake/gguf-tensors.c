/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-tensors.h"
#include "engine/intake/gguf-text.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define MAX_NAME 64 /* of the format */
#define MAX_DIM (G_GUINT64_CONSTANT (1) << 40)

static gboolean
read_name (RigGgufCursor *cursor, GStringChunk *names, RigGgufTensor *tensor)
{
  const char *text;
  guint64 length;

  if (!rig_gguf_cursor_read_count (cursor, 1, MAX_NAME, N_ ("bytes of a tensor's name"), &length))
    return FALSE;
  if (length == 0)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                 _ ("expected a tensor's name of at least one byte, found none"));
  text = (const char *) rig_gguf_cursor_take (cursor, (gsize) length);
  if (text == NULL)
    return FALSE;
  if (!rig_gguf_text_is_plain (text, (gsize) length))
    {
      g_autofree char *shown = rig_gguf_text_quote (text, (gsize) length, RIG_GGUF_MAX_SHOWN);
      return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                   _ ("expected a tensor's name in UTF-8 without control "
                                      "characters, found “%s”"),
                                   shown);
    }
  tensor->name = g_string_chunk_insert_len (names, text, (gssize) length);
  rig_gguf_cursor_enter_tensor (cursor, tensor->name);
  return TRUE;
}

/* Dimension by dimension: a product of all of them may come out small by being too large. */
static gboolean
read_dims (RigGgufCursor *cursor, RigGgufTensor *tensor)
{
  guint64 elements = 1;
  guint32 n_dims;

  if (!rig_gguf_cursor_read_u32 (cursor, &n_dims))
    return FALSE;
  if (n_dims < 1 || n_dims > RIG_GGUF_MAX_DIMS)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                 _ ("expected 1 to %d dimensions, found %" PRIu32),
                                 RIG_GGUF_MAX_DIMS, n_dims);
  tensor->n_dims = n_dims;
  for (guint i = 0; i < RIG_GGUF_MAX_DIMS; i++)
    {
      tensor->dims[i] = 1;
      if (i >= n_dims)
        continue;
      if (!rig_gguf_cursor_read_u64 (cursor, &tensor->dims[i]))
        return FALSE;
      if (tensor->dims[i] < 1 || tensor->dims[i] > MAX_DIM)
        return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_LIMIT,
                                     _ ("expected a dimension from 1 to %" PRIu64
                                        ", found %" PRIu64),
                                     MAX_DIM, tensor->dims[i]);
      if (__builtin_mul_overflow (elements, tensor->dims[i], &elements) || elements > G_MAXINT64)
        return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_LIMIT,
                                     _ ("expected fewer than 2^63 elements, found more"));
    }
  return TRUE;
}

/* Of a type that is known. Source: ggml_row_size() and ggml_nbytes() of a contiguous tensor. */
static gboolean
compute_bytes (RigGgufCursor *cursor, RigGgufTensor *tensor)
{
  const RigTensorType *type = tensor->type;
  guint64 bytes = tensor->dims[0] / type->block_elems;
  gboolean overflow;

  if (tensor->dims[0] % type->block_elems != 0)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                 _ ("expected rows of whole blocks of %u elements, as %s has, "
                                    "found %" PRIu64 " elements"),
                                 type->block_elems, type->name, tensor->dims[0]);
  overflow = __builtin_mul_overflow (bytes, (guint64) type->block_bytes, &bytes);
  for (guint i = 1; i < RIG_GGUF_MAX_DIMS; i++)
    overflow = __builtin_mul_overflow (bytes, tensor->dims[i], &bytes) || overflow;
  if (overflow || bytes > G_MAXINT64)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_LIMIT,
                                 _ ("expected fewer than 2^63 bytes, found more"));
  tensor->bytes = bytes;
  tensor->bytes_known = TRUE;
  return TRUE;
}

static const RigTensorType *
find_type (const RigTensorType *const *types, guint n_types, guint32 id)
{
  for (guint i = 0; i < n_types; i++)
    if (types[i]->ggml_type >= 0 && (guint32) types[i]->ggml_type == id
        && types[i]->block_elems > 0)
      return types[i];
  return NULL;
}

gboolean
rig_gguf_tensors_read (RigGgufCursor *cursor, guint64 n, const RigTensorType *const *types,
                       guint n_types, GStringChunk *names, GArray *tensors)
{
  gboolean ok = TRUE;

  for (guint64 i = 0; ok && i < n; i++)
    {
      RigGgufTensor tensor = { 0 };
      ok = read_name (cursor, names, &tensor) && read_dims (cursor, &tensor)
           && rig_gguf_cursor_read_u32 (cursor, &tensor.type_id);
      if (!ok)
        break;
      tensor.type = find_type (types, n_types, tensor.type_id);
      ok = (tensor.type == NULL || compute_bytes (cursor, &tensor))
           && rig_gguf_cursor_read_u64 (cursor, &tensor.offset);
      g_array_append_val (tensors, tensor);
      rig_gguf_cursor_leave (cursor);
    }
  return ok;
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  const RigGgufTensor *const *x = a, *const *y = b;

  return ((*x)->offset > (*y)->offset) - ((*x)->offset < (*y)->offset);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const RigGgufTensor *const *x = a, *const *y = b;

  return strcmp ((*x)->name, (*y)->name);
}

static GPtrArray *
sort_tensors (const GArray *tensors, GCompareFunc compare)
{
  GPtrArray *sorted = g_ptr_array_sized_new (tensors->len);

  for (guint i = 0; i < tensors->len; i++)
    g_ptr_array_add (sorted, &g_array_index (tensors, RigGgufTensor, i));
  g_ptr_array_sort (sorted, compare);
  return sorted;
}

/* Sets @end to where the data of @tensor end, counted from the first of all data. */
static gboolean
place_tensor (RigGgufCursor *cursor, RigGgufTensor *tensor, const RigGgufTensor *next,
              guint64 data_offset, guint64 *end)
{
  guint64 file_end = cursor->size > data_offset ? cursor->size - data_offset : 0;

  if (tensor->type == NULL)
    {
      guint64 limit = next != NULL ? next->offset : file_end;
      tensor->bytes_known = limit > tensor->offset;
      tensor->bytes = tensor->bytes_known ? limit - tensor->offset : 0;
    }
  if (__builtin_add_overflow (tensor->offset, tensor->bytes, end)
      || *end > G_MAXINT64 - data_offset)
    return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_LIMIT,
                                 _ ("expected it to end before byte 2^63 of the file, found an "
                                    "offset of %" PRIu64),
                                 tensor->offset);
  if (next != NULL && (*end > next->offset || tensor->offset == next->offset))
    {
      g_autofree char *shown = rig_gguf_text_quote (next->name, strlen (next->name),
                                                    RIG_GGUF_MAX_SHOWN);
      return rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                   _ ("expected it to end before the tensor “%s” begins at "
                                      "offset %" PRIu64 ", found that they overlap"),
                                   shown, next->offset);
    }
  return TRUE;
}

gboolean
rig_gguf_tensors_place (RigGgufCursor *cursor, GArray *tensors, guint64 alignment,
                        guint64 data_offset, guint64 *needed_bytes)
{
  g_autoptr (GPtrArray) sorted = sort_tensors (tensors, compare_offsets);
  guint64 end = 0;
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < sorted->len; i++)
    {
      RigGgufTensor *tensor = g_ptr_array_index (sorted, i);
      const RigGgufTensor *next = i + 1 < sorted->len ? g_ptr_array_index (sorted, i + 1) : NULL;
      rig_gguf_cursor_enter_tensor (cursor, tensor->name);
      cursor->field = data_offset;
      if (tensor->offset % alignment != 0)
        ok = rig_gguf_cursor_fail (cursor, RIG_GGUF_ERROR_SHAPE,
                                   _ ("expected an offset that is a multiple of %" PRIu64
                                      ", found %" PRIu64),
                                   alignment, tensor->offset);
      ok = ok && place_tensor (cursor, tensor, next, data_offset, &end);
      rig_gguf_cursor_leave (cursor);
    }
  *needed_bytes = sorted->len > 0 ? data_offset + end : cursor->position;
  return ok;
}

const RigGgufTensor *
rig_gguf_tensors_find_twin (const GArray *tensors)
{
  g_autoptr (GPtrArray) sorted = sort_tensors (tensors, compare_names);

  for (guint i = 1; i < sorted->len; i++)
    {
      const RigGgufTensor *a = g_ptr_array_index (sorted, i - 1);
      const RigGgufTensor *b = g_ptr_array_index (sorted, i);
      if (g_str_equal (a->name, b->name))
        return a->shard > b->shard ? a : b;
    }
  return NULL;
}
