/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-draft.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define MAX_WIDTH 65536
#define MAX_EXPERTS 65536
#define MAX_FFN 1000000
#define MAX_KERNEL 1024

static guint
get_width (RigGgufDraft *self, const char *key)
{
  return rig_gguf_draft_get_count (self, key, 0, MAX_WIDTH, 0);
}

/* DeepSeek V4: one row of compressed keys per cell, which serve as values too. */
static void
read_compressed (RigGgufDraft *self)
{
  RigModel *model = self->model;

  model->mla.present = TRUE;
  model->mla.kv_latent = model->head_dim;
  model->mla.q_lora_rank = get_width (self, "attention.q_lora_rank");
  model->mla.qk_rope_head_dim = get_width (self, "rope.dimension_count");
  model->mla.o_groups = get_width (self, "attention.output_group_count");
  model->mla.o_lora_rank = get_width (self, "attention.output_lora_rank");
  model->moe.hash_routed_layers
    = rig_gguf_draft_get_count (self, "hash_layer_count", 0, model->n_layers, 0);
}

/* With the sizes of its unpacked heads the cache holds latents; without them, as in files of 2024,
 * whole keys and values, which is plain attention for all that memory knows. */
static void
read_latent (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint key = get_width (self, "attention.key_length_mla");
  guint value = get_width (self, "attention.value_length_mla");
  guint rank = get_width (self, "attention.kv_lora_rank");
  guint rotated = get_width (self, "rope.dimension_count");

  if (key == 0 || value == 0)
    return;
  if (rank == 0 || rank > model->head_dim)
    {
      rig_gguf_draft_fail (self, "attention.kv_lora_rank",
                           _("expected a number from %u to %u, found %" PRIu64), 1u,
                           model->head_dim, (guint64) rank);
      return;
    }
  /* What is kept of a token is as wide as a key is said to be. */
  if (rig_gguf_draft_has (self, "attention.key_length"))
    rotated = model->head_dim - rank;
  model->mla.present = TRUE;
  model->mla.q_lora_rank = get_width (self, "attention.q_lora_rank");
  model->mla.kv_lora_rank = rank;
  model->mla.qk_rope_head_dim = rotated;
  model->mla.qk_nope_head_dim = key - MIN (rotated, key);
  model->mla.v_head_dim = value;
  if (rig_gguf_draft_has (self, "attention.kv_lora_rank_swa"))
    rig_gguf_draft_warn (
      self, _("%s: the latent width of sliding layers is taken to be that of full layers"),
      self->file);
}

static void
read_indexer (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint size = get_width (self, "attention.indexer.key_length");
  guint n_with = 0;

  if ((self->architecture->flags & RIG_GGUF_INDEXER) == 0 || size == 0)
    return;
  for (guint i = 0; i < self->n_blocks; i++)
    n_with += (self->has[i] & RIG_GGUF_HAS_INDEXER) != 0;
  model->indexer.present = TRUE;
  model->indexer.type = "dsa";
  model->indexer.head_dim = size;
  model->indexer.n_heads = get_width (self, "attention.indexer.head_count");
  model->indexer.top_k
    = rig_gguf_draft_get_count (self, "attention.indexer.top_k", 0, 100000000, 0);
  model->indexer.n_layers = n_with < self->n_blocks ? n_with : 0;
}

/* The leading layers without experts, as the tensors have it. */
static guint
count_dense_lead (const RigGgufDraft *self)
{
  guint lead = 0;

  while (lead < self->n_blocks && (self->has[lead] & RIG_GGUF_HAS_EXPERTS) == 0)
    lead++;
  return lead;
}

static void
read_experts (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint n = rig_gguf_draft_get_count (self, "expert_count", 0, MAX_EXPERTS, 0);
  guint n_shared, step;

  if (n == 0)
    return;
  model->moe.present = TRUE;
  model->moe.n_experts = n;
  model->moe.n_active = rig_gguf_draft_get_count (self, "expert_used_count", 1, n, 1);
  model->moe.expert_ffn = (guint) MIN (self->expert_ffn, MAX_FFN);
  if (model->moe.expert_ffn == 0)
    model->moe.expert_ffn
      = rig_gguf_draft_get_count (self, "expert_feed_forward_length", 0, MAX_FFN,
                                  model->intermediate_size);
  n_shared = rig_gguf_draft_get_count (self, "expert_shared_count", 0, MAX_EXPERTS, 0);
  model->moe.shared_expert_ffn = (guint) MIN (self->shared_ffn, MAX_FFN);
  if (self->shared_ffn == 0 && self->expert_ffn == 0)
    model->moe.shared_expert_ffn = MIN (n_shared * model->moe.expert_ffn, MAX_FFN);
  model->moe.latent_size = get_width (self, "moe_latent_size");
  if (model->moe.latent_size == 0)
    model->moe.latent_size = get_width (self, "expert_latent_length");
  step = rig_gguf_draft_get_count (self, "interleave_moe_layer_step", 0, RIG_GGUF_MAX_LAYERS, 1);
  model->moe.layer_step = MAX (step, 1);
  model->moe.dense_lead_layers = count_dense_lead (self);
  if (model->moe.layer_step > 1 || model->moe.dense_lead_layers == self->n_blocks)
    model->moe.dense_lead_layers = rig_gguf_draft_get_count (self, "leading_dense_block_count", 0,
                                                             model->n_layers, 0);
}

/* The width of the tensors, so that a mixture without dense blocks has none. */
static void
read_feed_forward (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint widths[RIG_GGUF_MAX_LAYERS];
  guint most = 0;

  rig_gguf_draft_get_counts (self, "feed_forward_length", 10000000, 0, widths);
  for (guint i = 0; i < self->n_blocks; i++)
    most = MAX (most, widths[i]);
  if (self->dense_ffn > 0 || self->expert_ffn > 0)
    most = (guint) MIN (self->dense_ffn, 10000000);
  model->intermediate_size = most;
}

static void
read_ssm (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint inner = rig_gguf_draft_get_count (self, "ssm.inner_size", 1, 1000000, 0);
  guint heads = get_width (self, "ssm.time_step_rank");

  model->ssm.present = TRUE;
  model->ssm.n_groups = get_width (self, "ssm.group_count");
  model->ssm.state_size = rig_gguf_draft_get_count (self, "ssm.state_size", 1, MAX_WIDTH, 0);
  model->ssm.conv_kernel = rig_gguf_draft_get_count (self, "ssm.conv_kernel", 1, MAX_KERNEL, 0);
  model->ssm.type = model->ssm.n_groups > 0 ? "mamba2" : "mamba1";
  model->ssm.state_dtype = "float32";
  /* Mamba-1 has one decay per channel; its time step's rank is no number of heads. */
  if (model->ssm.n_groups == 0 || heads == 0 || inner % heads != 0)
    heads = 1;
  while (inner / heads > MAX_WIDTH)
    heads *= 2;
  model->ssm.n_heads = heads;
  model->ssm.head_dim = inner / heads;
}

static void
read_rwkv (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint size = rig_gguf_draft_get_count (self, "wkv.head_size", 1, MAX_WIDTH, 64);

  model->ssm.present = TRUE;
  model->ssm.type = g_str_has_suffix (self->architecture->name, "7") ? "rwkv7" : "rwkv6";
  model->ssm.state_dtype = "float32";
  model->ssm.n_heads = model->hidden_size / size;
  model->ssm.head_dim = model->ssm.state_size = size;
  /* So many tokens back are mixed into the present one. */
  model->ssm.conv_kernel = 1 + rig_gguf_draft_get_count (self, "token_shift_count", 1, 16, 2);
}

static void
read_convolution (RigGgufDraft *self)
{
  RigModel *model = self->model;

  model->ssm.present = TRUE;
  model->ssm.type = "shortconv";
  model->ssm.state_dtype = "float32";
  model->ssm.n_heads = 1;
  model->ssm.head_dim = model->hidden_size;
  model->ssm.conv_kernel = rig_gguf_draft_get_count (self, "shortconv.l_cache", 1, MAX_KERNEL, 0);
  while (model->ssm.head_dim > MAX_WIDTH)
    {
      model->ssm.n_heads *= 2;
      model->ssm.head_dim = model->hidden_size / model->ssm.n_heads;
    }
}

static void
read_delta (RigGgufDraft *self)
{
  RigModel *model = self->model;
  guint inner = rig_gguf_draft_get_count (self, "ssm.inner_size", 1, 1000000, 0);
  guint heads = rig_gguf_draft_get_count (self, "ssm.time_step_rank", 1, MAX_WIDTH, 0);

  model->linear.present = TRUE;
  model->linear.type = "gated_deltanet";
  model->linear.state_dtype = "float32";
  model->linear.n_v_heads = heads;
  model->linear.v_head_dim = heads > 0 ? inner / heads : 0;
  model->linear.n_k_heads = rig_gguf_draft_get_count (self, "ssm.group_count", 1, MAX_WIDTH, 0);
  model->linear.k_head_dim = rig_gguf_draft_get_count (self, "ssm.state_size", 1, MAX_WIDTH, 0);
  model->linear.conv_kernel = rig_gguf_draft_get_count (self, "ssm.conv_kernel", 1, MAX_KERNEL, 0);
}

/* As many heads as attention has, all of one size. */
static void
read_square_heads (RigGgufDraft *self, const char *type, guint size, guint kernel)
{
  RigModel *model = self->model;

  model->linear.present = TRUE;
  model->linear.type = type;
  model->linear.state_dtype = "float32";
  model->linear.n_k_heads = model->linear.n_v_heads = model->n_heads;
  model->linear.k_head_dim = model->linear.v_head_dim = size;
  model->linear.conv_kernel = kernel;
}

static void
read_mixer (RigGgufDraft *self)
{
  guint size, kernel;

  switch (self->architecture->mixer)
    {
    case RIG_GGUF_MIXER_SSM:
      read_ssm (self);
      break;
    case RIG_GGUF_MIXER_DELTA:
      read_delta (self);
      break;
    case RIG_GGUF_MIXER_KDA:
      size = rig_gguf_draft_get_count (self, "kda.head_dim", 1, MAX_WIDTH, 0);
      kernel = rig_gguf_draft_get_count (self, "ssm.conv_kernel", 1, MAX_KERNEL, 0);
      read_square_heads (self, "kda", size, kernel);
      break;
    case RIG_GGUF_MIXER_LIGHTNING:
      read_square_heads (self, "lightning", self->model->head_dim, 1);
      break;
    case RIG_GGUF_MIXER_RWKV:
      read_rwkv (self);
      break;
    case RIG_GGUF_MIXER_CONV:
      read_convolution (self);
      break;
    case RIG_GGUF_MIXER_NONE:
    default:
      if (!self->is_known && rig_gguf_draft_has (self, "ssm.state_size"))
        read_ssm (self);
      break;
    }
}

void
rig_gguf_draft_read_mixers (RigGgufDraft *self)
{
  RigModel *model = self->model;

  if (model->n_layers == 0 || self->error != NULL)
    return;
  read_feed_forward (self);
  if (self->architecture->flags & RIG_GGUF_KEYS_ONLY)
    read_compressed (self);
  else
    read_latent (self);
  read_indexer (self);
  read_experts (self);
  read_mixer (self);
  if (self->q_norm > 0)
    model->qk_norm = self->q_norm > model->head_dim ? RIG_QK_NORM_WHOLE : RIG_QK_NORM_HEAD;
  else
    model->qk_norm = RIG_QK_NORM_NONE;
}
