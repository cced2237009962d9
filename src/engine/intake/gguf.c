/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf.h"
#include "engine/intake/gguf-file.h"
#include "engine/intake/gguf-tensors.h"
#include "engine/intake/gguf-text.h"
#include "engine/intake/gguf-values.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/* As many unknown types as a warning names, and the longest name that llama.cpp takes. */
#define MAX_NAMED_TYPES 5
#define MAX_ENGINE_NAME 63

struct _RigGguf
{
  GPtrArray *files;     /* (element-type RigGgufFile); metadata only of the first */
  GArray *tensors;      /* of all files; the names belong to the files */
  GPtrArray *warnings;
  guint64 file_bytes;
};

G_DEFINE_QUARK (rig-gguf-error-quark, rig_gguf_error)

static const RigGgufFile *
get_file (const RigGguf *self, guint shard)
{
  return g_ptr_array_index (self->files, shard);
}

static void
warn (RigGguf *self, guint shard, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
warn (RigGguf *self, guint shard, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->warnings,
                   g_strdup_printf ("%s: %s", get_file (self, shard)->shown, message));
}

/* The files' lists one after the other in one. */
static gboolean
join_files (RigGguf *self, GError **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      RigGgufFile *file = g_ptr_array_index (self->files, i);
      for (guint k = 0; k < file->tensors->len; k++)
        g_array_index (file->tensors, RigGgufTensor, k).shard = i;
      if (__builtin_add_overflow (self->file_bytes, file->bytes, &self->file_bytes))
        {
          g_set_error (error, RIG_GGUF_ERROR, RIG_GGUF_ERROR_LIMIT,
                       _ ("%s: expected files of fewer than 2^64 bytes together, found more"),
                       file->shown);
          return FALSE;
        }
      if (self->tensors == NULL)
        self->tensors = g_array_ref (file->tensors);
      else
        g_array_append_vals (self->tensors, file->tensors->data, file->tensors->len);
      g_clear_pointer (&file->tensors, g_array_unref);
      if (i > 0)
        g_clear_pointer (&file->values, g_ptr_array_unref);
    }
  return TRUE;
}

static gboolean
check_names (const RigGguf *self, GError **error)
{
  const RigGgufTensor *twin = rig_gguf_tensors_find_twin (self->tensors);
  g_autofree char *shown = NULL;

  if (twin == NULL)
    return TRUE;
  shown = rig_gguf_text_quote (twin->name, strlen (twin->name), RIG_GGUF_MAX_SHOWN);
  g_set_error (error, RIG_GGUF_ERROR, RIG_GGUF_ERROR_SHAPE,
               _ ("%s: tensor “%s”: expected every name once, found it twice"),
               get_file (self, twin->shard)->shown, shown);
  return FALSE;
}

static void
warn_of_missing_bytes (RigGguf *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const RigGgufFile *file = get_file (self, i);
      if (file->n_tensors > 0 && file->bytes < file->needed_bytes)
        warn (self, i,
              _ ("the file is shorter than its tensors: expected at least %" PRIu64
                 " bytes, found %" PRIu64),
              file->needed_bytes, file->bytes);
    }
}

static gboolean
is_listed (const guint32 *ids, guint n, guint32 id)
{
  for (guint i = 0; i < n; i++)
    if (ids[i] == id)
      return TRUE;
  return FALSE;
}

static char *
list_ids (const guint32 *ids, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%" PRIu32, i > 0 ? ", " : "", ids[i]);
  return g_string_free (text, FALSE);
}

static void
warn_of_unknown_types (RigGguf *self)
{
  guint32 ids[MAX_NAMED_TYPES];
  guint n_ids = 0, n_tensors = 0, n_unknown = 0, first = 0;
  g_autofree char *list = NULL;

  for (guint i = 0; i < self->tensors->len; i++)
    {
      const RigGgufTensor *tensor = &g_array_index (self->tensors, RigGgufTensor, i);
      if (tensor->type != NULL)
        continue;
      if (n_tensors++ == 0)
        first = tensor->shard;
      n_unknown += !tensor->bytes_known;
      if (n_ids < MAX_NAMED_TYPES && !is_listed (ids, n_ids, tensor->type_id))
        ids[n_ids++] = tensor->type_id;
    }
  if (n_tensors == 0)
    return;
  list = list_ids (ids, n_ids);
  warn (self, first,
        ngettext ("%u tensor is of a type that is not known here (number %s): its size is taken "
                  "from where the next one begins",
                  "%u tensors are of types that are not known here (number %s): their sizes are "
                  "taken from where the next ones begin",
                  n_tensors),
        n_tensors, list);
  if (n_unknown > 0)
    warn (self, first,
          ngettext ("the size of %u of these tensors is not known, as the file ends before it",
                    "the sizes of %u of these tensors are not known, as the file ends before them",
                    n_unknown),
          n_unknown);
}

static void
warn_of_long_names (RigGguf *self)
{
  for (guint i = 0; i < self->tensors->len; i++)
    {
      const RigGgufTensor *tensor = &g_array_index (self->tensors, RigGgufTensor, i);
      if (strlen (tensor->name) > MAX_ENGINE_NAME)
        {
          warn (self, tensor->shard,
                _ ("tensor “%s”: a name of more than %d bytes, which llama.cpp does not read"),
                tensor->name, MAX_ENGINE_NAME);
          return;
        }
    }
}

RigGguf *
rig_gguf_new (const char *path, const RigTensorType *const *types, guint n_types,
              GCancellable *cancellable, GError **error)
{
  g_autoptr (RigGguf) self = NULL;
  GPtrArray *files;

  g_return_val_if_fail (path != NULL, NULL);
  files = rig_gguf_set_read (path, types, n_types, cancellable, error);
  if (files == NULL)
    return NULL;
  self = g_new0 (RigGguf, 1);
  self->files = files;
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  if (!join_files (self, error) || !check_names (self, error))
    return NULL;
  if (!rig_gguf_has (self, "general.architecture"))
    warn (self, 0, _ ("key “general.architecture” is missing: what kind of model it is, is not "
                      "known"));
  warn_of_missing_bytes (self);
  warn_of_unknown_types (self);
  warn_of_long_names (self);
  return g_steal_pointer (&self);
}

void
rig_gguf_free (RigGguf *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->tensors, g_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self);
}

guint32
rig_gguf_get_version (const RigGguf *self)
{
  return get_file (self, 0)->version;
}

gboolean
rig_gguf_is_big_endian (const RigGguf *self)
{
  return get_file (self, 0)->big_endian;
}

guint
rig_gguf_get_n_shards (const RigGguf *self)
{
  return self->files->len;
}

guint64
rig_gguf_get_file_bytes (const RigGguf *self)
{
  return self->file_bytes;
}

const GArray *
rig_gguf_get_tensors (const RigGguf *self)
{
  return self->tensors;
}

const GPtrArray *
rig_gguf_get_warnings (const RigGguf *self)
{
  return self->warnings;
}

static const RigGgufValue *
find_value (const RigGguf *self, const char *key)
{
  return rig_gguf_values_find (get_file (self, 0)->values, key);
}

gboolean
rig_gguf_has (const RigGguf *self, const char *key)
{
  return find_value (self, key) != NULL;
}

gboolean
rig_gguf_get_uint (const RigGguf *self, const char *key, guint64 *value)
{
  const RigGgufValue *found = find_value (self, key);

  return found != NULL && !found->is_array && found->kind != RIG_GGUF_BOOL
         && rig_gguf_value_get_uint (found, 0, value);
}

gboolean
rig_gguf_get_double (const RigGguf *self, const char *key, double *value)
{
  const RigGgufValue *found = find_value (self, key);

  return found != NULL && !found->is_array && rig_gguf_value_get_double (found, 0, value);
}

gboolean
rig_gguf_get_flag (const RigGguf *self, const char *key, gboolean *value)
{
  const RigGgufValue *found = find_value (self, key);

  if (found == NULL || found->is_array || found->kind != RIG_GGUF_BOOL)
    return FALSE;
  *value = found->kept[0] != 0;
  return TRUE;
}

const char *
rig_gguf_get_text (const RigGguf *self, const char *key)
{
  const RigGgufValue *found = find_value (self, key);

  return found != NULL ? found->text : NULL;
}

guint64
rig_gguf_get_length (const RigGguf *self, const char *key)
{
  const RigGgufValue *found = find_value (self, key);

  return found != NULL && found->is_array ? found->length : 0;
}

gboolean
rig_gguf_get_uint_at (const RigGguf *self, const char *key, guint64 index, guint64 *value)
{
  const RigGgufValue *found = find_value (self, key);

  return found != NULL && rig_gguf_value_get_uint (found, found->is_array ? index : 0, value);
}
