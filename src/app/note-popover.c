/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/note-popover.h"

/* Gone once it is closed: a popover that is kept would keep its cell busy for nothing. */
static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

/** Shows @note beside @parent. */
void
rig_note_popover_show_text (GtkWidget *parent, const char *note)
{
  GtkWidget *popover, *label;

  label = gtk_label_new (note);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);

  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  gtk_widget_add_css_class (popover, "note");
  gtk_widget_set_parent (popover, parent);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  /* Opened with the text selected, it would look like an accident. */
  gtk_label_select_region (GTK_LABEL (label), 0, 0);
}

/** Shows the note of @cell beside it; nothing happens where there is none. */
void
rig_note_popover_show (RigTableCell *cell)
{
  const char *note = rig_table_cell_get_note (cell);

  if (note != NULL)
    rig_note_popover_show_text (GTK_WIDGET (cell), note);
}

static void
show_at (GtkWidget *container, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (container, x, y, GTK_PICK_DEFAULT);

  if (picked == NULL)
    return;
  if (!RIG_IS_TABLE_CELL (picked))
    picked = gtk_widget_get_ancestor (picked, RIG_TYPE_TABLE_CELL);
  if (picked != NULL)
    rig_note_popover_show (RIG_TABLE_CELL (picked));
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *container)
{
  show_at (container, x, y);
}

/* Where a click was; a row that is activated by two of them has no use for the first one's note. */
typedef struct
{
  GtkWidget *container;
  gboolean clicked;
  double x, y;
} Click;

static void
patient_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, Click *click)
{
  click->clicked = n_press == 1;
  click->x = x;
  click->y = y;
}

/* No second click has come in time. */
static void
stopped_cb (GtkGestureClick *gesture, Click *click)
{
  if (click->clicked)
    show_at (click->container, click->x, click->y);
  click->clicked = FALSE;
}

static void
free_click_cb (gpointer click, GClosure *closure)
{
  g_free (click);
}

/**
 * rig_note_popover_watch:
 * @patient: wait whether a click becomes a double click, which means something else there
 *
 * Clicks on the cells within @container show their notes.
 */
void
rig_note_popover_watch (GtkWidget *container, gboolean patient)
{
  GtkGesture *gesture = gtk_gesture_click_new ();
  Click *click;

  if (patient)
    {
      click = g_new0 (Click, 1);
      click->container = container;
      g_signal_connect (gesture, "released", G_CALLBACK (patient_released_cb), click);
      g_signal_connect_data (gesture, "stopped", G_CALLBACK (stopped_cb), click, free_click_cb, 0);
    }
  else
    g_signal_connect (gesture, "released", G_CALLBACK (released_cb), container);
  gtk_widget_add_controller (container, GTK_EVENT_CONTROLLER (gesture));
}
