/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the tensors of a graph grow with. */
typedef enum
{
  RIG_GROWS_TOKENS,        /* values per token of the micro-batch */
  RIG_GROWS_SCORES,        /* values per token and cell of full layers */
  RIG_GROWS_SLIDING,       /* values per token and cell of sliding layers */
  RIG_GROWS_MASK,          /* mask entries per token and cell of full layers */
  RIG_GROWS_SLIDING_MASK,
  RIG_GROWS_PICKED,        /* values per token and cell that an indexer picks */
  RIG_GROWS_SEQUENCES,     /* values per sequence */
  RIG_GROWS_CELLS,         /* 16-bit values per cell of full layers */
  RIG_GROWS_BYTES,         /* bytes whatever the settings */
  RIG_N_GROWTHS,
} RigGrowth;

/* A size that is not a number yet: so many of each. */
typedef struct
{
  double of[RIG_N_GROWTHS];
} RigExtent;

#define RIG_MAX_PEAKS 8
#define RIG_MAX_PIECES 64

typedef struct
{
  guint id;            /* 0: free */
  double size;         /* at the reference settings */
  RigExtent extent;
} RigPiece;

/**
 * RigArena:
 *
 * One buffer as ggml's graph allocator fills it: a tensor takes the smallest hole that it fits
 * into, or else the room behind everything, and leaves a hole when its last reader has run. Holes
 * are what makes a buffer larger than what is alive at any one time, so that the order matters.
 *
 * Sizes stay symbolic; which hole is the smallest is decided at the settings of @reference. What is
 * kept are the ends that the buffer has had and that no other end exceeds under every setting.
 */
typedef struct
{
  RigExtent reference;
  RigPiece pieces[RIG_MAX_PIECES];
  guint n_pieces, last_id;
  RigExtent peaks[RIG_MAX_PEAKS];
  guint n_peaks;
} RigArena;

void   rig_arena_init (RigArena        *self,
                       const RigExtent *reference);
/** Returns: what rig_arena_give() takes back */
guint  rig_arena_take (RigArena *self,
                       RigExtent extent);
/** Zero is nothing. */
void   rig_arena_give (RigArena *self,
                       guint     id);
/** Where the last tensor ends. */
void   rig_arena_get_end (const RigArena *self,
                          RigExtent      *end);
/** In bytes, where @settings says how many bytes one of each growth takes. */
double rig_extent_measure (const RigExtent *extent,
                           const RigExtent *settings);

G_END_DECLS
