/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page-speed.h"

#include <glib/gi18n.h>

#include "engine/estimate/speed-equations.h"
#include "report/format.h"
#include "report/words.h"

/*
 * The roofline of Williams, Waterman and Patterson, Communications of the ACM 52 (2009): a machine
 * does no more work a second than its compute allows, nor more than its memory can feed at so much
 * work per byte.
 */

#define FLOP_PER_TFLOP 1e12
#define FROM_INTENSITY 0.5
#define TO_INTENSITY 16384.0
#define ROOM_FOR_WORDS 3.0 /* times: how far the axis of work goes on below the roofs */
#define MOST_OTHERS 4
#define APART 1.25 /* intensities less apart than this are called one */

/* What a machine does with a model: work per byte of memory read, and how much of it a second. */
typedef struct
{
  double intensity, flop_per_s;
} Work;

static Work
get_writing (const RigSpeedRun *run, double context, guint chats)
{
  RigDecodeLoad load = {
    .kv_bytes = rig_speed_work_get_kv_bytes (&run->work, context),
    .attention_flop = rig_speed_work_get_decode_attention_flop (&run->work, context),
    .sequences = chats,
  };
  double flop = 2 * run->work.active_params + load.attention_flop;
  RigSpeed speed;

  rig_speed_run_decode (run, context, chats, &speed);
  return (Work){ flop * chats / rig_speed_get_step_bytes (&run->work, &load),
                 flop * speed.tokens_per_s.value };
}

/* A micro-batch reads the weights, and each expert that any of its tokens needs, once. */
static Work
get_reading (const RigSpeedRun *run, double prompt)
{
  guint ubatch = (guint) MAX (1, MIN (prompt, run->coefficients.pp_ubatch));
  RigDecodeLoad load = { .sequences = ubatch };
  double flop = run->work.flop_per_prompt_token
                + rig_speed_work_get_prefill_attention_flop (&run->work, prompt, 0);
  RigSpeed speed;

  rig_speed_run_prefill (run, prompt, 0, &speed);
  return (Work){ flop * ubatch / rig_speed_get_step_bytes (&run->work, &load),
                 flop * speed.tokens_per_s.value };
}

static double
get_bandwidth (const RigSpeedRun *run)
{
  return run->machine.bandwidth_bytes_per_s.value * MAX (run->coefficients.tensor_parallel, 1);
}

static double
get_peak (const RigSpeedRun *run)
{
  return run->machine.fp16_flop_per_s * MAX (run->coefficients.tensor_parallel, 1)
         * MAX (run->coefficients.layer_split, 1);
}

/* A processor's rule knows its memory, but not what it computes. */
static gboolean
has_roof (const RigMachineAnswer *machine)
{
  return machine->run.unknown == NULL && machine->run.stack != RIG_STACK_CPU;
}

/* Where the roof bends: the least work per byte that keeps the compute busy. */
static double
get_ridge (const RigSpeedRun *run)
{
  return get_peak (run) / get_bandwidth (run);
}

static void
add_roof (RigChart *chart, const RigMachineAnswer *machine, guint slot)
{
  const RigSpeedRun *run = &machine->run;
  RigSeries *series = rig_chart_add_series (chart, machine->machine->id,
                                            machine->machine->short_name, rig_page_get_ink (slot));
  double ridge = get_ridge (run), last = 0;
  double lowest = FROM_INTENSITY * get_bandwidth (run) / FLOP_PER_TFLOP / ROOM_FOR_WORDS;

  /* The words of the zones stand below the lowest roof. */
  if (!(chart->y.low <= lowest))
    chart->y.low = lowest;
  for (double x = FROM_INTENSITY; x <= TO_INTENSITY * 1.001; x *= sqrt (2))
    {
      /* The bend itself is a point, or it would be cut off. */
      if (last < ridge && ridge < x)
        rig_series_add_point (series, ridge, get_peak (run) / FLOP_PER_TFLOP, NAN, NAN);
      rig_series_add_point (series, x,
                            MIN (x * get_bandwidth (run), get_peak (run)) / FLOP_PER_TFLOP, NAN,
                            NAN);
      last = x;
    }
}

/* Takes @label. */
static RigSeries *
add_point (RigChart *chart, const char *id, char *label, RigInk ink, Work work)
{
  RigSeries *series;
  g_autofree char *taken = label;

  series = rig_chart_add_series (chart, id, taken, ink);
  series->points_only = series->quiet = TRUE;
  rig_series_add_point (series, work.intensity, work.flop_per_s / FLOP_PER_TFLOP, NAN, NAN);
  return series;
}

/* Where one machine's writing and reading lie; chats together only where there are several. */
typedef struct
{
  Work alone, together, reading;
} Works;

static void
add_works (RigChart *chart, const RigPageInput *input, const RigMachineAnswer *machine, guint slot,
           Works *works)
{
  const RigSpeedRun *run = &machine->run;
  guint chats = MAX (1, run->work.use.sequences);
  double depth = (double) run->work.use.context / chats;
  double prompt = rig_scenario_get_number (input->scenario, RIG_KEY_PROMPT_TOKENS);
  const char *name = machine->machine->short_name, *id = machine->machine->id;
  g_autofree char *write_id = g_strconcat (id, "/writing", NULL);
  g_autofree char *all_id = g_strconcat (id, "/all-chats", NULL);
  g_autofree char *read_id = g_strconcat (id, "/reading", NULL);

  works->alone = get_writing (run, depth, 1);
  works->together = get_writing (run, depth, chats);
  works->reading = get_reading (run, CLAMP (prompt, 1, MAX (1, depth)));
  /* Translators: in these, the name of a machine. */
  add_point (chart, write_id, g_strdup_printf (_("%s, writing"), name), rig_page_get_ink (slot),
             works->alone);
  if (chats > 1)
    add_point (chart, all_id, g_strdup_printf (_("%s, writing for all chats"), name),
               rig_page_get_ink (slot), works->together);
  add_point (chart, read_id, g_strdup_printf (_("%s, reading"), name), rig_page_get_ink (slot),
             works->reading);
}

static gboolean
has_room (const RigPageInput *input, const RigMachine *machine, const RigModel *model)
{
  RigMemory memory;
  RigFit fit;

  rig_evaluator_fit (input->evaluator, input->scenario, model, input->answer->quant, machine,
                     &memory, &fit);
  return fit.verdict == RIG_FIT_FITS || fit.verdict == RIG_FIT_TIGHT;
}

/* Other models on the first machine, at the scenario's quantisation. */
static void
add_others (RigChart *chart, const RigPageInput *input, const RigMachineAnswer *machine)
{
  const GPtrArray *models = rig_catalog_get_models (input->catalog);
  guint n = 0;

  for (guint i = 0; i < models->len && n < MOST_OTHERS; i++)
    {
      const RigModel *model = g_ptr_array_index (models, i);
      g_autofree char *id = NULL;
      RigSpeedRun run;
      RigSeries *series;
      if (model == input->answer->model || !rig_page_is_popular (input->catalog, model)
          || !has_room (input, machine->machine, model)
          || !rig_evaluator_prepare_speed (input->evaluator, input->scenario, model,
                                           input->answer->quant, machine->machine, &run))
        continue;
      id = g_strconcat ("other/", model->id, NULL);
      series = add_point (chart, id,
                          /* Translators: a model, a machine. */
                          g_strdup_printf (_("%1$s on %2$s, writing"), model->name,
                                           machine->machine->short_name),
                          RIG_INK_NEUTRAL,
                          get_writing (&run, run.work.use.context
                                               / MAX (1.0, run.work.use.sequences), 1));
      series->small = TRUE;
      /* Translators: the name of a machine. */
      series->legend = g_strdup_printf (_("other models writing on %s"),
                                        machine->machine->short_name);
      n++;
    }
}

/* One line for all machines that lie at the same place; @done: those already drawn. */
static void
add_line (RigChart *chart, double x, const char *label, GArray *done)
{
  for (guint i = 0; i < done->len; i++)
    {
      double other = g_array_index (done, double, i);
      if (MAX (x, other) / MIN (x, other) < APART)
        return;
    }
  g_array_append_val (done, x);
  rig_chart_add_reference (chart, x, TRUE, label);
}

/* @intensity among the ridges of all machines: -1 below all, 1 above all, 0 between. */
static int
judge (const RigPageInput *input, double intensity)
{
  guint below = 0, above = 0;

  for (guint i = 0; i < input->answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &input->answer->machines[i];
      if (!has_roof (machine))
        continue;
      if (intensity < get_ridge (&machine->run))
        below++;
      else
        above++;
    }
  return above == 0 ? -1 : below == 0 ? 1 : 0;
}

/* Two significant digits: the model says no more. */
static char *
format_rounded (double value)
{
  double step = pow (10, floor (log10 (value)) - 1);

  return rig_format_number (round (value / step) * step, 2);
}

static char *
make_subtitle (const RigPageInput *input, const Works *works)
{
  g_autofree char *write = format_rounded (works->alone.intensity);
  g_autofree char *read = format_rounded (works->reading.intensity);
  GString *text = g_string_new (NULL);

  /* Translators: in these, a number of floating-point operations per byte of memory. */
  if (judge (input, works->alone.intensity) < 0)
    g_string_append_printf (text, _("Writing does %s FLOP for each byte read: the memory decides, "
                                    "and more compute would not help."), write);
  else
    g_string_append_printf (text, _("Writing does %s FLOP for each byte read: on some of these "
                                    "machines the compute decides."), write);
  g_string_append_c (text, ' ');
  switch (judge (input, works->reading.intensity))
    {
    case 1:
      g_string_append_printf (text, _("Reading a prompt does %s: the compute decides, and more "
                                      "bandwidth would not help."), read);
      break;
    case -1:
      g_string_append_printf (text, _("Reading a prompt does %s: even there the memory decides."),
                              read);
      break;
    default:
      g_string_append_printf (text, _("Reading a prompt does %s: on some of these machines the "
                                      "compute decides, on others the memory."), read);
      break;
    }
  return g_string_free (text, FALSE);
}

/* Shaded where memory decides on every machine; the rest named where compute does on every one. */
static void
add_zones (RigChart *chart, const RigPageInput *input)
{
  double least = INFINITY, most = 0;

  for (guint i = 0; i < input->answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &input->answer->machines[i];
      if (!has_roof (machine))
        continue;
      least = MIN (least, get_ridge (&machine->run));
      most = MAX (most, get_ridge (&machine->run));
    }
  if (most <= 0)
    return;
  rig_chart_add_zone (chart, NAN, least, _("memory decides"));
  rig_chart_add_zone (chart, most, NAN, _("compute decides"));
}

static void
describe (GString *words, const RigMachineAnswer *machine, const Works *works)
{
  g_autofree char *ridge = format_rounded (get_ridge (&machine->run));
  g_autofree char *writing = format_rounded (works->alone.flop_per_s / FLOP_PER_TFLOP);
  g_autofree char *reading = format_rounded (works->reading.flop_per_s / FLOP_PER_TFLOP);
  g_autofree char *peak = format_rounded (get_peak (&machine->run) / FLOP_PER_TFLOP);

  /* Translators: a machine; then four numbers. TFLOP/s are a unit of computing speed. */
  g_string_append_printf (words, _("%1$s writes with %2$s TFLOP/s and reads with %3$s of its "
                                   "%4$s; its roof bends at %5$s FLOP per byte. "),
                          machine->machine->name, writing, reading, peak, ridge);
}

RigChart *
rig_page_new_roofline (const RigPageInput *input)
{
  const RigAnswer *answer = input->answer;
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "roofline", _("Why is it so fast, or slow?"),
                                   NULL);
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GString) words = g_string_new (NULL);
  const RigMachineAnswer *first = NULL;
  Works works[RIG_MAX_COMPARED] = { 0 };

  rig_axis_set (&chart->x, _("Work per byte read"), _("FLOP/byte"), RIG_AXIS_LOG,
                RIG_NUMBER_PLAIN);
  rig_axis_set (&chart->y, _("Computing speed"), _("TFLOP/s"), RIG_AXIS_LOG, RIG_NUMBER_PLAIN);
  add_zones (chart, input);
  for (guint i = 0; i < answer->n_machines; i++)
    if (has_roof (&answer->machines[i]))
      add_roof (chart, &answer->machines[i], i);
  for (guint i = 0; i < answer->n_machines; i++)
    {
      const RigMachineAnswer *machine = &answer->machines[i];
      if (!has_roof (machine))
        continue;
      add_works (chart, input, machine, i, &works[i]);
      describe (words, machine, &works[i]);
      add_line (chart, works[i].alone.intensity, _("writing"), done);
      if (answer->use.sequences > 1)
        add_line (chart, works[i].together.intensity, _("all chats"), done);
      add_line (chart, works[i].reading.intensity, _("reading"), done);
      if (first == NULL)
        {
          first = machine;
          chart->subtitle = make_subtitle (input, &works[i]);
        }
    }
  if (first != NULL)
    {
      add_others (chart, input, first);
      /* Translators: how to read the chart; the name of a model. */
      chart->source = g_strdup_printf (_("Lines: the most that a machine can do, held back first "
                                         "by its memory (rising), then by its compute (level). "
                                         "Points: what it does with %s."), answer->model->name);
    }
  chart->description = g_strdup (first != NULL ? g_strchomp (words->str)
                                               : _("Nothing is known about this yet."));
  return chart;
}
