/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"

G_BEGIN_DECLS

/* A storage type of one tensor: blocks of @block_elems elements in @block_bytes bytes. */
typedef struct
{
  const char *name; /* "Q4_K" */
  int ggml_type;    /* number in GGUF files */
  guint block_elems, block_bytes;
  gboolean kv_cache;  /* llama.cpp stores keys and values in it */
  const char *layout; /* of a block, in words */
  const char *origin;
} RigTensorType;

typedef enum
{
  RIG_FORMAT_GGUF,
  RIG_FORMAT_MLX,
  RIG_FORMAT_CHECKPOINT, /* AWQ, GPTQ, FP8, NVFP4 checkpoints for vLLM */
} RigFormat;

/**
 * RigQuant:
 *
 * A way to store a whole model: a llama.cpp preset, whose rules give each tensor a type, or another
 * program's format with one width for all matrices.
 */
typedef struct
{
  const char *id;            /* "Q4_K_M", "MLX-4bit", "AWQ-int4" */
  const char *name;
  RigFormat format;
  const char *default_type;  /* GGUF: name of a RigTensorType */
  RigFigure bits_per_weight; /* other formats: of matrices; GGUF: of Llama 3.1 8B, as published */
  const char *speed_class;   /* of the speed constants: "q4k", "mlx4", "int4" */
  guint group_size;          /* MLX, AWQ: elements that share a scale */
  RigFigure high_bits_per_weight; /* MLX's mixed recipes: of the matrices that matter most */
  gboolean packs_experts_alone;   /* of a mixture; its other matrices take the following */
  RigFigure rest_bits_per_weight; /* unknown: 16 */
  guint column_bytes;        /* GPTQ: beside the weights, per column of a matrix */
  RigFigure delta_ppl;       /* perplexity over FP16, Llama 3 8B, WikiText-2; with imatrix if any */
  RigFigure delta_ppl_no_imatrix;
  const char *note, *origin;
} RigQuant;

G_END_DECLS
