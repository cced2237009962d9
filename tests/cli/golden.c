/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the commands print, to the byte, against tests/golden/cli. RIGWISE_UPDATE_GOLDEN=1 writes
 * the files anew; read what has changed before it is committed.
 */

#include "rig-test.h"
#include "run.h"

/* The day counts for prices and for what is on sale: it stands still here. */
#define DAY " --set as-of=2026-11-22"
#define ON_SALE " --machines rtx-spark-desktop-128,mac-studio-m5-max-128,dual-rtx-3090"

static const struct
{
  const char *file, *command_line;
} goldens[] = {
  { "help.txt", "--help" },
  { "help-memory.txt", "memory --help" },
  { "help-render.txt", "--help render" },
  { "machines.txt", "machines" DAY },
  { "models.txt", "models" DAY },
  { "quants.txt", "quants" DAY },
  { "quants.csv", "quants --format csv" DAY },
  { "apis.txt", "apis" DAY },
  { "apis.md", "apis --format markdown" DAY },
  { "show-machine.txt", "show rtx-spark-desktop-128" DAY },
  { "show-machine.md", "show rtx-spark-desktop-128 --format markdown" DAY },
  { "show-machine.json", "show rtx-spark-desktop-128 --format json" DAY },
  { "show-machine.csv", "show rtx-spark-desktop-128 --format csv" DAY },
  { "show-model.txt", "show llama-3.3-70b" DAY },
  { "show-model.json", "show llama-3.3-70b --format json" DAY },
  { "show-quant.txt", "show q4_k_m" DAY },
  { "show-api.txt", "show openai/gpt-5.5" DAY },
  { "show-tariff.txt", "show DE" DAY },
  { "show-article.txt", "show article" DAY },
  { "scenario.txt", "scenario" DAY },
  { "scenario-changed.json",
    "scenario --format json --set model=custom --set price.dgx-spark-128=$4000"
    " --set need-laptop=yes" ON_SALE DAY },
  { "scenario.csv", "scenario --format csv" DAY },
  { "specs.txt", "specs" DAY },
  { "specs.csv", "specs --format csv" ON_SALE DAY },
  { "specs.json", "specs --format json" ON_SALE DAY },
  { "fit.txt", "fit" DAY },
  { "fit.md", "fit --format markdown" ON_SALE DAY },
  { "memory.txt", "memory" DAY },
  { "memory.md", "memory --format markdown" DAY },
  { "memory.csv", "memory --format csv --set context=128k --set kv-type-v=q8_0" DAY },
  { "memory.json", "memory --format json --set context=128k --set kv-type-v=q8_0" DAY },
  { "memory-fits.txt", "memory --fits rtx-5090" DAY },
  { "speed.txt", "speed" DAY },
  { "speed.md", "speed --format markdown" ON_SALE DAY },
  { "speed.csv", "speed --format csv" ON_SALE DAY },
  { "speed.json", "speed --format json" ON_SALE DAY },
  { "cost.txt", "cost" DAY },
  { "cost.md", "cost --format markdown" ON_SALE DAY },
  { "cost.csv", "cost --format csv" ON_SALE DAY },
  { "cost.json", "cost --format json --set horizon=12" ON_SALE DAY },
  { "decide.txt", "decide" DAY },
  { "decide.md", "decide --format markdown --set need-budget=3000 --set weight-quiet=0" ON_SALE
    DAY },
  { "decide.csv", "decide --format csv --set need-software=cuda" ON_SALE DAY },
  { "decide.json",
    "decide --format json --set need-software=cuda --set need-os=macos --set need-laptop=yes"
    ON_SALE DAY },
  { "search.txt", "search --set need-laptop=yes --set need-decode=10" DAY },
  { "search.md", "search --format markdown --set model=llama-3.3-70b --set need-budget=4000" DAY },
  { "search.csv", "search --format csv --set need-software=cuda --set need-decode=20" DAY },
  { "flips.txt", "flips" ON_SALE DAY },
  { "flips.md", "flips --format markdown --set need-software=cuda --set need-os=macos" ON_SALE
    DAY },
  { "flips.csv", "flips --format csv --set need-laptop=yes" ON_SALE DAY },
  { "flips.json", "flips --format json --set model=llama-3.3-70b" ON_SALE DAY },
  { "situations.txt", "situations" DAY },
  { "situations.md", "situations --format markdown" DAY },
  { "situations.csv", "situations --format csv" DAY },
  { "situations.json", "situations --format json --set as-of=2026-06-01" },
  { "claims.txt", "claims" DAY },
  { "claims.md", "claims --format markdown" DAY },
  { "claims.csv", "claims --format csv" DAY },
  { "sweep.txt", "sweep need-memory" DAY },
  { "sweep.md", "sweep context --format markdown --set model=llama-3.3-70b" ON_SALE DAY },
  { "sweep.csv", "sweep weight-speed --format csv" DAY },
  { "sweep.json", "sweep flash-attention --format json" ON_SALE DAY },
  { "decide-none.txt",
    "decide --set need-software=cuda,mlx --set need-os=macos --set need-memory=96" ON_SALE DAY },
};

/* The first line that differs says more than two whole files. */
static char *
describe_difference (const char *expected, const char *found)
{
  g_auto (GStrv) a = g_strsplit (expected, "\n", -1);
  g_auto (GStrv) b = g_strsplit (found, "\n", -1);

  for (guint i = 0; a[i] != NULL || b[i] != NULL; i++)
    if (a[i] == NULL || b[i] == NULL || !g_str_equal (a[i], b[i]))
      return g_strdup_printf ("line %u is\n  %s\nbut should be\n  %s", i + 1,
                              b[i] != NULL ? b[i] : "(missing)",
                              a[i] != NULL ? a[i] : "(missing)");
  return g_strdup ("the ends differ");
}

START_TEST (test_golden)
{
  g_autofree char *name = g_build_filename ("golden", "cli", goldens[_i].file, NULL);
  g_autofree char *path = rig_test_path (name);
  g_autofree char *expected = NULL;
  g_autofree char *difference = NULL;
  g_autoptr (CliRun) run = cli_run (goldens[_i].command_line);

  cli_assert_quiet (run, goldens[_i].command_line);
  if (g_getenv ("RIGWISE_UPDATE_GOLDEN") != NULL)
    ck_assert (g_file_set_contents (path, run->out, -1, NULL));
  ck_assert_msg (g_file_get_contents (path, &expected, NULL, NULL),
                 "%s is missing; RIGWISE_UPDATE_GOLDEN=1 writes it", path);
  if (g_str_equal (expected, run->out))
    return;
  difference = describe_difference (expected, run->out);
  ck_abort_msg ("%s: %s", goldens[_i].file, difference);
}
END_TEST

/* Text for a terminal has no line that is wider than it, but for addresses. */
START_TEST (test_width)
{
  static const char *const narrow[] = { "COLUMNS=80", NULL };
  g_autoptr (CliRun) run = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_str_has_suffix (goldens[_i].file, ".txt")
      || strstr (goldens[_i].command_line, "--help") != NULL)
    return;
  run = cli_run_env (goldens[_i].command_line, narrow);
  lines = g_strsplit (run->out, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    ck_assert_msg (g_utf8_strlen (lines[i], -1) <= 80 || strchr (lines[i], '/') != NULL,
                   "%s: line %u has %ld columns: %s", goldens[_i].command_line, i + 1,
                   g_utf8_strlen (lines[i], -1), lines[i]);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("golden");
  TCase *tcase = tcase_create ("text");

  tcase_add_loop_test (tcase, test_golden, 0, G_N_ELEMENTS (goldens));
  tcase_add_loop_test (tcase, test_width, 0, G_N_ELEMENTS (goldens));
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
