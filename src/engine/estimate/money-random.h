/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SplitMix64: 64 bits of state, every seed is good. Source: Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators" (2014); constants as in Vigna's splitmix64.c (public domain). */
typedef struct
{
  guint64 state;
} RigRandom;

/** Starts at a seed: the same seed gives the same numbers on every machine. */
void    rig_random_init           (RigRandom *self,
                                   guint64    seed);
guint64 rig_random_next           (RigRandom *self);
/** At least 0, below 1, in steps of 2^-53. */
double  rig_random_next_share     (RigRandom *self);
/**
 * rig_random_get_triangular:
 * @share: 0 to 1, as drawn
 *
 * What lies at that share of a triangular distribution: impossible below @low and above @high,
 * likeliest at @mode. Takes nothing but IEEE arithmetic and a square root, and so comes out the
 * same to the last digit on every machine. @low where the range is empty.
 */
double  rig_random_get_triangular (double     share,
                                   double     low,
                                   double     mode,
                                   double     high);

G_END_DECLS
