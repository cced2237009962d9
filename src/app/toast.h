/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** A toast that says @text as it is: names and messages may have "<" and "&" in them. */
AdwToast *rig_toast_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
