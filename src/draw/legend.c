/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/legend.h"

#include <glib/gi18n.h>
#include <math.h>

static const double box_dash[] = { 2.5, 2.0 };
static const double series_dash[] = { 2.5, 2.0 };
static const double dot_dash[] = { 1.2, 1.8 };

RigLegend *
rig_legend_new (void)
{
  RigLegend *self = g_new0 (RigLegend, 1);

  self->swatches = g_array_new (FALSE, TRUE, sizeof (RigSwatch));
  return self;
}

void
rig_legend_free (RigLegend *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->swatches);
  g_free (self);
}

void
rig_legend_add (RigLegend *self, RigSwatchKind kind, RigInk ink, guint tint, const char *label)
{
  RigSwatch swatch = { kind, ink, tint, label };

  if (label == NULL || *label == '\0')
    return;
  for (guint i = 0; i < self->swatches->len; i++)
    {
      RigSwatch *other = &g_array_index (self->swatches, RigSwatch, i);
      if (other->kind != kind || !g_str_equal (other->label, label))
        continue;
      /* One line speaks for the points of several machines. */
      if (kind == RIG_SWATCH_MEASURED && other->ink != ink)
        other->ink = RIG_INK_NEUTRAL;
      return;
    }
  g_array_append_val (self->swatches, swatch);
}

static void
add_measured (RigLegend *self, const RigBar *bar)
{
  for (guint i = 0; i < bar->measured->len; i++)
    {
      if (g_array_index (bar->measured, RigMeasured, i).similar)
        /* Translators: measured on this machine, but at a quantisation that is only alike. */
        rig_legend_add (self, RIG_SWATCH_RING, RIG_INK_NEUTRAL, 0, _("measured, similar case"));
      else
        rig_legend_add (self, RIG_SWATCH_POINT, RIG_INK_NEUTRAL, 0, _("measured, published"));
    }
}

RigLegend *
rig_legend_new_for_bars (const RigChart *chart, double most)
{
  RigLegend *self = rig_legend_new ();

  for (guint i = 0; i < chart->legend->len; i++)
    {
      const RigPart *part = g_ptr_array_index (chart->legend, i);
      gboolean hatched = part->ink == RIG_INK_SYSTEM || part->ink == RIG_INK_OVER;
      rig_legend_add (self, hatched ? RIG_SWATCH_HATCH : RIG_SWATCH_FILL, part->ink, part->tint,
                      part->label);
    }
  for (guint i = 0; i < chart->bars->len; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);
      if (!isnan (bar->claim.low) && !isnan (bar->claim.high))
        rig_legend_add (self, bar->claim.impossible ? RIG_SWATCH_IMPOSSIBLE : RIG_SWATCH_BOX,
                        RIG_INK_CLAIM, 0,
                        bar->claim.label != NULL ? bar->claim.label : _("claimed"));
      if (bar->unknown)
        continue;
      add_measured (self, bar);
      if (bar->ceiling > 0 && bar->ceiling <= most)
        rig_legend_add (self, RIG_SWATCH_CEILING, RIG_INK_NEUTRAL, 0,
                        _("most that the memory allows"));
    }
  for (guint i = 0; i < chart->references->len; i++)
    rig_legend_add (self, RIG_SWATCH_DOTS, RIG_INK_NEUTRAL, 0,
                    g_array_index (chart->references, RigReference, i).label);
  return self;
}

static double
get_swatch_width (const RigSwatch *swatch, double em)
{
  switch (swatch->kind)
    {
    case RIG_SWATCH_LINE:
    case RIG_SWATCH_DASHES:
    case RIG_SWATCH_WHISKER:
      return 1.7 * em;
    case RIG_SWATCH_BOX:
    case RIG_SWATCH_IMPOSSIBLE:
      return 1.2 * em;
    case RIG_SWATCH_DOTS:
    case RIG_SWATCH_CEILING:
      return 0.3 * em;
    case RIG_SWATCH_FILL:
    case RIG_SWATCH_HATCH:
    case RIG_SWATCH_POINT:
    case RIG_SWATCH_RING:
    case RIG_SWATCH_MARKER:
    case RIG_SWATCH_MEASURED:
    default:
      return 0.65 * em;
    }
}

static void
draw_line_swatch (const RigSwatch *swatch, const RigTheme *theme, RigDisplayList *list, RigBox box)
{
  RigColor color = rig_theme_get_ink (theme, swatch->ink, swatch->tint);
  RigPen pen = rig_pen_stroke (color, theme->line_width);
  guint slot = swatch->ink - RIG_INK_SLOT_0;
  double middle = box.y + box.height / 2;

  if (swatch->kind == RIG_SWATCH_DASHES)
    {
      pen.dash = series_dash;
      pen.n_dash = G_N_ELEMENTS (series_dash);
    }
  else if (swatch->ink <= RIG_INK_SLOT_5)
    pen.dash = rig_theme_get_dash (slot, &pen.n_dash);
  rig_display_list_add_line (list, box.x, middle, box.x + box.width, middle, pen);
  if (swatch->ink <= RIG_INK_SLOT_5)
    rig_display_list_add_marker (list, box.x + box.width / 2, middle, box.height * 0.32,
                                 rig_theme_get_marker (slot), rig_pen_fill (color));
}

static void
draw_bracket (RigDisplayList *list, RigBox box, RigPen pen)
{
  rig_display_list_begin_points (list, RIG_PRIMITIVE_POLYLINE, pen);
  rig_display_list_add_point (list, box.x, box.y);
  rig_display_list_add_point (list, box.x + box.width, box.y);
  rig_display_list_add_point (list, box.x + box.width, box.y + box.height);
  rig_display_list_add_point (list, box.x, box.y + box.height);
}

static void
draw_point (const RigSwatch *swatch, const RigTheme *theme, RigDisplayList *list, RigBox box)
{
  RigPen pen = rig_pen_fill (swatch->kind == RIG_SWATCH_MARKER
                               ? rig_theme_get_ink (theme, swatch->ink, swatch->tint)
                               : theme->text);
  gboolean of_machine = swatch->kind == RIG_SWATCH_MARKER || swatch->kind == RIG_SWATCH_MEASURED;
  RigMarker marker = of_machine && swatch->ink <= RIG_INK_SLOT_5
                       ? rig_theme_get_marker (swatch->ink - RIG_INK_SLOT_0)
                       : RIG_MARKER_CIRCLE;

  if (swatch->kind == RIG_SWATCH_MEASURED)
    {
      pen = rig_pen_fill (theme->neutral);
      pen.stroke = theme->text;
      pen.line_width = 1.5;
    }
  if (swatch->kind == RIG_SWATCH_RING)
    pen = rig_pen_stroke (theme->text, 1.5);
  rig_display_list_add_marker (list, box.x + box.width / 2, box.y + box.height / 2,
                               box.height * 0.42, marker, pen);
}

/* @box: the swatch's own, centred on the line of text. */
static void
draw_swatch (const RigSwatch *swatch, const RigTheme *theme, RigDisplayList *list, RigBox box)
{
  RigColor color = rig_theme_get_ink (theme, swatch->ink, swatch->tint);
  RigPen outline
      = rig_pen_stroke (swatch->kind == RIG_SWATCH_IMPOSSIBLE ? theme->bad : theme->claim, 1.3);
  RigPen dots = rig_pen_stroke (theme->neutral, 1.3);
  double middle = box.y + box.height / 2;

  outline.dash = box_dash;
  outline.n_dash = G_N_ELEMENTS (box_dash);
  dots.dash = dot_dash;
  dots.n_dash = G_N_ELEMENTS (dot_dash);
  switch (swatch->kind)
    {
    case RIG_SWATCH_HATCH:
      rig_display_list_add_hatch (list, box, 1, RIG_CORNERS_ALL, rig_pen_stroke (color, 1));
      rig_display_list_add_rect (list, box, 1, RIG_CORNERS_ALL, rig_pen_stroke (color, 0.8));
      break;
    case RIG_SWATCH_BOX:
    case RIG_SWATCH_IMPOSSIBLE:
      rig_display_list_add_rect (list, box, 2, RIG_CORNERS_ALL, outline);
      break;
    case RIG_SWATCH_DOTS:
      rig_display_list_add_line (list, box.x + box.width / 2, box.y - 2, box.x + box.width / 2,
                                 box.y + box.height + 2, dots);
      break;
    case RIG_SWATCH_POINT:
    case RIG_SWATCH_RING:
    case RIG_SWATCH_MARKER:
    case RIG_SWATCH_MEASURED:
      draw_point (swatch, theme, list, box);
      break;
    case RIG_SWATCH_CEILING:
      draw_bracket (list, box, rig_pen_stroke (theme->dim, 1.2));
      break;
    case RIG_SWATCH_WHISKER:
      rig_display_list_add_line (list, box.x, middle, box.x + box.width, middle,
                                 rig_pen_stroke (theme->text, 1.5));
      break;
    case RIG_SWATCH_LINE:
    case RIG_SWATCH_DASHES:
      draw_line_swatch (swatch, theme, list, box);
      break;
    case RIG_SWATCH_FILL:
    default:
      rig_display_list_add_rect (list, box, 1.5, RIG_CORNERS_ALL, rig_pen_fill (color));
      break;
    }
}

double
rig_legend_layout (const RigLegend *self, const RigTextKit *kit, const RigTheme *theme,
                   RigDisplayList *list, double x, double y, double width)
{
  double em = kit->em, line = kit->line[RIG_TEXT_SMALL], pitch = line * 1.15;
  double at = x, side = 0.65 * em, top = y;

  if (self->swatches->len == 0)
    return 0;
  for (guint i = 0; i < self->swatches->len; i++)
    {
      const RigSwatch *swatch = &g_array_index (self->swatches, RigSwatch, i);
      PangoLayout *text = rig_text_kit_shape (kit, swatch->label, RIG_TEXT_SMALL);
      double swatch_width = get_swatch_width (swatch, em), text_width, text_height;
      RigBox box;
      rig_layout_shorten (text, MAX (width - swatch_width - 0.4 * em, 2 * em));
      rig_layout_get_size (text, &text_width, &text_height);
      if (at > x && at + swatch_width + 0.4 * em + text_width > x + width)
        {
          at = x;
          y += pitch;
        }
      box = (RigBox) { at, y + (line - side) / 2, swatch_width, side };
      if (list != NULL)
        {
          draw_swatch (swatch, theme, list, box);
          rig_display_list_take_text (list, text, at + swatch_width + 0.4 * em, y, theme->dim);
        }
      else
        {
          g_object_unref (text);
        }
      at += swatch_width + 0.4 * em + text_width + 1.1 * em;
    }
  return y + line - top;
}

double
rig_legend_get_height (const RigLegend *self, const RigTextKit *kit, double width)
{
  return rig_legend_layout (self, kit, rig_theme_get (RIG_THEME_LIGHT), NULL, 0, 0, width);
}
