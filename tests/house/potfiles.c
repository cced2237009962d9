/* SPDX-License-Identifier: GPL-3.0-or-later */

/* po/POTFILES.in names each file with strings to translate, and no other. A file that is missing
 * there stays English in every language without anybody noticing. */

#include "rig-test.h"
#include "tree.h"

#define POTFILES "po/POTFILES.in"

static const char *const suffixes[] = {
  ".c", ".h", ".ui", ".desktop.in", ".metainfo.xml.in", ".gschema.xml.in", NULL,
};

static gboolean
is_translatable (const char *name, const char *text)
{
  static const char *const data_suffixes[] = {
    ".desktop.in", ".metainfo.xml.in", ".gschema.xml.in", NULL,
  };

  if (rig_tree_has_suffix (name, data_suffixes))
    return TRUE;
  if (g_str_has_suffix (name, ".ui"))
    return g_regex_match_simple ("translatable=[\"'](yes|true|1)[\"']", text, 0, 0);
  /* The quote keeps out comments that only speak of N_(). */
  return g_regex_match_simple ("\\b(_|N_|C_|NC_|Q_|n?gettext|g_dn?gettext|g_dpgettext2)\\s*\\("
                               "\\s*(\\w+\\s*,\\s*)?\"",
                               text, 0, 0);
}

static GHashTable *
read_listed (const char *text, GPtrArray *problems)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GHashTable *listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *previous = "";

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '\0' || lines[i][0] == '#')
        continue;
      if (strcmp (previous, lines[i]) >= 0)
        g_ptr_array_add (problems, g_strdup_printf ("%s:%u: %s is twice there or not sorted",
                                                    POTFILES, i + 1, lines[i]));
      g_hash_table_add (listed, g_strdup (lines[i]));
      previous = lines[i];
    }
  return listed;
}

static void
check_source (const char *name, const char *text, GHashTable *listed, GPtrArray *problems)
{
  gboolean is_listed = g_hash_table_remove (listed, name);

  if (is_translatable (name, text) && !is_listed)
    g_ptr_array_add (problems, g_strdup_printf (POTFILES ": %s is missing", name));
  else if (!is_translatable (name, text) && is_listed)
    g_ptr_array_add (problems, g_strdup_printf (POTFILES ": %s has nothing to translate", name));
}

/* What is still in @listed after all files are checked does not exist. */
static void
check_left_over (GHashTable *listed, GPtrArray *problems)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, listed);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (problems, g_strdup_printf (POTFILES ": there is no %s", (char *) name));
}

START_TEST (test_tree)
{
  static const char *const folders[] = { "src", "ui", "data", NULL };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *potfiles = rig_tree_read (POTFILES);
  g_autoptr (GHashTable) listed = read_listed (potfiles, problems);

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) files = rig_tree_list (folders[i], suffixes);

      for (guint j = 0; j < files->len; j++)
        {
          const char *name = g_ptr_array_index (files, j);
          g_autofree char *text = rig_tree_read (name);

          check_source (name, text, listed, problems);
        }
    }
  check_left_over (listed, problems);
  rig_tree_expect_none (problems);
}
END_TEST

typedef struct
{
  const char *potfiles, *name, *text;
  guint n_problems;
} Case;

static const Case cases[] = {
  { "# x\nsrc/a.c\n", "src/a.c", "f (_(\"Speed\"));", 0 },
  { "", "src/a.c", "f (_(\"Speed\"));", 1 },
  { "", "src/a.c", "f (ngettext (\"a\", \"b\", n));", 1 },
  { "", "src/a.c", "f (g_dngettext (NULL, \"a\", \"b\", n));", 1 },
  { "", "src/a.c", "char *x[] = { N_ (\"Speed\") };", 1 },
  { "", "src/a.c", "f_(\"Speed\"); /* a N_() \"string\" */", 0 },
  { "src/a.c\n", "src/a.c", "f (\"Speed\");", 1 },
  { "src/a.c\nsrc/b.c\n", "src/a.c", "_(\"Speed\")", 1 },
  { "src/b.c\nsrc/a.c\n", "src/a.c", "_(\"Speed\")", 2 },
  { "src/a.c\nsrc/a.c\n", "src/a.c", "_(\"Speed\")", 1 },
  { "", "ui/a.ui", "<property name=\"label\" translatable=\"yes\">Speed</property>", 1 },
  { "", "ui/a.ui", "<property name=\"label\">Speed</property>", 0 },
  { "", "data/a.desktop.in", "Name=Rigwise", 1 },
};

START_TEST (test_planted)
{
  const Case *c = &cases[_i];
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) listed = read_listed (c->potfiles, problems);

  check_source (c->name, c->text, listed, problems);
  check_left_over (listed, problems);
  ck_assert_uint_eq (problems->len, c->n_problems);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("potfiles");
  TCase *tcase = tcase_create ("potfiles");

  tcase_add_test (tcase, test_tree);
  tcase_add_loop_test (tcase, test_planted, 0, G_N_ELEMENTS (cases));
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
