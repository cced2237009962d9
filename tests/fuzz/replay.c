/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Gives each file of a corpus to a fuzz target, where there is no libFuzzer: once around for every
 * input that ever mattered. A file is one test case of its name, so that a crash says which. */

#include "fuzz.h"
#include "rig-test.h"

static const char *folder;
static GPtrArray *names;

static void
set_up (void)
{
  LLVMFuzzerInitialize (NULL, NULL);
}

START_TEST (test_input)
{
  g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, _i), NULL);
  g_autofree char *data = NULL;
  gsize size;

  ck_assert_msg (g_file_get_contents (path, &data, &size, NULL), "cannot read %s", path);
  ck_assert_int_eq (LLVMFuzzerTestOneInput ((const guint8 *) data, size), 0);
}
END_TEST

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *const *x = a, *const *y = b;

  return g_strcmp0 (*x, *y);
}

static GPtrArray *
list_folder (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (list, g_strdup (name));
  g_clear_pointer (&dir, g_dir_close);
  g_ptr_array_sort (list, compare_names);
  return list;
}

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("fuzz");

  for (guint i = 0; i < names->len; i++)
    {
      TCase *tcase = tcase_create (g_ptr_array_index (names, i));
      tcase_add_unchecked_fixture (tcase, set_up, NULL);
      tcase_add_loop_test (tcase, test_input, (int) i, (int) i + 1);
      suite_add_tcase (suite, tcase);
    }
  return suite;
}

int
main (int argc, char **argv)
{
  SRunner *runner;
  int failed;

  folder = argc == 2 ? argv[1] : "";
  names = list_folder ();
  if (names->len == 0)
    {
      g_printerr ("%s: expected a folder with a corpus\n", folder);
      return 1;
    }
  runner = srunner_create (make_suite ());
  srunner_run_all (runner, CK_ENV);
  failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  g_ptr_array_unref (names);
  return failed == 0 ? 0 : 1;
}
