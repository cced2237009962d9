/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/weights.h"

G_BEGIN_DECLS

/* How a model is run, as far as memory is concerned (llama.cpp's own settings). */
typedef struct
{
  guint context;   /* tokens, shared by all sequences (-c) */
  guint sequences; /* chats at once (-np) */
  guint ubatch;    /* tokens per micro-batch (-ub) */
  const RigTensorType *kv_k, *kv_v;
  gboolean flash_attention, swa_full;
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
  double total_bytes;    /* all of the above */
  RigMemoryPlace device, host;
} RigMemory;

/** Source: design "memory" §2, §3, §7 (docs/method-memory.md). */
void rig_memory_init (RigMemory          *memory,
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
double rig_memory_get_bytes_read_at (const RigModel     *model,
                                     const RigMemoryUse *use,
                                     double              context);

typedef enum
{
  RIG_FIT_UNKNOWN,
  RIG_FIT_NO,
  RIG_FIT_TIGHT, /* it fits, with less than a tenth of the memory to spare */
  RIG_FIT_FITS,
} RigFitVerdict;

typedef struct
{
  RigFitVerdict verdict;
  double total_bytes;  /* the machine's memory */
  double usable_bytes; /* what the GPU may take of it by default */
  double max_bytes;    /* what it may take with the setting that changes it */
  double needed_bytes; /* what must lie there: all of it on unified memory, the device's on cards */
  double room_bytes;   /* usable - needed, negative where it does not fit */
} RigFit;

/**
 * rig_fit_init:
 * @total_bytes: the machine's memory
 * @usable_share: the share of it that the GPU may use by default, 0-1
 * @max_share: the share it may use at most, 0-1
 * @unified: whether host buffers take room in the same memory
 *
 * NaN in any of them gives RIG_FIT_UNKNOWN.
 */
void rig_fit_init (RigFit          *fit,
                   const RigMemory *memory,
                   double           total_bytes,
                   double           usable_share,
                   double           max_share,
                   gboolean         unified);

/** The largest context (a multiple of 256, at most the model's) that fits; 0: none does. */
guint rig_fit_get_largest_context (const RigModel     *model,
                                   const RigWeights   *weights,
                                   const RigMemoryUse *use,
                                   double              usable_bytes,
                                   gboolean            unified);

G_END_DECLS
