/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/model-layers.h"
#include "engine/catalog/model-file-type.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_LAYERS RIG_MAX_LAYERS

/* A model, and what of its record is not in the struct: an overlay may change n_layers alone. */
typedef struct
{
  RigModel model;
  const char *layers; /* as written: "(lllf)x16" */
} Draft;

#define MODEL(member) G_STRUCT_OFFSET (Draft, model.member)
#define COUNT(key, member, most) \
  { key, RIG_FIELD_COUNT, member, .low = 0, .high = most }

#define PART(part, member) \
  (G_STRUCT_OFFSET (RigModel, part.member) - G_STRUCT_OFFSET (RigModel, part))
#define PART_TYPE(part) \
  { .size = sizeof (((RigModel *) NULL)->part), .fields = part##_fields, \
    .n_fields = G_N_ELEMENTS (part##_fields) }

static const RigField mla_fields[] = {
  COUNT ("q_lora_rank", PART (mla, q_lora_rank), 65536),
  COUNT ("kv_lora_rank", PART (mla, kv_lora_rank), 65536),
  COUNT ("qk_nope_head_dim", PART (mla, qk_nope_head_dim), 65536),
  COUNT ("qk_rope_head_dim", PART (mla, qk_rope_head_dim), 65536),
  COUNT ("v_head_dim", PART (mla, v_head_dim), 65536),
  COUNT ("kv_latent", PART (mla, kv_latent), 65536),
  COUNT ("o_groups", PART (mla, o_groups), 65536),
  COUNT ("o_lora_rank", PART (mla, o_lora_rank), 65536),
  { "unabsorbed", RIG_FIELD_FLAG, PART (mla, unabsorbed) },
};
static const RigRecordType mla_type = PART_TYPE (mla);

static const RigField indexer_fields[] = {
  { "type", RIG_FIELD_TEXT, PART (indexer, type) },
  COUNT ("n_heads", PART (indexer, n_heads), 65536),
  COUNT ("head_dim", PART (indexer, head_dim), 65536),
  COUNT ("top_k", PART (indexer, top_k), 1e8),
  COUNT ("n_layers", PART (indexer, n_layers), MAX_LAYERS),
};
static const RigRecordType indexer_type = PART_TYPE (indexer);

static const RigField moe_fields[] = {
  COUNT ("n_experts", PART (moe, n_experts), 65536),
  COUNT ("n_active", PART (moe, n_active), 65536),
  COUNT ("expert_ffn", PART (moe, expert_ffn), 1e6),
  COUNT ("shared_expert_ffn", PART (moe, shared_expert_ffn), 1e6),
  COUNT ("dense_lead_layers", PART (moe, dense_lead_layers), MAX_LAYERS),
  COUNT ("layer_step", PART (moe, layer_step), MAX_LAYERS),
  COUNT ("latent_size", PART (moe, latent_size), 1e6),
  COUNT ("hash_routed_layers", PART (moe, hash_routed_layers), MAX_LAYERS),
};
static const RigRecordType moe_type = PART_TYPE (moe);

static const RigField linear_fields[] = {
  { "type", RIG_FIELD_TEXT, PART (linear, type) },
  COUNT ("n_k_heads", PART (linear, n_k_heads), 65536),
  COUNT ("n_v_heads", PART (linear, n_v_heads), 65536),
  COUNT ("k_head_dim", PART (linear, k_head_dim), 65536),
  COUNT ("v_head_dim", PART (linear, v_head_dim), 65536),
  COUNT ("conv_kernel", PART (linear, conv_kernel), 1024),
  { "state_dtype", RIG_FIELD_TEXT, PART (linear, state_dtype) },
};
static const RigRecordType linear_type = PART_TYPE (linear);

static const RigField ssm_fields[] = {
  { "type", RIG_FIELD_TEXT, PART (ssm, type) },
  COUNT ("n_heads", PART (ssm, n_heads), 65536),
  COUNT ("head_dim", PART (ssm, head_dim), 65536),
  COUNT ("n_groups", PART (ssm, n_groups), 65536),
  COUNT ("state_size", PART (ssm, state_size), 65536),
  COUNT ("conv_kernel", PART (ssm, conv_kernel), 1024),
  { "state_dtype", RIG_FIELD_TEXT, PART (ssm, state_dtype) },
};
static const RigRecordType ssm_type = PART_TYPE (ssm);

/* true, false or null. */
static gboolean
read_native (RigReader *reader, JsonNode *node, gpointer member)
{
  int *native = member;

  *native = -1;
  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return rig_reader_fail_kind (reader, _ ("true or false"), node);
  *native = json_node_get_boolean (node);
  return TRUE;
}

static JsonNode *
write_native (gconstpointer member)
{
  const int *native = member;

  return *native < 0 ? NULL : json_node_init_boolean (json_node_alloc (), *native > 0);
}

static const RigField mtp_fields[] = {
  { "native", RIG_FIELD_OTHER, PART (mtp, native), .read = read_native, .write = write_native },
  COUNT ("n_layers", PART (mtp, n_layers), MAX_LAYERS),
  { "extra_params", RIG_FIELD_COUNT64, PART (mtp, extra_params), .low = 0, .high = 1e15 },
  { "note", RIG_FIELD_TEXT, PART (mtp, note) },
};
static const RigRecordType mtp_type = PART_TYPE (mtp);

static gboolean
read_mtp (RigReader *reader, JsonNode *node, gpointer member)
{
  return rig_reader_read_record (reader, node, &mtp_type, member);
}

/* The field has no place of its own, so that @member is the record. */
static gboolean
read_tensors (RigReader *reader, JsonNode *node, gpointer member)
{
  return rig_model_read_tensors (reader, node, &((Draft *) member)->model);
}

static JsonNode *
write_mtp (gconstpointer member)
{
  return rig_record_write (&mtp_type, member);
}

static JsonNode *
write_tensors (gconstpointer member)
{
  return rig_model_write_tensors (&((const Draft *) member)->model);
}

#define NAME_FIELDS \
  { "id", RIG_FIELD_TEXT, MODEL (id), .required = TRUE }, \
  { "name", RIG_FIELD_TEXT, MODEL (name), .required = TRUE }, \
  { "vendor", RIG_FIELD_TEXT, MODEL (vendor) }, \
  { "family", RIG_FIELD_TEXT, MODEL (family) }

#define PARAMETERS(member) \
  { #member, RIG_FIELD_FIGURE, MODEL (member), .low = 1e3, .high = 1e15, .unit = "parameters" }

/* In the order of RigQkNorm. */
static const char *const qk_norms[] = { "usual", "none", "head", "whole", NULL };

#define BY_LAYER(member) \
  { #member, RIG_FIELD_OTHER, MODEL (member), .read = rig_model_read_layer_counts, \
    .write = rig_model_write_layer_counts }

static const RigField model_fields[] = {
  NAME_FIELDS,
  { "architecture", RIG_FIELD_TEXT, MODEL (architecture) },
  { "gguf_architecture", RIG_FIELD_TEXT, MODEL (gguf_architecture) },
  { "official_size", RIG_FIELD_TEXT, MODEL (official_size) },
  { "native_dtype", RIG_FIELD_TEXT, MODEL (native_dtype) },
  { "modalities", RIG_FIELD_TEXT, MODEL (modalities) },
  { "same_shape_as", RIG_FIELD_TEXT, MODEL (same_shape_as) },
  { "release", RIG_FIELD_FIGURE, MODEL (release) },
  { "licence", RIG_FIELD_FIGURE, MODEL (licence) },
  PARAMETERS (total_params),
  PARAMETERS (active_params),
  PARAMETERS (published_params),
  { "config", RIG_FIELD_FIGURE, MODEL (config) },
  COUNT ("n_layers", MODEL (n_layers), MAX_LAYERS),
  { "layers", RIG_FIELD_TEXT, G_STRUCT_OFFSET (Draft, layers) },
  COUNT ("hidden_size", MODEL (hidden_size), 1e6),
  COUNT ("n_heads", MODEL (n_heads), 65536),
  COUNT ("n_kv_heads", MODEL (n_kv_heads), 65536),
  COUNT ("head_dim", MODEL (head_dim), 65536),
  COUNT ("value_head_dim", MODEL (value_head_dim), 65536),
  COUNT ("intermediate_size", MODEL (intermediate_size), 1e7),
  COUNT ("vocab_size", MODEL (vocab_size), 1e8),
  { "max_context", RIG_FIELD_COUNT64, MODEL (max_context), .low = 1, .high = 1e9 },
  { "max_context_note", RIG_FIELD_TEXT, MODEL (max_context_note) },
  { "fused_qkv", RIG_FIELD_FLAG, MODEL (fused_qkv) },
  { "qkv_bias", RIG_FIELD_FLAG, MODEL (qkv_bias) },
  { "tied_embeddings", RIG_FIELD_FLAG, MODEL (tied_embeddings) },
  { "encoder", RIG_FIELD_FLAG, MODEL (encoder) },
  { "qk_norm", RIG_FIELD_CHOICE, MODEL (qk_norm), .choices = qk_norms },
  BY_LAYER (n_heads_by_layer),
  BY_LAYER (n_kv_heads_by_layer),
  BY_LAYER (ffn_by_layer),
  { "attention", RIG_FIELD_TEXT, MODEL (attention) },
  { "attention_note", RIG_FIELD_TEXT, MODEL (attention_note) },
  COUNT ("sliding_window", MODEL (sliding_window), 1e9),
  COUNT ("swa_n_heads", MODEL (swa_n_heads), 65536),
  COUNT ("swa_n_kv_heads", MODEL (swa_n_kv_heads), 65536),
  COUNT ("swa_head_dim", MODEL (swa_head_dim), 65536),
  COUNT ("global_head_dim", MODEL (global_head_dim), 65536),
  COUNT ("global_n_kv_heads", MODEL (global_n_kv_heads), 65536),
  { "k_eq_v_on_full_layers", RIG_FIELD_FLAG, MODEL (k_eq_v_on_full_layers) },
  COUNT ("per_layer_embedding", MODEL (per_layer_embedding), 1e6),
  COUNT ("kv_shared_layers", MODEL (kv_shared_layers), MAX_LAYERS),
  { "mla", RIG_FIELD_GROUP, MODEL (mla), .type = &mla_type },
  { "indexer", RIG_FIELD_GROUP, MODEL (indexer), .type = &indexer_type },
  { "moe", RIG_FIELD_GROUP, MODEL (moe), .type = &moe_type },
  { "linear", RIG_FIELD_GROUP, MODEL (linear), .type = &linear_type },
  { "ssm", RIG_FIELD_GROUP, MODEL (ssm), .type = &ssm_type },
  { "mtp", RIG_FIELD_OTHER, MODEL (mtp), .read = read_mtp, .write = write_mtp },
  { "file", RIG_FIELD_GROUP, MODEL (file), .type = &rig_model_file_type },
  { "tensors", RIG_FIELD_OTHER, 0, .read = read_tensors,
    .write = write_tensors },
  { "unverified", RIG_FIELD_WORDS, MODEL (unverified) },
  { "note", RIG_FIELD_TEXT, MODEL (note) },
  { "sources", RIG_FIELD_WORDS, MODEL (sources) },
};

static gboolean
has_layer (const RigModel *model, const char *letters)
{
  for (guint i = 0; i < model->n_layers; i++)
    if (strchr (letters, model->layers[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Mamba-2 has groups; those before it and RWKV have none, and a short convolution alone has no
 * state behind it. */
static gboolean
is_state_whole (const RigModel *model)
{
  const char *type = model->ssm.type;
  gboolean mamba2 = type == NULL || g_str_equal (type, "mamba2");

  return model->ssm.n_heads > 0 && model->ssm.head_dim > 0 && model->ssm.conv_kernel > 0
         && (model->ssm.n_groups > 0 || !mamba2)
         && (model->ssm.state_size > 0 || g_strcmp0 (type, "shortconv") == 0);
}

/* What must not be zero for the shape to make sense; NULL: all is well. */
static const char *
find_missing_shape (const RigModel *model)
{
  gboolean attention = has_layer (model, "fschwb");

  if (model->architecture == NULL)
    return "architecture";
  if (model->hidden_size == 0)
    return "hidden_size";
  if (model->vocab_size == 0)
    return "vocab_size";
  if (model->max_context == 0)
    return "max_context";
  if (attention && model->n_heads == 0)
    return "n_heads";
  if (attention && model->n_kv_heads == 0)
    return "n_kv_heads";
  if (attention && !model->mla.present && (model->head_dim == 0 || model->value_head_dim == 0))
    return model->head_dim == 0 ? "head_dim" : "value_head_dim";
  if (model->mla.present && model->mla.kv_lora_rank == 0 && model->mla.kv_latent == 0)
    return "mla.kv_lora_rank";
  if (has_layer (model, "chw") && (!model->mla.present || model->mla.kv_latent == 0))
    return "mla.kv_latent";
  if (has_layer (model, "schw") && model->sliding_window == 0)
    return "sliding_window";
  if (has_layer (model, "l")
      && (model->linear.n_k_heads == 0 || model->linear.n_v_heads == 0
          || model->linear.k_head_dim == 0 || model->linear.v_head_dim == 0
          || model->linear.conv_kernel == 0))
    return "linear";
  if (has_layer (model, "mb") && !is_state_whole (model))
    return "ssm";
  if (model->moe.present
      && (model->moe.n_experts == 0 || model->moe.n_active == 0 || model->moe.expert_ffn == 0))
    return "moe";
  return NULL;
}

static gboolean
check_shape (RigReader *reader, RigModel *model)
{
  const char *missing = find_missing_shape (model);

  if (missing != NULL)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected “%s” to be given and not zero"), missing);
  if (model->moe.present && model->moe.n_active > model->moe.n_experts)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected at most %u active experts, found %u"),
                            model->moe.n_experts, model->moe.n_active);
  if (model->moe.present && model->moe.layer_step == 0)
    model->moe.layer_step = 1;
  if (!rig_model_check_layer_counts (reader, model))
    return FALSE;
  if (model->kv_shared_layers >= model->n_layers || model->moe.dense_lead_layers > model->n_layers
      || model->indexer.n_layers > model->n_layers
      || model->moe.hash_routed_layers > model->n_layers)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected no group of layers larger than the %u layers"),
                            model->n_layers);
  return TRUE;
}

/* The names are this record's, everything that is computed with is the other's. */
static gboolean
take_shape (RigReader *reader, Draft *draft)
{
  RigModel own = draft->model;
  const Draft *other
      = g_hash_table_lookup (reader->ids[RIG_LIST_MODELS], own.same_shape_as);

  if (other == NULL || other->model.same_shape_as != NULL)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE,
                            _ ("expected same_shape_as to be the id of a model before it that has "
                               "a shape of its own, found “%s”"),
                            own.same_shape_as);
  *draft = *other;
  draft->model.id = own.id;
  draft->model.name = own.name;
  draft->model.vendor = own.vendor;
  draft->model.family = own.family;
  draft->model.official_size = own.official_size;
  draft->model.same_shape_as = own.same_shape_as;
  draft->model.release = own.release;
  draft->model.licence = own.licence;
  draft->model.published_params = own.published_params;
  draft->model.note = own.note;
  return TRUE;
}

static gboolean
finish_model (RigReader *reader, gpointer record)
{
  Draft *draft = record;

  if (draft->model.same_shape_as != NULL)
    return take_shape (reader, draft);
  /* A file whose architecture nobody knows still has weights. */
  if (draft->model.n_layers == 0 && draft->model.tensors != NULL)
    return TRUE;
  if (draft->model.n_layers == 0)
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected the key “%s”"),
                            "n_layers");
  return rig_model_expand_layers (reader, &draft->model, draft->layers)
         && check_shape (reader, &draft->model);
}

const RigRecordType rig_model_type = {
  .size = sizeof (Draft),
  .id_key = "id",
  .id_offset = MODEL (id),
  .origin_offset = MODEL (origin),
  .fields = model_fields,
  .n_fields = G_N_ELEMENTS (model_fields),
  .finish = finish_model,
};

JsonNode *
rig_model_to_json (const RigModel *model)
{
  g_autofree char *layers = NULL;
  Draft draft = { *model, NULL };

  if (model->layers != NULL)
    draft.layers = layers = g_strndup ((const char *) model->layers, model->n_layers);
  return rig_record_write (&rig_model_type, &draft);
}

static const RigField unmodelled_fields[] = {
  NAME_FIELDS,
  { "note", RIG_FIELD_TEXT, MODEL (note) },
  { "sources", RIG_FIELD_WORDS, MODEL (sources) },
};

/* The rest of the record is not in this table, and unknown is not zero. */
static gboolean
finish_unmodelled (RigReader *reader, gpointer record)
{
  RigModel names = ((Draft *) record)->model;
  RigModel *model = record;

  rig_reader_init_record (&rig_model_type, record);
  model->id = names.id;
  model->name = names.name;
  model->vendor = names.vendor;
  model->family = names.family;
  model->note = names.note;
  model->sources = names.sources;
  model->mtp.native = -1;
  return TRUE;
}

const RigRecordType rig_unmodelled_type = {
  .size = sizeof (Draft),
  .id_key = "id",
  .id_offset = MODEL (id),
  .origin_offset = MODEL (origin),
  .fields = unmodelled_fields,
  .n_fields = G_N_ELEMENTS (unmodelled_fields),
  .finish = finish_unmodelled,
};
