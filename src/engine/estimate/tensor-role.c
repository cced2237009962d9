/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/tensors.h"

#include <string.h>

typedef enum
{
  IS,       /* the whole name */
  CONTAINS,
} Match;

typedef struct
{
  Match match;
  const char *text;
  RigTensorRole role;
} RoleRule;

/* The first rule that holds decides. The names that keep their type are those of the quantiser's
 * tensor_allows_quantization(), the places on the host those of llama.cpp's src/llama-arch.cpp. */
static const RoleRule rules[] = {
  { IS, "output.weight", RIG_TENSOR_OUTPUT },
  { IS, "token_embd.weight", RIG_TENSOR_TOKEN_EMBEDDING },
  { IS, "per_layer_token_embd.weight", RIG_TENSOR_LAYER_EMBEDDING },
  { IS, "position_embd.weight", RIG_TENSOR_INPUT },
  { IS, "token_types.weight", RIG_TENSOR_INPUT },
  { CONTAINS, "token_embd_norm.", RIG_TENSOR_INPUT },
  { CONTAINS, "_norm.weight", RIG_TENSOR_PLAIN },
  { CONTAINS, "ffn_gate_inp.weight", RIG_TENSOR_ROUTER },
  { CONTAINS, "ffn_gate_tid2eid.weight", RIG_TENSOR_PLAIN },
  { CONTAINS, "per_layer_model_proj", RIG_TENSOR_KEPT },
  { CONTAINS, "altup", RIG_TENSOR_PLAIN },
  { CONTAINS, "laurel", RIG_TENSOR_PLAIN },
  { CONTAINS, "ssm_conv1d", RIG_TENSOR_PLAIN },
  { CONTAINS, "shortconv.conv.weight", RIG_TENSOR_PLAIN },
  { CONTAINS, "indexer.k_proj.weight", RIG_TENSOR_PLAIN },
  { CONTAINS, "indexer.q_proj.weight", RIG_TENSOR_PLAIN },
  { CONTAINS, "time_mix_first.weight", RIG_TENSOR_PLAIN },
  { CONTAINS, "time_mix_w", RIG_TENSOR_PLAIN },
  { CONTAINS, "time_mix_v0", RIG_TENSOR_PLAIN },
  { CONTAINS, "time_mix_v1", RIG_TENSOR_PLAIN },
  { CONTAINS, "time_mix_v2", RIG_TENSOR_PLAIN },
  { CONTAINS, "time_mix_a", RIG_TENSOR_PLAIN },
  { CONTAINS, "time_mix_g1", RIG_TENSOR_PLAIN },
  { CONTAINS, "time_mix_g2", RIG_TENSOR_PLAIN },
  { CONTAINS, "time_mix_decay_w", RIG_TENSOR_PLAIN },
  { CONTAINS, "time_mix_lerp_fused.weight", RIG_TENSOR_PLAIN },
  { CONTAINS, "attn_rel_b.weight", RIG_TENSOR_PLAIN },
  { CONTAINS, ".position_embd", RIG_TENSOR_PLAIN },
  { CONTAINS, ".rel_pos", RIG_TENSOR_PLAIN },
  { CONTAINS, ".patch_embd", RIG_TENSOR_PLAIN },
  { CONTAINS, ".patch_merger", RIG_TENSOR_PLAIN },
  { CONTAINS, "attn_qkv.weight", RIG_TENSOR_ATTENTION_V },
  { CONTAINS, "attn_kv_b.weight", RIG_TENSOR_ATTENTION_V },
  { CONTAINS, "attn_v.weight", RIG_TENSOR_ATTENTION_V },
  { CONTAINS, "attn_k.weight", RIG_TENSOR_ATTENTION_K },
  { CONTAINS, "attn_q.weight", RIG_TENSOR_ATTENTION_Q },
  { CONTAINS, "attn_output.weight", RIG_TENSOR_ATTENTION_OUTPUT },
  { CONTAINS, "ffn_up", RIG_TENSOR_FFN_UP },
  { CONTAINS, "ffn_gate", RIG_TENSOR_FFN_GATE },
  { CONTAINS, "ffn_down", RIG_TENSOR_FFN_DOWN },
};

/* "blk.12.attn_q.weight": the layer, and the name inside it; -1 and the whole name otherwise. */
static int
split_name (const char *whole, const char **inside)
{
  const char *end;
  guint layer = 0;

  *inside = whole;
  if (strncmp (whole, "blk.", 4) != 0 || !g_ascii_isdigit (whole[4]))
    return -1;
  for (end = whole + 4; g_ascii_isdigit (*end) && layer < 100000; end++)
    layer = layer * 10 + (guint) (*end - '0');
  if (*end != '.')
    return -1;
  *inside = end + 1;
  return (int) layer;
}

static gboolean
holds (const RoleRule *rule, const char *name)
{
  return rule->match == IS ? strcmp (name, rule->text) == 0 : strstr (name, rule->text) != NULL;
}

static RigTensorRole
role_of (const RigFileTensor *stored)
{
  const char *name = stored->name;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rules); i++)
    if (holds (&rules[i], name))
      break;
  if (i < G_N_ELEMENTS (rules) && rules[i].match == IS)
    return rules[i].role;
  /* Vectors and everything that is no weight keep their type. */
  if ((stored->rows <= 1 && stored->matrices <= 1) || !g_str_has_suffix (name, "weight"))
    return i < G_N_ELEMENTS (rules) && rules[i].role == RIG_TENSOR_INPUT ? RIG_TENSOR_INPUT
                                                                         : RIG_TENSOR_PLAIN;
  return i < G_N_ELEMENTS (rules) ? rules[i].role : RIG_TENSOR_OTHER;
}

/* "ffn_up_exps.weight", and one tensor per expert in files of 2023: "ffn_up.7.weight". */
static gboolean
is_routed (const char *name)
{
  const char *part;

  if (strstr (name, "_exps.") != NULL)
    return strstr (name, "norm_exps.") == NULL;
  part = strncmp (name, "ffn_", 4) == 0 ? strchr (name, '.') : NULL;
  return part != NULL && g_ascii_isdigit (part[1]);
}

void
rig_tensor_init_from_file (RigTensor *tensor, const RigFileTensor *stored)
{
  memset (tensor, 0, sizeof *tensor);
  tensor->layer = split_name (stored->name, &tensor->name);
  tensor->role = role_of (stored);
  tensor->columns = stored->columns;
  tensor->rows = stored->rows;
  tensor->matrices = stored->matrices;
  tensor->routed = is_routed (tensor->name);
  tensor->stored = stored;
}
