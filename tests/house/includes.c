/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The house has one direction of flow: a room includes only itself and what stands to its left. */

#include "rig-test.h"
#include "tree.h"

#define MAX_ROOMS 10

typedef struct
{
  const char *room;              /* its folder, and how its headers are included */
  const char *rooms[MAX_ROOMS];  /* what it may include besides itself */
  const char *not[MAX_ROOMS];    /* headers of those rooms that it may not include after all */
  const char *libraries[MAX_ROOMS]; /* what it may include with <> besides GLib and C's own */
} Rule;

/* The longest prefix decides, so that "engine" stands for whatever lies directly in it. */
static const Rule rules[] = {
  { "engine/catalog", { NULL }, { NULL }, { "json-glib/", NULL } },
  { "engine/intake", { "engine/catalog" }, { NULL }, { "json-glib/", NULL } },
  { "engine/scenario", { "engine/catalog" }, { NULL }, { "json-glib/", NULL } },
  /* Pure functions over plain structs: records, but no look-ups by name. */
  { "engine/estimate", { "engine/catalog" }, { "engine/catalog/catalog.h" }, { NULL } },
  { "engine/answer",
    { "engine/catalog", "engine/intake", "engine/scenario", "engine/estimate" },
    { NULL },
    { "json-glib/", NULL } },
  { "report", { "engine" }, { NULL }, { "json-glib/", NULL } },
  { "draw", { "engine", "report" }, { NULL }, { "cairo", "pango/", NULL } },
  { "app", { "engine", "report", "draw" }, { NULL },
    { "cairo", "pango/", "gtk/", "gdk/", "gsk/", "adwaita.h", "json-glib/", NULL } },
  { "cli", { "engine", "report", "draw" }, { NULL }, { "json-glib/", NULL } },
};

/* Made by the build, and open to all. */
static const char *const generated[] = { "rig-config.h", "rig-catalog-resource.h", NULL };

static const char *const c_libraries[] = {
  "glib.h", "glib/", "gio/", "glib-object.h", "gmodule.h", "sys/", NULL,
};

static gboolean
has_prefix_of (const char *name, const char *const *prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    {
      if (g_str_has_prefix (name, prefixes[i]))
        return TRUE;
    }
  return FALSE;
}

/* C's and the system's headers are those without a folder that no library of ours is behind. */
static gboolean
is_c_header (const char *name)
{
  static const char *const toolkits[] = {
    "gtk", "gdk", "gsk", "adwaita", "cairo", "pango", "json-glib", "librsvg", "graphene", NULL,
  };

  return has_prefix_of (name, c_libraries)
         || (strchr (name, '/') == NULL && !has_prefix_of (name, toolkits));
}

static const Rule *
find_rule (const char *name)
{
  const Rule *best = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      gsize length = strlen (rules[i].room);

      if (g_str_has_prefix (name, rules[i].room) && name[length] == '/'
          && (best == NULL || length > strlen (best->room)))
        best = &rules[i];
    }
  return best;
}

static gboolean
may_include (const Rule *rule, const char *header)
{
  g_autofree char *self = g_strconcat (rule->room, "/", NULL);

  if (g_str_has_prefix (header, self) || g_strv_contains (generated, header))
    return TRUE;
  return has_prefix_of (header, rule->rooms) && !g_strv_contains (rule->not, header);
}

/* @name is relative to src/. */
static void
check_includes (const char *name, const char *text, GPtrArray *problems)
{
  g_autoptr (GRegex) pattern = g_regex_new ("^#\\s*include\\s+([<\"])([^>\"]+)[>\"]",
                                            G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  const Rule *rule = find_rule (name);

  if (rule == NULL)
    {
      g_ptr_array_add (problems, g_strdup_printf ("src/%s: in no room that has a rule", name));
      return;
    }

  g_regex_match (pattern, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *bracket = g_match_info_fetch (match, 1);
      g_autofree char *header = g_match_info_fetch (match, 2);
      gboolean allowed = bracket[0] == '"'
                           ? may_include (rule, header)
                           : is_c_header (header) || has_prefix_of (header, rule->libraries);

      if (!allowed)
        g_ptr_array_add (problems, g_strdup_printf ("src/%s: %s may not include %s",
                                                    name, rule->room, header));
    }
}

START_TEST (test_tree)
{
  static const char *const suffixes[] = { ".c", ".h", NULL };
  g_autoptr (GPtrArray) files = rig_tree_list ("src", suffixes);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  ck_assert_uint_gt (files->len, 20);
  for (guint i = 0; i < files->len; i++)
    {
      const char *name = g_ptr_array_index (files, i);
      g_autofree char *text = rig_tree_read (name);

      check_includes (name + strlen ("src/"), text, problems);
    }
  rig_tree_expect_none (problems);
}
END_TEST

typedef struct
{
  const char *name, *text;
  guint n_problems;
} Case;

static const Case cases[] = {
  { "engine/catalog/x.c", "#include \"engine/catalog/figure.h\"\n#include <math.h>\n", 0 },
  { "engine/catalog/x.c", "#include \"engine/scenario/key.h\"\n", 1 },
  { "engine/scenario/x.c", "#include \"engine/answer/answer.h\"\n", 1 },
  { "engine/estimate/x.c", "#include \"engine/catalog/machine.h\"\n", 0 },
  { "engine/estimate/x.c", "#include \"engine/catalog/catalog.h\"\n", 1 },
  { "engine/estimate/x.c", "#include <json-glib/json-glib.h>\n", 1 },
  { "engine/answer/x.h", "# include <gtk/gtk.h>\n#include <cairo.h>\n#include <pango/pango.h>", 3 },
  { "engine/answer/x.h", "#include \"report/table.h\"\n", 1 },
  { "report/x.c", "#include \"engine/answer/answer.h\"\n#include <cairo.h>\n", 1 },
  { "draw/x.c", "#include <cairo-svg.h>\n#include <pango/pangocairo.h>\n", 0 },
  { "draw/x.c", "#include <gtk/gtk.h>\n#include \"app/window.h\"\n", 2 },
  { "app/x.c", "#include <adwaita.h>\n#include \"draw/page.h\"\n#include \"rig-config.h\"\n", 0 },
  { "app/x.c", "#include \"cli/main.h\"\n", 1 },
  { "cli/x.c", "#include <cairo.h>\n#include \"app/window.h\"\n", 2 },
  { "attic/x.c", "", 1 },
};

START_TEST (test_planted)
{
  const Case *c = &cases[_i];
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  check_includes (c->name, c->text, problems);
  ck_assert_uint_eq (problems->len, c->n_problems);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("includes");
  TCase *tcase = tcase_create ("includes");

  tcase_add_test (tcase, test_tree);
  tcase_add_loop_test (tcase, test_planted, 0, G_N_ELEMENTS (cases));
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
