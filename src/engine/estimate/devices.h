/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/memory.h"

G_BEGIN_DECLS

/* GPUs that one model is split over. */
#define RIG_MAX_DEVICES 64

/* A layer and all before it: bytes of weights on devices, and what they keep. */
typedef struct
{
  double weights_bytes;
  RigLayerSums kept;
} RigLayersUpTo;

/**
 * RigModelLayers:
 *
 * What each layer of a model takes at one quantisation, as running sums, so that what any range
 * of them takes is one difference.
 */
typedef struct
{
  guint n;               /* layers */
  RigLayersUpTo *upto;   /* n + 1: the first is nothing, the last all layers */
  double outside_bytes;  /* weights on devices in no layer: the output matrix, its norm */
} RigModelLayers;

/** Returns: (transfer full): freed by rig_model_layers_free() */
RigModelLayers *rig_model_layers_new  (const RigModel *model,
                                       const RigQuant *quant,
                                       const RigTensorType *const *types,
                                       guint           n_types,
                                       RigImatrix      imatrix);
void            rig_model_layers_free (RigModelLayers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigModelLayers, rig_model_layers_free)

/* How a model is split. */
typedef struct
{
  guint n;               /* GPUs */
  gboolean tensors;      /* each layer is cut into parts (-sm tensor), else GPUs have some layers */
  const double *shares;  /* (nullable) (array length=n): that add up to 1 (-ts); NULL: equal */
} RigSplit;

/* What each GPU holds, and what the graph's inputs take on the host then. */
typedef struct
{
  guint n;
  RigMemoryPlace places[RIG_MAX_DEVICES];
  double host_compute_bytes;
} RigDevices;

/**
 * rig_devices_init:
 * @memory: of the same model at the same settings, with one GPU
 *
 * Layers are dealt out in order; the output matrix counts as one more, and lies on the last GPU
 * with everything that is in no layer. GPUs that take turns work on up to four micro-batches at
 * once, so that each keeps what its part of the graph reads four times. Cut tensors are shared
 * evenly, and every GPU has the whole compute buffer.
 *
 * Nothing is allocated. Source: llama.cpp 0.7.0; the rows of compute buffers are what its allocator
 * says of 2 GPUs (docs/method-memory.md §4).
 */
void rig_devices_init (RigDevices           *devices,
                       const RigMemory      *memory,
                       const RigMemoryShape *shape,
                       const RigModelLayers *layers,
                       const RigMemoryUse   *use,
                       const RigSplit       *split);

G_END_DECLS
