/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define RIG_TYPE_PANEL (rig_panel_get_type ())
G_DECLARE_FINAL_TYPE (RigPanel, rig_panel, RIG, PANEL, AdwBin)

void rig_panel_set_session (RigPanel   *self,
                            RigSession *session);

G_END_DECLS
