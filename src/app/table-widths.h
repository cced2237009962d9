/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/table.h"

G_BEGIN_DECLS

void rig_table_widths_set (GtkWidget      *widget,
                           GtkColumnView  *view,
                           const RigTable *table);

G_END_DECLS
