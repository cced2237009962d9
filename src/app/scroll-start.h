/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rig_scroll_start_keep (GtkScrolledWindow *scroller);

G_END_DECLS
