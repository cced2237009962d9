/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RigNearest:
 *
 * Finds the word that somebody probably meant. Offer it every word there is, then read @best:
 * NULL where nothing is similar enough to be worth mentioning.
 */
typedef struct
{
  const char *wanted;
  const char *best; /* one of the words offered; not copied */
  guint distance;   /* of the best */
} RigNearest;

void rig_nearest_init (RigNearest *self,
                       const char *wanted);
void rig_nearest_offer (RigNearest *self,
                        const char *word);

G_END_DECLS
