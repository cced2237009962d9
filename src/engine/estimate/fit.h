/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/devices.h"

G_BEGIN_DECLS

typedef enum
{
  RIG_FIT_UNKNOWN,
  RIG_FIT_NO,
  RIG_FIT_TIGHT, /* it fits, with less than a tenth of the memory to spare */
  RIG_FIT_FITS,
} RigFitVerdict;

/* The memory that a machine offers to models. */
typedef struct
{
  double total_bytes;   /* of all its GPUs together */
  double usable_share;  /* that the GPU may use by default, 0-1 */
  double max_share;     /* that it may use with the setting that changes it, 0-1 */
  double runtime_bytes; /* what CUDA, Metal … take on each GPU besides; NaN: not known */
  guint n_devices;      /* GPUs that a model is split over; their memory is equal */
  gboolean unified;     /* whether host buffers take room in the same memory */
  gboolean tensor_split; /* every layer is cut into parts, instead of each GPU having some layers */
} RigFitSpace;

/**
 * RigFit:
 *
 * Whether a model's memory finds room on a machine. With several GPUs the fullest decides.
 */
typedef struct
{
  RigFitVerdict verdict;
  double total_bytes;   /* the machine's memory */
  double usable_bytes;  /* what the GPU may take of it by default */
  double max_bytes;     /* what it may take with the setting that changes it */
  double needed_bytes;  /* what must lie there: on unified memory all of it, else the device's */
  double runtime_bytes; /* what the runtime takes there on all GPUs; NaN: not known, not counted */
  double room_bytes;    /* usable - needed - runtime; of several GPUs that of the fullest */
  guint n_devices;
  double fullest_bytes; /* of needed, what the fullest GPU holds */
} RigFit;

/**
 * rig_fit_init:
 * @devices: (nullable): what each GPU holds; NULL: one has all, or several have equal shares of
 *   weights and cache
 *
 * A NaN in the memory that is needed, offered or may be offered gives RIG_FIT_UNKNOWN.
 */
void rig_fit_init (RigFit            *fit,
                   const RigMemory   *memory,
                   const RigDevices  *devices,
                   const RigFitSpace *space);

/* What a verdict hangs on. */
typedef enum
{
  RIG_FIT_REASON_UNKNOWN, /* a size is not known */
  RIG_FIT_REASON_ROOM,    /* there is room to spare */
  RIG_FIT_REASON_LITTLE,  /* little is left */
  RIG_FIT_REASON_LIMIT,   /* it fits once the GPU's share is raised */
  RIG_FIT_REASON_WEIGHTS, /* the weights alone are too large */
  RIG_FIT_REASON_CONTEXT, /* weights and context together are */
  RIG_FIT_REASON_BUFFERS, /* buffers and runtime are the last straw */
} RigFitReason;

RigFitReason rig_fit_get_reason (const RigFit    *fit,
                                 const RigMemory *memory);

/* A model at a quantisation, used in some way, on a machine: what limits are asked of. */
typedef struct
{
  const RigMemoryShape *shape;
  const RigWeights *weights;
  const RigModelLayers *layers; /* (nullable): what is not needed for one GPU */
  RigMemoryUse use;
  RigFitSpace space;
} RigFitCase;

/** What each GPU holds, of a memory that was evaluated. */
void rig_fit_case_get_devices (const RigFitCase *self,
                               const RigMemory  *memory,
                               RigDevices       *devices);
void rig_fit_case_evaluate (const RigFitCase *self,
                            RigMemory        *memory,
                            RigFit           *fit);
/** The largest context that fits by default, a multiple of 256 and for each chat at most what the
 * model was trained for; 0: none. */
guint rig_fit_case_get_largest_context (const RigFitCase *self);
/**
 * rig_fit_case_get_most_chats:
 *
 * How many chats at once fit by default when each has as much context as now: the context is
 * shared, so that n chats take n / sequences of it. At most RIG_FIT_MOST_CHATS; 0: not even one.
 */
guint rig_fit_case_get_most_chats (const RigFitCase *self);

#define RIG_FIT_MOST_CHATS 1024

G_END_DECLS
