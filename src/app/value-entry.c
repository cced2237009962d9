/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/value-entry.h"

/**
 * RigValueEntry:
 *
 * A value that reads like text and can be typed over. While it has the focus it shows the value
 * as one types it (“32k”), else as one reads it (“32k tokens”). ::entered carries what was typed;
 * a handler that returns FALSE refuses it, and the text stays to be corrected. Escape gives up.
 */
struct _RigValueEntry
{
  GtkWidget parent_instance;

  GtkEntry *text;
  char *shown, *editable;
  gboolean focused;
};

G_DEFINE_FINAL_TYPE (RigValueEntry, rig_value_entry, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ENTERED,
  SIGNAL_CANCELLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_text (RigValueEntry *self, const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->text)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->text), text != NULL ? text : "");
}

static void
set_refused (RigValueEntry *self, gboolean refused)
{
  if (refused)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_INVALID,
                               refused ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static gboolean
commit (RigValueEntry *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_autofree char *copy = g_strdup (typed);
  gboolean taken = TRUE;

  if (g_strcmp0 (typed, self->editable) != 0 && g_strcmp0 (typed, self->shown) != 0)
    g_signal_emit (self, signals[SIGNAL_ENTERED], 0, copy, &taken);
  else
    g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
  set_refused (self, !taken);

  return taken;
}

static void
activate_cb (RigValueEntry *self)
{
  if (commit (self))
    gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
}

static void
focus_enter_cb (RigValueEntry *self)
{
  self->focused = TRUE;
  set_text (self, self->editable);
  gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
}

static void
focus_leave_cb (RigValueEntry *self)
{
  self->focused = FALSE;
  commit (self);
  set_refused (self, FALSE);
  set_text (self, self->shown);
}

static gboolean
key_pressed_cb (RigValueEntry *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  set_text (self, self->editable);
  set_refused (self, FALSE);
  gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);

  return GDK_EVENT_STOP;
}

static void
rig_value_entry_dispose (GObject *object)
{
  RigValueEntry *self = RIG_VALUE_ENTRY (object);

  if (self->text != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->text));
  self->text = NULL;

  G_OBJECT_CLASS (rig_value_entry_parent_class)->dispose (object);
}

static void
rig_value_entry_finalize (GObject *object)
{
  RigValueEntry *self = RIG_VALUE_ENTRY (object);

  g_free (self->shown);
  g_free (self->editable);

  G_OBJECT_CLASS (rig_value_entry_parent_class)->finalize (object);
}

static void
rig_value_entry_class_init (RigValueEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_value_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = rig_value_entry_finalize;

  signals[SIGNAL_ENTERED] = g_signal_new ("entered", RIG_TYPE_VALUE_ENTRY, G_SIGNAL_RUN_LAST,
                                          0, g_signal_accumulator_first_wins, NULL, NULL,
                                          G_TYPE_BOOLEAN, 1, G_TYPE_STRING);
  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", RIG_TYPE_VALUE_ENTRY, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "value-entry");
}

static void
rig_value_entry_init (RigValueEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* An entry, and not only the text in it: screen readers on GTK 4.8 know no other. */
  self->text = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_has_frame (self->text, FALSE);
  gtk_editable_set_alignment (GTK_EDITABLE (self->text), 1);
  gtk_text_set_propagate_text_width (GTK_TEXT (gtk_editable_get_delegate (
                                       GTK_EDITABLE (self->text))), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), 3);
  gtk_widget_set_parent (GTK_WIDGET (self->text), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  g_signal_connect_swapped (self->text, "activate", G_CALLBACK (activate_cb), self);

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->text), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
rig_value_entry_new (void)
{
  return g_object_new (RIG_TYPE_VALUE_ENTRY, NULL);
}

/** What the value is called, for those who cannot see what stands beside it. */
void
rig_value_entry_set_label (RigValueEntry *self, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * rig_value_entry_set_values:
 * @shown: as it is read
 * @editable: as it is typed
 *
 * What is being typed at the moment is left alone.
 */
void
rig_value_entry_set_values (RigValueEntry *self, const char *shown, const char *editable)
{
  gboolean untouched;

  g_return_if_fail (RIG_IS_VALUE_ENTRY (self));

  untouched = g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->text)), self->editable) == 0;
  if (g_strcmp0 (self->shown, shown) == 0 && g_strcmp0 (self->editable, editable) == 0)
    return;

  g_free (self->shown);
  g_free (self->editable);
  self->shown = g_strdup (shown);
  self->editable = g_strdup (editable);

  if (!self->focused)
    set_text (self, shown);
  else if (untouched)
    set_text (self, editable);
}
