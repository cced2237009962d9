/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/speed-equations.h"

/* Constants of the fit that were set, not fitted. */
#define PREFILL_BANDWIDTH_SHARE 0.8
#define DELTA_NET_FLOP 4096.0 /* per layer and element of the hidden state */
#define LLAMA_BATCH_TOKENS 2048.0
#define BATCH_DEQUANT_SEQUENCES 4.0 /* unpacking grows with the root of up to so many */
/* What arithmetic in four bits gains over that in 16, on the machines that have it; in eight bits
 * it is half of that. Nobody multiplies faster. */
#define MOST_OF_FP16 4.0

double
rig_speed_terms_sum (const RigSpeedTerms *terms)
{
  return terms->weights_s + terms->kv_s + terms->compute_s + terms->attention_s + terms->dequant_s
         + terms->layers_s + terms->moe_s + terms->state_s + terms->cards_s + terms->fixed_s;
}

/* How many times the experts of one token @tokens of them touch, if each picks at random. */
static double
get_expert_factor (const RigSpeedWork *work, double tokens)
{
  double share;

  if (work->n_experts == 0 || work->n_active == 0)
    return 1;
  share = work->n_active / (double) work->n_experts;
  return tokens == 1 ? 1 : (1 - pow (1 - share, tokens)) / share;
}

static double
get_step_weights_bytes (const RigSpeedWork *work, double tokens)
{
  return work->weights_bytes + work->expert_bytes * (get_expert_factor (work, tokens) - 1);
}

double
rig_speed_get_step_bytes (const RigSpeedWork *work, const RigDecodeLoad *load)
{
  return get_step_weights_bytes (work, load->sequences) + load->sequences * load->kv_bytes;
}

/* Several sequences share what is read, until multiplying takes longer; a program that gains
 * nothing by that could still read everything again for each. The fit knows a single sequence only
 * as one that waits for memory. */
static double
get_weights_s (const RigSpeedCoefficients *c, const RigSpeedWork *work, double sequences,
               double bandwidth, double fp16)
{
  double one_s = work->weights_bytes / (bandwidth * c->eta);
  double read_s = get_step_weights_bytes (work, sequences) / (bandwidth * c->eta);
  double multiply_s = sequences * 2 * work->active_params / (fp16 * c->batch_matmul);

  if (c->one_by_one)
    return sequences * one_s;
  return sequences > 1 ? MAX (read_s, MIN (multiply_s, sequences * one_s)) : read_s;
}

void
rig_speed_fill_decode_terms (RigSpeedTerms *terms, const RigSpeedCoefficients *coefficients,
                             const RigSpeedMachine *machine, const RigSpeedWork *work,
                             const RigDecodeLoad *load)
{
  const RigSpeedCoefficients *c = coefficients;
  double sequences = load->sequences;
  double bandwidth = load->bandwidth_bytes_per_s * c->tensor_parallel;
  double fp32 = machine->fp32_flop_per_s * c->tensor_parallel;
  double fp16 = machine->fp16_flop_per_s * c->tensor_parallel;
  double further_s = c->batch_sequence_s;

  *terms = (RigSpeedTerms){
    .weights_s = get_weights_s (c, work, sequences, bandwidth, fp16),
    .kv_s = sequences * load->kv_bytes / (bandwidth * c->eta_kv),
    .attention_s = sequences * load->attention_flop / (fp32 * c->eta_attention),
    .dequant_s
    = work->active_params * c->kappa / fp32 * sqrt (MIN (sequences, BATCH_DEQUANT_SEQUENCES)),
    .layers_s = work->n_layers * c->layer_s,
    .moe_s = work->n_moe_layers * c->moe_layer_s,
    .cards_s = (c->tensor_parallel > 1 ? work->n_layers * c->all_reduce_s : 0)
               + (c->layer_split - 1) * c->hop_s,
  };
  if (work->recurrent)
    further_s += work->n_layers * c->batch_recurrent_s;
  /* A further sequence costs no more than starting all layers once more for it. */
  terms->fixed_s
    = (sequences - 1) * MIN (further_s, terms->layers_s + terms->moe_s + terms->cards_s);
}

/* Cards that hold a part of the layers each work like a pipeline on the micro-batches of a batch:
 * how many of them are busy on average. */
static double
get_pipeline_gain (const RigSpeedCoefficients *coefficients, const RigPrefillLoad *load)
{
  double cards = coefficients->layer_split;
  double pieces = MAX (1, MIN (load->n_tokens, LLAMA_BATCH_TOKENS) / MAX (1, load->ubatch));

  if (cards <= 1)
    return 1;
  return pow (cards * pieces / (cards + pieces - 1), coefficients->pp_split_exponent);
}

/* Cards that share every layer add up their parts of the state twice a layer; in a ring each sends
 * all but its own part. */
static double
get_exchange_s (const RigSpeedCoefficients *coefficients, const RigSpeedWork *work)
{
  double cards = coefficients->tensor_parallel;

  return 2 * (cards - 1) / cards * work->n_layers * (double) work->hidden
         * coefficients->pp_exchange_s;
}

void
rig_speed_fill_prefill_terms (RigSpeedTerms *terms, const RigSpeedCoefficients *coefficients,
                              const RigSpeedMachine *machine, const RigSpeedWork *work,
                              const RigPrefillLoad *load)
{
  const RigSpeedCoefficients *c = coefficients;
  double pipeline = get_pipeline_gain (c, load);
  double peak = machine->fp16_flop_per_s * pipeline;
  double bandwidth = load->bandwidth_bytes_per_s * c->tensor_parallel * PREFILL_BANDWIDTH_SHARE;
  double expert_flop = work->expert_flop_per_prompt_token;
  double dense_flop = work->flop_per_prompt_token - expert_flop;

  if (c->tensor_parallel > 1)
    peak *= pow (c->tensor_parallel, c->pp_tensor_exponent);
  if (work->n_experts > 0)
    {
      /* Small matrices are multiplied badly: the fewer tokens an expert gets, the worse. */
      double per_expert = load->ubatch * work->n_active / work->n_experts;
      expert_flop *= (1 + c->pp_m0 / per_expert) * c->pp_expert;
    }
  *terms = (RigSpeedTerms){
    .compute_s = (dense_flop + expert_flop) / (peak * c->pp_eta),
    .weights_s
    = get_step_weights_bytes (work, load->ubatch) / load->ubatch / (bandwidth * pipeline),
    .attention_s = load->attention_flop / (peak * c->pp_eta_attention),
    .layers_s = work->n_layers * c->pp_layer_s / load->ubatch,
    .moe_s = work->n_moe_layers * (c->pp_moe_layer_s / load->ubatch + c->pp_moe_token_s),
    .cards_s = get_exchange_s (c, work),
    .fixed_s = c->pp_prompt_s / load->n_tokens,
  };
  if (work->delta_net)
    terms->state_s = work->n_layers * (double) work->hidden * DELTA_NET_FLOP * c->pp_delta
                     / (peak * c->pp_class);
}

double
rig_speed_get_prefill_ceiling (const RigSpeedCoefficients *coefficients,
                               const RigSpeedMachine *machine, const RigSpeedWork *work,
                               const RigPrefillLoad *load)
{
  double cards = MAX (coefficients->tensor_parallel, coefficients->layer_split);
  double flop = work->flop_per_prompt_token + load->attention_flop;
  double bytes = get_step_weights_bytes (work, load->ubatch) / load->ubatch;

  return MIN (MOST_OF_FP16 * machine->fp16_flop_per_s * cards / flop,
              load->bandwidth_bytes_per_s * cards / bytes);
}
