/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/graph-private.h"

#define take_row rig_graph_take_row
#define take_state rig_graph_take_state
#define give rig_graph_give
#define turn rig_graph_turn

/* A delta net: the convolution's window and the state are read, and the new state comes out behind
 * the tokens. */
guint
rig_graph_run_delta_net (RigGraph *self, guint in)
{
  const RigModel *model = self->model;
  double keys = (double) model->linear.n_k_heads * model->linear.k_head_dim;
  double inner = (double) model->linear.n_v_heads * model->linear.v_head_dim;
  double conv = inner + 2.0 * keys, past = (model->linear.conv_kernel - 1.0) * conv;
  double state = inner * model->linear.k_head_dim;
  guint window, mixed, joined, states, all, query, key, net, out, gate;

  window = take_state (self, 0.0, past);
  mixed = take_row (self, conv);
  joined = take_state (self, conv, past);
  give (self, window);
  give (self, mixed);
  states = take_state (self, 0.0, state);
  all = turn (self, joined, conv);
  query = take_row (self, keys);
  key = take_row (self, keys);
  net = take_state (self, inner, state);
  give (self, all);
  give (self, query);
  give (self, key);
  give (self, states);
  out = turn (self, net, inner);
  gate = take_row (self, inner);
  give (self, in);
  give (self, gate);
  return turn (self, out, model->hidden_size);
}

/* Mamba: the input has the gate in its second half. The older kind convolves the first half alone
 * and makes its steps from it. */
static guint
run_mamba (RigGraph *self, guint in)
{
  const RigModel *model = self->model;
  double inner = (double) model->ssm.n_heads * model->ssm.head_dim;
  double groups = 2.0 * model->ssm.n_groups * model->ssm.state_size;
  double past = (model->ssm.conv_kernel - 1.0) * (inner + groups);
  gboolean old = model->ssm.n_groups == 0;
  guint window, mixed, joined, all, steps, scan, gate, skip;

  window = take_state (self, 0.0, past);
  mixed = turn (self, in, 2.0 * inner + groups + (old ? 0.0 : model->ssm.n_heads));
  joined = take_state (self, inner + groups, past);
  give (self, window);
  all = turn (self, joined, inner + groups);
  steps = take_row (self, old ? inner : model->ssm.n_heads);
  scan = take_state (self, inner, inner * model->ssm.state_size);
  give (self, steps);
  gate = turn (self, mixed, inner);
  skip = old ? all : turn (self, all, inner);
  give (self, scan);
  skip = turn (self, skip, inner);
  give (self, gate);
  return turn (self, skip, model->hidden_size);
}

/* The gates before and behind the convolution come out of one matrix with its input. */
static guint
run_short_convolution (RigGraph *self, guint in)
{
  const RigModel *model = self->model;
  double hidden = model->hidden_size, past = (model->ssm.conv_kernel - 1.0) * hidden;
  guint gates = turn (self, in, 3.0 * hidden);
  guint input = take_row (self, hidden);
  guint window = take_state (self, 0.0, past);
  guint joined = take_state (self, hidden, past), out;

  give (self, window);
  give (self, input);
  out = turn (self, joined, hidden);
  out = turn (self, out, hidden);
  give (self, gates);
  return turn (self, out, hidden);
}

guint
rig_graph_run_state_space (RigGraph *self, guint in)
{
  return self->model->ssm.state_size == 0 ? run_short_convolution (self, in)
                                          : run_mamba (self, in);
}

/* @in stays; the caller gives it back. */
static guint
run_dense (RigGraph *self, guint in, double width, gboolean last)
{
  guint up = take_row (self, width);

  if (!self->ungated)
    {
      guint gate = take_row (self, width), product;

      if (last)
        give (self, in);
      product = take_row (self, width);
      give (self, gate);
      give (self, up);
      up = product;
    }
  else if (last)
    give (self, in);
  return turn (self, up, self->model->hidden_size);
}

/* Every token's experts side by side; what they give is summed at the end. */
static guint
run_experts (RigGraph *self, guint in, gboolean last)
{
  const RigModel *model = self->model;
  double used = model->moe.n_active, width = used * model->moe.expert_ffn;
  double rows = model->moe.latent_size > 0 ? model->moe.latent_size : model->hidden_size;
  guint scores = take_row (self, model->moe.n_experts);
  guint order = take_row (self, model->moe.n_experts);
  guint weights = take_row (self, used), out, sum;

  give (self, scores);
  if (!self->ungated)
    {
      guint gate = take_row (self, width), up = take_row (self, width);

      if (last)
        give (self, in);
      out = take_row (self, width);
      give (self, gate);
      give (self, up);
    }
  else
    {
      out = take_row (self, width);
      if (last)
        give (self, in);
    }
  out = turn (self, out, used * rows);
  give (self, order);
  give (self, weights);
  sum = turn (self, out, rows);
  return model->moe.latent_size > 0 ? turn (self, sum, model->hidden_size) : sum;
}

guint
rig_graph_run_feed_forward (RigGraph *self, guint in)
{
  const RigModel *model = self->model;
  gboolean beside = self->architecture == RIG_ARCHITECTURE_GEMMA4;
  double dense = rig_layer_get_ffn_width (model, self->layer);
  guint out;

  if (!rig_layer_has_experts (model, self->layer))
    return run_dense (self, in, dense, TRUE);
  dense = beside ? dense : model->moe.shared_expert_ffn;
  if (dense <= 0.0)
    return run_experts (self, in, TRUE);
  out = run_experts (self, in, FALSE);
  give (self, run_dense (self, in, dense, TRUE));
  return out;
}
