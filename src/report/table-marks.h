/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/table.h"

G_BEGIN_DECLS

/**
 * RigTableNotes:
 *
 * What the plain faces of a table write under it: the signs that stand for marks, and the notes of
 * cells that need one to be understood (contradicted ones and stand-ins), each once, numbered.
 */
typedef struct
{
  GPtrArray *notes; /* const char *, of the table; number 1 first */
  guint marks;      /* all that occur */
} RigTableNotes;

void  rig_table_notes_init (RigTableNotes  *self,
                            const RigTable *table);
void  rig_table_notes_clear (RigTableNotes *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RigTableNotes, rig_table_notes_clear)

/** What follows a cell's text: " ≠[1]", or an empty string. @skip: marks shown otherwise. */
char *rig_table_notes_get_suffix (const RigTableNotes *self,
                                  const RigCell       *cell,
                                  guint                skip);
/** "• best in its row, ✓ fits"; NULL where no sign is used. */
char *rig_table_notes_get_legend (const RigTableNotes *self,
                                  guint                skip);
/** "Bandwidth (GB/s)" */
char *rig_column_get_heading (const RigColumn *column);

G_END_DECLS
