/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "report/chart.h"

G_BEGIN_DECLS

/**
 * RigDomain:
 *
 * The span of values that an axis must show. Grows by what is added; whatever is not finite, or
 * not positive on a logarithmic axis, is passed over.
 */
typedef struct
{
  RigAxisScale kind;
  double low, high; /* NaN while empty */
} RigDomain;

RigDomain rig_domain_empty (RigAxisScale kind);
void      rig_domain_add (RigDomain *self,
                          double     value);
/** Never empty, never a single value, never beyond ±1e300, always low < high after this. */
void      rig_domain_make_valid (RigDomain *self);
/**
 * Axes that do not jitter while a slider is dragged: takes over @previous unless the data have
 * outgrown it or need less than 60 % of it. Both must be of one kind.
 */
void      rig_domain_settle (RigDomain       *self,
                             const RigDomain *previous);

/**
 * RigAxisMap:
 *
 * Maps a domain to a range of device-independent pixels; @start may be greater than @end.
 */
typedef struct
{
  RigDomain domain;
  double start, end;
} RigAxisMap;

/** @domain is made valid first. */
void   rig_axis_map_init (RigAxisMap        *self,
                       const RigDomain *domain,
                       double           start,
                       double           end);
/** NaN where @value has no place on the axis; it goes on beyond both ends, some screens far. */
double rig_axis_map_apply (const RigAxisMap *self,
                      double          value);
double rig_axis_map_invert (const RigAxisMap *self,
                         double          position);

G_END_DECLS
