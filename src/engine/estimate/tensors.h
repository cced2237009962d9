/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/model.h"

G_BEGIN_DECLS

/* What the quantiser's rules tell apart; the rest of a tensor's name means nothing to them. */
typedef enum
{
  RIG_TENSOR_PLAIN, /* always F32: norms, biases, convolutions */
  RIG_TENSOR_ROUTER, /* F32 as well; other formats pack it */
  RIG_TENSOR_KEPT,  /* a matrix that keeps its 16 bits */
  RIG_TENSOR_INPUT, /* kept as well, and on the host beside the embedding: positions, token types */
  RIG_TENSOR_OTHER, /* quantised to the preset's default type */
  RIG_TENSOR_TOKEN_EMBEDDING,
  RIG_TENSOR_LAYER_EMBEDDING, /* Gemma 4 E: one more embedding per layer */
  RIG_TENSOR_OUTPUT,
  RIG_TENSOR_ATTENTION_Q,
  RIG_TENSOR_ATTENTION_K,
  RIG_TENSOR_ATTENTION_V, /* also queries, keys and values in one matrix */
  RIG_TENSOR_ATTENTION_OUTPUT,
  RIG_TENSOR_FFN_GATE,
  RIG_TENSOR_FFN_UP,
  RIG_TENSOR_FFN_DOWN,
  RIG_N_TENSOR_ROLES,
} RigTensorRole;

typedef struct
{
  const char *name;     /* as in GGUF files, inside its layer: "attn_q.weight" */
  int layer;            /* -1: outside the layers */
  RigTensorRole role;
  guint64 columns, rows; /* columns are contiguous in memory and quantised together */
  guint matrices;       /* experts or heads; 1 for a plain matrix */
  gboolean routed;      /* one matrix per routed expert, of which a token reads a few */
  const RigFileTensor *stored; /* as the model's file has it; NULL: from the architecture's list */
} RigTensor;

typedef void (*RigTensorFunc) (const RigTensor *tensor,
                               gpointer         data);

/**
 * rig_tensors_foreach:
 *
 * Calls @func for every tensor of the model's GGUF file in the order in which the quantiser meets
 * them (layer by layer), without blocks for multi-token prediction, which are not loaded. A model
 * that was read from a file has the file's tensors, any other those of its architecture without
 * RoPE tables of a few hundred bytes. Nothing is allocated.
 *
 * Returns: FALSE where the architecture's list of tensors is not known; @func was not called then
 */
gboolean rig_tensors_foreach (const RigModel *model,
                              RigTensorFunc   func,
                              gpointer        data);

/** What the quantiser takes a tensor of a file for: llama.cpp, src/llama-quant.cpp,
 * tensor_get_category() and tensor_allows_quantization(). @tensor borrows from @stored. */
void rig_tensor_init_from_file (RigTensor           *tensor,
                                const RigFileTensor *stored);

G_END_DECLS
