/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every JSON file of the tree is JSON, with no key twice in one object: of two values for a key
 * readers silently keep the last. */

#include "rig-test.h"
#include "tree.h"

#include <json-glib/json-glib.h>

static void
on_member (JsonParser *parser, JsonObject *object, const char *key, gpointer data)
{
  GHashTable *seen = data;
  g_autofree char *id = g_strdup_printf ("%p %s", (gpointer) object, key);

  if (!g_hash_table_add (seen, g_steal_pointer (&id)))
    g_object_set_data_full (G_OBJECT (parser), "twice", g_strdup (key), g_free);
}

static void
check_json (const char *name, const char *text, GPtrArray *problems)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  const char *twice;

  g_signal_connect (parser, "object-member", G_CALLBACK (on_member), seen);
  if (!json_parser_load_from_data (parser, text, -1, &error))
    g_ptr_array_add (problems, g_strdup_printf ("%s: %s", name, error->message));
  twice = g_object_get_data (G_OBJECT (parser), "twice");
  if (twice != NULL)
    g_ptr_array_add (problems, g_strdup_printf ("%s: \"%s\" twice in one object", name, twice));
}

START_TEST (test_tree)
{
  static const char *const folders[] = { "data", "tests/oracles", NULL };
  static const char *const suffixes[] = { ".json", NULL };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) files = rig_tree_list (folders[i], suffixes);

      for (guint j = 0; j < files->len; j++)
        {
          const char *name = g_ptr_array_index (files, j);
          g_autofree char *text = rig_tree_read (name);

          check_json (name, text, problems);
        }
    }
  rig_tree_expect_none (problems);
}
END_TEST

typedef struct
{
  const char *text;
  guint n_problems;
} Case;

static const Case cases[] = {
  { "{\"a\": 1, \"b\": {\"a\": 2}}", 0 },
  { "[]", 0 },
  { "", 0 },
  { "{\"a\": 1", 1 },
  { "{\"a\": 1, \"b\": 2, \"a\": 3}", 1 },
  { "[1 2]", 1 },
};

START_TEST (test_planted)
{
  const Case *c = &cases[_i];
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  check_json ("planted.json", c->text, problems);
  ck_assert_uint_eq (problems->len, c->n_problems);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("json");
  TCase *tcase = tcase_create ("json");

  tcase_add_test (tcase, test_tree);
  tcase_add_loop_test (tcase, test_planted, 0, G_N_ELEMENTS (cases));
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
