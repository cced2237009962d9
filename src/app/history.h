/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/scenario/scenario.h"

G_BEGIN_DECLS

/**
 * RigHistory:
 *
 * The steps back and forth through a user's scenarios. What a person feels as one act, dragging a
 * slider, holding a key down, is one step, however many values it passed through.
 */
typedef struct _RigHistory RigHistory;

RigHistory  *rig_history_new (void) G_GNUC_WARN_UNUSED_RESULT;
void         rig_history_free (RigHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigHistory, rig_history_free)

void         rig_history_record (RigHistory  *self,
                                 RigScenario *before,
                                 const char  *what,
                                 gint64       now_us);
void         rig_history_begin (RigHistory *self);
void         rig_history_end (RigHistory *self);

gboolean     rig_history_can_undo (const RigHistory *self);
gboolean     rig_history_can_redo (const RigHistory *self);
RigScenario *rig_history_undo (RigHistory  *self,
                               RigScenario *current) G_GNUC_WARN_UNUSED_RESULT;
RigScenario *rig_history_redo (RigHistory  *self,
                               RigScenario *current) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
