/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define RIG_TYPE_WINDOW (rig_window_get_type ())
G_DECLARE_FINAL_TYPE (RigWindow, rig_window, RIG, WINDOW, AdwApplicationWindow)

GtkWidget  *rig_window_new (GtkApplication *application,
                            RigSession     *session) G_GNUC_WARN_UNUSED_RESULT;
RigSession *rig_window_get_session (RigWindow *self);
void        rig_window_open (RigWindow  *self,
                             const char *path);
void        rig_window_show_page (RigWindow *self,
                                  RigPage    page);
RigPage     rig_window_get_page (RigWindow *self);

G_END_DECLS
