/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/catalog: what a model's record says of the file that it was read from. */

#include "engine/catalog/reader.h"

G_BEGIN_DECLS

extern const RigRecordType rig_model_file_type;

/** A list of [name, type, columns, rows, matrices], with a sixth element, the bytes, for a type
 * whose blocks the catalogue does not know. */
gboolean rig_model_read_tensors (RigReader *reader,
                                 JsonNode  *node,
                                 RigModel  *model);

JsonNode *rig_model_write_tensors (const RigModel *model) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
