/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/intake.h"
#include "app/kept-files.h"

G_BEGIN_DECLS

#define RIG_TYPE_BENCH_WINDOW (rig_bench_window_get_type ())
G_DECLARE_FINAL_TYPE (RigBenchWindow, rig_bench_window, RIG, BENCH_WINDOW, AdwWindow)

/* The window was closed. @before: (nullable) (transfer full): the catalogue's files before @bench
 * was kept; NULL: it was not. */
typedef void (*RigBenchDone) (const RigIntakeBench *bench,
                              RigKeptFiles         *before,
                              gpointer              user_data);

RigBenchWindow *rig_bench_window_present (GtkWindow      *parent,
                                          RigIntakeBench *bench,
                                          RigBenchDone    done,
                                          gpointer        user_data);

G_END_DECLS
