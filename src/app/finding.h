/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/answer/answer.h"

G_BEGIN_DECLS

void rig_finding_color_names (GtkLabel        *label,
                              const RigAnswer *answer);

G_END_DECLS
