/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RIG_TYPE_BREAKPOINT_BIN (rig_breakpoint_bin_get_type ())
G_DECLARE_FINAL_TYPE (RigBreakpointBin, rig_breakpoint_bin, RIG, BREAKPOINT_BIN, GtkWidget)

G_END_DECLS
