/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures against pictures that somebody has looked at. After a change that is meant to be seen:
 * RIGWISE_UPDATE_GOLDEN=1 meson test -C _build --suite draw, then look at every changed file. */

#include "rig-test.h"

#include "samples.h"

#include "draw/chart-view.h"
#include "draw/page.h"

#include <stdlib.h>

#define TOLERANCE 48     /* of 255, per channel: another version's antialiasing */
#define TILE 40          /* pixels: small enough that a changed word fills a good part of one */
#define MAX_SHARE 0.08   /* of a tile's pixels may differ by more */

static const struct { const char *name; Sample sample; RigThemeKind theme; int width; } charts[] = {
  { "memory-light", SAMPLE_MEMORY, RIG_THEME_LIGHT, 480 },
  { "speed-dark", SAMPLE_SPEED, RIG_THEME_DARK, 480 },
  { "payback-light", SAMPLE_PAYBACK, RIG_THEME_LIGHT, 480 },
  { "context-high-contrast", SAMPLE_CONTEXT, RIG_THEME_HIGH_CONTRAST, 480 },
  { "roofline-light", SAMPLE_ROOFLINE, RIG_THEME_LIGHT, 480 },
  { "roofline-dark-narrow", SAMPLE_ROOFLINE, RIG_THEME_DARK, 330 },
  { "tornado-light", SAMPLE_TORNADO, RIG_THEME_LIGHT, 480 },
  { "tornado-dark-narrow", SAMPLE_TORNADO, RIG_THEME_DARK, 300 },
  { "crowded-narrow", SAMPLE_CROWDED, RIG_THEME_HIGH_CONTRAST_DARK, 280 },
};

static cairo_surface_t *
paint_chart (int index, PangoContext *context)
{
  const RigTheme *theme = rig_theme_get (charts[index].theme);
  g_autoptr (RigChart) chart = sample_chart_new (charts[index].sample);
  double height = rig_chart_get_natural_height (chart, context, charts[index].width);
  g_autoptr (RigChartView) view
      = rig_chart_view_new (chart, theme, context, charts[index].width, height, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, charts[index].width + 20, (int) height + 20);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, theme->card.red, theme->card.green, theme->card.blue);
  cairo_paint (cr);
  cairo_translate (cr, 10, 10);
  rig_chart_view_paint (view, cr);
  cairo_destroy (cr);
  return surface;
}

static cairo_surface_t *
paint_page (void)
{
  RigReport *report = sample_report_new ();
  RigPageOptions options = { 960, 0, 1, RIG_THEME_LIGHT };
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, 960, (int) rig_page_get_height (report, &options));
  cairo_t *cr = cairo_create (surface);

  rig_page_draw (report, &options, cr);
  cairo_destroy (cr);
  sample_report_free (report);
  return surface;
}

static gboolean
differs (const unsigned char *a, const unsigned char *b)
{
  for (int i = 0; i < 3; i++)
    {
      if (abs (a[i] - b[i]) > TOLERANCE)
        return TRUE;
    }
  return FALSE;
}

/* How many pixels of a tile differ. */
static int
count_in_tile (cairo_surface_t *actual, cairo_surface_t *golden, int left, int top)
{
  int right = MIN (left + TILE, cairo_image_surface_get_width (golden));
  int bottom = MIN (top + TILE, cairo_image_surface_get_height (golden));
  int different = 0;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        const unsigned char *a = cairo_image_surface_get_data (actual)
                                 + y * cairo_image_surface_get_stride (actual) + 4 * x;
        const unsigned char *b = cairo_image_surface_get_data (golden)
                                 + y * cairo_image_surface_get_stride (golden) + 4 * x;
        different += differs (a, b) ? 1 : 0;
      }
  return different;
}

static void
compare (cairo_surface_t *actual, cairo_surface_t *golden, const char *name)
{
  int width = cairo_image_surface_get_width (golden);
  int height = cairo_image_surface_get_height (golden);

  ck_assert_int_eq (cairo_surface_status (golden), CAIRO_STATUS_SUCCESS);
  ck_assert_int_eq (cairo_image_surface_get_width (actual), width);
  ck_assert_int_eq (cairo_image_surface_get_height (actual), height);
  cairo_surface_flush (actual);
  for (int y = 0; y < height; y += TILE)
    for (int x = 0; x < width; x += TILE)
      {
        int different = count_in_tile (actual, golden, x, y);
        ck_assert_msg (different <= MAX_SHARE * TILE * TILE, "%s: %d pixels differ near %d, %d",
                       name, different, x, y);
      }
}

static void
check_golden (cairo_surface_t *surface, const char *name)
{
  g_autofree char *file = g_strconcat ("golden/draw/", name, ".png", NULL);
  g_autofree char *path = rig_test_path (file);

  if (g_getenv ("RIGWISE_UPDATE_GOLDEN") != NULL)
    {
      ck_assert_int_eq (cairo_surface_write_to_png (surface, path), CAIRO_STATUS_SUCCESS);
    }
  else
    {
      cairo_surface_t *golden = cairo_image_surface_create_from_png (path);
      compare (surface, golden, name);
      cairo_surface_destroy (golden);
    }
  cairo_surface_destroy (surface);
}

START_TEST (test_chart)
{
  PangoContext *context = sample_context_new (1);

  check_golden (paint_chart (_i, context), charts[_i].name);
  g_object_unref (context);
}
END_TEST

START_TEST (test_page)
{
  check_golden (paint_page (), "page-light");
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("golden");
  TCase *tcase = tcase_create ("golden");
  PangoContext *context = sample_context_new (1);

  suite_add_tcase (suite, tcase);
  if (context == NULL)
    {
      g_printerr ("The font Cantarell (fonts-cantarell) is missing: golden pictures skipped\n");
      exit (77);
    }
  g_object_unref (context);
  tcase_add_loop_test (tcase, test_chart, 0, G_N_ELEMENTS (charts));
  tcase_add_test (tcase, test_page);
  return suite;
}

RIG_TEST_MAIN (make_suite)
