/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/speed.h"

#define MAX_KEYS 4
#define MAX_CLASS_KEY 64
#define FEW_CHIPS 3
/* For constants that do not say: docs/method-speed.md, "Interval". */
#define BATCH_HALF_WIDTH_PER_DOUBLING 0.1
/* For constants that know no half-width of their own for them: with a new machine and a new model
 * at once, their errors add up like independent ones, the model's weakened; with neither, less is
 * left than either alone gives. Set by the first fit. */
#define MODEL_SHARE 0.7
#define NEITHER_SHARE 0.75

/* Whose effects apply, nearest first: the stack's own, its parent's, those of its GPUs' maker. */
typedef struct
{
  const RigSpeedConstants *constants;
  RigSpeedKind kind;
  const char *stack[MAX_KEYS];
  const char *family[2];
} Lookup;

static void
lookup_init (Lookup *lookup, const RigSpeedConstants *constants, RigSpeedKind kind,
             const char *stack)
{
  const char *parent = rig_speed_constants_get_parent_stack (constants, stack);
  const char *family = rig_speed_constants_get_family (constants, stack);

  *lookup = (Lookup){ .constants = constants, .kind = kind, .family = { family } };
  lookup->stack[0] = stack;
  lookup->stack[1] = parent != NULL ? parent : stack;
  lookup->stack[2] = family;
}

/* The offset of the first of the keys that the block has; 0 where it has none of them. */
static double
get_offset (const Lookup *lookup, const char *block, const char *const *keys)
{
  double value;

  for (guint i = 0; i < MAX_KEYS && keys[i] != NULL; i++)
    if (rig_speed_constants_lookup (lookup->constants, lookup->kind, block, keys[i], &value))
      return value;
  return 0;
}

static double
get_level (const Lookup *lookup, const char *block)
{
  static const char *const all[] = { "all", NULL };
  return get_offset (lookup, block, all);
}

/* A level and its offset by stack, which stands in the block of the same name with "_s". */
static double
get_by_stack (const Lookup *lookup, const char *block, const char *offsets)
{
  return exp (get_level (lookup, block) + get_offset (lookup, offsets, lookup->stack));
}

/* The same for seconds: a cost that the constants do not know is none. */
static double
get_cost_by_stack (const Lookup *lookup, const char *block, const char *offsets)
{
  double level;

  return rig_speed_constants_lookup (lookup->constants, lookup->kind, block, "all", &level)
           ? get_by_stack (lookup, block, offsets)
           : 0;
}

static double
get_decode_class_offset (const Lookup *lookup, const char *gpu_class, const char *parent)
{
  char own_key[MAX_CLASS_KEY], parent_key[MAX_CLASS_KEY];
  const char *const keys[] = { own_key, parent_key, NULL };

  g_snprintf (own_key, sizeof own_key, "%s|%s", lookup->stack[0], gpu_class);
  g_snprintf (parent_key, sizeof parent_key, "%s|%s", lookup->stack[0],
              parent != NULL ? parent : "");
  return get_offset (lookup, "eta_c", keys);
}

static void
init_decode (RigSpeedCoefficients *self, const RigSpeedConstants *constants, const char *stack,
             const RigSpeedMachine *machine, const RigSpeedWork *work)
{
  const char *quant[] = { work->speed_class, NULL };
  const char *parent = rig_speed_constants_get_class_parent (constants, machine->gpu_class);
  const char *gpu_class[] = { machine->gpu_class, parent, NULL };
  Lookup lookup;

  lookup_init (&lookup, constants, RIG_SPEED_DECODE, stack);
  self->eta = get_by_stack (&lookup, "eta", "eta_s") * exp (get_offset (&lookup, "eta_q", quant));
  if (machine->gpu_class != NULL)
    self->eta *= exp (get_decode_class_offset (&lookup, machine->gpu_class, parent));
  self->eta_kv = get_by_stack (&lookup, "kv", "kv_s");
  if (!work->use.flash_attention)
    self->eta_kv *= exp (get_offset (&lookup, "kv_nofa", (const char *[]){ "0", NULL }));
  self->eta_attention = get_by_stack (&lookup, "af", "af_s");
  self->kappa
    = exp (get_level (&lookup, "kap") + get_offset (&lookup, "kap_s", lookup.family));
  self->layer_s = get_by_stack (&lookup, "cl", "cl_s")
                  * exp (get_offset (&lookup, "cl_c", gpu_class));
  self->moe_layer_s = get_by_stack (&lookup, "cm", "cm_s");
  self->all_reduce_s = exp (get_level (&lookup, "ar"));
  self->hop_s = exp (get_level (&lookup, "hop"));
}

/* Shares of the FP16 peak, whatever the constants take them of: the first fit took compute and
 * attention of the FP16 peak, later ones compute of a mean of the FP16 and the FP32 peak,
 * attention of the latter. */
static void
init_prefill_compute (RigSpeedCoefficients *self, const Lookup *lookup,
                      const RigSpeedMachine *machine, const RigSpeedWork *work)
{
  const char *parent
    = rig_speed_constants_get_class_parent (lookup->constants, machine->gpu_class);
  const char *gpu_class[] = { machine->gpu_class, parent, NULL };
  const char *quant[] = { work->speed_class, NULL };
  double fp32_share = machine->fp32_flop_per_s / machine->fp16_flop_per_s;
  char stack_class[MAX_CLASS_KEY];
  double level;

  g_snprintf (stack_class, sizeof stack_class, "%s|%s", lookup->stack[0],
              machine->gpu_class != NULL ? machine->gpu_class : "");
  self->pp_class = exp (get_offset (lookup, "ec_c", gpu_class));
  self->pp_eta = get_by_stack (lookup, "ec", "ec_s") * self->pp_class
                 * exp (get_offset (lookup, "ec_sc", (const char *[]){ stack_class, NULL })
                        + get_offset (lookup, "ec_q", quant))
                 * pow (fp32_share, get_level (lookup, "pk"));
  if (rig_speed_constants_lookup (lookup->constants, lookup->kind, "af", "all", &level))
    self->pp_eta_attention = get_by_stack (lookup, "af", "af_s") * fp32_share;
  else
    self->pp_eta_attention = get_by_stack (lookup, "ea", "ea_s") * self->pp_class;
  if (!work->use.flash_attention)
    self->pp_eta_attention *= exp (get_offset (lookup, "ea_nofa", (const char *[]){ "0", NULL }));
}

static void
init_prefill (RigSpeedCoefficients *self, const RigSpeedConstants *constants, const char *stack,
              const RigSpeedMachine *machine, const RigSpeedWork *work)
{
  Lookup lookup;

  lookup_init (&lookup, constants, RIG_SPEED_PREFILL, stack);
  /* Prefill knows a stack and its parent, but not the maker. */
  lookup.stack[2] = NULL;
  init_prefill_compute (self, &lookup, machine, work);
  self->pp_expert = get_by_stack (&lookup, "emoe", "emoe_s");
  self->pp_m0 = get_by_stack (&lookup, "m0", "m0_s");
  self->pp_layer_s = get_by_stack (&lookup, "cl", "cl_s");
  self->pp_moe_layer_s = get_cost_by_stack (&lookup, "cm", "cm_s");
  self->pp_moe_token_s = get_cost_by_stack (&lookup, "ct", "ct_s");
  self->pp_exchange_s = get_cost_by_stack (&lookup, "cx", "cx_s");
  self->pp_prompt_s = get_by_stack (&lookup, "cp", "cp_s");
  self->pp_delta = get_by_stack (&lookup, "cs", "cs_s");
  /* These two are exponents, not logarithms. */
  self->pp_tensor_exponent = get_level (&lookup, "tpe");
  self->pp_split_exponent = get_level (&lookup, "lse");
}

static guint
get_novelty (const RigSpeedConstants *constants, const char *stack, const RigSpeedMachine *machine,
             const RigSpeedWork *work)
{
  char key[MAX_CLASS_KEY];
  double value;
  guint novelty = 0;

  g_snprintf (key, sizeof key, "%s|%s", stack,
              machine->gpu_class != NULL ? machine->gpu_class : "");
  if (!machine->chip_seen)
    novelty |= RIG_NOVEL_MACHINE;
  if (!work->model_seen)
    novelty |= RIG_NOVEL_MODEL;
  if (!rig_speed_constants_lookup (constants, RIG_SPEED_DECODE, "eta_c", key, &value))
    novelty |= RIG_NOVEL_CLASS;
  if (!machine->compute_known)
    novelty |= RIG_NOVEL_COMPUTE;
  if (rig_speed_constants_get_n_chips (constants, stack) < FEW_CHIPS)
    novelty |= RIG_NOVEL_STACK;
  return novelty;
}

static double
get_quantile (const RigSpeedConstants *constants, RigSpeedKind kind, const char *what,
              const char *stack, gboolean moe)
{
  char group[MAX_CLASS_KEY];
  double half_width;

  g_snprintf (group, sizeof group, "%s|%s|%d.0", what, stack, moe ? 1 : 0);
  if (rig_speed_constants_lookup_interval (constants, kind, group, &half_width))
    return half_width;
  return rig_speed_constants_get_kind_quantile (constants, kind, what);
}

static double
get_plain_half_width (const RigSpeedConstants *constants, RigSpeedKind kind, const char *stack,
                      gboolean moe, guint novelty)
{
  double machine = get_quantile (constants, kind, "machine", stack, moe);
  double model = get_quantile (constants, kind, "model", stack, moe);
  double half_width;

  if ((novelty & RIG_NOVEL_MACHINE) && (novelty & RIG_NOVEL_MODEL))
    {
      half_width = get_quantile (constants, kind, "both", stack, moe);
      return isnan (half_width) ? hypot (machine, MODEL_SHARE * model) : half_width;
    }
  if (novelty & RIG_NOVEL_MACHINE)
    return machine;
  if (novelty & RIG_NOVEL_MODEL)
    return model;
  half_width = get_quantile (constants, kind, "neither", stack, moe);
  return isnan (half_width) ? NEITHER_SHARE * MIN (machine, model) : half_width;
}

/* docs/method-speed.md, "Interval". */
static double
get_half_width (const RigSpeedConstants *constants, RigSpeedKind kind, const char *stack,
                gboolean moe, guint novelty)
{
  guint unseen = (novelty & RIG_NOVEL_STACK) ? 2 : (novelty & RIG_NOVEL_CLASS) ? 1 : 0;
  double half_width = get_plain_half_width (constants, kind, stack, moe, novelty);

  half_width *= rig_speed_constants_get_unseen_factor (constants, kind, unseen);
  if (novelty & RIG_NOVEL_COMPUTE)
    half_width *= rig_speed_constants_get_estimated_compute_factor (constants, kind);
  return half_width;
}

static double
get_batch_half_width (const RigSpeedConstants *constants)
{
  double half_width = rig_speed_constants_get_batch (constants, "half_width_per_doubling");

  return isnan (half_width) ? BATCH_HALF_WIDTH_PER_DOUBLING : half_width;
}

void
rig_speed_coefficients_init_by_id (RigSpeedCoefficients *coefficients,
                                   const RigSpeedConstants *constants, const char *stack_id,
                                   const RigSpeedMachine *machine, const RigSpeedWork *work)
{
  RigStack stack = rig_stack_from_id (stack_id);
  guint cards = MAX (1, machine->n_gpus);

  *coefficients = (RigSpeedCoefficients){
    .stack = stack,
    .tensor_parallel = rig_stack_is_tensor_parallel (stack) ? cards : 1,
    .layer_split = rig_stack_is_tensor_parallel (stack) ? 1 : cards,
    .pp_ubatch = rig_stack_get_ubatch (stack, work->use.ubatch),
    .batch_matmul = rig_speed_constants_get_batch (constants, "matmul_efficiency"),
    .batch_sequence_s = rig_speed_constants_get_batch (constants, "per_sequence_s"),
    .batch_half_width = get_batch_half_width (constants),
    .batch_recurrent_s
    = rig_speed_constants_get_batch (constants, "per_sequence_per_layer_recurrent_s"),
    .basis = RIG_BASIS_PREDICTED,
    .novelty = get_novelty (constants, stack_id, machine, work),
  };
  init_decode (coefficients, constants, stack_id, machine, work);
  init_prefill (coefficients, constants, stack_id, machine, work);
  for (guint kind = 0; kind < G_N_ELEMENTS (coefficients->half_width); kind++)
    coefficients->half_width[kind]
      = get_half_width (constants, kind, stack_id, work->moe, coefficients->novelty);
}

void
rig_speed_coefficients_init (RigSpeedCoefficients *coefficients,
                             const RigSpeedConstants *constants, RigStack stack,
                             const RigSpeedMachine *machine, const RigSpeedWork *work)
{
  g_return_if_fail (stack < RIG_N_STACKS);
  if (stack == RIG_STACK_CPU)
    rig_speed_coefficients_init_cpu (coefficients, machine->unified);
  else
    rig_speed_coefficients_init_by_id (coefficients, constants, rig_stack_get_id (stack), machine,
                                       work);
}
