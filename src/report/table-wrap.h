/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text in the columns of a terminal: wide characters take two, combining ones none. */

/** Control characters, which could move the cursor, become U+FFFD; tabs and line ends a space;
 * bytes that are not UTF-8 U+FFFD. */
char      *rig_text_clean (const char *text);
guint      rig_text_get_width (const char *text);
/** The width of the longest word, at most @limit. */
guint      rig_text_get_word_width (const char *text,
                                    guint       limit);
/** Lines of at most @width columns, broken at spaces and, within words that are too long, anywhere
 * but before a combining character. No-break spaces hold. 0: one line. Never loses a character but
 * the space that a break replaces. Element type: char *. */
GPtrArray *rig_text_wrap (const char *text,
                          guint       width);

G_END_DECLS
