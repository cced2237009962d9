/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/search.h"
#include "report/pages.h"

G_BEGIN_DECLS

/*
 * A search of the whole catalogue in words, a table and a chart. All take a search with the
 * scenario and the answer that it was made of, so that one search does for all.
 */

/**
 * rig_search_new_sentences:
 *
 * The cheapest machine first, then what could be cheaper; or what stands in the way.
 *
 * Returns: (element-type utf8)
 */
GPtrArray *rig_search_new_sentences (const RigSearch   *search,
                                     const RigScenario *scenario,
                                     const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;
/** The first of them: the answer in one sentence. */
char      *rig_search_words_finding (const RigSearch   *search,
                                     const RigScenario *scenario,
                                     const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;
/** Those that meet all needs or may, cheapest first; where there is none, those that fail one. */
RigTable  *rig_search_new_table     (const RigSearch   *search,
                                     const RigScenario *scenario,
                                     const RigAnswer   *answer) G_GNUC_WARN_UNUSED_RESULT;
/** Price against writing speed of all that run the model, with the Pareto front. */
RigChart  *rig_page_new_pareto_chart (const RigPageInput *input,
                                      const RigSearch    *search) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
