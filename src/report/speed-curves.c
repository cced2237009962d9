/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page-speed.h"

#include <glib/gi18n.h>

#include "report/format.h"
#include "report/words.h"

/* Nielsen 1993, Usability Engineering, chapter 5: until then a train of thought holds; then
 * attention wanders off. */
#define THOUGHT_HOLDS_S 1.0
#define ATTENTION_LOST_S 10.0
#define SHORTEST_CONTEXT 1024.0
#define JUDGED_CONTEXT 65536.0
#define LONGEST_CONTEXT 1048576.0
#define LONGEST_PROMPT 131072.0
#define FLAT 0.1   /* a curve that loses less is called flat */
#define LITTLE 0.25 /* and one that loses less is said to lose little */

/* Both axes go in steps of half an octave. */
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

/* Takes @label. */
static void
add_marker (RigChart *chart, const char *id, char *label, guint slot, const char *legend, double x,
            double y)
{
  g_autofree char *taken = label;
  RigSeries *series = rig_chart_add_series (chart, id, taken, rig_page_get_ink (slot));

  series->points_only = series->measured = series->quiet = TRUE;
  series->legend = g_strdup (legend);
  rig_series_add_point (series, MAX (x, SHORTEST_CONTEXT), y, NAN, NAN);
}

/* The user's own tests of this very file, each at the middle of what it wrote. */
static void
add_own (RigChart *chart, const RigPageInput *input, const RigMachineAnswer *machine, guint slot)
{
  const GPtrArray *records = rig_catalog_get_speed_records (input->catalog);

  for (guint i = 0; i < records->len; i++)
    {
      const RigSpeedRecord *record = g_ptr_array_index (records, i);
      if (record->kind != RIG_SPEED_DECODE
          || g_strcmp0 (record->machine, machine->machine->id) != 0
          || g_strcmp0 (record->model, input->answer->model->id) != 0
          || g_strcmp0 (record->quant, input->answer->quant->id) != 0
          || g_strcmp0 (record->stack, rig_stack_get_id (machine->run.stack)) != 0
          || !rig_figure_is_known (&record->tokens_per_s))
        continue;
      add_marker (chart, record->id,
                  /* Translators: a machine whose measurement by the user a point is. */
                  g_strdup_printf (_("%s, measured by you"), machine->machine->short_name), slot,
                  _("measured by you"), record->depth + record->tokens / 2,
                  record->tokens_per_s.value);
    }
}

/* Measurements that say at what context they were made. */
static void
add_measured (RigChart *chart, const RigPageInput *input, const RigMachineAnswer *machine,
              guint slot)
{
  for (guint i = 0; i < machine->machine->n_benchmarks; i++)
    {
      const RigBenchmark *benchmark = &machine->machine->benchmarks[i];
      double x = benchmark->context_tokens;
      g_autofree char *id = NULL;
      if (isnan (x) || !rig_figure_is_known (&benchmark->decode_tokens_per_s)
          || rig_benchmark_match (benchmark, input->answer->model, input->answer->quant,
                                  machine->run.stack) == RIG_MATCH_NONE)
        continue;
      id = g_strdup_printf ("%s/measured/%u", machine->machine->id, i + 1);
      add_marker (chart, id,
                  /* Translators: a machine whose measurement a point is. */
                  g_strdup_printf (_("%s, measured"), machine->machine->short_name), slot,
                  _("measured, published"), x, benchmark->decode_tokens_per_s.value);
    }
}

/* How much of its speed a machine loses between a short context and @context. */
static double
get_loss (const RigMachineAnswer *machine, double context)
{
  RigSpeed first, last;

  rig_speed_run_decode (&machine->run, SHORTEST_CONTEXT, 1, &first);
  rig_speed_run_decode (&machine->run, context, 1, &last);
  return 1 - last.tokens_per_s.value / first.tokens_per_s.value;
}

/* Why a model's curve is flat; NULL: it has nothing special. */
static const char *
get_reason (const RigModel *model)
{
  guint sliding = 0, states = 0;

  for (guint i = 0; i < model->n_layers && model->layers != NULL; i++)
    {
      sliding += model->layers[i] == RIG_LAYER_SLIDING || model->layers[i] == RIG_LAYER_WINDOW;
      states += model->layers[i] == RIG_LAYER_LINEAR || model->layers[i] == RIG_LAYER_MAMBA;
    }
  if (model->mla.present)
    return _("Its compressed cache is small, but attending to it takes computing.");
  if (2 * states > model->n_layers)
    return _("Most of its layers keep a state of constant size instead of a growing cache.");
  if (2 * sliding > model->n_layers)
    return _("Most of its layers look back no further than a sliding window.");
  if (2 * sliding == model->n_layers && sliding > 0)
    return _("Half of its layers look back no further than a sliding window.");
  return NULL;
}

/* "falls by 38 %–52 %" over all machines whose speed is known; NULL: none is. */
static char *
describe_loss (const RigAnswer *answer, double context)
{
  double least = INFINITY, most = -INFINITY;
  g_autofree char *from = NULL, *to = NULL, *where = rig_format_tokens (context);

  for (guint i = 0; i < answer->n_machines; i++)
    if (answer->machines[i].run.unknown == NULL)
      {
        double loss = get_loss (&answer->machines[i], context);
        least = MIN (least, loss);
        most = MAX (most, loss);
      }
  if (least > most)
    return NULL;
  if (most < FLAT)
    /* Translators: in these, the last text is a number of tokens such as 64k. */
    return g_strdup_printf (_("Nearly flat up to %s."), where);
  from = rig_format_share (round (least * 100) / 100);
  to = rig_format_share (round (most * 100) / 100);
  if (least >= 0.45 && most <= 0.55)
    return g_strdup_printf (_("Falls by half by %s."), where);
  if (g_str_equal (from, to))
    return g_strdup_printf (most <= LITTLE ? _("Falls by only %1$s by %2$s.")
                                           : _("Falls by %1$s by %2$s."), to, where);
  if (most <= LITTLE)
    return g_strdup_printf (_("Falls by only %1$s to %2$s by %3$s, depending on the machine."),
                            from, to, where);
  return g_strdup_printf (_("Falls by %1$s to %2$s by %3$s, depending on the machine."), from, to,
                          where);
}

/* Lines on one another cannot be told apart by eye, so words say that they are. */
static gboolean
is_alike (const RigMachineAnswer *a, const RigMachineAnswer *b)
{
  return a->run.unknown == NULL && b->run.unknown == NULL
         && fabs (a->decode.tokens_per_s.value / b->decode.tokens_per_s.value - 1) < 1e-3
         && fabs (a->prefill.tokens_per_s.value / b->prefill.tokens_per_s.value - 1) < 1e-3;
}

static char *
describe_alike (const RigAnswer *answer)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < answer->n_machines && names->len == 0; i++)
    {
      for (guint k = i + 1; k < answer->n_machines; k++)
        if (is_alike (&answer->machines[i], &answer->machines[k]))
          {
            if (names->len == 0)
              g_ptr_array_add (names, (gpointer) answer->machines[i].machine->short_name);
            g_ptr_array_add (names, (gpointer) answer->machines[k].machine->short_name);
          }
    }
  if (names->len == 0)
    return NULL;
  list = rig_words_list (names);
  /* Translators: names of machines whose curves are the same. */
  return g_strdup_printf (_("%s coincide."), list);
}

static char *
make_context_subtitle (const RigPageInput *input, double longest)
{
  double judged = MIN (JUDGED_CONTEXT, longest);
  g_autofree char *loss = describe_loss (input->answer, judged);
  GString *text = g_string_new (NULL);

  if (loss == NULL)
    return g_string_free (text, FALSE);
  rig_words_append_sentence (text, loss);
  rig_words_append_sentence (text, get_reason (input->answer->model));
  return g_string_free (text, FALSE);
}

static void
describe_curve (GString *words, const RigMachineAnswer *machine, const RigSeries *series)
{
  const RigPoint *first = &g_array_index (series->points, RigPoint, 0);
  const RigPoint *last = &g_array_index (series->points, RigPoint, series->points->len - 1);
  g_autofree char *from = rig_format_number (first->y, 2), *to = rig_format_number (last->y, 2);

  if (last->y > first->y * (1 - FLAT))
    /* Translators: the spoken description of a flat curve: a machine, two speeds. */
    g_string_append_printf (words, _("%1$s stays between %3$s and %2$s tokens per second. "),
                            machine->machine->name, from, to);
  else
    /* Translators: the spoken description of a falling curve: a machine, two speeds. */
    g_string_append_printf (words, _("%1$s falls from %2$s to %3$s tokens per second. "),
                            machine->machine->name, from, to);
}

RigChart *
rig_page_new_context_chart (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  double longest = MIN (LONGEST_CONTEXT, (double) MAX (answer->model->max_context, 4096));
  double own = floor ((double) answer->use.context / MAX (answer->use.sequences, 1));
  double most = MAX (longest, own);
  g_autofree char *subtitle = make_context_subtitle (input, longest);
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "decode-over-context",
                                   _("What does a long context cost?"), subtitle);
  g_autoptr (GString) words = g_string_new (NULL);

  rig_axis_set (&chart->x, _("Context"), _("tokens"), RIG_AXIS_LOG, RIG_NUMBER_TOKENS);
  rig_axis_set (&chart->y, _("Writing"), _("tokens/s"), RIG_AXIS_LINEAR, RIG_NUMBER_PLAIN);
  chart->y.from_zero = TRUE;
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      if (machine->run.unknown != NULL)
        continue;
      add_curve (chart, machine, i, SHORTEST_CONTEXT, most, TRUE);
      describe_curve (words, machine,
                      g_ptr_array_index (chart->series, chart->series->len - 1));
      rig_chart_add_callout (chart, own, machine->decode.tokens_per_s.value, NULL,
                             rig_page_get_ink (i));
    }
  for (guint i = 0; i < answer->n_machines; i++)
    if (answer->machines[i].run.unknown == NULL)
      {
        add_measured (chart, input, &answer->machines[i], i);
        add_own (chart, input, &answer->machines[i], i);
      }
  chart->source = describe_alike (answer);
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}

RigChart *
rig_page_new_ttft_chart (const RigPageInput *input)
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
      if (!rig_estimate_is_known (&machine->ttft_s))
        continue;
      add_curve (chart, machine, i, 256, most, FALSE);
      rig_chart_add_callout (chart, prompt, machine->ttft_s.value, NULL, rig_page_get_ink (i));
      time = rig_format_seconds (machine->ttft_s.value);
      /* Translators: one machine in a spoken description: its name, a time such as 2.4 s. */
      g_string_append_printf (words, _("%1$s: %2$s. "), machine->machine->name, time);
    }
  rig_chart_add_reference (chart, THOUGHT_HOLDS_S, FALSE, _("feels fluent"));
  rig_chart_add_reference (chart, ATTENTION_LOST_S, FALSE, _("attention is lost"));
  chart->source = g_strdup (_("Up to 0.1 s feels instant, up to 1 s a train of thought holds, "
                              "after 10 s attention is lost (Nielsen 1993)."));
  chart->description = g_strdup (g_strchomp (words->str));
  return chart;
}
