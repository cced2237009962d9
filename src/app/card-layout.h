/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RIG_TYPE_CARD_LAYOUT (rig_card_layout_get_type ())
G_DECLARE_FINAL_TYPE (RigCardLayout, rig_card_layout, RIG, CARD_LAYOUT, GtkLayoutManager)

GtkLayoutManager *rig_card_layout_new (int column_width,
                                       int gap);

G_END_DECLS
