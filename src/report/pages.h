/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report.h"

G_BEGIN_DECLS

/* What a page is made from. */
typedef struct
{
  RigEvaluator *evaluator;
  const RigCatalog *catalog;
  const RigScenario *scenario;
  const RigAnswer *answer;
  const RigOdds *odds; /* NULL: there are none, or none yet */
  RigOddsState odds_state;
} RigPageInput;

/* One file each: page-specs.c and so on. They fill finding, charts and tables. */
void rig_page_fill_specs (RigReport          *report,
                          const RigPageInput *input);
void rig_page_fill_models (RigReport          *report,
                           const RigPageInput *input);
void rig_page_fill_speed (RigReport          *report,
                          const RigPageInput *input);
void rig_page_fill_cost (RigReport          *report,
                         const RigPageInput *input);
void rig_page_fill_decide (RigReport          *report,
                           const RigPageInput *input);
void rig_page_fill_claims (RigReport          *report,
                           const RigPageInput *input);

/* The article's tables beside ours: article-specs.c, article-tables.c. */
RigTable *rig_article_new_specs_table (const RigPageInput *input);
RigTable *rig_article_new_fit_table (const RigPageInput *input);
RigTable *rig_article_new_speed_table (const RigPageInput *input);
RigTable *rig_article_new_payback_table (const RigPageInput *input);

/** What each machine costs and saves, measure by measure: money-table.c. */
RigTable *rig_page_new_money_table (const RigPageInput *input);

/** Today's bill, the model's hosts, changing to one, and each machine: cost-courses.c. */
RigTable *rig_page_new_courses_table (const RigPageInput *input);
/** Use, spend and prices at which each machine begins to pay: cost-break-even.c. */
RigTable *rig_page_new_break_even_table (const RigPageInput *input);
/** What is spent over the horizon, by what for: cost-parts.c. */
RigChart *rig_page_new_parts_chart (const RigPageInput *input);
/** What each uncertain input does to the best machine, and to all: money-tornado.c. */
void      rig_page_add_tornado (RigReport          *report,
                                const RigPageInput *input);
/** What all of them together do, where it was asked for: money-odds.c. */
void      rig_page_add_odds (RigReport          *report,
                             const RigPageInput *input);

/** Every model of the catalogue on every compared machine: model-table.c. */
RigTable *rig_page_new_model_table (const RigPageInput *input);

/* What a verdict does not say: fit-tables.c. */

/** Why it fits or not, the first thing to change, how far context and chats may go. */
RigTable *rig_page_new_advice_table (const RigPageInput      *input,
                                     const RigMachine *const *machines,
                                     guint                    n);
/** The largest model of the catalogue on each compared machine, by quantisation. */
RigTable *rig_page_new_largest_model_table (const RigPageInput *input);
/** Which popular models can be loaded at once with the scenario's, on each compared machine. */
RigTable *rig_page_new_beside_table (const RigPageInput *input);

/** Popular enough that somebody sells its answers. */
gboolean  rig_page_is_popular (const RigCatalog *catalog,
                               const RigModel   *model);
/** The slot of a machine among the compared; -1 if it is not compared. */
int       rig_page_get_slot (const RigPageInput *input,
                             const char         *machine_id);
/** The ink of a compared machine. */
RigInk    rig_page_get_ink (guint slot);
/** A column for each compared machine, in its colour; returns the first one's index. */
guint     rig_page_add_machine_columns (const RigPageInput *input,
                                        RigTable           *table,
                                        RigAlign            align);
/** Marks the best of a row's cells from @first on: those whose interval no other's beats as a
 * whole, unless that is all of them. Cells without a number do not take part. */
void      rig_page_mark_best (RigTable *table,
                              guint     row,
                              guint     first,
                              gboolean  more_is_better);
/** The largest dense model whose weights alone fill @usable_bytes at @quant; parameters. */
double    rig_page_get_largest_params (const RigPageInput *input,
                                       const char         *quant_id,
                                       double              usable_bytes);

G_END_DECLS
