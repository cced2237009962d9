/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/intake/text-file.h"

G_BEGIN_DECLS

/* Numbers of a result of llama-bench; NaN where the output does not have them. */
typedef enum
{
  RIG_BENCH_BUILD,      /* llama.cpp's build number */
  RIG_BENCH_MODEL_SIZE, /* bytes of all tensors */
  RIG_BENCH_N_PARAMS,
  RIG_BENCH_N_THREADS,
  RIG_BENCH_N_BATCH,
  RIG_BENCH_N_UBATCH,
  RIG_BENCH_N_GPU_LAYERS, /* -1: as many as fit */
  RIG_BENCH_N_CPU_MOE,    /* layers whose experts stay on the CPU's side */
  RIG_BENCH_NO_KV_OFFLOAD, /* 1: the KV cache does */
  RIG_BENCH_FLASH_ATTN,   /* 1, 0; -1: llama.cpp chose */
  RIG_BENCH_N_PROMPT,     /* tokens of the test: read, … */
  RIG_BENCH_N_GEN,        /* … written, … */
  RIG_BENCH_N_DEPTH,      /* … and standing before them */
  RIG_BENCH_AVG_TS,       /* tokens/s: mean and standard deviation of the runs */
  RIG_BENCH_STDDEV_TS,
  RIG_N_BENCH_NUMBERS,
} RigBenchNumber;

/* Words of a result; NULL where the output does not have them. Plain text without controls. */
typedef enum
{
  RIG_BENCH_COMMIT,
  RIG_BENCH_CPU,
  RIG_BENCH_GPU,
  RIG_BENCH_BACKEND,    /* "CUDA", "Vulkan", "BLAS,RPC" */
  RIG_BENCH_MODEL_FILE, /* as it was on the command line */
  RIG_BENCH_MODEL_TYPE, /* "llama 8B Q4_K - Medium" */
  RIG_BENCH_TYPE_K,
  RIG_BENCH_TYPE_V,
  RIG_BENCH_OVERRIDES,  /* which tensors lie where by the user's word; "none" */
  RIG_BENCH_SPLIT,      /* how several GPUs share the model: "layer", "row", "none" */
  RIG_BENCH_DEVICES,    /* which of them, "auto" */
  RIG_BENCH_DATE,       /* ISO 8601 */
  RIG_N_BENCH_WORDS,
} RigBenchWord;

typedef struct
{
  double numbers[RIG_N_BENCH_NUMBERS];
  char *words[RIG_N_BENCH_WORDS];
} RigBenchResult;

typedef enum
{
  RIG_BENCH_JSON,
  RIG_BENCH_JSONL,
  RIG_BENCH_CSV,
  RIG_BENCH_MARKDOWN,
  RIG_BENCH_SQL,
} RigBenchFormat;

/**
 * RigBench:
 *
 * What llama.cpp's llama-bench wrote in one of its five formats: at least one result, all of one
 * build. Markdown rounds, and knows no date; machines only by a log before it. Read-only once made.
 */
typedef struct
{
  RigBenchFormat format;
  GPtrArray *results; /* RigBenchResult */
} RigBench;

/**
 * rig_bench_new:
 * @file: for messages
 * @text: (transfer full): zero-terminated, valid UTF-8
 *
 * The format is known by what is in the text.
 *
 * Returns: (nullable): NULL with RIG_TEXT_ERROR, the place and what was expected there; a file with
 *   one bad result gives none at all
 */
RigBench *rig_bench_new (const char  *file,
                         char        *text,
                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
RigBench *rig_bench_new_from_file (const char  *path,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void      rig_bench_free (RigBench *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigBench, rig_bench_free)

G_END_DECLS
