/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "draw/page.h"

G_BEGIN_DECLS

/* A page as something to hand on. */

GdkTexture *rig_share_make_texture (const RigReport *report,
                                    RigThemeKind     theme) G_GNUC_WARN_UNUSED_RESULT;
char       *rig_share_make_text (const RigReport *report,
                                 const char      *format) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rig_share_save (const RigReport *report,
                            RigThemeKind     theme,
                            const char      *path,
                            GError         **error);

G_END_DECLS
