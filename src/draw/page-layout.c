/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/page-layout.h"

#include "rig-config.h"

#include "draw/table-layout.h"

#include <math.h>
#include <string.h>

#define FONT_PIXELS (11.0 * 96 / 72)
#define TWO_COLUMNS_FROM 900

/* A word that stands for a machine somewhere on the page. */
typedef struct
{
  guint slot;
  char *name;
} Name;

typedef struct
{
  RigPageLayout *self;
  const RigReport *report;
  double margin, gap, pad, radius;
  GArray *names;                  /* Name */
  const char *chips[RIG_N_SLOTS]; /* the name that stands first; NULL: no such machine */
} Page;

static gboolean
is_right_to_left (void)
{
  /* Asking whether a language includes a script answers yes for languages that Pango does not
   * know, such as that of the C locale: so look at the list itself. */
  int n = 0;
  const PangoScript *scripts = pango_language_get_scripts (pango_language_get_default (), &n);

  return n > 0 && (scripts[0] == PANGO_SCRIPT_ARABIC || scripts[0] == PANGO_SCRIPT_HEBREW);
}

/* Outlines as designed, at any scale: the same picture on every machine that has the font. */
static PangoContext *
create_context (void)
{
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoContext *context = pango_font_map_create_context (map);
  PangoFontDescription *font = pango_font_description_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_font_description_set_family_static (
      font, pango_font_map_get_family (map, "Cantarell") != NULL ? "Cantarell" : "Sans");
  pango_font_description_set_absolute_size (font, FONT_PIXELS * PANGO_SCALE);
  pango_context_set_font_description (context, font);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  if (is_right_to_left ())
    pango_context_set_base_dir (context, PANGO_DIRECTION_RTL);
  cairo_font_options_destroy (options);
  pango_font_description_free (font);
  return context;
}

static void
clear_name_cb (gpointer data)
{
  g_free (((Name *) data)->name);
}

static void
take_name (GArray *names, guint slot, char *text)
{
  Name name = { slot, text };

  if (slot < RIG_N_SLOTS && text != NULL && *text != '\0')
    g_array_append_val (names, name);
  else
    g_free (text);
}

static void
collect_names (GArray *names, const RigReport *report)
{
  for (guint i = 0; i < report->tables->len; i++)
    {
      const RigTable *table = g_ptr_array_index (report->tables, i);
      for (guint j = 0; j < table->columns->len; j++)
        {
          const RigColumn *column = rig_table_get_column (table, j);
          guint slot = column->slot >= 0 ? (guint) column->slot : RIG_N_SLOTS;
          take_name (names, slot, g_strdup (column->title));
          if (column->unit != NULL && column->title != NULL)
            take_name (names, slot, g_strconcat (column->title, " ", column->unit, NULL));
        }
    }
  for (guint i = 0; i < report->charts->len; i++)
    {
      const RigChart *chart = g_ptr_array_index (report->charts, i);
      for (guint j = 0; j < chart->bars->len; j++)
        {
          const RigBar *bar = g_ptr_array_index (chart->bars, j);
          take_name (names, bar->ink - RIG_INK_SLOT_0, g_strdup (bar->label));
        }
      for (guint j = 0; j < chart->series->len; j++)
        {
          const RigSeries *series = g_ptr_array_index (chart->series, j);
          take_name (names, series->ink - RIG_INK_SLOT_0, g_strdup (series->label));
        }
    }
}

/* Two machines may be called alike where a column's unit tells them apart: such a name is none. */
static gboolean
is_ambiguous (const GArray *names, const Name *name)
{
  for (guint i = 0; i < names->len; i++)
    {
      const Name *other = &g_array_index (names, Name, i);
      if (other->slot != name->slot && g_str_equal (other->name, name->name))
        return TRUE;
    }
  return FALSE;
}

static void
choose_names (Page *page)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Name));

  g_array_set_clear_func (all, clear_name_cb);
  collect_names (all, page->report);
  for (guint i = 0; i < all->len; i++)
    {
      const Name *name = &g_array_index (all, Name, i);
      if (!is_ambiguous (all, name))
        {
          take_name (page->names, name->slot, g_strdup (name->name));
          if (page->chips[name->slot] == NULL)
            page->chips[name->slot]
                = g_array_index (page->names, Name, page->names->len - 1).name;
        }
    }
}

static void
add_card (Page *page, RigBox box)
{
  const RigTheme *theme = page->self->theme;
  RigPen pen = rig_pen_fill (theme->card);

  pen.stroke = theme->border;
  pen.line_width = 1;
  rig_display_list_add_rect (page->self->list, box, page->radius, RIG_CORNERS_ALL, pen);
}

/* A card's height is known only when it is filled: its box is put down first, set last. */
static guint
begin_card (Page *page, double x, double y, double width)
{
  RigBox box = { x, y, width, 1 };

  add_card (page, box);
  return page->self->list->primitives->len - 1;
}

static void
end_card (Page *page, guint card, double bottom)
{
  RigPrimitive *p = &g_array_index (page->self->list->primitives, RigPrimitive, card);
  p->box.height = bottom - p->box.y;
}

static double
add_chips (Page *page, double y)
{
  RigPageLayout *self = page->self;
  double em = self->kit->em, x = page->margin, height = self->kit->line[RIG_TEXT_STRONG] + 0.8 * em;
  gboolean any = FALSE;

  for (guint slot = 0; slot < RIG_N_SLOTS; slot++)
    {
      PangoLayout *text;
      double width, line;
      RigBox pill;
      if (page->chips[slot] == NULL)
        continue;
      text = rig_text_kit_shape (self->kit, page->chips[slot], RIG_TEXT_STRONG);
      rig_layout_shorten (text, self->width - 2 * page->margin - 3 * em);
      rig_layout_get_size (text, &width, &line);
      if (any && x + width + 2.6 * em > self->width - page->margin)
        {
          x = page->margin;
          y += height + 0.4 * em;
        }
      pill = (RigBox) { x, y, width + 2.6 * em, height };
      rig_display_list_add_rect (self->list, pill, height / 2, RIG_CORNERS_ALL,
                                 (RigPen) { self->theme->card, self->theme->border, 1, NULL, 0 });
      rig_display_list_add_marker (self->list, x + 1.05 * em, y + height / 2, 0.34 * em,
                                   rig_theme_get_marker (slot),
                                   rig_pen_fill (self->theme->slots[slot]));
      rig_display_list_take_text (self->list, text, x + 1.75 * em, y + (height - line) / 2,
                                  self->theme->text);
      x += pill.width + 0.6 * em;
      any = TRUE;
    }
  return any ? y + height + page->gap : y;
}

/* The machines' names in the finding wear their colours; of two that overlap the longer wins. */
static void
color_names (Page *page, PangoLayout *layout, const char *text)
{
  PangoAttrList *attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));
  g_autofree guint *lengths = g_new0 (guint, strlen (text) + 1);

  for (guint i = 0; i < page->names->len; i++)
    {
      const Name *name = &g_array_index (page->names, Name, i);
      RigColor color = page->self->theme->slot_text[name->slot];
      guint length = (guint) strlen (name->name);
      for (const char *at = strstr (text, name->name); at != NULL; at = strstr (at + 1, name->name))
        {
          PangoAttribute *attribute;
          if (lengths[at - text] >= length)
            continue;
          lengths[at - text] = length;
          attribute = pango_attr_foreground_new ((guint16) (color.red * 65535),
                                                 (guint16) (color.green * 65535),
                                                 (guint16) (color.blue * 65535));
          attribute->start_index = (guint) (at - text);
          attribute->end_index = attribute->start_index + length;
          pango_attr_list_change (attributes, attribute);
        }
    }
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

static double
add_finding (Page *page, double y)
{
  RigPageLayout *self = page->self;
  double width = self->width - 2 * page->margin, inner = width - 2 * page->pad;
  double x = page->margin + page->pad;
  guint card;

  if (page->report->finding == NULL && page->report->assumptions == NULL)
    return y;
  card = begin_card (page, page->margin, y, width);
  y += page->pad;
  if (page->report->finding != NULL)
    {
      PangoLayout *layout
          = rig_text_kit_shape (self->kit, page->report->finding,
                                self->width < 560 ? RIG_TEXT_HEADING : RIG_TEXT_FINDING);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_width (layout, (int) (MAX (inner, 1) * PANGO_SCALE));
      color_names (page, layout, page->report->finding);
      y += rig_display_list_take_text (self->list, layout, x, y, self->theme->text).height;
      y += 0.45 * self->kit->em;
    }
  y += rig_paragraph_layout (self->kit, self->list, page->report->assumptions, RIG_TEXT_BODY,
                             self->theme->dim, x, y, inner);
  end_card (page, card, y + page->pad);
  return y + page->pad + page->gap;
}

/* Title and subtitle; returns the y below them. */
static double
add_chart_words (Page *page, const RigChart *chart, double x, double y, double width)
{
  RigPageLayout *self = page->self;

  y += rig_paragraph_layout (self->kit, self->list, chart->title, RIG_TEXT_HEADING,
                             self->theme->text, x, y, width);
  y += rig_paragraph_layout (self->kit, self->list, chart->subtitle, RIG_TEXT_SMALL,
                             self->theme->dim, x, y, width);
  return y + 0.7 * self->kit->em;
}

/* One row of the grid: @n charts from @first on, their cards of one height. */
static double
add_chart_row (Page *page, guint first, guint n, double y)
{
  RigPageLayout *self = page->self;
  double room = self->width - 2 * page->margin - page->gap * (n - 1), width = room / n;
  double inner = width - 2 * page->pad, below = y, tallest = 0, sources = 0;
  guint cards[2];

  for (guint i = 0; i < n; i++)
    {
      const RigChart *chart = g_ptr_array_index (page->report->charts, first + i);
      double x = page->margin + i * (width + page->gap);
      cards[i] = begin_card (page, x, y, width);
      below = MAX (below, add_chart_words (page, chart, x + page->pad, y + page->pad, inner));
      tallest = MAX (tallest,
                     rig_chart_get_natural_height (chart, self->kit->context, inner));
    }
  for (guint i = 0; i < n; i++)
    {
      const RigChart *chart = g_ptr_array_index (page->report->charts, first + i);
      double x = page->margin + i * (width + page->gap) + page->pad;
      RigPlacedChart placed = { NULL, x, below };
      placed.view = rig_chart_view_new (chart, self->theme, self->kit->context, inner, tallest,
                                        NULL);
      g_array_append_val (self->charts, placed);
    }
  below += tallest;
  for (guint i = 0; i < n; i++)
    {
      const RigChart *chart = g_ptr_array_index (page->report->charts, first + i);
      double x = page->margin + i * (width + page->gap) + page->pad;
      double height = rig_paragraph_layout (self->kit, self->list, chart->source, RIG_TEXT_SMALL,
                                            self->theme->dim, x, below + 0.5 * self->kit->em,
                                            inner);
      sources = MAX (sources, height > 0 ? height + 0.5 * self->kit->em : 0);
    }
  below += sources + page->pad;
  for (guint i = 0; i < n; i++)
    end_card (page, cards[i], below);
  return below + page->gap;
}

static double
add_charts (Page *page, double y)
{
  guint n = page->report->charts->len;
  guint columns = page->self->width >= TWO_COLUMNS_FROM ? 2 : 1;

  for (guint first = 0; first < n; first += columns)
    y = add_chart_row (page, first, MIN (columns, n - first), y);
  return y;
}

static double
add_tables (Page *page, double y)
{
  RigPageLayout *self = page->self;
  double width = self->width - 2 * page->margin;

  for (guint i = 0; i < page->report->tables->len; i++)
    {
      guint card = begin_card (page, page->margin, y, width);
      y += page->pad;
      y += rig_table_layout (g_ptr_array_index (page->report->tables, i), self->theme, self->kit,
                             self->list, page->margin + page->pad, y, width - 2 * page->pad);
      y += page->pad;
      end_card (page, card, y);
      y += page->gap;
    }
  return y;
}

/* Dates at the left; whose picture it is at the right, in the same line where there is room. */
static double
add_footer (Page *page, double y)
{
  RigPageLayout *self = page->self;
  PangoLayout *mark = rig_text_kit_shape (self->kit, "Rigwise " RIG_VERSION, RIG_TEXT_SMALL);
  double room = self->width - 2 * page->margin, width, height, dates;

  rig_layout_get_size (mark, &width, &height);
  dates = rig_paragraph_layout (self->kit, self->list, page->report->dates, RIG_TEXT_SMALL,
                                self->theme->dim, page->margin, y,
                                MAX (room - width - page->gap, 0.5 * room));
  rig_display_list_take_text (self->list, mark, self->width - page->margin - width,
                              width + page->gap > 0.5 * room ? y + dates : y, self->theme->dim);
  if (width + page->gap > 0.5 * room)
    return y + dates + height + page->margin;
  return y + MAX (dates, height) + page->margin;
}

RigPageLayout *
rig_page_layout_new (const RigReport *report, const RigTheme *theme, double width)
{
  RigPageLayout *self = g_new0 (RigPageLayout, 1);
  PangoContext *context = create_context ();
  Page page = { .self = self, .report = report };
  double em, y;

  self->theme = theme;
  self->width = width;
  self->kit = rig_text_kit_new (context);
  g_object_unref (context);
  self->list = rig_display_list_new ();
  self->charts = g_array_new (FALSE, TRUE, sizeof (RigPlacedChart));
  em = self->kit->em;
  page.margin = width < 560 ? 0.9 * em : 1.5 * em;
  page.gap = 0.9 * em;
  page.pad = width < 560 ? 0.9 * em : 1.25 * em;
  page.radius = 0.85 * em;
  page.names = g_array_new (FALSE, FALSE, sizeof (Name));
  g_array_set_clear_func (page.names, clear_name_cb);
  choose_names (&page);

  y = add_chips (&page, page.margin);
  y = add_finding (&page, y);
  y = add_charts (&page, y);
  y = add_tables (&page, y);
  self->height = ceil (add_footer (&page, y));
  g_array_unref (page.names);
  return self;
}

void
rig_page_layout_free (RigPageLayout *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->charts->len; i++)
    rig_chart_view_free (g_array_index (self->charts, RigPlacedChart, i).view);
  g_array_unref (self->charts);
  rig_display_list_free (self->list);
  rig_text_kit_free (self->kit);
  g_free (self);
}

void
rig_page_layout_paint (const RigPageLayout *self, cairo_t *cr)
{
  rig_display_list_paint (self->list, cr);
  for (guint i = 0; i < self->charts->len; i++)
    {
      const RigPlacedChart *placed = &g_array_index (self->charts, RigPlacedChart, i);
      cairo_save (cr);
      cairo_translate (cr, placed->x, placed->y);
      rig_chart_view_paint (placed->view, cr);
      cairo_restore (cr);
    }
}
