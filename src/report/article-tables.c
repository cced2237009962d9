/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/*
 * The article's tables as it prints them, each row followed by what we compute or know. The columns
 * are the article's machines whatever the window compares, so that the tables stay its tables.
 */

#define N_MACHINES RIG_ARTICLE_MACHINES

/* What we say of an article's machine, for the rows that a number answers. */
typedef struct
{
  const RigPageInput *input;
  const RigArticle *article;
  const RigMachine *machines[N_MACHINES];
} Article;

static void
article_init (Article *self, const RigPageInput *input)
{
  self->input = input;
  self->article = rig_catalog_get_article (input->catalog);
  for (guint i = 0; i < N_MACHINES; i++)
    self->machines[i] = rig_catalog_find_machine (input->catalog, self->article->machines[i]);
}

static void
add_columns (const Article *self, RigTable *table)
{
  rig_table_add_column (table, "says", _("Who says it"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < N_MACHINES; i++)
    rig_table_add_column (table, self->article->machines[i], self->article->labels[i], NULL,
                          RIG_ALIGN_END,
                          rig_page_get_slot (self->input, self->article->machines[i]));
}

/* A cell as printed: the article's own words, marked where the record contradicts them. */
static void
fill_printed (RigCell *cell, const RigArticleCell *printed)
{
  guint marks = RIG_MARK_ARTICLE;

  if (printed->text == NULL)
    {
      rig_words_fill_unknown (cell, _("The article says nothing here."));
      return;
    }
  if (printed->wrong != NULL)
    marks |= RIG_MARK_WRONG;
  if (printed->reconstructed)
    marks |= RIG_MARK_RECONSTRUCTED;
  rig_cell_take (cell, g_strdup (printed->text), printed->low, RIG_BASIS_CLAIMED, marks,
                 printed->wrong != NULL
                   ? g_strdup (printed->wrong)
                   : printed->reconstructed
                       ? g_strdup (_("The article’s mark is lost; this is what its prose says."))
                       : NULL);
  cell->low = printed->low;
  cell->high = printed->high;
}

/* Two rows under one heading: the article's, then ours. Returns the article's. */
static guint
add_pair (RigTable *table, const char *key, const char *heading)
{
  g_autofree char *printed = g_strconcat (key, "/article", NULL);
  g_autofree char *ours = g_strconcat (key, "/rigwise", NULL);
  guint row = rig_table_add_row (table, printed, heading);

  rig_table_add_row (table, ours, heading);
  rig_words_fill_text (rig_table_get_cell (table, row, 0), _("The article"), RIG_MARK_ARTICLE, NULL);
  rig_words_fill_text (rig_table_get_cell (table, row + 1, 0), "Rigwise", 0, NULL);
  return row;
}

/* The machine whose record stands behind a claimed one: what can be bought, or could. */
static const RigMachine *
get_real (const Article *self, guint i)
{
  const RigMachine *machine = self->machines[i];

  if (machine == NULL || machine->successors == NULL || machine->successors[0] == NULL)
    return NULL;
  return rig_catalog_find_machine (self->input->catalog, machine->successors[0]);
}

static void
fill_real_figure (RigCell *cell, const RigMachine *real, const RigFigure *figure, const char *unit)
{
  g_autofree char *provenance = rig_words_provenance (figure);

  rig_words_fill_figure (cell, figure, unit);
  g_free (cell->note);
  /* Translators: the name of a machine, then where a figure comes from. */
  cell->note = g_strdup_printf (_("%1$s. %2$s"), real->name, provenance != NULL ? provenance : "");
}

static void
fill_real_text (RigCell *cell, const RigMachine *real, const char *text)
{
  rig_words_fill_text (cell, text, 0, real->name);
}

static void
fill_real_support (RigCell *cell, const RigMachine *real, RigSoftware software)
{
  static const char *const words[] = {
    [RIG_SUPPORT_UNKNOWN] = NULL,
    [RIG_SUPPORT_NO] = NC_("support", "no"),
    [RIG_SUPPORT_PARTIAL] = NC_("support", "partly"),
    [RIG_SUPPORT_YES] = NC_("support", "yes"),
  };
  const RigSoftwareSupport *support = &real->software[software];
  const char *word = words[support->support];

  rig_words_fill_text (cell, word != NULL ? g_dpgettext2 (NULL, "support", word) : NULL, 0,
                       support->note != NULL ? support->note : real->name);
}

static gboolean
has_api (const RigMachine *machine, const char *api)
{
  return machine->apis != NULL && g_strv_contains ((const char *const *) machine->apis, api);
}

static void
fill_largest (RigCell *cell, const Article *self, guint i, const char *quant_id)
{
  const RigMachine *machine = self->machines[i];
  double usable = machine->memory_gb.value * machine->usable_gpu_fraction_default.value * 1e9;
  RigEstimate params = rig_estimate_exact (
    rig_page_get_largest_params (self->input, quant_id, usable), RIG_BASIS_ESTIMATED);

  if (isnan (params.value))
    rig_words_fill_unknown (cell, NULL);
  else
    rig_words_fill_estimate (cell, rig_format_params (params.value), &params, 0,
                             g_strdup (_("Weights alone fill what the GPU may use by default.")));
}

/* Our word on a row of the head-to-head table. Rows about the machine itself are those of what can
 * be bought; rows that follow from the article's own memory are computed from that. */
static void
fill_spec (RigCell *cell, const Article *self, const char *key, guint i)
{
  const RigMachine *real = get_real (self, i);
  g_autofree char *os = NULL;

  if (real == NULL)
    rig_words_fill_unknown (cell, NULL);
  else if (g_str_equal (key, "memory"))
    fill_real_figure (cell, real, &real->memory_gb, "GB");
  else if (g_str_equal (key, "gpu-compute"))
    fill_real_figure (cell, real, &real->fp32_tflops, "TFLOPS FP32");
  else if (g_str_equal (key, "ai-specific"))
    fill_real_figure (cell, real, &real->fp16_tflops_dense, "TFLOPS FP16");
  else if (g_str_equal (key, "max-model-q4"))
    fill_largest (cell, self, i, "Q4_K_M");
  else if (g_str_equal (key, "max-model-fp16"))
    fill_largest (cell, self, i, "F16");
  else if (g_str_equal (key, "cuda"))
    fill_real_text (cell, real, has_api (real, "CUDA") ? C_("support", "yes") : C_("support", "no"));
  else if (g_str_equal (key, "metal"))
    fill_real_text (cell, real, has_api (real, "Metal") ? C_("support", "yes") : C_("support", "no"));
  else if (g_str_equal (key, "vllm"))
    fill_real_support (cell, real, RIG_SOFTWARE_VLLM);
  else if (g_str_equal (key, "llama-cpp"))
    fill_real_support (cell, real, RIG_SOFTWARE_LLAMA_CPP);
  else if (g_str_equal (key, "os"))
    fill_real_text (cell, real,
                    real->os != NULL ? (os = g_strjoinv (", ", (char **) real->os)) : NULL);
  else if (g_str_equal (key, "form-factor"))
    fill_real_text (cell, real, real->form_factor);
  else if (g_str_equal (key, "battery"))
    fill_real_figure (cell, real, &real->battery_hours, "h");
  else if (g_str_equal (key, "price"))
    fill_real_figure (cell, real, rig_machine_get_price (real), "USD");
  else if (g_str_equal (key, "available"))
    fill_real_text (cell, real, real->status);
  else
    rig_words_fill_unknown (cell, NULL);
}

RigTable *
rig_article_new_specs_table (const RigPageInput *input)
{
  Article self;
  RigTable *table;
  g_autoptr (GString) real = g_string_new (NULL);

  article_init (&self, input);
  table = rig_table_new ("article-specs", _("The article’s head to head"),
                         _("As the article prints it, and what can be bought instead"));
  add_columns (&self, table);
  for (guint r = 0; r < self.article->n_specs; r++)
    {
      const RigArticleSpec *spec = &self.article->specs[r];
      guint row = add_pair (table, spec->key, spec->row);
      for (guint i = 0; i < N_MACHINES; i++)
        {
          fill_printed (rig_table_get_cell (table, row, i + 1), &spec->cells[i]);
          fill_spec (rig_table_get_cell (table, row + 1, i + 1), &self, spec->key, i);
        }
    }
  for (guint i = 0; i < N_MACHINES; i++)
    if (get_real (&self, i) != NULL)
      g_string_append_printf (real, "%s%s → %s", i > 0 ? "; " : "", self.article->labels[i],
                              get_real (&self, i)->name);
  rig_table_add_footnote (table, real->str);
  return table;
}

/* A row that is only a size, such as "120B model", as the dense model of that size. */
static double
get_size_bytes (const Article *self, double params_b, const char *quant_id)
{
  /* Parameters that fill one byte, turned round: bytes per parameter of a large dense model. */
  double params_per_byte = rig_page_get_largest_params (self->input, quant_id, 1);

  return params_b * 1e9 / params_per_byte;
}

/* Our size and verdicts for a row of the compatibility table. */
static void
fill_fit_row (const Article *self, RigTable *table, guint row, const RigArticleFit *printed)
{
  const RigModel *model = printed->model_id != NULL
                            ? rig_catalog_find_model (self->input->catalog, printed->model_id) : NULL;
  const RigQuant *quant
    = rig_catalog_find_quant (self->input->catalog,
                              printed->quant_id != NULL ? printed->quant_id : "Q4_K_M");
  RigCell *size = rig_table_get_cell (table, row, 1);
  double bytes = NAN;

  if (model != NULL && quant != NULL)
    bytes = rig_evaluator_get_weights (self->input->evaluator, model, quant)->total_bytes;
  else if (!isnan (printed->params_b) && quant != NULL)
    bytes = get_size_bytes (self, printed->params_b, quant->id);
  if (isnan (bytes))
    rig_words_fill_unknown (size, NULL);
  else
    rig_cell_take (size, rig_format_bytes (bytes), bytes, RIG_BASIS_PREDICTED, 0,
                   model != NULL ? g_strdup (model->name) : NULL);

  for (guint i = 0; i < N_MACHINES; i++)
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
          memory.total_bytes = memory.device.weights_bytes = bytes;
          rig_fit_init (&fit, &memory, self->machines[i]->memory_gb.value * 1e9,
                        self->machines[i]->usable_gpu_fraction_default.value,
                        rig_figure_or (&self->machines[i]->usable_gpu_fraction_max,
                                       &self->machines[i]->usable_gpu_fraction_default)->value,
                        self->machines[i]->unified);
        }
      rig_cell_take (cell, g_strdup (rig_words_verdict (fit.verdict)), fit.room_bytes,
                     RIG_BASIS_UNKNOWN, rig_words_verdict_mark (fit.verdict), rig_words_fit (&fit));
    }
}

RigTable *
rig_article_new_fit_table (const RigPageInput *input)
{
  Article self;
  RigTable *table;

  article_init (&self, input);
  table = rig_table_new ("article-fit", _("The article’s table of models"),
                         _("As the article prints it, and with this scenario’s context"));
  rig_table_add_column (table, "says", _("Who says it"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "size", _("Size"), NULL, RIG_ALIGN_END, -1);
  for (guint i = 0; i < N_MACHINES; i++)
    rig_table_add_column (table, self.article->machines[i], self.article->labels[i], NULL,
                          RIG_ALIGN_END, rig_page_get_slot (input, self.article->machines[i]));
  for (guint r = 0; r < self.article->n_fits; r++)
    {
      const RigArticleFit *fit = &self.article->fits[r];
      g_autofree char *heading
        = fit->quant != NULL ? g_strdup_printf ("%s (%s)", fit->model, fit->quant)
                             : g_strdup (fit->model);
      g_autofree char *key = g_strdup_printf ("%u", r + 1);
      guint row = add_pair (table, key, heading);
      fill_printed (rig_table_get_cell (table, row, 1), &fit->size);
      for (guint i = 0; i < N_MACHINES; i++)
        {
          RigCell *cell = rig_table_get_cell (table, row, i + 2);
          fill_printed (cell, &fit->verdict[i]);
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

static void
fill_speed (RigCell *cell, const Article *self, const RigArticleSpeed *printed, guint i)
{
  const RigModel *model = printed->model_id != NULL
                            ? rig_catalog_find_model (self->input->catalog, printed->model_id) : NULL;
  const RigQuant *quant = printed->quant_id != NULL
                            ? rig_catalog_find_quant (self->input->catalog, printed->quant_id) : NULL;
  RigSpeedRun run;
  RigSpeed decode;
  g_autofree char *ceiling = NULL, *novelty = NULL;

  if (model == NULL || quant == NULL || self->machines[i] == NULL
      || !rig_evaluator_prepare_speed (self->input->evaluator, self->input->scenario, model, quant,
                                       self->machines[i], &run))
    {
      rig_words_fill_unknown (cell, NULL);
      return;
    }
  rig_speed_decode (&decode, &run.coefficients, &run.machine, &run.work, run.work.use.context, 1);
  ceiling = rig_format_number (decode.ceiling_tokens_per_s, 3);
  novelty = rig_words_novelty (&decode);
  rig_words_fill_estimate (
    cell, rig_words_speed (&decode.tokens_per_s), &decode.tokens_per_s, 0,
    /* Translators: a program; a speed; further sentences. */
    g_strdup_printf (_("%1$s, at this scenario’s context. Nothing on this machine can exceed %2$s "
                       "without speculation: that is its bandwidth over the bytes read per token. %3$s"),
                     rig_stack_get_name (run.stack), ceiling, novelty != NULL ? novelty : ""));
}

RigTable *
rig_article_new_speed_table (const RigPageInput *input)
{
  Article self;
  RigTable *table;

  article_init (&self, input);
  table = rig_table_new ("article-speed", _("The article’s table of speeds"),
                         _("Tokens per second while writing: as the article prints it, and predicted"));
  add_columns (&self, table);
  for (guint r = 0; r < self.article->n_speeds; r++)
    {
      const RigArticleSpeed *speed = &self.article->speeds[r];
      g_autofree char *heading = g_strdup_printf ("%s (%s)", speed->model, speed->quant);
      g_autofree char *key = g_strdup_printf ("%u", r + 1);
      guint row = add_pair (table, key, heading);
      for (guint i = 0; i < N_MACHINES; i++)
        {
          fill_printed (rig_table_get_cell (table, row, i + 1), &speed->tokens_per_s[i]);
          fill_speed (rig_table_get_cell (table, row + 1, i + 1), &self, speed, i);
        }
    }
  return table;
}

/* The scenario at another spend, for one of the article's machines. */
static void
fill_payback (RigCell *cell, const Article *self, guint i, double usd_per_month)
{
  g_autoptr (RigScenario) scenario = rig_scenario_copy (self->input->scenario);
  const char *const ids[] = { self->article->machines[i],
                              self->article->machines[(i + 1) % N_MACHINES], NULL };
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
  rig_words_fill_estimate (cell, rig_words_months (&machine->payback_months),
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
fill_rule (RigCell *cell, const Article *self, guint i, double usd_per_month)
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
                             g_strdup (_("Price divided by monthly spend: no electricity, no resale, "
                                         "no limit on what the machine can do.")));
}

RigTable *
rig_article_new_payback_table (const RigPageInput *input)
{
  Article self;
  RigTable *table;

  article_init (&self, input);
  table = rig_table_new ("article-payback", _("The article’s break-even table"),
                         _("As the article prints it, by its own rule, and with everything counted"));
  add_columns (&self, table);
  for (guint r = 0; r < self.article->n_paybacks; r++)
    {
      const RigArticlePayback *payback = &self.article->paybacks[r];
      g_autofree char *spend = rig_format_usd (payback->usd_per_month);
      /* Translators: %s is an amount of money. */
      g_autofree char *heading = g_strdup_printf (_("%s a month on APIs"), spend);
      g_autofree char *key = g_strdup_printf ("%g", payback->usd_per_month);
      g_autofree char *rule = g_strconcat (key, "/rule", NULL);
      guint row = rig_table_add_row (table, rule, heading), pair;
      rig_words_fill_text (rig_table_get_cell (table, row, 0), _("Price ÷ spend"), 0, NULL);
      pair = add_pair (table, key, heading);
      for (guint i = 0; i < N_MACHINES; i++)
        {
          fill_rule (rig_table_get_cell (table, row, i + 1), &self, i, payback->usd_per_month);
          fill_printed (rig_table_get_cell (table, pair, i + 1), &payback->months[i]);
          fill_payback (rig_table_get_cell (table, pair + 1, i + 1), &self, i, payback->usd_per_month);
        }
    }
  return table;
}
