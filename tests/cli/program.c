/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is around the commands: libraries, pictures, the manual page, the shell's completion. */

#include "rig-config.h"

#include "rig-test.h"
#include "run.h"

#include <glib/gstdio.h>

#include "cli/command.h"

static gboolean
has_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);

  return path != NULL;
}

/* No command but "render" loads what paints, and the terminal needs no window. */
START_TEST (test_libraries)
{
  static const char *const unwanted[] = { "libgtk", "libadwaita", "libcairo", "libpango",
                                          "libX11", "libwayland" };
  g_autoptr (CliRun) run = NULL;

  if (!has_program ("ldd"))
    return;
  run = cli_run_program ("ldd", RIG_TEST_CLI, NULL);
  ck_assert_int_eq (run->status, 0);
  ck_assert_ptr_nonnull (strstr (run->out, "libglib-2.0"));
  for (guint i = 0; i < G_N_ELEMENTS (unwanted); i++)
    ck_assert_msg (strstr (run->out, unwanted[i]) == NULL, "rigwise-cli links %s", unwanted[i]);
}
END_TEST

static const struct
{
  const char *file, *begins;
} pictures[] = {
  { "page.png", "\x89PNG\r\n" },
  { "page.svg", "<?xml" },
  { "page.pdf", "%PDF-" },
};

START_TEST (test_pictures)
{
  g_autofree char *folder = cli_new_folder ();
  g_autofree char *path = g_build_filename (folder, pictures[_i].file, NULL);
  g_autofree char *line = g_strdup_printf ("render cost --theme dark --output '%s'", path);
  g_autoptr (CliRun) run = cli_run (line);
  g_autofree char *content = NULL;

  cli_assert_quiet (run, line);
  ck_assert_str_eq (run->out, "");
  ck_assert (g_file_get_contents (path, &content, NULL, NULL));
  ck_assert_msg (g_str_has_prefix (content, pictures[_i].begins), "%s is no such picture",
                 pictures[_i].file);
  ck_assert_int_eq (g_unlink (path), 0);
  ck_assert_int_eq (g_rmdir (folder), 0);
}
END_TEST

static guint
read_big_endian (const char *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

/* Device pixels are pixels times the scale. */
START_TEST (test_picture_size)
{
  g_autofree char *folder = cli_new_folder ();
  g_autofree char *path = g_build_filename (folder, "x.png", NULL);
  g_autofree char *line
    = g_strdup_printf ("--set context=8k render specs --size 900x700 --scale 2 --output '%s'",
                       path);
  g_autoptr (CliRun) run = cli_run (line);
  g_autofree char *content = NULL;

  cli_assert_quiet (run, line);
  ck_assert (g_file_get_contents (path, &content, NULL, NULL));
  ck_assert_uint_eq (read_big_endian (content + 16), 1800);
  ck_assert_uint_eq (read_big_endian (content + 20), 1400);
  ck_assert_int_eq (g_unlink (path), 0);
  ck_assert_int_eq (g_rmdir (folder), 0);
}
END_TEST

START_TEST (test_all_pictures)
{
  static const char *const names[] = { "specs.png", "models.png", "speed.png", "cost.png",
                                        "decide.png", "claims.png" };
  g_autofree char *parent = cli_new_folder ();
  g_autofree char *folder = g_build_filename (parent, "pictures", NULL);
  g_autofree char *line = g_strdup_printf ("render all --output '%s'", folder);
  g_autoptr (CliRun) run = cli_run (line);

  cli_assert_quiet (run, line);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      ck_assert_msg (g_unlink (path) == 0, "%s was not painted", names[i]);
    }
  ck_assert_int_eq (g_rmdir (folder), 0);
  ck_assert_int_eq (g_rmdir (parent), 0);
}
END_TEST

static const struct
{
  const char *command_line;
  int status;
  const char *says;
} picture_errors[] = {
  { "render specs", 2, "--output" },
  { "render", 2, "PAGE" },
  { "render nonsense --output /tmp/x.png", 2, "“nonsense”" },
  { "render specs --output /no-such-folder/x.png", 73, "/no-such-folder/x.png" },
  { "render specs --output x.gif", 2, ".png" },
  { "render specs --output x.png --size 12", 2, "--size" },
  { "render specs --output x.png --size 0x5", 2, "--size" },
  { "render specs --output x.png --size 100x99999999999999999999", 2, "--size" },
  { "render specs --output x.png --scale 0", 2, "--scale" },
  { "render specs --output x.png --scale nan", 2, "--scale" },
  { "render specs --output x.png --theme pink", 2, "“pink”" },
  { "render specs --output x.png --format json", 2, "--format" },
  { "render specs --output x.png --set context=1", 2, "context" },
  { "render specs --output x.png --scenario /no-such-file", 66, "/no-such-file" },
};

START_TEST (test_picture_errors)
{
  g_autoptr (CliRun) run = cli_run (picture_errors[_i].command_line);

  ck_assert_msg (run->status == picture_errors[_i].status, "%s: exit status %d, %s",
                 picture_errors[_i].command_line, run->status, run->err);
  ck_assert_msg (strstr (run->err, picture_errors[_i].says) != NULL, "%s: says %s",
                 picture_errors[_i].command_line, run->err);
  ck_assert (!g_file_test ("x.png", G_FILE_TEST_EXISTS));
}
END_TEST

/* Without the program that paints everything else works, and "render" says what is missing. */
START_TEST (test_no_renderer)
{
  g_autofree char *folder = cli_new_folder ();
  g_autofree char *copy = g_build_filename (folder, "rigwise-cli", NULL);
  g_autofree char *copying = g_strdup_printf ("'%s' '%s'", RIG_TEST_CLI, copy);
  g_autoptr (CliRun) copied = cli_run_program ("cp", copying, NULL);
  g_autoptr (CliRun) memory = NULL;
  g_autoptr (CliRun) render = NULL;

  /* Where Rigwise is installed, the copy finds the installed one, as it should. */
  if (g_file_test (RIG_LIBEXECDIR "/rigwise-render", G_FILE_TEST_EXISTS))
    return;
  ck_assert_int_eq (copied->status, 0);
  memory = cli_run_program (copy, "memory", NULL);
  cli_assert_quiet (memory, "memory");
  render = cli_run_program (copy, "render specs --output x.png", NULL);
  ck_assert_int_eq (render->status, 66);
  ck_assert_ptr_nonnull (strstr (render->err, "rigwise-render"));
  ck_assert_int_eq (g_unlink (copy), 0);
  ck_assert_int_eq (g_rmdir (folder), 0);
}
END_TEST

/* In mdoc an option is ".Fl Fl name". */
static void
check_options (const char *manual, const GOptionEntry *options)
{
  for (; options != NULL && options->long_name != NULL; options++)
    {
      g_autofree char *word = g_strconcat ("Fl Fl ", options->long_name, NULL);

      ck_assert_msg (strstr (manual, word) != NULL, "the manual does not know --%s",
                     options->long_name);
    }
}

START_TEST (test_manual)
{
  static const char *const common[] = { "catalog", "scenario", "set",  "machines",
                                        "format",  "output",   "help", "version" };
  static const char *const statuses[] = { "0", "1", "2", "65", "66", "73", "74" };
  g_autofree char *manual = NULL;

  ck_assert (g_file_get_contents (RIG_TEST_MANUAL, &manual, NULL, NULL));
  for (guint i = 0; i < rig_n_commands; i++)
    {
      g_autofree char *word = g_strconcat (".It Cm ", rig_commands[i].name, NULL);

      ck_assert_msg (rig_commands[i].hidden || strstr (manual, word) != NULL,
                     "the manual does not know “%s”", rig_commands[i].name);
      check_options (manual, rig_commands[i].options);
    }
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    {
      g_autofree char *word = g_strconcat (" Fl Fl ", common[i], NULL);

      ck_assert_msg (strstr (manual, word) != NULL, "the manual does not know --%s", common[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *item = g_strdup_printf (".It %s\n", statuses[i]);

      ck_assert_msg (strstr (manual, item) != NULL, "the manual does not know status %s",
                     statuses[i]);
    }
}
END_TEST

static const struct
{
  const char *typed, *offers; /* one of the words offered; NULL: none is */
} completions[] = {
  { "rigwise-cli me", "memory" },
  { "rigwise-cli --format j", "json" },
  { "rigwise-cli --format=j", "json" },
  { "rigwise-cli --fo", "--format" },
  { "rigwise-cli --set cont", "context=" },
  { "rigwise-cli --set need-laptop=y", "yes" },
  { "rigwise-cli speed --set model=llama-3.3", "llama-3.3-70b" },
  { "rigwise-cli --machines dgx-spark-128,mac-studio-m5-max-1",
    "dgx-spark-128,mac-studio-m5-max-128" },
  { "rigwise-cli show openai/gpt-5.5-p", "openai/gpt-5.5-pro" },
  { "rigwise-cli --set context=64k show article", "article" },
  { "rigwise-cli render mod", "models" },
  { "rigwise-cli render --th", "--theme" },
  { "rigwise-cli memory --th", NULL },
  { "rigwise-cli memory --fits dgx-spark-6", "dgx-spark-64" },
  { "rigwise-cli memory dgx", NULL },
  { "rigwise-cli comp", NULL },
};

START_TEST (test_completion)
{
  const char *typed = completions[_i].typed;
  g_autofree char *folder = g_path_get_dirname (RIG_TEST_CLI);
  g_autofree char *script = g_strdup_printf (
    "PATH='%s':$PATH; source '%s'; COMP_LINE='%s'; COMP_POINT=%u; _rigwise_cli rigwise-cli; "
    "printf \"%%s\\\\n\" \"${COMPREPLY[@]}\"",
    folder, RIG_TEST_COMPLETION, typed, (guint) strlen (typed));
  g_autofree char *quoted = g_shell_quote (script);
  g_autofree char *line = g_strconcat ("--norc -c ", quoted, NULL);
  g_autoptr (CliRun) run = NULL;
  g_auto (GStrv) offered = NULL;

  if (!has_program ("bash"))
    return;
  run = cli_run_program ("bash", line, NULL);
  ck_assert_int_eq (run->status, 0);
  offered = g_strsplit (g_strchomp (run->out), "\n", -1);
  if (completions[_i].offers == NULL)
    ck_assert_msg (*run->out == '\0', "“%s”: offers %s", typed, run->out);
  else
    ck_assert_msg (g_strv_contains ((const char *const *) offered, completions[_i].offers),
                   "“%s”: offers %s", typed, run->out);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("program");
  TCase *tcase = tcase_create ("around");
  TCase *render = tcase_create ("render");

  tcase_add_test (tcase, test_libraries);
  tcase_add_test (tcase, test_manual);
  tcase_add_loop_test (tcase, test_completion, 0, G_N_ELEMENTS (completions));
  suite_add_tcase (suite, tcase);
  tcase_add_loop_test (render, test_pictures, 0, G_N_ELEMENTS (pictures));
  tcase_add_test (render, test_picture_size);
  tcase_add_test (render, test_all_pictures);
  tcase_add_loop_test (render, test_picture_errors, 0, G_N_ELEMENTS (picture_errors));
  tcase_add_test (render, test_no_renderer);
  suite_add_tcase (suite, render);
  return suite;
}

RIG_TEST_MAIN (make_suite)
