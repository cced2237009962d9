/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/quant.h"
#include "engine/estimate/tensors.h"

G_BEGIN_DECLS

/**
 * rig_packed_weights_get_bytes:
 * @quant: one that is not of GGUF
 *
 * Bytes of one tensor as MLX or a checkpoint for vLLM stores it: most matrices packed, with scales
 * for groups of columns, the rest in 16 bits. Sources: ml-explore/mlx-lm (utils.py, convert.py and
 * the models' quant_predicate), AutoAWQ, AutoGPTQ; checked against published repositories in
 * tests/engine/formats.c.
 */
double rig_packed_weights_get_bytes (const RigModel  *model,
                                     const RigQuant  *quant,
                                     const RigTensor *tensor);

G_END_DECLS
