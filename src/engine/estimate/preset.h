/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/quant.h"
#include "engine/estimate/tensors.h"

G_BEGIN_DECLS

/* ggml's numbers of the tensor types, as in GGUF files, for the types that the rules name. */
typedef enum
{
  RIG_GGML_F32 = 0,
  RIG_GGML_F16 = 1,
  RIG_GGML_Q4_0 = 2,
  RIG_GGML_Q4_1 = 3,
  RIG_GGML_Q5_0 = 6,
  RIG_GGML_Q5_1 = 7,
  RIG_GGML_Q8_0 = 8,
  RIG_GGML_Q2_K = 10,
  RIG_GGML_Q3_K = 11,
  RIG_GGML_Q4_K = 12,
  RIG_GGML_Q5_K = 13,
  RIG_GGML_Q6_K = 14,
  RIG_GGML_IQ2_XXS = 16,
  RIG_GGML_IQ2_XS = 17,
  RIG_GGML_IQ3_XXS = 18,
  RIG_GGML_IQ1_S = 19,
  RIG_GGML_IQ4_NL = 20,
  RIG_GGML_IQ3_S = 21,
  RIG_GGML_IQ2_S = 22,
  RIG_GGML_IQ4_XS = 23,
  RIG_GGML_IQ1_M = 29,
  RIG_GGML_BF16 = 30,
  RIG_GGML_TQ1_0 = 34,
  RIG_GGML_TQ2_0 = 35,
  RIG_GGML_MXFP4 = 39,
  RIG_GGML_NVFP4 = 40,
  RIG_GGML_Q1_0 = 41,
  RIG_GGML_Q2_0 = 42,
  RIG_GGML_N_TYPES = 64,
} RigGgmlType;

/** The preset's number, or -1: a file type that llama.cpp's quantiser does not offer. */
int rig_preset_from_name (const char *name);

/** Whether the quantiser refuses this preset without an importance matrix. */
gboolean rig_preset_needs_imatrix (int preset);

#define RIG_MAX_RULES 24

/**
 * RigPresetRules:
 *
 * The rules of one preset for one model, with the counts that some of them depend on. Tensors must
 * be asked for in the order of rig_tensors_foreach().
 */
typedef struct
{
  int preset;
  guint default_type;
  guint conditions; /* those that hold for the whole model */
  guint8 rules[RIG_MAX_RULES]; /* the preset's, by their place in the table */
  guint n_rules;
  gboolean lifts_values, eight_experts, mixture;
  guint n_layers, n_values;        /* what the counts below run up to */
  guint values, gates, ups, downs; /* seen so far */
} RigPresetRules;

/**
 * rig_preset_rules_init:
 * @default_type: ggml number of the type of most tensors
 * @n_values: how many tensors of role RIG_TENSOR_ATTENTION_V the model has
 */
void rig_preset_rules_init (RigPresetRules *rules,
                            const RigModel *model,
                            int             preset,
                            gboolean        imatrix,
                            guint           default_type,
                            guint           n_values);

/**
 * rig_preset_rules_next:
 *
 * The ggml type that the rules give the next tensor, before any fall-back for rows that the type's
 * blocks do not divide.
 */
guint rig_preset_rules_next (RigPresetRules  *rules,
                             const RigTensor *tensor);

/** The type that takes over where the rows of a tensor are no multiple of @type's blocks. */
guint rig_preset_fallback (guint type);

G_END_DECLS
