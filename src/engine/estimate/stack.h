/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/machine.h"
#include "engine/catalog/quant.h"

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
  RIG_STACK_VLLM_ROCM,     /* "rocm-vllm" */
  RIG_STACK_CPU,           /* "cpu": llama.cpp without a GPU */
  RIG_N_STACKS,
  RIG_STACK_NONE = RIG_N_STACKS,
} RigStack;

/* Of the constants' file, and of the scenario's "stack". */
const char *rig_stack_get_id (RigStack stack);
const char *rig_stack_get_name (RigStack stack); /* "llama.cpp CUDA" */
/** The interface to GPUs that it is built on: "CUDA", "Metal", "ROCm", "Vulkan", "SYCL". */
const char *rig_stack_get_api (RigStack stack);
/** The program: llama.cpp, vLLM or MLX. */
RigSoftware rig_stack_get_software (RigStack stack);
/** RIG_STACK_NONE for an unknown id. */
RigStack    rig_stack_from_id (const char *id);
/** Whether the stack splits each layer over several cards instead of giving each some layers. */
gboolean    rig_stack_is_tensor_parallel (RigStack stack);
/** Tokens of a prompt that the stack works on at once where the user has not said otherwise. */
guint       rig_stack_get_ubatch (RigStack stack,
                                  guint    llama_ubatch);

/** Whether the stack can load files of that format, on whatever machine. */
gboolean    rig_stack_reads (RigStack  stack,
                             RigFormat format);

/** Bit set (1 << RigStack) of what runs on a machine's GPU and can load files of that format.
 * RIG_STACK_CPU is never among them: it runs anywhere, and nobody wants it who has a GPU. */
guint rig_stack_get_available (const RigMachine *machine,
                               RigFormat         format);

G_END_DECLS
