/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-file.h"
#include "engine/intake/gguf-tensors.h"
#include "engine/intake/gguf-values.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define MAX_FILES 65535 /* the format numbers them in 16 bits */

/* What a file says about the set that it belongs to. */
typedef struct
{
  guint64 number;    /* from 0 */
  guint64 count;     /* files; 0: the file stands alone */
  guint64 n_tensors; /* of all files together */
} Place;

static gboolean
fail (GError **error, const RigGgufFile *file, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (GError **error, const RigGgufFile *file, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, RIG_GGUF_ERROR, RIG_GGUF_ERROR_SHARD, "%s: %s", file->shown, message);
  return FALSE;
}

static gboolean
read_number (const RigGgufFile *file, const char *key, guint64 max, guint64 *number,
             GError **error)
{
  const RigGgufValue *value = rig_gguf_values_find (file->values, key);

  if (value == NULL || value->is_array || !rig_gguf_value_get_uint (value, 0, number)
      || *number > max)
    return fail (error, file,
                 _ ("key “%s”: expected a whole number up to %" PRIu64
                    ", as the file is one of a set"),
                 key, max);
  return TRUE;
}

static gboolean
read_place (const RigGgufFile *file, Place *place, GError **error)
{
  *place = (Place) { 0 };
  if (rig_gguf_values_find (file->values, "split.count") == NULL)
    return TRUE;
  if (!read_number (file, "split.count", MAX_FILES, &place->count, error))
    return FALSE;
  if (place->count <= 1)
    {
      place->count = 0;
      return TRUE;
    }
  return read_number (file, "split.no", place->count - 1, &place->number, error)
         && read_number (file, "split.tensors.count", RIG_GGUF_MAX_TENSORS, &place->n_tensors,
                         error);
}

static char *
make_ending (guint64 number, guint64 count)
{
  return g_strdup_printf ("-%05" PRIu64 "-of-%05" PRIu64 ".gguf", number + 1, count);
}

static char *
replace_ending (const char *path, const char *old, const char *new)
{
  return g_strdup_printf ("%.*s%s", (int) (strlen (path) - strlen (old)), path, new);
}

static const char *
get_architecture (const RigGgufFile *file)
{
  const RigGgufValue *value = rig_gguf_values_find (file->values, "general.architecture");

  return value != NULL ? value->text : NULL;
}

/* Whether @file is number @number of the set that @first belongs to. */
static gboolean
check_member (const RigGgufFile *file, guint64 number, const RigGgufFile *first,
              const Place *first_place, GError **error)
{
  const char *ours = get_architecture (file), *theirs = get_architecture (first);
  Place place;

  if (!read_place (file, &place, error))
    return FALSE;
  if (place.count != first_place->count || place.number != number)
    return fail (error, file,
                 _ ("expected file %" PRIu64 " of a set of %" PRIu64 ", found file %" PRIu64
                    " of %" PRIu64),
                 number + 1, first_place->count, place.number + 1, MAX (place.count, 1));
  if (place.n_tensors != first_place->n_tensors || file->version != first->version
      || file->big_endian != first->big_endian
      || (ours != NULL && theirs != NULL && !g_str_equal (ours, theirs)))
    return fail (error, file, _ ("expected a file of the same set as %s, found one of another"),
                 first->shown);
  return TRUE;
}

/* The set while it is read. */
typedef struct
{
  const RigTensorType *const *types;
  guint n_types;
  GCancellable *cancellable;
  const RigGgufFile *named; /* the file that was asked for */
  Place place;              /* of that file */
  GPtrArray *files;
  guint64 n_tensors;        /* of @files */
} Set;

static gboolean
add_file (Set *set, RigGgufFile *file, GError **error)
{
  g_ptr_array_add (set->files, file);
  set->n_tensors += file->n_tensors;
  if (set->n_tensors > set->place.n_tensors)
    return fail (error, file,
                 _ ("expected %" PRIu64 " tensors in all files of the set together, found more"),
                 set->place.n_tensors);
  return TRUE;
}

static gboolean
read_other (Set *set, guint64 number, GError **error)
{
  g_autofree char *own = make_ending (set->place.number, set->place.count);
  g_autofree char *ending = make_ending (number, set->place.count);
  g_autofree char *path = replace_ending (set->named->path, own, ending);
  g_autofree char *shown = replace_ending (set->named->shown, own, ending);
  g_autoptr (RigGgufFile) file = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return fail (error, set->named,
                 _ ("it is file %" PRIu64 " of %" PRIu64 ": expected the others beside it, but %s "
                    "is missing"),
                 set->place.number + 1, set->place.count, shown);
  file = rig_gguf_file_read (path, set->types, set->n_types, set->cancellable, error);
  if (file == NULL || !check_member (file, number, set->named, &set->place, error))
    return FALSE;
  return add_file (set, g_steal_pointer (&file), error);
}

static gboolean
read_all (Set *set, RigGgufFile **named, GError **error)
{
  g_autofree char *ending = make_ending (set->place.number, set->place.count);

  if (!g_str_has_suffix (set->named->path, ending))
    return fail (error, set->named,
                 _ ("it is file %" PRIu64 " of %" PRIu64 ": expected a name that ends in “%s”, to "
                    "look for the others by"),
                 set->place.number + 1, set->place.count, ending);
  for (guint64 i = 0; i < set->place.count; i++)
    if (!(i == set->place.number ? add_file (set, g_steal_pointer (named), error)
                                 : read_other (set, i, error)))
      return FALSE;
  if (set->n_tensors < set->place.n_tensors)
    return fail (error, set->named,
                 _ ("expected %" PRIu64 " tensors in all files of the set together, found "
                    "%" PRIu64),
                 set->place.n_tensors, set->n_tensors);
  return TRUE;
}

GPtrArray *
rig_gguf_set_read (const char *path, const RigTensorType *const *types, guint n_types,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (RigGgufFile) named = rig_gguf_file_read (path, types, n_types, cancellable, error);
  Set set = { types, n_types, cancellable, named };

  if (named == NULL || !read_place (named, &set.place, error))
    return NULL;
  files = g_ptr_array_new_with_free_func ((GDestroyNotify) rig_gguf_file_free);
  set.files = files;
  if (set.place.count == 0)
    g_ptr_array_add (files, g_steal_pointer (&named));
  else if (!read_all (&set, &named, error))
    return NULL;
  return g_steal_pointer (&files);
}
