/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"
#include "engine/catalog/speed-constants.h"

G_BEGIN_DECLS

/* A test whose runs deviate by more than this share of their mean says nothing: something else ran
 * beside it. */
#define RIG_SPEED_RECORD_MAX_DEVIATION 0.5

/* How a test had flash attention. */
typedef enum
{
  RIG_FLASH_AUTO, /* not said, or left to llama.cpp, which takes it wherever it can */
  RIG_FLASH_ON,
  RIG_FLASH_OFF,
} RigFlash;

/**
 * RigSpeedRecord:
 *
 * One test that the user ran: so many tokens of this model on that machine, and how fast it was.
 * Machine, model and quantisation are named by their ids, which need not be in the catalogue: what
 * is not there is not used.
 */
typedef struct
{
  const char *id;         /* "rtx-3090_llama-3.1-8b_q4-k-m_cuda_tg128-d4096" */
  const char *machine, *model, *quant, *stack;
  RigSpeedKind kind;
  double tokens, depth;   /* written (decode) or read (prefill); standing before them */
  RigFigure tokens_per_s; /* low and high: less and plus @deviation; source: the file's name; date:
                             of the test, else of the import */
  double deviation;       /* standard deviation of the runs, tokens/s; NaN: not said */
  const char *kv_type_k, *kv_type_v; /* names of tensor types; NULL: F16 */
  RigFlash flash_attention;
  guint ubatch;           /* tokens per micro-batch; 0: the program's default */
  const char *build;      /* of llama.cpp: "b11669 (6d4f4a1)" */
  const char *test_time;  /* ISO 8601 */
  const char *gpu;        /* what the output said of the machine */
  const char *note, *origin;
} RigSpeedRecord;

G_END_DECLS
