/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/weights.h"

G_BEGIN_DECLS

/**
 * rig_weights_init_with_imatrix:
 * @imatrix: whether the quantiser had an importance matrix, which changes a few of its rules
 *
 * As rig_weights_init(), which assumes one exactly for the presets that need it.
 */
void rig_weights_init_with_imatrix (RigWeights          *weights,
                                    const RigModel      *model,
                                    const RigQuant      *quant,
                                    const RigTensorType *const *types,
                                    guint                n_types,
                                    gboolean             imatrix);

G_END_DECLS
