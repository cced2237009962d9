/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/situations.h"

#include <string.h>

#include "engine/answer/machine-option.h"

#define HAS(feature) { .kind = RIG_NEED_FEATURES, .features = RIG_FEATURE_BIT (feature) }
#define RUNS(software) RIG_FEATURE_BIT (RIG_FEATURE_SOFTWARE + (software))

/* The mapping of the article: docs/method-decision.md. */
static const RigSituationRule rules[] = {
  { "cuda", "Need CUDA/vLLM/fine-tuning", { HAS (RIG_FEATURE_CUDA) }, 1, RIG_PREFER_NOTHING,
    FALSE },
  { "more-than-128-gb", "Need >128GB memory",
    { { .kind = RIG_NEED_MORE_THAN, .trait = RIG_TRAIT_MEMORY_GB, .limit = 128 } }, 1,
    RIG_PREFER_NOTHING, FALSE },
  { "now", "Need it now", { { .kind = RIG_NEED_BY_DATE } }, 1, RIG_PREFER_NOTHING, FALSE },
  { "budget", "Budget-constrained", { { 0 } }, 0, RIG_PREFER_LOW_PRICE, TRUE },
  /* "Only option with 128GB in laptop" */
  { "laptop", "Want a laptop", { HAS (RIG_FEATURE_LAPTOP) }, 1, RIG_PREFER_NOTHING, TRUE },
  { "ollama-lm-studio", "Mostly use Ollama/LM Studio",
    { { .kind = RIG_NEED_FEATURES,
        .features = RUNS (RIG_SOFTWARE_OLLAMA) | RUNS (RIG_SOFTWARE_LM_STUDIO) } }, 1,
    RIG_PREFER_NOTHING, FALSE },
  { "several-models", "Run multiple models simultaneously", { { 0 } }, 0, RIG_PREFER_MEMORY,
    FALSE },
  { "windows", "Windows-first developer", { HAS (RIG_FEATURE_WINDOWS) }, 1, RIG_PREFER_NOTHING,
    FALSE },
  { "macos", "macOS-first developer", { HAS (RIG_FEATURE_MACOS) }, 1, RIG_PREFER_NOTHING, FALSE },

  { "better-laptop", "Laptop form factor", { HAS (RIG_FEATURE_LAPTOP) }, 1, RIG_PREFER_NOTHING,
    FALSE },
  { "better-price", "Price", { { 0 } }, 0, RIG_PREFER_LOW_PRICE, TRUE },
  { "better-memory", "More memory", { { 0 } }, 0, RIG_PREFER_MEMORY, FALSE },
  { "better-now", "Available now", { { .kind = RIG_NEED_BY_DATE } }, 1, RIG_PREFER_NOTHING,
    FALSE },
  { "better-ecosystem", "Proven ecosystem",
    { { .kind = RIG_NEED_FEATURES,
        .features = RUNS (RIG_SOFTWARE_OLLAMA) | RUNS (RIG_SOFTWARE_LM_STUDIO)
                    | RUNS (RIG_SOFTWARE_MLX) } }, 1, RIG_PREFER_NOTHING, FALSE },
  { "better-bandwidth", "Memory bandwidth", { { 0 } }, 0, RIG_PREFER_BANDWIDTH, FALSE },
  { "better-silence", "Stability and silence", { HAS (RIG_FEATURE_QUIET) }, 1,
    RIG_PREFER_NOTHING, FALSE },
  { "better-cuda", "CUDA ecosystem", { HAS (RIG_FEATURE_CUDA) }, 1, RIG_PREFER_NOTHING, FALSE },
  { "better-compute", "Raw AI compute", { { 0 } }, 0, RIG_PREFER_COMPUTE, FALSE },
};

/* What is chosen from, each machine beside its option. */
typedef struct
{
  GPtrArray *machines; /* const RigMachine * */
  GArray *options;     /* RigOption */
  const char *date;
} Field;

const RigSituationRule *
rig_situation_find_rule (const char *topic)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].topic, topic))
      return &rules[i];
  return NULL;
}

static gboolean
has_word (const char *text, const char *word)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,()", -1);

  return g_strv_contains ((const char *const *) words, word);
}

gboolean
rig_situation_names (const char *words, const RigMachine *machine)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_suffix (parts[i], "GB"))
      {
        if (!(machine->memory_gb.value >= g_ascii_strtod (parts[i], NULL)))
          return FALSE;
      }
    else if (!has_word (machine->name, parts[i]))
      return FALSE;
  return TRUE;
}

static const RigArticleCell *
find_cell (const RigArticle *article, const char *key, guint machine)
{
  for (guint i = 0; i < article->n_specs; i++)
    if (g_strcmp0 (article->specs[i].key, key) == 0
        && article->specs[i].cells[machine].text != NULL)
      return &article->specs[i].cells[machine];
  return NULL;
}

static void
take_answer (RigTruth *truth, const RigArticleCell *cell)
{
  if (cell != NULL)
    *truth = g_str_has_prefix (cell->text, "yes") ? RIG_TRUTH_YES : RIG_TRUTH_NO;
}

static void
take_number (RigSpan *span, const RigArticleCell *cell)
{
  if (cell != NULL && !isnan (cell->low))
    *span = (RigSpan){ cell->low, isnan (cell->high) ? cell->low : cell->high };
}

static void
take_date (RigOption *option, const RigArticleCell *cell)
{
  const char *year;

  if (cell == NULL)
    return;
  year = strchr (cell->text, ' ');
  if (g_str_has_prefix (cell->text, "Now"))
    rig_option_set_available (option, "0001-01-01", NULL);
  else if (g_str_has_prefix (cell->text, "Fall ") && strlen (year + 1) == 4)
    {
      rig_option_set_available (option, year + 1, NULL);
      memcpy (option->first_day + 4, "-09-01", 7);
      memcpy (option->last_day + 4, "-11-30", 7);
    }
}

void
rig_article_option_init (RigOption *option, const RigCatalog *catalog, guint machine)
{
  const RigArticle *article = rig_catalog_get_article (catalog);
  const RigMachine *record = rig_catalog_find_machine (catalog, article->machines[machine]);
  const RigArticleCell *form = find_cell (article, "form-factor", machine);

  rig_option_init (option, article->machines[machine], article->labels[machine]);
  if (record != NULL)
    rig_option_init_from_machine (option, record);
  rig_option_set_available (option, NULL, NULL);
  take_date (option, find_cell (article, "available", machine));
  take_number (&option->traits[RIG_TRAIT_MEMORY_GB], find_cell (article, "memory", machine));
  take_number (&option->traits[RIG_TRAIT_PRICE_USD], find_cell (article, "price", machine));
  take_answer (&option->features[RIG_FEATURE_CUDA], find_cell (article, "cuda", machine));
  take_answer (&option->features[RIG_FEATURE_METAL], find_cell (article, "metal", machine));
  take_answer (&option->features[RIG_FEATURE_SOFTWARE + RIG_SOFTWARE_VLLM],
               find_cell (article, "vllm", machine));
  if (form != NULL)
    option->features[RIG_FEATURE_LAPTOP]
      = strstr (form->text, "aptop") != NULL ? RIG_TRUTH_YES : RIG_TRUTH_NO;
}

static void
field_init (Field *self, const char *date)
{
  self->machines = g_ptr_array_new ();
  self->options = g_array_new (FALSE, FALSE, sizeof (RigOption));
  self->date = date;
}

static void
field_clear (Field *self)
{
  g_ptr_array_unref (self->machines);
  g_array_unref (self->options);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Field, field_clear)

static void
field_add (Field *self, const RigMachine *machine, const RigOption *option)
{
  g_ptr_array_add (self->machines, (gpointer) machine);
  g_array_append_val (self->options, *option);
}

static const RigOption *
get_option (const Field *self, guint i)
{
  return &g_array_index (self->options, RigOption, i);
}

static void
field_init_article (Field *self, const RigCatalog *catalog, const char *date)
{
  const RigArticle *article = rig_catalog_get_article (catalog);

  field_init (self, date);
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    {
      const RigMachine *machine = rig_catalog_find_machine (catalog, article->machines[i]);
      RigOption option;

      if (machine == NULL)
        continue;
      rig_article_option_init (&option, catalog, i);
      field_add (self, machine, &option);
    }
}

static gboolean
is_named_by (const RigMachine *machine, const RigArticleChoice *choices, guint n)
{
  for (guint i = 0; i < n; i++)
    if (rig_situation_names (choices[i].choice, machine))
      return TRUE;
  return FALSE;
}

/* @choices: (nullable): only machines that one of them names */
static void
field_init_on_sale (Field *self, const RigCatalog *catalog, const char *date,
                    const RigArticleChoice *choices, guint n)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);

  field_init (self, date);
  for (guint i = 0; i < machines->len; i++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, i);
      RigOption option;

      if (!rig_machine_is_on_sale (machine, date)
          || (choices != NULL && !is_named_by (machine, choices, n)))
        continue;
      rig_option_init_from_machine (&option, machine);
      field_add (self, machine, &option);
    }
}

static RigTruth
check_rule (const RigSituationRule *rule, const RigOption *option, const char *date)
{
  const RigNeed size = { .kind = RIG_NEED_AT_LEAST, .trait = RIG_TRAIT_MEMORY_GB,
                         .limit = RIG_SITUATION_GB };
  RigTruth truth = rule->of_its_size ? rig_need_check (&size, option) : RIG_TRUTH_YES;

  for (guint i = 0; i < rule->n_needs; i++)
    {
      RigNeed need = rule->needs[i];

      if (need.kind == RIG_NEED_BY_DATE)
        need.date = date;
      truth = MIN (truth, rig_need_check (&need, option));
    }
  return truth;
}

/* More is better. */
static RigSpan
get_wanted (RigPreference preference, const RigMachine *machine, const RigOption *option)
{
  const RigSpan *price = &option->traits[RIG_TRAIT_PRICE_USD];
  const RigFigure *figure = preference == RIG_PREFER_BANDWIDTH ? &machine->bandwidth_gb_per_s
                                                               : &machine->fp16_tflops_dense;

  if (preference == RIG_PREFER_LOW_PRICE)
    return (RigSpan){ -price->high, -price->low };
  if (preference == RIG_PREFER_MEMORY)
    return option->traits[RIG_TRAIT_MEMORY_GB];
  return rig_figure_is_known (figure) ? (RigSpan){ figure->low, figure->high } : RIG_SPAN_UNKNOWN;
}

/* Among those that meet the rule's needs: the best at the middle, and who could be better. */
static void
prefer (const Field *field, RigPreference preference, const GArray *met, RigRuleAnswer *answer)
{
  RigSpan best = RIG_SPAN_UNKNOWN;

  for (guint i = 0; i < met->len; i++)
    {
      guint at = g_array_index (met, guint, i);
      RigSpan span = get_wanted (preference, g_ptr_array_index (field->machines, at),
                                 get_option (field, at));
      double middle = rig_span_get_middle (&span);

      if (!isnan (middle) && !(middle <= rig_span_get_middle (&best)))
        best = span;
    }
  for (guint i = 0; i < met->len; i++)
    {
      guint at = g_array_index (met, guint, i);
      gpointer machine = g_ptr_array_index (field->machines, at);
      RigSpan span = get_wanted (preference, machine, get_option (field, at));

      if (rig_span_get_middle (&span) == rig_span_get_middle (&best))
        g_ptr_array_add (answer->choice, machine);
      else if (!(span.high <= best.low))
        g_ptr_array_add (answer->possible, machine);
    }
}

static int
compare_price (gconstpointer a, gconstpointer b)
{
  double x = rig_machine_get_price (*(const RigMachine *const *) a)->value;
  double y = rig_machine_get_price (*(const RigMachine *const *) b)->value;

  if (isnan (x) || isnan (y))
    return isnan (x) - isnan (y);
  return (x > y) - (x < y);
}

static void
answer_init (RigRuleAnswer *self)
{
  *self = (RigRuleAnswer){ .choice = g_ptr_array_new (), .possible = g_ptr_array_new () };
}

static void
answer_clear (RigRuleAnswer *self)
{
  g_clear_pointer (&self->choice, g_ptr_array_unref);
  g_clear_pointer (&self->possible, g_ptr_array_unref);
}

static void
apply (const Field *field, const RigSituationRule *rule, RigRuleAnswer *answer)
{
  g_autoptr (GArray) met = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < field->machines->len; i++)
    {
      RigTruth truth = check_rule (rule, get_option (field, i), field->date);
      gpointer machine = g_ptr_array_index (field->machines, i);

      if (truth == RIG_TRUTH_UNKNOWN)
        g_ptr_array_add (answer->possible, machine);
      else if (truth == RIG_TRUTH_YES && rule->preference == RIG_PREFER_NOTHING)
        g_ptr_array_add (answer->choice, machine);
      else if (truth == RIG_TRUTH_YES)
        g_array_append_val (met, i);
    }
  prefer (field, rule->preference, met, answer);
  g_ptr_array_sort (answer->choice, compare_price);
  g_ptr_array_sort (answer->possible, compare_price);
  for (guint i = 0; i < answer->choice->len && answer->cheapest_of_size == NULL; i++)
    {
      const RigMachine *machine = g_ptr_array_index (answer->choice, i);

      if (machine->memory_gb.value >= RIG_SITUATION_GB
          && rig_figure_is_known (rig_machine_get_price (machine)))
        answer->cheapest_of_size = machine;
    }
}

static guint
count_named (const GPtrArray *machines, const char *words)
{
  guint n = 0;

  for (guint i = 0; i < machines->len; i++)
    n += rig_situation_names (words, g_ptr_array_index (machines, i));
  return n;
}

static RigAgreement
agree (const RigRuleAnswer *answer, const char *words, RigPreference preference)
{
  guint named = count_named (answer->choice, words);

  if (named == 0)
    return count_named (answer->possible, words) > 0 ? RIG_AGREE_OPEN : RIG_AGREE_NO;
  if (preference != RIG_PREFER_NOTHING)
    return RIG_AGREE_YES;
  return named == answer->choice->len ? RIG_AGREE_YES : RIG_AGREE_PARTLY;
}

/* "Either works": each that the article names anywhere has to do. */
static RigAgreement
agree_with_either (const RigRuleAnswer *answer, const RigArticle *article)
{
  RigAgreement worst = RIG_AGREE_YES;

  for (guint i = 0; i < article->n_judgements; i++)
    {
      const char *words = article->judgements[i].choice;

      if (count_named (answer->choice, words) == 0)
        worst = MIN (worst, count_named (answer->possible, words) > 0 ? RIG_AGREE_OPEN
                                                                      : RIG_AGREE_NO);
    }
  return worst;
}

static void
answer_row (const Field *field, const RigSituation *row, const RigArticle *article,
            RigRuleAnswer *answer)
{
  answer_init (answer);
  if (row->rule == NULL || field->machines->len == 0)
    return;
  apply (field, row->rule, answer);
  answer->n_others
    = answer->choice->len - count_named (answer->choice, row->printed->choice);
  answer->agreement = row->either
                        ? agree_with_either (answer, article)
                        : agree (answer, row->printed->choice, row->rule->preference);
}

static RigSituation *
answer_rows (const RigCatalog *catalog, const RigArticleChoice *printed, guint n,
             const Field *own, const Field *on_sale)
{
  const RigArticle *article = rig_catalog_get_article (catalog);
  RigSituation *rows = g_new0 (RigSituation, n);

  for (guint i = 0; i < n; i++)
    {
      rows[i].printed = &printed[i];
      rows[i].rule = rig_situation_find_rule (printed[i].topic);
      rows[i].either = count_named (own->machines, printed[i].choice) == 0;
      answer_row (own, &rows[i], article, &rows[i].article);
      answer_row (on_sale, &rows[i], article, &rows[i].on_sale);
    }
  return rows;
}

RigSituations *
rig_situations_new (const RigCatalog *catalog, const char *date)
{
  const RigArticle *article = rig_catalog_get_article (catalog);
  RigSituations *self = g_new0 (RigSituations, 1);
  g_auto (Field) own = { 0 };
  g_auto (Field) all = { 0 };
  g_auto (Field) families = { 0 };

  g_strlcpy (self->date, date, sizeof self->date);
  field_init_article (&own, catalog, date);
  field_init_on_sale (&all, catalog, date, NULL, 0);
  field_init_on_sale (&families, catalog, date, article->judgements, article->n_judgements);
  self->n_situations = article->n_decisions;
  self->situations = answer_rows (catalog, article->decisions, article->n_decisions, &own, &all);
  self->n_judgements = article->n_judgements;
  self->judgements
    = answer_rows (catalog, article->judgements, article->n_judgements, &own, &families);
  return self;
}

static void
rows_free (RigSituation *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      answer_clear (&rows[i].article);
      answer_clear (&rows[i].on_sale);
    }
  g_free (rows);
}

void
rig_situations_free (RigSituations *self)
{
  rows_free (self->situations, self->n_situations);
  rows_free (self->judgements, self->n_judgements);
  g_free (self);
}

GPtrArray *
rig_situation_find_on_sale (const RigCatalog *catalog, const char *date,
                            const RigSituationRule *rule)
{
  g_auto (Field) field = { 0 };
  RigRuleAnswer answer;

  field_init_on_sale (&field, catalog, date, NULL, 0);
  answer_init (&answer);
  apply (&field, rule, &answer);
  g_ptr_array_unref (answer.possible);
  return answer.choice;
}
