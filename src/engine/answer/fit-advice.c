/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/fit-advice.h"

#include <string.h>

#include "engine/answer/machine-answer.h"

/* A shorter context is advised down to this share of what was asked, and this many tokens. */
#define LEAST_CONTEXT_SHARE 0.25
#define LEAST_CONTEXT 4096

/* Below this many bits per weight models lose so much that another model is the better change. */
#define LEAST_BITS 3.4

#define MAX_PRESETS 16

/* One question, and what its answer is searched among. */
typedef struct
{
  RigEvaluator *evaluator;
  const RigScenario *scenario;
  const RigModel *model;
  const RigQuant *quant;
  const RigMachine *machine;
  RigFitCase now;
  RigFit fit;
  const RigQuant *presets[MAX_PRESETS]; /* smaller ones of the family, the largest first */
  guint n_presets;
} Search;

static const RigWeights *
get_weights (const Search *self, const RigQuant *quant)
{
  return rig_evaluator_get_weights (self->evaluator, self->scenario, self->model, quant);
}

static double
bits_of (const RigTensorType *type)
{
  return 8.0 * type->block_bytes / type->block_elems;
}

static gboolean
change_kv_type (const Search *self, RigFitCase *state, RigFitChange *change)
{
  const RigTensorType *small
    = rig_catalog_find_tensor_type (rig_evaluator_get_catalog (self->evaluator), "Q8_0");
  gboolean keys, values;

  if (small == NULL)
    return FALSE;
  keys = bits_of (state->use.kv_k) > bits_of (small);
  /* llama.cpp quantises values only for flash attention. */
  values = state->use.flash_attention && bits_of (state->use.kv_v) > bits_of (small);
  if (keys)
    state->use.kv_k = small;
  if (values)
    state->use.kv_v = small;
  change->kv_type = small;
  return keys || values;
}

/* The next shorter context that people use: a power of two, or three quarters of one. */
static double
next_shorter (double context)
{
  double power = exp2 (ceil (log2 (context)) - 1.0);

  return power * 1.5 < context ? power * 1.5 : power;
}

static gboolean
change_context (const Search *self, guint step, RigFitCase *state, RigFitChange *change)
{
  guint chats = MAX (state->use.sequences, 1);
  double asked = (double) state->use.context / chats, context = asked;
  double used = rig_scenario_get_number (self->scenario, RIG_KEY_PROMPT_TOKENS) +
                rig_scenario_get_number (self->scenario, RIG_KEY_ANSWER_TOKENS);
  double least = MAX (MAX (asked * LEAST_CONTEXT_SHARE, LEAST_CONTEXT), used);

  for (guint i = 0; i <= step; i++)
    context = next_shorter (context);
  if (context < least)
    return FALSE;
  state->use.context = (guint) context * chats;
  change->context = state->use.context;
  change->chats = chats;
  return TRUE;
}

static gboolean
change_chats (guint step, RigFitCase *state, RigFitChange *change)
{
  double asked = (double) state->use.context / MAX (state->use.sequences, 1);

  if (step + 1 >= state->use.sequences)
    return FALSE;
  state->use.sequences -= step + 1;
  state->use.context = (guint) (asked * state->use.sequences);
  change->context = state->use.context;
  change->chats = state->use.sequences;
  return TRUE;
}

static gboolean
change_quant (const Search *self, guint step, RigFitCase *state, RigFitChange *change)
{
  RigFitCase smaller;

  if (step >= self->n_presets)
    return FALSE;
  change->quant = self->presets[step];
  rig_evaluator_prepare_fit (self->evaluator, self->scenario, self->model, change->quant,
                             self->machine, &smaller);
  state->weights = smaller.weights;
  state->layers = smaller.layers;
  return TRUE;
}

static gboolean
change_share (const Search *self, RigFitCase *state, RigFitChange *change)
{
  if (!(state->space.max_share > state->space.usable_share))
    return FALSE;
  state->space.usable_share = state->space.max_share;
  change->limit_bytes = state->space.total_bytes * state->space.max_share;
  change->setting = &self->machine->gpu_limit_setting;
  return TRUE;
}

/* Applies the n-th step of a change, the smallest first; FALSE where there are no more. */
static gboolean
apply (const Search *self, RigFitChangeKind kind, guint step, RigFitCase *state,
       RigFitChange *change)
{
  memset (change, 0, sizeof *change);
  change->kind = kind;
  change->was_context = state->use.context;
  change->was_chats = state->use.sequences;
  switch (kind)
    {
    case RIG_CHANGE_KV_TYPE:
      return step == 0 && change_kv_type (self, state, change);
    case RIG_CHANGE_CONTEXT:
      return change_context (self, step, state, change);
    case RIG_CHANGE_CHATS:
      return change_chats (step, state, change);
    case RIG_CHANGE_QUANT:
      return change_quant (self, step, state, change);
    case RIG_CHANGE_SHARE:
      return step == 0 && change_share (self, state, change);
    case RIG_CHANGE_MACHINE:
    case RIG_N_CHANGES:
    default:
      return FALSE;
    }
}

static RigFit
evaluate (const RigFitCase *state)
{
  RigMemory memory;
  RigFit fit;

  rig_fit_case_evaluate (state, &memory, &fit);
  return fit;
}

/* What does not fit is to fit by default; what is tight is to be roomy. */
static gboolean
is_enough (const Search *self, const RigFit *fit)
{
  return self->fit.room_bytes < 0.0 ? fit->room_bytes >= 0.0 : fit->verdict == RIG_FIT_FITS;
}

static double
get_gain (const RigFit *before, const RigFit *after)
{
  return before->needed_bytes - after->needed_bytes + after->usable_bytes - before->usable_bytes;
}

/* The smallest step of one change that is enough after what @start has changed already; -1 where
 * none is. */
static int
try_one (const Search *self, const RigFitCase *start, RigFitChangeKind kind, RigFitChange *change,
         RigFit *fit)
{
  RigFit before = evaluate (start);

  for (guint step = 0;; step++)
    {
      RigFitCase state = *start;

      if (!apply (self, kind, step, &state, change))
        return -1;
      *fit = evaluate (&state);
      change->frees_bytes = get_gain (&before, fit);
      /* A step that frees nothing (a cache of no size, a single type) is no advice. */
      if (change->frees_bytes > 0.0 && is_enough (self, fit))
        return (int) step;
    }
}

/* The two steps that are enough together and the fewest in sum, so that neither goes far. */
static gboolean
try_two (const Search *self, RigFitChangeKind first, RigFitChangeKind second, RigFitAdvice *advice)
{
  int fewest = G_MAXINT;

  for (guint step = 0; (int) step < fewest; step++)
    {
      RigFitAdvice tried = { .n_changes = 2 };
      RigFitCase state = self->now;
      RigFit fit;
      int further;

      if (!apply (self, first, step, &state, &tried.changes[0]))
        break;
      fit = evaluate (&state);
      tried.changes[0].frees_bytes = get_gain (&self->fit, &fit);
      further = try_one (self, &state, second, &tried.changes[1], &tried.fit);
      if (tried.changes[0].frees_bytes <= 0.0 || further < 0 || (int) step + further >= fewest)
        continue;
      *advice = tried;
      fewest = (int) step + further;
    }
  return fewest < G_MAXINT;
}

static gboolean
advise_single (const Search *self, RigFitAdvice *advice)
{
  for (guint kind = 0; kind < RIG_CHANGE_MACHINE; kind++)
    if (try_one (self, &self->now, kind, &advice->changes[0], &advice->fit) >= 0)
      {
        advice->n_changes = 1;
        return TRUE;
      }
  return FALSE;
}

/* Pairs in the order of the harm that both do together. */
static gboolean
advise_pair (const Search *self, RigFitAdvice *advice)
{
  for (guint harm = 1; harm <= 2 * RIG_CHANGE_SHARE; harm++)
    for (guint first = 0; 2 * first < harm; first++)
      if (harm - first <= RIG_CHANGE_SHARE && try_two (self, first, harm - first, advice))
        return TRUE;
  return FALSE;
}

static gboolean
is_offered (const Search *self, const RigMachine *machine, const char *date)
{
  /* A card is no answer for somebody who compares whole computers. */
  return machine != self->machine && rig_machine_is_on_sale (machine, date)
         && rig_stack_get_available (machine, self->quant->format) != 0
         && (machine->kind != RIG_MACHINE_CARD || self->machine->kind == RIG_MACHINE_CARD);
}

/* A price that nobody knows is the highest. */
static double
get_price (const Search *self, const RigMachine *machine)
{
  double usd = rig_machine_answer_get_price (self->scenario, machine).value;

  return isnan (usd) ? INFINITY : usd;
}

/* The cheapest machine on sale whose memory is enough: the one with the least memory may be a
 * server's card at many times the price. */
static void
find_machine (const Search *self, RigFitChange *change, RigFit *fit)
{
  const RigCatalog *catalog = rig_evaluator_get_catalog (self->evaluator);
  const GPtrArray *machines = rig_catalog_get_machines (catalog);
  char buffer[16];
  const char *date = rig_use_get_date (self->scenario, buffer, sizeof buffer);
  double lowest = INFINITY;

  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);
      RigFitCase state = self->now;
      RigFit there;

      if (!is_offered (self, machine, date) || get_price (self, machine) >= lowest)
        continue;
      rig_machine_answer_get_space (self->scenario, catalog, machine, self->quant->format,
                                    &state.space);
      there = evaluate (&state);
      if (there.room_bytes >= 0.0)
        {
          change->machine = machine;
          lowest = get_price (self, machine);
          *fit = there;
        }
    }
}

/* The largest model of the same family that fits here as it is asked for. */
static const RigModel *
find_sibling (const Search *self)
{
  const GPtrArray *models
    = rig_catalog_get_models (rig_evaluator_get_catalog (self->evaluator));
  const RigModel *best = NULL;

  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);
      RigFitCase state;

      if (model == self->model || g_strcmp0 (model->family, self->model->family) != 0
          || (best != NULL && model->total_params.value <= best->total_params.value))
        continue;
      rig_evaluator_prepare_fit (self->evaluator, self->scenario, model, self->quant,
                                 self->machine, &state);
      if (evaluate (&state).room_bytes >= 0.0)
        best = model;
    }
  return best;
}

static void
advise_machine (const Search *self, RigFitAdvice *advice)
{
  RigFitChange *change = &advice->changes[0];

  memset (change, 0, sizeof *change);
  change->kind = RIG_CHANGE_MACHINE;
  change->more_bytes
    = -self->fit.room_bytes * self->fit.n_devices / self->now.space.usable_share;
  advice->fit = self->fit;
  advice->n_changes = 1;
  find_machine (self, change, &advice->fit);
  change->model = find_sibling (self);
}

/* Presets of one family take from the same types: the k-quants, the i-quants, another program's. */
static gboolean
is_family (const RigQuant *quant, const RigQuant *other)
{
  gboolean small = g_str_has_prefix (quant->id, "IQ");

  if (quant->format != other->format || !(other->bits_per_weight.value >= LEAST_BITS))
    return FALSE;
  if (quant->format != RIG_FORMAT_GGUF)
    return TRUE;
  if (small)
    return g_str_has_prefix (other->id, "IQ");
  return strstr (other->id, "_K") != NULL || g_str_equal (other->id, "Q8_0");
}

static void
add_preset (Search *self, const RigQuant *quant, double bytes)
{
  guint at = self->n_presets;

  if (at == MAX_PRESETS)
    return;
  for (; at > 0; at--)
    {
      const RigQuant *before = self->presets[at - 1];
      if (get_weights (self, before)->total_bytes >= bytes)
        break;
      self->presets[at] = before;
    }
  self->presets[at] = quant;
  self->n_presets++;
}

/* Weights that nobody has quantised further than their maker (MXFP4, NVFP4) have no smaller
 * preset that is worth it: they have no published bits and so no family. */
static void
list_presets (Search *self)
{
  const GPtrArray *quants
    = rig_catalog_get_quants (rig_evaluator_get_catalog (self->evaluator));
  double now = self->now.weights->total_bytes;

  if (isnan (self->quant->bits_per_weight.value))
    return;
  for (guint i = 0; i < quants->len; i++)
    {
      const RigQuant *quant = g_ptr_array_index (quants, i);
      double bytes;

      if (!is_family (self->quant, quant))
        continue;
      bytes = get_weights (self, quant)->total_bytes;
      if (bytes < now)
        add_preset (self, quant, bytes);
    }
}

void
rig_evaluator_advise (RigEvaluator *self, const RigScenario *scenario, const RigModel *model,
                      const RigQuant *quant, const RigMachine *machine, RigFitAdvice *advice)
{
  Search search = { self, scenario, model, quant, machine };

  memset (advice, 0, sizeof *advice);
  rig_evaluator_prepare_fit (self, scenario, model, quant, machine, &search.now);
  search.fit = evaluate (&search.now);
  advice->fit = search.fit;
  if (search.fit.verdict == RIG_FIT_FITS || search.fit.verdict == RIG_FIT_UNKNOWN)
    return;
  list_presets (&search);
  if (advise_single (&search, advice))
    return;
  advice->fit = search.fit;
  /* What fits, if only just, is not worth two changes. */
  if (search.fit.room_bytes < 0.0 && !advise_pair (&search, advice))
    advise_machine (&search, advice);
}
