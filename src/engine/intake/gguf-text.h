/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to engine/intake: text out of files that may have been made to deceive. */

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of a name that a message shows. */
#define RIG_GGUF_MAX_SHOWN 80

/**
 * rig_gguf_text_is_plain:
 *
 * Whether @length bytes are valid UTF-8 that a terminal or a label shows as it is written: no
 * control characters, no line separators, nothing that turns the direction of writing around.
 */
gboolean rig_gguf_text_is_plain (const char *text,
                                 gsize       length);

/**
 * rig_gguf_text_clean:
 *
 * Valid UTF-8 in which everything that is not plain, but line feeds and tabs, has become U+FFFD.
 */
char *rig_gguf_text_clean (const char *text,
                           gsize       length) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rig_gguf_text_quote:
 * @max: bytes after which the rest is cut and "…" stands for it
 *
 * For messages: bytes that are not plain become \xNN.
 */
char *rig_gguf_text_quote (const char *text,
                           gsize       length,
                           gsize       max) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
