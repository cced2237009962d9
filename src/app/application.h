/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RIG_TYPE_APPLICATION (rig_application_get_type ())
G_DECLARE_FINAL_TYPE (RigApplication, rig_application, RIG, APPLICATION, AdwApplication)

RigApplication *rig_application_new (void) G_GNUC_WARN_UNUSED_RESULT;
void            rig_application_register_resources (void);

G_END_DECLS
