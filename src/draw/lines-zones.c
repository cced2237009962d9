/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/lines.h"

#include <math.h>

static const double border_dash[] = { 1.0, 2.0 };

/* Where a zone lies within the plot; FALSE where nothing of it does. */
static gboolean
get_box (const RigChartLayout *self, const RigZone *zone, RigBox *box)
{
  double left = self->plot.x, right = self->plot.x + self->plot.width;
  double from = isnan (zone->from) ? left : rig_axis_map_apply (&self->x, zone->from);
  double to = isnan (zone->to) ? right : rig_axis_map_apply (&self->x, zone->to);

  from = CLAMP (from, left, right);
  to = CLAMP (to, left, right);
  *box = (RigBox) { from, self->plot.y, to - from, self->plot.height };
  return to - from >= 1;
}

static void
draw_ground (RigChartLayout *self, const RigBox *box, guint index)
{
  const RigTheme *theme = self->theme;
  RigPen pen = rig_pen_stroke (theme->dim, 1);

  /* Every other one is shaded; where nothing may be washed out, a line parts them. */
  if (rig_theme_is_high_contrast (theme))
    {
      double ends[] = { box->x, box->x + box->width };
      pen.dash = border_dash;
      pen.n_dash = G_N_ELEMENTS (border_dash);
      for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
        if (ends[i] > self->plot.x + 1 && ends[i] < self->plot.x + self->plot.width - 1)
          rig_display_list_add_line (self->list, ends[i], box->y, ends[i], box->y + box->height,
                                     pen);
    }
  else if (index % 2 == 0)
    {
      pen = rig_pen_fill (theme->neutral);
      pen.fill.alpha = theme->kind == RIG_THEME_DARK ? 0.12 : 0.08;
      rig_display_list_add_rect (self->list, *box, 0, RIG_CORNERS_NONE, pen);
    }
}

static void
draw_words (RigChartLayout *self, const RigBox *box, const char *words)
{
  PangoLayout *text = rig_text_kit_shape (self->kit, words, RIG_TEXT_SMALL);
  double width, height;

  rig_layout_get_size (text, &width, &height);
  if (width + 0.3 * self->kit->em > box->width || 2 * height > box->height)
    {
      g_object_unref (text);
      return;
    }
  rig_display_list_take_text (self->list, text, box->x + (box->width - width) / 2,
                              box->y + box->height - height, self->theme->dim);
}

void
rig_lines_draw_zones (RigChartLayout *self)
{
  const GArray *zones = self->chart->zones;

  for (guint i = 0; i < zones->len; i++)
    {
      const RigZone *zone = &g_array_index (zones, RigZone, i);
      RigBox box;
      if (!get_box (self, zone, &box))
        continue;
      draw_ground (self, &box, i);
      if (zone->label != NULL)
        draw_words (self, &box, zone->label);
    }
}
