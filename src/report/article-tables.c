/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/article-rows.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* A row that is only a size, such as "120B model", as the dense model of that size. */
static double
get_size_bytes (const RigArticleInput *self, double params_b, const char *quant_id)
{
  /* Parameters that fill one byte, turned round: bytes per parameter of a large dense model. */
  double params_per_byte = rig_page_get_largest_params (self->input, quant_id, 1);

  return params_b * 1e9 / params_per_byte;
}

/* A row without a model says nothing of the program, and so of its runtime. */
static RigFitSpace
get_default_space (const RigMachine *machine)
{
  const RigFigure *usable = &machine->usable_gpu_fraction_default;

  return (RigFitSpace){
    .total_bytes = rig_machine_get_memory_bytes (machine),
    .usable_share = usable->value,
    .max_share = rig_figure_or (&machine->usable_gpu_fraction_max, usable)->value,
    .runtime_bytes = NAN,
    .n_devices = 1,
    .unified = machine->unified,
  };
}

/* Our size and verdicts for a row of the compatibility table. */
static void
fill_fit_row (const RigArticleInput *self, RigTable *table, guint row, const RigArticleFit *printed)
{
  const RigModel *model = printed->model_id != NULL
                            ? rig_catalog_find_model (self->input->catalog, printed->model_id)
                            : NULL;
  const RigQuant *quant
    = rig_catalog_find_quant (self->input->catalog,
                              printed->quant_id != NULL ? printed->quant_id : "Q4_K_M");
  RigCell *size = rig_table_get_cell (table, row, 1);
  double bytes = NAN;

  if (model != NULL && quant != NULL)
    bytes = rig_evaluator_get_weights (self->input->evaluator, self->input->scenario, model,
                                       quant)->total_bytes;
  else if (!isnan (printed->params_b) && quant != NULL)
    bytes = get_size_bytes (self, printed->params_b, quant->id);
  if (isnan (bytes))
    rig_words_fill_unknown (size, NULL);
  else
    rig_cell_take (size, rig_format_bytes (bytes), bytes, RIG_BASIS_PREDICTED, 0,
                   model != NULL ? g_strdup (model->name) : NULL);

  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    {
      RigCell *cell = rig_table_get_cell (table, row, i + 2);
      RigMemory memory = { 0 };
      RigFit fit = { 0 };
      if (self->machines[i] == NULL || quant == NULL || isnan (bytes))
        {
          rig_words_fill_unknown (cell, NULL);
          continue;
        }
      if (model != NULL)
        rig_evaluator_fit (self->input->evaluator, self->input->scenario, model, quant,
                           self->machines[i], &memory, &fit);
      else
        {
          RigFitSpace space = get_default_space (self->machines[i]);
          memory.total_bytes = memory.device.weights_bytes = bytes;
          rig_fit_init (&fit, &memory, NULL, &space);
        }
      rig_cell_take (cell, g_strdup (rig_words_verdict (fit.verdict)), fit.room_bytes,
                     RIG_BASIS_UNKNOWN, rig_words_verdict_mark (fit.verdict), rig_words_fit (&fit));
    }
}

RigTable *
rig_article_new_fit_table (const RigPageInput *input)
{
  RigArticleInput self;
  RigTable *table;

  rig_article_input_init (&self, input);
  table = rig_table_new ("article-fit", _("The article’s table of models"),
                         _("As the article prints it, and with this scenario’s context"));
  rig_table_add_column (table, "says", _("Who says it"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "size", _("Size"), NULL, RIG_ALIGN_END, -1);
  rig_article_add_machine_columns (&self, table);
  for (guint r = 0; r < self.article->n_fits; r++)
    {
      const RigArticleFit *fit = &self.article->fits[r];
      g_autofree char *heading
        = fit->quant != NULL ? g_strdup_printf ("%s (%s)", fit->model, fit->quant)
                             : g_strdup (fit->model);
      g_autofree char *key = g_strdup_printf ("%u", r + 1);
      guint row = rig_article_add_pair (table, key, heading, "Rigwise");
      rig_article_fill_printed (rig_table_get_cell (table, row, 1), &fit->size);
      for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
        {
          RigCell *cell = rig_table_get_cell (table, row, i + 2);
          rig_article_fill_printed (cell, &fit->verdict[i]);
          /* The words of the file are the article's marks; people get them in their language. */
          if (fit->verdict[i].text != NULL)
            {
              g_free (cell->text);
              cell->text = g_strdup (g_str_equal (fit->verdict[i].text, "yes")
                                       ? C_("support", "yes")
                                       : g_str_equal (fit->verdict[i].text, "tight")
                                           ? C_("verdict", "tight") : C_("verdict", "no"));
            }
        }
      fill_fit_row (&self, table, row + 1, fit);
    }
  return table;
}

/* The scenario at another spend, for one of the article's machines. */
static void
fill_payback (RigCell *cell, const RigArticleInput *self, guint i, double usd_per_month)
{
  g_autoptr (RigScenario) scenario = rig_scenario_copy (self->input->scenario);
  const char *const ids[] = { self->article->machines[i],
                              self->article->machines[(i + 1) % RIG_ARTICLE_MACHINES], NULL };
  RigAnswer answer;
  const RigMachineAnswer *machine;

  rig_scenario_set_machines (scenario, ids);
  /* Typed tokens would hold the bill still. */
  rig_scenario_set_number (scenario, RIG_KEY_TOKENS_IN, 0);
  rig_scenario_set_number (scenario, RIG_KEY_TOKENS_CACHED, 0);
  rig_scenario_set_number (scenario, RIG_KEY_TOKENS_OUT, 0);
  rig_scenario_set_number (scenario, RIG_KEY_API_SPEND, usd_per_month);
  rig_evaluator_evaluate (self->input->evaluator, scenario, &answer);
  machine = &answer.machines[0];
  if (answer.n_machines == 0 || machine->money_unknown != NULL)
    {
      rig_words_fill_unknown (cell, answer.n_machines > 0 ? _(machine->money_unknown) : NULL);
      return;
    }
  rig_words_fill_estimate (cell, rig_words_payback (&machine->payback_months,
                                                    machine->money_low.never),
                           &machine->payback_months, 0, NULL);
}

/* Whole months, rounded half up, as the article prints them. */
static char *
format_rule (double low, double high)
{
  double from = floor (low + 0.5), to = floor (high + 0.5);

  if (from == to)
    return g_strdup_printf (ngettext ("%.0f month", "%.0f months", (gulong) from), from);
  return g_strdup_printf (_("%1$.0f–%2$.0f months"), from, to);
}

static void
fill_rule (RigCell *cell, const RigArticleInput *self, guint i, double usd_per_month)
{
  const RigFigure *price = rig_machine_get_price (self->machines[i]);
  double low = rig_money_get_article_payback_months (price->low, usd_per_month);
  double high = rig_money_get_article_payback_months (price->high, usd_per_month);
  RigEstimate months = { rig_money_get_article_payback_months (price->value, usd_per_month), low,
                         high, RIG_BASIS_CLAIMED };

  if (isnan (months.value))
    rig_words_fill_unknown (cell, NULL);
  else
    rig_words_fill_estimate (cell, format_rule (low, high), &months, 0,
                             g_strdup (
                               _("Price divided by monthly spend: no electricity, no resale, "
                                 "no limit on what the machine can do.")));
}

RigTable *
rig_article_new_payback_table (const RigPageInput *input)
{
  RigArticleInput self;
  RigTable *table;

  rig_article_input_init (&self, input);
  table =
    rig_table_new ("article-payback", _("The article’s break-even table"),
                   _("As the article prints it, by its own rule, and with everything counted"));
  rig_table_add_column (table, "says", _("Who says it"), NULL, RIG_ALIGN_START, -1);
  rig_article_add_machine_columns (&self, table);
  for (guint r = 0; r < self.article->n_paybacks; r++)
    {
      const RigArticlePayback *payback = &self.article->paybacks[r];
      g_autofree char *spend = rig_format_usd (payback->usd_per_month);
      /* Translators: %s is an amount of money. */
      g_autofree char *heading = g_strdup_printf (_("%s a month on APIs"), spend);
      g_autofree char *key = g_strdup_printf ("%g", payback->usd_per_month);
      guint row = rig_article_add_row (table, key, "article", heading, _("The article"));
      rig_article_add_row (table, key, "rule", heading, _("Price ÷ spend"));
      rig_article_add_row (table, key, "rigwise", heading, "Rigwise");
      for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
        {
          rig_article_fill_printed (rig_table_get_cell (table, row, i + 1), &payback->months[i]);
          fill_rule (rig_table_get_cell (table, row + 1, i + 1), &self, i, payback->usd_per_month);
          fill_payback (rig_table_get_cell (table, row + 2, i + 1), &self, i,
                        payback->usd_per_month);
        }
    }
  return table;
}
