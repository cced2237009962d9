/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "engine/answer/fit-advice.h"
#include "engine/answer/fit-limits.h"
#include "report/fit-words.h"
#include "report/format.h"
#include "report/words.h"

/* What a buyer asks "up to which size" about. */
static const char *const size_quants[] = { "Q2_K", "Q4_K_M", "Q6_K", "Q8_0", "F16" };

static void
fill_count (RigCell *cell, double count, char *text, const char *none)
{
  if (count > 0)
    rig_cell_take (cell, text, count, RIG_BASIS_PREDICTED, 0, NULL);
  else
    {
      g_free (text);
      rig_words_fill_text (cell, none, RIG_MARK_DIM, NULL);
    }
}

static void
fill_limits (RigTable *table, guint row, const RigFitCase *fit_case)
{
  guint context = rig_fit_case_get_largest_context (fit_case);
  guint chats = rig_fit_case_get_most_chats (fit_case);

  fill_count (rig_table_get_cell (table, row, 4), context, rig_format_tokens (context),
              C_("context", "none"));
  fill_count (rig_table_get_cell (table, row, 5), chats,
              chats < RIG_FIT_MOST_CHATS
                ? rig_format_number (chats, 4)
                /* Translators: so many and more. */
                : g_strdup_printf (_("%d or more"), RIG_FIT_MOST_CHATS),
              C_("chats", "none"));
}

static void
fill_advice_row (const RigPageInput *input, RigTable *table, const RigMachine *machine)
{
  const RigAnswer *answer = input->answer;
  guint row = rig_table_add_row (table, machine->id, NULL);
  RigFitAdvice advice;
  RigFitCase fit_case;
  RigMemory memory;
  RigFit fit;

  rig_words_fill_text (rig_table_get_cell (table, row, 0), machine->name, 0, NULL);
  rig_evaluator_prepare_fit (input->evaluator, input->scenario, answer->model, answer->quant,
                             machine, &fit_case);
  rig_fit_case_evaluate (&fit_case, &memory, &fit);
  rig_cell_take (rig_table_get_cell (table, row, 1), g_strdup (rig_words_verdict (fit.verdict)),
                 fit.room_bytes, RIG_BASIS_UNKNOWN, rig_words_verdict_mark (fit.verdict),
                 rig_words_fit (&fit));
  rig_words_fill_text (rig_table_get_cell (table, row, 2),
                       rig_words_reason (rig_fit_get_reason (&fit, &memory)), 0, NULL);
  if (fit.verdict == RIG_FIT_UNKNOWN)
    {
      for (guint i = 3; i < table->columns->len; i++)
        rig_words_fill_unknown (rig_table_get_cell (table, row, i), NULL);
      return;
    }
  rig_evaluator_advise (input->evaluator, input->scenario, answer->model, answer->quant, machine,
                        &advice);
  rig_cell_take (rig_table_get_cell (table, row, 3), rig_words_advice (&advice), NAN,
                 RIG_BASIS_UNKNOWN, advice.n_changes == 0 ? RIG_MARK_DIM : 0, NULL);
  fill_limits (table, row, &fit_case);
}

RigTable *
rig_page_new_advice_table (const RigPageInput *input, const RigMachine *const *machines, guint n)
{
  const RigMemoryUse *use = &input->answer->use;
  guint chats = MAX (use->sequences, 1);
  g_autofree char *each = rig_format_tokens (floor ((double) use->context / chats));
  /* Translators: a number of tokens such as 32k. */
  g_autofree char *note = g_strdup_printf (_("Chats: how many fit at once when each has %s of "
                                             "context."), each);
  RigTable *table = rig_table_new ("advice", _("What could be changed?"),
                                   _("The first thing that makes it fit, and how far it goes as "
                                     "it is"));

  rig_table_add_column (table, "machine", _("Machine"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "verdict", _("Verdict"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "reason", _("Why"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "change", _("First to change"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "largest_context", _("Longest context"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "chats", _("Chats"), NULL, RIG_ALIGN_END, -1);
  for (guint i = 0; i < n; i++)
    fill_advice_row (input, table, machines[i]);
  rig_table_add_footnote (table, note);
  return table;
}

static void
fill_largest (const RigPageInput *input, RigCell *cell, const RigQuant *quant,
              const RigMachine *machine)
{
  RigFit fit;
  const RigModel *model = rig_evaluator_find_largest_model (input->evaluator, input->scenario,
                                                            quant, machine, &fit);

  if (model == NULL)
    rig_words_fill_text (cell, C_("model", "none"), RIG_MARK_DIM, NULL);
  else
    rig_cell_take (cell, g_strdup (model->name), model->total_params.value, RIG_BASIS_PREDICTED,
                   rig_words_verdict_mark (fit.verdict), rig_words_fit (&fit));
}

RigTable *
rig_page_new_largest_model_table (const RigPageInput *input)
{
  g_autofree char *context
    = rig_format_tokens (rig_scenario_get_number (input->scenario, RIG_KEY_CONTEXT));
  /* Translators: a number of tokens such as 32k. */
  g_autofree char *subtitle = g_strdup_printf (_("The model of the catalogue with the most "
                                                 "parameters, at %s context"), context);
  RigTable *table = rig_table_new ("largest-model", _("Which is the largest model that fits?"),
                                   subtitle);

  rig_table_add_column (table, "quant", _("Quantisation"), NULL, RIG_ALIGN_START, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_START);
  for (guint i = 0; i < G_N_ELEMENTS (size_quants); i++)
    {
      const RigQuant *quant = rig_catalog_find_quant (input->catalog, size_quants[i]);
      guint row;

      if (quant == NULL)
        continue;
      row = rig_table_add_row (table, quant->id, NULL);
      rig_words_fill_text (rig_table_get_cell (table, row, 0), quant->id, 0, NULL);
      for (guint m = 0; m < input->answer->n_machines; m++)
        fill_largest (input, rig_table_get_cell (table, row, m + 1), quant,
                      input->answer->machines[m].machine);
    }
  return table;
}

gboolean
rig_page_is_popular (const RigCatalog *catalog, const RigModel *model)
{
  const GPtrArray *apis = rig_catalog_get_apis (catalog);

  for (guint i = 0; i < apis->len; i++)
    if (g_strcmp0 (((const RigApi *) g_ptr_array_index (apis, i))->local_model, model->id) == 0)
      return TRUE;
  return FALSE;
}

/* One row: how the pair fits each compared machine. FALSE and no row where it fits none. */
static gboolean
add_beside_row (const RigPageInput *input, RigTable *table, const RigModel *model)
{
  const RigAnswer *answer = input->answer;
  const RigLoadedModel pair[] = { { answer->model, answer->quant, 0 },
                                  { model, answer->quant, 0 } };
  RigFit fits[RIG_MAX_COMPARED];
  gboolean any = FALSE;
  guint row;

  for (guint m = 0; m < answer->n_machines; m++)
    {
      rig_evaluator_fit_together (input->evaluator, input->scenario, pair, G_N_ELEMENTS (pair),
                                  answer->machines[m].machine, &fits[m]);
      any |= fits[m].room_bytes >= 0.0;
    }
  if (!any)
    return FALSE;
  row = rig_table_add_row (table, model->id, NULL);
  rig_words_fill_text (rig_table_get_cell (table, row, 0), model->name, 0, NULL);
  for (guint m = 0; m < answer->n_machines; m++)
    rig_cell_take (rig_table_get_cell (table, row, m + 1),
                   g_strdup (rig_words_verdict (fits[m].verdict)), fits[m].room_bytes,
                   RIG_BASIS_UNKNOWN, rig_words_verdict_mark (fits[m].verdict),
                   rig_words_fit (&fits[m]));
  return TRUE;
}

RigTable *
rig_page_new_beside_table (const RigPageInput *input)
{
  const GPtrArray *models = rig_catalog_get_models (input->catalog);
  g_autofree char *context = rig_format_tokens (input->answer->use.context);
  /* Translators: the name of a model, a quantisation, a number of tokens such as 32k. */
  g_autofree char *subtitle = g_strdup_printf (_("Loaded at once with %1$s, both at %2$s with up "
                                                 "to %3$s context, each in a program of its own"),
                                               input->answer->model->name,
                                               input->answer->quant->id, context);
  RigTable *table = rig_table_new ("beside", _("Which models fit beside it?"), subtitle);
  guint n = 0;

  rig_table_add_column (table, "model", _("Model"), NULL, RIG_ALIGN_START, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_START);
  for (guint i = 0; i < models->len; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);
      if (rig_page_is_popular (input->catalog, model) && add_beside_row (input, table, model))
        n++;
    }
  if (n == 0)
    rig_table_add_footnote (table, _("None of the models that are sold as a service does."));
  return table;
}
