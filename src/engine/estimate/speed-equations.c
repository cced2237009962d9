/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/speed-equations.h"

/* Constants of the fit that were set, not fitted. */
#define PREFILL_BANDWIDTH_SHARE 0.8
#define DELTA_NET_FLOP 4096.0 /* per layer and element of the hidden state */
#define LLAMA_BATCH_TOKENS 2048.0
#define BATCH_DEQUANT_SEQUENCES 4.0 /* unpacking grows with the root of up to so many */

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

void
rig_speed_fill_decode_terms (RigSpeedTerms *terms, const RigSpeedCoefficients *coefficients,
                             const RigSpeedMachine *machine, const RigSpeedWork *work,
                             const RigDecodeLoad *load)
{
  const RigSpeedCoefficients *c = coefficients;
  double sequences = load->sequences, further = sequences - 1;
  double bandwidth = load->bandwidth_bytes_per_s * c->tensor_parallel;
  double fp32 = machine->fp32_flop_per_s * c->tensor_parallel;
  double fp16 = machine->fp16_flop_per_s * c->tensor_parallel;
  double multiply_s = sequences * 2 * work->active_params / (fp16 * c->batch_matmul);

  *terms = (RigSpeedTerms){
    .weights_s = get_step_weights_bytes (work, sequences) / (bandwidth * c->eta),
    .kv_s = sequences * load->kv_bytes / (bandwidth * c->eta_kv),
    .attention_s = sequences * load->attention_flop / (fp32 * c->eta_attention),
    .dequant_s
    = work->active_params * c->kappa / fp32 * sqrt (MIN (sequences, BATCH_DEQUANT_SEQUENCES)),
    .layers_s = work->n_layers * c->layer_s,
    .moe_s = work->n_moe_layers * c->moe_layer_s,
    .cards_s = (c->tensor_parallel > 1 ? work->n_layers * c->all_reduce_s : 0)
               + (c->layer_split - 1) * c->hop_s,
    .fixed_s = further * c->batch_sequence_s,
  };
  if (c->one_by_one)
    terms->weights_s = sequences * work->weights_bytes / (bandwidth * c->eta);
  /* A single sequence always waits for memory; the fit knows no other case. */
  if (further > 0)
    terms->weights_s = MAX (terms->weights_s, multiply_s);
  if (work->recurrent)
    terms->fixed_s += further * work->n_layers * c->batch_recurrent_s;
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
