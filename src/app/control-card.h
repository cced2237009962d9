/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

G_BEGIN_DECLS

#define RIG_TYPE_CONTROL_CARD (rig_control_card_get_type ())
G_DECLARE_DERIVABLE_TYPE (RigControlCard, rig_control_card, RIG, CONTROL_CARD, GtkBox)

struct _RigControlCardClass
{
  GtkBoxClass parent_class;

  /** Builds the control, once session and key are set. */
  void (*build) (RigControlCard *self);
  /** Shows the scenario's value. Must not change the scenario. */
  void (*sync) (RigControlCard *self);
};

GtkWidget  *rig_control_card_new (RigSession *session,
                                  RigKey      key) G_GNUC_WARN_UNUSED_RESULT;
RigSession *rig_control_card_get_session (RigControlCard *self);
RigKey      rig_control_card_get_key (RigControlCard *self);
void        rig_control_card_set_mnemonic_label (RigControlCard *self,
                                                 const char     *label);
void        rig_control_card_add_value (RigControlCard *self,
                                        GtkWidget      *widget);
void        rig_control_card_set_control (RigControlCard *self,
                                          GtkWidget      *widget);
void        rig_control_card_show_error (RigControlCard *self,
                                         const char     *message);

G_END_DECLS
