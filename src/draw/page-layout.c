/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/page-layout.h"

#include "rig-config.h"

#include "draw/table-layout.h"

#include <math.h>
#include <string.h>

#define FONT_PIXELS (11.0 * 96 / 72)
#define TWO_COLUMNS_FROM 900

typedef struct
{
  RigPageLayout *self;
  const RigReport *report;
  double margin, gap, pad, radius;
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

static guint
get_n_machines (const RigReport *report)
{
  return report->machines != NULL ? MIN (report->machines->len, RIG_N_SLOTS) : 0;
}

/* What it costs, and whether that can be believed: "$2,000–$4,000 claimed · never released". */
static char *
describe_machine (const RigReportMachine *machine)
{
  g_autoptr (GString) words = g_string_new (machine->price);

  if (machine->badge != NULL)
    g_string_append_printf (words, " %s", machine->badge);
  if (machine->claimed && machine->status != NULL)
    g_string_append_printf (words, " · %s", machine->status);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static double
add_chips (Page *page, double y)
{
  RigPageLayout *self = page->self;
  double em = self->kit->em, x = page->margin, height = self->kit->line[RIG_TEXT_STRONG] + 0.8 * em;
  double most = self->width - 2 * page->margin;
  guint n = get_n_machines (page->report);

  for (guint slot = 0; slot < n; slot++)
    {
      const RigReportMachine *machine
          = &g_array_index (page->report->machines, RigReportMachine, slot);
      g_autofree char *words = describe_machine (machine);
      PangoLayout *name = rig_text_kit_shape (self->kit, machine->short_name, RIG_TEXT_STRONG);
      PangoLayout *more = rig_text_kit_shape (self->kit, words, RIG_TEXT_BODY);
      double name_width, more_width, line, width;
      rig_layout_get_size (name, &name_width, &line);
      rig_layout_shorten (more, MAX (most - name_width - 3.2 * em, 1));
      rig_layout_get_size (more, &more_width, &line);
      width = name_width + more_width + 3.2 * em;
      if (slot > 0 && x + width > self->width - page->margin)
        {
          x = page->margin;
          y += height + 0.4 * em;
        }
      rig_display_list_add_rect (self->list, (RigBox) { x, y, width, height }, height / 2,
                                 RIG_CORNERS_ALL,
                                 (RigPen) { self->theme->card, self->theme->border, 1, NULL, 0 });
      rig_display_list_add_marker (self->list, x + 1.05 * em, y + height / 2, 0.34 * em,
                                   rig_theme_get_marker (slot),
                                   rig_pen_fill (self->theme->slots[slot]));
      rig_display_list_take_text (self->list, name, x + 1.75 * em, y + (height - line) / 2,
                                  self->theme->text);
      rig_display_list_take_text (self->list, more, x + 2.3 * em + name_width,
                                  y + (height - line) / 2, self->theme->dim);
      x += width + 0.6 * em;
    }
  return n > 0 ? y + height + page->gap : y;
}

static void
color_name (const RigTheme *theme, PangoAttrList *attributes, const char *text, const char *name,
            guint slot)
{
  RigColor color = theme->slot_text[slot];

  for (const char *at = strstr (text, name); at != NULL; at = strstr (at + 1, name))
    {
      PangoAttribute *attribute = pango_attr_foreground_new ((guint16) (color.red * 65535),
                                                             (guint16) (color.green * 65535),
                                                             (guint16) (color.blue * 65535));
      attribute->start_index = (guint) (at - text);
      attribute->end_index = attribute->start_index + (guint) strlen (name);
      pango_attr_list_change (attributes, attribute);
    }
}

/* The machines' names in the finding wear their colours; of two that overlap the longer wins. */
static void
color_names (Page *page, PangoLayout *layout, const char *text)
{
  PangoAttrList *attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));
  guint n = get_n_machines (page->report), order[RIG_N_SLOTS];

  for (guint i = 0; i < n; i++)
    order[i] = i;
  /* Shorter names first, so that longer ones paint over them. */
  for (guint i = 1; i < n; i++)
    for (guint k = i; k > 0; k--)
      {
        const RigReportMachine *all = (const RigReportMachine *) (void *)
                                        page->report->machines->data;
        guint swap = order[k];
        if (strlen (all[order[k - 1]].short_name) <= strlen (all[order[k]].short_name))
          break;
        order[k] = order[k - 1];
        order[k - 1] = swap;
      }
  for (guint i = 0; i < n; i++)
    color_name (page->self->theme, attributes, text,
                g_array_index (page->report->machines, RigReportMachine, order[i]).short_name,
                order[i]);
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
      rig_layout_wrap (layout, inner);
      color_names (page, layout, pango_layout_get_text (layout));
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

  y = add_chips (&page, page.margin);
  y = add_finding (&page, y);
  y = add_charts (&page, y);
  y = add_tables (&page, y);
  self->height = ceil (add_footer (&page, y));
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
