/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sweep.h"

#include <glib/gi18n.h>
#include <math.h>

#include "report/format.h"
#include "report/words.h"

#define FIGURE_ROWS 12

static const RigSweepStep *
get_step (const GArray *steps, guint i)
{
  return &g_array_index (steps, RigSweepStep, i);
}

/* The last step that has the answer of step @first. */
static guint
find_end (const GArray *steps, guint first, guint n_machines)
{
  guint last = first;

  while (last + 1 < steps->len
         && rig_sweep_step_is_same_answer (get_step (steps, last), get_step (steps, last + 1),
                                           n_machines))
    last++;
  return last;
}

char *
rig_sweep_words_finding (const GArray *steps, RigKey key, const RigAnswer *answer)
{
  const char *label = _(rig_key_get_info (key)->label);
  g_autofree char *low = rig_format_key (key, get_step (steps, 0)->value);
  g_autofree char *high = rig_format_key (key, get_step (steps, steps->len - 1)->value);
  guint changes = 0;

  for (guint i = find_end (steps, 0, answer->n_machines); i + 1 < steps->len;
       i = find_end (steps, i + 1, answer->n_machines))
    changes++;
  if (changes == 0)
    /* Translators: an input such as "Context", and the ends of its slider */
    return g_strdup_printf (_("%1$s: from %2$s to %3$s nothing changes best choice, verdict, "
                              "what fits or what is cheapest."), label, low, high);
  /* Translators: an input such as "Context", the ends of its slider, and how often */
  return g_strdup_printf (ngettext ("%1$s: from %2$s to %3$s, best choice, verdict, what fits or "
                                    "what is cheapest change %4$u time.",
                                    "%1$s: from %2$s to %3$s, best choice, verdict, what fits or "
                                    "what is cheapest change %4$u times.", changes),
                          label, low, high, changes);
}

const char *
rig_sweep_words_verdict (RigVerdict verdict)
{
  switch (verdict)
    {
    case RIG_VERDICT_CLEAR:
      /* Translators: how sure the best choice is */
      return C_("verdict", "clear");
    case RIG_VERDICT_LEANING:
      return C_("verdict", "leaning");
    case RIG_VERDICT_EITHER:
      return C_("verdict", "either works");
    case RIG_VERDICT_NONE:
    default:
      return C_("verdict", "none");
    }
}

static void
fill_value (RigCell *cell, RigKey key, double value)
{
  rig_cell_take (cell, rig_format_key (key, value), value, RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
}

static void
fill_fit (RigCell *cell, const RigSweepStep *step, guint machine)
{
  const char *fit = rig_words_verdict (step->machines[machine].fit);
  g_autofree char *text = NULL;

  if (step->course.pays & (1u << machine))
    /* Translators: whether the model fits ("fits", "tight") */
    text = g_strdup_printf (_("%1$s, pays back"), fit);
  rig_words_fill_text (cell, text != NULL ? text : fit, RIG_MARK_NONE, NULL);
}

static void
add_range (RigTable *table, const GArray *steps, guint first, guint last, RigKey key,
           const RigAnswer *answer)
{
  const RigSweepStep *step = get_step (steps, first);
  g_autofree char *id = g_strdup_printf ("%.10g", step->value);
  guint row = rig_table_add_row (table, id, NULL);

  fill_value (rig_table_get_cell (table, row, 0), key, step->value);
  fill_value (rig_table_get_cell (table, row, 1), key, get_step (steps, last)->value);
  if (step->best < 0)
    rig_words_fill_unknown (rig_table_get_cell (table, row, 2), NULL);
  else
    rig_words_fill_text (rig_table_get_cell (table, row, 2),
                         answer->machines[step->best].machine->short_name, RIG_MARK_NONE, NULL);
  rig_words_fill_text (rig_table_get_cell (table, row, 3), rig_sweep_words_verdict (step->verdict),
                       RIG_MARK_NONE, NULL);
  rig_words_fill_text (rig_table_get_cell (table, row, 4),
                       step->course.cheapest < 0
                         ? _("API")
                         : answer->machines[step->course.cheapest].machine->short_name,
                       RIG_MARK_NONE, NULL);
  for (guint i = 0; i < answer->n_machines; i++)
    fill_fit (rig_table_get_cell (table, row, i + 5), step, i);
}

static void
add_machine_columns (RigTable *table, const RigAnswer *answer)
{
  for (guint i = 0; i < answer->n_machines; i++)
    rig_table_add_column (table, answer->machines[i].machine->id,
                          answer->machines[i].machine->short_name, NULL, RIG_ALIGN_END, (int) i);
}

RigTable *
rig_sweep_new_answer_table (const GArray *steps, RigKey key, const RigAnswer *answer)
{
  RigTable *table = rig_table_new ("answer", _("How the answer changes"),
                                   _("And whether the model fits each machine, and whether the "
                                     "machine pays back within the horizon"));
  guint last;

  rig_table_add_column (table, "from", _("From"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "to", _("To"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "best", _("Best choice"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "verdict", _("Verdict"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "cheapest", _("Cheapest"), NULL, RIG_ALIGN_START, -1);
  add_machine_columns (table, answer);
  for (guint first = 0; first < steps->len; first = last + 1)
    {
      last = find_end (steps, first, answer->n_machines);
      add_range (table, steps, first, last, key, answer);
    }
  return table;
}

static void
fill_figure (RigCell *cell, const RigSweepMachine *machine, RigKeyGroup group)
{
  if (group == RIG_GROUP_NEEDS)
    {
      rig_cell_take (cell, rig_format_range (machine->score.low, machine->score.high, 2),
                     rig_span_get_middle (&machine->score), RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
      return;
    }
  if (group == RIG_GROUP_USE || group == RIG_GROUP_MONEY)
    rig_cell_take (cell,
                   machine->never ? g_strdup (_("never"))
                                  : rig_format_months (machine->payback_months),
                   machine->payback_months, RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
  else
    rig_cell_take (cell, rig_format_number (machine->decode_tokens_per_s, 3),
                   machine->decode_tokens_per_s, RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
}

static void
add_figures (RigTable *table, const RigSweepStep *step, RigKey key, const RigAnswer *answer)
{
  g_autofree char *id = g_strdup_printf ("%.10g", step->value);
  guint row = rig_table_add_row (table, id, NULL);

  fill_value (rig_table_get_cell (table, row, 0), key, step->value);
  for (guint i = 0; i < answer->n_machines; i++)
    fill_figure (rig_table_get_cell (table, row, i + 1), &step->machines[i],
                 rig_key_get_info (key)->group);
}

/* Numbers of tokens that are no multiples of half a k would be written in full among the others. */
static gboolean
is_odd (RigKey key, double value)
{
  return g_strcmp0 (rig_key_get_info (key)->unit, RIG_UNIT_TOKENS) == 0 && value >= 1024
         && fmod (value, 512) != 0;
}

/* The step that is nearest to a share of the slider. */
static guint
find_step (const GArray *steps, RigKey key, double fraction)
{
  double value = rig_key_from_fraction (key, fraction);
  guint i = 0;

  while (i + 1 < steps->len
         && (get_step (steps, i)->value < value || is_odd (key, get_step (steps, i)->value)))
    i++;
  return i;
}

static void
add_some_figures (RigTable *table, const GArray *steps, RigKey key, const RigAnswer *answer)
{
  guint last = G_MAXUINT;

  if (steps->len <= FIGURE_ROWS)
    {
      for (guint i = 0; i < steps->len; i++)
        add_figures (table, get_step (steps, i), key, answer);
      return;
    }
  for (guint i = 0; i < FIGURE_ROWS; i++)
    {
      guint step = find_step (steps, key, i / (FIGURE_ROWS - 1.0));

      if (step != last)
        add_figures (table, get_step (steps, step), key, answer);
      last = step;
    }
}

RigTable *
rig_sweep_new_figure_table (const GArray *steps, RigKey key, const RigAnswer *answer)
{
  RigKeyGroup group = rig_key_get_info (key)->group;
  const char *label = _(rig_key_get_info (key)->label);
  RigTable *table;

  if (group == RIG_GROUP_NEEDS)
    table = rig_table_new ("figures", _("How the score changes"), _("0 to 100"));
  else if (group == RIG_GROUP_USE || group == RIG_GROUP_MONEY)
    table = rig_table_new ("figures", _("How the payback changes"),
                           _("In the middle of the ranges"));
  else
    table = rig_table_new ("figures", _("How the writing speed changes"),
                           _("Tokens/s of one chat, in the middle of the ranges"));
  rig_table_add_column (table, "value", label, NULL, RIG_ALIGN_END, -1);
  add_machine_columns (table, answer);
  add_some_figures (table, steps, key, answer);
  return table;
}
