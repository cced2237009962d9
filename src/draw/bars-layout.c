/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/chart-layout.h"

#include "draw/legend.h"
#include "draw/placement.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_OBSTACLES 24
#define WORDS_SHARE 0.75 /* label and value together may take that much of the width */
#define LABEL_SHARE 0.36 /* of the width; longer labels stand above their bars */
#define LEAST_BAR_SHARE 0.35
#define MOST_CEILING 2.0 /* times all else: a ceiling beyond would leave the bars no room */
#define MARKS_PER_AXIS 5

static const double claim_dash[] = { 2.5, 2.0 };
static const double reference_dash[] = { 1.0, 2.0 };

typedef struct
{
  double left, right, top; /* of the area that bars and value texts may use */
  double pitch, thickness;
  double label_width;
  double note;    /* height of the line under each bar; 0: there is none, or no room for it */
  double note_left; /* where those lines begin */
  gboolean above; /* labels stand above their bars */
  guint n;        /* rows that have room; a line below says how many more there are */
} Rows;

typedef struct
{
  RigBox spans[MAX_OBSTACLES];
  guint n;
} Obstacles;

static gboolean
has_claim (const RigBar *bar)
{
  return isfinite (bar->claim.low) && isfinite (bar->claim.high);
}

static gboolean
has_whisker (const RigBar *bar)
{
  return isfinite (bar->low) && isfinite (bar->high) && bar->high > bar->low;
}

static double
get_parts_value (const RigBar *bar)
{
  double sum = 0;

  for (guint i = 0; i < bar->parts->len; i++)
    {
      const RigPart *part = &g_array_index (bar->parts, RigPart, i);
      gboolean reserved = part->ink == RIG_INK_SYSTEM && isfinite (bar->limit);
      if (isfinite (part->value) && part->value > 0 && !reserved)
        sum += part->value;
    }
  return sum;
}

static double
get_reserved_value (const RigBar *bar)
{
  if (!isfinite (bar->limit))
    return 0;
  for (guint i = 0; i < bar->parts->len; i++)
    {
      const RigPart *part = &g_array_index (bar->parts, RigPart, i);
      if (part->ink == RIG_INK_SYSTEM && isfinite (part->value))
        return CLAMP (part->value, 0, bar->limit);
    }
  return 0;
}

/* Bars stand on zero: what lies left of it has no place. */
static void
add_positive (RigDomain *domain, double value)
{
  if (value > 0)
    rig_domain_add (domain, value);
}

static RigDomain
collect_domain_of_bars (const RigChart *chart)
{
  RigDomain domain = rig_domain_empty (RIG_AXIS_LINEAR);

  rig_domain_add (&domain, 0);
  for (guint i = 0; i < chart->bars->len; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);
      if (!bar->unknown)
        {
          add_positive (&domain, get_parts_value (bar));
          add_positive (&domain, has_whisker (bar) ? bar->high : NAN);
          for (guint k = 0; k < bar->measured->len; k++)
            add_positive (&domain, g_array_index (bar->measured, RigMeasured, k).value);
        }
      add_positive (&domain, bar->limit);
      add_positive (&domain, has_claim (bar) ? bar->claim.high : NAN);
    }
  for (guint i = 0; i < chart->references->len; i++)
    add_positive (&domain, g_array_index (chart->references, RigReference, i).value);
  return domain;
}

/* Ceilings too far out are left out, and stand in the readout alone. */
static RigDomain
collect_domain (const RigChart *chart)
{
  RigDomain domain = collect_domain_of_bars (chart);
  double most = domain.high * MOST_CEILING;

  for (guint i = 0; i < chart->bars->len; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);
      if (!bar->unknown && bar->ceiling <= most)
        add_positive (&domain, bar->ceiling);
    }
  return domain;
}

static double
get_widest_label (const RigChart *chart, const RigTextKit *kit)
{
  double widest = 0;

  for (guint i = 0; i < chart->bars->len; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);
      widest = MAX (widest, rig_text_kit_measure (kit, bar->label, RIG_TEXT_STRONG));
    }
  return widest;
}

static double
get_widest_value (const RigChart *chart, const RigTextKit *kit)
{
  double widest = 0;

  for (guint i = 0; i < chart->bars->len; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);
      if (bar->value_text != NULL)
        widest = MAX (widest, rig_text_kit_measure (kit, bar->value_text, RIG_TEXT_BODY));
    }
  return widest;
}

/* Labels go above their bars where they are long, or where label and value would leave no bar. */
static gboolean
wants_labels_above (const RigChart *chart, const RigTextKit *kit, double width)
{
  double label = get_widest_label (chart, kit);

  return label > LABEL_SHARE * width
         || label + get_widest_value (chart, kit) > WORDS_SHARE * width;
}

static double
get_widest_note (const RigChart *chart, const RigTextKit *kit)
{
  double widest = 0;

  for (guint i = 0; i < chart->bars->len; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);
      if (bar->note != NULL)
        widest = MAX (widest, rig_text_kit_measure (kit, bar->note, RIG_TEXT_SMALL));
    }
  return widest;
}

/* Notes under the bars stand on a line each, or on two where any does not fit on one. Where one bar
 * has a note, all have room for one. */
static double
get_note_height (const RigChart *chart, const RigTextKit *kit, double width)
{
  double widest = get_widest_note (chart, kit);

  if (widest > width)
    return 2 * kit->line[RIG_TEXT_SMALL];
  return widest > 0 ? kit->line[RIG_TEXT_SMALL] : 0;
}

static void
init_rows (Rows *rows, const RigChartLayout *self, double height)
{
  const RigTextKit *kit = self->kit;
  double line = kit->line[RIG_TEXT_STRONG], widest = get_widest_label (self->chart, kit), room;
  double pitch;

  rows->n = self->chart->bars->len;
  if (rows->n * line > height && rows->n > 1)
    {
      rows->n = (guint) MAX (floor (height / line) - 1, 1);
      height = MAX (height - line, line);
    }
  room = height / MAX (rows->n, 1);
  rows->note = get_note_height (self->chart, kit, self->width);
  if (room < line + 1.1 * kit->em + rows->note)
    rows->note = MIN (rows->note, kit->line[RIG_TEXT_SMALL]);
  if (room < line + 1.1 * kit->em + rows->note)
    rows->note = 0;
  room -= rows->note;
  rows->above = wants_labels_above (self->chart, kit, self->width)
                && room >= line + 1.1 * kit->em;
  /* Beside a taller chart the rows spread, up to where they would fall apart. */
  pitch = MIN (room, rows->above ? line + 3.4 * kit->em : 5.4 * kit->em);
  rows->pitch = pitch + rows->note;
  rows->thickness = rows->above ? pitch - line - 0.5 * kit->em : pitch * 0.58;
  rows->thickness = CLAMP (rows->thickness, 2, 2.3 * kit->em);
  rows->label_width = rows->above ? 0 : MIN (widest, LABEL_SHARE * self->width);
  rows->left = rows->above ? 0 : rows->label_width + 0.9 * kit->em;
  rows->right = self->width;
  rows->top = 0;
  /* Under the bars, or all of them further out where one would not fit there. */
  rows->note_left = get_widest_note (self->chart, kit) > rows->right - rows->left ? 0 : rows->left;
}

static double
get_bar_y (const Rows *rows, guint row)
{
  double bottom = rows->top + (row + 1) * rows->pitch - rows->note;
  double spare = rows->pitch - rows->note - rows->thickness;
  return rows->above ? bottom - rows->thickness - MIN (spare, rows->thickness * 0.3)
                     : bottom - rows->thickness - spare / 2;
}

static void
add_obstacle (Obstacles *self, double from, double to)
{
  if (self->n < MAX_OBSTACLES && isfinite (from) && isfinite (to))
    {
      RigBox span = { from, 0, MAX (to - from, 1), 1 };
      self->spans[self->n++] = span;
    }
}

static gboolean
has_ceiling (const RigChartLayout *self, const RigBar *bar)
{
  return bar->ceiling > 0 && bar->ceiling <= self->most;
}

/* All that a value text must not lie upon, along the row. */
static void
collect_obstacles (Obstacles *self, const RigChartLayout *layout, const RigBar *bar)
{
  const RigAxisMap *x = &layout->x;
  double half = 0.35 * layout->kit->em;

  self->n = 0;
  if (!bar->unknown && has_whisker (bar))
    add_obstacle (self, rig_axis_map_apply (x, bar->low), rig_axis_map_apply (x, bar->high));
  for (guint i = 0; !bar->unknown && i < bar->measured->len; i++)
    {
      double at = rig_axis_map_apply (x, g_array_index (bar->measured, RigMeasured, i).value);
      add_obstacle (self, at - half, at + half);
    }
  if (!bar->unknown && has_ceiling (layout, bar))
    add_obstacle (self, rig_axis_map_apply (x, bar->ceiling),
                  rig_axis_map_apply (x, bar->ceiling));
  if (has_claim (bar))
    add_obstacle (self, rig_axis_map_apply (x, bar->claim.low),
                  rig_axis_map_apply (x, bar->claim.high));
  if (isfinite (bar->limit))
    add_obstacle (self, rig_axis_map_apply (x, bar->limit - get_reserved_value (bar)),
                  rig_axis_map_apply (x, bar->limit));
  for (guint i = 0; i < layout->chart->references->len; i++)
    {
      const RigReference *reference = &g_array_index (layout->chart->references, RigReference, i);
      double at = rig_axis_map_apply (x, reference->value);
      add_obstacle (self, at, at);
    }
}

static double
find_value_x (const RigChartLayout *self, const RigBar *bar, double text_width)
{
  Obstacles obstacles;
  double end = rig_axis_map_apply (&self->x, bar->unknown ? 0 : MAX (get_parts_value (bar), 0));
  double padding = 0.5 * self->kit->em;

  collect_obstacles (&obstacles, self, bar);
  return rig_placement_find_gap (obstacles.spans, obstacles.n,
                                 bar->unknown ? end : end + padding, text_width, padding);
}

/* Shortens the axis until the value texts behind the bars have room. */
static void
fit_values (RigChartLayout *self, const Rows *rows)
{
  const RigChart *chart = self->chart;
  g_autofree double *widths = g_new0 (double, MAX (chart->bars->len, 1));
  double least = rows->left + LEAST_BAR_SHARE * (rows->right - rows->left);

  for (guint i = 0; i < chart->bars->len; i++)
    {
      const RigBar *bar = g_ptr_array_index (chart->bars, i);
      widths[i] = rig_text_kit_measure (self->kit, bar->value_text, RIG_TEXT_BODY);
    }
  self->x.end = rows->right - 1;
  for (int pass = 0; pass < 12; pass++)
    {
      double over = 0;
      for (guint i = 0; i < chart->bars->len; i++)
        {
          const RigBar *bar = g_ptr_array_index (chart->bars, i);
          if (!bar->unknown)
            over = MAX (over, find_value_x (self, bar, widths[i]) + widths[i] - rows->right);
        }
      if (over <= 0)
        break;
      self->x.end = MAX (least, self->x.end - over - 0.5);
    }
}

static void
draw_label (RigChartLayout *self, const Rows *rows, const RigBar *bar, guint row)
{
  const RigTextKit *kit = self->kit;
  PangoLayout *text = rig_text_kit_shape (kit, bar->label, RIG_TEXT_STRONG);
  double y = get_bar_y (rows, row), line = kit->line[RIG_TEXT_STRONG];
  RigColor color = rig_theme_get_text_ink (self->theme, bar->ink);
  double width, height, x = 0;

  rig_layout_shorten (text, rows->above ? self->width : rows->label_width);
  rig_layout_get_size (text, &width, &height);
  if (!rows->above && pango_context_get_base_dir (kit->context) == PANGO_DIRECTION_RTL)
    x = rows->label_width - width;
  if (rows->above)
    rig_display_list_take_text (self->list, text, 0, y - line - 0.1 * kit->em, color);
  else
    rig_display_list_take_text (self->list, text, x, y + (rows->thickness - height) / 2, color);
}

static void
draw_limit (RigChartLayout *self, const Rows *rows, const RigBar *bar, double y)
{
  const RigTheme *theme = self->theme;
  double start = self->x.start, end = rig_axis_map_apply (&self->x, bar->limit);
  double reserved = get_reserved_value (bar);
  RigBox box = { start, y, end - start, rows->thickness };
  RigPen pen = rig_pen_fill (theme->track);

  if (!isfinite (bar->limit))
    return;
  rig_display_list_add_rect (self->list, box, 3, RIG_CORNERS_ALL, pen);
  if (reserved > 0)
    {
      double from = rig_axis_map_apply (&self->x, bar->limit - reserved);
      RigBox hatch = { from, y, end - from, rows->thickness };
      rig_display_list_add_hatch (
          self->list, hatch, 3, RIG_CORNERS_RIGHT,
          rig_pen_stroke (rig_color_mix (theme->neutral, theme->card, 0.35), 1));
    }
  box = (RigBox) { start + 0.5, y + 0.5, end - start - 1, rows->thickness - 1 };
  rig_display_list_add_rect (
      self->list, box, 3, RIG_CORNERS_ALL,
      rig_pen_stroke (rig_color_mix (theme->neutral, theme->card, 0.45), 1));
}

static void
draw_parts (RigChartLayout *self, const Rows *rows, const RigBar *bar, double y)
{
  double sum = 0, total = get_parts_value (bar), from = self->x.start;

  for (guint i = 0; i < bar->parts->len; i++)
    {
      const RigPart *part = &g_array_index (bar->parts, RigPart, i);
      gboolean system = part->ink == RIG_INK_SYSTEM;
      guint corners = sum <= 0 ? RIG_CORNERS_LEFT : RIG_CORNERS_NONE;
      RigColor color = rig_theme_get_ink (self->theme, part->ink, part->tint);
      double to;
      RigBox box;
      if (!isfinite (part->value) || part->value <= 0 || (system && isfinite (bar->limit)))
        continue;
      sum += part->value;
      to = rig_axis_map_apply (&self->x, sum);
      if (sum >= total * (1 - 1e-12) && !(isfinite (bar->limit) && sum < bar->limit))
        corners |= RIG_CORNERS_RIGHT;
      box = (RigBox) { from, y, MAX (to - from, 0.5), rows->thickness };
      if (system)
        rig_display_list_add_hatch (self->list, box, 3, corners, rig_pen_stroke (color, 1));
      else
        rig_display_list_add_rect (self->list, box, 3, corners, rig_pen_fill (color));
      /* A hairline tells neighbouring tints apart without colour. */
      if (from > self->x.start && to - from > 2)
        rig_display_list_add_line (self->list, from, y, from, y + rows->thickness,
                                   rig_pen_stroke (self->theme->card, 1));
      from = to;
    }
}

static void
draw_claim (RigChartLayout *self, const Rows *rows, const RigBar *bar, double y)
{
  const RigTheme *theme = self->theme;
  RigPen pen = rig_pen_stroke (bar->claim.impossible ? theme->bad : theme->claim,
                               rig_theme_is_high_contrast (theme) ? 2 : 1.4);
  double from, to, grow = MIN (3, rows->pitch / 8);
  RigBox box;

  if (!has_claim (bar))
    return;
  from = rig_axis_map_apply (&self->x, bar->claim.low);
  to = rig_axis_map_apply (&self->x, bar->claim.high);
  /* A claim of one value is still a box that can be seen. */
  if (to - from < 4)
    {
      from = (from + to) / 2 - 2;
      to = from + 4;
    }
  box = (RigBox) { from, y - grow, to - from, rows->thickness + 2 * grow };
  pen.dash = claim_dash;
  pen.n_dash = G_N_ELEMENTS (claim_dash);
  rig_display_list_add_rect (self->list, box, 3, RIG_CORNERS_ALL, pen);
}

static void
draw_whisker (RigChartLayout *self, const Rows *rows, const RigBar *bar, double y)
{
  const RigTheme *theme = self->theme;
  double from = rig_axis_map_apply (&self->x, bar->low);
  double to = rig_axis_map_apply (&self->x, bar->high);
  double middle = y + rows->thickness / 2, cap = MIN (4, rows->thickness / 3);

  if (!has_whisker (bar))
    return;
  /* First wider in the card's colour: dark on dark blue would be lost. */
  for (int pass = 0; pass < 2; pass++)
    {
      RigPen pen = pass == 0 ? rig_pen_stroke (theme->card, 3.5)
                             : rig_pen_stroke (theme->text, 1.5);
      double extra = pass == 0 ? 1 : 0;
      rig_display_list_add_line (self->list, from - extra, middle, to + extra, middle, pen);
      rig_display_list_add_line (self->list, from, middle - cap - extra, from,
                                 middle + cap + extra, pen);
      rig_display_list_add_line (self->list, to, middle - cap - extra, to, middle + cap + extra,
                                 pen);
    }
}

/* A bracket that the bar cannot leave: it opens to the left, and stands out a little. */
static void
draw_ceiling (RigChartLayout *self, const Rows *rows, const RigBar *bar, double y)
{
  RigPen pen = rig_pen_stroke (self->theme->dim,
                               rig_theme_is_high_contrast (self->theme) ? 2 : 1.2);
  double x = rig_axis_map_apply (&self->x, bar->ceiling), foot = 0.25 * self->kit->em;
  double grow = MIN (2, rows->pitch / 10), top = y - grow, bottom = y + rows->thickness + grow;

  if (!has_ceiling (self, bar))
    return;
  rig_display_list_begin_points (self->list, RIG_PRIMITIVE_POLYLINE, pen);
  rig_display_list_add_point (self->list, x - foot, top);
  rig_display_list_add_point (self->list, x, top);
  rig_display_list_add_point (self->list, x, bottom);
  rig_display_list_add_point (self->list, x - foot, bottom);
}

static void
draw_measured (RigChartLayout *self, const Rows *rows, const RigBar *bar, double y)
{
  const RigTheme *theme = self->theme;
  double radius = MIN (0.32 * self->kit->em, rows->thickness / 2);

  for (guint i = 0; i < bar->measured->len; i++)
    {
      const RigMeasured *measured = &g_array_index (bar->measured, RigMeasured, i);
      double x = rig_axis_map_apply (&self->x, measured->value), middle = y + rows->thickness / 2;
      RigPen pen = rig_pen_fill (measured->similar ? theme->card : theme->text);
      if (!isfinite (measured->value) || measured->value < 0)
        continue;
      /* A ring in the card's colour first: the point lies on a bar as dark as it is. */
      rig_display_list_add_marker (self->list, x, middle, radius + 1.5, RIG_MARKER_CIRCLE,
                                   rig_pen_fill (theme->card));
      pen.stroke = theme->text;
      pen.line_width = 1.5;
      rig_display_list_add_marker (self->list, x, middle, radius - 0.5, RIG_MARKER_CIRCLE, pen);
    }
}

static void
draw_value (RigChartLayout *self, const Rows *rows, const RigBar *bar, double y)
{
  const RigTheme *theme = self->theme;
  PangoLayout *text
      = rig_text_kit_shape (self->kit, bar->value_text, RIG_TEXT_BODY);
  double width, height, x;

  rig_layout_get_size (text, &width, &height);
  x = find_value_x (self, bar, bar->unknown ? MIN (width, rows->right - rows->left) : width);
  /* No gap is wide enough: what is left of the row behind everything has to do. */
  if (x + width > rows->right)
    x = MIN (find_value_x (self, bar, 2 * self->kit->em), rows->right);
  if (rows->right - x < self->kit->em)
    {
      g_object_unref (text);
      return;
    }
  rig_layout_shorten (text, rows->right - x);
  rig_display_list_take_text (self->list, text, x, y + (rows->thickness - height) / 2,
                              bar->unknown ? theme->dim : theme->text);
}

static void
draw_note (RigChartLayout *self, const Rows *rows, const RigBar *bar, double y)
{
  PangoLayout *text;

  if (bar->note == NULL || rows->note <= 0)
    return;
  text = rig_text_kit_shape (self->kit, bar->note, RIG_TEXT_SMALL);
  rig_layout_shorten (text, rows->right - rows->note_left);
  if (rows->note > self->kit->line[RIG_TEXT_SMALL])
    pango_layout_set_height (text, -2);
  rig_display_list_take_text (self->list, text, rows->note_left,
                              y + rows->thickness + 0.1 * self->kit->em, self->theme->dim);
}

/* What goes beyond the limit, over the part that is kept for the system. */
static void
draw_over (RigChartLayout *self, const Rows *rows, const RigBar *bar, double y)
{
  const RigTheme *theme = self->theme;
  double limit = bar->limit - get_reserved_value (bar), sum = get_parts_value (bar);
  double from = rig_axis_map_apply (&self->x, limit), to = rig_axis_map_apply (&self->x, sum);
  RigPen pen = rig_pen_stroke (theme->bad, rig_theme_is_high_contrast (theme) ? 2 : 1.5);
  RigBox box = { from, y, to - from, rows->thickness };

  if (!isfinite (bar->limit) || sum <= limit)
    return;
  pen.fill = theme->card;
  rig_display_list_add_hatch (self->list, box, 3, RIG_CORNERS_RIGHT, pen);
  rig_display_list_add_rect (self->list, box, 3, RIG_CORNERS_RIGHT,
                             rig_pen_stroke (theme->bad, pen.line_width));
  /* The limit itself sticks out above and below. */
  rig_display_list_add_line (self->list, from, y - 3, from, y + rows->thickness + 3,
                             rig_pen_stroke (theme->text, 2));
}

static void
draw_references (RigChartLayout *self, const Rows *rows)
{
  RigPen pen = rig_pen_stroke (self->theme->dim, 1.4);

  pen.dash = reference_dash;
  pen.n_dash = G_N_ELEMENTS (reference_dash);
  for (guint i = 0; i < self->chart->references->len; i++)
    {
      double value = g_array_index (self->chart->references, RigReference, i).value;
      double x = rig_axis_map_apply (&self->x, value);
      if (!(value >= 0))
        continue;
      /* One line through all rows, but not through labels that stand above their bars. */
      if (!rows->above)
        rig_display_list_add_line (self->list, x, rows->top, x,
                                   rows->top + rows->pitch * rows->n, pen);
      for (guint row = 0; rows->above && row < rows->n; row++)
        rig_display_list_add_line (self->list, x, get_bar_y (rows, row) - 2, x,
                                   get_bar_y (rows, row) + rows->thickness + 4, pen);
    }
}

static void
draw_row (RigChartLayout *self, const Rows *rows, guint row)
{
  const RigBar *bar = g_ptr_array_index (self->chart->bars, row);
  double y = get_bar_y (rows, row);
  RigStop stop = { self->x.start, y + rows->thickness / 2, NAN };

  draw_limit (self, rows, bar, y);
  if (!bar->unknown)
    {
      draw_parts (self, rows, bar, y);
      draw_over (self, rows, bar, y);
      stop.x = rig_axis_map_apply (&self->x, get_parts_value (bar));
    }
  draw_claim (self, rows, bar, y);
  if (!bar->unknown)
    {
      draw_ceiling (self, rows, bar, y);
      draw_whisker (self, rows, bar, y);
      draw_measured (self, rows, bar, y);
    }
  g_array_append_val (self->stops, stop);
}

static void
draw_more (RigChartLayout *self, const Rows *rows)
{
  guint more = self->chart->bars->len - rows->n;
  g_autofree char *words = NULL;
  PangoLayout *text;

  if (more == 0)
    return;
  words = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);
  text = rig_text_kit_shape (self->kit, words, RIG_TEXT_SMALL);
  rig_layout_shorten (text, self->width);
  rig_display_list_take_text (self->list, text, 0, rows->top + rows->pitch * rows->n,
                              self->theme->dim);
}

/* Under the bars where there is room, as it belongs to them. */
static void
draw_legend (RigChartLayout *self, const Rows *rows, const RigLegend *legend, double height,
             double gap)
{
  double x = rows->left;

  if (rig_legend_get_height (legend, self->kit, self->width - x) > height)
    x = 0;
  rig_legend_layout (legend, self->kit, self->theme, self->list, x,
                     self->plot.y + self->plot.height + gap, self->width - x);
}

void
rig_chart_layout_bars (RigChartLayout *self)
{
  RigDomain domain = collect_domain (self->chart);
  g_autoptr (RigLegend) legend = rig_legend_new_for_bars (self->chart, domain.high);
  RigAxis axis = self->chart->x;
  double gap = 0.4 * self->kit->em;
  double legend_height = rig_legend_get_height (legend, self->kit, self->width);
  double left_for_rows = self->height - legend_height - gap;
  /* Where not both fit, the bars are what matters. */
  gboolean with_legend = legend_height > 0
                         && left_for_rows >= self->chart->bars->len
                                                 * self->kit->line[RIG_TEXT_STRONG];
  Rows rows = { 0 };

  axis.scale = RIG_AXIS_LINEAR; /* a bar's length means nothing on a logarithmic axis */
  axis.from_zero = TRUE;
  self->most = domain.high;
  init_rows (&rows, self, MAX (with_legend ? left_for_rows : self->height, 1));
  self->x_shown = rig_chart_layout_settle (&axis, domain, self->x_before, MARKS_PER_AXIS, TRUE);
  rig_axis_map_init (&self->x, &self->x_shown, rows.left, rows.right);
  fit_values (self, &rows);
  self->plot = (RigBox) { rows.left, rows.top, self->x.end - rows.left, rows.pitch * rows.n };

  for (guint i = 0; i < rows.n; i++)
    draw_row (self, &rows, i);
  draw_references (self, &rows);
  for (guint i = 0; i < rows.n; i++)
    {
      const RigBar *bar = g_ptr_array_index (self->chart->bars, i);
      draw_label (self, &rows, bar, i);
      draw_value (self, &rows, bar, get_bar_y (&rows, i));
      draw_note (self, &rows, bar, get_bar_y (&rows, i));
    }
  draw_more (self, &rows);
  if (with_legend)
    draw_legend (self, &rows, legend, legend_height, gap);
}

double
rig_chart_layout_get_bars_height (const RigChart *chart, const RigTextKit *kit, double width)
{
  g_autoptr (RigLegend) legend = rig_legend_new_for_bars (chart, collect_domain (chart).high);
  double legend_height = rig_legend_get_height (legend, kit, width);
  gboolean above = wants_labels_above (chart, kit, width);
  double pitch = above ? kit->line[RIG_TEXT_STRONG] + 2.3 * kit->em : 3.0 * kit->em;
  /* Dozens of rows are read down a column, and stand closer. */
  if (chart->bars->len > 10 && !above)
    pitch = 2.2 * kit->em;
  pitch += get_note_height (chart, kit, width);
  return MAX (chart->bars->len, 1) * pitch + (legend_height > 0 ? legend_height + kit->em : 0);
}
