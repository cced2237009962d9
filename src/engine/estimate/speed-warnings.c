/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/speed.h"

#define YOUNG_MONTHS 6.0
#define DAYS_PER_MONTH 31.0 /* a scale that keeps the order of days */

/* Reads up to @most digits, and moves on behind them. FALSE: there is none. */
static gboolean
read_digits (const char **text, guint most, int *number)
{
  const char *start = *text;

  *number = 0;
  for (; **text >= '0' && **text <= '9' && *text < start + most; (*text)++)
    *number = *number * 10 + (**text - '0');
  return *text > start;
}

/* Months since year 0 of YYYY-MM[-DD]; a month alone counts from its first day. NaN: no date. Read
 * by hand: sscanf() was a tenth of an answer's time. */
static double
parse_months (const char *date)
{
  int year, month, day;

  if (date == NULL || !read_digits (&date, 4, &year) || *date++ != '-'
      || !read_digits (&date, 2, &month))
    return NAN;
  if (*date++ != '-' || !read_digits (&date, 2, &day))
    day = 1;
  return year * 12 + month + (day - 1) / DAYS_PER_MONTH;
}

/* Most of what is read for a token: a few tensors are kept in 16 bits by many presets. */
static gboolean
is_mostly_bf16 (const RigWeights *weights)
{
  double bytes = 0;

  for (guint i = 0; i < weights->n_types; i++)
    if (weights->types[i].type != NULL && g_str_equal (weights->types[i].type->name, "BF16"))
      bytes += weights->types[i].bytes;
  return bytes > weights->total_bytes / 2;
}

guint
rig_speed_find_warnings (RigStack stack, const RigSpeedMachine *machine, const RigModel *model,
                         const RigWeights *weights, const char *architecture_since,
                         const char *date)
{
  guint warnings = 0;

  if (stack == RIG_STACK_VULKAN_AMD && is_mostly_bf16 (weights))
    warnings |= RIG_SPEED_WARN_BF16;
  /* Written so that NaN says nothing. */
  if (rig_stack_get_software (stack) == RIG_SOFTWARE_LLAMA_CPP
      && parse_months (date) - parse_months (architecture_since) < YOUNG_MONTHS)
    warnings |= RIG_SPEED_WARN_YOUNG;
  if (stack == RIG_STACK_MLX
      && (g_strcmp0 (model->architecture, "gemma2") == 0
          || g_strcmp0 (model->gguf_architecture, "gemma2") == 0))
    warnings |= RIG_SPEED_WARN_WINDOW;
  if (!machine->compute_known)
    warnings |= RIG_SPEED_WARN_COMPUTE;
  if (machine->bandwidth_bytes_per_s.basis >= RIG_BASIS_ANNOUNCED)
    warnings |= RIG_SPEED_WARN_BANDWIDTH;
  return warnings;
}
