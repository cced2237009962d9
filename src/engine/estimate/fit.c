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

void
rig_fit_devices_init (RigFitDevices *devices, const RigMemory *memory, guint n_layers,
                      guint n_devices, gboolean tensor_split)
{
  const RigMemoryPlace *device = &memory->device;
  double divided = device->weights_bytes + device->context_bytes;
  guint n_parts = n_layers + 1;
  guint given = 0;

  devices->n = CLAMP (n_devices, 1, RIG_FIT_MAX_DEVICES);
  for (guint i = 0; i < devices->n; i++)
    {
      guint upto = (n_parts * (i + 1) + devices->n - 1) / devices->n;
      double share = tensor_split ? 1.0 / devices->n : (double) (upto - given) / n_parts;

      devices->bytes[i] = divided * share + device->compute_bytes;
      given = upto;
    }
}

static double
find_fullest (const RigFitDevices *devices)
{
  double most = devices->bytes[0];

  for (guint i = 1; i < devices->n; i++)
    most = MAX (most, devices->bytes[i]);
  return most;
}

static double
add_up (const RigFitDevices *devices)
{
  double sum = 0.0;

  for (guint i = 0; i < devices->n; i++)
    sum += devices->bytes[i];
  return sum;
}

/* One GPU needs no dealing out; host buffers lie in the same memory if it is unified. */
static void
fill_needs (RigFit *fit, const RigMemory *memory, guint n_layers, const RigFitSpace *space)
{
  RigFitDevices devices;

  fit->n_devices = CLAMP (space->n_devices, 1, RIG_FIT_MAX_DEVICES);
  if (fit->n_devices == 1)
    {
      fit->needed_bytes = space->unified ? memory->total_bytes
                                         : count_device_bytes (&memory->device);
      fit->fullest_bytes = fit->needed_bytes;
      return;
    }
  rig_fit_devices_init (&devices, memory, n_layers, fit->n_devices, space->tensor_split);
  fit->needed_bytes = add_up (&devices);
  fit->fullest_bytes = find_fullest (&devices);
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
rig_fit_init (RigFit *fit, const RigMemory *memory, guint n_layers, const RigFitSpace *space)
{
  memset (fit, 0, sizeof *fit);
  fit->total_bytes = space->total_bytes;
  fit->usable_bytes = space->total_bytes * space->usable_share;
  fit->max_bytes = space->total_bytes * space->max_share;
  fill_needs (fit, memory, n_layers, space);
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
rig_fit_case_evaluate (const RigFitCase *self, RigMemory *memory, RigFit *fit)
{
  rig_memory_init (memory, self->shape, self->weights, &self->use);
  rig_fit_init (fit, memory, self->shape->model->n_layers, &self->space);
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
