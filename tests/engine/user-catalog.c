/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where records are kept, and what two writers do to each other. */

#include "rig-test.h"

#include "engine/intake/user-catalog.h"
#include "engine/intake/user-measurements.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_WRITERS 6
#define SET "rtx-3090_llama-3.1-8b_q4-k-m_cuda"

static char *home;

static void
set_up (void)
{
  home = g_dir_make_tmp ("rig-home-XXXXXX", NULL);
  ck_assert_ptr_nonnull (home);
  g_setenv ("HOME", home, TRUE);
  /* It must be absolute; what is not has to be ignored. */
  g_setenv ("XDG_DATA_HOME", "data", TRUE);
}

static void
tear_down (void)
{
  const char *const inner[] = { ".local/share/rigwise/catalog", ".local/share/rigwise",
                                ".local/share", ".local", "." };

  for (guint i = 0; i < G_N_ELEMENTS (inner); i++)
    {
      g_autofree char *path = g_build_filename (home, inner[i], NULL);

      g_rmdir (path);
    }
  g_rmdir (home);
  g_free (home);
}

START_TEST (test_folder_is_absolute)
{
  g_autofree char *folder = rig_user_catalog_get_folder ();

  ck_assert_msg (g_str_has_prefix (folder, home), "%s", folder);
}
END_TEST

/* Whoever comes second is told, and the first one's record stands. */
START_TEST (test_added_once)
{
  g_autoptr (JsonNode) first = json_from_string ("{ \"models\": [] }", NULL);
  g_autoptr (JsonNode) second = json_from_string ("{ \"quants\": [] }", NULL);
  g_autofree char *path = rig_user_catalog_get_path ("one");
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  ck_assert (rig_user_catalog_add ("one", first, NULL));
  ck_assert (!rig_user_catalog_add ("one", second, &error));
  ck_assert (g_error_matches (error, RIG_USER_CATALOG_ERROR, RIG_USER_CATALOG_ERROR_WRITE));
  ck_assert_ptr_nonnull (strstr (error->message, path));
  ck_assert (g_file_get_contents (path, &content, NULL, NULL));
  ck_assert_ptr_nonnull (strstr (content, "models"));
  ck_assert (rig_user_catalog_remove ("one", NULL));
  ck_assert (rig_user_catalog_add ("one", second, NULL));
  ck_assert (rig_user_catalog_remove ("one", NULL));
}
END_TEST

static gboolean
save_record (guint depth)
{
  RigSpeedRecord record = {
    .machine = "rtx-3090", .model = "llama-3.1-8b", .quant = "Q4_K_M", .stack = "cuda",
    .kind = RIG_SPEED_DECODE, .tokens = 128, .depth = depth,
    .tokens_per_s = { 100, 99, 101, NULL, RIG_BASIS_MEASURED, "tokens/s", "a.json", "2026-11-01",
                      NULL, NULL },
    .deviation = 1,
  };
  const RigSpeedRecord *records[] = { &record };
  g_autofree char *id = rig_speed_record_make_id (&record);

  record.id = id;
  return rig_user_catalog_save_speed_records (records, 1, NULL);
}

/* Several programs at once add to the same file: what each said that it kept is kept. */
START_TEST (test_nothing_is_lost)
{
  pid_t writers[N_WRITERS];

  for (guint i = 0; i < N_WRITERS; i++)
    {
      writers[i] = fork ();
      ck_assert_int_ge (writers[i], 0);
      if (writers[i] == 0)
        _exit (save_record (1000 * (i + 1)) ? EXIT_SUCCESS : EXIT_FAILURE);
    }
  for (guint i = 0; i < N_WRITERS; i++)
    {
      int status = -1;

      ck_assert_int_eq (waitpid (writers[i], &status, 0), writers[i]);
      ck_assert_int_eq (status, 0);
    }
  for (guint i = 0; i < N_WRITERS; i++)
    {
      g_autofree char *id = g_strdup_printf (SET "_tg128-d%u", 1000 * (i + 1));

      ck_assert_msg (rig_user_catalog_has_speed_records (id), "%s", id);
    }
  ck_assert (rig_user_catalog_remove_speed_records (SET, NULL));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("user-catalog");
  TCase *tcase = tcase_create ("user-catalog");

  tcase_add_unchecked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, test_folder_is_absolute);
  tcase_add_test (tcase, test_added_once);
  tcase_add_test (tcase, test_nothing_is_lost);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
