/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/control-card.h"

#include <glib/gi18n.h>

#include "app/choice-card.h"
#include "app/list-card.h"
#include "app/slider-card.h"
#include "app/switch-card.h"
#include "app/text-card.h"

/**
 * RigControlCard:
 *
 * One input of the scenario as a card: its label, a way back to the default, room for an error,
 * and the control that a subclass adds. It follows the session and changes it, nothing else.
 */
typedef struct
{
  RigSession *session;
  RigKey key;

  GtkLabel *label;
  GtkWidget *reset;
  GtkBox *head;
  GtkLabel *error;
} RigControlCardPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RigControlCard, rig_control_card, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_KEY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static RigControlCardPrivate *
get_private (RigControlCard *self)
{
  return rig_control_card_get_instance_private (self);
}

static gboolean
is_default (RigControlCardPrivate *priv)
{
  const RigScenario *scenario = rig_session_get_scenario (priv->session);

  /* A model's own size is no choice of the user's, and so nothing to take back. */
  if (priv->key == RIG_KEY_MODEL_SIZE &&
      !g_str_equal (rig_scenario_get_text (scenario, RIG_KEY_MODEL), "custom"))
    return TRUE;

  return rig_scenario_is_default (scenario, priv->key);
}

static void
sync_cb (RigControlCard *self)
{
  RigControlCardPrivate *priv = get_private (self);

  gtk_widget_set_visible (priv->reset, !is_default (priv));
  RIG_CONTROL_CARD_GET_CLASS (self)->sync (self);
}

static void
reset_cb (RigControlCard *self)
{
  RigControlCardPrivate *priv = get_private (self);

  rig_control_card_show_error (self, NULL);
  rig_session_reset (priv->session, priv->key);
}

static void
rig_control_card_constructed (GObject *object)
{
  RigControlCard *self = RIG_CONTROL_CARD (object);
  RigControlCardPrivate *priv = get_private (self);
  const RigKeyInfo *info = rig_key_get_info (priv->key);
  g_autofree char *reset_label = NULL;

  G_OBJECT_CLASS (rig_control_card_parent_class)->constructed (object);

  gtk_label_set_text (priv->label, _(info->label));
  gtk_widget_set_tooltip_text (GTK_WIDGET (priv->label), _(info->help));
  /* Translators: the name of an input, for example “Context”. */
  reset_label = g_strdup_printf (_("Reset %s"), _(info->label));
  gtk_widget_set_tooltip_text (priv->reset, reset_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->reset),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, reset_label, -1);

  RIG_CONTROL_CARD_GET_CLASS (self)->build (self);
  g_signal_connect_object (priv->session, "changed", G_CALLBACK (sync_cb), self,
                           G_CONNECT_SWAPPED);
  sync_cb (self);
}

static void
rig_control_card_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  RigControlCardPrivate *priv = get_private (RIG_CONTROL_CARD (object));

  switch (property_id)
    {
    case PROP_SESSION:
      priv->session = g_value_dup_object (value);
      break;
    case PROP_KEY:
      priv->key = (RigKey) g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rig_control_card_finalize (GObject *object)
{
  g_clear_object (&get_private (RIG_CONTROL_CARD (object))->session);

  G_OBJECT_CLASS (rig_control_card_parent_class)->finalize (object);
}

static void
rig_control_card_class_init (RigControlCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = rig_control_card_constructed;
  object_class->set_property = rig_control_card_set_property;
  object_class->finalize = rig_control_card_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, RIG_TYPE_SESSION, flags);
  properties[PROP_KEY] = g_param_spec_uint ("key", NULL, NULL, 0, RIG_N_KEYS - 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/control-card.ui");
  gtk_widget_class_bind_template_child_private (widget_class, RigControlCard, label);
  gtk_widget_class_bind_template_child_private (widget_class, RigControlCard, reset);
  gtk_widget_class_bind_template_child_private (widget_class, RigControlCard, head);
  gtk_widget_class_bind_template_child_private (widget_class, RigControlCard, error);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rig_control_card_init (RigControlCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** The card that suits the key's type. */
GtkWidget *
rig_control_card_new (RigSession *session, RigKey key)
{
  GType type;

  switch (rig_key_get_info (key)->type)
    {
    case RIG_TYPE_NUMBER:
    case RIG_TYPE_INTEGER:
    case RIG_TYPE_SHARE:
      type = RIG_TYPE_SLIDER_CARD;
      break;
    case RIG_TYPE_FLAG:
      type = RIG_TYPE_SWITCH_CARD;
      break;
    case RIG_TYPE_CHOICE:
    case RIG_TYPE_ID:
      type = RIG_TYPE_CHOICE_CARD;
      break;
    case RIG_TYPE_LIST:
      type = rig_key_get_info (key)->choices != NULL ? RIG_TYPE_LIST_CARD : RIG_TYPE_TEXT_CARD;
      break;
    case RIG_TYPE_DATE:
    default:
      type = RIG_TYPE_TEXT_CARD;
      break;
    }

  return g_object_new (type, "session", session, "key", (guint) key, NULL);
}

RigSession *
rig_control_card_get_session (RigControlCard *self)
{
  return get_private (self)->session;
}

RigKey
rig_control_card_get_key (RigControlCard *self)
{
  return get_private (self)->key;
}

/** @label: the key's label with an underscore before its mnemonic. */
void
rig_control_card_set_mnemonic_label (RigControlCard *self, const char *label)
{
  gtk_label_set_text_with_mnemonic (get_private (self)->label, label);
}

/** At the end of the first line. */
void
rig_control_card_add_value (RigControlCard *self, GtkWidget *widget)
{
  gtk_box_append (get_private (self)->head, widget);
}

/** The widget that the label names, and that its mnemonic goes to. */
void
rig_control_card_set_control (RigControlCard *self, GtkWidget *widget)
{
  gtk_label_set_mnemonic_widget (get_private (self)->label, widget);
}

/** @message: (nullable): in words, why what was typed cannot be; NULL: nothing is wrong */
void
rig_control_card_show_error (RigControlCard *self, const char *message)
{
  RigControlCardPrivate *priv = get_private (self);

  gtk_label_set_text (priv->error, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->error), message != NULL);
}
