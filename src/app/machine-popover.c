/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/machine-popover.h"

#include <glib/gi18n.h>

#include "app/button-names.h"
#include "report/format.h"

/**
 * RigMachinePopover:
 *
 * What one can do with a machine of the comparison: say what it would really cost, take it out.
 */
struct _RigMachinePopover
{
  GtkPopover parent_instance;

  RigSession *session;
  char *id;

  GtkLabel *name, *about, *error, *reason;
  GtkEntry *price;
  GtkWidget *reset, *remove;
};

G_DEFINE_FINAL_TYPE (RigMachinePopover, rig_machine_popover, GTK_TYPE_POPOVER)

static void
show_error (RigMachinePopover *self, const char *message)
{
  gtk_label_set_text (self->error, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->price), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->price), "error");
}

static void
show_values (RigMachinePopover *self)
{
  const RigScenario *scenario = rig_session_get_scenario (self->session);
  const RigMachine *machine = rig_catalog_find_machine (rig_session_get_catalog (self->session),
                                                        self->id);
  double typed = rig_scenario_get_override (scenario, RIG_OVERRIDE_PRICE, self->id);
  const RigFigure *figure = machine != NULL ? rig_machine_get_price (machine) : NULL;
  gboolean enough = rig_scenario_get_machines (scenario)->len > RIG_MIN_COMPARED;
  g_autofree char *text = NULL;

  if (!isnan (typed))
    text = rig_format_usd (typed);
  else if (figure != NULL && rig_figure_is_known (figure))
    text = rig_format_usd (figure->value);

  gtk_editable_set_text (GTK_EDITABLE (self->price), text != NULL ? text : "");
  gtk_widget_set_sensitive (self->reset, !isnan (typed));
  gtk_widget_set_sensitive (self->remove, enough);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), !enough);
  gtk_label_set_text (self->name, machine != NULL ? machine->name : self->id);
  gtk_label_set_text (self->about,
                      machine != NULL && machine->price_basis != NULL ? machine->price_basis : "");
  gtk_widget_set_visible (GTK_WIDGET (self->about),
                          machine != NULL && machine->price_basis != NULL);
  show_error (self, NULL);
}

static void
price_cb (RigMachinePopover *self)
{
  g_autofree char *key = g_strconcat ("price.", self->id, NULL);
  g_autoptr (GError) error = NULL;

  if (!rig_session_set_from_string (self->session, key,
                                    gtk_editable_get_text (GTK_EDITABLE (self->price)), &error))
    {
      show_error (self, error->message);
      return;
    }

  rig_session_end_step (self->session);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
reset_cb (RigMachinePopover *self)
{
  rig_session_reset_price (self->session, self->id);
  show_values (self);
}

/* The chip, and this with it, is gone once the session tells of the change. */
static void
remove_cb (RigMachinePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  rig_session_remove_machine (self->session, self->id);
}

static void
rig_machine_popover_show (GtkWidget *widget)
{
  show_values (RIG_MACHINE_POPOVER (widget));

  GTK_WIDGET_CLASS (rig_machine_popover_parent_class)->show (widget);
}

static void
rig_machine_popover_dispose (GObject *object)
{
  g_clear_object (&RIG_MACHINE_POPOVER (object)->session);

  G_OBJECT_CLASS (rig_machine_popover_parent_class)->dispose (object);
}

static void
rig_machine_popover_finalize (GObject *object)
{
  g_free (RIG_MACHINE_POPOVER (object)->id);

  G_OBJECT_CLASS (rig_machine_popover_parent_class)->finalize (object);
}

static void
rig_machine_popover_class_init (RigMachinePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_machine_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = rig_machine_popover_finalize;
  widget_class->show = rig_machine_popover_show;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/rigwise/Rigwise/ui/machine-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, RigMachinePopover, name);
  gtk_widget_class_bind_template_child (widget_class, RigMachinePopover, about);
  gtk_widget_class_bind_template_child (widget_class, RigMachinePopover, error);
  gtk_widget_class_bind_template_child (widget_class, RigMachinePopover, reason);
  gtk_widget_class_bind_template_child (widget_class, RigMachinePopover, price);
  gtk_widget_class_bind_template_child (widget_class, RigMachinePopover, reset);
  gtk_widget_class_bind_template_child (widget_class, RigMachinePopover, remove);
  gtk_widget_class_bind_template_callback (widget_class, price_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
rig_machine_popover_init (RigMachinePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rig_button_names_mend (GTK_WIDGET (self));
}

GtkWidget *
rig_machine_popover_new (RigSession *session, const char *id)
{
  RigMachinePopover *self = g_object_new (RIG_TYPE_MACHINE_POPOVER, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (id);

  return GTK_WIDGET (self);
}
