/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "report/report.h"

G_BEGIN_DECLS

#define RIG_TYPE_ODDS_RUNNER (rig_odds_runner_get_type ())
G_DECLARE_FINAL_TYPE (RigOddsRunner, rig_odds_runner, RIG, ODDS_RUNNER, GObject)

RigOddsRunner *rig_odds_runner_new (void) G_GNUC_WARN_UNUSED_RESULT;
void           rig_odds_runner_invalidate (RigOddsRunner *self);
gboolean       rig_odds_runner_needs_case (RigOddsRunner *self);
void           rig_odds_runner_start (RigOddsRunner *self,
                                      RigOddsCase   *odds_case);
void           rig_odds_runner_cancel (RigOddsRunner *self);
RigOddsState   rig_odds_runner_get_state (RigOddsRunner *self);
const RigOdds *rig_odds_runner_get_odds (RigOddsRunner *self);
double         rig_odds_runner_get_progress (RigOddsRunner *self);

G_END_DECLS
