/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RIG_TYPE_NOTICE_BAR (rig_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (RigNoticeBar, rig_notice_bar, RIG, NOTICE_BAR, AdwBin)

void rig_notice_bar_show (RigNoticeBar *self,
                          const char   *text);

void       rig_notice_bar_show_busy (RigNoticeBar *self,
                                     const char   *text,
                                     const char   *cancel);

G_END_DECLS
