/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/claims-private.h"

#include <glib/gi18n.h>

/* A number that is meant roughly holds within this share of the right one. */
#define TOLERANCE 0.1

static void
clear_claim (gpointer data)
{
  g_free (((RigClaim *) data)->id);
}

RigClaim *
rig_claim_check_add (RigClaimCheck *self, char *id, RigClaimTable table, const char *topic)
{
  static const RigClaimSide nothing = { .number = RIG_ESTIMATE_UNKNOWN };
  RigClaim claim = {
    .id = id,
    .table = table,
    .topic = topic,
    .usd_per_month = NAN,
    .low = NAN,
    .high = NAN,
    .computed = nothing,
    .recorded = nothing,
    .off_by = NAN,
    .bound = NAN,
    .reason = N_("Nothing is known to check it by"),
  };

  g_array_append_val (self->claims->claims, claim);
  return &g_array_index (self->claims->claims, RigClaim, self->claims->claims->len - 1);
}

void
rig_claim_set_cell (RigClaim *claim, const RigArticleCell *cell)
{
  claim->words = cell->text;
  claim->low = cell->low;
  claim->high = cell->high;
  claim->finding = cell->wrong;
}

void
rig_claim_record_figure (RigClaim *claim, const RigMachine *machine, const RigFigure *figure,
                         double factor)
{
  if (!rig_figure_is_known (figure))
    return;
  claim->recorded = (RigClaimSide){
    .number = rig_estimate_from_figure (figure, factor),
    .machine = machine,
    .source = figure->source,
    .date = figure->date,
  };
}

static void
set_off (RigClaim *claim, double factor, gboolean too_low)
{
  claim->verdict = RIG_CLAIM_OFF;
  claim->off_by = factor;
  claim->too_low = too_low;
}

void
rig_claim_judge_same (RigClaim *claim, gboolean same, const char *reason_off)
{
  claim->verdict = same ? RIG_CLAIM_HOLDS : RIG_CLAIM_OFF;
  claim->reason = same ? N_("It is as the article says") : reason_off;
}

void
rig_claim_judge_speed (RigClaim *claim, double ceiling)
{
  const RigEstimate *ours = &claim->computed.number;

  if (isnan (claim->low) || !rig_estimate_is_known (ours))
    return;
  if (claim->low > ceiling)
    {
      claim->verdict = RIG_CLAIM_IMPOSSIBLE;
      claim->bound_name = N_("memory bandwidth over the bytes of a token");
      claim->bound = ceiling;
      claim->reason = N_("The memory cannot deliver the weights that often");
      set_off (claim, claim->low / ours->value, FALSE);
      claim->verdict = RIG_CLAIM_IMPOSSIBLE;
    }
  else if (claim->low > ours->high)
    {
      set_off (claim, claim->low / ours->value, FALSE);
      claim->reason = N_("More than the computed interval");
    }
  else if (claim->high < ours->low)
    {
      set_off (claim, ours->value / claim->high, TRUE);
      claim->reason = N_("Less than the computed interval");
    }
  else
    {
      claim->verdict = RIG_CLAIM_HOLDS;
      claim->reason = N_("It meets the computed interval");
    }
}

void
rig_claim_judge_value (RigClaim *claim, const RigEstimate *value)
{
  if (isnan (claim->low) || !rig_estimate_is_known (value))
    return;
  if (claim->low > value->high * (1 + TOLERANCE))
    {
      set_off (claim, claim->low / value->high, FALSE);
      claim->reason = N_("More than a tenth too much");
    }
  else if (claim->high < value->low * (1 - TOLERANCE))
    {
      set_off (claim, value->low / claim->high, TRUE);
      claim->reason = N_("More than a tenth too little");
    }
  else
    {
      claim->verdict = RIG_CLAIM_HOLDS;
      claim->reason = N_("Right within a tenth");
    }
}

void
rig_claim_judge_size (RigClaim *claim, double params, double bits)
{
  double least = params * bits / 8 / 1e9;

  rig_claim_judge_value (claim, &claim->computed.number);
  if (isnan (least) || isnan (claim->high) || claim->high >= least * (1 - TOLERANCE))
    return;
  claim->verdict = RIG_CLAIM_IMPOSSIBLE;
  claim->bound_name = N_("weights times the bits that the quantisation is named for");
  claim->bound = least;
  claim->reason = N_("As many weights do not go into so few bytes");
}

double
rig_claim_check_get_largest (RigClaimCheck *self, const RigMachine *machine, const char *quant_id)
{
  /* As on the models page: the bits per weight of one large dense model stand for all. */
  const RigModel *model = rig_catalog_find_model (self->catalog, "llama-3.3-70b");
  const RigQuant *quant = rig_catalog_find_quant (self->catalog, quant_id);
  const RigWeights *weights;

  if (model == NULL || quant == NULL || machine == NULL)
    return NAN;
  weights = rig_evaluator_get_weights (self->evaluator, self->scenario, model, quant);
  if (weights->unknown != NULL)
    return NAN;
  return rig_machine_get_memory_bytes (machine) * machine->usable_gpu_fraction_default.value
         * model->total_params.value / weights->total_bytes;
}

/* What the article's machine stands for: of its successors the first with as much memory and, where
 * there is one, the article's price. */
static const RigMachine *
find_real (const RigCatalog *catalog, const RigMachine *claimed)
{
  const RigMachine *found = NULL;

  for (guint i = 0; claimed->successors != NULL && claimed->successors[i] != NULL; i++)
    {
      const RigMachine *machine = rig_catalog_find_machine (catalog, claimed->successors[i]);
      if (machine == NULL || machine->memory_gb.value != claimed->memory_gb.value)
        continue;
      if (found == NULL)
        found = machine;
    }
  return found;
}

static void
init_check (RigClaimCheck *self, RigClaims *claims, RigEvaluator *evaluator)
{
  self->claims = claims;
  self->evaluator = evaluator;
  self->catalog = rig_evaluator_get_catalog (evaluator);
  self->article = rig_catalog_get_article (self->catalog);
  self->scenario = rig_scenario_new ();
  rig_scenario_set_text (self->scenario, RIG_KEY_AS_OF, claims->date);
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    {
      self->machines[i] = rig_catalog_find_machine (self->catalog, self->article->machines[i]);
      self->real[i]
        = self->machines[i] != NULL ? find_real (self->catalog, self->machines[i]) : NULL;
    }
}

RigClaims *
rig_claims_new (RigEvaluator *evaluator, const char *date)
{
  RigClaims *self = g_new0 (RigClaims, 1);
  RigClaimCheck check;

  g_strlcpy (self->date, date, sizeof self->date);
  self->claims = g_array_new (FALSE, FALSE, sizeof (RigClaim));
  g_array_set_clear_func (self->claims, clear_claim);
  init_check (&check, self, evaluator);
  rig_claims_add_specs (&check);
  rig_claims_add_fits (&check);
  rig_claims_add_speeds (&check);
  rig_claims_add_paybacks (&check);
  rig_claims_add_statements (&check);
  rig_scenario_free (check.scenario);
  return self;
}

void
rig_claims_free (RigClaims *self)
{
  g_array_unref (self->claims);
  g_free (self);
}

const RigClaim *
rig_claims_find (const RigClaims *self, const char *id)
{
  for (guint i = 0; i < self->claims->len; i++)
    {
      const RigClaim *claim = &g_array_index (self->claims, RigClaim, i);
      if (g_str_equal (claim->id, id))
        return claim;
    }
  return NULL;
}

guint
rig_claims_count (const RigClaims *self, RigClaimVerdict verdict)
{
  guint n = 0;

  for (guint i = 0; i < self->claims->len; i++)
    n += g_array_index (self->claims, RigClaim, i).verdict == verdict;
  return n;
}

const char *
rig_claim_verdict_to_string (RigClaimVerdict verdict)
{
  static const char *const words[] = {
    [RIG_CLAIM_UNKNOWN] = "unknown",
    [RIG_CLAIM_HOLDS] = "holds",
    [RIG_CLAIM_OFF] = "off",
    [RIG_CLAIM_IMPOSSIBLE] = "impossible",
  };

  return words[verdict];
}

const char *
rig_claim_table_to_string (RigClaimTable table)
{
  static const char *const words[] = {
    [RIG_CLAIM_SPECS] = "specs",       [RIG_CLAIM_FITS] = "fits",
    [RIG_CLAIM_SPEEDS] = "speeds",     [RIG_CLAIM_PAYBACKS] = "paybacks",
    [RIG_CLAIM_STATEMENTS] = "statements",
  };

  return words[table];
}
