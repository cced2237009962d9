/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/estimate/speed.h"

G_BEGIN_DECLS

/**
 * RigSpeedMemo:
 *
 * Coefficients that were looked up before. They are kept by every value that they are made from,
 * not by machine or model, so that nothing goes stale when a model changes its size; texts are
 * compared by address, so that the catalogue of machines and quantisations must outlive it. One
 * thread at a time.
 */
typedef struct _RigSpeedMemo RigSpeedMemo;

/** @constants: kept by reference, must outlive it */
RigSpeedMemo *rig_speed_memo_new  (const RigSpeedConstants *constants) G_GNUC_WARN_UNUSED_RESULT;
void          rig_speed_memo_free (RigSpeedMemo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigSpeedMemo, rig_speed_memo_free)

/** What rig_speed_coefficients_init() gives; valid until the memo is freed. */
const RigSpeedCoefficients *rig_speed_memo_get (RigSpeedMemo          *self,
                                                RigStack               stack,
                                                const RigSpeedMachine *machine,
                                                const RigSpeedWork    *work);

/**
 * rig_speed_choose_stack:
 * @available: bit set of stacks
 * @coefficients: (out): those of the chosen stack
 *
 * The stack that decodes fastest at @context; of those within a tenth of it the one that stands
 * first in RigStack, since such a difference is smaller than any interval.
 *
 * Returns: RIG_STACK_NONE if none is available
 */
RigStack rig_speed_choose_stack (guint                  available,
                                 RigSpeedMemo          *memo,
                                 const RigSpeedMachine *machine,
                                 const RigSpeedWork    *work,
                                 double                 context,
                                 RigSpeedCoefficients  *coefficients);

G_END_DECLS
