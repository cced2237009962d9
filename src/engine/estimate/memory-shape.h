/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/graph.h"

G_BEGIN_DECLS

/* Caches by how many cells they have for a context. */
typedef enum
{
  RIG_CELLS_FULL,    /* one per token */
  RIG_CELLS_SLIDING, /* the window */
  RIG_CELLS_FOURTH,  /* DeepSeek V4: one for four tokens */
  RIG_CELLS_HEAVY,   /* DeepSeek V4: one for 128 tokens */
  RIG_N_CELLS,
} RigCells;

/**
 * RigLayerSums:
 *
 * What a range of a model's layers keeps, in elements: per cell of each kind, and per sequence.
 */
typedef struct
{
  guint n_layers;
  guint n_caches[RIG_N_CELLS];  /* layers that own one of this kind */
  double keys[RIG_N_CELLS], values[RIG_N_CELLS];
  double indexer_keys[RIG_N_CELLS];
  double state;                 /* convolution's and recurrent, 32 bits each */
} RigLayerSums;

/**
 * RigMemoryShape:
 *
 * Of a model what its caches and buffers follow from, gathered once, so that a change of context
 * costs no walk through the layers. A plain value; it points to the model. Widths are the widest
 * of all layers, in elements; zero where there is no such thing.
 */
typedef struct
{
  const RigModel *model;
  RigLayerSums all;
  gboolean attends[RIG_N_CELLS];  /* whether any layer looks at such cells, its own or not */
  guint hidden, vocab;
  guint heads, query_width, value_width;
  guint full_head_dim, sliding_head_dim;
  guint n_indexers;   /* layers whose latent attention reads what an indexer picked */
  gboolean logits_on_host;  /* and the output matrix: the embedding's own */
  gboolean logits_reuse;    /* the inputs' place is free again when the logits are computed */
  double host_inputs, device_inputs; /* values per token beside the usual embeddings */
  RigGraphPeaks graphs[RIG_N_GRAPHS]; /* by RIG_GRAPH_* */
} RigMemoryShape;

/** A model without layers (its shape is not known) gives zeros. */
void rig_memory_shape_init (RigMemoryShape *shape,
                            const RigModel *model);
/** Without the graphs, whose buffers take most of the time: enough for what a token reads. */
void rig_memory_shape_init_caches (RigMemoryShape *shape,
                                   const RigModel *model);

/** One layer more. */
void rig_layer_sums_add (RigLayerSums   *sums,
                         const RigModel *model,
                         guint           layer);
/** Without layers that were added to @other as well as to @sums. */
void rig_layer_sums_subtract (RigLayerSums       *sums,
                              const RigLayerSums *other);

G_END_DECLS
