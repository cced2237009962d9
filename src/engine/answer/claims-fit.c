/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/claims-private.h"

#include <glib/gi18n.h>

#include "engine/answer/benchmark-match.h"

static void
add_size (RigClaimCheck *self, const RigArticleFit *printed, guint r, const RigModel *model,
          const RigQuant *quant)
{
  const RigWeights *weights;
  RigClaim *claim;

  if (printed->size.text == NULL)
    return;
  claim = rig_claim_check_add (self, g_strdup_printf ("fit.%u.size", r + 1), RIG_CLAIM_FITS,
                               printed->model);
  claim->quant = printed->quant;
  claim->unit = "GB";
  rig_claim_set_cell (claim, &printed->size);
  if (model == NULL || quant == NULL)
    return;
  weights = rig_evaluator_get_weights (self->evaluator, self->scenario, model, quant);
  if (weights->unknown != NULL)
    return;
  claim->computed.number = rig_estimate_exact (weights->total_bytes / 1e9, RIG_BASIS_PREDICTED);
  rig_claim_judge_size (claim, model->total_params.value, rig_quant_name_get_bits (printed->quant));
}

static const char *
verdict_to_word (RigFitVerdict verdict)
{
  static const char *const words[] = {
    [RIG_FIT_UNKNOWN] = NULL,
    [RIG_FIT_NO] = NC_("claim", "no"),
    [RIG_FIT_TIGHT] = NC_("claim", "tight"),
    [RIG_FIT_FITS] = NC_("claim", "yes"),
  };

  return words[verdict];
}

static void
add_verdict (RigClaimCheck *self, const RigArticleFit *printed, guint r, guint i,
             const RigModel *model, const RigQuant *quant)
{
  RigMemory memory;
  RigFit fit;
  RigClaim *claim
    = rig_claim_check_add (self, g_strdup_printf ("fit.%u.%s", r + 1, self->article->machines[i]),
                           RIG_CLAIM_FITS, printed->model);

  claim->quant = printed->quant;
  claim->machine = self->machines[i];
  rig_claim_set_cell (claim, &printed->verdict[i]);
  if (model == NULL || quant == NULL || self->machines[i] == NULL)
    return;
  rig_evaluator_fit (self->evaluator, self->scenario, model, quant, self->machines[i], &memory,
                     &fit);
  claim->computed.word = verdict_to_word (fit.verdict);
  claim->computed.machine = self->machines[i];
  if (claim->computed.word == NULL)
    return;
  claim->bound_name = N_("memory that the GPU may use, in GB");
  claim->bound = fit.usable_bytes / 1e9;
  rig_claim_judge_same (claim, g_str_equal (claim->computed.word, claim->words),
                        N_("Memory needed and memory there give another verdict"));
}

void
rig_claims_add_fits (RigClaimCheck *self)
{
  for (guint r = 0; r < self->article->n_fits; r++)
    {
      const RigArticleFit *printed = &self->article->fits[r];
      const RigModel *model = printed->model_id != NULL
                                ? rig_catalog_find_model (self->catalog, printed->model_id) : NULL;
      const RigQuant *quant = rig_catalog_find_quant (
        self->catalog, printed->quant_id != NULL ? printed->quant_id : "Q4_K_M");

      add_size (self, printed, r, model, quant);
      for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
        if (printed->verdict[i].text != NULL)
          add_verdict (self, printed, r, i, model, quant);
    }
}
