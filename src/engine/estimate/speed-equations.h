/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/speed.h"

G_BEGIN_DECLS

/* The equations of docs/method-speed.md in plain numbers: what a catalogue, a memory estimate or a
 * table of measurements fills in is all the same to them. */

typedef struct
{
  double bandwidth_bytes_per_s; /* per card */
  double kv_bytes, attention_flop; /* per token of one sequence */
  guint sequences;
} RigDecodeLoad;

void   rig_speed_fill_decode_terms (RigSpeedTerms              *terms,
                                    const RigSpeedCoefficients *coefficients,
                                    const RigSpeedMachine      *machine,
                                    const RigSpeedWork         *work,
                                    const RigDecodeLoad        *load);
/** A whole estimate from a load; what rig_speed_decode() makes of a context. The load's bandwidth
 * is not read: the machine's is, with its interval. */
void   rig_speed_decode_load (RigSpeed                   *speed,
                              const RigSpeedCoefficients *coefficients,
                              const RigSpeedMachine      *machine,
                              const RigSpeedWork         *work,
                              const RigDecodeLoad        *load);
/** What all sequences together read to make one token each. */
double rig_speed_get_step_bytes (const RigSpeedWork  *work,
                                 const RigDecodeLoad *load);

typedef struct
{
  double bandwidth_bytes_per_s; /* per card */
  double attention_flop;        /* per token, mean over the prompt */
  double n_tokens, ubatch;
} RigPrefillLoad;

void rig_speed_fill_prefill_terms (RigSpeedTerms              *terms,
                                   const RigSpeedCoefficients *coefficients,
                                   const RigSpeedMachine      *machine,
                                   const RigSpeedWork         *work,
                                   const RigPrefillLoad       *load);
/** Prompt tokens per second that no machine of these figures exceeds: each micro-batch reads the
 * weights once, and matrix units do four times their FP16 peak at most (in four bits). */
double rig_speed_get_prefill_ceiling (const RigSpeedCoefficients *coefficients,
                                      const RigSpeedMachine      *machine,
                                      const RigSpeedWork         *work,
                                      const RigPrefillLoad       *load);
/** The same for a prompt; what rig_speed_prefill() makes of its length and depth. */
void rig_speed_prefill_load (RigSpeed                   *speed,
                             const RigSpeedCoefficients *coefficients,
                             const RigSpeedMachine      *machine,
                             const RigSpeedWork         *work,
                             const RigPrefillLoad       *load);

G_END_DECLS
