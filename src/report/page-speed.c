/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page-speed.h"

#include <glib/gi18n.h>

#include "report/words.h"

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
  RigTable *measured = rig_page_new_measured_table (input);

  report->finding = describe_finding (input);
  g_ptr_array_add (report->charts, rig_page_new_speed_bars (input, TRUE));
  g_ptr_array_add (report->charts, rig_page_new_speed_bars (input, FALSE));
  g_ptr_array_add (report->charts, rig_page_new_context_chart (input));
  g_ptr_array_add (report->charts, rig_page_new_ttft_chart (input));
  g_ptr_array_add (report->charts, rig_page_new_time_chart (input));
  g_ptr_array_add (report->charts, rig_page_new_roofline (input));
  g_ptr_array_add (report->tables, rig_page_new_speed_table (input));
  g_ptr_array_add (report->tables, rig_page_new_certainty_table (input));
  g_ptr_array_add (report->tables, rig_page_new_time_table (input));
  if (measured != NULL)
    g_ptr_array_add (report->tables, measured);
  g_ptr_array_add (report->tables, rig_article_new_speed_table (input));
}
