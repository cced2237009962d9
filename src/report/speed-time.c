/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page-speed.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

#define MOST_SHOWN 3     /* parts of the bars that are told apart by tint; the others are one */
#define LEAST_SHARE 0.04 /* of any machine's time, for a part to be shown by itself */

/* The terms of a token's time, in the order in which they are stacked and listed. */
static const struct
{
  const char *id, *label;
  gsize offset;
} terms[] = {
  { "weights", N_("Reading weights"), G_STRUCT_OFFSET (RigSpeedTerms, weights_s) },
  { "context", N_("Reading the context"), G_STRUCT_OFFSET (RigSpeedTerms, kv_s) },
  { "compute", N_("Multiplying"), G_STRUCT_OFFSET (RigSpeedTerms, compute_s) },
  { "attention", N_("Attention"), G_STRUCT_OFFSET (RigSpeedTerms, attention_s) },
  { "unpacking", N_("Unpacking weights"), G_STRUCT_OFFSET (RigSpeedTerms, dequant_s) },
  { "layers", N_("Starting layers"), G_STRUCT_OFFSET (RigSpeedTerms, layers_s) },
  { "experts", N_("Sorting to experts"), G_STRUCT_OFFSET (RigSpeedTerms, moe_s) },
  { "state", N_("Updating states"), G_STRUCT_OFFSET (RigSpeedTerms, state_s) },
  { "cards", N_("Between cards"), G_STRUCT_OFFSET (RigSpeedTerms, cards_s) },
  { "fixed", N_("Fixed costs"), G_STRUCT_OFFSET (RigSpeedTerms, fixed_s) },
};

#define N_TERMS G_N_ELEMENTS (terms)

static double
get_term (const RigSpeedTerms *of, guint i)
{
  return G_STRUCT_MEMBER (double, of, terms[i].offset);
}

/* The terms that stand for themselves in the bars: large ones, and no more than can be told
 * apart. A single further one would only hide its name. */
static void
choose_shown (const RigAnswer *answer, gboolean shown[N_TERMS])
{
  double greatest[N_TERMS] = { 0 };

  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigSpeedTerms *of = &answer->machines[i].decode.terms;
      if (answer->machines[i].run.unknown != NULL)
        continue;
      for (guint t = 0; t < N_TERMS; t++)
        greatest[t] = MAX (greatest[t], get_term (of, t) / rig_speed_terms_sum (of));
    }
  for (guint t = 0; t < N_TERMS; t++)
    {
      guint before = 0;
      for (guint k = 0; k < N_TERMS; k++)
        before += greatest[k] > greatest[t] || (greatest[k] == greatest[t] && k < t);
      shown[t] = greatest[t] >= LEAST_SHARE && before < MOST_SHOWN;
    }
}

static void
fill_bar (RigBar *bar, const RigMachineAnswer *machine, guint slot, const gboolean shown[N_TERMS],
          GString *words)
{
  const RigSpeedTerms *of = &machine->decode.terms;
  double sum, rest = 0;
  guint tint = 0;

  if (machine->run.unknown != NULL)
    {
      bar->unknown = TRUE;
      bar->value_text = g_strdup (_(machine->run.unknown));
      g_string_append_printf (words, _("%1$s: %2$s. "), machine->machine->name, bar->value_text);
      return;
    }
  sum = rig_speed_terms_sum (of);
  bar->value_text = rig_format_seconds (sum);
  g_string_append_printf (words, _("%1$s: %2$s. "), machine->machine->name, bar->value_text);
  for (guint t = 0; t < N_TERMS; t++)
    {
      g_autofree char *share = NULL;
      if (!shown[t])
        {
          rest += get_term (of, t);
          continue;
        }
      rig_bar_add_part (bar, _(terms[t].label), get_term (of, t), tint++, rig_page_get_ink (slot));
      share = rig_format_share (round (get_term (of, t) / sum * 100) / 100);
      g_string_append_printf (words, _("%1$s: %2$s. "), _(terms[t].label), share);
    }
  if (rest > 0)
    rig_bar_add_part (bar, _("All else"), rest, tint, rig_page_get_ink (slot));
}

RigChart *
rig_page_new_time_chart (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  guint chats = MAX (answer->use.sequences, 1), tint = 0;
  g_autofree char *context = rig_format_tokens (floor (answer->use.context / chats));
  /* Translators: %s is a number of tokens such as 32k. */
  g_autofree char *subtitle = g_strdup_printf (_("Time for one token while writing, at %s of "
                                                 "context"), context);
  RigChart *chart = rig_chart_new (RIG_CHART_BARS, "time-of-a-token",
                                   _("Where does the time of a token go?"), subtitle);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean shown[N_TERMS];

  rig_axis_set (&chart->x, _("Time"), NULL, RIG_AXIS_LINEAR, RIG_NUMBER_SECONDS);
  chart->x.from_zero = TRUE;
  choose_shown (answer, shown);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      RigBar *bar = rig_chart_add_bar (chart, machine->machine->id, machine->machine->short_name,
                                       rig_page_get_ink (i));
      fill_bar (bar, machine, i, shown, words);
    }
  for (guint t = 0; t < N_TERMS; t++)
    if (shown[t])
      rig_chart_add_legend (chart, _(terms[t].label), tint++, RIG_INK_NEUTRAL);
  if (tint > 0)
    rig_chart_add_legend (chart, _("All else"), tint, RIG_INK_NEUTRAL);
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}

static void
fill_term (RigCell *cell, double seconds, double sum)
{
  g_autofree char *time = NULL, *share = NULL;

  if (seconds <= 0)
    {
      rig_cell_take (cell, g_strdup (_("none")), 0, RIG_BASIS_PREDICTED, RIG_MARK_DIM, NULL);
      return;
    }
  if (seconds / sum < 0.0005)
    {
      share = rig_format_share (0.001);
      /* Translators: %s is a percentage. */
      rig_cell_take (cell, g_strdup_printf (_("under %s"), share), seconds, RIG_BASIS_PREDICTED,
                     RIG_MARK_DIM, NULL);
      return;
    }
  time = rig_format_seconds (seconds);
  share = rig_format_share (seconds / sum);
  /* Translators: a time, and which share of the whole it is. */
  rig_cell_take (cell, g_strdup_printf (_("%1$s · %2$s"), time, share), seconds,
                 RIG_BASIS_PREDICTED, 0, NULL);
}

static const RigSpeedTerms *
get_terms (const RigMachineAnswer *machine, gboolean decode)
{
  return decode ? &machine->decode.terms : &machine->prefill.terms;
}

static gboolean
has_term (const RigAnswer *answer, guint t, gboolean decode)
{
  for (guint i = 0; i < answer->n_machines; i++)
    if (answer->machines[i].run.unknown == NULL
        && get_term (get_terms (&answer->machines[i], decode), t) > 0)
      return TRUE;
  return FALSE;
}

/* One row; @t N_TERMS: the sum. */
static void
add_row (const RigAnswer *answer, RigTable *table, guint t, gboolean decode)
{
  g_autofree char *id = g_strdup_printf ("%s/%s", decode ? "decode" : "prefill",
                                         t < N_TERMS ? terms[t].id : "sum");
  guint row = rig_table_add_row (table, id, decode ? _("Writing one token")
                                                   : _("Reading one token of the prompt"));

  rig_words_fill_text (rig_table_get_cell (table, row, 0),
                       t < N_TERMS ? _(terms[t].label) : _("Together"), 0, NULL);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      RigCell *cell = rig_table_get_cell (table, row, i + 1);
      const RigSpeedTerms *of = get_terms (machine, decode);
      const RigSpeed *speed = decode ? &machine->decode : &machine->prefill;
      double sum;
      if (!rig_estimate_is_known (&speed->tokens_per_s))
        {
          rig_words_fill_unknown (cell, machine->run.unknown != NULL
                                          ? _(machine->run.unknown)
                                          : _("how fast a processor reads prompts is not known"));
          continue;
        }
      sum = rig_speed_terms_sum (of);
      if (t < N_TERMS)
        fill_term (cell, get_term (of, t), sum);
      else
        rig_cell_take (cell, rig_format_seconds (sum), sum, RIG_BASIS_PREDICTED, 0, NULL);
    }
}

RigTable *
rig_page_new_time_table (const RigPageInput *input)
{
  RigTable *table = rig_table_new ("time", _("Where the time goes"),
                                   _("Every term of the prediction, and its share"));

  rig_table_add_column (table, "term", _("Term"), NULL, RIG_ALIGN_START, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_END);
  for (guint pass = 0; pass < 2; pass++)
    {
      gboolean decode = pass == 0;
      for (guint t = 0; t < N_TERMS; t++)
        if (has_term (input->answer, t, decode))
          add_row (input->answer, table, t, decode);
      add_row (input->answer, table, N_TERMS, decode);
    }
  return table;
}
