/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/model.h"
#include "engine/estimate/arena.h"

G_BEGIN_DECLS

#define RIG_N_GRAPH_LENGTHS 4

/* The micro-batch with which it is decided which hole is the smallest. */
#define RIG_GRAPH_UBATCH 512.0

/* What changes the order or the kind of a graph's tensors, rather than their sizes. */
enum
{
  RIG_GRAPH_FLASH_ATTENTION = 1 << 0,
  RIG_GRAPH_ROTATED_KEYS = 1 << 1,   /* of a quantised cache, with their queries */
  RIG_GRAPH_ROTATED_VALUES = 1 << 2, /* likewise, and what attention makes of them turned back */
  RIG_GRAPH_ON_HOST = 1 << 3, /* the whole graph, with its inputs, in the computer's memory */
  RIG_GRAPH_LENGTH_SHIFT = 4, /* above it, rig_graph_get_length() */
  RIG_N_GRAPHS = RIG_N_GRAPH_LENGTHS << RIG_GRAPH_LENGTH_SHIFT,
};

/* The side of the square that rotates values; the least of those that rotate keys. */
#define RIG_GRAPH_LEAST_ROTATION 64

/* The square that rotates an indexer's keys of 128 values. */
#define RIG_GRAPH_INDEXER_BYTES (128.0 * 128.0 * 4.0)

/* The widest of all layers, which the graph's inputs have to suit. */
typedef struct
{
  gboolean full, sliding;      /* whether any layer attends so */
  guint full_head_dim, sliding_head_dim, value_width;
  gboolean ungated;            /* feed-forward blocks have no gate */
  guint n_indexers;            /* layers whose latent attention reads what is picked */
  double more;                 /* values per token that stay beside the usual embeddings */
} RigGraphInputs;

/**
 * RigGraphPeaks:
 *
 * How large the buffer of a micro-batch has to be while it goes through the layers: the largest
 * of @peaks.
 */
typedef struct
{
  RigExtent peaks[RIG_MAX_PEAKS];
  guint n_peaks;
} RigGraphPeaks;

/**
 * rig_graph_peaks_init:
 * @flags: of RIG_GRAPH_*
 *
 * Builds the graph of one micro-batch tensor by tensor, as llama.cpp does, in the buffer of the
 * device that has all layers. Layers in the middle that repeat earlier ones are left out.
 * Source: what llama.cpp's scheduler prints of its graphs (docs/method-memory.md §3).
 */
void rig_graph_peaks_init (RigGraphPeaks        *peaks,
                           const RigModel       *model,
                           const RigGraphInputs *inputs,
                           guint                 flags);

/** Which hole is the smallest depends on how long the context is: a number below
 * RIG_N_GRAPH_LENGTHS. @cells: of one pool */
guint rig_graph_get_length (double cells);

/** The side of the square by which a head is rotated before it is quantised; 0: it is not. */
guint rig_graph_get_rotation (guint head_dim);

G_END_DECLS
