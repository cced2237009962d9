/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/machine-bar.h"

#include <glib/gi18n.h>

#include "app/choices.h"
#include "app/comparison.h"
#include "app/machine-chip.h"
#include "app/wrap-layout.h"

#define SWAP_CHARS 13 /* in a line of the words that swap the machines, at least */

/**
 * RigMachineBar:
 *
 * The machines compared, as chips, with a way to add one, and the one action that is always in
 * view: from the article's machines to those that one can buy, and back.
 */
struct _RigMachineBar
{
  GtkBox parent_instance;

  RigSession *session;
  GPtrArray *ids;  /* of the chips there are */
  gboolean narrow; /* one line that scrolls sideways, instead of as many as it takes */

  GtkScrolledWindow *scroller;
  GtkViewport *viewport;
  GtkBox *chips;
  GtkMenuButton *add;
  GtkLabel *add_label;
  GtkButton *swap;
  GtkLabel *swap_label;
  GtkWidget *swap_icon;
};

G_DEFINE_FINAL_TYPE (RigMachineBar, rig_machine_bar, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

#define WIDE_GAP 12
#define NARROW_GAP 2
#define WHEEL_STEP 60

static gboolean
same_ids (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

/* NULL after the last chip, where the buttons follow unless the bar is narrow. */
static GtkWidget *
as_chip (GtkWidget *child)
{
  return RIG_IS_MACHINE_CHIP (child) ? child : NULL;
}

static void
rebuild_chips (RigMachineBar *self, const GPtrArray *ids)
{
  GtkWidget *child, *last = NULL;

  while ((child = as_chip (gtk_widget_get_first_child (GTK_WIDGET (self->chips)))) != NULL)
    gtk_box_remove (self->chips, child);

  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      g_ptr_array_add (self->ids, g_strdup (id));
      child = rig_machine_chip_new (self->session, id, i);
      gtk_box_insert_child_after (self->chips, child, last);
      last = child;
    }
}

/* What breaks into two lines keeps them of a good width. GTK takes the width for one even where all
 * the words are narrower, and warns that the label then contradicts itself. */
static void
set_swap_label (RigMachineBar *self, const char *label)
{
  gboolean is_long = g_utf8_strlen (label, -1) > 3 * SWAP_CHARS / 2;

  gtk_label_set_text (self->swap_label, label);
  gtk_label_set_width_chars (self->swap_label, is_long ? SWAP_CHARS : -1);
}

static void
update_actions (RigMachineBar *self)
{
  const RigScenario *scenario = rig_session_get_scenario (self->session);
  gboolean full = self->ids->len >= RIG_MAX_COMPARED;
  gboolean claimed = rig_comparison_has_claimed (rig_session_get_catalog (self->session),
                                                 scenario);
  const char *label = claimed ? _("Compare what is on sale") : _("Back to the article");
  const char *tooltip = claimed ? _("Swap the article’s machines for those that can be bought")
                                : _("Compare the article’s machines again");

  gtk_widget_set_sensitive (GTK_WIDGET (self->add), !full);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->add),
                               full ? _("At most six machines can be compared")
                                    : _("Add a machine of the catalogue"));

  if (g_strcmp0 (gtk_label_get_text (self->swap_label), label) == 0)
    return;
  set_swap_label (self, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->swap), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->swap),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
changed_cb (RigMachineBar *self)
{
  const GPtrArray *ids = rig_scenario_get_machines (rig_session_get_scenario (self->session));
  GtkWidget *child;

  if (!same_ids (ids, self->ids))
    rebuild_chips (self, ids);
  else
    for (child = as_chip (gtk_widget_get_first_child (GTK_WIDGET (self->chips))); child != NULL;
         child = as_chip (gtk_widget_get_next_sibling (child)))
      rig_machine_chip_update (RIG_MACHINE_CHIP (child));

  update_actions (self);
}

static void
swap_cb (RigMachineBar *self)
{
  const RigScenario *scenario = rig_session_get_scenario (self->session);

  if (!rig_comparison_has_claimed (rig_session_get_catalog (self->session), scenario))
    rig_session_compare_article (self->session);
  else if (!rig_session_compare_on_sale (self->session))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s",
                                _("Fewer than two of these machines are on sale at that date"));
}

static void
picked_cb (RigMachineBar *self, const char *id)
{
  rig_session_add_machine (self->session, id);
}

static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  RigMachineBar *self = data;
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  if (popover == NULL)
    {
      popover = GTK_POPOVER (rig_picker_new ());
      g_signal_connect_object (popover, "picked", G_CALLBACK (picked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (popover));
    }

  rig_choices_fill_machines (rig_session_get_catalog (self->session), self->ids,
                             RIG_PICKER (popover));
}

static void
move (GtkWidget *child, GtkBox *from, GtkBox *to)
{
  g_object_ref (child);
  gtk_box_remove (from, child);
  gtk_box_append (to, child);
  g_object_unref (child);
}

static void
set_narrow (RigMachineBar *self, gboolean narrow)
{
  GtkBox *bar = GTK_BOX (self);

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  /* What scrolls sideways is one line; only what does not can say how many lines it takes. */
  g_object_ref (self->chips);
  if (narrow)
    {
      gtk_box_remove (bar, GTK_WIDGET (self->chips));
      gtk_viewport_set_child (self->viewport, GTK_WIDGET (self->chips));
      move (GTK_WIDGET (self->add), self->chips, bar);
      move (GTK_WIDGET (self->swap), self->chips, bar);
    }
  else
    {
      gtk_viewport_set_child (self->viewport, NULL);
      gtk_box_prepend (bar, GTK_WIDGET (self->chips));
      move (GTK_WIDGET (self->add), bar, self->chips);
      move (GTK_WIDGET (self->swap), bar, self->chips);
    }
  g_object_unref (self->chips);
  gtk_box_set_spacing (bar, narrow ? NARROW_GAP : WIDE_GAP);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->swap_label), !narrow);
  gtk_widget_set_visible (self->swap_icon, narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->add_label), !narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* A wheel that only turns one way scrolls the one way there is. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, gpointer data)
{
  RigMachineBar *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);

  if (dx != 0 || dy == 0)
    return FALSE;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + dy * WHEEL_STEP);
  return TRUE;
}

static void
rig_machine_bar_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_NARROW)
    g_value_set_boolean (value, RIG_MACHINE_BAR (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
rig_machine_bar_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (property_id == PROP_NARROW)
    set_narrow (RIG_MACHINE_BAR (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
rig_machine_bar_dispose (GObject *object)
{
  g_clear_object (&RIG_MACHINE_BAR (object)->session);

  G_OBJECT_CLASS (rig_machine_bar_parent_class)->dispose (object);
}

static void
rig_machine_bar_finalize (GObject *object)
{
  g_ptr_array_unref (RIG_MACHINE_BAR (object)->ids);

  G_OBJECT_CLASS (rig_machine_bar_parent_class)->finalize (object);
}

static void
rig_machine_bar_class_init (RigMachineBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rig_machine_bar_get_property;
  object_class->set_property = rig_machine_bar_set_property;
  object_class->dispose = rig_machine_bar_dispose;
  object_class->finalize = rig_machine_bar_finalize;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RIG_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/machine-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RigMachineBar, scroller);
  gtk_widget_class_bind_template_child (widget_class, RigMachineBar, viewport);
  gtk_widget_class_bind_template_child (widget_class, RigMachineBar, chips);
  gtk_widget_class_bind_template_child (widget_class, RigMachineBar, add);
  gtk_widget_class_bind_template_child (widget_class, RigMachineBar, add_label);
  gtk_widget_class_bind_template_child (widget_class, RigMachineBar, swap);
  gtk_widget_class_bind_template_child (widget_class, RigMachineBar, swap_label);
  gtk_widget_class_bind_template_child (widget_class, RigMachineBar, swap_icon);
  gtk_widget_class_bind_template_callback (widget_class, swap_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rig_machine_bar_init (RigMachineBar *self)
{
  GtkEventController *wheel;

  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect (wheel, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), wheel);
  gtk_menu_button_set_create_popup_func (self->add, create_popup_cb, self, NULL);
}

/** Once per bar. */
void
rig_machine_bar_set_session (RigMachineBar *self, RigSession *session)
{
  g_return_if_fail (RIG_IS_MACHINE_BAR (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}
