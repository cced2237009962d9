/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/table-filters.h"

#include <glib/gi18n.h>

#include "app/table-shape.h"
#include "app/wrap-layout.h"

/**
 * RigTableFilters:
 *
 * What a long table is narrowed down by: a list to choose from for each of its facets, and for
 * its verdicts, on one machine or on any. They keep what was chosen when the table's machines or
 * rows change, as long as it can still be chosen. ::changed tells of every choice.
 */
struct _RigTableFilters
{
  GtkBox parent_instance;

  GtkDropDown *verdict, *machine; /* NULL: the table has no verdicts */
  GPtrArray *facets;              /* GtkDropDown *, one per facet of the table */
  GArray *columns;                /* guint: the machines' columns, in the order of the list */
  char *shape;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RigTableFilters, rig_table_filters, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *label;
  guint marks; /* any of these; 0: none of the verdicts */
} verdicts[] = {
  { N_("Any verdict"), RIG_MARK_VERDICTS },
  { N_("Fits"), RIG_MARK_FITS },
  { N_("Fits or is tight"), RIG_MARK_FITS | RIG_MARK_TIGHT },
  { N_("Is tight"), RIG_MARK_TIGHT },
  { N_("Does not fit"), RIG_MARK_NO },
  { N_("Not known"), 0 },
};

static void
selected_cb (RigTableFilters *self)
{
  if (self->filling)
    return;

  /* Which machine is a question only where there is a verdict to ask for. */
  if (self->machine != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->machine),
                            gtk_drop_down_get_selected (self->verdict) > 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkDropDown *
add_list (RigTableFilters *self, const char *title)
{
  GtkWidget *list = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_tooltip_text (list, title);
  g_signal_connect_object (list, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), list);
  return GTK_DROP_DOWN (list);
}

/* Offers @words, with that chosen which was chosen before, or with the first. */
static void
fill_list (GtkDropDown *list, const GPtrArray *words)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkStringObject *before = gtk_drop_down_get_selected_item (list);
  g_autofree char *chosen = NULL;
  guint selected = 0;

  if (before != NULL)
    chosen = g_strdup (gtk_string_object_get_string (before));
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      gtk_string_list_append (strings, word);
      if (g_strcmp0 (word, chosen) == 0)
        selected = i;
    }
  gtk_drop_down_set_model (list, G_LIST_MODEL (strings));
  gtk_drop_down_set_selected (list, selected);
  g_object_unref (strings);
}

static void
fill_verdicts (RigTableFilters *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    g_ptr_array_add (words, (gpointer) _(verdicts[i].label));
  fill_list (self->verdict, words);
}

static void
fill_machines (RigTableFilters *self, const RigTable *table)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  g_array_set_size (self->columns, 0);
  g_ptr_array_add (words, (gpointer) _("On any machine"));
  for (guint i = 0; i < table->columns->len; i++)
    {
      const RigColumn *column = rig_table_get_column (table, i);

      if (column->slot < 0)
        continue;
      g_ptr_array_add (words, column->title);
      g_array_append_val (self->columns, i);
    }
  fill_list (self->machine, words);
}

static void
fill_facet (GtkDropDown *list, const RigFacet *facet)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  g_ptr_array_add (words, facet->any);
  for (guint i = 0; i < facet->choices->len; i++)
    g_ptr_array_add (words, g_ptr_array_index (facet->choices, i));
  fill_list (list, words);
}

static void
remove_lists (RigTableFilters *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  g_ptr_array_set_size (self->facets, 0);
  self->verdict = self->machine = NULL;
}

static void
rig_table_filters_finalize (GObject *object)
{
  RigTableFilters *self = RIG_TABLE_FILTERS (object);

  g_ptr_array_unref (self->facets);
  g_array_unref (self->columns);
  g_free (self->shape);

  G_OBJECT_CLASS (rig_table_filters_parent_class)->finalize (object);
}

static void
rig_table_filters_class_init (RigTableFiltersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rig_table_filters_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RIG_TYPE_TABLE_FILTERS, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rig_table_filters_init (RigTableFilters *self)
{
  self->facets = g_ptr_array_new ();
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), g_object_new (RIG_TYPE_WRAP_LAYOUT, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Filters"), -1);
}

/** Offers what @table can be narrowed down by; cheap where that has not changed. */
void
rig_table_filters_set_table (RigTableFilters *self, const RigTable *table)
{
  g_autofree char *shape = rig_table_shape_make (table);

  g_return_if_fail (RIG_IS_TABLE_FILTERS (self));

  if (g_strcmp0 (shape, self->shape) == 0)
    return;

  g_free (self->shape);
  self->shape = g_steal_pointer (&shape);
  self->filling = TRUE;
  if (self->facets->len != table->facets->len
      || (self->verdict != NULL) != table->has_verdicts)
    {
      remove_lists (self);
      if (table->has_verdicts)
        {
          self->verdict = add_list (self, _("Verdict"));
          self->machine = add_list (self, _("Machine"));
          gtk_widget_set_visible (GTK_WIDGET (self->machine), FALSE);
          fill_verdicts (self);
        }
      for (guint i = 0; i < table->facets->len; i++)
        {
          const RigFacet *facet = g_ptr_array_index (table->facets, i);

          g_ptr_array_add (self->facets, add_list (self, facet->title));
        }
    }

  if (self->machine != NULL)
    fill_machines (self, table);
  for (guint i = 0; i < self->facets->len; i++)
    fill_facet (g_ptr_array_index (self->facets, i), g_ptr_array_index (table->facets, i));
  self->filling = FALSE;
}

static gboolean
has_verdict (const RigTable *table, guint row, guint column, guint marks)
{
  guint verdict = rig_table_get_cell (table, row, column)->marks & RIG_MARK_VERDICTS;

  return marks == 0 ? verdict == 0 : (verdict & marks) != 0;
}

static gboolean
match_verdict (RigTableFilters *self, const RigTable *table, guint row)
{
  guint verdict = gtk_drop_down_get_selected (self->verdict);
  guint machine = gtk_drop_down_get_selected (self->machine);

  if (verdict == 0)
    return TRUE;
  if (machine > 0)
    return has_verdict (table, row, g_array_index (self->columns, guint, machine - 1),
                        verdicts[verdict].marks);

  for (guint i = 0; i < self->columns->len; i++)
    if (has_verdict (table, row, g_array_index (self->columns, guint, i),
                     verdicts[verdict].marks))
      return TRUE;

  return FALSE;
}

/** Whether the row is one of those that were asked for. */
gboolean
rig_table_filters_match (RigTableFilters *self, const RigTable *table, guint row)
{
  if (self->verdict != NULL && !match_verdict (self, table, row))
    return FALSE;

  for (guint i = 0; i < self->facets->len; i++)
    {
      const RigFacet *facet = g_ptr_array_index (table->facets, i);
      guint chosen = gtk_drop_down_get_selected (g_ptr_array_index (self->facets, i));

      if (chosen > 0 && g_array_index (facet->of_rows, guint, row) != chosen - 1)
        return FALSE;
    }

  return TRUE;
}

/** Whether anything but everything is asked for. */
gboolean
rig_table_filters_is_active (RigTableFilters *self)
{
  for (guint i = 0; i < self->facets->len; i++)
    if (gtk_drop_down_get_selected (g_ptr_array_index (self->facets, i)) > 0)
      return TRUE;

  return rig_table_filters_is_live (self);
}

/** Whether the figures of the table decide which rows match, not only its shape. */
gboolean
rig_table_filters_is_live (RigTableFilters *self)
{
  return self->verdict != NULL && gtk_drop_down_get_selected (self->verdict) > 0;
}

/** Asks for everything again. */
void
rig_table_filters_clear (RigTableFilters *self)
{
  self->filling = TRUE;
  if (self->verdict != NULL)
    {
      gtk_drop_down_set_selected (self->verdict, 0);
      gtk_drop_down_set_selected (self->machine, 0);
    }
  for (guint i = 0; i < self->facets->len; i++)
    gtk_drop_down_set_selected (g_ptr_array_index (self->facets, i), 0);
  self->filling = FALSE;

  selected_cb (self);
}
