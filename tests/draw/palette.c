/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "draw/theme.h"

#include <math.h>

/* Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency", IEEE TVCG 15(6), 2009, severity 1.0, on linear RGB. */
static const double vision[4][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 },
    { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 },
    { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 },
    { -0.078411, 0.930809, 0.147602 },
    { 0.004733, 0.691367, 0.303900 } },
};

static double
linearize (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
get_luminance (RigColor color)
{
  return 0.2126 * linearize (color.red) + 0.7152 * linearize (color.green)
         + 0.0722 * linearize (color.blue);
}

/* WCAG 2.1, 1.4.3 */
static double
get_contrast (RigColor a, RigColor b)
{
  double one = get_luminance (a), two = get_luminance (b);
  return (MAX (one, two) + 0.05) / (MIN (one, two) + 0.05);
}

static double
lab_curve (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

static void
get_lab (RigColor color, guint kind, double lab[3])
{
  double in[3] = { linearize (color.red), linearize (color.green), linearize (color.blue) };
  double rgb[3], x, y, z;

  for (guint i = 0; i < 3; i++)
    rgb[i] = CLAMP (vision[kind][i][0] * in[0] + vision[kind][i][1] * in[1]
                        + vision[kind][i][2] * in[2],
                    0, 1);
  x = lab_curve ((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
  y = lab_curve (0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
  z = lab_curve ((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static double
get_distance (RigColor a, RigColor b, guint kind)
{
  double one[3], two[3];

  get_lab (a, kind, one);
  get_lab (b, kind, two);
  return sqrt (pow (one[0] - two[0], 2) + pow (one[1] - two[1], 2) + pow (one[2] - two[2], 2));
}

static double
get_least_contrast (const RigTheme *theme, RigColor color)
{
  return MIN (get_contrast (color, theme->window),
              MIN (get_contrast (color, theme->view), get_contrast (color, theme->card)));
}

/* The oracle of the formulas: contrasts and distances published in the project's conventions for
 * the palette it started from (light, on white: 5.2, 3.9, 3.4, 7.0, 10.9; least distance 53). */
START_TEST (test_formulas_agree_with_published_values)
{
  static const struct { RigColor color; double contrast; } cases[] = {
    { { 0x00 / 255.0, 0x72 / 255.0, 0xb2 / 255.0, 1 }, 5.2 },
    { { 0xd5 / 255.0, 0x5e / 255.0, 0x00 / 255.0, 1 }, 3.9 },
    { { 0x00 / 255.0, 0x9e / 255.0, 0x73 / 255.0, 1 }, 3.4 },
    { { 0x8f / 255.0, 0x3a / 255.0, 0x73 / 255.0, 1 }, 7.0 },
    { { 0x4d / 255.0, 0x3a / 255.0, 0x00 / 255.0, 1 }, 10.9 },
  };
  RigColor white = { 1, 1, 1, 1 };
  double least[4] = { 1e9, 1e9, 1e9, 1e9 };
  static const double published[4] = { 53, 21, 26, 17 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ck_assert_double_eq_tol (get_contrast (cases[i].color, white), cases[i].contrast, 0.06);
      for (guint j = 0; j < i; j++)
        for (guint k = 0; k < 4; k++)
          least[k] = MIN (least[k], get_distance (cases[i].color, cases[j].color, k));
    }
  for (guint k = 0; k < 4; k++)
    ck_assert_double_eq_tol (least[k], published[k], 0.6);
}
END_TEST

START_TEST (test_slots_stand_out)
{
  const RigTheme *theme = rig_theme_get ((RigThemeKind) _i);

  for (guint i = 0; i < RIG_N_SLOTS; i++)
    {
      double contrast = get_least_contrast (theme, theme->slots[i]);
      ck_assert_msg (contrast >= 3, "theme %d, slot %u: contrast %.2f", _i, i, contrast);
    }
  ck_assert_double_ge (get_least_contrast (theme, theme->neutral), 3);
  ck_assert_double_ge (get_least_contrast (theme, theme->claim), 3);
  ck_assert_double_ge (get_least_contrast (theme, theme->good), 3);
  ck_assert_double_ge (get_least_contrast (theme, theme->warn), 3);
  ck_assert_double_ge (get_least_contrast (theme, theme->bad), 3);
  ck_assert_double_ge (get_least_contrast (theme, theme->accent), 3);
}
END_TEST

START_TEST (test_text_is_readable)
{
  const RigTheme *theme = rig_theme_get ((RigThemeKind) _i);

  for (int ink = RIG_INK_SLOT_0; ink <= RIG_INK_SYSTEM; ink++)
    {
      double contrast = get_least_contrast (theme, rig_theme_get_text_ink (theme, (RigInk) ink));
      ck_assert_msg (contrast >= 4.5, "theme %d, ink %d: contrast %.2f", _i, ink, contrast);
    }
  ck_assert_double_ge (get_least_contrast (theme, theme->text), 7);
  ck_assert_double_ge (get_least_contrast (theme, theme->dim), 4.5);
  /* Value texts may lie in the empty rest of an outlined bar. */
  ck_assert_double_ge (get_contrast (theme->text, theme->track), 4.5);
}
END_TEST

START_TEST (test_high_contrast_is_higher)
{
  const RigTheme *theme = rig_theme_get ((RigThemeKind) _i);

  ck_assert (rig_theme_is_high_contrast (theme));
  ck_assert_double_ge (get_least_contrast (theme, theme->grid), 3);
  ck_assert_double_ge (get_least_contrast (theme, theme->border), 3);
  for (guint i = 0; i < RIG_N_SLOTS; i++)
    ck_assert_double_ge (get_least_contrast (theme, theme->slots[i]), 4.5);
  ck_assert_double_ge (theme->line_width, 3);
}
END_TEST

START_TEST (test_slots_are_distinct_in_every_vision)
{
  const RigTheme *theme = rig_theme_get ((RigThemeKind) (_i / 4));

  for (guint i = 0; i < RIG_N_SLOTS; i++)
    for (guint j = 0; j < i; j++)
      {
        double distance = get_distance (theme->slots[i], theme->slots[j], (guint) _i % 4);
        ck_assert_msg (distance >= 15, "theme %d, vision %d: slots %u and %u are %.1f apart",
                       _i / 4, _i % 4, j, i, distance);
      }
}
END_TEST

START_TEST (test_tints_get_lighter_and_end)
{
  const RigTheme *theme = rig_theme_get (RIG_THEME_LIGHT);
  double before = 0;

  for (guint tint = 0; tint < 4; tint++)
    {
      double light = get_luminance (rig_theme_get_ink (theme, RIG_INK_SLOT_1, tint));
      ck_assert_double_gt (light, before);
      before = light;
    }
  ck_assert_double_eq (get_luminance (rig_theme_get_ink (theme, RIG_INK_SLOT_1, 99)), before);
  ck_assert_double_lt (before, get_luminance (theme->card));
}
END_TEST

START_TEST (test_markers_and_dashes_differ)
{
  for (guint i = 0; i < RIG_N_SLOTS; i++)
    for (guint j = 0; j < i; j++)
      {
        guint n, m;
        const double *a = rig_theme_get_dash (i, &n), *b = rig_theme_get_dash (j, &m);
        gboolean same = n == m;
        for (guint k = 0; same && k < n; k++)
          same = a[k] == b[k];
        ck_assert_msg (!same, "slots %u and %u have one dash", j, i);
        ck_assert_int_ne (rig_theme_get_marker (i), rig_theme_get_marker (j));
      }
}
END_TEST

START_TEST (test_themes_are_found_by_name)
{
  RigThemeKind kind = RIG_THEME_LIGHT;

  ck_assert (rig_theme_find ("high-contrast-dark", &kind));
  ck_assert_int_eq (kind, RIG_THEME_HIGH_CONTRAST_DARK);
  ck_assert (!rig_theme_find ("sepia", &kind));
  ck_assert_int_eq (kind, RIG_THEME_HIGH_CONTRAST_DARK);
  ck_assert (!rig_theme_find ("", &kind));
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("palette");
  TCase *tcase = tcase_create ("palette");

  tcase_add_test (tcase, test_formulas_agree_with_published_values);
  tcase_add_loop_test (tcase, test_slots_stand_out, 0, RIG_N_THEMES);
  tcase_add_loop_test (tcase, test_text_is_readable, 0, RIG_N_THEMES);
  tcase_add_loop_test (tcase, test_high_contrast_is_higher, RIG_THEME_HIGH_CONTRAST, RIG_N_THEMES);
  tcase_add_loop_test (tcase, test_slots_are_distinct_in_every_vision, 0, 4 * RIG_N_THEMES);
  tcase_add_test (tcase, test_tints_get_lighter_and_end);
  tcase_add_test (tcase, test_markers_and_dashes_differ);
  tcase_add_test (tcase, test_themes_are_found_by_name);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
