/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define RIG_TYPE_IMPORTED_WINDOW (rig_imported_window_get_type ())
G_DECLARE_FINAL_TYPE (RigImportedWindow, rig_imported_window, RIG, IMPORTED_WINDOW, AdwWindow)

void rig_imported_window_present (GtkWindow  *parent,
                                  RigSession *session);

G_END_DECLS
