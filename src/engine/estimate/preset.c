/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/preset.h"
#include "engine/estimate/architecture.h"

#include <string.h>

/* The presets whose rules are more than "everything in one type". */
typedef enum
{
  F32,
  F16,
  BF16,
  Q8_0,
  Q6_K,
  Q5_K_M,
  Q5_K_S,
  Q5_1,
  Q5_0,
  Q4_K_M,
  Q4_K_S,
  Q4_1,
  Q4_0,
  IQ4_NL,
  IQ4_XS,
  Q3_K_L,
  Q3_K_M,
  Q3_K_S,
  IQ3_M,
  IQ3_S,
  IQ3_XS,
  IQ3_XXS,
  Q2_K,
  Q2_K_S,
  IQ2_M,
  IQ2_S,
  IQ2_XS,
  IQ2_XXS,
  IQ1_M,
  IQ1_S,
  TQ2_0,
  TQ1_0,
  MXFP4_MOE,
  NVFP4,
  Q2_0,
  Q1_0,
  N_PRESETS,
} Preset;

static const char *const names[N_PRESETS] = {
  "F32",     "F16",     "BF16",   "Q8_0",   "Q6_K",   "Q5_K_M",  "Q5_K_S",    "Q5_1",  "Q5_0",
  "Q4_K_M",  "Q4_K_S",  "Q4_1",   "Q4_0",   "IQ4_NL", "IQ4_XS",  "Q3_K_L",    "Q3_K_M", "Q3_K_S",
  "IQ3_M",   "IQ3_S",   "IQ3_XS", "IQ3_XXS", "Q2_K",  "Q2_K_S",  "IQ2_M",     "IQ2_S", "IQ2_XS",
  "IQ2_XXS", "IQ1_M",   "IQ1_S",  "TQ2_0",  "TQ1_0",  "MXFP4_MOE", "NVFP4",   "Q2_0",  "Q1_0",
};

/* When a rule holds. All bits of a rule must hold; the first rule that does decides. */
enum
{
  ALWAYS = 0,
  GROUPED = 1 << 0,       /* at least four query heads share a KV head */
  NOT_GROUPED = 1 << 1,
  EXPERTS_4 = 1 << 2,     /* at least four experts */
  EXPERTS_8 = 1 << 3,     /* exactly eight: Mixtral */
  NOT_EXPERTS_8 = 1 << 4,
  IMATRIX = 1 << 5,
  NO_IMATRIX = 1 << 6,
  FIRST_EIGHTH = 1 << 7,  /* of the layers */
  FIRST_SIXTEENTH = 1 << 8,
  MIDDLE = 1 << 9,        /* neither the first nor the last eighth */
  MORE_BITS = 1 << 10,    /* first and last eighth, and every third between */
  FIRST_2 = 1 << 11,      /* of the tensors of this role */
  FIRST_4 = 1 << 12,
  FIRST_COUNT_EIGHTH = 1 << 13, /* of the tensors of this role, an eighth of the layers */
  FALCON = 1 << 14,       /* the architecture, for which the quantiser has rules of its own */
  NOT_FALCON = 1 << 15,
};

#define OF_MODEL                                                                                   \
  (GROUPED | NOT_GROUPED | EXPERTS_4 | EXPERTS_8 | NOT_EXPERTS_8 | IMATRIX | NO_IMATRIX | FALCON | \
   NOT_FALCON)

#define P(preset) (G_GUINT64_CONSTANT (1) << (preset))
#define LOWEST (P (IQ1_S) | P (IQ1_M) | P (IQ2_XXS) | P (IQ2_XS))
#define LOW (P (IQ2_S) | P (IQ2_M))

typedef struct
{
  guint64 presets;
  RigTensorRole role;
  guint when;
  guint type;
} Rule;

/* llama.cpp, src/llama-quant.cpp: llama_tensor_get_type_impl(). */
static const Rule rules_table[] = {
  { P (F32), RIG_TENSOR_OUTPUT, ALWAYS, RIG_GGML_F32 },
  { P (F16), RIG_TENSOR_OUTPUT, ALWAYS, RIG_GGML_F16 },
  { P (BF16), RIG_TENSOR_OUTPUT, ALWAYS, RIG_GGML_BF16 },
  { ~G_GUINT64_CONSTANT (0), RIG_TENSOR_OUTPUT, FALCON, RIG_GGML_Q8_0 },
  { LOWEST | LOW | P (IQ3_XXS), RIG_TENSOR_OUTPUT, ALWAYS, RIG_GGML_Q5_K },
  { P (MXFP4_MOE) | P (Q8_0), RIG_TENSOR_OUTPUT, ALWAYS, RIG_GGML_Q8_0 },
  { ~G_GUINT64_CONSTANT (0), RIG_TENSOR_OUTPUT, ALWAYS, RIG_GGML_Q6_K },

  { LOWEST, RIG_TENSOR_TOKEN_EMBEDDING, ALWAYS, RIG_GGML_Q2_K },
  { LOW | P (IQ3_XXS), RIG_TENSOR_TOKEN_EMBEDDING, ALWAYS, RIG_GGML_IQ3_S },
  { P (TQ1_0) | P (TQ2_0) | P (Q2_0), RIG_TENSOR_TOKEN_EMBEDDING, ALWAYS, RIG_GGML_Q4_K },

  { LOWEST | LOW, RIG_TENSOR_ATTENTION_V, GROUPED, RIG_GGML_Q4_K },
  { LOWEST | LOW, RIG_TENSOR_ATTENTION_V, EXPERTS_4, RIG_GGML_Q4_K },
  { LOW, RIG_TENSOR_ATTENTION_V, ALWAYS, RIG_GGML_IQ3_S },
  { LOWEST, RIG_TENSOR_ATTENTION_V, ALWAYS, RIG_GGML_Q2_K },
  { P (Q2_K) | P (Q2_K_S), RIG_TENSOR_ATTENTION_V, GROUPED, RIG_GGML_Q4_K },
  { P (Q2_K), RIG_TENSOR_ATTENTION_V, ALWAYS, RIG_GGML_Q3_K },
  { P (IQ3_XXS) | P (IQ3_XS) | P (IQ3_S), RIG_TENSOR_ATTENTION_V, GROUPED, RIG_GGML_Q4_K },
  { P (IQ3_XXS), RIG_TENSOR_ATTENTION_V, NO_IMATRIX, RIG_GGML_IQ3_S },
  { P (IQ3_M), RIG_TENSOR_ATTENTION_V, ALWAYS, RIG_GGML_Q4_K },
  { P (Q3_K_M), RIG_TENSOR_ATTENTION_V, FIRST_2, RIG_GGML_Q5_K },
  { P (Q3_K_M), RIG_TENSOR_ATTENTION_V, ALWAYS, RIG_GGML_Q4_K },
  { P (Q3_K_L), RIG_TENSOR_ATTENTION_V, ALWAYS, RIG_GGML_Q5_K },
  { P (IQ4_NL) | P (IQ4_XS), RIG_TENSOR_ATTENTION_V, GROUPED, RIG_GGML_Q5_K },
  { P (Q4_K_M) | P (Q5_K_M), RIG_TENSOR_ATTENTION_V, MORE_BITS, RIG_GGML_Q6_K },
  { P (Q4_K_S), RIG_TENSOR_ATTENTION_V, FIRST_4, RIG_GGML_Q5_K },

  { LOWEST | LOW, RIG_TENSOR_ATTENTION_K, EXPERTS_8, RIG_GGML_Q4_K },
  { P (IQ3_XS), RIG_TENSOR_ATTENTION_K, NOT_EXPERTS_8, RIG_GGML_IQ3_XXS },
  { P (IQ3_XXS), RIG_TENSOR_ATTENTION_K, NOT_EXPERTS_8, RIG_GGML_IQ2_S },
  { P (IQ3_XS), RIG_TENSOR_ATTENTION_Q, ALWAYS, RIG_GGML_IQ3_XXS },
  { P (IQ3_XXS), RIG_TENSOR_ATTENTION_Q, ALWAYS, RIG_GGML_IQ2_S },

  { LOWEST | LOW | P (Q2_K) | P (IQ3_XS) | P (IQ3_XXS) | P (Q3_K_S) | P (Q3_K_M) | P (IQ4_NL) |
        P (Q4_K_S) | P (Q4_K_M) | P (IQ3_S) | P (IQ3_M) | P (IQ4_XS),
    RIG_TENSOR_ATTENTION_OUTPUT, EXPERTS_8, RIG_GGML_Q5_K },
  { P (IQ1_S) | P (IQ1_M), RIG_TENSOR_ATTENTION_OUTPUT, NOT_EXPERTS_8, RIG_GGML_IQ2_XXS },
  { LOW, RIG_TENSOR_ATTENTION_OUTPUT, NOT_EXPERTS_8, RIG_GGML_IQ3_S },
  { P (IQ3_XXS), RIG_TENSOR_ATTENTION_OUTPUT, NOT_EXPERTS_8 | NOT_FALCON, RIG_GGML_IQ3_S },
  { P (Q2_K), RIG_TENSOR_ATTENTION_OUTPUT, NOT_EXPERTS_8 | NOT_FALCON, RIG_GGML_Q3_K },
  { P (Q3_K_M) | P (IQ3_M), RIG_TENSOR_ATTENTION_OUTPUT,
    NOT_EXPERTS_8 | NOT_FALCON, RIG_GGML_Q4_K },
  { P (Q3_K_L), RIG_TENSOR_ATTENTION_OUTPUT, NOT_EXPERTS_8 | NOT_FALCON, RIG_GGML_Q5_K },
  { P (Q3_K_L), RIG_TENSOR_ATTENTION_OUTPUT, FALCON, RIG_GGML_Q4_K },

  { LOW, RIG_TENSOR_FFN_DOWN, FIRST_COUNT_EIGHTH, RIG_GGML_IQ3_S },
  { LOWEST, RIG_TENSOR_FFN_DOWN, FIRST_COUNT_EIGHTH, RIG_GGML_Q2_K },
  { P (Q2_K), RIG_TENSOR_FFN_DOWN, ALWAYS, RIG_GGML_Q3_K },
  { P (Q2_K_S), RIG_TENSOR_FFN_DOWN, FIRST_EIGHTH, RIG_GGML_Q4_K },
  { P (IQ3_XXS), RIG_TENSOR_FFN_DOWN, NO_IMATRIX | FIRST_EIGHTH, RIG_GGML_Q4_K },
  { P (IQ3_XXS), RIG_TENSOR_FFN_DOWN, NO_IMATRIX, RIG_GGML_Q3_K },
  { P (Q3_K_M), RIG_TENSOR_FFN_DOWN, FIRST_SIXTEENTH, RIG_GGML_Q5_K },
  { P (Q3_K_M), RIG_TENSOR_FFN_DOWN, FALCON | MORE_BITS, RIG_GGML_Q4_K },
  { P (Q3_K_M), RIG_TENSOR_FFN_DOWN, NOT_FALCON, RIG_GGML_Q4_K },
  { P (IQ3_M), RIG_TENSOR_FFN_DOWN, FIRST_EIGHTH, RIG_GGML_Q4_K },
  { P (IQ3_M), RIG_TENSOR_FFN_DOWN, EXPERTS_8 | MORE_BITS, RIG_GGML_Q4_K },
  { P (Q3_K_L), RIG_TENSOR_FFN_DOWN, FALCON, RIG_GGML_Q4_K },
  { P (Q3_K_L), RIG_TENSOR_FFN_DOWN, ALWAYS, RIG_GGML_Q5_K },
  { P (Q4_K_M), RIG_TENSOR_FFN_DOWN, FALCON | FIRST_SIXTEENTH, RIG_GGML_Q6_K },
  { P (Q4_K_M), RIG_TENSOR_FFN_DOWN, FALCON | MORE_BITS, RIG_GGML_Q5_K },
  { P (Q4_K_M), RIG_TENSOR_FFN_DOWN, NOT_FALCON | MORE_BITS, RIG_GGML_Q6_K },
  { P (Q5_K_M), RIG_TENSOR_FFN_DOWN, MORE_BITS, RIG_GGML_Q6_K },
  { P (IQ4_NL) | P (IQ4_XS), RIG_TENSOR_FFN_DOWN, NO_IMATRIX | FIRST_EIGHTH, RIG_GGML_Q5_K },
  { P (Q4_K_S), RIG_TENSOR_FFN_DOWN, NOT_FALCON | FIRST_EIGHTH, RIG_GGML_Q5_K },
  { P (Q4_0), RIG_TENSOR_FFN_DOWN, IMATRIX | FIRST_EIGHTH, RIG_GGML_Q4_1 },
  { P (Q5_0), RIG_TENSOR_FFN_DOWN, IMATRIX | FIRST_EIGHTH, RIG_GGML_Q5_1 },

  { P (IQ3_XS), RIG_TENSOR_FFN_GATE, MIDDLE, RIG_GGML_IQ3_XXS },
  { P (IQ3_XS), RIG_TENSOR_FFN_UP, MIDDLE, RIG_GGML_IQ3_XXS },
};

int
rig_preset_from_name (const char *name)
{
  int i;

  for (i = 0; name != NULL && i < N_PRESETS; i++)
    if (strcmp (name, names[i]) == 0)
      return i;
  return -1;
}

gboolean
rig_preset_needs_imatrix (int preset)
{
  return preset >= 0 && ((LOWEST | LOW | P (IQ3_XXS) | P (IQ3_XS) | P (Q2_K_S)) & P (preset)) != 0;
}

/* Keeps the rules that can hold for this preset and model, so that each tensor meets few. */
static void
take_rules (RigPresetRules *self)
{
  guint i;

  for (i = 0; self->preset >= 0 && i < G_N_ELEMENTS (rules_table); i++)
    {
      const Rule *rule = &rules_table[i];
      gboolean possible = (rule->when & OF_MODEL & ~self->conditions) == 0;

      if ((rule->presets & P (self->preset)) != 0 && possible && self->n_rules < RIG_MAX_RULES)
        self->rules[self->n_rules++] = (guint8) i;
    }
}

void
rig_preset_rules_init (RigPresetRules *self, const RigModel *model, int preset, gboolean imatrix,
                       guint default_type, guint n_values)
{
  guint experts = model->moe.present ? model->moe.n_experts : 0;
  RigLayerShape first = { 0 };
  gboolean grouped, shared;

  if (model->n_layers > 0)
    rig_layer_shape_init (&first, model, model->layers[0]);
  /* The quantiser looks at the first layer, and takes a delta net's attention heads too; beside
   * latent attention (Kimi Linear), files say that it has none. */
  if (first.n_kv_heads == 0 && model->linear.present && !model->mla.present)
    {
      first.n_heads = model->n_heads;
      first.n_kv_heads = model->n_kv_heads;
    }
  grouped = first.n_kv_heads > 0 && first.n_heads / first.n_kv_heads >= 4;
  shared = model->n_kv_heads < model->n_heads;

  memset (self, 0, sizeof *self);
  self->preset = preset;
  self->default_type = default_type;
  self->conditions = grouped ? GROUPED : NOT_GROUPED;
  self->conditions |= experts >= 4 ? EXPERTS_4 : 0;
  self->conditions |= experts == 8 ? EXPERTS_8 : NOT_EXPERTS_8;
  self->conditions |= imatrix ? IMATRIX : NO_IMATRIX;
  self->conditions |= g_strcmp0 (model->gguf_architecture, "falcon") == 0 ? FALCON : NOT_FALCON;
  self->eight_experts = experts == 8;
  self->mixture = experts > 1;
  /* "70B": a name for eighty layers with grouped heads, Qwen 2.5 72B included. */
  self->lifts_values = model->n_layers == 80 && shared &&
                       rig_architecture_from_name (model->architecture) == RIG_ARCHITECTURE_LLAMA;
  self->n_layers = model->n_layers;
  self->n_values = n_values;
  take_rules (self);
}

static guint
conditions_at (guint i, guint n)
{
  guint conditions = 0;

  if (i < n / 8)
    conditions |= FIRST_EIGHTH;
  if (i < n / 16)
    conditions |= FIRST_SIXTEENTH;
  if (i >= n / 8 && i < 7 * n / 8)
    conditions |= MIDDLE;
  if (i < n / 8 || i >= 7 * n / 8 || (i - n / 8) % 3 == 2)
    conditions |= MORE_BITS;
  if (i < 2)
    conditions |= FIRST_2;
  if (i < 4)
    conditions |= FIRST_4;
  return conditions;
}

/* Mixtures are counted by layer, everything else by tensor. */
static guint
count_feed_forward (RigPresetRules *self, const RigTensor *tensor, guint *count)
{
  guint counted = (*count)++;
  guint conditions = counted < self->n_layers / 8 ? FIRST_COUNT_EIGHTH : 0;

  return conditions | conditions_at (self->mixture ? (guint) tensor->layer : counted,
                                     self->n_layers);
}

static guint
conditions_of (RigPresetRules *self, const RigTensor *tensor)
{
  guint conditions = self->conditions;

  if (tensor->role == RIG_TENSOR_ATTENTION_V)
    conditions |= conditions_at (self->values++, self->n_values);
  else if (tensor->role == RIG_TENSOR_FFN_DOWN)
    conditions |= count_feed_forward (self, tensor, &self->downs);
  else if (tensor->role == RIG_TENSOR_FFN_GATE)
    conditions |= count_feed_forward (self, tensor, &self->gates);
  else if (tensor->role == RIG_TENSOR_FFN_UP)
    conditions |= count_feed_forward (self, tensor, &self->ups);
  return conditions;
}

/* What holds for values and keys whatever the rule said, except below three bits. */
static guint
lift (const RigPresetRules *self, RigTensorRole role, guint type)
{
  if (((LOWEST | LOW | P (F32) | P (F16) | P (BF16)) & P (self->preset)) != 0)
    return type;
  if (role == RIG_TENSOR_ATTENTION_V && self->lifts_values &&
      (type == RIG_GGML_Q3_K || type == RIG_GGML_Q4_K))
    type = RIG_GGML_Q5_K;
  if ((role == RIG_TENSOR_ATTENTION_V || role == RIG_TENSOR_ATTENTION_K) && self->eight_experts)
    type = RIG_GGML_Q8_0;
  return type;
}

guint
rig_preset_rules_next (RigPresetRules *self, const RigTensor *tensor)
{
  guint conditions, i;
  guint type = self->default_type;

  if (tensor->role == RIG_TENSOR_PLAIN || tensor->role == RIG_TENSOR_ROUTER ||
      tensor->role == RIG_TENSOR_INPUT)
    return RIG_GGML_F32;
  if (tensor->role == RIG_TENSOR_KEPT)
    return self->preset == F32 || self->preset == F16 ? self->default_type : RIG_GGML_BF16;
  if (self->preset < 0)
    return type;
  if (self->preset == MXFP4_MOE && tensor->role != RIG_TENSOR_OUTPUT)
    return tensor->matrices > 1 ? RIG_GGML_MXFP4 : RIG_GGML_Q8_0;

  conditions = conditions_of (self, tensor);
  for (i = 0; i < self->n_rules; i++)
    {
      const Rule *rule = &rules_table[self->rules[i]];

      if (rule->role == tensor->role && (rule->when & ~conditions) == 0)
        {
          type = rule->type;
          break;
        }
    }
  return lift (self, tensor->role, type);
}

guint
rig_preset_fallback (guint type)
{
  switch (type)
    {
    case RIG_GGML_IQ1_S:
    case RIG_GGML_IQ1_M:
    case RIG_GGML_IQ2_XXS:
    case RIG_GGML_IQ2_XS:
    case RIG_GGML_IQ2_S:
    case RIG_GGML_IQ3_XXS:
    case RIG_GGML_IQ3_S:
    case RIG_GGML_IQ4_XS:
      return RIG_GGML_IQ4_NL;
    case RIG_GGML_Q2_K:
    case RIG_GGML_Q3_K:
    case RIG_GGML_TQ1_0:
    case RIG_GGML_TQ2_0:
      return RIG_GGML_Q4_0;
    case RIG_GGML_Q4_K:
      return RIG_GGML_Q5_0;
    case RIG_GGML_Q5_K:
      return RIG_GGML_Q5_1;
    case RIG_GGML_Q6_K:
      return RIG_GGML_Q8_0;
    default:
      return RIG_GGML_F16;
    }
}
