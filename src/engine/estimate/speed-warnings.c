/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/speed.h"

#include <stdio.h>

#define YOUNG_MONTHS 6.0
#define DAYS_PER_MONTH 31.0 /* a scale that keeps the order of days */

/* Months since year 0 of YYYY-MM[-DD]; a month alone counts from its first day. NaN: no date. */
static double
parse_months (const char *date)
{
  int year = 0, month = 0, day = 1;

  if (date == NULL || sscanf (date, "%4d-%2d-%2d", &year, &month, &day) < 2)
    return NAN;
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
