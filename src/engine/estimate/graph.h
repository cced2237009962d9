/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/model.h"
#include "engine/estimate/arena.h"

G_BEGIN_DECLS

/* What changes the order or the kind of a graph's tensors, rather than their sizes. */
enum
{
  RIG_GRAPH_FLASH_ATTENTION = 1 << 0,
  RIG_GRAPH_ROTATED = 1 << 1, /* a quantised cache, whose keys are rotated first */
  RIG_GRAPH_ON_HOST = 1 << 2, /* the whole graph, with its inputs, in the computer's memory */
  RIG_GRAPH_LONG = 1 << 3,    /* so much context that a row of its cells is wider than the model */
  RIG_N_GRAPHS = 1 << 4,
};

/* Cells for each token of a micro-batch from which RIG_GRAPH_LONG holds. */
#define RIG_GRAPH_LONG_FROM 48

/* The widest of all layers, which the graph's inputs have to suit. */
typedef struct
{
  gboolean full, sliding;      /* whether any layer attends so */
  guint full_head_dim, sliding_head_dim, value_width;
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

/** The side of the square by which a head is rotated before it is quantised; 0: it is not. */
guint rig_graph_get_rotation (guint head_dim);

G_END_DECLS
