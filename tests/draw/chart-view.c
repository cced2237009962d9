/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-test.h"

#include "samples.h"

#include "draw/chart-layout.h"
#include "draw/chart-view.h"

#include <math.h>
#include <string.h>

static const struct { double width, height, text; } sizes[] = {
  { 600, 260, 1 }, { 600, 260, 1.5 }, { 320, 240, 1 }, { 200, 120, 1 },
  { 200, 120, 1.5 }, { 1200, 500, 1 }, { 420, 160, 1.5 },
};
#define N_SIZES ((int) G_N_ELEMENTS (sizes))

static PangoContext *context;

static RigChartView *
make_view (const RigChart *chart, double width, double height)
{
  return rig_chart_view_new (chart, rig_theme_get (RIG_THEME_LIGHT), context, width, height, NULL);
}

static void
set_up_sized (double text)
{
  g_clear_object (&context);
  context = sample_context_new (text);
  /* Without the pinned font any other will do here: no position is compared with a stored one. */
  if (context == NULL)
    context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
}

static void
set_up (void)
{
  set_up_sized (1);
}

static void
tear_down (void)
{
  g_clear_object (&context);
}

/* Texts lie inside the picture, and on nothing that has to be read. */
START_TEST (test_texts_never_collide)
{
  Sample sample = (Sample) (_i / N_SIZES);
  guint size = (guint) (_i % N_SIZES);
  g_autoptr (RigChart) chart = sample_chart_new (sample);
  g_autoptr (RigChartView) view = NULL;
  const RigDisplayList *list;

  set_up_sized (sizes[size].text);
  view = make_view (chart, sizes[size].width, sizes[size].height);
  list = rig_chart_view_get_layout (view)->list;
  for (guint i = 0; i < list->primitives->len; i++)
    {
      const RigPrimitive *p = rig_display_list_get (list, i);
      if (p->kind != RIG_PRIMITIVE_TEXT)
        continue;
      ck_assert_msg (p->box.x >= -0.5 && p->box.y >= -0.5
                         && p->box.x + p->box.width <= sizes[size].width + 1.5
                         && p->box.y + p->box.height <= sizes[size].height + 1.5,
                     "%s, %gx%g at %g: '%s' leaves the picture: %.1f %.1f %.1f %.1f",
                     sample_get_name (sample), sizes[size].width, sizes[size].height,
                     sizes[size].text, pango_layout_get_text (p->layout), p->box.x, p->box.y,
                     p->box.width, p->box.height);
      for (guint j = 0; j < i; j++)
        {
          const RigPrimitive *other = rig_display_list_get (list, j);
          RigBox a = p->box, b = other->box;
          if (other->kind != RIG_PRIMITIVE_TEXT)
            continue;
          /* Line heights hold ascenders and descenders: a hair of overlap touches no ink. */
          a.y += 0.12 * a.height;
          a.height *= 0.76;
          ck_assert_msg (!rig_box_overlaps (&a, &b), "%s, %gx%g at %g: '%s' lies on '%s'",
                         sample_get_name (sample), sizes[size].width, sizes[size].height,
                         sizes[size].text, pango_layout_get_text (p->layout),
                         pango_layout_get_text (other->layout));
        }
    }
}
END_TEST

/* A value text is never written over a claim's dashed box, which is the only dashed rectangle. */
START_TEST (test_values_keep_off_claims)
{
  g_autoptr (RigChart) chart = sample_chart_new (_i == 0 ? SAMPLE_SPEED : SAMPLE_LONG);
  g_autoptr (RigChartView) view = make_view (chart, 600, 260);
  const RigDisplayList *list = rig_chart_view_get_layout (view)->list;
  const RigBox *plot = &rig_chart_view_get_layout (view)->plot;
  guint claims = 0;

  for (guint i = 0; i < list->primitives->len; i++)
    {
      const RigPrimitive *claim = rig_display_list_get (list, i);
      if (claim->kind != RIG_PRIMITIVE_RECT || claim->pen.n_dash == 0
          || claim->box.y > plot->y + plot->height)
        continue;
      claims++;
      for (guint j = 0; j < list->primitives->len; j++)
        {
          const RigPrimitive *p = rig_display_list_get (list, j);
          RigBox middle = { p->box.x, p->box.y + p->box.height * 0.3, p->box.width,
                            p->box.height * 0.4 };
          if (p->kind == RIG_PRIMITIVE_TEXT && p->box.y < plot->y + plot->height)
            ck_assert_msg (!rig_box_overlaps (&middle, &claim->box), "'%s' lies on a claim",
                           pango_layout_get_text (p->layout));
        }
    }
  ck_assert_uint_eq (claims, _i == 0 ? 2 : 3);
}
END_TEST

START_TEST (test_bars_begin_at_zero_and_are_to_scale)
{
  g_autoptr (RigChart) chart = sample_chart_new (SAMPLE_MANY);
  g_autoptr (RigChartView) view = make_view (chart, 600, 400);
  const RigChartLayout *layout = rig_chart_view_get_layout (view);
  const RigDisplayList *list = layout->list;
  guint row = 0;

  ck_assert_double_eq (layout->x.domain.low, 0);
  for (guint i = 0; i < list->primitives->len; i++)
    {
      const RigPrimitive *p = rig_display_list_get (list, i);
      double value = 400.0 / (row + 3);
      if (p->kind != RIG_PRIMITIVE_RECT)
        continue;
      ck_assert_double_eq (p->box.x, layout->plot.x);
      ck_assert_double_eq_tol (p->box.width / layout->plot.width,
                               value / layout->x.domain.high, 1e-9);
      row++;
    }
  ck_assert_uint_eq (row, 12);
}
END_TEST

START_TEST (test_stops_of_bars)
{
  g_autoptr (RigChart) chart = sample_chart_new (SAMPLE_SPEED);
  g_autoptr (RigChartView) view = make_view (chart, 600, 260);
  const RigBox *plot = &rig_chart_view_get_layout (view)->plot;
  double pitch = plot->height / 4;

  ck_assert_int_eq (rig_chart_view_get_n_stops (view), 4);
  for (int i = 0; i < 4; i++)
    ck_assert_int_eq (rig_chart_view_find_stop (view, 300, plot->y + (i + 0.5) * pitch), i);
  ck_assert_int_eq (rig_chart_view_find_stop (view, 300, plot->y + plot->height + 100), -1);
  ck_assert_int_eq (rig_chart_view_find_stop (view, NAN, 10), -1);
}
END_TEST

START_TEST (test_readout_of_bars)
{
  g_autoptr (RigChart) chart = sample_chart_new (SAMPLE_SPEED);
  g_autoptr (RigChartView) view = make_view (chart, 600, 260);
  g_autofree char *second = rig_chart_view_get_readout (view, 1);
  g_autofree char *unknown = rig_chart_view_get_readout (view, 3);

  ck_assert_str_eq (second, "Mac 192: \u206832\u2069\nInterval: \u206827 to 37\u2069\n"
                            "Measured with llama.cpp: \u206830\u2069\n"
                            "Measured at Q4_0: \u206835\u2069\n"
                            "Most that the memory allows: \u206846\u2069\n"
                            "claimed by the article: \u206825 to 35\u2069");
  ck_assert_str_eq (unknown, "RTX 5090: \u2068does not fit in 32\u00a0GB\u2069");
  ck_assert_ptr_null (rig_chart_view_get_readout (view, 4));
  ck_assert_ptr_null (rig_chart_view_get_readout (view, -1));
}
END_TEST

START_TEST (test_stops_and_readout_of_lines)
{
  g_autoptr (RigChart) chart = sample_chart_new (SAMPLE_PAYBACK);
  g_autoptr (RigChartView) view = make_view (chart, 600, 260);
  const RigChartLayout *layout = rig_chart_view_get_layout (view);
  double y = layout->plot.y + 20;
  g_autofree char *readout = NULL;

  ck_assert_int_eq (rig_chart_view_get_n_stops (view), 37);
  for (int i = 0; i < 37; i++)
    {
      double x = rig_axis_map_apply (&layout->x, i);
      ck_assert_int_eq (rig_chart_view_find_stop (view, x + 0.4, y), i);
      ck_assert_int_eq (rig_chart_view_find_stop (view, x - 0.4, y), i);
    }
  ck_assert_int_eq (rig_chart_view_find_stop (view, layout->plot.x - 100, y), -1);
  /* In the order in which they lie on the screen, at 30 months. */
  readout = rig_chart_view_get_readout (view, 30);
  ck_assert_ptr_nonnull (strstr (readout, "Mac 192"));
  ck_assert (strstr (readout, "Mac 192") < strstr (readout, "API"));
  ck_assert (strstr (readout, "API") < strstr (readout, "Mac 128"));
  ck_assert (strstr (readout, "Mac 128") < strstr (readout, "RTX Spark"));
}
END_TEST

START_TEST (test_axis_holds_still)
{
  g_autoptr (RigChart) big = sample_chart_new (SAMPLE_PAYBACK);
  g_autoptr (RigChart) small = sample_chart_new (SAMPLE_PAYBACK);
  g_autoptr (RigChart) other = sample_chart_new (SAMPLE_CONTEXT);
  g_autoptr (RigChartView) before = make_view (big, 600, 260);
  g_autoptr (RigChartView) after = NULL;
  g_autoptr (RigChartView) apart = NULL;
  const RigTheme *theme = rig_theme_get (RIG_THEME_LIGHT);
  double held = rig_chart_view_get_layout (before)->y.domain.high;

  for (guint i = 0; i < small->series->len; i++)
    {
      RigSeries *series = g_ptr_array_index (small->series, i);
      for (guint j = 0; j < series->points->len; j++)
        g_array_index (series->points, RigPoint, j).y *= 0.8;
    }
  after = rig_chart_view_new (small, theme, context, 600, 260, before);
  ck_assert_double_eq (rig_chart_view_get_layout (after)->y.domain.high, held);
  apart = rig_chart_view_new (other, theme, context, 600, 260, before);
  ck_assert_double_lt (rig_chart_view_get_layout (apart)->y.domain.high, 100);
}
END_TEST

/* All filled rectangles of a row, as they were drawn. */
static guint
collect_row (const RigChartLayout *layout, guint row, RigBox *boxes)
{
  double y = g_array_index (layout->stops, RigStop, row).y;
  guint n = 0;

  for (guint i = 0; i < layout->list->primitives->len; i++)
    {
      const RigPrimitive *p = rig_display_list_get (layout->list, i);
      if (p->kind == RIG_PRIMITIVE_RECT && p->box.y <= y && p->box.y + p->box.height >= y && n < 2)
        boxes[n++] = p->box;
    }
  return n;
}

START_TEST (test_tornado_stands_on_its_base)
{
  g_autoptr (RigChart) chart = sample_chart_new (SAMPLE_TORNADO);
  g_autoptr (RigChartView) view = make_view (chart, 600, 320);
  const RigChartLayout *layout = rig_chart_view_get_layout (view);
  double base = rig_axis_map_apply (&layout->x, 3888);
  RigBox boxes[2];

  /* Use: to the left as far as 524, to the right as far as 10,617. */
  ck_assert_uint_eq (collect_row (layout, 0, boxes), 2);
  rig_assert_close (boxes[0].x, rig_axis_map_apply (&layout->x, 524), 1e-9);
  rig_assert_close (boxes[0].x + boxes[0].width, base, 1e-9);
  rig_assert_close (boxes[1].x, base, 1e-9);
  rig_assert_close (boxes[1].x + boxes[1].width, rig_axis_map_apply (&layout->x, 10617), 1e-9);
  /* The price's low end is the better one. */
  ck_assert_uint_eq (collect_row (layout, 3, boxes), 2);
  rig_assert_close (boxes[0].x, base, 1e-9);
  rig_assert_close (boxes[1].x + boxes[1].width, base, 1e-9);
  /* Both ends on one side: neither hides the other. */
  ck_assert_uint_eq (collect_row (layout, 4, boxes), 2);
  rig_assert_close (boxes[1].y, boxes[0].y + boxes[0].height, 1e-9);
  /* What changes nothing has no bar. */
  ck_assert_uint_eq (collect_row (layout, 5, boxes), 0);
}
END_TEST

START_TEST (test_tornado_readout)
{
  g_autoptr (RigChart) chart = sample_chart_new (SAMPLE_TORNADO);
  g_autoptr (RigChartView) view = make_view (chart, 600, 320);
  g_autofree char *readout = rig_chart_view_get_readout (view, 0);

  ck_assert_int_eq (rig_chart_view_get_n_stops (view), 6);
  ck_assert_str_eq (readout, "How much it is used\n$150: \u2068$524\u2069\n"
                             "$600: \u2068$10617\u2069");
}
END_TEST

START_TEST (test_pathological_charts_are_drawn)
{
  static const double values[] = { NAN, INFINITY, -INFINITY, 0, -1, 1e308, -1e308, 5e-324 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 200);
  cairo_t *cr = cairo_create (surface);

  for (int kind = 0; kind <= RIG_CHART_TORNADO; kind++)
    for (int scale = 0; scale < 2; scale++)
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        for (guint j = 0; j < G_N_ELEMENTS (values); j++)
          {
            g_autoptr (RigChart) chart = rig_chart_new ((RigChartKind) kind, "x", "x", NULL);
            g_autoptr (RigChartView) view = NULL;
            chart->x.scale = chart->y.scale = (RigAxisScale) scale;
            if (kind == RIG_CHART_BARS)
              {
                RigBar *bar = rig_chart_add_bar (chart, "a", NULL, RIG_INK_SLOT_0);
                rig_bar_add_part (bar, NULL, values[i], 0, RIG_INK_SLOT_0);
                rig_bar_add_part (bar, NULL, values[j], 7, RIG_INK_SYSTEM);
                bar->low = bar->claim.low = values[i];
                bar->high = bar->claim.high = bar->limit = bar->ceiling = values[j];
                rig_bar_add_measured (bar, NULL, values[i], j % 2);
              }
            else if (kind == RIG_CHART_TORNADO)
              {
                RigBar *bar = rig_chart_add_bar (chart, "a", NULL, RIG_INK_SLOT_0);
                bar->low = values[i];
                bar->high = values[j];
                bar->low_text = g_strdup ("low");
              }
            else
              {
                RigSeries *series = rig_chart_add_series (chart, "a", NULL, RIG_INK_SLOT_0);
                rig_series_add_point (series, values[i], values[j], values[i], values[j]);
                if (values[j] >= values[i])
                  rig_series_add_point (series, values[j], values[i], values[j], values[i]);
                rig_chart_add_callout (chart, values[i], values[j], "c", RIG_INK_SLOT_1);
                rig_chart_add_zone (chart, values[i], values[j], "z");
              }
            rig_chart_add_reference (chart, values[j], i % 2, "r");
            view = make_view (chart, 300, 200);
            rig_chart_view_paint (view, cr);
            rig_chart_view_paint_crosshair (view, cr, 0);
            ck_assert_int_eq (cairo_status (cr), CAIRO_STATUS_SUCCESS);
          }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}
END_TEST

static gboolean
has_text (const RigChartLayout *layout, const char *words)
{
  for (guint i = 0; i < layout->list->primitives->len; i++)
    {
      const RigPrimitive *p = rig_display_list_get (layout->list, i);
      if (p->kind == RIG_PRIMITIVE_TEXT
          && g_str_equal (pango_layout_get_text (p->layout), words))
        return TRUE;
    }
  return FALSE;
}

/* A ceiling near the bars is marked; one far beyond would squeeze them, and is only read out. */
START_TEST (test_ceilings)
{
  static const double ceilings[] = { 15, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (ceilings); i++)
    {
      g_autoptr (RigChart) chart = rig_chart_new (RIG_CHART_BARS, "speed", "speed", NULL);
      RigBar *bar = rig_chart_add_bar (chart, "a", "a", RIG_INK_SLOT_0);
      g_autoptr (RigChartView) view = NULL;
      g_autofree char *readout = NULL;
      const RigChartLayout *layout;
      rig_bar_add_part (bar, NULL, 10, 0, RIG_INK_SLOT_0);
      bar->value_text = g_strdup ("10");
      bar->ceiling = ceilings[i];
      view = make_view (chart, 500, 200);
      layout = rig_chart_view_get_layout (view);
      ck_assert_int_eq (has_text (layout, "most that the memory allows"), i == 0);
      ck_assert_double_ge (layout->x.domain.high, i == 0 ? 15 : 10);
      ck_assert_double_lt (layout->x.domain.high, 30);
      readout = rig_chart_view_get_readout (view, 0);
      ck_assert_ptr_nonnull (strstr (readout, i == 0 ? "15" : "500"));
    }
}
END_TEST

/* Points between the points of a line are stops of their own, and are read out by name. */
START_TEST (test_points_are_stops)
{
  g_autoptr (RigChart) chart = sample_chart_new (SAMPLE_ROOFLINE);
  g_autoptr (RigChartView) view = make_view (chart, 480, 230);
  const RigChartLayout *layout = rig_chart_view_get_layout (view);
  gboolean found = FALSE;

  for (guint i = 0; i < layout->stops->len; i++)
    {
      const RigStop *stop = &g_array_index (layout->stops, RigStop, i);
      g_autofree char *readout = rig_chart_view_get_readout (view, (int) i);
      if (i > 0)
        ck_assert_double_gt (stop->value, g_array_index (layout->stops, RigStop, i - 1).value);
      ck_assert_int_eq (strstr (readout, "Mac 192, reading") != NULL,
                        stop->value == 3.7 || stop->value == 1200);
      found |= stop->value == 1200;
    }
  ck_assert (found);
  /* What belongs to readouts alone is not written at an end; the legend names the marks. */
  ck_assert (!has_text (layout, "Mac 192, reading"));
  ck_assert (has_text (layout, "measured") && has_text (layout, "other models"));
}
END_TEST

START_TEST (test_zones_have_words)
{
  g_autoptr (RigChart) chart = sample_chart_new (SAMPLE_ROOFLINE);
  g_autoptr (RigChartView) wide = make_view (chart, 480, 230);
  g_autoptr (RigChartView) narrow = make_view (chart, 120, 100);

  ck_assert (has_text (rig_chart_view_get_layout (wide), "memory decides"));
  ck_assert (has_text (rig_chart_view_get_layout (wide), "compute decides"));
  /* Words that do not fit their zone are left out. */
  ck_assert (!has_text (rig_chart_view_get_layout (narrow), "compute decides"));
}
END_TEST

/* From right to left quantities still run left to right: marks and ceilings keep their places, and
 * the words of zones stay within theirs. */
START_TEST (test_right_to_left)
{
  static const Sample samples[] = { SAMPLE_SPEED, SAMPLE_ROOFLINE };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (RigChart) chart = sample_chart_new (samples[i]);
      g_autoptr (RigChartView) plain = NULL, turned = NULL;
      const RigChartLayout *layout;
      pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
      plain = make_view (chart, 480, 230);
      pango_context_set_base_dir (context, PANGO_DIRECTION_RTL);
      turned = make_view (chart, 480, 230);
      layout = rig_chart_view_get_layout (turned);
      ck_assert_int_eq (rig_chart_view_get_n_stops (turned), rig_chart_view_get_n_stops (plain));
      ck_assert_double_eq (rig_axis_map_apply (&layout->x, 10),
                           rig_axis_map_apply (&rig_chart_view_get_layout (plain)->x, 10));
      for (guint k = 0; k < layout->list->primitives->len; k++)
        {
          const RigPrimitive *p = rig_display_list_get (layout->list, k);
          if (p->kind != RIG_PRIMITIVE_TEXT)
            continue;
          ck_assert_double_ge (p->box.x, -0.5);
          ck_assert_double_le (p->box.x + p->box.width, 480.5);
        }
    }
}
END_TEST

START_TEST (test_any_size_is_drawn)
{
  static const double lengths[] = { 0, 1, 7, 40, 3000, NAN, -5 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 10, 10);
  cairo_t *cr = cairo_create (surface);

  for (int sample = 0; sample < N_SAMPLES; sample++)
    for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
      for (guint j = 0; j < G_N_ELEMENTS (lengths); j++)
        {
          g_autoptr (RigChart) chart = sample_chart_new ((Sample) sample);
          g_autoptr (RigChartView) view = make_view (chart, lengths[i], lengths[j]);
          rig_chart_view_paint (view, cr);
          ck_assert_int_eq (cairo_status (cr), CAIRO_STATUS_SUCCESS);
        }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}
END_TEST

/* A long series costs no more points than the plot has pixels to show them. */
START_TEST (test_long_series_are_thinned)
{
  g_autoptr (RigChart) chart = rig_chart_new (RIG_CHART_LINES, "long", "long", NULL);
  RigSeries *series = rig_chart_add_series (chart, "a", "a", RIG_INK_SLOT_0);
  g_autoptr (RigChartView) view = NULL;
  const RigChartLayout *layout;

  for (int i = 0; i < 100000; i++)
    rig_series_add_point (series, i, i == 51234 ? 9 : sin (i / 2000.0), NAN, NAN);
  view = make_view (chart, 600, 260);
  layout = rig_chart_view_get_layout (view);
  ck_assert_uint_lt (layout->list->points->len, 4 * 600 + 100);
  /* The one point that stands out is still there. */
  for (guint i = 0; i < layout->list->points->len; i++)
    {
      double y = g_array_index (layout->list->points, RigXY, i).y;
      if (fabs (y - rig_axis_map_apply (&layout->y, 9)) < 1e-6)
        return;
    }
  ck_abort_msg ("the peak was lost");
}
END_TEST

/* Of two machines that are equally fast both colours are seen: the upper line has gaps. */
START_TEST (test_lines_that_coincide_are_both_seen)
{
  g_autoptr (RigChart) chart = rig_chart_new (RIG_CHART_LINES, "same", "same", NULL);
  g_autoptr (RigChartView) view = NULL;
  const RigDisplayList *list;
  guint solid = 0, dashed = 0;

  for (int i = 0; i < 3; i++)
    {
      RigSeries *series = rig_chart_add_series (chart, "s", "s", RIG_INK_SLOT_0 + i);
      for (int x = 0; x < 10; x++)
        rig_series_add_point (series, x, i == 2 ? 50 : 10 + x, NAN, NAN);
    }
  view = make_view (chart, 600, 260);
  list = rig_chart_view_get_layout (view)->list;
  for (guint i = 0; i < list->primitives->len; i++)
    {
      const RigPrimitive *p = rig_display_list_get (list, i);
      if (p->kind == RIG_PRIMITIVE_POLYLINE && p->n > 2 && p->pen.n_dash > 0)
        dashed++;
      else if (p->kind == RIG_PRIMITIVE_POLYLINE && p->n > 2)
        solid++;
    }
  ck_assert_uint_eq (dashed, 1);
  ck_assert_uint_eq (solid, 2);
}
END_TEST

START_TEST (test_natural_height_grows_with_rows_and_text)
{
  g_autoptr (RigChart) few = sample_chart_new (SAMPLE_MEMORY);
  g_autoptr (RigChart) many = sample_chart_new (SAMPLE_MANY);
  double height = rig_chart_get_natural_height (few, context, 600);

  ck_assert_double_gt (rig_chart_get_natural_height (many, context, 600), height);
  set_up_sized (2);
  ck_assert_double_gt (rig_chart_get_natural_height (few, context, 600), 1.5 * height);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("chart-view");
  TCase *tcase = tcase_create ("chart-view");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_loop_test (tcase, test_texts_never_collide, 0, N_SAMPLES * N_SIZES);
  tcase_add_loop_test (tcase, test_values_keep_off_claims, 0, 2);
  tcase_add_test (tcase, test_bars_begin_at_zero_and_are_to_scale);
  tcase_add_test (tcase, test_stops_of_bars);
  tcase_add_test (tcase, test_readout_of_bars);
  tcase_add_test (tcase, test_ceilings);
  tcase_add_test (tcase, test_points_are_stops);
  tcase_add_test (tcase, test_zones_have_words);
  tcase_add_test (tcase, test_right_to_left);
  tcase_add_test (tcase, test_stops_and_readout_of_lines);
  tcase_add_test (tcase, test_axis_holds_still);
  tcase_add_test (tcase, test_tornado_stands_on_its_base);
  tcase_add_test (tcase, test_tornado_readout);
  tcase_add_test (tcase, test_pathological_charts_are_drawn);
  tcase_add_test (tcase, test_any_size_is_drawn);
  tcase_add_test (tcase, test_long_series_are_thinned);
  tcase_add_test (tcase, test_lines_that_coincide_are_both_seen);
  tcase_add_test (tcase, test_natural_height_grows_with_rows_and_text);
  suite_add_tcase (suite, tcase);
  return suite;
}

RIG_TEST_MAIN (make_suite)
