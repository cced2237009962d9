/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/pages.h"
#include "report/words.h"

static const struct
{
  const char *id, *title, *icon;
  void (*fill) (RigReport *, const RigPageInput *);
} pages[RIG_N_PAGES] = {
  [RIG_PAGE_SPECS] = { "specs", N_("Specs"), "rig-specs-symbolic", rig_page_fill_specs },
  [RIG_PAGE_MODELS] = { "models", N_("Models"), "rig-models-symbolic", rig_page_fill_models },
  [RIG_PAGE_SPEED] = { "speed", N_("Speed"), "rig-speed-symbolic", rig_page_fill_speed },
  [RIG_PAGE_COST] = { "cost", N_("Cost"), "rig-cost-symbolic", rig_page_fill_cost },
  [RIG_PAGE_DECIDE] = { "decide", N_("Decide"), "rig-decide-symbolic", rig_page_fill_decide },
  [RIG_PAGE_CLAIMS] = { "claims", N_("Claims"), "rig-claims-symbolic", rig_page_fill_claims },
};

const char *
rig_page_get_id (RigPage page)
{
  g_return_val_if_fail (page < RIG_N_PAGES, "");
  return pages[page].id;
}

const char *
rig_page_get_title (RigPage page)
{
  g_return_val_if_fail (page < RIG_N_PAGES, "");
  return _(pages[page].title);
}

const char *
rig_page_get_icon (RigPage page)
{
  g_return_val_if_fail (page < RIG_N_PAGES, "");
  return pages[page].icon;
}

gboolean
rig_page_find (const char *id, RigPage *page)
{
  for (guint i = 0; i < RIG_N_PAGES; i++)
    if (g_str_equal (id, pages[i].id))
      {
        *page = i;
        return TRUE;
      }
  return FALSE;
}

/* "32k", or "32k (trained for 4k)" where a chat has more than the model knows how to use. */
static char *
describe_context (const RigPageInput *input)
{
  const RigMemoryUse *use = &input->answer->use;
  guint64 longest = input->answer->model->max_context;
  g_autofree char *context = rig_format_tokens (use->context);
  g_autofree char *trained = rig_format_tokens ((double) longest);

  if (longest == 0 || use->context <= longest * MAX (use->sequences, 1))
    return g_steal_pointer (&context);
  /* Translators: a context, and the longest that a model was made for: "32k (trained for 4k)". */
  return g_strdup_printf (_("%1$s (trained for %2$s)"), context, trained);
}

/* A prompt that no chat has room for is cut, which nobody should have to guess. */
static char *
describe_prompt (const RigPageInput *input)
{
  double read = input->answer->prompt_tokens;
  g_autofree char *tokens = rig_format_tokens (read);

  if (read >= rig_scenario_get_number (input->scenario, RIG_KEY_PROMPT_TOKENS))
    return g_strdup ("");
  /* Translators: added to the line of assumptions; %s is a number of tokens such as 8k. */
  return g_strdup_printf (_(" · prompt cut to %s, which is a chat’s share of the context"),
                          tokens);
}

static char *
describe_assumptions (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  const RigScenario *scenario = input->scenario;
  g_autofree char *context = describe_context (input);
  g_autofree char *prompt = describe_prompt (input);
  g_autofree char *line = NULL;
  g_autofree char *chats = g_strdup_printf (ngettext ("%u chat", "%u chats", answer->use.sequences),
                                            answer->use.sequences);
  g_autofree char *spend = rig_format_usd (answer->api_usd_per_month);
  g_autofree char *share
    = rig_format_share (rig_scenario_get_number (scenario, RIG_KEY_REPLACE_SHARE));
  g_autofree char *electricity
    = answer->n_machines > 0 ? rig_format_usd (answer->machines[0].money_inputs.usd_per_kwh)
                             : g_strdup ("");
  guint months = (guint) rig_scenario_get_number (scenario, RIG_KEY_HORIZON);

  /* Translators: the assumptions of a picture in one line: model, quantisation, context, number of
   * chats; API spend, the share of it that is replaced, electricity, months looked ahead. */
  line = g_strdup_printf (
    ngettext (
      "%1$s · %2$s · %3$s context · %4$s · %5$s a month on APIs, %6$s replaced · electricity "
      "%7$s/kWh · %8$u month",
      "%1$s · %2$s · %3$s context · %4$s · %5$s a month on APIs, %6$s replaced · electricity "
      "%7$s/kWh · %8$u months",
      months),
    answer->model->name, answer->quant->id, context, chats, spend, share, electricity, months);
  return g_strconcat (line, prompt, NULL);
}

static char *
describe_dates (const RigPageInput *input)
{
  gboolean claimed = FALSE;

  for (guint i = 0; i < input->answer->n_machines; i++)
    claimed |= input->answer->machines[i].machine->claimed;
  /* Translators: %s is a date. */
  if (!claimed)
    return g_strdup_printf (_("API prices of %s. Speeds are predictions with their 80 %% "
                              "interval."),
                            rig_catalog_get_price_date (input->catalog));
  return g_strdup_printf (_("API prices of %s. Speeds are predictions with their 80 %% interval. "
                            "Machines marked “claimed” are as the article describes them."),
                          rig_catalog_get_price_date (input->catalog));
}

static void
clear_machine (gpointer data)
{
  RigReportMachine *machine = data;

  g_free (machine->id);
  g_free (machine->name);
  g_free (machine->short_name);
  g_free (machine->price);
  g_free (machine->badge);
  g_free (machine->status);
}

static GArray *
list_machines (const RigAnswer *answer)
{
  GArray *machines = g_array_new (FALSE, TRUE, sizeof (RigReportMachine));

  g_array_set_clear_func (machines, clear_machine);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *source = &answer->machines[i];
      RigBasis basis = source->price_usd.basis;
      RigReportMachine machine = {
        .id = g_strdup (source->machine->id),
        .name = g_strdup (source->machine->name),
        .short_name = g_strdup (source->machine->short_name),
        .price = rig_words_usd (&source->price_usd),
        .badge = basis == RIG_BASIS_SPEC || basis == RIG_BASIS_UNKNOWN
                   ? NULL : g_strdup (rig_format_basis (basis)),
        .status = g_strdup (rig_words_short_status (source->machine)),
        .claimed = source->machine->claimed,
      };
      g_array_append_val (machines, machine);
    }
  return machines;
}

RigReport *
rig_report_new (RigPage page, RigEvaluator *evaluator, const RigScenario *scenario,
                const RigAnswer *answer)
{
  return rig_report_new_with_odds (page, evaluator, scenario, answer, NULL, RIG_ODDS_NONE);
}

RigReport *
rig_report_new_with_odds (RigPage page, RigEvaluator *evaluator, const RigScenario *scenario,
                          const RigAnswer *answer, const RigOdds *odds, RigOddsState state)
{
  RigPageInput input = { evaluator, rig_evaluator_get_catalog (evaluator), scenario, answer,
                         odds, state };
  RigReport *self;

  g_return_val_if_fail (page < RIG_N_PAGES, NULL);

  self = g_new0 (RigReport, 1);
  self->page = page;
  self->machines = list_machines (answer);
  self->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) rig_chart_free);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) rig_table_free);
  pages[page].fill (self, &input);
  self->assumptions = describe_assumptions (&input);
  self->dates = describe_dates (&input);
  return self;
}

void
rig_report_free (RigReport *self)
{
  g_array_unref (self->machines);
  g_ptr_array_unref (self->charts);
  g_ptr_array_unref (self->tables);
  g_free (self->finding);
  g_free (self->assumptions);
  g_free (self->dates);
  g_free (self);
}

int
rig_page_get_slot (const RigPageInput *input, const char *machine_id)
{
  for (guint i = 0; i < input->answer->n_machines; i++)
    if (g_str_equal (input->answer->machines[i].machine->id, machine_id))
      return (int) i;
  return -1;
}

RigInk
rig_page_get_ink (guint slot)
{
  return RIG_INK_SLOT_0 + slot % RIG_MAX_COMPARED;
}

guint
rig_page_add_machine_columns (const RigPageInput *input, RigTable *table, RigAlign align)
{
  guint first = table->columns->len;

  for (guint i = 0; i < input->answer->n_machines; i++)
    {
      const RigMachine *machine = input->answer->machines[i].machine;
      rig_table_add_column (table, machine->id, machine->short_name, NULL, align, (int) i);
    }
  return first;
}

/* Whether a cell's whole interval is beaten by another's. */
static gboolean
is_beaten (const RigTable *table, guint row, guint first, const RigCell *cell,
           gboolean more_is_better)
{
  for (guint i = first; i < table->columns->len; i++)
    {
      const RigCell *other = rig_table_get_cell (table, row, i);
      if (!isnan (other->value)
          && (more_is_better ? other->low > cell->high : other->high < cell->low))
        return TRUE;
    }
  return FALSE;
}

void
rig_page_mark_best (RigTable *table, guint row, guint first, gboolean more_is_better)
{
  guint n_known = 0, n_best = 0;

  for (guint i = first; i < table->columns->len; i++)
    {
      RigCell *cell = rig_table_get_cell (table, row, i);
      if (isnan (cell->value))
        continue;
      n_known++;
      if (!is_beaten (table, row, first, cell, more_is_better))
        {
          cell->marks |= RIG_MARK_BEST;
          n_best++;
        }
    }
  /* Where nobody is beaten, or nobody is there to be beaten, nobody is best. */
  if (n_best == n_known)
    for (guint i = first; i < table->columns->len; i++)
      rig_table_get_cell (table, row, i)->marks &= ~(guint) RIG_MARK_BEST;
}

double
rig_page_get_largest_params (const RigPageInput *input, const char *quant_id, double usable_bytes)
{
  /* Large dense models of one family have nearly the same bits per weight: this one
   * stands for all. */
  const RigModel *model = rig_catalog_find_model (input->catalog, "llama-3.3-70b");
  const RigQuant *quant = rig_catalog_find_quant (input->catalog, quant_id);
  const RigWeights *weights;

  if (model == NULL || quant == NULL)
    return NAN;
  weights = rig_evaluator_get_weights (input->evaluator, input->scenario, model, quant);
  if (weights->unknown != NULL)
    return NAN;
  return usable_bytes / (weights->total_bytes / model->total_params.value);
}
