/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/tensors.h"
#include "engine/estimate/layer-widths.h"

typedef struct
{
  const char *name;
  RigTensorRole role;
  Width columns, rows, matrices;
} Row;

/* Every tensor that a layer of any architecture may have, in the order of their names where the
 * quantiser counts them. */
static const Row layer_rows[] = {
  { "attn_norm.weight", RIG_TENSOR_PLAIN, W_HIDDEN, W_ONE, W_ONE },
  { "attn_q.weight", RIG_TENSOR_ATTENTION_Q, W_HIDDEN, W_Q, W_ONE },
  { "attn_k.weight", RIG_TENSOR_ATTENTION_K, W_HIDDEN, W_K, W_ONE },
  { "attn_v.weight", RIG_TENSOR_ATTENTION_V, W_HIDDEN, W_V, W_ONE },
  { "attn_qkv.weight", RIG_TENSOR_ATTENTION_V, W_HIDDEN, W_QKV, W_ONE },
  { "attn_output.weight", RIG_TENSOR_ATTENTION_OUTPUT, W_O, W_HIDDEN, W_ONE },
  { "attn_q.bias", RIG_TENSOR_PLAIN, W_Q_BIAS, W_ONE, W_ONE },
  { "attn_k.bias", RIG_TENSOR_PLAIN, W_K_BIAS, W_ONE, W_ONE },
  { "attn_v.bias", RIG_TENSOR_PLAIN, W_V_BIAS, W_ONE, W_ONE },
  { "attn_output.bias", RIG_TENSOR_PLAIN, W_O_BIAS, W_ONE, W_ONE },
  { "attn_q_norm.weight", RIG_TENSOR_PLAIN, W_Q_NORM, W_ONE, W_ONE },
  { "attn_k_norm.weight", RIG_TENSOR_PLAIN, W_K_NORM, W_ONE, W_ONE },
  { "attn_sinks.weight", RIG_TENSOR_PLAIN, W_SINKS, W_ONE, W_ONE },
  { "attn_gate.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_GATE, W_ONE },

  /* Latent attention. */
  { "attn_q_a.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_Q_LORA, W_ONE },
  { "attn_q_a_norm.weight", RIG_TENSOR_PLAIN, W_Q_LORA, W_ONE, W_ONE },
  { "attn_q_b.weight", RIG_TENSOR_OTHER, W_Q_LORA, W_MLA_Q, W_ONE },
  { "attn_kv_a_mqa.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_KV_A, W_ONE },
  { "attn_kv_a_norm.weight", RIG_TENSOR_PLAIN, W_KV_LORA, W_ONE, W_ONE },
  { "attn_k_b.weight", RIG_TENSOR_OTHER, W_NOPE, W_KV_LORA, W_HEADS },
  { "attn_v_b.weight", RIG_TENSOR_OTHER, W_KV_LORA, W_MLA_V, W_HEADS },
  { "attn_kv.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_LATENT_KV, W_ONE },
  { "attn_kv_a_norm.weight", RIG_TENSOR_PLAIN, W_LATENT_KV, W_ONE, W_ONE },
  { "attn_output_a.weight", RIG_TENSOR_OTHER, W_O_GROUP, W_O_LORA, W_O_GROUPS },
  { "attn_output_b.weight", RIG_TENSOR_OTHER, W_O_LORA_ALL, W_HIDDEN, W_ONE },
  { "attn_compressor_kv.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_COMPRESSED, W_ONE },
  { "attn_compressor_gate.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_COMPRESSED, W_ONE },
  { "attn_compressor_ape.weight", RIG_TENSOR_OTHER, W_COMPRESSED, W_COMPRESS_RATIO, W_ONE },
  { "attn_compressor_norm.weight", RIG_TENSOR_PLAIN, W_COMPRESS_NORM, W_ONE, W_ONE },

  /* The small attention that picks what the large one reads. */
  { "indexer.attn_q_b.weight", RIG_TENSOR_OTHER, W_Q_LORA, W_INDEX_Q, W_ONE },
  /* The quantiser goes by the end of the name. */
  { "indexer.attn_k.weight", RIG_TENSOR_ATTENTION_K, W_HIDDEN, W_INDEX_K, W_ONE },
  { "indexer.k_norm.weight", RIG_TENSOR_PLAIN, W_INDEX_K, W_ONE, W_ONE },
  { "indexer.k_norm.bias", RIG_TENSOR_PLAIN, W_INDEX_K, W_ONE, W_ONE },
  { "indexer.proj.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_INDEX_HEADS, W_ONE },
  { "indexer_compressor_kv.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_INDEX_COMPRESSED, W_ONE },
  { "indexer_compressor_gate.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_INDEX_COMPRESSED, W_ONE },
  { "indexer_compressor_ape.weight", RIG_TENSOR_OTHER, W_INDEX_COMPRESSED, W_INDEX_RATIO, W_ONE },
  { "indexer_compressor_norm.weight", RIG_TENSOR_PLAIN, W_INDEX_NORM, W_ONE, W_ONE },

  { "hc_attn_fn.weight", RIG_TENSOR_OTHER, W_HYPER, W_HYPER_MIX, W_ONE },
  { "hc_attn_base.weight", RIG_TENSOR_PLAIN, W_HYPER_MIX, W_ONE, W_ONE },
  { "hc_attn_scale.weight", RIG_TENSOR_PLAIN, W_HYPER_SCALE, W_ONE, W_ONE },
  { "hc_ffn_fn.weight", RIG_TENSOR_OTHER, W_HYPER, W_HYPER_MIX, W_ONE },
  { "hc_ffn_base.weight", RIG_TENSOR_PLAIN, W_HYPER_MIX, W_ONE, W_ONE },
  { "hc_ffn_scale.weight", RIG_TENSOR_PLAIN, W_HYPER_SCALE, W_ONE, W_ONE },

  /* Gated delta net. */
  { "attn_qkv.weight", RIG_TENSOR_ATTENTION_V, W_HIDDEN, W_LINEAR_QKV, W_ONE },
  { "attn_gate.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_LINEAR_V, W_ONE },
  { "ssm_conv1d.weight", RIG_TENSOR_PLAIN, W_CONV_KERNEL, W_LINEAR_QKV, W_ONE },
  { "ssm_dt.bias", RIG_TENSOR_PLAIN, W_LINEAR_HEADS, W_ONE, W_ONE },
  { "ssm_a", RIG_TENSOR_PLAIN, W_LINEAR_HEADS, W_ONE, W_ONE },
  { "ssm_beta.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_LINEAR_BETA, W_ONE },
  { "ssm_alpha.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_LINEAR_BETA, W_ONE },
  { "ssm_ba.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_LINEAR_BETA_ALPHA, W_ONE },
  { "ssm_norm.weight", RIG_TENSOR_PLAIN, W_LINEAR_HEAD_DIM, W_ONE, W_ONE },
  { "ssm_out.weight", RIG_TENSOR_OTHER, W_LINEAR_V, W_HIDDEN, W_ONE },

  /* Mamba-2. */
  { "ssm_in.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_SSM_IN, W_ONE },
  { "ssm_conv1d.weight", RIG_TENSOR_PLAIN, W_CONV_KERNEL, W_SSM_CONV, W_ONE },
  { "ssm_conv1d.bias", RIG_TENSOR_PLAIN, W_SSM_CONV, W_ONE, W_ONE },
  { "ssm_dt.bias", RIG_TENSOR_PLAIN, W_SSM_HEADS, W_ONE, W_ONE },
  { "ssm_a", RIG_TENSOR_PLAIN, W_ONE, W_SSM_HEADS, W_ONE },
  { "ssm_d", RIG_TENSOR_PLAIN, W_ONE, W_SSM_HEADS, W_ONE },
  { "ssm_norm.weight", RIG_TENSOR_PLAIN, W_SSM_GROUP, W_SSM_GROUPS, W_ONE },
  { "ssm_out.weight", RIG_TENSOR_OTHER, W_SSM_INNER, W_HIDDEN, W_ONE },

  { "post_attention_norm.weight", RIG_TENSOR_PLAIN, W_POST_ATTENTION_NORM, W_ONE, W_ONE },
  { "ffn_norm.weight", RIG_TENSOR_PLAIN, W_PRE_FFN_NORM, W_ONE, W_ONE },

  { "ffn_gate.weight", RIG_TENSOR_FFN_GATE, W_HIDDEN, W_FFN_GATE, W_ONE },
  { "ffn_up.weight", RIG_TENSOR_FFN_UP, W_HIDDEN, W_FFN_UP, W_ONE },
  { "ffn_down.weight", RIG_TENSOR_FFN_DOWN, W_FFN, W_HIDDEN, W_ONE },

  /* Mixture of experts. */
  { "ffn_gate_inp.weight", RIG_TENSOR_ROUTER, W_HIDDEN, W_EXPERTS, W_ONE },
  { "ffn_gate_inp.bias", RIG_TENSOR_PLAIN, W_EXPERT_BIAS, W_ONE, W_ONE },
  { "ffn_gate_inp.scale", RIG_TENSOR_PLAIN, W_ROUTER_SCALE, W_ONE, W_ONE },
  { "exp_probs_b.bias", RIG_TENSOR_PLAIN, W_ROUTER_BIAS, W_ONE, W_ONE },
  { "ffn_latent_down.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_EXPERT_LATENT, W_ONE },
  { "ffn_latent_up.weight", RIG_TENSOR_OTHER, W_EXPERT_LATENT, W_HIDDEN, W_ONE },
  { "ffn_gate_exps.weight", RIG_TENSOR_FFN_GATE, W_EXPERT_IN, W_EXPERT_FFN_GATE, W_EXPERTS },
  { "ffn_up_exps.weight", RIG_TENSOR_FFN_UP, W_EXPERT_IN, W_EXPERT_FFN_UP, W_EXPERTS },
  { "ffn_gate_up_exps.weight", RIG_TENSOR_FFN_GATE, W_EXPERT_IN, W_EXPERT_FFN_PAIR, W_EXPERTS },
  { "ffn_down_exps.weight", RIG_TENSOR_FFN_DOWN, W_EXPERT_FFN, W_EXPERT_IN, W_EXPERTS },
  { "ffn_gate_exps.bias", RIG_TENSOR_PLAIN, W_EXPERT_FFN_BIAS, W_EXPERTS, W_ONE },
  { "ffn_up_exps.bias", RIG_TENSOR_PLAIN, W_EXPERT_FFN_BIAS, W_EXPERTS, W_ONE },
  { "ffn_down_exps.bias", RIG_TENSOR_PLAIN, W_EXPERT_DOWN_BIAS, W_EXPERTS, W_ONE },
  { "ffn_down_exps.scale", RIG_TENSOR_PLAIN, W_EXPERT_SCALE, W_ONE, W_ONE },
  { "ffn_gate_inp_shexp.weight", RIG_TENSOR_PLAIN, W_SHARED_GATE, W_ONE, W_ONE },
  { "ffn_gate_shexp.weight", RIG_TENSOR_FFN_GATE, W_HIDDEN, W_SHARED_FFN_GATE, W_ONE },
  { "ffn_up_shexp.weight", RIG_TENSOR_FFN_UP, W_HIDDEN, W_SHARED_FFN, W_ONE },
  { "ffn_down_shexp.weight", RIG_TENSOR_FFN_DOWN, W_SHARED_FFN, W_HIDDEN, W_ONE },

  { "post_ffw_norm.weight", RIG_TENSOR_PLAIN, W_POST_FFN_NORM, W_ONE, W_ONE },
  { "pre_ffw_norm_2.weight", RIG_TENSOR_PLAIN, W_PARALLEL_NORM, W_ONE, W_ONE },
  { "post_ffw_norm_1.weight", RIG_TENSOR_PLAIN, W_PARALLEL_NORM, W_ONE, W_ONE },
  { "post_ffw_norm_2.weight", RIG_TENSOR_PLAIN, W_PARALLEL_NORM, W_ONE, W_ONE },
  { "inp_gate.weight", RIG_TENSOR_OTHER, W_HIDDEN, W_LAYER_EMBEDDING, W_ONE },
  { "proj.weight", RIG_TENSOR_OTHER, W_LAYER_EMBEDDING, W_HIDDEN, W_ONE },
  { "post_norm.weight", RIG_TENSOR_PLAIN, W_LAYER_EMBEDDING_NORM, W_ONE, W_ONE },
  { "layer_output_scale.weight", RIG_TENSOR_PLAIN, W_LAYER_SCALE, W_ONE, W_ONE },
};

/* One matrix or one vector per expert; the router alone has experts as rows and is read in full. */
static gboolean
is_routed (const Row *row)
{
  return row->matrices == W_EXPERTS || (row->rows == W_EXPERTS && row->columns != W_HIDDEN);
}

static void
visit_layer (const LayerWidths *self, RigTensorFunc func, gpointer data)
{
  const guint64 *w = self->widths;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (layer_rows); i++)
    {
      const Row *row = &layer_rows[i];
      RigTensor tensor = { row->name, (int) self->layer, row->role, w[row->columns], w[row->rows],
                           (guint) w[row->matrices], is_routed (row), NULL };

      if (tensor.columns > 0 && tensor.rows > 0 && tensor.matrices > 0)
        func (&tensor, data);
    }
}

static void
visit (RigTensorFunc func, gpointer data, const char *name, RigTensorRole role, guint64 columns,
       guint64 rows)
{
  RigTensor tensor = { name, -1, role, columns, rows, 1, FALSE, NULL };

  if (columns > 0 && rows > 0)
    func (&tensor, data);
}

/* The input side comes first, as in the quantiser's order; so does the output matrix. */
static void
visit_ends (const RigModel *model, guint own, RigTensorFunc func, gpointer data)
{
  guint64 hidden = model->hidden_size;
  guint64 extra = (guint64) model->per_layer_embedding * model->n_layers;

  if (!model->tied_embeddings)
    visit (func, data, "output.weight", RIG_TENSOR_OUTPUT, hidden, model->vocab_size);
  visit (func, data, "output_norm.weight", RIG_TENSOR_PLAIN, hidden, 1);
  visit (func, data, "per_layer_model_proj.weight", RIG_TENSOR_KEPT, hidden, extra);
  visit (func, data, "per_layer_proj_norm.weight", RIG_TENSOR_PLAIN, model->per_layer_embedding,
         1);
  visit (func, data, "per_layer_token_embd.weight", RIG_TENSOR_LAYER_EMBEDDING, extra,
         model->vocab_size);
  if (own & HYPER_CONNECTIONS)
    {
      visit (func, data, "output_hc_fn.weight", RIG_TENSOR_OTHER, HYPER_STREAMS * hidden,
             HYPER_STREAMS);
      visit (func, data, "output_hc_base.weight", RIG_TENSOR_PLAIN, HYPER_STREAMS, 1);
      visit (func, data, "output_hc_scale.weight", RIG_TENSOR_PLAIN, 1, 1);
    }
  if (own & LAYER_SCALE)
    visit (func, data, "rope_freqs.weight", RIG_TENSOR_PLAIN, model->global_head_dim / 2, 1);
  visit (func, data, "token_embd.weight", RIG_TENSOR_TOKEN_EMBEDDING, hidden, model->vocab_size);
}

/* Layers beyond the model's own are for multi-token prediction; without a shape all are its own. */
static void
visit_file (const RigModel *model, RigTensorFunc func, gpointer data)
{
  guint i;

  for (i = 0; i < model->n_tensors; i++)
    {
      RigTensor tensor;

      rig_tensor_init_from_file (&tensor, &model->tensors[i]);
      if (model->n_layers == 0 || tensor.layer < (int) model->n_layers)
        func (&tensor, data);
    }
}

gboolean
rig_tensors_foreach (const RigModel *model, RigTensorFunc func, gpointer data)
{
  RigArchitecture architecture = rig_architecture_from_name (model->architecture);
  LayerWidths widths;
  guint i;

  if (model->n_tensors > 0)
    {
      visit_file (model, func, data);
      return TRUE;
    }
  if (architecture == RIG_ARCHITECTURE_UNKNOWN || model->layers == NULL || model->n_layers == 0)
    return FALSE;

  rig_layer_widths_init (&widths, model, architecture);
  visit_ends (model, widths.traits, func, data);
  for (i = 0; i < model->n_layers; i++)
    {
      rig_layer_widths_set (&widths, i);
      visit_layer (&widths, func, data);
    }
  return TRUE;
}
