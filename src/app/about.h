/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void  rig_about_show (GtkWindow *parent);
char *rig_about_make_debug_info (GtkWindow *window) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
