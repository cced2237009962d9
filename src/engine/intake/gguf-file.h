/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/intake: the header of one GGUF file, and of a set of them. */

#include "engine/intake/gguf.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;
  char *shown;           /* the path as plain text, for messages */
  guint32 version;
  gboolean big_endian;
  guint64 bytes;         /* of the file on disk */
  guint64 alignment;
  guint64 data_offset;   /* where the data of tensors begin */
  guint64 needed_bytes;  /* until the end of the last tensor; more than @bytes if it is cut off */
  guint n_tensors;
  GPtrArray *values;     /* (element-type RigGgufValue): in the order of their keys */
  GArray *tensors;       /* (element-type RigGgufTensor) */
  GStringChunk *names;   /* of the tensors */
} RigGgufFile;

RigGgufFile *rig_gguf_file_read (const char                 *path,
                                 const RigTensorType *const *types,
                                 guint                       n_types,
                                 GCancellable               *cancellable,
                                 GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
void         rig_gguf_file_free (RigGgufFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigGgufFile, rig_gguf_file_free)

/**
 * rig_gguf_set_read:
 *
 * The file at @path, and where it says that it is one of several, all of them. Files of a set have
 * names that end in "-00002-of-00005.gguf".
 *
 * Returns: (element-type RigGgufFile): in the order of their numbers
 */
GPtrArray *rig_gguf_set_read (const char                 *path,
                              const RigTensorType *const *types,
                              guint                       n_types,
                              GCancellable               *cancellable,
                              GError                    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
