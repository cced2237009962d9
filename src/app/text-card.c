/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/text-card.h"

#include <glib/gi18n.h>

#include "app/value-entry.h"

/**
 * RigTextCard:
 *
 * A date or a list of the scenario, typed.
 */
struct _RigTextCard
{
  RigControlCard parent_instance;

  RigValueEntry *value;
};

G_DEFINE_FINAL_TYPE (RigTextCard, rig_text_card, RIG_TYPE_CONTROL_CARD)

static void
rig_text_card_sync (RigControlCard *card)
{
  RigTextCard *self = RIG_TEXT_CARD (card);
  RigSession *session = rig_control_card_get_session (card);
  RigKey key = rig_control_card_get_key (card);
  const char *text = rig_scenario_get_text (rig_session_get_scenario (session), key);
  const char *empty = key == RIG_KEY_AS_OF ? _("today") : _("none");

  rig_value_entry_set_values (self->value, text[0] != '\0' ? text : empty, text);
}

static gboolean
entered_cb (RigTextCard *self, const char *text)
{
  RigControlCard *card = RIG_CONTROL_CARD (self);
  RigSession *session = rig_control_card_get_session (card);
  g_autoptr (GError) error = NULL;
  gboolean taken;

  taken = rig_session_set_from_string (session,
                                       rig_key_get_info (rig_control_card_get_key (card))->name,
                                       text, &error);
  rig_control_card_show_error (card, taken ? NULL : error->message);
  if (taken)
    {
      rig_session_end_step (session);
      rig_session_update (session);
    }

  return taken;
}

static void
cancelled_cb (RigTextCard *self)
{
  rig_control_card_show_error (RIG_CONTROL_CARD (self), NULL);
}

static void
rig_text_card_build (RigControlCard *card)
{
  RigTextCard *self = RIG_TEXT_CARD (card);

  self->value = RIG_VALUE_ENTRY (rig_value_entry_new ());
  rig_value_entry_set_label (self->value,
                             _(rig_key_get_info (rig_control_card_get_key (card))->label));
  gtk_widget_set_hexpand (GTK_WIDGET (self->value), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->value), GTK_ALIGN_END);
  g_signal_connect_object (self->value, "entered", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value, "cancelled", G_CALLBACK (cancelled_cb), self,
                           G_CONNECT_SWAPPED);
  rig_control_card_add_value (card, GTK_WIDGET (self->value));
  gtk_widget_add_css_class (GTK_WIDGET (self), "line");
}

static void
rig_text_card_class_init (RigTextCardClass *klass)
{
  RigControlCardClass *card_class = RIG_CONTROL_CARD_CLASS (klass);

  card_class->build = rig_text_card_build;
  card_class->sync = rig_text_card_sync;
}

static void
rig_text_card_init (RigTextCard *self)
{
}
