/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/machine.h"

#include <glib/gi18n.h>
#include <string.h>

#define FIGURE(member, label, unit, low, high) \
  { #member, label, unit, G_STRUCT_OFFSET (RigMachine, member), low, high }

const RigMachineFigure rig_machine_figures[RIG_N_MACHINE_FIGURES] = {
  FIGURE (memory_gb, N_ ("Memory"), "GB", 0.1, 1e6),
  FIGURE (usable_gpu_fraction_default, N_ ("Share of memory for the GPU"), "share", 0, 1),
  FIGURE (usable_gpu_fraction_max, N_ ("Share of memory for the GPU at most"), "share", 0, 1),
  FIGURE (bandwidth_gb_per_s, N_ ("Memory bandwidth"), "GB/s", 0.1, 1e6),
  FIGURE (bandwidth_measured_gb_per_s, N_ ("Memory bandwidth, measured"), "GB/s", 0.1, 1e6),
  FIGURE (gpu_cores, N_ ("GPU cores"), NULL, 1, 1e6),
  FIGURE (fp32_tflops, N_ ("FP32"), "TFLOPS", 1e-3, 1e6),
  FIGURE (fp16_tflops_dense, N_ ("FP16, dense"), "TFLOPS", 1e-3, 1e6),
  FIGURE (fp16_tflops_measured, N_ ("FP16, measured"), "TFLOPS", 1e-3, 1e6),
  FIGURE (fp8_tflops_dense, N_ ("FP8, dense"), "TFLOPS", 1e-3, 1e6),
  FIGURE (int8_tops_dense, N_ ("INT8, dense"), "TOPS", 1e-3, 1e6),
  FIGURE (fp4_tflops_dense, N_ ("FP4, dense"), "TFLOPS", 1e-3, 1e6),
  FIGURE (fp4_tflops_sparse, N_ ("FP4, sparse"), "TFLOPS", 1e-3, 1e6),
  FIGURE (tops_headline, N_ ("Advertised AI compute"), "TOPS", 1e-3, 1e6),
  FIGURE (npu_tops, N_ ("Neural processor"), "TOPS", 1e-3, 1e6),
  FIGURE (tdp_w, N_ ("Chip power"), "W", 0, 1e5),
  FIGURE (max_wall_w, N_ ("Most power at the wall"), "W", 0, 1e5),
  FIGURE (llm_wall_w, N_ ("Power at the wall while generating"), "W", 0, 1e5),
  FIGURE (idle_w, N_ ("Idle power at the wall"), "W", 0, 1e5),
  FIGURE (price_launch_usd, N_ ("Price at launch"), "USD", 0, 1e8),
  FIGURE (price_recent_usd, N_ ("Recent price"), "USD", 0, 1e8),
  FIGURE (battery_hours, N_ ("Battery life"), "h", 0, 1e4),
  FIGURE (battery_wh, N_ ("Battery"), "Wh", 0, 1e5),
  FIGURE (noise_dba, N_ ("Noise"), "dB(A)", 0, 200),
};
const guint rig_n_machine_figures = RIG_N_MACHINE_FIGURES;

double
rig_machine_get_memory_bytes (const RigMachine *machine)
{
  return machine->memory_gb.value * 1073741824.0;
}

const RigFigure *
rig_machine_get_price (const RigMachine *machine)
{
  return rig_figure_or (&machine->price_recent_usd, &machine->price_launch_usd);
}

gboolean
rig_machine_is_on_sale (const RigMachine *machine, const char *date)
{
  g_return_val_if_fail (date != NULL, FALSE);

  if (machine->claimed || machine->on_sale_from == NULL
      || strcmp (machine->on_sale_from, date) > 0)
    return FALSE;
  return machine->on_sale_until == NULL || strcmp (date, machine->on_sale_until) <= 0;
}

const char *
rig_software_get_name (RigSoftware software)
{
  static const char *const names[RIG_N_SOFTWARE] = {
    [RIG_SOFTWARE_LLAMA_CPP] = "llama.cpp", [RIG_SOFTWARE_OLLAMA] = "Ollama",
    [RIG_SOFTWARE_LM_STUDIO] = "LM Studio", [RIG_SOFTWARE_VLLM] = "vLLM",
    [RIG_SOFTWARE_TENSORRT_LLM] = "TensorRT-LLM", [RIG_SOFTWARE_MLX] = "MLX",
    [RIG_SOFTWARE_PYTORCH] = "PyTorch", [RIG_SOFTWARE_AXOLOTL] = "Axolotl",
    [RIG_SOFTWARE_UNSLOTH] = "Unsloth",
  };

  g_return_val_if_fail (software < RIG_N_SOFTWARE, "");
  return names[software];
}
