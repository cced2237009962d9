/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/report-printer.h"

void
rig_report_print_finding (const RigReport *report, RigPrinter *printer)
{
  rig_printer_paragraph (printer, report->finding);
}

static void
print_table (const RigReport *report, RigPrinter *printer, const char *id)
{
  for (guint i = 0; i < report->tables->len; i++)
    {
      const RigTable *table = g_ptr_array_index (report->tables, i);

      if (id == NULL || g_str_equal (id, table->id))
        rig_printer_table (printer, table);
    }
}

void
rig_report_print_tables (const RigReport *report, RigPrinter *printer, const char *const *ids)
{
  if (ids == NULL)
    print_table (report, printer, NULL);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    print_table (report, printer, ids[i]);
}

void
rig_report_print_assumptions (const RigReport *report, RigPrinter *printer)
{
  rig_printer_paragraph (printer, report->assumptions);
  rig_printer_paragraph (printer, report->dates);
}

RigOdds *
rig_cli_new_odds (const RigCli *cli)
{
  g_autoptr (RigOddsCase) odds_case
    = rig_odds_case_new (&cli->answer, cli->options->seed, cli->options->n_draws);

  return rig_odds_new (odds_case, NULL, NULL, NULL, NULL);
}

RigReport *
rig_cli_new_report (RigCli *cli, RigPage page)
{
  g_autoptr (RigOdds) odds = page == RIG_PAGE_COST ? rig_cli_new_odds (cli) : NULL;

  return rig_report_new_with_odds (page, cli->evaluator, cli->scenario, &cli->answer, odds,
                                   odds != NULL ? RIG_ODDS_CURRENT : RIG_ODDS_NONE);
}
