/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The one place that asks for a file, since GTK has another way to do so from 4.10 on. */

typedef struct
{
  const char *name; /* "Scenarios" */
  const char *const *patterns; /* NULL-terminated, "*.json" */
} RigFileKind;

typedef void (*RigFilePicked) (const char *path,
                               gpointer    user_data);

/* @paths: NULL-terminated, at least one */
typedef void (*RigFilesPicked) (const char *const *paths,
                                gpointer           user_data);

void rig_file_picker_open_several (GtkWindow         *parent,
                                   const char        *title,
                                   const RigFileKind *kind,
                                   RigFilesPicked     picked,
                                   gpointer           user_data);
void rig_file_picker_open (GtkWindow         *parent,
                           const char        *title,
                           const RigFileKind *kind,
                           RigFilePicked      picked,
                           gpointer           user_data);
void rig_file_picker_save (GtkWindow         *parent,
                           const char        *title,
                           const RigFileKind *kind,
                           const char        *suggestion,
                           RigFilePicked      picked,
                           gpointer           user_data);

G_END_DECLS
