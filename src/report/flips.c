/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/flips.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "report/format.h"
#include "report/sweep.h"
#include "report/words.h"

#define MOST_ROWS 12

/* An input as it stands. */
typedef struct
{
  char *label, *now;
  char *least, *most; /* the ends of its slider */
  gboolean is_least, is_most; /* stands there */
} Input;

/* The answer as it stands. */
typedef struct
{
  const RigAnswer *answer;
  RigVerdict verdict;
  int best;
  RigCourse course;
} Standing;

static char *
format_value (const RigFlip *flip, double value)
{
  return flip->key == RIG_N_KEYS ? rig_format_usd (value) : rig_format_key (flip->key, value);
}

static const char *
get_name (const RigAnswer *answer, int machine)
{
  return answer->machines[machine].machine->short_name;
}

static char *
new_label (const RigFlip *flip, const RigAnswer *answer)
{
  if (flip->key != RIG_N_KEYS)
    return g_strdup (_(rig_key_get_info (flip->key)->label));
  /* Translators: a machine's name */
  return g_strdup_printf (_("Price of %1$s"), get_name (answer, (int) flip->machine));
}

static void
input_init (Input *input, const RigFlip *flip, const RigAnswer *answer)
{
  double values[RIG_MAX_STEPS] = { RIG_FLIP_LEAST_PRICE };
  double most = RIG_FLIP_MOST_PRICE;

  if (flip->key != RIG_N_KEYS)
    most = values[rig_key_list_steps (flip->key, values) - 1];
  input->label = new_label (flip, answer);
  input->now = format_value (flip, flip->value);
  input->least = format_value (flip, values[0]);
  input->most = format_value (flip, most);
  input->is_least = flip->value <= values[0];
  input->is_most = flip->value >= most;
}

static void
input_clear (Input *input)
{
  g_free (input->label);
  g_free (input->now);
  g_free (input->least);
  g_free (input->most);
}

static void
standing_init (Standing *standing, const RigDecision *decision, const RigAnswer *answer)
{
  standing->answer = answer;
  standing->verdict = decision->verdict;
  standing->best
    = decision->verdict == RIG_VERDICT_NONE ? -1 : (int) decision->choices[0].machine;
  rig_course_init_from_answer (&standing->course, answer);
}

static char *
list_machines (const RigAnswer *answer, guint machines, guint *n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < answer->n_machines; i++)
    if (machines & (1u << i))
      g_ptr_array_add (names, (gpointer) answer->machines[i].machine->short_name);
  *n = names->len;
  return rig_words_list (names);
}

static void
take_sentence (GString *text, char *sentence)
{
  rig_words_append_sentence (text, sentence);
  g_free (sentence);
}

static void
add_choice (GString *text, const Standing *standing, const RigFlipSide *side)
{
  const char *verdict = rig_sweep_words_verdict (side->verdict);

  if (side->best < 0)
    rig_words_append_sentence (text, _("No machine is a choice any more."));
  else if (side->best != standing->best)
    /* Translators: a machine, and the verdict: clear, leaning, either works */
    take_sentence (text, g_strdup_printf (_("The best choice becomes %1$s; verdict: %2$s."),
                                          get_name (standing->answer, side->best), verdict));
  else
    /* Translators: a machine, and the verdict: clear, leaning, either works */
    take_sentence (text, g_strdup_printf (_("The best choice is still %1$s, but the verdict "
                                            "becomes: %2$s."),
                                          get_name (standing->answer, side->best), verdict));
}

static void
add_course (GString *text, const Standing *standing, const RigFlipSide *side)
{
  int before = standing->course.cheapest;

  if (side->cheapest < 0)
    rig_words_append_sentence (text, _("The API is cheaper than every machine."));
  else if (before < 0)
    /* Translators: a machine */
    take_sentence (text, g_strdup_printf (_("%1$s becomes cheaper than the API."),
                                          get_name (standing->answer, side->cheapest)));
  else
    /* Translators: two machines */
    take_sentence (text, g_strdup_printf (_("%1$s becomes the cheapest, instead of %2$s."),
                                          get_name (standing->answer, side->cheapest),
                                          get_name (standing->answer, before)));
}

static void
add_paybacks (GString *text, const Standing *standing, const RigFlipSide *side)
{
  guint starts = side->pays & ~standing->course.pays, ends = side->pays & standing->course.pays, n;
  g_autofree char *starting = list_machines (standing->answer, starts, &n);
  g_autofree char *ending = NULL;

  if (starts != 0)
    take_sentence (text,
                   /* Translators: one machine or several */
                   g_strdup_printf (ngettext ("%1$s pays back within the horizon.",
                                              "%1$s pay back within the horizon.", n),
                                    starting));
  ending = list_machines (standing->answer, ends, &n);
  if (ends != 0)
    take_sentence (text,
                   /* Translators: one machine or several */
                   g_strdup_printf (ngettext ("%1$s no longer pays back within the horizon.",
                                              "%1$s no longer pay back within the horizon.", n),
                                    ending));
}

/* At a value farther away than that at which something else changes already, only the course is
 * news. */
static char *
describe_changes (const Standing *standing, const RigFlip *flip, const RigFlipSide *side)
{
  gboolean farther = side == &flip->course_below || side == &flip->course_above;
  RigFlipChanges changes = farther ? RIG_FLIP_CHEAPEST : side->changes;
  GString *text = g_string_new (NULL);
  g_autofree char *machines = NULL;
  guint n;

  if (changes & (RIG_FLIP_BEST | RIG_FLIP_VERDICT))
    add_choice (text, standing, side);
  if (changes & RIG_FLIP_FITS)
    {
      machines = list_machines (standing->answer, side->fits, &n);
      /* Translators: names of machines */
      take_sentence (text, g_strdup_printf (_("Whether the model fits changes on %1$s."),
                                            machines));
    }
  if (changes & RIG_FLIP_CHEAPEST)
    add_course (text, standing, side);
  if (changes & RIG_FLIP_PAYS)
    add_paybacks (text, standing, side);
  return g_string_free (text, FALSE);
}

static void
add_side (GPtrArray *sentences, const Input *input, const RigFlip *flip, const RigFlipSide *side,
          const Standing *standing)
{
  g_autofree char *value = NULL;
  g_autofree char *changes = NULL;

  if (isnan (side->value))
    return;
  value = format_value (flip, side->value);
  changes = describe_changes (standing, flip, side);
  g_ptr_array_add (sentences,
                   /* Translators: an input such as "Context", its value now, another one, and
                    * sentences that say what that changes */
                   g_strdup_printf (_("%1$s, %2$s → %3$s: %4$s"), input->label, input->now, value,
                                    changes));
}

/* What changes, or that it does on one side only. */
static void
add_flip (GPtrArray *sentences, const RigFlip *flip, const Standing *standing)
{
  gboolean below = !isnan (flip->below.value), above = !isnan (flip->above.value);
  Input input;

  input_init (&input, flip, standing->answer);
  add_side (sentences, &input, flip, &flip->below, standing);
  add_side (sentences, &input, flip, &flip->course_below, standing);
  add_side (sentences, &input, flip, &flip->above, standing);
  add_side (sentences, &input, flip, &flip->course_above, standing);
  if (!below && !input.is_least)
    g_ptr_array_add (sentences,
                     /* Translators: an input, its value now, and the lower end of its slider */
                     g_strdup_printf (_("%1$s, now %2$s: down to %3$s the answer stays as it is."),
                                      input.label, input.now, input.least));
  else if (!above && !input.is_most)
    g_ptr_array_add (sentences,
                     /* Translators: an input, its value now, and the upper end of its slider */
                     g_strdup_printf (_("%1$s, now %2$s: up to %3$s the answer stays as it is."),
                                      input.label, input.now, input.most));
  input_clear (&input);
}

static gboolean
changes_nothing (const RigFlip *flip)
{
  return isnan (flip->below.value) && isnan (flip->above.value);
}

/* Of electricity, about which people ask most, in a sentence of its own. */
static void
add_nothings (GPtrArray *sentences, const RigFlip *flips, guint n_flips, const RigAnswer *answer)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *nothings = NULL;
  g_autofree char *unknowns = NULL;

  for (guint i = 0; i < n_flips; i++)
    {
      Input input;

      if (!changes_nothing (&flips[i]))
        continue;
      input_init (&input, &flips[i], answer);
      if (flips[i].key == RIG_KEY_ELECTRICITY)
        g_ptr_array_add (sentences,
                         /* Translators: "$1 per kWh", the most that the slider goes to */
                         g_strdup_printf (_("No price of electricity up to %1$s changes the "
                                            "answer."), input.most));
      else
        g_ptr_array_add (isnan (flips[i].value) ? unknown : labels,
                         g_steal_pointer (&input.label));
      input_clear (&input);
    }
  nothings = rig_words_list (labels);
  unknowns = rig_words_list (unknown);
  if (labels->len > 0)
    g_ptr_array_add (sentences,
                     /* Translators: a list of inputs */
                     g_strdup_printf (_("From one end of their sliders to the other, these change "
                                        "nothing: %1$s."), nothings));
  if (unknown->len > 0)
    g_ptr_array_add (sentences,
                     /* Translators: a list such as "Price of X" */
                     g_strdup_printf (_("Not known: %1$s."), unknowns));
}

GPtrArray *
rig_flips_new_sentences (const RigFlip *flips, guint n_flips, const RigDecision *decision,
                         const RigAnswer *answer)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  Standing standing;

  standing_init (&standing, decision, answer);
  for (guint i = 0; i < n_flips; i++)
    if (!changes_nothing (&flips[i]))
      add_flip (sentences, &flips[i], &standing);
  add_nothings (sentences, flips, n_flips, answer);
  return sentences;
}

/* A side, and how far away on its slider. */
typedef struct
{
  const RigFlip *flip;
  const RigFlipSide *side;
  double distance;
} Row;

static double
get_fraction (const RigFlip *flip, double value)
{
  return flip->key == RIG_N_KEYS
           ? log (value / RIG_FLIP_LEAST_PRICE) / log (RIG_FLIP_MOST_PRICE / RIG_FLIP_LEAST_PRICE)
           : rig_key_to_fraction (flip->key, value);
}

/* From "not given" or "any" to the first value is no way on a slider: such stand at the end. */
static double
get_distance (const RigFlip *flip, const RigFlipSide *side)
{
  double distance = fabs (get_fraction (flip, side->value) - get_fraction (flip, flip->value));
  gboolean is_unset = flip->key != RIG_N_KEYS && flip->value == 0
                      && rig_key_get_info (flip->key)->zero != NULL;

  return is_unset ? 1 + distance : distance;
}

static guint
add_rows (Row *rows, guint n, const RigFlip *flip)
{
  const RigFlipSide *sides[]
    = { &flip->below, &flip->above, &flip->course_below, &flip->course_above };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    if (!isnan (sides[i]->value))
      rows[n++] = (Row){ flip, sides[i], get_distance (flip, sides[i]) };
  return n;
}

static int
compare_rows (const void *a, const void *b)
{
  const Row *x = a, *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return (x->flip > y->flip) - (x->flip < y->flip);
}

static void
fill_value (RigCell *cell, const RigFlip *flip, double value)
{
  rig_cell_take (cell, format_value (flip, value), value, RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
}

static void
add_row (RigTable *table, const Row *row, const Standing *standing)
{
  const RigFlip *flip = row->flip;
  gboolean is_price = flip->key == RIG_N_KEYS;
  const RigMachine *machine = is_price ? standing->answer->machines[flip->machine].machine : NULL;
  const char *name = is_price ? machine->id : rig_key_get_info (flip->key)->name;
  g_autofree char *id
    = g_strdup_printf ("%s%s=%.10g", is_price ? "price." : "", name, row->side->value);
  g_autofree char *label = new_label (flip, standing->answer);
  g_autofree char *changes = describe_changes (standing, flip, row->side);
  guint index = rig_table_add_row (table, id, NULL);

  rig_words_fill_text (rig_table_get_cell (table, index, 0), label, RIG_MARK_NONE, NULL);
  fill_value (rig_table_get_cell (table, index, 1), flip, flip->value);
  fill_value (rig_table_get_cell (table, index, 2), flip, row->side->value);
  rig_words_fill_text (rig_table_get_cell (table, index, 3), changes, RIG_MARK_NONE, NULL);
}

RigTable *
rig_flips_new_table (const RigFlip *flips, guint n_flips, const RigDecision *decision,
                     const RigAnswer *answer)
{
  RigTable *table = rig_table_new ("flips", _("What would change this answer"),
                                   _("One input at a time, the nearest on its slider first"));
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  Row rows[4 * RIG_MAX_FLIPS];
  Standing standing;
  guint n = 0;

  standing_init (&standing, decision, answer);
  rig_table_add_column (table, "input", _("Input"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "now", _("Now"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "then", _("Changes at"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "changes", _("What changes"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < n_flips; i++)
    n = add_rows (rows, n, &flips[i]);
  qsort (rows, n, sizeof rows[0], compare_rows);
  for (guint i = 0; i < MIN (n, MOST_ROWS); i++)
    add_row (table, &rows[i], &standing);
  add_nothings (notes, flips, n_flips, answer);
  for (guint i = 0; i < notes->len; i++)
    rig_table_add_footnote (table, g_ptr_array_index (notes, i));
  return table;
}

RigTable *
rig_page_new_flips_table (const RigPageInput *input, const RigDecision *decision)
{
  RigFlip flips[RIG_MAX_FLIPS];
  guint n = rig_flips_find (input->evaluator, input->scenario, flips);

  return rig_flips_new_table (flips, n, decision, input->answer);
}
