/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/picker.h"

/**
 * RigPicker:
 *
 * A popover with a list to choose one thing from, by name: models, quantisations, machines. Every
 * word that is typed must occur in what an entry shows. ::picked carries the id.
 */

#define RIG_TYPE_PICKER_ITEM (rig_picker_item_get_type ())
G_DECLARE_FINAL_TYPE (RigPickerItem, rig_picker_item, RIG, PICKER_ITEM, GObject)

struct _RigPickerItem
{
  GObject parent_instance;
  char *id, *title, *subtitle;
  char *haystack; /* case-folded */
};

G_DEFINE_FINAL_TYPE (RigPickerItem, rig_picker_item, G_TYPE_OBJECT)

static void
rig_picker_item_finalize (GObject *object)
{
  RigPickerItem *self = RIG_PICKER_ITEM (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->haystack);

  G_OBJECT_CLASS (rig_picker_item_parent_class)->finalize (object);
}

static void
rig_picker_item_class_init (RigPickerItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rig_picker_item_finalize;
}

static void
rig_picker_item_init (RigPickerItem *self)
{
}

struct _RigPicker
{
  GtkPopover parent_instance;

  GtkSearchEntry *search;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  GtkWidget *nothing;

  GListStore *items;
  GtkFilter *filter;
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  char **words; /* case-folded; what is searched for */
};

G_DEFINE_FINAL_TYPE (RigPicker, rig_picker, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Below this many entries one looks instead of typing. */
#define MIN_SEARCHABLE 10

static gboolean
match_cb (gpointer item, gpointer data)
{
  RigPicker *self = data;

  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (strstr (RIG_PICKER_ITEM (item)->haystack, self->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static void
search_changed_cb (RigPicker *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)),
                                             -1);
  gboolean found;

  g_strfreev (self->words);
  self->words = g_strsplit_set (folded, " \t", -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  found = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0;
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), found);
  gtk_widget_set_visible (self->nothing, !found);
  if (found)
    gtk_single_selection_set_selected (self->selection, 0);
}

static void
pick (RigPicker *self, RigPickerItem *item)
{
  g_autofree char *id = g_strdup (item->id);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, id);
}

static void
activate_cb (RigPicker *self, guint position)
{
  g_autoptr (RigPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->filtered), position);

  if (item != NULL)
    pick (self, item);
}

static void
search_activate_cb (RigPicker *self)
{
  RigPickerItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    pick (self, item);
}

/* Escape is for the entry first, and goes no further. */
static void
stop_search_cb (RigPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *subtitle = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_label_set_ellipsize (GTK_LABEL (subtitle), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  RigPickerItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *subtitle = gtk_widget_get_next_sibling (title);

  gtk_label_set_text (GTK_LABEL (title), item->title);
  gtk_label_set_text (GTK_LABEL (subtitle), item->subtitle);
  gtk_widget_set_visible (subtitle, item->subtitle != NULL);
}

static void
rig_picker_show (GtkWidget *widget)
{
  RigPicker *self = RIG_PICKER (widget);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_set_visible (GTK_WIDGET (self->search), n >= MIN_SEARCHABLE);

  GTK_WIDGET_CLASS (rig_picker_parent_class)->show (widget);

  if (n >= MIN_SEARCHABLE)
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
rig_picker_dispose (GObject *object)
{
  RigPicker *self = RIG_PICKER (object);

  g_clear_object (&self->items);
  g_clear_pointer (&self->words, g_strfreev);

  G_OBJECT_CLASS (rig_picker_parent_class)->dispose (object);
}

static void
rig_picker_class_init (RigPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_picker_dispose;
  widget_class->show = rig_picker_show;

  signals[SIGNAL_PICKED] = g_signal_new ("picked", RIG_TYPE_PICKER, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/picker.ui");
  gtk_widget_class_bind_template_child (widget_class, RigPicker, search);
  gtk_widget_class_bind_template_child (widget_class, RigPicker, scroller);
  gtk_widget_class_bind_template_child (widget_class, RigPicker, list);
  gtk_widget_class_bind_template_child (widget_class, RigPicker, nothing);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
rig_picker_init (RigPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->items = g_list_store_new (RIG_TYPE_PICKER_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)),
                                              self->filter);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->filtered));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (self->selection);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
}

GtkWidget *
rig_picker_new (void)
{
  return g_object_new (RIG_TYPE_PICKER, NULL);
}

void
rig_picker_clear (RigPicker *self)
{
  g_return_if_fail (RIG_IS_PICKER (self));

  g_list_store_remove_all (self->items);
}

/** @subtitle: (nullable): a second, smaller line; it is searched too. */
void
rig_picker_add (RigPicker *self, const char *id, const char *title, const char *subtitle)
{
  g_autoptr (RigPickerItem) item = g_object_new (RIG_TYPE_PICKER_ITEM, NULL);
  g_autofree char *all = g_strjoin (" ", title, id, subtitle, NULL);

  g_return_if_fail (RIG_IS_PICKER (self));

  item->id = g_strdup (id);
  item->title = g_strdup (title);
  item->subtitle = g_strdup (subtitle);
  item->haystack = g_utf8_casefold (all, -1);
  g_list_store_append (self->items, item);
}

/** Marks the present choice, so that the list opens there. */
void
rig_picker_select (RigPicker *self, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RigPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->filtered), i);

      if (g_strcmp0 (item->id, id) == 0)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
}
