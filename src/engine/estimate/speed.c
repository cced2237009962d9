/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/speed.h"

#include <glib/gi18n.h>

#include "engine/estimate/speed-equations.h"

#define FLOP_PER_TFLOP 1e12
#define BYTES_PER_GB 1e9

/* What data sheets say, by the convention of the fit where the class is known. */
static void
init_compute (RigSpeedMachine *self, const RigMachine *machine, const RigSpeedConstants *constants)
{
  double per_card = FLOP_PER_TFLOP / MAX (1, machine->n_gpus);
  double ratio = rig_speed_constants_get_fp16_per_fp32 (constants, machine->gpu_class);
  double fp32 = machine->fp32_tflops.value * per_card;
  double fp16 = machine->fp16_tflops_dense.value * per_card;

  self->compute_known = machine->compute_known && !isnan (fp32);
  self->fp32_flop_per_s = isnan (fp32) ? fp16 / ratio : fp32;
  self->fp16_flop_per_s = isnan (ratio) ? fp16 : self->fp32_flop_per_s * ratio;
}

gboolean
rig_speed_machine_init (RigSpeedMachine *speed_machine, const RigMachine *machine,
                        const RigSpeedConstants *constants)
{
  RigSpeedMachine *self = speed_machine;
  const RigSpeedChip *chip
    = rig_speed_constants_find_chip (constants, machine->id, machine->chip);

  *self = (RigSpeedMachine){
    .bandwidth_bytes_per_s
    = rig_estimate_from_figure (&machine->bandwidth_gb_per_s, BYTES_PER_GB),
    .gpu_class = machine->gpu_class,
    .n_gpus = MAX (1, machine->n_gpus),
    .unified = machine->unified,
  };
  if (chip != NULL)
    {
      self->gpu_class = chip->gpu_class;
      self->fp32_flop_per_s = chip->fp32_flop_per_s;
      self->fp16_flop_per_s = chip->fp16_flop_per_s;
      self->compute_known = chip->compute_known;
      self->chip_seen = chip->seen;
    }
  else
    init_compute (self, machine, constants);
  return rig_speed_machine_get_missing (self) == NULL;
}

const char *
rig_speed_machine_get_missing (const RigSpeedMachine *self)
{
  /* Written so that NaN fails. */
  if (!(self->bandwidth_bytes_per_s.low > 0 && self->bandwidth_bytes_per_s.value > 0))
    return N_("the machine’s bandwidth is not known");
  if (!(self->fp32_flop_per_s > 0))
    return N_("the machine’s FP32 compute is not known");
  if (!(self->fp16_flop_per_s > 0))
    return N_("the machine’s FP16 compute is not known");
  return NULL;
}

/* The bounds of the speed follow from the interval of the fit and from that of the bandwidth. */
static RigEstimate
get_estimate (double seconds, double slow_seconds, double fast_seconds, double half_width,
              RigBasis basis)
{
  return (RigEstimate){ 1 / seconds, exp (-half_width) / slow_seconds,
                        exp (half_width) / fast_seconds, basis };
}

/* @most: of the prediction, by the machine's figures as they are; @highest: at their high end. */
static RigEstimate
limit (RigEstimate estimate, double most, double highest)
{
  estimate.value = MIN (estimate.value, most);
  estimate.low = MIN (estimate.low, most);
  estimate.high = MIN (estimate.high, highest);
  return estimate;
}

static RigEstimate
multiply (RigEstimate estimate, double factor)
{
  estimate.value *= factor;
  estimate.low *= factor;
  estimate.high *= factor;
  return estimate;
}

static double
get_decode_seconds (const RigSpeedCoefficients *coefficients, const RigSpeedMachine *machine,
                    const RigSpeedWork *work, RigDecodeLoad load, double bandwidth)
{
  RigSpeedTerms terms;

  load.bandwidth_bytes_per_s = bandwidth;
  rig_speed_fill_decode_terms (&terms, coefficients, machine, work, &load);
  return rig_speed_terms_sum (&terms);
}

void
rig_speed_decode_load (RigSpeed *speed, const RigSpeedCoefficients *coefficients,
                       const RigSpeedMachine *machine, const RigSpeedWork *work,
                       const RigDecodeLoad *given)
{
  const RigEstimate *bandwidth = &machine->bandwidth_bytes_per_s;
  RigDecodeLoad load = *given;
  double slow, fast, half_width, ceiling, highest;

  load.bandwidth_bytes_per_s = bandwidth->value;
  *speed = (RigSpeed){ .stack = coefficients->stack,
                       .novelty = coefficients->novelty,
                       .warnings = coefficients->warnings };
  if (load.sequences > RIG_SPEED_MOST_TESTED_SEQUENCES)
    speed->warnings |= RIG_SPEED_WARN_SEQUENCES;
  rig_speed_fill_decode_terms (&speed->terms, coefficients, machine, work, &load);
  speed->seconds = slow = fast = rig_speed_terms_sum (&speed->terms);
  if (!rig_estimate_is_exact (bandwidth))
    {
      slow = get_decode_seconds (coefficients, machine, work, load, bandwidth->low);
      fast = get_decode_seconds (coefficients, machine, work, load, bandwidth->high);
    }
  half_width = coefficients->half_width[RIG_SPEED_DECODE]
               + coefficients->batch_half_width * log2 (load.sequences);
  speed->each_tokens_per_s
    = get_estimate (speed->seconds, slow, fast, half_width, coefficients->basis);

  /* No real machine reads faster than its memory delivers, so no interval may say so. */
  ceiling = coefficients->tensor_parallel / rig_speed_get_step_bytes (work, &load);
  highest = bandwidth->high * ceiling;
  speed->each_tokens_per_s
    = limit (speed->each_tokens_per_s, bandwidth->value * ceiling, highest);
  speed->tokens_per_s = multiply (speed->each_tokens_per_s, load.sequences);
  speed->ceiling_tokens_per_s = highest * load.sequences;
}

/* What is further back than a model was trained for is answered, but badly; and no measurement of
 * it exists. */
static guint
get_context_warning (const RigSpeedWork *work, double context)
{
  guint64 longest = work->model->max_context;

  return longest > 0 && context > longest ? RIG_SPEED_WARN_CONTEXT : 0;
}

void
rig_speed_decode (RigSpeed *speed, const RigSpeedCoefficients *coefficients,
                  const RigSpeedMachine *machine, const RigSpeedWork *work, double context,
                  guint sequences)
{
  RigDecodeLoad load = {
    .kv_bytes = rig_speed_work_get_kv_bytes (work, context),
    .attention_flop = rig_speed_work_get_decode_attention_flop (work, context),
    .sequences = MAX (1, sequences),
  };

  rig_speed_decode_load (speed, coefficients, machine, work, &load);
  speed->warnings |= get_context_warning (work, context);
}

static double
get_prefill_seconds (const RigSpeedCoefficients *coefficients, const RigSpeedMachine *machine,
                     const RigSpeedWork *work, RigPrefillLoad load, double bandwidth)
{
  RigSpeedTerms terms;

  load.bandwidth_bytes_per_s = bandwidth;
  rig_speed_fill_prefill_terms (&terms, coefficients, machine, work, &load);
  return rig_speed_terms_sum (&terms);
}

void
rig_speed_prefill_load (RigSpeed *speed, const RigSpeedCoefficients *coefficients,
                        const RigSpeedMachine *machine, const RigSpeedWork *work,
                        const RigPrefillLoad *given)
{
  const RigEstimate *bandwidth = &machine->bandwidth_bytes_per_s;
  RigPrefillLoad load = *given;
  double slow, fast, most, highest;

  load.bandwidth_bytes_per_s = bandwidth->value;
  *speed = (RigSpeed){ .stack = coefficients->stack,
                       .novelty = coefficients->novelty,
                       .warnings = coefficients->warnings,
                       .tokens_per_s = RIG_ESTIMATE_UNKNOWN,
                       .each_tokens_per_s = RIG_ESTIMATE_UNKNOWN,
                       .seconds = NAN,
                       .ceiling_tokens_per_s = NAN };
  if (!(coefficients->pp_eta > 0))
    return;
  rig_speed_fill_prefill_terms (&speed->terms, coefficients, machine, work, &load);
  speed->seconds = slow = fast = rig_speed_terms_sum (&speed->terms);
  if (!rig_estimate_is_exact (bandwidth))
    {
      slow = get_prefill_seconds (coefficients, machine, work, load, bandwidth->low);
      fast = get_prefill_seconds (coefficients, machine, work, load, bandwidth->high);
    }
  speed->tokens_per_s
    = get_estimate (speed->seconds, slow, fast, coefficients->half_width[RIG_SPEED_PREFILL],
                    coefficients->basis);
  most = rig_speed_get_prefill_ceiling (coefficients, machine, work, &load);
  load.bandwidth_bytes_per_s = bandwidth->high;
  highest = rig_speed_get_prefill_ceiling (coefficients, machine, work, &load);
  speed->tokens_per_s = limit (speed->tokens_per_s, most, highest);
}

void
rig_speed_prefill (RigSpeed *speed, const RigSpeedCoefficients *coefficients,
                   const RigSpeedMachine *machine, const RigSpeedWork *work, double n_tokens,
                   double depth)
{
  double tokens = MAX (1, n_tokens);
  RigPrefillLoad load = {
    .attention_flop = rig_speed_work_get_prefill_attention_flop (work, tokens, depth),
    .n_tokens = tokens,
    .ubatch = MIN (tokens, coefficients->pp_ubatch),
  };

  rig_speed_prefill_load (speed, coefficients, machine, work, &load);
  speed->warnings |= get_context_warning (work, depth + tokens);
}

RigEstimate
rig_speed_get_ttft_s (const RigSpeed *prefill, const RigSpeed *decode, double prompt_tokens)
{
  const RigEstimate *read = &prefill->tokens_per_s, *write = &decode->each_tokens_per_s;

  return (RigEstimate){ prompt_tokens / read->value + 1 / write->value,
                        prompt_tokens / read->high + 1 / write->high,
                        prompt_tokens / read->low + 1 / write->low,
                        rig_basis_worst (read->basis, write->basis) };
}

gboolean
rig_speed_get_speculation_range (const RigModel *model, RigStack stack, gboolean drafted,
                                 double *low, double *high)
{
  static const struct
  {
    double low, high;
  } metal = { 0.8, 1.1 }, dense = { 1.4, 2.2 }, moe = { 1.2, 1.7 };
  gboolean apple = stack == RIG_STACK_METAL || stack == RIG_STACK_MLX;

  /* Nobody has published what it brings on a processor. */
  if ((model->mtp.native != 1 && !drafted) || stack >= RIG_N_STACKS || stack == RIG_STACK_CPU)
    return FALSE;
  *low = apple ? metal.low : model->moe.present ? moe.low : dense.low;
  *high = apple ? metal.high : model->moe.present ? moe.high : dense.high;
  return TRUE;
}
