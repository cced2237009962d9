/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/switch-card.h"

/**
 * RigSwitchCard:
 *
 * A yes or no of the scenario.
 */
struct _RigSwitchCard
{
  RigControlCard parent_instance;

  GtkSwitch *control;
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (RigSwitchCard, rig_switch_card, RIG_TYPE_CONTROL_CARD)

static void
rig_switch_card_sync (RigControlCard *card)
{
  RigSwitchCard *self = RIG_SWITCH_CARD (card);
  RigSession *session = rig_control_card_get_session (card);
  double number = rig_scenario_get_number (rig_session_get_scenario (session),
                                           rig_control_card_get_key (card));

  self->syncing = TRUE;
  gtk_switch_set_active (self->control, number > 0);
  self->syncing = FALSE;
}

static void
active_cb (RigSwitchCard *self)
{
  RigControlCard *card = RIG_CONTROL_CARD (self);
  RigSession *session = rig_control_card_get_session (card);

  if (self->syncing)
    return;

  rig_session_set_number (session, rig_control_card_get_key (card),
                          gtk_switch_get_active (self->control) ? 1 : 0);
  rig_session_end_step (session);
}

static void
rig_switch_card_build (RigControlCard *card)
{
  RigSwitchCard *self = RIG_SWITCH_CARD (card);

  self->control = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->control), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->control), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->control), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->control, "notify::active", G_CALLBACK (active_cb), self);
  rig_control_card_add_value (card, GTK_WIDGET (self->control));
  rig_control_card_set_control (card, GTK_WIDGET (self->control));
  gtk_widget_add_css_class (GTK_WIDGET (self), "line");
}

static void
rig_switch_card_class_init (RigSwitchCardClass *klass)
{
  RigControlCardClass *card_class = RIG_CONTROL_CARD_CLASS (klass);

  card_class->build = rig_switch_card_build;
  card_class->sync = rig_switch_card_sync;
}

static void
rig_switch_card_init (RigSwitchCard *self)
{
}
