/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/intake: a model in the making, between a GGUF header and a RigModel. */

#include "engine/catalog/model.h"
#include "engine/intake/gguf-architectures.h"
#include "engine/intake/gguf.h"

G_BEGIN_DECLS

/* What the tensors of a layer show it to have. */
enum
{
  RIG_GGUF_HAS_ATTENTION = 1 << 0,
  RIG_GGUF_HAS_STATE = 1 << 1,
  RIG_GGUF_HAS_EXPERTS = 1 << 2,
  RIG_GGUF_HAS_INDEXER = 1 << 3,
};

#define RIG_GGUF_MAX_LAYERS 1000

/**
 * RigGgufDraft:
 *
 * @n_blocks counts the blocks that are loaded, without those for multi-token prediction, and never
 * exceeds RIG_GGUF_MAX_LAYERS: no loop runs over a count that was not checked.
 */
typedef struct
{
  const RigGguf *gguf;
  const char *file;             /* its name, for messages */
  const RigGgufArchitecture *architecture;
  gboolean is_known;            /* by llama.cpp 0.7.0 */
  char prefix[80];              /* "qwen3." */
  RigModel *model;
  GStringChunk *strings;        /* what the model points to */
  GPtrArray *blocks;            /* likewise */
  GPtrArray *warnings;          /* char *, sentences for the user */
  GError *error;                /* the first one; everything after it is void */

  guint n_blocks;
  guint8 has[RIG_GGUF_MAX_LAYERS];
  guint heads[RIG_GGUF_MAX_LAYERS], kv_heads[RIG_GGUF_MAX_LAYERS];
  gboolean slides[RIG_GGUF_MAX_LAYERS], keeps_state[RIG_GGUF_MAX_LAYERS];
  /* From the tensors: the largest of their kind, in elements. */
  guint64 dense_ffn, expert_ffn, shared_ffn, q_norm, embedding_rows;
  gboolean has_output, has_indexer;
} RigGgufDraft;

/** The value of PREFIX.@key, from @low to @high; @fallback where it is absent. Anything else is an
 * error. */
guint    rig_gguf_draft_get_count (RigGgufDraft *self,
                                   const char   *key,
                                   guint         low,
                                   guint         high,
                                   guint         fallback);
gboolean rig_gguf_draft_has (const RigGgufDraft *self,
                             const char         *key);
/** Fills @counts, one per block, from a number or a list; @fallback where the key is absent. A list
 * that is too short is an error. */
void     rig_gguf_draft_get_counts (RigGgufDraft *self,
                                    const char   *key,
                                    guint         high,
                                    guint         fallback,
                                    guint        *counts);
/** A flag or a number per block. FALSE: the key is absent, or no list. */
gboolean rig_gguf_draft_get_flags (RigGgufDraft *self,
                                   const char   *key,
                                   gboolean     *flags);
void     rig_gguf_draft_warn (RigGgufDraft *self,
                              const char   *format,
                              ...) G_GNUC_PRINTF (2, 3);
/** Sets the error "FILE: KEY: MESSAGE" unless there is one. */
void     rig_gguf_draft_fail (RigGgufDraft *self,
                              const char   *key,
                              const char   *format,
                              ...) G_GNUC_PRINTF (3, 4);
gpointer rig_gguf_draft_alloc (RigGgufDraft *self,
                               gsize         size);

/* The steps, each of which does nothing once there is an error. */
void rig_gguf_draft_read_tensors (RigGgufDraft *self);
void rig_gguf_draft_read_shape (RigGgufDraft *self);
void rig_gguf_draft_read_mixers (RigGgufDraft *self);

G_END_DECLS
