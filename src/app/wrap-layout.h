/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RIG_TYPE_WRAP_LAYOUT (rig_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (RigWrapLayout, rig_wrap_layout, RIG, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
