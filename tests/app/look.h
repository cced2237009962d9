/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/* Looks at a window as its user does: at what is on show, once it has come to rest. */

/** Lets the window come to rest, counted in frames, so that a slow machine just takes longer. */
void       rig_look_settle (RigWindow *window);
/** Shows the window in that size, and waits for it. */
void       rig_look_present (RigWindow *window,
                             int        width,
                             int        height);

typedef gboolean (*RigLookMatch) (GtkWidget    *widget,
                                  gconstpointer data);

/** What is on show below @top and matches, in the order of the tree. */
GPtrArray *rig_look_find_all (GtkWidget    *top,
                              RigLookMatch  match,
                              gconstpointer data) G_GNUC_WARN_UNUSED_RESULT;
/** The same for a type. */
GPtrArray *rig_look_find_type (GtkWidget *top,
                               GType      type) G_GNUC_WARN_UNUSED_RESULT;
/** The first of a type; the test fails where there is none. */
GtkWidget *rig_look_get (GtkWidget *top,
                         GType      type);

/** Whether a label on show below @top has @text in it. */
gboolean   rig_look_says (GtkWidget  *top,
                          const char *text);
/** The button below @top with that label or icon; the test fails where there is none. */
GtkWidget *rig_look_get_button (GtkWidget  *top,
                                const char *label);
/** Clicks it; it must be sensitive. */
void       rig_look_click (GtkWidget  *top,
                           const char *label);
/** Waits until a toplevel of a type is there and drawn. */
GtkWidget *rig_look_wait_for_window (GType type);
/** The toplevel of a type that is on show; NULL where there is none. */
GtkWidget *rig_look_find_window (GType type);
/** Unpacks one of the sample GGUF files to @folder; returns its path. */
char      *rig_look_unpack (const char *folder,
                            const char *name) G_GNUC_WARN_UNUSED_RESULT;
/** Removes a folder with all that is in it. */
void       rig_look_remove_folder (const char *path);

G_END_DECLS
