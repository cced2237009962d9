/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/intake: the list of tensors in the header of a GGUF file. */

#include "engine/intake/gguf-cursor.h"

G_BEGIN_DECLS

/* The largest published files hold some three thousand. */
#define RIG_GGUF_MAX_TENSORS (1024 * 1024)

/* What one entry of the list takes in a file, at least: name, dimension, type and offset. */
#define RIG_GGUF_TENSOR_BYTES (8 + 1 + 4 + 8 + 4 + 8)

/**
 * rig_gguf_tensors_read:
 * @names: what the names are kept in
 * @tensors: (element-type RigGgufTensor): empty; filled in with everything but sizes of tensors
 *   of unknown types
 */
gboolean rig_gguf_tensors_read (RigGgufCursor              *cursor,
                                guint64                     n,
                                const RigTensorType *const *types,
                                guint                       n_types,
                                GStringChunk               *names,
                                GArray                     *tensors);

/**
 * rig_gguf_tensors_place:
 * @alignment: of the tensors' offsets
 * @data_offset: where in the file the data of tensors begin
 * @needed_bytes: (out): how long the file has to be
 *
 * Checks that no two tensors lie in the same bytes, and gives those of unknown types what there is
 * until the next one, or until the end of the file.
 */
gboolean rig_gguf_tensors_place (RigGgufCursor *cursor,
                                 GArray        *tensors,
                                 guint64        alignment,
                                 guint64        data_offset,
                                 guint64       *needed_bytes);

/** A name that two of @tensors have; NULL where there is none. */
const RigGgufTensor *rig_gguf_tensors_find_twin (const GArray *tensors);

G_END_DECLS
