/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define RIG_TYPE_PAGE_VIEW (rig_page_view_get_type ())
G_DECLARE_FINAL_TYPE (RigPageView, rig_page_view, RIG, PAGE_VIEW, AdwBin)

GtkWidget       *rig_page_view_new (RigSession *session,
                                    RigPage     page) G_GNUC_WARN_UNUSED_RESULT;
RigPage          rig_page_view_get_page (RigPageView *self);
const RigReport *rig_page_view_get_report (RigPageView *self);

G_END_DECLS
