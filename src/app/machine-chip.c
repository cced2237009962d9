/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/machine-chip.h"

#include <glib/gi18n.h>

#include "app/machine-popover.h"
#include "app/swatch.h"
#include "report/format.h"
#include "report/words.h"

/**
 * RigMachineChip:
 *
 * One of the machines compared: its colour, its name, its price with how well that is founded, and
 * whether it exists. Behind it lie what can be changed about it.
 */
struct _RigMachineChip
{
  AdwBin parent_instance;

  RigSession *session;
  char *id;

  GtkMenuButton *button;
  GtkBox *content;
  GtkLabel *name, *price, *status;
};

G_DEFINE_FINAL_TYPE (RigMachineChip, rig_machine_chip, ADW_TYPE_BIN)

static const RigMachineAnswer *
find_answer (RigMachineChip *self)
{
  const RigAnswer *answer = rig_session_get_answer (self->session);

  for (guint i = 0; i < answer->n_machines; i++)
    if (g_str_equal (answer->machines[i].machine->id, self->id))
      return &answer->machines[i];

  return NULL;
}

static char *
make_price (const RigMachineAnswer *answer)
{
  g_autofree char *usd = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (answer == NULL || !rig_estimate_is_known (&answer->price_usd))
    return g_strdup (_("price unknown"));

  if (rig_estimate_is_exact (&answer->price_usd))
    {
      usd = rig_format_usd (answer->price_usd.value);
    }
  else
    {
      low = rig_format_usd (answer->price_usd.low);
      high = rig_format_usd (answer->price_usd.high);
      usd = g_strdup_printf ("%s–%s", low, high);
    }

  /* A vendor's own price of a thing on sale needs no comment. */
  if (answer->price_usd.basis == RIG_BASIS_SPEC)
    return g_steal_pointer (&usd);

  return g_strdup_printf ("%s\302\240%s", usd, rig_format_basis (answer->price_usd.basis));
}

/* What tells that one cannot buy it, if it is short enough for a chip; the tooltip has it all. */
static const char *
get_short_status (const RigMachine *machine)
{
  if (!machine->claimed && machine->on_sale_from != NULL)
    return NULL;

  return rig_words_short_status (machine);
}

static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

/** Shows the machine as the session's answer has it now. */
void
rig_machine_chip_update (RigMachineChip *self)
{
  const RigMachine *machine = rig_catalog_find_machine (rig_session_get_catalog (self->session),
                                                        self->id);
  g_autofree char *price = make_price (find_answer (self));
  g_autofree char *all = NULL;
  const char *status = NULL;

  set_text (self->name, machine != NULL ? machine->short_name : self->id);
  set_text (self->price, price);
  if (machine != NULL)
    status = get_short_status (machine);
  set_text (self->status, status != NULL ? status : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status), status != NULL);

  all = g_strjoin (", ", machine != NULL ? machine->name : self->id, price,
                   machine != NULL ? machine->status : NULL, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), all);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}

static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  RigMachineChip *self = data;

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, rig_machine_popover_new (self->session, self->id));
}

static void
rig_machine_chip_dispose (GObject *object)
{
  g_clear_object (&RIG_MACHINE_CHIP (object)->session);

  G_OBJECT_CLASS (rig_machine_chip_parent_class)->dispose (object);
}

static void
rig_machine_chip_finalize (GObject *object)
{
  g_free (RIG_MACHINE_CHIP (object)->id);

  G_OBJECT_CLASS (rig_machine_chip_parent_class)->finalize (object);
}

static void
rig_machine_chip_class_init (RigMachineChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rig_machine_chip_dispose;
  G_OBJECT_CLASS (klass)->finalize = rig_machine_chip_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/machine-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, RigMachineChip, button);
  gtk_widget_class_bind_template_child (widget_class, RigMachineChip, content);
  gtk_widget_class_bind_template_child (widget_class, RigMachineChip, name);
  gtk_widget_class_bind_template_child (widget_class, RigMachineChip, price);
  gtk_widget_class_bind_template_child (widget_class, RigMachineChip, status);
}

static void
rig_machine_chip_init (RigMachineChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
}

GtkWidget *
rig_machine_chip_new (RigSession *session, const char *id, guint slot)
{
  RigMachineChip *self = g_object_new (RIG_TYPE_MACHINE_CHIP, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  gtk_box_prepend (self->content, rig_swatch_new (RIG_INK_SLOT_0 + (RigInk) slot));
  rig_machine_chip_update (self);

  return GTK_WIDGET (self);
}
