/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "draw/theme.h"

G_BEGIN_DECLS

/* The painted parts follow the desktop: light or dark, high contrast. */

RigThemeKind    rig_style_get_theme_kind (void);
const RigTheme *rig_style_get_theme (void);
void            rig_style_queue_draw_on_change (GtkWidget *widget);

G_END_DECLS
