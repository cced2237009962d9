/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/pages.h"

G_BEGIN_DECLS

/*
 * The article's tables as it prints them, each row followed by what we compute or know. The columns
 * are the article's machines whatever the window compares, so that the tables stay its tables.
 */
typedef struct
{
  const RigPageInput *input;
  const RigArticle *article;
  const RigMachine *machines[RIG_ARTICLE_MACHINES];
} RigArticleInput;

void  rig_article_input_init (RigArticleInput    *self,
                              const RigPageInput *input);
/** A column for each of the article's machines. */
void  rig_article_add_machine_columns (const RigArticleInput *self,
                                       RigTable              *table);
/** A cell as printed: the article's own words, marked where the record contradicts them. */
void  rig_article_fill_printed (RigCell              *cell,
                                const RigArticleCell *printed);
/** One row under a heading: KEY/@says is its id, @label says who says it. */
guint rig_article_add_row (RigTable   *table,
                           const char *key,
                           const char *says,
                           const char *heading,
                           const char *label);
/** Two rows under one heading: the article's, then that of @label. Returns the article's. */
guint rig_article_add_pair (RigTable   *table,
                            const char *key,
                            const char *heading,
                            const char *label);

G_END_DECLS
