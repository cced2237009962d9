/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/memory-shape.h"
#include "engine/estimate/architecture.h"

#include <string.h>

/* n_deepstack_layers of all published Qwen3-VL. */
#define N_DEEP_FEATURES 3.0

static double
get_linear_state (const RigModel *model)
{
  double inner = (double) model->linear.n_v_heads * model->linear.v_head_dim;
  double conv = inner + 2.0 * model->linear.n_k_heads * model->linear.k_head_dim;

  return (model->linear.conv_kernel - 1.0) * conv + inner * model->linear.k_head_dim;
}

/* One formula for all of them. Mamba-1 has no groups; RWKV shifts tokens where others convolve, and
 * its state is a square per head; a short convolution has nothing behind it. */
static double
get_ssm_state (const RigModel *model)
{
  double inner = (double) model->ssm.n_heads * model->ssm.head_dim;
  double conv = inner + 2.0 * model->ssm.n_groups * model->ssm.state_size;

  return (model->ssm.conv_kernel - 1.0) * conv + inner * model->ssm.state_size;
}

static double
get_state (const RigModel *model, guint8 kind)
{
  if (kind == RIG_LAYER_LINEAR)
    return get_linear_state (model);
  if (kind == RIG_LAYER_MAMBA || kind == RIG_LAYER_BOTH)
    return get_ssm_state (model);
  return 0.0;
}

static void
add_cache (RigLayerSums *sums, RigCells cells, double keys, double values)
{
  sums->n_caches[cells]++;
  sums->keys[cells] += keys;
  sums->values[cells] += values;
}

/* DeepSeek V4: the window, and what the layer keeps of everything before it. */
static void
add_window_caches (RigLayerSums *sums, const RigLayerShape *shape, guint8 kind)
{
  add_cache (sums, RIG_CELLS_SLIDING, shape->latent_width, 0.0);
  if (kind == RIG_LAYER_COMPRESSED)
    add_cache (sums, RIG_CELLS_FOURTH, shape->latent_width, 0.0);
  else if (kind == RIG_LAYER_HEAVY)
    add_cache (sums, RIG_CELLS_HEAVY, shape->latent_width, 0.0);
}

void
rig_layer_sums_add (RigLayerSums *sums, const RigModel *model, guint layer)
{
  guint8 kind = model->layers[layer];
  RigCells cells = kind == RIG_LAYER_SLIDING ? RIG_CELLS_SLIDING : RIG_CELLS_FULL;
  RigLayerShape shape;

  sums->n_layers++;
  sums->state += get_state (model, kind);
  /* The last layers of some models look at an earlier layer's cells. */
  if (!rig_layer_kind_attends (kind) || model->encoder ||
      layer + model->kv_shared_layers >= model->n_layers)
    return;
  rig_layer_shape_init_at (&shape, model, layer);
  if (kind == RIG_LAYER_COMPRESSED || kind == RIG_LAYER_HEAVY || kind == RIG_LAYER_WINDOW)
    add_window_caches (sums, &shape, kind);
  else if (shape.latent_width > 0)
    add_cache (sums, cells, shape.latent_width, 0.0);
  else if (shape.key_width > 0)
    add_cache (sums, cells, shape.key_width, shape.value_width);
  if (rig_layer_has_indexer (model, layer))
    sums->indexer_keys[kind == RIG_LAYER_COMPRESSED ? RIG_CELLS_FOURTH : RIG_CELLS_FULL] +=
        model->indexer.head_dim;
}

void
rig_layer_sums_subtract (RigLayerSums *sums, const RigLayerSums *other)
{
  guint i;

  sums->n_layers -= other->n_layers;
  sums->state -= other->state;
  for (i = 0; i < RIG_N_CELLS; i++)
    {
      sums->n_caches[i] -= other->n_caches[i];
      sums->keys[i] -= other->keys[i];
      sums->values[i] -= other->values[i];
      sums->indexer_keys[i] -= other->indexer_keys[i];
    }
}

static void
note_widths (RigMemoryShape *self, const RigModel *model, guint layer)
{
  guint8 kind = model->layers[layer];
  RigLayerShape shape;

  rig_layer_shape_init_at (&shape, model, layer);
  if (kind == RIG_LAYER_FULL && shape.latent_width > 0 && model->indexer.present)
    self->n_indexers++;
  if (shape.n_kv_heads == 0)
    return;
  if (kind == RIG_LAYER_FULL || kind == RIG_LAYER_BOTH)
    self->full_head_dim = shape.head_dim;
  else if (kind == RIG_LAYER_SLIDING)
    self->sliding_head_dim = shape.head_dim;
  self->attends[kind == RIG_LAYER_FULL || kind == RIG_LAYER_BOTH ? RIG_CELLS_FULL
                                                                : RIG_CELLS_SLIDING] = TRUE;
  self->value_width = MAX (self->value_width, shape.value_width);
  self->heads = MAX (self->heads, shape.n_heads);
  self->query_width = MAX (self->query_width, shape.n_heads * shape.head_dim);
}

static gboolean
is_gguf (const RigModel *model, const char *architecture)
{
  return g_strcmp0 (model->gguf_architecture, architecture) == 0;
}

static gboolean
has_tensor (const RigModel *model, const char *name)
{
  guint i;

  for (i = 0; i < model->n_tensors; i++)
    if (strcmp (model->tensors[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

/* Gemma's small models read an embedding for each layer, and older models one for each position;
 * Gemma 3n mixes several copies of its embedding. Qwen3-VL's pictures have three more layers
 * of features behind each embedding, for which there is room in the inputs of texts, too. */
static void
set_inputs (RigMemoryShape *self, const RigModel *model)
{
  self->host_inputs = self->device_inputs = (double) model->per_layer_embedding * model->n_layers;
  self->logits_on_host = is_gguf (model, "bitnet");
  self->logits_reuse = is_gguf (model, "gemma3n") || is_gguf (model, "gpt2");
  if (is_gguf (model, "gemma3n") || has_tensor (model, "position_embd.weight"))
    {
      self->host_inputs += model->hidden_size;
      self->device_inputs += model->hidden_size;
    }
  if (is_gguf (model, "qwen3vl") || is_gguf (model, "qwen3vlmoe"))
    {
      self->host_inputs = 2.0 * N_DEEP_FEATURES * model->hidden_size;
      self->device_inputs =
          self->host_inputs + 2.0 * (1.0 + N_DEEP_FEATURES) * model->hidden_size;
    }
}

/* A file says so by its tensors: no gate, and none inside a matrix of twice the width. */
static gboolean
is_ungated (const RigModel *model)
{
  gboolean ungated = FALSE;
  guint i;

  if (rig_architecture_from_name (model->architecture) == RIG_ARCHITECTURE_NEMOTRONH)
    return TRUE;
  for (i = 0; i < model->n_tensors; i++)
    {
      const RigFileTensor *tensor = &model->tensors[i];

      if (strstr (tensor->name, ".ffn_gate") != NULL)
        return FALSE;
      if (g_str_has_suffix (tensor->name, ".ffn_up.weight"))
        ungated = tensor->rows <= rig_layer_get_ffn_width (model, 0);
    }
  return ungated;
}

static void
init_graphs (RigMemoryShape *self)
{
  RigGraphInputs inputs = {
    .full = self->attends[RIG_CELLS_FULL],
    .sliding = self->attends[RIG_CELLS_SLIDING],
    .full_head_dim = self->full_head_dim,
    .sliding_head_dim = self->sliding_head_dim,
    .value_width = self->value_width,
    .ungated = is_ungated (self->model),
    .n_indexers = self->n_indexers,
    .more = self->device_inputs,
  };
  guint i;

  for (i = 0; i < RIG_N_GRAPHS; i++)
    rig_graph_peaks_init (&self->graphs[i], self->model, &inputs, i);
}

void
rig_memory_shape_init_caches (RigMemoryShape *shape, const RigModel *model)
{
  guint n_layers = model->layers != NULL ? model->n_layers : 0;
  guint i;

  memset (shape, 0, sizeof *shape);
  shape->model = model;
  shape->hidden = model->hidden_size;
  shape->vocab = model->vocab_size;
  for (i = 0; i < n_layers; i++)
    {
      rig_layer_sums_add (&shape->all, model, i);
      note_widths (shape, model, i);
    }
}

void
rig_memory_shape_init (RigMemoryShape *shape, const RigModel *model)
{
  rig_memory_shape_init_caches (shape, model);
  set_inputs (shape, model);
  init_graphs (shape);
}
