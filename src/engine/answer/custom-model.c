/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/custom-model.h"

#define HEAD_DIM 128
#define KV_HEADS 8
#define LEAST_EXPERTS 8
#define MOST_EXPERTS 1024
/* Widths are multiples of what the largest quantisation block needs. */
#define BLOCK 256
#define DENSE_FROM_SHARE 0.95

/* The measures that are interpolated. */
typedef struct
{
  double params, layers, hidden, vocab;
} Shape;

static Shape
shape_of (const RigModel *model)
{
  return (Shape){ model->total_params.value, model->n_layers, model->hidden_size,
                  model->vocab_size };
}

/* Only plain dense models say something about how depth and width grow with size. */
static gboolean
is_plain_dense (const RigModel *model)
{
  return g_str_equal (model->architecture, "llama") && !model->moe.present && model->n_layers > 0
         && model->sliding_window == 0 && model->total_params.value > 0;
}

static double
blend (double a, double b, double t)
{
  return exp ((1 - t) * log (a) + t * log (b));
}

/* Each anchor stands for the models of one doubling of size. */
#define LEAST_PARAMS 0.5e9
#define MAX_ANCHORS 16

/* The geometric means of the dense models of each doubling. Depth and width never fall from one to
 * the next: neighbours in size that happen to be flat or narrow must not make a larger custom model
 * take less memory than a smaller one. */
static guint
collect_anchors (const RigCatalog *catalog, Shape anchors[MAX_ANCHORS])
{
  const GPtrArray *models = rig_catalog_get_models (catalog);
  Shape sums[MAX_ANCHORS] = { 0 };
  guint counts[MAX_ANCHORS] = { 0 }, n = 0;

  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);
      Shape shape = shape_of (model);
      guint k;

      if (!is_plain_dense (model))
        continue;
      k = (guint) CLAMP (log2 (shape.params / LEAST_PARAMS), 0, MAX_ANCHORS - 1);
      sums[k].params += log (shape.params);
      sums[k].layers += log (shape.layers);
      sums[k].hidden += log (shape.hidden);
      sums[k].vocab += log (shape.vocab);
      counts[k]++;
    }
  for (guint k = 0; k < MAX_ANCHORS; k++)
    if (counts[k] > 0)
      {
        anchors[n] = (Shape){ exp (sums[k].params / counts[k]), exp (sums[k].layers / counts[k]),
                              exp (sums[k].hidden / counts[k]), exp (sums[k].vocab / counts[k]) };
        anchors[n].layers = MAX (anchors[n].layers, n > 0 ? anchors[n - 1].layers : 0);
        anchors[n].hidden = MAX (anchors[n].hidden, n > 0 ? anchors[n - 1].hidden : 0);
        n++;
      }
  return n;
}

/* Between two anchors on logarithmic scales; beyond the ends the same law goes on from the
 * outermost two. A catalogue without dense models has the ends of Llama 3's. */
static Shape
interpolate (const RigCatalog *catalog, double params)
{
  Shape anchors[MAX_ANCHORS] = { { 1e9, 16, 2048, 128256 }, { 4e11, 126, 16384, 128256 } }, shape;
  Shape found[MAX_ANCHORS];
  guint n = collect_anchors (catalog, found), i = 1;
  double t;

  if (n >= 2)
    memcpy (anchors, found, sizeof anchors);
  while (i + 1 < n && params > anchors[i].params)
    i++;
  t = log (params / anchors[i - 1].params) / log (anchors[i].params / anchors[i - 1].params);
  shape.params = params;
  shape.layers = blend (anchors[i - 1].layers, anchors[i].layers, t);
  shape.hidden = blend (anchors[i - 1].hidden, anchors[i].hidden, t);
  shape.vocab = blend (anchors[i - 1].vocab, anchors[i].vocab, CLAMP (t, 0, 1));
  return shape;
}

static guint
round_to (double value, guint multiple, guint least)
{
  return (guint) MAX (least, round (value / multiple) * multiple);
}

/* Parameters outside the feed-forward part: embedding, output, attention. */
static double
count_frame_params (const RigModel *model)
{
  double hidden = model->hidden_size;
  double attention = 2 * hidden * model->n_heads * HEAD_DIM + 2 * hidden * KV_HEADS * HEAD_DIM;

  return 2 * hidden * model->vocab_size + model->n_layers * attention;
}

/* Dense: three matrices per layer take up what the frame leaves. */
static void
fill_dense (RigModel *model, double params)
{
  double rest = params - count_frame_params (model);

  model->intermediate_size
    = round_to (rest / (3.0 * model->n_layers * model->hidden_size), BLOCK, BLOCK);
}

/* Mixture: experts a quarter as wide as the model take up the rest, and as many of them are used as
 * the share asks for. */
static void
fill_experts (RigModel *model, double params, double active_share)
{
  double frame = count_frame_params (model);
  double width = round_to (model->hidden_size / 4.0, BLOCK, BLOCK);
  double one = 3.0 * model->n_layers * model->hidden_size * width;
  double n = CLAMP (round ((params - frame) / one), LEAST_EXPERTS, MOST_EXPERTS);
  double active = active_share * (frame + n * one) - frame;

  model->architecture = "qwen3moe";
  model->moe.present = TRUE;
  model->moe.n_experts = (guint) n;
  model->moe.layer_step = 1;
  model->moe.expert_ffn = (guint) width;
  model->moe.n_active = (guint) CLAMP (round (active / one), 1, n);
}

static void
count_params (RigModel *model)
{
  double frame = count_frame_params (model);
  double embedding = (double) model->hidden_size * model->vocab_size;
  double ffn = 3.0 * model->n_layers * model->hidden_size;
  double total, active;

  if (model->moe.present)
    {
      total = frame + ffn * model->moe.expert_ffn * model->moe.n_experts;
      active = frame + ffn * model->moe.expert_ffn * model->moe.n_active;
    }
  else
    total = active = frame + ffn * model->intermediate_size;

  model->total_params = (RigFigure){ .value = total, .low = total, .high = total,
                                     .basis = RIG_BASIS_TYPED, .unit = "parameters" };
  model->active_params = model->total_params;
  model->active_params.value = model->active_params.low = model->active_params.high
    = active - embedding;
}

void
rig_custom_model_init (RigCustomModel *self, const RigCatalog *catalog, double params,
                       double active_share)
{
  RigModel *model = &self->model;
  gboolean dense = active_share >= DENSE_FROM_SHARE;
  /* A mixture is as deep and wide as a dense model between its active and its whole size. */
  Shape shape = interpolate (catalog, dense ? params : params * sqrt (active_share));

  memset (self, 0, sizeof *self);
  self->params = params;
  self->active_share = active_share;
  if (params < 999.5e9)
    g_snprintf (self->name, sizeof self->name, "%.3gB", params / 1e9);
  else
    g_snprintf (self->name, sizeof self->name, "%.3gT", params / 1e12);
  model->id = "custom";
  model->name = self->name;
  model->vendor = model->family = "";
  model->architecture = "llama";
  model->native_dtype = "bfloat16";
  model->hypothetical = TRUE;
  model->n_layers = CLAMP (round_to (shape.layers, 1, 4), 4, RIG_CUSTOM_MAX_LAYERS);
  model->hidden_size = round_to (shape.hidden, BLOCK, BLOCK);
  model->vocab_size = round_to (shape.vocab, BLOCK, 32000);
  model->head_dim = model->value_head_dim = HEAD_DIM;
  model->n_heads = MAX (KV_HEADS, model->hidden_size / HEAD_DIM);
  model->n_kv_heads = KV_HEADS;
  model->max_context = 1 << 20;
  model->layers = self->layers;
  memset (self->layers, RIG_LAYER_FULL, model->n_layers);
  if (dense)
    fill_dense (model, params);
  else
    fill_experts (model, params, active_share);
  count_params (model);
}
