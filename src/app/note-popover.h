/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/table-cell.h"

G_BEGIN_DECLS

/* The popover that tells where a cell's content comes from. */

void rig_note_popover_show_text (GtkWidget  *parent,
                                 const char *note);
void rig_note_popover_show (RigTableCell *cell);
void rig_note_popover_watch (GtkWidget *container,
                             gboolean   patient);

G_END_DECLS
