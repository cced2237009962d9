/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/weights-private.h"
#include "engine/estimate/packed-weights.h"
#include "engine/estimate/preset.h"
#include "engine/estimate/tensors.h"

#include <glib/gi18n.h>
#include <string.h>

/* One pass over a model's tensors: how each is stored, and the sums. */
typedef struct
{
  RigWeights *weights;
  const RigModel *model;
  const RigQuant *quant;
  const RigTensorType *types[RIG_GGML_N_TYPES];
  const RigTensorType *const *all_types;
  guint n_types;
  gboolean as_stored; /* the model's file is in this quantisation */
  RigPresetRules rules;
  double used_share; /* of the routed experts, that one token reads */
  double input_bytes, tied_bytes;
  double *by_layer; /* (nullable): bytes on the device of each layer, then of what is in none */
} Sum;

static void
count_values_cb (const RigTensor *tensor, gpointer data)
{
  guint *n_values = data;

  if (tensor->role == RIG_TENSOR_ATTENTION_V)
    *n_values += 1;
}

static void
add_share (RigWeights *weights, const RigTensorType *type, double bytes)
{
  guint i = 0;

  while (i < weights->n_types && weights->types[i].type != type)
    i++;
  if (i == RIG_MAX_TYPE_SHARES)
    return;
  if (i == weights->n_types)
    {
      weights->types[i].type = type;
      weights->n_types++;
    }
  weights->types[i].bytes += bytes;
  weights->types[i].n_tensors++;
}

/* NULL: a type of another program, whose bytes the record may say. */
static const RigTensorType *
stored_type (const Sum *self, const RigFileTensor *stored)
{
  guint i;

  for (i = 0; i < self->n_types; i++)
    if (strcmp (self->all_types[i]->name, stored->type) == 0)
      return self->all_types[i];
  return NULL;
}

/* The quantiser copies what it may not touch, unless that was packed when the file was made. */
static const RigTensorType *
kept_type (const Sum *self, const RigTensor *tensor)
{
  const RigTensorType *type = NULL;

  if (tensor->stored != NULL &&
      (tensor->role == RIG_TENSOR_PLAIN || tensor->role == RIG_TENSOR_ROUTER ||
       tensor->role == RIG_TENSOR_INPUT))
    type = stored_type (self, tensor->stored);
  return type != NULL && type->block_elems == 1 ? type : NULL;
}

static const RigTensorType *
type_for (Sum *self, const RigTensor *tensor)
{
  RigTensor asked = *tensor;
  const RigTensorType *type = kept_type (self, tensor);
  guint id;

  if (type != NULL)
    return type;
  /* Without an output matrix the embedding does its work, and is stored like one. */
  if (self->model->tied_embeddings && (tensor->role == RIG_TENSOR_TOKEN_EMBEDDING ||
                                       tensor->role == RIG_TENSOR_LAYER_EMBEDDING))
    asked.role = RIG_TENSOR_OUTPUT;
  id = rig_preset_rules_next (&self->rules, &asked);
  /* The quantiser asks whether the default type's blocks divide the output's rows. */
  type = self->types[self->rules.default_type];
  if (asked.role == RIG_TENSOR_OUTPUT && tensor->columns % type->block_elems != 0)
    id = RIG_GGML_Q8_0;
  type = self->types[id];
  if (type != NULL && tensor->columns % type->block_elems != 0)
    type = self->types[rig_preset_fallback (id)];
  if (type != NULL && tensor->columns % type->block_elems != 0)
    type = self->types[RIG_GGML_F16];
  return type;
}

static double
gguf_bytes (Sum *self, const RigTensor *tensor, const RigTensorType **type)
{
  *type = self->as_stored ? stored_type (self, tensor->stored) : type_for (self, tensor);
  if (*type == NULL)
    return self->as_stored ? tensor->stored->bytes : NAN;
  return (double) (tensor->columns / (*type)->block_elems) * (*type)->block_bytes *
         (double) tensor->rows * tensor->matrices;
}

/* Of what lies on the device: a tied embedding does as the output matrix, all of other formats. */
static void
add_to_layer (Sum *self, const RigTensor *tensor, double bytes)
{
  gboolean input = tensor->role == RIG_TENSOR_TOKEN_EMBEDDING ||
                   tensor->role == RIG_TENSOR_LAYER_EMBEDDING || tensor->role == RIG_TENSOR_INPUT;
  gboolean tied = tensor->role == RIG_TENSOR_TOKEN_EMBEDDING && self->model->tied_embeddings;
  guint n_layers = self->model->n_layers;
  guint at = tensor->layer < 0 ? n_layers : MIN ((guint) tensor->layer, n_layers);

  if (self->by_layer == NULL ||
      (input && !tied && self->quant->format == RIG_FORMAT_GGUF))
    return;
  /* What is made of embeddings per layer lies with the first of them. */
  if (tensor->layer < 0 && tensor->role == RIG_TENSOR_KEPT)
    at = 0;
  self->by_layer[at] += bytes;
}

static void
add_tensor_cb (const RigTensor *tensor, gpointer data)
{
  Sum *self = data;
  const RigTensorType *type = NULL;
  gboolean gguf = self->quant->format == RIG_FORMAT_GGUF;
  double bytes = gguf ? gguf_bytes (self, tensor, &type)
                      : rig_packed_weights_get_bytes (self->model, self->quant, tensor);

  self->weights->total_bytes += bytes;
  add_share (self->weights, type, bytes);
  add_to_layer (self, tensor, bytes);
  if (tensor->role == RIG_TENSOR_TOKEN_EMBEDDING)
    {
      self->input_bytes += bytes;
      self->tied_bytes = self->model->tied_embeddings ? bytes : 0.0;
    }
  else if (tensor->role == RIG_TENSOR_LAYER_EMBEDDING || tensor->role == RIG_TENSOR_INPUT)
    self->input_bytes += bytes;
  else if (tensor->routed)
    self->weights->expert_bytes_per_token += bytes * self->used_share;
  else
    self->weights->bytes_per_token += bytes;
}

static void
set_unknown (RigWeights *weights, const char *why)
{
  memset (weights, 0, sizeof *weights);
  weights->unknown = why;
  weights->total_bytes = weights->device_bytes = weights->host_bytes = NAN;
  weights->bytes_per_token = weights->expert_bytes_per_token = NAN;
}

/* The type of most tensors, or G_MAXUINT; fills the look-up table by ggml number. */
static guint
index_types (Sum *self, const RigTensorType *const *types, guint n_types)
{
  const char *name = self->quant->default_type;
  guint default_type = G_MAXUINT;
  guint i;

  for (i = 0; i < n_types; i++)
    {
      if (types[i]->ggml_type < 0 || types[i]->ggml_type >= RIG_GGML_N_TYPES)
        continue;
      self->types[types[i]->ggml_type] = types[i];
      if (name != NULL && strcmp (types[i]->name, name) == 0)
        default_type = (guint) types[i]->ggml_type;
    }
  return default_type;
}

static gboolean
has_imatrix (int preset, RigImatrix imatrix)
{
  return imatrix == RIG_IMATRIX_AUTO ? rig_preset_needs_imatrix (preset)
                                     : imatrix == RIG_IMATRIX_YES;
}

/* BitNet's output is the host's embedding itself: tests/oracles/memory-more.csv. */
static gboolean
output_on_host (const RigModel *model)
{
  return g_strcmp0 (model->gguf_architecture, "bitnet") == 0;
}

void
rig_weights_init_by_layer (RigWeights *weights, const RigModel *model, const RigQuant *quant,
                           const RigTensorType *const *types, guint n_types, RigImatrix imatrix,
                           double *by_layer)
{
  Sum sum = { .weights = weights, .model = model, .quant = quant, .used_share = 1.0,
              .all_types = types, .n_types = n_types, .by_layer = by_layer };
  int preset = rig_preset_from_name (quant->id);
  guint n_values = 0;
  guint default_type = index_types (&sum, types, n_types);

  memset (weights, 0, sizeof *weights);
  if (quant->format == RIG_FORMAT_GGUF ? default_type == G_MAXUINT
                                       : !rig_figure_is_known (&quant->bits_per_weight))
    {
      set_unknown (weights, N_("This quantisation does not say how many bits a weight takes"));
      return;
    }
  if (model->moe.present && model->moe.n_experts > 0)
    sum.used_share =
        (double) MIN (model->moe.n_active, model->moe.n_experts) / model->moe.n_experts;
  sum.as_stored = model->n_tensors > 0 && g_strcmp0 (model->file.quant, quant->id) == 0;
  rig_tensors_foreach (model, count_values_cb, &n_values);
  rig_preset_rules_init (&sum.rules, model, preset, has_imatrix (preset, imatrix),
                         default_type == G_MAXUINT ? RIG_GGML_F16 : default_type, n_values);
  if (!rig_tensors_foreach (model, add_tensor_cb, &sum) || isnan (weights->total_bytes))
    {
      set_unknown (weights, N_("This model's list of tensors is not known"));
      return;
    }

  weights->interpolated = model->hypothetical;
  weights->bytes_per_token += weights->expert_bytes_per_token + sum.tied_bytes;
  if (quant->format == RIG_FORMAT_GGUF)
    {
      /* The input stays on the host; a tied one is stored again, as the output matrix. */
      weights->host_bytes = sum.input_bytes;
      weights->device_bytes = weights->total_bytes - sum.input_bytes;
      if (!output_on_host (model))
        weights->device_bytes += sum.tied_bytes;
    }
  else
    weights->device_bytes = weights->total_bytes;
}

void
rig_weights_init_with_imatrix (RigWeights *weights, const RigModel *model, const RigQuant *quant,
                               const RigTensorType *const *types, guint n_types, gboolean imatrix)
{
  rig_weights_init_by_layer (weights, model, quant, types, n_types,
                             imatrix ? RIG_IMATRIX_YES : RIG_IMATRIX_NO, NULL);
}

void
rig_weights_init (RigWeights *weights, const RigModel *model, const RigQuant *quant,
                  const RigTensorType *const *types, guint n_types)
{
  rig_weights_init_by_layer (weights, model, quant, types, n_types, RIG_IMATRIX_AUTO, NULL);
}
