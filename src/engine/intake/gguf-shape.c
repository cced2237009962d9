/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-draft.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define MAX_HIDDEN 1000000u
#define MAX_WIDTH 10000000u
#define MAX_HEADS 65536u
#define MAX_VOCABULARY 100000000u
#define MAX_CONTEXT 1000000000u

/* llama.cpp 0.7.0, src/llama-model.cpp: load_hparams(); src/models: load_arch_hparams(). */

static void
read_vocabulary (RigGgufDraft *self)
{
  guint64 tokens = rig_gguf_get_length (self->gguf, "tokenizer.ggml.tokens");

  if (tokens == 0 && rig_gguf_draft_has (self, "vocab_size"))
    tokens = rig_gguf_draft_get_count (self, "vocab_size", 0, MAX_VOCABULARY, 0);
  if (tokens == 0)
    tokens = self->embedding_rows;
  if (tokens > MAX_VOCABULARY)
    rig_gguf_draft_fail (self, "vocab_size",
                         _("expected a number from %u to %u, found %" PRIu64), 1u,
                         MAX_VOCABULARY, tokens);
  else
    self->model->vocab_size = (guint) tokens;
}

/* Nobody runs a context of 2^64 tokens; the file is still good for any that memory allows. */
static void
read_context (RigGgufDraft *self)
{
  g_autofree char *key = g_strconcat (self->prefix, "context_length", NULL);
  guint64 context = 0;

  if (!rig_gguf_get_uint (self->gguf, key, &context) || context == 0)
    rig_gguf_draft_warn (self, _("%s: %s: expected the longest context; none is known"), self->file,
                         key);
  if (context > MAX_CONTEXT)
    {
      rig_gguf_draft_warn (self,
                           _("%s: %s: expected at most %u tokens, found %" PRIu64
                             "; taken as %u"),
                           self->file, key, MAX_CONTEXT, context, MAX_CONTEXT);
      context = MAX_CONTEXT;
    }
  self->model->max_context = context;
}

/* Blocks for multi-token prediction come last and are not loaded. */
static void
read_depth (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint blocks, extra;

  blocks = rig_gguf_draft_get_count (self, "block_count", 1, RIG_GGUF_MAX_LAYERS, 0);
  if (blocks == 0)
    return;
  extra = rig_gguf_draft_get_count (self, "nextn_predict_layers", 0, blocks - 1, 0);
  self->n_blocks = model->n_layers = blocks - extra;
  model->mtp.native = extra > 0;
  model->mtp.n_layers = extra;
}

static void
read_heads (RigGgufDraft *self)
{
  guint most = 0;

  rig_gguf_draft_get_counts (self, "attention.head_count", MAX_HEADS, 0, self->heads);
  rig_gguf_draft_get_counts (self, "attention.head_count_kv", MAX_HEADS, G_MAXUINT16,
                             self->kv_heads);
  for (guint i = 0; i < self->n_blocks; i++)
    most = MAX (most, self->heads[i]);
  /* Without a key of its own every query head has its key. */
  if (!rig_gguf_draft_has (self, "attention.head_count_kv"))
    memcpy (self->kv_heads, self->heads, self->n_blocks * sizeof *self->heads);
  if (most == 0 && self->architecture->states != RIG_GGUF_STATE_ALL && self->is_known)
    rig_gguf_draft_fail (self, "attention.head_count", _("expected at least one head"));
  self->model->n_heads = most;
}

static gboolean
is_recurrent (const RigGgufDraft *self, guint block, guint interval, const guint *widths)
{
  switch (self->architecture->states)
    {
    case RIG_GGUF_STATE_ALL:
    case RIG_GGUF_STATE_BESIDE:
      return TRUE;
    case RIG_GGUF_STATE_NO_KV:
      return self->kv_heads[block] == 0;
    case RIG_GGUF_STATE_NO_FFN:
      return self->kv_heads[block] == 0 && widths[block] == 0;
    case RIG_GGUF_STATE_INTERVAL:
      return (block + 1) % interval != 0;
    case RIG_GGUF_STATE_NONE:
    default:
      /* An architecture that nobody knows shows its states in its tensors. */
      return !self->is_known && (self->has[block] & RIG_GGUF_HAS_STATE) != 0;
    }
}

static void
read_states (RigGgufDraft *self)
{
  guint interval = MAX (self->architecture->interval, 1);
  guint widths[RIG_GGUF_MAX_LAYERS];

  interval = rig_gguf_draft_get_count (self, "full_attention_interval", 1, RIG_GGUF_MAX_LAYERS,
                                       interval);
  rig_gguf_draft_get_counts (self, "feed_forward_length", MAX_WIDTH, 0, widths);
  if (self->architecture->mixer != RIG_GGUF_MIXER_NONE
      && rig_gguf_draft_get_flags (self, "attention.recurrent_layers", self->keeps_state))
    return;
  for (guint i = 0; i < self->n_blocks; i++)
    self->keeps_state[i] = is_recurrent (self, i, interval, widths);
}

/* Of a group of @period layers one is full, the last or the first; 0: none is. */
static gboolean
slides (const RigGgufArchitecture *architecture, guint block, guint period)
{
  if (period == 0)
    return TRUE;
  if (architecture->flags & RIG_GGUF_FULL_FIRST)
    return block % period != 0;
  return block % period < period - 1;
}

/* Most architectures take no notice of a window, whatever the file says. */
static gboolean
may_slide (const RigGgufDraft *self)
{
  const RigGgufArchitecture *architecture = self->architecture;

  if (architecture->flags & RIG_GGUF_SLIDES_AT_64)
    return self->n_blocks == 64;
  return !self->is_known || architecture->period != 1
         || (architecture->flags & RIG_GGUF_SLIDES_BY_FILE) != 0;
}

static void
read_windows (RigGgufDraft *self)
{
  static const char key[] = "attention.sliding_window_pattern";
  const RigGgufArchitecture *architecture = self->architecture;
  guint window = rig_gguf_draft_get_count (self, "attention.sliding_window", 0, MAX_CONTEXT,
                                           architecture->window);
  guint period = architecture->period;
  gboolean any = FALSE;

  if (window == 0 || !may_slide (self))
    return;
  if (!rig_gguf_draft_get_flags (self, key, self->slides))
    {
      period = rig_gguf_draft_get_count (self, key, 0, RIG_GGUF_MAX_LAYERS, period);
      for (guint i = 0; i < self->n_blocks; i++)
        self->slides[i] = slides (architecture, i, period);
    }
  for (guint i = 0; i < self->n_blocks; i++)
    any |= self->slides[i];
  self->model->sliding_window = any ? window : 0;
  if (!any && !self->is_known)
    rig_gguf_draft_warn (self,
                         _("%s: a sliding window of %u tokens, but no telling which layers have "
                           "it; all are taken as full"),
                         self->file, window);
}

/* DeepSeek V4: how much of the past a layer keeps, by the ratio of its compression. */
static guint8
get_compressed_kind (RigGgufDraft *self, guint ratio)
{
  if (ratio == 4)
    return RIG_LAYER_COMPRESSED;
  if (ratio == 128)
    return RIG_LAYER_HEAVY;
  if (ratio != 0)
    rig_gguf_draft_fail (self, "attention.compress_ratios", _("expected 0, 4 or 128, found %u"),
                         ratio);
  return RIG_LAYER_WINDOW;
}

static guint8
get_kind (const RigGgufDraft *self, guint block)
{
  gboolean attends = self->kv_heads[block] > 0;

  if (self->architecture->states == RIG_GGUF_STATE_BESIDE)
    return attends ? RIG_LAYER_BOTH : RIG_LAYER_MAMBA;
  if (self->keeps_state[block])
    return self->architecture->mixer == RIG_GGUF_MIXER_DELTA
               || self->architecture->mixer == RIG_GGUF_MIXER_KDA
               || self->architecture->mixer == RIG_GGUF_MIXER_LIGHTNING
             ? RIG_LAYER_LINEAR
             : RIG_LAYER_MAMBA;
  if (!attends)
    return RIG_LAYER_FFN;
  return self->slides[block] ? RIG_LAYER_SLIDING : RIG_LAYER_FULL;
}

static void
set_kinds (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint ratios[RIG_GGUF_MAX_LAYERS];
  gboolean compressed = (self->architecture->flags & RIG_GGUF_KEYS_ONLY) != 0;

  if (compressed)
    rig_gguf_draft_get_counts (self, "attention.compress_ratios", MAX_WIDTH, 0, ratios);
  model->layers = rig_gguf_draft_alloc (self, MAX (model->n_layers, 1));
  for (guint i = 0; i < model->n_layers; i++)
    model->layers[i] = compressed ? get_compressed_kind (self, ratios[i]) : get_kind (self, i);
}

/* The count that all layers of a kind have, 0 where there is no such layer. FALSE: they differ. */
static gboolean
get_common (const RigModel *model, const guint *counts, gboolean sliding, guint *common)
{
  *common = 0;
  for (guint i = 0; i < model->n_layers; i++)
    {
      gboolean is_sliding = model->layers[i] == RIG_LAYER_SLIDING;

      if (strchr ("fschwb", model->layers[i]) == NULL || is_sliding != sliding)
        continue;
      if (*common != 0 && *common != counts[i])
        return FALSE;
      *common = counts[i];
    }
  return TRUE;
}

/* One number for all, one for each kind of layer, or a list: whatever says it in the least. */
static void
set_heads (RigGgufDraft *self, const guint *counts, guint *all, guint *sliding,
           RigLayerCounts *by_layer)
{
  RigModel *model = self->model;
  guint full, slid, most = 0;
  guint *list;

  if (get_common (model, counts, FALSE, &full) && get_common (model, counts, TRUE, &slid))
    {
      *all = full > 0 ? full : slid;
      *sliding = slid > 0 && slid != *all ? slid : 0;
      return;
    }
  list = rig_gguf_draft_alloc (self, model->n_layers * sizeof *list);
  for (guint i = 0; i < model->n_layers; i++)
    {
      list[i] = counts[i];
      most = MAX (most, counts[i]);
    }
  by_layer->n = model->n_layers;
  by_layer->of = list;
  *all = most;
}

static void
read_head_sizes (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint usual = model->n_heads > 0 ? model->hidden_size / model->n_heads : 0;
  guint keys, values;

  model->head_dim = rig_gguf_draft_get_count (self, "attention.key_length", 0, MAX_HEADS, usual);
  model->value_head_dim
    = rig_gguf_draft_get_count (self, "attention.value_length", 0, MAX_HEADS, usual);
  keys = rig_gguf_draft_get_count (self, "attention.key_length_swa", 0, MAX_HEADS, model->head_dim);
  values = rig_gguf_draft_get_count (self, "attention.value_length_swa", 0, MAX_HEADS,
                                     model->value_head_dim);
  if (model->sliding_window == 0 || (keys == model->head_dim && values == model->value_head_dim))
    return;
  model->swa_head_dim = keys;
  if (keys != values)
    rig_gguf_draft_warn (self,
                         _("%s: sliding layers with keys of %u and values of %u elements are taken "
                           "as %u and %u"),
                         self->file, keys, values, keys, keys);
}

static void
set_shared_layers (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint shared = rig_gguf_draft_get_count (self, "attention.shared_kv_layers", 0,
                                           model->n_layers - 1, 0);

  if ((self->architecture->flags & RIG_GGUF_SHARES_AFTER_20) && model->n_layers > 20)
    shared = model->n_layers - 20;
  model->kv_shared_layers = shared;
}

/* Every pass over the blocks has caches of its own. */
static void
repeat_layers (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint once = model->n_layers;
  guint loops;
  guint8 *layers;

  if ((self->architecture->flags & RIG_GGUF_LOOPS) == 0)
    return;
  loops = rig_gguf_draft_get_count (self, "num_loops", 1, RIG_GGUF_MAX_LAYERS / once, 1);
  if (loops == 1 || model->n_kv_heads_by_layer.n > 0 || model->n_heads_by_layer.n > 0)
    return;
  layers = rig_gguf_draft_alloc (self, once * loops);
  for (guint i = 0; i < once * loops; i++)
    layers[i] = model->layers[i % once];
  model->layers = layers;
  model->n_layers = once * loops;
}

void
rig_gguf_draft_read_shape (RigGgufDraft *self)
{
  RigModel *model = self->model;

  model->tied_embeddings = !self->has_output;
  read_vocabulary (self);
  model->hidden_size = rig_gguf_draft_get_count (self, "embedding_length", 1, MAX_HIDDEN, 0);
  read_depth (self);
  if (self->n_blocks == 0 || model->hidden_size == 0 || self->error != NULL)
    {
      model->n_layers = 0;
      return;
    }
  read_context (self);
  read_heads (self);
  read_states (self);
  read_windows (self);
  if (self->error != NULL)
    return;
  set_kinds (self);
  set_heads (self, self->heads, &model->n_heads, &model->swa_n_heads, &model->n_heads_by_layer);
  set_heads (self, self->kv_heads, &model->n_kv_heads, &model->swa_n_kv_heads,
             &model->n_kv_heads_by_layer);
  read_head_sizes (self);
  set_shared_layers (self);
  repeat_layers (self);
  model->encoder = (self->architecture->flags & RIG_GGUF_NO_CACHE) != 0;
  model->per_layer_embedding
    = rig_gguf_draft_get_count (self, "embedding_length_per_layer_input", 0, MAX_HIDDEN, 0);
}
