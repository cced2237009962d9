/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/claims.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

#define DIGITS 3

/* A number with its unit, as people write it. */
static char *
format_number (double value, const char *unit)
{
  g_autofree char *number = rig_format_number (value, DIGITS);

  if (unit == NULL)
    return g_steal_pointer (&number);
  if (g_str_equal (unit, "USD"))
    return rig_format_usd (value);
  if (g_str_equal (unit, "months"))
    return rig_format_months (value);
  if (g_str_equal (unit, "B"))
    return rig_format_params (value * 1e9);
  if (g_str_equal (unit, "×"))
    return g_strconcat ("×", number, NULL);
  return g_strdup_printf ("%s\302\240%s", number, unit);
}

static char *
format_side (const RigClaim *claim, const RigClaimSide *side)
{
  const RigEstimate *number = &side->number;
  const char *unit = claim->unit;

  if (!rig_estimate_is_known (number))
    return side->word != NULL ? g_strdup (g_dpgettext2 (NULL, "claim", side->word)) : NULL;
  if (unit != NULL && g_str_equal (unit, "months"))
    return rig_words_months (number);
  if (unit != NULL && g_str_equal (unit, "USD"))
    return rig_words_usd (number);
  if (rig_estimate_is_exact (number))
    return format_number (number->value, unit);
  if (unit != NULL && g_str_equal (unit, "×"))
    {
      g_autofree char *range = rig_format_range (number->low, number->high, 2);
      return g_strconcat ("×", range, NULL);
    }
  return rig_words_speed (number);
}

static void
fill_side (RigCell *cell, const RigClaim *claim, const RigClaimSide *side)
{
  g_autofree char *text = format_side (claim, side);
  g_autoptr (GString) note = g_string_new (NULL);

  if (text == NULL)
    {
      rig_words_fill_unknown (cell, NULL);
      return;
    }
  if (side->machine != NULL)
    rig_words_append_sentence (note, side->machine->name);
  if (side->machine != NULL && !side->machine->claimed)
    {
      g_autofree char *alone = g_steal_pointer (&text);
      /* Translators: a figure, then the machine that it is of. */
      text = g_strdup_printf (_("%1$s, %2$s"), alone, side->machine->short_name);
    }
  if (side->source != NULL)
    rig_words_append_sentence (note, side->source);
  if (side->date != NULL)
    rig_words_append_sentence (note, side->date);
  if (rig_estimate_is_known (&side->number))
    rig_words_fill_estimate (cell, g_steal_pointer (&text), &side->number, 0,
                             note->len > 0 ? g_strdup (note->str) : NULL);
  else
    rig_words_fill_text (cell, text, 0, note->len > 0 ? note->str : NULL);
}

char *
rig_words_claim_verdict (const RigClaim *claim)
{
  g_autofree char *factor = NULL;

  switch ((int) claim->verdict)
    {
    case RIG_CLAIM_HOLDS:
      return g_strdup (C_("verdict", "holds"));
    case RIG_CLAIM_IMPOSSIBLE:
      return g_strdup (C_("verdict", "impossible"));
    case RIG_CLAIM_OFF:
      if (isnan (claim->off_by))
        return g_strdup (C_("verdict", "off"));
      factor = rig_format_number (claim->off_by, 2);
      /* Translators: in both, by which factor a claim is off. */
      return claim->too_low ? g_strdup_printf (_("too low, ×%s"), factor)
                            : g_strdup_printf (_("too high, ×%s"), factor);
    default:
      return g_strdup ("—");
    }
}

char *
rig_words_claim_why (const RigClaim *claim)
{
  GString *text = g_string_new (_(claim->reason));
  g_autofree char *sentence = NULL;

  if (claim->bound_name != NULL && !isnan (claim->bound))
    {
      g_autofree char *bound = rig_format_number (claim->bound, DIGITS);
      /* Translators: what bounds a claim, then the bound as a number. */
      sentence = g_strdup_printf (_("Bound: %1$s, %2$s."), _(claim->bound_name), bound);
      g_string_append (text, ".");
      rig_words_append_sentence (text, sentence);
    }
  return g_string_free (text, FALSE);
}

/* Every face shows a verdict by its mark as well. */
static guint
get_mark (RigClaimVerdict verdict)
{
  static const guint marks[] = {
    [RIG_CLAIM_UNKNOWN] = RIG_MARK_DIM,
    [RIG_CLAIM_HOLDS] = RIG_MARK_FITS,
    [RIG_CLAIM_OFF] = RIG_MARK_TIGHT,
    [RIG_CLAIM_IMPOSSIBLE] = RIG_MARK_NO,
  };

  return marks[verdict];
}

static char *
get_heading (const RigClaim *claim)
{
  if (!isnan (claim->usd_per_month))
    {
      g_autofree char *spend = rig_format_usd (claim->usd_per_month);
      /* Translators: %s is an amount of money. */
      return g_strdup_printf (_("%s a month on APIs"), spend);
    }
  return claim->quant != NULL ? g_strdup_printf ("%s (%s)", claim->topic, claim->quant)
                              : g_strdup (claim->topic);
}

static void
fill_words (RigCell *cell, const RigClaim *claim)
{
  g_autofree char *months = claim->unit != NULL && g_str_equal (claim->unit, "months")
                              /* Translators: the article's "10-20" in a table of months. */
                              ? g_strdup_printf (_("%s months"), claim->words) : NULL;

  rig_cell_take (cell, months != NULL ? g_steal_pointer (&months) : g_strdup (claim->words),
                 claim->low, RIG_BASIS_CLAIMED,
                 RIG_MARK_ARTICLE
                   | (claim->verdict == RIG_CLAIM_OFF || claim->verdict == RIG_CLAIM_IMPOSSIBLE
                        ? RIG_MARK_WRONG : 0),
                 claim->verdict == RIG_CLAIM_HOLDS ? NULL : g_strdup (claim->finding));
  cell->low = claim->low;
  cell->high = claim->high;
}

static void
add_claim (RigTable *table, const RigClaim *claim)
{
  gboolean statement = claim->table == RIG_CLAIM_STATEMENTS;
  g_autofree char *heading = statement ? NULL : get_heading (claim);
  g_autofree char *verdict = rig_words_claim_verdict (claim);
  g_autofree char *why = rig_words_claim_why (claim);
  guint row = rig_table_add_row (table, claim->id, heading), c = 0;

  if (!statement)
    rig_words_fill_text (rig_table_get_cell (table, row, c++),
                         claim->machine != NULL ? claim->machine->short_name : _("Size"), 0, NULL);
  fill_words (rig_table_get_cell (table, row, c++), claim);
  fill_side (rig_table_get_cell (table, row, c++), claim, &claim->computed);
  fill_side (rig_table_get_cell (table, row, c++), claim, &claim->recorded);
  if (claim->verdict == RIG_CLAIM_UNKNOWN)
    rig_words_fill_unknown (rig_table_get_cell (table, row, c++), NULL);
  else
    rig_words_fill_text (rig_table_get_cell (table, row, c++), verdict,
                         get_mark (claim->verdict), NULL);
  rig_words_fill_text (rig_table_get_cell (table, row, c), why, 0, NULL);
}

RigTable *
rig_claims_new_table (const RigClaims *claims, RigClaimTable which)
{
  static const struct
  {
    const char *id, *title;
  } heads[] = {
    [RIG_CLAIM_SPECS] = { "claims-specs", N_("Head to head, checked") },
    [RIG_CLAIM_FITS] = { "claims-fits", N_("Which models fit, checked") },
    [RIG_CLAIM_SPEEDS] = { "claims-speeds", N_("Tokens per second, checked") },
    [RIG_CLAIM_PAYBACKS] = { "claims-paybacks", N_("Break-even, checked") },
    [RIG_CLAIM_STATEMENTS] = { "claims-statements", N_("What the article says besides, checked") },
  };
  RigTable *table = rig_table_new (heads[which].id, _(heads[which].title),
                                   _("The article’s machines as it describes them, with the "
                                     "settings that everything starts from"));

  if (which != RIG_CLAIM_STATEMENTS)
    rig_table_add_column (table, "machine", _("Machine"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "article", _("The article"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "computed", _("Computed"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "recorded",
                        which == RIG_CLAIM_PAYBACKS ? _("With everything counted")
                                                    : _("On record"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "verdict", _("Verdict"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "why", _("Why"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < claims->claims->len; i++)
    {
      const RigClaim *claim = &g_array_index (claims->claims, RigClaim, i);
      if (claim->table == which)
        add_claim (table, claim);
    }
  return table;
}

char *
rig_claims_to_finding (const RigClaims *claims)
{
  /* Translators: how many of the article's claims are right and how many are not. */
  return g_strdup_printf (_("Of %1$u claims checked, %2$u hold, %3$u are off, %4$u are impossible "
                            "and %5$u cannot be told."),
                          claims->claims->len, rig_claims_count (claims, RIG_CLAIM_HOLDS),
                          rig_claims_count (claims, RIG_CLAIM_OFF),
                          rig_claims_count (claims, RIG_CLAIM_IMPOSSIBLE),
                          rig_claims_count (claims, RIG_CLAIM_UNKNOWN));
}

static void
add_bar (RigChart *chart, const RigClaim *claim, GString *words)
{
  g_autofree char *label
    = g_strdup_printf ("%s, %s", claim->topic, claim->machine->short_name);
  g_autofree char *verdict = rig_words_claim_verdict (claim);
  gboolean mac = g_str_has_prefix (claim->machine->id, "mac");
  RigBar *bar = rig_chart_add_bar (chart, claim->id, label, mac ? RIG_INK_SLOT_1 : RIG_INK_SLOT_0);

  bar->claim.low = claim->low;
  bar->claim.high = claim->high;
  bar->claim.impossible = claim->verdict == RIG_CLAIM_IMPOSSIBLE;
  bar->claim.label = g_strdup (bar->claim.impossible ? _("claimed, but impossible")
                                                     : _("claimed by the article"));
  /* Translators: one row in a spoken description of a chart: a model and a machine, what the
   * article claims, and the verdict on it. */
  g_string_append_printf (words, _("%1$s: the article says %2$s, %3$s. "), label, claim->words,
                          verdict);
  bar->value_text = g_strdup (verdict);
  if (!rig_estimate_is_known (&claim->computed.number))
    {
      bar->unknown = TRUE;
      return;
    }
  rig_bar_add_part (bar, NULL, claim->computed.number.value, 0, bar->ink);
  bar->low = claim->computed.number.low;
  bar->high = claim->computed.number.high;
  bar->ceiling = claim->bound;
}

RigChart *
rig_claims_new_chart (const RigClaims *claims)
{
  RigChart *chart = rig_chart_new (
    RIG_CHART_BARS, "claims", _("What the article promises, and what memory allows"),
    _("Tokens per second while writing: bars are computed with their 80 % interval, dashed boxes "
      "are the article’s, and nothing passes a ceiling"));
  g_autoptr (GString) words = g_string_new (NULL);

  rig_axis_set (&chart->x, _("Tokens per second"), NULL, RIG_AXIS_LOG, RIG_NUMBER_PLAIN);
  for (guint i = 0; i < claims->claims->len; i++)
    {
      const RigClaim *claim = &g_array_index (claims->claims, RigClaim, i);
      if (claim->table == RIG_CLAIM_SPEEDS)
        add_bar (chart, claim, words);
    }
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}
