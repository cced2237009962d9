/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define RIG_TYPE_MEASURE_WINDOW (rig_measure_window_get_type ())
G_DECLARE_FINAL_TYPE (RigMeasureWindow, rig_measure_window, RIG, MEASURE_WINDOW, AdwWindow)

/* What was measured: @output of llama-bench, with the model of @path. @machine: the id of what this
 * machine was said to be; NULL: nothing was said. */
typedef void (*RigMeasureDone) (const char *output,
                             const char *path,
                             const char *machine,
                             gpointer    user_data);

RigMeasureWindow *rig_measure_window_present (GtkWindow  *parent,
                                              RigSession *session,
                                              RigMeasureDone measured,
                                              gpointer    user_data);
void              rig_measure_window_set_file (RigMeasureWindow *self,
                                               const char       *path);

G_END_DECLS
