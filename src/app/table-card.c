/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/table-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/button-names.h"
#include "app/scroll-pass.h"
#include "app/scroll-start.h"
#include "app/sideways-layout.h"
#include "app/table-filters.h"
#include "app/table-grid.h"
#include "app/table-list.h"
#include "app/wrap-layout.h"

/**
 * RigTableCard:
 *
 * A table with its title and footnotes. Short ones are laid out whole; long ones scroll, and can be
 * searched, filtered and sorted. What is asked for stays when the table's figures change.
 */
struct _RigTableCard
{
  GtkBox parent_instance;

  GtkLabel *title, *subtitle, *count, *footnotes;
  GtkWidget *controls, *finders; /* for long tables */
  GtkSearchEntry *search;
  GtkDropDown *order; /* first the rows' own order, then the columns in theirs */
  GtkToggleButton *descending;
  GtkWidget *import;  /* where the rows are models */
  RigTableFilters *filters;
  GtkWidget *grid_place;
  GtkScrolledWindow *scroller; /* in that; sideways, for a short table in a narrow window */
  GtkStack *body;
  GtkWidget *nothing;          /* in place of a list that nothing is left of */
  GtkWidget *view;             /* RigTableGrid or RigTableList */
  const RigTable *table;       /* lives as long as the page's report */
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (RigTableCard, rig_table_card, GTK_TYPE_BOX)

/* From here on a table is a list: see gtk-conventions on what a column view costs. */
#define MAX_GRID_ROWS 40

/* Nor has a column view headings for groups of rows, without which some rows tell nothing. */
#define MAX_GROUPED_ROWS 80

static void
search_changed_cb (RigTableCard *self)
{
  rig_table_list_search (RIG_TABLE_LIST (self->view),
                         gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
filters_changed_cb (RigTableCard *self)
{
  rig_table_list_filter (RIG_TABLE_LIST (self->view));
}

static void
clear_cb (RigTableCard *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  rig_table_list_search (RIG_TABLE_LIST (self->view), "");
  rig_table_filters_clear (self->filters);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
order_chosen_cb (RigTableCard *self)
{
  if (!self->syncing && self->view != NULL)
    rig_table_list_sort (RIG_TABLE_LIST (self->view),
                         (int) gtk_drop_down_get_selected (self->order) - 1,
                         gtk_toggle_button_get_active (self->descending));
}

/* A click on a heading sorts as well. */
static void
sync_order (RigTableCard *self)
{
  gboolean descending;
  int column = rig_table_list_get_sort (RIG_TABLE_LIST (self->view), &descending);

  self->syncing = TRUE;
  gtk_drop_down_set_selected (self->order, (guint) (column + 1));
  gtk_toggle_button_set_active (self->descending, descending);
  gtk_widget_set_sensitive (GTK_WIDGET (self->descending), column >= 0);
  self->syncing = FALSE;
}

static char *
describe_count (guint n_shown, const RigTable *table)
{
  guint n = table->rows->len;

  if (table->row_kind != RIG_ROWS_MODELS)
    /* Translators: how many rows of a table are shown, of how many. */
    return g_strdup_printf (ngettext ("%1$u of %2$u row", "%1$u of %2$u rows", n), n_shown, n);
  if (n_shown == n)
    return g_strdup_printf (ngettext ("%u model. Enter or a double click makes it the scenario’s.",
                                      "%u models. Enter or a double click makes one the "
                                      "scenario’s.", n), n);
  /* Translators: how many models are shown, of how many. */
  return g_strdup_printf (ngettext ("%1$u of %2$u model", "%1$u of %2$u models", n), n_shown, n);
}

static void
update_count (RigTableCard *self)
{
  guint n_shown = rig_table_list_get_n_shown (RIG_TABLE_LIST (self->view));
  g_autofree char *count = describe_count (n_shown, self->table);

  if (g_strcmp0 (gtk_label_get_text (self->count), count) != 0)
    gtk_label_set_text (self->count, count);
  gtk_stack_set_visible_child (self->body, n_shown > 0 ? self->view : self->nothing);
}

static void
activated_cb (RigTableCard *self, const char *id)
{
  if (self->table->row_kind == RIG_ROWS_MODELS)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.choose-model", "s", id);
}

static void
rig_table_card_class_init (RigTableCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RIG_TYPE_TABLE_FILTERS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/table-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, title);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, controls);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, finders);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, search);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, order);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, descending);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, import);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, filters);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, count);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, footnotes);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, grid_place);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, scroller);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, body);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, nothing);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filters_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rig_table_card_init (RigTableCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rig_button_names_mend (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->finders, g_object_new (RIG_TYPE_WRAP_LAYOUT, NULL));
  gtk_widget_set_layout_manager (self->grid_place, g_object_new (RIG_TYPE_SIDEWAYS_LAYOUT, NULL));
  rig_scroll_start_keep (self->scroller);
  rig_scroll_pass_vertical (self->scroller);
}

GtkWidget *
rig_table_card_new (void)
{
  return g_object_new (RIG_TYPE_TABLE_CARD, NULL);
}

static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text != NULL ? text : "") != 0)
    gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static char *
join_footnotes (const RigTable *table)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < table->footnotes->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (char *) g_ptr_array_index (table->footnotes, i));

  return g_string_free (text, FALSE);
}

static void
make_list (RigTableCard *self)
{
  self->view = rig_table_list_new (self->filters);
  g_signal_connect_object (self->view, "counted", G_CALLBACK (update_count), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "sorted", G_CALLBACK (sync_order), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->body, self->view);
}

static gboolean
is_list (const RigTable *table)
{
  gboolean grouped = table->rows->len > 0 && rig_table_get_row (table, 0)->group != NULL;

  return table->rows->len > (grouped ? MAX_GROUPED_ROWS : MAX_GRID_ROWS);
}

static void
ensure_view (RigTableCard *self, const RigTable *table)
{
  gboolean is_long = is_list (table);

  if (self->view != NULL && RIG_IS_TABLE_LIST (self->view) == is_long)
    return;

  if (self->view != NULL && !is_long)
    gtk_stack_remove (self->body, self->view);
  gtk_scrolled_window_set_child (self->scroller, NULL);
  if (is_long)
    make_list (self);
  else
    {
      self->view = rig_table_grid_new ();
      gtk_scrolled_window_set_child (self->scroller, self->view);
    }
  gtk_widget_set_visible (self->controls, is_long);
  gtk_widget_set_visible (GTK_WIDGET (self->body), is_long);
  gtk_widget_set_visible (self->grid_place, !is_long);
}

/* Offers the columns to sort by, where they are not those that are offered. */
static void
fill_orders (RigTableCard *self, const RigTable *table)
{
  g_autoptr (GtkStringList) orders = gtk_string_list_new (NULL);
  GListModel *before = gtk_drop_down_get_model (self->order);
  gboolean same = before != NULL && g_list_model_get_n_items (before) == table->columns->len + 1;

  gtk_string_list_append (orders, _("Catalogue order"));
  for (guint i = 0; i < table->columns->len; i++)
    {
      const char *title = rig_table_get_column (table, i)->title;

      gtk_string_list_append (orders, title);
      same = same && g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (before), i + 1),
                                  title);
    }
  if (same)
    return;

  self->syncing = TRUE;
  gtk_drop_down_set_model (self->order, G_LIST_MODEL (orders));
  self->syncing = FALSE;
}

static void
show_list (RigTableCard *self, const RigTable *table)
{
  gtk_widget_set_visible (self->import, table->row_kind == RIG_ROWS_MODELS);
  rig_table_filters_set_table (self->filters, table);
  fill_orders (self, table);
  rig_table_list_set_table (RIG_TABLE_LIST (self->view), table);
  sync_order (self);
  update_count (self);
}

/** @table must live until the next one is set, or the widget is gone. */
void
rig_table_card_set_table (RigTableCard *self, const RigTable *table)
{
  g_autofree char *footnotes = join_footnotes (table);

  g_return_if_fail (RIG_IS_TABLE_CARD (self));

  self->table = table;
  set_text (self->title, table->title);
  set_text (self->subtitle, table->subtitle);
  set_text (self->footnotes, footnotes);
  ensure_view (self, table);
  if (RIG_IS_TABLE_LIST (self->view))
    show_list (self, table);
  else
    rig_table_grid_set_table (RIG_TABLE_GRID (self->view), table);
}
