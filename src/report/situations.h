/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/answer/questions.h"
#include "report/table.h"

G_BEGIN_DECLS

/*
 * The article's situations, judgements and questions, each beside what the rules answer.
 */

/** "agrees", "agrees in part", "open", "disagrees", an em dash; translated. */
const char *rig_words_agreement (RigAgreement agreement);

/** A row for each situation: the article's word, its own machines, what is on sale, and why. */
RigTable *rig_situations_new_table (const RigArticleAnswers *answers) G_GNUC_WARN_UNUSED_RESULT;
/** The same of who of the article's two is better at what. */
RigTable *rig_judgements_new_table (const RigArticleAnswers *answers) G_GNUC_WARN_UNUSED_RESULT;
/** A row for each question. @article: whose questions they are. */
RigTable *rig_questions_new_table (const RigArticleAnswers *answers,
                                   const RigArticle        *article) G_GNUC_WARN_UNUSED_RESULT;
/** The answer to one question in whole sentences. */
char     *rig_question_to_words (const RigQuestions *questions,
                                 RigQuestion         question,
                                 const char         *date) G_GNUC_WARN_UNUSED_RESULT;
/** Price, memory and needs of two machines together, by the article and by what is on sale. */
RigTable *rig_both_new_table (const RigArticleAnswers *answers,
                              const RigArticle        *article) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
