/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/memory.h"

#include <string.h>

/* Less than this much of the usable memory to spare is a tight fit. */
#define TIGHT_SHARE 0.1

/* Contexts are asked for in these steps; the engine rounds up to them anyway. */
#define CONTEXT_STEP 256

static double
needed_bytes (const RigMemory *memory, gboolean unified)
{
  const RigMemoryPlace *device = &memory->device;

  if (unified)
    return memory->total_bytes;
  return device->weights_bytes + device->context_bytes + device->compute_bytes;
}

static RigFitVerdict
verdict (const RigFit *fit)
{
  if (isnan (fit->room_bytes) || isnan (fit->max_bytes))
    return RIG_FIT_UNKNOWN;
  if (fit->room_bytes >= 0.0)
    return fit->room_bytes < TIGHT_SHARE * fit->usable_bytes ? RIG_FIT_TIGHT : RIG_FIT_FITS;
  return fit->needed_bytes <= fit->max_bytes ? RIG_FIT_TIGHT : RIG_FIT_NO;
}

void
rig_fit_init (RigFit *fit, const RigMemory *memory, double total_bytes, double usable_share,
              double max_share, gboolean unified)
{
  memset (fit, 0, sizeof *fit);
  fit->total_bytes = total_bytes;
  fit->usable_bytes = total_bytes * usable_share;
  fit->max_bytes = total_bytes * max_share;
  fit->needed_bytes = needed_bytes (memory, unified);
  fit->room_bytes = fit->usable_bytes - fit->needed_bytes;
  fit->verdict = verdict (fit);
}

static gboolean
fits_with (const RigMemoryShape *shape, const RigWeights *weights, const RigMemoryUse *use,
           guint context, double usable_bytes, gboolean unified)
{
  RigMemoryUse asked = *use;
  RigMemory memory;

  asked.context = context;
  rig_memory_init (&memory, shape, weights, &asked);
  return needed_bytes (&memory, unified) <= usable_bytes;
}

guint
rig_fit_get_largest_context (const RigModel *model, const RigWeights *weights,
                             const RigMemoryUse *use, double usable_bytes, gboolean unified)
{
  RigMemoryShape shape;
  guint low = 0;
  guint high = (guint) MIN (model->max_context, G_MAXUINT - CONTEXT_STEP) / CONTEXT_STEP;

  rig_memory_shape_init (&shape, model);
  /* In steps: @low fits (or is none at all), everything above @high does not. */
  while (low < high)
    {
      guint middle = low + (high - low + 1) / 2;

      if (fits_with (&shape, weights, use, middle * CONTEXT_STEP, usable_bytes, unified))
        low = middle;
      else
        high = middle - 1;
    }
  return low * CONTEXT_STEP;
}
