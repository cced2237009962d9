/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Looks at the source tree, for the tests that keep the house in order. A problem is one string
 * that names file and line. Checks take the text apart from its file, so that each is also shown a
 * planted fault. */

/** Whether @name ends in one of @suffixes, NULL-terminated. */
gboolean   rig_tree_has_suffix (const char        *name,
                                const char *const *suffixes);
/**
 * rig_tree_list:
 * @top: a folder, relative to the top of the source tree
 * @suffixes: the endings of the files wanted, NULL-terminated
 *
 * Returns: the files below @top in the order of their names, relative to the top of the tree
 */
GPtrArray *rig_tree_list (const char        *top,
                          const char *const *suffixes) G_GNUC_WARN_UNUSED_RESULT;
/** The text of a file of the tree; the test fails if it cannot be read. */
char      *rig_tree_read (const char *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rig_tree_exists (const char *name);
/** Fails the test with all @problems, one per line, if there are any. */
void       rig_tree_expect_none (GPtrArray *problems);

G_END_DECLS
