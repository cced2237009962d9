/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/estimate/fit.h"

#include <string.h>

/* Less than this much of the usable memory to spare is a tight fit. */
#define TIGHT_SHARE 0.1

/* Contexts are asked for in these steps; the engine rounds up to them anyway. */
#define CONTEXT_STEP 256

static double
count_device_bytes (const RigMemoryPlace *device)
{
  return device->weights_bytes + device->context_bytes + device->compute_bytes;
}

/* The fullest of several, and what they hold together. */
static void
add_devices (RigFit *fit, const RigDevices *devices)
{
  guint i;

  for (i = 0; i < devices->n; i++)
    {
      double bytes = count_device_bytes (&devices->places[i]);

      fit->needed_bytes += bytes;
      /* What is not known stays so. */
      if (i == 0 || !(bytes <= fit->fullest_bytes))
        fit->fullest_bytes = bytes;
    }
}

/* One GPU needs no dealing out; host buffers lie in the same memory if it is unified. */
static void
fill_needs (RigFit *fit, const RigMemory *memory, const RigDevices *devices,
            const RigFitSpace *space)
{
  fit->n_devices = CLAMP (space->n_devices, 1, RIG_MAX_DEVICES);
  if (fit->n_devices == 1)
    {
      fit->needed_bytes = space->unified ? memory->total_bytes
                                         : count_device_bytes (&memory->device);
      fit->fullest_bytes = fit->needed_bytes;
    }
  else if (devices != NULL)
    add_devices (fit, devices);
  else
    {
      double divided = memory->device.weights_bytes + memory->device.context_bytes;

      fit->fullest_bytes = divided / fit->n_devices + memory->device.compute_bytes;
      fit->needed_bytes = divided + memory->device.compute_bytes * fit->n_devices;
    }
}

/* What one GPU has left of @bytes that all of them may use together. */
static double
get_room (const RigFit *fit, double bytes)
{
  double runtime = isnan (fit->runtime_bytes) ? 0.0 : fit->runtime_bytes;

  return (bytes - runtime) / fit->n_devices - fit->fullest_bytes;
}

static RigFitVerdict
get_verdict (const RigFit *fit)
{
  if (isnan (fit->room_bytes) || isnan (fit->max_bytes))
    return RIG_FIT_UNKNOWN;
  if (fit->room_bytes >= 0.0)
    return fit->room_bytes < TIGHT_SHARE * fit->usable_bytes / fit->n_devices ? RIG_FIT_TIGHT
                                                                              : RIG_FIT_FITS;
  return get_room (fit, fit->max_bytes) >= 0.0 ? RIG_FIT_TIGHT : RIG_FIT_NO;
}

void
rig_fit_init (RigFit *fit, const RigMemory *memory, const RigDevices *devices,
              const RigFitSpace *space)
{
  memset (fit, 0, sizeof *fit);
  fit->total_bytes = space->total_bytes;
  fit->usable_bytes = space->total_bytes * space->usable_share;
  fit->max_bytes = space->total_bytes * space->max_share;
  fill_needs (fit, memory, devices, space);
  fit->runtime_bytes = space->runtime_bytes * fit->n_devices;
  fit->room_bytes = get_room (fit, fit->usable_bytes);
  fit->verdict = get_verdict (fit);
}

RigFitReason
rig_fit_get_reason (const RigFit *fit, const RigMemory *memory)
{
  double host = fit->needed_bytes >= memory->total_bytes ? memory->host.weights_bytes : 0.0;
  double weights = memory->device.weights_bytes + host;

  switch (fit->verdict)
    {
    case RIG_FIT_FITS:
      return RIG_FIT_REASON_ROOM;
    case RIG_FIT_TIGHT:
      return fit->room_bytes >= 0.0 ? RIG_FIT_REASON_LITTLE : RIG_FIT_REASON_LIMIT;
    case RIG_FIT_NO:
      if (weights > fit->usable_bytes)
        return RIG_FIT_REASON_WEIGHTS;
      return weights + memory->device.context_bytes > fit->usable_bytes ? RIG_FIT_REASON_CONTEXT
                                                                        : RIG_FIT_REASON_BUFFERS;
    case RIG_FIT_UNKNOWN:
    default:
      return RIG_FIT_REASON_UNKNOWN;
    }
}

void
rig_fit_case_get_devices (const RigFitCase *self, const RigMemory *memory, RigDevices *devices)
{
  RigSplit split = { self->space.n_devices, self->space.tensor_split || self->layers == NULL,
                     NULL };

  rig_devices_init (devices, memory, self->shape, self->layers, &self->use, &split);
}

void
rig_fit_case_evaluate (const RigFitCase *self, RigMemory *memory, RigFit *fit)
{
  RigDevices devices;

  rig_memory_init (memory, self->shape, self->weights, &self->use);
  if (self->space.n_devices > 1)
    rig_fit_case_get_devices (self, memory, &devices);
  rig_fit_init (fit, memory, self->space.n_devices > 1 ? &devices : NULL, &self->space);
}

static gboolean
fits_with (const RigFitCase *self, double context, guint sequences)
{
  RigFitCase asked = *self;
  RigMemory memory;
  RigFit fit;

  asked.use.context = (guint) context;
  asked.use.sequences = sequences;
  rig_fit_case_evaluate (&asked, &memory, &fit);
  return fit.room_bytes >= 0.0;
}

guint
rig_fit_case_get_largest_context (const RigFitCase *self)
{
  /* Each chat may be as long as the model was trained for. */
  guint64 chats = MAX (self->use.sequences, 1);
  guint64 longest = MIN (self->shape->model->max_context * chats, G_MAXUINT - CONTEXT_STEP);
  guint low = 0, high = (guint) longest / CONTEXT_STEP;

  /* In steps: @low fits (or is none at all), everything above @high does not. */
  while (low < high)
    {
      guint middle = low + (high - low + 1) / 2;

      if (fits_with (self, (double) middle * CONTEXT_STEP, self->use.sequences))
        low = middle;
      else
        high = middle - 1;
    }
  return low * CONTEXT_STEP;
}

guint
rig_fit_case_get_most_chats (const RigFitCase *self)
{
  double per_chat = (double) self->use.context / MAX (self->use.sequences, 1);
  guint low = 0, high = RIG_FIT_MOST_CHATS;

  high = (guint) MIN (high, G_MAXUINT / MAX (per_chat, 1.0));
  while (low < high)
    {
      guint middle = low + (high - low + 1) / 2;

      if (fits_with (self, ceil (per_chat * middle), middle))
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}
