/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bench-window.h"
#include "app/intake.h"
#include "app/machine-bar.h"
#include "app/notice-bar.h"
#include "app/page-view.h"
#include "app/panel.h"
#include "app/window.h"

G_BEGIN_DECLS

struct _RigWindow
{
  AdwApplicationWindow parent_instance;

  RigSession *session;
  GSettings *settings; /* NULL where the schema is not installed */
  guint tick;

  char **importing;          /* the files that are being read; NULL: none are */
  GPtrArray *import_waiting; /* char *: those to be read after them */
  GCancellable *import_cancellable;
  guint import_source;
  GPtrArray *benches;           /* RigIntakeBench *: to be decided on */
  RigBenchWindow *bench_window; /* on the one before; NULL: there is none */
  AdwToast *kept_toast;         /* (weak) says what was kept last */

  AdwToastOverlay *toasts;
  AdwFlap *flap;
  GtkLabel *title, *subtitle;
  RigNoticeBar *notice;
  GtkRevealer *drop_hint;
  RigMachineBar *machines;
  RigPanel *panel;
  AdwViewStack *stack;
};

void             rig_window_class_install_actions (GtkWidgetClass *widget_class);
void             rig_window_class_install_intake (GtkWidgetClass *widget_class);
void             rig_window_init_intake (RigWindow *self);
void             rig_window_dispose_intake (RigWindow *self);
void             rig_window_take_intake (RigWindow *self,
                                         RigIntake *intake);
void             rig_window_class_install_bench (GtkWidgetClass *widget_class);
void             rig_window_init_bench (RigWindow *self);
void             rig_window_dispose_bench (RigWindow *self);
void             rig_window_take_benches (RigWindow *self,
                                          GPtrArray *benches);
void             rig_window_update_actions (RigWindow *self);
void             rig_window_tell (RigWindow  *self,
                                  const char *message);
const RigReport *rig_window_get_report (RigWindow *self);

G_END_DECLS
