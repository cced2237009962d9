/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/machine-choice.h"

#include <glib/gi18n.h>

#include "app/choices.h"

/**
 * RigMachineChoice:
 *
 * A button that says which machine it is, and opens the searchable list of them all. ::picked
 * carries the id; "" where nobody knows.
 */
struct _RigMachineChoice
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  RigPicker *picker;
  char *nobody; /* the words for no machine; NULL: one has to be chosen */
};

G_DEFINE_FINAL_TYPE (RigMachineChoice, rig_machine_choice, ADW_TYPE_BIN)

enum
{
  SIGNAL_PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
picked_cb (RigMachineChoice *self, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, id);
}

static gboolean
rig_machine_choice_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RIG_MACHINE_CHOICE (widget)->button));
}

static void
rig_machine_choice_finalize (GObject *object)
{
  g_free (RIG_MACHINE_CHOICE (object)->nobody);

  G_OBJECT_CLASS (rig_machine_choice_parent_class)->finalize (object);
}

static void
rig_machine_choice_class_init (RigMachineChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rig_machine_choice_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = rig_machine_choice_grab_focus;

  signals[SIGNAL_PICKED] = g_signal_new ("picked", RIG_TYPE_MACHINE_CHOICE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rig_machine_choice_init (RigMachineChoice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), arrow);
  self->picker = RIG_PICKER (rig_picker_new ());
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->picker));
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/**
 * rig_machine_choice_fill:
 * @candidates: (nullable) (element-type RigMachine): those to begin with, likeliest first
 * @nobody: (nullable): the words for no machine, where that can be chosen
 */
void
rig_machine_choice_fill (RigMachineChoice *self, const RigCatalog *catalog,
                         const GPtrArray *candidates, const char *nobody)
{
  g_return_if_fail (RIG_IS_MACHINE_CHOICE (self));

  g_free (self->nobody);
  self->nobody = g_strdup (nobody);
  rig_picker_clear (self->picker);
  if (nobody != NULL)
    rig_picker_add (self->picker, "", nobody, NULL);
  rig_choices_add_machines (catalog, candidates, self->picker);
}

/** Shows @machine (nullable) as the choice. */
void
rig_machine_choice_select (RigMachineChoice *self, const RigMachine *machine)
{
  g_autofree char *name = NULL;
  const char *text;

  g_return_if_fail (RIG_IS_MACHINE_CHOICE (self));

  if (machine != NULL)
    text = machine->name;
  else
    text = self->nobody != NULL ? self->nobody : _("Choose…");
  gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), machine != NULL ? text : NULL);
  /* Translators: %s is the name of a machine, or what is said where it is not known. */
  name = g_strdup_printf (_("Machine: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  rig_picker_select (self->picker, machine != NULL ? machine->id : "");
}
