/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include <math.h>

static const char *const names[N_SAMPLES]
    = { "memory", "speed", "payback", "context", "crowded", "long", "many", "roofline",
        "tornado", "empty" };

const char *
sample_get_name (Sample sample)
{
  return names[sample];
}

static RigBar *
add_plain_bar (RigChart *chart, const char *label, RigInk ink, double value, const char *text)
{
  RigBar *bar = rig_chart_add_bar (chart, label, label, ink);

  rig_bar_add_part (bar, "tokens per second", value, 0, ink);
  bar->value_text = g_strdup (text);
  return bar;
}

static void
add_memory_bar (RigChart *chart, const char *label, RigInk ink, double limit, double reserved,
                double factor)
{
  RigBar *bar = rig_chart_add_bar (chart, label, label, ink);
  double used = 22.5 * factor;

  rig_bar_add_part (bar, "weights", 16.8e9 * factor, 0, ink);
  rig_bar_add_part (bar, "context", 4.3e9 * factor, 1, ink);
  rig_bar_add_part (bar, "buffers", 1.4e9 * factor, 2, ink);
  rig_bar_add_part (bar, "kept for the system", reserved, 0, RIG_INK_SYSTEM);
  bar->limit = limit;
  bar->value_text
      = g_strdup_printf ("%.1f of %.0f\u00a0GB", used, (limit - reserved) / 1e9);
}

static RigChart *
make_memory (void)
{
  RigChart *chart = rig_chart_new (RIG_CHART_BARS, "memory", "Does it fit?",
                                   "Memory in use at 32k context, GB");

  chart->x.number = RIG_NUMBER_BYTES;
  add_memory_bar (chart, "RTX Spark", RIG_INK_SLOT_0, 128e9, 8e9, 1);
  add_memory_bar (chart, "Mac 192", RIG_INK_SLOT_1, 192e9, 48e9, 6.2);
  add_memory_bar (chart, "Mac 128", RIG_INK_SLOT_2, 128e9, 32e9, 5);
  rig_chart_add_legend (chart, "weights", 0, RIG_INK_NEUTRAL);
  rig_chart_add_legend (chart, "context", 1, RIG_INK_NEUTRAL);
  rig_chart_add_legend (chart, "buffers", 2, RIG_INK_NEUTRAL);
  rig_chart_add_legend (chart, "kept for the system", 0, RIG_INK_SYSTEM);
  return chart;
}

static RigChart *
make_speed (void)
{
  RigChart *chart = rig_chart_new (RIG_CHART_BARS, "decode", "How fast does it answer?",
                                   "Tokens per second while writing, with the 80\u00a0% interval");
  RigBar *bar = add_plain_bar (chart, "RTX Spark", RIG_INK_SLOT_0, 14, "14");

  bar->low = 11.5;
  bar->high = 16;
  bar->ceiling = 18;
  bar->claim.low = 40;
  bar->claim.high = 60;
  bar->claim.impossible = TRUE;
  bar->claim.label = g_strdup ("claimed by the article, beyond the ceiling");
  bar = add_plain_bar (chart, "Mac 192", RIG_INK_SLOT_1, 32, "32");
  bar->low = 27;
  bar->high = 37;
  bar->claim.low = 25;
  bar->claim.high = 35;
  bar->claim.label = g_strdup ("claimed by the article");
  rig_bar_add_measured (bar, "Measured with llama.cpp", 30, FALSE);
  rig_bar_add_measured (bar, "Measured at Q4_0", 35, TRUE);
  bar->ceiling = 46;
  bar = add_plain_bar (chart, "Mac 128", RIG_INK_SLOT_2, 32, "32");
  bar->low = 27;
  bar->high = 37;
  bar = add_plain_bar (chart, "RTX 5090", RIG_INK_SLOT_3, NAN, "does not fit in 32\u00a0GB");
  bar->unknown = TRUE;
  rig_chart_add_reference (chart, 6, TRUE, "reading speed \u2248\u00a06");
  return chart;
}

static void
add_straight (RigChart *chart, const char *label, RigInk ink, double price, double per_month,
              guint n)
{
  RigSeries *series = rig_chart_add_series (chart, label, label, ink);

  for (guint i = 0; i < n; i++)
    {
      double month = 36.0 * i / (n - 1);
      rig_series_add_point (series, month, price + per_month * month, NAN, NAN);
    }
}

static RigChart *
make_payback (void)
{
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "payback", "When does it pay back?",
                                   "Money spent so far, US$, over 36 months");

  rig_axis_set (&chart->x, NULL, NULL, RIG_AXIS_LINEAR, RIG_NUMBER_MONTHS);
  rig_axis_set (&chart->y, NULL, NULL, RIG_AXIS_LINEAR, RIG_NUMBER_USD);
  chart->y.from_zero = TRUE;
  add_straight (chart, "RTX Spark", RIG_INK_SLOT_0, 3000, 9, 37);
  add_straight (chart, "Mac 192", RIG_INK_SLOT_1, 6999, 9, 37);
  add_straight (chart, "Mac 128", RIG_INK_SLOT_2, 3999, 6, 37);
  add_straight (chart, "API", RIG_INK_NEUTRAL, 0, 200, 37);
  rig_chart_add_callout (chart, 15.7, 3141, "16\u00a0mo", RIG_INK_SLOT_0);
  rig_chart_add_callout (chart, 20.6, 4123, "21\u00a0mo", RIG_INK_SLOT_2);
  return chart;
}

static RigChart *
make_context (void)
{
  static const char *const labels[] = { "RTX Spark", "Mac 192", "Mac 128" };
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "context", "How does context slow it down?",
                                   "Tokens per second while writing");

  rig_axis_set (&chart->x, "Context", "tokens", RIG_AXIS_LOG, RIG_NUMBER_TOKENS);
  rig_axis_set (&chart->y, NULL, "tokens per second", RIG_AXIS_LINEAR, RIG_NUMBER_PLAIN);
  chart->y.from_zero = TRUE;
  for (guint i = 0; i < 3; i++)
    {
      RigSeries *series = rig_chart_add_series (chart, labels[i], labels[i], RIG_INK_SLOT_0 + i);
      double bandwidth[] = { 300, 800, 546 };
      for (guint j = 0; j <= 56; j++)
        {
          double context = 2048 * pow (2, j / 8.0);
          double speed = 0.78 * bandwidth[i] / (16.8 + context * 1.3e-4);
          rig_series_add_point (series, context, speed, speed * 0.85, speed * 1.17);
        }
    }
  rig_chart_add_reference (chart, 32768, TRUE, "your context");
  rig_chart_add_reference (chart, 6, FALSE, "reading speed");
  return chart;
}

static RigChart *
make_crowded (void)
{
  RigChart *chart
      = rig_chart_new (RIG_CHART_LINES, "crowded", "Six machines that end alike", NULL);

  rig_axis_set (&chart->x, "Months", NULL, RIG_AXIS_LINEAR, RIG_NUMBER_MONTHS);
  rig_axis_set (&chart->y, "Money spent", "US$", RIG_AXIS_LINEAR, RIG_NUMBER_USD);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *label = g_strdup_printf ("Machine %u", i + 1);
      g_autofree char *mark = g_strdup_printf ("%u\u00a0months", 10 + i);
      RigSeries *series = rig_chart_add_series (chart, label, label, RIG_INK_SLOT_0 + i);
      for (guint j = 0; j < 60; j++)
        {
          double x = 36.0 * j / 59, y = 5000 + (i - 2.5) * 600 * (1 - j / 59.0) + 20 * i;
          rig_series_add_point (series, x, y + 90 * sin (x / 3 + i), NAN, NAN);
        }
      rig_chart_add_callout (chart, 20 + i * 0.8, 5000 + 60 * i, mark, RIG_INK_SLOT_0 + i);
    }
  return chart;
}

static RigChart *
make_long (void)
{
  static const char *const labels[]
      = { "Arbeitsplatzrechner mit NVIDIA RTX Spark 128\u00a0GB",
          "Apple Mac Studio mit M4 Ultra und 192\u00a0GB Arbeitsspeicher",
          "Apple Mac Studio mit M4 Ultra und 128\u00a0GB Arbeitsspeicher" };
  RigChart *chart = rig_chart_new (RIG_CHART_BARS, "long", "Geschwindigkeitsvergleich", NULL);

  for (guint i = 0; i < 3; i++)
    {
      RigBar *bar = add_plain_bar (chart, labels[i], RIG_INK_SLOT_0 + i, 20 + 11 * i,
                                   "voraussichtlich 20 bis 42 Token je Sekunde");
      bar->low = 18 + 10 * i;
      bar->high = 24 + 13 * i;
      bar->claim.low = 30;
      bar->claim.high = 35;
      bar->claim.label = g_strdup ("Behauptung des Artikels, nicht überprüfbar");
    }
  rig_chart_add_reference (chart, 6, TRUE, "Lesegeschwindigkeit eines geübten Menschen");
  return chart;
}

static RigChart *
make_many (void)
{
  RigChart *chart = rig_chart_new (RIG_CHART_BARS, "many", "Twelve models", NULL);

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *label = g_strdup_printf ("Model %u 27B", i + 1);
      g_autofree char *text = g_strdup_printf ("%.1f", 400.0 / (i + 3));
      add_plain_bar (chart, label, RIG_INK_SLOT_0 + i % 6, 400.0 / (i + 3), text);
    }
  return chart;
}

static RigChart *
make_roofline (void)
{
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "roofline", "Where is the ceiling?", NULL);
  RigSeries *roof = rig_chart_add_series (chart, "roof", "Mac 192", RIG_INK_SLOT_1);
  RigSeries *points = rig_chart_add_series (chart, "points", "Mac 192, reading", RIG_INK_SLOT_1);
  RigSeries *others = rig_chart_add_series (chart, "others", "other models", RIG_INK_NEUTRAL);
  RigSeries *gap = rig_chart_add_series (chart, "gap", "RTX Spark", RIG_INK_SLOT_0);

  rig_axis_set (&chart->x, "Operations per byte", NULL, RIG_AXIS_LOG, RIG_NUMBER_PLAIN);
  rig_axis_set (&chart->y, "Speed", "GFLOPS", RIG_AXIS_LOG, RIG_NUMBER_PLAIN);
  for (guint i = 0; i < 60; i++)
    {
      double x = pow (10, -1 + i / 10.0), y = MIN (800 * x, 54000);
      rig_series_add_point (roof, x, y, NAN, NAN);
      rig_series_add_point (gap, x, i > 20 && i < 26 ? NAN : 0.4 * y, NAN, NAN);
    }
  rig_series_add_point (points, 3.7, 0.7 * 800 * 3.7, NAN, NAN);
  rig_series_add_point (points, 1200, 33000, NAN, NAN);
  for (guint i = 0; i < 4; i++)
    rig_series_add_point (others, 3 + 0.4 * i, (0.4 + 0.07 * i) * 800 * 3.5, NAN, NAN);
  points->points_only = others->points_only = TRUE;
  points->measured = others->small = TRUE;
  points->quiet = others->quiet = TRUE;
  points->legend = g_strdup ("measured");
  others->legend = g_strdup ("other models");
  rig_chart_add_zone (chart, NAN, 67.5, "memory decides");
  rig_chart_add_zone (chart, 67.5, NAN, "compute decides");
  rig_chart_add_reference (chart, 3.7, TRUE, "writing");
  rig_chart_add_reference (chart, 1200, TRUE, "reading");
  return chart;
}

static RigChart *
make_tornado (void)
{
  static const struct { const char *label, *low_text, *high_text; double low, high; } inputs[] = {
    { "How much it is used", "$150", "$600", 524, 10617 },
    { "Share replaced", "30\u00a0%", "100\u00a0%", 43, 6772 },
    { "API price drift", "\u221250\u00a0% a year", "+10\u00a0% a year", -183, 4875 },
    { "Price of the machine", "$3,499", "$4,999", 4214, 3236 },
    { "Discount rate", "4\u00a0%", "12\u00a0%", 4100, 3950 },
    { "Hours of upkeep", "none", "none", 3888, 3888 },
  };
  RigChart *chart = rig_chart_new (RIG_CHART_TORNADO, "tornado", "What matters most?", "US$");

  rig_axis_set (&chart->x, "Net present value", "US$", RIG_AXIS_LINEAR, RIG_NUMBER_USD);
  chart->x.from_zero = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      RigBar *bar = rig_chart_add_bar (chart, inputs[i].label, inputs[i].label, RIG_INK_SLOT_1);
      bar->low = inputs[i].low;
      bar->high = inputs[i].high;
      bar->low_text = g_strdup (inputs[i].low_text);
      bar->high_text = g_strdup (inputs[i].high_text);
    }
  rig_chart_add_reference (chart, 3888, TRUE, "as set: $3,888");
  rig_chart_add_legend (chart, "at the low end", 2, RIG_INK_SLOT_1);
  rig_chart_add_legend (chart, "at the high end", 0, RIG_INK_SLOT_1);
  return chart;
}

static RigChart *
make_empty (void)
{
  RigChart *chart = rig_chart_new (RIG_CHART_LINES, "empty", "Nothing is known", NULL);
  RigSeries *series = rig_chart_add_series (chart, "a", "unknown", RIG_INK_SLOT_0);

  rig_series_add_point (series, 1, NAN, NAN, NAN);
  rig_series_add_point (series, 2, INFINITY, NAN, INFINITY);
  return chart;
}

RigChart *
sample_chart_new (Sample sample)
{
  static RigChart *(*const makers[N_SAMPLES]) (void)
      = { make_memory, make_speed, make_payback,  make_context, make_crowded,
          make_long,   make_many,  make_roofline, make_tornado, make_empty };
  return makers[sample]();
}

static void
add_row (RigTable *table, const char *id, const char *group, const char *const *texts,
         const guint *marks, const char *const *notes)
{
  guint row = rig_table_add_row (table, id, group);

  for (guint i = 0; i < table->columns->len; i++)
    rig_cell_take (rig_table_get_cell (table, row, i), g_strdup (texts[i]), NAN,
                   RIG_BASIS_UNKNOWN, marks[i], g_strdup (notes[i]));
}

RigTable *
sample_table_new (void)
{
  RigTable *table = rig_table_new ("specs", "Head to head", "As the article prints it, checked");

  rig_table_add_column (table, "what", "", NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "spark", "RTX Spark", "128 GB", RIG_ALIGN_END, 0);
  rig_table_add_column (table, "mac192", "Mac Studio", "192 GB", RIG_ALIGN_END, 1);
  rig_table_add_column (table, "mac128", "Mac Studio", "128 GB", RIG_ALIGN_END, 2);
  add_row (table, "bandwidth", "Hardware",
           (const char *const[]) { "Memory bandwidth", "300\u00a0GB/s", "800\u00a0GB/s",
                                   "546\u00a0GB/s" },
           (const guint[]) { 0, RIG_MARK_STAND_IN, RIG_MARK_BEST, 0 },
           (const char *const[]) { NULL, "Announced for the GB10; stands in.", NULL, NULL });
  add_row (table, "price", "Hardware",
           (const char *const[]) { "Price", "$3,000", "$6,999", "$3,999" },
           (const guint[]) { 0, RIG_MARK_BEST, 0, 0 },
           (const char *const[]) { NULL, NULL, NULL, NULL });
  add_row (table, "decode", "What the article says",
           (const char *const[]) { "Qwen 27B Q4, tokens/s", "40–60", "25–35", "—" },
           (const guint[]) { 0, RIG_MARK_ARTICLE | RIG_MARK_WRONG, RIG_MARK_ARTICLE,
                             RIG_MARK_DIM },
           (const char *const[]) {
               NULL, "300 GB/s read 16.8 GB at most 17.9 times a second.", NULL, NULL });
  add_row (table, "fit", "What the article says",
           (const char *const[]) { "Llama 405B", "no", "tight", "fits" },
           (const guint[]) { 0, RIG_MARK_NO, RIG_MARK_TIGHT, RIG_MARK_FITS },
           (const char *const[]) { NULL, NULL, NULL, NULL });
  rig_table_add_footnote (table, "Prices without tax, before education discounts.");
  return table;
}

RigReport *
sample_report_new (void)
{
  static const RigReportMachine machines[] = {
    { .short_name = (char *) "RTX Spark", .price = (char *) "$2,000–$4,000",
      .badge = (char *) "estimated" },
    { .short_name = (char *) "Mac 192", .price = (char *) "$6,999" },
    { .short_name = (char *) "Mac 128", .price = (char *) "$3,999", .badge = (char *) "claimed",
      .status = (char *) "never released", .claimed = TRUE },
  };
  RigReport *report = g_new0 (RigReport, 1);

  report->machines = g_array_new (FALSE, FALSE, sizeof (RigReportMachine));
  g_array_append_vals (report->machines, machines, G_N_ELEMENTS (machines));
  report->page = RIG_PAGE_SPEED;
  report->finding = g_strdup ("At $200 a month of API spend, RTX Spark pays for itself in "
                              "16\u00a0months. Mac 192 is 2.3× faster, and takes 37.");
  report->assumptions = g_strdup ("Qwen 3.6 27B · Q4_K_M · 32k context · 1 chat · electricity "
                                  "$0.17/kWh · 36\u00a0months · prices estimated where marked");
  report->dates = g_strdup ("Prices of 2026-11-20; RTX Spark announced, not on sale.");
  report->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) rig_chart_free);
  report->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) rig_table_free);
  g_ptr_array_add (report->charts, make_memory ());
  g_ptr_array_add (report->charts, make_speed ());
  g_ptr_array_add (report->charts, make_payback ());
  g_ptr_array_add (report->charts, make_context ());
  g_ptr_array_add (report->tables, sample_table_new ());
  return report;
}

void
sample_report_free (RigReport *report)
{
  g_free (report->finding);
  g_free (report->assumptions);
  g_free (report->dates);
  g_array_unref (report->machines);
  g_ptr_array_unref (report->charts);
  g_ptr_array_unref (report->tables);
  g_free (report);
}

static gboolean
has_family (PangoFontMap *map, const char *name)
{
  PangoFontFamily **families;
  gboolean found = FALSE;
  int n;

  pango_font_map_list_families (map, &families, &n);
  for (int i = 0; i < n && !found; i++)
    found = g_str_equal (pango_font_family_get_name (families[i]), name);
  g_free (families);
  return found;
}

PangoContext *
sample_context_new (double scale)
{
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoContext *context;
  PangoFontDescription *font;

  if (!has_family (map, "Cantarell"))
    return NULL;
  context = pango_font_map_create_context (map);
  font = pango_font_description_from_string ("Cantarell");
  pango_font_description_set_absolute_size (font, 14.667 * scale * PANGO_SCALE);
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);
  return context;
}
