/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/offload.h"

#include <glib/gi18n.h>

#include "engine/answer/machine-answer.h"

#define BYTES_PER_GB 1e9

/* Why there is nothing to tell; NULL: there is. */
static const char *
find_obstacle (const RigScenario *scenario, const RigMachineAnswer *machine)
{
  if (rig_stack_get_software (machine->run.stack) != RIG_SOFTWARE_LLAMA_CPP
      || machine->run.stack == RIG_STACK_CPU)
    return N_("this program does not share a model between GPU and processor");
  if (machine->machine->unified)
    return N_("GPU and processor share one memory: there is no other");
  if (!(rig_scenario_get_number (scenario, RIG_KEY_HOST_MEMORY) > 0))
    return N_("the memory beside the card is not given (host-memory)");
  if (!(rig_scenario_get_number (scenario, RIG_KEY_HOST_BANDWIDTH) > 0))
    return N_("the bandwidth of the memory beside the card is not given (host-bandwidth)");
  return NULL;
}

/* The share of the layers that finds room on the GPUs: whole layers, taken as equal. */
static double
get_gpu_share (const RigFitCase *fit_case, const RigMemory *memory, const RigFit *fit)
{
  double divided = memory->device.weights_bytes + memory->device.context_bytes;
  double runtime = isnan (fit->runtime_bytes) ? 0 : fit->runtime_bytes;
  double room = fit->usable_bytes - runtime - memory->device.compute_bytes * fit->n_devices;
  guint n_layers = fit_case->shape->all.n_layers;

  return floor (CLAMP (room / divided, 0, 1) * n_layers) / n_layers;
}

static double
get_host_bytes (const RigMemory *memory, double host_share)
{
  return host_share * (memory->device.weights_bytes + memory->device.context_bytes)
         + memory->device.compute_bytes + memory->host.weights_bytes + memory->host.context_bytes
         + memory->host.compute_bytes;
}

/* Layer after layer: the time of each part is its share of what all of it would take there. */
static RigEstimate
mix (const RigEstimate *gpu, const RigEstimate *cpu, double gpu_share)
{
  double host_share = 1 - gpu_share;

  return (RigEstimate){ 1 / (gpu_share / gpu->value + host_share / cpu->value),
                        1 / (gpu_share / gpu->low + host_share / cpu->low),
                        1 / (gpu_share / gpu->high + host_share / cpu->high),
                        rig_basis_worst (gpu->basis, cpu->basis) };
}

void
rig_offload_init (RigOffload *self, const RigScenario *scenario, const RigFitCase *fit_case,
                  const RigMemory *memory, const RigMachineAnswer *machine)
{
  double bandwidth = rig_scenario_get_number (scenario, RIG_KEY_HOST_BANDWIDTH) * BYTES_PER_GB;
  double depth = rig_speed_run_get_depth (&machine->run);
  RigSpeedMachine processor;
  RigSpeedCoefficients rule;
  RigSpeed gpu, cpu;

  self->decode_tokens_per_s = (RigEstimate) RIG_ESTIMATE_UNKNOWN;
  self->gpu_share = NAN;
  self->unknown = find_obstacle (scenario, machine);
  if (self->unknown != NULL)
    return;
  self->gpu_share = get_gpu_share (fit_case, memory, &machine->fit);
  if (!(get_host_bytes (memory, 1 - self->gpu_share)
        <= rig_machine_answer_get_host_bytes (scenario, machine->machine)))
    {
      self->unknown = N_("card and computer together have too little memory");
      return;
    }
  rig_speed_run_decode (&machine->run, depth, 1, &gpu);
  /* Not through the run: what was measured of the GPU says nothing of the processor. */
  rig_speed_machine_init_cpu (&processor, machine->machine, bandwidth);
  rig_speed_coefficients_init_cpu (&rule, FALSE);
  rig_speed_decode (&cpu, &rule, &processor, &machine->run.work, depth, 1);
  self->decode_tokens_per_s = mix (&gpu.tokens_per_s, &cpu.tokens_per_s, self->gpu_share);
}
