/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rig_suggestion_new:
 * @candidates: (element-type utf8): the words that exist
 *
 * The candidate that @word was probably meant to be, as the end of a message: "; did you mean
 * “memory”?". Empty if nothing is near.
 */
char *rig_suggestion_new (const char      *word,
                          const GPtrArray *candidates) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
