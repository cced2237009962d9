/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/money-odds.h"
#include "report/chart.h"
#include "report/table.h"

G_BEGIN_DECLS

/* The pages of the window, in their order; "specs" and so on for the terminal. */
typedef enum
{
  RIG_PAGE_SPECS,
  RIG_PAGE_MODELS,
  RIG_PAGE_SPEED,
  RIG_PAGE_COST,
  RIG_PAGE_DECIDE,
  RIG_PAGE_CLAIMS,
  RIG_N_PAGES,
} RigPage;

const char *rig_page_get_id (RigPage page);
const char *rig_page_get_title (RigPage page); /* translated */
const char *rig_page_get_icon (RigPage page);  /* icon name of the view switcher */
gboolean    rig_page_find (const char *id,
                           RigPage    *page);

/* A compared machine in a few words, for chips and legends. */
typedef struct
{
  char *id, *name, *short_name;
  char *price;      /* "$2,000–$4,000", or an em dash */
  char *badge; /* how well the price is founded, "claimed"; NULL where it is simply its price */
  char *status;     /* "never released"; NULL where it takes more words than a chip has room for */
  gboolean claimed; /* as the article describes it */
} RigReportMachine;

/**
 * RigReport:
 *
 * One page in words, tables and charts, translated, for every face to show: what was found, the
 * pictures, the tables, and what was assumed.
 */
typedef struct
{
  RigPage page;
  char *finding;     /* one sentence: the page's answer */
  char *assumptions; /* one line: model, quantisation, context, use, money */
  char *dates;       /* one line: how old the prices are, what is estimated */
  GArray *machines;  /* RigReportMachine, in the order of their slots */
  GPtrArray *charts; /* RigChart * */
  GPtrArray *tables; /* RigTable * */
} RigReport;

/* What a report is told of the simulation, which takes too long to be part of making it. */
typedef enum
{
  RIG_ODDS_NONE,      /* nobody asked for it */
  RIG_ODDS_CURRENT,   /* of the scenario as it is */
  RIG_ODDS_COMPUTING, /* what there is, if anything, is of another scenario */
  RIG_ODDS_STOPPED,   /* as well, and nothing comes */
} RigOddsState;

RigReport *rig_report_new (RigPage            page,
                           RigEvaluator      *evaluator,
                           const RigScenario *scenario,
                           const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;
/** The same with what a simulation found. @odds: (nullable) */
RigReport *rig_report_new_with_odds (RigPage            page,
                                     RigEvaluator      *evaluator,
                                     const RigScenario *scenario,
                                     const RigAnswer   *answer,
                                     const RigOdds     *odds,
                                     RigOddsState       state) G_GNUC_WARN_UNUSED_RESULT;
void       rig_report_free (RigReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RigReport, rig_report_free)

G_END_DECLS
