/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RIG_TYPE_SIDEWAYS_LAYOUT (rig_sideways_layout_get_type ())
G_DECLARE_FINAL_TYPE (RigSidewaysLayout, rig_sideways_layout, RIG, SIDEWAYS_LAYOUT,
                      GtkLayoutManager)

G_END_DECLS
