/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/table-list.h"

#include <math.h>

#include "app/note-popover.h"
#include "app/scroll-start.h"
#include "app/swatch.h"
#include "app/table-cell.h"
#include "app/table-shape.h"
#include "app/table-widths.h"

/**
 * RigTableList:
 *
 * A long table: columns sort by a click, rows can be searched and filtered, and what is not on
 * show costs nothing. Sort, search and filters stay when machines or rows come and go. While
 * values change under a slider the rows keep their places, and only those in view are written anew;
 * the others are, and all are filtered and sorted again, when it has stopped. GtkColumnView keeps
 * some two hundred rows as widgets, and screen readers are told of each text that changes.
 */

#define RIG_TYPE_TABLE_ITEM (rig_table_item_get_type ())
G_DECLARE_FINAL_TYPE (RigTableItem, rig_table_item, RIG, TABLE_ITEM, GObject)

struct _RigTableItem
{
  GObject parent_instance;
  guint row;
};

G_DEFINE_FINAL_TYPE (RigTableItem, rig_table_item, G_TYPE_OBJECT)

static void
rig_table_item_class_init (RigTableItemClass *klass)
{
}

static void
rig_table_item_init (RigTableItem *self)
{
}

struct _RigTableList
{
  AdwBin parent_instance;

  GtkColumnView *view;
  GListStore *items;
  GtkFilter *filter;
  GListModel *filtered, *sorted; /* what is shown; the second in its order */
  RigTableFilters *filters;
  GPtrArray *sorters;  /* GtkSorter *, one per column */
  GHashTable *bound;   /* GtkListItem * to its column + 1 */
  const RigTable *table; /* lives as long as the page's report */
  char *shape;
  char **words;
  char *sort_id;       /* the column sorted by; NULL: the rows' own order */
  gboolean descending;
  int probed;          /* the column that was asked first to compare two rows; -1: none was */
  gboolean stale; /* rows out of view still say what the table before said */
  guint rest_source;
};

G_DEFINE_FINAL_TYPE (RigTableList, rig_table_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_COUNTED,   /* another number of rows is shown */
  SIGNAL_SORTED,    /* by another column, or the other way round */
  SIGNAL_ACTIVATED, /* a row, by its id */
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The row of items that are none of the table's. */
#define PROBE G_MAXUINT
#define REST_DELAY_MS 400
#define MIN_HEIGHT 300

typedef struct
{
  RigTableList *list;
  guint column;
} ColumnData;

static ColumnData *
column_data_new (RigTableList *list, guint column)
{
  ColumnData *data = g_new (ColumnData, 1);

  data->list = list;
  data->column = column;
  return data;
}

/* Rows in another order, or other rows, are read from the first on; GTK would keep the one in view
 * that was. */
static void
scroll_to_top (RigTableList *self)
{
  gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                              "list.scroll-to-item", "u", 0);
}

static const RigCell *
get_cell (RigTableList *self, gpointer item, guint column)
{
  return rig_table_get_cell (self->table, RIG_TABLE_ITEM (item)->row, column);
}

static void
take_probe (RigTableList *self, guint column)
{
  if (self->probed < 0)
    self->probed = (int) column;
}

/* By number; what has none comes last, either way round, in the order of its words. */
static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  ColumnData *data = user_data;
  const RigCell *left, *right;

  if (data->list->table == NULL)
    return 0;
  if (RIG_TABLE_ITEM ((gpointer) a)->row == PROBE)
    {
      take_probe (data->list, data->column);
      return -1;
    }

  left = get_cell (data->list, (gpointer) a, data->column);
  right = get_cell (data->list, (gpointer) b, data->column);

  if (isnan (left->value) && isnan (right->value))
    return g_utf8_collate (left->text != NULL ? left->text : "",
                           right->text != NULL ? right->text : "");
  if (isnan (left->value) || isnan (right->value))
    return isnan (left->value) != data->list->descending ? 1 : -1;

  return (left->value > right->value) - (left->value < right->value);
}

static gboolean
match_cb (gpointer item, gpointer data)
{
  RigTableList *self = data;
  const RigRow *row;
  g_autofree char *all = NULL;
  g_autofree char *folded = NULL;

  if (self->table == NULL)
    return TRUE;
  if (self->filters != NULL
      && !rig_table_filters_match (self->filters, self->table, RIG_TABLE_ITEM (item)->row))
    return FALSE;
  if (self->words == NULL)
    return TRUE;

  row = rig_table_get_row (self->table, RIG_TABLE_ITEM (item)->row);
  all = g_strjoin (" ", row->id, row->group != NULL ? row->group : "",
                   row->cells[0].text != NULL ? row->cells[0].text : "", NULL);
  folded = g_utf8_casefold (all, -1);
  for (guint i = 0; self->words[i] != NULL; i++)
    if (strstr (folded, self->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, ColumnData *data)
{
  const RigColumn *column = rig_table_get_column (data->list->table, data->column);
  GtkWidget *cell = rig_table_cell_new (column->align, TRUE);

  if (data->column == 0)
    gtk_widget_add_css_class (cell, "row-title");
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, ColumnData *data)
{
  rig_table_cell_set (RIG_TABLE_CELL (gtk_list_item_get_child (item)),
                      get_cell (data->list, gtk_list_item_get_item (item), data->column));
  g_hash_table_insert (data->list->bound, item, GUINT_TO_POINTER (data->column + 1));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, ColumnData *data)
{
  g_hash_table_remove (data->list->bound, item);
}

static void
free_data_cb (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkListItemFactory *
make_factory (RigTableList *self, guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb),
                         column_data_new (self, column), free_data_cb, 0);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb),
                         column_data_new (self, column), free_data_cb, 0);
  g_signal_connect_data (factory, "unbind", G_CALLBACK (unbind_cb),
                         column_data_new (self, column), free_data_cb, 0);

  return factory;
}

static void
add_column (RigTableList *self, const RigTable *table, guint i)
{
  const RigColumn *column = rig_table_get_column (table, i);
  g_autofree char *title = NULL;
  GtkColumnViewColumn *view_column;
  GtkSorter *sorter;

  title = column->unit != NULL ? g_strdup_printf ("%s (%s)", column->title, column->unit)
                               : g_strdup (column->title);
  view_column = gtk_column_view_column_new (title, make_factory (self, i));
  sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, column_data_new (self, i), g_free));
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
  g_ptr_array_add (self->sorters, sorter);
  g_object_unref (view_column);
}

/* Headings stand over their figures, and have the colour of their machine. GTK makes them itself,
 * each a box in a button, and has no say in it: where that is ever different, they stay as it makes
 * them. */
static void
dress_headings (RigTableList *self, const RigTable *table)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; title != NULL && i < table->columns->len; i++)
    {
      const RigColumn *column = rig_table_get_column (table, i);
      GtkWidget *box = gtk_widget_get_first_child (title);

      /* The arrow, which takes its room even while it is not there, on the side of the room. */
      if (GTK_IS_BOX (box) && column->align == RIG_ALIGN_END)
        {
          gtk_widget_set_halign (box, GTK_ALIGN_END);
          gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_last_child (box), NULL);
        }
      if (GTK_IS_BOX (box) && column->slot >= 0)
        gtk_box_prepend (GTK_BOX (box), rig_swatch_new (RIG_INK_SLOT_0 + (RigInk) column->slot));
      title = gtk_widget_get_next_sibling (title);
    }
}

static RigTableItem *
table_item_new (guint row)
{
  RigTableItem *item = g_object_new (RIG_TYPE_TABLE_ITEM, NULL);

  item->row = row;
  return item;
}

/* GTK tells only from 4.10 on what the user sorts by. So its sorter is asked to compare two rows
 * that are none: the first column that it turns to is the one, and its answer is turned round where
 * the order is. */
static void
sorted_cb (RigTableList *self, GtkSorterChange change, GtkSorter *sorter)
{
  g_autoptr (RigTableItem) first = table_item_new (PROBE);
  g_autoptr (RigTableItem) second = table_item_new (PROBE);
  const char *id;
  gboolean descending;

  if (self->table == NULL)
    return;
  self->probed = -1;
  descending = gtk_sorter_compare (sorter, first, second) == GTK_ORDERING_LARGER;
  id = self->probed >= 0 ? rig_table_get_column (self->table, (guint) self->probed)->id : NULL;
  if (g_strcmp0 (id, self->sort_id) == 0 && descending == self->descending)
    return;

  g_free (self->sort_id);
  self->sort_id = g_strdup (id);
  self->descending = descending;
  scroll_to_top (self);
  g_signal_emit (self, signals[SIGNAL_SORTED], 0);
}

static void
items_changed_cb (RigTableList *self)
{
  g_signal_emit (self, signals[SIGNAL_COUNTED], 0);
}

static void
activate_cb (RigTableList *self, guint position)
{
  g_autoptr (RigTableItem) item = g_list_model_get_item (self->sorted, position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0,
                   rig_table_get_row (self->table, item->row)->id);
}

/* The row's own cells, in the order of the columns; NULL where there is none. */
static void
find_cells (RigTableList *self, GtkWidget *row, GtkWidget **cells)
{
  GHashTableIter iter;
  gpointer item, column;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &column))
    {
      GtkWidget *cell = gtk_list_item_get_child (item);

      if (gtk_widget_is_ancestor (cell, row))
        cells[GPOINTER_TO_UINT (column) - 1] = cell;
    }
}

/* Rows are what the keyboard goes by here, so it is told of all cells of one at once. */
static gboolean
show_notes_cb (GtkWidget *view, GVariant *args, gpointer data)
{
  RigTableList *self = data;
  GtkWidget *row = gtk_root_get_focus (gtk_widget_get_root (view));
  g_autofree GtkWidget **cells = g_new0 (GtkWidget *, self->table->columns->len);
  g_autoptr (GString) text = g_string_new (NULL);

  if (row == NULL || row == view)
    return GDK_EVENT_PROPAGATE;
  find_cells (self, row, cells);
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const char *note = cells[i] != NULL
                         ? rig_table_cell_get_note (RIG_TABLE_CELL (cells[i])) : NULL;

      if (note != NULL)
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n\n" : "",
                                rig_table_get_column (self->table, i)->title, note);
    }
  if (text->len > 0)
    rig_note_popover_show_text (cells[0], text->str);

  return GDK_EVENT_STOP;
}

static void
watch_keys (RigTableList *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string ("<Shift>F10|Menu");
  GtkShortcutAction *action = gtk_callback_action_new (show_notes_cb, self, NULL);

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, action));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

static void
make_model (RigTableList *self, const RigTable *table)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  GtkNoSelection *selection;

  self->items = g_list_store_new (RIG_TYPE_TABLE_ITEM);
  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autoptr (RigTableItem) item = table_item_new (i);

      g_list_store_append (self->items, item);
    }

  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  self->filtered = G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (self->items),
                                                            self->filter));
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* Before the model below, which sorts when it hears of it. */
  g_signal_connect_object (sorter, "changed", G_CALLBACK (sorted_cb), self, G_CONNECT_SWAPPED);
  self->sorted = G_LIST_MODEL (gtk_sort_list_model_new (self->filtered, g_object_ref (sorter)));
  selection = gtk_no_selection_new (self->sorted);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

/* Whether any of it can be seen, as far as the list and the window around it show it. */
static gboolean
is_in_view (GtkWidget *widget, GtkWidget *list, GtkWidget *root)
{
  GtkWidget *frames[] = { list, root };
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    if (!gtk_widget_compute_bounds (widget, frames[i], &bounds)
        || bounds.origin.y >= (float) gtk_widget_get_height (frames[i])
        || bounds.origin.y + bounds.size.height <= 0)
      return FALSE;

  return TRUE;
}

static void
refresh (RigTableList *self, gboolean all)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  GHashTableIter iter;
  gpointer item, column;

  self->stale = FALSE;
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &column))
    {
      GtkWidget *cell = gtk_list_item_get_child (item);

      if (all || root == NULL || is_in_view (cell, GTK_WIDGET (self), root))
        rig_table_cell_set (RIG_TABLE_CELL (cell),
                            get_cell (self, gtk_list_item_get_item (item),
                                      GPOINTER_TO_UINT (column) - 1));
      else
        self->stale = TRUE;
    }
}

static gboolean
rest_cb (gpointer data)
{
  RigTableList *self = data;

  self->rest_source = 0;
  refresh (self, TRUE);
  if (self->filters != NULL && rig_table_filters_is_live (self->filters))
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  for (guint i = 0; i < self->sorters->len; i++)
    gtk_sorter_changed (g_ptr_array_index (self->sorters, i), GTK_SORTER_CHANGE_DIFFERENT);

  return G_SOURCE_REMOVE;
}

static void
scrolled_cb (RigTableList *self)
{
  if (self->stale)
    refresh (self, TRUE);
}

static int
find_column (const RigTable *table, const char *id)
{
  for (guint i = 0; id != NULL && i < table->columns->len; i++)
    if (g_str_equal (rig_table_get_column (table, i)->id, id))
      return (int) i;

  return -1;
}

static void
build (RigTableList *self, const RigTable *table)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autofree char *sort_id = g_steal_pointer (&self->sort_id);
  gboolean descending = self->descending;

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_hash_table_remove_all (self->bound);
  g_ptr_array_set_size (self->sorters, 0);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  rig_note_popover_watch (GTK_WIDGET (self->view), table->row_kind != RIG_ROWS_PLAIN);
  watch_keys (self);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < table->columns->len; i++)
    add_column (self, table, i);
  rig_table_widths_set (GTK_WIDGET (self), self->view, self->table);
  dress_headings (self, table);
  make_model (self, table);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  rig_scroll_start_keep (GTK_SCROLLED_WINDOW (scroller));
  self->descending = FALSE;
  rig_table_list_sort (self, find_column (table, sort_id), descending);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), MIN_HEIGHT);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                           "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/* The page scrolls the whole list in and out of view. */
static void
rig_table_list_root (GtkWidget *widget)
{
  GtkWidget *page = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  GTK_WIDGET_CLASS (rig_table_list_parent_class)->root (widget);

  if (page != NULL)
    g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page)),
                             "value-changed", G_CALLBACK (scrolled_cb), widget,
                             G_CONNECT_SWAPPED);
}

static void
rig_table_list_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  RigTableList *self = RIG_TABLE_LIST (widget);

  GTK_WIDGET_CLASS (rig_table_list_parent_class)->system_setting_changed (widget, setting);

  if (self->table != NULL
      && (setting == GTK_SYSTEM_SETTING_DPI || setting == GTK_SYSTEM_SETTING_FONT_NAME))
    rig_table_widths_set (GTK_WIDGET (self), self->view, self->table);
}

static void
rig_table_list_dispose (GObject *object)
{
  RigTableList *self = RIG_TABLE_LIST (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->table = NULL;

  G_OBJECT_CLASS (rig_table_list_parent_class)->dispose (object);
}

static void
rig_table_list_finalize (GObject *object)
{
  RigTableList *self = RIG_TABLE_LIST (object);

  g_hash_table_unref (self->bound);
  g_ptr_array_unref (self->sorters);
  g_clear_object (&self->filters);
  g_strfreev (self->words);
  g_free (self->sort_id);
  g_free (self->shape);

  G_OBJECT_CLASS (rig_table_list_parent_class)->finalize (object);
}

static void
rig_table_list_class_init (RigTableListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rig_table_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rig_table_list_finalize;
  GTK_WIDGET_CLASS (klass)->root = rig_table_list_root;
  GTK_WIDGET_CLASS (klass)->system_setting_changed = rig_table_list_system_setting_changed;

  signals[SIGNAL_COUNTED] = g_signal_new ("counted", RIG_TYPE_TABLE_LIST, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SORTED] = g_signal_new ("sorted", RIG_TYPE_TABLE_LIST, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RIG_TYPE_TABLE_LIST, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rig_table_list_init (RigTableList *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
  self->sorters = g_ptr_array_new_with_free_func (g_object_unref);
}

/** @filters: say which of the rows are shown; rig_table_list_filter() when they say otherwise */
GtkWidget *
rig_table_list_new (RigTableFilters *filters)
{
  RigTableList *self = g_object_new (RIG_TYPE_TABLE_LIST, NULL);

  self->filters = g_object_ref (filters);
  return GTK_WIDGET (self);
}

/** @table must live until the next one is set, or the widget is gone. */
void
rig_table_list_set_table (RigTableList *self, const RigTable *table)
{
  g_autofree char *shape = rig_table_shape_make (table);

  g_return_if_fail (RIG_IS_TABLE_LIST (self));

  self->table = table;
  if (g_strcmp0 (shape, self->shape) == 0)
    {
      refresh (self, FALSE);
      g_clear_handle_id (&self->rest_source, g_source_remove);
      self->rest_source = g_timeout_add (REST_DELAY_MS, rest_cb, self);
      return;
    }

  g_free (self->shape);
  self->shape = g_steal_pointer (&shape);
  build (self, table);
}

/** Shows the rows whose name has every word of @text in it. */
void
rig_table_list_search (RigTableList *self, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  g_return_if_fail (RIG_IS_TABLE_LIST (self));

  g_strfreev (self->words);
  self->words = g_strsplit_set (folded, " \t", -1);
  rig_table_list_filter (self);
}

/** Looks again which rows are to be shown. */
void
rig_table_list_filter (RigTableList *self)
{
  if (self->filter == NULL)
    return;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  scroll_to_top (self);
}

/** @column: -1 for the rows' own order */
void
rig_table_list_sort (RigTableList *self, int column, gboolean descending)
{
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  g_return_if_fail (RIG_IS_TABLE_LIST (self));

  if (column >= 0)
    view_column = g_list_model_get_item (gtk_column_view_get_columns (self->view),
                                         (guint) column);
  gtk_column_view_sort_by_column (self->view, view_column,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/** The column sorted by, -1 for the rows' own order. */
int
rig_table_list_get_sort (RigTableList *self, gboolean *descending)
{
  *descending = self->descending;
  return find_column (self->table, self->sort_id);
}

/** How many rows are shown of those that there are. */
guint
rig_table_list_get_n_shown (RigTableList *self)
{
  return g_list_model_get_n_items (self->filtered);
}
