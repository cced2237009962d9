/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/answer.h"
#include "report/table.h"

G_BEGIN_DECLS

/*
 * Words that several pages say. Strings that are returned are new unless const.
 */

/** "300 GB/s", "300–400 GB/s", "$2,000–$4,000", an em dash where unknown. */
char *rig_words_figure (const RigFigure *figure,
                        const char      *unit);
/** Where a figure comes from: basis, note, stand-in, source, date; NULL where there is nothing. */
char *rig_words_provenance (const RigFigure *figure);
/** An interval of tokens/s: "14 (12–17)"; an em dash where unknown. */
char *rig_words_speed (const RigEstimate *tokens_per_s);
/** US$ with its range: "$5,999", "$2,000–$4,000", "−$244 to −$163". */
char *rig_words_usd (const RigEstimate *usd);
/** A share with its range: "100 %", "13.2 %–20.1 %"; "up to 7 %" where the low end has no value. */
char *rig_words_share (const RigEstimate *share);
/** Hours with their range: "63.5 h", "45.1–98 h". */
char *rig_words_hours (const RigEstimate *hours);
/** A time with its interval: "6.8 (5.3–8.7) s"; an em dash where unknown. */
char *rig_words_seconds (const RigEstimate *seconds);
/** "16 months", "14–21 months", "18 months to more than 10 years". */
char *rig_words_months (const RigEstimate *months);
/** The same; "never" where it is infinite and @never: not even infinite time would do. */
char *rig_words_payback (const RigEstimate *months,
                         gboolean           never);
/** "fits", "tight", "no", translated. */
const char *rig_words_verdict (RigFitVerdict verdict);
guint       rig_words_verdict_mark (RigFitVerdict verdict);
/** Why a fit is what it is: "22.5 GB of 102.4 GB, 79.9 GB left". */
char *rig_words_fit (const RigFit *fit);
/** What makes a prediction uncertain: "new kind of machine for this program"; NULL: nothing. */
char *rig_words_novelty (const RigSpeed *speed);
/** The same as an answer to "how sure is that?": a sentence also where nothing is new. */
char *rig_words_certainty (const RigSpeed *speed);
/** What to read a speed with, one of RigSpeedWarning as a sentence; NULL: no such warning. */
const char *rig_words_speed_warning (RigSpeedWarning warning);
/** All of them; NULL: none. */
char *rig_words_speed_warnings (guint warnings);
/** How wide an interval is: its high end over its low end, "×1.4"; an em dash where unknown. */
char *rig_words_width (const RigEstimate *estimate);
/** As rig_words_speed(), and says where the user has measured it: "14, measured". */
char *rig_words_badged_speed (const RigEstimate *tokens_per_s);
/** Appends a sentence behind a space, and its full stop where it has none; NULL is passed over. */
void  rig_words_append_sentence (GString    *text,
                                 const char *sentence);
/** "Mac Studio 192, Mac Studio 128 and RTX Spark": takes an array of const char *. */
char *rig_words_list (const GPtrArray *words);

/** A machine's status in the user's language, as far as it is one of the usual ones. */
const char *rig_words_status (const RigMachine *machine);
/** The same where it fits on a chip; NULL where it is longer, and the tables have it all. */
const char *rig_words_short_status (const RigMachine *machine);

/** A figure as a cell: text, number, badge, provenance. */
void rig_words_fill_figure (RigCell         *cell,
                            const RigFigure *figure,
                            const char      *unit);
/** An estimate as a cell whose text is given. Takes @text and @note. */
void rig_words_fill_estimate (RigCell           *cell,
                              char              *text,
                              const RigEstimate *estimate,
                              guint              marks,
                              char              *note);
/** A cell of plain words. */
void rig_words_fill_text (RigCell    *cell,
                          const char *text,
                          guint       marks,
                          const char *note);
/** An unknown: an em dash, dimmed, with the reason. */
void rig_words_fill_unknown (RigCell    *cell,
                             const char *reason);

G_END_DECLS
