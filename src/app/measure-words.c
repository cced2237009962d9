/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/measure-words.h"

#include <glib/gi18n.h>

#include "report/format.h"

#define TAIL_LINES 12

char *
rig_measure_words_progress (const RigBenchProgress *progress)
{
  guint test = progress->test, n_tests = progress->n_tests;
  guint run = progress->run, n_runs = progress->n_runs;

  if (test == 0)
    return g_strdup (_("Loading the model…"));

  switch (n_runs > 0 ? progress->step : RIG_BENCH_STEP_WARM_UP)
    {
    case RIG_BENCH_STEP_DEPTH:
      /* Translators: the numbers are: this test, all tests, this run, all runs. */
      return g_strdup_printf (_("Test %1$u of %2$u: reading the context before it, run %3$u of "
                                "%4$u"), test, n_tests, run, n_runs);
    case RIG_BENCH_STEP_PROMPT:
      /* Translators: the numbers are: this test, all tests, this run, all runs. */
      return g_strdup_printf (_("Test %1$u of %2$u: reading the prompt, run %3$u of %4$u"),
                              test, n_tests, run, n_runs);
    case RIG_BENCH_STEP_ANSWER:
      /* Translators: the numbers are: this test, all tests, this run, all runs. */
      return g_strdup_printf (_("Test %1$u of %2$u: writing the answer, run %3$u of %4$u"),
                              test, n_tests, run, n_runs);
    case RIG_BENCH_STEP_LOAD:
    case RIG_BENCH_STEP_WARM_UP:
    default:
      /* Translators: the numbers are: this test, all tests. */
      return g_strdup_printf (_("Test %1$u of %2$u: warming up"), test, n_tests);
    }
}

double
rig_measure_words_get_fraction (const RigBenchProgress *progress)
{
  double done = progress->n_done;

  if (progress->n_tests == 0)
    return 0;
  if (progress->test > progress->n_done && progress->n_runs > 0)
    done += (progress->run - 1.0) / progress->n_runs;

  return MIN (done / progress->n_tests, 1);
}

char *
rig_measure_words_time (const RigEstimate *seconds)
{
  g_autofree char *low = NULL, *high = NULL;

  if (!rig_estimate_is_known (seconds))
    return NULL;

  low = rig_format_seconds (seconds->low);
  high = rig_format_seconds (seconds->high);
  if (g_str_equal (low, high))
    /* Translators: %s is a time, like “40 s”. */
    return g_strdup_printf (_("Takes %s, and the time to load the model"), low);
  /* Translators: both are times, like “40 s”. */
  return g_strdup_printf (_("Takes %1$s to %2$s, and the time to load the model"), low, high);
}

char *
rig_measure_words_tail (const char *log)
{
  const char *start = log + strlen (log);
  guint n = 0;

  while (start > log && n <= TAIL_LINES)
    n += *--start == '\n';
  if (n > TAIL_LINES)
    start++;

  return g_strchomp (g_strdup (start));
}

/* By llama.cpp's docs/install.md. */
const char *
rig_measure_words_install (const char **about)
{
  g_autofree char *brew = g_find_program_in_path ("brew");
  g_autofree char *nix = g_find_program_in_path ("nix");

  *about = brew != NULL || nix != NULL
             ? _("It comes with llama.cpp, which this command installs:")
             : _("It comes with llama.cpp. Where there is Homebrew, this command installs it; "
                 "other ways are on github.com/ggml-org/llama.cpp.");
  if (brew == NULL && nix != NULL)
    return "nix profile install nixpkgs#llama-cpp";

  return "brew install llama.cpp";
}
