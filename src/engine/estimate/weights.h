/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/model.h"
#include "engine/catalog/quant.h"

G_BEGIN_DECLS

#define RIG_MAX_TYPE_SHARES 12

/* How much of a model is stored in one tensor type. */
typedef struct
{
  const RigTensorType *type; /* NULL for formats without GGUF types: the packed matrices */
  double bytes;
  guint n_tensors;
} RigTypeShare;

/**
 * RigWeights:
 *
 * What a model's weights take at one quantisation. Depends on nothing else, so that it is worth
 * keeping while sliders move. Bytes are exact for models whose list of tensors is known.
 */
typedef struct
{
  const char *unknown; /* NULL: known. Else why not, an untranslated N_() string */
  gboolean interpolated; /* a hypothetical model: from bits per weight, not from tensors */
  double total_bytes;  /* all tensors once, as in the file, without its header */
  double device_bytes; /* what a GPU that takes every layer holds */
  double host_bytes;   /* what stays in the computer's memory: the input embedding(s) */
  double bytes_per_token;        /* read per decoded token: experts times used/all, no embedding */
  double expert_bytes_per_token; /* the routed experts' part of it */
  RigTypeShare types[RIG_MAX_TYPE_SHARES];
  guint n_types;
} RigWeights;

/* Whether the quantiser had an importance matrix, which changes a few of its rules. */
typedef enum
{
  RIG_IMATRIX_AUTO, /* exactly for the presets that cannot do without */
  RIG_IMATRIX_YES,
  RIG_IMATRIX_NO,
} RigImatrix;

/**
 * rig_weights_init:
 * @types: (array length=n_types): every tensor type of the catalogue
 *
 * Lists the model's tensors, gives each the type that the preset's rules give it, and sums.
 * Source of the rules: design "memory" §1, llama.cpp src/llama-quant.cpp.
 */
void rig_weights_init (RigWeights          *weights,
                       const RigModel      *model,
                       const RigQuant      *quant,
                       const RigTensorType *const *types,
                       guint                n_types);
/**
 * rig_weights_init_by_layer:
 * @by_layer: (nullable): as many numbers as the model has layers and one more, to which are added
 *   the bytes that each layer takes on the device, and at the end those of what is in no layer
 *
 * As rig_weights_init(), which takes RIG_IMATRIX_AUTO.
 */
void rig_weights_init_by_layer (RigWeights          *weights,
                                const RigModel      *model,
                                const RigQuant      *quant,
                                const RigTensorType *const *types,
                                guint                n_types,
                                RigImatrix           imatrix,
                                double              *by_layer);

G_END_DECLS
