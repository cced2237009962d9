/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/machine.h"
#include "engine/catalog/speed-constants.h"
#include "engine/estimate/memory.h"

G_BEGIN_DECLS

/* The programs that the speed model knows, in the order of preference between equals. */
typedef enum
{
  RIG_STACK_LLAMA_CUDA,    /* "cuda" */
  RIG_STACK_VLLM_CUDA,     /* "cuda-vllm" */
  RIG_STACK_METAL,         /* "metal" */
  RIG_STACK_MLX,           /* "mlx" */
  RIG_STACK_ROCM,          /* "rocm" */
  RIG_STACK_VULKAN_AMD,    /* "vulkan" */
  RIG_STACK_VULKAN_NVIDIA, /* "vulkan-nv" */
  RIG_STACK_SYCL,          /* "sycl" */
  RIG_STACK_VULKAN_INTEL,  /* "vulkan-intel" */
  RIG_STACK_VLLM_XPU,      /* "xpu-vllm" */
  RIG_N_STACKS,
  RIG_STACK_NONE = RIG_N_STACKS,
} RigStack;

/* Of the constants' file, and of the scenario's "stack". */
const char *rig_stack_get_id (RigStack stack);
const char *rig_stack_get_name (RigStack stack); /* "llama.cpp CUDA" */

/** Bit set (1 << RigStack) of what runs on a machine and can load files of that format. */
guint rig_stack_get_available (const RigMachine *machine,
                               RigFormat         format);

/* A machine as the speed model sees it. */
typedef struct
{
  RigEstimate bandwidth_bytes_per_s; /* per card */
  double fp32_flop_per_s;            /* per card */
  double fp16_flop_per_s;            /* per card, dense, with matrix units where it has them */
  gboolean compute_known;
  gboolean chip_seen;                /* the fit knows this chip */
  const char *gpu_class;
  guint tensor_parallel, layer_split; /* 1, 1 for one GPU */
} RigSpeedMachine;

/** FALSE where bandwidth or compute is unknown. */
gboolean rig_speed_machine_init (RigSpeedMachine         *speed_machine,
                                 const RigMachine        *machine,
                                 const RigSpeedConstants *constants);

/* A model at a quantisation as the speed model sees it. All per token. */
typedef struct
{
  double weights_bytes, expert_bytes; /* read from memory */
  double active_params;
  double flop_per_prompt_token, expert_flop_per_prompt_token;
  guint n_layers, n_moe_layers, hidden, n_experts, n_active;
  gboolean recurrent, moe, model_seen;
  const char *speed_class;
  const RigModel *model;
  RigMemoryUse use;
} RigSpeedWork;

/** FALSE where the weights are unknown. */
gboolean rig_speed_work_init (RigSpeedWork            *work,
                              const RigModel          *model,
                              const RigQuant          *quant,
                              const RigWeights        *weights,
                              const RigMemoryUse      *use,
                              const RigSpeedConstants *constants);

/* The fitted constants that apply to one stack, GPU class and quantisation: looked up once. */
typedef struct _RigSpeedCoefficients RigSpeedCoefficients;
struct _RigSpeedCoefficients
{
  RigStack stack;
  double eta, eta_kv, eta_attention, kappa, layer_s, moe_layer_s, all_reduce_s, hop_s;
  double pp_eta, pp_eta_attention, pp_moe, pp_m0, pp_layer_s, pp_moe_layer_s, pp_prompt_s;
  double pp_delta, pp_class, pp_tensor_exponent, pp_split_exponent;
  double batch_matmul, batch_sequence_s, batch_recurrent_s;
  double half_width[2]; /* of the 80 % interval, natural log, by RigSpeedKind */
};

void rig_speed_coefficients_init (RigSpeedCoefficients    *coefficients,
                                  const RigSpeedConstants *constants,
                                  RigStack                 stack,
                                  const RigSpeedMachine   *machine,
                                  const RigSpeedWork      *work);

typedef enum
{
  RIG_NOVEL_MACHINE = 1 << 0,  /* the fit has not seen this chip */
  RIG_NOVEL_MODEL = 1 << 1,    /* nor this model */
  RIG_NOVEL_CLASS = 1 << 2,    /* nor this kind of GPU with this program */
  RIG_NOVEL_COMPUTE = 1 << 3,  /* the compute figures are only estimated */
  RIG_NOVEL_STACK = 1 << 4,    /* fewer than three chips known with this program */
} RigNovelty;

/* Where the time of one token goes, in seconds; their sum is the whole. */
typedef struct
{
  double weights_s, kv_s, attention_s, dequant_s, layers_s, moe_s, state_s, other_s;
} RigSpeedTerms;

typedef struct
{
  RigEstimate tokens_per_s; /* RIG_BASIS_PREDICTED, 80 % interval */
  double seconds;           /* per token */
  double ceiling_tokens_per_s; /* bandwidth over bytes: nothing real is faster; decode only */
  RigSpeedTerms terms;
  guint novelty;            /* RigNovelty bits */
  RigStack stack;
} RigSpeed;

/** Decode of one of @sequences streams at @context tokens of depth: of one stream and of all. */
void rig_speed_decode (RigSpeed                   *speed,
                       const RigSpeedCoefficients *coefficients,
                       const RigSpeedMachine      *machine,
                       const RigSpeedWork         *work,
                       double                      context,
                       guint                       sequences);
/** Prefill of @n_tokens of prompt behind @depth tokens. Prompt tokens per second. */
void rig_speed_prefill (RigSpeed                   *speed,
                        const RigSpeedCoefficients *coefficients,
                        const RigSpeedMachine      *machine,
                        const RigSpeedWork         *work,
                        double                      n_tokens,
                        double                      depth);

/** Seconds until the first token of an answer to a prompt of @prompt_tokens. */
RigEstimate rig_speed_get_ttft_s (const RigSpeed *prefill,
                                  const RigSpeed *decode,
                                  double          prompt_tokens);

G_END_DECLS
