/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/swatch.h"

#include "app/style.h"

/**
 * RigSwatch:
 *
 * A dot in the colour that a machine has everywhere. A decoration: the name stands beside it.
 */
struct _RigSwatch
{
  GtkWidget parent_instance;
  RigInk ink;
};

G_DEFINE_FINAL_TYPE (RigSwatch, rig_swatch, GTK_TYPE_WIDGET)

/* In em, so that the dot grows with the text beside it. */
#define SIZE_EM 0.72

static int
get_size (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int em = pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics);

  pango_font_metrics_unref (metrics);
  return MAX (8, (int) (SIZE_EM * em / PANGO_SCALE * 0.85));
}

static void
rig_swatch_measure (GtkWidget     *widget,
                    GtkOrientation orientation,
                    int            for_size,
                    int           *minimum,
                    int           *natural,
                    int           *minimum_baseline,
                    int           *natural_baseline)
{
  *minimum = *natural = get_size (widget);
}

static void
rig_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RigSwatch *self = RIG_SWATCH (widget);
  RigColor color = rig_theme_get_ink (rig_style_get_theme (), self->ink, 0);
  GdkRGBA rgba = { (float) color.red, (float) color.green, (float) color.blue,
                   (float) color.alpha };
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float side = MIN (width, height);
  GskRoundedRect rect;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((width - side) / 2, (height - side) / 2,
                                               side, side);

  gsk_rounded_rect_init_from_rect (&rect, &bounds, side / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &rect);
  gtk_snapshot_append_color (snapshot, &rgba, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
rig_swatch_class_init (RigSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = rig_swatch_measure;
  widget_class->snapshot = rig_swatch_snapshot;
  gtk_widget_class_set_css_name (widget_class, "swatch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rig_swatch_init (RigSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  rig_style_queue_draw_on_change (GTK_WIDGET (self));
}

GtkWidget *
rig_swatch_new (RigInk ink)
{
  RigSwatch *self = g_object_new (RIG_TYPE_SWATCH, NULL);

  self->ink = ink;
  return GTK_WIDGET (self);
}

void
rig_swatch_set_ink (RigSwatch *self, RigInk ink)
{
  g_return_if_fail (RIG_IS_SWATCH (self));

  if (self->ink == ink)
    return;

  self->ink = ink;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
