/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pages.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* About 240 words a minute at 0.75 words a token. */
#define READING_TOKENS_PER_S 5.3
#define FEELS_INSTANT_S 1.0
#define LONGEST_PROMPT 131072.0

/* The article's claim on this model and machine; NULL: it makes none. */
static const RigArticleCell *
find_claim (const RigPageInput *input, const char *machine_id)
{
  const RigArticle *article = rig_catalog_get_article (input->catalog);

  for (guint i = 0; i < article->n_speeds; i++)
    {
      const RigArticleSpeed *row = &article->speeds[i];
      if (g_strcmp0 (row->model_id, input->answer->model->id) != 0
          || g_strcmp0 (row->quant_id, input->answer->quant->id) != 0)
        continue;
      for (guint m = 0; m < RIG_ARTICLE_MACHINES; m++)
        if (g_str_equal (article->machines[m], machine_id) && row->tokens_per_s[m].text != NULL)
          return &row->tokens_per_s[m];
    }
  return NULL;
}

static void
fill_bar (RigBar *bar, const RigPageInput *input, const RigMachineAnswer *machine, guint slot,
          gboolean decode)
{
  const RigSpeed *speed = decode ? &machine->decode : &machine->prefill;
  const RigEstimate *estimate = &speed->tokens_per_s;
  const RigArticleCell *claim = decode ? find_claim (input, machine->machine->id) : NULL;

  if (claim != NULL)
    {
      bar->claim.low = claim->low;
      bar->claim.high = claim->high;
      bar->claim.impossible
        = machine->run.unknown == NULL && claim->low > speed->ceiling_tokens_per_s;
      bar->claim.label = g_strdup (bar->claim.impossible
                                     ? _("claimed, but impossible")
                                     : _("claimed by the article"));
    }
  if (machine->run.unknown != NULL)
    {
      bar->unknown = TRUE;
      bar->value_text = g_strdup (_(machine->run.unknown));
      return;
    }
  rig_bar_add_part (bar, NULL, estimate->value, 0, rig_page_get_ink (slot));
  bar->low = estimate->low;
  bar->high = estimate->high;
  bar->value_text = rig_words_speed (estimate);
}

static RigChart *
new_bar_chart (const RigPageInput *input, gboolean decode)
{
  const RigAnswer *answer = input->answer;
  g_autofree char *context = rig_format_tokens (answer->use.context);
  g_autofree char *prompt
    = rig_format_tokens (rig_scenario_get_number (input->scenario, RIG_KEY_PROMPT_TOKENS));
  g_autofree char *subtitle
    = decode
        /* Translators: %s is a number of tokens such as 32k. */
        ? g_strdup_printf (_("Tokens per second while writing, at %s of context, with the 80 %% "
                             "interval"), context)
        : g_strdup_printf (_("Tokens per second while reading a prompt of %s, with the 80 %% "
                             "interval"), prompt);
  RigChart *chart = rig_chart_new (RIG_CHART_BARS, decode ? "decode" : "prefill",
                                   decode ? _("How fast does it write?")
                                          : _("How fast does it read?"),
                                   subtitle);
  g_autoptr (GString) words = g_string_new (NULL);

  rig_axis_set (&chart->x, decode ? _("Decode") : _("Prefill"), _("tokens/s"), RIG_AXIS_LINEAR,
                RIG_NUMBER_PLAIN);
  chart->x.from_zero = TRUE;
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      RigBar *bar = rig_chart_add_bar (chart, machine->machine->id, machine->machine->short_name,
                                       rig_page_get_ink (i));
      fill_bar (bar, input, machine, i, decode);
      /* Translators: one machine in a spoken description of a chart: its name, its speed. */
      g_string_append_printf (words, _("%1$s: %2$s tokens per second. "), machine->machine->name,
                              bar->value_text);
    }
  if (decode)
    rig_chart_add_reference (chart, READING_TOKENS_PER_S, TRUE, _("reading speed"));
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}

static void
add_curve (RigChart *chart, const RigMachineAnswer *machine, guint slot, double from, double to,
           gboolean over_context)
{
  RigSeries *series = rig_chart_add_series (chart, machine->machine->id,
                                            machine->machine->short_name, rig_page_get_ink (slot));

  for (double x = from; x <= to * 1.001; x *= sqrt (2))
    {
      RigSpeed decode, prefill;
      RigEstimate y;
      rig_speed_run_decode (&machine->run, over_context ? x : machine->run.work.use.context, 1,
                            &decode);
      y = decode.tokens_per_s;
      if (!over_context)
        {
          rig_speed_run_prefill (&machine->run, x, 0, &prefill);
          y = rig_speed_get_ttft_s (&prefill, &decode, x);
        }
      rig_series_add_point (series, x, y.value, y.low, y.high);
    }
}

static RigChart *
new_context_chart (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  double longest = MIN (1048576.0, (double) MAX (answer->model->max_context, 4096));
  double most = MAX (longest, answer->use.context);
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "decode-over-context",
                                   _("What does a long context cost?"),
                                   _("Tokens per second while writing, over tokens of context"));
  g_autoptr (GString) words = g_string_new (NULL);

  rig_axis_set (&chart->x, _("Context"), _("tokens"), RIG_AXIS_LOG, RIG_NUMBER_TOKENS);
  rig_axis_set (&chart->y, _("Decode"), _("tokens/s"), RIG_AXIS_LINEAR, RIG_NUMBER_PLAIN);
  chart->y.from_zero = TRUE;
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      const RigSeries *series;
      g_autofree char *first = NULL, *last = NULL;
      if (machine->run.unknown != NULL)
        continue;
      add_curve (chart, machine, i, 1024, most, TRUE);
      series = g_ptr_array_index (chart->series, chart->series->len - 1);
      first = rig_format_number (g_array_index (series->points, RigPoint, 0).y, 2);
      last = rig_format_number (
        g_array_index (series->points, RigPoint, series->points->len - 1).y, 2);
      rig_chart_add_callout (chart, answer->use.context, machine->decode.tokens_per_s.value, NULL,
                             rig_page_get_ink (i));
      /* Translators: the spoken description of a falling curve: a machine, two speeds. */
      g_string_append_printf (words, _("%1$s falls from %2$s to %3$s tokens per second. "),
                              machine->machine->name, first, last);
    }
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}

static RigChart *
new_ttft_chart (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  double most = MIN (LONGEST_PROMPT, (double) MAX (answer->model->max_context, 4096));
  double prompt = rig_scenario_get_number (input->scenario, RIG_KEY_PROMPT_TOKENS);
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "ttft",
                                   _("How long until it starts to answer?"),
                                   _("Seconds to the first token, over tokens of prompt"));
  g_autoptr (GString) words = g_string_new (NULL);

  rig_axis_set (&chart->x, _("Prompt"), _("tokens"), RIG_AXIS_LOG, RIG_NUMBER_TOKENS);
  rig_axis_set (&chart->y, _("Time to first token"), _("seconds"), RIG_AXIS_LOG,
                RIG_NUMBER_SECONDS);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      g_autofree char *time = NULL;
      if (machine->run.unknown != NULL)
        continue;
      add_curve (chart, machine, i, 256, most, FALSE);
      rig_chart_add_callout (chart, prompt, machine->ttft_s.value, NULL, rig_page_get_ink (i));
      time = rig_format_seconds (machine->ttft_s.value);
      /* Translators: one machine in a spoken description: its name, a time such as 2.4 s. */
      g_string_append_printf (words, _("%1$s: %2$s. "), machine->machine->name, time);
    }
  rig_chart_add_reference (chart, FEELS_INSTANT_S, FALSE, _("feels instant"));
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}

static void
fill_speed_row (RigTable *table, guint row, const RigMachineAnswer *machine)
{
  const struct
  {
    const RigEstimate *estimate;
    char *text;
    const RigSpeed *speed;
  } cells[] = {
    { &machine->decode.tokens_per_s, rig_words_speed (&machine->decode.tokens_per_s),
      &machine->decode },
    { &machine->decode_all.tokens_per_s, rig_words_speed (&machine->decode_all.tokens_per_s),
      &machine->decode_all },
    { &machine->prefill.tokens_per_s, rig_words_speed (&machine->prefill.tokens_per_s),
      &machine->prefill },
    { &machine->ttft_s, rig_words_seconds (&machine->ttft_s), NULL },
    { &machine->answer_s, rig_words_seconds (&machine->answer_s), NULL },
  };

  rig_words_fill_text (rig_table_get_cell (table, row, 1), rig_stack_get_name (machine->run.stack),
                       0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    rig_words_fill_estimate (rig_table_get_cell (table, row, i + 2), cells[i].text,
                             cells[i].estimate, 0,
                             cells[i].speed != NULL ? rig_words_novelty (cells[i].speed) : NULL);
}

static RigTable *
new_speed_table (const RigPageInput *input)
{
  RigTable *table = rig_table_new ("speed", _("Speed in figures"),
                                   _("Tokens per second and times, each with its 80 % interval"));

  rig_table_add_column (table, "machine", _("Machine"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "stack", _("Program"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "decode_tokens_per_s", _("Writes"), _("tokens/s"), RIG_ALIGN_END,
                        -1);
  rig_table_add_column (table, "decode_all_tokens_per_s", _("All chats"), _("tokens/s"),
                        RIG_ALIGN_END, -1);
  rig_table_add_column (table, "prefill_tokens_per_s", _("Reads"), _("tokens/s"), RIG_ALIGN_END,
                        -1);
  rig_table_add_column (table, "ttft_s", _("First token"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "answer_s", _("Whole answer"), NULL, RIG_ALIGN_END, -1);
  for (guint i = 0; i < input->answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &input->answer->machines[i];
      guint row = rig_table_add_row (table, machine->machine->id, NULL);
      rig_words_fill_text (rig_table_get_cell (table, row, 0), machine->machine->short_name, 0,
                           machine->machine->name);
      if (machine->run.unknown == NULL)
        fill_speed_row (table, row, machine);
      else
        for (guint c = 1; c < table->columns->len; c++)
          rig_words_fill_unknown (rig_table_get_cell (table, row, c), _(machine->run.unknown));
    }
  return table;
}

/* The fastest in the middle of its range; NULL where no speed is known. */
static const RigMachineAnswer *
find_fastest (const RigAnswer *answer)
{
  const RigMachineAnswer *fastest = NULL;

  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      if (machine->run.unknown == NULL
          && (fastest == NULL
              || machine->decode.tokens_per_s.value > fastest->decode.tokens_per_s.value))
        fastest = machine;
    }
  return fastest;
}

/* Everybody but the fastest, by whether the intervals leave room for a tie. */
static void
sort_others (const RigAnswer *answer, const RigMachineAnswer *fastest, GPtrArray *maybe,
             GPtrArray *slower)
{
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      if (machine == fastest || machine->run.unknown != NULL)
        continue;
      g_ptr_array_add (
        machine->decode.tokens_per_s.high >= fastest->decode.tokens_per_s.low ? maybe : slower,
        (gpointer) machine->machine->short_name);
    }
}

static gboolean
are_all_others_out_of_room (const RigAnswer *answer, const RigMachineAnswer *except)
{
  for (guint i = 0; i < answer->n_machines; i++)
    if (&answer->machines[i] != except
        && answer->machines[i].fit.verdict != RIG_FIT_NO)
      return FALSE;
  return TRUE;
}

/* Where the speed of one machine at most is known, which is not to say that no other can run it. */
static char *
describe_lonely (const RigAnswer *answer, const RigMachineAnswer *only)
{
  g_autofree char *speed = NULL;

  if (only == NULL)
    return are_all_others_out_of_room (answer, NULL)
             ? g_strdup_printf (_("None of these machines can run %s."), answer->model->name)
             /* Translators: a model and a quantisation. */
             : g_strdup_printf (_("No speed can be told for %1$s at %2$s on these machines: it "
                                  "does not fit, no program runs it, or a figure is not known."),
                                answer->model->name, answer->quant->id);
  speed = rig_words_speed (&only->decode.tokens_per_s);
  if (are_all_others_out_of_room (answer, only))
    return g_strdup_printf (_("Only %1$s can run %2$s; it writes %3$s tokens per second."),
                            only->machine->short_name, answer->model->name, speed);
  /* Translators: a machine; a model; a quantisation; a speed. */
  return g_strdup_printf (_("A speed can be told only for %1$s: it writes %2$s at %3$s at %4$s "
                            "tokens per second."),
                          only->machine->short_name, answer->model->name, answer->quant->id,
                          speed);
}

/* A difference smaller than the intervals is none, so nobody is called the fastest within them. */
static char *
describe_finding (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  const RigMachineAnswer *fastest = find_fastest (answer);
  g_autoptr (GPtrArray) maybe = g_ptr_array_new ();
  g_autoptr (GPtrArray) slower = g_ptr_array_new ();
  g_autofree char *speed = NULL, *ties = NULL, *behind = NULL;
  const char *model = answer->model->name;

  if (fastest == NULL)
    return describe_lonely (answer, NULL);
  sort_others (answer, fastest, maybe, slower);
  speed = rig_words_speed (&fastest->decode.tokens_per_s);
  ties = rig_words_list (maybe);
  behind = rig_words_list (slower);
  /* Translators: in these three, a machine; a model; a speed; then names of other machines. */
  if (maybe->len > 0 && slower->len > 0)
    return g_strdup_printf (_("%1$s writes %2$s at %3$s tokens per second; %4$s may be as fast, "
                              "but not %5$s."), fastest->machine->short_name, model, speed, ties,
                            behind);
  if (maybe->len > 0)
    return g_strdup_printf (_("%1$s writes %2$s at %3$s tokens per second; %4$s may be as fast."),
                            fastest->machine->short_name, model, speed, ties);
  if (slower->len > 0)
    return g_strdup_printf (_("%1$s writes %2$s at %3$s tokens per second, faster than %4$s."),
                            fastest->machine->short_name, model, speed, behind);
  return describe_lonely (answer, fastest);
}

void
rig_page_fill_speed (RigReport *report, const RigPageInput *input)
{
  report->finding = describe_finding (input);
  g_ptr_array_add (report->charts, new_bar_chart (input, TRUE));
  g_ptr_array_add (report->charts, new_bar_chart (input, FALSE));
  g_ptr_array_add (report->charts, new_context_chart (input));
  g_ptr_array_add (report->charts, new_ttft_chart (input));
  g_ptr_array_add (report->tables, new_speed_table (input));
  g_ptr_array_add (report->tables, rig_article_new_speed_table (input));
}
