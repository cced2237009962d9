/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/claims-private.h"

#include <glib/gi18n.h>

#include "engine/answer/benchmark-match.h"

/* A machine of the same kind of GPU whose bandwidth differs by less than this stands beside one
 * that nobody has measured. */
#define NEAR_BANDWIDTH 0.15

/* The best measurement of a case on a machine; NULL: none. */
static const RigBenchmark *
find_benchmark (const RigMachine *machine, const RigModel *model, const RigQuant *quant)
{
  const RigBenchmark *found = NULL;
  RigMatch best = RIG_MATCH_NONE;

  for (guint i = 0; i < machine->n_benchmarks; i++)
    {
      const RigBenchmark *benchmark = &machine->benchmarks[i];
      RigMatch match = rig_benchmark_match (benchmark, model, quant, RIG_STACK_NONE);
      if (match == RIG_MATCH_NONE || !rig_figure_is_known (&benchmark->decode_tokens_per_s)
          || (found != NULL && match <= best))
        continue;
      found = benchmark;
      best = match;
    }
  return found;
}

/* The same of a model that stands only for its size: of any of exactly its size. */
static const RigBenchmark *
find_any_benchmark (const RigCatalog *catalog, const RigMachine *machine, const RigModel *model,
                    const RigQuant *quant)
{
  const GPtrArray *models = rig_catalog_get_models (catalog);
  const RigBenchmark *found = find_benchmark (machine, model, quant);

  for (guint i = 0; i < models->len && found == NULL; i++)
    {
      const RigModel *other = g_ptr_array_index (models, i);
      if (other->total_params.value == model->total_params.value)
        found = find_benchmark (machine, other, quant);
    }
  return found;
}

static gboolean
record_benchmark (RigClaimCheck *self, RigClaim *claim, const RigMachine *machine,
                  const RigModel *model, const RigQuant *quant)
{
  const RigBenchmark *benchmark = find_any_benchmark (self->catalog, machine, model, quant);

  if (benchmark == NULL)
    return FALSE;
  rig_claim_record_figure (claim, machine, &benchmark->decode_tokens_per_s, 1);
  return TRUE;
}

static gboolean
is_near (const RigMachine *machine, const RigMachine *claimed)
{
  double bandwidth = claimed->bandwidth_gb_per_s.value;

  return !machine->claimed && machine->n_gpus == 1 && machine->unified
         && g_str_has_prefix (machine->gpu_class, "apple")
              == g_str_has_prefix (claimed->gpu_class, "apple")
         && fabs (machine->bandwidth_gb_per_s.value - bandwidth) <= NEAR_BANDWIDTH * bandwidth;
}

/* What somebody measured on the machine that the name stands for, else on the next best. */
static void
record_speed (RigClaimCheck *self, RigClaim *claim, guint i, const RigModel *model,
              const RigQuant *quant)
{
  const GPtrArray *machines = rig_catalog_get_machines (self->catalog);

  if (self->real[i] != NULL && record_benchmark (self, claim, self->real[i], model, quant))
    return;
  for (guint m = 0; m < machines->len; m++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, m);
      if (is_near (machine, self->machines[i])
          && record_benchmark (self, claim, machine, model, quant))
        return;
    }
}

/* The article names no context, so a claim has the benefit of any from a short one up to that of
 * the defaults. */
static void
check_speed (RigClaimCheck *self, RigClaim *claim, const RigArticleSpeed *printed, guint i)
{
  const RigModel *model = rig_catalog_find_model (self->catalog, printed->model_id);
  const RigQuant *quant = rig_catalog_find_quant (self->catalog, printed->quant_id);
  RigSpeedRun run;
  RigSpeed brief, deep;

  if (model == NULL || quant == NULL || self->machines[i] == NULL)
    return;
  record_speed (self, claim, i, model, quant);
  if (!rig_evaluator_prepare_speed (self->evaluator, self->scenario, model, quant,
                                    self->machines[i], &run))
    {
      claim->reason = run.unknown;
      return;
    }
  rig_speed_run_decode (&run, RIG_SHORT_CONTEXT, 1, &brief);
  rig_speed_run_decode (&run, rig_speed_run_get_depth (&run), 1, &deep);
  claim->computed.number = brief.tokens_per_s;
  claim->computed.number.low = MIN (brief.tokens_per_s.low, deep.tokens_per_s.low);
  claim->computed.machine = self->machines[i];
  claim->bound_name = N_("memory bandwidth over the bytes of a token");
  claim->bound = brief.ceiling_tokens_per_s;
  rig_claim_judge_speed (claim, brief.ceiling_tokens_per_s);
}

void
rig_claims_add_speeds (RigClaimCheck *self)
{
  for (guint r = 0; r < self->article->n_speeds; r++)
    for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
      {
        const RigArticleSpeed *printed = &self->article->speeds[r];
        RigClaim *claim;
        if (printed->tokens_per_s[i].text == NULL)
          continue;
        claim = rig_claim_check_add (
          self, g_strdup_printf ("speed.%u.%s", r + 1, self->article->machines[i]),
          RIG_CLAIM_SPEEDS, printed->model);
        claim->quant = printed->quant;
        claim->machine = self->machines[i];
        claim->unit = "tokens/s";
        rig_claim_set_cell (claim, &printed->tokens_per_s[i]);
        check_speed (self, claim, printed, i);
      }
}
