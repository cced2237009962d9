/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/chart.h"

G_BEGIN_DECLS

#define RIG_TYPE_SWATCH (rig_swatch_get_type ())
G_DECLARE_FINAL_TYPE (RigSwatch, rig_swatch, RIG, SWATCH, GtkWidget)

GtkWidget *rig_swatch_new (RigInk ink);
void       rig_swatch_set_ink (RigSwatch *self,
                               RigInk     ink);

G_END_DECLS
