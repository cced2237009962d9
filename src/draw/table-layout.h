/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/display-list.h"
#include "draw/text.h"
#include "report/table.h"

G_BEGIN_DECLS

/**
 * rig_table_layout:
 *
 * Paints a whole table, @width pixels wide, at @x, @y: title, header, groups, rows, and below them
 * the notes of the cells whose marks promise one (wrong, stand-in, reconstructed), numbered, then
 * the table's own footnotes. Long cells wrap.
 *
 * Returns: its height.
 */
double rig_table_layout (const RigTable   *table,
                         const RigTheme   *theme,
                         const RigTextKit *kit,
                         RigDisplayList   *list,
                         double            x,
                         double            y,
                         double            width);

/** A paragraph at @x, @y, wrapped to @width; returns its height. */
double rig_paragraph_layout (const RigTextKit *kit,
                             RigDisplayList   *list,
                             const char       *text,
                             RigTextRole       role,
                             RigColor          color,
                             double            x,
                             double            y,
                             double            width);

G_END_DECLS
