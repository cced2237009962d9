/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/figure.h"

G_BEGIN_DECLS

typedef enum
{
  RIG_MACHINE_LAPTOP,
  RIG_MACHINE_MINI,
  RIG_MACHINE_DESKTOP,
  RIG_MACHINE_WORKSTATION,
  RIG_MACHINE_SERVER,
  RIG_MACHINE_CARD, /* a graphics card alone: no computer around it in price and watts */
} RigMachineKind;

typedef enum
{
  RIG_SUPPORT_UNKNOWN,
  RIG_SUPPORT_NO,
  RIG_SUPPORT_PARTIAL,
  RIG_SUPPORT_YES,
} RigSupport;

/* The software that buyers ask for, in the order of the tables. */
typedef enum
{
  RIG_SOFTWARE_LLAMA_CPP,
  RIG_SOFTWARE_OLLAMA,
  RIG_SOFTWARE_LM_STUDIO,
  RIG_SOFTWARE_VLLM,
  RIG_SOFTWARE_TENSORRT_LLM,
  RIG_SOFTWARE_MLX,
  RIG_SOFTWARE_PYTORCH,
  RIG_SOFTWARE_AXOLOTL,
  RIG_SOFTWARE_UNSLOTH,
  RIG_N_SOFTWARE,
} RigSoftware;

typedef struct
{
  RigSupport support;
  const char *note; /* "WSL2, or community wheel"; NULL if nothing to add */
} RigSoftwareSupport;

/* A published measurement on this machine. It is shown beside predictions and never fed to them. */
typedef struct
{
  const char *model, *model_id; /* model_id NULL: not a model of the catalogue */
  const char *quant, *engine, *note;
  double context_tokens, prompt_tokens;   /* NaN: not stated */
  RigFigure decode_tokens_per_s, prefill_tokens_per_s;
} RigBenchmark;

/* What a purchase of this machine can be ordered as. */
typedef struct
{
  const char *config;
  RigFigure price_usd;
} RigPriceOption;

/**
 * RigMachine:
 *
 * One machine that a person can buy, could once buy, or that the article describes.
 */
typedef struct
{
  const char *id;         /* "mac-studio-m5-max-128" */
  const char *name;       /* "Mac Studio M5 Max 128 GB" */
  const char *short_name; /* at most 18 characters, for charts and chips: "Mac Studio 128" */
  const char *vendor, *chip, *memory_type, *form_factor;
  RigMachineKind kind;
  gboolean unified;       /* GPU and CPU share the memory */
  gboolean claimed;       /* the article's machine, "as the article describes it" */
  const char *gpu_class;  /* of the speed constants: "gb10", "apple-m5", "ada" */
  gboolean compute_known; /* FALSE: the compute figures are only estimated; the interval widens */
  guint n_gpus;           /* cards that a model is split over; 1 for everything else */
  const char **gpu_names; /* NULL-terminated: what drivers call the GPU, where neither @name nor
                             @chip does: "NVIDIA A100-SXM4-80GB" */

  RigFigure release;      /* text YYYY-MM[-DD] */
  const char *status;     /* "on sale since 2026-10", as a human would say it */
  /* YYYY-MM-DD; NULL: not on sale / still on sale, if only used where @status says so. Where the
   * source names a month alone it is from the first and until the last day of it; what is only
   * announced is on sale from the last. */
  const char *on_sale_from, *on_sale_until;
  const char **os;        /* NULL-terminated, "macOS", "Windows 11 on Arm" */
  const char **apis;      /* NULL-terminated, "CUDA", "Metal", "MLX", "ROCm", "Vulkan" */
  RigSoftwareSupport software[RIG_N_SOFTWARE];
  const char *software_source;
  const char **successors; /* ids of what can be bought instead, best match first; claimed ones */

  RigFigure memory_gb;
  RigFigure usable_gpu_fraction_default, usable_gpu_fraction_max;
  RigFigure gpu_limit_setting; /* what raises it: a command with {mib} or {pages}, or words */
  RigFigure bandwidth_gb_per_s, bandwidth_measured_gb_per_s;
  RigFigure gpu_cores;
  RigFigure fp32_tflops, fp16_tflops_dense, fp16_tflops_measured, fp8_tflops_dense;
  RigFigure int8_tops_dense, fp4_tflops_dense, fp4_tflops_sparse, tops_headline, npu_tops;
  RigFigure tdp_w, max_wall_w, llm_wall_w, idle_w;
  RigFigure price_launch_usd, price_recent_usd;
  RigFigure battery_hours, battery_wh, noise_dba;

  const char *price_basis, *tops_basis, *battery, *noise, *notes;
  const char **conflicts;       /* where sources disagree, one sentence each */
  const RigBenchmark *benchmarks;
  guint n_benchmarks;
  const RigPriceOption *price_options;
  guint n_price_options;
  const char *origin;           /* the file that this record came from, last overlay wins */
} RigMachine;

/* What an interface to GPUs takes of each GPU's memory, besides what the program asks it for. */
typedef struct
{
  const char *id;       /* the interface: "CUDA", "Metal", "ROCm", "Vulkan", "SYCL" */
  RigFigure memory_mib;
  const char *origin;
} RigRuntime;

/* The figures of a machine by key. */
typedef RigFigureKey RigMachineFigure;

#define RIG_N_MACHINE_FIGURES 24

extern const RigMachineFigure rig_machine_figures[RIG_N_MACHINE_FIGURES];
extern const guint rig_n_machine_figures;

static inline const RigFigure *
rig_machine_get_figure (const RigMachine *machine, guint i)
{
  return G_STRUCT_MEMBER_P (machine, rig_machine_figures[i].offset);
}

/**
 * Bytes of memory: what is sold as 128 GB has 128 GiB, as memory chips are binary (a Mac's
 * hw.memsize, what nvidia-smi counts). @memory_gb is the number on the box.
 */
double           rig_machine_get_memory_bytes (const RigMachine *machine);
/** The price to calculate with: the recent one where known, else the launch price. US$. */
const RigFigure *rig_machine_get_price (const RigMachine *machine);
/** Whether it can be bought on @date (YYYY-MM-DD). Claimed machines never can. */
gboolean         rig_machine_is_on_sale (const RigMachine *machine,
                                         const char       *date);
const char      *rig_software_get_name (RigSoftware software);

G_END_DECLS
