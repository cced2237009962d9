/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/model.h"
#include "engine/intake/gguf.h"

G_BEGIN_DECLS

/**
 * RigGgufModel:
 *
 * What a GGUF header says of its model, as a record of the catalogue: the shape that llama.cpp
 * would load (its own rules where the file does not say), and every tensor. It owns what its
 * RigModel points to and needs the header no more once it is made.
 */
typedef struct _RigGgufModel RigGgufModel;

/**
 * rig_gguf_model_new:
 * @path: of the file, for the record's provenance and for messages
 * @id: of the record
 * @name: (nullable): of the record; NULL: the file's own, or that of the file
 * @date: when it is read, YYYY-MM-DD
 *
 * An architecture that nobody knows, or a header without a shape, is a warning: the weights are
 * still exact. Values that no model can have are errors.
 *
 * Returns: (nullable): NULL with RIG_GGUF_ERROR_SHAPE: "FILE: KEY: what was expected"
 */
RigGgufModel *rig_gguf_model_new (const RigGguf *gguf,
                                  const char    *path,
                                  const char    *id,
                                  const char    *name,
                                  const char    *date,
                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void          rig_gguf_model_free (RigGgufModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigGgufModel, rig_gguf_model_free)

/** Its file.quant is the id of the preset that the file says it is in; NULL: it does not say, or in
 * a number that llama.cpp 0.7.0 does not have. */
const RigModel  *rig_gguf_model_get_model (const RigGgufModel *self);
/** Sentences for the user (char *), those of the header's reader first. */
const GPtrArray *rig_gguf_model_get_warnings (const RigGgufModel *self);

G_END_DECLS
