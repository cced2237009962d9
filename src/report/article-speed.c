/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/article-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "engine/answer/claims.h"
#include "report/format.h"
#include "report/page-speed.h"
#include "report/words.h"

/* The article's remark "performance-claim", in numbers: how much faster the first machine is said
 * to write than the second; and its claim "mtp-2x". */
#define CLAIMED_LEAD_LOW 1.5
#define CLAIMED_LEAD_HIGH 2.0
#define CLAIMED_GUESSING 2.0
#define GUESSING_MODEL "qwen3.6-27b"

/* One cell of the article's table as we see it. The article names no context, so a claim has the
 * benefit of a short one, up to the scenario's. */
typedef struct
{
  gboolean known;
  const RigModel *model;
  const RigQuant *quant;
  const RigMachine *machine;
  RigSpeedRun run;
  RigSpeed decode, brief; /* at the scenario's context; at a short one */
} Case;

typedef enum
{
  VERDICT_NONE, /* no claim, or nothing to judge it by */
  VERDICT_HOLDS,
  VERDICT_LOW,
  VERDICT_HIGH,
  VERDICT_IMPOSSIBLE,
} Verdict;

static void
init_case (Case *self, const RigArticleInput *input, const RigArticleSpeed *printed, guint i)
{
  const RigCatalog *catalog = input->input->catalog;
  guint chats;

  self->machine = input->machines[i];
  self->model = printed->model_id != NULL ? rig_catalog_find_model (catalog, printed->model_id)
                                          : NULL;
  self->quant = printed->quant_id != NULL ? rig_catalog_find_quant (catalog, printed->quant_id)
                                          : NULL;
  self->known = self->model != NULL && self->quant != NULL && self->machine != NULL
                && rig_evaluator_prepare_speed (input->input->evaluator, input->input->scenario,
                                                self->model, self->quant, self->machine,
                                                &self->run);
  if (!self->known)
    return;
  chats = MAX (self->run.work.use.sequences, 1);
  rig_speed_run_decode (&self->run, (double) self->run.work.use.context / chats, 1,
                        &self->decode);
  rig_speed_run_decode (&self->run, RIG_SHORT_CONTEXT, 1, &self->brief);
}

static Verdict
judge (const Case *self, const RigArticleCell *claim)
{
  RigClaim rule = { .low = claim->low, .high = claim->high, .off_by = NAN, .bound = NAN };

  if (!self->known)
    return VERDICT_NONE;
  rule.computed.number = self->brief.tokens_per_s;
  rule.computed.number.low
    = MIN (self->decode.tokens_per_s.low, self->brief.tokens_per_s.low);
  rig_claim_judge_speed (&rule, self->brief.ceiling_tokens_per_s);
  switch (rule.verdict)
    {
    case RIG_CLAIM_HOLDS:
      return VERDICT_HOLDS;
    case RIG_CLAIM_OFF:
      return rule.too_low ? VERDICT_LOW : VERDICT_HIGH;
    case RIG_CLAIM_IMPOSSIBLE:
      return VERDICT_IMPOSSIBLE;
    case RIG_CLAIM_UNKNOWN:
    case RIG_N_CLAIM_VERDICTS:
    default:
      return VERDICT_NONE;
    }
}

/* By how much the nearer end of a claim misses the prediction. */
static double
get_miss (const Case *self, const RigArticleCell *claim, Verdict verdict)
{
  return verdict == VERDICT_LOW ? self->decode.tokens_per_s.value / claim->high
                                : claim->low / self->brief.tokens_per_s.value;
}

static char *
format_ceiling (const Case *self)
{
  return rig_format_number (self->brief.ceiling_tokens_per_s, 3);
}

/* "18.8: 300 GB/s over 16 GB" */
static char *
describe_ceiling (const Case *self)
{
  double bandwidth = self->run.machine.bandwidth_bytes_per_s.high;
  double ceiling = self->brief.ceiling_tokens_per_s;
  g_autofree char *most = format_ceiling (self);
  g_autofree char *speed = rig_format_number (bandwidth / 1e9, 4);
  g_autofree char *bytes
    = rig_format_bytes (bandwidth * MAX (self->run.coefficients.tensor_parallel, 1) / ceiling);

  /* Translators: tokens per second; then what they are the quotient of: GB/s, and a size. */
  return g_strdup_printf (_("%1$s: %2$s\302\240GB/s over %3$s"), most, speed, bytes);
}

/* A published measurement that speaks against a claim: a machine of no more bandwidth that is
 * faster than it, or one of no less that is slower. NULL: none. */
static char *
find_witness (const RigArticleInput *input, const Case *self, const RigArticleCell *claim,
              Verdict verdict)
{
  const GPtrArray *machines = rig_catalog_get_machines (input->input->catalog);
  const RigFigure *own = &self->machine->bandwidth_gb_per_s;

  for (guint m = 0; m < machines->len; m++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, m);
      double bandwidth = machine->bandwidth_gb_per_s.value;
      gboolean low = verdict == VERDICT_LOW;
      if (machine->claimed || machine->n_gpus > 1
          || !(low ? bandwidth <= own->low : bandwidth >= own->high))
        continue;
      for (guint i = 0; i < machine->n_benchmarks; i++)
        {
          const RigBenchmark *benchmark = &machine->benchmarks[i];
          double measured = benchmark->decode_tokens_per_s.value;
          g_autofree char *value = NULL, *speed = NULL;
          if (!(low ? measured > claim->high : measured < claim->low)
              || rig_benchmark_match (benchmark, self->model, self->quant, RIG_STACK_NONE)
                   == RIG_MATCH_NONE)
            continue;
          value = rig_format_number (measured, 3);
          speed = rig_format_number (bandwidth, 4);
          /* Translators: a machine; its bandwidth; tokens per second; a quantisation. */
          return g_strdup_printf (_("%1$s with %2$s\302\240GB/s measures %3$s at %4$s."),
                                  machine->short_name, speed, value, benchmark->quant);
        }
    }
  return NULL;
}

/* Why a claim does not hold, in a sentence or three; NULL: it does. */
static char *
describe_miss (const RigArticleInput *input, const Case *self, const RigArticleCell *claim,
               Verdict verdict)
{
  g_autofree char *ceiling = NULL, *speed = NULL, *witness = NULL, *miss = NULL;
  GString *text;
  double low, high;

  if (verdict == VERDICT_NONE || verdict == VERDICT_HOLDS)
    return NULL;
  text = g_string_new (NULL);
  ceiling = describe_ceiling (self);
  speed = rig_words_speed (&self->brief.tokens_per_s);
  if (verdict == VERDICT_IMPOSSIBLE)
    {
      /* Translators: tokens per second, and how they come about. */
      g_string_append_printf (text, _("The memory allows %s."), ceiling);
      if (rig_speed_get_speculation_range (self->model, self->run.stack, FALSE, &low, &high))
        {
          g_autofree char *best
            = rig_format_number (self->brief.tokens_per_s.value * high, 2);
          g_autofree char *sentence
            /* Translators: tokens per second. */
            = g_strdup_printf (_("With multi-token prediction at its best it may be %s."), best);
          rig_words_append_sentence (text, sentence);
        }
    }
  else
    {
      miss = rig_format_number (get_miss (self, claim, verdict), 2);
      g_string_append_printf (text,
                              verdict == VERDICT_LOW
                                /* Translators: in both, a factor, then tokens per second. */
                                ? _("Too low by ×%1$s: at a short context it writes %2$s.")
                                : _("Too high by ×%1$s: even at a short context it writes %2$s."),
                              miss, speed);
    }
  witness = find_witness (input, self, claim, verdict);
  rig_words_append_sentence (text, witness);
  return g_string_free (text, FALSE);
}

static void
fill_article (RigCell *cell, const RigArticleCell *claim, Verdict verdict, char *miss)
{
  rig_article_fill_printed (cell, claim);
  if (claim->text == NULL)
    {
      g_free (miss);
      return;
    }
  /* The verdict is computed, whatever was once noted about the cell. */
  cell->marks &= ~(guint) RIG_MARK_WRONG;
  if (miss != NULL)
    cell->marks |= RIG_MARK_WRONG;
  g_free (cell->note);
  cell->note = miss;
}

static void
fill_speed (RigCell *cell, const Case *self)
{
  g_autofree char *novelty = NULL;

  if (!self->known)
    {
      rig_words_fill_unknown (cell, self->model != NULL && self->run.unknown != NULL
                                      ? _(self->run.unknown) : NULL);
      return;
    }
  novelty = rig_words_novelty (&self->decode);
  rig_words_fill_estimate (
    cell, rig_words_badged_speed (&self->decode.tokens_per_s), &self->decode.tokens_per_s, 0,
    /* Translators: a program; further sentences. */
    g_strdup_printf (_("%1$s, at this scenario’s context. %2$s"),
                     rig_stack_get_name (self->run.stack), novelty != NULL ? novelty : ""));
}

static void
fill_ceiling (RigCell *cell, const Case *self)
{
  g_autofree char *ceiling = NULL;

  if (!self->known)
    {
      rig_words_fill_unknown (cell, NULL);
      return;
    }
  ceiling = describe_ceiling (self);
  rig_cell_take (cell, format_ceiling (self), self->brief.ceiling_tokens_per_s,
                 RIG_BASIS_PREDICTED, 0,
                 /* Translators: tokens per second, and how they come about. */
                 g_strdup_printf (_("The memory allows %s. Nothing on this machine is faster "
                                    "without guessing ahead."), ceiling));
}

static void
fill_verdict (RigCell *cell, const Case *self, const RigArticleCell *claim, Verdict verdict)
{
  g_autofree char *miss = NULL, *text = NULL;

  switch (verdict)
    {
    case VERDICT_HOLDS:
      rig_words_fill_text (cell, C_("verdict", "holds"), 0, NULL);
      break;
    case VERDICT_IMPOSSIBLE:
      rig_words_fill_text (cell, C_("verdict", "impossible"), 0, NULL);
      break;
    case VERDICT_LOW:
    case VERDICT_HIGH:
      miss = rig_format_number (get_miss (self, claim, verdict), 2);
      /* Translators: a claim is off by this factor. */
      text = verdict == VERDICT_LOW ? g_strdup_printf (_("too low, ×%s"), miss)
                                    : g_strdup_printf (_("too high, ×%s"), miss);
      rig_words_fill_text (cell, text, 0, NULL);
      break;
    case VERDICT_NONE:
    default:
      rig_words_fill_unknown (cell, NULL);
      break;
    }
}

/* The article's row, ours, the physical bound, and what follows. Returns its cases. */
static void
add_claim (const RigArticleInput *input, RigTable *table, guint r, Case cases[RIG_ARTICLE_MACHINES])
{
  const RigArticleSpeed *speed = &input->article->speeds[r];
  g_autofree char *heading = g_strdup_printf ("%s (%s)", speed->model, speed->quant);
  g_autofree char *key = g_strdup_printf ("%u", r + 1);
  guint row = rig_article_add_pair (table, key, heading, "Rigwise");

  rig_article_add_row (table, key, "ceiling", heading, _("Memory’s ceiling, no context"));
  rig_article_add_row (table, key, "verdict", heading, _("Verdict"));
  for (guint i = 0; i < RIG_ARTICLE_MACHINES; i++)
    {
      const RigArticleCell *claim = &speed->tokens_per_s[i];
      Verdict verdict;
      init_case (&cases[i], input, speed, i);
      verdict = claim->text != NULL ? judge (&cases[i], claim) : VERDICT_NONE;
      fill_article (rig_table_get_cell (table, row, i + 1), claim, verdict,
                    describe_miss (input, &cases[i], claim, verdict));
      fill_speed (rig_table_get_cell (table, row + 1, i + 1), &cases[i]);
      fill_ceiling (rig_table_get_cell (table, row + 2, i + 1), &cases[i]);
      fill_verdict (rig_table_get_cell (table, row + 3, i + 1), &cases[i], claim, verdict);
    }
}

static char *
format_factors (double low, double high)
{
  g_autofree char *range = rig_format_range (low, high, 2);

  return g_strconcat ("×", range, NULL);
}

/* Rows of a claim that is a factor: of the first machine, in its column. */
static void
add_factor (RigTable *table, const char *key, const char *heading, double claimed_low,
            double claimed_high, const RigEstimate *ours, char *note)
{
  guint row = rig_article_add_pair (table, key, heading, "Rigwise");
  guint verdict = rig_article_add_row (table, key, "verdict", heading, _("Verdict"));
  gboolean holds = ours->high >= claimed_low && ours->low <= claimed_high;
  RigCell *article = rig_table_get_cell (table, row, 1);

  for (guint r = row; r <= verdict; r++)
    for (guint c = 2; c < table->columns->len; c++)
      rig_words_fill_unknown (rig_table_get_cell (table, r, c), NULL);
  rig_cell_take (article, format_factors (claimed_low, claimed_high), claimed_low,
                 RIG_BASIS_CLAIMED, RIG_MARK_ARTICLE | (holds ? 0 : RIG_MARK_WRONG), note);
  article->high = claimed_high;
  if (isnan (ours->value))
    {
      article->marks &= ~(guint) RIG_MARK_WRONG;
      rig_words_fill_unknown (rig_table_get_cell (table, row + 1, 1), NULL);
      rig_words_fill_unknown (rig_table_get_cell (table, verdict, 1), NULL);
      return;
    }
  rig_words_fill_estimate (rig_table_get_cell (table, row + 1, 1),
                           format_factors (ours->low, ours->high), ours, 0, NULL);
  rig_words_fill_text (rig_table_get_cell (table, verdict, 1),
                       holds ? C_("verdict", "holds")
                             : ours->high < 1 && claimed_low > 1
                                 ? _("the other way round") : C_("verdict", "off"),
                       0, NULL);
}

/* How many times as fast as the second machine the first writes, over the table's models. */
static void
add_lead (const RigArticleInput *input, RigTable *table, const Case *firsts, const Case *seconds,
          guint n)
{
  g_autoptr (GString) note = g_string_new (NULL);
  RigEstimate lead = RIG_ESTIMATE_UNKNOWN;

  for (guint r = 0; r < n; r++)
    {
      double ratio;
      g_autofree char *factor = NULL, *sentence = NULL;
      if (!firsts[r].known || !seconds[r].known)
        continue;
      ratio = firsts[r].decode.tokens_per_s.value / seconds[r].decode.tokens_per_s.value;
      lead.low = isnan (lead.low) ? ratio : MIN (lead.low, ratio);
      lead.high = isnan (lead.high) ? ratio : MAX (lead.high, ratio);
      factor = rig_format_number (ratio, 2);
      /* Translators: a model, then how many times as fast a machine is. */
      sentence = g_strdup_printf (_("%1$s: ×%2$s."), firsts[r].model->name, factor);
      rig_words_append_sentence (note, sentence);
    }
  lead.value = (lead.low + lead.high) / 2;
  lead.basis = isnan (lead.value) ? RIG_BASIS_UNKNOWN : RIG_BASIS_PREDICTED;
  add_factor (table, "lead",
              /* Translators: a claim of the article. */
              _("RTX Spark writes 1.5 to 2 times as fast as the Mac Studio"), CLAIMED_LEAD_LOW,
              CLAIMED_LEAD_HIGH, &lead, note->len > 0 ? g_strdup (note->str) : NULL);
}

/* With and without guessing ahead, on one machine with one program; NULL: nobody published it. */
static char *
find_guessing (const RigCatalog *catalog)
{
  const GPtrArray *machines = rig_catalog_get_machines (catalog);

  for (guint m = 0; m < machines->len; m++)
    {
      const RigMachine *machine = g_ptr_array_index (machines, m);
      double with = NAN, without = NAN;
      for (guint i = 0; i < machine->n_benchmarks; i++)
        {
          const RigBenchmark *benchmark = &machine->benchmarks[i];
          if (g_strcmp0 (benchmark->model_id, GUESSING_MODEL) != 0 || benchmark->quant == NULL)
            continue;
          if (strstr (benchmark->quant, "MTP") != NULL)
            with = benchmark->decode_tokens_per_s.value;
          else if (strstr (benchmark->quant, "no speculation") != NULL)
            without = benchmark->decode_tokens_per_s.value;
        }
      if (!isnan (with) && without > 0)
        {
          g_autofree char *fast = rig_format_number (with, 3);
          g_autofree char *slow = rig_format_number (without, 3);
          g_autofree char *factor = rig_format_number (with / without, 3);
          /* Translators: a machine; two speeds; the first over the second. */
          return g_strdup_printf (_("%1$s measures %2$s instead of %3$s tokens/s, ×%4$s."),
                                  machine->short_name, fast, slow, factor);
        }
    }
  return NULL;
}

static void
add_guessing (const RigArticleInput *input, RigTable *table, const Case *first)
{
  const RigModel *model = rig_catalog_find_model (input->input->catalog, GUESSING_MODEL);
  RigEstimate gain = RIG_ESTIMATE_UNKNOWN;

  if (model != NULL && first->known
      && rig_speed_get_speculation_range (model, first->run.stack, FALSE, &gain.low,
                                          &gain.high))
    {
      gain.value = (gain.low + gain.high) / 2;
      gain.basis = RIG_BASIS_PREDICTED;
    }
  add_factor (table, "guessing",
              /* Translators: a claim of the article. */
              _("Multi-token prediction doubles the throughput of Qwen 3.6 27B"),
              CLAIMED_GUESSING, CLAIMED_GUESSING, &gain,
              find_guessing (input->input->catalog));
}

RigTable *
rig_article_new_speed_table (const RigPageInput *input)
{
  RigArticleInput self;
  RigTable *table;
  guint chats = MAX (input->answer->use.sequences, 1);
  g_autofree char *context = rig_format_tokens (floor (input->answer->use.context / chats));
  /* Translators: %s is a number of tokens such as 32k. */
  g_autofree char *subtitle = g_strdup_printf (
    _("Tokens per second while writing: as the article prints it, and predicted at %s of context"),
    context);
  g_autofree Case *firsts = NULL, *seconds = NULL;

  rig_article_input_init (&self, input);
  table = rig_table_new ("article-speed", _("The article’s table of speeds"), subtitle);
  rig_table_add_column (table, "says", _("Who says it"), NULL, RIG_ALIGN_START, -1);
  rig_article_add_machine_columns (&self, table);
  firsts = g_new0 (Case, MAX (self.article->n_speeds, 1));
  seconds = g_new0 (Case, MAX (self.article->n_speeds, 1));
  for (guint r = 0; r < self.article->n_speeds; r++)
    {
      Case cases[RIG_ARTICLE_MACHINES] = { 0 };
      add_claim (&self, table, r, cases);
      firsts[r] = cases[0];
      seconds[r] = cases[1];
    }
  add_lead (&self, table, firsts, seconds, self.article->n_speeds);
  add_guessing (&self, table, &firsts[0]);
  rig_table_add_footnote (table, _("The article names no context: a claim holds where it lies "
                                   "within the intervals anywhere from a short context to this "
                                   "scenario’s."));
  return table;
}
