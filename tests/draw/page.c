/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "samples.h"

#include "draw/page.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

static char *folder;
static RigReport *report;

static void
set_up (void)
{
  folder = g_dir_make_tmp ("rigwise-page-XXXXXX", NULL);
  report = sample_report_new ();
}

static guint
count_files (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_dir_close (dir);
  return n;
}

static void
tear_down (void)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_remove (path);
    }
  g_dir_close (dir);
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&report, sample_report_free);
}

static gboolean
save (const char *name, int width, int height, double scale, char **contents, gsize *length,
      GError **error)
{
  RigPageOptions options = { width, height, scale, RIG_THEME_LIGHT };
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!rig_page_save (report, &options, path, error))
    return FALSE;
  return contents == NULL || g_file_get_contents (path, contents, length, error);
}

START_TEST (test_formats_are_what_they_say)
{
  static const struct { const char *name, *magic; } cases[]
      = { { "a.png", "\x89PNG" }, { "a.SVG", "<?xml" }, { "a.pdf", "%PDF-" } };
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  ck_assert (save (cases[_i].name, 800, 0, 1, &contents, &length, &error));
  ck_assert_ptr_null (error);
  ck_assert_uint_gt (length, 5000);
  ck_assert_int_eq (memcmp (contents, cases[_i].magic, strlen (cases[_i].magic)), 0);
  ck_assert_uint_eq (count_files (folder), 1);
}
END_TEST

START_TEST (test_same_page_same_bytes)
{
  static const char *const endings[] = { "png", "svg", "pdf" };
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *name = g_strconcat ("a.", endings[_i], NULL);
  gsize n = 0, m = 0;

  ck_assert (save (name, 1000, 0, 1, &one, &n, NULL));
  ck_assert (save (name, 1000, 0, 1, &two, &m, NULL));
  ck_assert_uint_eq (n, m);
  ck_assert_int_eq (memcmp (one, two, n), 0);
}
END_TEST

START_TEST (test_scale_gives_more_pixels_of_the_same)
{
  RigPageOptions options = { 700, 0, 2, RIG_THEME_DARK };
  g_autofree char *path = g_build_filename (folder, "a.png", NULL);
  cairo_surface_t *surface;

  ck_assert (rig_page_save (report, &options, path, NULL));
  surface = cairo_image_surface_create_from_png (path);
  ck_assert_int_eq (cairo_image_surface_get_width (surface), 1400);
  ck_assert_int_eq (cairo_image_surface_get_height (surface),
                    (int) ceil (2 * rig_page_get_height (report, &options)));
  cairo_surface_destroy (surface);
}
END_TEST

START_TEST (test_bad_names)
{
  static const char *const names[] = { "a.jpg", "png", "a", "a.png.txt", "" };
  g_autoptr (GError) error = NULL;

  ck_assert (!save (names[_i], 800, 0, 1, NULL, NULL, &error));
  ck_assert (g_error_matches (error, RIG_DRAW_ERROR, RIG_DRAW_ERROR_FORMAT));
  ck_assert_ptr_nonnull (strstr (error->message, ".png, .svg or .pdf"));
  ck_assert_uint_eq (count_files (folder), 0);
}
END_TEST

START_TEST (test_bad_sizes)
{
  static const struct { int width, height; double scale; } cases[] = {
    { RIG_PAGE_MIN_WIDTH - 1, 0, 1 }, { 0, 0, 1 },          { -5, 0, 1 },
    { 800, 10, 1 },                   { 20000, 0, 1 },      { 800, 20000, 1 },
    { 800, 0, 50 },                   { 800, 0, -1 },       { 800, 0, NAN },
    { 800, 600, INFINITY },           { 16000, 16000, 1 },  { G_MAXINT, G_MAXINT, 1 },
  };
  g_autoptr (GError) error = NULL;

  ck_assert (!save ("a.png", cases[_i].width, cases[_i].height, cases[_i].scale, NULL, NULL,
                    &error));
  ck_assert (g_error_matches (error, RIG_DRAW_ERROR, RIG_DRAW_ERROR_SIZE));
  ck_assert_ptr_nonnull (strstr (error->message, "a.png"));
  ck_assert_uint_eq (count_files (folder), 0);
}
END_TEST

START_TEST (test_where_nothing_can_be_written)
{
  RigPageOptions options = { 800, 0, 1, RIG_THEME_LIGHT };
  g_autofree char *missing = g_build_filename (folder, "no", "such", "a.png", NULL);
  g_autofree char *taken = g_build_filename (folder, "b.png", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;

  ck_assert (!rig_page_save (report, &options, missing, &error));
  ck_assert (g_error_matches (error, RIG_DRAW_ERROR, RIG_DRAW_ERROR_WRITE));
  ck_assert_ptr_nonnull (strstr (error->message, missing));
  /* A folder of that name: refused, and still there, with nothing beside it. */
  ck_assert_int_eq (g_mkdir (taken, 0755), 0);
  ck_assert (!rig_page_save (report, &options, taken, &second));
  ck_assert (g_error_matches (second, RIG_DRAW_ERROR, RIG_DRAW_ERROR_WRITE));
  ck_assert (g_file_test (taken, G_FILE_TEST_IS_DIR));
  ck_assert_uint_eq (count_files (folder), 1);
}
END_TEST

START_TEST (test_a_failed_save_keeps_the_old_file)
{
  g_autofree char *path = g_build_filename (folder, "a.png", NULL);
  g_autofree char *contents = NULL;

  if (geteuid () == 0)
    return; /* The folder's permissions do not bind root. */
  ck_assert (g_file_set_contents (path, "old", -1, NULL));
  ck_assert_int_eq (g_chmod (folder, 0555), 0);
  ck_assert (!save ("a.png", 800, 0, 1, NULL, NULL, NULL));
  ck_assert_int_eq (g_chmod (folder, 0755), 0);
  ck_assert (g_file_get_contents (path, &contents, NULL, NULL));
  ck_assert_str_eq (contents, "old");
}
END_TEST

START_TEST (test_height_follows_the_contents)
{
  RigPageOptions wide = { 1100, 0, 1, RIG_THEME_LIGHT }, narrow = { 420, 0, 1, RIG_THEME_LIGHT };
  RigPageOptions fixed = { 1100, 500, 1, RIG_THEME_LIGHT };
  double before = rig_page_get_height (report, &wide);

  ck_assert_double_gt (rig_page_get_height (report, &narrow), before);
  ck_assert_double_eq (rig_page_get_height (report, &fixed), 500);
  g_ptr_array_add (report->tables, sample_table_new ());
  ck_assert_double_gt (rig_page_get_height (report, &wide), before + 100);
}
END_TEST

/* Nothing may stand on the outermost pixels: a page that is too long is made smaller, not cut. */
START_TEST (test_a_given_height_cuts_nothing_off)
{
  RigPageOptions options = { 1280, 800, 1, RIG_THEME_LIGHT };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1280, 800);
  cairo_t *cr = cairo_create (surface);
  const unsigned char *data;
  int stride;

  rig_page_draw (report, &options, cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (int x = 0; x < 1280; x++)
    {
      ck_assert_int_eq (memcmp (data + 799 * stride + 4 * x, data, 3), 0);
      ck_assert_int_eq (memcmp (data + 4 * x, data, 3), 0);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}
END_TEST

START_TEST (test_an_empty_report_is_a_page)
{
  RigReport empty = { 0 };
  RigPageOptions options = { 400, 300, 1, RIG_THEME_HIGH_CONTRAST_DARK };
  g_autofree char *path = g_build_filename (folder, "a.png", NULL);

  empty.charts = g_ptr_array_new ();
  empty.tables = g_ptr_array_new_with_free_func ((GDestroyNotify) rig_table_free);
  g_ptr_array_add (empty.tables, rig_table_new ("t", "No columns", NULL));
  ck_assert (rig_page_save (&empty, &options, path, NULL));
  g_ptr_array_unref (empty.charts);
  g_ptr_array_unref (empty.tables);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("page");
  TCase *tcase = tcase_create ("page");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_loop_test (tcase, test_formats_are_what_they_say, 0, 3);
  tcase_add_loop_test (tcase, test_same_page_same_bytes, 0, 3);
  tcase_add_test (tcase, test_scale_gives_more_pixels_of_the_same);
  tcase_add_loop_test (tcase, test_bad_names, 0, 5);
  tcase_add_loop_test (tcase, test_bad_sizes, 0, 12);
  tcase_add_test (tcase, test_where_nothing_can_be_written);
  tcase_add_test (tcase, test_a_failed_save_keeps_the_old_file);
  tcase_add_test (tcase, test_height_follows_the_contents);
  tcase_add_test (tcase, test_a_given_height_cuts_nothing_off);
  tcase_add_test (tcase, test_an_empty_report_is_a_page);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
