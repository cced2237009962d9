/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/page.h"

#include "draw/page-layout.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_SHRINK 4.0
#define MAX_PIXELS (128.0 * 1024 * 1024)
/* A date of its own would make two files of the same page differ. The page itself is dated. */
#define PDF_DATE "2026-01-01T00:00:00Z"

typedef enum
{
  FORMAT_PNG,
  FORMAT_SVG,
  FORMAT_PDF,
} Format;

typedef struct
{
  RigPageLayout *layout;
  double width, height; /* of the picture */
  double shrink;        /* the layout's pixels per picture's pixel */
} Picture;

G_DEFINE_QUARK (rig-draw-error-quark, rig_draw_error)

/* A wider layout shown smaller is a flatter one: widens it until it is as flat as asked for. */
static void
picture_init (Picture *self, const RigReport *report, const RigPageOptions *options)
{
  const RigTheme *theme = rig_theme_get (options->theme);

  self->width = MAX (options->width, 1);
  self->shrink = 1;
  self->layout = rig_page_layout_new (report, theme, self->width);
  self->height = options->height > 0 ? options->height : self->layout->height;
  while (options->height > 0 && self->layout->height / self->shrink > self->height
         && self->shrink < MAX_SHRINK)
    {
      self->shrink = MIN (self->shrink * 1.08, MAX_SHRINK);
      rig_page_layout_free (self->layout);
      self->layout = rig_page_layout_new (report, theme, self->width * self->shrink);
    }
}

static void
picture_clear (Picture *self)
{
  g_clear_pointer (&self->layout, rig_page_layout_free);
}

static void
picture_paint (const Picture *self, cairo_t *cr)
{
  const RigColor *window = &self->layout->theme->window;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, self->width, self->height);
  cairo_set_source_rgb (cr, window->red, window->green, window->blue);
  cairo_fill_preserve (cr);
  cairo_clip (cr);
  cairo_scale (cr, 1 / self->shrink, 1 / self->shrink);
  rig_page_layout_paint (self->layout, cr);
  cairo_restore (cr);
}

void
rig_page_draw (const RigReport *report, const RigPageOptions *options, cairo_t *cr)
{
  Picture picture;

  g_return_if_fail (report != NULL && options != NULL && cr != NULL);

  picture_init (&picture, report, options);
  picture_paint (&picture, cr);
  picture_clear (&picture);
}

double
rig_page_get_height (const RigReport *report, const RigPageOptions *options)
{
  g_autoptr (RigPageLayout) layout = NULL;

  g_return_val_if_fail (report != NULL && options != NULL, 0);

  if (options->height > 0)
    return options->height;
  layout = rig_page_layout_new (report, rig_theme_get (options->theme), MAX (options->width, 1));
  return layout->height;
}

static gboolean
find_format (const char *path, Format *format, GError **error)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (lower, endings[i]))
        {
          *format = (Format) i;
          return TRUE;
        }
    }
  g_set_error (error, RIG_DRAW_ERROR, RIG_DRAW_ERROR_FORMAT,
               _("%s: a picture's name has to end in .png, .svg or .pdf"), path);
  return FALSE;
}

static gboolean
check_size (const char *path, double width, double height, double scale, GError **error)
{
  if (!(width >= RIG_PAGE_MIN_WIDTH) || !(height >= RIG_PAGE_MIN_HEIGHT))
    {
      g_set_error (error, RIG_DRAW_ERROR, RIG_DRAW_ERROR_SIZE,
                   _("%s: a picture of %.0f × %.0f is too small; at least %d × %d is needed"),
                   path, width, height, RIG_PAGE_MIN_WIDTH, RIG_PAGE_MIN_HEIGHT);
      return FALSE;
    }
  if (!(scale > 0) || !(width * scale <= RIG_PAGE_MAX_SIDE)
      || !(height * scale <= RIG_PAGE_MAX_SIDE) || width * scale * height * scale > MAX_PIXELS)
    {
      g_set_error (error, RIG_DRAW_ERROR, RIG_DRAW_ERROR_SIZE,
                   _("%s: a picture of %.0f × %.0f at scale %g is too large; at most %d pixels a "
                     "side and %.0f million in all are possible"),
                   path, width, height, scale, RIG_PAGE_MAX_SIDE, MAX_PIXELS / 1e6);
      return FALSE;
    }
  return TRUE;
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
create_surface (const Picture *picture, const RigReport *report, Format format, double scale,
                GByteArray *bytes)
{
  cairo_surface_t *surface;

  switch (format)
    {
    case FORMAT_SVG:
      return cairo_svg_surface_create_for_stream (append_cb, bytes, picture->width,
                                                  picture->height);
    case FORMAT_PDF:
      surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, picture->width,
                                                     picture->height);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, PDF_DATE);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Rigwise");
      if (report->finding != NULL)
        cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, report->finding);
      return surface;
    case FORMAT_PNG:
    default:
      surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                            (int) ceil (picture->width * scale),
                                            (int) ceil (picture->height * scale));
      cairo_surface_set_device_scale (surface, scale, scale);
      return surface;
    }
}

static cairo_status_t
render (const Picture *picture, const RigReport *report, Format format, double scale,
        GByteArray *bytes)
{
  cairo_surface_t *surface = create_surface (picture, report, format, scale, bytes);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  picture_paint (picture, cr);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && format == FORMAT_PNG)
    status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/* Cairo names the group that holds all after a counter of the process: the second picture of a
 * session would differ from the first. */
static void
settle_svg_id (GByteArray *bytes)
{
  static const char counted[] = "<g id=\"surface";
  const char *text = (const char *) bytes->data;
  const char *at = g_strstr_len (text, (gssize) bytes->len, counted);
  guint first, digits = 0;

  if (at == NULL)
    return;
  first = (guint) (at - text) + (guint) strlen (counted);
  while (first + digits < bytes->len && g_ascii_isdigit (bytes->data[first + digits]))
    digits++;
  g_byte_array_remove_range (bytes, first, digits);
}

gboolean
rig_page_save (const RigReport *report, const RigPageOptions *options, const char *path,
               GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) local_error = NULL;
  double scale = options->scale == 0 ? 1 : options->scale;
  Format format = FORMAT_PNG;
  Picture picture;
  cairo_status_t status;

  g_return_val_if_fail (report != NULL && options != NULL && path != NULL, FALSE);

  if (!find_format (path, &format, error))
    return FALSE;
  if (format != FORMAT_PNG)
    scale = 1;
  /* Before anything is laid out, since laying out takes memory too; a free height comes later. */
  if (!check_size (path, options->width,
                   options->height > 0 ? options->height : RIG_PAGE_MIN_HEIGHT, scale, error))
    return FALSE;
  picture_init (&picture, report, options);
  if (!check_size (path, picture.width, picture.height, scale, error))
    {
      picture_clear (&picture);
      return FALSE;
    }
  status = render (&picture, report, format, scale, bytes);
  picture_clear (&picture);
  if (format == FORMAT_SVG)
    settle_svg_id (bytes);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, RIG_DRAW_ERROR, RIG_DRAW_ERROR_WRITE,
                   _("%s: the picture cannot be made: %s"), path, cairo_status_to_string (status));
      return FALSE;
    }
  /* Writes beside it and renames, so there is never half a picture. */
  if (!g_file_set_contents (path, (const char *) bytes->data, (gssize) bytes->len, &local_error))
    {
      g_set_error (error, RIG_DRAW_ERROR, RIG_DRAW_ERROR_WRITE,
                   _("%s: the picture cannot be written: %s"), path, local_error->message);
      return FALSE;
    }
  return TRUE;
}
