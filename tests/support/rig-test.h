/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <check.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>

/* Every test program is one Check suite. Run by hand, CK_RUN_CASE and CK_FORK=no work as usual. */
#define RIG_TEST_MAIN(make_suite)                       \
  int                                                   \
  main (void)                                           \
  {                                                     \
    SRunner *runner;                                    \
    int failed;                                         \
    setlocale (LC_ALL, "C.UTF-8");                      \
    runner = srunner_create (make_suite ());            \
    srunner_run_all (runner, CK_ENV);                   \
    failed = srunner_ntests_failed (runner);            \
    srunner_free (runner);                              \
    return failed == 0 ? 0 : 1;                         \
  }

/* Relative closeness, for oracles that print a number of digits. */
#define rig_assert_close(actual, expected, relative)                                            \
  do                                                                                            \
    {                                                                                           \
      double actual_ = (actual), expected_ = (expected);                                        \
      ck_assert_msg (fabs (actual_ - expected_) <= (relative) * fabs (expected_),               \
                     "%s is %.10g, expected %.10g within %.2g", #actual, actual_, expected_,    \
                     (double) (relative));                                                      \
    }                                                                                           \
  while (0)

/* A file of the source tree's tests folder: "oracles/roi.json". */
static inline char *
rig_test_path (const char *name)
{
  return g_build_filename (RIG_TEST_SRCDIR, name, NULL);
}

/* A file, or a folder with all that is in it. */
static inline void
rig_test_remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      rig_test_remove_tree (inside);
    }
  g_remove (path);
}
