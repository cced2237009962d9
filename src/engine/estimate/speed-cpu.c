/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/speed.h"

#define BYTES_PER_GB 1e9

/*
 * The share of its memory's bandwidth that llama.cpp's processor code reaches while it decodes, and
 * how far it may be off. Not fitted: between what a few people measured.
 *
 * Memory of its own: Raspberry Pi 5 (17.1 GB/s), Qwen 0.5B at five quantisations: 0.57-0.62
 * (github.com/ggml-org/llama.cpp/issues/26484). Ryzen 7 3700X, LLaMA 65B (40.8 GB) at 1,089 ms a
 * token: 0.7 of 51.2 GB/s, if its memory is DDR4-3200, which is not said (issues/34).
 * Memory that is made for a GPU is wider than a processor's way to it: M1 0.78, M1 Pro 0.43, M1 Max
 * 0.24 at least (github.com/ggml-org/llama.cpp/pull/1642).
 */
#define HOST_SHARE 0.6
#define HOST_FACTOR 1.6
#define UNIFIED_SHARE 0.45
#define UNIFIED_FACTOR 2.0
/* How much wider it gets each time chats double, ln: as on GPUs. */
#define BATCH_HALF_WIDTH 0.125

gboolean
rig_speed_machine_init_cpu (RigSpeedMachine *speed_machine, const RigMachine *machine,
                            double host_bandwidth_bytes_per_s)
{
  RigEstimate host = host_bandwidth_bytes_per_s > 0
                       ? rig_estimate_exact (host_bandwidth_bytes_per_s, RIG_BASIS_TYPED)
                       : (RigEstimate) RIG_ESTIMATE_UNKNOWN;

  *speed_machine = (RigSpeedMachine){
    .bandwidth_bytes_per_s
    = machine->unified ? rig_estimate_from_figure (&machine->bandwidth_gb_per_s, BYTES_PER_GB)
                       : host,
    /* Nothing waits for what the rule does not count. */
    .fp32_flop_per_s = INFINITY,
    .fp16_flop_per_s = INFINITY,
    .compute_known = TRUE,
    .n_gpus = 1,
    .unified = machine->unified,
  };
  return speed_machine->bandwidth_bytes_per_s.low > 0;
}

void
rig_speed_coefficients_init_cpu (RigSpeedCoefficients *coefficients, gboolean unified)
{
  double share = unified ? UNIFIED_SHARE : HOST_SHARE;
  double half_width = log (unified ? UNIFIED_FACTOR : HOST_FACTOR);

  *coefficients = (RigSpeedCoefficients){
    .stack = RIG_STACK_CPU,
    .tensor_parallel = 1,
    .layer_split = 1,
    .eta = share,
    .eta_kv = share,
    .eta_attention = 1,
    /* Whether a processor has compute to spare for several chats is not known. */
    .one_by_one = TRUE,
    .batch_matmul = 1,
    .batch_half_width = BATCH_HALF_WIDTH,
    .half_width = { half_width, half_width },
    .basis = RIG_BASIS_ESTIMATED,
    .novelty = RIG_NOVEL_STACK,
    .warnings = RIG_SPEED_WARN_RULE,
  };
}
