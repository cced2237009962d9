/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"
#include "cli/printer.h"
#include "report/report.h"

G_BEGIN_DECLS

/* What comes out of a page, in the order of a printed page. */

/** The page's one sentence. */
void rig_report_print_finding (const RigReport *report,
                               RigPrinter      *printer);
/** @ids: (array zero-terminated=1) (nullable): the tables wanted, in this order; NULL: all. */
void rig_report_print_tables (const RigReport    *report,
                              RigPrinter         *printer,
                              const char *const  *ids);
/** What was assumed, and how old it is. */
void rig_report_print_assumptions (const RigReport *report,
                                   RigPrinter      *printer);

/** The draws that the options ask for, of the scenario's answer. */
RigOdds   *rig_cli_new_odds (const RigCli *cli) G_GNUC_WARN_UNUSED_RESULT;
/** The page behind a command's answer. */
RigReport *rig_cli_new_report (RigCli  *cli,
                               RigPage  page) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
