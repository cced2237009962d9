/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words.h"

#include <glib/gi18n.h>

#include "report/format.h"

#define DIGITS 4
#define EM_DASH "—"
#define CHIP_CHARACTERS 16

/* Two ends that were written alike are one. Takes both. */
static char *
join_ends (char *from, char *to, gboolean negative)
{
  g_autofree char *low = from, *high = to;

  if (g_str_equal (low, high))
    return g_steal_pointer (&low);
  /* A dash between two minus signs cannot be read. */
  if (negative)
    return g_strdup_printf (_("%s to %s"), low, high);
  return g_strdup_printf ("%s–%s", low, high);
}

static char *
usd_range (double low, double high)
{
  return join_ends (rig_format_usd (low), rig_format_usd (high), low < 0);
}

char *
rig_words_figure (const RigFigure *figure, const char *unit)
{
  g_autofree char *number = NULL;

  if (!rig_figure_is_known (figure))
    return g_strdup (figure->text != NULL ? figure->text : EM_DASH);
  if (g_strcmp0 (unit, "USD") == 0)
    return usd_range (figure->low, figure->high);
  if (g_strcmp0 (unit, "share") == 0)
    return rig_format_share (figure->value);
  number = rig_format_range (figure->low, figure->high, DIGITS);
  if (unit == NULL)
    return g_steal_pointer (&number);
  return g_strdup_printf ("%s\302\240%s", number, _(unit));
}

void
rig_words_append_sentence (GString *text, const char *sentence)
{
  if (sentence == NULL || *sentence == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  if (!g_str_has_suffix (sentence, ".") && !g_str_has_suffix (sentence, "?"))
    g_string_append_c (text, '.');
}

char *
rig_words_provenance (const RigFigure *figure)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (figure->basis == RIG_BASIS_UNKNOWN && figure->note == NULL)
    return NULL;
  if (figure->basis != RIG_BASIS_UNKNOWN)
    {
      g_autofree char *badge = g_strdup (rig_format_basis (figure->basis));
      g_autofree char *capital = g_utf8_strup (badge, 1 * g_utf8_skip[*(guchar *) badge]);
      g_autofree char *sentence
        = g_strconcat (capital, badge + g_utf8_skip[*(guchar *) badge], NULL);
      rig_words_append_sentence (text, sentence);
    }
  if (figure->stand_in != NULL)
    {
      /* Translators: %s is the name of a machine. */
      g_autofree char *sentence = g_strdup_printf (_("The figure of %s stands in"),
                                                   figure->stand_in);
      rig_words_append_sentence (text, sentence);
    }
  rig_words_append_sentence (text, figure->note);
  if (figure->source != NULL)
    {
      g_autofree char *sentence
        = figure->date != NULL
            /* Translators: the first %s is where a figure comes from, the second a date. */
            ? g_strdup_printf (_("Source: %1$s (%2$s)"), figure->source, figure->date)
            : g_strdup_printf (_("Source: %s"), figure->source);
      rig_words_append_sentence (text, sentence);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
rig_words_speed (const RigEstimate *tokens_per_s)
{
  g_autofree char *value = NULL, *range = NULL;

  if (!rig_estimate_is_known (tokens_per_s))
    return g_strdup (EM_DASH);
  value = rig_format_number (tokens_per_s->value, 2 + (tokens_per_s->value >= 100));
  if (rig_estimate_is_exact (tokens_per_s))
    return g_steal_pointer (&value);
  range = rig_format_range (tokens_per_s->low, tokens_per_s->high, 2 + (tokens_per_s->low >= 100));
  return g_strdup_printf ("%s (%s)", value, range);
}

char *
rig_words_usd (const RigEstimate *usd)
{
  if (!rig_estimate_is_known (usd))
    return g_strdup (EM_DASH);
  return usd_range (usd->low, usd->high);
}

char *
rig_words_share (const RigEstimate *share)
{
  if (!rig_estimate_is_known (share) || isnan (share->high))
    return g_strdup (EM_DASH);
  /* A rate of return has no value where nothing is ever earned. */
  if (isnan (share->low))
    {
      g_autofree char *most = rig_format_share (share->high);
      /* Translators: %s is a percentage. */
      return g_strdup_printf (_("up to %s"), most);
    }
  return join_ends (rig_format_share (share->low), rig_format_share (share->high), share->low < 0);
}

char *
rig_words_hours (const RigEstimate *hours)
{
  g_autofree char *range = NULL;

  if (!rig_estimate_is_known (hours))
    return g_strdup (EM_DASH);
  range = rig_format_range (hours->low, hours->high, 3);
  /* Translators: hours of work in a month. */
  return g_strdup_printf (_("%s\302\240h"), range);
}

char *
rig_words_seconds (const RigEstimate *seconds)
{
  g_autofree char *value = NULL, *range = NULL;

  if (!rig_estimate_is_known (seconds))
    return g_strdup (EM_DASH);
  /* Ends of one unit share it, so that a narrow column holds them. */
  if (seconds->low >= 0.0995 && seconds->high < 59.5)
    {
      value = rig_format_number (seconds->value, 2);
      range = rig_format_range (seconds->low, seconds->high, 2);
      /* Translators: a time in seconds, then its interval. */
      return g_str_equal (value, range) ? rig_format_seconds (seconds->value)
                                        : g_strdup_printf (_("%1$s (%2$s)\302\240s"), value, range);
    }
  value = rig_format_seconds (seconds->value);
  range = join_ends (rig_format_seconds (seconds->low), rig_format_seconds (seconds->high), FALSE);
  return g_str_equal (value, range) ? g_steal_pointer (&value)
                                    : g_strdup_printf ("%s (%s)", value, range);
}

char *
rig_words_months (const RigEstimate *months)
{
  g_autofree char *low = NULL, *high = NULL;

  if (!rig_estimate_is_known (months))
    return g_strdup (EM_DASH);
  high = rig_format_months (months->high);
  if (months->low == months->high)
    return g_steal_pointer (&high);
  if (isinf (months->high))
    {
      low = rig_format_months (months->low);
      /* Translators: an interval of time: "18 months to more than 10 years". */
      return g_strdup_printf (_("%1$s to %2$s"), low, high);
    }
  low = rig_format_number (months->low, months->low < 10 ? 2 : 3);
  high = (g_free (high), rig_format_number (months->high, months->high < 10 ? 2 : 3));
  if (g_str_equal (low, high))
    return rig_format_months (months->value);
  /* Translators: an interval of months, such as "14–21 months". */
  return g_strdup_printf (_("%1$s–%2$s months"), low, high);
}

char *
rig_words_payback (const RigEstimate *months, gboolean never)
{
  if (rig_estimate_is_known (months) && isinf (months->low) && never)
    return g_strdup (_("never"));
  return rig_words_months (months);
}

const char *
rig_words_verdict (RigFitVerdict verdict)
{
  switch (verdict)
    {
    case RIG_FIT_FITS:
      return C_("verdict", "fits");
    case RIG_FIT_TIGHT:
      return C_("verdict", "tight");
    case RIG_FIT_NO:
      return C_("verdict", "no");
    case RIG_FIT_UNKNOWN:
    default:
      return C_("verdict", "unknown");
    }
}

guint
rig_words_verdict_mark (RigFitVerdict verdict)
{
  switch (verdict)
    {
    case RIG_FIT_FITS:
      return RIG_MARK_FITS;
    case RIG_FIT_TIGHT:
      return RIG_MARK_TIGHT;
    case RIG_FIT_NO:
      return RIG_MARK_NO;
    case RIG_FIT_UNKNOWN:
    default:
      return RIG_MARK_DIM;
    }
}

/* What must find room: the model's memory, and the runtime's where that is known. */
static char *
describe_needs (const RigFit *fit)
{
  g_autofree char *needed = rig_format_bytes (fit->needed_bytes);
  g_autofree char *runtime = NULL;

  if (isnan (fit->runtime_bytes) || fit->runtime_bytes == 0)
    return g_steal_pointer (&needed);
  runtime = rig_format_bytes (fit->runtime_bytes);
  /* Translators: two sizes: of a model in memory, and of what CUDA or the like take besides. */
  return g_strdup_printf (_("%1$s and %2$s for the runtime"), needed, runtime);
}

/* Of several GPUs the fullest decides. */
static char *
describe_fullest (const RigFit *fit, const char *needed)
{
  g_autofree char *fullest = rig_format_bytes (fit->fullest_bytes);
  g_autofree char *usable = rig_format_bytes (fit->usable_bytes / fit->n_devices);
  g_autofree char *room = rig_format_bytes (fabs (fit->room_bytes));

  if (fit->room_bytes < 0)
    /* Translators: in these two, sizes: of all that is needed, of what the fullest GPU holds, of
     * what it may hold, of the difference. */
    return g_strdup_printf (_("Needs %1$s; the fullest GPU would hold %2$s of its %3$s: %4$s too "
                              "much."), needed, fullest, usable, room);
  return g_strdup_printf (_("Needs %1$s; the fullest GPU holds %2$s of its %3$s: %4$s left."),
                          needed, fullest, usable, room);
}

char *
rig_words_fit (const RigFit *fit)
{
  g_autofree char *needed = NULL, *usable = NULL, *room = NULL;

  if (fit->verdict == RIG_FIT_UNKNOWN)
    return g_strdup (_("The machine’s memory, or the model’s shape, is not known."));
  needed = describe_needs (fit);
  usable = rig_format_bytes (fit->usable_bytes);
  room = rig_format_bytes (fabs (fit->room_bytes));
  if (fit->n_devices > 1)
    return describe_fullest (fit, needed);
  if (fit->verdict == RIG_FIT_NO)
    return g_strdup_printf (_("Needs %1$s of the %2$s that a model may use: %3$s too much."),
                            needed, usable, room);
  if (fit->room_bytes < 0)
    return g_strdup_printf (_("Needs %1$s; by default the GPU may use %2$s. It fits once the limit "
                              "is raised."), needed, usable);
  return g_strdup_printf (_("Needs %1$s of the %2$s that a model may use: %3$s left."), needed,
                          usable, room);
}

char *
rig_words_list (const GPtrArray *words)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      if (i > 0)
        /* Translators: the last two of a list are joined by the second text, the others by
         * the first. */
        g_string_append (text, i + 1 < words->len ? C_("list", ", ") : C_("list", " and "));
      g_string_append (text, g_ptr_array_index (words, i));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *
rig_words_status (const RigMachine *machine)
{
  /* The catalogue is in English; these of its words stand on chips, where everybody reads them. */
  static const char *const usual[] = {
    N_("never released"), N_("on sale"), N_("announced"), N_("discontinued"), N_("used market"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (g_strcmp0 (machine->status, usual[i]) == 0)
      return _(usual[i]);
  return machine->status;
}

const char *
rig_words_short_status (const RigMachine *machine)
{
  const char *status = rig_words_status (machine);

  return status != NULL && g_utf8_strlen (status, -1) <= CHIP_CHARACTERS ? status : NULL;
}

void
rig_words_fill_figure (RigCell *cell, const RigFigure *figure, const char *unit)
{
  guint marks = rig_figure_is_known (figure) || figure->text != NULL ? 0 : RIG_MARK_DIM;

  if (figure->stand_in != NULL)
    marks |= RIG_MARK_STAND_IN;
  rig_cell_take (cell, rig_words_figure (figure, unit), figure->value, figure->basis, marks,
                 rig_words_provenance (figure));
  cell->low = figure->low;
  cell->high = figure->high;
}

void
rig_words_fill_estimate (RigCell *cell, char *text, const RigEstimate *estimate, guint marks,
                         char *note)
{
  gboolean known = rig_estimate_is_known (estimate);

  rig_cell_take (cell, text, known ? estimate->value : NAN, estimate->basis,
                 known ? marks : marks | RIG_MARK_DIM, note);
  cell->low = known ? estimate->low : NAN;
  cell->high = known ? estimate->high : NAN;
}

void
rig_words_fill_text (RigCell *cell, const char *text, guint marks, const char *note)
{
  gboolean empty = text == NULL || *text == '\0';

  rig_cell_take (cell, g_strdup (empty ? EM_DASH : text), NAN, RIG_BASIS_UNKNOWN,
                 empty ? marks | RIG_MARK_DIM : marks, g_strdup (note));
}

void
rig_words_fill_unknown (RigCell *cell, const char *reason)
{
  rig_words_fill_text (cell, NULL, RIG_MARK_DIM, reason);
}
