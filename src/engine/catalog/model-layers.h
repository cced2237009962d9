/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/catalog: what a model's record says layer by layer. */

#include "engine/catalog/reader.h"

G_BEGIN_DECLS

#define RIG_MAX_LAYERS 1000

/**
 * rig_model_expand_layers:
 * @text: (nullable): as written, "f(ssssfs)x7ssssf"
 *
 * Sets the model's layers; it is an error if they are not n_layers letters that we know.
 */
gboolean rig_model_expand_layers (RigReader  *reader,
                                  RigModel   *model,
                                  const char *text);
/** A RigFieldFunc: an array of counts into a RigLayerCounts. */
gboolean rig_model_read_layer_counts (RigReader *reader,
                                      JsonNode  *node,
                                      gpointer   member);
/** A RigFieldWriteFunc: the way back. */
JsonNode *rig_model_write_layer_counts (gconstpointer member) G_GNUC_WARN_UNUSED_RESULT;
/** It is an error if a list of counts is not as long as the model is deep. */
gboolean rig_model_check_layer_counts (RigReader      *reader,
                                       const RigModel *model);

G_END_DECLS
