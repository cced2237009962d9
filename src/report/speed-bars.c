/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page-speed.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* Silent reading of non-fiction in English: 238 words a minute (Brysbaert 2019, Journal of Memory
 * and Language 109), at 0.75 words a token. */
#define READING_TOKENS_PER_S (238.0 / 60 / 0.75)

/* The article's claim on this model and machine; NULL: it makes none. */
static const RigArticleCell *
find_claim (const RigPageInput *input, const char *machine_id)
{
  const RigArticle *article = rig_catalog_get_article (input->catalog);

  for (guint i = 0; i < article->n_speeds; i++)
    {
      const RigArticleSpeed *row = &article->speeds[i];
      if (g_strcmp0 (row->model_id, input->answer->model->id) != 0
          || g_strcmp0 (row->quant_id, input->answer->quant->id) != 0)
        continue;
      for (guint m = 0; m < RIG_ARTICLE_MACHINES; m++)
        if (g_str_equal (article->machines[m], machine_id) && row->tokens_per_s[m].text != NULL)
          return &row->tokens_per_s[m];
    }
  return NULL;
}

/* "Measured with Ollama at Q4_K_M, 4k context". */
static char *
describe_benchmark (const RigBenchmark *benchmark)
{
  const char *engine = benchmark->engine != NULL ? benchmark->engine : "—";
  const char *quant = benchmark->quant != NULL ? benchmark->quant : "—";
  g_autofree char *context = NULL;

  if (isnan (benchmark->context_tokens))
    /* Translators: in these two, a program; a quantisation; a number of tokens such as 32k. */
    return g_strdup_printf (_("Measured with %1$s at %2$s, context not stated"), engine, quant);
  context = rig_format_tokens (benchmark->context_tokens);
  return g_strdup_printf (_("Measured with %1$s at %2$s, %3$s context"), engine, quant, context);
}

/* Points of what others have measured, and a sentence on each for those who cannot see them. */
static gboolean
add_measured (RigBar *bar, const RigPageInput *input, const RigMachineAnswer *machine,
              gboolean decode, GString *words)
{
  gboolean any = FALSE;

  for (guint i = 0; i < machine->machine->n_benchmarks; i++)
    {
      const RigBenchmark *benchmark = &machine->machine->benchmarks[i];
      const RigFigure *figure
        = decode ? &benchmark->decode_tokens_per_s : &benchmark->prefill_tokens_per_s;
      RigMatch match = rig_benchmark_match (benchmark, input->answer->model, input->answer->quant,
                                            machine->run.stack);
      g_autofree char *label = NULL, *value = NULL;
      if (match == RIG_MATCH_NONE || !rig_figure_is_known (figure))
        continue;
      label = describe_benchmark (benchmark);
      value = rig_format_number (figure->value, 3);
      rig_bar_add_measured (bar, label, figure->value, match == RIG_MATCH_SIMILAR);
      /* Translators: how something was measured, then the number of tokens per second. */
      g_string_append_printf (words, _("%1$s: %2$s. "), label, value);
      any = TRUE;
    }
  return any;
}

static void
set_claim (RigBar *bar, const RigArticleCell *claim, const RigMachineAnswer *machine)
{
  RigSpeed brief;

  if (claim == NULL)
    return;
  bar->claim.low = claim->low;
  bar->claim.high = claim->high;
  /* The article names no context, so the ceiling is that of a short one. */
  if (machine->run.unknown == NULL)
    {
      rig_speed_run_decode (&machine->run, RIG_SHORT_CONTEXT, 1, &brief);
      bar->claim.impossible = claim->low > brief.ceiling_tokens_per_s;
    }
  bar->claim.label = g_strdup (bar->claim.impossible ? _("claimed, but impossible")
                                                     : _("claimed by the article"));
}

/* TRUE where there is any measurement beside it. */
static gboolean
fill_bar (RigBar *bar, const RigPageInput *input, const RigMachineAnswer *machine, guint slot,
          gboolean decode, GString *words)
{
  const RigSpeed *speed = decode ? &machine->decode : &machine->prefill;
  const RigEstimate *estimate = &speed->tokens_per_s;

  if (decode)
    set_claim (bar, find_claim (input, machine->machine->id), machine);
  if (!rig_estimate_is_known (estimate))
    {
      bar->unknown = TRUE;
      bar->value_text
        = g_strdup (machine->run.unknown != NULL
                      ? _(machine->run.unknown)
                      : _("how fast a processor reads prompts is not known"));
      /* Translators: a machine, then why its speed is not known. */
      g_string_append_printf (words, _("%1$s: %2$s. "), machine->machine->name, bar->value_text);
      return FALSE;
    }
  rig_bar_add_part (bar, NULL, estimate->value, 0, rig_page_get_ink (slot));
  bar->low = estimate->low;
  bar->high = estimate->high;
  bar->ceiling = decode ? speed->ceiling_tokens_per_s : NAN;
  bar->value_text = rig_words_badged_speed (estimate);
  /* Translators: one machine in a spoken description of a chart: its name, its speed. */
  g_string_append_printf (words, _("%1$s: %2$s tokens per second. "), machine->machine->name,
                          bar->value_text);
  return add_measured (bar, input, machine, decode, words);
}

static char *
make_subtitle (const RigPageInput *input, gboolean decode)
{
  guint chats = MAX (input->answer->use.sequences, 1);
  g_autofree char *context = rig_format_tokens (floor (input->answer->use.context / chats));
  g_autofree char *prompt
    = rig_format_tokens (rig_scenario_get_number (input->scenario, RIG_KEY_PROMPT_TOKENS));

  return decode
           /* Translators: %s is a number of tokens such as 32k. */
           ? g_strdup_printf (_("Tokens per second while writing, at %s of context, with the "
                                "80 %% interval"), context)
           : g_strdup_printf (_("Tokens per second while reading a prompt of %s, with the 80 %% "
                                "interval"), prompt);
}

RigChart *
rig_page_new_speed_bars (const RigPageInput *input, gboolean decode)
{
  const RigAnswer *answer = input->answer;
  g_autofree char *subtitle = make_subtitle (input, decode);
  RigChart *chart = rig_chart_new (RIG_CHART_BARS, decode ? "decode" : "prefill",
                                   decode ? _("How fast does it write?")
                                          : _("How fast does it read?"),
                                   subtitle);
  g_autoptr (GString) words = g_string_new (NULL), source = g_string_new (NULL);
  gboolean measured = FALSE;

  rig_axis_set (&chart->x, decode ? _("Decode") : _("Prefill"), _("tokens/s"), RIG_AXIS_LINEAR,
                RIG_NUMBER_PLAIN);
  chart->x.from_zero = TRUE;
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      RigBar *bar = rig_chart_add_bar (chart, machine->machine->id, machine->machine->short_name,
                                       rig_page_get_ink (i));
      measured |= fill_bar (bar, input, machine, i, decode, words);
    }
  if (decode)
    {
      rig_chart_add_reference (chart, READING_TOKENS_PER_S, TRUE, _("reading speed"));
      rig_words_append_sentence (source, _("People read 238 words a minute (Brysbaert 2019), at "
                                           "0.75 words a token."));
    }
  if (measured)
    rig_words_append_sentence (source, _("Most measurements are of a short context."));
  chart->source = source->len > 0 ? g_strdup (source->str) : NULL;
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}
