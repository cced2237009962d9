/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/stack.h"

#include <string.h>

typedef enum
{
  MAKER_NVIDIA,
  MAKER_AMD,
  MAKER_INTEL,
  MAKER_OTHER,
} Maker;

/* What a stack needs: an interface of the machine, a maker where one interface serves several, a
 * program and the file format that it reads. */
static const struct
{
  const char *id, *name, *api;
  int maker; /* -1: whoever offers the interface */
  RigSoftware software;
  RigFormat format;
} stacks[RIG_N_STACKS] = {
  [RIG_STACK_LLAMA_CUDA]
  = { "cuda", "llama.cpp CUDA", "CUDA", -1, RIG_SOFTWARE_LLAMA_CPP, RIG_FORMAT_GGUF },
  [RIG_STACK_VLLM_CUDA]
  = { "cuda-vllm", "vLLM CUDA", "CUDA", -1, RIG_SOFTWARE_VLLM, RIG_FORMAT_CHECKPOINT },
  [RIG_STACK_METAL]
  = { "metal", "llama.cpp Metal", "Metal", -1, RIG_SOFTWARE_LLAMA_CPP, RIG_FORMAT_GGUF },
  [RIG_STACK_MLX] = { "mlx", "MLX", "MLX", -1, RIG_SOFTWARE_MLX, RIG_FORMAT_MLX },
  [RIG_STACK_ROCM]
  = { "rocm", "llama.cpp ROCm", "ROCm", -1, RIG_SOFTWARE_LLAMA_CPP, RIG_FORMAT_GGUF },
  [RIG_STACK_VULKAN_AMD] = { "vulkan", "llama.cpp Vulkan", "Vulkan", MAKER_AMD,
                             RIG_SOFTWARE_LLAMA_CPP, RIG_FORMAT_GGUF },
  [RIG_STACK_VULKAN_NVIDIA] = { "vulkan-nv", "llama.cpp Vulkan", "Vulkan", MAKER_NVIDIA,
                                RIG_SOFTWARE_LLAMA_CPP, RIG_FORMAT_GGUF },
  [RIG_STACK_SYCL]
  = { "sycl", "llama.cpp SYCL", "SYCL", -1, RIG_SOFTWARE_LLAMA_CPP, RIG_FORMAT_GGUF },
  [RIG_STACK_VULKAN_INTEL] = { "vulkan-intel", "llama.cpp Vulkan", "Vulkan", MAKER_INTEL,
                               RIG_SOFTWARE_LLAMA_CPP, RIG_FORMAT_GGUF },
  [RIG_STACK_VLLM_XPU]
  = { "xpu-vllm", "vLLM XPU", "SYCL", -1, RIG_SOFTWARE_VLLM, RIG_FORMAT_CHECKPOINT },
  [RIG_STACK_VLLM_ROCM]
  = { "rocm-vllm", "vLLM ROCm", "ROCm", -1, RIG_SOFTWARE_VLLM, RIG_FORMAT_CHECKPOINT },
  [RIG_STACK_CPU]
  = { "cpu", "llama.cpp CPU", "CPU", -1, RIG_SOFTWARE_LLAMA_CPP, RIG_FORMAT_GGUF },
};

const char *
rig_stack_get_id (RigStack stack)
{
  g_return_val_if_fail (stack < RIG_N_STACKS, "none");
  return stacks[stack].id;
}

const char *
rig_stack_get_name (RigStack stack)
{
  g_return_val_if_fail (stack < RIG_N_STACKS, "");
  return stacks[stack].name;
}

const char *
rig_stack_get_api (RigStack stack)
{
  g_return_val_if_fail (stack < RIG_N_STACKS, NULL);
  return stacks[stack].api;
}

RigSoftware
rig_stack_get_software (RigStack stack)
{
  g_return_val_if_fail (stack < RIG_N_STACKS, RIG_SOFTWARE_LLAMA_CPP);
  return stacks[stack].software;
}

RigStack
rig_stack_from_id (const char *id)
{
  /* Asked several times for each machine of an answer, mostly with "auto". */
  for (guint i = 0; id != NULL && i < RIG_N_STACKS; i++)
    if (*id == *stacks[i].id && strcmp (id, stacks[i].id) == 0)
      return i;
  return RIG_STACK_NONE;
}

gboolean
rig_stack_is_tensor_parallel (RigStack stack)
{
  return stack < RIG_N_STACKS && stacks[stack].software == RIG_SOFTWARE_VLLM;
}

guint
rig_stack_get_ubatch (RigStack stack, guint llama_ubatch)
{
  const guint others = 2048; /* the default of MLX and of vLLM */

  if (stack < RIG_N_STACKS && stacks[stack].software == RIG_SOFTWARE_LLAMA_CPP)
    return MAX (1, llama_ubatch);
  return others;
}

static guint
find_stacks_of_api (const char *api, gsize length)
{
  guint found = 0;

  for (guint i = 0; i < RIG_N_STACKS; i++)
    if (*api == *stacks[i].api && strncmp (api, stacks[i].api, length) == 0
        && stacks[i].api[length] == '\0')
      found |= 1u << i;
  return found;
}

/* All whose interface the machine offers. Interfaces are written as people write them:
 * "SYCL/oneAPI" offers SYCL. */
static guint
find_offered (const RigMachine *machine)
{
  static const char separators[] = "/, ";
  guint offered = 0;

  for (guint i = 0; machine->apis != NULL && machine->apis[i] != NULL; i++)
    for (const char *word = machine->apis[i]; *word != '\0';)
      {
        gsize end = strcspn (word, separators);
        offered |= find_stacks_of_api (word, end);
        word += end;
        word += strspn (word, separators);
      }
  return offered;
}

/* Vulkan runs on everybody's GPUs, each with its own speed: the maker's own interface tells whose
 * GPU it is, else the class does. */
static Maker
get_maker (const RigMachine *machine, guint offered)
{
  static const char *const amd[] = { "rdna", "gcn", "cdna" };
  static const char *const intel[] = { "alchemist", "battlemage" };

  if (offered & (1u << RIG_STACK_LLAMA_CUDA))
    return MAKER_NVIDIA;
  if (offered & (1u << RIG_STACK_ROCM))
    return MAKER_AMD;
  if (offered & (1u << RIG_STACK_SYCL))
    return MAKER_INTEL;
  if ((offered & (1u << RIG_STACK_METAL)) || machine->gpu_class == NULL)
    return MAKER_OTHER;
  for (guint i = 0; i < G_N_ELEMENTS (amd); i++)
    if (g_str_has_prefix (machine->gpu_class, amd[i]))
      return MAKER_AMD;
  for (guint i = 0; i < G_N_ELEMENTS (intel); i++)
    if (g_str_has_prefix (machine->gpu_class, intel[i]))
      return MAKER_INTEL;
  return MAKER_NVIDIA;
}

/* llama.cpp and MLX run wherever their interface is; vLLM only where somebody says so. */
static gboolean
supports (const RigMachine *machine, RigSoftware software)
{
  RigSupport support = machine->software[software].support;

  if (software == RIG_SOFTWARE_VLLM)
    return support == RIG_SUPPORT_YES || support == RIG_SUPPORT_PARTIAL;
  return support != RIG_SUPPORT_NO;
}

gboolean
rig_stack_reads (RigStack stack, RigFormat format)
{
  g_return_val_if_fail (stack < RIG_N_STACKS, FALSE);
  return stacks[stack].format == format;
}

guint
rig_stack_get_available (const RigMachine *machine, RigFormat format)
{
  guint offered = find_offered (machine), available = 0;
  Maker maker = get_maker (machine, offered);

  for (guint i = 0; i < RIG_N_STACKS; i++)
    if (i != RIG_STACK_CPU && stacks[i].format == format
        && (stacks[i].maker == -1 || stacks[i].maker == (int) maker)
        && (offered & (1u << i)) && supports (machine, stacks[i].software))
      available |= 1u << i;
  return available;
}
