/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Not a test: writes every sample in every theme and several widths, for people to look at.
 * Usage: gallery FOLDER */

#include "samples.h"

#include "draw/chart-view.h"
#include "draw/page.h"

#include <errno.h>
#include <stdlib.h>

static const char *const theme_names[] = { "light", "dark", "hc", "hc-dark" };

static void
paint_sheet (const char *folder, RigThemeKind kind, double width, double scale)
{
  PangoContext *context = sample_context_new (scale);
  const RigTheme *theme = rig_theme_get (kind);
  int columns = width > 360 ? 2 : 3;
  double cell_height = 330, x = 16, y = 16;
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) (columns * (width + 32)) + 16,
      (int) ((N_SAMPLES + columns - 1) / columns * (cell_height + 24)) + 16);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *name = g_strdup_printf ("%s/%s-%g-%g.png", folder, theme_names[kind], width,
                                           scale);

  cairo_set_source_rgb (cr, theme->window.red, theme->window.green, theme->window.blue);
  cairo_paint (cr);
  for (int i = 0; i < N_SAMPLES; i++)
    {
      g_autoptr (RigChart) chart = sample_chart_new ((Sample) i);
      double inner = width - 24;
      double height = MIN (rig_chart_get_natural_height (chart, context, inner),
                           cell_height - 24);
      g_autoptr (RigChartView) view
          = rig_chart_view_new (chart, theme, context, inner, height, NULL);
      cairo_set_source_rgb (cr, theme->card.red, theme->card.green, theme->card.blue);
      cairo_rectangle (cr, x, y, width, cell_height);
      cairo_fill (cr);
      cairo_save (cr);
      cairo_translate (cr, x + 12, y + 12);
      rig_chart_view_paint (view, cr);
      if (i == SAMPLE_CONTEXT || i == SAMPLE_SPEED)
        rig_chart_view_paint_crosshair (view, cr, i == SAMPLE_SPEED ? 1 : 20);
      cairo_restore (cr);
      x += width + 24;
      if (i % columns == columns - 1)
        {
          x = 16;
          y += cell_height + 24;
        }
    }
  cairo_surface_write_to_png (surface, name);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (context);
}

static void
save_page (const char *folder, const char *name, int width, int height, RigThemeKind theme)
{
  RigReport *report = sample_report_new ();
  RigPageOptions options = { width, height, 1, theme };
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  if (!rig_page_save (report, &options, path, &error))
    g_printerr ("%s\n", error->message);
  sample_report_free (report);
}

int
main (int argc, char **argv)
{
  PangoContext *context = sample_context_new (1);

  if (argc != 2 || context == NULL || g_mkdir_with_parents (argv[1], 0755) != 0)
    {
      g_printerr ("Usage: %s FOLDER (Cantarell has to be installed)\n", argv[0]);
      return EXIT_FAILURE;
    }
  for (int kind = 0; kind < RIG_N_THEMES; kind++)
    paint_sheet (argv[1], (RigThemeKind) kind, 520, 1);
  paint_sheet (argv[1], RIG_THEME_LIGHT, 320, 1);
  paint_sheet (argv[1], RIG_THEME_LIGHT, 520, 1.5);
  save_page (argv[1], "page.png", 1100, 0, RIG_THEME_LIGHT);
  save_page (argv[1], "page-dark.png", 1100, 0, RIG_THEME_DARK);
  save_page (argv[1], "page-narrow.png", 420, 0, RIG_THEME_LIGHT);
  save_page (argv[1], "page-fitted.png", 1280, 800, RIG_THEME_LIGHT);
  save_page (argv[1], "page.svg", 1100, 0, RIG_THEME_LIGHT);
  save_page (argv[1], "page.pdf", 1100, 0, RIG_THEME_LIGHT);
  g_object_unref (context);
  return EXIT_SUCCESS;
}
