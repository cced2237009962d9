/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"
#include "report/table.h"

G_BEGIN_DECLS

/**
 * RigPrinter:
 *
 * Writes what people read, as text that fits the terminal or as Markdown: headings, paragraphs,
 * labelled values, lists and tables, with one empty line between them.
 */
typedef struct
{
  GString *out;
  guint width;
  gboolean markdown;
  guint last; /* what was printed last, to know whether an empty line is due */
} RigPrinter;

/** @options: must ask for text or Markdown. */
void rig_printer_init (RigPrinter       *self,
                       const RigOptions *options,
                       GString          *out);
/** @level: 1 for the title, 2 for sections. */
void rig_printer_heading (RigPrinter *self,
                          guint       level,
                          const char *text);
void rig_printer_paragraph (RigPrinter *self,
                            const char *text);
/** "Label  Value", values below each other. Nothing is printed for a value that is NULL. */
void rig_printer_pair (RigPrinter *self,
                       const char *label,
                       const char *text);
/** More about the pair before it. */
void rig_printer_detail (RigPrinter *self,
                         const char *text);
void rig_printer_item (RigPrinter *self,
                       const char *text);
void rig_printer_table (RigPrinter     *self,
                        const RigTable *table);

G_END_DECLS
