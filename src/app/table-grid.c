/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/table-grid.h"

#include "app/note-popover.h"
#include "app/swatch.h"
#include "app/table-cell.h"
#include "app/table-shape.h"

/**
 * RigTableGrid:
 *
 * A small table, all of it laid out at once. Its cells are one stop for the Tab key; the arrow
 * keys go from cell to cell, and Return tells where a cell's content comes from.
 */
struct _RigTableGrid
{
  AdwBin parent_instance;

  GtkGrid *grid;
  GPtrArray *cells; /* RigTableCell *, row by row */
  guint n_columns;
  char *shape;
  RigTableCell *current;
};

G_DEFINE_FINAL_TYPE (RigTableGrid, rig_table_grid, ADW_TYPE_BIN)

static void
set_current (RigTableGrid *self, RigTableCell *cell)
{
  if (self->current != NULL)
    gtk_widget_set_focusable (GTK_WIDGET (self->current), FALSE);
  self->current = cell;
  if (cell != NULL)
    gtk_widget_set_focusable (GTK_WIDGET (cell), TRUE);
}

static gboolean
move_current (RigTableGrid *self, int columns, int rows)
{
  guint index;
  int column, row, n_rows = (int) (self->cells->len / self->n_columns);

  if (!g_ptr_array_find (self->cells, self->current, &index))
    return GDK_EVENT_PROPAGATE;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    columns = -columns;
  column = (int) (index % self->n_columns) + columns;
  row = (int) (index / self->n_columns) + rows;
  if (column < 0 || column >= (int) self->n_columns || row < 0 || row >= n_rows)
    return GDK_EVENT_PROPAGATE;

  set_current (self, g_ptr_array_index (self->cells, (guint) row * self->n_columns
                                                       + (guint) column));
  gtk_widget_grab_focus (GTK_WIDGET (self->current));

  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (RigTableGrid *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (self->current == NULL || !gtk_widget_has_focus (GTK_WIDGET (self->current)))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Left:
      return move_current (self, -1, 0);
    case GDK_KEY_Right:
      return move_current (self, 1, 0);
    case GDK_KEY_Up:
      return move_current (self, 0, -1);
    case GDK_KEY_Down:
      return move_current (self, 0, 1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      rig_note_popover_show (self->current);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static GtkWidget *
make_heading (const RigColumn *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (column->title);
  GtkWidget *unit;
  float xalign = column->align == RIG_ALIGN_START ? 0 : column->align == RIG_ALIGN_END ? 1 : 0.5f;

  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), xalign);
  gtk_label_set_justify (GTK_LABEL (title), xalign > 0 ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 16);
  gtk_box_append (GTK_BOX (texts), title);
  if (column->unit != NULL)
    {
      unit = gtk_label_new (column->unit);
      gtk_label_set_xalign (GTK_LABEL (unit), xalign);
      gtk_widget_add_css_class (unit, "caption");
      gtk_widget_add_css_class (unit, "dim-label");
      gtk_box_append (GTK_BOX (texts), unit);
    }

  if (column->slot >= 0)
    gtk_box_append (GTK_BOX (box), rig_swatch_new (RIG_INK_SLOT_0 + (RigInk) column->slot));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_set_halign (box, column->align == RIG_ALIGN_START ? GTK_ALIGN_START
                              : column->align == RIG_ALIGN_END ? GTK_ALIGN_END
                                                               : GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_END);
  gtk_widget_add_css_class (box, "table-heading");

  return box;
}

static void
add_group (RigTableGrid *self, const char *group, int line)
{
  GtkWidget *label = gtk_label_new (group);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "group-title");
  gtk_grid_attach (self->grid, label, 0, line, (int) self->n_columns, 1);
}

static void
add_rule (RigTableGrid *self, int line)
{
  GtkWidget *rule = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_grid_attach (self->grid, rule, 0, line, (int) self->n_columns, 1);
}

static void
add_row (RigTableGrid *self, const RigTable *table, const RigRow *row, int line)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const RigColumn *column = rig_table_get_column (table, i);
      GtkWidget *cell = rig_table_cell_new (column->align, FALSE);

      gtk_widget_set_hexpand (cell, TRUE);
      if (i == 0)
        gtk_widget_add_css_class (cell, "row-title");
      gtk_grid_attach (self->grid, cell, (int) i, line, 1, 1);
      g_ptr_array_add (self->cells, cell);
    }
}

static void
build (RigTableGrid *self, const RigTable *table)
{
  const char *group = NULL;
  int line = 0;

  self->current = NULL;
  g_ptr_array_set_size (self->cells, 0);
  self->n_columns = table->columns->len;
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "matrix");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));

  for (guint i = 0; i < self->n_columns; i++)
    {
      GtkWidget *heading = make_heading (rig_table_get_column (table, i));

      gtk_grid_attach (self->grid, heading, (int) i, line, 1, 1);
    }
  line++;

  for (guint i = 0; i < table->rows->len; i++)
    {
      const RigRow *row = rig_table_get_row (table, i);

      if (row->group != NULL && g_strcmp0 (row->group, group) != 0)
        add_group (self, row->group, line++);
      group = row->group;
      add_rule (self, line++);
      add_row (self, table, row, line++);
    }

  if (self->cells->len > 0)
    set_current (self, g_ptr_array_index (self->cells, 0));
}

static void
rig_table_grid_finalize (GObject *object)
{
  RigTableGrid *self = RIG_TABLE_GRID (object);

  g_ptr_array_unref (self->cells);
  g_free (self->shape);

  G_OBJECT_CLASS (rig_table_grid_parent_class)->finalize (object);
}

static void
rig_table_grid_class_init (RigTableGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rig_table_grid_finalize;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
rig_table_grid_init (RigTableGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cells = g_ptr_array_new ();
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  rig_note_popover_watch (GTK_WIDGET (self), FALSE);
}

GtkWidget *
rig_table_grid_new (void)
{
  return g_object_new (RIG_TYPE_TABLE_GRID, NULL);
}

/** Copies what it shows of @table; the widgets stay as long as rows and columns do. */
void
rig_table_grid_set_table (RigTableGrid *self, const RigTable *table)
{
  g_autofree char *shape = rig_table_shape_make (table);

  g_return_if_fail (RIG_IS_TABLE_GRID (self));

  if (g_strcmp0 (shape, self->shape) != 0)
    {
      build (self, table);
      g_free (self->shape);
      self->shape = g_steal_pointer (&shape);
    }

  for (guint i = 0; i < table->rows->len; i++)
    for (guint j = 0; j < self->n_columns; j++)
      rig_table_cell_set (g_ptr_array_index (self->cells, i * self->n_columns + j),
                          &rig_table_get_row (table, i)->cells[j]);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, table->title, -1);
}
