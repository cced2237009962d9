/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/situations.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

#define MAX_NAMES 3

enum
{
  COLUMN_SITUATION,
  COLUMN_ARTICLE,
  COLUMN_OWN,
  COLUMN_ON_SALE,
  COLUMN_AGREES,
  COLUMN_WHY,
};

const char *
rig_words_agreement (RigAgreement agreement)
{
  switch ((int) agreement)
    {
    case RIG_AGREE_YES:
      /* Translators: our answer with the article's */
      return _("agrees");
    case RIG_AGREE_PARTLY:
      /* Translators: our answer with the article's */
      return _("agrees in part");
    case RIG_AGREE_OPEN:
      /* Translators: whether our answer agrees with the article's */
      return C_("agreement", "open");
    case RIG_AGREE_NO:
      /* Translators: our answer with the article's */
      return _("disagrees");
    default:
      return "—";
    }
}

static char *
name_with_price (const RigMachine *machine)
{
  const RigFigure *price = rig_machine_get_price (machine);
  g_autofree char *usd = NULL;

  if (!rig_figure_is_known (price) || machine->claimed)
    return g_strdup (machine->short_name);
  usd = rig_format_usd (price->value);
  /* Translators: a machine and its price */
  return g_strdup_printf (_("%1$s (%2$s)"), machine->short_name, usd);
}

/* "A ($1), B ($2) and 4 more" */
static char *
list_machines (const GPtrArray *machines)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint more = machines->len > MAX_NAMES ? machines->len - MAX_NAMES : 0;

  for (guint i = 0; i < machines->len - more; i++)
    g_ptr_array_add (names, name_with_price (g_ptr_array_index (machines, i)));
  if (more > 0)
    /* Translators: the end of a list of machines */
    g_ptr_array_add (names, g_strdup_printf (ngettext ("%u more", "%u more", more), more));
  return rig_words_list (names);
}

static void
fill_answer (RigCell *cell, const RigRuleAnswer *answer, gboolean has_rule)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *names = list_machines (answer->choice);

  if (!has_rule)
    {
      rig_words_fill_unknown (cell, _("No figure of the catalogue decides it."));
      return;
    }
  if (answer->choice->len > 0)
    g_string_append (text, names);
  if (answer->possible->len > 0)
    {
      g_autofree char *possible = list_machines (answer->possible);

      /* Translators: a list of machines; for certain nobody, or others that stand before it */
      g_string_append_printf (text, answer->choice->len > 0 ? _("; perhaps %s") : _("perhaps %s"),
                              possible);
    }
  if (text->len == 0)
    g_string_append (text, _("none"));
  rig_cell_take (cell, g_string_free (g_steal_pointer (&text), FALSE), answer->choice->len,
                 RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
}

static char *
tell_preference (const RigSituation *row)
{
  static const char *const better[] = {
    [RIG_PREFER_NOTHING] = NULL,
    [RIG_PREFER_LOW_PRICE] = N_("Costs least: %s."),
    [RIG_PREFER_MEMORY] = N_("Most memory: %s."),
    [RIG_PREFER_BANDWIDTH] = N_("Highest bandwidth: %s."),
    [RIG_PREFER_COMPUTE] = N_("Most dense FP16 compute: %s."),
  };
  const char *words = better[row->rule->preference];
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;
  g_auto (GStrv) parts = NULL;

  if (words == NULL || row->on_sale.choice->len == 0)
    return NULL;
  for (guint i = 0; i < row->on_sale.choice->len && i < MAX_NAMES; i++)
    {
      const RigMachine *machine = g_ptr_array_index (row->on_sale.choice, i);

      g_ptr_array_add (names, (gpointer) machine->short_name);
    }
  list = rig_words_list (names);
  parts = g_strsplit (_(words), "%s", 2);
  return g_strjoinv (list, parts);
}

static char *
tell_needs (const RigSituation *row)
{
  guint others = row->on_sale.n_others;

  if (row->either)
    return g_strdup (row->on_sale.agreement == RIG_AGREE_YES
                       ? _("Both that the article compares meet it.")
                     : row->on_sale.agreement == RIG_AGREE_OPEN
                       ? _("It is not known of both that the article compares.")
                       : _("Not both that the article compares are on sale and meet it."));
  switch ((int) row->on_sale.agreement)
    {
    case RIG_AGREE_YES:
      return g_strdup (_("Only what the article names meets it."));
    case RIG_AGREE_PARTLY:
      return g_strdup_printf (ngettext ("What the article names meets it, and so does %u other.",
                                        "What the article names meets it, and so do %u others.",
                                        others), others);
    case RIG_AGREE_OPEN:
      return g_strdup (_("It is not known whether what the article names meets it."));
    default:
      return g_strdup (_("Nothing that the article names is on sale and meets it."));
    }
}

static char *
tell_why (const RigSituation *row)
{
  const RigMachine *large = row->on_sale.cheapest_of_size;
  g_autoptr (GString) why = g_string_new (NULL);
  g_autofree char *reason = NULL;

  if (row->rule == NULL)
    return g_strdup (_("No figure of the catalogue decides it."));
  reason = tell_preference (row);
  if (reason == NULL)
    reason = tell_needs (row);
  g_string_append (why, reason);
  if (large != NULL && row->rule->preference == RIG_PREFER_NOTHING
      && large != g_ptr_array_index (row->on_sale.choice, 0))
    {
      g_autofree char *name = name_with_price (large);
      g_autofree char *size = rig_format_bytes (RIG_SITUATION_GB * 1e9);
      /* Translators: an amount of memory such as "128 GB", and a machine with its price */
      g_autofree char *cheapest
        = g_strdup_printf (_("With %1$s or more the cheapest is %2$s."), size, name);

      rig_words_append_sentence (why, cheapest);
    }
  return g_string_free (g_steal_pointer (&why), FALSE);
}

static char *
tell_agreement (const RigSituation *row)
{
  const char *own = rig_words_agreement (row->article.agreement);
  const char *on_sale = rig_words_agreement (row->on_sale.agreement);

  if (row->article.agreement == row->on_sale.agreement)
    return g_strdup (on_sale);
  /* Translators: whether two answers agree with the article's: "agrees", "disagrees" */
  return g_strdup_printf (_("its own: %1$s; on sale: %2$s"), own, on_sale);
}

static void
add_row (RigTable *table, const RigSituation *row)
{
  const RigArticleChoice *printed = row->printed;
  g_autofree char *why = tell_why (row);
  guint at = rig_table_add_row (table, row->rule != NULL ? row->rule->id : printed->topic, NULL);

  rig_words_fill_text (rig_table_get_cell (table, at, COLUMN_SITUATION), printed->topic,
                       RIG_MARK_ARTICLE, NULL);
  rig_words_fill_text (rig_table_get_cell (table, at, COLUMN_ARTICLE), printed->choice,
                       RIG_MARK_ARTICLE | (printed->wrong != NULL ? RIG_MARK_WRONG : 0),
                       printed->wrong != NULL ? printed->wrong : printed->why);
  fill_answer (rig_table_get_cell (table, at, COLUMN_OWN), &row->article, row->rule != NULL);
  fill_answer (rig_table_get_cell (table, at, COLUMN_ON_SALE), &row->on_sale, row->rule != NULL);
  rig_cell_take (rig_table_get_cell (table, at, COLUMN_AGREES), tell_agreement (row), NAN,
                 RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
  rig_words_fill_text (rig_table_get_cell (table, at, COLUMN_WHY), why, RIG_MARK_NONE, NULL);
}

static RigTable *
new_table (const char *id, const char *title, const char *first, const char *subtitle,
           const RigSituation *rows, guint n)
{
  RigTable *table = rig_table_new (id, title, subtitle);

  rig_table_add_column (table, "situation", first, NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "article", _("Article"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "article_machines", _("By its own machines"), NULL,
                        RIG_ALIGN_START, -1);
  rig_table_add_column (table, "on_sale", _("By what is on sale"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "agrees", _("Agrees?"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "why", _("Why"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < n; i++)
    add_row (table, &rows[i]);
  return table;
}

RigTable *
rig_situations_new_table (const RigArticleAnswers *answers)
{
  const RigSituations *rows = answers->rows;
  /* Translators: a date such as 2026-12-24 */
  g_autofree char *subtitle
    = g_strdup_printf (_("Each as needs and a preference, asked of its own machines as it "
                         "describes them, and of everything on sale on %s, cheapest first"),
                       rows->date);

  RigTable *table = new_table ("situations", _("The article’s nine situations"),
                              _("Situation"), subtitle,
                               rows->situations, rows->n_situations);

  rig_table_add_footnote (table, _("The price of a graphics card is without a computer around "
                                   "it."));
  rig_table_add_footnote (table, _("Prices are the catalogue’s latest, also of an earlier day."));
  return table;
}

RigTable *
rig_judgements_new_table (const RigArticleAnswers *answers)
{
  const RigSituations *rows = answers->rows;
  /* Translators: a date such as 2026-12-24 */
  g_autofree char *subtitle
    = g_strdup_printf (_("Between RTX Spark and Mac Studio only, as the article does; on sale on "
                         "%s"),
                       rows->date);

  return new_table ("judgements", _("Who is better at what"), _("Topic"), subtitle,
                    rows->judgements, rows->n_judgements);
}
