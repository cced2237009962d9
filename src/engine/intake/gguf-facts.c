/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-draft.h"

#include <string.h>

/* What the tensors say better than any key: widths as they are, biases and norms that are there. */

typedef enum
{
  FACT_NONE,
  FACT_ATTENTION,
  FACT_FUSED,
  FACT_QKV_BIAS,
  FACT_Q_NORM,
  FACT_STATE,
  FACT_INDEXER,
  FACT_DENSE_FFN,
  FACT_EXPERTS,
  FACT_SHARED,
} Fact;

static const struct
{
  const char *name; /* inside its block */
  Fact fact;
} facts[] = {
  { "attn_k.weight", FACT_ATTENTION },
  { "attn_kv_a_mqa.weight", FACT_ATTENTION },
  { "attn_kv.weight", FACT_ATTENTION },
  { "attn_qkv.weight", FACT_FUSED },
  { "attn_q.bias", FACT_QKV_BIAS },
  { "attn_qkv.bias", FACT_QKV_BIAS },
  { "attn_q_norm.weight", FACT_Q_NORM },
  { "ssm_a", FACT_STATE },
  { "ssm_conv1d.weight", FACT_STATE },
  { "shortconv.conv.weight", FACT_STATE },
  { "time_mix_first.weight", FACT_STATE },
  { "time_mix_w0.weight", FACT_STATE },
  { "ffn_down.weight", FACT_DENSE_FFN },
  { "ffn_down_exps.weight", FACT_EXPERTS },
  { "ffn_down_shexp.weight", FACT_SHARED },
};

static Fact
find_fact (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (strcmp (name, facts[i].name) == 0)
      return facts[i].fact;
  return g_str_has_prefix (name, "indexer") ? FACT_INDEXER : FACT_NONE;
}

static void
note_fact (RigGgufDraft *self, guint block, Fact fact, const RigGgufTensor *tensor)
{
  guint8 *has = &self->has[block];

  switch (fact)
    {
    case FACT_ATTENTION:
      *has |= RIG_GGUF_HAS_ATTENTION;
      break;
    case FACT_FUSED:
      /* A delta net has its own three in one matrix, under the same name. */
      *has |= RIG_GGUF_HAS_ATTENTION;
      self->model->fused_qkv |= self->architecture->mixer == RIG_GGUF_MIXER_NONE;
      break;
    case FACT_QKV_BIAS:
      self->model->qkv_bias = TRUE;
      break;
    case FACT_Q_NORM:
      self->q_norm = MAX (self->q_norm, tensor->dims[0] * tensor->dims[1]);
      break;
    case FACT_STATE:
      *has |= RIG_GGUF_HAS_STATE;
      break;
    case FACT_INDEXER:
      *has |= RIG_GGUF_HAS_INDEXER;
      self->has_indexer = TRUE;
      break;
    case FACT_DENSE_FFN:
      self->dense_ffn = MAX (self->dense_ffn, tensor->dims[0]);
      break;
    case FACT_EXPERTS:
      *has |= RIG_GGUF_HAS_EXPERTS;
      self->expert_ffn = MAX (self->expert_ffn, tensor->dims[0]);
      break;
    case FACT_SHARED:
      self->shared_ffn = MAX (self->shared_ffn, tensor->dims[0]);
      break;
    case FACT_NONE:
    default:
      break;
    }
}

void
rig_gguf_draft_read_tensors (RigGgufDraft *self)
{
  const GArray *tensors = rig_gguf_get_tensors (self->gguf);

  for (guint i = 0; i < tensors->len; i++)
    {
      const RigGgufTensor *tensor = &g_array_index (tensors, RigGgufTensor, i);
      guint64 block;
      char *inside;

      if (strcmp (tensor->name, "output.weight") == 0)
        self->has_output = TRUE;
      else if (strcmp (tensor->name, "token_embd.weight") == 0)
        self->embedding_rows = tensor->dims[1];
      if (!g_str_has_prefix (tensor->name, "blk.") || !g_ascii_isdigit (tensor->name[4]))
        continue;
      block = g_ascii_strtoull (tensor->name + 4, &inside, 10);
      if (*inside == '.' && block < RIG_GGUF_MAX_LAYERS)
        note_fact (self, (guint) block, find_fact (inside + 1), tensor);
    }
}
