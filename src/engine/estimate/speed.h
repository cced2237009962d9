/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/machine.h"
#include "engine/catalog/speed-constants.h"
#include "engine/estimate/memory.h"
#include "engine/estimate/stack.h"

G_BEGIN_DECLS

/* A machine as the speed model sees it. Its figures are of one card, by the fit's convention. */
typedef struct
{
  RigEstimate bandwidth_bytes_per_s;
  double fp32_flop_per_s;
  double fp16_flop_per_s; /* dense, with matrix units where it has them */
  gboolean compute_known;
  gboolean chip_seen;     /* the fit knows this chip */
  gboolean unified;       /* processor and GPU share the memory */
  const char *gpu_class;  /* NULL: unknown */
  guint n_gpus;
} RigSpeedMachine;

/**
 * rig_speed_machine_init:
 *
 * Compute figures come from the constants where they list the chip; else they follow from FP32 and
 * the class, or from FP16 and the class where nobody says FP32. Those of a machine with several
 * cards are taken as the sum over its cards, bandwidth as that of one.
 *
 * Returns: FALSE where bandwidth or compute is unknown
 */
gboolean rig_speed_machine_init (RigSpeedMachine         *speed_machine,
                                 const RigMachine        *machine,
                                 const RigSpeedConstants *constants);

/** Which figure is missing, as an untranslated N_() string; NULL: none. */
const char *rig_speed_machine_get_missing (const RigSpeedMachine *self);

/**
 * rig_speed_machine_init_cpu:
 * @host_bandwidth_bytes_per_s: that of the memory beside a graphics card; 0: not known
 *
 * A machine's processor, which reads the machine's own memory where it is shared with the GPU.
 * Only its memory counts: for the rule of RIG_STACK_CPU, compute is no limit.
 *
 * Returns: FALSE where the bandwidth is unknown
 */
gboolean rig_speed_machine_init_cpu (RigSpeedMachine  *speed_machine,
                                     const RigMachine *machine,
                                     double            host_bandwidth_bytes_per_s);

#define RIG_MAX_ATTENTION_SPANS 4

/* Attention of all layers that see equally far back. */
typedef struct
{
  double window;  /* tokens; INFINITY: everything */
  double flop[2]; /* per token and token seen, by RigSpeedKind */
} RigAttentionSpan;

/* A model at a quantisation as the speed model sees it. All per token. */
typedef struct
{
  double weights_bytes, expert_bytes; /* read from memory; experts are part of the weights */
  double active_params;
  double flop_per_prompt_token, expert_flop_per_prompt_token;
  guint n_layers, n_moe_layers, hidden, n_experts, n_active;
  gboolean moe, model_seen;
  gboolean delta_net;    /* has layers of the gated delta net, which cost prefill extra */
  gboolean recurrent;    /* has layers with a state, of whatever kind */
  /* Bytes of cache and state that a token moves: at no context, and per token of context below
   * and above the sliding window. */
  double kv_base_bytes, kv_slope_below, kv_slope_above;
  RigAttentionSpan spans[RIG_MAX_ATTENTION_SPANS];
  guint n_spans;
  const char *speed_class;
  const RigModel *model;
  RigMemoryUse use;
} RigSpeedWork;

/** FALSE where the weights or the active parameters are unknown. */
gboolean rig_speed_work_init (RigSpeedWork            *work,
                              const RigModel          *model,
                              const RigQuant          *quant,
                              const RigWeights        *weights,
                              const RigMemoryUse      *use,
                              const RigSpeedConstants *constants);
/** The same where the model's shape is already there. */
gboolean rig_speed_work_init_with_shape (RigSpeedWork            *work,
                                         const RigMemoryShape    *shape,
                                         const RigQuant          *quant,
                                         const RigWeights        *weights,
                                         const RigMemoryUse      *use,
                                         const RigSpeedConstants *constants);
/** FLOP of attention of one token that @seen tokens stand before (decode). */
double   rig_speed_work_get_decode_attention_flop (const RigSpeedWork *work,
                                                   double              seen);
/** The mean of it over a prompt of @n_tokens behind @depth others (prefill). */
double   rig_speed_work_get_prefill_attention_flop (const RigSpeedWork *work,
                                                    double              n_tokens,
                                                    double              depth);
/** Bytes of KV cache read, and of state read and written, by one token at @context. Straight in the
 * context, with one bend at the sliding window. */
double   rig_speed_work_get_kv_bytes (const RigSpeedWork *work,
                                      double              context);

typedef enum
{
  RIG_NOVEL_MACHINE = 1 << 0,  /* the fit has not seen this chip */
  RIG_NOVEL_MODEL = 1 << 1,    /* nor this model */
  RIG_NOVEL_CLASS = 1 << 2,    /* nor this kind of GPU with this program */
  RIG_NOVEL_COMPUTE = 1 << 3,  /* the compute figures are only estimated */
  RIG_NOVEL_STACK = 1 << 4,    /* fewer than three chips known with this program */
} RigNovelty;

/* What a speed should be read with, beside what widens its interval. */
typedef enum
{
  RIG_SPEED_WARN_BF16 = 1 << 0,      /* BF16 weights on AMD's Vulkan: no fast path */
  RIG_SPEED_WARN_YOUNG = 1 << 1,     /* llama.cpp has known the architecture for half a year at
                                        most: untuned, it can be half as fast */
  RIG_SPEED_WARN_WINDOW = 1 << 2,    /* MLX keeps and reads the whole context of Gemma 2 */
  RIG_SPEED_WARN_COMPUTE = 1 << 3,   /* the compute figures are only estimated */
  RIG_SPEED_WARN_BANDWIDTH = 1 << 4, /* nobody could measure the bandwidth yet: announced,
                                        estimated or claimed */
  RIG_SPEED_WARN_CONTEXT = 1 << 5,   /* further back than the model was trained for */
  RIG_SPEED_WARN_SEQUENCES = 1 << 6, /* more chats at once than any measurement had */
  RIG_SPEED_WARN_RULE = 1 << 7,      /* not fitted: a first rule that nobody has tested */
} RigSpeedWarning;

#define RIG_SPEED_MOST_TESTED_SEQUENCES 32

/* The fitted constants that apply to one stack, GPU class and quantisation: looked up once.
 * Efficiencies are shares of the machine's figures, *_s are seconds. docs/method-speed.md. */
typedef struct
{
  RigStack stack;
  guint tensor_parallel, layer_split; /* how the stack uses several cards; 1, 1 for one */
  /* Decode. */
  double eta, eta_kv, eta_attention;  /* of bandwidth, bandwidth, FP32 */
  double kappa;                       /* FLOP per weight */
  double layer_s, moe_layer_s, all_reduce_s, hop_s;
  /* Prefill. */
  double pp_eta, pp_eta_attention;    /* of the FP16 peak; 0: nothing is known of prefill */
  double pp_class;                    /* the GPU class's part of both */
  double pp_expert;                   /* FLOP of experts count this much */
  double pp_m0;                       /* and more with few tokens per expert */
  double pp_layer_s, pp_moe_layer_s; /* per micro-batch */
  double pp_moe_token_s, pp_prompt_s;
  double pp_exchange_s;               /* per element of the hidden state, between cards */
  double pp_delta;
  double pp_tensor_exponent, pp_split_exponent;
  guint pp_ubatch;
  /* Several sequences at once. */
  double batch_matmul, batch_sequence_s, batch_recurrent_s;
  double batch_half_width; /* ln: how much the interval widens each time sequences double */
  gboolean one_by_one;  /* each sequence reads all weights for itself */
  double half_width[2]; /* of the 80 % interval, natural log, by RigSpeedKind */
  guint novelty;        /* RigNovelty bits */
  RigBasis basis;       /* of predictions */
  guint warnings;       /* RigSpeedWarning bits that hold at any context, set by the caller */
} RigSpeedCoefficients;

void rig_speed_coefficients_init (RigSpeedCoefficients    *coefficients,
                                  const RigSpeedConstants *constants,
                                  RigStack                 stack,
                                  const RigSpeedMachine   *machine,
                                  const RigSpeedWork      *work);
/**
 * rig_speed_coefficients_init_cpu:
 *
 * What rig_speed_coefficients_init() gives for RIG_STACK_CPU: not fitted, but a first rule with a
 * wide interval. docs/method-speed.md, "Without a GPU".
 */
void rig_speed_coefficients_init_cpu (RigSpeedCoefficients *coefficients,
                                      gboolean              unified);
/** The same for any stack of the constants: tables of measurements know more than machines offer.
 * The coefficients' stack is then RIG_STACK_NONE, and all cards are taken to share the layers. */
void rig_speed_coefficients_init_by_id (RigSpeedCoefficients    *coefficients,
                                        const RigSpeedConstants *constants,
                                        const char              *stack_id,
                                        const RigSpeedMachine   *machine,
                                        const RigSpeedWork      *work);

/* Where the time of one token goes, in seconds; their sum is the whole. For several sequences it
 * is the time of one step, which gives each of them a token. */
typedef struct
{
  double weights_s;   /* reading weights, or multiplying with them where that takes longer */
  double kv_s;        /* reading the KV cache; reading and writing states */
  double compute_s;   /* matrix products of the prompt */
  double attention_s;
  double dequant_s;   /* unpacking weights */
  double layers_s;    /* starting each layer's work */
  double moe_s;       /* sorting tokens to experts */
  double state_s;     /* the gated delta net's extra work on a prompt */
  double cards_s;     /* talking between cards */
  double fixed_s;     /* once per prompt; per further sequence */
} RigSpeedTerms;

double rig_speed_terms_sum (const RigSpeedTerms *terms);

/* What the user's own measurements say in a speed; only a RigSpeedRun knows of any. */
typedef enum
{
  RIG_SPEED_OWN_NONE,       /* nothing: predicted */
  RIG_SPEED_OWN_MEASURED,   /* measured: this very case */
  RIG_SPEED_OWN_SAME_FILE,  /* predicted, corrected by tests of the same file; … */
  RIG_SPEED_OWN_SAME_MODEL, /* … at another quantisation, or of one chat for several; … */
  RIG_SPEED_OWN_SAME_CLASS, /* … of other models, dense or mixtures as this one */
} RigSpeedOwn;

typedef struct
{
  RigEstimate tokens_per_s; /* of all sequences together, with the 80 % interval;
                               RIG_BASIS_PREDICTED, for RIG_STACK_CPU RIG_BASIS_ESTIMATED. Unknown
                               for its prefill */
  RigEstimate each_tokens_per_s; /* of one sequence; decode only */
  double seconds;           /* per step (decode), per prompt token (prefill) */
  double ceiling_tokens_per_s; /* bandwidth over bytes: nothing real is faster; decode only, else
                                  NaN */
  RigSpeedTerms terms;
  guint novelty;            /* RigNovelty bits */
  guint warnings;           /* RigSpeedWarning bits */
  RigSpeedOwn own;
  RigStack stack;
} RigSpeed;

/** Decode of @sequences streams, each with @context tokens behind it. */
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

/**
 * rig_speed_find_warnings:
 * @architecture_since: (nullable): when the first model of its architecture came out,
 *   YYYY-MM[-DD]; NULL: not known, and so not warned of
 * @date: today or the day that is asked about, YYYY-MM-DD
 *
 * Those RigSpeedWarning bits that hold at any context and for any number of chats.
 */
guint rig_speed_find_warnings (RigStack               stack,
                               const RigSpeedMachine *machine,
                               const RigModel        *model,
                               const RigWeights      *weights,
                               const char            *architecture_since,
                               const char            *date);

/**
 * rig_speed_get_speculation_range:
 * @drafted: whether a draft model guesses tokens; else only the model's own heads can
 *
 * What speculative decoding or multi-token prediction multiplies decode by: a range, never a
 * headline. FALSE for models without a prediction head where nothing is drafted.
 */
gboolean rig_speed_get_speculation_range (const RigModel *model,
                                          RigStack        stack,
                                          gboolean        drafted,
                                          double         *low,
                                          double         *high);

G_END_DECLS
