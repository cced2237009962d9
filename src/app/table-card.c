/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/table-card.h"

#include <adwaita.h>

#include "app/table-grid.h"
#include "app/table-list.h"

/**
 * RigTableCard:
 *
 * A table with its title and footnotes. Short ones are laid out whole, long ones scroll and have a
 * search.
 */
struct _RigTableCard
{
  GtkBox parent_instance;

  GtkLabel *title, *subtitle, *footnotes;
  GtkSearchEntry *search;
  GtkScrolledWindow *scroller; /* sideways, for a short table in a narrow window */
  AdwBin *body;
  GtkWidget *view;             /* RigTableGrid or RigTableList */
};

G_DEFINE_FINAL_TYPE (RigTableCard, rig_table_card, GTK_TYPE_BOX)

/* From here on a table is a list: see gtk-conventions on what a column view costs. */
#define MAX_GRID_ROWS 40

static void
search_changed_cb (RigTableCard *self)
{
  if (RIG_IS_TABLE_LIST (self->view))
    rig_table_list_search (RIG_TABLE_LIST (self->view),
                           gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
rig_table_card_class_init (RigTableCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/table-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, title);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, footnotes);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, search);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, scroller);
  gtk_widget_class_bind_template_child (widget_class, RigTableCard, body);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rig_table_card_init (RigTableCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
ensure_view (RigTableCard *self, const RigTable *table)
{
  gboolean is_long = table->rows->len > MAX_GRID_ROWS;

  if (self->view != NULL && RIG_IS_TABLE_LIST (self->view) == is_long)
    return;

  self->view = is_long ? rig_table_list_new () : rig_table_grid_new ();
  gtk_widget_set_visible (GTK_WIDGET (self->search), is_long);
  gtk_widget_set_visible (GTK_WIDGET (self->body), is_long);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), !is_long);
  adw_bin_set_child (self->body, is_long ? self->view : NULL);
  gtk_scrolled_window_set_child (self->scroller, is_long ? NULL : self->view);
}

/** @table must live until the next one is set, or the widget is gone. */
void
rig_table_card_set_table (RigTableCard *self, const RigTable *table)
{
  g_autofree char *footnotes = join_footnotes (table);

  g_return_if_fail (RIG_IS_TABLE_CARD (self));

  set_text (self->title, table->title);
  set_text (self->subtitle, table->subtitle);
  set_text (self->footnotes, footnotes);
  ensure_view (self, table);
  if (RIG_IS_TABLE_LIST (self->view))
    rig_table_list_set_table (RIG_TABLE_LIST (self->view), table);
  else
    rig_table_grid_set_table (RIG_TABLE_GRID (self->view), table);
}
