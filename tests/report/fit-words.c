/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "report/fit-words.h"

#define NBSP "\302\240"
#define GIB 1073741824.0

static const RigMachine machine = { .id = "m", .name = "Big One" };
static const RigModel model = { .id = "s", .name = "Small One" };
static const RigQuant quant = { .id = "Q3_K_M" };
static const RigFigure command = { .text = "sudo sysctl iogpu.wired_limit_mb={mib}" };
static const RigFigure pages = { .text = "ttm.pages_limit={pages}" };
static const RigFigure words = { .text = "no desktop on the card" };
static const RigFigure nothing = RIG_FIGURE_UNKNOWN;

START_TEST (test_changes)
{
  const struct
  {
    RigFitChange change;
    const char *text;
  } cases[] = {
    { { .kind = RIG_CHANGE_KV_TYPE, .frees_bytes = 3.9e9 },
      "a q8_0 KV cache frees 3.9" NBSP "GB" },
    { { .kind = RIG_CHANGE_CONTEXT, .frees_bytes = 12e9, .context = 32768,
        .was_context = 131072 }, "32k instead of 128k context frees 12" NBSP "GB" },
    { { .kind = RIG_CHANGE_CHATS, .frees_bytes = 1e9, .chats = 3, .was_chats = 4 },
      "3 chats instead of 4 free 1" NBSP "GB" },
    { { .kind = RIG_CHANGE_CHATS, .frees_bytes = 1e9, .chats = 1, .was_chats = 2 },
      "1 chat instead of 2 frees 1" NBSP "GB" },
    { { .kind = RIG_CHANGE_QUANT, .frees_bytes = 9.6e9, .quant = &quant },
      "Q3_K_M frees 9.6" NBSP "GB" },
    { { .kind = RIG_CHANGE_SHARE, .limit_bytes = 120 * GIB, .setting = &command },
      "129" NBSP "GB for the GPU (sudo sysctl iogpu.wired_limit_mb=122880)" },
    { { .kind = RIG_CHANGE_SHARE, .limit_bytes = 120 * GIB, .setting = &pages },
      "129" NBSP "GB for the GPU (ttm.pages_limit=31457280)" },
    { { .kind = RIG_CHANGE_SHARE, .limit_bytes = 24 * GIB, .setting = &words },
      "25.8" NBSP "GB for the GPU (no desktop on the card)" },
    { { .kind = RIG_CHANGE_SHARE, .limit_bytes = 24 * GIB, .setting = &nothing },
      "25.8" NBSP "GB for the GPU" },
    { { .kind = RIG_CHANGE_MACHINE, .more_bytes = 17.2 * GIB, .machine = &machine,
        .model = &model },
      "a machine with 18" NBSP "GB more, such as Big One, or the smaller Small One" },
    { { .kind = RIG_CHANGE_MACHINE, .more_bytes = 18 * GIB, .machine = &machine },
      "a machine with 18" NBSP "GB more, such as Big One" },
    { { .kind = RIG_CHANGE_MACHINE, .more_bytes = 18 * GIB, .model = &model },
      "a machine with 18" NBSP "GB more (none is on sale), or the smaller Small One" },
    { { .kind = RIG_CHANGE_MACHINE, .more_bytes = 18 * GIB },
      "a machine with 18" NBSP "GB more (none is on sale)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rig_words_change (&cases[i].change);
      ck_assert_str_eq (text, cases[i].text);
    }
}
END_TEST

START_TEST (test_advice)
{
  RigFitAdvice advice = {
    .changes = { { .kind = RIG_CHANGE_KV_TYPE, .frees_bytes = 3.9e9 },
                 { .kind = RIG_CHANGE_QUANT, .frees_bytes = 9.6e9, .quant = &quant } },
    .fit = { .verdict = RIG_FIT_FITS, .room_bytes = 5e9 },
  };
  g_autofree char *none = rig_words_advice (&advice);
  g_autofree char *one = NULL, *two = NULL;

  ck_assert_str_eq (none, "—");
  advice.n_changes = 1;
  one = rig_words_advice (&advice);
  ck_assert_str_eq (one, "a q8_0 KV cache frees 3.9" NBSP "GB: then fits, 5" NBSP "GB left");
  advice.n_changes = 2;
  two = rig_words_advice (&advice);
  ck_assert_str_eq (two, "a q8_0 KV cache frees 3.9" NBSP "GB, and Q3_K_M frees 9.6" NBSP
                         "GB: then fits, 5" NBSP "GB left");
}
END_TEST

/* Each reason has words of its own. */
START_TEST (test_reasons)
{
  for (guint a = 0; a <= RIG_FIT_REASON_BUFFERS; a++)
    for (guint b = 0; b < a; b++)
      ck_assert_str_ne (rig_words_reason (a), rig_words_reason (b));
}
END_TEST

static Suite *
fit_words_suite (void)
{
  Suite *suite = suite_create ("fit-words");
  TCase *tcase = tcase_create ("fit-words");

  tcase_add_test (tcase, test_changes);
  tcase_add_test (tcase, test_advice);
  tcase_add_test (tcase, test_reasons);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (fit_words_suite)
