/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/intake: what llama.cpp knows of an architecture and no file says. */

#include <glib.h>

G_BEGIN_DECLS

/* Which layers keep a state of constant size in place of keys and values. */
typedef enum
{
  RIG_GGUF_STATE_NONE,
  RIG_GGUF_STATE_ALL,
  RIG_GGUF_STATE_BESIDE,   /* all, and keys and values as well (Falcon-H1) */
  RIG_GGUF_STATE_NO_KV,    /* those without KV heads */
  RIG_GGUF_STATE_NO_FFN,   /* those without KV heads and without a feed-forward block */
  RIG_GGUF_STATE_INTERVAL, /* all but every n-th */
} RigGgufStates;

/* What the state is made of, and so which keys say how large it is. */
typedef enum
{
  RIG_GGUF_MIXER_NONE,
  RIG_GGUF_MIXER_SSM,       /* Mamba and Mamba-2 */
  RIG_GGUF_MIXER_DELTA,     /* gated delta net */
  RIG_GGUF_MIXER_KDA,       /* Kimi's delta attention */
  RIG_GGUF_MIXER_LIGHTNING, /* a square per head, no convolution (MiniMax-01) */
  RIG_GGUF_MIXER_RWKV,
  RIG_GGUF_MIXER_CONV,      /* a short convolution alone (LFM2) */
} RigGgufMixer;

/* More of it. */
enum
{
  RIG_GGUF_NO_CACHE = 1 << 0,    /* an encoder or a diffusion model: looks at everything at once */
  RIG_GGUF_NO_MODEL = 1 << 1,    /* no language model: a projector, a vocoder */
  RIG_GGUF_FULL_FIRST = 1 << 2,  /* of a group of layers the first is full, not the last */
  RIG_GGUF_KEYS_ONLY = 1 << 3,   /* DeepSeek V4: compressed keys that serve as values */
  RIG_GGUF_INDEXER = 1 << 4,     /* keys of a sparse attention lie in a cache of their own */
  RIG_GGUF_SHARES_AFTER_20 = 1 << 5, /* Gemma 3n: layers from the 20th on use earlier caches */
  RIG_GGUF_LOOPS = 1 << 6,       /* every pass over the layers has caches of its own */
  RIG_GGUF_SLIDES_BY_FILE = 1 << 7, /* with a pattern in the file, else not */
  RIG_GGUF_SLIDES_AT_64 = 1 << 8,   /* EXAONE 4: only the model with 64 layers */
};

/**
 * RigGgufArchitecture:
 *
 * One value of general.architecture. @period: of so many layers one is full, the others slide; 0
 * all do, 1 none does; a key of the file goes before it.
 */
typedef struct
{
  const char *name;
  guint period;
  guint window;           /* tokens, where the file does not say; 0: nothing slides then */
  RigGgufStates states;
  RigGgufMixer mixer;
  guint interval;         /* of RIG_GGUF_STATE_INTERVAL, where the file does not say */
  guint flags;
  const char *tensors;    /* RigModel.architecture whose rules hold; NULL: the name itself */
} RigGgufArchitecture;

/** NULL: an architecture that llama.cpp 0.7.0 does not have. */
const RigGgufArchitecture *rig_gguf_architecture_find (const char *name);

G_END_DECLS
