/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/**
 * RigNumberText:
 *
 * A typed number taken apart: what stands before it, its value, what stands behind it. Prefix and
 * suffix are in lower case and without spaces.
 */
typedef struct
{
  char *prefix, *suffix;
  double value;
  double grouped; /* the other reading of "1,234": 1234, where @value is 1.234; else NaN */
} RigNumberText;

#define RIG_NUMBER_TEXT_INIT { NULL, NULL, NAN, NAN }

/** FALSE where there is no number in @text, or its digits are grouped in no known way. */
gboolean rig_number_text_parse (RigNumberText *self,
                                const char    *text);
void     rig_number_text_clear (RigNumberText *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RigNumberText, rig_number_text_clear)

G_END_DECLS
