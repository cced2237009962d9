/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine/catalog/quant.h"

G_BEGIN_DECLS

#define RIG_GGUF_ERROR (rig_gguf_error_quark ())
GQuark rig_gguf_error_quark (void);

/**
 * RigGgufError:
 * @RIG_GGUF_ERROR_READ: a file cannot be opened or read, or is no regular file
 * @RIG_GGUF_ERROR_MAGIC: it does not begin with "GGUF"
 * @RIG_GGUF_ERROR_VERSION: a version that nobody reads any more, or that is not known yet
 * @RIG_GGUF_ERROR_TRUNCATED: the file ends inside its header, or before what a count promises
 * @RIG_GGUF_ERROR_LIMIT: a count, a length or a size is larger than any honest one
 * @RIG_GGUF_ERROR_SHAPE: a key, a value or a tensor is not what the format allows
 * @RIG_GGUF_ERROR_SHARD: a file of a set is missing or belongs to another set
 *
 * Every message names the file, the place (byte offset; key or tensor where known) and what was
 * expected.
 */
typedef enum
{
  RIG_GGUF_ERROR_READ,
  RIG_GGUF_ERROR_MAGIC,
  RIG_GGUF_ERROR_VERSION,
  RIG_GGUF_ERROR_TRUNCATED,
  RIG_GGUF_ERROR_LIMIT,
  RIG_GGUF_ERROR_SHAPE,
  RIG_GGUF_ERROR_SHARD,
} RigGgufError;

#define RIG_GGUF_MAX_DIMS 4

typedef struct
{
  const char *name;    /* valid UTF-8 without control characters, 1 to 64 bytes */
  guint n_dims;
  guint64 dims[RIG_GGUF_MAX_DIMS]; /* the first is contiguous in memory; unused ones are 1 */
  guint32 type_id;     /* number in the file */
  const RigTensorType *type; /* NULL: no type that we know */
  gboolean bytes_known;
  guint64 bytes;       /* of an unknown type: up to the next tensor, padding included */
  guint64 offset;      /* from the first byte of its file's tensor data */
  guint shard;         /* which file of a set, from 0 */
} RigGgufTensor;

/**
 * RigGguf:
 *
 * The header of a GGUF file, or of all files of a set; tensor data is never read. Read-only once
 * made, so safe to share between threads.
 */
typedef struct _RigGguf RigGguf;

/**
 * rig_gguf_new:
 * @path: a file, or any one of a split set: the others are looked for beside it
 * @types: (array length=n_types): the tensor types of the catalogue
 *
 * Time and memory are bounded by the file's size, and a header by 64 MiB. Pipes and devices are
 * refused without waiting for them.
 *
 * Returns: (nullable): NULL with RIG_GGUF_ERROR, or G_IO_ERROR_CANCELLED
 */
RigGguf *rig_gguf_new (const char                 *path,
                       const RigTensorType *const *types,
                       guint                       n_types,
                       GCancellable               *cancellable,
                       GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
void     rig_gguf_free (RigGguf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigGguf, rig_gguf_free)

guint32     rig_gguf_get_version (const RigGguf *self);
gboolean    rig_gguf_is_big_endian (const RigGguf *self);
guint       rig_gguf_get_n_shards (const RigGguf *self);
/** Of all files together, as they are on disk: a cut-off file is shorter than its tensors. */
guint64     rig_gguf_get_file_bytes (const RigGguf *self);
/** Element type RigGgufTensor, in file order, shard after shard. */
const GArray *rig_gguf_get_tensors (const RigGguf *self);
/** Sentences for the user about what is odd but no reason to refuse (char *). */
const GPtrArray *rig_gguf_get_warnings (const RigGguf *self);

/* Metadata of the first file by key. Numbers of any width and sign are converted where they fit;
 * FALSE (or NULL) where the key is absent or of another kind. Fractions are no whole numbers, even
 * 2.0; what is not finite is no number. Texts are valid UTF-8, cut after 64 KiB; control
 * characters other than line feed and tab are U+FFFD. */
gboolean    rig_gguf_has (const RigGguf *self, const char *key);
gboolean    rig_gguf_get_uint (const RigGguf *self, const char *key, guint64 *value);
gboolean    rig_gguf_get_double (const RigGguf *self, const char *key, double *value);
gboolean    rig_gguf_get_flag (const RigGguf *self, const char *key, gboolean *value);
const char *rig_gguf_get_text (const RigGguf *self, const char *key);
/** Elements of an array; 0 where the key is absent or no array. */
guint64     rig_gguf_get_length (const RigGguf *self, const char *key);
/** Element @index of an array of whole numbers or booleans, or the scalar itself for every index.
 * FALSE beyond the 4096th, too: no model has as many layers. */
gboolean    rig_gguf_get_uint_at (const RigGguf *self, const char *key, guint64 index,
                                  guint64 *value);

G_END_DECLS
