/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/choice-card.h"

#include <glib/gi18n.h>

#include "app/choices.h"

/**
 * RigChoiceCard:
 *
 * A word or an id of the scenario, chosen from a list that can be searched.
 */
struct _RigChoiceCard
{
  RigControlCard parent_instance;

  GtkMenuButton *button;
  GtkLabel *value;
  guint catalog_serial; /* of the catalogue that the list was filled from */
};

G_DEFINE_FINAL_TYPE (RigChoiceCard, rig_choice_card, RIG_TYPE_CONTROL_CARD)

static void
rig_choice_card_sync (RigControlCard *card)
{
  RigChoiceCard *self = RIG_CHOICE_CARD (card);
  RigSession *session = rig_control_card_get_session (card);
  RigKey key = rig_control_card_get_key (card);
  g_autofree char *label = NULL;
  g_autofree char *name = NULL;

  label = rig_choices_get_label (rig_session_get_catalog (session), key,
                                 rig_scenario_get_text (rig_session_get_scenario (session), key));
  if (g_strcmp0 (gtk_label_get_text (self->value), label) == 0)
    return;

  gtk_label_set_text (self->value, label);
  /* Translators: the name of an input and its value, for example “Model: Qwen 3.6 27B”. */
  name = g_strdup_printf (_("%s: %s"), _(rig_key_get_info (key)->label), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
picked_cb (RigChoiceCard *self, const char *id)
{
  RigControlCard *card = RIG_CONTROL_CARD (self);
  RigSession *session = rig_control_card_get_session (card);

  rig_session_set_text (session, rig_control_card_get_key (card), id);
  rig_session_end_step (session);
}

/* Lists are made when somebody wants to see them: most never are. */
static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  RigChoiceCard *self = data;
  RigControlCard *card = data;
  RigSession *session = rig_control_card_get_session (card);
  RigKey key = rig_control_card_get_key (card);
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  if (popover == NULL)
    {
      popover = GTK_POPOVER (rig_picker_new ());
      g_signal_connect_object (popover, "picked", G_CALLBACK (picked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (popover));
      self->catalog_serial = G_MAXUINT;
    }
  if (self->catalog_serial != rig_session_get_catalog_serial (session))
    {
      self->catalog_serial = rig_session_get_catalog_serial (session);
      rig_choices_fill (rig_session_get_catalog (session), key, RIG_PICKER (popover));
    }

  rig_picker_select (RIG_PICKER (popover),
                     rig_scenario_get_text (rig_session_get_scenario (session), key));
}

static void
rig_choice_card_build (RigControlCard *card)
{
  RigChoiceCard *self = RIG_CHOICE_CARD (card);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->value = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->value, PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->value));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("pan-down-symbolic"));

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, content);
  gtk_menu_button_set_has_frame (self->button, FALSE);
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "choice");
  gtk_widget_set_hexpand (GTK_WIDGET (self->button), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->button), GTK_ALIGN_END);
  rig_control_card_add_value (card, GTK_WIDGET (self->button));
  rig_control_card_set_control (card, GTK_WIDGET (self->button));
  gtk_widget_add_css_class (GTK_WIDGET (self), "line");
}

static void
rig_choice_card_class_init (RigChoiceCardClass *klass)
{
  RigControlCardClass *card_class = RIG_CONTROL_CARD_CLASS (klass);

  card_class->build = rig_choice_card_build;
  card_class->sync = rig_choice_card_sync;
}

static void
rig_choice_card_init (RigChoiceCard *self)
{
}
