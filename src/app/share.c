/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/share.h"

/* Wide enough for two columns, at twice the pixels: sharp in a chat on any screen. */
#define WIDTH 1200
#define SCALE 2.0

static RigPageOptions
get_options (RigThemeKind theme)
{
  RigPageOptions options = { .width = WIDTH, .height = 0, .scale = SCALE, .theme = theme };

  return options;
}

/** The page as a picture; NULL where there is not the memory for it. */
GdkTexture *
rig_share_make_texture (const RigReport *report, RigThemeKind theme)
{
  RigPageOptions options = get_options (theme);
  int width = (int) (WIDTH * SCALE);
  int height = (int) (rig_page_get_height (report, &options) * SCALE + 0.5);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  GdkTexture *texture = NULL;
  g_autoptr (GBytes) bytes = NULL;
  cairo_t *cr;
  gsize stride;

  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    {
      cr = cairo_create (surface);
      cairo_scale (cr, SCALE, SCALE);
      rig_page_draw (report, &options, cr);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      stride = (gsize) cairo_image_surface_get_stride (surface);
      bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);
      texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
    }

  cairo_surface_destroy (surface);
  return texture;
}

static char *
make_tsv_field (const char *text)
{
  return g_strdelimit (g_strdup (text != NULL ? text : ""), "\t\n\r", ' ');
}

/* What spreadsheets take from the clipboard: the words on show, between tabs. */
static void
write_tsv (const RigTable *table, GString *out)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      g_autofree char *title = make_tsv_field (rig_table_get_column (table, i)->title);

      g_string_append_printf (out, "%s%s", i > 0 ? "\t" : "", title);
    }
  g_string_append_c (out, '\n');

  for (guint i = 0; i < table->rows->len; i++)
    {
      for (guint j = 0; j < table->columns->len; j++)
        {
          g_autofree char *text = make_tsv_field (rig_table_get_row (table, i)->cells[j].text);

          g_string_append_printf (out, "%s%s", j > 0 ? "\t" : "", text);
        }
      g_string_append_c (out, '\n');
    }
}

/**
 * rig_share_make_text:
 * @format: "tsv", "csv" or "markdown"
 *
 * All tables of the page, one after the other.
 */
char *
rig_share_make_text (const RigReport *report, const char *format)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < report->tables->len; i++)
    {
      const RigTable *table = g_ptr_array_index (report->tables, i);

      if (i > 0)
        g_string_append_c (out, '\n');
      if (g_str_equal (format, "csv"))
        rig_table_write_csv (table, out);
      else if (g_str_equal (format, "markdown"))
        rig_table_write_markdown (table, out);
      else
        write_tsv (table, out);
    }

  return g_string_free (out, FALSE);
}

/** @path: its ending says what: .png, .svg or .pdf */
gboolean
rig_share_save (const RigReport *report, RigThemeKind theme, const char *path, GError **error)
{
  RigPageOptions options = get_options (theme);

  return rig_page_save (report, &options, path, error);
}
