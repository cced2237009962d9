/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/table-cell.h"

#include <glib/gi18n.h>

#include "draw/text.h"
#include "report/format.h"

/**
 * RigTableCell:
 *
 * One cell of a table. It paints its own text, since a table of labels would lay the whole window
 * out again whenever a number changes: this one asks for that only if its size really changes, and
 * a fixed one never does. What a mark says is said by a sign or by weight, and never by colour
 * alone.
 */
struct _RigTableCell
{
  GtkWidget parent_instance;

  char *text, *note;
  guint badge_start; /* of the word within the text that says how well it is founded */
  guint marks;
  RigAlign align;
  gboolean fixed; /* one line, cut off at the column's width */
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (RigTableCell, rig_table_cell, GTK_TYPE_WIDGET)

/* Wider texts wrap. */
#define MAX_EM 15
#define MIN_EM 3

static const struct
{
  RigMark mark;
  const char *css_class;
  const char *sign;
} signs[] = {
  { RIG_MARK_CHOSEN, "chosen", "◆" },
  { RIG_MARK_BEST, "best", NULL },
  { RIG_MARK_WRONG, "wrong", "≠" },
  { RIG_MARK_FITS, "fits", "✓" },
  { RIG_MARK_TIGHT, "tight", "△" },
  { RIG_MARK_NO, "no", "✕" },
  { RIG_MARK_DIM, "dim-label", NULL },
  { RIG_MARK_ARTICLE, "article", NULL },
  { RIG_MARK_RECONSTRUCTED, "reconstructed", NULL },
  { RIG_MARK_STAND_IN, "stand-in", "§" },
};

static int
get_em (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);

  return pango_font_description_get_size (pango_context_get_font_description (context));
}

/* How well a figure is founded stands beside it, and in its shadow. */
static void
insert_badge_attributes (RigTableCell *self, PangoAttrList *attributes, const char *painted)
{
  PangoAttribute *alpha = pango_attr_foreground_alpha_new (G_MAXUINT16 * 6 / 10);
  PangoAttribute *scale = pango_attr_scale_new (0.85);
  PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_NORMAL);
  /* The badge stands last: it begins as far from the end as in the text without joiners. */
  guint start = (guint) (strlen (painted) - (strlen (self->text) - self->badge_start));

  alpha->start_index = scale->start_index = weight->start_index = start;
  pango_attr_list_change (attributes, alpha);
  pango_attr_list_change (attributes, scale);
  pango_attr_list_change (attributes, weight);
}

static PangoAttrList *
make_attributes (RigTableCell *self, const char *painted)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (self->marks & RIG_MARK_BEST)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (self->marks & RIG_MARK_WRONG)
    pango_attr_list_insert (attributes, pango_attr_underline_new (PANGO_UNDERLINE_ERROR));
  if (self->marks & RIG_MARK_ARTICLE)
    pango_attr_list_insert (attributes, pango_attr_style_new (PANGO_STYLE_ITALIC));
  if (self->badge_start > 0)
    insert_badge_attributes (self, attributes, painted);

  return attributes;
}

static PangoLayout *
get_layout (RigTableCell *self)
{
  static const PangoAlignment alignments[] = {
    [RIG_ALIGN_START] = PANGO_ALIGN_LEFT,
    [RIG_ALIGN_END] = PANGO_ALIGN_RIGHT,
    [RIG_ALIGN_CENTER] = PANGO_ALIGN_CENTER,
  };
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *painted = NULL;

  if (self->layout != NULL)
    return self->layout;

  painted = rig_text_join_intervals (self->text != NULL ? self->text : "");
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), painted);
  pango_layout_set_alignment (self->layout, alignments[self->align]);
  if (self->fixed)
    pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  attributes = make_attributes (self, painted);
  pango_layout_set_attributes (self->layout, attributes);

  return self->layout;
}

static void
get_text_size (RigTableCell *self, int width, int *text_width, int *text_height)
{
  PangoLayout *layout = get_layout (self);

  if (width < 0 || self->fixed)
    pango_layout_set_width (layout, width < 0 ? -1 : width * PANGO_SCALE);
  else
    rig_layout_wrap (layout, width);
  pango_layout_get_pixel_size (layout, text_width, text_height);
}

static void
measure_fixed (GtkWidget *widget, GtkOrientation orientation, int *minimum, int *natural)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_EM * get_em (widget) / PANGO_SCALE;
      *natural = *minimum * 2;
      return;
    }

  metrics = pango_context_get_metrics (context, NULL, NULL);
  *minimum = *natural = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
}

static GtkSizeRequestMode
rig_table_cell_get_request_mode (GtkWidget *widget)
{
  return RIG_TABLE_CELL (widget)->fixed ? GTK_SIZE_REQUEST_CONSTANT_SIZE
                                        : GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rig_table_cell_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  RigTableCell *self = RIG_TABLE_CELL (widget);
  int width, height, longest = MAX_EM * get_em (widget) / PANGO_SCALE;

  if (self->fixed)
    {
      measure_fixed (widget, orientation, minimum, natural);
      return;
    }

  get_text_size (self, orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, &width, &height);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = height;
      return;
    }

  *natural = MIN (width, longest);
  if (width > longest)
    {
      /* Wrapped, it is as wide as its widest line. */
      get_text_size (self, longest, &width, &height);
      *natural = MIN (width, longest);
    }
  *minimum = *natural;
}

static void
rig_table_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RigTableCell *self = RIG_TABLE_CELL (widget);
  int width, height;
  int available = gtk_widget_get_height (widget);
  GdkRGBA color;

  if (self->text == NULL || self->text[0] == '\0')
    return;

  get_text_size (self, gtk_widget_get_width (widget), &width, &height);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (0, (float) MAX (0, (available - height) / 2)));
  gtk_snapshot_append_layout (snapshot, get_layout (self), &color);
  gtk_snapshot_restore (snapshot);
}

static void
rig_table_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  g_clear_object (&RIG_TABLE_CELL (widget)->layout);

  GTK_WIDGET_CLASS (rig_table_cell_parent_class)->css_changed (widget, change);
}

static void
rig_table_cell_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  g_clear_object (&RIG_TABLE_CELL (widget)->layout);

  GTK_WIDGET_CLASS (rig_table_cell_parent_class)->direction_changed (widget, previous);
}

static void
rig_table_cell_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  g_clear_object (&RIG_TABLE_CELL (widget)->layout);

  GTK_WIDGET_CLASS (rig_table_cell_parent_class)->system_setting_changed (widget, setting);
}

static gboolean
rig_table_cell_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    keyboard,
                              GtkTooltip *tooltip)
{
  const char *note = RIG_TABLE_CELL (widget)->note;

  if (note != NULL)
    gtk_tooltip_set_text (tooltip, note);

  return note != NULL;
}

static void
rig_table_cell_finalize (GObject *object)
{
  RigTableCell *self = RIG_TABLE_CELL (object);

  g_clear_object (&self->layout);
  g_free (self->text);
  g_free (self->note);

  G_OBJECT_CLASS (rig_table_cell_parent_class)->finalize (object);
}

static void
rig_table_cell_class_init (RigTableCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rig_table_cell_finalize;
  widget_class->get_request_mode = rig_table_cell_get_request_mode;
  widget_class->measure = rig_table_cell_measure;
  widget_class->snapshot = rig_table_cell_snapshot;
  widget_class->css_changed = rig_table_cell_css_changed;
  widget_class->direction_changed = rig_table_cell_direction_changed;
  widget_class->system_setting_changed = rig_table_cell_system_setting_changed;
  widget_class->query_tooltip = rig_table_cell_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "tablecell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_CELL);
}

static void
rig_table_cell_init (RigTableCell *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
}

/** @fixed: one line that never asks for another width */
GtkWidget *
rig_table_cell_new (RigAlign align, gboolean fixed)
{
  RigTableCell *self = g_object_new (RIG_TYPE_TABLE_CELL, NULL);

  self->align = align;
  self->fixed = fixed;
  return GTK_WIDGET (self);
}

/* The word for how well a cell is founded; NULL: it needs none. */
static const char *
get_badge (const RigCell *cell)
{
  if ((cell->marks & RIG_MARK_IMPORTED) != 0)
    /* Translators: said of a model that was read from a file of the user's. */
    return C_("badge", "imported");
  if (cell->text == NULL || cell->text[0] == '\0' || (cell->marks & RIG_MARK_ARTICLE) != 0)
    return NULL;
  if (cell->basis <= RIG_BASIS_SPEC || cell->basis == RIG_BASIS_PREDICTED)
    return NULL;

  return rig_format_basis (cell->basis);
}

/* The text with the signs of its marks, so that they are there for every eye and ear. */
static char *
make_text (RigTableCell *self, const RigCell *cell, guint *badge_start)
{
  GString *text = g_string_new (cell->text);
  const char *badge = get_badge (cell);

  *badge_start = 0;
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if ((cell->marks & signs[i].mark) == 0 || signs[i].sign == NULL || text->len == 0)
        continue;
      /* In front, where it is never cut off and can be looked for down the column. */
      if (self->fixed && (signs[i].mark & RIG_MARK_VERDICTS) != 0)
        {
          g_string_prepend (text, "\302\240");
          g_string_prepend (text, signs[i].sign);
        }
      else
        g_string_append_printf (text, "\302\240%s", signs[i].sign);
    }

  if (badge != NULL)
    {
      *badge_start = (guint) text->len;
      g_string_append_printf (text, " %s", badge);
    }

  return g_string_free (text, FALSE);
}

static void
set_marks (RigTableCell *self, guint marks)
{
  if (marks == self->marks)
    return;

  self->marks = marks;
  g_clear_object (&self->layout);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (marks & signs[i].mark)
      gtk_widget_add_css_class (GTK_WIDGET (self), signs[i].css_class);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), signs[i].css_class);
}

static void
set_note (RigTableCell *self, const char *note)
{
  if (g_strcmp0 (note, self->note) == 0)
    return;

  g_free (self->note);
  self->note = g_strdup (note);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), note != NULL);
  if (note != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* Replaces the text; a window is laid out again only if the text needs other space. */
static void
set_text (RigTableCell *self, char *text)
{
  int old_width = 0, old_height = 0, width, height;
  gboolean had_layout = self->layout != NULL && !self->fixed;

  if (had_layout)
    get_text_size (self, -1, &old_width, &old_height);
  g_free (self->text);
  self->text = text;
  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  if (had_layout)
    get_text_size (self, -1, &width, &height);
  if (!self->fixed && (!had_layout || width != old_width || height != old_height))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/** Shows @cell; cheap where it says what is shown already. */
void
rig_table_cell_set (RigTableCell *self, const RigCell *cell)
{
  guint badge_start;
  g_autofree char *text = make_text (self, cell, &badge_start);

  g_return_if_fail (RIG_IS_TABLE_CELL (self));

  set_marks (self, cell->marks);
  set_note (self, cell->note);
  if (g_strcmp0 (text, self->text) == 0)
    return;

  self->badge_start = badge_start;
  set_text (self, g_steal_pointer (&text));
}

/** Where the cell's content comes from, or why it is so; NULL: nothing to say */
const char *
rig_table_cell_get_note (RigTableCell *self)
{
  return self->note;
}

const char *
rig_table_cell_get_text (RigTableCell *self)
{
  return self->text;
}
