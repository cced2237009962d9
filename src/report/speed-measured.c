/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page-speed.h"

#include <glib/gi18n.h>
#include <string.h>

#include "report/format.h"
#include "report/words.h"

/* The catalogue's quantisation, or the usual one of as many bits; NULL: none. */
static const RigQuant *
find_quant (const RigCatalog *catalog, const char *name, RigMatch *match)
{
  static const struct
  {
    guint bits;
    const char *id;
  } usual[] = { { 4, "Q4_K_M" }, { 5, "Q5_K_M" }, { 6, "Q6_K" }, { 8, "Q8_0" }, { 16, "F16" } };
  const RigQuant *quant = name != NULL ? rig_catalog_find_quant (catalog, name) : NULL;

  *match = RIG_MATCH_SAME;
  if (quant != NULL)
    return quant;
  *match = RIG_MATCH_SIMILAR;
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (usual[i].bits == rig_quant_name_get_bits (name))
      return rig_catalog_find_quant (catalog, usual[i].id);
  return NULL;
}

/* What the speed model says of a published case. FALSE: nothing. */
static gboolean
predict (const RigPageInput *input, const RigMachine *machine, const RigBenchmark *benchmark,
         gboolean decode, RigSpeed *speed, const RigQuant **quant)
{
  const RigModel *model
    = benchmark->model_id != NULL
        ? rig_catalog_find_model (input->catalog, benchmark->model_id) : NULL;
  double context = benchmark->context_tokens, prompt = benchmark->prompt_tokens;
  RigSpeedRun run;
  RigMatch match;

  *quant = find_quant (input->catalog, benchmark->quant, &match);
  if (model == NULL || *quant == NULL
      || (benchmark->quant != NULL && strstr (benchmark->quant, "MTP") != NULL)
      || !rig_evaluator_prepare_speed (input->evaluator, input->scenario, model, *quant, machine,
                                       &run))
    return FALSE;
  if (decode)
    rig_speed_run_decode (&run, isnan (context) ? RIG_SHORT_CONTEXT : context, 1, speed);
  else
    rig_speed_run_prefill (&run, isnan (prompt) ? RIG_SHORT_CONTEXT : prompt, 0, speed);
  return TRUE;
}

/* "within the interval", "faster, ×1.3". */
static char *
compare (double measured, const RigEstimate *predicted)
{
  g_autofree char *factor = NULL;

  if (measured >= predicted->low && measured <= predicted->high)
    return g_strdup (_("within the interval"));
  if (measured > predicted->high)
    {
      factor = rig_format_number (measured / predicted->value, 2);
      /* Translators: %s is a factor such as 1.3: measured over predicted speed. */
      return g_strdup_printf (_("faster, ×%s"), factor);
    }
  factor = rig_format_number (predicted->value / measured, 2);
  /* Translators: %s is a factor such as 1.3: predicted over measured speed. */
  return g_strdup_printf (_("slower, ×%s"), factor);
}

static void
add_row (const RigPageInput *input, RigTable *table, const RigMachineAnswer *machine, guint number,
         gboolean decode)
{
  const RigBenchmark *benchmark = &machine->machine->benchmarks[number];
  const RigFigure *figure
    = decode ? &benchmark->decode_tokens_per_s : &benchmark->prefill_tokens_per_s;
  g_autofree char *id = g_strdup_printf ("%s/%u/%s", machine->machine->id, number + 1,
                                         decode ? "decode" : "prefill");
  g_autofree char *what = g_strdup_printf ("%s, %s", benchmark->model,
                                           benchmark->quant != NULL ? benchmark->quant : "—");
  g_autofree char *provenance = rig_words_provenance (figure);
  const RigQuant *quant;
  RigSpeed speed;
  guint row;

  if (!rig_figure_is_known (figure))
    return;
  row = rig_table_add_row (table, id, machine->machine->name);
  rig_words_fill_text (rig_table_get_cell (table, row, 0), what, 0, benchmark->note);
  rig_words_fill_text (rig_table_get_cell (table, row, 1), benchmark->engine, 0, NULL);
  rig_words_fill_text (rig_table_get_cell (table, row, 2), decode ? _("writes") : _("reads"), 0,
                       NULL);
  rig_cell_take (rig_table_get_cell (table, row, 3), rig_format_number (figure->value, 3),
                 figure->value, figure->basis, 0, g_steal_pointer (&provenance));
  if (!predict (input, machine->machine, benchmark, decode, &speed, &quant))
    {
      rig_words_fill_unknown (rig_table_get_cell (table, row, 4),
                              _("Nothing can be predicted for this case."));
      rig_words_fill_unknown (rig_table_get_cell (table, row, 5), NULL);
      return;
    }
  rig_words_fill_estimate (rig_table_get_cell (table, row, 4),
                           rig_words_speed (&speed.tokens_per_s), &speed.tokens_per_s, 0,
                           /* Translators: a quantisation; a program. */
                           g_strdup_printf (_("Predicted for %1$s with %2$s."), quant->id,
                                            rig_stack_get_name (speed.stack)));
  rig_cell_take (rig_table_get_cell (table, row, 5), compare (figure->value, &speed.tokens_per_s),
                 figure->value / speed.tokens_per_s.value, RIG_BASIS_UNKNOWN, 0, NULL);
}

RigTable *
rig_page_new_measured_table (const RigPageInput *input)
{
  RigTable *table
    = rig_table_new ("measured", _("Measured by others, beside our predictions"),
                     _("Every published measurement of the catalogue on these machines; where it "
                       "states no context, the prediction is for a short one"));

  rig_table_add_column (table, "case", _("Model and quantisation"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "engine", _("Program"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "kind", _("Test"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "measured_tokens_per_s", _("Measured"), _("tokens/s"),
                        RIG_ALIGN_END, -1);
  rig_table_add_column (table, "predicted_tokens_per_s", _("Predicted"), _("tokens/s"),
                        RIG_ALIGN_END, -1);
  rig_table_add_column (table, "verdict", _("Within the interval?"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < input->answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &input->answer->machines[i];
      for (guint k = 0; k < machine->machine->n_benchmarks; k++)
        {
          add_row (input, table, machine, k, TRUE);
          add_row (input, table, machine, k, FALSE);
        }
    }
  if (table->rows->len > 0)
    return table;
  rig_table_free (table);
  return NULL;
}
