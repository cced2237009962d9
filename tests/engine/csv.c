/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables as RFC 4180 writes them, and what is wrong with others. */

#include "engine/intake/csv.h"

#include "rig-test.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static RigCsv *
parse (const char *text, const char *remarks)
{
  g_autoptr (GError) error = NULL;
  RigCsv *csv = rig_csv_new ("t.csv", g_strdup (text), remarks, &error);

  ck_assert_msg (csv != NULL, "%s: %s", text, error != NULL ? error->message : "");
  return csv;
}

START_TEST (quotes_commas_and_line_breaks)
{
  g_autoptr (RigCsv) csv
    = parse ("a,b,c\r\n1,\"x, \"\"y\"\"\r\nz\",\r\n\r\n\"\",2,\"3\"", NULL);

  ck_assert_uint_eq (rig_csv_get_n_rows (csv), 2);
  ck_assert_uint_eq (rig_csv_get_n_columns (csv), 3);
  ck_assert_str_eq (rig_csv_get_name (csv, 2), "c");
  ck_assert_int_eq (rig_csv_find_column (csv, "b"), 1);
  ck_assert_int_eq (rig_csv_find_column (csv, "B"), -1);
  ck_assert_str_eq (rig_csv_get (csv, 0, 0), "1");
  ck_assert_str_eq (rig_csv_get (csv, 0, 1), "x, \"y\"\r\nz");
  ck_assert_str_eq (rig_csv_get (csv, 0, 2), "");
  ck_assert_str_eq (rig_csv_get (csv, 1, 0), "");
  ck_assert_str_eq (rig_csv_get (csv, 1, 2), "3");
  /* The first row takes two lines, and an empty one follows it. */
  ck_assert_uint_eq (rig_csv_get_line (csv, 0), 2);
  ck_assert_uint_eq (rig_csv_get_line (csv, 1), 5);
}
END_TEST

START_TEST (commas_that_nobody_quoted)
{
  g_autoptr (RigCsv) csv = parse ("a,notes\n1,so, and \n2,\"x\",\"y, z\",\n3,w\n", "notes");

  ck_assert_str_eq (rig_csv_get (csv, 0, 1), "so, and ");
  ck_assert_str_eq (rig_csv_get (csv, 1, 1), "x,y, z,");
  ck_assert_str_eq (rig_csv_get (csv, 2, 0), "3");
  ck_assert_str_eq (rig_csv_get (csv, 2, 1), "w");
}
END_TEST

static const struct
{
  const char *text, *message;
} wrong[] = {
  { "", "t.csv: line 1: expected a line with the names of columns, found nothing" },
  { "\n\r\n", "t.csv: line 1: expected a line with the names of columns, found nothing" },
  { "a,b\n1\n", "t.csv: line 2: expected 2 fields, as the first line has, found 1" },
  { "a,b\n\n1,2,3\n", "t.csv: line 3: expected 2 fields, as the first line has, found 3" },
  { "a,a\n", "t.csv: line 1: column 2: expected “a” only once" },
  { "a,\n", "t.csv: line 1: column 2: expected a name" },
  { "a,b\n1,\"2\n3\n",
    "t.csv: line 2: expected a closing quote before the end of the file" },
  { "a,b\n1,\"2\"3\n",
    "t.csv: line 2: expected a comma or the end of the line behind a quoted field" },
  { "a,b\n1,2\"3\n",
    "t.csv: line 2: expected a field with a quote in it to be quoted as a whole" },
};

START_TEST (wrong_tables)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RigCsv) csv
    = rig_csv_new ("t.csv", g_strdup (wrong[_i].text), "b is not last", &error);

  ck_assert_ptr_null (csv);
  ck_assert (error->domain == RIG_TEXT_ERROR);
  ck_assert_str_eq (error->message, wrong[_i].message);
}
END_TEST

START_TEST (numbers)
{
  static const char *const bad[] = { "-1", "1e30", "nan", "inf", "0x10", " 1", "1 ", "1,5", "one" };
  g_autoptr (RigCsv) csv = parse ("a,b\n2.5e3,\n", NULL);
  double value;

  ck_assert (rig_csv_read_number (csv, 0, 0, 0, 1e6, &value, NULL));
  ck_assert_double_eq (value, 2500);
  ck_assert (rig_csv_read_number (csv, 0, 1, 0, 1e6, &value, NULL));
  ck_assert (isnan (value));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf ("a,b\n0,\"%s\"\n", bad[i]);
      g_autofree char *message = g_strdup_printf (
        "t.csv: line 2: column 2 (b): expected a number from 0 to 1e+06, found “%s”", bad[i]);
      g_autoptr (RigCsv) table = parse (text, NULL);
      g_autoptr (GError) error = NULL;

      ck_assert (!rig_csv_read_number (table, 0, 1, 0, 1e6, &value, &error));
      ck_assert_str_eq (error->message, message);
    }
}
END_TEST

static void
assert_file (const char *path, const char *bytes, gsize size, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = g_strconcat (path, message, NULL);

  if (bytes != NULL)
    ck_assert (g_file_set_contents (path, bytes, (gssize) size, NULL));
  text = rig_text_file_load (path, &error);
  ck_assert_ptr_null (text);
  ck_assert_str_eq (error->message, expected);
}

START_TEST (files)
{
  g_autofree char *folder = g_dir_make_tmp ("rigwise-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "t.csv", NULL);
  g_autofree char *text = NULL;

  ck_assert (g_file_set_contents (path, "\xef\xbb\xbf" "a\n1\n", -1, NULL));
  text = rig_text_file_load (path, NULL);
  ck_assert_str_eq (text, "a\n1\n");
  assert_file (path, "a\nb\0c", 5, ": line 2: expected text in UTF-8, found the byte 0x00");
  assert_file (path, "a\n\n\xff", 4, ": line 3: expected text in UTF-8, found the byte 0xff");
  ck_assert_int_eq (truncate (path, RIG_TEXT_MAX_BYTES + 1), 0);
  assert_file (path, NULL, 0, ": expected a file of at most 64 MiB");
  ck_assert_int_eq (unlink (path), 0);
  assert_file (path, NULL, 0, ": No such file or directory");
  ck_assert_int_eq (mkfifo (path, 0600), 0);
  assert_file (path, NULL, 0, ": expected a regular file");
  unlink (path);
  rmdir (folder);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("csv");
  TCase *tcase = tcase_create ("csv");

  tcase_add_test (tcase, quotes_commas_and_line_breaks);
  tcase_add_test (tcase, commas_that_nobody_quoted);
  tcase_add_loop_test (tcase, wrong_tables, 0, G_N_ELEMENTS (wrong));
  tcase_add_test (tcase, numbers);
  tcase_add_test (tcase, files);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
