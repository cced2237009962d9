/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/printer.h"
#include "cli/record.h"

G_BEGIN_DECLS

/**
 * rig_record_print:
 *
 * A record for people: what is said about it, its figures with basis and date, its lists, what
 * is not known, and every source, numbered.
 */
void rig_record_print (const RigRecord *self,
                       RigPrinter      *printer);

/** "273–300 GB/s", "$4,699", "2026-10"; NULL: unknown. */
char *rig_figure_to_text (const RigFigure *figure) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
