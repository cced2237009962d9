/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/record-printer.h"

#include <glib/gi18n.h>

#include "report/format.h"

#define UNKNOWN "\u2014"

/* Sources are long and often the same: tables show their number. */
typedef struct
{
  RigPrinter *printer;
  GPtrArray *sources; /* const char * */
} RecordPrinter;

static gboolean
has_text_value (const RigFigure *figure)
{
  return figure->text != NULL && isnan (figure->value);
}

/* As many digits as the number has, for figures are shown as they were published. */
static int
count_digits (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];

  for (int digits = 1; digits < 12; digits++)
    {
      g_snprintf (format, sizeof format, "%%.%dg", digits);
      if (g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, format, value), NULL) == value)
        return digits;
    }
  return 12;
}

/* "USD" and "USD per million tokens": the dollar sign goes in front, the rest behind. */
static gboolean
is_usd (const char *unit)
{
  return unit != NULL && g_str_has_prefix (unit, "USD") && (unit[3] == '\0' || unit[3] == ' ');
}

static char *
format_value (const RigFigure *figure, double value)
{
  g_autofree char *number = NULL;

  if (g_strcmp0 (figure->unit, "share") == 0)
    return rig_format_share (value);
  number = rig_format_number (value, count_digits (value));
  return is_usd (figure->unit) ? g_strdup_printf (_("$%s"), number) : g_steal_pointer (&number);
}

static char *
format_span (const RigFigure *figure)
{
  g_autofree char *low = format_value (figure, figure->low);
  g_autofree char *high = format_value (figure, figure->high);
  g_autofree char *value = format_value (figure, figure->value);

  if (isnan (figure->low) || isnan (figure->high) || figure->low == figure->high)
    return g_steal_pointer (&value);
  if (figure->value == figure->low || figure->value == figure->high)
    return g_strdup_printf ("%s\u2013%s", low, high);
  /* Translators: the best single figure, and in brackets the range that it lies in */
  return g_strdup_printf (_("%1$s (%2$s\u2013%3$s)"), value, low, high);
}

char *
rig_figure_to_text (const RigFigure *figure)
{
  g_autofree char *span = NULL;
  const char *unit = figure->unit;

  if (has_text_value (figure))
    return g_strdup (figure->text);
  if (!rig_figure_is_known (figure))
    return NULL;
  span = format_span (figure);
  if (is_usd (unit))
    unit += unit[3] == ' ' ? 4 : 3;
  if (unit == NULL || *unit == '\0' || g_str_equal (unit, "share"))
    return g_steal_pointer (&span);
  return g_strconcat (span, "\u00a0", unit, NULL);
}

static char *
number_source (RecordPrinter *self, const char *source)
{
  guint index;

  if (source == NULL)
    return NULL;
  if (!g_ptr_array_find_with_equal_func (self->sources, source, g_str_equal, &index))
    {
      index = self->sources->len;
      g_ptr_array_add (self->sources, (gpointer) source);
    }
  return g_strdup_printf ("[%u]", index + 1);
}

static char *
join_words (const char *const *words)
{
  if (words == NULL || words[0] == NULL)
    return NULL;
  return g_strjoinv (", ", (char **) words);
}

/* An asterisk points to the remark below the table. */
static char *
cell_to_text (const RigArticleCell *cell)
{
  if (cell->text == NULL)
    return NULL;
  return g_strconcat (cell->text, cell->wrong != NULL ? "*" : "", NULL);
}

/* The value of a field that is no list of records; NULL: unknown. */
static char *
field_to_text (const RigField *field)
{
  switch (field->kind)
    {
    case RIG_FIELD_TEXT:
      return g_strdup (field->text);
    case RIG_FIELD_NUMBER:
      if (isnan (field->number))
        return NULL;
      return rig_format_number (field->number, count_digits (field->number));
    case RIG_FIELD_FLAG:
      return g_strdup (field->flag ? _("yes") : _("no"));
    case RIG_FIELD_WORDS:
      return join_words (field->words);
    case RIG_FIELD_FIGURE:
      return rig_figure_to_text (field->figure);
    case RIG_FIELD_CELL:
      return cell_to_text (field->cell);
    case RIG_FIELD_RECORDS:
    default:
      return NULL;
    }
}

/* Sentences rather than words: they make a list of their own. */
static gboolean
holds_sentences (const RigField *field)
{
  if (field->kind != RIG_FIELD_WORDS || field->words == NULL)
    return FALSE;
  for (guint i = 0; field->words[i] != NULL; i++)
    if (g_utf8_strlen (field->words[i], -1) > 32)
      return TRUE;
  return FALSE;
}

static void
print_pairs (RecordPrinter *self, const RigRecord *record)
{
  for (guint i = 0; i < record->fields->len; i++)
    {
      const RigField *field = &g_array_index (record->fields, RigField, i);
      g_autofree char *text = NULL;

      if (field->kind == RIG_FIELD_FIGURE || holds_sentences (field))
        continue;
      text = field_to_text (field);
      rig_printer_pair (self->printer, field->label, text);
    }
}

static void
set_cell (const RigTable *table, guint row, guint column, const char *text)
{
  rig_cell_take (rig_table_get_cell (table, row, column), g_strdup (text != NULL ? text : ""), NAN,
                 RIG_BASIS_UNKNOWN, RIG_MARK_NONE, NULL);
}

static void
add_figure_row (RecordPrinter *self, RigTable *table, const RigField *field)
{
  const RigFigure *figure = field->figure;
  g_autofree char *value = rig_figure_to_text (figure);
  g_autofree char *source = number_source (self, figure->source);
  guint row = rig_table_add_row (table, field->key, NULL);

  set_cell (table, row, 0, field->label);
  set_cell (table, row, 1, value);
  set_cell (table, row, 2, rig_format_basis (figure->basis));
  set_cell (table, row, 3, figure->date);
  set_cell (table, row, 4, source);
  if (figure->note != NULL)
    {
      /* Translators: the name of a figure, and a remark on it */
      g_autofree char *note = g_strdup_printf (_("%1$s: %2$s"), field->label, figure->note);

      rig_table_add_footnote (table, note);
    }
}

/* One sentence for each thing whose figures stand in, with all that it stands in for. */
static void
add_stand_ins (RigTable *table, const RigRecord *record)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < record->fields->len; i++)
    {
      const RigField *field = &g_array_index (record->fields, RigField, i);
      g_autoptr (GString) labels = NULL;
      g_autofree char *sentence = NULL;

      if (field->kind != RIG_FIELD_FIGURE || field->figure->stand_in == NULL
          || !g_hash_table_add (done, (gpointer) field->figure->stand_in))
        continue;
      labels = g_string_new (field->label);
      for (guint j = i + 1; j < record->fields->len; j++)
        {
          const RigField *other = &g_array_index (record->fields, RigField, j);

          if (other->kind == RIG_FIELD_FIGURE
              && g_strcmp0 (other->figure->stand_in, field->figure->stand_in) == 0)
            g_string_append_printf (labels, "; %s", other->label);
        }
      /* Translators: the name of a machine, and a list of figures */
      sentence = g_strdup_printf (_("Figures of %1$s stand in for unknown ones: %2$s."),
                                  field->figure->stand_in, labels->str);
      rig_table_add_footnote (table, sentence);
    }
}

static void
print_figures (RecordPrinter *self, const RigRecord *record)
{
  g_autoptr (RigTable) table = rig_table_new ("figures", _("Figures"), NULL);

  rig_table_add_column (table, "figure", _("Figure"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "value", _("Value"), NULL, RIG_ALIGN_END, -1);
  rig_table_add_column (table, "basis", _("Basis"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "date", _("Date"), NULL, RIG_ALIGN_START, -1);
  rig_table_add_column (table, "source", _("Source"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < record->fields->len; i++)
    {
      const RigField *field = &g_array_index (record->fields, RigField, i);

      if (field->kind == RIG_FIELD_FIGURE
          && (has_text_value (field->figure) || rig_figure_is_known (field->figure)))
        add_figure_row (self, table, field);
    }
  add_stand_ins (table, record);
  if (table->rows->len > 0)
    rig_printer_table (self->printer, table);
}

static void
print_unknown (RecordPrinter *self, const RigRecord *record)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autofree char *list = NULL;
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < record->fields->len; i++)
    {
      const RigField *field = &g_array_index (record->fields, RigField, i);

      if (field->kind == RIG_FIELD_FIGURE && !has_text_value (field->figure)
          && !rig_figure_is_known (field->figure))
        g_ptr_array_add (labels, (gpointer) field->label);
    }
  if (labels->len == 0)
    return;
  g_ptr_array_add (labels, NULL);
  list = g_strjoinv ("; ", (char **) labels->pdata);
  sentence = g_strdup_printf (_("Not known: %s."), list);
  rig_printer_paragraph (self->printer, sentence);
}

static const RigField *
find_field (const RigRecord *record, const char *key)
{
  for (guint i = 0; i < record->fields->len; i++)
    {
      const RigField *field = &g_array_index (record->fields, RigField, i);

      if (g_str_equal (field->key, key))
        return field;
    }
  return NULL;
}

/* Whether any of the records says something there: columns of nothing are left out. */
static gboolean
is_ever_known (const GPtrArray *records, const char *key)
{
  for (guint i = 0; i < records->len; i++)
    {
      const RigField *field = find_field (g_ptr_array_index (records, i), key);
      g_autofree char *text = field != NULL ? field_to_text (field) : NULL;

      if (text != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_figure_column (const GPtrArray *records, const char *key)
{
  const RigField *field = find_field (g_ptr_array_index (records, 0), key);

  return field != NULL && field->kind == RIG_FIELD_FIGURE;
}

/* The columns of a list are the fields of its first record; all have the same. */
static RigTable *
new_list_table (const RigField *list, gboolean *has_figures)
{
  const RigRecord *first = g_ptr_array_index (list->records, 0);
  RigTable *table = rig_table_new (list->key, list->label, NULL);

  *has_figures = FALSE;
  if (first->name != NULL)
    rig_table_add_column (table, "name", _("Name"), NULL, RIG_ALIGN_START, -1);
  for (guint i = 0; i < first->fields->len; i++)
    {
      const RigField *field = &g_array_index (first->fields, RigField, i);
      gboolean is_number = field->kind == RIG_FIELD_NUMBER || field->kind == RIG_FIELD_FIGURE;

      if (!is_ever_known (list->records, field->key))
        continue;
      rig_table_add_column (table, field->key, field->label, NULL,
                            is_number ? RIG_ALIGN_END : RIG_ALIGN_START, -1);
      *has_figures |= field->kind == RIG_FIELD_FIGURE;
    }
  if (*has_figures)
    rig_table_add_column (table, "source", _("Source"), NULL, RIG_ALIGN_START, -1);
  return table;
}

static void
add_remark (RigTable *table, const RigRecord *record, const RigField *field)
{
  const RigField *first = &g_array_index (record->fields, RigField, 0);
  g_autofree char *value = field_to_text (first);
  g_autofree char *remark = NULL;

  if (field->kind != RIG_FIELD_CELL || field->cell->wrong == NULL)
    return;
  /* A record without a name is known by its first field. */
  remark = record->name != NULL
             ? g_strdup_printf ("* %s, %s: %s", record->name, field->label, field->cell->wrong)
             : g_strdup_printf ("* %s %s, %s: %s", first->label, value, field->label,
                                field->cell->wrong);
  rig_table_add_footnote (table, remark);
}

/* Other things that are not there are not known. */
static gboolean
may_be_missing (const char *key)
{
  return g_str_equal (key, "note") || g_str_equal (key, "source");
}

static void
fill_list_row (RecordPrinter *self, RigTable *table, const RigField *list, const RigRecord *record)
{
  guint row = rig_table_add_row (table, record->id != NULL ? record->id : list->key, NULL);
  const char *source = NULL;

  for (guint j = 0; j < table->columns->len; j++)
    {
      const char *key = rig_table_get_column (table, j)->id;
      const RigField *field = find_field (record, key);
      g_autofree char *text = NULL;

      if (field != NULL)
        text = field_to_text (field);
      else if (j == 0 && record->name != NULL)
        text = g_strdup (record->name);
      else if (source != NULL)
        text = number_source (self, source);
      if (field != NULL && is_figure_column (list->records, key) && field->figure->source != NULL)
        source = field->figure->source;
      if (text == NULL && !may_be_missing (key))
        text = g_strdup (UNKNOWN);
      set_cell (table, row, j, text);
      if (field != NULL)
        add_remark (table, record, field);
    }
}

static void
print_list (RecordPrinter *self, const RigField *list)
{
  g_autoptr (RigTable) table = NULL;
  gboolean has_figures;

  if (list->records->len == 0)
    return;
  table = new_list_table (list, &has_figures);
  /* Names alone say nothing: everything about them is unknown. */
  if (table->columns->len < 2)
    return;
  for (guint i = 0; i < list->records->len; i++)
    fill_list_row (self, table, list, g_ptr_array_index (list->records, i));
  rig_printer_table (self->printer, table);
}

static void
print_lists (RecordPrinter *self, const RigRecord *record)
{
  for (guint i = 0; i < record->fields->len; i++)
    {
      const RigField *field = &g_array_index (record->fields, RigField, i);

      if (field->kind == RIG_FIELD_RECORDS)
        print_list (self, field);
      if (!holds_sentences (field))
        continue;
      rig_printer_heading (self->printer, 2, field->label);
      for (guint j = 0; field->words[j] != NULL; j++)
        rig_printer_item (self->printer, field->words[j]);
    }
}

static void
print_sources (RecordPrinter *self)
{
  if (self->sources->len == 0)
    return;
  rig_printer_heading (self->printer, 2, _("Sources of the figures"));
  for (guint i = 0; i < self->sources->len; i++)
    {
      const char *source = g_ptr_array_index (self->sources, i);
      g_autofree char *line = g_strdup_printf ("[%u] %s", i + 1, source);

      rig_printer_item (self->printer, line);
    }
}

static const char *
get_kind_name (const char *kind)
{
  static const struct
  {
    const char *kind, *name;
  } names[] = {
    { "machine", N_("Machine") },      { "model", N_("Model") }, { "quant", N_("Quantisation") },
    { "api", N_("API price, US$ per million tokens") }, { "tariff", N_("Electricity tariff") },
    { "article", N_("Article") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].kind, kind))
      return _(names[i].name);
  return kind;
}

void
rig_record_print (const RigRecord *self, RigPrinter *printer)
{
  RecordPrinter state = { printer, g_ptr_array_new () };

  rig_printer_heading (printer, 1, self->name != NULL ? self->name : self->id);
  rig_printer_pair (printer, get_kind_name (self->kind), self->id);
  print_pairs (&state, self);
  print_figures (&state, self);
  print_unknown (&state, self);
  print_lists (&state, self);
  print_sources (&state);
  g_ptr_array_unref (state.sources);
}
