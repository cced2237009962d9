/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "draw/legend.h"
#include "draw/table-layout.h"

#include <string.h>

static RigTextKit *kit;
static RigDisplayList *list;

static void
set_up (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  kit = rig_text_kit_new (context);
  list = rig_display_list_new ();
  g_object_unref (context);
}

static void
tear_down (void)
{
  g_clear_pointer (&list, rig_display_list_free);
  g_clear_pointer (&kit, rig_text_kit_free);
}

static RigTable *
make_table (void)
{
  static const char *const cells[] = {
    "RTX Spark 128", "528 (416–671)", "×2,1",
    "Die Rechenleistung dieses Rechners ist nur geschätzt.",
    "Die Bandbreite ist angekündigt, oder ersatzweise steht die eines anderen.",
  };
  RigTable *table = rig_table_new ("t", "Wie sicher ist das?", NULL);

  rig_table_add_column (table, "a", "Rechner", NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "b", "Schreibt", "Token/s", RIG_ALIGN_END, -1);
  rig_table_add_column (table, "c", "Liest ein", NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "d", "Grund", NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "e", "Zu beachten", NULL, RIG_ALIGN_START, -1);
  rig_table_add_row (table, "r", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    rig_cell_take (rig_table_get_cell (table, 0, i), g_strdup (cells[i]), 0, RIG_BASIS_UNKNOWN,
                   RIG_MARK_NONE, NULL);
  return table;
}

/* Lines of a layout begin behind a space, and nowhere else. */
static guint
count_broken_words (void)
{
  guint n = 0;

  for (guint i = 0; i < list->primitives->len; i++)
    {
      const RigPrimitive *p = &g_array_index (list->primitives, RigPrimitive, i);
      for (int line = 1;
           p->kind == RIG_PRIMITIVE_TEXT && line < pango_layout_get_line_count (p->layout); line++)
        {
          int start = pango_layout_get_line_readonly (p->layout, line)->start_index;
          n += pango_layout_get_text (p->layout)[start - 1] != ' ';
        }
    }
  return n;
}

START_TEST (test_words_and_intervals_stay_whole)
{
  /* In em: hardly room for the longest words, as on a telephone; as in a narrow window; plenty. */
  static const double widths[] = { 30, 36, 90 };
  RigTable *table = make_table ();

  rig_table_layout (table, rig_theme_get (RIG_THEME_LIGHT), kit, list, 0, 0,
                    widths[_i] * kit->em);
  ck_assert_uint_gt (list->primitives->len, 10);
  ck_assert_uint_eq (count_broken_words (), 0);
  rig_table_free (table);
}
END_TEST

START_TEST (test_no_column_leaves_the_table)
{
  double width = 4 * kit->em * (_i + 1);
  RigTable *table = make_table ();

  rig_table_layout (table, rig_theme_get (RIG_THEME_LIGHT), kit, list, 0, 0, width);
  for (guint i = 0; i < list->primitives->len; i++)
    {
      const RigPrimitive *p = &g_array_index (list->primitives, RigPrimitive, i);
      if (p->kind == RIG_PRIMITIVE_TEXT)
        ck_assert_double_le (p->box.x + p->box.width, width + kit->em);
    }
  rig_table_free (table);
}
END_TEST

START_TEST (test_joiners_stand_within_words_only)
{
  static const struct { const char *text, *joined; } cases[] = {
    { "528 (416–671)", "528 (416–\u2060671)" },
    { "1–2 and 3–4", "1–\u20602 and 3–\u20604" },
    { "a – b", "a – b" },
    { "open–", "open–" },
    { "", "" },
  };
  g_autofree char *joined = rig_text_join_intervals (cases[_i].text);

  ck_assert_str_eq (joined, cases[_i].joined);
}
END_TEST

/* What machines measured has one line: of one its marker, of two the one that is nobody's. */
START_TEST (test_measured_points_share_a_swatch)
{
  g_autoptr (RigLegend) legend = rig_legend_new ();
  const RigSwatch *swatch;

  rig_legend_add (legend, RIG_SWATCH_MEASURED, RIG_INK_SLOT_1, 0, "measured by you");
  rig_legend_add (legend, RIG_SWATCH_MEASURED, RIG_INK_SLOT_1, 0, "measured by you");
  swatch = &g_array_index (legend->swatches, RigSwatch, 0);
  ck_assert_uint_eq (legend->swatches->len, 1);
  ck_assert_int_eq (swatch->ink, RIG_INK_SLOT_1);
  rig_legend_add (legend, RIG_SWATCH_MEASURED, RIG_INK_SLOT_2, 0, "measured by you");
  swatch = &g_array_index (legend->swatches, RigSwatch, 0);
  ck_assert_uint_eq (legend->swatches->len, 1);
  ck_assert_int_eq (swatch->ink, RIG_INK_NEUTRAL);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("table-layout");
  TCase *tcase = tcase_create ("table-layout");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_loop_test (tcase, test_words_and_intervals_stay_whole, 0, 3);
  tcase_add_loop_test (tcase, test_no_column_leaves_the_table, 1, 12);
  tcase_add_loop_test (tcase, test_joiners_stand_within_words_only, 0, 5);
  tcase_add_test (tcase, test_measured_points_share_a_swatch);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
