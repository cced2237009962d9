/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/bench-words.h"

#include <glib/gi18n.h>

#include "report/format.h"

char *
rig_bench_words_test (RigSpeedKind kind, double tokens, double depth)
{
  g_autofree char *n = rig_format_tokens (tokens);
  g_autofree char *before = rig_format_tokens (depth);

  if (kind == RIG_SPEED_DECODE && depth > 0)
    /* Translators: a test of writing; both are numbers of tokens: written, standing before. */
    return g_strdup_printf (_("Writes, %1$s tokens after %2$s"), n, before);
  if (kind == RIG_SPEED_DECODE)
    /* Translators: a test of writing; %s is a number of tokens. */
    return g_strdup_printf (_("Writes, %s tokens"), n);
  if (depth > 0)
    /* Translators: a test of reading; both are numbers of tokens: read, standing before. */
    return g_strdup_printf (_("Reads, %1$s tokens after %2$s"), n, before);
  /* Translators: a test of reading; %s is a number of tokens. */
  return g_strdup_printf (_("Reads, %s tokens"), n);
}

char *
rig_bench_words_measured (const RigEstimate *measured)
{
  double deviation = measured->high - measured->value;
  g_autofree char *value = rig_format_number (measured->value, 3);
  g_autofree char *off = rig_format_number (deviation, 2);

  if (!(deviation > 0))
    return g_steal_pointer (&value);

  return g_strdup_printf ("%s\u00a0±\u00a0%s", value, off);
}

const char *
rig_bench_words_verdict (const RigEstimate *measured, const RigEstimate *predicted)
{
  if (!rig_estimate_is_known (predicted))
    return NULL;
  if (measured->value > predicted->high)
    return _("above the predicted interval");
  if (measured->value < predicted->low)
    return _("below the predicted interval");

  return _("inside the predicted interval");
}

char *
rig_bench_words_subject (const RigBenchRow *row)
{
  const char *type = row->result->words[RIG_BENCH_MODEL_TYPE];
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (row->model != NULL)
    g_ptr_array_add (parts, (char *) row->model->name);
  else if (type != NULL)
    g_ptr_array_add (parts, (char *) type);
  if (row->model != NULL && row->quant != NULL)
    g_ptr_array_add (parts, (char *) row->quant->name);
  if (row->stack != RIG_STACK_NONE)
    g_ptr_array_add (parts, (char *) rig_stack_get_name (row->stack));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}
