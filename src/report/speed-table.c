/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page-speed.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

#define USD_PER_GRAND 1000

/* One measure of the table. A row that no machine has a figure for is left out unless @always. */
typedef struct
{
  const char *id, *group, *label;
  RigEstimate (*get) (const RigMachineAnswer *machine);
  char *(*format) (const RigEstimate *estimate);
  const RigSpeed *(*speed) (const RigMachineAnswer *machine); /* whose novelty is the note */
  gboolean always, best_is_most, best_is_least;
  gboolean several; /* says something only where there are several chats */
} Measure;

#define ESTIMATE(name, field)                                       \
  static RigEstimate get_##name (const RigMachineAnswer *machine) \
  {                                                                 \
    return machine->field;                                          \
  }

#define SPEED(name)                                                        \
  static const RigSpeed *get_speed_of_##name (const RigMachineAnswer *machine) \
  {                                                                        \
    return &machine->name;                                                 \
  }

ESTIMATE (decode, decode.tokens_per_s)
ESTIMATE (decode_all, decode_all.tokens_per_s)
ESTIMATE (each, decode_all.each_tokens_per_s)
ESTIMATE (speculated, speculated)
ESTIMATE (prefill, prefill.tokens_per_s)
ESTIMATE (ttft, ttft_s)
ESTIMATE (answer_s, answer_s)
ESTIMATE (tokens_per_joule, tokens_per_joule)
SPEED (decode)
SPEED (decode_all)
SPEED (prefill)

static RigEstimate
get_ceiling (const RigMachineAnswer *machine)
{
  return rig_estimate_exact (machine->decode.ceiling_tokens_per_s, RIG_BASIS_PREDICTED);
}

static RigEstimate
get_per_grand (const RigMachineAnswer *machine)
{
  RigEstimate estimate = machine->tokens_per_s_per_usd;

  estimate.value *= USD_PER_GRAND;
  estimate.low *= USD_PER_GRAND;
  estimate.high *= USD_PER_GRAND;
  return estimate;
}

/* Never a headline: the range alone. */
static char *
format_range (const RigEstimate *estimate)
{
  return rig_format_range (estimate->low, estimate->high, 2);
}

static const Measure measures[] = {
  { "decode_tokens_per_s", N_("Writing, tokens per second"), N_("One chat"), get_decode,
    rig_words_badged_speed, get_speed_of_decode, .always = TRUE, .best_is_most = TRUE },
  { "decode_all_tokens_per_s", N_("Writing, tokens per second"), N_("All chats together"),
    get_decode_all, rig_words_badged_speed, get_speed_of_decode_all, .best_is_most = TRUE,
    .several = TRUE },
  { "each_tokens_per_s", N_("Writing, tokens per second"), N_("Each of them"), get_each,
    rig_words_speed, NULL, .best_is_most = TRUE, .several = TRUE },
  { "speculated_tokens_per_s", N_("Writing, tokens per second"), N_("One chat, guessing ahead"),
    get_speculated, format_range, NULL },
  { "ceiling_tokens_per_s", N_("Writing, tokens per second"), N_("Memory’s ceiling"),
    get_ceiling, rig_words_speed, NULL },
  { "prefill_tokens_per_s", N_("Reading, tokens per second"), N_("The prompt"), get_prefill,
    rig_words_badged_speed, get_speed_of_prefill, .always = TRUE,
    .best_is_most = TRUE },
  { "ttft_s", N_("Waiting"), N_("First token"), get_ttft, rig_words_seconds,
    NULL, .always = TRUE, .best_is_least = TRUE },
  { "answer_s", N_("Waiting"), N_("Whole answer"), get_answer_s,
    rig_words_seconds, NULL, .always = TRUE, .best_is_least = TRUE },
  { "tokens_per_joule", N_("Per joule and dollar"), N_("Tokens per joule"),
    get_tokens_per_joule, rig_words_speed, NULL, .best_is_most = TRUE },
  { "tokens_per_s_per_1000_usd", N_("Per joule and dollar"), N_("Tokens/s per $1,000"),
    get_per_grand, rig_words_speed, NULL, .best_is_most = TRUE },
};

static gboolean
is_shown (const Measure *measure, const RigAnswer *answer)
{
  if (measure->always)
    return TRUE;
  if (measure->several && answer->use.sequences < 2)
    return FALSE;
  for (guint i = 0; i < answer->n_machines; i++)
    {
      RigEstimate estimate = measure->get (&answer->machines[i]);
      if (answer->machines[i].run.unknown == NULL && rig_estimate_is_known (&estimate))
        return TRUE;
    }
  return FALSE;
}

static void
fill_measure (RigCell *cell, const Measure *measure, const RigMachineAnswer *machine)
{
  RigEstimate estimate = measure->get (machine);

  if (machine->run.unknown != NULL)
    rig_words_fill_unknown (cell, _(machine->run.unknown));
  else if (!rig_estimate_is_known (&estimate))
    rig_words_fill_unknown (cell, NULL);
  else
    rig_words_fill_estimate (cell, measure->format (&estimate), &estimate, 0,
                             measure->speed != NULL
                               ? rig_words_novelty (measure->speed (machine)) : NULL);
}

static void
add_measure (RigTable *table, const Measure *measure, const RigAnswer *answer)
{
  guint row = rig_table_add_row (table, measure->id, _(measure->group));
  rig_words_fill_text (rig_table_get_cell (table, row, 0), _(measure->label), 0, NULL);
  for (guint i = 0; i < answer->n_machines; i++)
    fill_measure (rig_table_get_cell (table, row, i + 1), measure, &answer->machines[i]);
  if (measure->best_is_most || measure->best_is_least)
    rig_page_mark_best (table, row, 1, measure->best_is_most);
}

static void
add_programs (RigTable *table, const RigAnswer *answer)
{
  guint row = rig_table_add_row (table, "stack", NULL);

  rig_words_fill_text (rig_table_get_cell (table, row, 0), _("Program"), 0, NULL);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      RigCell *cell = rig_table_get_cell (table, row, i + 1);
      if (machine->run.unknown != NULL)
        rig_words_fill_text (cell, _(machine->run.unknown), RIG_MARK_DIM, NULL);
      else
        rig_words_fill_text (cell, rig_stack_get_name (machine->run.stack), 0, NULL);
    }
}

/* "1.9 (1.2–3.1), 62 % of the layers on the GPU" */
static void
fill_offload (RigCell *cell, const RigOffload *offload)
{
  g_autofree char *speed = NULL, *share = NULL;

  if (!rig_estimate_is_known (&offload->decode_tokens_per_s))
    {
      /* The reason is what can be done about it: it is shown, and not hidden in a note. */
      rig_words_fill_text (cell, offload->unknown != NULL ? _(offload->unknown) : NULL,
                           RIG_MARK_DIM,
                           offload->unknown != NULL
                             ? NULL : _("The model fits: there is nothing to offload."));
      return;
    }
  speed = rig_words_speed (&offload->decode_tokens_per_s);
  share = rig_format_share (round (offload->gpu_share * 100) / 100);
  rig_words_fill_estimate (
    cell,
    /* Translators: a speed; a percentage. */
    g_strdup_printf (_("%1$s, with %2$s of the layers on the GPU"), speed, share),
    &offload->decode_tokens_per_s, 0,
    g_strdup (rig_words_speed_warning (RIG_SPEED_WARN_RULE)));
}

static void
add_offload (RigTable *table, const RigAnswer *answer)
{
  gboolean any = FALSE;
  guint row;

  for (guint i = 0; i < answer->n_machines; i++)
    any |= answer->machines[i].offload.unknown != NULL
           || rig_estimate_is_known (&answer->machines[i].offload.decode_tokens_per_s);
  if (!any)
    return;
  row = rig_table_add_row (table, "offload_tokens_per_s",
                           _("Where it does not fit, tokens per second"));
  rig_words_fill_text (rig_table_get_cell (table, row, 0),
                       _("One chat, partly on the processor"), 0, NULL);
  for (guint i = 0; i < answer->n_machines; i++)
    fill_offload (rig_table_get_cell (table, row, i + 1), &answer->machines[i].offload);
  rig_table_add_footnote (table, _("Partly on the processor: a first rule that nobody has tested; "
                                   "it counts nowhere else."));
}

RigTable *
rig_page_new_speed_table (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  RigTable *table = rig_table_new ("speed", _("Speed in figures"),
                                   _("Tokens per second and times, each with its 80 % interval"));
  gboolean guessed = FALSE;

  rig_table_add_column (table, "measure", _("Figure"), NULL, RIG_ALIGN_START, -1);
  rig_page_add_machine_columns (input, table, RIG_ALIGN_END);
  add_programs (table, answer);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (is_shown (&measures[i], answer))
      {
        add_measure (table, &measures[i], answer);
        guessed |= measures[i].get == get_speculated;
      }
  add_offload (table, answer);
  if (guessed)
    rig_table_add_footnote (table, _("Guessing ahead (speculative decoding, multi-token "
                                     "prediction): a range of what others report, part of no other "
                                     "figure."));
  return table;
}

/* The interval in words. */
static void
add_certainty (RigTable *table, const RigMachineAnswer *machine)
{
  guint row = rig_table_add_row (table, machine->machine->id, NULL);
  const RigSpeed *decode = &machine->decode, *prefill = &machine->prefill;
  guint warnings = decode->warnings | machine->decode_all.warnings | prefill->warnings;
  g_autofree char *why = NULL, *beware = NULL;

  rig_words_fill_text (rig_table_get_cell (table, row, 0), machine->machine->short_name, 0,
                       machine->machine->name);
  if (machine->run.unknown != NULL)
    {
      for (guint c = 1; c < table->columns->len; c++)
        rig_words_fill_unknown (rig_table_get_cell (table, row, c), _(machine->run.unknown));
      return;
    }
  rig_cell_take (rig_table_get_cell (table, row, 1), rig_words_width (&decode->tokens_per_s),
                 decode->tokens_per_s.high / decode->tokens_per_s.low, RIG_BASIS_UNKNOWN, 0, NULL);
  rig_cell_take (rig_table_get_cell (table, row, 2), rig_words_width (&prefill->tokens_per_s),
                 prefill->tokens_per_s.high / prefill->tokens_per_s.low, RIG_BASIS_UNKNOWN, 0,
                 NULL);
  why = rig_words_certainty (decode);
  /* What the first column of words says need not be said twice. */
  if (decode->novelty & RIG_NOVEL_COMPUTE)
    warnings &= ~(guint) RIG_SPEED_WARN_COMPUTE;
  beware = rig_words_speed_warnings (warnings);
  rig_words_fill_text (rig_table_get_cell (table, row, 3), why, 0, NULL);
  rig_words_fill_text (rig_table_get_cell (table, row, 4),
                       beware != NULL ? beware : _("nothing"), beware != NULL ? 0 : RIG_MARK_DIM,
                       NULL);
}

RigTable *
rig_page_new_certainty_table (const RigPageInput *input)
{
  RigTable *table
    = rig_table_new ("certainty", _("How sure is that?"),
                     _("The high end of each interval as a multiple of its low end, and why. Of "
                       "ten speeds, eight lie within theirs"));

  rig_table_add_column (table, "machine", _("Machine"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "decode_width", _("Writes"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "prefill_width", _("Reads"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "why", _("Why"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "beware", _("Beware"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < input->answer->n_machines; i++)
    add_certainty (table, &input->answer->machines[i]);
  return table;
}
