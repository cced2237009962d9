/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/flips.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/sweep.h"
#include "report/words.h"

/* An input as it stands. */
typedef struct
{
  char *label, *now;
  char *least, *most; /* the ends of its slider */
  gboolean is_least, is_most; /* stands there */
} Input;

static char *
format_value (const RigFlip *flip, double value)
{
  return flip->key == RIG_N_KEYS ? rig_format_usd (value) : rig_format_key (flip->key, value);
}

static void
input_init (Input *input, const RigFlip *flip, const RigAnswer *answer)
{
  double values[RIG_MAX_STEPS] = { RIG_FLIP_LEAST_PRICE };
  double most = RIG_FLIP_MOST_PRICE;

  if (flip->key == RIG_N_KEYS)
    /* Translators: a machine's name */
    input->label = g_strdup_printf (_("Price of %1$s"),
                                    answer->machines[flip->machine].machine->short_name);
  else
    {
      most = values[rig_key_list_steps (flip->key, values) - 1];
      input->label = g_strdup (_(rig_key_get_info (flip->key)->label));
    }
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

static char *
list_machines (const RigAnswer *answer, guint machines)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < answer->n_machines; i++)
    if (machines & (1u << i))
      g_ptr_array_add (names, (gpointer) answer->machines[i].machine->short_name);
  return rig_words_list (names);
}

static char *
describe_choice (const Input *input, const char *value, const RigFlipSide *side,
                 const RigAnswer *answer, gboolean same)
{
  if (side->best < 0)
    /* Translators: an input such as "Context", its value now, and another one */
    return g_strdup_printf (_("%1$s, %2$s → %3$s: no machine is a choice any more."),
                            input->label, input->now, value);
  return g_strdup_printf (same
                            /* Translators: an input, its value now, another one, a machine, and
                             * the verdict: clear, leaning, either works */
                            ? _("%1$s, %2$s → %3$s: the best choice is still %4$s, but the "
                                "verdict becomes: %5$s.")
                            : _("%1$s, %2$s → %3$s: the best choice becomes %4$s; "
                                "verdict: %5$s."),
                          input->label, input->now, value,
                          answer->machines[side->best].machine->short_name,
                          rig_sweep_words_verdict (side->verdict));
}

static void
add_side (GPtrArray *sentences, const Input *input, const RigFlip *flip, const RigFlipSide *side,
          const RigDecision *decision, const RigAnswer *answer)
{
  int best = decision->verdict == RIG_VERDICT_NONE ? -1 : (int) decision->choices[0].machine;
  g_autofree char *value = NULL;
  g_autofree char *machines = NULL;

  if (isnan (side->value))
    return;
  value = format_value (flip, side->value);
  if (side->best != best || side->verdict != decision->verdict)
    g_ptr_array_add (sentences, describe_choice (input, value, side, answer, side->best == best));
  if (side->fits == 0)
    return;
  machines = list_machines (answer, side->fits);
  g_ptr_array_add (sentences,
                   /* Translators: an input, its value now, another one, and names of machines */
                   g_strdup_printf (_("%1$s, %2$s → %3$s: whether the model fits changes on "
                                      "%4$s."),
                                    input->label, input->now, value, machines));
}

static void
add_flip (GPtrArray *sentences, const RigFlip *flip, const RigDecision *decision,
          const RigAnswer *answer)
{
  gboolean below = !isnan (flip->below.value), above = !isnan (flip->above.value);
  Input input;

  input_init (&input, flip, answer);
  add_side (sentences, &input, flip, &flip->below, decision, answer);
  add_side (sentences, &input, flip, &flip->above, decision, answer);
  if (isnan (flip->value))
    g_ptr_array_add (sentences, g_strdup_printf (_("%1$s: not known."), input.label));
  else if (!below && !above)
    g_ptr_array_add (sentences,
                     /* Translators: an input, its value now, and the ends of its slider */
                     g_strdup_printf (_("%1$s, now %2$s: from %3$s to %4$s the answer stays as "
                                        "it is."),
                                      input.label, input.now, input.least, input.most));
  else if (!below && !input.is_least)
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

GPtrArray *
rig_flips_new_sentences (const RigFlip *flips, guint n_flips, const RigDecision *decision,
                         const RigAnswer *answer)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_flips; i++)
    add_flip (sentences, &flips[i], decision, answer);
  return sentences;
}
