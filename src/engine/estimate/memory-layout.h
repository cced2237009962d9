/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/memory.h"

G_BEGIN_DECLS

/**
 * RigMemoryLayout:
 *
 * The numbers of one evaluation: a model used in some way. Private to the memory rules.
 */
typedef struct
{
  const RigMemoryShape *shape;
  const RigMemoryUse *use;
  const RigMemoryProfile *profile;
  double sequences, ubatch;
  double streams;            /* pools of cells */
  double cells[RIG_N_CELLS]; /* of one stream */
  gboolean without_indexer;
} RigMemoryLayout;

void   rig_memory_layout_init             (RigMemoryLayout      *self,
                                           const RigMemoryShape *shape,
                                           const RigMemoryUse   *use);
void   rig_memory_layout_set_cells        (RigMemoryLayout *self,
                                           double           full,
                                           double           sliding);
double rig_memory_layout_get_kv_bytes     (const RigMemoryLayout *self,
                                           const RigLayerSums    *sums);
double rig_memory_layout_get_state_bytes  (const RigMemoryLayout *self,
                                           const RigLayerSums    *sums);
double rig_memory_layout_get_mask_bytes   (const RigMemoryLayout *self);
/** What a graph reads besides weights and cache: embeddings, masks, places, rotations. */
double rig_memory_layout_get_input_bytes  (const RigMemoryLayout *self);
/** One embedding of every token of the micro-batch. */
double rig_memory_layout_get_row_bytes    (const RigMemoryLayout *self);
double rig_memory_layout_get_logits_bytes (const RigMemoryLayout *self);
/** The buffer while the graph goes through the layers. @flags: of RIG_GRAPH_* */
double rig_memory_layout_get_peak_bytes   (const RigMemoryLayout *self,
                                           guint                  flags);
/** The buffer of the whole graph with its logits, of the device or of the host. */
double rig_memory_layout_get_graph_bytes  (const RigMemoryLayout *self,
                                           guint                  flags);
/** What the host has of a graph that the device computes. */
double rig_memory_layout_get_host_bytes   (const RigMemoryLayout *self);

G_END_DECLS
