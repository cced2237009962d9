/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/record.h"

#include <glib/gi18n.h>

/* A count of the shape where zero means that the model has no such thing. */
typedef struct
{
  const char *key, *label;
  gsize offset;
} ShapeCount;

#define COUNT(key, label, member) { key, label, G_STRUCT_OFFSET (RigModel, member) }

static const ShapeCount base_counts[] = {
  COUNT ("n_layers", N_("Layers"), n_layers),
  COUNT ("hidden_size", N_("Hidden size"), hidden_size),
  COUNT ("n_heads", N_("Attention heads"), n_heads),
  COUNT ("n_kv_heads", N_("KV heads"), n_kv_heads),
  COUNT ("head_dim", N_("Head size"), head_dim),
  COUNT ("value_head_dim", N_("Head size of values"), value_head_dim),
  COUNT ("intermediate_size", N_("Feed-forward width"), intermediate_size),
  COUNT ("vocab_size", N_("Vocabulary"), vocab_size),
  COUNT ("sliding_window", N_("Sliding window"), sliding_window),
  COUNT ("swa_n_heads", N_("Sliding layers: heads"), swa_n_heads),
  COUNT ("swa_n_kv_heads", N_("Sliding layers: KV heads"), swa_n_kv_heads),
  COUNT ("swa_head_dim", N_("Sliding layers: head size"), swa_head_dim),
  COUNT ("global_head_dim", N_("Full layers: head size"), global_head_dim),
  COUNT ("global_n_kv_heads", N_("Full layers: KV heads"), global_n_kv_heads),
  COUNT ("per_layer_embedding", N_("Embedding per layer"), per_layer_embedding),
  COUNT ("kv_shared_layers", N_("Layers that share a cache"), kv_shared_layers),
};

static const ShapeCount mla_counts[] = {
  COUNT ("mla_q_lora_rank", N_("Latent attention: Q rank"), mla.q_lora_rank),
  COUNT ("mla_kv_lora_rank", N_("Latent attention: KV rank"), mla.kv_lora_rank),
  COUNT ("mla_qk_nope_head_dim", N_("Latent attention: plain size"),
         mla.qk_nope_head_dim),
  COUNT ("mla_qk_rope_head_dim", N_("Latent attention: RoPE size"),
         mla.qk_rope_head_dim),
  COUNT ("mla_v_head_dim", N_("Latent attention: value size"), mla.v_head_dim),
  COUNT ("mla_kv_latent", N_("Latent attention: cache width"), mla.kv_latent),
  COUNT ("mla_o_groups", N_("Latent attention: groups"), mla.o_groups),
  COUNT ("mla_o_lora_rank", N_("Latent attention: output rank"), mla.o_lora_rank),
};

static const ShapeCount indexer_counts[] = {
  COUNT ("indexer_n_heads", N_("Indexer: heads"), indexer.n_heads),
  COUNT ("indexer_head_dim", N_("Indexer: head size"), indexer.head_dim),
  COUNT ("indexer_top_k", N_("Indexer: tokens kept"), indexer.top_k),
  COUNT ("indexer_n_layers", N_("Indexer: layers"), indexer.n_layers),
};

static const ShapeCount moe_counts[] = {
  COUNT ("moe_n_experts", N_("Experts"), moe.n_experts),
  COUNT ("moe_n_active", N_("Experts per token"), moe.n_active),
  COUNT ("moe_expert_ffn", N_("Width of an expert"), moe.expert_ffn),
  COUNT ("moe_shared_expert_ffn", N_("Width of the shared expert"), moe.shared_expert_ffn),
  COUNT ("moe_dense_lead_layers", N_("Dense layers in front"), moe.dense_lead_layers),
  COUNT ("moe_layer_step", N_("Experts in every n-th layer"), moe.layer_step),
  COUNT ("moe_latent_size", N_("Experts: latent size"), moe.latent_size),
  COUNT ("moe_hash_routed_layers", N_("Layers routed by hash"), moe.hash_routed_layers),
};

static const ShapeCount linear_counts[] = {
  COUNT ("linear_n_k_heads", N_("Linear attention: K heads"), linear.n_k_heads),
  COUNT ("linear_n_v_heads", N_("Linear attention: V heads"), linear.n_v_heads),
  COUNT ("linear_k_head_dim", N_("Linear attention: key size"), linear.k_head_dim),
  COUNT ("linear_v_head_dim", N_("Linear attention: value size"), linear.v_head_dim),
  COUNT ("linear_conv_kernel", N_("Linear attention: kernel"), linear.conv_kernel),
};

static const ShapeCount ssm_counts[] = {
  COUNT ("ssm_n_heads", N_("State space: heads"), ssm.n_heads),
  COUNT ("ssm_head_dim", N_("State space: head size"), ssm.head_dim),
  COUNT ("ssm_n_groups", N_("State space: groups"), ssm.n_groups),
  COUNT ("ssm_state_size", N_("State space: state"), ssm.state_size),
  COUNT ("ssm_conv_kernel", N_("State space: kernel"), ssm.conv_kernel),
};

/* All of a feature that the model has, and of its base what is there. */
static void
add_counts (RigRecord *record, const RigModel *model, const ShapeCount *counts, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint count = G_STRUCT_MEMBER (guint, model, counts[i].offset);

      if (count > 0)
        rig_record_add_number (record, counts[i].key, _(counts[i].label), count);
    }
}

static void
add_layers (RigRecord *record, const RigModel *model)
{
  char *letters;

  if (model->layers == NULL)
    {
      rig_record_add_text (record, "layers", _("Layer by layer"), NULL);
      return;
    }
  letters = g_strndup ((const char *) model->layers, model->n_layers);
  rig_record_take_text (record, "layers", _("Layer by layer"), letters);
}

/* "8 8 0 8", where not all layers are alike. */
static void
add_layer_counts (RigRecord *record, const char *key, const char *label,
                  const RigLayerCounts *counts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < counts->n; i++)
    g_string_append_printf (text, i == 0 ? "%u" : " %u", counts->of[i]);
  if (counts->n > 0)
    rig_record_take_text (record, key, label, g_strdup (text->str));
  g_string_free (text, TRUE);
}

/* What only some models have, and most records do not say. */
static void
add_details (RigRecord *record, const RigModel *model)
{
  static const char *const norms[] = { NULL, "none", "head", "whole" };

  add_layer_counts (record, "n_heads_by_layer", _("Attention heads by layer"),
                    &model->n_heads_by_layer);
  add_layer_counts (record, "n_kv_heads_by_layer", _("KV heads by layer"),
                    &model->n_kv_heads_by_layer);
  add_layer_counts (record, "ffn_by_layer", _("Feed-forward width by layer"),
                    &model->ffn_by_layer);
  if (model->qk_norm != RIG_QK_NORM_USUAL)
    rig_record_add_text (record, "qk_norm", _("Norms of queries and keys"),
                         norms[model->qk_norm]);
  if (model->encoder)
    rig_record_add_flag (record, "encoder", _("Encoder without a cache"), TRUE);
  if (model->mla.unabsorbed)
    rig_record_add_flag (record, "mla_unabsorbed", _("Latent attention: whole keys in the cache"),
                         TRUE);
  if (model->gguf_architecture != NULL)
    rig_record_add_text (record, "gguf_architecture", _("Architecture in GGUF files"),
                         model->gguf_architecture);
}

static void
add_shape (RigRecord *record, const RigModel *model)
{
  /* A figure without a value: it says where the numbers below come from. */
  rig_record_add_text (record, "shape_basis", _("Shape is"),
                       rig_basis_to_string (model->config.basis));
  rig_record_add_text (record, "shape_source", _("Source of the shape"), model->config.source);
  rig_record_add_text (record, "shape_date", _("Shape read"), model->config.date);
  add_counts (record, model, base_counts, G_N_ELEMENTS (base_counts));
  add_layers (record, model);
  add_details (record, model);
  rig_record_add_number (record, "max_context", _("Largest context"),
                         model->max_context > 0 ? (double) model->max_context : NAN);
  rig_record_add_text (record, "max_context_note", _("On the largest context"),
                       model->max_context_note);
  rig_record_add_flag (record, "tied_embeddings", _("Embeddings tied"),
                       model->tied_embeddings);
  if (model->mla.present)
    add_counts (record, model, mla_counts, G_N_ELEMENTS (mla_counts));
  if (model->indexer.present)
    add_counts (record, model, indexer_counts, G_N_ELEMENTS (indexer_counts));
  if (model->moe.present)
    add_counts (record, model, moe_counts, G_N_ELEMENTS (moe_counts));
  if (model->linear.present)
    add_counts (record, model, linear_counts, G_N_ELEMENTS (linear_counts));
  if (model->ssm.present)
    add_counts (record, model, ssm_counts, G_N_ELEMENTS (ssm_counts));
}

/* Of a model that was imported. */
static void
add_file (RigRecord *record, const RigModel *model)
{
  if (!model->file.present)
    return;
  rig_record_add_text (record, "file_path", _("Read from"), model->file.path);
  rig_record_add_text (record, "file_quant", _("Quantisation of the file"), model->file.quant);
  rig_record_add_number (record, "file_bytes", _("Bytes of the file"), (double) model->file.bytes);
  rig_record_add_number (record, "file_shards", _("Parts of the file"), model->file.shards);
  rig_record_add_number (record, "file_tensors", _("Tensors of the file"), model->n_tensors);
  rig_record_add_words (record, "file_warnings", _("On the file"),
                        (const char *const *) model->file.warnings);
}

static const char *
get_native_word (int native)
{
  return native < 0 ? NULL : native > 0 ? "yes" : "no";
}

RigRecord *
rig_record_from_model (const RigModel *model)
{
  RigRecord *record = rig_record_new ("model", model->id, model->name);

  rig_record_add_text (record, "vendor", _("Vendor"), model->vendor);
  rig_record_add_text (record, "family", _("Family"), model->family);
  rig_record_add_text (record, "official_size", _("Size by its maker"), model->official_size);
  rig_record_add_text (record, "modalities", _("Takes and gives"), model->modalities);
  rig_record_add_text (record, "architecture", _("Architecture"), model->architecture);
  rig_record_add_text (record, "native_dtype", _("Published as"), model->native_dtype);
  rig_record_add_figure (record, "release", _("Release"), &model->release);
  rig_record_add_figure (record, "licence", _("Licence"), &model->licence);
  rig_record_add_figure (record, "total_params", _("Parameters"), &model->total_params);
  rig_record_add_figure (record, "active_params", _("Parameters per token"),
                         &model->active_params);
  rig_record_add_figure (record, "published_params", _("Parameters by its maker"),
                         &model->published_params);
  add_shape (record, model);
  add_file (record, model);
  rig_record_add_text (record, "mtp_native", _("Several tokens at once"),
                       get_native_word (model->mtp.native));
  rig_record_add_text (record, "mtp_note", _("On several tokens at once"), model->mtp.note);
  rig_record_add_words (record, "unverified", _("Not read again"),
                        (const char *const *) model->unverified);
  rig_record_add_text (record, "note", _("Notes"), model->note);
  rig_record_add_words (record, "sources", _("Sources"), (const char *const *) model->sources);
  rig_record_add_text (record, "origin", _("File"), model->origin);
  return record;
}
