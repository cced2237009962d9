/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/memory-shape.h"
#include "engine/estimate/weights.h"

G_BEGIN_DECLS

/* What stands beside the host. */
typedef enum
{
  RIG_MEMORY_DEVICE_GPU,    /* takes buffers of any size, as CUDA and Metal do */
  RIG_MEMORY_DEVICE_NONE,   /* nothing: everything lies on the host */
} RigMemoryDevice;

/**
 * RigMemoryProfile:
 *
 * How one version of the engine does what versions do differently. A later version is another
 * profile, not a change of this one.
 */
typedef struct
{
  const char *id, *name;
  guint cell_padding;       /* cells are rounded up to a multiple of this */
  guint stream_padding;     /* the context of a sequence likewise */
  gboolean unified_default; /* all sequences share one pool of cells unless told otherwise */
  gboolean rotates_keys;    /* before they are quantised, by a matrix of its own */
} RigMemoryProfile;

/** "llama.cpp 0.7.0 (2026)": what a RigMemoryUse without a profile means. */
extern const RigMemoryProfile rig_memory_profile_2026;
/** llama.cpp of 2025, up to the split of the cache into one stream per sequence. */
extern const RigMemoryProfile rig_memory_profile_2025;

/* How a model is run, as far as memory is concerned (llama.cpp's own settings). Zero in the members
 * after @swa_full is the default: everything on the GPU. */
typedef struct
{
  guint context;   /* tokens, shared by all sequences (-c) */
  guint sequences; /* chats at once (-np) */
  guint ubatch;    /* tokens per micro-batch (-ub) */
  const RigTensorType *kv_k, *kv_v;
  gboolean flash_attention, swa_full;
  gboolean kv_unified;      /* every sequence may use all cells (-kvu) */
  gboolean kv_on_host;      /* cache and state, and attention with them (-nkvo) */
  RigMemoryDevice device;
  const RigMemoryProfile *profile; /* NULL: rig_memory_profile_2026 */
} RigMemoryUse;

typedef struct
{
  double weights_bytes, context_bytes, compute_bytes; /* context: KV cache and recurrent state */
} RigMemoryPlace;

/**
 * RigMemory:
 *
 * What llama.cpp's allocator takes with every layer on the GPU, in bytes. NaN where
 * @unknown says why.
 */
typedef struct
{
  const char *unknown;   /* NULL: known. Else why not, an untranslated N_() string */
  double weights_bytes;  /* device and host */
  double kv_bytes, state_bytes;
  double compute_bytes;  /* device and host, with the output buffer */
  double output_bytes;   /* the output buffer alone: part of @host's compute_bytes */
  double total_bytes;    /* all of the above */
  RigMemoryPlace device, host;
} RigMemory;

/**
 * rig_memory_init:
 *
 * Arithmetic over a handful of numbers: under a microsecond, nothing allocated.
 * Source: docs/method-memory.md §2 and §3, from llama.cpp's allocator.
 */
void rig_memory_init (RigMemory            *memory,
                      const RigMemoryShape *shape,
                      const RigWeights     *weights,
                      const RigMemoryUse   *use);
/** The same for callers who ask once and have kept no shape. */
void rig_memory_init_for_model (RigMemory          *memory,
                                const RigModel     *model,
                                const RigWeights   *weights,
                                const RigMemoryUse *use);

/**
 * rig_memory_get_bytes_read_at:
 *
 * Bytes of KV cache and state that one token at depth @context moves: keys and values read, within
 * the window where there is one; states read and written back. An indexer's keys and what it
 * saves are left out, as in the measurements that the speed model was fitted to (design "memory"
 * §4, "speed" §1).
 */
double rig_memory_get_bytes_read_at (const RigMemoryShape *shape,
                                     const RigMemoryUse   *use,
                                     double                context);

G_END_DECLS
