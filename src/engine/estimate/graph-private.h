/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/architecture.h"
#include "engine/estimate/graph.h"

G_BEGIN_DECLS

/* What every attention of a kind reads: where values go, the mask, rotations. */
typedef struct
{
  guint ids[4];
  guint last_layer; /* that reads them */
} RigGraphMask;

/* One graph while it is built. @residual is the tensor that goes from block to block. */
typedef struct
{
  RigArena *arena;
  const RigModel *model;
  RigArchitecture architecture;
  guint flags;
  gboolean latent;
  guint n_indexers;
  gboolean ungated;
  guint layer;
  guint8 kind;
  RigLayerShape shape; /* of the layer's attention */
  guint residual;
  RigGraphMask full, sliding;
} RigGraph;

/** @n of one growth. */
guint rig_graph_take (RigGraph *self,
                      RigGrowth growth,
                      double    n);
/** 32-bit values per token, and per sequence. */
guint rig_graph_take_state (RigGraph *self,
                            double    per_token,
                            double    per_sequence);
/** @n 32-bit values per token. */
guint rig_graph_take_row (RigGraph *self,
                          double    n);
void  rig_graph_give (RigGraph *self,
                      guint     id);
/** The tensor @id is no more, and what is made of it has @n values per token. */
guint rig_graph_turn (RigGraph *self,
                      guint     id,
                      double    n);

/** The masks were read; after the last layer they are no more. */
void  rig_graph_give_masks (RigGraph *self);

/* Each reads the normed residual @in and gives it back when nothing else reads it; each returns
 * what is added to the residual. */
guint rig_graph_run_attention (RigGraph *self,
                               guint     in);
guint rig_graph_run_latent_attention (RigGraph *self,
                                      guint     in);
guint rig_graph_run_delta_net (RigGraph *self,
                               guint     in);
guint rig_graph_run_state_space (RigGraph *self,
                                 guint     in);
guint rig_graph_run_feed_forward (RigGraph *self,
                                  guint     in);

G_END_DECLS
